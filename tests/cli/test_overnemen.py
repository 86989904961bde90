"""Action lines of a report, taken over into the ledger."""

import json
import re
from pathlib import Path

import pytest

from .conftest import Regietafel

OKTOBER = "prt-drenthe/2024-10-30"
VERSLAG = f"meetings/{OKTOBER}/stukken/verslag-inspiratiebijeenkomst.md"
BRON = "2024-10-30/verslag-inspiratiebijeenkomst.md"

KLEIN = """\
---
soort: verslag
titel: Werkconferentie
gehouden_op: 2024-10-01
---

## Terugblik

Het was druk.

## Opbrengst

Twee thema's.

## Thema 1: opvang

Waarom: het is nodig.

### Wat kunnen we concreet doen

| Actie | Initiatief |
|---|---|
{regels}

## Vervolg

Tot ziens.
"""


def write(werkmap: Path, *rows: str) -> str:
    path = werkmap / "meetings" / OKTOBER / "stukken" / "klein.md"
    path.write_text(KLEIN.format(regels="\n".join(rows)), encoding="utf-8")
    return f"meetings/{OKTOBER}/stukken/klein.md"


def listed(regietafel: Regietafel, werkmap: Path, name: str = VERSLAG) -> list[dict[str, object]]:
    said = regietafel("actie", "overnemen", name, "--json", cwd=werkmap)
    assert said.code == 0, said.err
    rows: list[dict[str, object]] = json.loads(said.out)
    return rows


def ledger(werkmap: Path) -> str:
    return (werkmap / "meetings/prt-drenthe/acties.yaml").read_text(encoding="utf-8")


def test_without_a_choice_the_lines_are_listed_and_nothing_changes(
    regietafel: Regietafel, verhaal: Path
) -> None:
    before = ledger(verhaal)
    said = regietafel("actie", "overnemen", OKTOBER, cwd=verhaal)
    assert said.code == 0
    assert len([line for line in said.out.splitlines() if re.match(r"\d+\t", line)]) == 13
    assert "Er is niets veranderd" in said.out
    assert ledger(verhaal) == before
    rows = listed(regietafel, verhaal)
    first = {
        key: rows[0][key] for key in ("nr", "regel", "onderwerp", "initiatief", "door", "stand")
    }
    assert first == {
        "nr": 1, "regel": 38, "onderwerp": "De menselijke maat", "initiatief": "Inlia",
        "door": [], "stand": "initiatief onbekend",
    }  # fmt: skip
    assert rows[0]["tekst"] == (
        "Begin een eerste proef met Plan Kan; de gemeente volgt na een bestuurlijk akkoord"
    )


def test_an_unknown_initiative_is_a_finding_with_its_line(
    regietafel: Regietafel, verhaal: Path
) -> None:
    err = regietafel("actie", "overnemen", VERSLAG, cwd=verhaal).err
    assert f"{VERSLAG}:38: waarschuwing [initiatief-onbekend]" in err
    assert "'Inlia'" in err
    assert "--door" in err


def test_initiatives_are_matched_with_members_organisations_and_groups(
    regietafel: Regietafel, verhaal: Path
) -> None:
    name = write(
        verhaal,
        "| a | COA |", "| b | gemeente Emmen en Aa en Hunze |", "| c | alle gemeenten |",
        "| d | provincie; Assen |", "| e | de voorzitter |", "| f | provincie ondersteunt |",
        "| g | Asen |", "| h | |", "| i | Secretariaat PRT Drenthe i.s.m. COA |",
    )  # fmt: skip
    said = listed(regietafel, verhaal, name)
    assert [row["door"] for row in said] == [
        ["coa"], ["emmen", "aa-en-hunze"], ["alle gemeenten"], ["provincie", "assen"], ["voorzitter"],
        [], [], [], ["secretaris", "coa"],
    ]  # fmt: skip
    err = regietafel("actie", "overnemen", name, cwd=verhaal).err
    assert err.count("[initiatief-onbekend]") == 3
    assert "bedoelt u 'assen'?" in err
    assert "'provincie ondersteunt'" in err
    assert "staat niet wie" in err


def test_a_chosen_line_gets_a_number_for_life_and_names_its_source(
    regietafel: Regietafel, verhaal: Path
) -> None:
    before = ledger(verhaal)
    said = regietafel(
        "actie", "overnemen", VERSLAG, "--neem", "12", "--datum", "2024-10-31", cwd=verhaal
    )
    assert said.code == 0, said.err
    assert "PRT-DR-2024-A12" in said.out
    assert set(before.splitlines()) <= set(ledger(verhaal).splitlines())
    added = [line for line in ledger(verhaal).splitlines() if line not in before.splitlines()]
    assert "  - nummer: PRT-DR-2024-A12" in added
    assert f"    stuk: {BRON}" in added
    assert "    onderwerp: Meer werk maken van flexwonen" in added
    assert len(added) == 7
    shown = regietafel("actie", "toon", "PRT-DR-2024-A12", cwd=verhaal).out
    assert BRON in shown
    checked = regietafel("controleer", OKTOBER, cwd=verhaal)
    assert checked.code == 0
    assert checked.err == ""


