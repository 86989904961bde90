"""A workbook is read as it shows itself: formats, errors, hidden and merged cells."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from regietafel.findings import Finding
from regietafel.importers.ontvangen import Ontvangen
from regietafel.importers.tabellen import read_tables

from .bestanden import SHEET, calculated, parts_of, with_part, workbook, zipped

PATH = Path("tabel.xlsx")


def rows_of(book: Workbook, rows: list[list[object]], title: str = "Puzzel") -> None:
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)


def read(content: bytes) -> tuple[tuple[Ontvangen, ...], list[tuple[str, str]]]:
    tables, findings = read_tables(PATH, content)
    return tables, [(finding.code, finding.message) for finding in findings]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_cells_read_as_they_show() -> None:
    def fill(book: Workbook) -> None:
        rows_of(book, [["g", "opgave", "deel", "dag", "ja"], ["Assen", 1151, 0.895, date(2024, 7, 17), True]])  # fmt: skip
        sheet = book["Puzzel"]
        sheet["B2"].number_format = "#,##0"
        sheet["C2"].number_format = "0%"

    [table], findings = read(workbook(fill))
    assert findings == []
    assert table.rijen[1] == ("Assen", "1.151", "90%", "17-7-2024", "WAAR")
    assert (table.naam, table.plaats(2, 1)) == ("blad 'Puzzel'", "blad 'Puzzel', cel B2")


def test_a_formula_gives_what_was_stored() -> None:
    book = workbook(lambda b: rows_of(b, [["g", "a", "b"], ["x", 2, "=B2*3"]]))
    [table], findings = read(calculated(book, {"C2": "6"}))
    assert (table.rijen[1], findings) == (("x", "2", "6"), [])


def test_a_formula_that_was_never_calculated_is_unknown_and_named() -> None:
    [table], [(code, message)] = read(
        workbook(lambda b: rows_of(b, [["g", "a", "b"], ["x", 2, "=B2*3"], ["y", 1, 2]]))
    )
    assert table.rijen[1] == ("x", "2", "")
    assert (code, "C2" in message) == ("excel-niet-berekend", True)


def test_an_error_of_a_formula_is_shown_in_dutch_and_named() -> None:
    book = workbook(lambda b: rows_of(b, [["g", "a"], ["x", "=1/0"], ["y", 3]]))
    [table], [(code, message)] = read(calculated(book, {"B2": "#DIV/0!"}))
    assert table.rijen[1] == ("x", "#DEEL/0!")
    assert (code, "B2: #DEEL/0!" in message) == ("excel-foutwaarde", True)


def test_hidden_rows_columns_and_sheets_count_and_are_named() -> None:
    def fill(book: Workbook) -> None:
        rows_of(book, [["g", "a", "b"], ["x", 1, 2], ["y", 3, 4]])
        book["Puzzel"].row_dimensions[3].hidden = True
        book["Puzzel"].column_dimensions["C"].hidden = True
        other = book.create_sheet("Oud")
        other.append(["g", "a"])
        other.append(["x", 9])
        other.sheet_state = "veryHidden"

    tables, found = read(workbook(fill))
    assert [table.naam for table in tables] == ["blad 'Puzzel'", "blad 'Oud'"]
    assert [code for code, _ in found] == ["excel-verborgen", "excel-verborgen"]
    assert "rij 3, kolom C" in found[0][1]
    assert "het hele blad" in found[1][1]


def test_a_merged_heading_stands_over_its_first_column_and_a_merged_number_is_named() -> None:
    def fill(book: Workbook) -> None:
        rows_of(book, [["g", "opgave", None], [None, "a", "b"], ["x", 5, None]])
        book["Puzzel"].merge_cells("B1:C1")
        book["Puzzel"].merge_cells("B3:C3")

    [table], [(code, message)] = read(workbook(fill))
    assert table.rijen == (("g", "opgave", ""), ("", "a", "b"), ("x", "5", ""))
    assert (code, "B3:C3" in message) == ("excel-samengevoegd", True)


@pytest.mark.parametrize(("ref", "codes"), [("A2:A3", ["excel-samengevoegd"]), ("A1:B1", [])])
def test_a_name_merged_over_rows_with_figures_is_named(ref: str, codes: list[str]) -> None:
    def fill(book: Workbook) -> None:
        rows_of(book, [["g", "a"], ["x", 5], [None, 6]])
        assert book.active is not None
        book.active.merge_cells(ref)

    [_], found = read(workbook(fill))
    assert [code for code, _ in found] == codes


@pytest.mark.parametrize("ref", ["", "A", "A1:", "::", "A99999999999999:B1"])
def test_nonsense_for_merged_cells_is_passed_over(ref: str) -> None:
    def fill(book: Workbook) -> None:
        rows_of(book, [["g", "a"], ["x", 5]])
        assert book.active is not None
        book.active.merge_cells("A1:B1")

    book = with_part(
        workbook(fill), "xl/worksheets/sheet1.xml", lambda x: x.replace('ref="A1:B1"', f'ref="{ref}"')
    )  # fmt: skip
    [_], found = read(book)
    assert found == []


def test_a_table_that_starts_further_on_keeps_its_row_numbers_and_letters() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet["C4"], sheet["D4"], sheet["C5"], sheet["D5"] = "g", "a", "x", 7

    [table], _ = read(workbook(fill))
    assert table.rijen == (("", ""),) * 3 + (("g", "a"), ("x", "7"))
    assert table.plaats(5, 1) == "blad 'Sheet', cel D5"


def test_the_days_of_an_old_mac_are_right() -> None:
    def fill(book: Workbook) -> None:
        rows_of(book, [["g", "dag"], ["x", date(2024, 7, 17)]])

    book = with_part(
        workbook(fill), "xl/workbook.xml", lambda x: x.replace("<workbookPr/>", '<workbookPr date1904="1"/>')
    )  # fmt: skip
    [table], _ = read(book)
    assert table.rijen[1] == ("x", "18-7-2028")


def test_texts_are_shared_and_a_raised_digit_in_one_is_a_note() -> None:
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>weg</t></si>'
        '<si><r><t>5.722</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
        "<rPh><t>vijf</t></rPh></si></sst>"
    )
    parts = parts_of(workbook(lambda b: rows_of(b, [["g", "a"], ["x", "y"]])))
    cell, text = b't="inlineStr"><is><t>y</t></is>', b't="s"><v>1</v>'
    assert cell in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(cell, text)
    [table], _ = read(zipped(parts | {"xl/sharedStrings.xml": shared.encode()}))
    assert table.rijen[1] == ("x", "5.722¹")


def test_an_empty_sheet_is_left_out() -> None:
    tables, found = read(workbook(lambda book: rows_of(book, [])))
    assert (tables, found) == ((), [])


def test_a_cell_at_the_far_end_of_a_sheet_is_refused() -> None:
    def fill(book: Workbook) -> None:
        rows_of(book, [["g", "a"], ["x", 1]])
        book["Puzzel"]["XFD1048576"] = 1

    tables, findings = read_tables(PATH, workbook(fill))
    assert (tables, codes(findings)) == ((), ["tabel-te-groot"])


def test_a_million_empty_rows_with_a_look_cost_nothing() -> None:
    rows = "".join(f'<row r="{n}" ht="20"/>' for n in range(10, 300_000))
    book = with_part(
        workbook(lambda b: rows_of(b, [["g", "a"], ["x", 1]])),
        SHEET,
        lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>"),
    )
    [table], findings = read(book)
    assert (len(table.rijen), findings) == (2, [])
