"""The tables of a forecast: scenarios side by side, and each scenario year by year."""

from collections.abc import Sequence
from decimal import Decimal

from regietafel.figures.notatie import Waarde, Waardesoort, schrijf_getal
from regietafel.figures.prognose import Prognosejaar, Verloop
from regietafel.figures.puzzeltabellen import Rekentabel
from regietafel.figures.tabel import Kolom, Kolomsoort, Rij, Tabel
from regietafel.figures.uitwerking import werk_uit
from regietafel.model.cijfers import Getallentabel, Kolomdefinitie, Totaal

BEGIN, EIND = "Achterstand op 1-1", "Achterstand eind jaar"
"""The columns that hold the backlog at the start and at the end of a year."""
AAN_HET_EIND = "De achterstand aan het eind van het jaar dat op de peildatum begint."
_PEIL = "Peildatum"


def peillabel(jaar: Prognosejaar) -> str:
    """Return the reference date of a year as Dutch tables write it: ``1-1-2023``."""
    day = jaar.peildatum
    return f"{day.day}-{day.month}-{day.year}"


def scenariotabel(verloop: Verloop) -> Rekentabel:
    """Return one scenario: backlog, task, what is to be placed, what is, and the backlog after it."""
    first, last = _heads(verloop)
    columns = (
        (first, [year.beginachterstand for year in verloop.jaren]),
        ("Taakstelling", [year.taakstelling for year in verloop.jaren]),
        ("Gehuisvest", [year.gehuisvest for year in verloop.jaren]),
    )
    formulas = (
        _formula(last, "begin + taakstelling - gehuisvest", columns),
        _formula("Te huisvesten", "begin + taakstelling", columns),
    )
    return _table(verloop.naam, verloop.jaren, columns, formulas)


def _heads(verloop: Verloop) -> tuple[str, str]:
    """Return the heads of the backlog before and after a year, by the day it is counted on."""
    if verloop.jaren[0].is_kalenderjaar:
        return BEGIN, EIND
    return "Achterstand op peildatum", "Achterstand een jaar later"


def naast_elkaar(verlopen: Sequence[Verloop]) -> Rekentabel:
    """Return the backlog after each year, a column per scenario."""
    columns = tuple(
        (course.naam, [year.achterstand for year in course.jaren]) for course in verlopen
    )
    return _table("Achterstand per scenario", verlopen[0].jaren, columns, (), (AAN_HET_EIND,))


def _formula(
    kolom: str, formule: str, columns: Sequence[tuple[str, Sequence[Decimal]]]
) -> Kolomdefinitie:
    places = max(_places(value) for _, values in columns for value in values)
    return Kolomdefinitie(kolom=kolom, formule=formule, totaal=Totaal.GEEN, plaatsen=places)


def _table(
    titel: str,
    jaren: Sequence[Prognosejaar],
    columns: Sequence[tuple[str, Sequence[Decimal]]],
    formulas: Sequence[Kolomdefinitie],
    toelichting: tuple[str, ...] = (),
) -> Rekentabel:
    keys = [f"kolom_{number}" for number in range(len(columns))]
    if formulas:
        keys = ["begin", "taakstelling", "gehuisvest"]
    heads = (
        Kolom("peildatum", _PEIL, Kolomsoort.LABEL),
        *(Kolom(key, label, Kolomsoort.GETAL) for key, (label, _) in zip(keys, columns, strict=True)),
    )  # fmt: skip
    rows = tuple(
        Rij(n + 1, peillabel(year), (Waarde(Waardesoort.TEKST, peillabel(year)), *(_value(values[n]) for _, values in columns)))
        for n, year in enumerate(jaren)
    )  # fmt: skip
    definition = Getallentabel(titel=titel, kolommen=tuple(formulas), toelichting=toelichting)
    return Rekentabel(werk_uit(Tabel(heads, rows), definition)[0], definition)


def _value(number: Decimal) -> Waarde:
    return Waarde(Waardesoort.GETAL, schrijf_getal(number), number, _places(number))


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
