"""What is wrong with a dashboard, and where: a field of its definition, or a row of a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from regietafel.figures.notatie import schrijf_exact, schrijf_getal
from regietafel.figures.sleutel import bedoeld

Sleutels = tuple[str | int, ...]

_WAT = {"behaald": "de realisatie", "opgave": "het eindpunt"}


@dataclass(frozen=True)
class Gebrek:
    """One problem. ``keys`` lead to a field of ``dashboard.yaml``.

    With ``tabel`` it is about that table instead: row ``rij``, counted as in the file from 1.
    """

    code: str
    bericht: str
    keys: Sleutels = ()
    tabel: str = ""
    rij: int = 0

    @classmethod
    def geen_tabel(cls, naam: str, known: Iterable[str], keys: Sleutels) -> "Gebrek":
        names = sorted(known)
        text = f"De tabel '{naam}' staat niet in de map cijfers{bedoeld(naam, names)}"
        return cls("tabel-onbekend", text, keys)

    @classmethod
    def geen_kolom(cls, naam: str, known: Iterable[str], keys: Sleutels) -> "Gebrek":
        text = f"De kolom '{naam}' staat niet in de tabel{bedoeld(naam, list(known))}"
        return cls("kolom-onbekend", text, keys)

    @classmethod
    def geen_rij(cls, naam: str, known: Iterable[str], keys: Sleutels) -> "Gebrek":
        text = (
            f"De rij '{naam}' staat niet in de tabel van het dashboard{bedoeld(naam, list(known))}"
        )
        return cls("rij-onbekend", text, keys)

    @classmethod
    def tegenspraak(
        cls, naam: str, field: str, whole: Decimal, total: Fraction, keys: Sleutels
    ) -> "Gebrek":
        stated, summed = schrijf_getal(whole), schrijf_exact(total)
        text = (
            f"{naam}: {_WAT[field]} is {stated}, en de gebieden zijn samen {summed}; "
            "kijk welk van de twee klopt. Op het dashboard staan ze allebei."
        )
        return cls("indicator-tegenspraak", text, keys)
