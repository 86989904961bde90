"""The action lines in a text: what could happen, and who begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regietafel import dutch
from regietafel.documents.blocks import Blokken, Kop, Tabel, runs_text
from regietafel.documents.tabelcellen import cell_words, places_of, plain, top_blocks
from regietafel.model.soort import Soort

_COUNTED = re.compile(r"(?:[^\W\d]+ )?\d+[.:)]?\s+(?=\S)")
"""What stands before the name of a theme: ``Actie 1:``, ``Thema 2.``, ``3.``"""


@dataclass(frozen=True)
class Actieregel:
    """A line of a report; ``regel`` is its line in the file, ``onderwerp`` its theme."""

    tekst: str
    initiatief: str
    onderwerp: str
    regel: int


def action_lines(blokken: Blokken, soort: Soort) -> tuple[Actieregel, ...]:
    """Return the lines in the tables of a text that have the columns of its kind."""
    return tuple(_lines(blokken, soort)) if soort.actieregels else ()


def _lines(blokken: Blokken, soort: Soort) -> Iterator[Actieregel]:
    heads = soort.actieregels
    names = [heads.actie, heads.initiatief] if heads else []
    above: list[Kop] = []
    for blok in top_blocks(blokken):
        if isinstance(blok, Kop):
            above = [*(kop for kop in above if kop.niveau < blok.niveau), blok]
        places = places_of(blok, names) if isinstance(blok, Tabel) else None
        if not isinstance(blok, Tabel) or places is None:
            continue
        theme = _theme(above, soort)
        for rij in blok.rijen:
            tekst = "" if rij.groep else cell_words(rij, places[0])
            if tekst:
                yield Actieregel(tekst, cell_words(rij, places[1]), theme, rij.regel)


def _theme(above: list[Kop], soort: Soort) -> str:
    """Return the heading that a table is about: not one that every document of the kind has."""
    fixed = {plain(sectie.titel) for sectie in soort.secties}
    titles = [runs_text(kop.delen).strip() for kop in above]
    named = [title for title in titles if plain(title) not in fixed] or titles
    return dutch.hoofdletter(_COUNTED.sub("", named[-1], count=1)) if named else ""
