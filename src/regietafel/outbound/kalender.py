"""Calendar invitations as iTIP messages: a value in, the bytes of an .ics file out.

One event per file: Exchange reads no more than that. Sources: RFC 5545 (iCalendar),
RFC 5546 (iTIP), RFC 7986 (CONFERENCE and the UID of the calendar).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Conference, Event, Parameters, Timezone, vCalAddress, vText
from icalendar.enums import STATUS, TRANSP

from regietafel.model.adres import same_address, with_ascii_domain

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
PRODID: Final = "-//regietafel//uitnodiging//NL"

# Fixed rules instead of the transitions that a library lists: readers are known to take
# a VTIMEZONE made of RDATEs one hour wrong in summer. Right for meetings from 1996 on,
# as long as the European rule for summer time stands.
_VTIMEZONE: Final = b"""\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
"""

_LAST_YEAR: Final = 2037

Rol: TypeAlias = Literal["voorzitter", "lid", "genodigde"]

_ROLES: Final[Mapping[Rol, str]] = {
    "voorzitter": "CHAIR",
    "lid": "REQ-PARTICIPANT",
    "genodigde": "OPT-PARTICIPANT",
}

_EMAIL: Final = re.compile(r"[A-Za-z0-9.!$&'*+=_~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_LINK: Final = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
# Joiners hold emoji and some scripts together; other invisible characters go, because
# they can turn the reading direction of a name or make two names look the same.
_JOINERS: Final = "\u200c\u200d"
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})
# A quote cannot stand in a CN, and readers disagree about how ^ and \ are escaped there.
_NOT_IN_NAMES: Final = str.maketrans("", "", '"^\\')
_ESCAPED: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


@dataclass(frozen=True)
class Adres:
    naam: str
    email: str


@dataclass(frozen=True)
class Deelnemer(Adres):
    rol: Rol = "lid"


@dataclass(frozen=True)
class Tijdplaats:
    """What people said yes or no to: a change in it asks for their answer again."""

    begin: datetime
    einde: datetime
    plaats: str
    voorlopig: bool = False


@dataclass(frozen=True)
class Kalenderpunt:
    """Everything that an invitation says.

    ``volgnummer`` is the SEQUENCE: 0 at first, see `needs_new_sequence`. ``stempel`` is when
    this message was made. ``begin``, ``einde`` and ``stempel`` carry a time zone; they are
    written as Amsterdam time and UTC. ``omschrijving`` is plain text of several lines that
    reads well by itself. ``link`` is an http(s) address, empty when there is none.
    ``herinnering_minuten`` is before the beginning; 0 means no reminder.
    """

    uid: str
    volgnummer: int
    stempel: datetime
    begin: datetime
    einde: datetime
    titel: str
    plaats: str
    omschrijving: str
    organisator: Adres
    deelnemers: tuple[Deelnemer, ...]
    link: str = ""
    voorlopig: bool = False
    herinnering_minuten: int = 15

    @property
    def tijdplaats(self) -> Tijdplaats:
        return Tijdplaats(self.begin, self.einde, self.plaats, self.voorlopig)


class UitnodigingError(ValueError):
    """An invitation that cannot be made; the message says why, in Dutch."""


class TijdstipZonderTijdzoneError(UitnodigingError):
    def __init__(self, moment: datetime) -> None:
        super().__init__(
            f"Het tijdstip {moment:%d-%m-%Y %H:%M} heeft geen tijdzone; "
            "geef het op als tijd in Europe/Amsterdam."
        )


class EindeVoorBeginError(UitnodigingError):
    def __init__(self, begin: datetime, einde: datetime) -> None:
        super().__init__(
            f"Het einde ({einde:%d-%m-%Y %H:%M}) ligt niet na het begin "
            f"({begin:%d-%m-%Y %H:%M}); pas een van de twee aan."
        )


class OngeldigAdresError(UitnodigingError):
    def __init__(self, adres: Adres) -> None:
        super().__init__(
            f"Het e-mailadres '{clean_line(adres.email)}' van {clean_line(adres.naam) or 'iemand'} "
            "kan niet in een uitnodiging; schrijf het als naam@organisatie.nl, "
            "zonder spaties, accenten of leestekens eromheen."
        )


class OngeldigeLinkError(UitnodigingError):
    def __init__(self, link: str) -> None:
        super().__init__(
            f"De link '{clean_line(link)}' kan niet in een uitnodiging; "
            "geef een volledig webadres op dat met https:// begint, zonder spaties."
        )


class GeenDeelnemersError(UitnodigingError):
    def __init__(self, titel: str) -> None:
        super().__init__(
            f"De uitnodiging voor '{clean_line(titel)}' heeft geen deelnemers naast de "
            "organisator; voeg deelnemers met een e-mailadres toe."
        )


def compose_verzoek(punt: Kalenderpunt) -> bytes:
    """Return a METHOD:REQUEST message: an invitation, or an update of one (RFC 5546 §3.2.2).

    The same value gives the same bytes: UTF-8, CRLF, lines of at most 75 octets. Every
    address is invited once, the first mention counts, and the organizer is not invited.
    Raises a `UitnodigingError` for what no reader would take in the same way.
    """
    event = _event(punt, STATUS.TENTATIVE if punt.voorlopig else STATUS.CONFIRMED)
    for attendee in _attendees(punt):
        event.add("ATTENDEE", _attendee(attendee))
    if punt.herinnering_minuten > 0:
        event.add_component(_reminder(punt))
    return _message("REQUEST", event)


def compose_annulering(punt: Kalenderpunt) -> bytes:
    """Return a METHOD:CANCEL message that cancels the meeting for everyone (RFC 5546 §3.2.5).

    ``volgnummer`` has to be higher than that of the last message (§2.1.4). Raises as
    `compose_verzoek` does.
    """
    event = _event(punt, STATUS.CANCELLED)
    for attendee in _attendees(punt):
        event.add(
            "ATTENDEE", mail_address(attendee, ROLE=_ROLES[attendee.rol], CUTYPE="INDIVIDUAL")
        )
    return _message("CANCEL", event)


def compose_afmelding(punt: Kalenderpunt, vertrokken: Deelnemer) -> bytes:
    """Return a METHOD:CANCEL message for one who is no longer invited (RFC 5546 §3.2.5).

    It names nobody else and has no STATUS: the meeting goes on for the others. ``volgnummer`` has
    to be higher than that of the last message to this address. Raises as `compose_verzoek` does.
    """
    event = _event(punt, None)
    for attendee in _attendees(replace(punt, deelnemers=(vertrokken,))):
        event.add(
            "ATTENDEE", mail_address(attendee, ROLE=_ROLES[attendee.rol], CUTYPE="INDIVIDUAL")
        )
    return _message("CANCEL", event)


def needs_new_sequence(old: Tijdplaats, new: Tijdplaats) -> bool:
    """Say whether an update has to raise the SEQUENCE by one (RFC 5546 §2.1.4).

    It must for another DTSTART, DTEND or STATUS, and for what puts the answers in doubt, as
    another place does. All other changes keep the number and get a newer ``stempel``, which
    then decides (§2.1.5, rule 4). Raises `TijdstipZonderTijdzoneError`.
    """
    return _essence(old) != _essence(new)


def clean_line(text: str) -> str:
    """Return the text on one line: white space becomes a space, invisible characters go."""
    return " ".join(_visible(text).split())


def clean_text(text: str) -> str:
    r"""Return the text with ``\n`` between lines and without invisible characters."""
    return "\n".join(_clean_indented(line) for line in text.splitlines()).strip("\n")


def clean_name(naam: str) -> str:
    r"""Return a person's name as every reader shows it: one line without ``"``, ``^``, ``\``."""
    return clean_line(naam.translate(_NOT_IN_NAMES))


