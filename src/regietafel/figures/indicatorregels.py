"""What a dashboard says about its indicators, completed from its table and made whole.

Nothing is guessed: what stands in two places, or nowhere, or cannot be read, is reported.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regietafel.figures.gebreken import Gebrek, Sleutels
from regietafel.figures.sleutel import sleutel_van
from regietafel.figures.tabel import Rij, Tabel
from regietafel.model.basis import parse_datum
from regietafel.model.cijfers import Indicatordefinitie
from regietafel.model.dashboard import Dashboard, Indicatorregel

_DATES = ("startdatum", "einddatum", "peildatum")
_POINTS = ("startpunt", "eindpunt")
_DONE, _SOURCE = "realisatie", "bron"
FIELDS = ("startdatum", "startpunt", "einddatum", "eindpunt", "peildatum", _DONE, _SOURCE)
"""What may stand in the table of a dashboard instead of in its definition."""

_REQUIRED = (*_DATES, *_POINTS)
Veldwaarde = date | Decimal | str | None
Opgelost = tuple[int, Indicatorregel, Indicatordefinitie]
"""The place of an indicator in the definition, what is said of it, and what it comes to."""


@dataclass(frozen=True)
class _Plek:
    """An indicator in the definition, and its row in the table of the dashboard, if any."""

    keys: Sleutels
    regel: Indicatorregel
    tabelnaam: str = ""
    tabel: Tabel | None = None
    rij: Rij | None = None


def los_op(
    dashboard: Dashboard, tabellen: Mapping[str, Tabel]
) -> tuple[list[Opgelost], list[Gebrek]]:
    """Return every indicator that is whole, and what is wrong with the others."""
    table = tabellen.get(dashboard.tabel) if dashboard.tabel else None
    if dashboard.tabel and table is None:
        return [], [Gebrek.geen_tabel(dashboard.tabel, tabellen, ("tabel",))]
    solved: list[Opgelost] = []
    problems = list(_twice(dashboard))
    for number, regel in enumerate(dashboard.indicatoren):
        place, missing = _place(number, regel, dashboard.tabel or "", table)
        values, found = ({}, missing) if missing else _values(place)
        problems += found
        if found:
            continue
        if values["startdatum"] >= values["einddatum"]:  # type: ignore[operator]  # both are dates
            problems.append(_wrong_order(place))
        elif values["startpunt"] > values["eindpunt"]:  # type: ignore[operator]  # both are numbers
            problems.append(_falls(place))
        else:
            solved.append(_whole(number, regel, values))
    return solved, problems


def _twice(dashboard: Dashboard) -> Iterator[Gebrek]:
    seen: set[str] = set()
    for number, regel in enumerate(dashboard.indicatoren):
        key = sleutel_van(regel.naam)
        if key in seen:
            text = f"De indicator '{regel.naam}' staat er twee keer; geef elke een eigen naam."
            yield Gebrek("indicator-dubbel", text, ("indicatoren", number, "naam"))
        seen.add(key)


def _place(
    number: int, regel: Indicatorregel, name: str, table: Tabel | None
) -> tuple[_Plek, list[Gebrek]]:
    keys: Sleutels = ("indicatoren", number)
    row = table.rijplek(regel.naam) if table else None
    if table is None or row is None:
        labels = [each.label for each in table.rijen] if table else []
        missing = [Gebrek.geen_rij(regel.naam, labels, (*keys, "naam"))] if table else []
        return _Plek(keys, regel), missing
    return _Plek(keys, regel, name, table, table.rijen[row]), []


def _values(place: _Plek) -> tuple[dict[str, Veldwaarde], list[Gebrek]]:
    """Return the value of every field, and what is wrong with those that have none or two."""
    values: dict[str, Veldwaarde] = {}
    problems: list[Gebrek] = []
    for field in FIELDS:
        own = getattr(place.regel, field)
        stated, found = _stated(place, field)
        problems += found
        if own is not None and stated is not None:
            problems.append(_both(place, field))
        values[field] = stated if own is None else own
        if values[field] is None and field in _REQUIRED and not found:
            problems.append(_neither(place, field))
    return values, problems


def _stated(place: _Plek, field: str) -> tuple[Veldwaarde, list[Gebrek]]:
    """Return what the table says about a field; None when it is empty or has no such column."""
    column = place.tabel.kolomplek(field) if place.tabel else None
    if column is None or place.rij is None:
        return None, []
    cell = place.rij.cellen[column]
    text = cell.tekst.strip()
    if field == _SOURCE or not text:
        return text or None, []
    if field in _DATES:
        return _date(place, field, text)
    if cell.getal is None and (field in _POINTS or not cell.is_onbekend or cell.soort == "tekst"):
        return None, [
            _unreadable(place, field, f"'{text}' is geen getal; schrijf het zoals 97.001.")
        ]
    return cell.getal, []


def _date(place: _Plek, field: str, text: str) -> tuple[Veldwaarde, list[Gebrek]]:
    try:
        return parse_datum(text), []
    except ValueError as error:
        return None, [_unreadable(place, field, str(error))]


def _unreadable(place: _Plek, field: str, reason: str) -> Gebrek:
    row = place.rij.nummer if place.rij else 0
    text = f"{place.regel.naam}, {field}: {reason}"
    return Gebrek("indicator-onleesbaar", text, tabel=place.tabelnaam, rij=row)


def _both(place: _Plek, field: str) -> Gebrek:
    text = (
        f"Dit staat ook in de tabel '{place.tabelnaam}'; haal het op een van de twee plaatsen weg."
    )
    return Gebrek("indicator-dubbel-ingevuld", text, (*place.keys, field))


def _neither(place: _Plek, field: str) -> Gebrek:
    where = (
        f", of vul de kolom '{field}' in de tabel '{place.tabelnaam}'" if place.tabelnaam else ""
    )
    text = f"Van '{place.regel.naam}' ontbreekt {field}; vul het hier in{where}."
    return Gebrek("indicator-onvolledig", text, (*place.keys, "naam"))


def _wrong_order(place: _Plek) -> Gebrek:
    text = (
        f"Bij '{place.regel.naam}' ligt de einddatum niet na de startdatum; verbeter een van beide."
    )
    return Gebrek("indicator-onvolledig", text, (*place.keys, "naam"))


def _falls(place: _Plek) -> Gebrek:
    text = (
        f"Bij '{place.regel.naam}' is het eindpunt lager dan het startpunt. Op het dashboard is meer altijd beter; "
        "neem wat er klaar is, en niet wat er nog moet."
    )
    return Gebrek("indicator-daalt", text, (*place.keys, "naam"))


def _whole(number: int, regel: Indicatorregel, values: Mapping[str, Veldwaarde]) -> Opgelost:
    given = {"naam": regel.naam, "kort": regel.kort, "eenheid": regel.eenheid}
    own = {"plaatsen": regel.plaatsen, "drempels": regel.drempels}
    definition = Indicatordefinitie.model_validate({**given, **own, **values})
    return number, regel, definition
