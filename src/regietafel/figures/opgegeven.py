"""The equations of a table with a definition: its formulas, totals and groups."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from regietafel.figures.berekening import Rekenkolom, rekenkolommen, rekenvolgorde
from regietafel.figures.formule import (
    Bewerking,
    Formule,
    Functie,
    Getal,
    Naam,
    is_optelling,
)
from regietafel.figures.tabel import Plek, Probleem, Rij, Rijsoort, Tabel
from regietafel.figures.vergelijking import (
    Deelsom,
    Herkomst,
    Vergelijking,
    cel,
    maak_vergelijking,
    optelling,
    totaalnaam,
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
    cells = _Cellen(tabel, columns)
    body = tabel.plekken(Rijsoort.GEWOON)
    sums = sorted((*tabel.plekken(Rijsoort.TOTAAL), *tabel.plekken(Rijsoort.SUBTOTAAL)))
    for column in columns:
        if column.formule is not None and column.plek is not None:
            rows = (*body, *sums) if _on_total(column, column.formule) else body
            for row in rows:
                yield cells.vergelijking(column, column.formule, Plek(row, column.plek))


def _on_total(column: Rekenkolom, formula: Formule) -> bool:
    """Tell whether the formula of a column holds on total rows too: as defined, or being a sum."""
    if column.totaal is Totaal.SOM:
        return is_optelling(formula)
    return column.totaal is Totaal.FORMULE


def _empty_is_nothing(columns: Iterable[Rekenkolom]) -> frozenset[int]:
    return frozenset(c.plek for c in columns if c.leeg_telt_niet and c.plek is not None)


class _Cellen:
    """Columns as formulas over cells: in one row, and their totals, each of these made once."""

    def __init__(self, tabel: Tabel, columns: Iterable[Rekenkolom]) -> None:
        self._tabel = tabel
        self._columns = {column.sleutel: column for column in columns}
        self._body = tabel.plekken(Rijsoort.GEWOON)
        self._empty = _empty_is_nothing(self._columns.values())
        self._totals: dict[str, Deelsom] = {}

    def vergelijking(self, column: Rekenkolom, formula: Formule, place: Plek) -> Vergelijking:
        """Return the equation of a formula in the row of a cell."""
        return maak_vergelijking(
            place,
            self._in_row(formula, place.rij),
            column.tekst,
            Herkomst.DEFINITIE,
            factor=column.factor,
            leeg_is_niets=self._empty,
            totalen=self._totals,
        )

    def _in_row(self, formula: Formule, row: int) -> Formule:
        return vertaal(formula, lambda key: self._cell(key, row), self._total)

    def _cell(self, key: str, row: int) -> Formule:
        """Return a column in a row; one that the file does not have is worked out."""
        column = self._columns[key]
        if column.plek is None and column.formule is not None:
            return self._in_row(column.formule, row)
        place = Plek(row, column.plek or 0)
        plain = column.factor == 1 or self._tabel.cel(place).is_procent
        return cel(place) if plain else Bewerking("/", cel(place), Getal(Fraction(column.factor)))

    def _total(self, key: str) -> Formule:
        """Return the total of a column as it is defined: a sum, a formula over totals, or none."""
        column = self._columns[key]
        if column.totaal is Totaal.FORMULE and column.formule is not None:
            return vertaal(column.formule, self._total, self._total)
        name = totaalnaam(key)
        if name not in self._totals:
            parts = tuple(self._cell(key, row) for row in self._body)
            some = column.totaal is Totaal.SOM
            self._totals[name] = Deelsom(Functie("som", parts) if some else None)
        return Naam(name, name)


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
