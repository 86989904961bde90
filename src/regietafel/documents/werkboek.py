"""Several tables as one Excel file: a sheet for each, text as text, numbers as numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from regietafel.documents.xmltekst import clean_text

Cel: TypeAlias = str | int

_WIDEST = 60
"""Characters."""
_BOLD, _ARROW = 1.15, 4
"""How much wider a bold character is, and how many fit the arrow of a filter."""
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767
FONT, POINTS = "Calibri", 11
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>).*?(</dcterms:modified>)")
_STYLES, _MAIN = "xl/styles.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FONT_PARTS = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip


@dataclass(frozen=True)
class Blad:
    """A sheet: column heads and rows of the same length. Text is never read as a formula."""

    naam: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Cel, ...], ...]


def to_werkboek(bladen: Sequence[Blad], *, titel: str, auteur: str, moment: datetime) -> bytes:
    """Return an Excel file; equal arguments give equal bytes."""
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]
    for blad in bladen:
        sheet = book.create_sheet(sheet_name(blad.naam))
        for number, row in enumerate((blad.kolommen, *blad.rijen), 1):
            for column, value in enumerate(row, 1):
                _write(sheet.cell(number, column), value, head=number == 1)
        _dress(sheet, blad)
    return finished(book, titel=titel, auteur=auteur, moment=moment)


def sheet_name(naam: str) -> str:
    """Return a name that Excel allows for a sheet."""
    return _NO_NAME.sub(" ", clean_text(naam)).strip("' ")[:_LONGEST_NAME] or "Blad"


def _write(cell: Any, value: Cel, *, head: bool) -> None:
    from openpyxl.styles import Alignment, Font

    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name=FONT, size=POINTS, bold=head)


def _dress(sheet: Any, blad: Blad) -> None:
    for index, column in enumerate(zip(blad.kolommen, *blad.rijen, strict=True), 1):
        letter = sheet.cell(1, index).column_letter
        sheet.column_dimensions[letter].width = _width(*map(str, column))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    prepare_print(sheet)


def _width(head: str, *values: str) -> float:
    """Return a width for a column: its longest line, but no wider than is easy to read.

    A head breaks between its words, of which the longest fits with the arrow of the filter.
    """
    longest = max((len(line) for value in values for line in value.split("\n")), default=0)
    word = max(map(len, head.split()), default=0)
    return max(min(longest + 2, _WIDEST), word * _BOLD + _ARROW)


def finished(book: Any, *, titel: str, auteur: str, moment: datetime) -> bytes:
    """Return a workbook as the bytes of a file, as if made by ``auteur`` at ``moment``."""
    book.properties.title, book.properties.creator = clean_text(titel), clean_text(auteur)
    book.properties.language = "nl-NL"
    book.properties.created = moment.replace(tzinfo=None)
    made = BytesIO()
    book.save(made)
    return _settled(made, moment)


def prepare_print(sheet: Any, *, koprijen: int = 1) -> None:
    """Let a sheet print on A4 on its side, as wide as the page, its heads on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"1:{koprijen}"


def write_text(cell: Any, text: str) -> None:
    """Write words in a cell: openpyxl takes text that begins with = for a formula."""
    cell.value = clean_text(text)[:_LONGEST_CELL]
    cell.data_type = "s"


def _settled(made: BytesIO, moment: datetime) -> bytes:
    """Return the file without the time at which it was saved, its letters as the schema has them."""
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    settled = BytesIO()
    with ZipFile(made) as source, ZipFile(settled, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", source.read(name))
            ordered = _fonts_in_order(content) if name == _STYLES else content
            target.writestr(ZipInfo(name), ordered, ZIP_DEFLATED)
    return settled.getvalue()


def _fonts_in_order(styles: bytes) -> bytes:
    """Put what a font is made of in the order of CT_Font (ISO/IEC 29500-1, 18.8.22)."""
    from lxml import etree

    root = etree.fromstring(styles)
    for font in root.iter(f"{{{_MAIN}}}font"):
        font[:] = sorted(font, key=lambda part: _FONT_PARTS.index(etree.QName(part).localname))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
