"""The rekencontrole, with a definition and without, on tables up to the most rows that it takes.

Run: ``python benchmarks/rekencontrole.py [ROWS …]``. It measures and prints seconds of processor;
it never fails on a figure. Twice the rows should take about twice the time, also where every row is
false. ``totaal`` is the case in which each row uses the total of a column.
"""

import sys
import time
from fractions import Fraction

from regietafel.figures.notatie import schrijf_breuk
from regietafel.figures.rekencontrole import MAX_RIJEN, controleer
from regietafel.figures.tabel import lees_tabel
from regietafel.model.cijfers import Getallentabel

COLUMNS = {
    "row": {"kolom": "uitkomst", "formule": "opgave - vrij"},
    "totaal": {"kolom": "uitkomst", "formule": "opgave / totaal(opgave)", "eenheid": "%"},
    "bare": None,
}


def rows_of(count: int, name: str, *, right: bool) -> list[list[str]]:
    """Return a table of ``count`` rows with its total row, its outcomes right or one off."""
    tasks, off = range(3, count + 2), 0 if right else 1
    total = sum(tasks)
    body = [[f"g{task}", str(task), "1", _shown(name, task, total, off)] for task in tasks]
    last = str(total - (1 - off) * len(tasks)) if name == "row" else "100%"
    return [
        ["g", "opgave", "vrij", "uitkomst"],
        *body,
        ["Totaal", str(total), str(len(tasks)), last],
    ]


def _shown(name: str, task: int, total: int, off: int) -> str:
    share = Fraction(100 * task, total) + off
    return str(task - 1 + off) if name == "row" else f"{schrijf_breuk(share, 4)}%"


def measure(count: int, name: str, *, right: bool) -> None:
    """Print how long one table takes."""
    table = lees_tabel(rows_of(count, name, right=right))[0]
    column = COLUMNS[name]
    data = {"titel": "T", "kolommen": [column]}
    definition = Getallentabel.model_validate(data) if column else None
    start = time.process_time()
    report = controleer(table, definition)
    spent = time.process_time() - start
    state = "right" if right else "one off"
    print(f"{count:6} rows, {name:6} {state:8} {spent:6.2f} s, {len(report.fouten)} false")


def main() -> None:
    counts = [int(each) for each in sys.argv[1:]] or [MAX_RIJEN // 4, MAX_RIJEN // 2, MAX_RIJEN]
    for name in COLUMNS:
        for right in (True, False):
            for count in counts:
                measure(count, name, right=right)


if __name__ == "__main__":
    main()
