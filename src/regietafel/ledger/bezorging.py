"""How far a mailing is: its state per address is a fold of the lines of its delivery."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from regietafel.model.adres import same_address
from regietafel.model.zending import Mailsoort, Stap, Verzonden

TWIJFEL = frozenset({Stap.BEGIN, Stap.ONZEKER})
"""Nobody knows whether it arrived: such an address gets nothing again by itself."""


def states(verzonden: Verzonden) -> dict[str, Stap | None]:
    """Return the last step per address of a mailing; None where nothing happened yet.

    What the secretariat sent itself counts as delivered.
    """
    zending = verzonden.zending
    known: dict[str, Stap | None] = {same_address(a.email): None for a in zending.aan}
    if zending.zelf_verstuurd:
        return dict.fromkeys(known, Stap.BEZORGD)
    for regel in verzonden.bezorging:
        if same_address(regel.email) in known:
            known[same_address(regel.email)] = regel.stap
    return known


@dataclass(frozen=True)
class Rest:
    """A mailing with those of its addresses that a run sends to, as ``same_address`` writes them."""

    verzonden: Verzonden
    adressen: tuple[str, ...]


def to_send(verzonden: Verzonden) -> tuple[str, ...]:
    """Return the addresses of a mailing that a run still has to send to."""
    return tuple(e for e, stap in states(verzonden).items() if stap in {None, Stap.UITGESTELD})


def delivered(mailings: Iterable[Verzonden]) -> Iterator[Verzonden]:
    """Yield the mailings that reached somebody for certain."""
    return (verzonden for verzonden in mailings if Stap.BEZORGD in states(verzonden).values())


def last_received(
    mailings: Iterable[Verzonden],
) -> Mapping[str, Mapping[Mailsoort, Verzonden]]:
    """Return, per address, the last mailing of each kind that reached it.

    ``mailings`` are those of one meeting, oldest first. An address in doubt got nothing for certain,
    so it is told from one that did. Addresses are as ``same_address`` writes them.
    """
    got: dict[str, dict[Mailsoort, Verzonden]] = {}
    for verzonden in mailings:
        for email, stap in states(verzonden).items():
            if stap is Stap.BEZORGD:
                got.setdefault(email, {})[verzonden.zending.soort] = verzonden
    return got


def last_told(mailings: Iterable[Verzonden]) -> Mapping[str, datetime]:
    """Return, per address, when a calendar message last went to it, whatever became of it.

    An address that was refused, or in doubt, gets nothing again by itself.
    """
    told: dict[str, datetime] = {}
    for verzonden in mailings:
        known = states(verzonden)
        addresses = (
            same_address(e) for b in verzonden.zending.berichten if b.kalender for e in b.aan
        )
        told |= {e: verzonden.zending.moment for e in addresses if known.get(e) is not None}
    return told


def last_for(mailings: Iterable[Verzonden]) -> Mapping[tuple[Mailsoort, str], Verzonden]:
    """Return the last mailing of each kind that was for an address, whatever became of it."""
    return {
        (verzonden.zending.soort, same_address(one.email)): verzonden
        for verzonden in mailings
        for one in verzonden.zending.aan
    }
