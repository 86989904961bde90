"""Sheets of an Excel workbook: what each cell shows, from the stored values (ECMA-376 part 1)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from posixpath import join, normpath
from string import ascii_letters

from lxml import etree

from regietafel.figures.rekencontrole import MAX_RIJEN
from regietafel.figures.sleutel import kolomletters
from regietafel.findings import Finding, hint, waarschuwing
from regietafel.importers.getalopmaak import toon_getal
from regietafel.importers.kluis import Kluis, attribute, is_on, local, whole
from regietafel.importers.ontvangen import (
    MAX_KOLOMMEN,
    MAX_TABELLEN,
    GeenTabel,
    Gelezen,
    Ontvangen,
    opsomming,
    te_groot,
)
from regietafel.importers.tekstdelen import superscript

_ERRORS = {
    "#DIV/0!": "#DEEL/0!", "#N/A": "#N/B", "#NAME?": "#NAAM?", "#NULL!": "#LEEG!",
    "#NUM!": "#GETAL!", "#REF!": "#VERW!", "#VALUE!": "#WAARDE!", "#SPILL!": "#OVERLOOP!",
}  # fmt: skip
"""The errors of a formula as a Dutch Excel shows them."""
_LETTERS = 26


@dataclass(frozen=True)
class _Werkmap:
    """What all sheets share."""

    kluis: Kluis
    teksten: tuple[str, ...]
    opmaken: tuple[str, ...]
    vanaf_1904: bool


@dataclass
class _Blad:
    """One sheet while it is read; rows and columns count from 1."""

    cellen: dict[int, dict[int, str]] = field(default_factory=dict)
    getallen: set[str] = field(default_factory=set)
    fouten: list[str] = field(default_factory=list)
    onberekend: list[str] = field(default_factory=list)
    verborgen_rijen: list[int] = field(default_factory=list)
    verborgen_kolommen: list[str] = field(default_factory=list)
    samengevoegd: list[str] = field(default_factory=list)


def read_excel(path: Path, kluis: Kluis) -> Gelezen:
    """Return every sheet with text in it, hidden ones too, and what is to be known about them.

    A formula gives its stored value. Raises ``GeenTabel``.
    """
    book = kluis.tree("xl/workbook.xml")
    shared = _read_shared(kluis, book)
    tables: list[Ontvangen] = []
    findings: list[Finding] = []
    for name, part, hidden in _sheets(kluis, book):
        sheet = _read_sheet(shared, part)
        if sheet.cellen:
            tables.append(_as_table(name, sheet))
            findings += _about(path, tables[-1].naam, sheet)
            findings += _about_hidden(path, tables[-1].naam, sheet, hidden=hidden)
    return tuple(tables), tuple(findings)


def _sheets(kluis: Kluis, book: etree._Element) -> Iterator[tuple[str, str, bool]]:
    """Yield name, part and whether it is hidden, of every sheet with cells."""
    relations = {
        attribute(each, "Id"): normpath(join("xl", attribute(each, "Target"))).lstrip("/")
        for each in kluis.tree("xl/_rels/workbook.xml.rels")
        if attribute(each, "Type").endswith("/worksheet")
    }
    sheets = [each for each in book.iter() if local(each) == "sheet"]
    if len(sheets) > MAX_TABELLEN:
        raise te_groot(f"Dit bestand heeft {len(sheets)} bladen")
    for sheet in sheets:
        part = relations.get(attribute(sheet, "id"))
        if part is not None:
            hidden = attribute(sheet, "state") in {"hidden", "veryHidden"}
            yield attribute(sheet, "name"), part, hidden


def _read_shared(kluis: Kluis, book: etree._Element) -> _Werkmap:
    strings = "xl/sharedStrings.xml"
    texts = tuple(map(_text, kluis.elements(strings, "si"))) if kluis.has(strings) else ()
    dates = [each for each in book if local(each) == "workbookPr"]
    from_1904 = any(is_on(attribute(each, "date1904")) for each in dates)
    return _Werkmap(kluis, texts, _formats(kluis), from_1904)


def _text(item: etree._Element) -> str:
    """Return the text of a string in runs; the hints on pronunciation are left out."""
    parts = []
    for text in item.iter("{*}t"):
        run = text.getparent()
        if run is None or local(run) == "rPh":
            continue
        raised = any(attribute(e, "val") == "superscript" for e in run.iter("{*}vertAlign"))
        parts.append(superscript(text.text or "") if local(run) == "r" and raised else text.text)
    return "".join(part or "" for part in parts)


def _formats(kluis: Kluis) -> tuple[str, ...]:
    """Return the number format of each cell style, by its number."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if not kluis.has("xl/styles.xml"):
        return ()
    styles = kluis.tree("xl/styles.xml")
    own = {attribute(e, "numFmtId"): attribute(e, "formatCode") for e in styles.iter("{*}numFmt")}
    known = {str(number): str(code) for number, code in BUILTIN_FORMATS.items()} | own
    cells = (e for group in styles if local(group) == "cellXfs" for e in group)
    return tuple(known.get(attribute(e, "numFmtId"), "") for e in cells if local(e) == "xf")


