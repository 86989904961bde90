"""``regietafel uitnodiging``: the calendar files of a meeting."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from regietafel.checks.datums import DATE_RULES
from regietafel.cli.feiten import values_only
from regietafel.cli.openen import Geopend, open_meeting, opened_alone
from regietafel.cli.terminal import Refusal, show, show_made
from regietafel.cli.werkplek import now, output_folder
from regietafel.dossier.editing import NotChangedError, set_in_file
from regietafel.dossier.loading import Dossier
from regietafel.dossier.scaffold import invitation_text
from regietafel.dossier.writing import rewrite, write_atomic
from regietafel.findings import Finding, has_errors, waarschuwing
from regietafel.model.kalender import Genodigde, Uitnodigingsstand
from regietafel.model.vergadering import Doorgang
from regietafel.outbound.kalender import UitnodigingError
from regietafel.outbound.uitnodiging import (
    Kalenderbericht,
    compose_berichten,
)
from regietafel.outbound.uitnodigingsstand import cancelled_stand, next_stand

_NOTHING_TO_CANCEL = (
    "Er is nog geen uitnodiging voor deze vergadering gemaakt; er is niets af te zeggen."
)

_NAMED = 3
"""How many people are named when a message is for some alone."""


def run(name: str, *, voorlopig: bool, bevestig: bool, annuleer: bool) -> int:
    """Make the calendar files, after the change of state that the user asks for."""
    if voorlopig + bevestig + annuleer > 1:
        raise Refusal("Kies één van --voorlopig, --bevestig en --annuleer. Er is niets gemaakt.")
    with opened_alone(name) as geopend:
        if annuleer:
            _cancel(geopend.dossier)
            return make(open_meeting(name))
        if voorlopig or bevestig:
            _require_going_on(geopend.dossier)
        return make(geopend, voorlopig=voorlopig if voorlopig or bevestig else None)


def _cancel(dossier: Dossier) -> None:
    """Write in ``vergadering.yaml`` that the meeting is cancelled."""
    if dossier.uitnodiging is None:
        raise Refusal(_NOTHING_TO_CANCEL)
    path = dossier.folder / "vergadering.yaml"
    if dossier.vergadering.doorgang is not Doorgang.GEANNULEERD:
        try:
            set_in_file(path, "doorgang", Doorgang.GEANNULEERD, after="datum")
        except NotChangedError as error:
            raise Refusal(f"{path}: {error}") from None
        show(f"In vergadering.yaml staat nu 'doorgang: {Doorgang.GEANNULEERD}'.")


def _require_going_on(dossier: Dossier) -> None:
    if dossier.vergadering.doorgang is Doorgang.GEANNULEERD:
        raise Refusal(
            "Deze vergadering is geannuleerd; haal eerst 'doorgang: geannuleerd' uit "
            "vergadering.yaml. Er is niets gemaakt."
        )


def make(geopend: Geopend, *, voorlopig: bool | None = None) -> int:
    """Write every calendar file of this version, and keep its identity in the meeting's folder."""
    dossier = geopend.dossier
    _require_right_dates(geopend)
    folder = output_folder(dossier.werkmap, dossier.output)
    stand = _stand(dossier, now(), voorlopig=voorlopig)
    messages = _compose(dossier, stand)
    _keep(dossier, stand)
    for message in messages:
        path = folder / message.bestandsnaam
        write_atomic(path, message.inhoud)
        show_made(path, _note(dossier.uitnodiging, stand, message))
    after = replace(dossier, uitnodiging=stand)
    return geopend.report([*_without_address(dossier), *_stale(after, messages)])


def _stale(dossier: Dossier, messages: Sequence[Kalenderbericht]) -> list[Finding]:
    """Return what lies in ``uit/`` from before; what else belongs there takes time to find out."""
    made = {message.bestandsnaam for message in messages}
    if all(file.name in made for file in dossier.output.iterdir()):
        return []
    from regietafel.cli.verouderd import stale_files

    return stale_files(dossier)


def berichten(
    geopend: Geopend,
    moment: datetime,
    choose: Callable[[Uitnodigingsstand], Collection[Genodigde]] | None = None,
) -> tuple[Kalenderbericht, ...]:
    """Return the calendar messages of the meeting as it is now; nothing is written.

    ``moment`` is the stamp of what changed; ``choose`` returns who of a version get it. Once
    `onthoud` kept the version, these messages come out the same, byte for byte, as long as nothing
    changes. Raises a Refusal where none can be made.
    """
    _require_right_dates(geopend)
    stand = _stand(geopend.dossier, moment)
    return _compose(geopend.dossier, stand, choose(stand) if choose else None)


