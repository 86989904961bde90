"""Where rich text goes in a Word document."""

from dataclasses import dataclass

from lxml import etree

from regietafel.documents.word_gedeeld import Gedeeld
from regietafel.documents.word_pakket import Relaties
from regietafel.documents.word_stijlen import Nummering, Stijlen
from regietafel.documents.word_xml import w

A4_WIDTH, A4_HEIGHT = 11_906, 16_838
_LEAST = 2_000
TEXT_WIDTH = 9_355
"""Twentieths of a point: the width of the text where no page says otherwise (165 mm)."""


@dataclass(frozen=True)
class Omgeving:
    """Where rich text goes: the look of its paragraphs and runs, and the lists it is in.

    ``kop`` is the level of the heading above; 0 where headings would not belong, as in a table.
    ``links`` is how far the paragraph of the tag itself is indented: lists go in from there, and
    take its background (``vlak``) along. ``breedte`` is the room between the margins, in
    twentieths of a point, and ``hoogte`` that of a picture. ``vrij`` says that pages and notes can
    be made here: in the text itself, outside tables.
    """

    stijlen: Stijlen
    nummering: Nummering
    relaties: Relaties
    gedeeld: Gedeeld
    alinea: etree._Element | None = None
    tekens: etree._Element | None = None
    kop: int = 1
    diepte: int = 0
    genummerd: int = 0
    links: int = 0
    vlak: etree._Element | None = None
    breedte: int = TEXT_WIDTH
    hoogte: int = 11_000
    breedte_liggend: int = 14_285
    vrij: bool = True
    noten: bool = True


@dataclass(frozen=True)
class Bladmaat:
    """The room between the margins: of the page as it is, on its side, and upright."""

    breedte: int = TEXT_WIDTH
    liggend: int = 14_285
    staand: int = TEXT_WIDTH


def page_size(element: etree._Element) -> Bladmaat:
    """Return the room on the page that an element is on: its section ends further on."""
    section = _section(element)
    size = None if section is None else section.find(w("pgSz"))
    margins = None if section is None else section.find(w("pgMar"))
    if size is None or margins is None:
        return Bladmaat()
    sides = _number(margins, "left") + _number(margins, "right")
    width, height = _number(size, "w") or A4_WIDTH, _number(size, "h") or A4_HEIGHT
    rooms = (width, max(width, height), min(width, height))
    return Bladmaat(*(max(room - sides, _LEAST) for room in rooms))


def _section(element: etree._Element) -> etree._Element | None:
    ancestors = [element, *element.iterancestors()]
    top = next(e for e in ancestors if (up := e.getparent()) is None or up.tag == w("body"))
    for following in (element, top, *top.itersiblings()):
        section = next(following.iter(w("sectPr")), None)
        if section is not None:
            return section
    return None


def _number(element: etree._Element, name: str) -> int:
    text = element.get(w(name), "0")
    return int(text) if text.isdecimal() else 0
