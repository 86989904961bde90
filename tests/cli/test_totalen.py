"""Totals in a table that somebody writes: worked out from its rows, or compared with them."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from .conftest import Regietafel

OKTOBER = "prt-drenthe/2024-10-30"
KOP = "---\nsoort: notitie\ntitel: Tellen\n---\n\n## Aanleiding\n\n"

HARD = "\N{NO-BREAK SPACE}"
"""Holds an amount and what belongs to it together."""


def make(regietafel: Regietafel, werkmap: Path, *rows: str, head: str = "| Project | Aantal |") -> tuple[list[list[str]], str]:  # fmt: skip
    """Return the rows of the table as Word shows them, and what was said."""
    line = "|---" * (head.count("|") - 1) + "|"
    path = werkmap / "meetings" / OKTOBER / "stukken" / "tellen.md"
    path.write_text(KOP + "\n".join([head, line, *rows]) + "\n", encoding="utf-8")
    said = regietafel("maak", OKTOBER, "notitie", cwd=werkmap)
    document = docx.Document(str(path.parent.parent / "uit/Notitie Tellen.docx"))
    return [[cell.text for cell in row.cells] for row in document.tables[-1].rows], said.err


def test_a_total_is_worked_out_from_the_rows_above(regietafel: Regietafel, verhaal: Path) -> None:
    rows, said = make(
        regietafel, verhaal,
        "| a | 1.000 |", "| b | 250,5 |", "| c | − 50 |", "| d | nnb |", "| e | |", "| f | n.v.t. |",
        "| **Totaal** | **{{ som }}** |",
    )  # fmt: skip
    assert rows[-1] == ["Totaal", "1.200,5"]
    assert said == ""


def test_word_and_pdf_show_the_same_total(regietafel: Regietafel, verhaal: Path) -> None:
    rows, _ = make(regietafel, verhaal, "| a | 12 |", "| b | 30 |", "| Totaal | {{ som() }} |")
    pdf = verhaal / "meetings" / OKTOBER / "uit/Notitie Tellen.pdf"
    text = PdfReader(BytesIO(pdf.read_bytes())).pages[0].extract_text()
    assert rows[-1][1] == "42"
    assert "42" in text
    assert "som" not in text


def test_ranges_and_estimates_are_added_as_what_they_are(
    regietafel: Regietafel, verhaal: Path
) -> None:
    rows, said = make(
        regietafel,
        verhaal,
        "| a | 30–35 |",
        "| b | 168 |",
        "| c | ca. 20 |",
        "| Totaal | {{ som }} |",
    )
    assert rows[-1][1] == f"ca.{HARD}218–223"
    assert said == ""


def test_a_group_has_its_own_total_and_none_is_counted_twice(
    regietafel: Regietafel, verhaal: Path
) -> None:
    rows, _ = make(
        regietafel, verhaal,
        "| **Noord** | |", "| a | 10 |", "| b | 5 |", "| Subtotaal | {{ som }} |",
        "| **Zuid** | |", "| c | 1 |", "| Subtotaal | {{ som }} |", "| Totaal | {{ som }} |",
    )  # fmt: skip
    assert [row[1] for row in rows if "otaal" in row[0]] == ["15", "1", "16"]


@pytest.mark.parametrize("head", [True, False])
def test_a_total_with_the_name_of_its_group_sums_up_that_group(
    regietafel: Regietafel, verhaal: Path, head: bool
) -> None:
    rows, said = make(
        regietafel, verhaal,
        *(["| **Assen** | |"] if head else []), "| a | 10 |", "| b | 20 |", "| Totaal Assen | {{ som }} |",
        *(["| Emmen: | |"] if head else []), "| c | 5 |", "| d | 6 |", "| Totaal Emmen | {{ som }} |",
        *([] if head else ["| Totaal | {{ som }} |"]),
    )  # fmt: skip
    assert [row[1] for row in rows if "otaal" in row[0]] == ["30", "11", "41"][: 2 if head else 3]
    assert said == ""


def test_a_running_total_goes_on_from_the_one_above(regietafel: Regietafel, verhaal: Path) -> None:
    rows, _ = make(
        regietafel, verhaal, "| a | 100 |", "| Totaal excl. btw | {{ som }} |", "| btw | 21 |",
        "| Totaal incl. btw | {{ som }} |", "| subsidie | -50 |", "| Totaal | {{ som }} |",
    )  # fmt: skip
    assert [row[1] for row in rows if "otaal" in row[0]] == ["100", "121", "71"]


def test_rows_are_counted_where_a_cell_says_something(
    regietafel: Regietafel, verhaal: Path
) -> None:
    rows, _ = make(
        regietafel, verhaal, "| Kade | 1 |", "| Plein | |", "| Totaal: {{ aantal }} | {{ aantal }} met getal |"
    )  # fmt: skip
    assert rows[-1] == ["Totaal: 2", "1 met getal"]


def test_amounts_and_percentages_keep_their_sign(regietafel: Regietafel, verhaal: Path) -> None:
    rows, _ = make(
        regietafel, verhaal, "| a | € 1.000 | 40% |", "| b | € 500 | 60% |", "| Totaal | {{ som }} | {{ som }} |",
        head="| P | Geld | Deel |",
    )  # fmt: skip
    assert rows[-1][1:] == [f"€{HARD}1.500", "100%"]


def test_a_cell_that_does_not_count_is_told_with_its_line(
    regietafel: Regietafel, verhaal: Path
) -> None:
    rows, said = make(
        regietafel,
        verhaal,
        "| a | 12 (ambitie 50) |",
        "| b | 30 |",
        "| c | € 5 |",
        "| Totaal | {{ som }} |",
    )
    assert rows[-1][1] == "30"
    assert "tellen.md:10: waarschuwing [som-cel-onleesbaar]" in said
    assert "'12 (ambitie 50)'" in said
    assert "tellen.md:12: waarschuwing [som-cel-onleesbaar]" in said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("| a | veel |", "| Totaal | {{ som }} |"), "tellen.md:11: fout [som-zonder-getallen]"),
        (("| a | 1 |", "", "Samen {{ som }}."), "tellen.md:12: fout [som-buiten-tabel]"),
        (("| a | 1 |", '| Totaal | {{ som("x") }} |'), "tellen.md:11: fout [waarde-onleesbaar]"),
    ],
)
def test_a_total_that_cannot_be_worked_out_stays_and_is_told(
    regietafel: Regietafel, verhaal: Path, rows: tuple[str, ...], said: str
) -> None:
    assert said in make(regietafel, verhaal, *rows)[1]


def test_a_total_that_somebody_typed_is_compared_with_the_rows(
    regietafel: Regietafel, verhaal: Path
) -> None:
    _, said = make(regietafel, verhaal, "| a | 10 |", "| b | 5 |", "| Totaal | 16 |")
    assert "tellen.md:12: waarschuwing [totaal-onjuist]" in said
    assert "16" in said
    assert "15" in said
    assert "{{ som }}" in said


@pytest.mark.parametrize(
    ("rows", "line", "given"),
    [
        (("| **Assen** | |", "| a | 10 |", "| b | 20 |", "| Totaal Assen | 31 |", "| Totaal | 30 |"), 13, "30"),
        (("| a | 10 |", "| b | 20 |", "| Totaal Assen | 30 |", "| c | 5 |", "| Totaal Emmen | 12 |"), 14, "35"),
        (("| a | 10 |", "| b | 5 |", "| Subtotaal | 15 |", "| c | 1 |", "| d | 1 |", "| Subtotaal | 17 |"), 15, "2"),
        (("| a | 1.950 |", "| b | 2.010 |", "| Totaal | 3.970 |"), 12, "3.960"),
    ],
)  # fmt: skip
def test_a_total_that_fits_neither_its_group_nor_all_rows_is_told(
    regietafel: Regietafel, verhaal: Path, rows: tuple[str, ...], line: int, given: str
) -> None:
    _, said = make(regietafel, verhaal, *rows)
    assert said.count("totaal-onjuist") == 1
    assert f"tellen.md:{line}: waarschuwing [totaal-onjuist]" in said
    assert f"de rijen geven {given};" in said


@pytest.mark.parametrize(
    "rows",
    [
        ("| a | 10 |", "| b | 5 |", "| Totaal | 15 |"),
        ("| a | 10 |", "| b | veel |", "| Totaal | 16 |"),
        ("| a | 10 |", "| b | nnb |", "| Totaal | 16 |"),
        ("| a | 10% |", "| b | 5% |", "| Totaal | 8% |"),
        ("| a | 10 |", "| waarvan nieuw | 5 |", "| Totaal | 10 |"),
        ("| a | 10 |", "| b | 5 |", "| Totaal | ca. 20 |"),
        ("| a | 10 |", "| Totaal | 12 |"),
        (
            "| a | 10 |",
            "| b | 20 |",
            "| Totaal Assen | 30 |",
            "| c | 5 |",
            "| d | 6 |",
            "| Totaal Emmen | 11 |",
        ),
        (
            "| a | 10 |",
            "| b | 20 |",
            "| Totaal | 30 |",
            "| c | 5 |",
            "| d | 6 |",
            "| Totaal | 11 |",
            "| Totaal | 41 |",
        ),
        (
            "| a | 10 |",
            "| Totaal ex. btw | 10 |",
            "| btw | 2 |",
            "| Totaal met btw | 12 |",
            "| af | 1 |",
            "| Totaal | 13 |",
        ),
        ("| a | 2025 |", "| b | 2026 |", "| Totaal | 2025-2026 |"),
        ("| a | 2025-2026 |", "| b | 2030 |", "| Totaal | 2 |"),
    ],
)
def test_a_typed_total_that_may_be_right_is_left_alone(
    regietafel: Regietafel, verhaal: Path, rows: tuple[str, ...]
) -> None:
    assert make(regietafel, verhaal, *rows)[1] == ""


def test_the_overview_of_the_example_adds_up(regietafel: Regietafel, verhaal: Path) -> None:
    assert regietafel("maak", OKTOBER, "overzicht", cwd=verhaal).err == ""
    name = next((verhaal / "meetings" / OKTOBER / "uit").glob("Overzicht*.docx"))
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(name)).tables[-1].rows]
    totals = [row[7] for row in rows if row[0].startswith(("Subtotaal", "Totaal"))]
    assert totals == ["465–500", f"ca.{HARD}377–382", "34", f"ca.{HARD}876–916"]
