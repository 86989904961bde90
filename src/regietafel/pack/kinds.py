"""What kind of file some bytes are, without unpacking or opening them.

Runs in the guarded child of ``inspection``: what is read here was made by others.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

PDF, WORD, EXCEL, PRESENTATIE = "pdf", "word", "excel", "presentatie"
AFBEELDING, LEEG, ONBEKEND = "afbeelding", "leeg", "onbekend"
UITGEPAKT = 512 * 2**20
"""An Office file may unpack to this many bytes."""
VERHOUDING, KLEIN = 150, 32 * 2**20
"""Packed tighter than this is a bomb, unless what comes out is small (bytes)."""
INGANGEN = 20_000
BEELDPUNTEN = 100_000_000
"""The largest picture that becomes a page (points across times points down)."""
_KOP = 4096
_BLOK = 2**20


@dataclass(frozen=True)
class Soort:
    """What a file is. ``reden`` says in Dutch why it is of no use, ``''`` when it is."""

    soort: str
    reden: str = ""
    macros: bool = False
    versleuteld: bool = False

    def as_facts(self) -> dict[str, object]:
        return {**asdict(self), "leesbaar": not self.reden}


def read_kind(path: Path) -> Soort:
    """Return the kind of the file at ``path``, from its content alone."""
    with path.open("rb") as file:
        head = file.read(_KOP)
        if not head:
            return Soort(LEEG, "Het bestand is leeg; vraag het stuk opnieuw op.")
        if b"%PDF-" in head[:1024]:
            return Soort(PDF)
        if head.startswith(b"PK"):
            return _read_zip(file)
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return _read_ole(path)
        if head.startswith(b"{\\rtf"):
            return Soort(WORD)
        return _read_image(path, head)


# -- Office --------------------------------------------------------------------------------------

_ONDERDELEN = (
    ("word/document", WORD),
    ("xl/workbook", EXCEL),
    ("ppt/presentation", PRESENTATIE),
)
_ODF = (
    ("opendocument.text", WORD),
    ("opendocument.spreadsheet", EXCEL),
    ("opendocument.presentation", PRESENTATIE),
)


def _read_zip(file: BinaryIO) -> Soort:
    """Judge a zip by its directory; at most the two small parts that name the kind are read."""
    broken = "Het bestand is beschadigd; vraag het stuk opnieuw op."
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            kind = _office_kind(archive, entries)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        return Soort(ONBEKEND, broken)
    if kind == ONBEKEND:
        return Soort(
            ONBEKEND, "Dit is geen Word-, Excel- of PowerPoint-bestand; vraag het stuk op als PDF."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        return Soort(kind, _VERSLEUTELD, versleuteld=True)
    return Soort(kind, _judge_size(entries), _has_macros(entries))


_VERSLEUTELD = "Het bestand is met een wachtwoord versleuteld; vraag om een versie zonder."


def _office_kind(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    names = {entry.filename for entry in entries[:INGANGEN]}
    if "mimetype" in names:
        mime = _read_small(archive, "mimetype").decode("latin-1")
        return next((kind for word, kind in _ODF if word in mime), ONBEKEND)
    if "[Content_Types].xml" not in names:
        return ONBEKEND
    for start, kind in _ONDERDELEN:
        if any(name.startswith(start) for name in names):
            return kind
    return ONBEKEND


def _read_small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(200)


def _has_macros(entries: list[zipfile.ZipInfo]) -> bool:
    names = [entry.filename.lower() for entry in entries]
    return any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names)


def _judge_size(entries: list[zipfile.ZipInfo]) -> str:
    """Return why an archive is too big to unpack, from the sizes in its directory."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > INGANGEN or unpacked > UITGEPAKT:
        return f"Het bestand pakt uit tot {unpacked // 2**20} MB en wordt daarom niet geopend; vraag het stuk op als PDF."
    if unpacked > KLEIN and unpacked / packed > VERHOUDING:
        return "Het bestand is verdacht sterk ingepakt en wordt daarom niet geopend; vraag het stuk op als PDF."
    return ""


_OLE = (
    ("WordDocument", WORD),
    ("Workbook", EXCEL),
    ("Book", EXCEL),
    ("PowerPoint Document", PRESENTATIE),
)


def _read_ole(path: Path) -> Soort:
    """Judge an old Office file by the names of its streams (MS-CFB, 2.6: UTF-16, 64 bytes)."""
    content = path.read_bytes()

    def has(name: str) -> bool:
        entry = name.encode("utf-16-le")
        return entry + bytes(64 - len(entry)) in content

    if has("EncryptedPackage"):
        return Soort(ONBEKEND, _VERSLEUTELD, versleuteld=True)
    kind = next((kind for name, kind in _OLE if has(name)), ONBEKEND)
    macros = has("_VBA_PROJECT") or has("_VBA_PROJECT_CUR")
    reden = (
        "Dit is geen Word-, Excel- of PowerPoint-bestand; vraag het stuk op als PDF."
        if kind == ONBEKEND
        else ""
    )
    return Soort(kind, reden, macros)


