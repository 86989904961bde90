"""The state of actions on a date: a fold of their events, nothing stored, nothing after it used."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from regietafel.ledger.boek import Boek, Geboorte, Voorval
from regietafel.model.gebeurtenis import Gebeurtenis, Soort
from regietafel.model.termijn import Termijn, parse_termijn


class Status(StrEnum):
    """Where an action stands. ``WACHT`` is open, but waiting for another table."""

    OPEN = "open"
    WACHT = "wacht"
    AFGEROND = "afgerond"
    VERVALLEN = "vervallen"


LEVEND = frozenset({Status.OPEN, Status.WACHT})
"""The states in which something is still to be done."""


@dataclass(frozen=True)
class Verschuiving:
    """A deadline that was moved, with the reason."""

    datum: date
    van: Termijn | None
    naar: Termijn
    reden: str


@dataclass(frozen=True)
class Stand:
    """An action as it is on a date.

    ``uiterlijk`` is the last day, None for an undated action; ``keren`` counts the meetings of
    its table since its birth in which it was still alive; ``laatste`` is the day of its last
    event. ``levensloop`` holds the events in order.
    """

    nummer: str
    tekst: str
    tafel: str
    vergadering: str
    punt: str
    onderwerp: str
    geboren: date
    door: tuple[str, ...]
    termijn: Termijn | None
    uiterlijk: date | None
    status: Status
    laatste: date
    gesloten: date | None = None
    wacht_op: str = ""
    keren: int = 0
    besluit: str = ""
    verschoven: tuple[Verschuiving, ...] = ()
    levensloop: tuple[Voorval, ...] = ()

    @property
    def leeft(self) -> bool:
        return self.status in LEVEND

    def te_laat(self, peildatum: date) -> bool:
        """Tell whether it is alive after its last day."""
        return self.leeft and self.uiterlijk is not None and self.uiterlijk < peildatum

    def dagen(self, peildatum: date) -> int:
        """Return its age in days: until it was closed, else until the date."""
        return ((self.gesloten or peildatum) - self.geboren).days


def standen(boek: Boek, peildatum: date) -> dict[str, Stand]:
    """Return every action born up to a date by its number, as it was at the end of that day.

    Actions without a number are not in the ledger; of a number used twice the first birth counts.
    """
    events = _events_by_action(boek.voorvallen, peildatum)
    born = sorted((b for b in boek.geboorten if b.datum <= peildatum), key=_birth_order)
    result: dict[str, Stand] = {}
    for birth in born:
        number = birth.actie.nummer
        if number and number not in result:
            days = boek.vergaderingen.get(birth.tafel, ())
            result[number] = _fold(birth, events.get(number, ()), days, peildatum)
    return result


def _birth_order(birth: Geboorte) -> tuple[date, str, str]:
    return birth.datum, str(birth.bron.path), str(birth.bron.keys)


def event_order(event: Voorval) -> tuple[date, str, tuple[str, ...]]:
    """Return what events are ordered by: the day, then the file and the place in it."""
    keys = tuple(str(key).zfill(6) for key in event.bron.keys)
    return event.datum, str(event.bron.path), keys


def _events_by_action(
    events: Iterable[Voorval], peildatum: date
) -> Mapping[str, Sequence[Voorval]]:
    found: dict[str, list[Voorval]] = defaultdict(list)
    for event in events:
        if event.datum <= peildatum:
            found[event.gebeurtenis.actie].append(event)
    return {number: sorted(own, key=event_order) for number, own in found.items()}


def _fold(
    birth: Geboorte, events: Sequence[Voorval], meetings: Sequence[date], peildatum: date
) -> Stand:
    stand = _born(birth, meetings)
    for event in events:
        if event.datum >= birth.datum:
            stand = _apply(stand, event, meetings)
    return replace(stand, keren=_times_carried(stand, meetings, peildatum))


def _born(birth: Geboorte, meetings: Sequence[date]) -> Stand:
    actie = birth.actie
    termijn = parse_termijn(actie.termijn) if actie.termijn else None
    return Stand(
        nummer=actie.nummer or "",
        tekst=actie.tekst,
        tafel=birth.tafel,
        vergadering=birth.vergadering,
        punt=birth.punt,
        onderwerp=actie.onderwerp or "",
        geboren=birth.datum,
        door=actie.door,
        termijn=termijn,
        uiterlijk=_last_day(termijn, birth.datum, meetings),
        status=Status.OPEN,
        laatste=birth.datum,
        besluit=actie.besluit or "",
    )


def _last_day(termijn: Termijn | None, day: date, meetings: Sequence[date]) -> date | None:
    if termijn is None or not termijn.volgende:
        return termijn.uiterlijk if termijn else None
    return next((meeting for meeting in meetings if meeting > day), None)


def _apply(stand: Stand, event: Voorval, meetings: Sequence[date]) -> Stand:
    """Return the state after one event; an event on a closed action changes nothing but its life.

    Only ``heropend`` brings a closed action back.
    """
    seen = replace(stand, levensloop=(*stand.levensloop, event), laatste=event.datum)
    kind = event.gebeurtenis.soort
    if not stand.leeft and kind is not Soort.HEROPEND:
        return replace(seen, laatste=stand.laatste)
    return _change(seen, event, meetings)


def _change(stand: Stand, event: Voorval, meetings: Sequence[date]) -> Stand:
    gebeurtenis = event.gebeurtenis
    match gebeurtenis.soort:
        case Soort.TERMIJN:
            changed = _move(stand, event.datum, gebeurtenis, meetings)
        case Soort.OVERGEDRAGEN:
            changed = replace(stand, door=gebeurtenis.door)
        case Soort.DOORGEZET:
            changed = replace(stand, status=Status.WACHT, wacht_op=gebeurtenis.naar or "")
        case Soort.AFGEROND | Soort.VERVALLEN:
            status = Status(gebeurtenis.soort.value)
            changed = replace(stand, status=status, gesloten=event.datum, wacht_op="")
        case Soort.ANTWOORD | Soort.HEROPEND:
            changed = replace(stand, status=Status.OPEN, gesloten=None, wacht_op="")
        case Soort.VOORTGANG:
            changed = stand
    return changed


def _move(stand: Stand, day: date, event: Gebeurtenis, meetings: Sequence[date]) -> Stand:
    termijn = parse_termijn(event.termijn or "")
    move = Verschuiving(day, stand.termijn, termijn, event.reden or "")
    return replace(
        stand,
        termijn=termijn,
        uiterlijk=_last_day(termijn, day, meetings),
        verschoven=(*stand.verschoven, move),
    )


def _times_carried(stand: Stand, meetings: Sequence[date], peildatum: date) -> int:
    """Count the meetings since its birth that found it alive."""
    end = stand.gesloten or peildatum
    return sum(1 for day in meetings if stand.geboren < day <= end)
