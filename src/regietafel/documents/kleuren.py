"""Shades of the accent colour that can be read, for pages and charts."""

from regietafel.documents.word_kleur import (
    MIN_CONTRAST,
    Rgb,
    contrast_with_white,
    mix_with_white,
    parse_rgb,
    write_rgb,
)

TONEN = {"goed": "#1b6b2e", "matig": "#8a5300", "slecht": "#b3181e"}
"""How a figure is judged, as a colour that can be read on white and on the tint of a head."""

_TINT = 0.09
_STEP = 0.95


def tint(kleur: str) -> str:
    """Return the background of a table head: a little of the colour, as ``#ebf0ef``."""
    return f"#{write_rgb(_tint(kleur))}"


def leesbaar(kleur: str) -> str:
    """Return the colour, or the first darker one that can be read on its own tint and on white."""
    rgb, behind = parse_rgb(kleur), contrast_with_white(_tint(kleur))
    while contrast_with_white(rgb) / behind < MIN_CONTRAST:
        rgb = (rgb[0] * _STEP, rgb[1] * _STEP, rgb[2] * _STEP)
    return f"#{write_rgb(rgb)}"


def _tint(kleur: str) -> Rgb:
    return mix_with_white(parse_rgb(kleur), _TINT)
