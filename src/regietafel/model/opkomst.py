"""Who comes: what the secretary wrote, and for the others what they answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from regietafel.model.antwoord import Antwoord, Antwoorden, Keuze
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.tafel import Lid, Tafel
from regietafel.model.vergadering import Aanwezigheid, Komst, Persoon, Vergadering


@dataclass(frozen=True)
class Zetel:
    """A member with what is known: ``entry`` counts, ``antwoord`` is what it may come from.

    ``oud`` says that the answer is about an earlier time or place; it does not count then.
    """

    lid: Lid
    entry: Aanwezigheid | None
    antwoord: Antwoord | None
    oud: bool = False

    @property
    def zwijgt(self) -> bool:
        """Tell whether the table still waits for an answer about the time as it is now."""
        return self.entry is None and (self.antwoord is None or self.oud)


def with_answers(
    tafel: Tafel,
    vergadering: Vergadering,
    stand: Uitnodigingsstand | None,
    antwoorden: Antwoorden,
) -> Vergadering:
    """Return the meeting with the answers in its attendance; what the secretary wrote wins."""
    written = {entry.lid for entry in vergadering.aanwezigheid}
    answered = (_entry(lid, stand, antwoorden) for lid in tafel.leden if lid.lid not in written)
    extra = tuple(entry for entry in answered if entry is not None)
    if not extra:
        return vergadering
    return vergadering.model_copy(update={"aanwezigheid": (*vergadering.aanwezigheid, *extra)})


def zetels(
    tafel: Tafel,
    vergadering: Vergadering,
    stand: Uitnodigingsstand | None,
    antwoorden: Antwoorden,
) -> Iterator[Zetel]:
    """Yield every seat; ``vergadering`` has the answers in it already."""
    entries = {entry.lid: entry for entry in vergadering.aanwezigheid}
    for lid in tafel.leden:
        own = own_answer(lid, antwoorden)
        yield Zetel(lid, entries.get(lid.lid), own, own is not None and is_old(own, stand))


def own_answer(lid: Lid, antwoorden: Antwoorden) -> Antwoord | None:
    """Return the newest answer of a member, also one from an address of before."""
    own = [one for one in antwoorden.antwoorden if one.lid == lid.lid and not one.als_vervanger]
    return max(own, key=lambda one: (one.volgnummer, one.moment), default=None)


def is_old(antwoord: Antwoord, stand: Uitnodigingsstand | None) -> bool:
    """Tell whether an answer is about a time or place that has changed since."""
    return stand is not None and antwoord.volgnummer < stand.antwoord_vanaf


def _entry(
    lid: Lid, stand: Uitnodigingsstand | None, antwoorden: Antwoorden
) -> Aanwezigheid | None:
    """Return what an answer says about a seat; None while that is nothing certain."""
    own = own_answer(lid, antwoorden)
    if own is None or is_old(own, stand):
        return None
    if own.keuze is Keuze.KOMT:
        return Aanwezigheid(lid=lid.lid, komst=Komst.AANWEZIG)
    if own.keuze is Keuze.KOMT_NIET:
        return Aanwezigheid(lid=lid.lid, komst=Komst.AFWEZIG)
    if own.vervanger is None:
        return None
    theirs = antwoorden.van(own.vervanger.email)
    if theirs is not None and theirs.lid == lid.lid and theirs.keuze is Keuze.KOMT_NIET:
        return Aanwezigheid(lid=lid.lid, komst=Komst.AFWEZIG)
    person = Persoon(naam=own.vervanger.naam or own.vervanger.email)
    return Aanwezigheid(lid=lid.lid, komst=Komst.AANWEZIG, vervanger=person)


def companions(vergadering: Vergadering, antwoorden: Antwoorden, sleutel: str) -> int:
    """Return how many people come with a member: guests by name, or more by answer."""
    named = sum(
        1 for gast in vergadering.gasten if gast.bij == sleutel and gast.komst is not Komst.AFWEZIG
    )
    told = [one.begeleiders for one in antwoorden.antwoorden if one.lid == sleutel]
    return max([named, *told])


def is_taken(entry: Aanwezigheid) -> bool:
    """Tell whether somebody sits there: the member, or a replacement."""
    return entry.komst is not Komst.AFWEZIG or entry.vervanger is not None
