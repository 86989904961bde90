"""What lies in ``uit/`` of a meeting and is no longer made for it."""

from collections.abc import Iterator

from regietafel import dutch
from regietafel.cli.mailnamen import mail_names
from regietafel.cli.openen import nazending_name, pack_name
from regietafel.cli.stukken import sitting
from regietafel.documents.compose import (
    agenda_name,
    attachments_of,
    dashboard_name,
    list_name,
    regieboek_name,
)
from regietafel.dossier.loading import Dossier
from regietafel.findings import Finding, waarschuwing
from regietafel.outbound.berichtnamen import message_names


def stale_files(dossier: Dossier) -> list[Finding]:
    """Return what lies in ``uit/`` from before a change of date, name or attachments."""
    files = sorted(dossier.output.iterdir()) if dossier.output.is_dir() else []
    unknown = {file.stem for file in files}
    for name in _output_names(dossier) if unknown else ():
        unknown.discard(dutch.bestandsnaam(name))
        if not unknown:  # most names need no file to be read
            break
    message = "Dit bestand hoort niet meer bij deze vergadering (een eerdere datum of naam); gooi het weg, zodat niemand het verstuurt."
    return [waarschuwing(f, "uit-verouderd", message) for f in files if f.stem in unknown]


def _output_names(dossier: Dossier) -> Iterator[str]:
    """Yield the name of everything that the commands make for this meeting."""
    tafel, vergadering = dossier.tafel, dossier.vergadering
    yield f"0. {agenda_name(tafel, vergadering)}"
    yield pack_name(dossier)
    yield from message_names(tafel, vergadering, dossier.uitnodiging)
    if dossier.vastgelegd:
        yield nazending_name(dossier)
    yield from mail_names(dossier)
    yield list_name(tafel, vergadering)
    yield regieboek_name(tafel, vergadering)
    if (dossier.folder / "cijfers").is_dir():
        from regietafel.cli.cijferbestanden import cijferstuk_names

        yield from cijferstuk_names(dossier)
    yield dashboard_name(tafel, vergadering.datum)
    for attachment in attachments_of(tafel, vergadering):
        found = sitting(dossier, attachment)
        if found and found.model:
            yield f"{attachment.nummer}. {list_name(tafel, found.model)}"
    if dossier.stukken:
        from regietafel.cli.stuknamen import file_names

        yield from file_names(dossier).values()
