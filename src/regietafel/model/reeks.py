"""The days of a series, from a rule such as 'the second Wednesday of March and September'."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

_WHICH = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "laatste": -1}
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WEEK = 7


class ReeksError(ValueError):
    """A rule that gives no days; the message says why, in Dutch."""


def days_of(jaar: str, maanden: str, dag: str) -> tuple[date, ...]:
    """Return a day in each of the months (``3,6,9,12``) of a year; ``dag`` is ``tweede woensdag``.

    Raises ReeksError for words it does not know.
    """
    if not (jaar.isascii() and jaar.isdigit() and 2000 <= int(jaar) <= 2100):  # noqa: PLR2004
        raise ReeksError(f"'{jaar}' is geen jaar; schrijf --jaar 2027.")
    which, weekday = _rule(dag)
    return tuple(_day(int(jaar), month, which, weekday) for month in sorted(set(_months(maanden))))


def _months(text: str) -> Iterable[int]:
    parts = [part.strip() for part in text.split(",")]
    known = {str(number): number for number in range(1, 13)}
    wrong = next((part for part in parts if part not in known), None)
    if wrong is not None:
        raise ReeksError(f"'{wrong}' is geen maand; schrijf --maanden 3,6,9,12.")
    return (known[part] for part in parts)


def _rule(text: str) -> tuple[int, int]:
    which, _, weekday = text.strip().lower().partition(" ")
    if which not in _WHICH or weekday.strip() not in _DAYS:
        raise ReeksError(
            f"'{text}' is geen dag van de maand; schrijf --dag 'tweede woensdag': "
            f"{', '.join(_WHICH)}, en dan de dag."
        )
    return _WHICH[which], _DAYS.index(weekday.strip())


def _day(year: int, month: int, which: int, weekday: int) -> date:
    first, length = monthrange(year, month)
    days = range(1 + (weekday - first) % _WEEK, length + 1, _WEEK)
    return date(year, month, days[which - 1 if which > 0 else which])
