"""The pictures that a text names: looked up in the meeting's folder, and looked at."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from regietafel.cli.geheugen import recall, remember
from regietafel.documents.stukbeeld import judge_picture
from regietafel.dossier.loading import Dossier
from regietafel.dossier.stukken import STUKKEN
from regietafel.dossier.workspace import is_file, stays_inside
from regietafel.findings import Finding, fout
from regietafel.model.bestanden import Bestandsfeiten, Bestandssoort

_ELSEWHERE = ("http:", "https:", "data:", "file:")


def load_pictures(
    dossier: Dossier, bestand: str, named: Sequence[tuple[str, int]]
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the pictures of a text by the path that it gives, and what can't be shown.

    A path counts from ``stukken/``, and else from the meeting's folder.
    """
    found = {pad: _find(dossier, pad) for pad, _ in named}
    facts = _inspect([path for path in found.values() if path is not None])
    pictures: dict[str, bytes] = {}
    reasons = {}
    for pad, path in found.items():
        content, reasons[pad] = _usable(dossier, pad, path, facts)
        if content:
            pictures[pad] = content
    source = dossier.folder / STUKKEN / bestand
    return pictures, [
        fout(source, "afbeelding-onbruikbaar", f"Afbeelding '{pad}' {reasons[pad]}.", line=line)
        for pad, line in named
        if reasons[pad]
    ]


def _find(dossier: Dossier, pad: str) -> Path | None:
    """Return the file that a path names within the meeting's folder."""
    if not pad or pad.lower().startswith(_ELSEWHERE):
        return None
    paths = (base / pad for base in (dossier.folder / STUKKEN, dossier.folder))
    return next((p for p in paths if is_file(p) and stays_inside(dossier.folder, p)), None)


def _inspect(paths: Sequence[Path]) -> Mapping[Path, Bestandsfeiten]:
    """Return the facts of pictures; those not seen before are read by a guarded child."""
    if not paths:
        return {}
    from regietafel.pack.inspection import inspect_files

    facts = inspect_files(paths, recall=recall)
    for found in facts.values():
        remember(found)
    return facts


def _usable(
    dossier: Dossier, pad: str, path: Path | None, facts: Mapping[Path, Bestandsfeiten]
) -> tuple[bytes, str]:
    """Return the picture, or why it can't be shown."""
    if path is None:
        return b"", _absent(dossier, pad)
    fact = facts[path]
    if fact.soort is not Bestandssoort.AFBEELDING:
        return b"", "is geen afbeelding; sla haar op als PNG of JPEG"
    content = path.read_bytes()
    reason = judge_picture(content)
    if not reason and not fact.leesbaar:
        reason = f"is niet te tonen. {fact.reden.rstrip('.')}"
    return (b"", reason) if reason else (content, "")


def _absent(dossier: Dossier, pad: str) -> str:
    if pad.lower().startswith(_ELSEWHERE):
        return "staat op een andere plek; zet haar in de map stukken en noem alleen de naam"
    if not stays_inside(dossier.folder, dossier.folder / STUKKEN / pad):
        return "ligt buiten de map van deze vergadering; zet haar in de map stukken"
    return "is er niet; zet haar in de map stukken of verbeter de naam"
