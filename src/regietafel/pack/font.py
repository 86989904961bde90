"""A font with only the glyphs that are needed, for a simple font in a PDF.

The stamps need some thirty glyphs of a TrueType font. Reading six tables with ``struct`` takes
2 ms; importing a subsetting library takes 100 ms, more than half of what joining a pack may cost.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import font_source_sans_pro

CODERING = "cp1252"
"""WinAnsiEncoding of PDF, as Python names it."""
_TABELLEN = ("cvt ", "fpgm", "prep")


@dataclass(frozen=True)
class Lettertype:
    """A subset of a font. Widths and heights are in thousandths of the font size."""

    naam: str
    programma: bytes
    breedtes: tuple[int, ...]
    stijging: int
    daling: int
    kapitaal: int
    kader: tuple[int, int, int, int]

    def breedte(self, text: str) -> int:
        """Return the width of ``text``, in thousandths of the font size."""
        return sum(self.breedtes[byte - 32] for byte in encode(text))


def encode(text: str) -> bytes:
    """Return ``text`` in WinAnsi; a character outside it and a control becomes ``?``."""
    coded = text.encode(CODERING, "replace")
    return bytes(byte if byte >= 32 else 63 for byte in coded)  # noqa: PLR2004 - space and '?'


class _Bron:
    """The tables of a TrueType file (OpenType specification, 'glyf' outlines)."""

    def __init__(self, content: bytes) -> None:
        (count,) = struct.unpack_from(">H", content, 4)
        self.tables: dict[str, bytes] = {}
        for number in range(count):
            tag, _, offset, length = struct.unpack_from(">4sLLL", content, 12 + 16 * number)
            self.tables[tag.decode("latin-1")] = content[offset : offset + length]
        (self.eenheden,) = struct.unpack_from(">H", self.tables["head"], 18)
        (long_loca,) = struct.unpack_from(">h", self.tables["head"], 50)
        (self.glyphs,) = struct.unpack_from(">H", self.tables["maxp"], 4)
        form, size = (">%dL", 1) if long_loca else (">%dH", 2)
        self.loca = [
            offset * size
            for offset in struct.unpack_from(form % (self.glyphs + 1), self.tables["loca"])
        ]
        self.cmap = _read_cmap(self.tables["cmap"])

    def outline(self, glyph: int) -> bytes:
        return self.tables["glyf"][self.loca[glyph] : self.loca[glyph + 1]]

    def advance(self, glyph: int) -> tuple[int, int]:
        """Return the advance width and left side bearing, in font units."""
        (full,) = struct.unpack_from(">H", self.tables["hhea"], 34)
        width: int
        (width,) = struct.unpack_from(">H", self.tables["hmtx"], 4 * min(glyph, full - 1))
        place = 4 * glyph + 2 if glyph < full else 4 * full + 2 * (glyph - full)
        bearing: int
        (bearing,) = struct.unpack_from(">h", self.tables["hmtx"], place)
        return width, bearing


def _read_cmap(table: bytes) -> dict[int, int]:
    """Return Unicode to glyph from the format 4 subtable (platform 3, encoding 1)."""
    (count,) = struct.unpack_from(">H", table, 2)
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * number)
        if (platform, encoding) == (3, 1) and table[offset : offset + 2] == b"\0\4":
            return _read_format4(table[offset:])
    return {}


def _read_format4(table: bytes) -> dict[int, int]:
    (double,) = struct.unpack_from(">H", table, 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + double)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * double)
    place = 16 + 3 * double
    ranges = struct.unpack_from(f">{count}H", table, place)
    glyphs: dict[int, int] = {}
    for segment, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, end + 1):
            glyph = code
            if ranges[segment]:
                at = place + 2 * segment + ranges[segment] + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", table, at) if at + 2 <= len(table) else (0,)
            if glyph or not ranges[segment]:
                glyphs[code] = (glyph + deltas[segment]) & 0xFFFF
    return glyphs


def _components(outline: bytes) -> list[tuple[int, int]]:
    """Return (place of the number, glyph) for each part of a composite glyph."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    parts, at, more = [], 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        parts.append((at + 2, glyph))
        at += 8 if flags & 0x0001 else 6
        at += 2 if flags & 0x0008 else 4 if flags & 0x0040 else 8 if flags & 0x0080 else 0
        more = bool(flags & 0x0020)
    return parts


