"""What hangs together in the ledger: entries that share a number, directly or by way of others.

The fold and every rule look at an entry, at what shares a number with it and at the tables, never
further. So a chain can be judged apart from the rest, and one that is settled can be left out of a
list of what is open.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, TypeAlias

from regietafel.findings import Finding, Keys
from regietafel.ledger.boek import Boek, Geboorte, Genomen, Voorval
from regietafel.ledger.regels import Tafels, check_boek
from regietafel.ledger.stand import living

Post: TypeAlias = Geboorte | Voorval | Genomen
"""An entry of the ledger."""


def compose_posts(posts: Sequence[Post], vergaderingen: Mapping[str, tuple[date, ...]]) -> Boek:
    """Return the ledger of some entries, in their order, and of the days of all meetings."""
    return Boek(
        tuple(post for post in posts if isinstance(post, Geboorte)),
        tuple(post for post in posts if isinstance(post, Voorval)),
        tuple(post for post in posts if isinstance(post, Genomen)),
        vergaderingen,
    )


def mentions(post: Post) -> tuple[str, ...]:
    """Return every number that an entry names: its own and those that it refers to."""
    if isinstance(post, Voorval):
        event = post.gebeurtenis
        return (event.actie, event.elders) if event.elders else (event.actie,)
    if isinstance(post, Geboorte):
        actie = post.actie
        return tuple(number for number in (actie.nummer, actie.herkomst, actie.besluit) if number)
    besluit = post.besluit
    return (*([besluit.nummer] if besluit.nummer else []), *besluit.vervangt, *besluit.werkt_uit)


class Keten(NamedTuple):
    """Entries that hang together, with every number that they name."""

    nummers: Sequence[str]
    posten: Sequence[Post]


def chains(posts: Iterable[Post]) -> list[Keten]:
    """Return the entries by chain; an entry without any number is one by itself."""
    named = [(mentions(post), post) for post in posts]
    roots = Roots(numbers for numbers, _ in named if len(numbers) > 1)
    own: defaultdict[str, list[Post]] = defaultdict(list)
    for numbers, post in named:
        if numbers:
            own[roots.find(numbers[0])].append(post)
    found = [Keten(roots.joined.get(root, (root,)), entries) for root, entries in own.items()]
    return [*found, *(Keten((), [post]) for numbers, post in named if not numbers)]


class Roots:
    """Which numbers belong together: all that are named in one breath, and so on."""

    def __init__(self, named: Iterable[Sequence[str]]) -> None:
        self.joined: dict[str, list[str]] = {}
        self._root: dict[str, str] = {}
        for first, *others in named:
            for other in others:
                self._join(self.find(first), self.find(other))

    def find(self, number: str) -> str:
        """Return the number that stands for all that belong with this one."""
        return self._root.get(number, number)

    def _join(self, one: str, other: str) -> None:
        """Put the smaller group into the larger one."""
        if one != other:
            groups = (self.joined.pop(root, [root]) for root in (one, other))
            small, large = sorted(groups, key=len)
            self.joined[self.find(large[0])] = large + small
            self._root |= dict.fromkeys(small, self.find(large[0]))


def settled(ketens: Sequence[Keten], tafels: Tafels) -> Iterator[date]:
    """Yield of each chain the day from which nothing in it is alive: that of its last entry.

    ``date.max`` when something still is, or when a rule has something to say about it.
    """
    boek = compose_posts([post for keten in ketens for post in keten.posten], {})
    alive = living(boek, date.max)
    wrong = set(_places(check_boek(boek, tafels)))
    for nummers, posten in ketens:
        open_end = not alive.isdisjoint(nummers) or (wrong and _is_wrong(posten, wrong))
        yield date.max if open_end else max(map(_DAY, posten))


_DAY = attrgetter("datum")


def _is_wrong(posts: Iterable[Post], wrong: set[tuple[Path, Keys]]) -> bool:
    return any(post.bron in wrong for post in posts)


def _places(findings: Iterable[Finding]) -> Iterator[tuple[Path, Keys]]:
    """Yield where findings are: the field, and everything that it is part of."""
    for finding in findings:
        for depth in range(len(finding.keys) + 1):
            yield finding.path, finding.keys[:depth]
