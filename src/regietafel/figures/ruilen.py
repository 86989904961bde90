"""An exchange between kinds that closes the gaps of a puzzle with the fewest moves.

A move lets one municipality take places of one kind instead of as many of another, within what it
said it can do. Kinds with too little are filled from kinds with too much; no kind drops below its
task. Which moves suffice is a sum of polymatroids (Edmonds, 1970): places wanted can be had if for
every set of kinds the moves chosen have room for them together. So it is enough to follow, per
number of moves, the largest rooms that can be reached; what is found is exactly the smallest.
A puzzle with too many possibilities for that is refused with a message.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from regietafel.figures.verdeling import Deelname, Puzzelstand
from regietafel.model.cijfers import Bewegingsruimte

MAX_BLADEN = 3
MAX_MOGELIJKHEDEN = 3000
"""So many possibilities are looked at side by side; a puzzle with more is refused, not guessed."""


class _TeGrootError(Exception):
    """There are too many possibilities to look at."""


@dataclass(frozen=True)
class Grens:
    """At least and at most so many; ``hoogstens`` None is without limit."""

    minstens: int = 0
    hoogstens: int | None = None


@dataclass(frozen=True)
class Ruil:
    """One municipality takes ``aantal`` places of ``naar`` instead of ``van``."""

    gemeente: str
    van: str
    naar: str
    aantal: int


@dataclass(frozen=True)
class Ruilvoorstel:
    """The fewest moves that close all gaps. ``bezwaar`` says in Dutch why there are none.

    ``onbekend`` names the contributions that are not known and were left out. Nothing is changed
    by a proposal.
    """

    ruilen: tuple[Ruil, ...]
    bezwaar: str = ""
    onbekend: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Ster:
    """One kind in the middle that gives to, or takes from, each of the others.

    ``vraag`` is how much each other kind needs (or can spare), ``nodig`` how much must move.
    """

    midden: str
    bladen: tuple[str, ...]
    geeft: bool
    vraag: Mapping[str, int]
    nodig: int


_Room = tuple[int, ...]
_Chosen = tuple[tuple[str, str], ...]


def stel_ruil_voor(stand: Puzzelstand, ruimte: Sequence[Bewegingsruimte] = ()) -> Ruilvoorstel:
    """Return the fewest moves that give every kind its task, or why it can't be done."""
    unknown = tuple(dict.fromkeys(chain.from_iterable(k.inbreng.onbekend for k in stand.per_soort)))
    gaps = {kind.soort: _gap(kind) for kind in stand.per_soort}
    short = {kind: -gap for kind, gap in gaps.items() if gap < 0}
    over = {kind: gap for kind, gap in gaps.items() if gap > 0}
    bounds = {(r.gemeente, r.soort): _bound(r) for r in ruimte}
    objection = _objection(stand, short, over, bounds)
    if objection or not short:
        return Ruilvoorstel((), objection, unknown)
    star = _star(short, over)
    rooms = _rooms(stand, star, bounds)
    try:
        chosen = _fewest(star, rooms)
    except _TeGrootError:
        objection = f"Deze puzzel is met {len(rooms)} gemeenten te groot om de kleinste ruil te vinden; doe het per provincie of regio."
        return Ruilvoorstel((), objection, unknown)
    if chosen is None:
        return Ruilvoorstel((), _too_little_room(star, rooms), unknown)
    return Ruilvoorstel(tuple(_amounts(star, rooms, chosen)), "", unknown)


def _gap(kind: Deelname) -> int:
    return int((kind.inbreng.waarde or 0) - (kind.opgave.waarde or 0))


def _bound(room: Bewegingsruimte) -> Grens:
    if room.vast is not None:
        return Grens(room.vast, room.vast)
    return Grens(room.minimaal or 0, room.maximaal)


def _objection(
    stand: Puzzelstand,
    short: Mapping[str, int],
    over: Mapping[str, int],
    bounds: Mapping[tuple[str, str], Grens],
) -> str:
    """Return why no exchange can be sought, or nothing."""
    known = {(part.gemeente, part.soort): part for part in stand.delen}
    for (town, kind), bound in bounds.items():
        part = known.get((town, kind))
        if part is None:
            return f"'{town}' met soort '{kind}' staat niet in de puzzel; verbeter de naam bij de ruimte."
        amount = part.inbreng.waarde
        too_high = bound.hoogstens is not None and (amount or 0) > bound.hoogstens
        if part.inbreng.volledig and (too_high or (amount or 0) < bound.minstens):
            return f"{town} staat voor {kind} op {amount}, en dat valt buiten de ruimte die zij zelf gaf; pas eerst een van beide aan."
    lacking = sum(short.values()) - sum(over.values())
    if short and lacking > 0:
        return f"Samen komen er {lacking} plekken tekort; met ruilen alleen lukt het niet, er zijn plekken bij nodig."
    if len(short) > 1 and len(over) > 1:
        return "Er zijn meer soorten met een tekort én meer soorten met een overschot; zo'n ruil wordt niet berekend."
    if max(len(short), len(over)) > MAX_BLADEN:
        return f"Een ruil met meer dan {MAX_BLADEN + 1} soorten wordt niet berekend."
    return ""


