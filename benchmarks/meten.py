"""Time whole processes against each other, in turn, in one run."""

import statistics
import subprocess
import sys
from collections.abc import Sequence
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
    """Seconds (median, lowest, highest) and the highest resident memory in MiB."""

    naam: str
    median: float
    low: float
    high: float
    peak_mib: float


def measure(deelnemers: Sequence[Deelnemer], rounds: int = 9) -> list[Meting]:
    """Run every command once to warm up, then ``rounds`` times in turn."""
    for deelnemer in deelnemers:
        _run(deelnemer)
    results: dict[str, list[tuple[float, float]]] = {d.naam: [] for d in deelnemers}
    for _ in range(rounds):
        for deelnemer in deelnemers:
            results[deelnemer.naam].append(_run(deelnemer))
    return [_summary(naam, runs) for naam, runs in results.items()]


_PEAK = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=-3, stderr=-3).returncode
seconds = time.perf_counter() - start
print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, code)
"""


def _run(deelnemer: Deelnemer) -> tuple[float, float]:
    """Return seconds and peak memory (MiB) of one run with its children.

    A small process starts it: a child counts the memory of what it was forked from.
    """
    command = [sys.executable, "-S", "-c", _PEAK, *deelnemer.command]
    said = subprocess.run(
        command, cwd=deelnemer.cwd, capture_output=True, text=True, check=True
    ).stdout
    seconds, kib, code = said.split()
    if int(code) != 0:
        raise SystemExit(f"{deelnemer.naam}: exit code {code}")
    return float(seconds), int(kib) / 1024


def _summary(naam: str, runs: list[tuple[float, float]]) -> Meting:
    seconds = [run[0] for run in runs]
    peak = max(run[1] for run in runs)
    return Meting(naam, statistics.median(seconds), min(seconds), max(seconds), peak)


def print_table(metingen: Sequence[Meting], against: str) -> None:
    """Print every measurement with its ratio to one of them."""
    base = next(m for m in metingen if m.naam == against)
    print(f"{'':40} {'median':>9} {'low':>8} {'high':>8} {'ratio':>7} {'MiB':>7}")
    for m in metingen:
        ratio = m.median / base.median
        print(
            f"{m.naam:40} {m.median * 1000:7.0f}ms {m.low * 1000:6.0f}ms "
            f"{m.high * 1000:6.0f}ms {ratio:7.2f} {m.peak_mib:7.0f}"
        )
