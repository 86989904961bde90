"""The calendar of a table to subscribe to: every meeting, nobody invited (RFC 5545, RFC 7986)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event
from icalendar.enums import STATUS, TRANSP

from regietafel import dutch
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Doorgang, Vergadering
from regietafel.outbound.kalender import (
    PRODID,
    CalendarText,
    add_timezone,
    clean_line,
    clean_text,
    mail_address,
    written_times,
)
from regietafel.outbound.kalender import Adres as Kalenderadres

_REFRESH = timedelta(hours=12)


@dataclass(frozen=True)
class Gepland:
    """A meeting in the feed: its folder, its values and whether only the date is kept free."""

    naam: str
    vergadering: Vergadering
    voorlopig: bool


def compose_agendafeed(
    tafelnaam: str, tafel: Tafel, gepland: Sequence[Gepland], moment: datetime
) -> bytes:
    """Return the feed as bytes: times and places, no attendees, links or agenda.

    A feed is read by whoever has its address, so it says no more than a notice board.
    ``moment`` is when it was made. Raises a UitnodigingError.
    """
    feed = Calendar.new(method="PUBLISH", prodid=PRODID, uid=f"{tafelnaam}@kalender.regietafel")
    feed.add("NAME", CalendarText(clean_line(tafel.kort)))
    feed.add("X-WR-CALNAME", CalendarText(clean_line(tafel.kort)))
    feed.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    feed.add("X-PUBLISHED-TTL", "PT12H")
    add_timezone(feed)
    for one in gepland:
        feed.add_component(_event(tafelnaam, tafel, one, moment))
    content: bytes = feed.to_ical()
    return content


def _event(tafelnaam: str, tafel: Tafel, one: Gepland, moment: datetime) -> Event:
    """Return one meeting; its UID is not that of the invitation, which a member has as well."""
    meeting = one.vergadering
    begin, einde = written_times(meeting.starts_at(), meeting.ends_at())
    title = meeting.titel or dutch.hoofdletter(tafel.naam)
    return Event.new(
        uid=f"{one.naam}.{tafelnaam}@kalender.regietafel",
        sequence=0,
        stamp=moment,
        start=begin,
        end=einde,
        summary=CalendarText(clean_line(title)),
        location=CalendarText(clean_line(meeting.plaats)) or None,
        description=CalendarText(clean_text(_description(tafel, meeting))),
        organizer=mail_address(Kalenderadres(tafel.secretariaat.naam, tafel.secretariaat.email)),
        status=_status(one),
        transparency=TRANSP.OPAQUE,
    )


def _status(one: Gepland) -> STATUS:
    if one.vergadering.doorgang is Doorgang.GEANNULEERD:
        return STATUS.CANCELLED
    return STATUS.TENTATIVE if one.voorlopig else STATUS.CONFIRMED


def _description(tafel: Tafel, meeting: Vergadering) -> str:
    walk_in = meeting.inloop
    note = f" {walk_in.toelichting}" if walk_in and walk_in.toelichting else ""
    first = [f"Inloop: vanaf {dutch.tijd(walk_in.vanaf)} uur{note}"] if walk_in else []
    digital = ["Digitaal deelnemen is mogelijk."] if meeting.digitaal else []
    sender = tafel.secretariaat
    return "\n".join([*first, *digital, f"Vragen? {sender.naam}, {sender.email}"])
