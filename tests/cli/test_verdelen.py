"""``regietafel cijfers verdeel`` and ``prognose``: on the screen, as JSON and as documents."""

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from .conftest import Regietafel, Uitvoer

JULI = "meetings/prt-drenthe/2024-07-17"
MEETING = "prt-drenthe/2024-07-17"
BRON = Path(__file__).parent.parent / "figures" / "bron"
FORMS = [".docx", ".pdf", ".html", ".xlsx"]


def split(regietafel: Regietafel, folder: Path, *more: str) -> Uitvoer:
    return regietafel("cijfers", "verdeel", MEETING, "verdeling", *more, cwd=folder)


def forecast(regietafel: Regietafel, folder: Path, *more: str) -> Uitvoer:
    name = "prognose"
    return regietafel("cijfers", "prognose", MEETING, name, *more, cwd=folder)


def change(folder: Path, old: str, new: str, name: str = "verdeling.yaml") -> None:
    path = folder / JULI / "cijfers" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def table_of(output: str, head: str) -> dict[str, list[str]]:
    """Return the rows below a heading, by their label."""
    lines = output.split(f"\n{head}\n")[1].split("\n\n", maxsplit=1)[0].splitlines()
    return {line.split("\t")[0]: line.split("\t")[1:] for line in lines if "\t" in line}


def test_the_screen_shows_who_does_what_what_is_missing_and_an_exchange(
    regietafel: Regietafel, werkmap: Path
) -> None:
    result = split(regietafel, werkmap)
    assert (result.code, result.err) == (0, "")
    assert "- Oekraïne: opgave 5.720, inbreng 5.588 (97,7%); nog te plaatsen 132." in result.out
    assert "- Amv: opgave 229, inbreng 311 (135,8%)" in result.out
    assert "Tynaarlo\tasiel\tOekraïne\t132" in result.out
    kind = table_of(result.out, "Oekraïne")
    assert kind["Gemeente"] == [
        "Inwoners", "Opgave", "Evenredig", "Eerste aanbod", "Bijstelling", "Inbreng",
        "Boven of onder", "Deel", "Per 1.000 inwoners",
    ]  # fmt: skip
    assert kind["Emmen"] == ["108.765", "1.240", "1.239", "975", "", "975", "−265", "78,6%", "9,0"]
    assert kind["Totaal"][:3] == ["502.051", "5.720", "5.720"]
    assert table_of(result.out, "Asiel")["Noordenveld"][3] == "ntb"
    after = table_of(result.out, "Na de ruil")
    assert after["Oekraïne"] == ["5.720", "5.588", "132", "0", "5.720", "0", "100,0%"]


def test_other_programs_get_it_exactly(regietafel: Regietafel, werkmap: Path) -> None:
    data = json.loads(split(regietafel, werkmap, "--json").out)
    assert data["nog_te_plaatsen"] == {"Oekraïne": "132", "asiel": "0", "amv": "0"}
    [move] = data["ruil"]
    assert move == {"gemeente": "Tynaarlo", "van": "asiel", "naar": "Oekraïne", "aantal": 132}
    even = [int(p["evenredig"]) for p in data["delen"] if p["soort"] == "Oekraïne"]
    assert (len(even), sum(even)) == (12, 5720)


def test_an_empty_adjustment_is_nothing_only_where_the_definition_says_so(
    regietafel: Regietafel, werkmap: Path
) -> None:
    told = "naam: bij_amv, groep: Bijstelling, leeg: niets"
    change(werkmap, told, told.removesuffix(", leeg: niets"), "drentse-puzzel.yaml")
    result = split(regietafel, werkmap)
    assert "- Amv: opgave 229, inbreng minstens 283" in result.out
    assert "Niet bekend: Hoogeveen, Meppel en Tynaarlo." in result.out
    assert table_of(result.out, "Alle soorten samen")["Meppel"][-1] == "onbekend"
    data = json.loads(split(regietafel, werkmap, "--json").out)
    meppel = next(p for p in data["per_gemeente"] if p["gemeente"] == "Meppel")
    assert meppel["inbreng"]["niet_bekend"] == ["Meppel, Inbreng amv: niet ingevuld"]
    assert meppel["deel"] is None


def test_the_document_is_made_in_every_form_and_the_table_stays_as_it_was(
    regietafel: Regietafel, werkmap: Path
) -> None:
    table = werkmap / JULI / "cijfers" / "drentse-puzzel.csv"
    before = table.read_bytes()
    result = split(regietafel, werkmap, "--maak")
    assert result.code == 0
    made = [werkmap / line for line in result.out.splitlines()]
    assert [path.suffix for path in made] == FORMS
    assert table.read_bytes() == before
    word = Document(str(made[0]))
    words = [cell.text for t in word.tables for row in t.rows for cell in row.cells if cell.text]
    pdf = "".join("".join(page.extract_text() for page in PdfReader(made[1]).pages).split())
    page = made[2].read_text("utf-8")
    assert [w for w in words if "".join(w.split()) not in pdf] == []
    assert [w for w in words if w not in page] == []
    assert "Dit is een voorstel. In de tabel is niets veranderd." in page
    assert load_workbook(made[3]).sheetnames == [
        "Voorstel voor een ruil", "Na de ruil", "Oekraïne", "Asiel", "Amv", "Alle soorten samen", "Toelichting",
    ]  # fmt: skip


