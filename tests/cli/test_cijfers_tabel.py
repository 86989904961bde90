"""``regietafel cijfers tabel``: one table in Word, PDF, page and Excel, with computed totals."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from regietafel.dossier.validation import load_model
from regietafel.figures.tabel import lees_tabel
from regietafel.figures.uitwerking import Uitwerking, werk_uit
from regietafel.importers.tabellen import read_tables
from regietafel.model.cijfers import Getallentabel

from .conftest import Regietafel, Uitvoer
from .test_stukken import notitie

JULI = "meetings/prt-drenthe/2024-07-17"
MEETING = "prt-drenthe/2024-07-17"
FORMS = ("docx", "pdf", "html", "xlsx")

CSV = """Gemeente;Inwoners;Opgave;Realisatie;Gereed op
Noord:;;;;
Assen;69.414;791;792;1-7-2024
Emmen;108.765;1.240;975;
Zuid:;;;;
Meppel;35.464;404;ntb;
Hoogeveen;56.433;-;506;=1+1
"""
YAML = """titel: Stand van de opgave
bron: Opgave van de gemeenten
peildatum: 2024-07-12
eenheid: plekken
totaal_maken: true
kolommen:
  - {kolom: Inwoners, eenheid: inwoners, bron: CBS, peildatum: 2023-01-01}
  - {kolom: Opgave, groep: Stand}
  - {kolom: Realisatie, groep: Stand, label: Gereed}
  - {kolom: Nog te doen, groep: Stand, formule: opgave - realisatie}
  - kolom: Aandeel
    groep: Stand
    eenheid: "%"
    plaatsen: 1
    formule: realisatie / opgave
    drempels: {groen: 100, oranje: 75}
groepen:
  - {naam: Samen noord, rijen: [Assen, Emmen]}
toelichting:
  - De cijfers zijn verzonnen.
