"""Which one cell, with another value, mends all that is broken around it and breaks nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

from regietafel.figures.tabel import Plek, Tabel
from regietafel.figures.toetsen import Getoetst
from regietafel.figures.vergelijking import Cijfers, Deelsom, Stand, Vergelijking, celnaam, gesteld

_Rang = tuple[int, bool, int, int]


def enkele_oorzaken(
    tabel: Tabel, tested: Sequence[Getoetst], broken: Sequence[Getoetst]
) -> Iterator[tuple[Plek, Fraction, list[Getoetst]]]:
    """Yield cells of which another value mends two or more equations and breaks none.

    The cell in most broken equations goes first. One that is no cause is none later on either:
    what must hold around it stays the same, and there is less that it can mend.
    """
    around, left = _Omgeving(tested), _Omgeving(broken)
    targets = {each.equation.doel for each in broken}
    queue = [_rank(place, left, targets) for place in left.plekken]
    heapify(queue)
    while queue:
        rank = heappop(queue)
        place = Plek(*rank[2:])
        now = _rank(place, left, targets)
        if -now[0] < 2:  # noqa: PLR2004 - what breaks one sum only is no surer than the sum itself
            continue
        if now != rank:
            heappush(queue, now)
            continue
        value = _mending(tabel, place, left, around)
        if value is not None:
            mended = left.om(place)
            yield place, value, mended
            left.zonder(mended)


def _rank(place: Plek, left: "_Omgeving", targets: set[Plek]) -> _Rang:
    return -left.aantal(place), place not in targets, place.rij, place.kolom


class _Omgeving:
    """Equations by the cells they are about: in their own row, or in a total that many share."""

    def __init__(self, tested: Iterable[Getoetst]) -> None:
        self._direct: dict[Plek, dict[int, Getoetst]] = defaultdict(dict)
        self._shared: dict[int, dict[int, Getoetst]] = defaultdict(dict)
        self._totals: dict[Plek, list[Deelsom]] = defaultdict(list)
        for each in tested:
            for place in each.equation.plekken:
                self._direct[place][id(each)] = each
            for total in each.equation.gedeeld:
                if id(total) not in self._shared:
                    for place in total.plekken:
                        self._totals[place].append(total)
                self._shared[id(total)][id(each)] = each

    @property
    def plekken(self) -> set[Plek]:
        return {*self._direct, *self._totals}

    def aantal(self, place: Plek) -> int:
        """Return in how many equations a cell counts; one that it is in twice may count twice."""
        shared = sum(len(self._shared[id(total)]) for total in self._totals.get(place, ()))
        return len(self._direct.get(place, ())) + shared

    def eigen(self, place: Plek) -> Iterable[Getoetst]:
        """Return the equations that name a cell themselves."""
        return self._direct.get(place, {}).values()

    def om(self, place: Plek) -> list[Getoetst]:
        """Return all equations that a cell counts in, those that name it first."""
        found = dict(self._direct.get(place, {}))
        for total in self._totals.get(place, ()):
            found |= self._shared[id(total)]
        return list(found.values())

    def zonder(self, gone: Iterable[Getoetst]) -> None:
        for each in gone:
            for place in each.equation.plekken:
                self._direct[place].pop(id(each), None)
            for total in each.equation.gedeeld:
                self._shared[id(total)].pop(id(each), None)


def _mending(tabel: Tabel, place: Plek, left: _Omgeving, around: _Omgeving) -> Fraction | None:
    """Return the value of a cell with which every equation around it holds."""
    for value in dict.fromkeys(_values(tabel, left.eigen(place), place)):
        changed = Cijfers(tabel, {place: value})
        own = all(_holds(tabel, changed, each, place, value) for each in around.eigen(place))
        if own and all(_holds(tabel, changed, each, place, value) for each in around.om(place)):
            return value
    return None


def _values(tabel: Tabel, hits: Iterable[Getoetst], place: Plek) -> Iterator[Fraction]:
    """Yield what a cell must be for the broken equations that name it to hold.

    A sum leaves one value, so that the equations after it have nothing to add.
    """
    for each in hits:
        value = _solution(tabel, each, place)
        if value is not None:
            yield value
            if not each.equation.weegt:
                return


def _solution(tabel: Tabel, tested: Getoetst, place: Plek) -> Fraction | None:
    """Return what a cell should state for a sum to hold; None for quotients and open equations."""
    equation, result = tested.equation, tested.result
    stated, own = gesteld(tabel, equation.doel), gesteld(tabel, place)
    if result.berekend is None or stated is None or result.onbekend:
        return None
    if place == equation.doel:
        return result.berekend
    weight = _weight(tabel, equation, place)
    return own + (stated - result.berekend) / weight if weight and own is not None else None


def _weight(tabel: Tabel, equation: Vergelijking, place: Plek) -> Fraction | None:
    """Return by how much a sum grows when a cell grows by one; None for a quotient or a total."""
    if equation.weegt or equation.gedeeld:
        return None
    count = equation.gewichten.get(celnaam(place), 0) * equation.factor
    return Fraction(count, 100 if tabel.cel(place).is_procent else 1)


def _holds(tabel: Tabel, changed: Cijfers, tested: Getoetst, place: Plek, value: Fraction) -> bool:
    """Tell whether an equation holds with one cell changed; of a sum only the change is worked out."""
    equation, result = tested.equation, tested.result
    if result.stand is Stand.OPEN:
        return True
    weight, own = _weight(tabel, equation, place), gesteld(tabel, place)
    if weight is None or own is None or result.berekend is None or result.ingevuld:
        return changed.toets(equation).stand in {Stand.KLOPT, Stand.ZONDER}
    stated = value if place == equation.doel else gesteld(tabel, equation.doel)
    return stated == result.berekend + weight * (value - own)


def volgt_uit_rijen(
    tabel: Tabel, tested: Getoetst, totalen: Sequence[Getoetst], alle: Sequence[Getoetst]
) -> bool:
    """Tell whether a formula fails on a total row only because it fails on the rows above.

    ``totalen`` are the sums of rows that make the same cell.
    """
    equation = tested.equation
    sums = [each for each in totalen if each.result.stand is not Stand.FOUT]
    if equation.is_totaal or not sums or equation.factor != 1:
        return False
    rows = {place.rij for place in sums[0].equation.plekken} - {equation.doel.rij}
    alike = [
        o
        for o in alle
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
