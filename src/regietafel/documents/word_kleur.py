"""The customer's colour wherever a template says 'accent 1' of its theme."""

import colorsys

from lxml import etree

from regietafel.documents.word_xml import A, w

MIN_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3: text against its background."""

_ACCENT = "accent1"
_TEXT_ATTRIBUTES = ("themeColor", "themeTint", "themeShade")
_FILL_ATTRIBUTES = ("themeFill", "themeFillTint", "themeFillShade")
_LINEAR_BELOW = 0.04045
Rgb = tuple[float, float, float]


def apply_accent(root: etree._Element, kleur: str) -> None:
    """Give elements that follow the accent colour its value; text is dark enough to read.

    ``kleur`` is such as ``#154273``. Word follows the theme and other programs the value, so
    both say the same; a tinted background, and text that must be darker than the accent, leave
    the theme.
    """
    rgb = parse_rgb(kleur)
    fill, colour = w("themeFill"), w("themeColor")
    for element in root.iter():
        if element.get(fill) == _ACCENT:
            _fill(element, rgb)
        if element.get(colour) == _ACCENT:
            _colour(element, _shaded(element, rgb, "theme"))
    for accent in root.iter(f"{{{A}}}{_ACCENT}"):
        accent[:] = [etree.Element(f"{{{A}}}srgbClr", val=write_rgb(rgb))]


def _fill(element: etree._Element, rgb: Rgb) -> None:
    """Colour a background: a tint carries dark text, the full colour white text.

    Word's own tint keeps the saturation, which makes a dark green bright. Here a tint is mixed
    with white, as in the PDF (``tint`` in ``_huisstijl/huisstijl.typ``).
    """
    tint = element.get(w("themeFillTint"))
    shown = _shaded(element, rgb, "themeFill")
    readable = mix_with_white(rgb, int(tint, 16) / 255) if tint else darken_for_text(shown)
    element.set(w("fill"), write_rgb(readable))
    if readable != shown:
        _leave_theme(element, _FILL_ATTRIBUTES)


def _leave_theme(element: etree._Element, names: tuple[str, ...]) -> None:
    for name in names:
        if element.get(w(name)) is not None:
            del element.attrib[w(name)]


def _colour(element: etree._Element, rgb: Rgb) -> None:
    if element.tag != w("color"):
        element.set(w("color"), write_rgb(rgb))
        return
    readable = darken_for_text(rgb)
    element.set(w("val"), write_rgb(readable))
    if readable != rgb:
        _leave_theme(element, _TEXT_ATTRIBUTES)


def _shaded(element: etree._Element, rgb: Rgb, prefix: str) -> Rgb:
    """Apply a tint or shade to the lightness (ECMA-376 part 1, 17.18.40)."""
    hue, light, saturation = colorsys.rgb_to_hls(*rgb)
    tint, shade = element.get(w(f"{prefix}Tint")), element.get(w(f"{prefix}Shade"))
    if tint:
        part = int(tint, 16) / 255
        light = light * part + 1 - part
    if shade:
        light *= int(shade, 16) / 255
    return colorsys.hls_to_rgb(hue, light, saturation) if tint or shade else rgb


def mix_with_white(rgb: Rgb, part: float) -> Rgb:
    """Return ``part`` (0 to 1) of the colour in white, mixed per channel of sRGB."""
    red, green, blue = (1 - part * (1 - value) for value in rgb)
    return red, green, blue


def darken_for_text(rgb: Rgb) -> Rgb:
    """Return the colour, or the first darker one that can be read on white."""
    while contrast_with_white(rgb) < MIN_CONTRAST:
        rgb = (rgb[0] * 0.95, rgb[1] * 0.95, rgb[2] * 0.95)
    return rgb


def contrast_with_white(rgb: Rgb) -> float:
    """Return the contrast ratio (WCAG 2.1), between 1 and 21, as the colour will be written."""
    red, green, blue = (_linear(round(value * 255) / 255) for value in rgb)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(value: float) -> float:
    return value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4


def parse_rgb(kleur: str) -> Rgb:
    red, green, blue = (int(kleur[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def write_rgb(rgb: Rgb) -> str:
    return "".join(f"{round(value * 255):02X}" for value in rgb)
