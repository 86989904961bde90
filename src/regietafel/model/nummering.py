"""The numbers of points and attachments, counted as the trade counts them."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from regietafel.findings import Keys
from regietafel.model.vergadering import (
    Aangehaakt,
    Agendapunt,
    Bijlage,
    Onderdeel,
    Plek,
    Vergadering,
)

_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
AGENDABESTAND = "vergadering.yaml"
HOOGST_ROMEINS = 399
"""As far as an agenda can ever count in Roman figures."""


@dataclass(frozen=True)
class Genummerd:
    """A point or sub-point with its number; ``niveau`` is 0 for a point, 1 for a sub-point."""

    nummer: str
    niveau: int
    punt: Onderdeel
    keys: Keys


@dataclass(frozen=True)
class GenummerdeBijlage:
    """An attachment with its number and the number of the point that it belongs to."""

    nummer: str
    puntnummer: str
    bijlage: Bijlage
    plek: Plek


def numbered_points(vergadering: Vergadering) -> Iterator[Genummerd]:
    """Yield every point and sub-point in agenda order: 1, 2, 3, 3a, 3b, …"""
    for index, punt in enumerate(vergadering.agenda):
        nummer = punt.nummer or str(index + 1)
        yield Genummerd(nummer, 0, punt, ("agenda", index))
        yield from _numbered_parts(nummer, punt, index)


def _numbered_parts(nummer: str, punt: Agendapunt, index: int) -> Iterator[Genummerd]:
    for place, onderdeel in enumerate(punt.onderdelen):
        own = onderdeel.nummer or f"{nummer}{letters(place)}"
        yield Genummerd(own, 1, onderdeel, ("agenda", index, "onderdelen", place))


def numbered_attachments(
    vergadering: Vergadering, *, romeins: bool = False
) -> Iterator[GenummerdeBijlage]:
    """Yield every attachment in agenda order.

    A single one takes the number of its point (``4b``), several get a rank (``4b-1``, ``4b-2``).
    With ``romeins`` they are counted through as I, II, III: the form of the national table.
    """
    count = 0
    for point in numbered_points(vergadering):
        for index, bijlage in enumerate(point.punt.bijlagen):
            count += 1
            counted = roman(count) if romeins else _rank(point, index)
            plek = _plek(bijlage, (*point.keys, "bijlagen", index))
            yield GenummerdeBijlage(bijlage.nummer or counted, point.nummer, bijlage, plek)


def _plek(bijlage: Bijlage, keys: Keys) -> Plek:
    return bijlage.plek if isinstance(bijlage, Aangehaakt) else Plek(AGENDABESTAND, keys)


def _rank(point: Genummerd, index: int) -> str:
    single = len(point.punt.bijlagen) == 1
    return point.nummer if single else f"{point.nummer}-{index + 1}"


def letters(place: int) -> str:
    """Return a for 0, z for 25, aa for 26."""
    rest, letter = divmod(place, len(ascii_lowercase))
    return (letters(rest - 1) if rest else "") + ascii_lowercase[letter]


def roman(number: int) -> str:
    """Return the Roman figure of a number from 1."""
    figure = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        figure += sign * times
    return figure