def _read_sheet(book: _Werkmap, part: str) -> _Blad:
    sheet = _Blad()
    number = 0
    for element in book.kluis.elements(part, "row", "col", "mergeCell"):
        match local(element):
            case "row":
                number = whole(attribute(element, "r")) or number + 1
                _read_row(book, sheet, number, element)
            case "col" if is_on(attribute(element, "hidden")):
                sheet.verborgen_kolommen.append(_span(element))
            case "mergeCell":
                sheet.samengevoegd.append(attribute(element, "ref"))
    return sheet


def _read_row(book: _Werkmap, sheet: _Blad, number: int, row: etree._Element) -> None:
    column, cells = 0, {}
    for cell in row.iterchildren("{*}c"):
        letters = attribute(cell, "r").rstrip("0123456789")
        column = _column_number(letters) if letters else column + 1
        text = _shown(book, sheet, f"{kolomletters(column)}{number}", cell)
        if text.strip():
            cells[column] = text
    if not cells:
        return
    if number > MAX_RIJEN + 1 or max(cells) > MAX_KOLOMMEN:
        last = f"{kolomletters(max(cells))}{number}"
        raise te_groot(f"Op dit blad is cel {last} gevuld")
    sheet.cellen[number] = cells
    if is_on(attribute(row, "hidden")):
        sheet.verborgen_rijen.append(number)


def _shown(book: _Werkmap, sheet: _Blad, place: str, cell: etree._Element) -> str:
    """Return what a cell shows (18.18.11, ST_CellType); note errors and what was not calculated."""
    kind = attribute(cell, "t") or "n"
    parts = {local(each): each for each in cell}
    if kind == "inlineStr":
        return _text(parts["is"]) if "is" in parts else ""
    value = (parts["v"].text or "").strip() if "v" in parts else ""
    if "f" in parts and not value and kind != "str":
        sheet.onberekend.append(place)
    if kind == "e":
        sheet.fouten.append(f"{place}: {_ERRORS.get(value, value)}")
    if kind == "n" and value:
        sheet.getallen.add(place)
        return _number(book, value, whole(attribute(cell, "s")))
    return _plain(book, kind, value)


def _plain(book: _Werkmap, kind: str, value: str) -> str:
    match kind:
        case "s":
            place = whole(value)
            return book.teksten[place] if value and place < len(book.teksten) else ""
        case "b":
            return {"1": "WAAR", "0": "ONWAAR"}.get(value, value)
        case "e":
            return _ERRORS.get(value, value)
        case "d":
            return _day(value)
    return value


