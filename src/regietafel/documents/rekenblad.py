"""A sheet that calculates: numbers as numbers, sums and formulas live, words never a formula.

A formula is made here from cell addresses, numbers and a few functions; no text of a user gets
into one. Where a figure in it is not known, the cell says so until that figure is filled in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regietafel.documents.getaltekst import (
    KAN_NIET,
    ONBEKEND,
    TEKENS,
    Noten,
    decimals,
    is_summed,
    schrijf_cellen,
)
from regietafel.figures.formule import Bewerking, Formule, Functie, Getal, Min, Naam, namen
from regietafel.figures.notatie import Waardesoort
from regietafel.figures.oordelen import Kleur
from regietafel.figures.tabel import Rijsoort
from regietafel.figures.uitwerking import Cel, Getalkolom, Getalrij, Maaksel, Uitwerking

_NIHIL = frozenset({Waardesoort.STREEP, Waardesoort.NVT})


@dataclass(frozen=True)
class Rekenformule:
    """What a cell calculates, without the ``=``; made of addresses only."""

    tekst: str


Rekenwaarde = str | int | float | Rekenformule | None


@dataclass(frozen=True)
class Rekencel:
    """A cell of a sheet: its value, how Excel shows it, and whether it is bold."""

    waarde: Rekenwaarde
    opmaak: str = "General"
    vet: bool = False
    groep: bool = False


@dataclass(frozen=True)
class Oordeelregel:
    """A column of which Excel judges the figures: rows (from 1), limits, and the number format."""

    kolom: int
    rijen: tuple[int, int]
    groen: Fraction
    oranje: Fraction
    opmaak: str


@dataclass(frozen=True)
class Rekenblad:
    """A sheet: heads in one or two rows, rows below them, and the columns that are judged."""

    naam: str
    koppen: tuple[str, ...]
    groepen: tuple[tuple[str, int], ...]
    rijen: tuple[tuple[Rekencel, ...], ...]
    oordelen: tuple[Oordeelregel, ...] = ()

    @property
    def koprijen(self) -> int:
        return 2 if self.groepen else 1


def letter(kolom: int) -> str:
    """Return the letters of a column, counted from 0: A, B, … Z, AA."""
    name = ""
    number = kolom + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def als_rekenblad(naam: str, uitwerking: Uitwerking, koppen: Sequence[str]) -> Rekenblad:
    """Return a worked-out table as a sheet; ``koppen`` are the heads with their units."""
    groups = _groups(uitwerking.kolommen)
    maker = _Maker(uitwerking, first=3 if groups else 2)
    rows = tuple(maker.row(place) for place in range(len(uitwerking.rijen)))
    return Rekenblad(naam, tuple(koppen), groups, rows, tuple(maker.judgements()))


def _groups(columns: Sequence[Getalkolom]) -> tuple[tuple[str, int], ...]:
    if not any(column.groep for column in columns):
        return ()
    spans: list[tuple[str, int]] = []
    for column in columns:
        if spans and column.groep and spans[-1][0] == column.groep:
            spans[-1] = (column.groep, spans[-1][1] + 1)
        else:
            spans.append((column.groep, 1))
    return tuple(spans)


class _Maker:
    """Makes the cells of a sheet; ``first`` is the row of the sheet where the table begins."""

    def __init__(self, uitwerking: Uitwerking, first: int) -> None:
        self._table = uitwerking
        self._first = first
        self._formats = [
            _format(column, decimals(uitwerking, place))
            for place, column in enumerate(uitwerking.kolommen)
        ]
        self._texts = schrijf_cellen(uitwerking, Noten())

    def row(self, place: int) -> tuple[Rekencel, ...]:
        row = self._table.rijen[place]
        return tuple(
            Rekencel(
                self._value(place, column),
                _marked(self._formats[column], self._texts[place][column].merk),
                is_summed(row),
                row.soort is Rijsoort.GROEP,
            )
            for column in range(len(row.cellen))
        )

    def judgements(self) -> Iterable[Oordeelregel]:
        last = self._first + len(self._table.rijen) - 1
        for place, column in enumerate(self._table.kolommen):
            limits = column.definitie.drempels if column.definitie else None
            if limits is not None:
                unit = 100 if column.is_procent else 1
                green, orange = Fraction(limits.groen) / unit, Fraction(limits.oranje) / unit
                yield Oordeelregel(place, (self._first, last), green, orange, self._formats[place])

    # -------------------------------------------------------------- one cell

    def _value(self, place: int, column: int) -> Rekenwaarde:
        row = self._table.rijen[place]
        cell = row.cellen[column]
        if self._table.kolommen[column].reken is None:
            return cell.waarde.tekst.strip() or None
        if cell.maaksel is Maaksel.SOM:
            return Rekenformule(self._sum(row, column))
        if cell.maaksel is Maaksel.FORMULE:
            return self._formula(place, column)
        if cell.waarde.getal is None:
            return cell.waarde.tekst.strip() or None
        return _plain(cell.uitkomst.waarde)

    def _sum(self, row: Getalrij, column: int) -> str:
        return f"SUM({_ranges(row.delen, column, self._first)})"

    def _formula(self, place: int, column: int) -> Rekenwaarde:
        made = self._table.kolommen[column].reken
        if made is None or made.formule is None:
            return None
        text = self._safe(made.formule, self._written(made.formule, place))
        if self._table.rijen[place].cellen[column].uitkomst.volledig:
            return Rekenformule(text)
        areas, count = self._needed(made.formule, place)
        test = f'IF(COUNT({areas})<{count},"{ONBEKEND}",{text})'
        return Rekenformule(test if count else text)

    def _safe(self, formula: Formule, text: str) -> str:
        return f'IFERROR({text},"{KAN_NIET}")' if _divides(formula) else text

    def _needed(self, formula: Formule, place: int) -> tuple[str, int]:
        """Return the addresses that must hold a number, and how many they are.

        For a row that adds up others these are the cells of those. What counts as nought where
        nothing is stated is left out.
        """
        parts = self._table.rijen[place].delen or (place,)
        areas, count = [], 0
        for key in sorted(namen(formula), key=self._table.kolomplek):
            rows = [part for part in parts if not self._may_be_empty(key, part)]
            areas += [_ranges(rows, self._table.kolomplek(key), self._first)] if rows else []
            count += len(rows)
        return ",".join(areas), count

    def _may_be_empty(self, key: str, place: int) -> bool:
        return _counts_as_nought(self._cell(key, place), self._column(key))

    def _written(self, formula: Formule, place: int) -> str:
        match formula:
            case Getal():
                return _number_text(formula.waarde)
            case Naam():
                return self._reference(formula.sleutel, place)
            case Min():
                return f"-({self._written(formula.deel, place)})"
            case Bewerking():
                left, right = (self._operand(p, place) for p in (formula.links, formula.rechts))
                return f"{left}{formula.teken}{right}"
            case Functie(naam="totaal"):
                return "+".join(self._column_total(part) for part in formula.delen)
            case Functie():
                parts = ",".join(self._written(part, place) for part in formula.delen)
                return f"SUM({parts})"

    def _operand(self, part: Formule, place: int) -> str:
        text = self._written(part, place)
        return f"({text})" if isinstance(part, Bewerking | Min) else text

    def _reference(self, key: str, place: int) -> str:
        """Return the address of a cell, as a number where nothing stated counts as nought."""
        address = self._address(key, place)
        return f"N({address})" if self._may_be_empty(key, place) else address

    def _address(self, key: str, place: int) -> str:
        return f"{letter(self._table.kolomplek(key))}{self._first + place}"

    def _column_total(self, part: Formule) -> str:
        body = [n for n, row in enumerate(self._table.rijen) if row.soort is Rijsoort.GEWOON]
        keys = sorted(namen(part), key=self._table.kolomplek)
        sums = (f"SUM({_ranges(body, self._table.kolomplek(key), self._first)})" for key in keys)
        return "+".join(sums)

    def _cell(self, key: str, place: int) -> Cel:
        return self._table.rijen[place].cellen[self._table.kolomplek(key)]

    def _column(self, key: str) -> Getalkolom:
        return self._table.kolommen[self._table.kolomplek(key)]


def _counts_as_nought(cell: Cel, column: Getalkolom) -> bool:
    if cell.maaksel is not Maaksel.GESTELD or cell.waarde.getal is not None:
        return False
    empty = cell.waarde.soort is Waardesoort.LEEG
    lenient = column.reken is not None and column.reken.leeg_telt_niet
    return cell.waarde.soort in _NIHIL or (empty and lenient)


def _divides(formula: Formule) -> bool:
    match formula:
        case Bewerking():
            return formula.teken == "/" or _divides(formula.links) or _divides(formula.rechts)
        case Min():
            return _divides(formula.deel)
        case Functie():
            return any(map(_divides, formula.delen))
        case _:
            return False


def _ranges(rows: Sequence[int], column: int, first: int) -> str:
    """Return addresses of rows in one column: neighbours as a range."""
    name, spans = letter(column), list[list[int]]()
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ",".join(
        f"{name}{first + a}:{name}{first + b}" if a != b else f"{name}{first + a}" for a, b in spans
    )


def _number_text(number: Fraction) -> str:
    plain = _plain(number)
    return str(plain) if plain is not None and plain >= 0 else f"({plain})"


def _plain(number: Fraction | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)


def _marked(opmaak: str, merk: str) -> str:
    """Return a number format with the mark of a note behind the number."""
    return ";".join(f'{part}"{merk}"' for part in opmaak.split(";")) if merk else opmaak


def _format(column: Getalkolom, places: int) -> str:
    """Return the number format of Excel: points and commas follow the user's own settings."""
    if column.reken is None:
        return "General"
    digits = f".{'0' * places}" if places else ""
    if column.is_procent:
        return f"0{digits}%"
    unit = column.definitie.eenheid if column.definitie else None
    euro = '"€" ' if unit == "€" else ""
    return f"{euro}#,##0{digits};{euro}\N{MINUS SIGN}#,##0{digits}"


OORDELEN: tuple[tuple[Kleur, Callable[[Oordeelregel], str]], ...] = (
    (Kleur.GROEN, lambda r: f">={_number_text(r.groen)}"),
    (Kleur.ORANJE, lambda r: f">={_number_text(r.oranje)}"),
    (Kleur.ROOD, lambda r: f"<{_number_text(r.oranje)}"),
)
"""The tests of a judged figure, the first that holds counts; each is what follows an address."""


def tekenopmaak(kleur: Kleur, opmaak: str) -> str:
    """Return a number format with the sign of a colour before the number."""
    sign = TEKENS[kleur][0]
    return ";".join(f'"{sign} "{part}' for part in opmaak.split(";"))