def _visible(text: str) -> str:
    return "".join(
        char
        for char in text
        if char.isspace() or char in _JOINERS or unicodedata.category(char) not in _INVISIBLE
    )


def _clean_indented(line: str) -> str:
    return "".join(" " if char.isspace() else char for char in _visible(line)).rstrip()


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise TijdstipZonderTijdzoneError(moment)
    return moment.astimezone(UTC)


def _essence(tijdplaats: Tijdplaats) -> tuple[datetime, datetime, str, bool]:
    # In UTC: two times in one zone compare equal even when the clock went back between them.
    begin, einde = _utc(tijdplaats.begin), _utc(tijdplaats.einde)
    return begin, einde, clean_line(tijdplaats.plaats), tijdplaats.voorlopig


def written_times(first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """Return begin and end in Amsterdam time, or in UTC where readers would go wrong.

    A local time that occurs twice means the first one (RFC 5545 §3.3.5), so the hour
    after the clock has gone back can only be written in UTC. Readers that go by the name of a
    zone have tables up to 2037, and put a later summer meeting an hour off.
    """
    begin, einde = _utc(first), _utc(last)
    if einde <= begin:
        raise EindeVoorBeginError(first, last)
    local = begin.astimezone(AMSTERDAM), einde.astimezone(AMSTERDAM)
    unsure = any(moment.fold or moment.year > _LAST_YEAR for moment in local)
    return (begin, einde) if unsure else local


def _event(punt: Kalenderpunt, status: STATUS | None) -> Event:
    begin, einde = written_times(punt.begin, punt.einde)
    stempel = _utc(punt.stempel)
    link = _checked_link(punt.link)
    return Event.new(
        uid=clean_line(punt.uid),
        sequence=punt.volgnummer,
        stamp=stempel,
        last_modified=stempel,
        start=begin,
        end=einde,
        summary=CalendarText(clean_line(punt.titel)),
        location=CalendarText(clean_line(punt.plaats) or link) or None,
        description=CalendarText(_description(punt.omschrijving, link)) or None,
        organizer=mail_address(punt.organisator),
        status=status,
        transparency=TRANSP.OPAQUE,
        url=link or None,
        conferences=_conferences(link),
    )


class CalendarText(vText):
    r"""Text escaped as RFC 5545 §3.3.11 says; the library makes ``\N`` in a path a line break."""

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPED).encode()


