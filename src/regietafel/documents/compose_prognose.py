"""A forecast as a document: where it ends, a chart, scenarios side by side and year by year."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regietafel import dutch
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
from regietafel.figures.prognose import Prognosejaar, Verloop
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


def forecast_facts(prognose: Prognose, verlopen: Sequence[Verloop]) -> tuple[Gegeven, ...]:
    facts = (Gegeven("Bron", prognose.bron or ""), _span(verlopen[0]))
    return tuple(fact for fact in facts if fact.waarde)


def _span(verloop: Verloop) -> Gegeven:
    """Return the calendar years of a forecast, or from which day to which it runs."""
    first, last = verloop.jaren[0], verloop.jaren[-1]
    if not first.is_kalenderjaar:
        span = f"{dutch.datum(first.peildatum)} tot {dutch.datum(last.einde)}"
        return Gegeven("Periode", span)
    years = (first.peildatum.year, last.peildatum.year)
    return Gegeven("Jaren", " t/m ".join(map(str, dict.fromkeys(years))))


def _parts(verlopen: Sequence[Verloop], kleur: str) -> Iterator[Cijferdeel]:
    yield Cijferdeel("In het kort", tuple(map(scenario_sentence, verlopen)), opsomming=True)
    if len(verlopen) <= MEESTE_REEKSEN:
        yield Cijferdeel(_chart_title(verlopen[0]), figuur=_figure(verlopen, kleur))
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
    return f"{verloop.naam}: de achterstand gaat {begin} naar {what} {_end(last)}."


def _end(jaar: Prognosejaar) -> str:
    """Return when a year is over: ``aan het eind van 2030``, or ``op 1 juli 2031``."""
    if jaar.is_kalenderjaar:
        return f"aan het eind van {jaar.peildatum.year}"
    return f"op {dutch.datum(jaar.einde)}"


def _chart_title(verloop: Verloop) -> str:
    first = verloop.jaren[0]
    if first.is_kalenderjaar:
        return "Achterstand aan het eind van elk jaar"
    return f"Achterstand op {dutch.datum(first.einde).rpartition(' ')[0]} van elk jaar"


def _bar_label(jaar: Prognosejaar) -> str:
    """Return the year that a bar is about: that in which its backlog is counted."""
    return str((jaar.peildatum if jaar.is_kalenderjaar else jaar.einde).year)


def _figure(verlopen: Sequence[Verloop], kleur: str) -> Figuur:
    chart = Staafgroepen(
        _chart_title(verlopen[0]),
        tuple(map(_bar_label, verlopen[0].jaren)),
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
