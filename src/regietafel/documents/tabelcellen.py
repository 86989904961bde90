"""Tables in a text by the words of their heads: which columns there are, what a cell says."""

from collections.abc import Iterable, Iterator

from regietafel.documents.blocks import Blok, Blokken, Liggend, Rij, Tabel, runs_text
from regietafel.documents.woorden import words_of


def plain(text: str) -> str:
    """Return words as they are compared: case and double spaces aside."""
    return " ".join(text.casefold().split())


def top_blocks(blokken: Blokken) -> Iterator[Blok]:
    """Yield the blocks that lie in no other one, those on landscape pages among them."""
    for blok in blokken:
        if isinstance(blok, Liggend):
            yield from top_blocks(blok.blokken)
        else:
            yield blok


def heads_of(tabel: Tabel) -> list[str]:
    return [runs_text(kolom.kop).strip() for kolom in tabel.kolommen]


def places_of(tabel: Tabel, names: Iterable[str]) -> list[int] | None:
    """Return where the columns of these heads stand; None when one is not there."""
    heads = [plain(head) for head in heads_of(tabel)]
    wanted = [plain(name) for name in names]
    return [heads.index(name) for name in wanted] if {*wanted} <= {*heads} else None


def cell_words(rij: Rij, place: int) -> str:
    """Return what a cell says on one line; nothing where the row is shorter."""
    return words_of(rij.cellen[place]) if place < len(rij.cellen) else ""
