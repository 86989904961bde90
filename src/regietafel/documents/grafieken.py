"""Bar charts as plain SVG: bars from zero, the label beside the bar, the numbers as text.

A chart says everything without colour: its value stands at the end of each bar, and the part that
is filled is named there. The same drawing serves the page, the PDF and, as PNG, Word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from regietafel.documents.svg import draw_png
from regietafel.documents.tekening import BOLD, INK, figure, shorten, text, width_of

WIDTH = 340
"""The width of a chart in its own units; a phone shows it at about one pixel per unit."""

_LABEL_MAX, _WORDS_MAX = 165, 210  # beyond this a label stands above its bar
_BAR = 14
_ROW, _TALL_ROW = 24, 38
_EDGE = 4
_HIGHEST = 872
"""The tallest chart whose letters are still 8 points on a page, where it gets 190 mm."""
_GUTTER = 20
_PPI = 200.0


@dataclass(frozen=True)
class Staaf:
    """A bar. ``deel`` is the filled part of ``waarde``; ``tekst`` stands at its end.

    Below zero it goes to the left.
    """

    label: str
    waarde: int
    deel: int
    tekst: str


@dataclass(frozen=True)
class Grafiek:
    """A chart: what it is called, its bars, and all of it in words."""

    titel: str
    staven: tuple[Staaf, ...]
    tekst: str


def beschrijf(titel: str, staven: Sequence[Staaf]) -> str:
    """Return the text alternative: the title and every bar with its value."""
    return f"{titel}. {'; '.join(f'{staaf.label}: {staaf.tekst}' for staaf in staven)}."


def teken(grafiek: Grafiek, kleur: str) -> bytes:
    """Return a chart as SVG. ``kleur`` (such as ``#154273``) is dark enough for text on white."""
    body, width, height = _bars(grafiek.staven, kleur)
    return figure(grafiek.titel, grafiek.tekst, body, width, height)


def most_bars(staven: Sequence[Staaf]) -> int:
    """Return how many bars such as these fit in one chart that can be read on a page."""
    return 2 * _most_in_column(_measure(staven))


@dataclass(frozen=True)
class _Maten:
    """Where the bars begin (the line of zero), how long a step is, and where labels stand."""

    links: float
    nul: float
    stap: float
    erboven: bool


def _bars(staven: Sequence[Staaf], kleur: str) -> tuple[str, int, int]:
    """Return bars below each other, in two columns when there are many, and their size."""
    maten = _measure(staven)
    columns = 1 if len(staven) <= _most_in_column(maten) else 2
    each = -(-len(staven) // columns)
    height = each * _row_height(maten) + 2 * _EDGE
    drawn = _column(staven[:each], kleur, maten, height)
    if columns == 1:
        return drawn, WIDTH, height
    beside = _column(staven[each:], kleur, maten, height)
    moved = f'<g transform="translate({WIDTH + _GUTTER} 0)">{beside}</g>'
    return drawn + moved, 2 * WIDTH + _GUTTER, height


def _column(staven: Sequence[Staaf], kleur: str, maten: _Maten, height: int) -> str:
    row = _row_height(maten)
    drawn = "".join("".join(_bar(each, kleur, n * row, maten)) for n, each in enumerate(staven))
    axis = f'<path d="{_axis(maten, len(staven), height)}" stroke="{INK}" stroke-width="1"/>'
    return drawn + axis


def _row_height(maten: _Maten) -> int:
    return _TALL_ROW if maten.erboven else _ROW


def _most_in_column(maten: _Maten) -> int:
    return (_HIGHEST - 2 * _EDGE) // _row_height(maten)


def _axis(maten: _Maten, count: int, height: int) -> str:
    """Return the path of the line of zero; it does not cross labels that stand above their bar."""
    if maten.nul <= maten.links or not maten.erboven:
        return f"M{maten.nul:g} 0V{height}"
    tops = (index * _TALL_ROW + _EDGE for index in range(count))
    return "".join(f"M{maten.nul:g} {top + 20}V{top + _TALL_ROW}" for top in tops)


def _measure(staven: Sequence[Staaf]) -> _Maten:
    """Divide the width: labels, values and bars below zero, and the same from zero on."""
    widest = max((width_of(staaf.label) for staaf in staven), default=0.0)
    below = max((width_of(s.tekst) * BOLD + 10 for s in staven if s.waarde < 0), default=0.0)
    behind = max((width_of(s.tekst) * BOLD for s in staven if s.waarde >= 0), default=0.0)
    above = widest > _LABEL_MAX or widest + below + behind > _WORDS_MAX
    left = 1 if above else round(widest) + 10
    room = max(WIDTH - left - below - behind - 10, 40)
    lowest = -min((staaf.waarde for staaf in staven if staaf.waarde < 0), default=0)
    highest = max((staaf.waarde for staaf in staven if staaf.waarde > 0), default=0)
    step = room / (lowest + highest or 1)
    zero = round(left + below + lowest * step, 1)
    return _Maten(left, zero, step, above)


def _bar(staaf: Staaf, kleur: str, top: int, maten: _Maten) -> Iterator[str]:
    """Yield the label, the bar with its filled part, and the value at its end."""
    y = top + _EDGE + (22 if maten.erboven else (_ROW - _BAR) // 2)
    base = y + _BAR - 3
    label = shorten(staaf.label, WIDTH - 8)
    if maten.erboven:
        yield text(maten.links + 6, y - 6, label)
    else:
        yield text(maten.links - 8, base, label, 'text-anchor="end"')
    end = maten.nul + staaf.waarde * maten.stap
    if staaf.waarde:
        yield _beam(maten.nul, end, y, f'fill="white" stroke="{kleur}" stroke-width="1.5"')
        yield _beam(maten.nul, maten.nul + staaf.deel * maten.stap, y, f'fill="{kleur}"')
    if staaf.waarde < 0:
        yield text(end - 7, base, staaf.tekst, 'font-weight="600" text-anchor="end"')
    else:
        yield text(end + 7, base, staaf.tekst, 'font-weight="600"')


def _beam(start: float, end: float, y: int, look: str) -> str:
    """Return a rectangle between two places, whichever of them lies on the left."""
    left, width = min(start, end), abs(end - start)
    return f'<rect x="{left:g}" y="{y}" width="{width:.1f}" height="{_BAR}" {look}/>'


@lru_cache(maxsize=32)
def svg_als_png(svg: bytes) -> bytes:
    """Return one of our own drawings as PNG, its letters from the fonts of our documents.

    A drawing that stands in more documents is made once.
    """
    from regietafel.documents.pdf import own_fonts

    return draw_png(svg.decode(), _PPI, own_fonts(), fill="white")
