"""The pages of the ledger: each meeting, and the ``acties.yaml`` of each table."""

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from regietafel.dossier.lezen import load_file
from regietafel.dossier.reading import read_text
from regietafel.dossier.validation import Geladen, Model, load_model
from regietafel.dossier.workspace import Werkmap, stays_inside
from regietafel.findings import Finding, Keys
from regietafel.ledger.boek import Zitting, boek_of_table
from regietafel.ledger.ketens import Post
from regietafel.model.gebeurtenis import Acties
from regietafel.model.vergadering import Doorgang, Vergadering
from regietafel.model.verslag import Verslag

ACTIES, VERGADERING, VERSLAG = "acties.yaml", "vergadering.yaml", "verslag.yaml"

_DAY = re.compile(r"^(?:datum: +(\d{4}-\d{2}-\d{2})[ \t\r]*(?: #.*)?$|[\"']?datum\b)", re.MULTILINE)
"""A line with the day of a meeting; without a group another line that could be about it."""

Kenmerk: TypeAlias = tuple[tuple[int, ...] | None, ...]
"""Of each file of a page: size, moments of change (ns) and inode; None for a file that is absent."""


@dataclass(frozen=True)
class Blad:
    """A meeting, or with an empty ``vergadering`` what a table did between its meetings.

    ``kenmerk`` is None when the page is reached by a link: then nothing tells whether it changed.
    """

    tafel: str
    vergadering: str
    kenmerk: Kenmerk | None = None

    @property
    def naam(self) -> str:
        return f"{self.tafel}/{self.vergadering}"

    def folder(self, werkmap: Werkmap) -> Path:
        return werkmap.meeting_folder(self.tafel, self.vergadering)

    def source(self, werkmap: Werkmap) -> Path:
        """Return the file that its entries stand in."""
        return self.folder(werkmap) / (VERSLAG if self.vergadering else ACTIES)


@dataclass(frozen=True)
class Inhoud:
    """What a page says besides its entries: the day of the meeting if it is held, and what is wrong.

    ``weggelaten`` holds per file the places that were left out, where there are any.
    """

    dag: date | None = None
    bevindingen: tuple[Finding, ...] = ()
    weggelaten: Mapping[Path, tuple[Keys, ...]] = field(default_factory=dict)


def list_pages(werkmap: Werkmap, tables: Sequence[str]) -> list[Blad]:
    """Return the pages of some tables: of each its meetings, oldest first, and then the rest."""
    return [blad for table in tables for blad in _pages_of_table(werkmap, table)]


def _pages_of_table(werkmap: Werkmap, table: str) -> Iterator[Blad]:
    folder = werkmap.table_folder(table)
    plain = not (folder.is_symlink() or folder.parent.is_symlink())
    for meeting in werkmap.meetings(table):
        place = f"{folder}{os.sep}{meeting}"
        linked = not plain or os.path.islink(place)  # noqa: PTH114 - thousands of them
        yield Blad(table, meeting, None if linked else _kenmerk(place, VERGADERING, VERSLAG))
    yield Blad(table, "", _kenmerk(str(folder), ACTIES) if plain else None)


def _kenmerk(folder: str, *names: str) -> Kenmerk | None:
    found: list[tuple[int, ...] | None] = []
    for name in names:
        try:
            facts = os.lstat(f"{folder}{os.sep}{name}")
        except FileNotFoundError:
            found.append(None)
            continue
        except OSError:
            return None
        if not stat.S_ISREG(facts.st_mode):
            return None
        found.append((facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino))
    return tuple(found)


def read_page(werkmap: Werkmap, blad: Blad) -> tuple[list[Post], Inhoud]:
    """Read a page; what can't be read is a finding, the rest counts."""
    lezer = _Lezer(werkmap, linked=blad.kenmerk is None)
    folder, source = blad.folder(werkmap), blad.source(werkmap)
    if not blad.vergadering:
        between = lezer.read(source, Acties)
        boek, day = boek_of_table(blad.tafel, [], between, source), None
    else:
        day, held = lezer.read_day(folder / VERGADERING)
        verslag = lezer.read(source, Verslag)
        if day is None:
            return [], lezer.content(None)
        zitting = Zitting(blad.vergadering, day, verslag, source)
        boek = boek_of_table(blad.tafel, [zitting], None, source)
        day = day if held else None
    return [*boek.geboorten, *boek.voorvallen, *boek.besluiten], lezer.content(day)


class _Lezer:
    """Loads the files of a page and remembers what was found in each."""

    def __init__(self, werkmap: Werkmap, *, linked: bool) -> None:
        self._werkmap = werkmap
        self._linked = linked
        self._loaded: dict[Path, Geladen[Any]] = {}

    def read(self, path: Path, model: type[Model]) -> Model | None:
        """Return a file as its model, None when it is absent or unusable."""
        if not path.exists():
            return None
        linked = self._linked
        loaded = load_file(self._werkmap, path, model) if linked else load_model(path, model)
        self._loaded[path] = loaded
        return loaded.model

    def read_day(self, path: Path) -> tuple[date | None, bool]:
        """Return the day of a meeting (None when it is absent or unusable) and whether it is held.

        No more than that is asked of a meeting: what is wrong with its agenda keeps no action from
        the ledger, and is told where the meeting is used. Only a file that leaves doubt is loaded.
        """
        inside = not self._linked or stays_inside(self._werkmap.root, path)
        text = read_text(path)[0] if inside and path.exists() else None
        found = _DAY.findall(text) if text else []
        if text and len(found) == 1 and found[0] and "doorgang" not in text:
            with suppress(ValueError):
                return date.fromisoformat(found[0]), True
        vergadering = self.read(path, Vergadering)
        if vergadering is None:
            return None, False
        return vergadering.datum, vergadering.doorgang is not Doorgang.GEANNULEERD

    def content(self, day: date | None) -> Inhoud:
        files = self._loaded.items()
        found = tuple(finding for _, loaded in files for finding in loaded.findings)
        gone = {path: loaded.weggelaten for path, loaded in files if loaded.weggelaten}
        return Inhoud(day, found, gone)
