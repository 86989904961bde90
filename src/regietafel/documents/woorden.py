"""The words of blocks, and ways to go through a tree: every block, every run."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from regietafel.documents.blocks import (
    VINKJES,
    Alinea,
    Blok,
    Blokken,
    Citaat,
    Code,
    Deel,
    Delen,
    Figuur,
    Inhoudsopgave,
    Kop,
    Liggend,
    Lijst,
    Rij,
    Tabel,
    figure_label,
    runs_text,
    table_label,
)

_HELD = re.compile(r"(?<=€) (?=[-−]?\d)|(?<=\bca\.) (?=\d)|(?<=\bart\.) (?=\d)|(?<=§) (?=\d)")

Verandering: TypeAlias = Callable[[Delen, Blok | None], Delen]


def walk(blokken: Blokken) -> Iterator[Blok]:
    """Yield every block in reading order, those in lists, cells and notes included."""
    for blok in blokken:
        yield blok
        for delen in own_runs(blok):
            for deel in delen:
                yield from walk(deel.noottekst)
        for inner in inner_blocks(blok):
            yield from walk(inner)


def inner_blocks(blok: Blok) -> Iterator[Blokken]:
    """Yield the groups of blocks that a block holds: items, cells, or what is quoted."""
    if isinstance(blok, Lijst):
        yield from blok.items
    elif isinstance(blok, Citaat | Liggend):
        yield blok.blokken
    elif isinstance(blok, Tabel):
        for rij in blok.rijen:
            yield from rij.cellen


def own_runs(blok: Blok) -> Iterator[Delen]:
    """Yield the runs of a block itself: its words, its caption, the heads of its columns."""
    if isinstance(blok, Lijst | Citaat):
        return
    yield blok.delen
    if isinstance(blok, Tabel):
        for kolom in blok.kolommen:
            yield kolom.kop


def map_runs(blokken: Blokken, change: Callable[[Deel], Deel]) -> Blokken:
    """Return the tree with every run changed, in reading order, those in notes included."""
    return map_lines(blokken, lambda delen, _blok: tuple(map(change, delen)))


def map_lines(blokken: Blokken, change: Verandering, within: Blok | None = None) -> Blokken:
    """Return the tree with the runs of every line changed: paragraph, heading, caption, column head.

    ``change`` gets the runs and the list or table that they lie in, if any. Notes are done first.
    """
    return tuple(_map_block(blok, change, within) for blok in blokken)


def _map_block(blok: Blok, change: Verandering, within: Blok | None) -> Blok:
    def runs(delen: Delen) -> Delen:
        noted = (
            replace(deel, noottekst=map_lines(deel.noottekst, change)) if deel.noottekst else deel
            for deel in delen
        )
        return change(tuple(noted), within)

    match blok:
        case Alinea() | Kop():
            return replace(blok, delen=runs(blok.delen))
        case Lijst():
            items = tuple(map_lines(item, change, blok) for item in blok.items)
            return replace(blok, items=items)
        case Citaat() | Liggend():
            return replace(blok, blokken=map_lines(blok.blokken, change, within))
        case Figuur():
            return replace(blok, bijschrift=runs(blok.bijschrift))
        case Tabel():
            kolommen = tuple(replace(kolom, kop=runs(kolom.kop)) for kolom in blok.kolommen)
            rijen = tuple(_map_row(rij, change, blok) for rij in blok.rijen)
            return replace(blok, bijschrift=runs(blok.bijschrift), kolommen=kolommen, rijen=rijen)
    return blok


def _map_row(rij: Rij, change: Verandering, within: Tabel) -> Rij:
    return replace(rij, cellen=tuple(map_lines(cel, change, within) for cel in rij.cellen))


def hold_together(deel: Deel) -> Deel:
    """Return a run in which ``€ 5``, ``ca. 20`` and ``art. 3`` stay on one line."""
    if deel.code or not _HELD.search(deel.tekst):
        return deel
    return replace(deel, tekst=_HELD.sub("\N{NO-BREAK SPACE}", deel.tekst))


def words_of(blokken: Blokken) -> str:
    """Return the words of blocks on one line, without notes."""
    return " ".join(" ".join(lines_of(blokken)).split())


def lines_of(blokken: Blokken) -> Iterator[str]:
    """Yield the words of blocks, a line per paragraph or row, as they are shown."""
    for blok in blokken:
        yield from _lines(blok)


def _lines(blok: Blok) -> Iterator[str]:
    match blok:
        case Lijst():
            states = blok.taken or ("",) * len(blok.items)
            for state, item in zip(states, blok.items, strict=True):
                mark = f"{VINKJES[state]} " if state else ""
                yield mark + "\n".join(lines_of(item))
        case Citaat() | Liggend():
            yield from lines_of(blok.blokken)
        case Kop(nummer=str(nummer)) if nummer:
            yield f"{heading_prefix(blok)} {runs_text(blok.delen)}"
        case Tabel():
            yield from _table_lines(blok)
        case Figuur():
            yield caption_text(figure_label(blok), blok.bijschrift)
        case Inhoudsopgave():
            yield from (f"{line.nummer} {line.tekst}".strip() for line in blok.regels)
        case Alinea() | Kop() | Code():
            yield runs_text(blok.delen)


def _table_lines(tabel: Tabel) -> Iterator[str]:
    if tabel.nummer or tabel.bijschrift:
        yield caption_text(table_label(tabel), tabel.bijschrift)
    yield " ".join(runs_text(kolom.kop) for kolom in tabel.kolommen)
    for rij in tabel.rijen:
        yield " ".join("\n".join(lines_of(cel)) for cel in rij.cellen)


def caption_text(label: str, bijschrift: Delen) -> str:
    """Return the words of a caption: ``Tabel 2. Wat er staat``."""
    words = runs_text(bijschrift)
    return f"{label}. {words}" if label and words else label or words


def heading_prefix(kop: Kop) -> str:
    """Return what stands before a heading: ``3.1``, or ``Bijlage 1.`` with its point."""
    return f"{kop.nummer}." if kop.bijlage and kop.nummer else kop.nummer
