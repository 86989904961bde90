"""What one calendar reply says: who, what, when, and who comes instead."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from regietafel import dutch
from regietafel.importers.kalendertekst import Kalenderafspraak, Veld, bare, read_moment
from regietafel.model.adres import same_address
from regietafel.model.antwoord import Keuze, Vervanging
from regietafel.model.basis import TIJDZONE, is_email

_CHOICES = {
    "ACCEPTED": Keuze.KOMT,
    "DECLINED": Keuze.KOMT_NIET,
    "TENTATIVE": Keuze.MISSCHIEN,
    "DELEGATED": Keuze.VERVANGEN,
}
_MAX_TEXT = 500
_MAX_NAME = 120
_MAX_GUESTS = 99


@dataclass(frozen=True)
class Inhoud:
    """A reply as values; what was not there is empty.

    ``adres`` is who answers, ``door`` who sent it for them (SENT-BY), ``namens`` whom a replacement
    replaces. ``vreemd`` says that it is not as a reply to our invitation can be: nobody or several
    people answer, or it speaks of a repeating event.
    """

    adres: str
    naam: str
    keuze: Keuze | None
    volgnummer: int
    moment: datetime | None
    door: str
    namens: str
    vervanger: Vervanging | None
    voorstel: str
    begeleiders: int
    toelichting: str
    vreemd: bool


def read_inhoud(event: Kalenderafspraak) -> Inhoud:
    """Return what an event with METHOD REPLY or COUNTER says."""
    people = event.velden.get("ATTENDEE", ())
    person, substitute = _who(people)
    params = person.params if person else {}
    choice = _CHOICES.get(params.get("PARTSTAT", "").upper())
    counter = event.methode == "COUNTER"
    handed = choice is Keuze.VERVANGEN
    return Inhoud(
        adres=person.adres if person else "",
        naam=_shown_name(person),
        keuze=Keuze.TEGENVOORSTEL if counter else choice,
        volgnummer=_number(event.tekst("SEQUENCE")),
        moment=read_moment(event.eerste("DTSTAMP")),
        door=bare(params.get("SENT-BY", "")),
        namens=bare(params.get("DELEGATED-FROM", "")),
        vervanger=substitute if handed and not counter else None,
        voorstel=_proposal(event) if counter else "",
        begeleiders=min(_number(params.get("X-NUM-GUESTS", "")), _MAX_GUESTS),
        toelichting=_comment(event, params.get("X-RESPONSE-COMMENT", "")),
        vreemd=person is None
        or not is_email(person.adres)
        or (handed and substitute is None)
        or any(name in event.velden for name in ("RRULE", "RDATE", "RECURRENCE-ID")),
    )


def _who(people: Sequence[Veld]) -> tuple[Veld | None, Vervanging | None]:
    """Return the one who answers, and the replacement that this one names.

    There is one ATTENDEE (RFC 5546, 3.2.3); some calendars name the replacement in a second.
    """
    unique = {same_address(one.adres): one for one in reversed(people)}
    handing = [one for one in unique.values() if "DELEGATED-TO" in one.params]
    person = handing[0] if handing else next(iter(unique.values()), None)
    if person is None:
        return None, None
    target = bare(person.params.get("DELEGATED-TO", ""))
    others = {key for key in unique if key != same_address(person.adres)}
    if others - {same_address(target)}:
        return None, None
    named = unique.get(same_address(target))
    shown = _shown_name(named) or None
    return person, Vervanging(naam=shown, email=target) if is_email(target) else None


def _shown_name(person: Veld | None) -> str:
    """Return the CN, empty when that is only an address."""
    name = one_line(person.params.get("CN", "") if person else "", _MAX_NAME)
    return "" if is_email(name) else name


def one_line(text: str, most: int = _MAX_TEXT) -> str:
    """Return text on one line without control and direction characters, cut off when it is long."""
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    seen = "".join(c for c in plain if unicodedata.category(c) not in {"Cf", "Cs"})
    return " ".join(seen.split())[:most]


def _number(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else 0  # noqa: PLR2004 - RFC 5545, 3.3.8


def _comment(event: Kalenderafspraak, own: str) -> str:
    return one_line(" ".join([own, *(one.waarde for one in event.velden.get("COMMENT", ()))]))


def _proposal(event: Kalenderafspraak) -> str:
    """Return the proposed time in Dutch words, empty where it can't be told for certain."""
    begin, end = (read_moment(event.eerste(name)) for name in ("DTSTART", "DTEND"))
    if begin is None:
        return ""
    first = begin.astimezone(TIJDZONE)
    day = dutch.dag_en_datum(first.date())
    if end is None:
        return f"{day}, {dutch.tijd(first.time())} uur"
    return f"{day}, {dutch.tijdvak(first.time(), end.astimezone(TIJDZONE).time())}"
