"""Write something into the ledger of a table, locked, with the ledger as it is at that moment."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from regietafel.cli.terminal import Refusal
from regietafel.dossier.editing import NotChangedError, append_to_file, locked
from regietafel.dossier.grootboek import ACTIES, Grootboek, load_grootboek
from regietafel.dossier.nummers import highest_count
from regietafel.dossier.scaffold import SCHEMA
from regietafel.dossier.validation import objections
from regietafel.dossier.workspace import Werkmap
from regietafel.ledger.stand import Stand, standen
from regietafel.model.basis import Basis
from regietafel.model.gebeurtenis import Tussenactie, Tussengebeurtenis
from regietafel.model.tafel import Tafel
from regietafel.model.termijn import parse_termijn

_HEAD = (
    SCHEMA.format(up="../../", name="acties")
    + "# Wat er tussen twee vergaderingen met acties gebeurt. U mag dit bestand zelf aanvullen.\n"
)
_MODELS: Mapping[str, type[Basis]] = {"acties": Tussenactie, "gebeurtenissen": Tussengebeurtenis}


@contextmanager
def writing(werkmap: Werkmap, table: str, *others: str) -> Iterator[Grootboek]:
    """Lock a table and load its ledger (and that of others) as it is now.

    What can't be done becomes a refusal.
    """
    try:
        with locked(werkmap.table_folder(table)):
            yield load_grootboek(werkmap, sorted({table, *others}))
    except NotChangedError as error:
        raise Refusal(f"Er is niets veranderd. {error}") from None


def append(werkmap: Werkmap, table: str, key: str, item: Mapping[str, Any]) -> None:
    """Add a birth or an event to ``acties.yaml`` of a table; one that would be left out is refused."""
    given = filled(item)
    wrong = objections(_MODELS[key], {name: _as_read(value) for name, value in given.items()})
    if wrong:
        raise Refusal(f"{' '.join(wrong)} Er is niets veranderd.")
    append_to_file(werkmap.table_folder(table) / ACTIES, key, given, _HEAD)


def _as_read(value: Any) -> Any:
    """Return a value as YAML gives it back: a date is text."""
    return value.isoformat() if isinstance(value, date) else value


def filled(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that say something."""
    return {name: value for name, value in item.items() if value}


def as_deadline(text: str) -> str | date | None:
    """Return a date as a date, so that YAML writes it without quotes."""
    termijn = parse_termijn(text)
    return termijn.uiterlijk if termijn.is_datum else text


def tafel_of(book: Grootboek, table: str) -> Tafel:
    """Return a table of a ledger; a refusal when its file is not right."""
    if table not in book.tafels:
        raise Refusal(f"Er is niets veranderd: verbeter eerst tafel.yaml van {table}.")
    return book.tafels[table]


def next_number(werkmap: Werkmap, book: Grootboek, table: str, year: int) -> str:
    """Return the number after the highest of this table and year that was ever given."""
    start = f"{tafel_of(book, table).nummercode}-{year}-A"
    return f"{start}{highest_count(werkmap, table, start) + 1:02}"


def stand_of(book: Grootboek, number: str) -> Stand:
    """Return an action as it is with everything that is written, also for days to come."""
    stand = standen(book.boek, date.max).get(number)
    if stand is None:
        raise Refusal(f"Geen actie '{number}'; zie 'regietafel acties'. Er is niets veranderd.")
    return stand
