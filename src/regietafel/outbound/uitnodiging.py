"""The invitation of a meeting: from models to the value that a calendar file is made of."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from regietafel import dutch
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.nummering import numbered_points
from regietafel.model.tafel import Lid, Rol, Tafel
from regietafel.model.vergadering import TIJDZONE, Vergadering
from regietafel.outbound.kalender import (
    Adres,
    Deelnemer,
    Kalenderpunt,
    Tijdplaats,
    needs_new_sequence,
)
from regietafel.outbound.kalender import Rol as Kalenderrol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_ROLES: Mapping[Rol, Kalenderrol] = {
    Rol.VOORZITTER: "voorzitter",
    Rol.LID: "lid",
    Rol.ADVISEUR: "genodigde",
}


def next_stand(
    tafel: Tafel,
    vergadering: Vergadering,
    stand: Uitnodigingsstand | None,
    uid: str,
    moment: datetime,
) -> Uitnodigingsstand:
    """Return what to keep about the invitation.

    The first time it gets ``uid``. After a change of time or place the sequence goes up where
    RFC 5546, 2.1.4, asks for it; any other change gets a new stamp. Without a change everything
    stays, so that the file comes out the same.
    """
    fresh = Uitnodigingsstand(
        uid=stand.uid if stand else uid,
        volgnummer=stand.volgnummer if stand else 0,
        gemaakt=moment,
        datum=vergadering.datum,
        begin=vergadering.begin,
        einde=vergadering.einde,
        plaats=vergadering.plaats,
        vingerafdruk=_fingerprint(tafel, vergadering),
    )
    if stand is None:
        return fresh
    if stand.model_copy(update={"gemaakt": moment}) == fresh:
        return stand
    changed = needs_new_sequence(_tijdplaats(stand), _tijdplaats(fresh))
    raised = changed or stand.geannuleerd
    return fresh.model_copy(update={"volgnummer": stand.volgnummer + raised})


def _fingerprint(tafel: Tafel, vergadering: Vergadering) -> str:
    """Return a short hash of everything that the invitation says."""
    blank = Uitnodigingsstand(
        uid="-", gemaakt=_EPOCH, datum=vergadering.datum, begin=vergadering.begin,
        einde=vergadering.einde, plaats=vergadering.plaats,
    )  # fmt: skip
    said = repr(compose_kalenderpunt(tafel, vergadering, blank))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _tijdplaats(stand: Uitnodigingsstand) -> Tijdplaats:
    return Tijdplaats(
        datetime.combine(stand.datum, stand.begin, TIJDZONE),
        datetime.combine(stand.datum, stand.einde, TIJDZONE),
        stand.plaats,
    )


def compose_kalenderpunt(
    tafel: Tafel, vergadering: Vergadering, stand: Uitnodigingsstand
) -> Kalenderpunt:
    """Return the event: every member with an address is invited by the secretariat."""
    digital = vergadering.digitaal
    return Kalenderpunt(
        uid=stand.uid,
        volgnummer=stand.volgnummer,
        stempel=stand.gemaakt,
        begin=vergadering.starts_at(),
        einde=vergadering.ends_at(),
        titel=vergadering.titel or dutch.hoofdletter(tafel.naam),
        plaats=vergadering.plaats,
        omschrijving=_description(tafel, vergadering),
        organisator=Adres(tafel.secretariaat.naam, tafel.secretariaat.email),
        deelnemers=tuple(_participant(lid) for lid in tafel.leden if lid.email),
        link=(digital.link or "") if digital else "",
    )


def _participant(lid: Lid) -> Deelnemer:
    shown = lid.naam or f"{dutch.hoofdletter(lid.functie or '')}, {lid.organisatie}"
    return Deelnemer(shown, lid.email or "", _ROLES[lid.rol])


def _description(tafel: Tafel, vergadering: Vergadering) -> str:
    """Return plain text that reads well on a phone: facts first, then the agenda."""
    lines = [
        f"Vergadering van de {tafel.naam}",
        "",
        *_moved(vergadering),
        *([vergadering.uitnodigingstekst, ""] if vergadering.uitnodigingstekst else []),
        f"Datum: {dutch.dag_en_datum(vergadering.datum)}",
        f"Tijd: {dutch.tijdvak(vergadering.begin, vergadering.einde)}",
        *_walk_in(vergadering),
        f"Locatie: {vergadering.plaats}",
        *_digital(vergadering),
        *_agenda(vergadering),
        "",
        f"Vragen? {tafel.secretariaat.naam}, {tafel.secretariaat.email}",
    ]
    return "\n".join(lines)


def _moved(vergadering: Vergadering) -> list[str]:
    if vergadering.oorspronkelijke_datum is None:
        return []
    reason = [f"Reden: {dutch.met_punt(vergadering.reden)}"] if vergadering.reden else []
    return [dutch.verplaatst(vergadering.oorspronkelijke_datum), *reason, ""]


def _walk_in(vergadering: Vergadering) -> list[str]:
    if vergadering.inloop is None:
        return []
    note = f" {vergadering.inloop.toelichting}" if vergadering.inloop.toelichting else ""
    return [f"Inloop: vanaf {dutch.tijd(vergadering.inloop.vanaf)} uur{note}"]


def _digital(vergadering: Vergadering) -> list[str]:
    if vergadering.digitaal is None:
        return []
    text = f"Digitaal: {vergadering.digitaal.toelichting or 'deelname op afstand is mogelijk'}"
    return [text, vergadering.digitaal.link] if vergadering.digitaal.link else [text]


def _agenda(vergadering: Vergadering) -> list[str]:
    points = [point for point in numbered_points(vergadering) if point.niveau == 0]
    return ["", "Agenda:", *(f"{p.nummer}. {p.punt.titel}" for p in points)] if points else []
