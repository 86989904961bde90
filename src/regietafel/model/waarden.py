"""Figures that a text names: tables by name, their cells as text in Dutch notation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Waardetabel:
    """A table as it is shown: ``kolommen`` are the heads, the first of them that of the labels.

    ``namen_van_kolommen`` are other names by which each can be asked for. ``totalen`` are the
    places of the rows that sum up or follow from others, ``groepen`` those that head a group.
    """

    naam: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    titel: str = ""
    namen_van_kolommen: tuple[tuple[str, ...], ...] = ()
    totalen: frozenset[int] = frozenset()
    groepen: frozenset[int] = frozenset()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(rij[0] for rij in self.rijen)

    def rijplek(self, label: str) -> int | None:
        """Return the position of a row by its label, case and double spaces aside."""
        return _place(self.labels, label)

    def kolomplek(self, naam: str) -> int | None:
        """Return the position of a column by its head or other name, case and double spaces aside."""
        found = _place(self.kolommen, naam)
        others = enumerate(self.namen_van_kolommen) if found is None else ()
        return next((place for place, names in others if _place(names, naam) is not None), found)


class Waarden(Protocol):
    """Where a text gets its figures from; nothing but look-ups."""

    def namen(self) -> tuple[str, ...]:
        """Return the names of the tables."""
        ...

    def tabel(self, naam: str) -> Waardetabel | None:
        """Return a table by its name, None when there is none."""
        ...


@dataclass(frozen=True)
class Tabelwaarden:
    """Tables that are already there."""

    tabellen: tuple[Waardetabel, ...] = ()

    def namen(self) -> tuple[str, ...]:
        return tuple(tabel.naam for tabel in self.tabellen)

    def tabel(self, naam: str) -> Waardetabel | None:
        place = _place(self.namen(), naam)
        return None if place is None else self.tabellen[place]


def _place(names: Sequence[str], wanted: str) -> int | None:
    plain = [" ".join(name.casefold().split()) for name in names]
    sought = " ".join(wanted.casefold().split())
    return plain.index(sought) if sought in plain else None
