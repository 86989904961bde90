"""What received files are, without trusting them.

A file of someone else may loop, unpack to terabytes or crash a library. It is read by a child process
(``probe``) with limits on memory, processor time and the clock; one child reads a batch and tells
about each file as it goes, so that a bad one costs only itself.
"""

import hashlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, Self

from regietafel.model.bestanden import Bestandsfeiten, Bestandssoort

DEEL = 0.25
"""The part of ``limit_seconds`` that one file may take: several bad ones still end in time."""
OPSTARTEN = 30.0
"""How long a child may take to get ready, in seconds."""
UITLOPEN = 5.0
"""How long a child that has told everything may take to end, in seconds."""
PER_KIND = 6
"""A second child is worth its start from this many files."""
_BLOK = 2**20

TE_LANG = "Het lezen duurt te lang; vraag om een eenvoudiger bestand of een nieuwe versie."
VASTGELOPEN = "Het bestand is niet te lezen; vraag om een nieuwe versie."


class LezerStartNiet(RuntimeError):  # noqa: N818 - a Dutch noun
    """The child process does not start: a fault of the installation, not of a file."""

    def __init__(self, details: str) -> None:
        super().__init__(f"het proces dat bestanden leest, start niet: {details.strip()[-500:]}")


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
        return f"Het bestand is niet te openen ({error.strerror})."
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
    with _Kind(paths, seconds) as child:
        if child.wait(OPSTARTEN) != {"klaar": True}:
            raise LezerStartNiet(child.complaint())
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


_START = "import json,sys; sys.path[:] = json.loads(sys.argv[1]); import {module}; {module}.main()"


class _Kind:
    """A child process that reads files, and a thread that collects what it says."""

    def __init__(self, paths: Sequence[Path], seconds: float) -> None:
        start = _START.format(module="regietafel.pack.probe")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", start, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        self._errors: list[bytes] = []
        self._threads = [
            threading.Thread(target=self._collect, args=(_pipe(self._process.stdout),)),
            threading.Thread(target=self._listen, args=(_pipe(self._process.stderr),)),
        ]
        for thread in self._threads:
            thread.daemon = True
            thread.start()
        self._send({"seconden": int(seconds * len(paths)) + 10, "paden": [*map(str, paths)]})

    def _send(self, job: dict[str, Any]) -> None:
        pipe = _pipe(self._process.stdin)
        try:
            pipe.write(json.dumps(job).encode())
            pipe.close()
        except OSError:  # it died at once; what it said tells why
            return

    def _collect(self, pipe: IO[bytes]) -> None:
        for line in pipe:
            self._lines.put(line)
        self._lines.put(None)

    def _listen(self, pipe: IO[bytes]) -> None:
        self._errors = [pipe.read()[-4000:]]

    def wait(self, seconds: float) -> Any:
        """Return the next value that the child prints, or a Dutch sentence why there is none."""
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return TE_LANG
        if line is None:
            return VASTGELOPEN
        try:
            return json.loads(line)
        except ValueError:
            return VASTGELOPEN

    def complaint(self) -> str:
        """End the child and return what it wrote to standard error."""
        self._end()
        return b"".join(self._errors).decode(errors="replace")

    def finish(self) -> None:
        """Let a child that has told everything end by itself."""
        try:
            self._process.wait(UITLOPEN)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None and not pipe.closed:
                pipe.close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - asked for when the process was started
    return pipe
