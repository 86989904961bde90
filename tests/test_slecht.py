"""Broken and hostile input: a folder each, with the expected findings beside it.

A case lies over the workspace in ``_basis``. ``verwacht.txt`` holds what ``controleer`` must say,
line by line. To add a case, add a folder; ``REGIETAFEL_SCHRIJF=1 pytest tests/test_slecht.py``
writes what is said now, for you to read and judge.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SLECHT = Path(__file__).parent / "slecht"
CASES = sorted(path.name for path in SLECHT.iterdir() if path.name != "_basis")
MEETING = "meetings/prt/2027-03-10"
LIMIT_SECONDS = 20


@pytest.fixture
def werkmap(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    case = SLECHT / request.param
    target = tmp_path / "werkmap"
    shutil.copytree(SLECHT / "_basis", target)
    for link in (path for path in case.rglob("*") if path.is_symlink()):
        (target / link.relative_to(case)).unlink(missing_ok=True)
    ignore = shutil.ignore_patterns("verwacht.txt")
    shutil.copytree(case, target, symlinks=True, ignore=ignore, dirs_exist_ok=True)
    return target


def regietafel(werkmap: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "regietafel", *arguments]
    return subprocess.run(
        command, cwd=werkmap, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False
    )


OURS = {"uitnodiging.yaml", ".regietafel.lock"}
"""What the commands keep beside the user's files."""


def fingerprint(werkmap: Path) -> dict[str, str]:
    """Return the user's files with their content, not what was made."""
    return {
        str(path.relative_to(werkmap)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(werkmap.rglob("*"))
        if path.is_file() and "uit" not in path.parts and path.name not in OURS
    }


@pytest.mark.parametrize(
    ("werkmap", "case"), [(c, c) for c in CASES], ids=CASES, indirect=["werkmap"]
)
def test_controleer_says_what_is_wrong(werkmap: Path, case: str) -> None:
    result = regietafel(werkmap, "controleer", MEETING)
    expectation = SLECHT / case / "verwacht.txt"
    if os.environ.get("REGIETAFEL_SCHRIJF"):
        expectation.write_text(result.stderr)
    assert result.stderr == expectation.read_text()
    assert result.returncode == (1 if ": fout [" in result.stderr else 0)


@pytest.mark.parametrize("werkmap", CASES, indirect=True)
def test_no_command_breaks_hangs_or_touches_a_file(werkmap: Path) -> None:
    before = fingerprint(werkmap)
    for command in ("maak", "pakket", "uitnodiging"):
        result = regietafel(werkmap, command, MEETING)
        assert "Traceback" not in result.stderr, result.stderr
        assert result.returncode in {0, 1}
    assert fingerprint(werkmap) == before
    assert not Path("/tmp/gehackt").exists()  # noqa: S108 - what the hostile cases try to make


@pytest.mark.parametrize("werkmap", ["pdf-acties"], indirect=True)
def test_what_a_pack_leaves_out_of_a_document_is_said(werkmap: Path) -> None:
    said = regietafel(werkmap, "pakket", MEETING).stderr
    assert said.count("[bijlage-ingekort]") >= 3
    pack = next((werkmap / MEETING / "uit").glob("Vergaderstukken*.pdf")).read_bytes()
    assert b"/JavaScript" not in pack
    assert b"/Launch" not in pack
