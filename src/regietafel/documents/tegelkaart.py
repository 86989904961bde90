"""A tile map: one tile for each area, all of one size, about where the area lies.

The twelve provinces lie as on a map of the Netherlands; other areas stand below each other. A tile says its name, its value and its colour, the last one as letter and sign too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from regietafel.documents.tekening import (
    GREY,
    VULLINGEN,
    figure,
    line,
    mark,
    rect,
    shorten,
    text,
    width_of,
)
from regietafel.figures.oordelen import Kleur, Richting
from regietafel.figures.sleutel import sleutel_van

WIDTH = 200
_GAP = 3
_EDGE = 1
_HEIGHT = 43
_COLUMNS = 4
_SMALL, _VALUE = 12, 14
_LOW, _LITTLE = 17, 11
_ONE_COLUMN = 14
"""How many tiles a list has in one column."""

Plaats = tuple[str, int, int]
"""What stands in a tile, and its column and row from 0."""

PROVINCIES: Mapping[str, Plaats] = MappingProxyType(
    {
        "fryslan": ("FR", 2, 0), "friesland": ("FR", 2, 0), "groningen": ("GR", 3, 0),
        "noord_holland": ("NH", 1, 1), "flevoland": ("FL", 2, 1), "drenthe": ("DR", 3, 1),
        "zuid_holland": ("ZH", 0, 2), "utrecht": ("UT", 1, 2), "gelderland": ("GE", 2, 2),
        "overijssel": ("OV", 3, 2),
        "zeeland": ("ZE", 0, 3), "noord_brabant": ("NB", 1, 3), "limburg": ("LI", 2, 3),
    }
)  # fmt: skip
"""By the key of their name; the codes are those of ISO 3166-2:NL, without ``NL-`` (FR, GE, LI)."""


@dataclass(frozen=True)
class Tegel:
    """An area with its value as text (such as ``83%``) and, when its colour changed, which way."""

    naam: str
    waarde: str
    kleur: Kleur
    richting: Richting | None = None


@dataclass(frozen=True)
class Tegelkaart:
    """A tile map: its title, all of it in words, and its tiles."""

    titel: str
    tekst: str
    tegels: tuple[Tegel, ...]


def indeling(namen: Sequence[str]) -> tuple[Plaats, ...] | None:
    """Return the place of every area on the map; None when they are not all different provinces."""
    found = [PROVINCIES.get(sleutel_van(naam)) for naam in namen]
    places = [place for place in found if place is not None]
    known = len(places) == len(namen) == len({place[0] for place in places})
    return tuple(places) if known else None


def teken_tegelkaart(kaart: Tegelkaart) -> bytes:
    """Return a tile map as SVG, or a list of tiles when its areas have no place on the map."""
    places = indeling([tegel.naam for tegel in kaart.tegels])
    if places is None:
        return _as_list(kaart)
    width = (WIDTH - 2 * _EDGE - (_COLUMNS - 1) * _GAP) / _COLUMNS
    body = "".join(
        part
        for tegel, (kort, column, row) in zip(kaart.tegels, places, strict=True)
        for part in _tile(
            tegel, kort, _EDGE + column * (width + _GAP), _EDGE + row * (_HEIGHT + _GAP), width
        )
    )
    rows = max((row for _, _, row in places), default=0) + 1
    height = rows * (_HEIGHT + _GAP) - _GAP + 2 * _EDGE
    return figure(kaart.titel, kaart.tekst, body, WIDTH, height)


def _tile(tegel: Tegel, kort: str, x: float, y: float, width: float) -> Iterator[str]:
    """Yield the tile, its name and value, the letter and sign of its colour, and a change of it."""
    yield _surface(tegel.kleur, x, y, width, _HEIGHT)
    ink = VULLINGEN[tegel.kleur].letter
    right, look = x + width - 4, f'fill="{ink}" font-size="{_SMALL}" font-weight="600"'
    yield text(right, y + 15, tegel.kleur.letter, f'{look} text-anchor="end"')
    yield mark(tegel.kleur, right - 15.5, y + 11, 8, ink)
    yield text(x + 4, y + 15, kort, look)
    room = width - (15 if tegel.richting else 8)
    size = min(_VALUE, _VALUE * room / max(width_of(tegel.waarde, _VALUE), 1))
    yield text(x + 4, y + 34, tegel.waarde, f'fill="{ink}" font-size="{size:.1f}"')
    if tegel.richting:
        yield from _arrow(tegel.richting, right - 4, y + 29, ink)


def _as_list(kaart: Tegelkaart) -> bytes:
    """Return the tiles below each other, in one column or two."""
    columns = 1 if len(kaart.tegels) <= _ONE_COLUMN else 2
    rows = -(-len(kaart.tegels) // columns)
    width = (WIDTH - 2 * _EDGE - (columns - 1) * _GAP) / columns
    body = "".join(
        part
        for n, tegel in enumerate(kaart.tegels)
        for part in _row(
            tegel, _EDGE + n // rows * (width + _GAP), _EDGE + n % rows * (_LOW + 1), width
        )
    )
    return figure(kaart.titel, kaart.tekst, body, WIDTH, rows * (_LOW + 1) - 1 + 2 * _EDGE)


def _row(tegel: Tegel, x: float, y: float, width: float) -> Iterator[str]:
    """Yield a tile in which all stands on one line."""
    yield _surface(tegel.kleur, x, y, width, _LOW)
    ink = VULLINGEN[tegel.kleur].letter
    right, look = x + width - 4, f'fill="{ink}" font-size="{_LITTLE}"'
    yield text(right, y + 13, tegel.kleur.letter, f'{look} text-anchor="end" font-weight="600"')
    yield mark(tegel.kleur, right - 14, y + 9, 7, ink)
    if tegel.richting:
        yield from _arrow(tegel.richting, right - 26, y + 9, ink)
    yield text(right - 33, y + 13, tegel.waarde, f'{look} text-anchor="end"')
    room = width - 45 - width_of(tegel.waarde, _LITTLE)
    yield text(x + 4, y + 13, shorten(tegel.naam, room, _LITTLE), look)


def _surface(kleur: Kleur, x: float, y: float, width: float, height: float) -> str:
    edge = VULLINGEN[kleur].vlak if kleur is Kleur.ROOD else GREY
    dashed = ' stroke-dasharray="3 2"' if kleur is Kleur.ONBEKEND else ""
    return rect(x, y, width, height, VULLINGEN[kleur].vlak, f'stroke="{edge}"{dashed}')


def _arrow(richting: Richting, x: float, y: float, ink: str) -> Iterator[str]:
    tip = -5 if richting is Richting.OMHOOG else 5
    yield line([(x, y - tip), (x, y + tip)], ink, 1.5)
    yield line([(x - 3, y + tip * 0.3), (x, y + tip), (x + 3, y + tip * 0.3)], ink, 1.5)
