"""The formulas of a table as Excel calculates them: addresses, numbers and a few functions.

No text of a user gets into one. Where a figure that a formula needs is not known, the cell says so
until that figure is filled in.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from regietafel.figures.berekening import Rekenkolom
from regietafel.figures.formule import (
    Bewerking,
    Formule,
    Functie,
    Getal,
    Min,
    Naam,
    namen,
    namen_in_rij,
    namen_in_totaal,
)
from regietafel.figures.notatie import Waardesoort
from regietafel.figures.sleutel import kolomletters
from regietafel.figures.tabel import Rijsoort
from regietafel.figures.uitwerking import KAN_NIET, ONBEKEND, Cel, Maaksel, Uitwerking
from regietafel.model.cijfers import Totaal

_NIHIL = frozenset({Waardesoort.STREEP, Waardesoort.NVT})

_Adres = Callable[[str], str]
"""Gives what Excel calculates for a column, by its key."""


class Formuleschrijver:
    """Writes the formulas of a sheet; ``eerste`` is the row of the sheet where the table begins."""

    def __init__(self, uitwerking: Uitwerking, eerste: int) -> None:
        self._table = uitwerking
        self._first = eerste
        rows = enumerate(uitwerking.rijen)
        self._body = [place for place, row in rows if row.soort is Rijsoort.GEWOON]

    def som(self, rijen: Sequence[int], kolom: int) -> str:
        """Return the sum of rows in one column."""
        return f"SUM({self._ranges(rijen, kolom)})" if rijen else "0"

    def formule(self, rij: int, kolom: int) -> str | None:
        """Return the formula of a cell, without its ``=``; None where it has no outcome at all.

        That is so for the total of a column that is not added up.
        """
        made = self._table.kolommen[kolom].reken
        if made is None or made.formule is None or self._summed(made.formule) is None:
            return None
        text = self._written(made.formule, lambda key: self._reference(key, rij))
        if "/" in text:
            text = f'IFERROR({text},"{KAN_NIET}")'
        outcome = self._table.rijen[rij].cellen[kolom].uitkomst
        if outcome.volledig:
            return text
        areas, count = self._needed(made.formule, rij)
        word = KAN_NIET if outcome.fout else ONBEKEND
        return f'IF(COUNT({areas})<{count},"{word}",{text})' if count else text

    # -------------------------------------------------------------- one formula

    def _written(self, formula: Formule, address: _Adres) -> str:
        match formula:
            case Getal():
                return number_text(formula.waarde)
            case Naam():
                return address(formula.sleutel)
            case Min():
                return f"-({self._written(formula.deel, address)})"
            case Bewerking():
                left = self._operand(formula.links, address)
                right = self._operand(formula.rechts, address)
                return f"{left}{formula.teken}{right}"
            case Functie():
                inner = self._total if formula.naam == "totaal" else address
                parts = tuple(self._operand(part, inner) for part in formula.delen)
                return parts[0] if len(parts) == 1 else f"SUM({','.join(parts)})"

    def _operand(self, part: Formule, address: _Adres) -> str:
        """Return a part as it can stand beside any sign."""
        text = self._written(part, address)
        single = isinstance(part, Getal | Naam | Functie)
        return text if single else f"({text})"

    def _reference(self, key: str, place: int) -> str:
        """Return the address of a cell, as a number where nothing stated counts as nought."""
        address = f"{kolomletters(self._table.kolomplek(key) + 1)}{self._first + place}"
        return f"N({address})" if self._may_be_empty(key, place) else address

    def _total(self, key: str) -> str:
        """Return the total of a column: its formula over totals, or the sum of its rows."""
        column = self._column(key)
        if column.totaal is Totaal.FORMULE and column.formule is not None:
            return f"({self._written(column.formule, self._total)})"
        return self.som(self._body, self._table.kolomplek(key))

    # -------------------------------------------------------------- what it needs

    def _needed(self, formula: Formule, place: int) -> tuple[str, int]:
        """Return the addresses that must hold a number, and how many they are.

        For a row that adds up others these are the cells of those. What counts as nought where
        nothing is stated is left out.
        """
        cells: dict[tuple[str, int], None] = {}
        parts = self._table.rijen[place].delen or (place,)
        for key in sorted(namen_in_rij(formula), key=self._table.kolomplek):
            rows = parts if self._column(key).totaal is Totaal.SOM else (place,)
            cells |= dict.fromkeys((key, row) for row in rows)
        for key in sorted(self._summed(formula) or (), key=self._table.kolomplek):
            cells |= dict.fromkeys((key, row) for row in self._body)
        needed = [cell for cell in cells if not self._may_be_empty(*cell)]
        return ",".join(self._areas(needed)), len(needed)

    def _areas(self, cells: Iterable[tuple[str, int]]) -> Iterator[str]:
        rows: dict[str, list[int]] = {}
        for key, row in cells:
            rows.setdefault(key, []).append(row)
        for key, places in rows.items():
            yield self._ranges(sorted(places), self._table.kolomplek(key))

    def _summed(self, formula: Formule) -> frozenset[str] | None:
        """Return the columns that are added up for the totals of a formula; None if one has none."""
        return self._added(namen_in_totaal(formula))

    def _added(self, keys: Iterable[str]) -> frozenset[str] | None:
        added: frozenset[str] = frozenset()
        for key in keys:
            column = self._column(key)
            by_formula = column.totaal is Totaal.FORMULE and column.formule is not None
            below = self._added(namen(column.formule)) if by_formula and column.formule else {key}
            if below is None or column.totaal is Totaal.GEEN:
                return None
            added |= below
        return added

    def _may_be_empty(self, key: str, place: int) -> bool:
        cell = self._table.rijen[place].cellen[self._table.kolomplek(key)]
        return _counts_as_nought(cell, self._column(key))

    def _column(self, key: str) -> Rekenkolom:
        column = self._table.kolommen[self._table.kolomplek(key)].reken
        if column is None:
            raise KeyError(key)
        return column

    def _ranges(self, rows: Sequence[int], column: int) -> str:
        """Return addresses of rows in one column: neighbours as a range."""
        name, spans = kolomletters(column + 1), list[list[int]]()
        for row in rows:
            if spans and spans[-1][1] == row - 1:
                spans[-1][1] = row
            else:
                spans.append([row, row])
        return ",".join(
            f"{name}{self._first + a}:{name}{self._first + b}" if a != b else f"{name}{self._first + a}"
            for a, b in spans
        )  # fmt: skip


def _counts_as_nought(cell: Cel, column: Rekenkolom) -> bool:
    if cell.maaksel is not Maaksel.GESTELD or cell.waarde.getal is not None:
        return False
    empty = cell.waarde.soort is Waardesoort.LEEG
    return cell.waarde.soort in _NIHIL or (empty and column.leeg_telt_niet)


def number_text(number: Fraction) -> str:
    """Return a number as it stands in a formula."""
    shown = plain(number)
    return str(shown) if number >= 0 else f"({shown})"


def plain(number: Fraction) -> int | float:
    """Return a number as Excel stores it."""
    return int(number) if number.denominator == 1 else float(number)
