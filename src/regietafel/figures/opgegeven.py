"""The equations of a table with a definition: its formulas, totals and groups."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from regietafel.figures.berekening import Rekenkolom, rekenkolommen, rekenvolgorde
from regietafel.figures.formule import Bewerking, Formule, Functie, Getal, namen
from regietafel.figures.tabel import Plek, Probleem, Rij, Rijsoort, Tabel
from regietafel.figures.vergelijking import (
    Herkomst,
    Vergelijking,
    cel,
    maak_vergelijking,
    optelling,
    vertaal,
)
from regietafel.model.cijfers import Getallentabel, Totaal


def met_definitie(tabel: Tabel, definitie: Getallentabel) -> tuple[Tabel, list[Probleem]]:
    """Mark the total row and the subtotals of groups as the definition names them."""
    rows = list(tabel.rijen)
    problems: list[Probleem] = []
    if definitie.totaalrij is not None:
        place = tabel.rijplek(definitie.totaalrij)
        if place is None:
            message = f"De rij '{definitie.totaalrij}' staat niet in de tabel."
            problems.append(Probleem("rij-onbekend", 0, "", message))
        else:
            rows = [_plain(row) for row in rows]
            rows[place] = replace(rows[place], soort=Rijsoort.TOTAAL)
    for group in definitie.groepen:
        place = tabel.rijplek(group.naam)
        if place is not None:
            rows[place] = replace(rows[place], soort=Rijsoort.SUBTOTAAL)
        for label in group.rijen:
            if tabel.rijplek(label) is None:
                message = f"De rij '{label}' van groep '{group.naam}' staat niet in de tabel."
                problems.append(Probleem("rij-onbekend", 0, "", message))
    return replace(tabel, rijen=tuple(rows)), problems


def _plain(row: Rij) -> Rij:
    return replace(row, soort=Rijsoort.GEWOON) if row.soort is Rijsoort.TOTAAL else row


def opgegeven_vergelijkingen(
    tabel: Tabel, definitie: Getallentabel
) -> tuple[tuple[Vergelijking, ...], list[Probleem]]:
    """Return what a definition says about the stated figures, and what is wrong with it."""
    columns, problems = rekenkolommen(tabel, definitie)
    circle = rekenvolgorde(columns)[1]
    if circle:
        return (), [*problems, *circle]
    equations = (*_totals(tabel, columns), *_groups(tabel, columns, definitie))
    return (*equations, *_formulas(tabel, columns)), problems


def _formulas(tabel: Tabel, columns: list[Rekenkolom]) -> Iterator[Vergelijking]:
    by_key = {column.sleutel: column for column in columns}
    totals = {*tabel.plekken(Rijsoort.TOTAAL), *tabel.plekken(Rijsoort.SUBTOTAAL)}
    rows = (*tabel.plekken(Rijsoort.GEWOON), *sorted(totals))
    for column in columns:
        if column.formule is not None and column.plek is not None:
            for row in rows:
                if row not in totals or _on_total(column):
                    yield _formula(tabel, column, row, by_key)


def _on_total(column: Rekenkolom) -> bool:
    """Tell whether the formula of a column is checked on total rows too."""
    return column.totaal is not Totaal.GEEN


def _formula(
    tabel: Tabel, column: Rekenkolom, row: int, by_key: Mapping[str, Rekenkolom]
) -> Vergelijking:
    formula = column.formule or Getal(Fraction(0))
    return maak_vergelijking(
        Plek(row, column.plek or 0),
        _over_cells(tabel, formula, row, by_key),
        column.tekst,
        Herkomst.DEFINITIE,
        factor=column.factor,
        leeg_is_niets=_empty_is_nothing(by_key.values()),
    )


def _empty_is_nothing(columns: Iterable[Rekenkolom]) -> frozenset[int]:
    return frozenset(c.plek for c in columns if c.leeg_telt_niet and c.plek is not None)


def _over_cells(
    tabel: Tabel, formula: Formule, row: int, by_key: Mapping[str, Rekenkolom]
) -> Formule:
    """Return a formula over columns as one over the cells of a row; unstated columns worked out."""
    table: dict[str, Formule] = {}
    for key in namen(formula):
        column = by_key[key]
        if column.plek is None and column.formule is not None:
            table[key] = _over_cells(tabel, column.formule, row, by_key)
        else:
            table[key] = _one_cell(tabel, column, row)
        parts = tuple(_one_cell(tabel, column, r) for r in tabel.plekken(Rijsoort.GEWOON))
        table[f"totaal {key}"] = Functie("som", parts)
    return vertaal(formula, table)


def _one_cell(tabel: Tabel, column: Rekenkolom, row: int) -> Formule:
    place = Plek(row, column.plek or 0)
    plain = column.factor == 1 or tabel.cel(place).is_procent
    return cel(place) if plain else Bewerking("/", cel(place), Getal(Fraction(column.factor)))


def _totals(tabel: Tabel, columns: list[Rekenkolom]) -> Iterator[Vergelijking]:
    body = tabel.plekken(Rijsoort.GEWOON)
    for row in tabel.plekken(Rijsoort.TOTAAL):
        for column in columns:
            if column.plek is not None and column.totaal is Totaal.SOM:
                yield _sum(column, row, body)


def _groups(
    tabel: Tabel, columns: list[Rekenkolom], definitie: Getallentabel
) -> Iterator[Vergelijking]:
    for group in definitie.groepen:
        row = tabel.rijplek(group.naam)
        parts = [place for label in group.rijen if (place := tabel.rijplek(label)) is not None]
        for column in columns if row is not None and parts else ():
            if column.plek is not None and column.totaal is Totaal.SOM:
                yield _sum(column, row or 0, parts)


def _sum(column: Rekenkolom, row: int, parts: Sequence[int]) -> Vergelijking:
    places = [(1, Plek(part, column.plek or 0)) for part in parts]
    return maak_vergelijking(
        Plek(row, column.plek or 0),
        optelling(places),
        f"som van {len(places)} rijen",
        Herkomst.DEFINITIE,
        is_totaal=True,
        leeg_is_niets=_empty_is_nothing([column]),
    )
