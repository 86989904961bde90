"""The ledger as it was read before, so that only what changed is read again.

A file per table, outside the workspace, safe to delete. They hold no truth: what is damaged, from
another version or about another workspace is dropped, and a page counts only while its files are as
they were: same size, moments of change and inode, and not changed so shortly before they were read
(``ONZEKER``) that a clock could miss a later change.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from io import BufferedReader
from itertools import islice
from pathlib import Path

import pydantic

from regietafel import __version__
from regietafel.dossier.bladen import Blad, Kenmerk
from regietafel.dossier.ketentekst import (
    Deel,
    Ketentekst,
    Keuze,
    alles,
    decode_part,
    encode_numbers,
    encode_part,
)
from regietafel.dossier.workspace import Werkmap
from regietafel.dossier.writing import write_atomic

ONZEKER = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT counts in two seconds)."""
SAMEN = "+"
"""The name of the file with the chains that tables share; no table can have it."""


@dataclass(frozen=True)
class Geheugen:
    """Where the ledger is remembered (None: nowhere), and the moment (ns) that this run began."""

    folder: Path | None
    moment: int


@dataclass(frozen=True)
class Onderwerp:
    """What something is remembered of: a table (empty: what tables share) of a workspace.

    ``over`` is all else that it depends on: another one means that nothing is known.
    """

    werkmap: Werkmap
    tafel: str
    over: str

    def path(self, folder: Path) -> Path:
        root = str(self.werkmap.root).encode("utf-8", "surrogateescape")
        name = hashlib.sha256(root).hexdigest()[:32]
        return folder / "grootboek" / name / (self.tafel or SAMEN)


@dataclass(frozen=True)
class Herinnering:
    """What was remembered, of each page how its files were, and the seal of it all.

    The part holds the chains that were asked for; ``genoemd`` has the numbers of every chain.
    """

    deel: Deel = field(default_factory=Deel)
    kenmerken: Mapping[str, Kenmerk] = field(default_factory=dict)
    genoemd: bytes = b""
    zegel: str = ""

    @property
    def nummers(self) -> list[bytes]:
        return [number for number in self.genoemd.replace(b";", b",").split(b",") if number]

    def chosen(self, keuze: Keuze) -> "Herinnering":
        """Return it with no more than the chains that are chosen."""
        return replace(self, deel=replace(self.deel, ketens=[*keuze(iter(self.deel.ketens))]))


def recall(geheugen: Geheugen, onderwerp: Onderwerp, keuze: Keuze = alles) -> Herinnering | None:
    """Return what is known, with the chains that are chosen; None when that is nothing."""
    if geheugen.folder is None:
        return None
    try:
        with onderwerp.path(geheugen.folder).open("rb") as file:
            return _decode(file, onderwerp, keuze)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, StopIteration):
        return None


def _decode(file: BufferedReader, onderwerp: Onderwerp, keuze: Keuze) -> Herinnering | None:
    claimed, start = next(file).strip().decode(), file.tell()
    if hashlib.file_digest(file, "sha256").hexdigest() != claimed:
        return None
    file.seek(start)
    if json.loads(next(file)) != _subject(onderwerp):
        return None
    known = json.loads(next(file)).items()
    facts = {name: tuple(f and tuple(f) for f in kenmerk) for name, kenmerk in known}
    named = next(file).strip()
    return Herinnering(decode_part(onderwerp.werkmap, named, file, keuze), facts, named, claimed)


def recall_chains(
    geheugen: Geheugen, onderwerp: Onderwerp, zegel: str, keuze: Keuze
) -> list[Ketentekst] | None:
    """Return the chains that are chosen; None when what lies there now has another seal.

    What has this seal was found to deserve it when this run read or wrote it.
    """
    if geheugen.folder is None:
        return None
    try:
        with onderwerp.path(geheugen.folder).open("rb") as file:
            lines = map(bytes.rstrip, file)
            if next(lines).decode() != zegel:
                return None
            _, _, named, since, _ = islice(lines, 5)
            return [*keuze(map(Ketentekst, since.split(b";"), named.split(b";"), lines))]
    except (OSError, ValueError, StopIteration):
        return None


def remember(
    geheugen: Geheugen, onderwerp: Onderwerp, deel: Deel, bladen: Sequence[Blad] = ()
) -> Herinnering | None:
    """Keep a part, in order, and how its pages are now; return that, None when it could not be."""
    if geheugen.folder is None:
        return None
    known = {blad.naam: blad.kenmerk for blad in bladen if blad.kenmerk}
    facts = {name: k for name, k in known.items() if _is_certain(k, geheugen.moment)}
    head = [json.dumps(_subject(onderwerp)).encode(), json.dumps(facts).encode()]
    named = encode_numbers(deel)
    content = b"\n".join([*head, named, *encode_part(deel), b""])
    zegel = hashlib.sha256(content).hexdigest()
    path = onderwerp.path(geheugen.folder)
    try:
        write_atomic(path, b"\n".join([zegel.encode(), content]), flush=False)
    except OSError:
        return None
    return Herinnering(deel, facts, named, zegel)


def has_place(geheugen: Geheugen, werkmap: Werkmap) -> bool:
    """Tell whether a workspace can be remembered; makes its folder, for this user only."""
    if geheugen.folder is None:
        return False
    place = Onderwerp(werkmap, "", "").path(geheugen.folder).parent
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(place, os.W_OK)


def forget_others(geheugen: Geheugen, werkmap: Werkmap, tables: Iterable[str]) -> None:
    """Drop what is remembered of tables that are no longer there."""
    if geheugen.folder is None:
        return
    with suppress(OSError):
        for path in Onderwerp(werkmap, "", "").path(geheugen.folder).parent.iterdir():
            if path.name not in {SAMEN, *tables} and not path.name.startswith("."):
                path.unlink(missing_ok=True)


def _is_certain(kenmerk: Kenmerk, moment: int) -> bool:
    """Tell whether a later change of a page will show, seen from the moment before it was read."""
    changed = (max(facts[1:3]) for facts in kenmerk if facts)
    return all(when < moment - ONZEKER for when in changed)


def _subject(onderwerp: Onderwerp) -> list[str]:
    return [_version(), str(onderwerp.werkmap.root), onderwerp.tafel, onderwerp.over]


@cache
def _version() -> str:
    """Return what tells one version of the code that reads and judges from another."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(f"{__version__} {pydantic.VERSION}".encode())
    for layer in ("dossier", "ledger", "model"):
        for source in sorted((package / layer).glob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()
