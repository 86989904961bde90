"""The tables in ``cijfers/*.csv`` that texts name: cells as they stand, nothing calculated.

What is odd in a table (rows of another width, an old way of writing letters) ``controleer`` tells.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from regietafel.dossier.lezen import outside_workspace
from regietafel.dossier.reading import OUD, read_text
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding, fout
from regietafel.model.waarden import Tabelwaarden, Waardetabel

CIJFERS = "cijfers"
_SEPARATORS = ";\t,"
_MOST_COLUMNS = 200


def load_waarden(werkmap: Werkmap, folder: Path) -> tuple[Tabelwaarden, list[Finding]]:
    """Load every table of a meeting folder, by the name of its file without ``.csv``."""
    place = folder / CIJFERS
    outside = outside_workspace(werkmap, place)
    if outside or not place.is_dir():
        return Tabelwaarden(), list(outside)
    files = sorted(path for path in place.iterdir() if path.suffix.lower() == ".csv")
    read = [_read(werkmap, path) for path in files if path.name[0] not in ".~"]
    tables = tuple(table for table, _ in read if table is not None)
    return Tabelwaarden(tables), [finding for _, found in read for finding in found]


def _read(werkmap: Werkmap, path: Path) -> tuple[Waardetabel | None, list[Finding]]:
    outside = outside_workspace(werkmap, path)
    text, findings = (None, list(outside)) if outside else read_text(path, OUD)
    if text is None:
        return None, findings
    try:
        rows = list(_rows(text))
    except csv.Error:
        message = "Deze tabel is niet te lezen; sla haar opnieuw op als CSV (UTF-8)."
        return None, [fout(path, "cijfers-onleesbaar", message)]
    if len(rows) < 2:  # noqa: PLR2004 - a head and a row
        message = "In deze tabel staat geen kop met daaronder een rij; vul haar of gooi haar weg."
        return None, [fout(path, "cijfers-leeg", message)]
    return _table(path, rows), []


def _rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows with their lines; the sign between cells is the commonest in the head."""
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=False)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, tuple(" ".join(cell.split()) for cell in cells[:_MOST_COLUMNS])


def _table(path: Path, rows: list[tuple[int, tuple[str, ...]]]) -> Waardetabel:
    """Return rows as a table in which every row is as wide as the head."""
    (_, head), *below = rows
    width = len(head)
    filled = tuple((*cells, *[""] * width)[:width] for _, cells in below)
    return Waardetabel(path.stem, head, filled)
