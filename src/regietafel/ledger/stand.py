"""The state of actions on a date: a fold of their events, nothing stored, nothing after it used."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regietafel.ledger.boek import Boek, Geboorte, Voorval, birth_order, event_order
from regietafel.model.actie import order_of
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

_OPEN, _WACHT = Status.OPEN, Status.WACHT
_REOPENING, _ANSWER = Soort.HEROPEND, Soort.ANTWOORD
_CLOSED_AS = {Soort.AFGEROND: Status.AFGEROND, Soort.VERVALLEN: Status.VERVALLEN}


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
    ``elders`` its number at the table that took it over; ``stuk`` is the document that it comes
    from. ``levensloop`` holds the events in
    order, ``sluitingen`` those that closed it. ``beantwoord`` are the tables whose answer ended that
    it waited on them.
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
    stuk: str = ""
    elders: str = ""
    verschoven: tuple[Verschuiving, ...] = ()
    levensloop: tuple[Voorval, ...] = ()
    sluitingen: tuple[Voorval, ...] = ()
    beantwoord: frozenset[str] = frozenset()

    @property
    def volgorde(self) -> tuple[str, str, int]:
        """Return what actions are ordered by: their number."""
        return order_of(self.nummer)

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
    lives = _lives(boek, peildatum)
    ordered = sorted(lives, key=lambda number: birth_order(lives[number].birth))
    return {number: lives[number].as_stand() for number in ordered}


def living(boek: Boek, peildatum: date) -> set[str]:
    """Return the numbers of the actions that are alive at the end of a day."""
    return {number for number, life in _lives(boek, peildatum).items() if life.status in LEVEND}


def misplaced(boek: Boek) -> Iterator[Voorval]:
    """Yield the events on an action that was closed by then, and the reopenings of one that was not.

    Those before the birth of an action are not part of its life.
    """
    for life in _folded(with_followers(boek, _in_doubt(boek)), boek, date.max).values():
        yield from (event for event in life.misplaced if not event.gespiegeld)


def _in_doubt(boek: Boek) -> Iterator[str]:
    """Yield, without their fold, the actions with a reopening, or an event after one that may close.

    An answer may close an action that was taken over.
    """
    taken = {birth.actie.nummer for birth in boek.overgenomen}
    for number, events in boek.histories.items():
        closed = False
        for event in events:
            kind = event.gebeurtenis.soort
            if closed or kind is _REOPENING:
                yield number
                break
            closed = kind in _CLOSED_AS or (kind is _ANSWER and number in taken)


def with_followers(boek: Boek, numbers: Iterable[str]) -> dict[str, Geboorte]:
    """Return the births of actions, with those that were taken over from them, and so on."""
    taken: defaultdict[str, list[str]] = defaultdict(list)
    for birth in boek.overgenomen:
        taken[birth.actie.herkomst or ""].append(birth.actie.nummer or "")
    found: dict[str, Geboorte] = {}
    ahead = [number for number in numbers if number in boek.births]
    while ahead:
        number = ahead.pop()
        if number not in found:
            found[number] = boek.births[number]
            ahead += taken.get(number, ())
    return found


def _lives(boek: Boek, peildatum: date) -> dict[str, "_Loop"]:
    births = {n: birth for n, birth in boek.births.items() if birth.datum <= peildatum}
    return _folded(births, boek, peildatum)


def _folded(births: Mapping[str, Geboorte], boek: Boek, peildatum: date) -> dict[str, "_Loop"]:
    """Return the lives of actions; of all that were taken over from them, the births are there too."""
    histories, meetings = boek.histories, boek.vergaderingen
    answers: defaultdict[str, list[Voorval]] = defaultdict(list)
    found: dict[str, _Loop] = {}
    for number in _answers_first(births, boek.overgenomen):
        birth = births[number]
        life = found[number] = _Loop(birth, meetings.get(birth.tafel, ()), peildatum)
        life.follow(histories.get(number, ()), answers.pop(number, ()))
        origin = birth.actie.herkomst
        if origin and origin not in found:
            answers[origin] += mirror(birth, life.sluitingen)
    return found


def mirror(birth: Geboorte, sluitingen: Sequence[Voorval]) -> list[Voorval]:
    """Return what the table that waits sees of an action that another table took over from it.

    That it was taken over, with its number there; and each time that it was closed, which is the
    answer.
    """
    taken = _mirrored(birth, birth, f"overgenomen als {birth.actie.nummer}", Soort.VOORTGANG)
    answers = (_mirrored(birth, event, _said(event), Soort.ANTWOORD) for event in sluitingen)
    return [taken, *answers]


def _mirrored(birth: Geboorte, source: Geboorte | Voorval, tekst: str, soort: Soort) -> Voorval:
    """Return an event on the origin of an action, made from its birth or its closing."""
    actie, day = birth.actie, source.datum
    event = Gebeurtenis(
        actie=actie.herkomst or "", soort=soort, datum=day, tekst=tekst, elders=actie.nummer
    )
    return Voorval(event, day, birth.tafel, source.vergadering, source.bron, gespiegeld=True)


def _said(event: Voorval) -> str:
    said = event.gebeurtenis
    return said.tekst or said.reden or said.link or said.bijlage or said.soort.value


def _answers_first(births: Mapping[str, Geboorte], taken: Iterable[Geboorte]) -> list[str]:
    """Order actions so that each comes before the one that it was taken over from."""
    numbers = (birth.actie.nummer or "" for birth in taken)
    depths = {number: len(origins(number, births)) for number in numbers if number in births}
    taken_over = sorted(depths, key=lambda number: (-depths[number], number))
    return [*taken_over, *(number for number in births if number not in depths)]


def origins(number: str, births: Mapping[str, Geboorte]) -> list[str]:
    """Return the actions that one goes back to, nearest first; a circle is walked once."""
    found: list[str] = []
    here = births[number].actie.herkomst
    while here and here in births and here not in found:
        found.append(here)
        here = births[here].actie.herkomst
    return found


class _Loop:
    """The life of an action up to a date, one event after the other.

    ``misplaced`` holds the events that could not be: on a closed action, or reopening an open one.
    """

    misplaced: tuple[Voorval, ...] = ()
    beantwoord: frozenset[str] = frozenset()

    def __init__(self, birth: Geboorte, meetings: Sequence[date], peildatum: date) -> None:
        held = meetings[: bisect_right(meetings, peildatum)]  # one to come may still be moved
        self.birth, self.meetings, self.peildatum = birth, held, peildatum
        self.status = _OPEN
        self.laatste = birth.datum
        self.gesloten: date | None = None
        self.wacht_op = self.elders = ""
        self.door = birth.actie.door
        self.levensloop: list[Voorval] = []
        self.sluitingen: list[Voorval] = []
        self.moves: list[Voorval] = []

    def follow(self, events: Sequence[Voorval], answers: Sequence[Voorval]) -> None:
        """Take up what happened to it, in order; what was before its birth does not count."""
        born, until = self.birth.datum, self.peildatum
        for event in sorted([*events, *answers], key=event_order) if answers else events:
            if born <= event.datum <= until:
                self._apply(event)

    def _apply(self, event: Voorval) -> None:
        """An event on a closed action changes nothing but its life; only ``heropend`` brings it back."""
        gebeurtenis = event.gebeurtenis
        soort = gebeurtenis.soort
        self.levensloop.append(event)
        self.elders = gebeurtenis.elders or self.elders
        if self.gesloten is not None:
            if soort is not _REOPENING:
                self.misplaced += (event,)
                return
        elif soort is _REOPENING:
            self.misplaced += (event,)
        self.laatste = event.datum
        closing = _CLOSED_AS.get(soort)
        if closing:
            self._close(event, closing)
        else:
            self._change(event, gebeurtenis)

    def _change(self, event: Voorval, gebeurtenis: Gebeurtenis) -> None:
        match gebeurtenis.soort:
            case Soort.VOORTGANG:
                pass
            case Soort.TERMIJN:
                self.moves.append(event)
            case Soort.OVERGEDRAGEN:
                self.door = gebeurtenis.door
            case Soort.DOORGEZET:
                self.status, self.wacht_op = _WACHT, gebeurtenis.naar or ""
                self.elders = gebeurtenis.elders or ""
                self.beantwoord -= {self.wacht_op}
            case Soort.ANTWOORD if event.gespiegeld and event.tafel != self.wacht_op:
                pass
            case Soort.ANTWOORD if self.birth.actie.herkomst and self.status is _OPEN:
                self._close(event, Status.AFGEROND)
            case Soort.ANTWOORD | Soort.HEROPEND:
                if gebeurtenis.soort is _ANSWER:
                    self.beantwoord |= {self.wacht_op}
                self.status, self.gesloten, self.wacht_op = _OPEN, None, ""

    def _close(self, event: Voorval, status: Status) -> None:
        self.status, self.gesloten, self.wacht_op = status, event.datum, ""
        self.sluitingen.append(event)

    def as_stand(self) -> Stand:
        """Return where it stands now."""
        birth, actie = self.birth, self.birth.actie
        termijn, uiterlijk, verschoven = self._deadlines()
        return Stand(
            nummer=actie.nummer or "",
            tekst=actie.tekst,
            tafel=birth.tafel,
            vergadering=birth.vergadering,
            punt=birth.punt,
            onderwerp=actie.onderwerp or "",
            geboren=birth.datum,
            door=self.door,
            termijn=termijn,
            uiterlijk=uiterlijk,
            status=self.status,
            laatste=self.laatste,
            gesloten=self.gesloten,
            wacht_op=self.wacht_op,
            keren=self._times_carried(),
            besluit=actie.besluit or "",
            herkomst=actie.herkomst or "",
            stuk=actie.stuk or "",
            elders=self.elders,
            verschoven=verschoven,
            levensloop=tuple(self.levensloop),
            sluitingen=tuple(self.sluitingen),
            beantwoord=self.beantwoord,
        )

    def _deadlines(self) -> tuple[Termijn | None, date | None, tuple[Verschuiving, ...]]:
        """Return the deadline, its last day and how it was moved."""
        words, day = self.birth.actie.termijn, self.birth.datum
        termijn = parse_termijn(words) if words else None
        moved: list[Verschuiving] = []
        for event in self.moves:
            new, day = parse_termijn(event.gebeurtenis.termijn or ""), event.datum
            moved.append(Verschuiving(day, termijn, new, event.gebeurtenis.reden or ""))
            termijn = new
        return termijn, _last_day(termijn, day, self.meetings), tuple(moved)

    def _times_carried(self) -> int:
        """Count the meetings since its birth that found it alive."""
        born = self.birth.datum
        end = max(self.gesloten or self.peildatum, born)
        return bisect_right(self.meetings, end) - bisect_right(self.meetings, born)


def _last_day(termijn: Termijn | None, day: date, meetings: Sequence[date]) -> date | None:
    if termijn is None or not termijn.volgende:
        return termijn.uiterlijk if termijn else None
    place = bisect_right(meetings, day)
    return meetings[place] if place < len(meetings) else None
