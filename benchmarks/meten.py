"""Time whole processes against each other, in turn, in one run."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Deelnemer:
    """A command to measure, in a folder."""

    naam: str
    command: Sequence[str]
    cwd: Path


@dataclass(frozen=True)
class Meting:
    """Seconds (median, lowest, highest), processor time (median) and the most memory in MiB.

    The memory is the resident set of the process that had the largest.
    """

    naam: str
    median: float
    low: float
    high: float
    cpu: float
    peak_mib: float


def measure(deelnemers: Sequence[Deelnemer], rounds: int = 9) -> list[Meting]:
    """Run every command once to warm up, then ``rounds`` times in turn."""
    for deelnemer in deelnemers:
        _run(deelnemer)
    results: dict[str, list[tuple[float, float, float]]] = {d.naam: [] for d in deelnemers}
    for _ in range(rounds):
        for deelnemer in deelnemers:
            results[deelnemer.naam].append(_run(deelnemer))
    return [_summary(naam, runs) for naam, runs in results.items()]


_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has its bytecode; one that runs from its source must be let keep it."""

_PEAK = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=-3, stderr=-3).returncode
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss, code)
"""


def _run(deelnemer: Deelnemer) -> tuple[float, float, float]:
    """Return seconds, processor time and peak memory (MiB) of one run with its children.

    A small process starts it: a child counts the memory of what it was forked from.
    """
    command = [sys.executable, "-S", "-c", _PEAK, *deelnemer.command]
    said = subprocess.run(
        command, cwd=deelnemer.cwd, env=_ENVIRONMENT, capture_output=True, text=True, check=True
    ).stdout
    seconds, cpu, kib, code = said.split()
    if int(code) != 0:
        raise SystemExit(f"{deelnemer.naam}: exit code {code}")
    return float(seconds), float(cpu), int(kib) / 1024


def _summary(naam: str, runs: list[tuple[float, float, float]]) -> Meting:
    seconds = [run[0] for run in runs]
    cpu = statistics.median(run[1] for run in runs)
    peak = max(run[2] for run in runs)
    return Meting(naam, statistics.median(seconds), min(seconds), max(seconds), cpu, peak)


def peak_together(deelnemer: Deelnemer) -> float:
    """Return the most memory (MiB) that a command and its children hold at one moment; on Linux.

    What processes share is counted once (PSS). Looking takes time, so time nothing meanwhile.
    """
    quiet = subprocess.DEVNULL
    peak = 0.0
    with subprocess.Popen(
        deelnemer.command, cwd=deelnemer.cwd, stdout=quiet, stderr=quiet
    ) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_shared_fairly, _family(process.pid))))
            time.sleep(0.005)
    return peak


def _family(pid: int) -> list[int]:
    """Return a process and its children, down to the last."""
    with suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        below = [int(n) for task in tasks for n in (task / "children").read_text().split()]
        return [pid, *(member for child in below for member in _family(child))]
    return []


def _shared_fairly(pid: int) -> float:
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return 0.0


def print_table(metingen: Sequence[Meting], against: str) -> None:
    """Print every measurement with its ratio to one of them."""
    base = next(m for m in metingen if m.naam == against)
    print(f"{'':40} {'median':>9} {'low':>8} {'high':>8} {'ratio':>7} {'cpu':>9} {'MiB':>7}")
    for m in metingen:
        ratio = m.median / base.median
        print(
            f"{m.naam:40} {m.median * 1000:7.0f}ms {m.low * 1000:6.0f}ms "
            f"{m.high * 1000:6.0f}ms {ratio:7.2f} {m.cpu * 1000:7.0f}ms {m.peak_mib:7.0f}"
        )
