"""What received files are, without trusting them.

A file of someone else may loop, unpack to terabytes or crash a library. It is read by a child process
(``probe``) with limits on memory, processor time and the clock; one child reads a batch and tells
about each file as it goes, so that a bad one costs only itself.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from regietafel import dutch
from regietafel.model.bestanden import Bestandsfeiten, Bestandssoort
from regietafel.pack.guarded import Kind, LezerStartNiet

__all__ = ["LezerStartNiet", "inspect_files"]

DEEL = 0.25
"""The part of ``limit_seconds`` that one file may take: several bad ones still end in time."""
PER_KIND = 6
"""A second child is worth its start from this many files."""
_BLOK = 2**20


def inspect_files(
    paths: Sequence[Path],
    *,
    limit_seconds: float = 20,
    recall: Callable[[str], Bestandsfeiten | None] = lambda _: None,
) -> dict[Path, Bestandsfeiten]:
    """Return the facts of each file, in the order of ``paths``.

    A file that is missing, damaged, encrypted, too big or too slow comes back with
    ``leesbaar=False`` and a Dutch ``reden``. One file may take a quarter of ``limit_seconds``.
    ``recall`` gives what is known of a content by its SHA-256; such a file is not read again.
    Raises ``LezerStartNiet`` when no child process can be started.
    """
    hashed = {path: _hash(path) for path in dict.fromkeys(paths)}
    known = {p: recall(found[1]) for p, found in hashed.items() if isinstance(found, tuple)}
    unread = [path for path, facts in known.items() if facts is None]
    read = dict(zip(unread, _read_all(unread, limit_seconds * DEEL), strict=True))
    return {
        path: known.get(path) or _facts(found, read.get(path, {})) for path, found in hashed.items()
    }


def _hash(path: Path) -> tuple[int, str] | str:
    """Return size and SHA-256 of an ordinary file, or why there are none."""
    if not path.exists():
        return "Het bestand is er niet."
    if not path.is_file():
        return "Dit is geen gewoon bestand."
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOK):
                digest.update(block)
                size += len(block)
    except OSError as error:
        return f"Het bestand is niet te openen ({dutch.oorzaak(error)})."
    return size, digest.hexdigest()


def _facts(found: tuple[int, str] | str, read: dict[str, Any]) -> Bestandsfeiten:
    if isinstance(found, str):
        return Bestandsfeiten(Bestandssoort.ONBEKEND, 0, "", leesbaar=False, reden=found)
    kind = Bestandssoort(read.pop("soort", Bestandssoort.ONBEKEND))
    return Bestandsfeiten(kind, found[0], found[1], **read)


def _read_all(paths: Sequence[Path], seconds: float) -> list[dict[str, Any]]:
    """Read files with as many children as there are processors and work for."""
    if not paths:
        return []
    children = max(1, min(os.cpu_count() or 1, len(paths) // PER_KIND, 4))
    shares = [list(range(start, len(paths), children)) for start in range(children)]
    with ThreadPoolExecutor(children) as pool:
        results = list(
            pool.map(lambda share: _read_share([paths[n] for n in share], seconds), shares)
        )
    by_number = {
        number: facts
        for share, found in zip(shares, results, strict=True)
        for number, facts in zip(share, found, strict=True)
    }
    return [by_number[number] for number in range(len(paths))]


def _read_share(paths: Sequence[Path], seconds: float) -> list[dict[str, Any]]:
    """Read files one after the other; after one that costs the child, a new child goes on."""
    found: list[dict[str, Any]] = []
    while len(found) < len(paths):
        found += _run_child(paths[len(found) :], seconds)
    return found


def _run_child(paths: Sequence[Path], seconds: float) -> list[dict[str, Any]]:
    """Return what a child says of the first of ``paths``, up to and with one that ends it."""
    found: list[dict[str, Any]] = []
    with Kind("regietafel.pack.probe") as child:
        child.start({"seconden": int(seconds * len(paths)) + 10, "paden": [*map(str, paths)]})
        for path in paths:
            facts = child.wait(seconds)
            if isinstance(facts, str):
                return [*found, {"soort": _guess(path), "leesbaar": False, "reden": facts}]
            found.append(facts)
        child.finish()
    return found


def _guess(path: Path) -> Bestandssoort:
    """Name the kind of a file that the child did not survive, from its first bytes."""
    with path.open("rb") as file:
        head = file.read(1024)
    return Bestandssoort.PDF if b"%PDF-" in head else Bestandssoort.ONBEKEND
