"""Grouped bars as plain SVG: for each moment a bar per series, from zero, its value beside it.

Series differ in how they are filled, not in colour only: solid, open, striped or dotted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from regietafel.documents.tekening import INK, figure, line, rect, text, width_of
from regietafel.figures.notatie import schrijf_getal

BREEDTE = 560
"""The width of a chart in its own units."""
MEESTE_REEKSEN = 4

_SMALL, _SMALLEST = 11, 8.5
_HIGH, _TOP, _LEGEND, _WORDS = 190, 10, 20, 34
_GAP = 0.28
_LETTER = 0.58
_APART = 6
"""Room between two moments below the bars."""
_NARROWEST = 10
"""Room that a bar needs for a value that stands upright; the table beside a chart has them all."""


@dataclass(frozen=True)
class Reeks:
    """A series: its name and a value for each moment."""

    naam: str
    waarden: tuple[Decimal, ...]


@dataclass(frozen=True)
class Staafgroepen:
    """A chart: what it is called, the moments from left to right, and its series."""

    titel: str
    momenten: tuple[str, ...]
    reeksen: tuple[Reeks, ...]

    @property
    def tekst(self) -> str:
        """Return all of it in words, made from the same values."""
        return f"{self.titel}. " + " ".join(
            f"{reeks.naam}: {', '.join(f'{m}: {schrijf_getal(v)}' for m, v in zip(self.momenten, reeks.waarden, strict=True))}."
            for reeks in self.reeksen
        )


def teken_groepen(grafiek: Staafgroepen, kleur: str) -> bytes:
    """Return a chart as SVG; ``kleur`` is dark enough for text on white.

    Raises ``ValueError`` for more series than can be told apart.
    """
    if not 1 <= len(grafiek.reeksen) <= MEESTE_REEKSEN:
        raise ValueError(f"a chart has 1 to {MEESTE_REEKSEN} series")
    legend = "".join(_legend(grafiek.reeksen, kleur)) if len(grafiek.reeksen) > 1 else ""
    top = _TOP + (_LEGEND * len(grafiek.reeksen) if legend else 0) + _WORDS
    height = round(top + _HIGH + _below(grafiek) + 22)
    body = legend + "".join(_plot(grafiek, kleur, top))
    return figure(grafiek.titel, grafiek.tekst, body, BREEDTE, height)


def _legend(reeksen: Sequence[Reeks], kleur: str) -> Iterator[str]:
    for number, reeks in enumerate(reeksen):
        y = _TOP + number * _LEGEND
        yield from _bar(2, y, 14, 12, number, kleur)
        yield text(24, y + 11, reeks.naam)


def _plot(grafiek: Staafgroepen, kleur: str, top: float) -> Iterator[str]:
    """Yield the bars, the zero line and the moments below.

    Each bar has its value; where they are too narrow for that, only the longest has.
    """
    values = [float(value) for reeks in grafiek.reeksen for value in reeks.waarden]
    low, high = min(0.0, *values), max(0.0, *values)
    scale = _HIGH / ((high - low) or 1.0)
    zero = top + high * scale
    slot = BREEDTE / len(grafiek.momenten)
    width = slot * (1 - _GAP) / len(grafiek.reeksen)
    longest = _longest(grafiek.reeksen)
    for place in range(len(grafiek.momenten)):
        left = slot * (place + _GAP / 2)
        for number, reeks in enumerate(grafiek.reeksen):
            value, x = reeks.waarden[place], left + number * width
            yield from _column(value, x, width, zero, scale, number, kleur)
            if width >= _NARROWEST or (number, place) == longest:
                yield _value(value, x + width / 2, zero, scale, max(width - 2, 1.0))
    yield from _moments(grafiek.momenten, top + _HIGH + _below(grafiek) + 16)
    yield line([(0, zero), (BREEDTE, zero)], INK, 1)


def _moments(momenten: Sequence[str], y: float) -> Iterator[str]:
    """Yield the names of moments, each whole: every n-th where they would touch."""
    slot, widest = BREEDTE / len(momenten), max(map(width_of, momenten))
    every, half = ceil((widest + _APART) / slot), min(widest, BREEDTE) / 2
    for place in range(0, len(momenten), every):
        middle = min(max(slot * (place + 0.5), half), BREEDTE - half)
        yield text(middle, y, momenten[place], 'text-anchor="middle"')


def _longest(reeksen: Sequence[Reeks]) -> tuple[int, int]:
    """Return the place of the longest bar: its series and its moment."""
    places = (
        (number, place) for number, r in enumerate(reeksen) for place in range(len(r.waarden))
    )
    return max(places, key=lambda at: abs(reeksen[at[0]].waarden[at[1]]))


def _below(grafiek: Staafgroepen) -> float:
    """Return the room that values below the zero line need."""
    return _WORDS if any(value < 0 for r in grafiek.reeksen for value in r.waarden) else 4


def _column(
    value: Decimal, x: float, width: float, zero: float, scale: float, number: int, kleur: str
) -> Iterator[str]:
    tall = abs(float(value)) * scale
    top = zero - tall if value >= 0 else zero
    yield from _bar(x + 1, top, max(width - 2, 1.0), tall, number, kleur)


def _value(value: Decimal, x: float, zero: float, scale: float, room: float) -> str:
    """Return the value beyond the end of its bar; upright where it is wider than the bar."""
    words, above = schrijf_getal(value), value >= 0
    tall = abs(float(value)) * scale
    top = zero - tall if above else zero
    size = min(float(_SMALL), (room + 1) / (len(words) * _LETTER))
    if size >= _SMALLEST:
        y = top - 4 if above else top + tall + _SMALL
        return text(x, y, words, f'text-anchor="middle" font-size="{size:.1f}"')
    y = top - 4 if above else top + tall + 4
    anchor = "start" if above else "end"
    turn = f'transform="rotate(-90 {x + 4:.1f} {y:.1f})"'
    return text(x + 4, y, words, f'text-anchor="{anchor}" font-size="{_SMALL}" {turn}')


def _bar(x: float, y: float, width: float, tall: float, number: int, kleur: str) -> Iterator[str]:
    """Yield one bar: solid, open, with stripes, or with a band in the middle."""
    fill = kleur if number == 0 else "white"
    yield rect(x, y, width, tall, fill, f'stroke="{kleur}" stroke-width="1.2"')
    if number == 2:  # noqa: PLR2004 - the third series
        lines = "".join(f"M{x:.1f} {y + at:.1f}h{width:.1f}" for at in range(4, int(tall), 5))
        yield f'<path d="{lines}" stroke="{kleur}" stroke-width="1.6" fill="none"/>' if lines else ""  # fmt: skip
    if number == 3:  # noqa: PLR2004 - the fourth series
        yield rect(x + width / 3, y, width / 3, tall, kleur)
