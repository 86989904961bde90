"""Sheets that calculate as an Excel file, with a sheet that says what they hold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from regietafel.documents.getaltekst import TEKENS
from regietafel.documents.kleuren import TONEN
from regietafel.documents.rekenblad import (
    OORDELEN,
    Oordeelregel,
    Rekenblad,
    Rekencel,
    Rekenformule,
    tekenopmaak,
)
from regietafel.documents.werkboek import (
    FONT,
    POINTS,
    finished,
    prepare_print,
    sheet_name,
    write_text,
)
from regietafel.figures.sleutel import kolomletters

_HEAD, _GROUP = "E9EEF4", "F1F2F4"
_FIRST_WIDTH, _WIDTH, _NOTES_WIDTH = 26, 13, 100


def to_rekenboek(
    bladen: Sequence[Rekenblad],
    toelichting: Sequence[tuple[str, str]],
    *,
    titel: str,
    auteur: str,
    moment: datetime,
) -> bytes:
    """Return an Excel file with sheets and a last one with ``toelichting``: labels and texts.

    Equal arguments give equal bytes. The file asks Excel to calculate when it is opened.
    """
    from openpyxl import Workbook
    from openpyxl.workbook.properties import CalcProperties

    book = Workbook()
    del book["Sheet"]
    for blad in bladen:
        _fill(book.create_sheet(sheet_name(blad.naam)), blad)
    _explain(book.create_sheet("Toelichting"), titel, toelichting)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    return finished(book, titel=titel, auteur=auteur, moment=moment)


def _fill(sheet: Any, blad: Rekenblad) -> None:
    _heads(sheet, blad)
    for number, row in enumerate(blad.rijen, blad.koprijen + 1):
        for place, cell in enumerate(row, 1):
            _write(sheet.cell(number, place), cell, first=place == 1)
    for rule in blad.oordelen:
        _judge(sheet, rule)
    for place in range(len(blad.koppen)):
        sheet.column_dimensions[kolomletters(place + 1)].width = _width(blad, place)
    sheet.freeze_panes = sheet.cell(blad.koprijen + 1, 2)
    prepare_print(sheet, koprijen=blad.koprijen)
    sheet.print_title_cols = "A:A"


def _heads(sheet: Any, blad: Rekenblad) -> None:
    place = 1
    for name, count in blad.groepen:
        end = place + count - 1
        if name:
            sheet.merge_cells(start_row=1, end_row=1, start_column=place, end_column=end)
        else:
            sheet.merge_cells(start_row=1, end_row=2, start_column=place, end_column=end)
        _head(sheet.cell(1, place), name or blad.koppen[place - 1], centred=bool(name))
        place += count
    alone = {p for p, name in enumerate(_spread(blad.groepen), 1) if not name}
    for number, head in enumerate(blad.koppen, 1):
        if number not in alone or not blad.groepen:
            _head(sheet.cell(blad.koprijen, number), head, centred=False)


def _spread(groepen: Sequence[tuple[str, int]]) -> list[str]:
    return [name for name, count in groepen for _ in range(count)]


def _head(cell: Any, text: str, *, centred: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    write_text(cell, text)
    cell.font = Font(name=FONT, size=POINTS, bold=True)
    cell.fill = PatternFill("solid", fgColor=_HEAD)
    side = "center" if centred else ("left" if cell.column == 1 else "right")
    cell.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal=side)


def _write(cell: Any, content: Rekencel, *, first: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    value = content.waarde
    if isinstance(value, str):
        write_text(cell, value)
    elif isinstance(value, Rekenformule):
        cell.value = f"={value.tekst}"
    elif value is not None:
        cell.value = value
    cell.number_format = content.opmaak
    cell.font = Font(name=FONT, size=POINTS, bold=content.vet or content.groep)
    plain_words = isinstance(value, str) and content.opmaak == "General"
    side = "left" if first or plain_words else "right"
    cell.alignment = Alignment(vertical="top", horizontal=side, wrap_text=plain_words)
    if content.vet:
        cell.border = Border(top=Side("thin"))
    if content.groep:
        cell.fill = PatternFill("solid", fgColor=_GROUP)


def _judge(sheet: Any, rule: Oordeelregel) -> None:
    """Let Excel judge a column by its limits: a sign before the number, and a colour."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.styles.numbers import NumberFormat

    name = kolomletters(rule.kolom + 1)
    top = f"{name}{rule.rijen[0]}"
    for number, (kleur, test) in enumerate(OORDELEN):
        look = DifferentialStyle(
            font=Font(color=f"FF{TONEN[TEKENS[kleur][1]].lstrip('#').upper()}"),
            numFmt=NumberFormat(numFmtId=200 + 10 * rule.kolom + number, formatCode=tekenopmaak(kleur, rule.opmaak)),
        )  # fmt: skip
        condition = f"AND(ISNUMBER({top}),{top}{test(rule)})"
        made = Rule(type="expression", dxf=look, formula=[condition], stopIfTrue=True)
        sheet.conditional_formatting.add(f"{top}:{name}{rule.rijen[1]}", made)


def _width(blad: Rekenblad, place: int) -> float:
    if place == 0:
        longest = max((len(str(row[0].waarde or "")) for row in blad.rijen), default=0)
        return max(12, min(longest + 3, 60, max(_FIRST_WIDTH, longest + 3)))
    words = [len(word) for word in blad.koppen[place].split()]
    text = max((len(c) for row in blad.rijen if isinstance(c := row[place].waarde, str)), default=0)
    return max(_WIDTH, min(max([*words, text]) + 3, 50))


def _explain(sheet: Any, titel: str, toelichting: Sequence[tuple[str, str]]) -> None:
    from openpyxl.styles import Alignment, Font

    write_text(sheet.cell(1, 1), titel)
    sheet.cell(1, 1).font = Font(name=FONT, size=14, bold=True)
    for number, (label, text) in enumerate(toelichting, 3):
        for place, words in enumerate((label, text), 1):
            write_text(sheet.cell(number, place), words)
            sheet.cell(number, place).font = Font(name=FONT, size=POINTS, bold=place == 1)
            sheet.cell(number, place).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, _NOTES_WIDTH
