"""What a number table gives when its definition is worked out: every figure, exactly."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from regietafel.figures.formule import (
    Formule,
    FormuleError,
    Uitkomst,
    lees_formule,
    namen,
    reken,
    tel_op,
    uitkomst_van,
    volgorde,
)
from regietafel.figures.notatie import rond_af
from regietafel.figures.sleutel import sleutel_van
from regietafel.figures.tabel import Kolom, Kolomsoort, Plek, Probleem, Rijsoort, Tabel
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


@dataclass(frozen=True)
class Berekening:
    """The outcome for every row and column, on the scale in which it is stated.

    ``rijen`` holds per row of the table an outcome per column; ``totalen`` the same for the sum
    over the ordinary rows. Formulas that could not be read are left out.
    """

    kolommen: tuple[Rekenkolom, ...]
    rijen: tuple[tuple[Uitkomst, ...], ...]
    totalen: tuple[Uitkomst, ...]

    def kolom(self, naam: str) -> int | None:
        key = sleutel_van(naam)
        return next((n for n, column in enumerate(self.kolommen) if column.sleutel == key), None)


def bereken(tabel: Tabel, definitie: Getallentabel) -> tuple[Berekening, tuple[Probleem, ...]]:
    """Work out all formulas and totals of a definition over a table.

    Ordinary rows and nothing else make the totals. A stated figure of a column without a formula
    counts as stated; that of a column with one is not looked at here.
    """
    columns, problems = rekenkolommen(tabel, definitie)
    order, circle = rekenvolgorde(columns)
    body = tabel.plekken(Rijsoort.GEWOON)
    rows: dict[int, dict[str, Uitkomst]] = {place: {} for place in range(len(tabel.rijen))}
    totals: dict[str, Uitkomst] = {}
    for column in order:
        for place, known in rows.items():
            known[column.sleutel] = _cell(tabel, place, column, known, totals)
        totals[column.sleutel] = _total(column, body, rows, totals)
    done = tuple(order)
    lines = tuple(_line(done, known) for known in rows.values())
    broken = _broken(tabel, done, lines)
    return Berekening(done, lines, _line(done, totals)), (*problems, *circle, *broken)


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
        message = f"De kolom '{definition.kolom}' staat niet in de tabel{_meant(definition.kolom, labels)}"
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
                 f"De formule '{column.tekst}' noemt '{name}', en zo heet geen kolom{_meant(name, keys)}")
        for column in columns
        if column.formule is not None
        for name in sorted(namen(column.formule) - set(keys))
    ]  # fmt: skip


def _that_refer_well(columns: Sequence[Rekenkolom]) -> list[Rekenkolom]:
    """Leave out what refers to a column that isn't there, and what refers to that in turn."""
    keys = {column.sleutel for column in columns}
    kept = [c for c in columns if c.formule is None or namen(c.formule) <= keys]
    return kept if len(kept) == len(columns) else _that_refer_well(kept)


def _meant(word: str, choices: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, choices, 1, 0.6)
    return f"; bedoelt u '{close[0]}'?" if close else "."


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


def _cell(
    tabel: Tabel,
    place: int,
    column: Rekenkolom,
    known: Mapping[str, Uitkomst],
    totals: Mapping[str, Uitkomst],
) -> Uitkomst:
    row = tabel.rijen[place]
    if column.formule is not None:
        return reken(column.formule, known.__getitem__, totals.__getitem__)
    value = tabel.cel(Plek(place, column.plek or 0))
    outcome = uitkomst_van(value, row.label, leeg_telt_niet=column.leeg_telt_niet)
    if outcome.waarde is None or value.is_procent or column.factor == 1:
        return outcome
    return Uitkomst(outcome.waarde / column.factor, outcome.onbekend)


def _total(
    column: Rekenkolom,
    body: Sequence[int],
    rows: Mapping[int, Mapping[str, Uitkomst]],
    totals: Mapping[str, Uitkomst],
) -> Uitkomst:
    if column.totaal is Totaal.FORMULE and column.formule is not None:
        return reken(column.formule, totals.__getitem__, totals.__getitem__)
    if column.totaal is Totaal.GEEN:
        return Uitkomst(None)
    return tel_op(rows[place][column.sleutel] for place in body)


def _line(columns: Sequence[Rekenkolom], known: Mapping[str, Uitkomst]) -> tuple[Uitkomst, ...]:
    return tuple(_scaled(known[column.sleutel], column.factor) for column in columns)


def _scaled(outcome: Uitkomst, factor: int) -> Uitkomst:
    if outcome.waarde is None or factor == 1:
        return outcome
    return Uitkomst(outcome.waarde * factor, outcome.onbekend, outcome.fout)


def _broken(
    tabel: Tabel, columns: Sequence[Rekenkolom], lines: Sequence[Sequence[Uitkomst]]
) -> list[Probleem]:
    """Return the figures that cannot be worked out; what was wrong already higher up counts too."""
    return [
        Probleem("formule-rekenfout", row.nummer, column.label, outcome.fout)
        for row, line in zip(tabel.rijen, lines, strict=True)
        for column, outcome in zip(columns, line, strict=True)
        if outcome.fout
    ]


def getoond(uitkomst: Uitkomst, plaatsen: int | None) -> Decimal | None:
    """Return an outcome as it is shown: rounded half up, once; None when it is not known."""
    return None if uitkomst.waarde is None else rond_af(uitkomst.waarde, plaatsen or 0)
