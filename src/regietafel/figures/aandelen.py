"""Which columns are percentages of others: found from the figures, within their stated rounding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from math import log2

from regietafel.figures.notatie import Waarde
from regietafel.figures.verbanden import NODIGE_BITS

MAX_KOLOMMEN = 40
MAX_STEEKPROEF = 100
_TEN_PERCENT = Fraction(1, 10)


@dataclass(frozen=True)
class Aandeel:
    """A column of per cents: ``deel`` of ``geheel``, or with ``groei`` how much more it is.

    ``geheel`` None is the sum of the column ``deel`` itself. ``past`` of ``van`` rows fit.
    """

    doel: int
    deel: int
    geheel: int | None
    groei: bool
    past: int
    van: int


Bedragen = Sequence[Fraction | None]


def vind_aandelen(
    aandelen: Mapping[int, Sequence[Waarde]],
    bedragen: Mapping[int, Bedragen],
    geheel_kan: bool = True,
) -> tuple[Aandeel, ...]:
    """Return for each column of per cents the quotient that fits best, if it fits too well for chance.

    ``aandelen`` holds the stated per cents and ``bedragen`` the amounts, both per column with the
    same rows. ``geheel_kan`` says whether the sum over the rows can be the whole.
    """
    amounts = dict(list(bedragen.items())[:MAX_KOLOMMEN])
    totals = {c: sum((v or Fraction(0) for v in each), Fraction(0)) for c, each in amounts.items()}
    found = []
    for target, stated in aandelen.items():
        tried = [*_quotients(target, amounts, whole=geheel_kan)]
        scored = [_score(candidate, stated, amounts, totals) for candidate in tried]
        best = max(scored, key=lambda s: (s[0].past, s[1], not s[0].groei), default=None)
        if best is not None and _believed(best[0], best[1] - log2(len(tried) + 1)):
            found.append(best[0])
    return tuple(found)


def _value(
    candidate: Aandeel,
    row: int,
    amounts: Mapping[int, Bedragen],
    totals: Mapping[int, Fraction],
) -> Fraction | None:
    """Return the per cents (171 for 1.71) that the amounts of a row give; None when unknown."""
    part = amounts[candidate.deel][row]
    by_total = candidate.geheel is None
    whole = totals[candidate.deel] if by_total else amounts[candidate.geheel or 0][row]
    if part is None or not whole:
        return None
    return 100 * (part - whole if candidate.groei else part) / whole


def _quotients(target: int, amounts: Mapping[int, Bedragen], *, whole: bool) -> Iterator[Aandeel]:
    for part, total in permutations(amounts, 2):
        yield Aandeel(target, part, total, groei=False, past=0, van=0)
        yield Aandeel(target, part, total, groei=True, past=0, van=0)
    if whole:
        for part in amounts:
            yield Aandeel(target, part, None, groei=False, past=0, van=0)


def _score(
    candidate: Aandeel,
    stated: Sequence[Waarde],
    amounts: Mapping[int, Bedragen],
    totals: Mapping[int, Fraction],
) -> tuple[Aandeel, float]:
    """Count the rows that fit; a row gives more bits the finer its per cents are stated."""
    fits = seen = 0
    bits = 0.0
    for row, value in enumerate(stated[:MAX_STEEKPROEF]):
        computed = _value(candidate, row, amounts, totals)
        if value.getal is None or computed is None:
            continue
        seen += 1
        if abs(Fraction(value.getal) - computed) <= Fraction(1, 2 * 10**value.plaatsen):
            fits += 1
            bits += _bits(value)
    same = Aandeel(candidate.doel, candidate.deel, candidate.geheel, candidate.groei, fits, seen)
    return same, bits


def _bits(value: Waarde) -> float:
    """Return what a fit proves: 0 and 100 per cent hardly anything, others some steps in a hundred."""
    size = abs(Fraction(value.getal or 0))
    if size in {0, 100}:
        return 1.0
    return log2(1 + float(max(size, _TEN_PERCENT)) * 10**value.plaatsen) / 1.3


def _believed(candidate: Aandeel, bits: float) -> bool:
    misses = candidate.van - candidate.past
    return bits >= NODIGE_BITS / 2 and misses <= max(1, candidate.van // 5) < candidate.past
