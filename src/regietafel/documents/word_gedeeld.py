"""What the rich texts of one Word document share: bookmarks, notes, styles and pictures."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from regietafel.documents.blocks import Blokken
from regietafel.documents.word_alineas import build_run, style_of
from regietafel.documents.word_basisstijlen import BASISSTIJLEN
from regietafel.documents.word_noten import Noten
from regietafel.documents.word_pakket import MAIN, Pakket
from regietafel.documents.word_stijlen import STYLES, Stijlen
from regietafel.documents.word_xml import make, w, write_part

if TYPE_CHECKING:
    from regietafel.documents.word_omgeving import Omgeving

Schrijver: TypeAlias = Callable[[Blokken, "Omgeving"], Iterator[etree._Element]]  # noqa: SLF001 - its only name
"""Writes blocks as paragraphs and tables."""

_BOOKMARK_NAME = re.compile(rb'<w:bookmarkStart[^>]*?\sw:name="([^"]*)"')
_BOOKMARK_ID = re.compile(rb'<w:bookmarkStart[^>]*?\sw:id="(\d+)"')
_NOT_A_NAME = re.compile(r"\W+", re.ASCII)


class Gedeeld:
    """The state of one rendering; ``main`` is the part in which notes and pages can be.

    ``schrijf`` writes the blocks in a cell or note.
    """

    def __init__(self, pakket: Pakket, stijlen: Stijlen, schrijf: Schrijver) -> None:
        self.schrijf = schrijf
        self.pakket = pakket
        self.stijlen = stijlen
        self.main = pakket.named(MAIN)[0]
        self.noten = Noten(pakket)
        self.liggend = False
        self.beelden = 0
        self.restyled = False
        self._names: dict[str, str] = {}
        own = pakket.delen[self.main]
        self._taken = {name.decode("utf-8") for name in _BOOKMARK_NAME.findall(own)}
        self._marks = max(map(int, _BOOKMARK_ID.findall(own)), default=0)

    def style(self, name: str) -> str:
        """Return the id of a style by its name; one that the template lacks is added."""
        found = self.stijlen.find(name)
        if not found and name in BASISSTIJLEN and self.pakket.named(STYLES):
            self.stijlen.add(etree.fromstring(BASISSTIJLEN[name]))
            self.restyled = True
            found = self.stijlen.find(name)
        return found

    def bookmark(self, sleutel: str) -> str:
        """Return the bookmark of a key: at most 40 letters, figures and underscores."""
        if sleutel not in self._names:
            readable = _NOT_A_NAME.sub("_", sleutel)[:24]
            self._names[sleutel] = self._free(readable)
        return self._names[sleutel]

    def note_mark(self, nummer: int) -> str:
        """Return the bookmark of the place where a note is named first."""
        return self.bookmark(f"noot {nummer}")

    def _free(self, readable: str) -> str:
        numbers = count(len(self._names) + 1)
        taken = self._taken | set(self._names.values())
        return next(name for n in numbers if (name := f"_Ref{n}_{readable}") not in taken)

    def marked(self, name: str, *content: etree._Element) -> Iterator[etree._Element]:
        """Yield content between the two ends of a bookmark."""
        self._marks += 1
        identifier = str(self._marks)
        yield make("bookmarkStart", id=identifier, name=name)
        yield from content
        yield make("bookmarkEnd", id=identifier)

    def add_note(self, blokken: Blokken, omgeving: "Omgeving") -> str:
        """Keep the text of a footnote; returns its id."""
        look = make("pPr", *style_of(self.style("footnote text")))
        inside = replace(
            omgeving, relaties=self.noten.relaties, alinea=look, tekens=None, kop=0, diepte=0,
            links=0, vlak=None, vrij=False, noten=False,
        )  # fmt: skip
        content = list(self.schrijf(blokken, inside))
        if not content or content[0].tag != w("p"):
            content.insert(0, make("p"))
        style = make("rPr", make("rStyle", val=self.style("footnote reference")))
        start = 1 if content[0].find(w("pPr")) is not None else 0
        content[0][start:start] = [make("r", style, make("footnoteRef")), build_run(" ")]
        return self.noten.add(content)

    def next_picture(self) -> str:
        self.beelden += 1
        return f"figuur{self.beelden}"

    def store(self) -> None:
        """Put notes and added styles into the document."""
        self.noten.store(self.main)
        if self.restyled:
            self.pakket.delen[self.pakket.named(STYLES)[0]] = write_part(self.stijlen.root)
