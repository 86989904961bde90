"""Sheets with numbers, dates and formulas as an Excel file; what somebody typed is always text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

from regietafel.documents.werkboek import (
    FONT,
    POINTS,
    finished,
    prepare_print,
    sheet_name,
    write_text,
)

WHOLE, CHANGE, PERCENT, DAY = "#,##0", "+#,##0;-#,##0;0", "0%", "d-m-yyyy"
"""How Excel shows numbers, changes, shares and dates; it writes the points of the reader's own land."""

_WIDEST, _NARROWEST = 80, 11
_TINT = "EBF0F5"


@dataclass(frozen=True)
class Formule:
    """What Excel works out, without ``=``. Made of cells and numbers only, never of a user's text."""

    tekst: str


Vakwaarde: TypeAlias = str | int | Decimal | date | Formule | None


@dataclass(frozen=True)
class Vak:
    """A cell: what is in it, how it is shown, and whether it is bold."""

    waarde: Vakwaarde
    opmaak: str = ""
    vet: bool = False


@dataclass(frozen=True)
class Formuleblad:
    """A sheet: column heads, and rows of cells of the same length."""

    naam: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Vak, ...], ...]


def to_formuleboek(
    bladen: Sequence[Formuleblad], *, titel: str, auteur: str, moment: datetime
) -> bytes:
    """Return an Excel file that works out its formulas when it opens; equal arguments, equal bytes."""
    from openpyxl import Workbook
    from openpyxl.workbook.properties import CalcProperties

    book = Workbook()
    del book["Sheet"]
    for blad in bladen:
        _fill(book.create_sheet(sheet_name(blad.naam)), blad)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    return finished(book, titel=titel, auteur=auteur, moment=moment)


def _fill(sheet: Any, blad: Formuleblad) -> None:
    heads = tuple(Vak(head, vet=True) for head in blad.kolommen)
    for number, row in enumerate((heads, *blad.rijen), 1):
        for column, vak in enumerate(row, 1):
            _write(sheet.cell(number, column), vak, head=number == 1)
    for number, head in enumerate(blad.kolommen, 1):
        letter = sheet.cell(1, number).column_letter
        texts = [
            vak.waarde for row in blad.rijen if isinstance((vak := row[number - 1]).waarde, str)
        ]
        sheet.column_dimensions[letter].width = _width(head, [str(text) for text in texts])
    sheet.freeze_panes = "B2"
    prepare_print(sheet)


def _write(cell: Any, vak: Vak, *, head: bool) -> None:
    value = vak.waarde
    if isinstance(value, Formule):
        cell.value = f"={value.tekst}"
    elif isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value
    if vak.opmaak:
        cell.number_format = vak.opmaak
    if vak.vet or isinstance(value, str):  # the rest looks as Excel does by itself
        cell.font, cell.alignment, fill = _look(vak.vet, isinstance(value, str))
        if head:
            cell.fill = fill


@cache
def _look(bold: bool, wrapped: bool) -> tuple[Any, Any, Any]:
    """Return letters, place and head of a cell, each made once."""
    from openpyxl.styles import Alignment, Font, PatternFill

    font = Font(name=FONT, size=POINTS, bold=bold)
    place = Alignment(wrap_text=wrapped, vertical="top")
    return font, place, PatternFill("solid", fgColor=_TINT)


def _width(head: str, texts: Sequence[str]) -> float:
    longest = max((len(text) for text in texts), default=0)
    words = max((len(word) for word in head.split()), default=0)
    return min(max(longest + 2, words + 3, _NARROWEST), _WIDEST)
