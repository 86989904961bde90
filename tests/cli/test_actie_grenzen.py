"""What the ledger's commands refuse, accept and keep, where a hurried hand slips."""

import json
from pathlib import Path

import pytest

from .conftest import Regietafel


def test_a_number_in_small_letters_is_known_to_every_command(
    regietafel: Regietafel, werkmap: Path
) -> None:
    number = "prt-dr-2024-a03"
    for arguments in (
        ("actie", "doorzetten", number, "--naar", "lrt", "--datum", "2024-08-01"),
        ("ingekomen", "lrt", "--neem", f" {number}", "--op", "2024-09-26", "--datum", "2024-09-02"),
        ("actie", "toon", number),
    ):
        result = regietafel(*arguments, cwd=werkmap)
        assert result.code == 0, result.err


@pytest.mark.parametrize(
    ("day", "said"), [("2024-09-02", "1 dag te laat"), ("2024-09-03", "2 dagen te laat")]
)
def test_one_day_late_is_one_day(
    regietafel: Regietafel, werkmap: Path, day: str, said: str
) -> None:
    new = ("actie", "nieuw", "prt-drenthe", "Brief", "--door", "emmen", "--termijn", "2024-09-01")
    assert regietafel(*new, "--datum", "2024-08-01", cwd=werkmap).code == 0
    assert (
        said in regietafel("actie", "toon", "PRT-DR-2024-A08", "--peildatum", day, cwd=werkmap).out
    )


def test_the_hundredth_action_comes_after_the_ninety_ninth(
    regietafel: Regietafel, werkmap: Path
) -> None:
    actions = "".join(
        f"  - {{nummer: PRT-DR-2024-A{n}, tekst: Brief, datum: 2024-05-01, door: [emmen]}}\n"
        for n in (99, 100)
    )
    path = werkmap / "meetings/prt-drenthe/acties.yaml"
    path.write_text(f"acties:\n{actions}")
    out = regietafel("acties", "prt-drenthe", "--open", cwd=werkmap).out
    assert 0 < out.index("PRT-DR-2024-A99") < out.index("PRT-DR-2024-A100")


def test_what_came_in_goes_only_on_an_agenda_of_its_own_table(
    regietafel: Regietafel, werkmap: Path
) -> None:
    ask = ("actie", "doorzetten", "PRT-DR-2024-A03", "--naar", "lrt", "--datum", "2024-08-01")
    assert regietafel(*ask, cwd=werkmap).code == 0
    (werkmap / "meetings/lrt/2024-10-30").mkdir()
    before = {path: path.read_bytes() for path in werkmap.rglob("*.yaml")}
    for op, said in (
        ("prt-drenthe/2024-07-17", "is geen vergadering van lrt"),
        ("2024-10-30", "vergadering.yaml is er niet"),
    ):
        result = regietafel(
            "ingekomen", "lrt", "--neem", "PRT-DR-2024-A03", "--op", op, cwd=werkmap
        )
        assert (result.code, said in result.err) == (1, True), result.err
    assert {path: path.read_bytes() for path in werkmap.rglob("*.yaml")} == before


NEW = ("actie", "nieuw", "prt-drenthe", "Brief", "--door", "emmen", "--datum", "2024-05-01")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("acties.yaml", b"acties:\n  - {nummer: PRT-DR-2024-A08, tekst: Brief, datum: 17-03-2026}\n"),
        ("acties.yaml", b"acties:\n  - {nummer: prt-dr-2024-a8, tekst: Brief, datum: 2024-03-17}\n"),
        ("2024-07-17/verslag.yaml", b"punten: [\n  - acties: [{nummer: PRT-DR-2024-A08}]\n"),
        ("2024-07-17/verslag.yaml", "# PRT-DR-2024-A08 \N{LATIN SMALL LETTER E WITH ACUTE}\n".encode("latin-1")),
        ("2024-07-17/verslag.yaml", "nummer: PRT-DR-2024-A08".encode("utf-16")),
        ("2024-07-17-oud/verslag.yaml", b"- PRT-DR-2024-A08\n"),
        ("oud/2024/verslag.yaml", b"- PRT-DR-2024-A08, PRT-DR-2024-A123456, PRT-DR-2024-B12, PRT-DR-2023-A90\n"),
    ],
)  # fmt: skip
def test_a_number_that_was_given_is_never_given_again(
    regietafel: Regietafel, werkmap: Path, file: str, content: bytes
) -> None:
    path = werkmap / "meetings/prt-drenthe" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    result = regietafel(*NEW, cwd=werkmap)
    assert (result.code, result.out.strip()) == (0, "PRT-DR-2024-A09"), result.err


