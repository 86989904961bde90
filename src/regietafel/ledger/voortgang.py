"""What changed between two states of the same overview: measures matched, never guessed."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

NUMMER, NAAM, HOOFDSTUK = "Nummer", "Naam", "Hoofdstuk"
_NUMBER = re.compile(r"(\d+(?:\.\d+)*[a-z]?)[.)]?\s+(.*)", re.DOTALL)
_ALIKE = 0.6
"""How much two names must have in common to be one measure under the same number."""


@dataclass(frozen=True)
class Maatregel:
    """A row of an overview: its chapter, its name and what its other columns say.

    ``regel`` is its line in the file of the overview.
    """

    hoofdstuk: str
    titel: str
    velden: Mapping[str, str] = field(default_factory=dict)
    regel: int = 0

    @property
    def nummer(self) -> str:
        found = _NUMBER.match(self.titel)
        return found[1] if found else ""

    @property
    def naam(self) -> str:
        found = _NUMBER.match(self.titel)
        return found[2] if found else self.titel


@dataclass(frozen=True)
class Wijziging:
    """What a column said of a measure, and says now."""

    maatregel: Maatregel
    veld: str
    was: str
    nu: str


class Reden(StrEnum):
    """Why a measure could not be matched."""

    DUBBEL = "dubbel"
    ANDERE_NAAM = "andere naam"


@dataclass(frozen=True)
class Twijfel:
    """A measure of which nobody can say what it was; ``eerder`` has the same number."""

    maatregel: Maatregel
    reden: Reden
    eerder: Maatregel | None = None


@dataclass(frozen=True)
class Verschil:
    """What changed, in the order of the overview; what is gone in that of the earlier one."""

    nieuw: tuple[Maatregel, ...] = ()
    weg: tuple[Maatregel, ...] = ()
    wijzigingen: tuple[Wijziging, ...] = ()
    twijfels: tuple[Twijfel, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nieuw or self.weg or self.wijzigingen)


Sleutel = tuple[str, ...]
_SAME: tuple[Callable[[Maatregel], Sleutel], ...] = (
    lambda m: (_chapter(m), m.nummer, _plain(m.naam)),
    lambda m: (m.nummer, _plain(m.naam)),
    lambda m: (_plain(m.naam),),
)
"""By what two measures are the same, the surest first; a key counts when one of each has it."""


def compare(eerder: Sequence[Maatregel], nu: Sequence[Maatregel]) -> Verschil:
    """Return what changed from one state to the next.

    Measures are matched by number and name within their chapter, then outside it, then by name
    alone, and by number where the names are much alike. Another name under the same number is a
    new measure and one that is gone, with a doubt; what stands twice is not compared.
    """
    double = _double(eerder, nu)
    old = [m for m in eerder if _SAME[0](m) not in double]
    new = [m for m in nu if _SAME[0](m) not in double]
    pairs = _pairs(old, new)
    born = tuple(m for place, m in enumerate(new) if place not in pairs)
    gone = tuple(m for place, m in enumerate(old) if place not in pairs.values())
    chapters = {_chapter(m) for m in eerder}
    changes = (_changes(old[pairs[n]], m, chapters) for n, m in enumerate(new) if n in pairs)
    doubts = (*_doubles(nu, double), *_renamed(gone, born))
    return Verschil(born, gone, tuple(w for each in changes for w in each), doubts)


def _double(eerder: Sequence[Maatregel], nu: Sequence[Maatregel]) -> set[Sleutel]:
    """Return what stands twice in either state and is in the new one."""
    counts = [Counter(map(_SAME[0], state)) for state in (eerder, nu)]
    return {key for key in counts[1] if max(count[key] for count in counts) > 1}


def _doubles(nu: Sequence[Maatregel], double: set[Sleutel]) -> Iterator[Twijfel]:
    last = {_SAME[0](m): m for m in nu if _SAME[0](m) in double}
    yield from (Twijfel(m, Reden.DUBBEL) for m in last.values())


def _pairs(old: Sequence[Maatregel], new: Sequence[Maatregel]) -> dict[int, int]:
    """Return the places of the measures in the new state, each with its place in the old one."""
    pairs: dict[int, int] = {}
    for key in _SAME:
        pairs |= _unique(old, new, pairs, key)
    for here, there in _unique(old, new, pairs, lambda m: (_chapter(m), m.nummer)).items():
        if new[here].nummer and _alike(old[there], new[here]):
            pairs[here] = there
    return pairs


def _unique(
    old: Sequence[Maatregel],
    new: Sequence[Maatregel],
    known: Mapping[int, int],
    key: Callable[[Maatregel], Sleutel],
) -> dict[int, int]:
    """Return the pairs of which neither is known yet, and whose key only they have."""
    here = _places(new, set(known), key)
    there = _places(old, set(known.values()), key)
    both = [k for k in here if len(here[k]) == 1 and len(there.get(k, ())) == 1]
    return {here[k][0]: there[k][0] for k in both}


def _places(
    state: Sequence[Maatregel], without: set[int], key: Callable[[Maatregel], Sleutel]
) -> dict[Sleutel, list[int]]:
    found: dict[Sleutel, list[int]] = {}
    for place, maatregel in enumerate(state):
        if place not in without:
            found.setdefault(key(maatregel), []).append(place)
    return found


def _changes(old: Maatregel, new: Maatregel, chapters: set[str]) -> Iterator[Wijziging]:
    """Yield what differs between two states of a measure; a new name of a chapter is no change."""
    if old.nummer != new.nummer:
        yield Wijziging(new, NUMMER, old.nummer, new.nummer)
    if _plain(old.naam) != _plain(new.naam):
        yield Wijziging(new, NAAM, old.naam, new.naam)
    if _chapter(old) != _chapter(new) and _chapter(new) in chapters:
        yield Wijziging(new, HOOFDSTUK, old.hoofdstuk, new.hoofdstuk)
    for veld, nu in new.velden.items():
        was = old.velden.get(veld)
        if was is not None and was != nu:
            yield Wijziging(new, veld, was, nu)


def _renamed(gone: Sequence[Maatregel], born: Sequence[Maatregel]) -> Iterator[Twijfel]:
    before = {m.nummer: m for m in gone if m.nummer}
    for maatregel in born:
        if maatregel.nummer in before:
            yield Twijfel(maatregel, Reden.ANDERE_NAAM, before[maatregel.nummer])


def _alike(old: Maatregel, new: Maatregel) -> bool:
    return SequenceMatcher(None, _plain(old.naam), _plain(new.naam)).ratio() >= _ALIKE


def _chapter(maatregel: Maatregel) -> str:
    """Return by what a chapter is known: its number, else its name."""
    found = _NUMBER.match(maatregel.hoofdstuk)
    return found[1] if found else _plain(maatregel.hoofdstuk)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .:;")
