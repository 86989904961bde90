"""Share work among processes: one that fails costs time only."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

PER_PROCES = 300
"""Pages: processes are worth their start from twice this many."""
HOOGSTENS = 8
"""Processes: each takes some hundred MiB."""

One = TypeVar("One")
Other = TypeVar("Other")


@dataclass(frozen=True)
class Processen:
    """How many there are; without a pool that is this one."""

    aantal: int = 1
    pool: "ProcessPoolExecutor | None" = None

    def map(self, function: Callable[[One], Other], items: Iterable[One]) -> list[Other]:
        """Return what a function makes of items, in their order; doing it twice is harmless."""
        work = list(items)
        if self.pool is not None and len(work) > 1:
            try:
                return list(self.pool.map(function, work))
            except (OSError, RuntimeError, MemoryError):  # no room for one, or one was ended
                pass
        return list(map(function, work))


@contextmanager
def processes(pages: int) -> Iterator[Processen]:
    """Give as many processes as there are processors, for work on so many pages."""
    number = min(pages // PER_PROCES, os.cpu_count() or 1, HOOGSTENS)
    pool = _pool(number) if number > 1 else None
    if pool is None:
        yield Processen()
        return
    with pool:
        yield Processen(number, pool)


def _pool(number: int) -> "ProcessPoolExecutor | None":
    """Return processes that start with the first work; None where there can be none."""
    from concurrent.futures import ProcessPoolExecutor

    try:
        return ProcessPoolExecutor(number, initializer=_end_with_parent)
    except (ImportError, NotImplementedError, OSError):
        return None


def _end_with_parent() -> None:
    """Let this process end when the one that started it does, and leave interrupting to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