# -- pictures ------------------------------------------------------------------------------------

_PLAATJE_STUK = "De afbeelding is beschadigd; vraag het stuk opnieuw op."


_GEEN_PDF = "gaat niet mee; maak er een PDF of PNG van."


def _read_image(path: Path, head: bytes) -> Soort:
    for is_kind, judge in _PLAATJES:
        if is_kind(head):
            return judge(path.read_bytes())
    return Soort(
        ONBEKEND, "Dit is geen PDF, Office-bestand of afbeelding; vraag het stuk op als PDF."
    )


def _is_svg(head: bytes) -> bool:
    start = re.match(rb"(\xef\xbb\xbf)?\s*<(\?xml|!--|!DOCTYPE svg|svg)", head)
    return start is not None and b"<svg" in head


def _image(size: tuple[int, ...] | None) -> Soort:
    if size is None or 0 in size:
        return Soort(AFBEELDING, _PLAATJE_STUK)
    if size[0] * size[1] > BEELDPUNTEN:
        return Soort(AFBEELDING, "De afbeelding is te groot; maak haar kleiner dan 100 megapixel.")
    return Soort(AFBEELDING)


def _gif_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height, if the trailer is there (GIF89a, 18 and 27)."""
    if len(content) < _GIF_KOP or b"\x3b" not in content[-16:]:
        return None
    wide, high = struct.unpack_from("<HH", content, 6)
    return wide, high


_GIF_KOP = 13


def _png_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height when every chunk up to IEND is whole (ISO 15948, 5.3)."""
    at, size, pixels = 8, None, b""
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">L4s", content, at)
        end = at + 12 + length
        if end > len(content):
            return None
        if struct.unpack_from(">L", content, end - 4)[0] != zlib.crc32(content[at + 4 : end - 4]):
            return None
        if kind == b"IHDR":
            size = struct.unpack_from(">LLBBxxB", content, at + 8)
        if kind == b"IDAT":
            pixels += content[at + 8 : end - 4]
        if kind == b"IEND":
            return size[:2] if size and _has_pixels(pixels, size) else None
        at = end
    return None


_KANALEN = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def _has_pixels(packed: bytes, head: tuple[int, ...]) -> bool:
    """Say whether the data of a picture holds all of its rows (ISO 15948, 7.2)."""
    wide, high, depth, colour, laced = head
    if wide * high > BEELDPUNTEN:
        return True  # refused for its size
    row = (wide * depth * _KANALEN.get(colour, 1) + 7) // 8 + 1
    needed = 1 if laced else row * high
    unpack, count = zlib.decompressobj(), 0
    try:
        while count < needed and (piece := unpack.decompress(packed, _BLOK)):
            count, packed = count + len(piece), unpack.unconsumed_tail
    except zlib.error:
        return False
    return count >= needed


_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height from the frame header, if the end is there (ISO 10918-1, B.2)."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - a marker
        marker, length = content[at + 1], struct.unpack_from(">H", content, at + 2)[0]
        if marker in _SOF:
            high, wide = struct.unpack_from(">HH", content, at + 5)
            return (wide, high) if b"\xff\xd9" in content[at:] else None
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            at += 1
            continue
        at += 2 + length
    return None


def _judge_svg(content: bytes) -> str:
    """Return why a drawing is refused: not XML, or one that declares entities or fetches files."""
    if b"<!ENTITY" in content or re.search(rb"href\s*=\s*[\"'](?!#|data:)[^\"']", content):
        return "De tekening verwijst naar andere bestanden; sla haar op als PDF of PNG."
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError:
        return _PLAATJE_STUK
    return ""


_PLAATJES: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Soort]], ...] = (
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), lambda data: _image(_png_size(data))),
    (lambda head: head.startswith(b"\xff\xd8\xff"), lambda data: _image(_jpeg_size(data))),
    (lambda head: head[:6] in (b"GIF87a", b"GIF89a"), lambda data: _image(_gif_size(data))),
    (_is_svg, lambda data: Soort(AFBEELDING, _judge_svg(data))),
    (
        lambda head: head[:4] in (b"II*\0", b"MM\0*"),
        lambda _: Soort(AFBEELDING, f"Een TIFF-afbeelding {_GEEN_PDF}"),
    ),
    (
        lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
        lambda _: Soort(AFBEELDING, f"Een WebP-afbeelding {_GEEN_PDF}"),
    ),
)
"""The kinds of picture: how the first bytes tell, and what is thought of the whole."""
