"""A sheet that calculates: numbers as numbers, sums and formulas live, words never a formula."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regietafel.documents.getaltekst import (
    TEKENS,
    Noten,
    is_summed,
    schrijf_cellen,
)
from regietafel.documents.rekenformule import Formuleschrijver, number_text, plain
from regietafel.figures.geschreven import Kolomschrift
from regietafel.figures.oordelen import Kleur
from regietafel.figures.tabel import Rijsoort
from regietafel.figures.uitwerking import ONBEKEND, Getalkolom, Maaksel, Uitwerking


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
        self._writer = Formuleschrijver(uitwerking, first)
        self._formats = [
            _format(Kolomschrift.van(uitwerking, place))
            for place in range(len(uitwerking.kolommen))
        ]
        self._texts = schrijf_cellen(uitwerking, Noten())

    def row(self, place: int) -> tuple[Rekencel, ...]:
        row = self._table.rijen[place]
        return tuple(
            Rekencel(
                self._value(place, column),
                _marked(self._format(place, column), self._texts[place][column].merk),
                is_summed(row),
                row.soort is Rijsoort.GROEP,
            )
            for column in range(len(row.cellen))
        )

    def _format(self, place: int, column: int) -> str:
        """Return the format of a cell: that of its column, or of a share below amounts."""
        stated = self._table.rijen[place].cellen[column]
        is_share = stated.maaksel is Maaksel.GESTELD and stated.waarde.is_procent
        is_share &= not self._table.kolommen[column].is_procent
        return _percent_format(stated.waarde.plaatsen) if is_share else self._formats[column]

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
            return Rekenformule(self._writer.som(row.delen, column))
        if cell.maaksel is Maaksel.FORMULE:
            text = self._writer.formule(place, column)
            return ONBEKEND if text is None else Rekenformule(text)
        if cell.waarde.getal is None or cell.uitkomst.waarde is None:
            return cell.waarde.tekst.strip() or None
        return plain(cell.uitkomst.waarde)


def _marked(opmaak: str, merk: str) -> str:
    """Return a number format with the mark of a note behind the number."""
    return ";".join(f'{part}"{merk}"' for part in opmaak.split(";")) if merk else opmaak


def _percent_format(places: int) -> str:
    return f"0.{'0' * places}%" if places else "0%"


def _format(schrift: Kolomschrift) -> str:
    """Return the number format of Excel: points and commas follow the user's own settings."""
    if schrift.kolom.reken is None:
        return "General"
    if schrift.teken == "%":
        return _percent_format(schrift.plaatsen)
    digits = f".{'0' * schrift.plaatsen}" if schrift.plaatsen else ""
    euro = '"€" ' if schrift.teken == "€" else ""
    return f"{euro}#,##0{digits};{euro}\N{MINUS SIGN}#,##0{digits}"


OORDELEN: tuple[tuple[Kleur, Callable[[Oordeelregel], str]], ...] = (
    (Kleur.GROEN, lambda r: f">={number_text(r.groen)}"),
    (Kleur.ORANJE, lambda r: f">={number_text(r.oranje)}"),
    (Kleur.ROOD, lambda r: f"<{number_text(r.oranje)}"),
)
"""The tests of a judged figure, the first that holds counts; each is what follows an address."""


def tekenopmaak(kleur: Kleur, opmaak: str) -> str:
    """Return a number format with the sign of a colour before the number."""
    sign = TEKENS[kleur][0]
    return ";".join(f'"{sign} "{part}' for part in opmaak.split(";"))
