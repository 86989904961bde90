"""Which rows are totals, and of which rows: by their names and by their figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import log2

from regietafel.figures.tabel import Plek, Rijsoort, Tabel

_NOT_ADDITIVE = re.compile(
    r"gemiddeld|\bper\b|ratio|index|prijs|tarief|jaar|nummer|\bnr\b|code|leeftijd|dichtheid|%"
    r"|percentage|procent|aandeel",
    re.IGNORECASE,
)
_MIN_BITS = 12


@dataclass(frozen=True)
class Totaalrij:
    """A total row and the rows it adds up; ``past`` of ``van`` columns fit, ``naar_naam`` its label."""

    rij: int
    delen: tuple[int, ...]
    past: int
    van: int
    naar_naam: bool


def met_stille_totalen(tabel: Tabel) -> Tabel:
    """Mark rows that are the sum of all rows above but do not say so.

    At least two columns must fit, half of them at any rate and the figures must be too large for
    chance; a single column only when its last row is a sum of at least three. A nameless row with
    a few figures right above a total that lacks these is a piece of that total.
    """
    rows = list(tabel.rijen)
    for place in _silent_totals(tabel):
        rows[place] = replace(rows[place], soort=Rijsoort.TOTAAL)
    return replace(tabel, rijen=tuple(rows))


def _silent_totals(tabel: Tabel) -> Iterator[int]:
    running = _Lopend(tabel)
    for place, row in enumerate(tabel.rijen):
        if row.soort is not Rijsoort.GEWOON:
            running = _Lopend(tabel)
        elif running.is_sum(place) or _stands_above_total(tabel, place):
            yield place
            running = _Lopend(tabel)
        else:
            running.add(place)


def _stands_above_total(tabel: Tabel, place: int) -> bool:
    """Tell whether a row is a loose piece of the total below it: no name, and few figures."""
    following = tabel.rijen[place + 1] if place + 1 < len(tabel.rijen) else None
    if tabel.rijen[place].label or following is None or following.soort is not Rijsoort.TOTAAL:
        return False
    columns = tabel.telkolommen()
    stated = [c for c in columns if tabel.cel(Plek(place, c)).getal is not None]
    missing = [c for c in stated if tabel.cel(Plek(place + 1, c)).getal is None]
    return bool(stated) and missing == stated and 3 * len(stated) <= len(columns)


class _Lopend:
    """The running sums of the columns since the last total."""

    def __init__(self, tabel: Tabel) -> None:
        self._table = tabel
        self._sums = dict.fromkeys(tabel.telkolommen(), Fraction(0))
        self._parts = dict.fromkeys(self._sums, 0)
        self._rows = 0

    def add(self, place: int) -> None:
        self._rows += 1
        for column in self._sums:
            amount = self._table.cel(Plek(place, column)).bedrag or Fraction(0)
            self._sums[column] += amount
            self._parts[column] += bool(amount)

    def is_sum(self, place: int) -> bool:
        """Tell whether a row is the sum of those before; a sum of one figure proves nothing."""
        if self._rows < 2:  # noqa: PLR2004 - a sum has two parts
            return False
        figures = {c: self._table.cel(Plek(place, c)).getal for c in self._sums}
        seen = [c for c, value in figures.items() if value is not None and self._parts[c] > 1]
        fits = [self._sums[c] for c in seen if figures[c] == self._sums[c]]
        last = place == len(self._table.rijen) - 1
        enough = len(fits) > 1 or (last and self._rows > 2)  # noqa: PLR2004 - see met_stille_totalen
        bits = sum(log2(1 + abs(total)) for total in fits) - log2(len(self._table.rijen))
        return enough and 2 * len(fits) >= len(seen) and bits >= _MIN_BITS


def vind_totalen(tabel: Tabel) -> tuple[Totaalrij, ...]:
    """Return the total and subtotal rows, each with the rows that fit it best."""
    found = []
    for place, row in enumerate(tabel.rijen):
        if row.soort in {Rijsoort.TOTAAL, Rijsoort.SUBTOTAAL}:
            spans = [span for span in _spans(tabel, place) if len(span) > 1]
            scored = [(_fits(tabel, place, span), span) for span in spans]
            if scored:
                (fits, seen), span = max(scored, key=lambda s: s[0][0])
                found.append(Totaalrij(place, span, fits, seen, naar_naam=True))
    return tuple(found)


def optelbaar(tabel: Tabel, kolom: int, totaal: Totaalrij) -> bool:
    """Tell whether a total of a column can be a sum: no average, price, year or code."""
    if _NOT_ADDITIVE.search(tabel.kolommen[kolom].label):
        return False
    amounts = [tabel.cel(Plek(row, kolom)).bedrag for row in totaal.delen]
    known = [amount for amount in amounts if amount is not None]
    stated = tabel.cel(Plek(totaal.rij, kolom))
    if stated.getal is None or len(known) < 2:  # noqa: PLR2004 - one figure is no sum
        return stated.getal is not None and any(known)
    mean = sum(known, Fraction(0)) / len(known)
    half = Fraction(1, 2 * 10**stated.plaatsen)
    return abs(Fraction(stated.getal) - mean) > half or not mean


def _spans(tabel: Tabel, place: int) -> Iterator[tuple[int, ...]]:
    """Yield which rows a total may add up, the most natural first."""
    body = tabel.plekken(Rijsoort.GEWOON)
    above = tuple(row for row in body if row < place)
    block = tuple(row for row in above if row > _last_total(tabel, place))
    subtotals = tuple(row for row in tabel.plekken(Rijsoort.SUBTOTAAL) if row < place)
    totals = tuple(row for row in tabel.plekken(Rijsoort.TOTAAL) if row < place)
    is_subtotal = tabel.rijen[place].soort is Rijsoort.SUBTOTAAL
    yield from (block, above) if is_subtotal else (above, block)
    yield subtotals
    yield totals
    yield tuple(row for row in body if place < row < _next_total(tabel, place))
    yield tuple(row for row in body if row > place)


def _last_total(tabel: Tabel, place: int) -> int:
    kinds = {Rijsoort.TOTAAL, Rijsoort.SUBTOTAAL, Rijsoort.GROEP}
    return max((r for r in range(place) if tabel.rijen[r].soort in kinds), default=-1)


def _next_total(tabel: Tabel, place: int) -> int:
    kinds = {Rijsoort.TOTAAL, Rijsoort.SUBTOTAAL}
    later = (r for r in range(place + 1, len(tabel.rijen)) if tabel.rijen[r].soort in kinds)
    return next(later, len(tabel.rijen))


def _fits(tabel: Tabel, place: int, span: Sequence[int]) -> tuple[int, int]:
    """Return how many columns a total fits, and how many state one. Unknowns are left out."""
    fits = seen = 0
    for column in tabel.telkolommen():
        stated = tabel.cel(Plek(place, column)).getal
        if stated is not None and not _NOT_ADDITIVE.search(tabel.kolommen[column].label):
            parts = [tabel.cel(Plek(row, column)).bedrag for row in span]
            seen += 1
            fits += sum((p for p in parts if p is not None), Fraction(0)) == Fraction(stated)
    return fits, seen
