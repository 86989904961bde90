"""A table as somebody else made it: rows of text, and where they stood."""

from dataclasses import dataclass
from pathlib import Path

from regietafel.figures.rekencontrole import MAX_RIJEN
from regietafel.findings import Finding, fout

MAX_KOLOMMEN = 256
MAX_TABELLEN = 200
"""Sheets in a workbook, or tables in a document, that are read."""


@dataclass(frozen=True)
class Ontvangen:
    """One table of a file; nothing is calculated and nothing filled in.

    ``naam`` is the sheet (``blad 'Puzzel'``) or place (``tabel 2``) of the table, empty when the
    file is one table; ``blad`` is the bare name of the sheet. ``rijen`` counts from the first row of the file or sheet, empty rows
    included, so that a row keeps its number. ``regels`` holds the line of text on which each row
    starts, from 1; it is empty where a file has no lines. ``kolommen`` holds the letters of the
    columns of a sheet.
    """

    naam: str
    rijen: tuple[tuple[str, ...], ...]
    regels: tuple[int, ...] = ()
    kolommen: tuple[str, ...] = ()
    blad: str = ""

    def regel(self, rij: int) -> int:
        """Return the line of a row (from 1), 0 where there is none."""
        return self.regels[rij - 1] if 0 < rij <= len(self.regels) else 0

    def plaats(self, rij: int, kolom: int | None = None) -> str:
        """Return in words where a row or cell stands, such as ``blad 'Puzzel', cel C14``."""
        if not self.naam or not rij:
            return self.naam
        if kolom is not None and kolom < len(self.kolommen):
            return f"{self.naam}, cel {self.kolommen[kolom]}{rij}"
        return f"{self.naam}, rij {rij}"


Gelezen = tuple[tuple[Ontvangen, ...], tuple[Finding, ...]]
"""The tables of a file, and what is wrong with it."""


class GeenTabel(Exception):  # noqa: N818 - a reason to refuse, not an error of the program
    """A file is not read; the message says why and what to do, in Dutch."""

    code = "tabel-onleesbaar"

    def __init__(self, bericht: str, code: str = "", regel: int = 0) -> None:
        super().__init__(bericht)
        self.code = code or self.code
        self.regel = regel

    def finding(self, path: Path) -> Finding:
        return fout(path, self.code, str(self), line=self.regel)


def te_groot(wat: str) -> GeenTabel:
    """Return the refusal of a table with more than is calculated with."""
    limits = f"tot {MAX_RIJEN} rijen en {MAX_KOLOMMEN} kolommen wordt nagerekend"
    return GeenTabel(f"{wat}; {limits}. Splits de tabel.", "tabel-te-groot")


def opsomming(plekken: list[str], hoeveel: int = 4) -> str:
    """Return the first few places of many: ``B4, C7, …``."""
    return ", ".join(plekken[:hoeveel]) + (", …" if len(plekken) > hoeveel else "")
