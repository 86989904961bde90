"""A plain table as CSV or Excel. A cell is text, and never a formula."""

import csv
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Tabel:
    """Column heads and rows of text and whole numbers, all of the same length."""

    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[str | int, ...], ...]

    def as_text(self) -> list[tuple[str, ...]]:
        """Return the rows as they are shown."""
        return [tuple(str(cell) for cell in row) for row in self.rijen]


def to_csv(tabel: Tabel) -> bytes:
    """Return CSV that a Dutch Excel opens well: semicolons, UTF-8 with a mark, CRLF.

    A cell that a spreadsheet would read as a formula gets an apostrophe in front.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(tabel.kolommen)
    writer.writerows([_harmless(cell) for cell in row] for row in tabel.as_text())
    return text.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def to_xlsx(tabel: Tabel, *, moment: datetime) -> bytes:
    """Return an Excel file with one sheet: a head that stays in view, filters, text cells."""
    from regietafel.documents.werkboek import Blad, to_werkboek

    blad = Blad(tabel.titel, tabel.kolommen, tabel.rijen)
    return to_werkboek([blad], titel=tabel.titel, auteur="regietafel", moment=moment)
