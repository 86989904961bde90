"""The page numbers of a pack, and how they stay once members have them.

A number that went out is never given to another page. What comes later between two documents gets
letters after the number before it (``41a``, ``41b``); what comes at the very end counts on.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from regietafel.model.nummering import letters

if TYPE_CHECKING:
    from regietafel.model.zending import VerzondenStuk, Zending

VOORWERK = ""
"""The key of what comes before the documents: the agenda and the contents."""
_BLAD = re.compile(r"([1-9]\d{0,4})([a-z]{0,3})")


class Blad(NamedTuple):
    """A page number: 41, or 41b as ``Blad(41, 2)``. The order is that of the paper."""

    getal: int
    letter: int = 0

    def __str__(self) -> str:
        return f"{self.getal}{letters(self.letter - 1) if self.letter else ''}"


def parse_blad(text: str | None) -> Blad | None:
    """Return ``41`` or ``41a`` as a page number, None for anything else."""
    found = _BLAD.fullmatch(text or "")
    if found is None:
        return None
    place = 0
    for letter in found[2]:
        place = place * 26 + ord(letter) - ord("a") + 1
    return Blad(int(found[1]), place)


Stukmaat = tuple[str, int]
"""A document of the pack by its number, with how many pages it has now."""


@dataclass
class Uitgegeven:
    """The page numbers that are taken: all that each document ever had, by its number.

    ``letters`` gives the highest letter behind each number, 0 for none; ``laatste`` is the highest
    number.
    """

    van: dict[str, list[Blad]] = field(default_factory=dict)
    letters: dict[int, int] = field(default_factory=dict)
    laatste: int = 0

    def give(self, sleutel: str, bladen: Sequence[Blad]) -> None:
        self.van.setdefault(sleutel, []).extend(bladen)
        for getal, letter in bladen:
            self.letters[getal] = max(letter, self.letters.get(getal, 0))
            self.laatste = max(getal, self.laatste)

    def keep(self, sleutel: str, paginas: int) -> list[Blad]:
        """Return pages for a document that has numbers; what is more than it had gets letters.

        Only the very last one counts on.
        """
        own = self.van[sleutel]
        missing = paginas - len(own)
        if missing > 0:
            getal = own[-1].getal
            at_the_end = getal == self.laatste and not self.letters[getal]
            self.give(sleutel, self._next(getal, missing, counts_on=at_the_end))
        return own[:paginas]

    def add(self, sleutel: str, paginas: int, na: int, *, slot: bool) -> list[Blad]:
        """Return pages for a new document behind page ``na``; ``slot`` when nothing follows."""
        new = self._next(na, paginas, counts_on=slot and na >= self.laatste)
        self.give(sleutel, new)
        return new

    def _next(self, getal: int, paginas: int, *, counts_on: bool) -> list[Blad]:
        """Return the pages after a number: the next numbers, or that one with free letters."""
        if counts_on:
            return [Blad(getal + 1 + n) for n in range(paginas)]
        first = self.letters.get(getal, 0) + 1
        return [Blad(getal, first + n) for n in range(paginas)]


def pages_sent(zendingen: Sequence["Zending"]) -> Uitgegeven:
    """Return the page numbers that went out with mailings, oldest first."""
    given = Uitgegeven()
    for zending in zendingen:
        placed = [(stuk, first) for stuk in zending.stukken if (first := _first(stuk))]
        if placed and VOORWERK not in given.van:
            front = min(first for _, first in placed).getal - 1
            given.give(VOORWERK, [Blad(n + 1) for n in range(front)])
        for stuk, first in placed:
            if stuk.nummer in given.van:
                given.keep(stuk.nummer, stuk.paginas)
            else:
                given.give(stuk.nummer, _run(first, stuk.paginas))
    return given


def _first(stuk: "VerzondenStuk") -> Blad | None:
    return parse_blad(stuk.eerste) if stuk.paginas else None


def _run(first: Blad, paginas: int) -> list[Blad]:
    if first.letter:
        return [Blad(first.getal, first.letter + n) for n in range(paginas)]
    return [Blad(first.getal + n) for n in range(paginas)]


def number_pages(
    uitgegeven: Uitgegeven, voorwerk: int, stukken: Sequence[Stukmaat]
) -> list[tuple[Blad, ...]]:
    """Return the page numbers of a pack: those of its ``voorwerk`` pages in front, then per document.

    ``uitgegeven`` is what went out, and takes in what is given now. Without any, pages count
    from 1. Of documents with one number, the first is the one that went out.
    """
    keys = _distinct(key for key, _ in stukken)
    last_kept = max((n for n, key in enumerate(keys) if key in uitgegeven.van), default=-1)
    pages = [_front(uitgegeven, voorwerk, slot=last_kept < 0)]
    after = max((blad.getal for blad in uitgegeven.van[VOORWERK]), default=0)
    for number, (key, (_, count)) in enumerate(zip(keys, stukken, strict=True)):
        if uitgegeven.van.get(key):
            pages.append(uitgegeven.keep(key, count))
        else:
            pages.append(uitgegeven.add(key, count, after, slot=number > last_kept))
        after = max((blad.getal for blad in uitgegeven.van[key]), default=after)
    return [tuple(bladen) for bladen in pages]


def _distinct(keys: Iterable[str]) -> list[str]:
    times: Counter[str] = Counter()
    distinct = []
    for key in keys:
        times[key] += 1
        distinct.append(key if times[key] == 1 else f"{key} ({times[key]})")
    return distinct


def _front(uitgegeven: Uitgegeven, voorwerk: int, *, slot: bool) -> list[Blad]:
    if uitgegeven.van.get(VOORWERK):
        return uitgegeven.keep(VOORWERK, voorwerk)
    uitgegeven.van.pop(VOORWERK, None)
    return uitgegeven.add(VOORWERK, voorwerk, 0, slot=slot)


def page_range(bladen: Sequence[Blad]) -> str:
    """Return ``41`` for one page, ``41 – 43b`` for more."""
    if len(bladen) > 1:
        return f"{bladen[0]} – {bladen[-1]}"
    return "".join(map(str, bladen))
