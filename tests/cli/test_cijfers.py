"""``regietafel cijfers controleer``: every stated figure beside the computed one."""

import io
import json
import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from regietafel.cli.nagerekend import MAX_KOLOMMEN_LOS, MAX_TEGENSPRAKEN

from .conftest import Regietafel, Uitvoer

BRON = Path(__file__).parent.parent / "figures" / "bron"
PUZZEL = "drentse-puzzel-2024-07-12"
JULI = "meetings/prt-drenthe/2024-07-17/cijfers"
TABLE = "Gemeente;a;b;samen\nAssen;120;301;421\nEmmen;215;402;617\nGoes;333;503;836\nTotaal;668;1.206;1.874\n"


def check(regietafel: Regietafel, folder: Path, *names: str) -> Uitvoer:
    return regietafel("cijfers", "controleer", *names, cwd=folder)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def places(result: Uitvoer, code: str) -> list[str]:
    """Return file and line of the findings with a code."""
    lines = [line for line in result.err.splitlines() if f"[{code}]" in line]
    return [line.partition(": ")[0] for line in lines]


def test_the_five_false_figures_of_the_puzzle_come_with_line_formula_and_difference(
    regietafel: Regietafel, tmp_path: Path
) -> None:
    shutil.copy(BRON / f"{PUZZEL}.csv", tmp_path / "puzzel.csv")
    result = check(regietafel, tmp_path, "puzzel.csv")
    assert result.code == 1
    assert places(result, "cijfer-onjuist") == ["puzzel.csv:7", *["puzzel.csv:14"] * 4]
    assert (
        "Totaal, opgave OEK: er staat 5.722, berekend is 5.720 (verschil 2); som van 12 rijen "
        "(Aa en Hunze t/m Westerveld). Die formule past bij 10 van 15 (waarschijnlijk)."
    ) in result.err
    assert places(result, "cijfer-onvolledig") == ["puzzel.csv:11"] * 2 + ["puzzel.csv:14"] * 5
    assert places(result, "cijfer-onbeslist") == ["puzzel.csv:14"]
    assert "69 cijfers nagerekend" in result.out
    assert "inbreng OEK = voorstel OEK + bijstelling OEK (13 keer; past bij 11 van 11 rijen)" in result.out  # fmt: skip


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("lrt-dashboard-indicatoren-2024-09-01", 5),
        ("lrt-dashboard-provincies-2024-09-01", 77),
        ("prognose-statushouders-drenthe", 15),
    ],
)
def test_the_other_tables_of_the_source_raise_no_alarm(
    regietafel: Regietafel, name: str, counted: int
) -> None:
    result = check(regietafel, BRON, f"{name}.csv")
    assert (result.code, result.err) == (0, "")
    assert f"{counted} cijfers nagerekend" in result.out
    assert result.out.endswith("1 tabel nagekeken. Alles in orde.\n")


@pytest.mark.parametrize("kind", ["csv", "cp1252", "xlsx", "docx"])
def test_a_wrong_total_is_found_in_every_kind_of_file(
    regietafel: Regietafel, tmp_path: Path, kind: str
) -> None:
    rows = [line.split(";") for line in TABLE.replace("1.874", "1.884").splitlines()]
    rows[1][0] = "Súdwest"
    path = tmp_path / f"tabel.{kind if kind in {'xlsx', 'docx'} else 'csv'}"
    path.write_bytes(_as_file(rows, kind))
    result = check(regietafel, tmp_path, path.name)
    assert result.code == 1
    assert "Totaal, samen: er staat 1.884, berekend is 1.874 (verschil 10)" in result.err
    where = {"xlsx": "Blad 'Blad', cel D5: ", "docx": "Tabel 1, rij 5: "}.get(kind, "csv:5")
    assert where in result.err


def _as_file(rows: list[list[str]], kind: str) -> bytes:
    target = io.BytesIO()
    if kind == "docx":
        word = Document()
        table = word.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        word.save(target)
    elif kind == "xlsx":
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Blad"
        for texts in rows:
            sheet.append([int(t.replace(".", "")) if t[0].isdigit() else t for t in texts])
        for cell in (cell for line in sheet["B2:D5"] for cell in line):
            cell.number_format = "#,##0"
        book.save(target)
    else:
        text = "\r\n".join(";".join(texts) for texts in rows)
        return text.encode("cp1252" if kind == "cp1252" else "utf-8")
    return target.getvalue()


