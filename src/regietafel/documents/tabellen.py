"""A plain table as CSV or Excel. A cell is text, and never a formula."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
"""Characters."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>).*?(</dcterms:modified>)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Tabel:
    """Column heads and rows of text, all of the same length."""

    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]


def to_csv(tabel: Tabel) -> bytes:
    """Return CSV that a Dutch Excel opens well: semicolons, UTF-8 with a mark, CRLF.

    A cell that a spreadsheet would read as a formula gets an apostrophe in front.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(tabel.kolommen)
    writer.writerows([_harmless(cell) for cell in row] for row in tabel.rijen)
    return text.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def to_xlsx(tabel: Tabel, *, moment: datetime) -> bytes:
    """Return an Excel file with one sheet: a head that stays in view, filters, text cells."""
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]
    sheet = book.create_sheet(tabel.titel[:31])
    for number, row in enumerate((tabel.kolommen, *tabel.rijen), 1):
        _write_row(sheet, number, row)
    _dress(sheet, tabel)
    book.properties.creator = "regietafel"
    book.properties.created = moment.replace(tzinfo=None)
    out = BytesIO()
    book.save(out)
    return _settled(out, moment)


def _settled(made: BytesIO, moment: datetime) -> bytes:
    """Return the file without the time at which it was saved."""
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    settled = BytesIO()
    with ZipFile(made) as source, ZipFile(settled, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", source.read(name))
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return settled.getvalue()


def _write_row(sheet: Any, number: int, row: Sequence[str]) -> None:
    """Write cells as text: openpyxl takes what begins with = for a formula."""
    from openpyxl.styles import Alignment, Font

    for column, text in enumerate(row, 1):
        cell = sheet.cell(number, column)
        cell.value = _NOT_IN_XML.sub(" ", text)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number == 1)


def _dress(sheet: Any, tabel: Tabel) -> None:
    for index, column in enumerate(zip(tabel.kolommen, *tabel.rijen, strict=True), 1):
        letter = sheet.cell(1, index).column_letter
        sheet.column_dimensions[letter].width = min(max(map(len, column)) + 2, _WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
