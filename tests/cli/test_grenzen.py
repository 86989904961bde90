"""What the commands refuse, and that they say why and leave everything as it was."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from regietafel.cli import terminal
from regietafel.dutch import oorzaak

from .conftest import Regietafel

JULI = "prt-drenthe/2024-07-17"


def test_outside_a_workspace_every_command_says_how_to_begin(
    regietafel: Regietafel, tmp_path: Path
) -> None:
    for command in (["controleer"], ["maak", "x"], ["pakket", "x"], ["nieuw", "x", "2027-01-01"]):
        result = regietafel(*command, cwd=tmp_path)
        assert result.code == 1
        assert "regietafel init" in result.err


def test_an_unknown_meeting_is_refused_with_the_known_ones(
    regietafel: Regietafel, werkmap: Path
) -> None:
    result = regietafel("maak", "prt-drenthe/2030-01-01", cwd=werkmap)
    assert result.code == 1
    assert JULI in result.err


def test_a_wrong_option_is_wrong_use(regietafel: Regietafel, werkmap: Path) -> None:
    assert regietafel("maak", "--bestaat-niet", cwd=werkmap).code == 2


def test_init_never_touches_a_folder_with_files(regietafel: Regietafel, tmp_path: Path) -> None:
    (tmp_path / "iets.txt").write_text("van mij")
    result = regietafel("init", ".", cwd=tmp_path)
    assert result.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["iets.txt"]


def test_nieuw_never_touches_an_existing_meeting(regietafel: Regietafel, werkmap: Path) -> None:
    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    before = path.read_bytes()
    result = regietafel("nieuw", "prt-drenthe", "2024-07-17", cwd=werkmap)
    assert result.code == 1
    assert path.read_bytes() == before


def test_a_second_meeting_on_a_day_gets_a_suffix(regietafel: Regietafel, werkmap: Path) -> None:
    arguments = ("nieuw", "prt-drenthe", "2024-07-17", "--achtervoegsel", "2")
    assert regietafel(*arguments, cwd=werkmap).code == 0
    checked = regietafel("controleer", "prt-drenthe/2024-07-17-2", cwd=werkmap)
    assert checked.code == 0, checked.err


@pytest.mark.parametrize("suffix", ["../../x", "A B", "-"])
def test_a_suffix_cannot_lead_elsewhere(regietafel: Regietafel, werkmap: Path, suffix: str) -> None:
    before = sorted(path for path in werkmap.rglob("*"))
    result = regietafel(
        "nieuw", "prt-drenthe", "2024-08-01", "--achtervoegsel", suffix, cwd=werkmap
    )
    assert result.code == 1
    assert sorted(path for path in werkmap.rglob("*")) == before


def test_an_unknown_kind_is_refused(regietafel: Regietafel, werkmap: Path) -> None:
    result = regietafel("maak", JULI, "memo", cwd=werkmap)
    assert result.code == 1
    assert "agenda, actielijst" in result.err


def test_one_kind_can_be_made_alone(regietafel: Regietafel, werkmap: Path) -> None:
    result = regietafel("maak", JULI, "agenda", cwd=werkmap)
    assert result.code == 0, result.err
    assert len(list((werkmap / "meetings" / JULI / "uit").iterdir())) == 2


def test_a_cancelled_meeting_gets_a_cancellation_once_and_no_invitation(
    regietafel: Regietafel, werkmap: Path
) -> None:
    folder = werkmap / "meetings" / JULI
    regietafel("uitnodiging", JULI, cwd=werkmap)
    path = folder / "vergadering.yaml"
    path.write_text(path.read_text() + "doorgang: geannuleerd\n")
    result = regietafel("uitnodiging", JULI, cwd=werkmap)
    assert result.code == 0, result.err
    assert "[uit-verouderd]" in result.err
    cancellation = (folder / "uit/Afzegging PRT Drenthe 17 juli 2024.ics").read_bytes()
    assert b"METHOD:CANCEL\r\n" in cancellation
    assert b"SEQUENCE:1\r\n" in cancellation
    assert "ongewijzigd" in regietafel("uitnodiging", JULI, cwd=werkmap).out


def test_what_was_never_invited_cannot_be_cancelled(regietafel: Regietafel, werkmap: Path) -> None:
    folder = werkmap / "meetings" / JULI
    (folder / "uitnodiging.yaml").unlink()
    path = folder / "vergadering.yaml"
    path.write_text(path.read_text() + "doorgang: geannuleerd\n")
    result = regietafel("uitnodiging", JULI, cwd=werkmap)
    assert result.code == 1
    assert "niets af te zeggen" in result.err


def test_nobody_is_invited_for_a_date_that_is_wrong(regietafel: Regietafel, werkmap: Path) -> None:
    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    path.write_text(path.read_text().replace("datum: 2024-07-17", "datum: 2024-07-18"))
    result = regietafel("uitnodiging", JULI, cwd=werkmap)
    assert result.code == 1
    assert "[datum-map]" in result.err
    assert not (werkmap / "meetings" / JULI / "uit").exists()


def test_nieuw_passes_over_a_cancelled_meeting(regietafel: Regietafel, werkmap: Path) -> None:
    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    path.write_text(path.read_text() + "doorgang: geannuleerd\n")
    assert regietafel("nieuw", "prt-drenthe", "2024-10-02", cwd=werkmap).code == 0
    text = (werkmap / "meetings/prt-drenthe/2024-10-02/vergadering.yaml").read_text()
    assert "lijst_van: 2024-04-05" in text


def test_a_changed_time_raises_the_sequence_and_keeps_the_uid(
    regietafel: Regietafel, werkmap: Path
) -> None:
    folder = werkmap / "meetings" / JULI
    before = (folder / "uitnodiging.yaml").read_text()
    regietafel("uitnodiging", JULI, cwd=werkmap)
    assert (folder / "uitnodiging.yaml").read_text() == before
    path = folder / "vergadering.yaml"
    path.write_text(path.read_text().replace("einde: 13:30", "einde: 14:00"))
    assert "opnieuw de vraag" in regietafel("uitnodiging", JULI, cwd=werkmap).out
    uid = before.split("uid: ")[1].splitlines()[0]
    after = (folder / "uitnodiging.yaml").read_text()
    assert uid in after
    assert "volgnummer: 1" in after


def test_a_new_link_gets_a_new_stamp_and_keeps_the_sequence(
    regietafel: Regietafel, werkmap: Path
) -> None:
    folder = werkmap / "meetings" / JULI
    path = folder / "vergadering.yaml"
    path.write_text(
        path.read_text().replace("digitaal:\n", "digitaal:\n  link: https://a.example/x\n")
    )
    assert "dezelfde tijd en plaats" in regietafel("uitnodiging", JULI, cwd=werkmap).out
    after = (folder / "uitnodiging.yaml").read_text()
    assert "volgnummer: 0" in after
    assert "2024-06-26T13:30" not in after
    assert "ongewijzigd" in regietafel("uitnodiging", JULI, cwd=werkmap).out
    assert (folder / "uitnodiging.yaml").read_text() == after


def test_files_of_an_earlier_date_are_named_so_that_nobody_mails_them(
    regietafel: Regietafel, werkmap: Path
) -> None:
    regietafel("maak", JULI, cwd=werkmap)
    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    path.write_text(
        path.read_text().replace(
            "datum: 2024-07-17",
            "datum: 2024-07-19\ndoorgang: verplaatst\noorspronkelijke_datum: 2024-07-17",
        )
    )
    result = regietafel("maak", JULI, cwd=werkmap)
    assert result.code == 0, result.err
    assert result.err.count("[uit-verouderd]") == 1
    assert "Hier liggen 2 bestanden" in result.err
    assert "'0. Agenda PRT Drenthe 17 juli 2024'. Gooi ze weg" in result.err
    assert (werkmap / "meetings" / JULI / "uit/0. Agenda PRT Drenthe 17 juli 2024.pdf").exists()


def test_a_folder_that_its_name_hides_is_reported(regietafel: Regietafel, werkmap: Path) -> None:
    meetings = werkmap / "meetings"
    (meetings / "prt-drenthe").rename(meetings / "PRT Drenthe")
    (meetings / "lrt/2024-09-26").rename(meetings / "lrt/september")
    result = regietafel("controleer", cwd=werkmap)
    assert result.err.count("[map-naam]") == 2


def test_a_folder_with_a_day_that_does_not_exist_costs_no_other_meeting_anything(
    regietafel: Regietafel, verhaal: Path
) -> None:
    lrt = verhaal / "meetings/lrt"
    (lrt / "2024-09-26").rename(lrt / "2024-09-31")
    checked = regietafel("controleer", cwd=verhaal)
    assert "lrt/2024-09-31: waarschuwing [map-naam]" in checked.err
    made = regietafel("maak", "lrt/2024-12-12", "voortgang", cwd=verhaal)
    assert "Traceback" not in made.err
    assert list((lrt / "2024-12-12/uit").glob("*.docx"))


def test_wrong_data_makes_nothing(regietafel: Regietafel, werkmap: Path) -> None:
    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    path.write_text(path.read_text() + "onbekend: 1\n")
    for command in ("maak", "pakket", "uitnodiging"):
        result = regietafel(command, JULI, cwd=werkmap)
        assert result.code == 1
        assert "Er is niets gemaakt" in result.err
    assert not (werkmap / "meetings" / JULI / "uit").exists()


def test_controleer_gives_json_for_other_programs(regietafel: Regietafel, werkmap: Path) -> None:
    import json

    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    path.write_text(path.read_text() + "onbekend: 1\n")
    result = regietafel("controleer", JULI, "--json", cwd=werkmap)
    rows = json.loads(result.out)
    assert result.code == 1
    assert [row["code"] for row in rows] == ["onbekende-sleutel"]


def test_json_names_a_file_whose_name_is_no_text(regietafel: Regietafel, werkmap: Path) -> None:
    import json

    name = os.fsdecode(b"brief\xff.md")
    stukken = werkmap / "meetings" / JULI / "stukken"
    stukken.mkdir(exist_ok=True)
    (stukken / name).write_text("geen kop")
    rows = json.loads(regietafel("controleer", JULI, "--json", cwd=werkmap).out)
    assert name in {Path(row["bestand"]).name for row in rows}


@pytest.mark.parametrize(
    ("place", "command"),
    [
        (JULI, ["maak", JULI]),
        (JULI, ["pakket", JULI]),
        (JULI, ["uitnodiging", JULI]),
        (JULI, ["mail", JULI, "agenda"]),
        (JULI, ["cijfers", "tabel", JULI, "dekking"]),
        ("prt-drenthe", ["rapport", "prt-drenthe"]),
        ("prt-drenthe", ["kalender", "prt-drenthe"]),
        ("prt-drenthe", ["herinner", "prt-drenthe", "--schrijf"]),
        ("prt-drenthe", ["pakketje", "prt-drenthe", "--datum", "2024-08-01"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_nothing_is_written_through_a_link_out_of_the_workspace(
    regietafel: Regietafel, verhaal: Path, tmp_path: Path, place: str, command: list[str]
) -> None:
    shutil.rmtree(verhaal / "meetings/lrt")
    (tmp_path / "elders").mkdir()
    folder = verhaal / "meetings" / place / "uit"
    folder.symlink_to(tmp_path / "elders")
    result = regietafel(*command, cwd=verhaal)
    assert result.code == 1
    assert f"{folder}" in result.err
    assert "is een koppeling naar een plek buiten de werkmap; haal de koppeling weg." in result.err
    assert list((tmp_path / "elders").iterdir()) == []


def test_an_interruption_leaves_the_old_file(
    regietafel: Regietafel, werkmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regietafel("maak", JULI, cwd=werkmap)
    output = werkmap / "meetings" / JULI / "uit"
    before = {path.name: path.read_bytes() for path in output.iterdir()}

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    result = regietafel("maak", JULI, cwd=werkmap)
    assert result.code == 130
    assert result.err.startswith("Onderbroken. Wat al klaar was, blijft staan;")
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before


def test_a_file_that_is_open_elsewhere_is_named(
    regietafel: Regietafel, werkmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: Path, target: Path) -> None:
        raise PermissionError(13, "locked", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    result = regietafel("maak", JULI, cwd=werkmap)
    assert result.code == 1
    assert "nog ergens geopend" in result.err


def test_why_a_file_can_not_be_written_is_told_in_dutch(
    regietafel: Regietafel, werkmap: Path
) -> None:
    result = regietafel("acties", "--csv", f"{'x' * 300}.csv", cwd=werkmap)
    assert result.code == 1
    assert result.err.startswith("Lezen of schrijven lukt niet bij ")
    assert result.err.endswith("x.csv (de naam is te lang).\n")


def test_a_cause_that_nobody_foresaw_is_told_with_its_number() -> None:
    assert oorzaak(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) == "de schijf is vol"
    assert oorzaak(OSError(errno.EDOM, "domain")) == f"onbekende fout (nummer {errno.EDOM})"
    assert oorzaak(OSError("no number")) == "onbekende fout"


def test_progress_shows_on_a_terminal_after_a_while_and_never_in_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    progress = terminal.Progress(patience=0)
    progress.step(1, 3, "Bundel maken")
    progress.done()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    progress.step(2, 3, "Bundel maken")
    progress.done()
    assert "Bundel maken 2 van 3" in capsys.readouterr().err


def test_schema_prints_one_or_writes_all(regietafel: Regietafel, werkmap: Path) -> None:
    assert '"agenda"' in regietafel("schema", "vergadering", cwd=werkmap).out
    assert regietafel("schema", cwd=werkmap).code == 0
    assert regietafel("schema", "--naar", ".", cwd=werkmap).code == 0
    assert (werkmap / "schema/verslag.json").is_file()
    assert regietafel("schema", "gedicht", cwd=werkmap).code == 1