def test_without_knowing_which_numbers_were_given_none_is_given(
    regietafel: Regietafel, werkmap: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "elders.yaml"
    outside.write_text("punten: []\n")
    (werkmap / "meetings/prt-drenthe/2024-07-17/verslag.yaml").symlink_to(outside)
    result = regietafel(*NEW, cwd=werkmap)
    assert result.code == 1
    assert "verslag.yaml" in result.err
    assert "Er is niets veranderd" in result.err
    assert not (werkmap / "meetings/prt-drenthe/acties.yaml").exists()


OPEN = "PRT-DR-2024-A07"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nieuw", "prt-drenthe", "", "--door", "emmen"], "Tekst: dit veld ontbreekt; vul het in."),
        (["nieuw", "prt-drenthe", " ", "--door", "emmen"], "Tekst: dit veld is leeg"),
        (["nieuw", "prt-drenthe", "x", "--door", " "], "Door[1]: dit veld is leeg"),
        (["voortgang", OPEN, ""], "Bij 'voortgang' hoort tekst"),
        (["voortgang", OPEN, "  "], "Tekst: dit veld is leeg"),
        (["vervalt", OPEN, "--reden", " "], "Reden: dit veld is leeg"),
        (["termijn", OPEN, " ", "--reden", "x"], "Termijn: dit veld is leeg"),
        (["termijn", OPEN, "2027-02-30", "--reden", "x"], "'2027-02-30' bestaat niet op de kalender"),
        (["termijn", OPEN, "77-45-2027", "--reden", "x"], "'77-45-2027' bestaat niet op de kalender"),
        (["termijn", OPEN, "20270601", "--reden", "x"], "Schrijf de termijn als 2027-06-01"),
        (["termijn", OPEN, "2027-6-1", "--reden", "x"], "Schrijf de termijn als 2027-06-01"),
        (["termijn", OPEN, "1 juni 2027", "--reden", "x"], "Schrijf de termijn als 2027-06-01"),
        (["termijn", OPEN, "Q1 2023", "--reden", "x"], "2023-03-31 ligt vóór"),
        (["nieuw", "prt-drenthe", "x", "--door", "emmen", "--termijn", "2027-02-30"], "bestaat niet"),
        (["doorzetten", OPEN, "--naar", "LRT"], "Geen tafel 'LRT'"),
    ],
)  # fmt: skip
def test_what_would_be_left_out_of_the_list_is_refused_in_dutch(
    regietafel: Regietafel, werkmap: Path, arguments: list[str], said: str
) -> None:
    result = regietafel("actie", *arguments, cwd=werkmap)
    assert result.code == 1
    assert said in result.err
    assert "Er is niets veranderd." in result.err
    assert "should" not in result.err.lower()
    assert not (werkmap / "meetings/prt-drenthe/acties.yaml").exists()


@pytest.mark.parametrize("termijn", ["2024-12-01", "Q4 2024", "december 2024", "voor de zomer"])
def test_a_deadline_is_kept_as_it_was_written(
    regietafel: Regietafel, werkmap: Path, termijn: str
) -> None:
    assert regietafel(*NEW, "--termijn", termijn, cwd=werkmap).code == 0
    text = (werkmap / "meetings/prt-drenthe/acties.yaml").read_text()
    assert f"termijn: {termijn}\n" in text
    assert regietafel("controleer", "prt-drenthe/2024-07-17", cwd=werkmap).code == 0


def test_a_table_with_ten_thousand_actions_gets_no_number_that_nobody_can_read(
    regietafel: Regietafel, werkmap: Path
) -> None:
    path = werkmap / "meetings/prt-drenthe/acties.yaml"
    path.write_text("# PRT-DR-2024-A9999\n")
    result = regietafel(*NEW, cwd=werkmap)
    assert (result.code, path.read_text()) == (1, "# PRT-DR-2024-A9999\n")
    assert "Nummer: dit nummer heeft niet de goede vorm" in result.err


