"""Bring what is remembered of the ledger up to date, table by table, with all processors.

YAML is the slow part of a large archive. A process writes what it read where it is remembered, and
says no more than under which seal.
"""

import gc
import json
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import TypeAlias

from regietafel.dossier.bladen import Blad
from regietafel.dossier.delen import join_parts, read_part, without_pages
from regietafel.dossier.geheugen import Geheugen, Herinnering, Onderwerp, recall, remember
from regietafel.ledger.regels import Tafels

PER_LEZER = 300
"""Pages: a second process is worth its start from twice this many."""
HOOGSTENS = 8
"""Processes: each takes some hundred MiB."""

_START = (
    "import json,sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from regietafel.dossier import lezers; lezers.main()"
)


@dataclass(frozen=True)
class Opdracht:
    """The pages of one table, to be remembered."""

    geheugen: Geheugen
    onderwerp: Onderwerp
    bladen: tuple[Blad, ...]
    tafels: Tafels

    @property
    def tafel(self) -> str:
        return self.onderwerp.tafel


Wachtrij: TypeAlias = deque[Opdracht]


def is_current(known: Herinnering | None, bladen: Sequence[Blad]) -> bool:
    """Tell whether pages are as they were when they were remembered, and all that there is."""
    return (
        known is not None
        and {blad.naam for blad in bladen} == set(known.deel.bladen)
        and not _changed(bladen, known)
    )


def _changed(bladen: Sequence[Blad], known: Herinnering) -> list[Blad]:
    """Return the pages that are new, or may have changed since they were read."""
    facts = known.kenmerken
    return [b for b in bladen if b.kenmerk is None or b.kenmerk != facts.get(b.naam)]


def renew(opdrachten: Sequence[Opdracht]) -> dict[str, str]:
    """Read what changed of some tables and remember it; return the seals, by table."""
    queue = deque(sorted(opdrachten, key=lambda o: len(o.bladen), reverse=True))
    zegels: dict[str, str] = {}
    pages = sum(len(opdracht.bladen) for opdracht in opdrachten)
    others = min(pages // PER_LEZER, os.cpu_count() or 1, HOOGSTENS, len(queue)) - 1
    threads = [Thread(target=_delegate, args=(queue, zegels)) for _ in range(others)]
    for thread in threads:
        thread.start()
    _work(queue, zegels, renew_table)
    for thread in threads:
        thread.join()
    _work(queue, zegels, renew_table)  # what a process that failed has put back
    return zegels


def _work(queue: Wachtrij, zegels: dict[str, str], renew_one: Callable[[Opdracht], str]) -> None:
    """Renew tables until there are none left; raises OSError when one fails, and puts it back."""
    while queue:
        try:
            opdracht = queue.popleft()
        except IndexError:
            return  # another took the last one
        try:
            zegels[opdracht.tafel] = renew_one(opdracht)
        except OSError:
            queue.append(opdracht)
            raise


def _delegate(queue: Wachtrij, zegels: dict[str, str]) -> None:
    """Let another process take its share of the work, as long as it answers."""
    command = [sys.executable, "-I", "-c", _START, json.dumps(sys.path)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with (
        suppress(OSError),
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere) as process,
    ):
        _work(queue, zegels, partial(_ask, process))


def _ask(process: "subprocess.Popen[bytes]", opdracht: Opdracht) -> str:
    """Let a process renew a table; raises OSError when it is no longer there."""
    if process.stdin is None or process.stdout is None:
        raise ConnectionError
    process.stdin.write(pickle.dumps(opdracht))
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise ConnectionError
    return answer.decode().strip()


def renew_table(opdracht: Opdracht) -> str:
    """Read what changed of one table and remember it; return its seal, empty without a place."""
    werkmap, tafels = opdracht.onderwerp.werkmap, opdracht.tafels
    known = recall(opdracht.geheugen, opdracht.onderwerp) or Herinnering()
    changed = _changed(opdracht.bladen, known)
    names = {blad.naam for blad in opdracht.bladen}
    gone = {*known.deel.bladen} - names | {blad.naam for blad in changed}
    with without_collecting():
        kept = without_pages(werkmap, known.deel, gone, tafels)
        read = read_part(werkmap, changed, tafels)
        deel = join_parts(werkmap, [kept, read], tafels)
        return remember(opdracht.geheugen, opdracht.onderwerp, deel, opdracht.bladen)


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


def main() -> None:
    """Renew the tables that standard input names, one after the other; write the seal of each."""
    while True:
        try:
            opdracht = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
        except EOFError:
            return
        sys.stdout.write(f"{renew_table(opdracht)}\n")
        sys.stdout.flush()
