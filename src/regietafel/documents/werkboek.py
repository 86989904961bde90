"""Several tables as one Excel file: a sheet for each, text as text, numbers as numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from regietafel.documents.word_xml import clean_text

Cel: TypeAlias = str | int

_WIDEST = 60
"""Characters."""
_BOLD, _ARROW = 1.15, 4
"""How much wider a bold character is, and how many fit the arrow of a filter."""
_LONGEST_NAME = 31
_FONT, _POINTS = "Calibri", 11
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>).*?(</dcterms:modified>)")


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
    book.properties.title, book.properties.creator = clean_text(titel), clean_text(auteur)
    book.properties.language = "nl-NL"
    book.properties.created = moment.replace(tzinfo=None)
    made = BytesIO()
    book.save(made)
    return settled(made, moment)


def sheet_name(naam: str) -> str:
    """Return a name that Excel allows for a sheet."""
    return _NO_NAME.sub(" ", clean_text(naam)).strip("' ")[:_LONGEST_NAME] or "Blad"


def _write(cell: Any, value: Cel, *, head: bool) -> None:
    """Write one cell: openpyxl takes text that begins with = for a formula."""
    from openpyxl.styles import Alignment, Font

    cell.value = clean_text(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name=_FONT, size=_POINTS, bold=head)


def _dress(sheet: Any, blad: Blad) -> None:
    for index, column in enumerate(zip(blad.kolommen, *blad.rijen, strict=True), 1):
        letter = sheet.cell(1, index).column_letter
        sheet.column_dimensions[letter].width = _width(*map(str, column))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _width(head: str, *values: str) -> float:
    """Return a width for a column: its longest line, but no wider than is easy to read.

    A head breaks between its words, of which the longest fits with the arrow of the filter.
    """
    longest = max((len(line) for value in values for line in value.split("\n")), default=0)
    word = max(map(len, head.split()), default=0)
    return max(min(longest + 2, _WIDEST), word * _BOLD + _ARROW)


def settled(made: BytesIO, moment: datetime) -> bytes:
    """Return the file without the time at which it was saved."""
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    settled = BytesIO()
    with ZipFile(made) as source, ZipFile(settled, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", source.read(name))
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return settled.getvalue()
