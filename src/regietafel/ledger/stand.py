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
    event. ``herkomst`` is the action of another table that this one was taken over from, and
    ``elders`` its number at the table that took it over. ``levensloop`` holds the events in
    order, ``sluitingen`` those that closed it.
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
    herkomst: str = ""
    elders: str = ""
    verschoven: tuple[Verschuiving, ...] = ()
    levensloop: tuple[Voorval, ...] = ()
    sluitingen: tuple[Voorval, ...] = ()

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
    What another table does with an action that it took over is seen on both (``mirror``).
    """
    births = first_births(boek.geboorten, peildatum)
    events = _events_by_action(boek.voorvallen, peildatum)
    found: dict[str, Stand] = {}
    for number in _answers_first(births):
        birth = births[number]
        days = boek.vergaderingen.get(birth.tafel, ())
        found[number] = _fold(birth, events.get(number, ()), days, peildatum)
        origin = birth.actie.herkomst
        if origin and origin not in found:
            events[origin] += mirror(birth, found[number])
    return {number: found[number] for number in births}


def mirror(birth: Geboorte, stand: Stand) -> list[Voorval]:
    """Return what the table that waits sees of an action that another table took over from it.

    That it was taken over, with its number there; and each time that it was closed, which is the
    answer.
    """
    taken = _mirrored(stand, birth, f"overgenomen als {stand.nummer}", Soort.VOORTGANG)
    return [
        taken,
        *(_mirrored(stand, event, _said(event), Soort.ANTWOORD) for event in stand.sluitingen),
    ]


def _mirrored(stand: Stand, source: Geboorte | Voorval, tekst: str, soort: Soort) -> Voorval:
    """Return an event on the origin of an action, made from its birth or its closing."""
    event = Gebeurtenis(
        actie=stand.herkomst, soort=soort, datum=source.datum, tekst=tekst, elders=stand.nummer
    )
    return Voorval(
        event, source.datum, stand.tafel, source.vergadering, source.bron, gespiegeld=True
    )


def _said(event: Voorval) -> str:
    said = event.gebeurtenis
    return said.tekst or said.reden or said.link or said.bijlage or said.soort.value


def first_births(geboorten: Iterable[Geboorte], peildatum: date) -> dict[str, Geboorte]:
    """Return each numbered action born up to a date; of a number used twice the first."""
    births: dict[str, Geboorte] = {}
    for birth in sorted((b for b in geboorten if b.datum <= peildatum), key=_birth_order):
        if birth.actie.nummer:
            births.setdefault(birth.actie.nummer, birth)
    return births


def _answers_first(births: Mapping[str, Geboorte]) -> list[str]:
    """Order actions so that each comes before the one that it was taken over from."""
    depths = {number: len(origins(number, births)) for number in births}
    return sorted(births, key=lambda number: (-depths[number], number))


def origins(number: str, births: Mapping[str, Geboorte]) -> list[str]:
    """Return the actions that one goes back to, nearest first; a circle is walked once."""
    found: list[str] = []
    here = births[number].actie.herkomst
    while here and here in births and here not in found:
        found.append(here)
        here = births[here].actie.herkomst
    return found


def _birth_order(birth: Geboorte) -> tuple[date, str, str]:
    return birth.datum, str(birth.bron.path), str(birth.bron.keys)


def event_order(event: Voorval) -> tuple[date, bool, str, tuple[str, ...]]:
    """Return what events are ordered by: the day, then the file and the place in it.

    What another table did comes last: on one day, an answer follows the question.
    """
    keys = tuple(str(key).zfill(6) for key in event.bron.keys)
    return event.datum, event.gespiegeld, str(event.bron.path), keys


def _events_by_action(
    events: Iterable[Voorval], peildatum: date
) -> defaultdict[str, list[Voorval]]:
    found: defaultdict[str, list[Voorval]] = defaultdict(list)
    for event in events:
        if event.datum <= peildatum:
            found[event.gebeurtenis.actie].append(event)
    return found


def _fold(
    birth: Geboorte, events: Sequence[Voorval], meetings: Sequence[date], peildatum: date
) -> Stand:
    stand = _born(birth, meetings)
    for event in sorted(events, key=event_order):
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
        herkomst=actie.herkomst or "",
    )


def _last_day(termijn: Termijn | None, day: date, meetings: Sequence[date]) -> date | None:
    if termijn is None or not termijn.volgende:
        return termijn.uiterlijk if termijn else None
    return next((meeting for meeting in meetings if meeting > day), None)


def _apply(stand: Stand, event: Voorval, meetings: Sequence[date]) -> Stand:
    """Return the state after one event; an event on a closed action changes nothing but its life.

    Only ``heropend`` brings a closed action back.
    """
    seen = replace(
        stand,
        levensloop=(*stand.levensloop, event),
        laatste=event.datum,
        elders=event.gebeurtenis.elders or stand.elders,
    )
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
            there = gebeurtenis.elders or ""
            waiting = replace(stand, status=Status.WACHT, wacht_op=gebeurtenis.naar or "")
            changed = replace(waiting, elders=there)
        case Soort.AFGEROND | Soort.VERVALLEN:
            changed = _close(stand, event, Status(gebeurtenis.soort.value))
        case Soort.ANTWOORD if event.gespiegeld and event.tafel != stand.wacht_op:
            changed = stand
        case Soort.ANTWOORD if stand.herkomst and stand.status is Status.OPEN:
            changed = _close(stand, event, Status.AFGEROND)
        case Soort.ANTWOORD | Soort.HEROPEND:
            changed = replace(stand, status=Status.OPEN, gesloten=None, wacht_op="")
        case Soort.VOORTGANG:
            changed = stand
    return changed


def _close(stand: Stand, event: Voorval, status: Status) -> Stand:
    closings = (*stand.sluitingen, event)
    return replace(stand, status=status, gesloten=event.datum, wacht_op="", sluitingen=closings)


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
