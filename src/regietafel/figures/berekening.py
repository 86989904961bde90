"""The columns of a number table as its definition has them: what each is made of, in what order."""

from collections.abc import Sequence
from dataclasses import dataclass

from regietafel.figures.formule import (
    Formule,
    FormuleError,
    lees_formule,
    namen,
    volgorde,
)
from regietafel.figures.sleutel import bedoeld, sleutel_van
from regietafel.figures.tabel import Kolom, Kolomsoort, Probleem, Tabel
from regietafel.model.cijfers import Getallentabel, Kolomdefinitie, Leeg, Totaal

_CALCULATED = frozenset({Kolomsoort.GETAL, Kolomsoort.PROCENT})


@dataclass(frozen=True)
class Rekenkolom:
    """A column to work out. ``plek`` is its place in the table, None when only a formula makes it.

    ``factor`` is 100 for per cents: their values are shares and are stated times 100. ``plaatsen``
    are the decimals of the rounding at the end, None to show what is stated.
    """

    sleutel: str
    label: str
    plek: int | None
    formule: Formule | None
    tekst: str
    totaal: Totaal
    leeg_telt_niet: bool
    factor: int
    plaatsen: int | None


def rekenkolommen(
    tabel: Tabel, definitie: Getallentabel
) -> tuple[list[Rekenkolom], list[Probleem]]:
    """Put the definition beside the table; report what does not fit. Formulas are read here."""
    problems: list[Probleem] = []
    columns: list[Rekenkolom] = []
    defined: set[int] = set()
    for definition in definitie.kolommen:
        column, found = _defined(tabel, definition)
        problems += found
        if column is not None:
            columns.append(column)
            defined |= {column.plek} if column.plek is not None else set()
    columns += [
        _undefined(column, place)
        for place, column in enumerate(tabel.kolommen)
        if place not in defined and column.soort in _CALCULATED
    ]
    problems += _unknown_names(columns)
    return _that_refer_well(columns), problems


def _defined(tabel: Tabel, definition: Kolomdefinitie) -> tuple[Rekenkolom | None, list[Probleem]]:
    place = tabel.kolomplek(definition.kolom)
    if place is None and definition.formule is None:
        labels = [column.label for column in tabel.kolommen]
        message = f"De kolom '{definition.kolom}' staat niet in de tabel{bedoeld(definition.kolom, labels)}"
        return None, [Probleem("kolom-onbekend", 0, definition.kolom, message)]
    try:
        formula = lees_formule(definition.formule) if definition.formule else None
    except FormuleError as error:
        return None, [Probleem("formule-onleesbaar", 0, definition.kolom, str(error))]
    percent = definition.eenheid == "%"
    total = definition.totaal or (Totaal.FORMULE if percent and formula else None)
    return Rekenkolom(
        definition.naam or sleutel_van(definition.kolom),
        definition.kolom,
        place,
        formula,
        definition.formule or "",
        total or (Totaal.GEEN if percent else Totaal.SOM),
        definition.leeg is Leeg.NIETS,
        100 if percent else 1,
        definition.plaatsen if definition.plaatsen is not None or place is not None else 0,
    ), []


def _undefined(column: Kolom, place: int) -> Rekenkolom:
    percent = column.soort is Kolomsoort.PROCENT
    total = Totaal.GEEN if percent else Totaal.SOM
    factor = 100 if percent else 1
    return Rekenkolom(column.sleutel, column.label, place, None, "", total, False, factor, None)


def _unknown_names(columns: Sequence[Rekenkolom]) -> list[Probleem]:
    keys = [column.sleutel for column in columns]
    return [
        Probleem("formule-kolom-onbekend", 0, column.label,
                 f"De formule '{column.tekst}' noemt '{name}', en zo heet geen kolom{bedoeld(name, keys)}")
        for column in columns
        if column.formule is not None
        for name in sorted(namen(column.formule) - set(keys))
    ]  # fmt: skip


def _that_refer_well(columns: Sequence[Rekenkolom]) -> list[Rekenkolom]:
    """Leave out what refers to a column that isn't there, and what refers to that in turn."""
    keys = {column.sleutel for column in columns}
    kept = [c for c in columns if c.formule is None or namen(c.formule) <= keys]
    return kept if len(kept) == len(columns) else _that_refer_well(kept)


def rekenvolgorde(columns: Sequence[Rekenkolom]) -> tuple[list[Rekenkolom], list[Probleem]]:
    """Put columns in the order in which they can be calculated; a circle leaves its columns out."""
    formulas = {c.sleutel: c.formule for c in columns if c.formule is not None}
    try:
        order = volgorde(formulas)
    except FormuleError as error:
        plain = [column for column in columns if column.formule is None]
        return plain, [Probleem("formule-kring", 0, "", str(error))]
    by_key = {column.sleutel: column for column in columns}
    plain = [column for column in columns if column.formule is None]
    return [*plain, *(by_key[key] for key in order)], []
