"""``regietafel uitnodiging``: the calendar files of a meeting."""

from dataclasses import replace
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from regietafel import dutch
from regietafel.checks.regels import DATE_RULES, run_checks
from regietafel.cli.feiten import values_only
from regietafel.cli.openen import Geopend, now, open_meeting
from regietafel.cli.stukken import output_path, stale_files
from regietafel.cli.terminal import Refusal, show_made
from regietafel.dossier.loading import Dossier
from regietafel.dossier.scaffold import invitation_text
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding, has_errors, waarschuwing
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.vergadering import Doorgang
from regietafel.outbound.kalender import UitnodigingError
from regietafel.outbound.uitnodiging import (
    Kalenderbericht,
    compose_berichten,
)
from regietafel.outbound.uitnodigingsstand import cancelled_stand, next_stand


def run(name: str, *, voorlopig: bool | None = None) -> int:
    return make(open_meeting(name), voorlopig=voorlopig)


def make(geopend: Geopend, *, voorlopig: bool | None = None) -> int:
    """Write every calendar file of this version, and keep its identity in the meeting's folder."""
    dossier = geopend.dossier
    _require_right_dates(geopend)
    stand = _stand(dossier, now(), voorlopig=voorlopig)
    messages = _compose(dossier, stand)
    _keep(dossier, stand)
    for message in messages:
        path = output_path(dossier, message.bestandsnaam.removesuffix(".ics"), "ics")
        write_atomic(path, message.inhoud)
        show_made(path, _note(dossier.uitnodiging, stand, message))
    after = replace(dossier, uitnodiging=stand)
    return geopend.report([*_without_address(dossier), *stale_files(after)])


def berichten(geopend: Geopend, moment: datetime) -> tuple[Kalenderbericht, ...]:
    """Return the calendar messages of the meeting as it is now; nothing is written.

    ``moment`` is the stamp of what changed. Once `onthoud` kept the version, these messages come
    out the same, byte for byte, as long as nothing changes. Raises a Refusal where none can be
    made.
    """
    _require_right_dates(geopend)
    return _compose(geopend.dossier, _stand(geopend.dossier, moment))


def onthoud(geopend: Geopend, moment: datetime) -> None:
    """Keep the version that `berichten` gave for this moment, before its messages go out."""
    _keep(geopend.dossier, _stand(geopend.dossier, moment))


def _require_right_dates(geopend: Geopend) -> None:
    """Refuse to invite for a date or time that is certainly wrong."""
    found = run_checks(values_only(geopend.dossier), DATE_RULES)
    if has_errors(found):
        geopend.report(found)
        raise Refusal("Er is geen uitnodiging gemaakt: verbeter eerst de fouten hierboven.")


def _stand(
    dossier: Dossier, moment: datetime, *, voorlopig: bool | None = None
) -> Uitnodigingsstand:
    """Return what is to be kept; the same for the same moment."""
    stamp = moment.replace(microsecond=0)
    if dossier.vergadering.doorgang is not Doorgang.GEANNULEERD:
        return next_stand(
            dossier.tafel, dossier.vergadering, dossier.uitnodiging, _new_uid(dossier, stamp), stamp,
            voorlopig=voorlopig,
        )  # fmt: skip
    if dossier.uitnodiging is None:
        raise Refusal(
            "Deze vergadering is geannuleerd en er is nog geen uitnodiging gemaakt; "
            "er is niets af te zeggen."
        )
    return cancelled_stand(dossier.uitnodiging, stamp)


def _new_uid(dossier: Dossier, stamp: datetime) -> str:
    """Return an identity that no other meeting has (RFC 7986, 5.3)."""
    sender = dossier.tafel.secretariaat.email
    return (
        f"{uuid5(NAMESPACE_URL, f'{sender}/{dossier.tafelnaam}/{dossier.naam}/{stamp}')}@regietafel"
    )


def _note(
    before: Uitnodigingsstand | None, after: Uitnodigingsstand, message: Kalenderbericht
) -> str:
    """Return in words what a file is and whom it is for."""
    names = dutch.opsomming(one.naam for one in message.ontvangers)
    if message.methode == "CANCEL" and not after.geannuleerd:
        return f"alleen voor {names}: de afspraak verdwijnt uit die agenda"
    everybody = {one.email for one in after.uitgenodigd}
    some = {one.email for one in message.ontvangers} < everybody
    return (
        f"{_what_changed(before, after)}; alleen voor {names}"
        if some
        else _what_changed(before, after)
    )


def _what_changed(before: Uitnodigingsstand | None, after: Uitnodigingsstand) -> str:
    if before is None or before == after:
        first = "reservering van de datum" if after.voorlopig else "eerste versie"
        return "ongewijzigd" if before else first
    if after.geannuleerd:
        return "afzegging: de afspraak verdwijnt uit de agenda van wie haar opent"
    if before.voorlopig and not after.voorlopig:
        return "de reservering is bevestigd; leden krijgen opnieuw de vraag of zij komen"
    if before.antwoord_vanaf != after.antwoord_vanaf:
        return "tijd of plaats gewijzigd; leden krijgen opnieuw de vraag of zij komen"
    what = "de leden zijn" if before.vingerafdruk == after.vingerafdruk else ""
    return f"{what} gewijzigd, met dezelfde tijd en plaats".strip()


def _compose(dossier: Dossier, stand: Uitnodigingsstand) -> tuple[Kalenderbericht, ...]:
    try:
        return compose_berichten(dossier.tafel, dossier.vergadering, stand)
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
