"""Run the command line as a user would, and see what comes back."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from regietafel.cli import main
from regietafel.resources import example_workspace

from ..postkantoor import Postkantoor, open_postkantoor  # noqa: TID252 - lies with all tests
from .agendaserver import Khal, make_khal, new_agenda, open_agendaserver
from .mailwerkmap import meeting, only_three_members, set_mail, without_office_file


@dataclass(frozen=True)
class Uitvoer:
    """What a command gave: exit code, output and messages."""

    code: int
    out: str
    err: str


Regietafel = Callable[..., Uitvoer]


@pytest.fixture
def regietafel(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Regietafel:
    """Return a function that runs ``regietafel`` with arguments, in a folder."""

    def run(*arguments: str | Path, cwd: Path) -> Uitvoer:
        monkeypatch.chdir(cwd)
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Uitvoer(int(stop.value.code or 0), captured.out, captured.err)

    return run


LATER = (
    "prt-drenthe/acties.yaml",
    "prt-drenthe/2024-07-17/verslag.yaml",
    "prt-drenthe/2024-10-30",
    "lrt/acties.yaml",
    "lrt/2024-09-26/verslag.yaml",
    "lrt/2024-12-12",
)
"""What the example workspace tells of after the agenda of 17 July 2024."""


@pytest.fixture
def verhaal(tmp_path: Path) -> Path:
    """Return a fresh copy of the example workspace, without anything made."""
    source = example_workspace()
    target = tmp_path / "werkmap"
    shutil.copytree(source / "meetings", target / "meetings", ignore=shutil.ignore_patterns("uit"))
    shutil.copy(source / "regietafel.yaml", target)
    return target


@pytest.fixture
def werkmap(verhaal: Path) -> Path:
    """Return the example workspace as it was before the meeting of 17 July 2024."""
    for name in LATER:
        path = verhaal / "meetings" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return verhaal


@pytest.fixture
def kantoor() -> Iterator[Postkantoor]:
    with open_postkantoor() as kantoor:
        yield kantoor


@pytest.fixture
def tafel(werkmap: Path, kantoor: Postkantoor, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace with three members, nobody invited yet, and a mail server."""
    for name in ("SERVER", "GEBRUIKER", "WACHTWOORD"):
        monkeypatch.delenv(f"REGIETAFEL_MAIL_{name}", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    only_three_members(werkmap)
    without_office_file(werkmap)
    set_mail(werkmap, server="127.0.0.1", tls="geen", poort=kantoor.poort, wachttijd=10)
    (meeting(werkmap) / "uitnodiging.yaml").unlink()
    return werkmap


@pytest.fixture
def agendaserver(tmp_path: Path) -> Iterator[str]:
    """Return the address of a calendar server without calendars."""
    with open_agendaserver(tmp_path / "kalenders") as address:
        yield address


@pytest.fixture
def caldav(agendaserver: str) -> str:
    """Return the address of an empty calendar."""
    return new_agenda(agendaserver, "agenda")


@pytest.fixture
def khal(tmp_path: Path, needs_program: Callable[..., None]) -> Khal:
    needs_program("khal")
    return make_khal(tmp_path)
