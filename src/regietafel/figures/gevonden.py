"""The equations of a bare table: found in its names and its figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from regietafel.figures.aandelen import Aandeel, vind_aandelen
from regietafel.figures.dwarsrijen import overloop, vergelijkende_rijen
from regietafel.figures.formule import Bewerking, Formule, Getal, Naam
from regietafel.figures.notatie import Waardesoort
from regietafel.figures.tabel import Kolomsoort, Plek, Rijsoort, Tabel
from regietafel.figures.totalen import Totaalrij, optelbaar, vind_totalen
from regietafel.figures.verbanden import Reeksen, Verband, vind_verbanden
from regietafel.figures.vergelijking import (
    Deelsom,
    Herkomst,
    Vergelijking,
    breuk,
    cel,
    maak_vergelijking,
    optelling,
    totaalnaam,
)

MAX_RIJEN_DWARS = 40
"""Up to so many rows are searched for rows that are differences or per cents of others."""


def vind_vergelijkingen(tabel: Tabel) -> tuple[Vergelijking, ...]:
    """Return every equation that a table without a definition seems to satisfy, totals first."""
    totals = vind_totalen(tabel)
    down = tuple(_of_totals(tabel, totals))
    across = tuple(_of_columns(tabel, totals))
    shares = tuple(_of_shares(tabel))
    rows = (*_of_rows(tabel), *overloop(tabel), *vergelijkende_rijen(tabel))
    unique = {(e.doel, e.plekken): e for e in reversed((*down, *across, *shares, *rows))}
    return tuple(reversed(unique.values()))


def _of_totals(tabel: Tabel, totals: Sequence[Totaalrij]) -> Iterator[Vergelijking]:
    for total in totals:
        for column in tabel.telkolommen():
            if optelbaar(tabel, column, total):
                yield _total(tabel, total, column)


def _total(tabel: Tabel, total: Totaalrij, column: int) -> Vergelijking:
    ends = (tabel.rijen[total.delen[place]] for place in (0, -1))
    first, last = (row.label or f"rij {row.nummer}" for row in ends)
    return maak_vergelijking(
        Plek(total.rij, column),
        optelling((1, Plek(row, column)) for row in total.delen),
        f"som van {len(total.delen)} rijen ({first} t/m {last})",
        Herkomst.NAAM,
        telling=(total.past, total.van),
        is_totaal=True,
    )


def _of_columns(tabel: Tabel, totals: Sequence[Totaalrij]) -> Iterator[Vergelijking]:
    columns = tabel.telkolommen()
    body = tabel.plekken(Rijsoort.GEWOON)
    if len(columns) < 3:  # noqa: PLR2004 - a sum takes three
        return
    scale = _scale(tabel)
    series = Reeksen(
        tuple(tabel.kolommen[column].label for column in columns),
        tuple(tuple(_whole(tabel, Plek(r, c), scale) for r in body) for c in columns),
    )
    for relation in vind_verbanden(series):
        doubtful = not _holds_for_totals(relation, series)
        for row in body:
            yield _across(tabel, relation, columns, row)
        for total in totals:
            yield replace(_across(tabel, relation, columns, total.rij), twijfelt=doubtful)


def _holds_for_totals(relation: Verband, series: Reeksen) -> bool:
    """Tell whether totals surely satisfy a relation too: not when a row fails for an unknown.

    An empty target whose parts are all known would be filled in, so that is no failure.
    """
    for row in zip(*series.waarden, strict=True):
        parts = [(sign, row[column]) for sign, column in relation.termen]
        rest = sum(sign * (value or 0) for sign, value in parts) - (row[relation.doel] or 0)
        fillable = all(value is not None for _, value in parts)
        unknown = row[relation.doel] is None or not fillable
        if rest and unknown and not (row[relation.doel] is None and fillable):
            return False
    return True


def _across(tabel: Tabel, relation: Verband, columns: Sequence[int], row: int) -> Vergelijking:
    terms = [(sign, Plek(row, columns[column])) for sign, column in relation.termen]
    text = _sum_text([(sign, tabel.kolommen[place.kolom].label) for sign, place in terms])
    origin = Herkomst.NAAM if relation.naar_naam else Herkomst.CIJFERS
    target = Plek(row, columns[relation.doel])
    count = (relation.past, relation.van)
    return maak_vergelijking(target, optelling(terms), text, origin, telling=count)


def _of_shares(tabel: Tabel) -> Iterator[Vergelijking]:
    body = tabel.plekken(Rijsoort.GEWOON)
    rows = (*body, *tabel.plekken(Rijsoort.SUBTOTAAL), *tabel.plekken(Rijsoort.TOTAAL))
    amounts = {c: [tabel.cel(Plek(r, c)).bedrag for r in body] for c in tabel.telkolommen()}
    shares = {
        place: [tabel.cel(Plek(r, place)) for r in body]
        for place, column in enumerate(tabel.kolommen)
        if column.soort is Kolomsoort.PROCENT
    }
    for share in vind_aandelen(shares, amounts):
        name = totaalnaam(str(share.deel))
        totals = {name: Deelsom(optelling((1, Plek(row, share.deel)) for row in body))}
        names = [tabel.kolommen[c].label for c in (share.deel, share.geheel) if c is not None]
        for row in rows:
            part = cel(Plek(row, share.deel))
            by_total = share.geheel is None
            whole = Naam(name, name) if by_total else cel(Plek(row, share.geheel or 0))
            yield _share(share, Plek(row, share.doel), (part, whole), names, totals)


def _share(
    share: Aandeel,
    target: Plek,
    of: tuple[Formule, Formule],
    names: Sequence[str],
    totalen: Mapping[str, Deelsom] | None = None,
) -> Vergelijking:
    text = f"{names[0]} / {names[1] if len(names) > 1 else 'totaal van ' + names[0]}"
    quotient = breuk(*of)
    if share.groei:
        quotient, text = Bewerking("-", quotient, Getal(Fraction(1))), f"{text} - 100%"
    count = (share.past, share.van)
    return maak_vergelijking(
        target, quotient, text, Herkomst.CIJFERS, telling=count, factor=100, totalen=totalen
    )


def _of_rows(tabel: Tabel) -> Iterator[Vergelijking]:
    """Yield rows such as 'verschil' and '%' that are made of other rows."""
    derived = tabel.plekken(Rijsoort.AFGELEID)
    columns = tabel.telkolommen()
    if not derived or len(columns) < 2 or len(tabel.rijen) > MAX_RIJEN_DWARS:  # noqa: PLR2004
        return
    shares = {r: [tabel.cel(Plek(r, c)) for c in columns] for r in derived if _has_share(tabel, r)}
    plain = [row for row in range(len(tabel.rijen)) if row not in shares]
    scale = _scale(tabel)
    series = Reeksen(
        tuple(tabel.rijen[row].label for row in plain),
        tuple(tuple(_whole(tabel, Plek(r, c), scale) for c in columns) for r in plain),
    )
    for relation in vind_verbanden(series):
        if any(plain[place] in derived for place in relation.kolommen):
            for column in columns:
                yield _down(tabel, relation, plain, column)
    amounts = {r: [tabel.cel(Plek(r, c)).bedrag for c in columns] for r in plain}
    for share in vind_aandelen(shares, amounts, geheel_kan=False):
        yield from _down_share(tabel, share, columns)


def _down(tabel: Tabel, relation: Verband, rows: Sequence[int], column: int) -> Vergelijking:
    terms = [(sign, Plek(rows[row], column)) for sign, row in relation.termen]
    text = _sum_text([(sign, tabel.rijen[place.rij].label) for sign, place in terms])
    count = (relation.past, relation.van)
    target = Plek(rows[relation.doel], column)
    return maak_vergelijking(target, optelling(terms), text, Herkomst.CIJFERS, telling=count)


def _down_share(tabel: Tabel, share: Aandeel, columns: Sequence[int]) -> Iterator[Vergelijking]:
    for column in columns:
        part, whole = Plek(share.deel, column), Plek(share.geheel or 0, column)
        names = [tabel.rijen[place.rij].label for place in (part, whole)]
        yield _share(share, Plek(share.doel, column), (cel(part), cel(whole)), names)


def _has_share(tabel: Tabel, row: int) -> bool:
    return any(value.is_procent for value in tabel.rijen[row].cellen)


def _scale(tabel: Tabel) -> int:
    """Return the power of ten that makes every amount whole."""
    columns = tabel.telkolommen()
    places = (row.cellen[c].plaatsen for row in tabel.rijen for c in columns)
    return int(10 ** max(places, default=0))


def _whole(tabel: Tabel, plek: Plek, scale: int) -> int | None:
    value = tabel.cel(plek)
    if value.soort is Waardesoort.GETAL and value.is_procent:
        return None
    amount = value.bedrag
    return None if amount is None else int(amount * scale)


def _sum_text(terms: Sequence[tuple[int, str]]) -> str:
    text = " ".join(f"{'+' if sign > 0 else '-'} {name}" for sign, name in terms)
    return text.removeprefix("+ ")