def test_what_an_answer_closed_can_be_reopened_and_nobody_is_told_otherwise(
    regietafel: Regietafel, werkmap: Path
) -> None:
    for arguments in (
        ("actie", "doorzetten", "PRT-DR-2024-A03", "--naar", "lrt", "--datum", "2024-08-01"),
        ("ingekomen", "lrt", "--neem", "PRT-DR-2024-A03", "--op", "2024-09-26", "--datum", "2024-09-02"),
        ("actie", "antwoord", "LRT-2024-A01", "In oktober.", "--datum", "2024-09-27"),
        ("actie", "heropen", "LRT-2024-A01", "--reden", "toch niet", "--datum", "2024-10-01"),
        ("controleer", "lrt/2024-09-26"),
    ):  # fmt: skip
        result = regietafel(*arguments, cwd=werkmap)
        assert (result.code, "[actie-" in result.err) == (0, False), result.err


def test_an_action_is_not_reopened_before_it_was_closed(
    regietafel: Regietafel, werkmap: Path
) -> None:
    close = ("actie", "sluit", OPEN, "gedaan", "--datum", "2024-08-05")
    assert regietafel(*close, cwd=werkmap).code == 0
    reopen = ("actie", "heropen", OPEN, "--reden", "x", "--datum", "2024-08-04")
    result = regietafel(*reopen, cwd=werkmap)
    assert (result.code, "pas gesloten op 2024-08-05" in result.err) == (1, True)


@pytest.mark.parametrize(
    ("owner", "reminded"), [("voorzitter", ["minister-aenm"]), ("werkgroep huisvesting", [])]
)
def test_an_action_of_the_chair_reaches_the_chair_and_of_others_it_is_said(
    regietafel: Regietafel, werkmap: Path, owner: str, reminded: list[str]
) -> None:
    new = ("actie", "nieuw", "lrt", "Brief", "--door", owner, "--datum", "2024-05-01")
    assert "geen lid" not in regietafel(*new, cwd=werkmap).err
    assert "eigenaar-onbekend" not in regietafel("controleer", "lrt/2024-09-26", cwd=werkmap).err
    result = regietafel("herinner", "lrt", "--peildatum", "2024-05-02", "--json", cwd=werkmap)
    assert [row["lid"] for row in json.loads(result.out)] == reminded
    assert ("eigenaar-zonder-adres" in result.err) == (not reminded)


def test_a_command_sees_what_other_tables_answered(regietafel: Regietafel, werkmap: Path) -> None:
    """The LRT's action was closed by an answer, as the one that it waited on was answered before."""
    table = (werkmap / "meetings/lrt/tafel.yaml").read_text()
    (werkmap / "meetings/rrt-noord").mkdir()
    (werkmap / "meetings/rrt-noord/tafel.yaml").write_text(
        table.replace("nummercode: LRT", "nummercode: RRT")
    )
    for arguments in (
        ("nieuw", "rrt-noord", "2024-10-10"),
        ("actie", "doorzetten", "PRT-DR-2024-A03", "--naar", "lrt", "--datum", "2024-08-01"),
        ("ingekomen", "lrt", "--neem", "PRT-DR-2024-A03", "--op", "2024-09-26", "--datum", "2024-09-02"),
        ("actie", "doorzetten", "LRT-2024-A01", "--naar", "rrt-noord", "--datum", "2024-09-03"),
        ("ingekomen", "rrt-noord", "--neem", "LRT-2024-A01", "--op", "2024-10-10", "--datum", "2024-09-04"),
        ("actie", "sluit", "RRT-2024-A01", "geregeld", "--datum", "2024-09-05"),
        ("actie", "antwoord", "LRT-2024-A01", "Het is geregeld.", "--datum", "2024-09-06"),
        ("actie", "heropen", "LRT-2024-A01", "--reden", "toch niet", "--datum", "2024-09-07"),
    ):  # fmt: skip
        result = regietafel(*arguments, cwd=werkmap)
        assert (result.code, "[actie-" in result.err) == (0, False), (arguments, result.err)
