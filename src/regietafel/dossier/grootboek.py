"""Load the ledger: every meeting and ``acties.yaml`` of some tables, as one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regietafel.dossier.loading import Bevindingen, load_file
from regietafel.dossier.validation import Geladen, Model
from regietafel.dossier.workspace import Werkmap
from regietafel.ledger.boek import Boek, Zitting, boek_of_table, compose_boek
from regietafel.model.gebeurtenis import Acties
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Vergadering
from regietafel.model.verslag import Verslag

ACTIES = "acties.yaml"


@dataclass(frozen=True)
class Grootboek:
    """The ledger with its tables, and what was found while loading it."""

    boek: Boek = field(default_factory=Boek)
    tafels: Mapping[str, Tafel] = field(default_factory=dict)
    bevindingen: Bevindingen = field(default_factory=lambda: Bevindingen((), {}))


class _Lezer:
    """Loads files and remembers what was found in each."""

    def __init__(self, werkmap: Werkmap) -> None:
        self._werkmap = werkmap
        self._loaded: dict[Path, Geladen[Any]] = {}

    def read(self, path: Path, model: type[Model]) -> Model | None:
        """Return a file as its model, None when it is absent or unusable."""
        if not path.exists():
            return None
        loaded = load_file(self._werkmap, path, model)
        self._loaded[path] = loaded
        return loaded.model

    def findings(self) -> Bevindingen:
        return Bevindingen.collect(self._loaded)


def load_grootboek(werkmap: Werkmap, tables: Sequence[str]) -> Grootboek:
    """Load the ledger of tables; what can't be read is a finding, the rest counts."""
    lezer = _Lezer(werkmap)
    found = {name: lezer.read(werkmap.table_folder(name) / "tafel.yaml", Tafel) for name in tables}
    boek = compose_boek(_load_table(werkmap, name, lezer) for name in tables)
    tafels = {name: tafel for name, tafel in found.items() if tafel is not None}
    return Grootboek(boek, tafels, lezer.findings())


def _load_table(werkmap: Werkmap, name: str, lezer: _Lezer) -> Boek:
    sittings = [_load_sitting(werkmap, name, meeting, lezer) for meeting in werkmap.meetings(name)]
    path = werkmap.table_folder(name) / ACTIES
    between = lezer.read(path, Acties)
    return boek_of_table(name, [sitting for sitting in sittings if sitting], between, path)


def _load_sitting(werkmap: Werkmap, table: str, meeting: str, lezer: _Lezer) -> Zitting | None:
    folder = werkmap.meeting_folder(table, meeting)
    report = folder / "verslag.yaml"
    vergadering = lezer.read(folder / "vergadering.yaml", Vergadering)
    verslag = lezer.read(report, Verslag)
    return Zitting(meeting, vergadering, verslag, report) if vergadering else None


def load_with_forwarded(werkmap: Werkmap, table: str) -> Grootboek:
    """Load the ledger of a table and of every table that its actions went to, and on from there."""
    loaded: set[str] = set()
    wanted = {table}
    while wanted != loaded:
        loaded = wanted
        book = load_grootboek(werkmap, sorted(loaded))
        named = {event.gebeurtenis.naar for event in book.boek.voorvallen}
        wanted = loaded | {name for name in werkmap.tables() if name in named}
    return book
