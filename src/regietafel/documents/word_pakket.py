"""A .docx as its parts: opened with care, written the same way every time.

Names and relations follow the Open Packaging Conventions (ECMA-376 part 2).
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from regietafel.documents.word_fout import SjabloonError
from regietafel.documents.word_xml import parse_part, write_part

TYPES = "[Content_Types].xml"
MAX_BYTES = 60_000_000
MAX_PART = 12_000_000
MAX_PARTS = 2_000

_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PR = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN = f"{_WORD}document.main+xml"
_TEMPLATE = f"{_WORD}template.main+xml"
_DEFAULT: dict[str | None, str] = {None: _PR[1:-1]}
_FIXED = (1980, 1, 1, 0, 0, 0)


class Relaties:
    """The relations of one part to others; ids are given out in order."""

    def __init__(self, part: str, xml: bytes | None) -> None:
        self.part = part
        self.root = etree.Element(f"{_PR}Relationships", nsmap=_DEFAULT)  # type: ignore[arg-type]  # None is the default namespace
        if xml is not None:
            self.root = parse_part(xml, rels_name(part))

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of a relation to ``target``; an equal one is used again."""
        full = kind if "/" in kind else _REL + kind
        for relation in self.root:
            if relation.get("Type") == full and relation.get("Target") == target:
                return relation.get("Id", "")
        identifier = self._free_id()
        relation = etree.SubElement(self.root, f"{_PR}Relationship")
        relation.attrib.update({"Id": identifier, "Type": full, "Target": target})
        if external:
            relation.set("TargetMode", "External")
        return identifier

    def _free_id(self) -> str:
        taken = {relation.get("Id") for relation in self.root}
        return next(i for n in range(1, len(taken) + 2) if (i := f"rId{n}") not in taken)

    def drop(self, word: str) -> Iterator[str]:
        """Remove relations whose kind contains ``word``; yields the parts they led to."""
        for relation in list(self.root):
            if word in relation.get("Type", ""):
                self.root.remove(relation)
                yield resolve(self.part, relation.get("Target", ""))


def rels_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(part: str, target: str) -> str:
    """Return the name of the part that a relation of ``part`` leads to."""
    joined = posixpath.join("/", posixpath.dirname(part), target)
    return posixpath.normpath(joined).lstrip("/")


@dataclass
class Pakket:
    """The parts of one document, being worked on; never shared."""

    delen: dict[str, bytes]
    types: etree._Element

    def content_type(self, naam: str) -> str:
        return self._known_types().get(naam.lower(), "")

    def _known_types(self) -> dict[str, str]:
        """Return the content type of every part, by its name in lower case."""
        endings = {
            default.get("Extension", "").lower(): default.get("ContentType", "")
            for default in self.types.iter(f"{_CT}Default")
        }
        known = {n.lower(): endings.get(n.rpartition(".")[2].lower(), "") for n in self.delen}
        for override in self.types.iter(f"{_CT}Override"):
            known[override.get("PartName", "")[1:].lower()] = override.get("ContentType", "")
        return known

    def named(self, *endings: str) -> list[str]:
        """Return the parts whose content type ends in one of these, in that order."""
        known = self._known_types()
        return [
            naam
            for ending in endings
            for naam in self.delen
            if known[naam.lower()].endswith(ending)
        ]

    def relaties(self, part: str) -> Relaties:
        return Relaties(part, self.delen.get(rels_name(part)))

    def keep(self, relaties: Relaties) -> None:
        if len(relaties.root):
            self.delen[rels_name(relaties.part)] = write_part(relaties.root)

    def add_part(self, naam: str, content: bytes, content_type: str) -> None:
        self.delen[naam] = content
        if self.content_type(naam) != content_type:
            override = etree.SubElement(self.types, f"{_CT}Override")
            override.attrib.update({"PartName": f"/{naam}", "ContentType": content_type})

    def add_default(self, ending: str, content_type: str) -> None:
        known = {d.get("Extension", "").lower() for d in self.types.iter(f"{_CT}Default")}
        if ending not in known:
            default = etree.Element(f"{_CT}Default", Extension=ending, ContentType=content_type)
            self.types.insert(0, default)

    def drop_part(self, naam: str) -> None:
        self.delen.pop(naam, None)
        self.delen.pop(rels_name(naam), None)
        for override in list(self.types.iter(f"{_CT}Override")):
            if override.get("PartName") == f"/{naam}":
                self.types.remove(override)

    def save(self) -> bytes:
        """Return the file: the same parts give the same bytes, whenever and wherever."""
        self.delen[TYPES] = write_part(self.types)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for naam in sorted(self.delen, key=_place):
                archive.writestr(_entry(naam), self.delen[naam])
        return buffer.getvalue()


def _place(naam: str) -> tuple[bool, bool, str]:
    return (naam != TYPES, naam != "_rels/.rels", naam)


def _entry(naam: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(naam, _FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def open_pakket(data: bytes) -> Pakket:
    """Open a .docx or .dotx; sizes are looked at before anything is unpacked.

    Raises :class:`SjabloonError` for what is no Word file, holds macros, is locked, damaged or
    far larger than a template can be.
    """
    delen = dict(_unpack(data))
    pakket = Pakket(delen, _read_types(delen))
    _refuse_macros(pakket)
    return pakket


@lru_cache(maxsize=8)
def _unpack(data: bytes) -> Mapping[str, bytes]:
    """Return the parts of a file, each looked at; once for all documents of a template."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            delen = _read_all(archive)
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, OSError, EOFError, ValueError):
        raise SjabloonError("het is geen Word-bestand (.docx), of het is beschadigd") from None
    except RuntimeError:
        raise SjabloonError("het bestand is beveiligd met een wachtwoord") from None
    for naam, content in delen.items():
        if naam.endswith((".xml", ".rels")):
            parse_part(content, naam)  # also what is not filled in goes out: no document types
    return delen


def _read_all(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    total = sum(entry.file_size for entry in entries)
    if total > MAX_BYTES or len(entries) > MAX_PARTS:
        raise SjabloonError(
            f"uitgepakt is het {total // 1_000_000} MB in {len(entries)} delen, en meer dan "
            f"{MAX_BYTES // 1_000_000} MB of {MAX_PARTS} delen wordt niet geopend"
        )
    _refuse_large_text(entries)
    return {entry.filename: archive.read(entry) for entry in entries}


def _refuse_large_text(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if entry.file_size > MAX_PART and entry.filename.endswith((".xml", ".rels")):
            raise SjabloonError(f"het onderdeel '{entry.filename}' is uitgepakt te groot")


def _read_types(delen: dict[str, bytes]) -> etree._Element:
    if TYPES not in delen:
        raise SjabloonError("het is geen Word-bestand (.docx)")
    return parse_part(delen[TYPES], TYPES)


def _refuse_macros(pakket: Pakket) -> None:
    if pakket.named("macroEnabled.main+xml", "macroEnabledTemplate.main+xml"):
        raise SjabloonError("het bevat macro's; sla het in Word op als gewoon document (.docx)")
    for override in pakket.types.iter(f"{_CT}Override"):
        if override.get("ContentType") == _TEMPLATE:
            override.set("ContentType", MAIN)
    if not pakket.named(MAIN):
        raise SjabloonError("het is geen Word-bestand (.docx): de tekst ontbreekt")
