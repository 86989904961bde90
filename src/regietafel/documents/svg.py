"""SVG as PNG, for Word: through Typst, which draws it without any other program."""

import re
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

_SOURCE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
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
        made = _draw(svg.decode("utf-8-sig"))
    except (UnicodeDecodeError, typst.TypstError):
        raise SvgError from None
    if not isinstance(made, bytes):
        raise SvgError
    return made


def _draw(svg: str) -> bytes | None:
    import typst

    with TemporaryDirectory(prefix="regietafel-") as folder:
        source = Path(folder) / "beeld.typ"
        source.write_bytes(_SOURCE)
        return typst.compile(
            source,
            root=Path(folder),
            ignore_system_fonts=True,
            format="png",
            ppi=_PPI,
            sys_inputs={"svg": svg},
        )
