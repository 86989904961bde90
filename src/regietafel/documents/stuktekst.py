"""The text of a document that somebody wrote: from Markdown to blocks that are ready to show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from regietafel.documents.blocks import (
    Alinea,
    Blok,
    Blokken,
    Citaat,
    Inhoudsopgave,
    Kop,
    Liggend,
    Paginawissel,
    Tekstprobleem,
    runs_text,
)
from regietafel.documents.invulling import Invuller
from regietafel.documents.invulmerken import take_references
from regietafel.documents.nummeren import (
    count_annexes,
    fill_pictures,
    heading_title,
    number_blocks,
    picture_paths,
)
from regietafel.documents.richtext import parse_document
from regietafel.documents.woorden import hold_together, map_runs, walk
from regietafel.model.stuk import Kopfeit, Stukfeiten, Tekststuk
from regietafel.model.waarden import Waarden

HINT = "Hint:"
"""How a quotation begins that tells the writer what to write."""


@dataclass(frozen=True)
class Stuktekst:
    """A text as blocks with its figures in place, hints left out; nothing is numbered yet.

    ``hints`` are the lines of those, ``koppen`` the headings. ``afbeeldingen`` names the pictures
    that must be looked up, each with its line; ``grafieken`` are the charts, by their path.
    """

    blokken: Blokken
    problemen: tuple[Tekstprobleem, ...]
    koppen: tuple[Kopfeit, ...]
    hints: tuple[int, ...] = ()
    grafieken: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def afbeeldingen(self) -> tuple[tuple[str, int], ...]:
        found = picture_paths(self.blokken)
        return tuple((pad, regel) for pad, regel in found if pad not in self.grafieken)

    @property
    def aantal_bijlagen(self) -> int:
        """Return how many headings of the text are annexes."""
        return count_annexes(self.blokken)


def read_stuktekst(stuk: Tekststuk, waarden: Waarden, kleur: str) -> Stuktekst:
    """Return the text of a document; ``kleur`` is that of its charts, dark on white."""
    marked = take_references(stuk.tekst, stuk.regel)
    document = parse_document(marked.tekst, stuk.regel)
    invuller = Invuller(marked, waarden, kleur)
    blokken = invuller.fill(document.blokken)
    hints = tuple(blok.regel for blok in walk(blokken) if is_hint(blok))
    blokken = tuple(_without_hints(blokken))
    problems = [p for p in document.problemen if not _is_answered(p, invuller)]
    problems += invuller.problemen
    return Stuktekst(
        blokken, tuple(sorted(problems, key=lambda p: p.regel)), tuple(_headings(blokken)), hints,
        invuller.grafieken,
    )  # fmt: skip


def _is_answered(problem: Tekstprobleem, invuller: Invuller) -> bool:
    """Return whether a caption without a table got one from ``cijfers/``."""
    return problem.code == "bijschrift-zonder-tabel" and problem.regel in invuller.bijschriften


def number_stuktekst(
    tekst: Stuktekst,
    beelden: Mapping[str, bytes],
    stuk: Tekststuk,
) -> tuple[Blokken, tuple[Tekstprobleem, ...]]:
    """Return the blocks with pictures and numbers; ``beelden`` are the received ones by path.

    The annexes above the text are counted on from those in it.
    """
    shown = fill_pictures(tekst.blokken, {**tekst.grafieken, **beelden})
    shown = map_runs(shown, hold_together)
    if stuk.soort.inhoudsopgave and not any(isinstance(b, Inhoudsopgave) for b in walk(shown)):
        shown = (Inhoudsopgave(), *shown)
    known = {
        annex.sleutel: f"bijlage {number}"
        for number, annex in enumerate(stuk.kop.bijlagen, tekst.aantal_bijlagen + 1)
        if annex.sleutel
    }
    plain = {sectie.titel for sectie in stuk.soort.secties if sectie.ongenummerd}
    return number_blocks(
        shown, koppen=stuk.soort.genummerd, bekend=known, ongenummerd=frozenset(plain)
    )


def facts_of(stuk: Tekststuk, tekst: Stuktekst) -> Stukfeiten:
    """Return what the rules look at."""
    return Stukfeiten(stuk, tekst.koppen, tekst.hints)


# ------------------------------------------------------------------ hints and headings


def is_hint(blok: Blok) -> bool:
    """Tell whether a block is a quotation that begins with ``Hint:``."""
    first = blok.blokken[0] if isinstance(blok, Citaat) and blok.blokken else None
    return isinstance(first, Alinea) and runs_text(first.delen).lstrip().startswith(HINT)


def _without_hints(blokken: Blokken) -> Iterator[Blok]:
    for blok in blokken:
        if isinstance(blok, Liggend):
            yield Liggend(tuple(_without_hints(blok.blokken)), regel=blok.regel)
        elif not is_hint(blok):
            yield blok


def _headings(blokken: Blokken) -> Iterator[Kopfeit]:
    """Yield the headings of a text, each with whether nothing stands under it."""
    flat = list(_flat(blokken))
    for place, blok in enumerate(flat):
        if isinstance(blok, Kop):
            following = flat[place + 1] if place + 1 < len(flat) else None
            deeper = isinstance(following, Kop) and following.niveau > blok.niveau
            empty = following is None or (isinstance(following, Kop) and not deeper)
            yield Kopfeit(heading_title(blok), blok.regel, empty, blok.niveau)


def _flat(blokken: Blokken) -> Iterator[Blok]:
    """Yield the blocks that show something, those on landscape pages among the others."""
    for blok in blokken:
        if isinstance(blok, Liggend):
            yield from _flat(blok.blokken)
        elif not isinstance(blok, Paginawissel | Inhoudsopgave):
            yield blok
