"""The ledger as it was read before, so that only what changed is read again.

A file outside the workspace, safe to delete. It holds no truth: what is damaged, from another version
or about another workspace is dropped, and a page counts only while its files are as they were: same
size, moments of change and inode, and not changed so shortly before they were read (``ONZEKER``) that
a clock could miss a later change.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BufferedReader
from pathlib import Path

import pydantic

from regietafel import __version__
from regietafel.dossier.bladen import Blad, Kenmerk
from regietafel.dossier.ketentekst import Deel, decode_part, encode_part
from regietafel.dossier.workspace import Werkmap
from regietafel.dossier.writing import write_atomic

ONZEKER = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT counts in two seconds)."""


@dataclass(frozen=True)
class Geheugen:
    """Where the ledger is remembered (None: nowhere), and the moment (ns) that this run began."""

    folder: Path | None
    moment: int


@dataclass(frozen=True)
class Herinnering:
    """What was remembered of a workspace, and of each page how its files were."""

    deel: Deel = field(default_factory=Deel)
    kenmerken: Mapping[str, Kenmerk] = field(default_factory=dict)


def recall(
    geheugen: Geheugen, werkmap: Werkmap, about: str, after: date | None = None
) -> Herinnering | None:
    """Return what is known of a workspace, without the chains that are settled by a day.

    ``about`` is all else that the answer depends on: another one means that nothing is known.
    """
    path = _path(geheugen, werkmap)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            return _decode(file, werkmap, about, after)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, StopIteration):
        return None


def _decode(
    file: BufferedReader, werkmap: Werkmap, about: str, after: date | None
) -> Herinnering | None:
    claimed, start = next(file).strip(), file.tell()
    if hashlib.file_digest(file, "sha256").hexdigest().encode() != claimed:
        return None
    file.seek(start)
    if json.loads(next(file)) != _subject(werkmap, about):
        return None
    known = json.loads(next(file)).items()
    facts = {name: tuple(f and tuple(f) for f in kenmerk) for name, kenmerk in known}
    return Herinnering(decode_part(werkmap, file, after), facts)


def remember(
    geheugen: Geheugen, werkmap: Werkmap, about: str, deel: Deel, bladen: Sequence[Blad]
) -> None:
    """Keep a part and how its pages are now; without a place to write, nothing is kept."""
    path = _path(geheugen, werkmap)
    if path is None:
        return
    facts = {blad.naam: blad.kenmerk for blad in bladen if _is_certain(blad, geheugen.moment)}
    head = [json.dumps(_subject(werkmap, about)).encode(), json.dumps(facts).encode()]
    content = b"\n".join([*head, *encode_part(deel), b""])
    digest = hashlib.sha256(content).hexdigest().encode()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomic(path, b"\n".join([digest, content]), flush=False)
    except OSError:
        return


def _is_certain(blad: Blad, moment: int) -> bool:
    """Tell whether a later change of a page will show, seen from the moment before it was read."""
    if blad.kenmerk is None:
        return False
    changed = (max(facts[1:3]) for facts in blad.kenmerk if facts)
    return all(when < moment - ONZEKER for when in changed)


def _path(geheugen: Geheugen, werkmap: Werkmap) -> Path | None:
    name = hashlib.sha256(str(werkmap.root).encode("utf-8", "surrogateescape")).hexdigest()
    return geheugen.folder / "grootboek" / name if geheugen.folder else None


def _subject(werkmap: Werkmap, about: str) -> list[str]:
    return [_version(), str(werkmap.root), about]


@cache
def _version() -> str:
    """Return what tells one version of the code that reads and judges from another."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(f"{__version__} {pydantic.VERSION}".encode())
    for layer in ("dossier", "ledger", "model"):
        for source in sorted((package / layer).glob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()
