"""A number table worked out for showing: what is stated stays, sums and formulas are calculated.

Three things can stand in a cell: what was received, the outcome of a formula over its row, or the
sum of rows. A figure that is printed wrong on purpose counts in sums as it is printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from regietafel.figures.berekening import Rekenkolom, rekenkolommen, rekenvolgorde
from regietafel.figures.formule import Uitkomst, reken, tel_op, uitkomst_van
from regietafel.figures.notatie import Waarde, Waardesoort
from regietafel.figures.opgegeven import met_definitie
from regietafel.figures.sleutel import sleutel_van
from regietafel.figures.tabel import Probleem, Rij, Rijsoort, Tabel
from regietafel.model.cijfers import Getallentabel, Groep, Kolomdefinitie, Totaal

TOTAAL = "Totaal"
ONBEKEND = "onbekend"
"""What stands where a formula has no outcome because a figure in it is not known."""
KAN_NIET = "kan niet"
"""What stands where a formula has no outcome at all, such as a division by zero."""


class Maaksel(StrEnum):
    """How a cell came about: received, by the formula of its column, or as the sum of rows."""

    GESTELD = "gesteld"
    FORMULE = "formule"
    SOM = "som"


@dataclass(frozen=True)
class Cel:
    """A cell. ``uitkomst`` is exact, per cents as shares; ``waarde`` is what the file states there.

    ``reden`` says why a wrong figure is printed; ``uitkomst`` is then the printed one and
    ``berekend`` what it should be. ``ongetoetst`` marks a received figure whose formula could not
    be worked out.
    """

    maaksel: Maaksel
    waarde: Waarde
    uitkomst: Uitkomst
    reden: str = ""
    berekend: Uitkomst | None = None
    ongetoetst: bool = False


@dataclass(frozen=True)
class Getalrij:
    """A row; a sum in it adds up the rows at the positions ``delen``.

    ``nummer`` is its place in the file, from 1; 0 for a row that the file does not have.
    """

    label: str
    soort: Rijsoort
    cellen: tuple[Cel, ...]
    delen: tuple[int, ...] = ()
    nummer: int = 0


@dataclass(frozen=True)
class Getalkolom:
    """A column as it is shown. ``reken`` is None for words; ``definitie`` when there is none.

    ``plek`` is its place in the file, None when only a formula makes it.
    """

    naam: str
    label: str
    groep: str
    reken: Rekenkolom | None
    definitie: Kolomdefinitie | None = None
    plek: int | None = None

    @property
    def is_procent(self) -> bool:
        return self.reken is not None and self.reken.factor != 1


@dataclass(frozen=True)
class Uitwerking:
    """A table with every cell known: the label column first, extra columns in their places."""

    kolommen: tuple[Getalkolom, ...]
    rijen: tuple[Getalrij, ...]

    def kolomplek(self, sleutel: str) -> int:
        """Return the position of a column by its key; raises ``KeyError``."""
        keys = [column.reken.sleutel if column.reken else "" for column in self.kolommen]
        if sleutel not in keys:
            raise KeyError(sleutel)
        return keys.index(sleutel)

    def plaatsen(self, kolom: int) -> int:
        """Return the decimals of a column: as defined, else the most that any of its figures states.

        A share below amounts does not count.
        """
        column = self.kolommen[kolom]
        if column.definitie is not None and column.definitie.plaatsen is not None:
            return column.definitie.plaatsen
        stated = (row.cellen[kolom].waarde for row in self.rijen)
        counted = (s.plaatsen for s in stated if column.is_procent or not s.is_procent)
        return max(counted, default=0)


_NOTHING = Waarde(Waardesoort.LEEG, "")
_Known = dict[str, Cel]


def werk_uit(
    tabel: Tabel, definitie: Getallentabel | None
) -> tuple[Uitwerking, tuple[Probleem, ...]]:
    """Return a table worked out by its definition, and what can't be used or calculated.

    Without a definition nothing is calculated: every figure stands as received.
    """
    if definitie is None:
        return _as_received(tabel), ()
    table, problems = met_definitie(tabel, definitie)
    columns, more = rekenkolommen(table, definitie)
    order, circle = rekenvolgorde(columns)
    plan = _rows(table, definitie)
    table = replace(table, rijen=tuple(row for row, _ in plan))
    known = _worked_out(table, order, [parts for _, parts in plan], definitie)
    shown = _columns(table, definitie, {column.label: column for column in order})
    rows = tuple(
        Getalrij(row.label, row.soort, _line(row, shown, known[place]), parts, row.nummer)
        for place, (row, parts) in enumerate(plan)
    )
    worked = Uitwerking(shown, rows)
    return worked, (*problems, *more, *circle, *_impossible(worked))


def _impossible(worked: Uitwerking) -> Iterator[Probleem]:
    """Yield the figures of the file that cannot be worked out, such as a division by zero."""
    for row in worked.rijen:
        for cell, column in zip(row.cellen, worked.kolommen, strict=True):
            if cell.uitkomst.fout and row.nummer:
                yield Probleem("formule-rekenfout", row.nummer, column.naam, cell.uitkomst.fout)


def _as_received(tabel: Tabel) -> Uitwerking:
    columns, _ = rekenkolommen(tabel, Getallentabel(titel="-"))
    by_place = {column.plek: column for column in columns}
    shown = tuple(
        Getalkolom(column.label, column.label, "", by_place.get(place), plek=place)
        for place, column in enumerate(tabel.kolommen)
    )
    rows = tuple(
        Getalrij(
            row.label,
            row.soort,
            tuple(_received(row, n, c) for n, c in enumerate(shown)),
            nummer=row.nummer,
        )
        for row in tabel.rijen
    )
    return Uitwerking(shown, rows)


def _received(row: Rij, place: int, column: Getalkolom) -> Cel:
    value = row.cellen[place]
    if column.reken is None:
        return Cel(Maaksel.GESTELD, value, Uitkomst(None))
    return Cel(Maaksel.GESTELD, value, _stated(value, row.label, column.reken))


# ------------------------------------------------------------------ rows


def _rows(tabel: Tabel, definitie: Getallentabel) -> list[tuple[Rij, tuple[int, ...]]]:
    """Return the rows, with subtotals and a total that the file lacks, and what each adds up."""
    rows = list(tabel.rijen)
    for group in definitie.groepen:
        if tabel.rijplek(group.naam) is None:
            rows.insert(_after(rows, group), _made(group.naam, Rijsoort.SUBTOTAAL))
    if definitie.totaal_maken and all(row.soort is not Rijsoort.TOTAAL for row in rows):
        rows.append(_made(definitie.totaalrij or TOTAAL, Rijsoort.TOTAAL))
    return [(row, _parts(rows, row, definitie)) for row in rows]


def _made(label: str, kind: Rijsoort) -> Rij:
    return Rij(0, label, (), kind)


def _after(rows: Sequence[Rij], group: Groep) -> int:
    """Return the position behind the last row of a group."""
    wanted = {sleutel_van(label) for label in group.rijen}
    places = [place for place, row in enumerate(rows, 1) if sleutel_van(row.label) in wanted]
    return max(places, default=len(rows))


def _parts(rows: Sequence[Rij], row: Rij, definitie: Getallentabel) -> tuple[int, ...]:
    if row.soort is Rijsoort.TOTAAL:
        return tuple(n for n, other in enumerate(rows) if other.soort is Rijsoort.GEWOON)
    groups = (g for g in definitie.groepen if sleutel_van(g.naam) == sleutel_van(row.label))
    group = next(groups, None)
    if row.soort is not Rijsoort.SUBTOTAAL or group is None:
        return ()
    wanted = {sleutel_van(label) for label in group.rijen}
    return tuple(
        n
        for n, other in enumerate(rows)
        if other.soort is Rijsoort.GEWOON and sleutel_van(other.label) in wanted
    )


# ------------------------------------------------------------------ cells


def _worked_out(
    tabel: Tabel,
    columns: Sequence[Rekenkolom],
    parts: Sequence[tuple[int, ...]],
    definitie: Getallentabel,
) -> list[_Known]:
    """Return per row its cells by the keys of the columns, in the order of calculation."""
    known: list[_Known] = [{} for _ in tabel.rijen]
    totals: dict[str, Uitkomst] = {}
    reasons = {
        (sleutel_van(mark.rij), sleutel_van(mark.kolom)): mark.reden for mark in definitie.bewust
    }
    for column in columns:
        for summed in (False, True):  # rows that add up others come after those
            for place, row in enumerate(tabel.rijen):
                if bool(parts[place]) is summed:
                    cell = _cell(column, row, known[place], totals, _below(known, parts[place]))
                    reason = reasons.get((sleutel_van(row.label), sleutel_van(column.label)), "")
                    known[place][column.sleutel] = _printed(cell, reason, row, column)
            if not summed:
                totals[column.sleutel] = _total(column, tabel, known, totals)
    return known


def _below(known: Sequence[_Known], parts: Sequence[int]) -> list[_Known]:
    return [known[part] for part in parts]


def _cell(
    column: Rekenkolom,
    row: Rij,
    own: _Known,
    totals: Mapping[str, Uitkomst],
    parts: Sequence[_Known],
) -> Cel:
    value = _stated_value(row, column)
    adds = bool(parts) and column.totaal is Totaal.SOM
    if adds:
        summed = tel_op(_counted(part[column.sleutel]) for part in parts)
        return Cel(Maaksel.SOM, value, summed)
    by_formula = row.soort not in {Rijsoort.AFGELEID, Rijsoort.GROEP}
    if column.formule is not None and by_formula and not (parts and column.totaal is Totaal.GEEN):
        made = reken(column.formule, lambda key: own[key].uitkomst, totals.__getitem__)
        return _by_formula(made, value, row, column)
    return Cel(Maaksel.GESTELD, value, _stated(value, row.label, column))


def _by_formula(made: Uitkomst, value: Waarde, row: Rij, column: Rekenkolom) -> Cel:
    """Return the outcome of a formula; where something in it is not known, a stated figure."""
    if not made.volledig and not made.fout and value.getal is not None:
        stated = _stated(value, row.label, column)
        return Cel(Maaksel.GESTELD, value, stated, berekend=made, ongetoetst=True)
    return Cel(Maaksel.FORMULE, value, made)


def _printed(cell: Cel, reason: str, row: Rij, column: Rekenkolom) -> Cel:
    """Return a cell as it is printed: what the file states when that is wrong on purpose."""
    if not reason or cell.waarde.getal is None or cell.maaksel is Maaksel.GESTELD:
        return cell
    stated = _stated(cell.waarde, row.label, column)
    return Cel(Maaksel.GESTELD, cell.waarde, stated, reason, cell.uitkomst)


def _total(
    column: Rekenkolom, tabel: Tabel, known: Sequence[_Known], totals: Mapping[str, Uitkomst]
) -> Uitkomst:
    if column.totaal is Totaal.FORMULE and column.formule is not None:
        return reken(column.formule, totals.__getitem__, totals.__getitem__)
    if column.totaal is Totaal.GEEN:
        return Uitkomst(None)
    body = tabel.plekken(Rijsoort.GEWOON)
    return tel_op(_counted(known[place][column.sleutel]) for place in body)


def _counted(cell: Cel) -> Uitkomst:
    """Return what a cell brings into a sum: of a formula that has no whole outcome, nothing."""
    outcome = cell.uitkomst
    if cell.maaksel is not Maaksel.FORMULE or outcome.volledig:
        return outcome
    return Uitkomst(Fraction(0), outcome.onbekend or (outcome.fout or "niet te berekenen",))


def _stated_value(row: Rij, column: Rekenkolom) -> Waarde:
    return row.cellen[column.plek] if column.plek is not None and row.cellen else _NOTHING


def _stated(value: Waarde, label: str, column: Rekenkolom) -> Uitkomst:
    outcome = uitkomst_van(value, label, leeg_telt_niet=column.leeg_telt_niet)
    if outcome.waarde is None or value.is_procent or column.factor == 1:
        return outcome
    return Uitkomst(outcome.waarde / column.factor, outcome.onbekend)


# ------------------------------------------------------------------ columns


def _columns(
    tabel: Tabel, definitie: Getallentabel, worked: Mapping[str, Rekenkolom]
) -> tuple[Getalkolom, ...]:
    """Return the columns of the file; one that only a formula makes stands behind its neighbour."""
    by_place = {column.plek: column for column in worked.values() if column.plek is not None}
    about = {tabel.kolomplek(d.kolom): d for d in definitie.kolommen}
    columns = [
        _shown(column.label, by_place.get(place), about.get(place), place)
        for place, column in enumerate(tabel.kolommen)
    ]
    before = len(columns)
    for definition in reversed(definitie.kolommen):
        place = tabel.kolomplek(definition.kolom)
        made = worked.get(definition.kolom)
        if place is None and made is not None:
            columns.insert(_behind(tabel, definitie, definition, before), _shown(definition.kolom, made, definition))  # fmt: skip
    return tuple(columns)


def _behind(tabel: Tabel, definitie: Getallentabel, column: Kolomdefinitie, end: int) -> int:
    """Return the position behind the column of the file that is named before a made one."""
    earlier = definitie.kolommen[: definitie.kolommen.index(column)]
    places = (tabel.kolomplek(each.kolom) for each in reversed(earlier))
    return next((place + 1 for place in places if place is not None), end)


def _shown(
    name: str,
    column: Rekenkolom | None,
    definition: Kolomdefinitie | None,
    place: int | None = None,
) -> Getalkolom:
    group = (definition.groep if definition else None) or ""
    label = definition.label if definition else None
    return Getalkolom(name, label or _without_group(name, group), group, column, definition, place)


def _without_group(name: str, group: str) -> str:
    """Return ``Oekraïne`` for the column ``Opgave Oekraïne`` below the head ``Opgave``."""
    rest = name[len(group) :].strip() if name.lower().startswith(f"{group.lower()} ") else ""
    return rest[:1].upper() + rest[1:] if group and rest else name


def _line(row: Rij, columns: Sequence[Getalkolom], known: _Known) -> tuple[Cel, ...]:
    return tuple(_at(row, column, known) for column in columns)


def _at(row: Rij, column: Getalkolom, known: _Known) -> Cel:
    if column.reken is not None:
        return known[column.reken.sleutel]
    if column.plek == 0:
        return Cel(Maaksel.GESTELD, Waarde(Waardesoort.TEKST, row.label), Uitkomst(None))
    value = row.cellen[column.plek] if column.plek is not None and row.cellen else _NOTHING
    return Cel(Maaksel.GESTELD, value, Uitkomst(None))
