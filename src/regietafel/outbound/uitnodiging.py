"""The invitation of a meeting: from models to the value that a calendar file is made of."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from regietafel import dutch
from regietafel.model.kalender import Genodigde, Uitnodigingsstand
from regietafel.model.nummering import numbered_points
from regietafel.model.tafel import Lid, Rol, Tafel
from regietafel.model.vergadering import Vergadering
from regietafel.outbound.berichtnamen import message_name
from regietafel.outbound.kalender import (
    Adres,
    Deelnemer,
    GeenDeelnemersError,
    Kalenderpunt,
    compose_afmelding,
    compose_annulering,
    compose_verzoek,
)
from regietafel.outbound.kalender import Rol as Kalenderrol

_RESERVED = ("Wilt u deze tijd vrijhouden? De agenda volgt; deze afspraak wordt dan bevestigd.", "")

_ROLES: Mapping[Rol, Kalenderrol] = {
    Rol.VOORZITTER: "voorzitter",
    Rol.LID: "lid",
    Rol.ADVISEUR: "genodigde",
}


@dataclass(frozen=True)
class Kalenderbericht:
    """One calendar message as it goes out: its METHOD, whom it is for, and the file."""

    methode: Literal["REQUEST", "CANCEL"]
    ontvangers: tuple[Deelnemer, ...]
    inhoud: bytes
    bestandsnaam: str


def compose_berichten(
    tafel: Tafel,
    vergadering: Vergadering,
    stand: Uitnodigingsstand,
    voor: Collection[Genodigde] | None = None,
) -> tuple[Kalenderbericht, ...]:
    """Return the messages of the last version: the same ones as long as nothing changes.

    ``voor`` are the people of ``stand`` who get it; None is whom it changed for: after a change
    everybody, when only somebody joined only that member. Who left gets a cancellation of their
    own, who has a link of their own a file of their own. Raises a UitnodigingError.
    """
    if not stand.laatsten:
        raise GeenDeelnemersError(vergadering.titel or tafel.naam)
    if stand.geannuleerd:
        return (_cancellation(tafel, vergadering, stand),)
    chosen = set(stand.laatsten if voor is None else voor)
    people = [one for one in stand.genodigden if one in chosen]
    return (
        *_requests(tafel, vergadering, stand, [one for one in people if not one.afgezegd]),
        *(_farewell(tafel, vergadering, stand, one) for one in people if one.afgezegd),
    )


def _cancellation(
    tafel: Tafel, vergadering: Vergadering, stand: Uitnodigingsstand
) -> Kalenderbericht:
    people = tuple(_genodigde(tafel, one) for one in stand.uitgenodigd)
    point = compose_kalenderpunt(tafel, vergadering, stand)
    said = _cancelled_text(tafel, vergadering, "Deze vergadering gaat niet door.")
    content = compose_annulering(replace(point, deelnemers=people, link="", omschrijving=said))
    return Kalenderbericht("CANCEL", people, content, _file_name(tafel, vergadering, "Afzegging"))


def _farewell(
    tafel: Tafel, vergadering: Vergadering, stand: Uitnodigingsstand, one: Genodigde
) -> Kalenderbericht:
    point = compose_kalenderpunt(tafel, vergadering, stand)
    person = _genodigde(tafel, one)
    said = _cancelled_text(tafel, vergadering, "Uw uitnodiging voor deze vergadering vervalt.")
    farewell = replace(point, volgnummer=one.volgnummer, link="", omschrijving=said)
    content = compose_afmelding(farewell, person)
    name = _file_name(tafel, vergadering, "Afzegging", one.lid)
    return Kalenderbericht("CANCEL", (person,), content, name)


def _cancelled_text(tafel: Tafel, vergadering: Vergadering, news: str) -> str:
    """Return what a cancellation says: no agenda and no link, for some readers are members no more."""
    return "\n".join(
        (
            news,
            "",
            f"Vergadering van de {tafel.naam}",
            f"Datum: {dutch.dag_en_datum(vergadering.datum)}",
            f"Tijd: {dutch.tijdvak(vergadering.begin, vergadering.einde)}",
            "",
            _questions(tafel),
        )
    )


def _questions(tafel: Tafel) -> str:
    return f"Vragen? {tafel.secretariaat.naam}, {tafel.secretariaat.email}"


def _requests(
    tafel: Tafel,
    vergadering: Vergadering,
    stand: Uitnodigingsstand,
    people: Sequence[Genodigde],
) -> Iterator[Kalenderbericht]:
    """Yield one request for all, and one for each who has a link of their own."""
    digital = vergadering.digitaal
    own = {entry.lid: entry.link for entry in digital.links} if digital else {}
    together = tuple(_genodigde(tafel, one) for one in people if one.lid not in own)
    if together:
        content = compose_verzoek(compose_kalenderpunt(tafel, vergadering, stand))
        name = _file_name(tafel, vergadering, "Uitnodiging")
        yield Kalenderbericht("REQUEST", together, content, name)
    for one in people:
        if one.lid in own and digital:
            linked = digital.model_copy(update={"link": own[one.lid]})
            meeting = vergadering.model_copy(update={"digitaal": linked})
            content = compose_verzoek(compose_kalenderpunt(tafel, meeting, stand))
            name = _file_name(tafel, vergadering, "Uitnodiging", one.lid)
            yield Kalenderbericht("REQUEST", (_genodigde(tafel, one),), content, name)


def _file_name(tafel: Tafel, vergadering: Vergadering, what: str, lid: str = "") -> str:
    return f"{message_name(tafel, vergadering, what, lid)}.ics"


def _genodigde(tafel: Tafel, one: Genodigde) -> Deelnemer:
    lid = tafel.find_lid(one.lid)
    return Deelnemer(one.naam, one.email, _ROLES[lid.rol] if lid else "lid")


def compose_kalenderpunt(
    tafel: Tafel, vergadering: Vergadering, stand: Uitnodigingsstand
) -> Kalenderpunt:
    """Return the event: every member with an address is invited by the secretariat."""
    digital = vergadering.digitaal
    title = vergadering.titel or dutch.hoofdletter(tafel.naam)
    return Kalenderpunt(
        uid=stand.uid,
        volgnummer=stand.volgnummer,
        stempel=stand.gemaakt,
        begin=vergadering.starts_at(),
        einde=vergadering.ends_at(),
        titel=f"Reservering: {title}" if stand.voorlopig else title,
        plaats=vergadering.plaats,
        omschrijving=_description(tafel, vergadering, voorlopig=stand.voorlopig),
        organisator=Adres(tafel.secretariaat.naam, tafel.secretariaat.email),
        deelnemers=tuple(_participant(lid) for lid in tafel.leden if lid.email),
        link=(digital.link or "") if digital else "",
        voorlopig=stand.voorlopig,
    )


def _participant(lid: Lid) -> Deelnemer:
    return Deelnemer(invited_name(lid), lid.email or "", _ROLES[lid.rol])


def invited_name(lid: Lid) -> str:
    return lid.naam or f"{dutch.hoofdletter(lid.functie or '')}, {lid.organisatie}"


def _description(tafel: Tafel, vergadering: Vergadering, *, voorlopig: bool) -> str:
    """Return plain text that reads well on a phone: facts first, then the agenda.

    A reservation has no agenda yet, whatever the folder holds.
    """
    lines = [
        f"Vergadering van de {tafel.naam}",
        "",
        *(_RESERVED if voorlopig else ()),
        *_moved(vergadering),
        *([vergadering.uitnodigingstekst, ""] if vergadering.uitnodigingstekst else []),
        f"Datum: {dutch.dag_en_datum(vergadering.datum)}",
        f"Tijd: {dutch.tijdvak(vergadering.begin, vergadering.einde)}",
        *_walk_in(vergadering),
        f"Locatie: {vergadering.plaats}",
        *_digital(vergadering),
        *(() if voorlopig else _agenda(vergadering)),
        "",
        _questions(tafel),
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
