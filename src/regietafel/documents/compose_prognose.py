"""A forecast as a document: where it ends, a chart, scenarios side by side and year by year."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regietafel.documents.blocks import Figuur
from regietafel.documents.cijferdelen import Cijferdeel, sheets_of
from regietafel.documents.invulling import GRAFIEK
from regietafel.documents.rekenblad import Rekenblad, Rekencel, Rekenformule
from regietafel.documents.staafgroepen import (
    MEESTE_REEKSEN,
    Reeks,
    Staafgroepen,
    teken_groepen,
)
from regietafel.documents.views import Gegeven
from regietafel.figures.notatie import schrijf_getal
from regietafel.figures.prognose import Verloop
from regietafel.figures.prognosetabellen import naast_elkaar, peillabel, scenariotabel
from regietafel.figures.sleutel import kolomletters
from regietafel.model.cijfers import Prognose

_CHART_WIDTH = 1450
"""Tenths of a millimetre."""
_FIRST, _LAST = 1, 4
"""The columns of the backlog before and after a year in the sheet of a scenario."""


def forecast_parts(verlopen: Sequence[Verloop], kleur: str) -> tuple[Cijferdeel, ...]:
    """Return the parts of the document on a forecast; ``kleur`` is dark on white."""
    return tuple(_parts(verlopen, kleur))


def forecast_facts(prognose: Prognose) -> tuple[Gegeven, ...]:
    facts = (Gegeven("Bron", prognose.bron or ""), Gegeven("Jaren", _span(prognose)))
    return tuple(fact for fact in facts if fact.waarde)


def _span(prognose: Prognose) -> str:
    years = [day.year for day in prognose.peildata()]
    return f"{years[0]} t/m {years[-1]}" if len(years) > 1 else str(years[0])


def _parts(verlopen: Sequence[Verloop], kleur: str) -> Iterator[Cijferdeel]:
    yield Cijferdeel("In het kort", tuple(map(scenario_sentence, verlopen)), opsomming=True)
    if len(verlopen) <= MEESTE_REEKSEN:
        yield Cijferdeel("Achterstand aan het eind van elk jaar", figuur=_figure(verlopen, kleur))
    if len(verlopen) > 1:
        table = naast_elkaar(verlopen)
        yield Cijferdeel("Scenario's naast elkaar", (), table.uitwerking, table.definitie)
    for course in verlopen:
        table = scenariotabel(course)
        yield Cijferdeel(course.naam, (), table.uitwerking, table.definitie)


def scenario_sentence(verloop: Verloop) -> str:
    """Return how a scenario ends, and in which years its backlog grows."""
    first, last = verloop.jaren[0], verloop.jaren[-1]
    start, end = first.beginachterstand, verloop.eindachterstand
    begin = f"van {schrijf_getal(start)} op {peillabel(first)}"
    what = f"een voorsprong van {schrijf_getal(-end)}" if end < 0 else schrijf_getal(end)
    return f"{verloop.naam}: de achterstand gaat {begin} naar {what} aan het eind van {last.peildatum.year}."


def _figure(verlopen: Sequence[Verloop], kleur: str) -> Figuur:
    chart = Staafgroepen(
        "Achterstand aan het eind van elk jaar",
        tuple(str(year.peildatum.year) for year in verlopen[0].jaren),
        tuple(Reeks(c.naam, tuple(year.achterstand for year in c.jaren)) for c in verlopen),
    )
    svg = teken_groepen(chart, kleur)
    return Figuur(f"{GRAFIEK}prognose", chart.tekst, beeld=svg, breedte=_CHART_WIDTH)  # fmt: skip


def forecast_sheets(
    delen: Sequence[Cijferdeel], verlopen: Sequence[Verloop]
) -> tuple[tuple[Rekenblad, ...], tuple[tuple[str, str], ...]]:
    """Return the sheets of a forecast, in which each year begins where the one before ended."""
    sheets, said = sheets_of(delen)
    names = {course.naam for course in verlopen}
    return tuple(_chained(sheet) if sheet.naam in names else sheet for sheet in sheets), said


def _chained(blad: Rekenblad) -> Rekenblad:
    first, *later = blad.rijen
    above = range(blad.koprijen + 1, blad.koprijen + 1 + len(later))
    chained = tuple(_linked(row, number) for row, number in zip(later, above, strict=True))
    return replace(blad, rijen=(first, *chained))


def _linked(row: tuple[Rekencel, ...], above: int) -> tuple[Rekencel, ...]:
    cell = replace(row[_FIRST], waarde=Rekenformule(f"{kolomletters(_LAST + 1)}{above}"))
    return (*row[:_FIRST], cell, *row[_FIRST + 1 :])
