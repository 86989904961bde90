"""Markdown to the block tree. CommonMark; raw HTML is text like any other."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from regietafel.documents.blocks import Alinea, Blok, Blokken, Citaat, Deel, Kop, Lijst

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKED = re.compile(r"[\\`*_\[\]<>#&!|~]|^\s*([-+]|\d+[.)])\s|^ {4}|\n|https?:", re.MULTILINE)


def parse_markdown(text: str | None) -> Blokken:
    """Return the blocks of a Markdown text; none for no text.

    A text without any mark is one paragraph and needs no parser.
    """
    text = (text or "").strip()
    if not text:
        return ()
    if not _MARKED.search(text):
        return (Alinea((Deel(text),)),)
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable(["image"])
    return tuple(_blocks(parser.parse(text)))


def _blocks(tokens: Sequence["Token"]) -> Iterator[Blok]:
    position = 0
    while position < len(tokens):
        end = _end(tokens, position)
        yield from _block(tokens[position], tokens[position + 1 : end])
        position = end + 1


def _end(tokens: Sequence["Token"], start: int) -> int:
    """Return the place of the token that closes the one at ``start`` (itself when it is alone)."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


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
        end = _end(inside, position)
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
