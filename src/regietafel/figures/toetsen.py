"""Every equation of a table tested, totals over empty cells with care."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from regietafel.figures.notatie import Waardesoort, schrijf_breuk
from regietafel.figures.tabel import Plek, Tabel
from regietafel.figures.vergelijking import Cijfers, Stand, Toets, Vergelijking, toets


@dataclass(frozen=True)
class Getoetst:
    """An equation with how it stands."""

    equation: Vergelijking
    result: Toets


def toets_alles(tabel: Tabel, equations: Sequence[Vergelijking]) -> list[Getoetst]:
    """Test every equation; open totals once more with empty cells filled or left out."""
    figures = Cijfers(tabel)
    tested = [Getoetst(equation, _tested(figures, equation)) for equation in equations]
    fills = _fills(tabel, tested)
    custom = _empty_counts_as_nothing(tabel, tested)
    return [_once_more(tabel, each, fills, custom=custom) for each in tested]


def _tested(cijfers: Cijfers, equation: Vergelijking) -> Toets:
    result = cijfers.toets(equation)
    if equation.twijfelt and result.stand is Stand.FOUT:
        return replace(result, stand=Stand.OPEN)
    return result


def _fills(tabel: Tabel, tested: Iterable[Getoetst]) -> dict[Plek, Fraction]:
    """Return what empty cells would state by a formula whose parts are all there."""
    fills: dict[Plek, Fraction] = {}
    for each in tested:
        result, target = each.result, each.equation.doel
        empty = tabel.cel(target).soort is Waardesoort.LEEG
        if empty and result.berekend is not None and not result.onbekend:
            fills.setdefault(target, result.berekend)
    return fills


def _empty_counts_as_nothing(tabel: Tabel, tested: Iterable[Getoetst]) -> bool:
    """Tell whether totals in this table leave empty cells out: most with such cells do fit."""
    totals = [t for t in tested if t.equation.is_totaal and t.result.onbekend]
    totals = [t for t in totals if not heeft_onbekend(tabel, t.equation)]
    fits = sum(t.result.stand is Stand.ZONDER for t in totals)
    return fits > 1 and 2 * fits >= len(totals)


def heeft_onbekend(tabel: Tabel, equation: Vergelijking) -> bool:
    """Tell whether a cell of an equation says in words that its figure is not known."""
    kinds = {Waardesoort.ONBEKEND, Waardesoort.TEKST}
    return any(tabel.cel(place).soort in kinds for place in equation.plekken)


def _once_more(
    tabel: Tabel, tested: Getoetst, fills: Mapping[Plek, Fraction], *, custom: bool
) -> Getoetst:
    equation, result = tested.equation, tested.result
    if not (equation.is_totaal and result.stand is Stand.OPEN and result.onbekend):
        return tested
    filled = {place: fills[place] for place in equation.plekken & fills.keys()}
    again = _filled(tabel, equation, filled) if filled else result
    if again.stand is Stand.OPEN and custom and not heeft_onbekend(tabel, equation):
        again = replace(again, stand=Stand.FOUT)
    return Getoetst(equation, again)


def _filled(tabel: Tabel, equation: Vergelijking, filled: Mapping[Plek, Fraction]) -> Toets:
    named = (f"{tabel.rijen[p.rij].label}: {schrijf_breuk(v, 0)}" for p, v in filled.items())
    return replace(toets(tabel, equation, filled), ingevuld=tuple(sorted(named)))
