"""What a calendar file of somebody else says, line by line (RFC 5545, 3.1).

Nothing is calculated: a rule of repetition or of summer time is only seen, never worked out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

MAX_BYTES: Final = 256_000
"""An answer is a few kilobytes."""

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"\r\n|\r|\n")
_MAX_LINES = 4_000
_MAX_LINE = 8_000
_READ = {
    "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "ATTENDEE", "COMMENT", "SUMMARY",
    "RRULE", "RDATE", "RECURRENCE-ID", "X-NUM-GUESTS", "X-RESPONSE-COMMENT",
}  # fmt: skip
_CHARSETS = {"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16"}
"""What calendars write; any other name could ask for a decoder that takes its time."""
_YEARS = range(1970, 2200)
_HOME = "Europe/Amsterdam"


class OnleesbaarError(ValueError):
    """A calendar part that says nothing; the message is Dutch."""


@dataclass(frozen=True)
class Veld:
    """A line: its parameters with names in capitals, and its value as text."""

    params: Mapping[str, str]
    waarde: str

    @property
    def adres(self) -> str:
        """Return the value as an address, without ``mailto:``."""
        return bare(self.waarde)


@dataclass(frozen=True)
class Kalenderafspraak:
    """One event of a calendar file, with the METHOD of the file; ``velden`` is by name."""

    methode: str
    velden: Mapping[str, tuple[Veld, ...]]

    def eerste(self, name: str) -> Veld | None:
        return next(iter(self.velden.get(name, ())), None)

    def tekst(self, name: str) -> str:
        """Return a value, empty when it is not there."""
        found = self.eerste(name)
        return found.waarde if found else ""


def bare(address: str) -> str:
    """Return a calendar address as a mail address: no ``mailto:``, no spaces around it."""
    return re.sub(r"^\s*mailto:\s*", "", address, flags=re.IGNORECASE).strip().strip("<>")


def read_afspraken(
    data: bytes, charset: str = "utf-8", methode: str = ""
) -> list[Kalenderafspraak]:
    """Return the events in a calendar file; ``methode`` is that of the mail, where the file has none.

    Raises OnleesbaarError for what is no calendar file, or too large to be an answer.
    """
    if len(data) > MAX_BYTES:
        raise OnleesbaarError("het agendadeel is te groot voor een antwoord")
    text = _FOLD.sub("", _decoded(data, charset))
    lines = _LINE.split(text.lstrip("\ufeff \r\n\t"))
    if not lines[0].strip().upper().startswith("BEGIN:VCALENDAR"):
        raise OnleesbaarError("dit is geen agendabestand")
    if len(lines) > _MAX_LINES or any(len(line) > _MAX_LINE for line in lines):
        raise OnleesbaarError("het agendadeel heeft te veel of te lange regels")
    events = list(_events(lines, methode))
    if not events:
        raise OnleesbaarError("er staat geen hele afspraak in dit agendabestand")
    return events


def _decoded(data: bytes, charset: str) -> str:
    """Return the text: UTF-8 as RFC 5545 asks, else what the mail says, else that of Windows."""
    for name in ("utf-8", charset.lower()):
        try:
            return data.decode(name if name in _CHARSETS else "cp1252")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _events(lines: list[str], methode: str) -> Iterator[Kalenderafspraak]:
    depth: list[str] = []
    fields: dict[str, list[Veld]] = {}
    found = []
    for line in lines:
        name, params, value = _parts(line)
        if name == "BEGIN":
            depth.append(value.strip().upper())
        elif name == "END":
            if depth[-1:] == ["VEVENT"]:
                found.append({key: tuple(those) for key, those in fields.items()})
                fields = {}
            del depth[-1:]
        elif name == "METHOD" and depth == ["VCALENDAR"]:
            methode = value.strip()
        elif name in _READ and depth == ["VCALENDAR", "VEVENT"]:
            fields.setdefault(name, []).append(Veld(params, value))
    return (Kalenderafspraak(methode.upper(), event) for event in found)


def _parts(line: str) -> tuple[str, Mapping[str, str], str]:
    """Return name, parameters and value; a line that is none gives an empty name."""
    from icalendar.parser import Contentline

    head = re.match(r"[A-Za-z-]+", line)
    name = head[0].upper() if head else ""
    if name not in _READ and name not in {"BEGIN", "END", "METHOD"}:
        return "", {}, ""
    try:
        _, params, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return "", {}, ""
    flat = {key.upper(): _first(one) for key, one in params.items()}
    return name, flat, value


def _first(value: object) -> str:
    """Return a parameter as text; of a list the first."""
    return str(value[0]) if isinstance(value, list) and value else str(value)


def read_moment(veld: Veld | None) -> datetime | None:
    """Return a time with its zone, None where it is not known for certain.

    A zone goes by its name alone, also the names of Windows; its definition in the file is not
    looked at.
    """
    if veld is None:
        return None
    match = re.fullmatch(r"(\d{8})T(\d{6})(Z?)", veld.waarde.strip())
    if match is None:
        return None
    zone = UTC if match[3] else _zone(veld.params.get("TZID", ""))
    try:
        plain = datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S")  # noqa: DTZ007 - just below
    except ValueError:
        return None
    return plain.replace(tzinfo=zone) if zone is not None and plain.year in _YEARS else None


@cache
def _zone(name: str) -> ZoneInfo | None:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    if _HOME in name:
        return ZoneInfo(_HOME)
    known = WINDOWS_TO_OLSON.get(name, name)
    try:
        return ZoneInfo(known) if re.fullmatch(r"[A-Za-z_+/-]+", known) else None
    except (OSError, ValueError, KeyError):
        return None
