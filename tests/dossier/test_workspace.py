"""Finding a workspace and a meeting, and writing without breaking what was there."""

from datetime import date
from pathlib import Path

import pytest

from regietafel.dossier.workspace import (
    NoMeetingError,
    NoTableError,
    NoWorkspaceError,
    Werkmap,
    find_workspace,
    require_table,
    resolve_meeting,
    stays_inside,
)
from regietafel.dossier.writing import copy_atomic, create_new, write_atomic

DAY = date(2024, 7, 1)


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    (tmp_path / "regietafel.yaml").touch()
    for meeting in ("2024-04-05", "2024-07-17", "2024-07-17-2", "2024-10-01", "aantekeningen"):
        (tmp_path / "meetings/prt" / meeting).mkdir(parents=True)
    (tmp_path / "meetings/prt/tafel.yaml").touch()
    (tmp_path / "meetings/los").mkdir()
    return Werkmap(tmp_path)


def test_a_workspace_is_found_from_below(werkmap: Werkmap) -> None:
    assert find_workspace(werkmap.root / "meetings/prt/2024-04-05") == werkmap


def test_no_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspaceError, match="regietafel init"):
        find_workspace(tmp_path)


def test_only_folders_with_a_table_and_a_date_count(werkmap: Werkmap) -> None:
    assert werkmap.tables() == ["prt"]
    assert werkmap.meetings("prt") == ["2024-04-05", "2024-07-17", "2024-07-17-2", "2024-10-01"]


@pytest.mark.parametrize(
    ("name", "meeting"),
    [
        ("prt/2024-04-05", "2024-04-05"),
        ("meetings/prt/2024-07-17-2/vergadering.yaml", "2024-07-17-2"),
        ("prt", "2024-07-17"),
    ],
)
def test_a_meeting_is_named_in_three_ways(werkmap: Werkmap, name: str, meeting: str) -> None:
    assert resolve_meeting(werkmap, name, werkmap.root, DAY) == ("prt", meeting)


def test_a_table_alone_means_the_latest_when_none_is_to_come(werkmap: Werkmap) -> None:
    late = date(2030, 1, 1)
    assert resolve_meeting(werkmap, "prt", werkmap.root, late) == ("prt", "2024-10-01")


@pytest.mark.parametrize("name", ["prt/2024-01-01", "../..", "/etc", "prt/aantekeningen"])
def test_what_is_no_meeting_is_refused_with_the_known_ones(werkmap: Werkmap, name: str) -> None:
    with pytest.raises(NoMeetingError, match="prt/2024-04-05"):
        resolve_meeting(werkmap, name, werkmap.root, DAY)


def test_an_unknown_table_is_refused_with_the_known_ones(werkmap: Werkmap) -> None:
    assert require_table(werkmap, "prt") == "prt"
    with pytest.raises(NoTableError, match="Bekend: prt"):
        require_table(werkmap, "lrt")


def test_a_link_out_of_the_workspace_is_seen(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "uit.txt"
    inside.mkdir()
    outside.touch()
    (inside / "link").symlink_to(outside)
    (inside / "rond").symlink_to(inside / "rond")
    assert not stays_inside(inside, inside / "link")
    assert not stays_inside(inside, inside / "rond" / "x")
    assert stays_inside(inside, inside / "nieuw")


def test_an_interrupted_write_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "stuk.pdf"
    write_atomic(path, b"oud")
    with pytest.raises(TypeError):
        write_atomic(path, "geen bytes")  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        copy_atomic(path, tmp_path / "er niet.pdf")
    assert path.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [path]


def test_a_copy_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path, source = tmp_path / "uit" / "stuk.pdf", tmp_path / "bron.pdf"
    source.write_bytes(b"nieuw")
    copy_atomic(path, source)
    assert path.read_bytes() == source.read_bytes() == b"nieuw"


def test_a_file_of_the_user_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "tafel.yaml"
    create_new(path, b"van de gebruiker")
    with pytest.raises(FileExistsError):
        create_new(path, b"nieuw")
    assert path.read_bytes() == b"van de gebruiker"
