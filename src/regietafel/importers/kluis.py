"""The parts of an Office file of others, opened with limits: no bombs, no DTD, no network."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from regietafel.importers.ontvangen import GeenTabel

MAX_DEEL = 48 * 2**20
"""A part that is read may unpack to this many bytes."""
MAX_TEKENS = 4_000_000
"""So many ``<`` may stand in a part: an element costs memory."""
MAX_INGANGEN = 5_000

_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    OSError, EOFError, ValueError, RuntimeError,
)  # fmt: skip
"""What reading a damaged zip may raise."""
_DAMAGED = "Dit bestand is beschadigd; vraag het opnieuw op, of sla het opnieuw op."
_DTD = "Dit bestand bevat een DTD; dat hoort niet in een Office-bestand en wordt niet geopend."
_DIGITS = 9
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_.-]+)""")
_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"utf-16le", b"utf-16be"})


@dataclass(frozen=True)
class Kluis:
    """A zip with the sizes that its directory states; more than that is never unpacked."""

    archief: zipfile.ZipFile

    def has(self, name: str) -> bool:
        return name in self.archief.NameToInfo

    def part(self, name: str) -> bytes:
        """Return a part. Raises ``GeenTabel`` when it is absent, damaged, locked or too large."""
        info = self.archief.NameToInfo.get(name)
        if info is None:
            raise GeenTabel(_DAMAGED)
        if info.flag_bits & 1:
            raise GeenTabel("Dit bestand is met een wachtwoord versleuteld; bewaar het zonder.")
        if info.file_size > MAX_DEEL:
            raise _too_much(f"pakt uit tot {info.file_size // 2**20} MB")
        try:
            return _judge(self.archief.read(info))
        except _ZIP_FAULTS:
            raise GeenTabel(_DAMAGED) from None

    def tree(self, name: str) -> etree._Element:
        """Return a part as XML. Raises ``GeenTabel``."""
        try:
            return etree.fromstring(self.part(name), _parser())
        except etree.XMLSyntaxError:
            raise GeenTabel(_DAMAGED) from None

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements of a part with these names, one at a time. Raises ``GeenTabel``."""
        wanted = [f"{{*}}{tag}" for tag in tags]
        source = io.BytesIO(self.part(name))
        try:
            events = etree.iterparse(
                source, events=("end",), tag=wanted, resolve_entities=False, no_network=True
            )
            for _, element in events:
                yield element
                element.clear()
                while (
                    element.getprevious() is not None
                    and (parent := element.getparent()) is not None
                ):
                    del parent[0]
        except etree.XMLSyntaxError:
            raise GeenTabel(_DAMAGED) from None


def open_kluis(content: bytes) -> Kluis:
    """Open a zip by its directory only. Raises ``GeenTabel``."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _ZIP_FAULTS:
        raise GeenTabel(_DAMAGED) from None
    if len(archive.infolist()) > MAX_INGANGEN:
        raise _too_much(f"bestaat uit {len(archive.infolist())} delen")
    return Kluis(archive)


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; ``''`` of a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its name without namespace, ``''`` when it isn't there."""
    found = (value for key, value in element.attrib.items() if etree.QName(key).localname == name)
    return str(next(found, ""))


def is_on(value: str) -> bool:
    """Tell whether an attribute of OOXML says yes (ECMA-376, ST_OnOff)."""
    return value.lower() in {"1", "true", "on"}


def whole(text: str) -> int:
    """Return a whole number below a milliard; 0 for everything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0


def _judge(part: bytes) -> bytes:
    """Refuse what is no plain XML of Office (ECMA-376 part 2, 8.2.5: UTF-8 or UTF-16, no DTD)."""
    plain = part.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise GeenTabel(_DTD)
    said = _ENCODING.search(plain[:200])
    if said is not None and said[1].lower() not in _ENCODINGS:
        raise GeenTabel(_DAMAGED)
    if plain.count(b"<") > MAX_TEKENS:
        raise _too_much("heeft te veel cellen of opmaak")
    return part


def _too_much(why: str) -> GeenTabel:
    return GeenTabel(
        f"Dit bestand {why} en wordt daarom niet geopend; bewaar de tabel los als CSV.",
        "tabel-te-groot",
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