"""


def make(regietafel: Regietafel, folder: Path, *names: str) -> Uitvoer:
    return regietafel("cijfers", "tabel", MEETING, *names, cwd=folder)


@pytest.fixture
def stand(werkmap: Path) -> Path:
    """Return a workspace with a table that has everything."""
    cijfers = werkmap / JULI / "cijfers"
    (cijfers / "stand.csv").write_text(CSV, encoding="utf-8")
    (cijfers / "stand.yaml").write_text(YAML, encoding="utf-8")
    return werkmap


def document(folder: Path, title: str, extension: str) -> Path:
    return folder / JULI / "uit" / f"Tabel {title} 17 juli 2024.{extension}"


def worked(folder: Path, name: str) -> Uitwerking:
    path = folder / JULI / "cijfers" / f"{name}.csv"
    [received], _ = read_tables(path, path.read_bytes())
    definition = load_model(path.with_suffix(".yaml"), Getallentabel).model
    assert definition is not None
    return werk_uit(lees_tabel(received.rijen)[0], definition)[0]


def word_rows(path: Path) -> list[list[str]]:
    table = Document(str(path)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_table_is_made_in_every_form_with_the_same_words(
    regietafel: Regietafel, werkmap: Path
) -> None:
    result = make(regietafel, werkmap, "drentse-puzzel")
    assert (result.code, result.err) == (0, "")
    assert [Path(line).suffix[1:] for line in result.out.splitlines()] == list(FORMS)
    rows = word_rows(document(werkmap, "Drentse puzzel", "docx"))
    assert rows[0][2:5] == ["Opgave"] * 3
    assert rows[1][:5] == ["Gemeente", "Inwoners", "Oekraïne", "Asiel", "Amv"]
    assert rows[4][0] == "Borger-Odoorn"
    assert rows[4][-3:] == ["385", "0", "50"]  # empty in the file, made by the formula
    pdf = " ".join(p.extract_text() for p in PdfReader(document(werkmap, "Drentse puzzel", "pdf")).pages)  # fmt: skip
    page = document(werkmap, "Drentse puzzel", "html").read_text(encoding="utf-8")
    words = [cell for row in rows[2:] for cell in row if cell]
    assert [word for word in words if word not in pdf] == []
    assert [word for word in words if word not in page] == []


def test_what_is_unknown_nothing_or_empty_stays_different_and_totals_say_so(
    regietafel: Regietafel, stand: Path
) -> None:
    assert make(regietafel, stand, "stand").code == 0
    rows = word_rows(document(stand, "Stand van de opgave", "docx"))
    by_label = {row[0]: row for row in rows}
    assert rows[1] == ["Gemeente", "Inwoners", "Opgave", "Gereed", "Nog te doen", "Aandeel", "Gereed op"]  # fmt: skip
    assert by_label["Assen"][1:] == ["69.414", "791", "792", "−1", "●\xa0100,1%", "1-7-2024"]
    assert by_label["Emmen"][1:6] == ["108.765", "1.240", "975", "265", "▲\xa078,6%"]
    assert by_label["Samen noord"][1:6] == ["178.179", "2.031", "1.767", "264", "▲\xa087,0%"]
    assert by_label["Meppel"][2:6] == ["404", "ntb", "onbekend", "onbekend"]
    assert by_label["Hoogeveen"][2:] == ["–", "506", "−506", "kan niet", "=1+1"]
    assert by_label["Totaal"][1:4] == ["270.076", "2.435", "2.273¹"]
    text = "\n".join(p.text for p in Document(str(document(stand, "Stand van de opgave", "docx"))).paragraphs)  # fmt: skip
    assert "¹ Totaal onvolledig; niet bekend is Meppel: ntb." in text
    assert "● vanaf 100%, ▲ vanaf 75%, ■ daaronder." in text
    assert "Inwoners: bron CBS, peildatum 1 januari 2023." in text
    assert "De cijfers zijn verzonnen." in text


def test_a_figure_that_is_wrong_on_purpose_stands_as_it_was_with_its_reason(
    regietafel: Regietafel, werkmap: Path
) -> None:
    make(regietafel, werkmap, "drentse-puzzel")
    path = document(werkmap, "Drentse puzzel", "docx")
    rows = {row[0]: row for row in word_rows(path)}
    assert rows["Emmen"][-1] == "20¹"
    text = "\n".join(p.text for p in Document(str(path)).paragraphs)
    assert "¹ Emmen, Inbreng amv: berekend is 40. Zo opgegeven" in text


WRONG_ON_PURPOSE = """titel: Delta
kolommen:
  - {kolom: Delta, formule: opgave - realisatie}
bewust:
  - {rij: B, kolom: Delta, reden: Zo gepubliceerd}
