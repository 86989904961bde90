"""Actions made and changed from the command line, also by several people at once."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import ryaml

from regietafel.model.gebeurtenis import Acties

from .conftest import Regietafel

MANY = """
import contextlib, sys
from regietafel.cli import main
for number in range(int(sys.argv[1])):
    with contextlib.suppress(SystemExit):
        main(["actie", "nieuw", "prt-drenthe", f"Actie {number}", "--door", "voorzitter",
              "--datum", "2024-05-01"])
"""


def births(werkmap: Path) -> list[str]:
    data = ryaml.loads((werkmap / "meetings/prt-drenthe/acties.yaml").read_text())
    return [str(actie.nummer) for actie in Acties.model_validate(data).acties]


def test_an_action_lives_from_birth_to_closing_and_back(
    regietafel: Regietafel, werkmap: Path
) -> None:
    def actie(*arguments: str) -> str:
        result = regietafel("actie", *arguments, cwd=werkmap)
        assert result.code == 0, result.err
        return result.out.strip()

    number = actie("nieuw", "prt-drenthe", "Brief", "--door", "voorzitter", "--datum", "2024-05-01")
    assert number == "PRT-DR-2024-A08"
    actie("voortgang", number, "concept ligt er", "--datum", "2024-05-02")
    actie("termijn", number, "2024-06-15", "--reden", "later", "--datum", "2024-05-03")
    actie("overdragen", number, "--door", "emmen", "--datum", "2024-05-04")
    actie("sluit", number, "verstuurd", "--datum", "2024-05-05")
    assert "afgerond op 5 mei 2024" in actie("toon", number, "--peildatum", "2024-05-06")
    actie("heropen", number, "--reden", "verkeerd adres", "--datum", "2024-05-07")
    actie("vervalt", number, "--reden", "niet meer nodig", "--datum", "2024-05-08")
    life = actie("toon", number, "--peildatum", "2024-05-08")
    assert "gemeente Emmen" in life
    assert "15 juni 2024" in life
    assert len(life.splitlines()) == 12
    assert regietafel("controleer", "prt-drenthe/2024-07-17", cwd=werkmap).code == 0


def test_what_cannot_be_is_refused_and_changes_nothing(
    regietafel: Regietafel, werkmap: Path
) -> None:
    for arguments in (
        ["heropen", "PRT-DR-2024-A07", "--reden", "x"],
        ["sluit", "PRT-DR-2024-A07"],
        ["voortgang", "PRT-DR-2024-A01", "x"],
        ["voortgang", "PRT-DR-2024-A99", "x"],
        ["voortgang", "PRT-DR-2024-A07", "x", "--datum", "2020-01-01"],
        ["nieuw", "bestaat-niet", "x", "--door", "voorzitter"],
    ):
        result = regietafel("actie", *arguments, cwd=werkmap)
        assert result.code == 1, arguments
        assert "Traceback" not in result.err
    assert not (werkmap / "meetings/prt-drenthe/acties.yaml").exists()


def start(werkmap: Path, times: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", MANY, str(times)]
    return subprocess.Popen(
        command, cwd=werkmap, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_processes_at_once_give_different_numbers_and_lose_nothing(werkmap: Path) -> None:
    processes = [start(werkmap, 6) for _ in range(8)]
    for process in processes:
        process.wait(120)
    found = births(werkmap)
    assert len(found) == len(set(found)) == 48


def test_a_killed_process_leaves_the_file_whole(werkmap: Path) -> None:
    path = werkmap / "meetings/prt-drenthe/acties.yaml"
    for target in (1, 5, 9):
        process = start(werkmap, 500)
        while process.poll() is None and (
            not path.exists() or path.read_text().count("nummer:") < target
        ):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    found = births(werkmap)
    assert len(found) == len(set(found)) >= 9


def test_an_action_is_closed_with_a_link_or_a_document_as_evidence(
    regietafel: Regietafel, werkmap: Path
) -> None:
    for number, option, value in (
        ("PRT-DR-2024-A06", "--bijlage", "voorstelmemo.pdf"),
        ("PRT-DR-2024-A07", "--link", "https://www.example.nl/brief"),
    ):
        arguments = ("sluit", number, option, value, "--datum", "2024-07-01")
        assert regietafel("actie", *arguments, cwd=werkmap).code == 0
        life = regietafel("actie", "toon", number, cwd=werkmap).out
        assert f"1 juli 2024: afgerond: {value}" in life


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nieuw", "prt-drenthe", "x", "--door", "emen"], "bedoelt u 'emmen'?"),
        (["overdragen", "PRT-DR-2024-A07", "--door", "voorziter"], "bedoelt u 'voorzitter'?"),
        (["nieuw", "prt-drenthe", "x", "--door", "emmen", "--termijn", "01-12-2027"], "als 2027-12-01"),
        (["termijn", "PRT-DR-2024-A07", "31-12-2027", "--reden", "x"], "als 2027-12-31"),
        (["termijn", "PRT-DR-2024-A07", "2020-01-01", "--reden", "x"], "ligt vóór"),
        (["sluit", "PRT-DR-2024-A07", "x", "--datum", "2999-01-01"], "moet nog komen"),
        (["nieuw", "prt-drenthe", "x", "--door", "emmen", "--datum", "2999-01-01"], "moet nog komen"),
        (["sluit", "PRT-DR-2024-A07", "--link", "geen link"], "https://"),
        (["antwoord", "PRT-DR-2024-A07", "x"], "wacht niet op een andere tafel"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_refused_and_changes_nothing(
    regietafel: Regietafel, werkmap: Path, arguments: list[str], said: str
) -> None:
    result = regietafel("actie", *arguments, cwd=werkmap)
    assert result.code == 1
    assert said in result.err
    assert not (werkmap / "meetings/prt-drenthe/acties.yaml").exists()


def test_a_number_may_be_typed_in_small_letters_and_an_owner_in_words(
    regietafel: Regietafel, werkmap: Path
) -> None:
    number = "prt-dr-2024-a07"
    result = regietafel("actie", "overdragen", number, "--door", "Stichting Zon", cwd=werkmap)
    assert result.code == 0
    assert "wordt overgenomen" in result.err
    assert "Stichting Zon" in regietafel("actie", "toon", number, cwd=werkmap).out
    assert regietafel("controleer", cwd=werkmap).code == 0
