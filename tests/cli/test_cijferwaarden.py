"""Figures that a text names: read like ``cijfers controleer`` reads them, and computed."""

from pathlib import Path

import openpyxl
import pytest

from .conftest import Regietafel
from .test_stukken import JULI, meeting, notitie, pdf_of, word_of, write

NAAM = "Notitie Rooster"


def text(*lines: str) -> str:
    return notitie(text="## Aanleiding\n\n" + "\n\n".join(lines) + "\n")


def cijfers(werkmap: Path, name: str, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    (meeting(werkmap) / "cijfers" / name).write_bytes(data)


def test_a_quoted_figure_is_the_computed_one_and_maak_says_so(
    regietafel: Regietafel, werkmap: Path
) -> None:
    cijfers(werkmap, "aanbod.csv", "Gemeente;Opgave;Aanbod;Tekort\nAssen;791;792;-1\nEmmen;1.240;975;256\nTotaal;2.031;1.767;255\n")  # fmt: skip
    cijfers(werkmap, "aanbod.yaml", "titel: Aanbod per gemeente\nkolommen:\n  - kolom: Aanbod\n    label: Aangeboden\n  - kolom: Tekort\n    formule: opgave - aanbod\n  - kolom: Deel\n    eenheid: '%'\n    formule: aanbod / opgave\n")  # fmt: skip
    lines = [f'{{{{ cijfer("aanbod", "{row}", "{column}") }}}}.' for row, column in (
        ("Emmen", "Tekort"), ("Totaal", "Tekort"), ("Totaal", "Deel"), ("Assen", "Aanbod"),
        ("Assen", "aangeboden"),
    )]  # fmt: skip
    write(werkmap, "a.md", text(*lines, '{{ tabel("aanbod") }}'))
    said = regietafel("maak", JULI, "notitie", cwd=werkmap)
    assert said.code == 0, said.err
    assert "aanbod.csv:3: waarschuwing [waarde-berekend] Emmen, Tekort: hier staat 256" in said.err
    for shown in (word_of(werkmap, NAAM).replace("\n", " "), pdf_of(werkmap, NAAM)):
        assert "265. 264. 87%. 792. 792." in shown
    assert "Tabel 1. Aanbod per gemeente" in pdf_of(werkmap, NAAM)
    assert "Aangeboden Tekort Deel" in pdf_of(werkmap, NAAM)
    checked = regietafel("controleer", JULI, cwd=werkmap).err
    assert checked.count("Emmen, Tekort") == 1
    assert "cijfer-onjuist" in checked


def test_a_workbook_is_read_by_sheet(regietafel: Regietafel, werkmap: Path) -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("Later jaar")
    assert first is not None
    for sheet, amount in ((first, 1234.5), (second, 2)):
        sheet.append(["Gemeente", "Plekken"])
        sheet.append(["Súdwest", amount])
        sheet["B2"].number_format = "#,##0.0"
    book.save(meeting(werkmap) / "cijfers/boek.xlsx")
    lines = ('{{ cijfer("boek", "Súdwest", "Plekken") }}', '{{ cijfer("boek/Later jaar", "Súdwest", "Plekken") }}')  # fmt: skip
    write(werkmap, "a.md", text(*lines))
    said = regietafel("maak", JULI, "notitie", cwd=werkmap)
    assert said.code == 0, said.err
    assert "1.234,5 2,0" in pdf_of(werkmap, NAAM)


@pytest.mark.parametrize(
    "content",
    [
        "Gemeente;Plekken\nFryslân;1.151\n".encode("cp1252"),
        "Gemeente\tPlekken\nFryslân\t1.151\n".encode("utf-16"),
        '\ufeffsep=,\nGemeente,Plekken\nFryslân,"1.151"\n'.encode(),
        '\ufeff"Gemeente; of stad";Plekken\nFryslân;1.151\n'.encode(),
    ],
    ids=["windows-1252", "utf-16", "sep and quotes", "quoted head"],
)
def test_a_csv_in_any_dress_gives_the_same_figure(
    regietafel: Regietafel, werkmap: Path, content: bytes
) -> None:
    cijfers(werkmap, "plekken.csv", content)
    write(werkmap, "a.md", text('Het zijn er {{ cijfer("plekken", "Fryslân", "Plekken") }}.'))
    assert regietafel("maak", JULI, "notitie", cwd=werkmap).code == 0
    assert "Het zijn er 1.151." in word_of(werkmap, NAAM)


def test_a_table_that_cannot_be_read_is_told_once_and_a_second_of_its_name_too(
    regietafel: Regietafel, werkmap: Path
) -> None:
    cijfers(werkmap, "stuk.csv", 'A;B\n1;"2\n')
    cijfers(werkmap, "leeg.csv", "A;B\n")
    cijfers(werkmap, "dekking.xlsx", b"PK")
    write(werkmap, "a.md", text('{{ cijfer("dekking", "Asiel", "Dekking nu") }}'))
    said = regietafel("controleer", JULI, cwd=werkmap).err
    assert said.count("stuk.csv") == said.count("[csv-aanhalingsteken]") == 1
    assert said.count("[cijfers-leeg]") == 1
    assert said.count("dekking.xlsx") == 1
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Dekking", "Nu"])
    book.active.append(["Asiel", 1])
    book.save(meeting(werkmap) / "cijfers/dekking.xlsx")
    assert "[cijfers-dubbel]" in regietafel("maak", JULI, "notitie", cwd=werkmap).err
    assert "171%" in pdf_of(werkmap, NAAM)
