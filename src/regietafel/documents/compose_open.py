"""The actions that a list carries over from earlier meetings, as they were on its day."""

from collections.abc import Iterable
from datetime import date

from regietafel import dutch
from regietafel.documents.compose_acties import (
    Tafels,
    both_numbers,
    deadline_day,
    deadline_words,
    waiting_text,
)
from regietafel.documents.compose_eigenaren import owner_texts
from regietafel.documents.richtext import parse_markdown
from regietafel.documents.views import OpenActie
from regietafel.ledger.stand import Stand
from regietafel.model.tafel import Tafel


def open_actions(
    tafel: Tafel, standen: Iterable[Stand], day: date, tafels: Tafels | None = None
) -> tuple[OpenActie, ...]:
    """Return what was born before a day and still open at its end: late first, then by deadline.

    ``standen`` are the actions of this table at the end of that day; ``tafels`` names the tables
    that they may wait on.
    """
    carried = [s for s in standen if s.geboren < day and s.leeft]
    carried.sort(key=lambda s: (not s.te_laat(day), s.uiterlijk or date.max, s.volgorde))
    return tuple(_open_action(tafel, stand, day, tafels or {}) for stand in carried)


def _open_action(tafel: Tafel, stand: Stand, day: date, tafels: Tafels) -> OpenActie:
    return OpenActie(
        nummer=both_numbers(stand, "\n"),
        tekst=parse_markdown(stand.tekst),
        door=dutch.hoofdletter(dutch.opsomming(owner_texts(tafel, stand.door))),
        termijn="; ".join(filter(None, (_deadline(stand, day), waiting_text(stand, tafels)))),
        leeftijd=f"{_count(stand.dagen(day), 'dag', 'dagen')}, "
        f"{_count(stand.keren, 'vergadering', 'vergaderingen')}",
    )


def _deadline(stand: Stand, day: date) -> str:
    """Return ``19 april 2024 (was 31 maart 2024), te laat``."""
    details = ", ".join(filter(None, (deadline_day(stand), *_moves(stand))))
    text = deadline_words(stand.termijn) + (f" ({details})" if details else "")
    return f"{text}, te laat" if stand.te_laat(day) else text


def _moves(stand: Stand) -> tuple[str, ...]:
    """Return the first deadline, and how often it moved when that says more."""
    before = [move.van for move in stand.verschoven if move.van]
    if not before:
        return ()
    first = deadline_words(before[0])
    was = () if first == deadline_words(stand.termijn) else (f"was {first}",)
    times = () if was and len(before) == 1 else (f"{len(before)} keer verschoven",)
    return (*was, *times)


def _count(number: int, one: str, more: str) -> str:
    return f"{number}\N{NO-BREAK SPACE}{one if number == 1 else more}"
