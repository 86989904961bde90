"""Find the workspace, its tables and its meetings, and keep paths inside it."""

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SETTINGS = "regietafel.yaml"
_MEETING = re.compile(r"\d{4}-\d{2}-\d{2}(-[a-z0-9-]+)?")
_TABLE = re.compile(r"[a-z0-9][a-z0-9-]*")


class NoWorkspaceError(Exception):
    """There is no workspace here."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"Geen werkmap gevonden in {start} of de mappen daarboven (er is geen {SETTINGS}). "
            "Maak een werkmap met 'regietafel init MAP', of een voorbeeld met 'regietafel demo'."
        )


class NoMeetingError(Exception):
    """What the user named is not a meeting."""

    def __init__(self, name: str, known: list[str]) -> None:
        advice = f"Bekend: {', '.join(known)}." if known else "Er zijn nog geen vergaderingen."
        super().__init__(f"Geen vergadering '{name}'. {advice}")


class NoTableError(Exception):
    """What the user named is not a table."""

    def __init__(self, name: str, known: list[str]) -> None:
        advice = f"Bekend: {', '.join(known)}." if known else "Er zijn nog geen tafels."
        super().__init__(f"Geen tafel '{name}'. {advice}")


@dataclass(frozen=True)
class Werkmap:
    """A folder with ``regietafel.yaml``, ``templates/`` and ``meetings/``."""

    root: Path

    @property
    def settings(self) -> Path:
        return self.root / SETTINGS

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    def table_folder(self, table: str) -> Path:
        return self.root.joinpath("meetings", table)

    def table_output(self, table: str) -> Path:
        """Return where what is made for a table goes."""
        return self.table_folder(table) / "uit"

    def meeting_folder(self, table: str, meeting: str) -> Path:
        return self.root.joinpath("meetings", table, meeting)

    def tables(self) -> list[str]:
        """Return the names of the tables, in order."""
        place = self.root / "meetings"
        named = filter(_TABLE.fullmatch, _folders(place))
        return [name for name in named if (place / name / "tafel.yaml").exists()]

    def meetings(self, table: str) -> list[str]:
        """Return the names of a table's meetings, oldest first."""
        return [*filter(_is_meeting, _folders(self.table_folder(table)))]

    def misnamed(self) -> list[Path]:
        """Return folders with a table or a meeting in them whose name keeps them from being seen."""
        tables = self.tables()
        wrong = _unseen(self.root / "meetings", "tafel.yaml", tables)
        for table in tables:
            wrong += _unseen(self.table_folder(table), "vergadering.yaml", self.meetings(table))
        return wrong


def _is_meeting(name: str) -> bool:
    """Tell whether the name of a folder begins with a day of the calendar."""
    try:
        return bool(_MEETING.fullmatch(name) and date.fromisoformat(name[:10]))
    except ValueError:
        return False


def _unseen(parent: Path, file: str, known: Collection[str]) -> list[Path]:
    """Return the folders with such a file that are not known."""
    folders = (parent / name for name in _folders(parent) if name not in known)
    return [folder for folder in folders if (folder / file).exists()]


def _folders(parent: Path) -> list[str]:
    """Return the names of the folders in one, in order."""
    if not parent.is_dir():
        return []
    with os.scandir(parent) as entries:
        return sorted(entry.name for entry in entries if entry.is_dir())


def find_workspace(start: Path) -> Werkmap:
    """Return the workspace at ``start`` or above it.

    Raises NoWorkspaceError when there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return Werkmap(folder)
    raise NoWorkspaceError(start)


def resolve_meeting(werkmap: Werkmap, name: str, here: Path, today: date) -> tuple[str, str]:
    """Return table and meeting for what a user types.

    ``name`` is a path to the folder (or a file in it), ``tafel/datum``, or ``tafel``: then the
    next meeting from ``today``, else the latest. Raises NoMeetingError.
    """
    for base in (here, werkmap.root / "meetings"):
        found = _from_path(werkmap, base / name)
        if found:
            return found
    if name in werkmap.tables():
        meetings = werkmap.meetings(name)
        if meetings:
            upcoming = [m for m in meetings if m >= today.isoformat()]
            return name, (upcoming or meetings[-1:])[0]
    raise NoMeetingError(name, [f"{t}/{m}" for t in werkmap.tables() for m in werkmap.meetings(t)])


def _from_path(werkmap: Werkmap, path: Path) -> tuple[str, str] | None:
    base = (werkmap.root / "meetings").resolve()
    path = path.resolve()
    parts = path.relative_to(base).parts if path.is_relative_to(base) else ()
    if len(parts) >= 2 and parts[1] in werkmap.meetings(parts[0]):  # noqa: PLR2004 - table, meeting
        return parts[0], parts[1]
    return None


def require_table(werkmap: Werkmap, name: str) -> str:
    """Return the name of an existing table; raises NoTableError."""
    cleaned = Path(name).name
    if cleaned not in werkmap.tables():
        raise NoTableError(name, werkmap.tables())
    return cleaned


def stays_inside(root: Path, path: Path) -> bool:
    """Tell whether a path, with every symbolic link followed, lies below ``root``."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Tell whether there is a file; a name that no system takes (300 characters) is that of none."""
    try:
        return path.is_file()
    except OSError:
        return False