def test_twice_is_once(regietafel: Regietafel, verhaal: Path) -> None:
    first = regietafel(
        "actie", "overnemen", VERSLAG, "--alles", "--datum", "2024-10-31", cwd=verhaal
    )
    assert first.code == 0
    taken = first.out.count("PRT-DR-2024-A")
    assert (
        taken
        == len([r for r in listed(regietafel, verhaal) if "overgenomen" in str(r["stand"])])
        > 1
    )
    after = ledger(verhaal)
    again = regietafel("actie", "overnemen", VERSLAG, "--alles", cwd=verhaal)
    assert again.code == 0
    assert "Er is niets veranderd" in again.out
    one = regietafel("actie", "overnemen", VERSLAG, "--neem", "12", cwd=verhaal)
    assert "is al overgenomen als PRT-DR-2024-A" in one.err
    assert ledger(verhaal) == after


def test_all_leaves_what_nobody_is_known_for(regietafel: Regietafel, verhaal: Path) -> None:
    name = write(verhaal, "| a | COA |", "| b | Inlia |", "| c | Emmen |")
    said = regietafel("actie", "overnemen", name, "--alles", cwd=verhaal)
    assert said.out.count("PRT-DR-") == 2
    assert "klein.md:24: waarschuwing [initiatief-onbekend]" in said.err


def test_the_user_says_who_when_the_report_does_not(regietafel: Regietafel, verhaal: Path) -> None:
    name = write(verhaal, "| Begin een proef | Inlia |")
    refused = regietafel("actie", "overnemen", name, "--neem", "1", cwd=verhaal)
    assert refused.code == 1
    assert "--door" in refused.err
    said = regietafel("actie", "overnemen", name, "--neem", "1", "--door", "Inlia", cwd=verhaal)
    assert said.code == 0
    assert "door:\n      - Inlia" in ledger(verhaal)


def test_a_line_that_was_reworded_is_told_and_not_taken_twice(
    regietafel: Regietafel, verhaal: Path
) -> None:
    name = write(verhaal, "| Begin een proef met kamers | Emmen |")
    regietafel("actie", "overnemen", name, "--neem", "1", cwd=verhaal)
    write(verhaal, "| Begin een proef met kamers voor jongeren | Emmen |")
    before = ledger(verhaal)
    said = regietafel("actie", "overnemen", name, "--alles", cwd=verhaal)
    assert "klein.md:23: waarschuwing [actieregel-lijkt]" in said.err
    assert "PRT-DR-" in said.err
    assert ledger(verhaal) == before


def test_a_line_that_stands_twice_is_one_action(regietafel: Regietafel, verhaal: Path) -> None:
    name = write(verhaal, "| Begin | Emmen |", "| Begin | Emmen |")
    said = regietafel("actie", "overnemen", name, "--alles", cwd=verhaal)
    assert said.out.count("PRT-DR-") == 1
    assert "klein.md:24: waarschuwing [actieregel-dubbel]" in said.err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((VERSLAG, "--neem", "99"), "Er is geen regel 99"),
        ((VERSLAG, "--neem", "x"), "Er is geen regel x"),
        ((VERSLAG, "--alles", "--neem", "1"), "niet allebei"),
        ((VERSLAG, "--alles", "--door", "emmen"), "Noem met --door ook één regel"),
        ((VERSLAG, "--neem", "12", "--datum", "2999-01-01"), "moet nog komen"),
        ((VERSLAG, "--neem", "12", "--door", "asen"), "bedoelt u 'assen'?"),
        ((VERSLAG.replace("verslag-inspiratiebijeenkomst", "brief-colleges"),), "geen actieregels"),
        (("prt-drenthe/2024-07-17",), "geen stuk met actieregels"),
    ],
)
def test_what_cannot_be_taken_over_is_refused_and_changes_nothing(
    regietafel: Regietafel, verhaal: Path, arguments: tuple[str, ...], reason: str
) -> None:
    before = ledger(verhaal)
    said = regietafel("actie", "overnemen", *arguments, cwd=verhaal)
    assert said.code == 1
    assert reason in said.err
    assert ledger(verhaal) == before


def test_a_report_without_lines_says_how_they_look(regietafel: Regietafel, verhaal: Path) -> None:
    name = write(verhaal)
    path = verhaal / name
    path.write_text(
        path.read_text("utf-8").replace("| Actie | Initiatief |", "| Wat | Wie |"), "utf-8"
    )
    said = regietafel("actie", "overnemen", name, cwd=verhaal)
    assert said.code == 1
    assert "een tabel met de koppen 'Actie' en 'Initiatief'" in said.err


def test_a_kind_of_ones_own_has_action_lines_by_its_own_words(
    regietafel: Regietafel, verhaal: Path
) -> None:
    folder = verhaal / "templates/werkbezoek"
    folder.mkdir(parents=True)
    (folder / "soort.yaml").write_text(
        "naam: Werkbezoek\nomschrijving: Een bezoek.\nfamilie: stuk\nsjabloon: notitie\n"
        "actieregels: {actie: Afspraak, initiatief: Wie}\n"
    )
    path = verhaal / "meetings" / OKTOBER / "stukken" / "bezoek.md"
    path.write_text(
        "---\nsoort: werkbezoek\ntitel: B\n---\n\n## Slot\n\n| Afspraak | Wie |\n|---|---|\n| Bel | COA |\n"
    )
    (row,) = listed(regietafel, verhaal, f"meetings/{OKTOBER}/stukken/bezoek.md")
    assert (row["tekst"], row["door"], row["onderwerp"]) == ("Bel", ["coa"], "Slot")
