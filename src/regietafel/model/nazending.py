"""What is different from what members have: new, replaced, withdrawn, unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from regietafel.model.vastgelegd import Vastgelegd
from regietafel.model.zending import VerzondenPunt, VerzondenStuk


class Verandering(StrEnum):
    """What happened to a document since the last mailing."""

    NIEUW = "nieuw"
    VERVANGEN = "vervangen"
    INGETROKKEN = "ingetrokken"
    ONGEWIJZIGD = "ongewijzigd"


@dataclass(frozen=True)
class Vergelijking:
    """Every document of the pack in order, each with what happened to it.

    ``punten`` are the points that members do not have yet, or know by another title.
    """

    stukken: tuple[tuple[VerzondenStuk, Verandering], ...]
    punten: tuple[VerzondenPunt, ...]

    def of(self, *soorten: Verandering) -> tuple[VerzondenStuk, ...]:
        return tuple(stuk for stuk, what in self.stukken if what in soorten)

    @property
    def changed(self) -> tuple[tuple[VerzondenStuk, Verandering], ...]:
        return tuple(
            (stuk, what) for stuk, what in self.stukken if what is not Verandering.ONGEWIJZIGD
        )

    @property
    def leeg(self) -> bool:
        """Whether members already have everything."""
        return not self.changed and not self.punten


def compare(
    vastgelegd: Vastgelegd, punten: Sequence[VerzondenPunt], stukken: Sequence[VerzondenStuk]
) -> Vergelijking:
    """Compare the pack as it is now with what was sent, by number and by content."""
    sent = {stuk.nummer: stuk for stuk in vastgelegd.stukken}
    known = {(punt.nummer, punt.titel) for punt in vastgelegd.punten}
    return Vergelijking(
        tuple((stuk, _change(sent.get(stuk.nummer), stuk)) for stuk in stukken),
        tuple(punt for punt in punten if (punt.nummer, punt.titel) not in known),
    )


def _change(sent: VerzondenStuk | None, now: VerzondenStuk) -> Verandering:
    """Return what happened to a document; one that was promised and is there now is new."""
    if now.ingetrokken:
        gone = sent is not None and not sent.ingetrokken
        return Verandering.INGETROKKEN if gone else Verandering.ONGEWIJZIGD
    if sent is None:
        return Verandering.NIEUW
    if now.sha256 is None or now.sha256 == sent.sha256:
        return Verandering.ONGEWIJZIGD
    return Verandering.NIEUW if sent.sha256 is None else Verandering.VERVANGEN
