"""Inline Markdown as runs: looks, links, references, and where a footnote or picture stands."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from regietafel.documents.blocks import Deel, Delen

if TYPE_CHECKING:
    from markdown_it.token import Token

LINKS = ("http://", "https://", "mailto:")
"""How the addresses begin that a reader can follow."""

_KEY = re.compile(r"\s*\{#([A-Za-z0-9][\w.:-]{0,79})\}\s*$")


@dataclass
class Opmaak:
    """The looks that are open while a line of tokens is read."""

    vet: int = 0
    cursief: int = 0
    link: str = ""
    doel: str = ""
    leeg: bool = True
    regel: int = 0

    def deel(self, tekst: str, *, code: bool = False) -> Deel:
        self.leeg = False
        return Deel(
            tekst, bool(self.vet), bool(self.cursief), code, self.link, self.doel, regel=self.regel
        )

    def open_link(self, href: str) -> None:
        self.leeg = True
        if href.startswith("#"):
            self.doel = unquote(href[1:])
        else:
            self.link = href

    def close_link(self) -> Iterator[Deel]:
        """Yield what stands for a link without words: a reference, or the address itself."""
        if self.leeg and self.doel:
            yield replace(self.deel(""), verwijst=True)
        elif self.leeg and self.link:
            yield self.deel(unquote(self.link, errors="replace"))
        self.link = self.doel = ""


def read_runs(
    tokens: Sequence["Token"],
    regel: int,
    special: Callable[["Token", Opmaak], Iterator[Deel]],
    check: Callable[[Deel], Deel],
) -> Delen:
    """Return the runs of inline tokens that begin on line ``regel``.

    ``special`` yields the runs of a token that is no text: a picture or the mark of a note.
    ``check`` sees every run with its line, before neighbours on different lines are joined.
    """
    return merge(map(check, _runs(tokens, Opmaak(regel=regel), special)))


def _runs(
    tokens: Sequence["Token"],
    look: Opmaak,
    special: Callable[["Token", Opmaak], Iterator[Deel]],
) -> Iterator[Deel]:
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                look.vet += token.nesting
            case "em_open" | "em_close":
                look.cursief += token.nesting
            case "link_open":
                look.open_link(str(token.attrGet("href") or ""))
            case "link_close":
                yield from look.close_link()
            case "softbreak" | "hardbreak":
                look.regel += 1
                yield look.deel(" ") if token.type == "softbreak" else Deel("\n", regel=look.regel)
            case "image" | "footnote_ref":
                yield from special(token, look)
            case _ if token.content:
                yield look.deel(token.content, code=token.type == "code_inline")


def merge(delen: Iterator[Deel]) -> Delen:
    """Join neighbours that look the same."""
    merged: list[Deel] = []
    for deel in delen:
        last = merged[-1] if merged else None
        if last is not None and _joins(last, deel):
            merged[-1] = replace(last, tekst=last.tekst + deel.tekst)
        else:
            merged.append(deel)
    return tuple(merged)


def _joins(one: Deel, other: Deel) -> bool:
    if one.verwijst or other.verwijst or one.noot or other.noot:
        return False
    return "\n" not in (one.tekst, other.tekst) and replace(one, tekst="") == replace(
        other, tekst=""
    )


def split_key(delen: Delen) -> tuple[Delen, str]:
    """Take a key (``{#puzzel}``) off the end of runs; it is empty when there is none."""
    found = _KEY.search(delen[-1].tekst) if delen and not delen[-1].code else None
    if found is None:
        return delen, ""
    left = delen[-1].tekst[: found.start()]
    return (*delen[:-1], *([replace(delen[-1], tekst=left)] if left else [])), found[1]


def is_key(text: str) -> str:
    """Return the key when a text is nothing else."""
    found = _KEY.fullmatch(text)
    return found[1] if found else ""


def strip_start(delen: Delen, start: str) -> Delen:
    """Take ``start`` and the space after it off the first run."""
    left = delen[0].tekst[len(start) :].lstrip()
    return (*([replace(delen[0], tekst=left)] if left else []), *delen[1:])


def make_bold(delen: Delen) -> Delen:
    return tuple(replace(deel, vet=True) for deel in delen)


def split_runs(delen: Delen, pattern: "re.Pattern[str]") -> list[Delen]:
    """Cut runs where a pattern stands in their text; code is left whole."""
    pieces: list[list[Deel]] = [[]]
    for deel in delen:
        first, *others = [deel.tekst] if deel.code else pattern.split(deel.tekst)
        pieces[-1] += [replace(deel, tekst=first)] if first or deel.noot or deel.verwijst else []
        pieces += [[replace(deel, tekst=text)] if text else [] for text in others]
    return [tuple(piece) for piece in pieces]