def test_no_exchange_that_breaks_a_bound(regietafel: Regietafel, werkmap: Path) -> None:
    change(werkmap, "ruimte:\n", "ruimte:\n  - {gemeente: Tynaarlo, soort: asiel, minimaal: 200}\n")
    moves = json.loads(split(regietafel, werkmap, "--json").out)["ruil"]
    assert sum(move["aantal"] for move in moves) == 132
    assert len(moves) == 1
    assert moves[0]["gemeente"] not in {"Tynaarlo", "Westerveld", "Emmen"}


def test_when_it_cannot_be_done_it_says_why(regietafel: Regietafel, werkmap: Path) -> None:
    names = [
        "Aa en Hunze", "Coevorden", "Hoogeveen", "Meppel", "Tynaarlo", "Westerveld", "Assen",
        "Borger-Odoorn", "De Wolden", "Midden-Drenthe", "Noordenveld", "Emmen",
    ]  # fmt: skip
    path = werkmap / JULI / "cijfers" / "verdeling.yaml"
    head = path.read_text("utf-8").partition("ruimte:")[0]
    stated = json.loads(split(regietafel, werkmap, "--json").out)["delen"]
    fixed = {p["gemeente"]: p["inbreng"]["waarde"] for p in stated if p["soort"] == "Oekraïne"}
    lines = [f"  - {{gemeente: {n}, soort: Oekraïne, vast: {fixed[n]}}}\n" for n in names]
    path.write_text(f"{head}ruimte:\n{''.join(lines)}", "utf-8")
    result = split(regietafel, werkmap)
    assert result.code == 0
    assert "Er is geen ruil te berekenen. Voor Oekraïne zijn 132 plekken nodig" in result.out
    assert "binnen de grenzen van de gemeenten" in result.out


def test_without_inhabitants_there_is_no_even_split(regietafel: Regietafel, werkmap: Path) -> None:
    change(werkmap, "inwoners: Inwoners 2023\n", "")
    result = split(regietafel, werkmap)
    assert result.code == 0
    assert "Evenredig" not in result.out
    assert "Per 1.000 inwoners" not in result.out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Opgave asiel", "Opgave azc", "De kolom 'Opgave azc' staat niet in de tabel."),
        ("tabel: drentse-puzzel", "tabel: puzel", "Er is geen tabel 'puzel'"),
        ("soorten:", "soortjes:", "bedoelt u 'soorten'?"),
    ],
)
def test_what_is_missing_is_named(
    regietafel: Regietafel, werkmap: Path, old: str, new: str, words: str
) -> None:
    change(werkmap, old, new)
    result = split(regietafel, werkmap)
    assert result.code == 1
    assert words in result.err


def test_controleer_looks_at_puzzles_and_forecasts(regietafel: Regietafel, werkmap: Path) -> None:
    change(werkmap, "Opgave asiel", "Opgave azc")
    cijfers = werkmap / JULI / "cijfers"
    (cijfers / "los.yaml").write_text("titel: Los\n", "utf-8")
    change(werkmap, "jaren: 8", "jaren: acht", "prognose.yaml")
    result = regietafel("controleer", MEETING, cwd=werkmap)
    assert result.code == 1
    assert "[verdeling-onjuist] De kolom 'Opgave azc' staat niet in de tabel." in result.err
    assert "los.yaml: waarschuwing [definitie-zonder-tabel]" in result.err
    assert "prognose.yaml:" in result.err


def test_a_number_in_a_memo_that_differs_from_the_table_is_a_hint(
    regietafel: Regietafel, werkmap: Path
) -> None:
    memo = werkmap / JULI / "stukken" / "voorstelmemo-drentse-puzzel.md"
    text = memo.read_text("utf-8")
    memo.write_text(f"{text}\nEmmen telt 108.756 inwoners.\n", "utf-8")
    result = regietafel("controleer", MEETING, cwd=werkmap)
    assert result.code == 0
    line = text.count("\n") + 2
    assert f"{memo.name}:{line}: hint [cijfer-in-tekst] Hier staat 108.756" in result.err
    assert result.err.count("[") == 1


# ------------------------------------------------------------------ forecast


def test_the_forecast_of_the_source_comes_out_exactly(
    regietafel: Regietafel, werkmap: Path
) -> None:
    with (BRON / "prognose-statushouders-drenthe.csv").open(encoding="utf-8") as file:
        stated = [row[1:] for row in csv.reader(file, delimiter=";")][1:]
    data = json.loads(forecast(regietafel, werkmap, "--json").out)
    keys = ("achterstand_begin", "taakstelling", "gehuisvest", "achterstand", "te_huisvesten")
    assert [[year[key] for key in keys] for year in data["scenarios"][0]["jaren"]] == stated


