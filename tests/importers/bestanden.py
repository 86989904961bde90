"""Files as others make them: workbooks, documents, and zips with anything in them."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from docx import Document
from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    """Return a workbook after ``fill`` did its work on a new one."""
    book = Workbook()
    fill(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def document(*tables: list[list[str]]) -> bytes:
    """Return a Word document with tables of text, a heading before each."""
    word = Document()
    for rows in tables:
        word.add_heading("Een tabel")
        table = word.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def with_part(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return an Office file with one part changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text.decode()).encode() if part == name else text)
    return target.getvalue()


def calculated(content: bytes, values: Mapping[str, str]) -> bytes:
    """Return a workbook in which formulas have their outcome, as Excel stores it."""

    def fill(xml: str) -> str:
        for place, value in values.items():
            kind = ' t="e"' if value.startswith("#") else ""
            found = rf'<c r="{place}"([^>]*)><f>(.*?)</f><v\s*/?>(</v>)?'
            new = rf'<c r="{place}"\g<1>{kind}><f>\g<2></f><v>{value}</v>'
            xml, count = re.subn(found, new, xml)
            assert count == 1, place
        return xml

    return with_part(content, SHEET, fill)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
