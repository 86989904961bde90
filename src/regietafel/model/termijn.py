"""A deadline as people write it: a date, a month, a quarter, the next meeting, or just words."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from regietafel.dutch import MAANDEN

_QUARTER = re.compile(r"(?:q\s*|kwartaal\s+)([1-4])\s+(\d{4})", re.IGNORECASE)
_MONTH = re.compile(rf"({'|'.join(MAANDEN)})\s+(\d{{4}})", re.IGNORECASE)
_NEXT_MEETING = "volgende vergadering"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:[-/.](\d{{1,2}})[-/.]|\s+({'|'.join(MAANDEN)})\s+)((?:\d\d)?\d\d)",
    re.IGNORECASE,
)
_CENTURY = 2000
"""Of a year in two digits: nobody sets a deadline in the last century."""


@dataclass(frozen=True)
class Termijn:
    """A deadline: the words, and the last day when they name one.

    ``volgende`` is true when the last day is that of the table's next meeting. Other words
    (*voor de zomer*) have no last day: they are shown and never late.
    """

    tekst: str
    uiterlijk: date | None = None
    volgende: bool = False

    @property
    def is_datum(self) -> bool:
        """Tell whether the words are a date, not those of a month or a quarter."""
        return self.uiterlijk is not None and self.tekst[0].isdigit()


def parse_termijn(tekst: str) -> Termijn:
    """Read a deadline. A month or quarter ends on its last day."""
    words = tekst.strip()
    if words.lower() == _NEXT_MEETING:
        return Termijn(words, volgende=True)
    return Termijn(words, _iso(words) or _quarter_end(words) or _month_end(words))


def _iso(words: str) -> date | None:
    if len(words) != len("2027-06-01") or words[4] != "-" or words[7] != "-":
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _quarter_end(words: str) -> date | None:
    match = _QUARTER.fullmatch(words)
    return _last_day(int(match[2]), int(match[1]) * 3) if match else None


def _month_end(words: str) -> date | None:
    match = _MONTH.fullmatch(words)
    return _last_day(int(match[2]), MAANDEN.index(match[1].lower()) + 1) if match else None


def _last_day(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if year else None


def date_objection(tekst: str) -> str:
    """Return what is wrong with words that look like a date and are not read as one, in Dutch.

    Nothing for a date (2027-06-01) and for any other words.
    """
    words = tekst.strip()
    if not words[:1].isdigit() or _iso(words):
        return ""
    parts = _date_parts(words)
    if parts is None:
        return ""
    try:
        day = date(*parts)
    except ValueError:
        return f"'{words}' bestaat niet op de kalender; verbeter de termijn."
    return f"Schrijf de termijn als {day}; anders telt hij niet als datum."


def _date_parts(words: str) -> tuple[int, int, int] | None:
    """Return year, month and day of words that look like a date."""
    found = _YEAR_FIRST.fullmatch(words)
    if found and (found[2] or len(words) == len("20270601")):
        return int(found[1]), int(found[3]), int(found[4])
    found = _DAY_FIRST.fullmatch(words)
    if found is None:
        return None
    month = MAANDEN.index(found[3].lower()) + 1 if found[3] else int(found[2])
    year = int(found[4]) + (_CENTURY if len(found[4]) == len("27") else 0)
    return year, month, int(found[1])
