"""GFM tables as blocks: alignment, cells with more than a line, rows that head a group."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from regietafel.documents.blocks import (
    Alinea,
    Blokken,
    Deel,
    Delen,
    Kolom,
    Lijst,
    Rij,
    Tabel,
    Tekstprobleem,
)
from regietafel.documents.richtext_delen import merge, split_runs, strip_start
from regietafel.documents.richtext_regels import BRON

if TYPE_CHECKING:
    from markdown_it.token import Token

_ALIGN = {"text-align:right": "rechts", "text-align:center": "midden"}
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_BULLET = re.compile(r"[-•*]\s+(?=\S)")
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass
class Tabelbron:
    """Where a table begins, and how the words of a cell become runs."""

    begin: int
    delen: Callable[["Token"], Delen]
    los: Callable[[str, int], Delen]
    meld: Callable[[Tekstprobleem], None]


def read_table(
    tokens: Sequence["Token"], caption: Delen, sleutel: str, regel: int, bron: Tabelbron
) -> Tabel:
    """Return the table that tokens make; ``caption`` and ``sleutel`` come from above it."""
    rows = list(_rows(tokens))
    kolommen = tuple(_column(token, bron) for token in _cells(rows[0]))
    rijen = tuple(_row(row, len(kolommen), bron) for row in rows[1:])
    return Tabel(kolommen, rijen, caption, sleutel=sleutel, regel=regel)


def _rows(tokens: Sequence["Token"]) -> Iterator[list["Token"]]:
    row: list[Token] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        row.append(token)
        if token.type == "tr_close":
            yield row


def _cells(row: Sequence["Token"]) -> list["Token"]:
    """Return the inline tokens of a row, each with the style of its cell."""
    cells = []
    for opened, inline in pairwise(row):
        if opened.type in {"td_open", "th_open"}:
            inline.attrs = opened.attrs
            cells.append(inline)
    return cells


def _column(token: "Token", bron: Tabelbron) -> Kolom:
    align = _ALIGN.get(str(token.attrGet("style") or ""), "links")
    words = split_runs(bron.delen(token), _BREAK)
    return Kolom(merge(_with_breaks(words)), align)


def _with_breaks(pieces: Sequence[Delen]) -> Iterator[Deel]:
    for number, piece in enumerate(pieces):
        if number:
            yield Deel("\n")
        yield from piece


def _row(row: Sequence["Token"], width: int, bron: Tabelbron) -> Rij:
    regel = _line(row[0], bron)
    runs = [bron.delen(token) for token in _cells(row)]
    runs[-1] += _excess(row[0], width, bron)
    if width > 1 and not any(runs[1:]) and runs[0] and all(_is_bold(deel) for deel in runs[0]):
        return Rij((cell_blocks(runs[0], regel),), groep=True, regel=regel)
    return Rij(tuple(cell_blocks(delen, regel) for delen in runs), regel=regel)


def _is_bold(deel: Deel) -> bool:
    return deel.vet or not deel.tekst.strip()


def _line(row: "Token", bron: Tabelbron) -> int:
    return (row.map or [0])[0] + bron.begin


def _excess(row: "Token", width: int, bron: Tabelbron) -> Delen:
    """Return what stands in more cells than there are columns, and report a row that is odd."""
    regel = _line(row, bron)
    pieces = _PIPE.split(row.meta[BRON])
    if len(pieces) == 1:
        bron.meld(
            Tekstprobleem(
                "tabel-rij-zonder-streep",
                regel,
                "deze regel is als rij bij de tabel gekomen omdat er geen lege regel boven staat; "
                "zet er een lege regel boven, of begin hem met |",
            )
        )
    pieces = pieces[not pieces[0] : len(pieces) - (not pieces[-1])]
    more = [piece.strip() for piece in pieces[width:] if piece.strip()]
    if not more:
        return ()
    bron.meld(
        Tekstprobleem(
            "tabel-te-veel-cellen",
            regel,
            f"deze rij heeft meer cellen dan de kop ({width}); wat over is, staat nu in de laatste "
            "cel. Haal een | weg, of zet er \\| van als het teken bij de tekst hoort",
        )
    )
    return (Deel(" "), *bron.los(" ".join(more), regel))


def cell_blocks(delen: Delen, regel: int = 0) -> Blokken:
    """Return the blocks of a cell.

    ``<br>`` ends a line and ``<br><br>`` a paragraph: the one piece of HTML that Markdown tables
    can't do without. Lines that begin with a dash become a list.
    """
    if not delen:
        return ()
    blokken: list[Alinea | Lijst] = []
    ended = True
    for piece in map(_trimmed, split_runs(delen, _BREAK)):
        bullet = _BULLET.match(piece[0].tekst) if piece and not piece[0].code else None
        if not piece:
            ended = True
        elif bullet:
            item = (Alinea(strip_start(piece, bullet[0]), regel=regel),)
            _add_item(blokken, item, regel)
            ended = True
        elif ended or not isinstance(blokken[-1], Alinea):
            blokken.append(Alinea(piece, regel=regel))
            ended = False
        else:
            blokken[-1] = replace(blokken[-1], delen=(*blokken[-1].delen, Deel("\n"), *piece))
    return tuple(blokken)


def _trimmed(delen: Delen) -> Delen:
    """Leave out runs without words at either end of a line."""
    kept = list(delen)
    while kept and _is_blank(kept[0]):
        kept.pop(0)
    while kept and _is_blank(kept[-1]):
        kept.pop()
    return tuple(kept)


def _is_blank(deel: Deel) -> bool:
    return not (deel.tekst.strip() or deel.noot or deel.verwijst)


def _add_item(blokken: list[Alinea | Lijst], item: Blokken, regel: int) -> None:
    last = blokken[-1] if blokken else None
    if isinstance(last, Lijst):
        blokken[-1] = replace(last, items=(*last.items, item))
    else:
        blokken.append(Lijst(False, (item,), regel=regel))
