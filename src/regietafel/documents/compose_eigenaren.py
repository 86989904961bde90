"""Who does an action, in words."""

from collections import Counter
from collections.abc import Sequence

from regietafel.model.tafel import Lid, Tafel

_MUNICIPALITY = "gemeente "


def owner_texts(tafel: Tafel, owners: Sequence[str]) -> list[str]:
    """Return who does it: the organisation of a member, and other words as they are.

    Members of one organisation are told apart by their function; several municipalities are
    named as *gemeenten Emmen, Meppel, …*.
    """
    leden = {owner: tafel.find_lid(owner) for owner in owners}
    seats = Counter(lid.organisatie for lid in leden.values() if lid)
    texts = [_owner_text(owner, lid, seats) for owner, lid in leden.items()]
    return _as_municipalities(texts)


def _owner_text(owner: str, lid: Lid | None, seats: Counter[str]) -> str:
    if lid is None:
        return owner
    shared = seats[lid.organisatie] > 1
    return f"{lid.functie or lid.naam} ({lid.organisatie})" if shared else lid.organisatie


def _as_municipalities(texts: list[str]) -> list[str]:
    names = [text[len(_MUNICIPALITY) :] for text in texts if text.lower().startswith(_MUNICIPALITY)]
    if len(names) < 2 or len(names) < len(texts):  # noqa: PLR2004 - a plural begins at two
        return texts
    return [f"gemeenten {names[0]}", *names[1:]]
