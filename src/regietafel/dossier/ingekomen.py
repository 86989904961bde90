"""``ingekomen.yaml`` of a table, and the packets of other organisations as values."""

from pathlib import Path

from regietafel.dossier.editing import append_to_file
from regietafel.dossier.lezen import load_file
from regietafel.dossier.scaffold import SCHEMA
from regietafel.dossier.validation import Geladen, load_json
from regietafel.dossier.workspace import Werkmap
from regietafel.model.ingekomen import Ingekomen
from regietafel.model.pakketje import Pakketje

INGEKOMEN = "ingekomen.yaml"
_HEAD = (
    SCHEMA.format(up="../../", name="ingekomen")
    + "# Wat tafels van andere organisaties met een pakketje aan deze tafel voorlegden.\n"
)


def load_ingekomen(werkmap: Werkmap, table: str) -> Geladen[Ingekomen]:
    """Load what came in by packet; nothing when no packet was ever read."""
    path = werkmap.table_folder(table) / INGEKOMEN
    return load_file(werkmap, path, Ingekomen) if path.exists() else Geladen(Ingekomen())


def append_ingekomen(werkmap: Werkmap, table: str, item: dict[str, object]) -> None:
    """Add what a packet brought; raises NotChangedError."""
    append_to_file(werkmap.table_folder(table) / INGEKOMEN, "punten", item, _HEAD)


def load_pakketje(path: Path) -> Geladen[Pakketje]:
    """Load a packet of another organisation; what is wrong with it is told as of any file."""
    return load_json(path, Pakketje)