def test_a_document_with_words_among_its_figures_raises_no_alarm(
    regietafel: Regietafel, verhaal: Path
) -> None:
    folder = verhaal / "meetings/prt-drenthe/2024-07-17/bijlagen"
    result = check(regietafel, folder, "overzicht-flexwonen.docx")
    assert result.code == 0
    assert places(result, "cijfer-onjuist") == []
    assert "Tabel 2, rij 9: kolom 'Eenheden': '80–90' is niet als één getal te lezen" in result.err


def test_text_tables_of_a_memo_are_passed_over(regietafel: Regietafel, tmp_path: Path) -> None:
    rows = [["Wie", "Wat"], ["Jan", "schrijft"], ["", ""]]
    (tmp_path / "memo.docx").write_bytes(_as_file(rows, "docx"))
    result = check(regietafel, tmp_path, "memo.docx")
    assert (result.code, result.err) == (0, "")
    assert (
        result.out == "1 tabel zonder getallen overgeslagen.\n1 tabel nagekeken. Alles in orde.\n"
    )


def test_two_files_that_state_another_figure_for_the_same_are_named(
    regietafel: Regietafel, tmp_path: Path
) -> None:
    write(tmp_path / "a.csv", TABLE)
    write(tmp_path / "b.csv", "gemeente;A\nEmmen;216\nAssen;120\n")
    result = check(regietafel, tmp_path, "a.csv", "b.csv")
    assert result.code == 0
    assert places(result, "cijfer-tegenspraak") == ["a.csv:3"]
    assert "Emmen, a: hier staat 215, en in b.csv:2 staat 216" in result.err


def test_tables_of_different_days_do_not_contradict_each_other(
    regietafel: Regietafel, tmp_path: Path
) -> None:
    for name, value, day in (("a", "215", "2024-07-01"), ("b", "216", "2024-09-01")):
        write(tmp_path / f"{name}.csv", f"gemeente;a\nEmmen;{value}\nAssen;120\n")
        write(tmp_path / f"{name}.yaml", f"titel: T\npeildatum: {day}\n")
    assert check(regietafel, tmp_path, "a.csv", "b.csv").err == ""


def test_many_contradictions_are_counted(regietafel: Regietafel, tmp_path: Path) -> None:
    for name, extra in (("a", 0), ("b", 1)):
        rows = "".join(f"g{n};{n * 7 + extra}\n" for n in range(30))
        write(tmp_path / f"{name}.csv", f"g;a\n{rows}")
    result = check(regietafel, tmp_path, "a.csv", "b.csv")
    assert len(places(result, "cijfer-tegenspraak")) == MAX_TEGENSPRAKEN + 1
    assert "Er zijn nog 10 verschillen met b.csv" in result.err


def test_json_holds_what_a_program_needs(regietafel: Regietafel, tmp_path: Path) -> None:
    write(tmp_path / "t.csv", TABLE.replace("1.874", "1.884"))
    result = regietafel("cijfers", "controleer", "t.csv", "--json", cwd=tmp_path)
    data = json.loads(result.out)
    [table] = data["tabellen"]
    [line] = table["regels"]
    assert (result.code, result.err, table["nagerekend"]) == (1, "", 6)
    assert (line["regel"], line["rij"], line["kolom"]) == (5, "Totaal", "samen")
    assert (line["gesteld"], line["berekend"], line["verschil"]) == ("1.884", "1874", "10")
    assert (line["oordeel"], line["zekerheid"]) == ("fout", "zeker")
    assert table["steunt_op"][0]["wat"] == "Totaal"
    assert [each["code"] for each in data["meldingen"]] == ["cijfer-onjuist"]


# -- with a definition ---------------------------------------------------------------------------

DEFINITION = """titel: Tabel
kolommen:
  - {kolom: samen, formule: a + b}
"""


def test_a_definition_beside_the_table_is_used(regietafel: Regietafel, tmp_path: Path) -> None:
    write(tmp_path / "t.csv", "g;a;b;samen\nx;1;2;3\ny;4;5;8\n")
    assert check(regietafel, tmp_path, "t.csv").code == 0  # two rows prove nothing
    write(tmp_path / "t.yaml", DEFINITION)
    result = check(regietafel, tmp_path, "t.csv")
    assert places(result, "cijfer-onjuist") == ["t.csv:3"]
    assert "samen = a + b (2 keer; volgens de definitie)" in result.out


