"""The cells of a worked-out table in words: the same for a table in a text and one as a document."""

import re
from dataclasses import dataclass
from fractions import Fraction

from regietafel.figures.notatie import Waarde, Waardesoort, schrijf_breuk
from regietafel.figures.uitwerking import (
    KAN_NIET,
    ONBEKEND,
    Cel,
    Getalkolom,
    Maaksel,
    Uitwerking,
)

STREEP = "–"
_EURO = re.compile(r"€|\beuro|\beur\b", re.IGNORECASE)


@dataclass(frozen=True)
class Kolomschrift:
    """How the numbers of a column are written: its decimals, and the sign at each of them.

    ``teken`` is ``%``, ``€`` or empty. ``in_kop`` says that the head already names the euro.
    """

    kolom: Getalkolom
    plaatsen: int
    teken: str
    in_kop: bool

    @classmethod
    def van(cls, uitwerking: Uitwerking, plek: int) -> "Kolomschrift":
        column = uitwerking.kolommen[plek]
        head = _EURO.search(f"{column.naam} {column.label} {column.groep}") is not None
        sign = _sign(uitwerking, plek)
        shown = "" if sign == "€" and head else sign
        return cls(column, uitwerking.plaatsen(plek), shown, head)

    def cel(self, cel: Cel) -> str:
        """Return a cell in words; a sum that lacks a figure as if it were whole."""
        if self.kolom.reken is None:
            return cel.waarde.tekst.strip()
        if cel.maaksel is Maaksel.GESTELD:
            return self._stated(cel)
        outcome = cel.uitkomst
        if outcome.fout:
            return KAN_NIET
        if outcome.waarde is None or (outcome.onbekend and cel.maaksel is Maaksel.FORMULE):
            return ONBEKEND
        return self.berekend(outcome.waarde)

    def berekend(self, waarde: Fraction) -> str:
        """Return an exact outcome; of a share that is in per cents."""
        factor = self.kolom.reken.factor if self.kolom.reken else 1
        return _written(waarde * factor, self.plaatsen, self.teken)

    def _stated(self, cel: Cel) -> str:
        """Return what a file states: nothing, a dash, a word, or a number on its own scale.

        A number that is printed wrong on purpose keeps its own decimals.
        """
        stated = cel.waarde
        if stated.getal is None:
            return STREEP if stated.soort is Waardesoort.STREEP else " ".join(stated.tekst.split())
        own = "" if stated.eenheid == "€" and self.in_kop else stated.eenheid
        places = stated.plaatsen if cel.reden or own not in {"", self.teken} else self.plaatsen
        return _written(Fraction(stated.getal), places, own or self.teken)


def schrijf_gesteld(waarde: Waarde) -> str:
    """Return a stated number with its own decimals and sign."""
    return _written(Fraction(waarde.getal or 0), waarde.plaatsen, waarde.eenheid)


def _sign(uitwerking: Uitwerking, plek: int) -> str:
    """Return the sign of a column: as defined, else the euro when its first figure has one."""
    column = uitwerking.kolommen[plek]
    if column.is_procent:
        return "%"
    if column.definitie and column.definitie.eenheid:
        return "€" if column.definitie.eenheid == "€" else ""
    values = (row.cellen[plek].waarde for row in uitwerking.rijen)
    first = next((value.eenheid for value in values if value.getal is not None), "")
    return "€" if first == "€" else ""


def _written(amount: Fraction, places: int, sign: str) -> str:
    """Return a number as Dutch writes it: ``−1.151,5``, ``98%``, ``€ 12.500``."""
    number = schrijf_breuk(amount, places)
    return f"€ {number}" if sign == "€" else f"{number}{sign}"
