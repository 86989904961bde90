"""What all our drawings share: the page of a figure, its letters, its lines and its colours.

A drawing is plain SVG of paths, rectangles and text, so that the same bytes serve the page, the PDF
and, as PNG, Word. It has a title and a description, which is what somebody hears who can't see it.
"""

from dataclasses import dataclass
from html import escape
from zlib import crc32

from regietafel.documents.fonts import replace_missing
from regietafel.documents.xmltekst import clean_text
from regietafel.figures.oordelen import Kleur

INK, GREY, LINE = "#1a1a1a", "#595959", "#c4c8cc"
SIZE = 13
"""The size of letters in the units of a drawing; some figures use a smaller one."""
FONTS = "Source Sans Pro, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
BOLD = 1.12
_NARROW, _BROAD = frozenset("iljtfrI .,;:'|()/-"), frozenset("mwMW%@")


@dataclass(frozen=True)
class Vulling:
    """A colour to fill with, and one that can be read on it (at least 4.5 : 1)."""

    vlak: str
    letter: str


VULLINGEN = {
    Kleur.GROEN: Vulling("#d3ecd3", INK),
    Kleur.ORANJE: Vulling("#f0b440", INK),
    Kleur.ROOD: Vulling("#9c1c1c", "#ffffff"),
    Kleur.ONBEKEND: Vulling("#ffffff", INK),
}
"""Light, middle and dark, so that they differ on a copy in grey as well."""


def figure(titel: str, tekst: str, body: str, width: float, height: float) -> bytes:
    """Return a whole drawing. Its ids differ from those of every other figure on the page."""
    name = f"f{crc32(f'{titel}|{tekst}'.encode('utf-8', 'replace')):08x}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}" role="img"'
        f' aria-labelledby="{name}-titel {name}-tekst"'
        f' font-family="{FONTS}" font-size="{SIZE}">'
        f'<title id="{name}-titel">{safe(titel)}</title>'
        f'<desc id="{name}-tekst">{safe(tekst)}</desc>{body}</svg>'
    )
    return svg.encode()


def text(x: float, y: float, words: str, look: str = "") -> str:
    """Return words at a place; ``look`` are further attributes."""
    fill = "" if "fill=" in look else f' fill="{INK}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{fill} {look}>{safe(words)}</text>'


def haloed(x: float, y: float, words: str, look: str = "") -> str:
    """Return words that stay readable where a line passes behind them."""
    edge = 'paint-order="stroke" stroke="#fff" stroke-width="3.5" stroke-linejoin="round"'
    return text(x, y, words, f"{look} {edge}")


def rect(x: float, y: float, width: float, height: float, fill: str, look: str = "") -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' fill="{fill}" {look}/>'
    )


def line(points: list[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    """Return a line through points."""
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def mark(kleur: Kleur, x: float, y: float, size: float, fill: str) -> str:
    """Return the sign of a colour around a place: circle, triangle, square, or an open diamond."""
    r = size / 2
    match kleur:
        case Kleur.GROEN:
            d = f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {size:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-size:.1f} 0z"
        case Kleur.ORANJE:
            d = f"M{x:.1f} {y - r:.1f}L{x + r:.1f} {y + r:.1f}H{x - r:.1f}z"
        case Kleur.ROOD:
            d = f"M{x - r:.1f} {y - r:.1f}h{size:.1f}v{size:.1f}h{-size:.1f}z"
        case Kleur.ONBEKEND:
            return diamond(x, y, size, "none", fill)
    return f'<path d="{d}" fill="{fill}"/>'


def diamond(x: float, y: float, size: float, fill: str, edge: str) -> str:
    r = size / 2
    d = f"M{x:.1f} {y - r:.1f}L{x + r:.1f} {y:.1f}L{x:.1f} {y + r:.1f}L{x - r:.1f} {y:.1f}z"
    return f'<path d="{d}" fill="{fill}" stroke="{edge}" stroke-width="1.2"/>'


def safe(words: str) -> str:
    """Return words as they may stand in a drawing: escaped, and with letters that we have."""
    return escape(clean_text(replace_missing(words)))


def width_of(words: str, size: float = SIZE) -> float:
    """Return how wide words are at most, in the widest of the fonts that a reader may have."""
    return sum(map(_advance, words)) * size


def _advance(letter: str) -> float:
    """Return the width of a letter, in its size."""
    if letter in _NARROW:
        return 0.4
    if letter in _BROAD:
        return 1.0
    return 0.78 if letter.isupper() else 0.64


def shorten(words: str, room: float, size: float = SIZE) -> str:
    """Return words that fit: of a long name its begin and its end, where names differ."""
    shown = words
    for kept in range(len(words) - 1, 0, -1):
        if width_of(shown, size) <= room:
            return shown
        end = kept // 3
        shown = f"{words[: kept - end].rstrip()}…{words[len(words) - end :].lstrip()}"
    return shown


def spread(wanted: list[float], apart: float, low: float, high: float) -> list[float]:
    """Return places in the same order of size, at least ``apart`` from each other where that fits.

    Each is as near to what is wanted as the one before lets it be, all within low and high.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    places = [0.0] * len(wanted)
    reached = low - apart
    for place in order:
        reached = max(wanted[place], reached + apart)
        places[place] = reached
    limit = high + apart
    for place in reversed(order):
        limit = min(places[place], limit - apart)
        places[place] = limit
    return places
