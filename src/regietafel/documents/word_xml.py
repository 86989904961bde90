"""The smallest things that everything about Word shares: names, safe reading, plain text."""

import re
from functools import cache

from lxml import etree

from regietafel.documents.word_fout import SjabloonError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_NAMESPACES = {"w": W}
_PIECES = re.compile(r"([\n\t])")


@cache
def w(tag: str) -> str:
    """Return the full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{tag}"


def make(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """Return a WordprocessingML element; a trailing underscore in a name is dropped."""
    element = etree.Element(w(tag), nsmap=_NAMESPACES)
    for name, value in attributes.items():
        element.set(w(name.rstrip("_")), value)
    if children:
        element.extend(children)
    return element


def text_elements(text: str) -> list[etree._Element]:
    """Return text as the children of a run: ``w:t``, with ``w:br`` and ``w:tab`` between."""
    return [_piece(piece) for piece in _PIECES.split(text) if piece]


def _piece(piece: str) -> etree._Element:
    if piece == "\n":
        return make("br")
    if piece == "\t":
        return make("tab")
    element = make("t")
    element.set(XML_SPACE, "preserve")
    element.text = piece
    return element


def parse_part(xml: bytes, naam: str) -> etree._Element:
    """Read one part; nothing in it is fetched, expanded or kept that is not an element.

    Raises :class:`SjabloonError` when it is not XML or declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise SjabloonError(f"het onderdeel '{naam}' is beschadigd") from None
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise SjabloonError(f"het onderdeel '{naam}' bevat een documenttype, en dat hoort niet")
    return root


def write_part(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, whatever runs it is split over."""
    return "".join(t.text or "" for t in paragraph.iter(w("t")))


def paragraph_style(paragraph: etree._Element) -> str:
    """Return the style id of a paragraph; empty for the default style."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")
