"""The table of areas of a dashboard: task, realisation, delta and change, with totals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regietafel.documents.tabelmaten import text_width
from regietafel.documents.views_dashboard import CelView, GebiedView, KolomView
from regietafel.figures.dashboard import Bedrag, Gebied, Indicatorstand
from regietafel.figures.notatie import schrijf_breuk
from regietafel.figures.reeksen import Reeks
from regietafel.figures.sleutel import sleutel_van

_POINTS = 7.5
"""The size of letters in this table."""
_EDGES = 5
ONVOLLEDIG = " + ?"
"""What stands behind a total that counts only what is known."""


@dataclass(frozen=True)
class Tabelkolom:
    """A column: its head, and per area (by key) an exact amount; ``plaatsen`` are its decimals.

    ``begint`` marks the first column of an indicator, ``teken`` a change.
    """

    kop: str
    bedragen: dict[str, Bedrag]
    plaatsen: int
    begint: bool = False
    teken: bool = False

    def tekst(self, amount: Fraction) -> str:
        """Return an amount as it is shown; a change with its sign."""
        sign = "+" if self.teken and amount > 0 else ""
        return f"{sign}{schrijf_breuk(amount, self.plaatsen)}"

    @property
    def totaal(self) -> Fraction:
        return sum((amount for amount in self.bedragen.values() if amount is not None), Fraction(0))

    @property
    def is_onvolledig(self) -> bool:
        return None in self.bedragen.values()


def gebiednamen(standen: Sequence[Indicatorstand]) -> dict[str, str]:
    """Return the areas of all indicators by key, in the order in which they first stand."""
    names: dict[str, str] = {}
    for each in standen:
        for area in each.gebieden:
            names.setdefault(sleutel_van(area.naam), area.naam)
    return names


def tabelkolommen(reeksen: Sequence[Reeks]) -> tuple[Tabelkolom, ...]:
    """Return the columns: of each indicator task, realisation in its parts, delta, and change."""
    return tuple(
        column
        for reeks in reeksen
        if reeks.nu.gebieden
        for column in (*_columns(reeks.nu), *_change(reeks))
    )


def _columns(each: Indicatorstand) -> Iterator[Tabelkolom]:
    places = each.regel.plaatsen
    areas = {sleutel_van(area.naam): area for area in each.gebieden}
    task, *parts = each.kolommen
    yield Tabelkolom(task, {key: area.opgave for key, area in areas.items()}, places, begint=True)
    for number, head in enumerate(parts):
        amounts = {key: area.delen[number] for key, area in areas.items()}
        yield Tabelkolom(head, amounts, places)
    delta = {key: area.delta for key, area in areas.items()}
    yield Tabelkolom(f"{each.regel.naam_kort} delta", delta, places)


def has_change(reeks: Reeks) -> bool:
    """Tell whether there are areas of an earlier date to compare with."""
    return reeks.vorige is not None and bool(reeks.vorige.gebieden)


def _change(reeks: Reeks) -> Iterator[Tabelkolom]:
    """Yield the change of the realisation since the date before, where there is one."""
    if reeks.vorige is None or not has_change(reeks):
        return
    amounts: dict[str, Bedrag] = {}
    before = {sleutel_van(area.naam): area.realisatie for area in reeks.vorige.gebieden}
    for area in reeks.nu.gebieden:
        now, earlier = area.realisatie, before.get(sleutel_van(area.naam))
        difference = None if now is None or earlier is None else now - earlier
        amounts[sleutel_van(area.naam)] = difference
    regel = reeks.nu.regel
    yield Tabelkolom(f"{regel.naam_kort} verschil", amounts, regel.plaatsen, teken=True)


def compose_gebieden(
    reeksen: Sequence[Reeks],
) -> tuple[tuple[KolomView, ...], tuple[GebiedView, ...]]:
    """Return heads and rows; both empty when no indicator has areas."""
    columns = tabelkolommen(reeksen)
    names = gebiednamen([reeks.nu for reeks in reeksen])
    if not columns:
        return (), ()
    rows = [
        GebiedView(name, tuple(_cell(column, key) for column in columns), "")
        for key, name in names.items()
    ]
    rows.append(GebiedView("Totaal", tuple(_total(column) for column in columns), "ja"))
    heads = tuple(
        KolomView(column.kop, _width(column, number, rows), _yes(column.begint))
        for number, column in enumerate(columns)
    )
    return heads, tuple(rows)


def _cell(column: Tabelkolom, key: str) -> CelView:
    if key not in column.bedragen:
        return CelView("", _yes(column.begint))
    amount = column.bedragen[key]
    text = "?" if amount is None else column.tekst(amount)
    return CelView(text, _yes(column.begint))


def _total(column: Tabelkolom) -> CelView:
    text = column.tekst(column.totaal)
    shown = f"{text}{ONVOLLEDIG}" if column.is_onvolledig else text
    return CelView(shown, _yes(column.begint))


def _yes(value: bool) -> str:
    return "ja" if value else ""


def _width(column: Tabelkolom, number: int, rows: Sequence[GebiedView]) -> int:
    """Return about how wide a column must be for its longest word, in points."""
    words = [*column.kop.split(), *(row.cellen[number].tekst for row in rows)]
    return round(max(map(text_width, words)) / 100 * _POINTS) + _EDGES


def has_unknown(standen: Sequence[Indicatorstand]) -> bool:
    """Tell whether a figure in the table is not known."""
    return any(_is_unknown(area) for each in standen for area in each.gebieden)


def _is_unknown(area: Gebied) -> bool:
    return area.opgave is None or None in area.delen
