"""Excel files of which the figures cannot be read as they stand: merged cells, formulas with errors."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

_MADE = datetime(2024, 1, 1)  # noqa: DTZ001 - openpyxl takes no time zone
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>).*?(</dcterms:modified>)")


def workbook_merged() -> bytes:
    """Return a table with a merged heading, which is fine, and a merged number, which is not."""
    book, sheet = _book()
    for row in (
        ["Gemeente", "Opgave", None],
        [None, "Oekra\u00efne", "Asiel"],
        ["Ede", 5, None],
        ["Epe", 7, 8],
    ):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("B3:C3")
    return _saved(book, {})


def workbook_with_errors() -> bytes:
    """Return a table whose formulas divide by zero, lost their cell, or were never calculated."""
    book, sheet = _book()
    for row in (
        ["Gemeente", "Opgave", "Aanbod", "Dekking"],
        ["Ede", 0, 4, "=C2/B2"],
        ["Epe", 8, "=Weg!A1", "=C3/B3"],
        ["Ermelo", 3, "=B4*2", 2],
    ):
        sheet.append(row)
    return _saved(book, {"D2": "#DIV/0!", "C3": "#REF!", "D3": "#REF!"})


def _book() -> tuple[Workbook, Any]:
    book = Workbook()
    book.properties.created = _MADE
    sheet: Any = book.active
    sheet.title = "Puzzel"
    return book, sheet


def _saved(book: Workbook, errors: dict[str, str]) -> bytes:
    """Return the file with what Excel would have stored as the outcome of formulas."""
    made, settled = BytesIO(), BytesIO()
    book.save(made)
    stamp = f"{_MADE:%Y-%m-%dT%H:%M:%SZ}".encode()
    with ZipFile(made) as source, ZipFile(settled, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", source.read(name))
            if name == "xl/worksheets/sheet1.xml":
                content = _with_outcomes(content.decode(), errors).encode()
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return settled.getvalue()


def _with_outcomes(xml: str, errors: dict[str, str]) -> str:
    for place, error in errors.items():
        old = re.search(rf'<c r="{place}"[^>]*><f>(.*?)</f><v\s*/?>(?:</v>)?</c>', xml)
        if old is None:
            raise ValueError(f"no formula in {place}")
        xml = xml.replace(old[0], f'<c r="{place}" t="e"><f>{old[1]}</f><v>{error}</v></c>')
    return xml