def _star(short: Mapping[str, int], over: Mapping[str, int]) -> _Ster:
    needed = sum(short.values())
    if len(over) == 1:
        return _Ster(next(iter(over)), tuple(short), geeft=True, vraag=short, nodig=needed)
    return _Ster(next(iter(short)), tuple(over), geeft=False, vraag=over, nodig=needed)


@dataclass(frozen=True)
class _Kamer:
    """How much a municipality can move: in all, and with each other kind."""

    midden: int
    bladen: Mapping[str, int]


def _rooms(
    stand: Puzzelstand, star: _Ster, bounds: Mapping[tuple[str, str], Grens]
) -> dict[str, _Kamer]:
    rooms: dict[str, _Kamer] = {}
    parts = {(part.gemeente, part.soort): part for part in stand.delen}
    for town in dict.fromkeys(part.gemeente for part in stand.delen):
        middle = _free(parts.get((town, star.midden)), bounds, star, gives=star.geeft)
        leaves = {
            leaf: min(middle, _free(parts.get((town, leaf)), bounds, star, gives=not star.geeft))
            for leaf in star.bladen
        }
        rooms[town] = _Kamer(middle, {leaf: room for leaf, room in leaves.items() if room > 0})
    return rooms


def _free(
    part: Deelname | None, bounds: Mapping[tuple[str, str], Grens], star: _Ster, *, gives: bool
) -> int:
    """Return how many places a contribution can go down (gives) or up; 0 when it isn't known."""
    if part is None or not part.inbreng.volledig:
        return 0
    bound = bounds.get((part.gemeente, part.soort), Grens())
    amount = int(part.inbreng.waarde or 0)
    if gives:
        return max(amount - bound.minstens, 0)
    return star.nodig if bound.hoogstens is None else max(bound.hoogstens - amount, 0)


