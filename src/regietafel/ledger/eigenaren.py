"""Whom the owner of an action stands for: a member, an organisation, or all of a group."""

import re
from collections.abc import Iterable, Iterator, Sequence

from regietafel.ledger.stand import Stand
from regietafel.model.tafel import Lid, Tafel

_MUNICIPALITIES = re.compile(r"(alle |de )?([a-zà-ÿ]+e )?gemeenten")
_EVERYBODY = frozenset({"alle leden", "de leden", "iedereen", "allen"})


def members_behind(tafel: Tafel, eigenaar: str) -> tuple[Lid, ...]:
    """Return the members of a table whom an owner means, in the table's order.

    That is one for a short name, everybody of an organisation for its name, every municipality for
    words such as *alle gemeenten*; none for other words.
    """
    lid = tafel.find_lid(eigenaar)
    if lid is not None:
        return (lid,)
    words = " ".join(eigenaar.lower().split())
    if words in _EVERYBODY:
        return tafel.leden
    if _MUNICIPALITIES.fullmatch(words):
        return tuple(one for one in tafel.leden if one.organisatie.lower().startswith("gemeente"))
    return tuple(one for one in tafel.leden if one.organisatie.lower() == words)


def is_owner(tafel: Tafel, lid: Lid, eigenaren: tuple[str, ...]) -> bool:
    """Tell whether a member is among the owners of an action."""
    return any(lid in members_behind(tafel, eigenaar) for eigenaar in eigenaren)


def by_member(tafel: Tafel, standen: Sequence[Stand]) -> dict[str, tuple[Stand, ...]]:
    """Return the actions of each member by short name; members without any are left out."""
    found = {
        lid.lid: tuple(stand for stand in standen if is_owner(tafel, lid, stand.door))
        for lid in tafel.leden
    }
    return {name: own for name, own in found.items() if own}


def owners_outside(tafel: Tafel, standen: Iterable[Stand]) -> Iterator[tuple[Stand, int]]:
    """Yield the actions with the place (from 0) of an owner who is no member of the table."""
    for stand in standen:
        for place, eigenaar in enumerate(stand.door):
            if not members_behind(tafel, eigenaar):
                yield stand, place
