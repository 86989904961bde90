"""``regietafel actie``: change one action, by adding one event to ``acties.yaml``."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from regietafel import dutch
from regietafel.cli.acties import parse_day
from regietafel.cli.bijschrijven import append, filled, next_number, plain, stand_of, writing
from regietafel.cli.openen import open_table, open_workspace, today
from regietafel.cli.terminal import OK, Refusal, show
from regietafel.ledger.stand import Stand, standen
from regietafel.model.gebeurtenis import Gebeurtenis, Soort


def nieuw(
    table: str, tekst: str, door: Sequence[str], termijn: str, onderwerp: str, day: str
) -> int:
    """Give birth to an action between two meetings, with the next number of its table."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    born = parse_day(day) if day else today()
    with writing(werkmap, table) as book:
        number = next_number(book, table, born.year)
        item = {"nummer": number, "tekst": tekst, "datum": born, "door": list(door)}
        item |= {"termijn": plain(termijn), "onderwerp": onderwerp}
        append(werkmap, table, "acties", item)
    show(number)
    return OK


def gebeurtenis(number: str, kind: str, day: str, fields: dict[str, Any]) -> int:
    """Add an event to an action; an event that can't be is refused and changes nothing."""
    werkmap = open_workspace()
    soort = Soort(kind)
    table = stand_of(werkmap, number).tafel
    when = parse_day(day) if day else today()
    with writing(werkmap, table) as book:
        _require_possible(standen(book.boek, date.max)[number], soort, when)
        item = {"datum": when, "actie": number, "soort": soort.value, **filled(fields)}
        _require_complete(item)
        if "termijn" in item:
            item["termijn"] = plain(item["termijn"])
        append(werkmap, table, "gebeurtenissen", item)
    show(f"{number}: {soort} op {when}")
    return OK


def _require_complete(item: dict[str, Any]) -> None:
    try:
        Gebeurtenis.model_validate(item)
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise Refusal(f"{dutch.hoofdletter(message)} Er is niets veranderd.") from None


def _require_possible(stand: Stand, soort: Soort, when: date) -> None:
    if soort is Soort.ANTWOORD and not (stand.wacht_op or stand.herkomst):
        raise Refusal(f"{stand.nummer} wacht niet op een andere tafel. Er is niets veranderd.")
    if when < stand.geboren:
        raise Refusal(f"{stand.nummer} bestaat pas sinds {stand.geboren}. Er is niets veranderd.")
    if soort is Soort.HEROPEND and stand.leeft:
        raise Refusal(f"{stand.nummer} is niet gesloten. Er is niets veranderd.")
    if soort is not Soort.HEROPEND and not stand.leeft:
        raise Refusal(
            f"{stand.nummer} is {stand.status} sinds {stand.gesloten}; heropen haar eerst met "
            f"'regietafel actie heropen {stand.nummer} --reden …'. Er is niets veranderd."
        )
