"""What is remembered about files saves time and never gives a wrong answer."""

import subprocess
import sys
from pathlib import Path

import pytest

from regietafel.cli import geheugen
from regietafel.model.bestanden import Bestandsfeiten, Bestandssoort

from .conftest import Regietafel

JULI = "prt-drenthe/2024-07-17"
FACTS = Bestandsfeiten(Bestandssoort.PDF, 10, "a" * 64, paginas=2, getagd=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(geheugen.SETTING, str(tmp_path / "geheugen"))
    return tmp_path / "geheugen"


def test_what_was_read_once_is_known_by_its_content() -> None:
    geheugen.remember(FACTS)
    assert geheugen.recall("a" * 64) == FACTS
    assert geheugen.recall("b" * 64) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"soort": "pdf"}', b'{"soort": "x", "bytes": 1, "sha256": ""}']
)
def test_a_damaged_part_is_passed_over(folder: Path, content: bytes) -> None:
    geheugen.remember(FACTS)
    next(folder.rglob("*.json")).write_bytes(content)
    assert geheugen.recall("a" * 64) is None


def test_another_content_under_the_name_is_not_believed(folder: Path) -> None:
    geheugen.remember(FACTS)
    path = next(folder.rglob("*.json"))
    path.rename(path.with_name(f"{'b' * 64}.json"))
    assert geheugen.recall("b" * 64) is None


def test_a_file_that_could_not_be_read_is_read_again(folder: Path) -> None:
    geheugen.remember(Bestandsfeiten(Bestandssoort.PDF, 1, "c" * 64, leesbaar=False, reden="x"))
    assert not folder.exists()


def test_without_a_place_to_write_nothing_is_kept_and_nothing_breaks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_text("een bestand, geen map")
    geheugen.remember(FACTS)
    assert geheugen.recall("a" * 64) is None
    monkeypatch.setenv(geheugen.SETTING, "uit")
    assert geheugen.cache_folder() is None
    geheugen.remember(FACTS)
    assert geheugen.recall("a" * 64) is None


def test_it_lies_with_the_user_and_not_in_the_workspace(
    regietafel: Regietafel, werkmap: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert regietafel("controleer", JULI, cwd=werkmap).code == 0
    assert len(list(folder.rglob("*.json"))) == 2
    assert not list(werkmap.rglob("*.json"))
    monkeypatch.delenv(geheugen.SETTING)
    for platform in ("linux", "darwin", "win32"):
        monkeypatch.setattr("sys.platform", platform)
        assert str(geheugen.cache_folder()).endswith("regietafel")


def test_a_second_run_says_the_same_as_the_first(regietafel: Regietafel, werkmap: Path) -> None:
    (werkmap / "meetings" / JULI / "bijlagen" / "extra.pdf").write_bytes(b"geen pdf")
    first = regietafel("controleer", JULI, cwd=werkmap)
    assert regietafel("controleer", JULI, cwd=werkmap) == first


LIST = ("acties", "--open", "--json", "--peildatum", "2024-07-17")


def test_the_list_of_actions_is_the_same_cold_and_warm(
    regietafel: Regietafel, werkmap: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = werkmap / "meetings/prt-drenthe/2024-04-05/verslag.yaml"
    report.write_text(
        report.read_text() + "  - {actie: PRT-DR-2024-A99, soort: voortgang, tekst: x}\n"
    )
    cold = regietafel(*LIST, cwd=werkmap)
    assert [regietafel(*LIST, cwd=werkmap) for _ in range(2)] == [cold, cold]
    assert "actie-onbekend" in cold.err
    assert list(folder.glob("grootboek/*"))
    monkeypatch.setenv(geheugen.SETTING, "uit")
    assert regietafel(*LIST, cwd=werkmap) == cold


def test_processes_at_once_give_one_answer_and_leave_one_memory(
    werkmap: Path, folder: Path
) -> None:
    command = [sys.executable, "-m", "regietafel", *LIST]
    started = [subprocess.Popen(command, cwd=werkmap, stdout=subprocess.PIPE) for _ in range(4)]
    answers = {process.communicate()[0] for process in started}
    assert len(answers) == 1
    assert all(process.returncode == 0 for process in started)
    assert len(list(folder.glob("grootboek/*"))) == 1
