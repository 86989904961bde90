"""``regietafel uitnodiging``: the calendar file of a meeting."""

from uuid import uuid4

from regietafel.checks.regels import DATE_RULES, run_checks
from regietafel.cli.feiten import values_only
from regietafel.cli.openen import Geopend, now, open_meeting
from regietafel.cli.stukken import invitation_name, output_path, stale_files
from regietafel.cli.terminal import Refusal, show_made
from regietafel.dossier.loading import Dossier
from regietafel.dossier.scaffold import invitation_text
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding, has_errors, waarschuwing
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.vergadering import Doorgang
from regietafel.outbound.kalender import UitnodigingError, compose_annulering, compose_verzoek
from regietafel.outbound.uitnodiging import compose_kalenderpunt, next_stand


def run(name: str) -> int:
    return make(open_meeting(name))


def make(geopend: Geopend) -> int:
    """Write the invitation, or the cancellation, and keep its identity in the meeting's folder."""
    dossier = geopend.dossier
    _require_right_dates(geopend)
    cancelled = dossier.vergadering.doorgang is Doorgang.GEANNULEERD
    stand = _cancelled(dossier.uitnodiging) if cancelled else _invited(dossier)
    content = _compose(dossier, stand)
    _keep(dossier, stand)
    path = output_path(dossier, invitation_name(dossier), "ics")
    write_atomic(path, content)
    show_made(path, _what_changed(dossier.uitnodiging, stand))
    return geopend.report([*_without_address(dossier), *stale_files(dossier)])


def _require_right_dates(geopend: Geopend) -> None:
    """Refuse to invite for a date or time that is certainly wrong."""
    found = run_checks(values_only(geopend.dossier), DATE_RULES)
    if has_errors(found):
        geopend.report(found)
        raise Refusal("Er is geen uitnodiging gemaakt: verbeter eerst de fouten hierboven.")


def _invited(dossier: Dossier) -> Uitnodigingsstand:
    moment = now().replace(microsecond=0)
    uid = f"{uuid4()}@regietafel"
    return next_stand(dossier.tafel, dossier.vergadering, dossier.uitnodiging, uid, moment)


def _cancelled(stand: Uitnodigingsstand | None) -> Uitnodigingsstand:
    """Return the identity of the cancellation: one higher than the invitation (RFC 5546, 2.1.4)."""
    if stand is None:
        raise Refusal(
            "Deze vergadering is geannuleerd en er is nog geen uitnodiging gemaakt; "
            "er is niets af te zeggen."
        )
    if stand.geannuleerd:
        return stand
    changes = {"geannuleerd": True, "volgnummer": stand.volgnummer + 1}
    return stand.model_copy(update=changes | {"gemaakt": now().replace(microsecond=0)})


def _what_changed(before: Uitnodigingsstand | None, after: Uitnodigingsstand) -> str:
    if before is None:
        return "eerste versie"
    if before == after:
        return "ongewijzigd"
    if after.geannuleerd:
        return "afzegging: de afspraak verdwijnt uit de agenda van wie haar opent"
    if before.volgnummer == after.volgnummer:
        return "gewijzigd, met dezelfde tijd en plaats"
    return "tijd of plaats gewijzigd; leden krijgen opnieuw de vraag of zij komen"


def _compose(dossier: Dossier, stand: Uitnodigingsstand) -> bytes:
    compose = compose_annulering if stand.geannuleerd else compose_verzoek
    try:
        return compose(compose_kalenderpunt(dossier.tafel, dossier.vergadering, stand))
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
