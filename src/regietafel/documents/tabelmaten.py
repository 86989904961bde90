"""How wide the columns of a table should be, so that no word is cut.

Widths are estimated with the letters of the house style's fonts (Source Sans in the PDF, Calibri in
Word), which differ by a few per cent. The PDF measures the longest word itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regietafel.documents.blocks import Blokken, Kolom, Tabel, runs_text
from regietafel.documents.woorden import lines_of

_SET = (
    "20 33 48 51 51 84 70 28 32 32 50 51 28 32 28 43 51 51 51 51 51 51 51 51 51 51 28 28 51 51 51 46 "
    "90 61 60 58 63 54 51 64 66 28 49 60 50 87 67 68 58 69 59 55 55 66 59 91 55 52 54 32 43 32 51 50 "
    "55 52 56 46 56 51 32 52 56 26 26 52 27 84 56 55 56 56 37 43 36 56 50 75 48 50 44 34 46 34 51"
)
_WIDTHS = {chr(32 + place): int(width) for place, width in enumerate(_SET.split())}
_OTHER = 62
_PLACES_TO_BREAK = re.compile(r"[\s\u200b]+|(?<=[-–—])(?!(?<=\d[-–—])\d)")
"""A range of numbers, such as 80–90, stays on one line when the column is as wide as it."""
_NOT_BROKEN = "\N{NO-BREAK SPACE}"
LANGSTE_WOORD = 34
"""Characters: what is longer is an address or a slip, and is hyphenated."""

_WEINIG_RIJEN, _WEINIG_TEKST, _CIJFERRIJEN = 8, 600, 16
"""Rows and characters of a table that stays on one page, and rows of one with figures."""

_FULL = 0.9
"""A column is as full as the cell that nine in ten stay below."""


def text_width(text: str) -> int:
    """Return how wide a text is on one line, in hundredths of an em (bold)."""
    return sum(_WIDTHS.get(letter, _OTHER) for letter in text)


def measured(tabel: Tabel) -> Tabel:
    """Return a table that knows whether it is short, and how wide its columns would like to be."""
    cells = [rij.cellen for rij in tabel.rijen if not rij.groep]
    columns = [[rij[place] for rij in cells] for place in range(len(tabel.kolommen))]
    return replace(
        tabel,
        bijeen=_is_short(tabel),
        kolommen=tuple(
            _measured(kolom, cells, head)
            for kolom, cells, head in zip(tabel.kolommen, columns, _heads(tabel), strict=True)
        ),
    )


def _is_short(tabel: Tabel) -> bool:
    """Return whether a table is to stay on one page: a short one, or a longer one of figures."""
    words = sum(len(text) for rij in tabel.rijen for cel in rij.cellen for text in lines_of(cel))
    few = len(tabel.rijen) <= _WEINIG_RIJEN and words <= _WEINIG_TEKST
    return few or (tabel.rijkoppen and len(tabel.rijen) <= _CIJFERRIJEN)


def _heads(tabel: Tabel) -> Iterator[str]:
    """Yield the head of each column, with that of its group where it stands alone below it."""
    widths = [width for _, width in tabel.groepen for _ in range(width)] or [0] * len(
        tabel.kolommen
    )
    for kolom, width in zip(tabel.kolommen, widths, strict=True):
        yield f"{kolom.groep} {runs_text(kolom.kop)}" if width == 1 else runs_text(kolom.kop)


def _measured(kolom: Kolom, cells: Sequence[Blokken], head: str) -> Kolom:
    lines = [list(lines_of(cel)) for cel in cells]
    words = {word for text in (head, *(t for cell in lines for t in cell)) for word in _words(text)}
    sizes = sorted(sum(text_width(text) for text in cell) for cell in lines) or [0]
    full = sizes[min(int(len(sizes) * _FULL), len(sizes) - 1)]
    woord = max(sorted(words), key=text_width, default="")
    return replace(kolom, woord=woord, omvang=max(full, text_width(head)))


def _words(text: str) -> Iterator[str]:
    for word in _PLACES_TO_BREAK.split(text.replace(_NOT_BROKEN, "_")):
        yield word[:LANGSTE_WOORD]


@dataclass(frozen=True)
class Maten:
    """The widths of columns (any unit), the size of type that makes them fit, and whether it does.

    ``grootte`` is in half points.
    """

    breedtes: tuple[int, ...]
    grootte: int
    past: bool


def fit_columns(tabel: Tabel, breedte: int, rand: int, groottes: Sequence[int]) -> Maten:
    """Return widths that add up to ``breedte`` twentieths of a point.

    ``rand`` is what the edges of a cell take; ``groottes`` are sizes of type in half points, the
    first in which every word fits is taken, else the last.
    """
    kolommen = tabel.kolommen if all(k.woord for k in tabel.kolommen) else measured(tabel).kolommen
    for grootte in groottes:
        smallest = [_twips(text_width(k.woord), grootte) + rand for k in kolommen]
        if sum(smallest) <= breedte:
            wanted = [_twips(k.omvang, grootte) + rand for k in kolommen]
            return Maten(_spread(smallest, wanted, breedte), grootte, past=True)
    return Maten(_scaled(smallest, breedte), groottes[-1], past=False)


def _twips(width: int, grootte: int) -> int:
    """Return hundredths of an em at a size in half points as twentieths of a point."""
    return width * grootte // 10 + 1


def _spread(smallest: Sequence[int], wanted: Sequence[int], breedte: int) -> tuple[int, ...]:
    """Give each column its smallest width, and the rest by how much more it wants.

    What a column wants counts for less the more it is: a long text runs over more lines.
    """
    more = [max(want - least, 0) for least, want in zip(smallest, wanted, strict=True)]
    left = breedte - sum(smallest)
    if sum(more) <= left:
        base = [least + extra for least, extra in zip(smallest, more, strict=True)]
        return _scaled(base, breedte)
    weights = [extra**0.75 for extra in more]
    shares = [left * weight / sum(weights) for weight in weights]
    widths = [least + int(share) for least, share in zip(smallest, shares, strict=True)]
    return _rounded(widths, breedte)


def _scaled(widths: Sequence[int], breedte: int) -> tuple[int, ...]:
    return _rounded([width * breedte // max(sum(widths), 1) for width in widths], breedte)


def _rounded(widths: list[int], breedte: int) -> tuple[int, ...]:
    widest = widths.index(max(widths))
    widths[widest] += breedte - sum(widths)
    return tuple(widths)
