"""The steps of a secretary, from an empty folder to everything that goes out."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl

from .conftest import Regietafel

JULI = "prt-drenthe/2024-07-17"


def test_the_example_meeting_passes_every_check(regietafel: Regietafel, werkmap: Path) -> None:
    result = regietafel("controleer", JULI, cwd=werkmap)
    assert result.code == 0, result.err
    assert "fout" not in result.err


def test_maak_gives_agenda_and_list_as_word_and_pdf(regietafel: Regietafel, werkmap: Path) -> None:
    result = regietafel("maak", JULI, cwd=werkmap)
    assert result.code == 0, result.err
    made = {path.name for path in (werkmap / "meetings" / JULI / "uit").iterdir()}
    assert made == {
        "0. Agenda PRT Drenthe 17 juli 2024.docx",
        "0. Agenda PRT Drenthe 17 juli 2024.pdf",
        "2. Actie- en besluitenlijst PRT Drenthe 5 april 2024.docx",
        "2. Actie- en besluitenlijst PRT Drenthe 5 april 2024.pdf",
        "4b. Voorstelmemo verdeling asiel- en vluchtelingenopgave in Drenthe.docx",
        "4b. Voorstelmemo verdeling asiel- en vluchtelingenopgave in Drenthe.pdf",
    }


def test_making_twice_gives_the_same_bytes(regietafel: Regietafel, werkmap: Path) -> None:
    output = werkmap / "meetings" / JULI / "uit"
    regietafel("maak", JULI, cwd=werkmap)
    first = {path.name: path.read_bytes() for path in output.iterdir()}
    regietafel("maak", JULI, cwd=werkmap)
    assert {path.name: path.read_bytes() for path in output.iterdir()} == first


def test_pakket_puts_everything_in_one_pdf(
    regietafel: Regietafel, werkmap: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    result = regietafel("pakket", JULI, cwd=werkmap)
    assert result.code == 0, result.err
    pack = werkmap / "meetings" / JULI / "uit" / "Vergaderstukken PRT Drenthe 17 juli 2024.pdf"
    assert pack.read_bytes().startswith(b"%PDF")


def test_a_workbook_that_becomes_many_pages_is_told_of(
    regietafel: Regietafel, werkmap: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    folder = werkmap / "meetings" / JULI
    for name, rows in (("lang", 2000), ("kort", 20)):
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in range(rows):
            sheet.append([f"Regel {row}", row])
        book.save(folder / f"bijlagen/{name}.xlsx")
    agenda = folder / "vergadering.yaml"
    added = "agenda:\n  - titel: Lijsten\n    bijlagen: [lang.xlsx, kort.xlsx]\n    doel: ter informatie\n"
    agenda.write_text(agenda.read_text().replace("agenda:\n", added))
    result = regietafel("pakket", JULI, cwd=werkmap)
    assert result.code == 0, result.err
    told = re.findall(
        r"(\w+)\.xlsx: waarschuwing \[bijlage-veel-bladzijden\] Bijlage (\S+) wordt", result.err
    )
    assert told == [("lang", "1-1")]


def test_uitnodiging_writes_the_calendar_file_and_keeps_its_uid(
    regietafel: Regietafel, werkmap: Path
) -> None:
    result = regietafel("uitnodiging", JULI, cwd=werkmap)
    assert result.code == 0, result.err
    folder = werkmap / "meetings" / JULI
    invitation = (folder / "uit" / "Uitnodiging PRT Drenthe 17 juli 2024.ics").read_bytes()
    assert b"METHOD:REQUEST\r\n" in invitation
    uid = next(
        line for line in (folder / "uitnodiging.yaml").read_text().splitlines() if "uid:" in line
    )
    assert uid.split(": ")[1].strip("'\"").encode() in invitation


def test_from_an_empty_folder_to_the_next_meeting(regietafel: Regietafel, tmp_path: Path) -> None:
    assert regietafel("init", "werk", cwd=tmp_path).code == 0
    werk = tmp_path / "werk"
    table = next((werk / "meetings").iterdir()).name
    made = regietafel("nieuw", table, "2027-03-10", cwd=werk)
    assert made.code == 0, made.err
    checked = regietafel("controleer", f"{table}/2027-03-10", cwd=werk)
    assert checked.code == 0, checked.err
    assert regietafel("maak", table, cwd=werk).code == 0


def test_nieuw_puts_the_previous_list_on_the_agenda(regietafel: Regietafel, werkmap: Path) -> None:
    result = regietafel("nieuw", "prt-drenthe", "2024-10-02", cwd=werkmap)
    assert result.code == 0, result.err
    text = (werkmap / "meetings/prt-drenthe/2024-10-02/vergadering.yaml").read_text()
    assert "lijst_van: 2024-07-17" in text or "lijst_van: '2024-07-17'" in text
    assert "ter vaststelling" in text


def test_demo_makes_a_workspace_and_says_where(regietafel: Regietafel, tmp_path: Path) -> None:
    result = regietafel("demo", "voorbeeld", cwd=tmp_path)
    assert result.code == 0, result.err
    assert "Vergaderstukken PRT Drenthe 17 juli 2024.pdf" in result.out
