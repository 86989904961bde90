"""``regietafel actie``: change one action, by adding one event to ``acties.yaml``."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from regietafel.cli.bijschrijven import (
    append,
    as_deadline,
    filled,
    next_number,
    stand_of,
    tafel_of,
    writing,
)
from regietafel.cli.terminal import OK, Refusal, show, tell
from regietafel.cli.werkplek import chosen_day, open_table, open_workspace, today
from regietafel.dossier.grootboek import ACTIES, load_grootboek
from regietafel.ledger.stand import Stand, with_followers
from regietafel.model.eigenaar import owner_objection
from regietafel.model.gebeurtenis import Soort
from regietafel.model.tafel import Tafel
from regietafel.model.termijn import date_objection, parse_termijn

_NOTHING = "Er is niets veranderd."


def nieuw(
    table: str, tekst: str, door: Sequence[str], termijn: str, onderwerp: str, day: str
) -> int:
    """Give birth to an action between two meetings, with the next number of its table."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    born = day_of(day)
    with writing(werkmap, table) as book:
        require_owners(tafel_of(book, table), door)
        _require_deadline(termijn, born)
        number = next_number(werkmap, book, table, born.year)
        item = {"nummer": number, "tekst": tekst, "datum": born, "door": list(door)}
        item |= {"termijn": as_deadline(termijn), "onderwerp": onderwerp}
        append(werkmap, table, "acties", item)
    show(number)
    tell(f"{tekst} (in {ACTIES} van {table})")
    return OK


def gebeurtenis(number: str, kind: str, day: str, fields: dict[str, Any]) -> int:
    """Add an event to an action; an event that can't be is refused and changes nothing."""
    werkmap = open_workspace()
    soort = Soort(kind)
    known = load_grootboek(werkmap, werkmap.tables())
    table = stand_of(known, number).tafel
    around = {birth.tafel for birth in with_followers(known.boek, [number]).values()}
    when = day_of(day)
    with writing(werkmap, table, *around) as book:
        require_owners(tafel_of(book, table), fields.get("door", ()))
        _require_deadline(str(fields.get("termijn") or ""), when)
        _require_link(str(fields.get("link") or ""))
        _require_possible(stand_of(book, number), soort, when)
        item = {"datum": when, "actie": number, "soort": soort.value, **filled(fields)}
        if "termijn" in item:
            item["termijn"] = as_deadline(item["termijn"])
        append(werkmap, table, "gebeurtenissen", item)
    show(f"{number}: {soort} op {when}")
    return OK


def day_of(text: str) -> date:
    """Return the day of what happened: not one to come, for then it has not happened yet."""
    day = chosen_day(text)
    if day > today():
        raise Refusal(f"{day} moet nog komen; noem de dag waarop het gebeurde. {_NOTHING}")
    return day


def require_owners(tafel: Tafel, owners: Sequence[str]) -> None:
    """Refuse a short name that looks mistyped; other words are taken as they are, and said."""
    for objection in filter(None, (owner_objection(tafel, owner) for owner in owners)):
        if objection.tikfout:
            raise Refusal(f"{objection.zin} {_NOTHING}")
        tell(objection.zin)


def _require_deadline(termijn: str, day: date) -> None:
    """Refuse what looks like a date that nobody would guard, and one that is past."""
    if date_objection(termijn):
        raise Refusal(f"{date_objection(termijn)} {_NOTHING}")
    last = parse_termijn(termijn).uiterlijk if termijn else None
    if last is not None and last < day:
        raise Refusal(f"De termijn {last} ligt vóór {day}. {_NOTHING}")


def _require_link(link: str) -> None:
    if link and not link.startswith(("https://", "http://")):
        raise Refusal(f"Begin een link met https://. {_NOTHING}")


def _require_possible(stand: Stand, soort: Soort, when: date) -> None:
    if soort is Soort.ANTWOORD and not (stand.wacht_op or stand.herkomst):
        raise Refusal(f"{stand.nummer} wacht niet op een andere tafel. {_NOTHING}")
    if when < stand.geboren:
        raise Refusal(f"{stand.nummer} bestaat pas sinds {stand.geboren}. {_NOTHING}")
    if soort is Soort.HEROPEND and stand.leeft:
        raise Refusal(f"{stand.nummer} is niet gesloten. {_NOTHING}")
    if soort is Soort.HEROPEND and stand.gesloten and when < stand.gesloten:
        raise Refusal(f"{stand.nummer} is pas gesloten op {stand.gesloten}. {_NOTHING}")
    if soort is not Soort.HEROPEND and not stand.leeft:
        raise Refusal(
            f"{stand.nummer} is {stand.status} sinds {stand.gesloten}; heropen haar eerst met "
            f"'regietafel actie heropen {stand.nummer} --reden …'. Er is niets veranderd."
        )
