"""The clock of a meeting: what its points take and when each begins."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time

from regietafel.model.nummering import Genummerd, numbered_points
from regietafel.model.vergadering import Vergadering

_DAY = 24 * 60


@dataclass(frozen=True)
class Gepland:
    """A point on the clock.

    ``begin`` is in minutes after the start of the meeting. It is the earliest time when
    ``zeker`` is false: an earlier point has no minutes. ``minuten`` is what the point may take,
    for a point without minutes of its own the sum of its parts; None when that is not known.
    """

    punt: Genummerd
    begin: int
    zeker: bool
    minuten: int | None


@dataclass(frozen=True)
class Planning:
    """All points on the clock; ``zonder`` are the numbers of those without minutes."""

    punten: tuple[Gepland, ...]
    zonder: tuple[str, ...]
    gepland: int
    beschikbaar: int


@dataclass(frozen=True)
class Punttijd:
    """A point with its parts, and what they take together."""

    punt: Genummerd
    delen: tuple[Genummerd, ...]

    @property
    def van_delen(self) -> int:
        """Return the minutes of the parts that have them."""
        return sum(deel.punt.minuten or 0 for deel in self.delen)

    @property
    def zonder(self) -> tuple[str, ...]:
        """Return the numbers that still need minutes before this point's length is known."""
        if self.punt.punt.minuten is not None:
            return ()
        parts = tuple(deel.nummer for deel in self.delen if deel.punt.minuten is None)
        return parts if self.delen else (self.punt.nummer,)

    @property
    def bekend(self) -> int:
        """Return the minutes that are planned for this point, its own before those of its parts."""
        own = self.punt.punt.minuten
        return self.van_delen if own is None else own


def points_with_parts(vergadering: Vergadering) -> tuple[Punttijd, ...]:
    """Return every point of the agenda together with its parts."""
    groups: list[list[Genummerd]] = []
    for point in numbered_points(vergadering):
        if point.niveau == 0:
            groups.append([])
        groups[-1].append(point)
    return tuple(Punttijd(group[0], tuple(group[1:])) for group in groups)


def plan(vergadering: Vergadering) -> Planning:
    """Return when each point begins, as far as the minutes say so."""
    groups = points_with_parts(vergadering)
    return Planning(
        tuple(_on_the_clock(groups)),
        tuple(number for group in groups for number in group.zonder),
        sum(group.bekend for group in groups),
        _minutes(vergadering.einde) - _minutes(vergadering.begin),
    )


def _on_the_clock(groups: Iterable[Punttijd]) -> Iterator[Gepland]:
    begin, sure = 0, True
    for group in groups:
        length = None if group.zonder else group.bekend
        yield Gepland(group.punt, begin, sure, length)
        yield from _parts(group, begin, sure=sure)
        begin, sure = begin + group.bekend, sure and length is not None


def _parts(group: Punttijd, begin: int, *, sure: bool) -> Iterator[Gepland]:
    for deel in group.delen:
        minuten = deel.punt.minuten
        yield Gepland(deel, begin, sure, minuten)
        begin, sure = begin + (minuten or 0), sure and minuten is not None


def clock(begin: time, minuten: int) -> time:
    """Return the time of day some minutes after another; after midnight it begins anew."""
    hour, minute = divmod((_minutes(begin) + minuten) % _DAY, 60)
    return time(hour, minute)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
