"""Which numbers a table gave out, also where its files can't be read as they should."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from regietafel.dossier.bladen import ACTIES, VERSLAG
from regietafel.dossier.editing import NotChangedError
from regietafel.dossier.workspace import Werkmap, stays_inside

_NO_SOURCES = frozenset({"bijlagen", "cijfers", "stukken", "uit", "verzonden"})
"""Folders of a meeting in which no action is born."""


def highest_count(werkmap: Werkmap, table: str, begin: str) -> int:
    """Return the highest count behind ``PRT-DR-2024-A`` in the files of a table, 0 without any.

    A number is for life: it counts wherever it is written, in an action that is left out for a
    mistake, in a file that is no YAML or no UTF-8, in a folder that nobody sees by its name. Raises
    NotChangedError for a file that may not be looked at.
    """
    pattern = re.compile(rb"(?<![\w-])%b(\d{1,4})(?!\d)" % re.escape(begin).encode(), re.IGNORECASE)
    counts = (pattern.findall(line) for path in _sources(werkmap, table) for line in _lines(path))
    return max((int(count) for found in counts for count in found), default=0)


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file; UTF-16 as Notepad may write it without its zeros."""
    with path.open("rb") as file:
        for line in file:
            yield line.replace(b"\0", b"")


def _sources(werkmap: Werkmap, table: str) -> Iterator[Path]:
    """Yield the files in which actions are born."""
    folder = werkmap.table_folder(table)
    linked = [folder / name / VERSLAG for name in werkmap.meetings(table)]
    for path in sorted({*_below(folder), *(path for path in linked if path.exists())}):
        if not (stays_inside(werkmap.root, path) and path.is_file()):
            raise NotChangedError(
                f"{path} wijst naar een plek buiten de werkmap, dus welke nummers al gegeven zijn "
                "is niet zeker; zet het bestand zelf hier neer."
            )
        yield path


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in _NO_SOURCES]
        yield from (Path(place, name) for name in files if name in {ACTIES, VERSLAG})
