"""What lies in ``uit/`` of a meeting and is no longer made for it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

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

_NAMED = 5
"""How many names a finding says in full."""


def stale_files(dossier: Dossier) -> list[Finding]:
    """Return what lies in ``uit/`` from before a change of date, name or attachments."""
    files = sorted(dossier.output.iterdir()) if dossier.output.is_dir() else []
    unknown = {file.stem for file in files}
    for name in _output_names(dossier) if unknown else ():
        unknown.discard(dutch.bestandsnaam(name))
        if not unknown:  # most names need no file to be read
            break
    if unknown and (dossier.folder / "cijfers").is_dir():
        from regietafel.cli.cijferbestanden import current_names

        unknown -= current_names(dossier, unknown)
    stale = [file for file in files if file.stem in unknown]
    one = "Dit bestand hoort niet meer bij deze vergadering (een eerdere datum of naam)"
    more = "bestanden die niet meer bij deze vergadering horen (een eerdere datum of naam)"
    return outdated(stale, one, more)


def outdated(files: Sequence[Path], one: str, more: str) -> list[Finding]:
    """Return one finding about files in a folder that nobody should send any more.

    ``one`` says what a single file is, ``more`` what several are.
    """
    if len(files) <= 1:
        message = f"{one}; gooi het weg, zodat niemand het verstuurt."
        return [waarschuwing(file, "uit-verouderd", message) for file in files]
    names = [f"'{name}'" for name in dict.fromkeys(file.stem for file in files)]
    left = len(names) - _NAMED
    named = dutch.opsomming([*names[:_NAMED], f"nog {left} andere"] if left > 0 else names)
    message = f"Hier liggen {len(files)} {more}: {named}. Gooi ze weg, zodat niemand ze verstuurt."
    return [waarschuwing(files[0].parent, "uit-verouderd", message)]


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
    yield dashboard_name(tafel, vergadering.datum)
    for attachment in attachments_of(tafel, vergadering):
        found = sitting(dossier, attachment)
        if found and found.model:
            yield f"{attachment.nummer}. {list_name(tafel, found.model)}"
    if dossier.stukken:
        from regietafel.cli.stuknamen import file_names

        yield from file_names(dossier).values()
