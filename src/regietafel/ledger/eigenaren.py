"""Which actions are whose: of a member, or of somebody outside the table."""

from collections.abc import Iterable, Iterator, Sequence

from regietafel.ledger.stand import Stand
from regietafel.model.eigenaar import owner_of
from regietafel.model.tafel import Lid, Tafel


def is_owner(tafel: Tafel, lid: Lid, eigenaren: tuple[str, ...]) -> bool:
    """Tell whether a member is among the owners of an action."""
    return any(lid in owner_of(tafel, eigenaar).leden for eigenaar in eigenaren)


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
            if not owner_of(tafel, eigenaar).leden:
                yield stand, place
