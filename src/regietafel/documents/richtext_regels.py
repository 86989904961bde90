"""What our Markdown knows beyond CommonMark: ``:::`` blocks, footnotes, tables, and a depth.

The rules are those of markdown-it: a rule looks at the line where a block could begin and makes
tokens of it, or says that it is not its kind of block. Within a line it is the same, for a sign.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

DIEPST = 16
"""How deep blocks nest: a list counts twice, a quotation once. Below it all is one paragraph."""

TE_DIEP = "te-diep"
TE_VEEL = "te-veel"
MEESTE_HAKEN = 1_000
"""How many ``[`` a paragraph may hold before its marks are left as they are: the time that links
take grows with the square of it."""

NIET_GESLOTEN = "niet-gesloten"

_LIGGEND = "liggend"
_OPEN = re.compile(
    r":{3,}\s*(?:(liggend)|(inhoud)(?:\s+([1-4]))?|(nieuwe pagina))\s*:*", re.IGNORECASE
)
_CLOSE = re.compile(r":{3,}\s*")
_SHOWN_STARS = re.compile(r"(?<=\d)\*(?=\d)|(?<!\S)\*{1,3}(?=\))")

BRON = "bron"
"""Under this name the row of a table holds the line that it was read from."""


@cache
def small_parser() -> "MarkdownIt":
    """Return the parser of small texts: CommonMark without pictures."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).disable(["image"])
    return _bounded(parser, "code")


@cache
def document_parser() -> "MarkdownIt":
    """Return the parser of documents. HTML is text; no rule of it opens a file or an address."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table")
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    _bounded(parser, "table")
    places = ["paragraph", "reference", "blockquote", "list", "table"]
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", "blok", _block, {"alt": places})
    parser.inline.ruler.before("emphasis", "sterren", _shown_stars)
    return parser


def _bounded(parser: "MarkdownIt", first: str) -> "MarkdownIt":
    """Return a parser that no text keeps busy; ``first`` is the rule that it tries first."""
    parser.block.ruler.before(first, "te_diep", _too_deep)
    parser.core.ruler.before("inline", "te_veel", _too_many)
    return parser


def _too_many(state: "StateCore") -> None:
    """Leave a paragraph with a great many brackets as it was typed."""
    from markdown_it.token import Token

    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > MEESTE_HAKEN:
            state.env.setdefault(TE_VEEL, []).append((token.map or [0])[0])
            token.type = "plat"
            token.children = [Token("text", "", 0, content=token.content)]


def _line(state: "StateBlock", line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _too_deep(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Make one paragraph of what lies too deep: nothing is lost, and nothing takes for ever."""
    if silent or state.level < DIEPST:
        return False
    state.env.setdefault(TE_DIEP, []).append(start)
    _push_paragraph(state, start, end)
    state.line = end
    return True


def _push_paragraph(state: "StateBlock", start: int, end: int) -> None:
    state.push("paragraph_open", "p", 1).map = [start, end]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, end, state.blkIndent, False).strip()
    inline.map, inline.children = [start, end], []
    state.push("paragraph_close", "p", -1)


def _table(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Read a table; each row keeps its line as it stands in its list or quotation."""
    from markdown_it.rules_block import table

    before = len(state.tokens)
    found = table(state, start, end, silent)
    for token in state.tokens[before:]:
        if token.type == "tr_open" and token.map:
            token.meta[BRON] = _line(state, token.map[0])
    return found


def _shown_stars(state: "StateInline", silent: bool) -> bool:
    """Read the star of ``5*3`` and of a loose ``*)`` as a star, not as emphasis."""
    found = _SHOWN_STARS.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _block(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Read ``::: liggend``, ``::: inhoud`` and ``::: nieuwe pagina``, outside other blocks."""
    if state.level != state.env.get(_LIGGEND, 0) or state.is_code_block(start):
        return False
    found = _OPEN.fullmatch(_line(state, start))
    if found is None or (found[1] and state.level):
        return False
    if not silent and found[1]:
        _push_landscape(state, start, end)
    elif not silent:
        _push_mark(state, start, end, found)
    return True


def _push_mark(state: "StateBlock", start: int, end: int, found: "re.Match[str]") -> None:
    token = state.push("inhoudsopgave" if found[2] else "paginawissel", "", 0)
    token.map, token.meta = [start, start + 1], {"diepte": int(found[3] or 2)}
    after = _next_filled(state, start + 1, end)
    state.line = after + 1 if _closes(state, after, end) else start + 1


def _push_landscape(state: "StateBlock", start: int, end: int) -> None:
    close = _closing_line(state, start + 1, end)
    if close == end:
        state.env.setdefault(NIET_GESLOTEN, []).append(start)
    state.push("liggend_open", "", 1).map = [start, close]
    state.env[_LIGGEND] = state.level
    last, state.lineMax = state.lineMax, close
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax = last
    state.env[_LIGGEND] = 0
    state.push("liggend_close", "", -1)
    state.line = min(close + 1, end)


def _closing_line(state: "StateBlock", line: int, end: int) -> int:
    """Return the line that closes a block opened before ``line``; ``end`` without one."""
    while line < end:
        if _closes(state, line, end):
            return line
        mark = _OPEN.fullmatch(_line(state, line))
        following = _next_filled(state, line + 1, end)
        own_close = mark is not None and not mark[1] and _closes(state, following, end)
        line = following + 1 if own_close else line + 1
    return end


def _closes(state: "StateBlock", line: int, end: int) -> bool:
    return line < end and _CLOSE.fullmatch(_line(state, line)) is not None


def _next_filled(state: "StateBlock", line: int, end: int) -> int:
    while line < end and state.isEmpty(line):
        line += 1
    return line


def block_end(tokens: Sequence["Token"], start: int) -> int:
    """Return the place of the token that closes the one at ``start`` (itself when it is alone)."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1
