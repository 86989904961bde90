"""Which one cell, with another value, mends all that is broken around it and breaks nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from regietafel.figures.tabel import Plek, Tabel
from regietafel.figures.toetsen import Getoetst
from regietafel.figures.vergelijking import Stand, oplossing, toets


def enkele_oorzaken(
    tabel: Tabel, tested: Sequence[Getoetst], broken: Sequence[Getoetst]
) -> Iterator[tuple[Plek, Fraction, list[Getoetst]]]:
    """Yield cells of which another value mends two or more equations and breaks none."""
    around: dict[Plek, list[Getoetst]] = defaultdict(list)
    for each in tested:
        for place in each.equation.plekken:
            around[place].append(each)
    left = list(broken)
    while found := _best_cause(tabel, around, left):
        yield found
        left = [each for each in left if each not in found[2]]


def _best_cause(
    tabel: Tabel, around: Mapping[Plek, Sequence[Getoetst]], broken: Sequence[Getoetst]
) -> tuple[Plek, Fraction, list[Getoetst]] | None:
    counts: dict[Plek, list[Getoetst]] = defaultdict(list)
    for each in broken:
        for place in each.equation.plekken:
            counts[place].append(each)
    suspects = [place for place, hits in counts.items() if len(hits) > 1]
    targets = {each.equation.doel for each in broken}
    suspects.sort(key=lambda p: (-len(counts[p]), p not in targets, p.rij, p.kolom))
    for place in suspects:
        for value in dict.fromkeys(_values(tabel, counts[place], place)):
            if all(_holds(tabel, each, {place: value}) for each in around[place]):
                return place, value, counts[place]
    return None


def _values(tabel: Tabel, hits: Iterable[Getoetst], place: Plek) -> Iterator[Fraction]:
    """Yield what a cell must be for one broken sum to hold."""
    for each in hits:
        value = oplossing(tabel, each.equation, place)
        if value is not None:
            yield value


def _holds(tabel: Tabel, tested: Getoetst, other: Mapping[Plek, Fraction]) -> bool:
    if tested.result.stand is Stand.OPEN:
        return True
    return toets(tabel, tested.equation, other).stand in {Stand.KLOPT, Stand.ZONDER}


def volgt_uit_rijen(tabel: Tabel, tested: Getoetst, others: Sequence[Getoetst]) -> bool:
    """Tell whether a formula fails on a total row only because it fails on the rows above."""
    equation = tested.equation
    totals = [o for o in others if o.equation.is_totaal and o.equation.doel == equation.doel]
    sums = [o for o in totals if o.result.stand is not Stand.FOUT]
    if equation.is_totaal or not sums or equation.factor != 1:
        return False
    rows = {place.rij for place in sums[0].equation.plekken} - {equation.doel.rij}
    alike = [
        o
        for o in others
        if o.equation.formule == equation.formule
        and o.equation.doel.kolom == equation.doel.kolom
        and o.equation.doel.rij in rows
    ]
    gaps = [_gap(tabel, o) for o in alike if o.result.stand is Stand.FOUT]
    return bool(gaps) and sum(gaps, Fraction(0)) == _gap(tabel, tested)


def _gap(tabel: Tabel, tested: Getoetst) -> Fraction:
    return Fraction(tabel.cel(tested.equation.doel).getal or 0) - (
        tested.result.berekend or Fraction(0)
    )
