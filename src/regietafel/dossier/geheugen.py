"""The ledger as it was read before, so that only what changed is read again.

A file outside the workspace, safe to delete. It holds no truth: what is damaged, from another version
or about another workspace is dropped, and a page counts only while its files are as they were: same
size, moments of change and inode, and not changed so shortly before they were read (``ONZEKER``) that
a clock could miss a later change.
"""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pydantic

from regietafel import __version__
from regietafel.dossier.bladen import Blad, Kenmerk
from regietafel.dossier.ketentekst import Deel, decode_part, encode_part
from regietafel.dossier.workspace import Werkmap
from regietafel.dossier.writing import write_atomic

ONZEKER = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT counts in two seconds)."""

_DIGEST = 64


@dataclass(frozen=True)
class Geheugen:
    """Where the ledger is remembered (None: nowhere), and the moment (ns) that this run began."""

    folder: Path | None
    moment: int


@dataclass(frozen=True)
class Herinnering:
    """What was remembered of a workspace, and of each page how its files were."""

    deel: Deel = Deel()
    kenmerken: Mapping[str, Kenmerk] = field(default_factory=dict)


def recall(
    geheugen: Geheugen, werkmap: Werkmap, about: str, after: date | None = None
) -> Herinnering | None:
    """Return what is known of a workspace, without the chains that are settled by a day.

    ``about`` is all else that the answer depends on: another one means that nothing is known.
    """
    path = _path(geheugen, werkmap)
    try:
        return _decode(path.read_bytes(), werkmap, about, after) if path else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, StopIteration):
        return None


def _decode(data: bytes, werkmap: Werkmap, about: str, after: date | None) -> Herinnering | None:
    if hashlib.sha256(memoryview(data)[_DIGEST:]).hexdigest().encode() != data[:_DIGEST]:
        return None
    lines = io.BytesIO(data)
    lines.seek(_DIGEST)
    if json.loads(next(lines)) != [_version(), str(werkmap.root), about]:
        return None
    known = json.loads(next(lines)).items()
    facts = {name: tuple(f and tuple(f) for f in kenmerk) for name, kenmerk in known}
    return Herinnering(decode_part(werkmap, lines, after), facts)


def remember(
    geheugen: Geheugen, werkmap: Werkmap, about: str, deel: Deel, bladen: Sequence[Blad]
) -> None:
    """Keep a part and how its pages are now; without a place to write, nothing is kept."""
    path = _path(geheugen, werkmap)
    if path is None:
        return
    facts = {blad.naam: blad.kenmerk for blad in bladen if _is_certain(blad, geheugen.moment)}
    head = [json.dumps([_version(), str(werkmap.root), about]), json.dumps(facts)]
    rest = b"\n".join([*(line.encode() for line in head), *encode_part(deel), b""])
    try:
        write_atomic(path, hashlib.sha256(rest).hexdigest().encode() + rest)
    except OSError:
        return


def _is_certain(blad: Blad, moment: int) -> bool:
    """Tell whether a later change of a page will show, seen from the moment before it was read."""
    if blad.kenmerk is None:
        return False
    changed = (max(facts[1:3]) for facts in blad.kenmerk if facts)
    return all(when < moment - ONZEKER for when in changed)


def _path(geheugen: Geheugen, werkmap: Werkmap) -> Path | None:
    name = hashlib.sha256(str(werkmap.root).encode()).hexdigest()
    return geheugen.folder / "grootboek" / name if geheugen.folder else None


@cache
def _version() -> str:
    """Return what tells one version of the code that reads and judges from another."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(f"{__version__} {pydantic.VERSION}".encode())
    for layer in ("dossier", "ledger", "model"):
        for source in sorted((package / layer).glob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()
