"""The text that a user means: by its file, or by the meeting that has only one such."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regietafel import dutch
from regietafel.cli.openen import load_meeting
from regietafel.cli.terminal import Refusal, show_findings
from regietafel.cli.werkplek import find_meeting, open_workspace
from regietafel.documents.blocks import Tekstprobleem
from regietafel.dossier.loading import Dossier
from regietafel.dossier.stukken import STUKKEN
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import waarschuwing
from regietafel.model.soort import Soort
from regietafel.model.stuk import Tekststuk


@dataclass(frozen=True)
class Gezocht:
    """A text with the meeting that it belongs to."""

    dossier: Dossier
    stuk: Tekststuk

    @property
    def path(self) -> Path:
        return self.dossier.folder / STUKKEN / self.stuk.bestand

    def tell(self, problem: Tekstprobleem) -> None:
        """Show what is wrong in the text, with its line."""
        message = dutch.met_punt(dutch.hoofdletter(problem.uitleg))
        show_findings([waarschuwing(self.path, problem.code, message, line=problem.regel)])


def find_text(name: str, what: str, suits: Callable[[Soort], bool]) -> Gezocht:
    """Return the text of a name: a path, or a meeting with one text that suits.

    ``what`` says which texts suit: *dat wordt vergeleken*. Raises Refusal with what there is.
    """
    werkmap = open_workspace()
    path = _as_file(werkmap, name)
    dossier = load_meeting(werkmap, *find_meeting(werkmap, str(path) if path else name)).dossier
    if path is not None:
        return Gezocht(dossier, _named(dossier, path.name))
    texts = [stuk for stuk in dossier.stukken if suits(stuk.soort)]
    if len(texts) == 1:
        return Gezocht(dossier, texts[0])
    meeting = f"{dossier.tafelnaam}/{dossier.naam}"
    if not texts:
        raise Refusal(f"{meeting} heeft geen stuk {what}.")
    raise Refusal(
        f"{meeting} heeft er meer; noem er een: "
        f"{', '.join(f'meetings/{meeting}/{STUKKEN}/{stuk.bestand}' for stuk in texts)}."
    )


def _as_file(werkmap: Werkmap, name: str) -> Path | None:
    """Return the path of a text, typed from here or from the workspace; None for a meeting."""
    if not name.lower().endswith(".md"):
        return None
    paths = (Path.cwd() / name, werkmap.root / name, werkmap.root / "meetings" / name)
    path = next((path for path in paths if path.is_file()), None)
    if path is None or path.parent.name != STUKKEN:
        raise Refusal(f"Geen stuk '{name}'; noem een tekst in een map {STUKKEN}.")
    return path


def _named(dossier: Dossier, bestand: str) -> Tekststuk:
    found = next((stuk for stuk in dossier.stukken if stuk.bestand == bestand), None)
    if found is None:
        raise Refusal(f"Geen stuk '{bestand}' in {dossier.tafelnaam}/{dossier.naam}.")
    return found
