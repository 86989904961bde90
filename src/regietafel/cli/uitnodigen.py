"""``regietafel uitnodiging``: the calendar file of a meeting."""

from uuid import uuid4

from regietafel.cli.openen import Geopend, now, open_meeting
from regietafel.cli.stukken import invitation_name, output_path
from regietafel.cli.terminal import Refusal, show_made
from regietafel.dossier.loading import Dossier
from regietafel.dossier.scaffold import invitation_text
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding, waarschuwing
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.vergadering import Doorgang
from regietafel.outbound.kalender import UitnodigingError, compose_verzoek
from regietafel.outbound.uitnodiging import compose_kalenderpunt, next_stand


def run(name: str) -> int:
    return make(open_meeting(name))


def make(geopend: Geopend) -> int:
    """Write the invitation and keep its identity in the meeting's folder."""
    dossier = geopend.dossier
    if dossier.vergadering.doorgang is Doorgang.GEANNULEERD:
        raise Refusal(
            "Deze vergadering is geannuleerd; er is geen uitnodiging gemaakt. "
            "Is zij al verstuurd, laat de leden dan zelf weten dat zij niet doorgaat."
        )
    stand = next_stand(
        dossier.tafel,
        dossier.vergadering,
        dossier.uitnodiging,
        f"{uuid4()}@regietafel",
        now().replace(microsecond=0),
    )
    content = _compose(dossier, stand)
    _keep(dossier, stand)
    path = output_path(dossier, invitation_name(dossier), "ics")
    write_atomic(path, content)
    show_made(path, _what_changed(dossier.uitnodiging, stand))
    return geopend.report(_without_address(dossier))


def _what_changed(before: Uitnodigingsstand | None, after: Uitnodigingsstand) -> str:
    if before is None:
        return "eerste versie"
    if before == after:
        return "ongewijzigd"
    if before.volgnummer == after.volgnummer:
        return "gewijzigd; leden hoeven niet opnieuw te antwoorden"
    return "tijd of plaats gewijzigd; leden krijgen opnieuw de vraag of zij komen"


def _compose(dossier: Dossier, stand: Uitnodigingsstand) -> bytes:
    try:
        return compose_verzoek(compose_kalenderpunt(dossier.tafel, dossier.vergadering, stand))
    except UitnodigingError as error:
        raise Refusal(f"Er is geen uitnodiging gemaakt. {error}") from None


def _keep(dossier: Dossier, stand: Uitnodigingsstand) -> None:
    if stand != dossier.uitnodiging:
        text = invitation_text(stand)
        write_atomic(dossier.folder / "uitnodiging.yaml", text.encode())


def _without_address(dossier: Dossier) -> list[Finding]:
    path = dossier.werkmap.table_folder(dossier.tafelnaam) / "tafel.yaml"
    return [
        waarschuwing(
            path,
            "lid-zonder-email",
            f"'{lid.lid}' heeft geen e-mailadres en staat dus niet in de uitnodiging; vul email in.",
            ("leden", index),
        )
        for index, lid in enumerate(dossier.tafel.leden)
        if lid.email is None
    ]