def _close(bron: _Bron, wanted: Iterable[int]) -> list[int]:
    """Return the wanted glyphs with .notdef first and every component after them."""
    order = list(dict.fromkeys([0, *wanted]))
    for glyph in order:
        for _, part in _components(bron.outline(glyph)):
            if part not in order:
                order.append(part)
    return order


def _renumber(outline: bytes, numbers: dict[int, int]) -> bytes:
    new = bytearray(outline)
    for at, glyph in _components(outline):
        struct.pack_into(">H", new, at, numbers[glyph])
    return bytes(new) + bytes(-len(new) % 4)


def _write_cmap(codes: dict[int, int]) -> bytes:
    """Return a format 4 cmap for (3, 1), one segment per character (OpenType, 'cmap')."""
    segments = [(code, (glyph - code) & 0xFFFF) for code, glyph in sorted(codes.items())]
    segments.append((0xFFFF, 1))
    count = len(segments)
    power = 1 << (count.bit_length() - 1)
    search = (2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    starts = struct.pack(f">{count}H", *(code for code, _ in segments))
    deltas = struct.pack(f">{count}H", *(delta for _, delta in segments))
    body = struct.pack(">4H", *search) + starts + b"\0\0" + starts + deltas + bytes(2 * count)
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, len(body) + 6, 0) + body


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


def _assemble(tables: dict[str, bytes]) -> bytes:
    """Return a TrueType file of ``tables``, its checksums right."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = (0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    directory, body = struct.pack(">LHHHH", *head), b""
    for tag, data in sorted(tables.items()):
        place = 12 + 16 * count + len(body)
        directory += struct.pack(">4sLLL", tag.encode(), _checksum(data), place, len(data))
        body += data + bytes(-len(data) % 4)
    font = bytearray(directory + body)
    adjust = (0xB1B0AFBA - _checksum(bytes(font))) & 0xFFFFFFFF
    struct.pack_into(">L", font, font.index(tables["head"]) + 8, adjust)
    return bytes(font)


def _tables(bron: _Bron, order: list[int], codes: dict[int, int]) -> dict[str, bytes]:
    numbers = {old: new for new, old in enumerate(order)}
    outlines = [_renumber(bron.outline(glyph), numbers) for glyph in order]
    offsets = [sum(map(len, outlines[:n])) for n in range(len(outlines) + 1)]
    head, hhea, maxp = (bytearray(bron.tables[tag]) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, len(order))
    struct.pack_into(">H", maxp, 4, len(order))
    kept = {tag: bron.tables[tag] for tag in _TABELLEN if tag in bron.tables}
    return kept | {
        "head": bytes(head),
        "hhea": bytes(hhea),
        "maxp": bytes(maxp),
        "hmtx": b"".join(struct.pack(">Hh", *bron.advance(glyph)) for glyph in order),
        "loca": struct.pack(f">{len(offsets)}L", *offsets),
        "glyf": b"".join(outlines),
        "cmap": _write_cmap({code: numbers[glyph] for code, glyph in codes.items()}),
    }


@cache
def _source() -> _Bron:
    folder = Path(str(font_source_sans_pro.__file__)).parent / "files"
    return _Bron((folder / "SourceSansPro-Regular.ttf").read_bytes())


@cache
def subset(characters: frozenset[str]) -> Lettertype:
    """Return Source Sans Pro Regular with ``characters`` (those that WinAnsi has)."""
    bron = _source()
    letters = {byte: ord(bytes([byte]).decode(CODERING)) for byte in encode("".join(characters))}
    letters |= {32: 32, 63: 63}
    codes = {code: bron.cmap.get(code, 0) for code in sorted(letters.values())}
    programme = _assemble(_tables(bron, _close(bron, codes.values()), codes))

    def scale(value: float) -> int:
        return round(value * 1000 / int(bron.eenheden))

    widths = [scale(bron.advance(codes[letters[b]])[0]) if b in letters else 0 for b in _BYTES]
    ascent, descent = struct.unpack_from(">hh", bron.tables["hhea"], 4)
    box = struct.unpack_from(">4h", bron.tables["head"], 36)
    (capital,) = struct.unpack_from(">h", bron.tables["OS/2"], 88)
    return Lettertype(
        "SourceSansPro-Regular",
        programme,
        tuple(widths),
        scale(ascent),
        scale(descent),
        scale(capital),
        (scale(box[0]), scale(box[1]), scale(box[2]), scale(box[3])),
    )


_BYTES = range(32, 256)
