"""``regietafel actie``: change one action, by adding one event to ``acties.yaml``."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from pydantic import ValidationError

from regietafel import dutch
from regietafel.cli.acties import parse_day
from regietafel.cli.openen import open_table, open_workspace, today
from regietafel.cli.terminal import OK, Refusal, show
from regietafel.dossier.editing import NotChangedError, append_to_file, locked
from regietafel.dossier.grootboek import ACTIES, Grootboek, load_grootboek
from regietafel.dossier.scaffold import SCHEMA
from regietafel.dossier.workspace import Werkmap
from regietafel.ledger.stand import Stand, standen
from regietafel.model.gebeurtenis import Gebeurtenis, Soort

_HEAD = (
    SCHEMA.format(up="../../", name="acties")
    + "# Wat er tussen twee vergaderingen met acties gebeurt. U mag dit bestand zelf aanvullen.\n"
)


def nieuw(
    table: str, tekst: str, door: Sequence[str], termijn: str, onderwerp: str, day: str
) -> int:
    """Give birth to an action between two meetings, with the next number of its table."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    born = parse_day(day) if day else today()
    with _writing(werkmap, table) as book:
        number = _next_number(book, table, born.year)
        item = {"nummer": number, "tekst": tekst, "datum": born, "door": list(door)}
        item |= {"termijn": _plain(termijn), "onderwerp": onderwerp}
        _append(werkmap, table, "acties", item)
    show(number)
    return OK


def gebeurtenis(number: str, kind: str, day: str, fields: dict[str, Any]) -> int:
    """Add an event to an action; an event that can't be is refused and changes nothing."""
    werkmap = open_workspace()
    soort = Soort(kind)
    table = _table_of(werkmap, number)
    when = parse_day(day) if day else today()
    with _writing(werkmap, table) as book:
        _require_possible(standen(book.boek, date.max)[number], soort, when)
        item = {"datum": when, "actie": number, "soort": soort.value, **_filled(fields)}
        _require_complete(item)
        if "termijn" in item:
            item["termijn"] = _plain(item["termijn"])
        _append(werkmap, table, "gebeurtenissen", item)
    show(f"{number}: {soort} op {when}")
    return OK


@contextmanager
def _writing(werkmap: Werkmap, table: str) -> Iterator[Grootboek]:
    """Lock a table and load its ledger as it is now; what can't be done becomes a refusal."""
    try:
        with locked(werkmap.table_folder(table)):
            yield load_grootboek(werkmap, [table])
    except NotChangedError as error:
        raise Refusal(f"Er is niets veranderd. {error}") from None


def _append(werkmap: Werkmap, table: str, key: str, item: dict[str, Any]) -> None:
    append_to_file(werkmap.table_folder(table) / ACTIES, key, _filled(item), _HEAD)


def _filled(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value}


def _plain(text: str) -> str | date:
    """Return a date as a date, so that YAML writes it without quotes."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _next_number(book: Grootboek, table: str, year: int) -> str:
    """Return the number after the highest of this table and year."""
    if table not in book.tafels:
        raise Refusal("Er is niets veranderd: verbeter eerst tafel.yaml.")
    start = f"{book.tafels[table].nummercode}-{year}-A"
    used = [birth.actie.nummer or "" for birth in book.boek.geboorten]
    highest = max((int(n[len(start) :]) for n in used if n.startswith(start)), default=0)
    return f"{start}{highest + 1:02}"


def _table_of(werkmap: Werkmap, number: str) -> str:
    """Return the table in which an action was born."""
    book = load_grootboek(werkmap, werkmap.tables())
    stand = standen(book.boek, date.max).get(number)
    if stand is None:
        raise Refusal(f"Geen actie '{number}'; zie 'regietafel acties'. Er is niets veranderd.")
    return stand.tafel


def _require_complete(item: dict[str, Any]) -> None:
    try:
        Gebeurtenis.model_validate(item)
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise Refusal(f"{dutch.hoofdletter(message)} Er is niets veranderd.") from None


def _require_possible(stand: Stand, soort: Soort, when: date) -> None:
    if when < stand.geboren:
        raise Refusal(f"{stand.nummer} bestaat pas sinds {stand.geboren}. Er is niets veranderd.")
    if soort is Soort.HEROPEND and stand.leeft:
        raise Refusal(f"{stand.nummer} is niet gesloten. Er is niets veranderd.")
    if soort is not Soort.HEROPEND and not stand.leeft:
        raise Refusal(
            f"{stand.nummer} is {stand.status} sinds {stand.gesloten}; heropen haar eerst met "
            f"'regietafel actie heropen {stand.nummer} --reden …'. Er is niets veranderd."
        )
