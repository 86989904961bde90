"""Equations that go across rows: what is carried over, and rows below a total that compare it.

achterstand 1-1 (volgende rij) = achterstand (deze rij)
verschil: 81%                  = totaal voorstel OEK / totaal opgave OEK, four columns back
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, permutations

from regietafel.figures.formule import Formule
from regietafel.figures.tabel import Plek, Rijsoort, Tabel
from regietafel.figures.vergelijking import (
    Herkomst,
    Stand,
    Vergelijking,
    breuk,
    cel,
    maak_vergelijking,
    optelling,
    toets,
)

MIN_OVERLOOP = 4
"""So many different figures must be carried over before it is believed."""
MIN_BLOK = 3


def overloop(tabel: Tabel) -> Iterator[Vergelijking]:
    """Yield the equations of columns that begin each row with what another ended the last with."""
    body = tabel.plekken(Rijsoort.GEWOON)
    steps = list(pairwise(body))
    amounts = {c: [_amount(tabel, row, c) for row in body] for c in tabel.telkolommen()}
    for begin, end in permutations(amounts, 2):
        pairs = zip(amounts[end], amounts[begin][1:], strict=False)
        known = [(left, right) for left, right in pairs if left is not None and right is not None]
        fits = [left for left, right in known if left == right]
        misses = len(known) - len(fits)
        proof = len({left for left in fits if left})
        same = proof >= MIN_OVERLOOP and _same(amounts[begin], amounts[end])
        if proof < MIN_OVERLOOP or misses > max(1, len(known) // 5) or same:
            continue
        text = f"{tabel.kolommen[end].label} van de rij ervoor"
        for row, later in steps:
            yield maak_vergelijking(
                Plek(later, begin),
                cel(Plek(row, end)),
                text,
                Herkomst.CIJFERS,
                telling=(len(fits), len(known)),
            )


def _amount(tabel: Tabel, row: int, column: int) -> Fraction | None:
    return tabel.cel(Plek(row, column)).bedrag


def _same(left: Sequence[Fraction | None], right: Sequence[Fraction | None]) -> bool:
    """Tell whether two columns mostly state the same, row by row."""
    equal = sum(a == b for a, b in zip(left, right, strict=True))
    return 2 * equal > len(left)


def vergelijkende_rijen(tabel: Tabel) -> Iterator[Vergelijking]:
    """Yield the equations of rows such as 'verschil' that compare columns of the total above.

    Neighbouring figures are compared with columns equally far back. At least three must fit and
    at most one must not.
    """
    for row in tabel.plekken(Rijsoort.AFGELEID):
        totals = [place for place in tabel.plekken(Rijsoort.TOTAAL) if place < row]
        for block in _blocks(tabel, row) if totals else ():
            yield from _best(tabel, row, totals[-1], block)


def _blocks(tabel: Tabel, row: int) -> Iterator[list[int]]:
    """Yield runs of neighbouring columns with figures of one kind: amounts, or per cents."""
    block: list[int] = []
    for column in tabel.telkolommen():
        value = tabel.cel(Plek(row, column))
        alike = not block or tabel.cel(Plek(row, block[-1])).is_procent == value.is_procent
        if value.bedrag is not None and (alike or value.getal is None):
            block.append(column)
            continue
        yield block
        block = [column] if value.bedrag is not None else []
    yield block


def _best(tabel: Tabel, row: int, total: int, block: Sequence[int]) -> list[Vergelijking]:
    found: list[Vergelijking] = []
    columns = tabel.telkolommen()
    for back in range(1, len(columns)):
        tried = [e for c in block if (e := _compared(tabel, row, total, c, back)) is not None]
        stands = [toets(tabel, equation).stand for equation in tried]
        fits, misses = stands.count(Stand.KLOPT), stands.count(Stand.FOUT)
        if len(tried) == len(block) and fits >= MIN_BLOK and misses <= 1 and fits > len(found):
            found = [
                maak_vergelijking(
                    e.doel,
                    e.som,
                    e.formule,
                    e.herkomst,
                    telling=(fits, len(tried)),
                    factor=e.factor,
                )
                for e in tried
            ]
    return found


def _compared(tabel: Tabel, row: int, total: int, column: int, back: int) -> Vergelijking | None:
    """Return a figure as the total of its column against that of a column further back."""
    columns = tabel.telkolommen()
    place = columns.index(column) - back
    if place < 0:
        return None
    own, other = Plek(total, column), Plek(total, columns[place])
    percent = tabel.cel(Plek(row, column)).is_procent
    names = [tabel.kolommen[each.kolom].label for each in (own, other)]
    text = f"{tabel.rijen[total].label}: {names[0]} {'/' if percent else '-'} {names[1]}"
    formula: Formule = (
        breuk(cel(own), cel(other)) if percent else optelling([(1, own), (-1, other)])
    )
    factor = 100 if percent else 1
    return maak_vergelijking(Plek(row, column), formula, text, Herkomst.CIJFERS, factor=factor)
