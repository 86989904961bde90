"""Read many pages of the ledger with all processors: YAML is the slow part of a large archive."""

import gc
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from regietafel.dossier.bladen import Blad
from regietafel.dossier.delen import read_part
from regietafel.dossier.ketentekst import Deel, decode_part, encode_part
from regietafel.dossier.workspace import Werkmap
from regietafel.ledger.regels import Tafels

PER_LEZER = 300
"""Pages: a second process is worth its start from twice this many."""
HOOGSTENS = 8
"""Processes: each takes some hundred MiB."""

_START = (
    "import json,sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from regietafel.dossier import lezers; lezers.main()"
)


def read_parts(werkmap: Werkmap, bladen: Sequence[Blad], tafels: Tafels) -> list[Deel]:
    """Read pages: a few as one part; many as several, the first of them in this process."""
    count = max(1, min(len(bladen) // PER_LEZER, os.cpu_count() or 1, HOOGSTENS))
    bounds = [len(bladen) * place // count for place in range(count + 1)]
    own, *others = (bladen[bounds[place] : bounds[place + 1]] for place in range(count))
    if not others:
        return [read_part(werkmap, own, tafels)]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(count) as threads:
        parts = [threads.submit(_read_elsewhere, werkmap, share, tafels) for share in others]
        return [read_part(werkmap, own, tafels), *(part.result() for part in parts)]


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no garbage cycles: plain values have none, and looking takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read_elsewhere(werkmap: Werkmap, bladen: Sequence[Blad], tafels: Tafels) -> Deel:
    """Read pages in a process of their own; if that fails, here after all."""
    command = [sys.executable, "-I", "-c", _START, json.dumps(sys.path)]
    job = pickle.dumps((werkmap, bladen, tafels))
    try:
        done = subprocess.run(command, input=job, capture_output=True, check=True)
        return decode_part(werkmap, done.stdout.split(b"\n"))
    except (OSError, subprocess.CalledProcessError, ValueError, TypeError, StopIteration):
        return read_part(werkmap, bladen, tafels)


def main() -> None:
    """Read the job of ``_read_elsewhere`` from standard input; write the part."""
    werkmap, bladen, tafels = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    with without_collecting():
        part = read_part(werkmap, bladen, tafels)
    sys.stdout.buffer.write(b"\n".join(encode_part(part)))
