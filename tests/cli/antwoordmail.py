"""Answers to an invitation, written as the calendars of members write them.

The shapes are those of the files in ``tests/importers/antwoorden``; here the event that is answered
is the one that came in by mail.
"""

from base64 import encodebytes
from dataclasses import dataclass
from datetime import datetime
from quopri import encodestring

from icalendar import Event

_SECRETARIAT = "Secretariaat <secretariaat@provincie.example>"


@dataclass(frozen=True)
class Afspraak:
    """What somebody has in the calendar and answers: the identity and version of an event."""

    uid: str
    volgnummer: int
    begin: datetime
    einde: datetime

    @classmethod
    def of(cls, event: Event) -> "Afspraak":
        return cls(
            str(event["UID"]),
            int(str(event["SEQUENCE"])),
            event.decoded("DTSTART"),
            event.decoded("DTEND"),
        )


def _calendar(
    afspraak: Afspraak, moment: datetime, attendees: tuple[str, ...], methode: str = "REPLY"
) -> str:
    times = (afspraak.begin, afspraak.einde)
    begin, einde = (f"{one:%Y%m%dT%H%M%S}" for one in times)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Voorbeeld//NL",
        f"METHOD:{methode}",
        "BEGIN:VEVENT",
        f"UID:{afspraak.uid}",
        f"SEQUENCE:{afspraak.volgnummer}",
        f"DTSTAMP:{moment:%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID=Europe/Amsterdam:{begin}",
        f"DTEND;TZID=Europe/Amsterdam:{einde}",
        *attendees,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines)


def _mail(van: str, onderwerp: str, kind: str, body: str) -> bytes:
    head = (
        f"From: {van}\nTo: {_SECRETARIAT}\nSubject: {onderwerp}\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/{kind}; boundary="=_grens"\n'
    )
    plain = "--=_grens\nContent-Type: text/plain; charset=utf-8\n\n\n"
    return f"{head}\n{plain}--=_grens\n{body}\n--=_grens--\n".encode()


def outlook(
    afspraak: Afspraak, moment: datetime, email: str, partstat: str, methode: str = "REPLY"
) -> bytes:
    """Outlook: the calendar as an alternative in base64, a comment of an empty line."""
    who = f"ATTENDEE;PARTSTAT={partstat};CN=Burgemeester:mailto:{email}"
    text = _calendar(afspraak, moment, (who, "COMMENT;LANGUAGE=nl-NL:\\n"), methode)
    body = (
        f'Content-Type: text/calendar; charset="utf-8"; method={methode}\n'
        f"Content-Transfer-Encoding: base64\n\n{encodebytes(text.encode()).decode()}"
    )
    return _mail(f"Burgemeester <{email}>", "Geaccepteerd: Regietafel", "alternative", body)


def gmail(
    afspraak: Afspraak, moment: datetime, email: str, partstat: str, gasten: int = 0
) -> bytes:
    """Gmail: the address as the name, the number of guests, and the calendar as it is."""
    who = (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};CN={email};"
        f"X-NUM-GUESTS={gasten}:mailto:{email}"
    )
    text = _calendar(afspraak, moment, (who,))
    body = (
        f'Content-Type: text/calendar; charset="UTF-8"; method=REPLY\n'
        f"Content-Transfer-Encoding: 7bit\n\n{text}"
    )
    sender = f"Naam <{email}>\nSender: Google Calendar <calendar-notification@google.example>"
    return _mail(sender, "Afgewezen: Regietafel @ wo 12:30", "mixed", body)


def apple(afspraak: Afspraak, moment: datetime, email: str, partstat: str) -> bytes:
    """Apple: the calendar as an attachment in quoted-printable, with EMAIL beside the address."""
    who = (
        f'ATTENDEE;CN="Carla";CUTYPE=INDIVIDUAL;EMAIL="{email}";PARTSTAT={partstat}:mailto:{email}'
    )
    text = encodestring(_calendar(afspraak, moment, (who,)).encode()).decode()
    body = (
        "Content-Type: text/calendar; charset=utf-8; name=iCal.ics; method=REPLY\n"
        "Content-Transfer-Encoding: quoted-printable\n"
        f"Content-Disposition: attachment; filename=iCal.ics\n\n{text}"
    )
    return _mail(f"Carla <{email}>", "Voorlopig: Regietafel", "mixed", body)


def kontact(afspraak: Afspraak, moment: datetime, email: str, vervanger: tuple[str, str]) -> bytes:
    """Kontact: the seat is handed to somebody else (name and address), who stands beside it."""
    name, other = vervanger
    text = _calendar(
        afspraak,
        moment,
        (
            f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{other}":mailto:{email}',
            f'ATTENDEE;CN={name};PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:{email}":mailto:{other}',
        ),
    )
    body = f"Content-Type: text/calendar; charset=UTF-8; method=REPLY\n\n{text}"
    return _mail(email, "Antwoord: Regietafel", "mixed", body)


def nextcloud(afspraak: Afspraak, moment: datetime, email: str, partstat: str) -> bytes:
    """Nextcloud: a calendar file by itself, as it comes out of an attachment."""
    who = f"ATTENDEE;PARTSTAT={partstat};SCHEDULE-AGENT=SERVER:mailto:{email}"
    return _calendar(afspraak, moment, (who, "REQUEST-STATUS:2.0;Success")).encode()
