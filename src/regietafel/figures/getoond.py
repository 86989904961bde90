"""A worked-out table as texts name it: computed figures in their place.

What it shows and how it is written is no other than in the table as a document: both show a
``werk_uit`` in a ``Kolomschrift``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from regietafel.figures.geschreven import Kolomschrift, schrijf_gesteld
from regietafel.figures.notatie import Notatie, Waarde, rond_af
from regietafel.figures.sleutel import sleutel_van
from regietafel.figures.tabel import Rijsoort, Tabel
from regietafel.figures.uitwerking import (
    Cel,
    Getalkolom,
    Getalrij,
    Maaksel,
    Uitwerking,
    werk_uit,
)
from regietafel.model.cijfers import Getallentabel
from regietafel.model.waarden import Waardetabel

_MINUS = ("-", "–")
_SUMMING = frozenset({Rijsoort.TOTAAL, Rijsoort.SUBTOTAAL, Rijsoort.AFGELEID})
ONVOLLEDIG = "\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}?"
"""What stands behind a total that counts only what is known, as on the dashboard."""


@dataclass(frozen=True)
class Afwijking:
    """A stated figure in whose place the computed one is shown.

    ``rij`` counts as in the file, from 1, ``plek`` is the position of its column there, from 0.
    """

    rij: int
    plek: int
    rijlabel: str
    kolom: str
    gesteld: str
    getoond: str


def toon_tabel(
    naam: str, tabel: Tabel, definitie: Getallentabel | None = None
) -> tuple[Waardetabel, tuple[Afwijking, ...]]:
    """Return a table as texts name it, and where it differs from what is stated.

    Figures are those of ``werk_uit``: with a definition, formulas and totals are computed; without
    one nothing is. A minus is a real one, and figures in English notation come out in Dutch.
    """
    worked, _ = werk_uit(tabel, definitie)
    shown = _Getoond(tabel, worked, as_received=definitie is None)
    return shown.table(naam, definitie.titel if definitie else ""), vergelijk_gesteld(tabel, worked)


def vergelijk_gesteld(tabel: Tabel, uitwerking: Uitwerking) -> tuple[Afwijking, ...]:
    """Return the figures of a file in whose place another, computed one is shown."""
    return tuple(_Getoond(tabel, uitwerking).differences())


class _Getoond:
    """Writes the cells of a worked-out table."""

    def __init__(self, tabel: Tabel, uitwerking: Uitwerking, *, as_received: bool = False) -> None:
        self._table = tabel
        self._worked = uitwerking
        self._as_received = as_received
        columns = range(len(uitwerking.kolommen))
        self._written = [Kolomschrift.van(uitwerking, column) for column in columns]

    def table(self, naam: str, titel: str) -> Waardetabel:
        rows, columns = self._worked.rijen, self._worked.kolommen
        return Waardetabel(
            naam,
            tuple(map(_head, columns)),
            tuple(tuple(map(self._text, row.cellen, range(len(columns)))) for row in rows),
            titel,
            namen_van_kolommen=tuple(map(_names, columns)),
            totalen=frozenset(n for n, row in enumerate(rows) if row.soort in _SUMMING),
            groepen=frozenset(n for n, row in enumerate(rows) if row.soort is Rijsoort.GROEP),
        )

    def differences(self) -> Iterator[Afwijking]:
        for row in self._worked.rijen:
            for place, cell in enumerate(row.cellen):
                if cell.waarde.getal is not None and not self._agrees(cell, place):
                    yield self._difference(row, cell, place)

    def _difference(self, row: Getalrij, cell: Cel, place: int) -> Afwijking:
        column, stated = self._worked.kolommen[place], cell.waarde.tekst.strip()
        shown = self._text(cell, place)
        return Afwijking(row.nummer, column.plek or 0, row.label, _head(column), stated, shown)

    # ------------------------------------------------------------------ one cell

    def _text(self, cell: Cel, place: int) -> str:
        if self._as_received:
            return self._as_stated(cell.waarde, self._worked.kolommen[place])
        note = cell.waarde.voetnoot if self._agrees(cell, place) else ""
        summed = cell.maaksel is Maaksel.SOM and cell.uitkomst.onbekend
        written = " ".join(self._written[place].cel(cell).split())
        return f"{written}{note}{ONVOLLEDIG if summed else ''}"

    def _amount(self, cell: Cel, place: int) -> Fraction:
        """Return an outcome on the scale in which it is stated."""
        column = self._worked.kolommen[place].reken
        return (cell.uitkomst.waarde or Fraction(0)) * (column.factor if column else 1)

    def _agrees(self, cell: Cel, place: int) -> bool:
        """Tell whether a stated figure is the one that is shown, rounded as it is stated."""
        if cell.maaksel is Maaksel.GESTELD:
            return True
        outcome = cell.uitkomst
        if outcome.waarde is None or (outcome.onbekend and cell.maaksel is Maaksel.FORMULE):
            return False
        return rond_af(self._amount(cell, place), cell.waarde.plaatsen) == cell.waarde.getal

    def _as_stated(self, stated: Waarde, column: Getalkolom) -> str:
        """Return what a table without a definition states, in Dutch notation."""
        text = " ".join(stated.tekst.split())
        if stated.getal is None:
            return text
        if self._table.kolommen[column.plek or 0].notatie.notatie is Notatie.ENGELS:
            return f"{schrijf_gesteld(stated)}{stated.voetnoot}"
        return f"−{text[1:].lstrip()}" if text.startswith(_MINUS) else text


def _head(column: Getalkolom) -> str:
    """Return the head of a column; heads that stand together do not shorten it."""
    definition = column.definitie
    return (definition.label or definition.kolom) if definition else column.naam


def _names(column: Getalkolom) -> tuple[str, ...]:
    """Return what else a column may be called: as in the file, as in formulas."""
    own = column.definitie
    return () if own is None else (own.kolom, own.naam or sleutel_van(own.kolom))