def _subsets(leaves: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    sizes = range(1, len(leaves) + 1)
    return tuple(chain.from_iterable(combinations(leaves, size) for size in sizes))


def _fewest(star: _Ster, rooms: Mapping[str, _Kamer]) -> _Chosen | None:
    """Return the smallest set of (municipality, kind) that suffices; None when none does.

    ``fronts[n]`` holds the largest rooms that ``n`` moves can make, with the moves.
    """
    sets = _subsets(star.bladen)
    limit = tuple(_limit(star, subset) for subset in sets)
    fronts: dict[int, dict[_Room, _Chosen]] = {0: {(0,) * len(sets): ()}}
    towns = sorted(rooms, key=lambda town: -rooms[town].midden)
    for town in towns:
        options = [
            (leaves, _gain(rooms[town], leaves, sets))
            for leaves in _subsets(tuple(rooms[town].bladen))
        ]
        grown: dict[int, dict[_Room, _Chosen]] = defaultdict(dict)
        for count, front in fronts.items():
            for room, chosen in front.items():
                grown[count].setdefault(room, chosen)
                for leaves, gain in options:
                    larger = tuple(
                        min(a + b, top) for a, b, top in zip(room, gain, limit, strict=True)
                    )
                    moves = (*chosen, *((town, leaf) for leaf in leaves))
                    grown[count + len(leaves)].setdefault(larger, moves)
        if sum(map(len, grown.values())) > MAX_MOGELIJKHEDEN:
            raise _TeGrootError
        fronts = _pruned(grown, star, sets)
    enough = (
        (count, chosen)
        for count, front in sorted(fronts.items())
        for room, chosen in front.items()
        if _suffices(room, star, sets)
    )
    return next(enough, (0, None))[1]


def _limit(star: _Ster, subset: Sequence[str]) -> int:
    asked = sum(star.vraag[leaf] for leaf in subset)
    return asked if star.geeft else min(star.nodig, asked)


def _gain(room: _Kamer, leaves: Sequence[str], sets: Sequence[Sequence[str]]) -> _Room:
    return tuple(
        min(room.midden, sum(room.bladen[leaf] for leaf in subset if leaf in leaves))
        for subset in sets
    )


def _pruned(
    grown: Mapping[int, dict[_Room, _Chosen]], star: _Ster, sets: Sequence[Sequence[str]]
) -> dict[int, dict[_Room, _Chosen]]:
    """Keep per number of moves the rooms that no other contains, up to the first that suffices."""
    kept: dict[int, dict[_Room, _Chosen]] = {}
    for count, front in sorted(grown.items()):
        kept[count] = _largest(front)
        if any(_suffices(room, star, sets) for room in kept[count]):
            break
    return kept


def _largest(front: Mapping[_Room, _Chosen]) -> dict[_Room, _Chosen]:
    best: dict[_Room, _Chosen] = {}
    for room in sorted(front, key=sum, reverse=True):
        if not any(all(a >= b for a, b in zip(other, room, strict=True)) for other in best):
            best[room] = front[room]
    return best


def _suffices(room: _Room, star: _Ster, sets: Sequence[Sequence[str]]) -> bool:
    """Tell whether the room of every set of kinds is enough (giving) or all together (taking)."""
    if star.geeft:
        return all(space >= _limit(star, subset) for space, subset in zip(room, sets, strict=True))
    spare = sum(star.vraag.values())
    cuts = [
        space + spare - sum(star.vraag[leaf] for leaf in subset)
        for space, subset in zip(room, sets, strict=True)
    ]
    return min([spare, *cuts]) >= star.nodig


def _too_little_room(star: _Ster, rooms: Mapping[str, _Kamer]) -> str:
    sets = _subsets(star.bladen)
    most = [
        sum(_gain(room, tuple(room.bladen), [subset])[0] for room in rooms.values())
        for subset in sets
    ]
    for space, subset in zip(most, sets, strict=True):
        asked = sum(star.vraag[leaf] for leaf in subset)
        if star.geeft and space < asked:
            kinds = " en ".join(subset)
            return f"Voor {kinds} zijn {asked} plekken nodig, en binnen de grenzen van de gemeenten zijn er {space} te ruilen."
    return f"Voor {star.midden} zijn {star.nodig} plekken nodig, en binnen de grenzen van de gemeenten zijn er te weinig te ruilen ({most[-1]})."


def _amounts(star: _Ster, rooms: Mapping[str, _Kamer], chosen: _Chosen) -> Iterator[Ruil]:
    """Yield the moves with how many places each takes: a flow from the middle to the others."""
    flow = _Stroom()
    for town, leaf in chosen:
        flow.pipe("bron", f"g:{town}", rooms[town].midden)
        flow.pipe(f"g:{town}", f"s:{leaf}", rooms[town].bladen[leaf])
        flow.pipe(f"s:{leaf}", "put", star.vraag[leaf])
    flow.fill("bron", "put", star.nodig)
    for town, leaf in chosen:
        amount = flow.through(f"g:{town}", f"s:{leaf}")
        given, taken = (star.midden, leaf) if star.geeft else (leaf, star.midden)
        if amount:
            yield Ruil(town, given, taken, amount)


class _Stroom:
    """The largest flow through pipes (Edmonds and Karp, 1972)."""

    def __init__(self) -> None:
        self._size: dict[tuple[str, str], int] = {}
        self._left: dict[str, dict[str, int]] = defaultdict(dict)

    def pipe(self, start: str, end: str, size: int) -> None:
        self._size[start, end] = size
        self._left[start][end] = size
        self._left[end].setdefault(start, 0)

    def fill(self, start: str, end: str, wanted: int) -> None:
        while wanted and (path := self._path(start, end)):
            amount = min(wanted, *(self._left[a][b] for a, b in path))
            for a, b in path:
                self._left[a][b] -= amount
                self._left[b][a] += amount
            wanted -= amount

    def through(self, start: str, end: str) -> int:
        return self._size[start, end] - self._left[start][end]

    def _path(self, start: str, end: str) -> list[tuple[str, str]]:
        came: dict[str, str] = {start: ""}
        queue = deque([start])
        while queue and end not in came:
            here = queue.popleft()
            for there, room in self._left[here].items():
                if room and there not in came:
                    came[there] = here
                    queue.append(there)
        path: list[tuple[str, str]] = []
        here = end if end in came else ""
        while here and came[here]:
            path.append((came[here], here))
            here = came[here]
        return path
