"""A bar and a tile figure beside matplotlib's, and a dashboard of 342 areas on 24 dates.

Run: ``python benchmarks/figuren.py [--ronden 7]``. Targets: a figure at most 0.15 of matplotlib's time
for the same, as whole processes and within one; the dashboard at most 2 s of processor above start-up. It
measures; it never fails on a figure. The same means: the same bars or tiles with the same labels, as
SVG in memory. Needs matplotlib (``pip install matplotlib``), which regietafel itself does not use.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from dashboardarchief import write_dashboards
from meten import Deelnemer, measure, print_table

_DATA = """
NAMES = ["Drenthe", "Flevoland", "Fryslân", "Gelderland", "Groningen", "Limburg", "Noord-Brabant",
         "Noord-Holland", "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland"]
SHARES = [83, 67, 67, 83, 59, 84, 85, 84, 80, 94, 69, 96]
TIMES = int(__import__("sys").argv[1])
"""
_OWN_BARS = """
from regietafel.documents.grafieken import Grafiek, Staaf, beschrijf, teken
bars = tuple(Staaf(n, s, s, f"{s}%") for n, s in zip(NAMES, SHARES))
def draw():
    return teken(Grafiek("Realisatie", bars, beschrijf("Realisatie", bars)), "#154273")
"""
_OWN_TILES = """
from regietafel.documents.tegelkaart import Tegel, Tegelkaart, teken_tegelkaart
from regietafel.figures.oordelen import Kleur
tiles = tuple(Tegel(n, f"{s}%", Kleur.ORANJE if s > 74 else Kleur.ROOD) for n, s in zip(NAMES, SHARES))
def draw():
    return teken_tegelkaart(Tegelkaart("Realisatie", "In woorden.", tiles))
"""
_THEIR_START = """
import io
import matplotlib
matplotlib.use("svg")
from matplotlib import pyplot
"""
_THEIR_BARS = """
def draw():
    figure, axes = pyplot.subplots(figsize=(3.5, 3))
    drawn = axes.barh(NAMES, SHARES, color="#154273")
    axes.bar_label(drawn, [f"{s}%" for s in SHARES])
    axes.set_title("Realisatie")
    target = io.BytesIO()
    figure.savefig(target, format="svg")
    pyplot.close(figure)
    return target.getvalue()
"""
_THEIR_TILES = """
from matplotlib.patches import Rectangle
PLACES = [(3, 1), (2, 1), (2, 0), (2, 2), (3, 0), (2, 3), (1, 3), (1, 1), (3, 2), (1, 2), (0, 3), (0, 2)]
def draw():
    figure, axes = pyplot.subplots(figsize=(3, 3))
    for name, share, (x, y) in zip(NAMES, SHARES, PLACES):
        colour = "#f0b440" if share > 74 else "#9c1c1c"
        axes.add_patch(Rectangle((x, -y), 0.94, 0.94, facecolor=colour, edgecolor="#595959"))
        axes.text(x + 0.1, -y + 0.6, name[:2], weight="bold")
        axes.text(x + 0.8, -y + 0.6, "O" if share > 74 else "R")
        axes.text(x + 0.1, -y + 0.2, f"{share}%")
    axes.set_xlim(0, 4)
    axes.set_ylim(-3, 1)
    axes.axis("off")
    target = io.BytesIO()
    figure.savefig(target, format="svg")
    pyplot.close(figure)
    return target.getvalue()
"""
_RUN = """
import time
draw()
best = []
for _ in range(TIMES):
    start = time.perf_counter()
    draw()
    best.append(time.perf_counter() - start)
print(sorted(best)[len(best) // 2] if best else 0)
"""
FIGURES = {
    "bars": (_DATA + _OWN_BARS + _RUN, _DATA + _THEIR_START + _THEIR_BARS + _RUN),
    "tiles": (_DATA + _OWN_TILES + _RUN, _DATA + _THEIR_START + _THEIR_TILES + _RUN),
}
AREAS, MONTHS, WITHIN = 342, 24, 31
_COMPUTE = """
import sys, time
from datetime import date
from pathlib import Path
from regietafel.cli.dashboarddata import load_series
from regietafel.documents.compose_dashboard import compose_dashboard
from regietafel.cli.openen import load_meeting
from regietafel.cli.huisstijl import load_stijl
from regietafel.dossier.workspace import Werkmap
table, meeting = sys.argv[1].split("/")
start = time.process_time()
dossier = load_meeting(Werkmap(Path.cwd()), table, meeting).dossier
loaded, series, _ = load_series(dossier.werkmap, table, meeting)
stijl, _ = load_stijl(dossier)
compose_dashboard(loaded.stand, series, dossier.tafel, date.fromisoformat(meeting), stijl)
print(time.process_time() - start)
"""


def compare_figures(rounds: int) -> None:
    """Print every figure beside the same of matplotlib: whole processes, and once more in one."""
    for name, (own, theirs) in FIGURES.items():
        python = [sys.executable, "-c"]
        ours, peer = f"{name}, regietafel", f"{name}, matplotlib"
        members = [
            Deelnemer(ours, [*python, own, "0"], Path.cwd()),
            Deelnemer(peer, [*python, theirs, "0"], Path.cwd()),
        ]
        print_table(measure(members, rounds), peer)
        quick, slow = (_within(script) for script in (own, theirs))
        print(
            f"  within a process: {quick * 1000:.2f} ms and {slow * 1000:.1f} ms, ratio {quick / slow:.3f}\n"
        )


def _within(script: str) -> float:
    """Return the median seconds of one drawing, in a process that drew one before."""
    command = [sys.executable, "-c", script, str(WITHIN)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def time_dashboard(rounds: int) -> None:
    """Print the processor time of the large dashboard, and of a start that does nothing."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        meeting = write_dashboards(root, AREAS, MONTHS)
        python = [sys.executable, "-m", "regietafel"]
        members = [
            Deelnemer("dashboard as four files", [*python, "cijfers", "dashboard", meeting], root),
            Deelnemer("regietafel --help", [*python, "--help"], root),
        ]
        whole, start = measured = measure(members, rounds)
        print_table(measured, whole.naam)
        command = [sys.executable, "-c", _COMPUTE, meeting]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
        print(f"  above start-up: {whole.cpu - start.cpu:.2f} s of processor for four files")
        print(f"  of which loaded, computed and drawn: {float(done.stdout):.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ronden", type=int, default=7)
    rounds = parser.parse_args().ronden
    compare_figures(rounds)
    time_dashboard(rounds)


if __name__ == "__main__":
    main()
