"""The texts in ``stukken/`` as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regietafel.dossier.lezen import outside_workspace
from regietafel.dossier.reading import TEKSTSTUK
from regietafel.dossier.validation import Geladen
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding, waarschuwing

if TYPE_CHECKING:  # loaded when a meeting has texts
    from regietafel.model.stuk import Tekststuk

STUKKEN = "stukken"
_PICTURES = {".png", ".jpg", ".jpeg", ".svg"}


@dataclass(frozen=True)
class Stukken:
    """The texts of a meeting. ``aanwezig`` names every file, also one that can't be read."""

    stukken: "tuple[Tekststuk, ...]" = ()
    aanwezig: frozenset[str] = frozenset()
    geladen: Mapping[Path, Geladen[Any]] = field(default_factory=dict)


def load_stukken(werkmap: Werkmap, folder: Path) -> Stukken:
    """Load ``stukken/*.md`` of a meeting folder, in the order of their names."""
    place = folder / STUKKEN
    if not place.is_dir():
        return Stukken()
    outside = outside_workspace(werkmap, place)
    if outside:
        return Stukken(geladen={place: Geladen(None, outside)})
    from regietafel.dossier.stuklezen import Stuklezer

    files = sorted(path for path in place.iterdir() if path.name[0] not in ".~")
    lezer = Stuklezer(werkmap)
    texts = [path for path in files if path.suffix.lower() == TEKSTSTUK]
    found = [lezer.read(path) for path in texts]
    for path in files:
        if path not in texts and path.suffix.lower() not in _PICTURES and path.is_file():
            lezer.geladen[path] = Geladen(None, (_no_text(path),))
    names = frozenset(path.name for path in texts)
    return Stukken(tuple(stuk for stuk in found if stuk), names, lezer.geladen)


def _no_text(path: Path) -> Finding:
    message = "In de map stukken staan teksten die op .md eindigen; zet een ontvangen bestand in bijlagen."
    return waarschuwing(path, "stuk-geen-tekst", message)
