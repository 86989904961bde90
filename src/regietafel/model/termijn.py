"""A deadline as people write it: a date, a month, a quarter, the next meeting, or just words."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli",
    "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_QUARTER = re.compile(r"(?:q\s*|kwartaal\s+)([1-4])\s+(\d{4})", re.IGNORECASE)
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})\s+(\d{{4}})", re.IGNORECASE)
_NEXT_MEETING = "volgende vergadering"


_DUTCH_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


@dataclass(frozen=True)
class Termijn:
    """A deadline: the words, and the last day when they name one.

    ``volgende`` is true when the last day is that of the table's next meeting. Other words
    (*voor de zomer*) have no last day: they are shown and never late.
    """

    tekst: str
    uiterlijk: date | None = None
    volgende: bool = False


def parse_termijn(tekst: str) -> Termijn:
    """Read a deadline. A month or quarter ends on its last day."""
    words = tekst.strip()
    if words.lower() == _NEXT_MEETING:
        return Termijn(words, volgende=True)
    return Termijn(words, _iso(words) or _quarter_end(words) or _month_end(words))


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words) else None
    except ValueError:
        return None


def _quarter_end(words: str) -> date | None:
    match = _QUARTER.fullmatch(words)
    return _last_day(int(match[2]), int(match[1]) * 3) if match else None


def _month_end(words: str) -> date | None:
    match = _MONTH.fullmatch(words)
    return _last_day(int(match[2]), _MONTHS.index(match[1].lower()) + 1) if match else None


def _last_day(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if year else None


def dutch_date(tekst: str) -> str:
    """Return ``2027-06-01`` for ``1-6-2027`` or ``01/06/2027``, ``''`` for any other words."""
    match = _DUTCH_DATE.fullmatch(tekst.strip())
    return f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else ""
