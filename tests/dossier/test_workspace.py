"""Finding a workspace and a meeting, and writing without breaking what was there."""

import stat
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
from regietafel.dossier.writing import copy_atomic, create_new, rewrite, write_atomic

DAY = date(2024, 7, 1)


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    (tmp_path / "regietafel.yaml").touch()
    for meeting in (
        "2024-04-05",
        "2024-07-17",
        "2024-07-17-2",
        "2024-10-01",
        "aantekeningen",
        "2024-02-31",
    ):
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


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o640])
def test_a_file_that_is_written_anew_is_for_the_same_readers(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "acties.yaml"
    path.touch()
    path.chmod(mode)
    for write in (write_atomic, rewrite):
        write(path, b"nieuw")
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_is_as_private_as_the_system_makes_any(tmp_path: Path) -> None:
    (tmp_path / "gewoon").touch()
    write_atomic(tmp_path / "nieuw", b"")
    assert (tmp_path / "nieuw").stat().st_mode == (tmp_path / "gewoon").stat().st_mode


def test_a_link_within_the_workspace_still_leads_to_the_file_of_the_user(werkmap: Werkmap) -> None:
    shared, link = werkmap.root / "gedeeld/acties.yaml", werkmap.table_folder("prt") / "acties.yaml"
    write_atomic(shared, b"oud")
    link.symlink_to(shared)
    rewrite(link, b"nieuw")
    assert (link.is_symlink(), shared.read_bytes()) == (True, b"nieuw")
    assert [path.name for path in shared.parent.iterdir()] == ["acties.yaml"]


def test_nothing_is_written_through_a_link_out_of_the_workspace(tmp_path: Path) -> None:
    outside, folder = tmp_path / "elders.yaml", tmp_path / "werkmap"
    write_atomic(folder / "regietafel.yaml", b"")
    for target in (outside, tmp_path / "weg.yaml"):
        link = folder / f"acties-{target.stem}.yaml"
        outside.write_bytes(b"van een ander")
        link.symlink_to(target)
        rewrite(link, b"nieuw")
        assert link.read_bytes() == b"nieuw"
    assert outside.read_bytes() == b"van een ander"
    assert not (tmp_path / "weg.yaml").exists()


def test_what_is_made_takes_the_place_of_a_link(werkmap: Werkmap) -> None:
    own, made = werkmap.table_folder("prt") / "tafel.yaml", werkmap.root / "uit/stuk.pdf"
    made.parent.mkdir()
    made.symlink_to(own)
    write_atomic(made, b"gemaakt")
    assert (made.is_symlink(), own.read_bytes()) == (False, b"")
