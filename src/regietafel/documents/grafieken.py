"""Bar charts as plain SVG: bars from zero, the label beside the bar, the numbers as text.

A chart says everything without colour: its value stands at the end of each bar, and the part that
is filled is named there. The same drawing serves the page, the PDF and, as PNG, Word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from regietafel.documents.fonts import replace_missing
from regietafel.documents.word_xml import clean_text

WIDTH = 340
"""The width of a chart in its own units; a phone shows it at about one pixel per unit."""

_SIZE = 13
_NARROW, _BROAD = frozenset("iljtfrI .,;:'|()/-"), frozenset("mwMW%@")
_BOLD = 1.12
_LABEL_MAX, _WORDS_MAX = 165, 210  # beyond this a label stands above its bar
_BAR = 14
_ROW, _TALL_ROW = 24, 38
_EDGE = 4
_INK = "#1a1a1a"
_FONTS = "Source Sans Pro, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
_PPI = 200.0
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", alt: " ")"""


@dataclass(frozen=True)
class Staaf:
    """A bar. ``deel`` is the filled part of ``waarde``; ``tekst`` stands at its end."""

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
    body, height = _bars(grafiek.staven, kleur)
    return _wrap(grafiek, body, WIDTH, height)


def _wrap(grafiek: Grafiek, body: str, width: int, height: int) -> bytes:
    name = re.sub(r"[^a-z]+", "-", grafiek.titel.lower()).strip("-")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" aria-labelledby="{name}-titel {name}-tekst"'
        f' font-family="{_FONTS}" font-size="{_SIZE}">'
        f'<title id="{name}-titel">{_safe(grafiek.titel)}</title>'
        f'<desc id="{name}-tekst">{_safe(grafiek.tekst)}</desc>{body}</svg>'
    )
    return svg.encode()


def _bars(staven: Sequence[Staaf], kleur: str) -> tuple[str, int]:
    """Return bars below each other and the height that they take."""
    widest = max((_width(staaf.label) for staaf in staven), default=0.0)
    behind = max((_width(staaf.tekst) for staaf in staven), default=0.0) * _BOLD
    above = widest > _LABEL_MAX or widest + behind > _WORDS_MAX
    left = 1 if above else round(widest) + 10
    row = _TALL_ROW if above else _ROW
    room = WIDTH - left - behind - 10
    longest = max((staaf.waarde for staaf in staven), default=0) or 1
    scale = max(room, 40) / longest
    drawn = [
        "".join(_bar(staaf, kleur, left, index * row, scale, above=above))
        for index, staaf in enumerate(staven)
    ]
    height = len(staven) * row + 2 * _EDGE
    axis = f'<path d="M{left} 0V{height}" stroke="{_INK}" stroke-width="1"/>'
    return "".join(drawn) + axis, height


def _bar(
    staaf: Staaf, kleur: str, left: int, top: int, scale: float, *, above: bool
) -> Iterator[str]:
    """Yield the label, the bar with its filled part, and the value at its end."""
    y = top + _EDGE + (22 if above else (_ROW - _BAR) // 2)
    base = y + _BAR - 3
    label = _shorten(staaf.label, WIDTH - 8)
    if above:
        yield _text(left + 6, y - 6, label)
    else:
        yield _text(left - 8, base, label, 'text-anchor="end"')
    if staaf.waarde:
        full, part = staaf.waarde * scale, staaf.deel * scale
        yield (
            f'<rect x="{left}" y="{y}" width="{full:.1f}" height="{_BAR}" fill="white"'
            f' stroke="{kleur}" stroke-width="1.5"/>'
        )
        yield f'<rect x="{left}" y="{y}" width="{part:.1f}" height="{_BAR}" fill="{kleur}"/>'
    yield _text(left + staaf.waarde * scale + 7, base, staaf.tekst, 'font-weight="600"')


def _text(x: float, y: float, words: str, look: str = "") -> str:
    fill = "" if "fill=" in look else f' fill="{_INK}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{fill} {look}>{_safe(words)}</text>'


def _safe(words: str) -> str:
    return escape(clean_text(replace_missing(words)))


def _width(words: str) -> float:
    """Return how wide words are at most, in the widest of the fonts that a reader may have."""
    return sum(map(_advance, words)) * _SIZE


def _advance(letter: str) -> float:
    """Return the width of a letter, in its size."""
    if letter in _NARROW:
        return 0.4
    if letter in _BROAD:
        return 1.0
    return 0.78 if letter.isupper() else 0.64


def _shorten(words: str, room: float) -> str:
    """Return words that fit: of a long name its begin and its end, where names differ."""
    shown = words
    for kept in range(len(words) - 1, 0, -1):
        if _width(shown) <= room:
            return shown
        end = kept // 3
        shown = f"{words[: kept - end].rstrip()}…{words[len(words) - end :].lstrip()}"
    return shown


def svg_als_png(svg: bytes) -> bytes:
    """Return one of our own drawings as PNG, its letters from the fonts of our documents."""
    import typst

    from regietafel.documents.pdf import own_fonts

    with TemporaryDirectory(prefix="regietafel-") as name:
        source = Path(name).resolve() / "beeld.typ"
        source.write_bytes(_PAGE)
        compiler = typst.Compiler(
            source, root=source.parent, font_paths=own_fonts(), sys_inputs={"svg": svg.decode()}
        )
        made = compiler.compile(format="png", ppi=_PPI)
    return made if isinstance(made, bytes) else b""
