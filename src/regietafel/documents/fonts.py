"""The fonts of our PDF files: where they are, what they can show, and what stands in for the rest.

Typst refuses a whole document for one character that no font has. So every text goes through
``replace_missing`` first, and ``missing`` tells a check what it will do.
"""

import struct
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

REPLACEMENT = "☐"
"""What a reader sees for a character that the fonts lack: an empty box, which Source Sans has."""

_STYLES = ("Regular", "It", "Semibold", "Bold", "BoldIt")
_BYTE_ORDER_MARK = 0xFEFF
_WINDOWS, _FULL_UNICODE = 3, 10
_SEGMENTED_COVERAGE = 12

# What word processors and keyboards put in a text, and what prints as the same thing.
_LOOKALIKES = {
    "\t": " ",
    "\r": "\n",
    "\v": "\n",
    "\f": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2007": "\u00a0",  # figure space
    "\u2010": "-",  # hyphen
    "\u2011": "-",  # non-breaking hyphen
    "\u25cf": "•",
    "\u25aa": "•",
    "\uf0b7": "•",  # the bullet of Word's Symbol font
    "\uf0a7": "•",  # the square bullet of Wingdings
    "\uf0e0": "→",
    "\u2714": "✓",
}
_KEPT = {"\n", "\u00ad"}  # line break, soft hyphen
_OVERRIDES = {"\u202d", "\u202e"}  # show text in another order than it is stored
_MARKS = {"Mn", "Mc", "Me"}


@cache
def font_files() -> tuple[Path, ...]:
    """Return the font files that documents use, regular first."""
    from font_source_sans_pro import font_directory

    return tuple(Path(font_directory) / f"SourceSansPro-{style}.ttf" for style in _STYLES)


@cache
def coverage() -> frozenset[int]:
    """Return the code points that a document can show, from the ``cmap`` of the regular font.

    The other styles fall back on the regular one. Format 12 of the table is read directly
    (OpenType 1.9, 'cmap'), because a font library costs more than the document itself.
    """
    data = font_files()[0].read_bytes()
    start = _subtable(data, _table(data, b"cmap"))
    (groups,) = struct.unpack_from(">I", data, start + 12)
    points: set[int] = set()
    for first, last, _ in struct.iter_unpack(">III", data[start + 16 : start + 16 + 12 * groups]):
        points.update(range(first, last + 1))
    return frozenset(points - {_BYTE_ORDER_MARK})


def _table(data: bytes, wanted: bytes) -> int:
    """Return the offset of a table in an OpenType font; its directory begins at byte 12."""
    (count,) = struct.unpack_from(">H", data, 4)
    for tag, _, offset, _ in struct.iter_unpack(">4sIII", data[12 : 12 + 16 * count]):
        if tag == wanted:
            return int(offset)
    raise ValueError(f"font without table {wanted!r}")


def _subtable(data: bytes, cmap: int) -> int:
    """Return the offset of the subtable for all of Unicode (platform 3, encoding 10)."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    records = data[cmap + 4 : cmap + 4 + 8 * count]
    for platform, encoding, offset in struct.iter_unpack(">HHI", records):
        if (platform, encoding) == (_WINDOWS, _FULL_UNICODE):
            (layout,) = struct.unpack_from(">H", data, cmap + offset)
            if layout == _SEGMENTED_COVERAGE:
                return int(cmap + offset)
    raise ValueError("font without a full Unicode character map")


def replace_missing(text: str) -> str:
    """Return text that the fonts can show.

    Letters and their accents are put together (NFC). Tabs and odd spaces become a space, other
    line separators a newline, a few symbols their look-alike. Invisible characters go: joiners,
    direction marks, byte order marks, accents that fit on no letter. What is left and has no
    glyph (emoji, other scripts, private use, control characters) becomes ``REPLACEMENT``.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, _composed(text)))


def missing(text: str) -> tuple[str, ...]:
    """Return the characters that a reader will not see as typed, each once, in order."""
    if text.isascii() and text.isprintable():
        return ()
    return tuple(dict.fromkeys(filter(_is_lost, _composed(text))))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    if char in _KEPT:
        return char
    if char in _LOOKALIKES:
        return _LOOKALIKES[char]
    category = unicodedata.category(char)
    if category == "Cf" or category in _MARKS:
        return ""
    if ord(char) in coverage():
        return char
    return " " if category == "Zs" else REPLACEMENT


def _is_lost(char: str) -> bool:
    if char in _OVERRIDES:
        return True
    if unicodedata.category(char) in _MARKS:
        return not _is_variation_selector(char)
    return char != REPLACEMENT and _shown(char) == REPLACEMENT


def _is_variation_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
