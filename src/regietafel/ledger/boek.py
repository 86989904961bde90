"""Everything that happened at the tables, as one value: births, events and decisions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from regietafel.findings import Keys
from regietafel.model.actie import Actie, Besluit
from regietafel.model.gebeurtenis import Acties, Gebeurtenis, Soort
from regietafel.model.verslag import Verslag

_DOORGEZET = Soort.DOORGEZET


class Bron(NamedTuple):
    """Where something was written: the file and the place in it."""

    path: Path
    keys: Keys


class Geboorte(NamedTuple):
    """An action at its birth. ``vergadering`` is empty when it was born between two meetings."""

    actie: Actie
    datum: date
    tafel: str
    vergadering: str
    punt: str
    bron: Bron


class Voorval(NamedTuple):
    """An event with its day; ``vergadering`` is empty for one between two meetings.

    ``gespiegeld`` marks what follows from the list of another table: nobody wrote it here.
    """

    gebeurtenis: Gebeurtenis
    datum: date
    tafel: str
    vergadering: str
    bron: Bron
    gespiegeld: bool = False


class Genomen(NamedTuple):
    """A decision as it was taken."""

    besluit: Besluit
    datum: date
    tafel: str
    vergadering: str
    punt: str
    bron: Bron


@dataclass(frozen=True)
class Boek:
    """The ledger. ``vergaderingen`` gives the days of a table's meetings, in order."""

    geboorten: tuple[Geboorte, ...] = ()
    voorvallen: tuple[Voorval, ...] = ()
    besluiten: tuple[Genomen, ...] = ()
    vergaderingen: Mapping[str, tuple[date, ...]] = field(default_factory=dict)

    @cached_property
    def births(self) -> Mapping[str, Geboorte]:
        """The birth of each numbered action."""
        return first_births(self.geboorten)

    @cached_property
    def overgenomen(self) -> Sequence[Geboorte]:
        """The births of the numbered actions that were taken over from another."""
        return [birth for birth in self.births.values() if birth.actie.herkomst]

    @cached_property
    def doorzettingen(self) -> Sequence[Voorval]:
        """The events that send an action to another table."""
        return [e for e in self.voorvallen if e.gebeurtenis.soort is _DOORGEZET]

    @cached_property
    def histories(self) -> Mapping[str, Sequence[Voorval]]:
        """The events on each action, in order."""
        found: dict[str, list[Voorval]] = defaultdict(list)
        for event in self.voorvallen:
            found[event.gebeurtenis.actie].append(event)
        for events in found.values():
            if len(events) > 1:
                events.sort(key=event_order)
        return dict(found)


def first_births(geboorten: Iterable[Geboorte], peildatum: date = date.max) -> dict[str, Geboorte]:
    """Return each numbered action born up to a date; of a number used twice the first."""
    births: dict[str, Geboorte] = {}
    for birth in geboorten:
        number = birth.actie.nummer
        if number and birth.datum <= peildatum:
            other = births.setdefault(number, birth)
            if other is not birth and birth_order(birth) < birth_order(other):
                births[number] = birth
    return births


def birth_order(birth: Geboorte) -> tuple[date, str, Any]:
    """Return what births are ordered by: the day, then the file and the place in it."""
    return birth.datum, str(birth.bron.path), birth.bron.keys


def event_order(event: Voorval) -> tuple[date, bool, str, Any]:
    """Return what events are ordered by: the day, then the file and the place in it.

    What another table did comes last: on one day, an answer follows the question.
    """
    return event.datum, event.gespiegeld, str(event.bron.path), event.bron.keys


@dataclass(frozen=True)
class Zitting:
    """A meeting with its report, as one source of the ledger."""

    naam: str
    datum: date
    verslag: Verslag | None
    verslagpad: Path


def boek_of_table(
    tafel: str, zittingen: Sequence[Zitting], tussen: Acties | None, tussenpad: Path
) -> Boek:
    """Return the ledger of one table: its meetings, and ``acties.yaml`` between them."""
    between = tussen or Acties()
    return Boek(
        (
            *chain.from_iterable(_births(tafel, zitting) for zitting in zittingen),
            *_births_between(tafel, between, tussenpad),
        ),
        (
            *chain.from_iterable(_events(tafel, zitting) for zitting in zittingen),
            *_events_between(tafel, between, tussenpad),
        ),
        (
            *chain.from_iterable(_decisions(tafel, zitting) for zitting in zittingen),
            *_decisions_between(tafel, between, tussenpad),
        ),
        {tafel: tuple(sorted(zitting.datum for zitting in zittingen))},
    )


def _births(tafel: str, zitting: Zitting) -> Iterator[Geboorte]:
    for index, entry in enumerate(zitting.verslag.punten if zitting.verslag else ()):
        for place, actie in enumerate(entry.acties):
            bron = Bron(zitting.verslagpad, ("punten", index, "acties", place))
            day = zitting.datum
            yield Geboorte(actie, day, tafel, zitting.naam, entry.punt or "", bron)


def _births_between(tafel: str, tussen: Acties, path: Path) -> Iterator[Geboorte]:
    for place, actie in enumerate(tussen.acties):
        yield Geboorte(actie, actie.datum, tafel, "", "", Bron(path, ("acties", place)))


def _events(tafel: str, zitting: Zitting) -> Iterator[Voorval]:
    path, name, day = zitting.verslagpad, zitting.naam, zitting.datum
    for index, event in enumerate(zitting.verslag.gebeurtenissen if zitting.verslag else ()):
        bron = Bron(path, ("gebeurtenissen", index))
        yield Voorval(event, event.datum or day, tafel, name, bron)


def _events_between(tafel: str, tussen: Acties, path: Path) -> Iterator[Voorval]:
    for index, event in enumerate(tussen.gebeurtenissen):
        yield Voorval(event, event.datum, tafel, "", Bron(path, ("gebeurtenissen", index)))


def _decisions(tafel: str, zitting: Zitting) -> Iterator[Genomen]:
    for index, entry in enumerate(zitting.verslag.punten if zitting.verslag else ()):
        for place, besluit in enumerate(entry.besluiten):
            bron = Bron(zitting.verslagpad, ("punten", index, "besluiten", place))
            day = zitting.datum
            yield Genomen(besluit, day, tafel, zitting.naam, entry.punt or "", bron)


def _decisions_between(tafel: str, tussen: Acties, path: Path) -> Iterator[Genomen]:
    for place, besluit in enumerate(tussen.besluiten):
        yield Genomen(besluit, besluit.datum, tafel, "", "", Bron(path, ("besluiten", place)))
