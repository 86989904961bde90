"""Markdown to the block tree. CommonMark; raw HTML is text like any other.

``parse_markdown`` reads the small texts in a meeting's files, ``parse_document`` a whole document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regietafel.documents.blocks import (
    Alinea,
    Blok,
    Blokken,
    Citaat,
    Deel,
    Document,
    Kop,
    Liggend,
    Lijst,
    Tekstprobleem,
)
from regietafel.documents.richtext_regels import (
    NIET_GESLOTEN,
    TE_DIEP,
    TE_VEEL,
    block_end,
    document_parser,
    small_parser,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKED = re.compile(r"[\\`*_\[\]<>#&!|~]|^\s*([-+]|\d+[.)])\s|^ {4}|\n|https?:", re.MULTILINE)

_LINE_END = re.compile(r"\r\n?|\n")


def parse_markdown(text: str | None) -> Blokken:
    """Return the blocks of a Markdown text; none for no text.

    A text without any mark is one paragraph and needs no parser.
    """
    text = (text or "").strip()
    if not text:
        return ()
    if not _MARKED.search(text):
        return (Alinea((Deel(text),)),)
    return tuple(_blocks(small_parser().parse(text)))


def parse_document(text: str, first_line: int = 1) -> Document:
    """Return the blocks of a document and what is wrong in it.

    ``first_line`` is the line of its file on which the text begins (from 1), for the lines in
    blocks and problems. Headings count from 1, whichever level the text begins with, and go down
    one level at a time. Nothing is numbered yet: see ``number_blocks``.
    """
    from regietafel.documents.richtext_geplakt import settle_pasted
    from regietafel.documents.richtext_lezen import Lezer

    text = settle_pasted(_LINE_END.sub("\n", text))
    found: dict[str, list[int]] = {}
    tokens = document_parser().parse(text, found)
    lezer = Lezer(tokens, first_line)
    blokken = tuple(lezer.blocks(tokens, top=True))
    blokken, skipped = settle_headings((*blokken, *lezer.unnamed_notes()))
    problems = (*lezer.problemen, *skipped, *_structural(found, first_line))
    return Document(blokken, tuple(sorted(dict.fromkeys(problems), key=lambda p: p.regel)))


def _structural(found: dict[str, list[int]], first_line: int) -> Iterator[Tekstprobleem]:
    for line in found.get(TE_DIEP, ()):
        yield Tekstprobleem(
            "tekst-te-diep",
            line + first_line,
            "lijsten of citaten zijn hier te diep in elkaar gezet; de rest is één alinea geworden. "
            "Maak het minder diep",
        )
    for line in found.get(TE_VEEL, ()):
        yield Tekstprobleem(
            "tekst-te-veel-haken",
            line + first_line,
            "deze alinea bevat meer dan 1000 haken en is getoond zoals hij is getypt; maak hem "
            "korter",
        )
    for line in found.get(NIET_GESLOTEN, ()):
        yield Tekstprobleem(
            "liggend-niet-gesloten",
            line + first_line,
            "dit liggende deel is niet afgesloten en loopt door tot het eind; zet een regel met "
            "::: waar het stopt",
        )


def settle_headings(blokken: Blokken) -> tuple[Blokken, tuple[Tekstprobleem, ...]]:
    """Return blocks whose headings start at level 1 and go down one level at a time."""
    levels = [kop.niveau for kop in _headings(blokken)]
    problems: list[Tekstprobleem] = []
    settled = tuple(_settled(blokken, min(levels, default=1) - 1, [0], problems))
    return settled, tuple(problems)


def _headings(blokken: Blokken) -> Iterator[Kop]:
    for blok in blokken:
        if isinstance(blok, Kop):
            yield blok
        elif isinstance(blok, Liggend):
            yield from _headings(blok.blokken)


def _settled(
    blokken: Blokken, above: int, last: list[int], problems: list[Tekstprobleem]
) -> Iterator[Blok]:
    """Yield blocks with settled headings; ``last`` holds the level of the heading before."""
    for blok in blokken:
        if isinstance(blok, Liggend):
            yield replace(blok, blokken=tuple(_settled(blok.blokken, above, last, problems)))
        elif isinstance(blok, Kop):
            wanted = blok.niveau - above
            last[0] = min(wanted, last[0] + 1)
            if wanted > last[0]:
                problems.append(_skipped(blok, last[0] + above))
            yield replace(blok, niveau=last[0])
        else:
            yield blok


def _skipped(kop: Kop, level: int) -> Tekstprobleem:
    return Tekstprobleem(
        "kop-niveau-overgeslagen",
        kop.regel,
        f"deze kop slaat een niveau over en is één lager gezet dan de kop erboven; "
        f"begin hem met {'#' * level} in plaats van {'#' * kop.niveau}",
    )


def _blocks(tokens: Sequence["Token"]) -> Iterator[Blok]:
    position = 0
    while position < len(tokens):
        end = block_end(tokens, position)
        yield from _block(tokens[position], tokens[position + 1 : end])
        position = end + 1


def _block(token: "Token", inside: Sequence["Token"]) -> Iterator[Blok]:
    match token.type:
        case "paragraph_open":
            yield Alinea(_inline(inside))
        case "heading_open":
            yield Kop(int(token.tag[1:]), _inline(inside))
        case "bullet_list_open" | "ordered_list_open":
            yield _list(token, inside)
        case "blockquote_open":
            yield Citaat(tuple(_blocks(inside)))
        case "code_block" | "fence":
            yield Alinea((Deel(token.content.rstrip("\n"), code=True),))


def _list(token: "Token", inside: Sequence["Token"]) -> Lijst:
    items, position = [], 0
    while position < len(inside):
        end = block_end(inside, position)
        items.append(tuple(_blocks(inside[position + 1 : end])))
        position = end + 1
    begin = int(token.attrGet("start") or 1)
    return Lijst(token.type == "ordered_list_open", tuple(items), begin)


def _inline(tokens: Sequence["Token"]) -> tuple[Deel, ...]:
    children = [child for token in tokens for child in token.children or ()]
    return tuple(_runs(children))


def _runs(tokens: Sequence["Token"]) -> Iterator[Deel]:
    bold = italic = 0
    link = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                link = str(token.attrGet("href") or "")
            case "link_close":
                link = ""
            case "softbreak":
                yield Deel(" ", bool(bold), bool(italic), link=link)
            case "hardbreak":
                yield Deel("\n")
            case _ if token.content:
                code = token.type == "code_inline"
                yield Deel(token.content, bool(bold), bool(italic), code, link)