def onthoud(geopend: Geopend, moment: datetime) -> None:
    """Keep the version that `berichten` gave for this moment, before its messages go out."""
    _keep(geopend.dossier, _stand(geopend.dossier, moment))


def last_change(dossier: Dossier, moment: datetime) -> datetime:
    """Return when the invitation changed last; ``moment`` when it does now."""
    return _stand(dossier, moment).gemaakt


def _require_right_dates(geopend: Geopend) -> None:
    """Refuse to invite for a date or time that is certainly wrong."""
    facts = values_only(geopend.dossier)
    found = [finding for rule in DATE_RULES for finding in rule(facts)]
    if has_errors(found):
        geopend.report(found)
        raise Refusal("Er is geen uitnodiging gemaakt: verbeter eerst de fouten hierboven.")


def _stand(
    dossier: Dossier, moment: datetime, *, voorlopig: bool | None = None
) -> Uitnodigingsstand:
    """Return what is to be kept; the same for the same moment.

    A stamp is in whole seconds and always later than the one before: by it calendars tell which
    message is newer (RFC 5546, 2.1.5).
    """
    stamp = moment.replace(microsecond=0)
    if dossier.uitnodiging is not None:
        stamp = max(stamp, dossier.uitnodiging.gemaakt + timedelta(seconds=1))
    if dossier.vergadering.doorgang is not Doorgang.GEANNULEERD:
        return next_stand(
            dossier.tafel, dossier.vergadering, dossier.uitnodiging, _new_uid(dossier, stamp), stamp,
            voorlopig=voorlopig,
        )  # fmt: skip
    if dossier.uitnodiging is None:
        raise Refusal(_NOTHING_TO_CANCEL)
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
    names = _whom(message)
    if message.methode == "CANCEL" and not after.geannuleerd:
        return f"alleen voor {names}: de afspraak verdwijnt uit die agenda"
    everybody = {one.email for one in after.uitgenodigd}
    some = {one.email for one in message.ontvangers} < everybody
    return (
        f"{_what_changed(before, after)}; alleen voor {names}"
        if some
        else _what_changed(before, after)
    )


def _whom(message: Kalenderbericht) -> str:
    """Return up to three people by name, more as a number; a semicolon, for names have commas."""
    names = [one.naam for one in message.ontvangers]
    return "; ".join(names) if len(names) <= _NAMED else f"{len(names)} leden"


def _what_changed(before: Uitnodigingsstand | None, after: Uitnodigingsstand) -> str:
    if before is None or before == after:
        first = "reservering van de datum" if after.voorlopig else "eerste versie"
        return "ongewijzigd" if before else first
    if after.geannuleerd:
        return "afzegging: de afspraak verdwijnt uit de agenda van wie die opent"
    if before.voorlopig and not after.voorlopig:
        same = _when_and_where(before) == _when_and_where(after)
        other = "" if same else ", met een andere tijd of plaats"
        return f"de reservering is bevestigd{other}; leden krijgen opnieuw de vraag of zij komen"
    if before.antwoord_vanaf != after.antwoord_vanaf:
        return "tijd of plaats gewijzigd; leden krijgen opnieuw de vraag of zij komen"
    what = "de leden zijn" if before.vingerafdruk == after.vingerafdruk else ""
    return f"{what} gewijzigd, met dezelfde tijd en plaats".strip()


def _when_and_where(stand: Uitnodigingsstand) -> tuple[object, ...]:
    return stand.datum, stand.begin, stand.einde, stand.plaats


def _compose(
    dossier: Dossier, stand: Uitnodigingsstand, people: Collection[Genodigde] | None = None
) -> tuple[Kalenderbericht, ...]:
    try:
        return compose_berichten(dossier.tafel, dossier.vergadering, stand, people)
    except UitnodigingError as error:
        raise Refusal(f"Er is geen uitnodiging gemaakt. {error}") from None


def _keep(dossier: Dossier, stand: Uitnodigingsstand) -> None:
    if stand != dossier.uitnodiging:
        text = invitation_text(stand)
        rewrite(dossier.folder / "uitnodiging.yaml", text.encode())


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
