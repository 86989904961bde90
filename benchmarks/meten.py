"""Time whole processes against each other, in turn, in one run."""

import os
import statistics
import subprocess
import time
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


def _run(deelnemer: Deelnemer) -> tuple[float, float]:
    """Return seconds and peak memory (MiB) of one run with its children."""
    started = time.perf_counter()
    process = subprocess.Popen(
        deelnemer.command,
        cwd=deelnemer.cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{deelnemer.naam}: exit code {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


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