def test_a_figure_that_is_wrong_on_purpose_is_a_hint_with_its_reason(
    regietafel: Regietafel, tmp_path: Path
) -> None:
    write(tmp_path / "t.csv", "g;a;b;samen\nx;1;2;3\ny;4;5;8\n")
    mark = "bewust:\n  - {rij: y, kolom: samen, reden: Zo gepubliceerd}\n"
    write(tmp_path / "t.yaml", DEFINITION + mark)
    result = check(regietafel, tmp_path, "t.csv")
    assert result.code == 0
    assert places(result, "cijfer-bewust") == ["t.csv:3"]
    assert "Met opzet zo gelaten: Zo gepubliceerd." in result.err


@pytest.mark.parametrize(
    ("extra", "line", "code"),
    [
        ("  - {kolom: b}\n  - {kolom: smaen}\n", 5, "kolom-onbekend"),
        ("  - {kolom: c, formule: a + }\n", 4, "formule-onleesbaar"),
        ("  - {kolom: c, formule: a + opgaaf}\n", 4, "formule-kolom-onbekend"),
        ("  - {kolom: c, formule: d}\n  - {kolom: d, formule: c}\n", 2, "formule-kring"),
        ("totaalrij: Nederland\n", 4, "rij-onbekend"),
        ("groepen:\n  - {naam: N, rijen: [x]}\n  - naam: Z\n    rijen: [q]\n", 7, "rij-onbekend"),
        ("bewust:\n  - {rij: x, kolom: a, reden: R}\n  - {rij: y, kolom: a, reden: R}\n", 5, "bewust-onnodig"),
        ("kolomen: []\n", 4, "onbekende-sleutel"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_definition_comes_with_its_line(
    regietafel: Regietafel, tmp_path: Path, extra: str, line: int, code: str
) -> None:
    write(tmp_path / "t.csv", "g;a;b;samen\nx;1;2;3\ny;4;5;9\n")
    write(tmp_path / "t.yaml", DEFINITION + extra)
    result = check(regietafel, tmp_path, "t.csv")
    assert f"t.yaml:{line}" in places(result, code), result.err


def test_a_line_is_right_though_an_earlier_column_was_left_out(
    regietafel: Regietafel, tmp_path: Path
) -> None:
    write(tmp_path / "t.csv", "g;a;b;samen\nx;1;2;3\ny;4;5;9\n")
    columns = "kolommen:\n  - {kolom: a, soort: x}\n  - {naam: Fout, kolom: b}\n  - {kolom: weg}\n"
    write(tmp_path / "t.yaml", f"titel: T\n{columns}")
    assert places(check(regietafel, tmp_path, "t.csv"), "kolom-onbekend") == ["t.yaml:5"]


def test_a_division_by_zero_names_its_row(regietafel: Regietafel, tmp_path: Path) -> None:
    write(tmp_path / "t.csv", "g;a;b;deel\nx;1;2;50%\ny;4;0;9%\n")
    write(tmp_path / "t.yaml", "titel: T\nkolommen:\n  - {kolom: deel, eenheid: '%', formule: a / b}\n")  # fmt: skip
    assert places(check(regietafel, tmp_path, "t.csv"), "formule-rekenfout") == ["t.csv:3"]


# -- what is wrong with a table ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "code", "exit_code"),
    [
        ("", "t.csv", "tabel-leeg", 1),
        ("g;a;b\n", "t.csv", "cijfers-leeg", 1),
        ("g;a;b\nx;1.151;2\ny;1,200;3\nz;1151.50;5\n", "t.csv:2", "notatie-gemengd", 1),
        ("g;a;b\nx;1.151;2\ny;1,200;3\n", "t.csv:2", "notatie-gemengd", 1),
        ("g;a;b\nx;1.151,5;2\ny;1,151.5;3\nz;4;5\n", "t.csv:3", "notatie-gemengd", 1),
        ("g;a;b\nx;1.151;2.5\ny;2.302;3.5\nz;4;5\n", "t.csv:2", "notatie-twijfel", 1),
        ("g;a;b\nx;1;2\ny;ca. 20;3\nz;4;5\n", "t.csv:3", "getal-onleesbaar", 0),
        ('g;a;b\n"x\ny";1;2\nz;3\n', "t.csv:4", "rij-ongelijk", 1),
        ("g;a;a\nx;1;2\ny;3;4\n", "t.csv:1", "kolom-dubbel", 0),
        ("g;opgave;;aanbod;\n;OEK;asiel;OEK;asiel\nx;1;2;3;4\n", "t.csv:1", "kop-samengevoegd", 0),
        ("g" + ";1" * 300 + "\n", "t.csv", "tabel-te-groot", 1),
        ("g" + "".join(f";k{n}" for n in range(MAX_KOLOMMEN_LOS + 1)) + "\nx" + ";1" * (MAX_KOLOMMEN_LOS + 1), "t.csv", "tabel-te-groot", 1),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_told_with_its_line(
    regietafel: Regietafel, tmp_path: Path, text: str, place: str, code: str, exit_code: int
) -> None:
    write(tmp_path / "t.csv", text)
    result = check(regietafel, tmp_path, "t.csv")
    assert places(result, code) == [place], result.err
    assert result.code == exit_code


def test_a_file_that_is_not_there_and_a_folder_are_named_and_the_rest_goes_on(
    regietafel: Regietafel, tmp_path: Path
) -> None:
    write(tmp_path / "t.csv", TABLE)
    (tmp_path / "map").mkdir()
    result = check(regietafel, tmp_path, "weg.csv", "map", "t.csv")
    assert result.code == 1
    assert places(result, "bestand-ontbreekt") == ["weg.csv"]
    assert places(result, "bestand-onleesbaar") == ["map"]
    assert "t.csv: 4 rijen" in result.out


def test_names_in_a_table_cannot_steer_the_terminal(regietafel: Regietafel, tmp_path: Path) -> None:
    evil = TABLE.replace("Totaal", "Totaal\x1b[2J").replace("samen", "sa\x1b]0;x\x07men")
    write(tmp_path / "t.csv", evil.replace("1.874", "1.884"))
    result = check(regietafel, tmp_path, "t.csv")
    assert "\x1b" not in result.out + result.err


# -- in a workspace ------------------------------------------------------------------------------


def test_controleer_checks_the_figures_of_a_meeting(regietafel: Regietafel, verhaal: Path) -> None:
    write(verhaal / JULI / "extra.csv", TABLE.replace("1.874", "1.884"))
    result = regietafel("controleer", "prt-drenthe/2024-07-17", cwd=verhaal)
    assert result.code == 1
    assert places(result, "cijfer-onjuist") == [f"{JULI}/extra.csv:5"]


def test_the_figures_of_the_example_are_in_order(regietafel: Regietafel, verhaal: Path) -> None:
    result = regietafel("controleer", cwd=verhaal)
    assert "cijfer" not in result.err
    files = sorted(verhaal.glob("meetings/*/*/cijfers/*.csv"))
    names = [str(path.relative_to(verhaal)) for path in files]
    assert len(names) >= 4
    checked = check(regietafel, verhaal, *names)
    assert checked.code == 0, checked.err
    assert places(checked, "cijfer-bewust") != []


def test_controleer_reads_nothing_outside_the_workspace(
    regietafel: Regietafel, verhaal: Path, tmp_path: Path
) -> None:
    outside = write(tmp_path / "elders.csv", TABLE.replace("1.874", "1.884"))
    (verhaal / JULI / "link.csv").symlink_to(outside)
    result = regietafel("controleer", "prt-drenthe/2024-07-17", cwd=verhaal)
    assert f"{JULI}/link.csv" in places(result, "buiten-werkmap")
    assert places(result, "cijfer-onjuist") == []


def test_the_schema_of_a_definition_is_there(regietafel: Regietafel, tmp_path: Path) -> None:
    result = regietafel("schema", "cijfers", cwd=tmp_path)
    assert json.loads(result.out)["properties"]["bewust"]["type"] == "array"


@pytest.mark.parametrize(("name", "kind"), [("t.docx", "Word"), ("t.xlsx", "Excel")])
def test_text_that_is_called_an_office_file_is_no_table(
    regietafel: Regietafel, tmp_path: Path, name: str, kind: str
) -> None:
    write(tmp_path / name, "g;a;b\nx;1;2\n")
    result = check(regietafel, tmp_path, name)
    assert (result.code, places(result, "tabel-onleesbaar")) == (1, [name])
    assert f"Dit is geen {kind}-bestand" in result.err
