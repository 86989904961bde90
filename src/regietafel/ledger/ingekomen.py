"""What other tables put before a table, and what it answers them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regietafel.ledger.boek import Boek, Voorval, first_births
from regietafel.ledger.stand import Stand, mirror, standen
from regietafel.model.actie import order_of
from regietafel.model.ingekomen import Ingekomenpunt


@dataclass(frozen=True)
class Inkomst:
    """An action of another table that came in. ``hier`` is what it became at this table.

    ``wacht`` tells whether it still waits on this table, ``beantwoord`` whether it has the answer.
    """

    nummer: str
    tekst: str
    van: str
    naam: str
    datum: date
    onderwerp: str
    toelichting: str
    hier: Stand | None
    wacht: bool = True
    beantwoord: bool = False

    @property
    def stand(self) -> str:
        """Return in a word how far it is."""
        if self.hier is not None:
            return "overgenomen" if self.hier.leeft else "beantwoord"
        if self.wacht:
            return "nieuw"
        return "beantwoord" if self.beantwoord else "ingetrokken"


def incoming(
    boek: Boek, tafel: str, ontvangen: Sequence[Ingekomenpunt], peildatum: date
) -> list[Inkomst]:
    """Return what came in at a table up to a date, oldest first.

    From tables in the same workspace by their own events, and by packet (``ontvangen``) from
    others. Each number comes once.
    """
    found = standen(boek, peildatum)
    here = {s.herkomst: s for s in found.values() if s.tafel == tafel and s.herkomst}
    asked = [event for event in boek.doorzettingen if event.datum <= peildatum]
    own = _from_workspace(asked, tafel, found, here)
    by_packet = [_from_packet(punt, here) for punt in ontvangen if punt.datum <= peildatum]
    all_of_them = {inkomst.nummer: inkomst for inkomst in [*by_packet, *own]}
    return sorted(all_of_them.values(), key=lambda i: (i.datum, order_of(i.nummer)))


def _from_workspace(
    events: Iterable[Voorval], tafel: str, found: Mapping[str, Stand], here: Mapping[str, Stand]
) -> Iterator[Inkomst]:
    for event in sorted(events, key=lambda e: e.datum):
        said = event.gebeurtenis
        origin = found.get(said.actie)
        if said.naar == tafel and origin is not None:
            yield Inkomst(
                nummer=origin.nummer,
                tekst=origin.tekst,
                van=origin.tafel,
                naam="",
                datum=event.datum,
                onderwerp=origin.onderwerp,
                toelichting=said.tekst or "",
                hier=here.get(origin.nummer),
                wacht=origin.wacht_op == tafel,
                beantwoord=tafel in origin.beantwoord,
            )


def _from_packet(punt: Ingekomenpunt, here: Mapping[str, Stand]) -> Inkomst:
    return Inkomst(
        nummer=punt.nummer,
        tekst=punt.tekst,
        van=punt.van,
        naam=punt.naam,
        datum=punt.datum,
        onderwerp=punt.onderwerp or "",
        toelichting=punt.toelichting or "",
        hier=here.get(punt.nummer),
    )


def waiting_on(boek: Boek, tafel: str, andere: str, peildatum: date) -> Iterator[Inkomst]:
    """Return the actions of a table that wait on another, as that one sees them."""
    for inkomst in incoming(boek, andere, (), peildatum):
        if inkomst.van == tafel and inkomst.wacht:
            yield inkomst


def answers(boek: Boek, tafel: str, nummers: Iterable[str], peildatum: date) -> list[Voorval]:
    """Return what a table did with actions that it took over, as events on those actions."""
    births = first_births(boek.geboorten, peildatum)
    wanted = set(nummers)
    return [
        event
        for stand in standen(boek, peildatum).values()
        if stand.tafel == tafel and stand.herkomst in wanted
        for event in mirror(births[stand.nummer], stand.sluitingen)
    ]
