"""What a text gets wrong costs its reader nothing: the words are there, and a finding says where."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.cell import WriteOnlyCell
from pypdf import PdfReader

from .conftest import Regietafel

JULI = "prt-drenthe/2024-07-17"
KOP = "---\nsoort: notitie\ntitel: Proef\nstatus: definitief\n---\n\n## Aanleiding\n\n"
DIEP = "".join(f"{'  ' * n}- laag {n}\n" for n in range(6))


def write(werkmap: Path, text: str) -> None:
    path = werkmap / "meetings" / JULI / "stukken/proef.md"
    path.write_text(KOP + text, encoding="utf-8")


def made(regietafel: Regietafel, werkmap: Path, text: str) -> tuple[list[str], str, str]:
    """Return the words of the Word file, those of the PDF, and what was said."""
    write(werkmap, text)
    said = regietafel("maak", JULI, "notitie", cwd=werkmap)
    folder = werkmap / "meetings" / JULI / "uit"
    document = docx.Document(str(folder / "Notitie Proef.docx"))
    words = [p.text for p in document.element.body.iter() if p.tag.endswith("}t") and p.text]
    pdf = PdfReader(BytesIO((folder / "Notitie Proef.pdf").read_bytes()))
    return words, " ".join(" ".join(p.extract_text() for p in pdf.pages).split()), said.err


@pytest.mark.parametrize(
    ("text", "expected", "code"),
    [
        ("![Kaart van de plekken](weg.png)\n", ["[Afbeelding ontbreekt: Kaart van de plekken]"],
         "proef.md:9: fout [afbeelding-onbruikbaar]"),
        ("#### Diep\n\nTekst.\n", ["Diep", "Tekst."],
         "proef.md:9: waarschuwing [kop-niveau-overgeslagen]"),
        ("| Gemeente | Plekken |\n|---|\n| Assen | 12\n", ["Gemeente", "Assen", "12"],
         "proef.md:9: waarschuwing [tabel-niet-af]"),
        ("| Gemeente | Plekken |\n|---|---|\n| Assen | 12\nEn dan dit.\n", ["Assen", "12", "En dan dit."],
         "proef.md:12: waarschuwing [tabel-rij-zonder-streep]"),
        (DIEP, [f"laag {n}" for n in range(6)], ""),
    ],
    ids=["missing picture", "skipped level", "unfinished table", "unclosed table", "deep lists"],
)  # fmt: skip
def test_what_is_odd_in_a_text_is_still_in_word_and_pdf(
    regietafel: Regietafel, werkmap: Path, text: str, expected: list[str], code: str
) -> None:
    word, pdf, said = made(regietafel, werkmap, text)
    assert code in said
    assert bool(said) == bool(code)
    for words in expected:
        assert any(words in each for each in word), words
        assert words in pdf


def test_every_level_of_a_deep_list_is_indented_more(regietafel: Regietafel, werkmap: Path) -> None:
    made(regietafel, werkmap, DIEP)
    path = werkmap / "meetings" / JULI / "uit/Notitie Proef.docx"
    shown = [p for p in docx.Document(str(path)).paragraphs if p.text.startswith("laag")]
    levels = [p._p.xpath("number(w:pPr/w:numPr/w:ilvl/@w:val)") for p in shown]  # noqa: SLF001 - python-docx has no name for it
    assert levels == list(range(6))


@pytest.mark.parametrize(
    ("head", "cells", "told"),
    [
        ("Plekken", ("25943", "1200"), "staat 25943 zonder punt; schrijf 25.943."),
        ("Budget", ("1.000", "125000,50"), "schrijf 125.000,50."),
        ("Plekken", ("25.943", "1200"), ""),
        ("Zaaknummer", ("25943", "25944"), ""),
        ("Bijzonderheden", ("25943", "zie de brief"), ""),
    ],
)
def test_a_large_number_without_a_point_is_a_hint_and_stays_as_typed(
    regietafel: Regietafel, werkmap: Path, head: str, cells: tuple[str, str], told: str
) -> None:
    rows = "".join(f"| Rij | {cell} |\n" for cell in cells)
    word, pdf, said = made(regietafel, werkmap, f"| Naam | {head} |\n|---|---|\n{rows}")
    assert told in said
    assert ("hint [getal-zonder-punt]" in said) == bool(told)
    assert all(cell in word and cell in pdf for cell in cells)


def test_a_large_number_in_a_file_is_to_be_written_there(
    regietafel: Regietafel, werkmap: Path
) -> None:
    folder = werkmap / "meetings" / JULI / "cijfers"
    table = folder / "lijst.csv"
    table.write_text("Gemeente;Plekken\nAssen;25943\nEmmen;1200\n")
    _, pdf, said = made(regietafel, werkmap, '{{ tabel("lijst") }}\n')
    assert "25943" in pdf
    assert "proef.md:9: hint [getal-zonder-punt]" in said
    assert "schrijf 25.943 in het bestand" in said
    table.write_text("Gemeente;Plekken\nAssen;25.943\nEmmen;1200\n")
    _, pdf, said = made(regietafel, werkmap, '{{ tabel("lijst") }}\n')
    assert ("25.943" in pdf, said) == (True, "")
    table.unlink()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Gemeente", "Plekken"])
    cell = WriteOnlyCell(sheet, 25943)
    cell.number_format = "#,##0"
    sheet.append(["Assen", cell])
    book.save(folder / "lijst.xlsx")
    _, pdf, said = made(regietafel, werkmap, '{{ tabel("lijst") }}\n')
    assert ("25.943" in pdf, said) == (True, "")


def test_a_typed_table_of_five_thousand_rows_is_warned_about_and_added_up(
    regietafel: Regietafel, werkmap: Path
) -> None:
    rows = "".join(f"| Regel {n} | {n} |\n" for n in range(5_000))
    write(werkmap, f"| Naam | Getal |\n|---|---|\n{rows}| Totaal | 12.497.501 |\n")
    said = regietafel("controleer", JULI, cwd=werkmap)
    assert said.code == 0
    assert "proef.md:9: waarschuwing [tabel-te-lang] Deze tabel heeft 5001 rijen" in said.err
    assert "proef.md:5011: waarschuwing [totaal-onjuist]" in said.err
    assert "12.497.500" in said.err
