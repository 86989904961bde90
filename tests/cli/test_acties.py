"""The list of actions and the decision register, through the command line."""

import csv
import json
import time
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from .conftest import Regietafel

TAFEL = "meetings/prt-drenthe"


def fresh(path: Path) -> Path:
    """Return a path whose folder is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def numbers(out: str) -> list[str]:
    return [line.split("\t")[0].removeprefix("PRT-DR-2024-") for line in out.splitlines()[1:]]


def test_the_list_is_as_it_was_on_a_day(regietafel: Regietafel, werkmap: Path) -> None:
    spring = regietafel("acties", "prt-drenthe", "--peildatum", "2024-03-01", cwd=werkmap)
    summer = regietafel("acties", "prt-drenthe", "--open", "--peildatum", "2024-07-17", cwd=werkmap)
    assert numbers(spring.out) == ["A02", "A01"]
    assert numbers(summer.out) == ["A02", "A05", "A03", "A04", "A06", "A07"]
    assert spring.err == ""


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--te-laat"], ["A02", "A05"]),
        (["--eigenaar", "emmen"], ["A02", "A05"]),
        (["--organisatie", "migratie"], ["A03"]),
        (["--onderwerp", "carrousel"], ["A04"]),
        (["--sinds", "2024-04-01", "--eigenaar", "voorzitter"], ["A07", "A01"]),
    ],
)
def test_the_list_is_filtered(
    regietafel: Regietafel, werkmap: Path, options: list[str], expected: list[str]
) -> None:
    result = regietafel("acties", *options, "--peildatum", "2024-07-17", cwd=werkmap)
    assert numbers(result.out) == expected


def test_a_moved_deadline_is_counted_and_shown(regietafel: Regietafel, werkmap: Path) -> None:
    out = regietafel("acties", "--json", "--peildatum", "2024-07-17", cwd=werkmap).out
    row = next(row for row in json.loads(out) if row["nummer"] == "PRT-DR-2024-A02")
    assert (row["uiterlijk"], row["verschoven"], row["te_laat"]) == ("2024-04-19", 1, True)
    assert (row["keren"], row["dagen"]) == (2, 166)


def test_the_life_line_tells_what_happened(regietafel: Regietafel, werkmap: Path) -> None:
    result = regietafel(
        "actie", "toon", "PRT-DR-2024-A01", "--peildatum", "2024-07-17", cwd=werkmap
    )
    assert "2 februari 2024: ontstaan" in result.out
    assert "5 april 2024: afgerond: Alle colleges hebben de brief ontvangen." in result.out
    assert regietafel("actie", "toon", "PRT-DR-2024-A99", cwd=werkmap).code == 1


def test_lists_come_out_as_csv_and_excel_without_formulas(
    regietafel: Regietafel, werkmap: Path
) -> None:
    path = werkmap / "meetings/prt-drenthe/2024-02-02/verslag.yaml"
    path.write_text(
        path.read_text()
        .replace("Laten de voorzitter weten", '"=1+1', 1)
        .replace("per opgave inbrengt.", 'per opgave inbrengt."', 1)
    )
    options = ("--csv", "acties.csv", "--xlsx", "acties.xlsx", "--peildatum", "2024-03-01")
    assert regietafel("acties", "prt-drenthe", *options, cwd=werkmap).code == 0
    text = (werkmap / "acties.csv").read_text("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[1][1].startswith("'=1+1")
    sheet = openpyxl.load_workbook(werkmap / "acties.xlsx").active
    assert sheet is not None
    assert (sheet["B2"].data_type, str(sheet["B2"].value)[:4]) == ("s", "=1+1")
    first = (werkmap / "acties.xlsx").read_bytes()
    time.sleep(2.1)  # the clock of a zip file ticks every two seconds
    regietafel("acties", "prt-drenthe", *options, cwd=werkmap)
    assert (werkmap / "acties.xlsx").read_bytes() == first


def test_decisions_are_found_by_word_table_and_year(regietafel: Regietafel, werkmap: Path) -> None:
    everything = numbers(regietafel("besluiten", cwd=werkmap).out)
    assert everything == sorted(everything, reverse=True)
    assert numbers(regietafel("besluiten", "spreidingswet", cwd=werkmap).out) != []
    assert numbers(regietafel("besluiten", "--jaar", "2023", cwd=werkmap).out) == []
    assert numbers(regietafel("besluiten", "--tafel", "lrt", cwd=werkmap).out) == []
    assert json.loads(regietafel("besluiten", "--json", cwd=werkmap).out)[0]["nummer"]


def test_a_wrong_event_is_reported_and_the_rest_still_counts(
    regietafel: Regietafel, werkmap: Path
) -> None:
    path = werkmap / "meetings/prt-drenthe/acties.yaml"
    path.write_text(
        "gebeurtenissen:\n"
        "  - {actie: PRT-DR-2024-A99, soort: voortgang, datum: 2024-05-01, tekst: x}\n"
        "  - {actie: PRT-DR-2024-A07, soort: afgerond, datum: 2024-06-20, tekst: gemeld}\n"
    )
    checked = regietafel("controleer", "prt-drenthe/2024-07-17", cwd=werkmap)
    assert checked.code == 1
    assert "acties.yaml:2: fout [actie-onbekend]" in checked.err
    still_open = regietafel("acties", "--open", "--peildatum", "2024-07-17", cwd=werkmap)
    assert "A07" not in numbers(still_open.out)


def test_an_unknown_owner_is_a_typo_and_no_empty_list(
    regietafel: Regietafel, werkmap: Path
) -> None:
    result = regietafel("acties", "prt-drenthe", "--eigenaar", "emen", cwd=werkmap)
    assert (result.code, result.out) == (1, "")
    assert "Niemand heet 'emen'" in result.err


def test_nothing_found_is_said(regietafel: Regietafel, werkmap: Path) -> None:
    assert "niets gevonden" in regietafel("besluiten", "kaas", cwd=werkmap).err


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("meetings/prt-drenthe/tafel.yaml", "moet eindigen op .csv"),
        ("meetings/prt-drenthe/eigen.csv", "bestaat al"),
        ("meetings/prt-drenthe/2024-07-17/cijfers/uit/eigen.csv", "bestaat al"),
        ("templates/eigen.csv", "bestaat al"),
        ("eigen.csv", "bestaat al"),
        ("nergens/lijst.csv", "is er niet"),
    ],
)
@pytest.mark.parametrize("above", ["", "uit"])
def test_a_list_is_never_written_over_something_of_the_user(
    regietafel: Regietafel, werkmap: Path, path: str, said: str, above: str
) -> None:
    werkmap = werkmap.rename(fresh(werkmap.parent / above / "eigen"))
    own = werkmap / path
    if path.endswith("eigen.csv"):
        fresh(own).write_text("van mij")
    before = own.read_bytes() if own.exists() else None
    result = regietafel("acties", "--csv", path, cwd=werkmap)
    both = regietafel("acties", "--csv", "nieuw.csv", "--xlsx", path, cwd=werkmap)
    assert (result.code, both.code) == (1, 1)
    assert not (werkmap / "nieuw.csv").exists()
    assert said in result.err
    assert (own.read_bytes() if own.exists() else None) == before


@pytest.mark.parametrize("place", ["uit", f"{TAFEL}/uit", f"{TAFEL}/2024-07-17/uit/lijsten"])
def test_a_list_among_what_was_made_is_made_again(
    regietafel: Regietafel, werkmap: Path, place: str
) -> None:
    path = fresh(werkmap / place / "lijst.csv")
    path.write_text("van vorige week")
    result = regietafel("acties", "--csv", path, cwd=werkmap)
    assert result.code == 0, result.err
    assert "PRT-DR-2024-A01" in path.read_text("utf-8-sig")


def test_what_lies_elsewhere_is_not_reached_through_what_was_made(
    regietafel: Regietafel, werkmap: Path
) -> None:
    own = werkmap / TAFEL / "2024-07-17/cijfers/dekking.csv"
    before = own.read_bytes()
    link = fresh(werkmap / TAFEL / "uit/lijst.csv")
    link.symlink_to(own)
    assert "bestaat al" in regietafel("acties", "--csv", link, cwd=werkmap).err
    assert own.read_bytes() == before


def test_what_could_not_be_read_shows_in_the_exit_code(
    regietafel: Regietafel, werkmap: Path
) -> None:
    (werkmap / "meetings/prt-drenthe/acties.yaml").write_text("gebeurtenissen: nee\n")
    result = regietafel("acties", cwd=werkmap)
    assert result.code == 1
    assert "PRT-DR-2024-A01" in result.out


def test_a_decision_that_was_replaced_says_by_which(regietafel: Regietafel, verhaal: Path) -> None:
    path = verhaal / "meetings/prt-drenthe/2024-07-17/verslag.yaml"
    path.write_text(path.read_text().replace("        werkt_uit: [", "        vervangt: ["))
    rows = [line.split("\t") for line in regietafel("besluiten", cwd=verhaal).out.splitlines()]
    replaced = next(row for row in rows if row[0] == "PRT-DR-2024-B02")
    assert replaced[rows[0].index("Vervangen door")] == "PRT-DR-2024-B06"