def _number(book: _Werkmap, value: str, style: int) -> str:
    from openpyxl.styles.numbers import is_date_format

    code = book.opmaken[style] if style < len(book.opmaken) else ""
    if not code or not is_date_format(code):
        return toon_getal(value, code)
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    try:
        moment = from_excel(float(value), MAC_EPOCH if book.vanaf_1904 else WINDOWS_EPOCH)
    except (ValueError, OverflowError, TypeError):
        return toon_getal(value, "")
    if isinstance(moment, datetime):
        return f"{moment.day}-{moment.month}-{moment.year}"
    return str(moment)


def _day(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{moment.day}-{moment.month}-{moment.year}"


def _as_table(name: str, sheet: _Blad) -> Ontvangen:
    """Return the cells as even rows, from row 1; empty columns on the left are left out."""
    first = min(min(cells) for cells in sheet.cellen.values())
    last = max(max(cells) for cells in sheet.cellen.values())
    columns = range(first, last + 1)
    rows = (sheet.cellen.get(number, {}) for number in range(1, max(sheet.cellen) + 1))
    return Ontvangen(
        f"blad '{name}'",
        tuple(tuple(cells.get(column, "") for column in columns) for cells in rows),
        kolommen=tuple(map(kolomletters, columns)),
        blad=name,
    )


def _about(path: Path, name: str, sheet: _Blad) -> Iterator[Finding]:
    """Yield what keeps figures of a sheet from being checked."""
    start = name[:1].upper() + name[1:]
    if sheet.fouten:
        message = f"{start}: deze cellen geven een fout in Excel en tellen niet mee ({opsomming(sheet.fouten)}); verbeter de formules."
        yield waarschuwing(path, "excel-foutwaarde", message)
    if sheet.onberekend:
        message = f"{start}: van deze formules is de uitkomst niet bewaard ({opsomming(sheet.onberekend)}); open het bestand in Excel en sla het op."
        yield waarschuwing(path, "excel-niet-berekend", message)
    merged = [ref for ref in sheet.samengevoegd if ref.partition(":")[0] in sheet.getallen]
    if merged:
        message = f"{start}: een getal staat in samengevoegde cellen ({opsomming(merged)}) en telt mee in de eerste daarvan."
        yield waarschuwing(path, "excel-samengevoegd", message)
    rows = sorted({_row_of(place) for place in sheet.getallen})
    rest = [ref for ref in sheet.samengevoegd if ref.partition(":")[0] not in sheet.getallen]
    names = [ref for ref in rest if _names_rows(ref, rows)]
    if names:
        message = f"{start}: een tekst staat in samengevoegde cellen naast meer rijen met getallen ({opsomming(names)}) en telt alleen voor de eerste; schrijf hem in elke rij."
        yield waarschuwing(path, "excel-samengevoegd", message)


def _names_rows(ref: str, rows: Sequence[int]) -> bool:
    """Tell whether merged cells stand beside figures in a row below their first; rows are in order."""
    first, _, last = ref.partition(":")
    below = bisect_right(rows, _row_of(first))
    return below < len(rows) and rows[below] <= _row_of(last)


def _row_of(place: str) -> int:
    return whole(place.lstrip(ascii_letters + "$"))


def _about_hidden(path: Path, name: str, sheet: _Blad, *, hidden: bool) -> Iterator[Finding]:
    rows = [f"rij {number}" for number in sheet.verborgen_rijen]
    columns = [f"kolom {letters}" for letters in sheet.verborgen_kolommen]
    what = ["het hele blad"] if hidden else [*rows, *columns]
    if what:
        start = name[:1].upper() + name[1:]
        message = f"{start}: {opsomming(what)} is in Excel verborgen, maar telt mee."
        yield hint(path, "excel-verborgen", message)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        if not "A" <= letter <= "Z":
            raise GeenTabel("Dit bestand is beschadigd; vraag het opnieuw op.")
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def _span(column: etree._Element) -> str:
    ends: Sequence[int] = [whole(attribute(column, name)) for name in ("min", "max")]
    first, last = (kolomletters(min(end, 16_384)) for end in ends)
    return first if first == last else f"{first} t/m {last}"
