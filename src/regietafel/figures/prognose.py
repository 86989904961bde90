"""Backlog over years: what comes in as a task, what is placed, and what is left.

achterstand op 1-1 = achterstand van het jaar ervoor
te huisvesten      = achterstand op 1-1 + taakstelling
achterstand        = te huisvesten - gehuisvest
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regietafel.model.cijfers import Prognose, Scenario


@dataclass(frozen=True)
class Prognosejaar:
    """One year. ``achterstand`` is that at its end; negative is a lead, which is carried over.

    ``te_huisvesten`` is what the year asks: the backlog at its start and its task.
    """

    peildatum: date
    beginachterstand: Decimal
    taakstelling: Decimal
    gehuisvest: Decimal
    achterstand: Decimal
    te_huisvesten: Decimal

    @property
    def is_kalenderjaar(self) -> bool:
        return (self.peildatum.month, self.peildatum.day) == (1, 1)

    @property
    def einde(self) -> date:
        """Return the day after the year: the reference date a year later."""
        return self.peildatum.replace(year=self.peildatum.year + 1)


@dataclass(frozen=True)
class Verloop:
    """One scenario worked out."""

    naam: str
    jaren: tuple[Prognosejaar, ...]

    @property
    def eindachterstand(self) -> Decimal:
        return self.jaren[-1].achterstand


def voorspel(prognose: Prognose) -> tuple[Verloop, ...]:
    """Work out every scenario of a forecast, from the same backlog, year by year."""
    days = prognose.peildata()
    return tuple(_course(s, days, prognose.achterstand) for s in prognose.scenarios)


def _course(scenario: Scenario, days: tuple[date, ...], backlog: Decimal) -> Verloop:
    years: list[Prognosejaar] = []
    for number, day in enumerate(days):
        task, placed = (
            _in_year(scenario.taakstelling, number),
            _in_year(scenario.gehuisvest, number),
        )
        asked = backlog + task
        years.append(Prognosejaar(day, backlog, task, placed, asked - placed, asked))
        backlog = asked - placed
    return Verloop(scenario.naam, tuple(years))


def _in_year(amounts: tuple[Decimal, ...], number: int) -> Decimal:
    """Return the amount of a year; the last one holds for all years after it."""
    return amounts[min(number, len(amounts) - 1)]