def _message(method: Literal["REQUEST", "CANCEL"], event: Event) -> bytes:
    calendar = Calendar.new(method=method, prodid=PRODID, uid=event.uid)
    add_timezone(calendar)
    calendar.add_component(event)
    message: bytes = calendar.to_ical()
    return message


def add_timezone(calendar: Calendar) -> None:
    """Add the rules of Dutch summer time, which every TZID in the file needs."""
    calendar.add_component(Timezone.from_ical(_VTIMEZONE))


def _checked_link(link: str) -> str:
    stripped = link.strip()
    if stripped and not _LINK.fullmatch(stripped):
        raise OngeldigeLinkError(link)
    return stripped


def _description(omschrijving: str, link: str) -> str:
    """Return the text with the link on a line of its own: calendars hide CONFERENCE."""
    text = clean_text(omschrijving)
    if not link or link in text.splitlines():
        return text
    return f"{text}\n\nDigitaal deelnemen:\n{link}".lstrip("\n")


def _conferences(link: str) -> list[Conference]:
    return [Conference(link, feature="VIDEO", label="Digitaal deelnemen")] if link else []


def _attendees(punt: Kalenderpunt) -> tuple[Deelnemer, ...]:
    """Return who is invited: each address once, the organizer not."""
    unique: dict[str, Deelnemer] = {}
    for attendee in punt.deelnemers:
        unique.setdefault(same_address(attendee.email), attendee)
    unique.pop(same_address(punt.organisator.email), None)
    if not unique:
        raise GeenDeelnemersError(punt.titel)
    return tuple(unique.values())


def _attendee(attendee: Deelnemer) -> vCalAddress:
    return mail_address(
        attendee,
        ROLE=_ROLES[attendee.rol],
        PARTSTAT="NEEDS-ACTION",
        RSVP="TRUE",
        CUTYPE="INDIVIDUAL",
    )


class _QuotedNames(Parameters):
    """Parameters with the CN always in quotes: readers lose an unquoted name with an accent."""

    # The library's tuple has a fixed length by inference only.
    always_quoted = (*Parameters.always_quoted, "CN")  # type: ignore[assignment]


def mail_address(adres: Adres, **params: str) -> vCalAddress:
    """Return a person as a calendar address; raises OngeldigAdresError.

    Its domain stands in ASCII, as every calendar program reads it.
    """
    try:
        email = with_ascii_domain(adres.email.strip())
    except UnicodeError:
        raise OngeldigAdresError(adres) from None
    if not _EMAIL.fullmatch(email):
        raise OngeldigAdresError(adres)
    address = vCalAddress(f"mailto:{email}")
    address.params = _QuotedNames(CN=clean_name(adres.naam) or email, **params)
    return address


def _reminder(punt: Kalenderpunt) -> Alarm:
    return Alarm.new_display(
        description=CalendarText(clean_line(punt.titel) or "Herinnering"),
        trigger=timedelta(minutes=-punt.herinnering_minuten),
    )
