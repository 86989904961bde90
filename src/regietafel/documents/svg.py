"""SVG as PNG, for Word: through Typst, which draws it without any other program."""

import re
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

_SOURCE = """#set page(width: auto, height: auto, margin: 0pt, fill: {fill})
#image(bytes(sys.inputs.svg), format: "svg", alt: " ")"""
_PPI = 300.0


_PLAIN = frozenset(
    b"svg g defs title desc path rect circle ellipse line polyline polygon "
    b"linearGradient radialGradient stop clipPath".split()
)
_TAG = re.compile(rb"<([A-Za-z][\w:.-]*)")
_MANY = 2_000


def is_plain(svg: bytes) -> bool:
    """Tell whether a drawing has shapes only, and not too many of them.

    Filters, patterns, references, text, pictures and entities can make a few hundred bytes cost
    hours; a drawing with those is made in a guarded process, or refused as a logo.
    """
    tags = _TAG.findall(svg)
    declared = b"<!DOCTYPE" in svg or b"<!ENTITY" in svg
    return not declared and len(tags) <= _MANY and _PLAIN.issuperset(tags)


class SvgError(Exception):
    """An SVG that cannot be drawn; the message is Dutch."""

    def __init__(self) -> None:
        super().__init__("Het SVG-bestand is niet te tekenen; controleer het of gebruik een PNG.")


@lru_cache(maxsize=8)
def svg_to_png(svg: bytes) -> bytes:
    """Return the drawing as PNG at 300 dots per inch, transparent where it is empty.

    A drawing that refers to files gets none: it is drawn with an empty folder as its world.
    Raises :class:`SvgError` for what is no SVG in UTF-8.
    """
    import typst

    try:
        return draw_png(svg.decode("utf-8-sig"), _PPI)
    except (UnicodeDecodeError, typst.TypstError):
        raise SvgError from None


def draw_png(svg: str, ppi: float, fonts: "typst.Fonts | None" = None, fill: str = "none") -> bytes:
    """Return a drawing as PNG at ``ppi`` dots per inch, on ``fill`` (a colour of Typst).

    Its letters come from ``fonts`` alone. It reads no other file. Raises
    ``typst.TypstError`` for what can't be drawn.
    """
    import typst

    with TemporaryDirectory(prefix="regietafel-") as folder:
        source = Path(folder).resolve() / "beeld.typ"
        source.write_text(_SOURCE.format(fill=fill), "utf-8")
        made = typst.compile(
            source,
            root=source.parent,
            font_paths=fonts or [],
            ignore_system_fonts=True,
            format="png",
            ppi=ppi,
            sys_inputs={"svg": svg},
        )
    if not isinstance(made, bytes):  # more than one page: our source makes one
        raise SvgError
    return made