"""


def test_a_total_over_a_wrong_figure_is_the_same_in_every_document_and_said(
    regietafel: Regietafel, werkmap: Path
) -> None:
    cijfers = werkmap / JULI / "cijfers"
    rows = "Wie;Opgave;Realisatie;Delta\nA;100;60;40\nB;90;40;45\nTotaal;190;100;90\n"
    (cijfers / "delta.csv").write_text(rows, "utf-8")
    (cijfers / "delta.yaml").write_text(WRONG_ON_PURPOSE, "utf-8")
    result = make(regietafel, werkmap, "delta")
    assert "delta.csv:4: waarschuwing [waarde-berekend] Totaal, Delta: hier staat 90" in result.err
    assert word_rows(document(werkmap, "Delta", "docx"))[-1] == ["Totaal", "190", "100", "85"]
    memo = werkmap / JULI / "stukken" / "a.md"
    memo.write_text(
        notitie(text='## Aanleiding\n\n{{ cijfer("delta", "Totaal", "Delta") }}.\n'), "utf-8"
    )
    assert regietafel("maak", JULI, "notitie", cwd=werkmap).code == 0
    assert "85." in [
        p.text for p in Document(str(werkmap / JULI / "uit" / "Notitie Rooster.docx")).paragraphs
    ]


def test_a_false_total_is_shown_right_and_said(regietafel: Regietafel, werkmap: Path) -> None:
    path = werkmap / JULI / "cijfers" / "drentse-puzzel.csv"
    path.write_text(
        path.read_text("utf-8").replace("Totaal;502.051;5.720", "Totaal;502.051;5.722"), "utf-8"
    )
    result = make(regietafel, werkmap, "drentse-puzzel")
    assert result.code == 1
    assert "er staat 5.722, berekend is 5.720" in result.err
    assert word_rows(document(werkmap, "Drentse puzzel", "docx"))[-1][2] == "5.720"


@pytest.mark.parametrize("name", ["stand", "drentse-puzzel"])
def test_excel_calculates_what_we_calculate(
    regietafel: Regietafel,
    stand: Path,
    tmp_path: Path,
    needs_program: Callable[..., None],
    name: str,
) -> None:
    """LibreOffice works the sheet out anew; every figure must be ours, to the last digit it holds."""
    needs_program("soffice")
    make(regietafel, stand, name)
    title = {"stand": "Stand van de opgave", "drentse-puzzel": "Drentse puzzel"}[name]
    source = document(stand, title, "xlsx")
    formulas = load_workbook(source).worksheets[0]
    again = _recalculated(source, tmp_path)
    count = 0
    for row, line in zip(again.iter_rows(min_row=3), worked(stand, name).rijen, strict=True):
        for cell, ours in zip(row[1:], line.cellen[1:], strict=True):
            formula = formulas[cell.coordinate].value
            live = isinstance(formula, str) and formulas[cell.coordinate].data_type == "f"
            count += live
            if ours.uitkomst.fout or (live and not isinstance(cell.value, int | float)):
                assert cell.value in {"kan niet", "onbekend"}, cell.coordinate
            elif live:
                expected = ours.uitkomst.waarde
                assert expected is not None
                assert isinstance(cell.value, int | float)
                assert abs(Fraction(cell.value) - expected) < Fraction(1, 10**9), cell.coordinate
    assert count >= 15


def _recalculated(path: Path, folder: Path) -> Worksheet:
    """Return the first sheet after LibreOffice calculated everything again."""
    bare = folder / "kaal.xlsx"
    bare.write_bytes(path.read_bytes())
    profile = f"-env:UserInstallation=file://{folder / 'profiel'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(folder / "na"), str(bare)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheet: Worksheet = load_workbook(folder / "na" / "kaal.xlsx", data_only=True).worksheets[0]
    return sheet


def test_text_never_becomes_a_formula(regietafel: Regietafel, stand: Path) -> None:
    cijfers = stand / JULI / "cijfers"
    text = CSV.replace("Assen", "=HYPERLINK(1)").replace("Gereed op", "@SUM(A1)")
    (cijfers / "stand.csv").write_text(text, encoding="utf-8")
    definition = YAML.replace("rijen: [Assen, Emmen]", "rijen: [Emmen]").replace(
        "titel: Stand van de opgave", "titel: '=1+1'"
    )
    (cijfers / "stand.yaml").write_text(definition, encoding="utf-8")
    make(regietafel, stand, "stand")
    book = load_workbook(document(stand, "=1+1", "xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    own = r'=(?:[A-Z]{1,2}\d+|SUM|COUNT|IF|IFERROR|N|"onbekend"|"kan niet"|[-+*/(),:<>=\d])+'
    assert formulas
    assert [f for f in formulas if not re.fullmatch(own, f)] == []
    assert {"=HYPERLINK(1)", "@SUM(A1)", "=1+1"} <= {c.value for c in cells if c.data_type == "s"}


def test_thresholds_are_judged_in_excel_with_a_sign_as_well_as_a_colour(
    regietafel: Regietafel, stand: Path
) -> None:
    make(regietafel, stand, "stand")
    sheet = load_workbook(document(stand, "Stand van de opgave", "xlsx")).worksheets[0]
    [(area, rules)] = [(str(a.sqref), list(a.rules)) for a in sheet.conditional_formatting]
    assert area == "F3:F10"
    assert [rule.dxf.numFmt.formatCode[1] for rule in rules] == ["●", "▲", "■"]
    assert [rule.formula[0] for rule in rules] == [
        "AND(ISNUMBER(F3),F3>=1)", "AND(ISNUMBER(F3),F3>=0.75)", "AND(ISNUMBER(F3),F3<0.75)",
    ]  # fmt: skip


def test_a_wide_table_lies_and_repeats_its_head(regietafel: Regietafel, werkmap: Path) -> None:
    heads = ";".join(f"Kolom nummer {n}" for n in range(24))
    rows = "".join(f"Gemeente {n};{';'.join(['1.151'] * 24)}\n" for n in range(60))
    (werkmap / JULI / "cijfers" / "breed.csv").write_text(f"Gemeente;{heads}\n{rows}", "utf-8")
    (werkmap / JULI / "cijfers" / "breed.yaml").write_text("titel: Breed\n", "utf-8")
    assert make(regietafel, werkmap, "breed").code == 0
    pages = PdfReader(document(werkmap, "Breed", "pdf")).pages
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    texts = [page.extract_text() for page in pages]
    assert all("Gemeente" in text and "nummer" in text for text in texts)
    assert "Deel 1 van 2" in texts[0]
    xml = zipfile.ZipFile(document(werkmap, "Breed", "docx")).read("word/document.xml").decode()
    assert 'w:orient="landscape"' in xml
    assert xml.count("w:tblHeader") == 2


def test_a_table_without_a_definition_stands_as_received(
    regietafel: Regietafel, werkmap: Path
) -> None:
    (werkmap / JULI / "cijfers" / "los.csv").write_text("Wat;Getal\na;1\nTotaal;5\n", "utf-8")
    result = make(regietafel, werkmap, "los.csv")
    assert "los.csv heeft geen definitie" in result.err
    assert word_rows(document(werkmap, "Los", "docx"))[-1] == ["Totaal", "5"]
    sheet = load_workbook(document(werkmap, "Los", "xlsx")).worksheets[0]
    assert sheet["B3"].value == 5


def test_an_unknown_name_is_refused_with_what_there_is(
    regietafel: Regietafel, werkmap: Path
) -> None:
    result = make(regietafel, werkmap, "drentse-puzzle")
    assert result.code == 1
    assert "Er is geen tabel 'drentse-puzzle'; bedoelt u 'drentse-puzzel'?" in result.err


def test_a_broken_definition_makes_nothing(regietafel: Regietafel, stand: Path) -> None:
    path = stand / JULI / "cijfers" / "stand.yaml"
    path.write_text(YAML.replace("opgave - realisatie", "opgave - gerealiseerd"), "utf-8")
    result = make(regietafel, stand, "stand")
    assert result.code == 1
    assert "[formule-kolom-onbekend]" in result.err
    assert not document(stand, "Stand van de opgave", "docx").exists()


def test_equal_input_gives_equal_files(regietafel: Regietafel, werkmap: Path) -> None:
    make(regietafel, werkmap, "dekking")
    first = {form: document(werkmap, "Dekking", form).read_bytes() for form in FORMS}
    make(regietafel, werkmap, "dekking")
    again = {form: document(werkmap, "Dekking", form).read_bytes() for form in FORMS}
    assert first == again
    assert all(zipfile.is_zipfile(io.BytesIO(first[form])) for form in ("docx", "xlsx"))


def test_two_tables_with_one_title_are_told_and_neither_hides_the_other(
    regietafel: Regietafel, werkmap: Path
) -> None:
    cijfers = werkmap / JULI / "cijfers"
    for name in ("geld.csv", "geld2.csv", "huur.csv"):
        (cijfers / name).write_text("Gemeente;Geld\nAssen;1\n", encoding="utf-8")
    (cijfers / "geld2.yaml").write_text('titel: "GELD"\n', encoding="utf-8")
    made = make(regietafel, werkmap)
    assert made.code == 1
    assert made.err.count("fout [stuk-zelfde-naam]") == 2
    assert "geld.csv: fout [stuk-zelfde-naam] Dit stuk zou net zo heten als dat van geld2.csv" in made.err  # fmt: skip
    assert "geld2.csv: fout" in made.err
    names = {path.stem for path in (werkmap / JULI / "uit").iterdir()}
    assert "Tabel Huur 17 juli 2024" in names
    assert not {name for name in names if "geld" in name.casefold()}
    assert make(regietafel, werkmap, "geld2").code == 1
