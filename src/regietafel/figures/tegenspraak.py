"""The same quantity in two tables: where they state different figures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from regietafel.figures.notatie import Waarde
from regietafel.figures.sleutel import sleutel_van
from regietafel.figures.tabel import Plek, Tabel


@dataclass(frozen=True)
class Tegenspraak:
    """One cell that two tables both have, by the names of its row and column, and state differently."""

    rij: str
    kolom: str
    links: Waarde
    rechts: Waarde
    plek_links: Plek
    plek_rechts: Plek


def vergelijk_tabellen(links: Tabel, rechts: Tabel) -> tuple[Tegenspraak, ...]:
    """Return the cells with the same row and column names that hold different numbers.

    Names are compared without case, accents and signs. A figure that is rounded more than the
    other is the same when the other rounds to it. Names that occur twice are not compared.
    """
    return tuple(_differences(links, rechts))


def _differences(left: Tabel, right: Tabel) -> Iterator[Tegenspraak]:
    rows = _shared([row.label for row in left.rijen], [row.label for row in right.rijen])
    columns = _shared([c.label for c in left.kolommen], [c.label for c in right.kolommen])
    for own_row, other_row in rows:
        for own_column, other_column in columns:
            own, other = Plek(own_row, own_column), Plek(other_row, other_column)
            if not _agree(left.cel(own), right.cel(other)):
                label, name = left.rijen[own_row].label, left.kolommen[own_column].label
                yield Tegenspraak(label, name, left.cel(own), right.cel(other), own, other)


def _shared(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    own, other = [sleutel_van(name) for name in left], [sleutel_van(name) for name in right]
    counts, others = Counter(own), Counter(other)
    places = {key: place for place, key in enumerate(other)}
    return [
        (place, places[key])
        for place, key in enumerate(own)
        if left[place] and counts[key] == others[key] == 1
    ]


def _agree(left: Waarde, right: Waarde) -> bool:
    if left.getal is None or right.getal is None or left.eenheid != right.eenheid:
        return True
    places = min(left.plaatsen, right.plaatsen)
    gap = abs(Fraction(left.getal) - Fraction(right.getal))
    same_precision = left.plaatsen == right.plaatsen
    return not gap if same_precision else gap <= Fraction(1, 2 * 10**places)