def test_scenarios_stand_side_by_side_as_table_and_chart(
    regietafel: Regietafel, werkmap: Path
) -> None:
    shown = forecast(regietafel, werkmap)
    assert shown.code == 0
    assert "1-1-2030\t1.165\t−335\t−35" in shown.out
    result = forecast(regietafel, werkmap, "--maak")
    made = [werkmap / line for line in result.out.splitlines()]
    assert [path.suffix for path in made] == FORMS
    assert "naar een voorsprong van 335" in made[2].read_text("utf-8")
    word = Document(str(made[0]))
    alt = [e.get("descr") for e in word.element.iter() if e.tag.endswith("}docPr")]
    assert any("Zoals nu: 2023: 115, 2024: 265" in (text or "") for text in alt)


def test_the_years_of_a_forecast_follow_each_other_in_excel(
    regietafel: Regietafel, werkmap: Path, tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    forecast(regietafel, werkmap, "--maak")
    source = next((werkmap / JULI / "uit").glob("Prognose *.xlsx"))
    sheet = load_workbook(source)["Zoals nu"]
    assert sheet["B3"].value == "=E2"
    assert sheet["E2"].value == "=(B2+C2)-D2"
    shutil.copy(source, tmp_path / "p.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path / 'profiel'}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "na"),
         str(tmp_path / "p.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    again = load_workbook(tmp_path / "na" / "p.xlsx", data_only=True)["Zoals nu"]
    rows = [[cell.value for cell in row[1:]] for row in again.iter_rows(min_row=2)]
    with (BRON / "prognose-statushouders-drenthe.csv").open(encoding="utf-8") as file:
        stated = [[int(c) for c in row[1:]] for row in list(csv.reader(file, delimiter=";"))[1:]]
    assert rows == stated


def test_what_was_made_is_not_called_old(regietafel: Regietafel, werkmap: Path) -> None:
    split(regietafel, werkmap, "--maak")
    forecast(regietafel, werkmap, "--maak")
    regietafel("cijfers", "tabel", MEETING, cwd=werkmap)
    assert "[uit-verouderd]" not in regietafel("maak", MEETING, "agenda", cwd=werkmap).err


@pytest.mark.parametrize(
    "titel", ['"Drentse puzzel" # werkversie', ">-\n  Drentse\n  puzzel", '"Drentse \\u0070uzzel"']
)
def test_a_title_is_read_as_yaml_and_what_was_made_is_not_called_old(
    regietafel: Regietafel, werkmap: Path, titel: str
) -> None:
    change(werkmap, "titel: Drentse puzzel", f"titel: {titel}", "drentse-puzzel.yaml")
    change(werkmap, "titel: Drentse puzzel", f"titel: {titel}")
    split(regietafel, werkmap, "--maak")
    regietafel("cijfers", "tabel", MEETING, "drentse-puzzel", cwd=werkmap)
    names = {path.stem for path in (werkmap / JULI / "uit").iterdir()}
    assert {"Tabel Drentse puzzel 17 juli 2024", "Verdeling Drentse puzzel 17 juli 2024"} <= names
    assert "[uit-verouderd]" not in regietafel("maak", MEETING, "agenda", cwd=werkmap).err


def test_a_table_with_another_title_is_old_unless_a_definition_cannot_be_read(
    regietafel: Regietafel, werkmap: Path
) -> None:
    regietafel("cijfers", "tabel", MEETING, "drentse-puzzel", cwd=werkmap)
    change(werkmap, "titel: Drentse puzzel", "titel: Puzzel", "drentse-puzzel.yaml")
    said = regietafel("maak", MEETING, "agenda", cwd=werkmap).err
    assert f"Hier liggen {len(FORMS)} bestanden" in said
    change(werkmap, "titel: Puzzel", "titel: [", "drentse-puzzel.yaml")
    assert "[uit-verouderd]" not in regietafel("maak", MEETING, "agenda", cwd=werkmap).err


def test_a_puzzle_that_cannot_be_read_is_told_as_such(
    regietafel: Regietafel, werkmap: Path
) -> None:
    change(werkmap, "titel: Drentse puzzel", 'titel: "Drentse')
    said = regietafel("controleer", MEETING, cwd=werkmap).err
    assert "verdeling.yaml" in said
    assert "[yaml-opmaak]" in said
    assert "definitie-zonder-tabel" not in said


def test_the_only_one_needs_no_name(regietafel: Regietafel, werkmap: Path) -> None:
    named = forecast(regietafel, werkmap).out
    assert regietafel("cijfers", "prognose", MEETING, cwd=werkmap).out == named
    source = werkmap / JULI / "cijfers" / "prognose.yaml"
    shutil.copy(source, source.with_name("tweede.yaml"))
    result = regietafel("cijfers", "prognose", MEETING, cwd=werkmap)
    assert result.code == 1
    assert "Noem welke prognose u bedoelt: prognose, tweede." in result.err
