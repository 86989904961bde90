"""Load one file of a workspace, unless it lies outside."""

from pathlib import Path

from regietafel.dossier.validation import Geladen, Model, load_model
from regietafel.dossier.workspace import Werkmap, stays_inside
from regietafel.findings import Finding, fout


def load_file(werkmap: Werkmap, path: Path, model: type[Model]) -> Geladen[Model]:
    """Load one file of the workspace; a link that leads out of the workspace is refused."""
    outside = outside_workspace(werkmap, path)
    return Geladen(None, outside) if outside else load_model(path, model)


def outside_workspace(werkmap: Werkmap, path: Path) -> tuple[Finding, ...]:
    """Return the finding that a file leads out of the workspace, nothing when it does not."""
    if stays_inside(werkmap.root, path):
        return ()
    message = "Dit bestand wijst naar een plek buiten de werkmap; zet het bestand zelf hier neer."
    return (fout(path, "buiten-werkmap", message),)
