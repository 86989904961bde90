"""The open actions of a large archive as JSON, beside PyYAML's C loader merely parsing its files.

Run: ``python benchmarks/grootboek.py [--ronden 5]``. Targets, as ratios to PyYAML: cold at most 0.4,
warm at most 0.1; warm at most 120 MiB; ten times the meetings at most ten times the cost. Makes the
archive of ``archief.py`` with 2,500 and with 250 meetings and runs every participant in turn. It
measures; it never fails on a figure. Cold uses as many processors as there are, PyYAML one. Needs pyyaml.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from archief import write_archive
from meten import Deelnemer, Meting, measure, print_table

_PEER = """
import pathlib, yaml
for path in sorted(pathlib.Path().rglob("*.yaml")):
    with path.open("rb") as file:
        yaml.load(file, yaml.CSafeLoader)
"""
_COLD = 'rm -rf "$REGIETAFEL_GEHEUGEN"; exec "$@"'
_CHANGED = """
import pathlib, runpy, sys
path = pathlib.Path(sys.argv[1])
text = path.read_text()
path.write_text(text.removesuffix("# gewijzigd\\n") if text.endswith("# gewijzigd\\n") else text + "# gewijzigd\\n")
sys.argv[:2] = ["regietafel"]
runpy.run_module("regietafel", run_name="__main__")
"""
PEER, COLD, WARM, CHANGED = "PyYAML CSafeLoader", "cold", "warm", "one file changed"
SMALL = "250 meetings, "


def participants(folder: Path, meetings: int, prefix: str = "") -> list[Deelnemer]:
    """Write an archive, twice, and return what is measured on it; in one of them a file changes."""
    werkmap, changing = folder / f"werkmap-{meetings}", folder / f"veranderlijk-{meetings}"
    day = write_archive(werkmap, meetings)
    write_archive(changing, meetings)
    for archive in (werkmap, changing):
        _make_older(archive)
    report = next((changing / "meetings/prt-dr").glob("*/verslag.yaml"))
    command = ["acties", "--open", "--json", "--peildatum", day.isoformat()]
    python = [sys.executable, "-c"]

    def ours(name: str, place: Path, *start: str) -> Deelnemer:
        memory = folder / f"{name}-{meetings}"
        memory.mkdir()
        setting = f"REGIETAFEL_GEHEUGEN={memory}"
        return Deelnemer(prefix + name, ["env", setting, *start, *command], place)

    regietafel = [sys.executable, "-m", "regietafel"]
    return [
        Deelnemer(prefix + PEER, [*python, _PEER], werkmap),
        ours(COLD, werkmap, "sh", "-c", _COLD, "cold", *regietafel),
        ours(WARM, werkmap, *regietafel),
        ours(CHANGED, changing, *python, _CHANGED, str(report)),
    ]


def _make_older(folder: Path) -> None:
    """Let the files be a minute old: what was written just now is read again, warm or not."""
    then = time.time() - 60
    for path in folder.rglob("*.yaml"):
        os.utime(path, (then, then))


def _print_growth(metingen: dict[str, Meting]) -> None:
    for name in (PEER, COLD, WARM, CHANGED):
        growth = metingen[name].median / metingen[SMALL + name].median
        print(f"{name}: ten times the meetings costs {growth:.1f} times as much")


def main() -> None:
    """Print the table and the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ronden", type=int, default=5, help="rounds")
    rounds = parser.parse_args().ronden
    with tempfile.TemporaryDirectory() as name:
        large = participants(Path(name), 2500)
        small = participants(Path(name), 250, SMALL)
        time.sleep(3)  # ctime can't be set back: let it be older than the memory's doubt
        metingen = {meting.naam: meting for meting in measure([*large, *small], rounds)}
    print(f"{os.cpu_count()} processors")
    print_table([metingen[d.naam] for d in large], against=PEER)
    print_table([metingen[d.naam] for d in small], against=SMALL + PEER)
    _print_growth(metingen)


if __name__ == "__main__":
    main()
