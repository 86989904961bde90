"""Stacked bars: every bar one whole, its parts in the same order, each with its number in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regietafel.documents.tekening import (
    BOLD,
    INK,
    SIZE,
    Vulling,
    figure,
    haloed,
    line,
    rect,
    shorten,
    text,
    width_of,
)

WIDTH = 340
_ROW, _BAR, _EDGE = 44, 20, 4
_SMALL = 12
_ROUNDS = 3


@dataclass(frozen=True)
class Deelstaaf:
    """A part of a bar: zero or more, how it is written, and what it is filled with."""

    waarde: Fraction
    tekst: str
    vulling: Vulling


@dataclass(frozen=True)
class Stapel:
    """A bar: its label, its parts from the left, and what stands behind it."""

    label: str
    delen: tuple[Deelstaaf, ...]
    tekst: str = ""

    @property
    def waarde(self) -> Fraction:
        return sum((deel.waarde for deel in self.delen), Fraction(0))


@dataclass(frozen=True)
class Stapelfiguur:
    """Bars below each other on one scale, their title, and all of it in words."""

    titel: str
    tekst: str
    stapels: tuple[Stapel, ...]


def teken_stapels(figuur: Stapelfiguur) -> bytes:
    """Return stacked bars as SVG, from zero; the label stands above its bar."""
    scale = _scale(figuur.stapels)
    body = "".join(
        part
        for number, stapel in enumerate(figuur.stapels)
        for part in _bar(stapel, number * _ROW + _EDGE, scale)
    )
    height = len(figuur.stapels) * _ROW + 2 * _EDGE
    axis = line([(1, _EDGE), (1, height - _EDGE)], INK, 1)
    return figure(figuur.titel, figuur.tekst, body + axis, WIDTH, height)


def _scale(stapels: Sequence[Stapel]) -> float:
    """Return units per one, such that the longest bar and what stands behind each fit.

    What stands behind depends on the scale: on a smaller one fewer numbers fit in their part.
    """
    longest = float(max((stapel.waarde for stapel in stapels), default=Fraction(0)) or 1)
    scale = WIDTH / longest
    for _ in range(_ROUNDS):
        behind = max((width_of(_behind(stapel, scale)) * BOLD for stapel in stapels), default=0)
        scale = max(WIDTH - behind - 12, 60) / longest
    return scale


def _bar(stapel: Stapel, top: float, scale: float) -> Iterator[str]:
    """Yield the label, the parts, their numbers, and what stands behind."""
    yield text(7, top + SIZE, shorten(stapel.label, WIDTH - 10))
    x, y = 1.0, top + SIZE + 5
    for deel in stapel.delen:
        width = float(deel.waarde) * scale
        if width > 0:
            yield rect(x, y, width, _BAR, deel.vulling.vlak, 'stroke="#595959" stroke-width="1"')
            yield from _number(deel, x, y, width)
        x += width
    yield haloed(x + 6, y + _BAR - 5, _behind(stapel, scale), 'font-weight="600"')


def _fits(deel: Deelstaaf, width: float) -> bool:
    return width_of(deel.tekst, _SMALL) + 6 <= width


def _number(deel: Deelstaaf, x: float, y: float, width: float) -> Iterator[str]:
    if _fits(deel, width):
        look = f'fill="{deel.vulling.letter}" font-size="{_SMALL}" text-anchor="middle"'
        yield text(x + width / 2, y + _BAR - 6, deel.tekst, look)


def _behind(stapel: Stapel, scale: float) -> str:
    """Return what stands behind a bar: its own words, and the numbers that don't fit in it."""
    small: Sequence[str] = [
        deel.tekst
        for deel in stapel.delen
        if deel.waarde and not _fits(deel, float(deel.waarde) * scale)
    ]
    return " · ".join(filter(None, (stapel.tekst, *small)))
