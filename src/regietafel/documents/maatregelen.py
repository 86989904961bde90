"""The measures in a text, read from its tables, and why some can't be compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regietafel.documents.blocks import (
    Blokken,
    Kop,
    Rij,
    Tabel,
    Tekstprobleem,
    runs_text,
)
from regietafel.documents.tabelcellen import (
    cell_words,
    heads_of,
    places_of,
    plain,
    top_blocks,
)
from regietafel.documents.woorden import words_of
from regietafel.ledger.voortgang import Maatregel, Reden, Twijfel, Verschil
from regietafel.model.soort import Vergelijking


@dataclass(frozen=True)
class Plaats:
    """Where the name of a measure stands in a table, and where what may change: heads by place."""

    naam: int
    velden: Mapping[int, str]


def measures_of(blokken: Blokken, vergelijk: Vergelijking) -> tuple[Maatregel, ...]:
    """Return the measures in the tables of a text that have the column of a comparison."""
    return tuple(_measures(blokken, vergelijk))


def _measures(blokken: Blokken, vergelijk: Vergelijking) -> Iterator[Maatregel]:
    chapter = ""
    for blok in top_blocks(blokken):
        if isinstance(blok, Kop):
            chapter = runs_text(blok.delen).strip()
        place = place_of(blok, vergelijk) if isinstance(blok, Tabel) else None
        if not isinstance(blok, Tabel) or place is None:
            continue
        for rij in blok.rijen:
            if rij.groep:
                chapter = words_of(rij.cellen[0])
            elif is_measure(rij, place):
                velden = {head: cell_words(rij, n) for n, head in place.velden.items()}
                yield Maatregel(chapter, cell_words(rij, place.naam), velden, rij.regel)


def place_of(tabel: Tabel, vergelijk: Vergelijking) -> Plaats | None:
    """Return where a comparison finds its columns; None for a table of something else."""
    found = places_of(tabel, [vergelijk.rij])
    if found is None:
        return None
    heads = heads_of(tabel)
    named = {plain(head): head for head in vergelijk.kolommen or heads}
    velden = {n: named[plain(head)] for n, head in enumerate(heads) if plain(head) in named}
    return Plaats(found[0], {n: head for n, head in velden.items() if n != found[0]})


def is_measure(rij: Rij, place: Plaats) -> bool:
    return not rij.groep and bool(cell_words(rij, place.naam))


# ------------------------------------------------------------------ what is doubtful


def doubts(verschil: Verschil) -> Iterator[Tekstprobleem]:
    """Yield why measures could not be matched."""
    for twijfel in verschil.twijfels:
        yield _doubt(twijfel)


def _doubt(twijfel: Twijfel) -> Tekstprobleem:
    maatregel, eerder = twijfel.maatregel, twijfel.eerder
    if twijfel.reden is Reden.DUBBEL or eerder is None:
        uitleg = (
            f"'{maatregel.titel}' staat er hier of in het vorige overzicht twee keer, en wordt "
            "daarom niet vergeleken; geef elke maatregel een eigen nummer of naam"
        )
        return Tekstprobleem("maatregel-dubbel", maatregel.regel, uitleg)
    uitleg = (
        f"{maatregel.nummer} heette '{eerder.naam}' en telt nu als nieuw; is het dezelfde "
        "maatregel, laat dan haar naam staan"
    )
    return Tekstprobleem("maatregel-onzeker", maatregel.regel, uitleg)


def without_table(vergelijk: Vergelijking, regel: int) -> Tekstprobleem:
    """Return that a text has no table to compare."""
    uitleg = f"er is geen tabel met een kolom '{vergelijk.rij}' om te vergelijken; geef de eerste kolom die kop"
    return Tekstprobleem("vergelijken-zonder-tabel", regel, uitleg)
