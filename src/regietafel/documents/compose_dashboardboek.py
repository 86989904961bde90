"""A dashboard as sheets that calculate: schedule, backlog, colour, deltas and totals are live."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from regietafel.documents.compose_dashboardbeelden import GEEN_OPGAVE
from regietafel.documents.compose_dashboardtabel import ONVOLLEDIG, gebiednamen, has_change
from regietafel.documents.formuleboek import (
    CHANGE,
    DAY,
    PERCENT,
    WHOLE,
    Formule,
    Formuleblad,
    Vak,
)
from regietafel.documents.views_dashboard import DashboardView
from regietafel.figures.dashboard import Bedrag, Gebied, Indicatorstand
from regietafel.figures.notatie import rond_af
from regietafel.figures.reeksen import Reeks
from regietafel.figures.sleutel import kolomletters, sleutel_van

_HEADS = (
    "Indicator", "Bron", "Startdatum", "Startpunt", "Einddatum", "Eindpunt", "Peildatum",
    "Realisatie", "Schema", "Achterstand", "Deel van schema", "Kleur", "Groen vanaf", "Oranje vanaf",
)  # fmt: skip
_DIGITS = 12
"""Decimals of an exact amount that has no end, such as a third."""


def dashboard_sheets(reeksen: Sequence[Reeks], view: DashboardView) -> tuple[Formuleblad, ...]:
    """Return the sheets: indicators, areas, course and notes."""
    sheets = [_indicators(reeksen)]
    if any(reeks.nu.gebieden for reeks in reeksen):
        sheets.append(_areas(reeksen, view.gebiedkop))
    return (*sheets, _course(reeksen), _notes(view))


def _number(amount: Fraction | Decimal | None) -> Decimal | None:
    """Return an exact amount as a number for Excel."""
    if amount is None:
        return None
    exact = Fraction(amount)
    return rond_af(exact, 0 if exact.denominator == 1 else _DIGITS)


def _style(places: int) -> str:
    return f"{WHOLE}.{'0' * places}" if places else WHOLE


def _known(amount: Fraction | Decimal | None, style: str) -> Vak:
    number = _number(amount)
    return Vak("?" if number is None else number, style)


# ------------------------------------------------------------------ indicators


def _indicators(reeksen: Sequence[Reeks]) -> Formuleblad:
    rows = tuple(_indicator(reeks.nu, number) for number, reeks in enumerate(reeksen, 2))
    return Formuleblad("Indicatoren", _HEADS, rows)


def _indicator(each: Indicatorstand, row: int) -> tuple[Vak, ...]:
    """Return a row; its schedule is the line of ``figures.indicatoren`` as a formula."""
    definition, style = each.stand.definitie, _style(each.regel.plaatsen)
    share = f"MAX(0,MIN(1,(G{row}-C{row})/(E{row}-C{row})))"
    exact = f"(D{row}+(F{row}-D{row})*{share})"
    limits = each.regel.drempels
    done = f"ROUND(H{row},{definition.plaatsen})" if each.stand.opgeteld else f"H{row}"
    colour = f'IF(NOT(ISNUMBER(H{row})),"?",IF(H{row}>=M{row}*{exact},"G",IF(H{row}>=N{row}*{exact},"O","R")))'
    return (
        Vak(definition.naam), Vak(definition.bron or ""),
        Vak(definition.startdatum, DAY), Vak(definition.startpunt, style),
        Vak(definition.einddatum, DAY), Vak(definition.eindpunt, style),
        Vak(definition.peildatum, DAY), _known(each.stand.exact, style),
        Vak(Formule(f"ROUND({exact},{definition.plaatsen})"), style),
        Vak(Formule(f'IF(ISNUMBER(H{row}),I{row}-{done},"?")'), style),
        Vak(Formule(f'IF(ISNUMBER(H{row}),IF({exact}=0,"{GEEN_OPGAVE}",H{row}/{exact}),"?")'), PERCENT),
        Vak(Formule(colour)),
        Vak(limits.groen / 100, PERCENT), Vak(limits.oranje / 100, PERCENT),
    )  # fmt: skip


# ------------------------------------------------------------------ areas


def _areas(reeksen: Sequence[Reeks], head: str) -> Formuleblad:
    """Return the table of areas: each row with live deltas, and below it live totals."""
    names = gebiednamen([reeks.nu for reeks in reeksen])
    heads = [head]
    rows = [[Vak(name)] for name in names.values()]
    total = [Vak("Totaal", vet=True)]
    for reeks in reeksen:
        if not reeks.nu.gebieden:
            continue
        first = len(heads) + 1
        heads += _area_heads(reeks)
        areas = {sleutel_van(area.naam): area for area in reeks.nu.gebieden}
        for number, (key, row) in enumerate(zip(names, rows, strict=True), 2):
            row.extend(_area(areas.get(key), reeks, first, number))
        total += _totals(reeks, first, len(names) + 1)
    return Formuleblad(f"Per {head.lower()}", tuple(heads), (*map(tuple, rows), tuple(total)))


def _area_heads(reeks: Reeks) -> Iterator[str]:
    yield from reeks.nu.kolommen
    yield f"{reeks.nu.regel.naam_kort} delta"
    if reeks.vorige is not None and has_change(reeks):
        yield f"{reeks.nu.regel.naam_kort} op {_short(reeks.vorige)}"
        yield f"{reeks.nu.regel.naam_kort} verschil"


def _short(each: Indicatorstand) -> str:
    day = each.peildatum
    return f"{day.day}-{day.month}-{day.year}"


def _area(area: Gebied | None, reeks: Reeks, first: int, row: int) -> Iterator[Vak]:
    """Yield task, parts and delta of an area; and, with an earlier date, what it was and the change."""
    style = _style(reeks.nu.regel.plaatsen)
    if area is None:
        yield from (Vak(None) for _ in _area_heads(reeks))
        return
    yield from (_known(amount, style) for amount in (area.opgave, *area.delen))
    last = first + len(area.delen)
    parts = f"{kolomletters(first + 1)}{row}:{kolomletters(last)}{row}"
    task = f"{kolomletters(first)}{row}"
    complete = f"COUNT({task},{parts})={len(area.delen) + 1}"
    yield Vak(Formule(f'IF({complete},{task}-SUM({parts}),"?")'), style)
    if has_change(reeks):
        earlier = reeks.vorig_gebied(area.naam)
        before: Bedrag = earlier.realisatie if earlier else None
        yield _known(before, style)
        was = f"{kolomletters(last + 2)}{row}"
        complete = f"COUNT({was},{parts})={len(area.delen) + 1}"
        yield Vak(Formule(f'IF({complete},SUM({parts})-{was},"?")'), CHANGE)


def _totals(reeks: Reeks, first: int, last_row: int) -> Iterator[Vak]:
    """Yield the sum of each column; one that lacks a figure of an area says so, as on paper."""
    places = reeks.nu.regel.plaatsen
    count = len({sleutel_van(area.naam) for area in reeks.nu.gebieden})
    columns = len(list(_area_heads(reeks)))
    for offset in range(columns):
        letters = kolomletters(first + offset)
        cells = f"{letters}2:{letters}{last_row}"
        is_change = has_change(reeks) and offset == columns - 1
        sign = f'IF(SUM({cells})>0,"+","")&' if is_change else ""
        part = f'{sign}FIXED(SUM({cells}),{places})&"{ONVOLLEDIG}"'
        formula = Formule(f"IF(COUNT({cells})={count},SUM({cells}),{part})")
        yield Vak(formula, CHANGE if is_change else _style(places), vet=True)


# ------------------------------------------------------------------ course and notes


def _course(reeksen: Sequence[Reeks]) -> Formuleblad:
    """Return every indicator on every date; the backlog is live."""
    heads = ("Indicator", "Peildatum", "Schema", "Realisatie", "Achterstand")
    measured = [(reeks.nu.regel.naam, each) for reeks in reeksen for each in reeks.standen]
    rows = tuple(_measured(name, each, row) for row, (name, each) in enumerate(measured, 2))
    return Formuleblad("Verloop", heads, rows)


def _measured(name: str, each: Indicatorstand, row: int) -> tuple[Vak, ...]:
    style = _style(each.regel.plaatsen)
    return (
        Vak(name),
        Vak(each.peildatum, DAY),
        Vak(each.stand.schema, style),
        _known(each.stand.realisatie, style),
        Vak(Formule(f'IF(ISNUMBER(D{row}),C{row}-D{row},"?")'), style),
    )


def _notes(view: DashboardView) -> Formuleblad:
    rows = tuple((Vak(note.kop), Vak(line)) for note in view.noten for line in note.regels)
    facts = tuple((Vak(fact.label), Vak(fact.waarde)) for fact in view.gegevens)
    return Formuleblad("Bronnen", ("Onderwerp", "Toelichting"), (*facts, *rows))
