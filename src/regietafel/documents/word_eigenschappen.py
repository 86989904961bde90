"""The properties of a document, and what it must not carry along from its template."""

from datetime import UTC, datetime

from lxml import etree

from regietafel.documents.word_pakket import MAIN, Pakket
from regietafel.documents.word_xml import parse_part, write_part
from regietafel.documents.xmltekst import clean_text

_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EMPTY = f'<cp:coreProperties xmlns:cp="{_CP}" xmlns:dc="{_DC}" xmlns:dcterms="{_TERMS}"/>'


def set_properties(pakket: Pakket, titel: str, naam: str, moment: datetime) -> None:
    """Set title, author, dates and language; ``moment`` must have a time zone."""
    if moment.tzinfo is None:
        raise ValueError("the moment of a document has a time zone")
    part, root = _core(pakket)
    written = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {
        (_DC, "title"): titel,
        (_DC, "creator"): naam,
        (_CP, "lastModifiedBy"): naam,
        (_DC, "language"): "nl-NL",
        (_CP, "revision"): "1",
    }
    for (namespace, tag), text in values.items():
        _set(root, f"{{{namespace}}}{tag}", clean_text(text))
    for tag in ("created", "modified"):
        _set(root, f"{{{_TERMS}}}{tag}", written).set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    for about_template in root.findall(f"{{{_CP}}}lastPrinted") + root.findall(
        f"{{{_DC}}}description"
    ):
        root.remove(about_template)
    pakket.add_part(part, write_part(root), _TYPE)


def _core(pakket: Pakket) -> tuple[str, etree._Element]:
    names = pakket.named("core-properties+xml")
    if names:
        return names[0], parse_part(pakket.delen[names[0]], names[0])
    relaties = pakket.relaties("")
    relaties.add(_RELATION, "docProps/core.xml")
    pakket.keep(relaties)
    return "docProps/core.xml", etree.fromstring(_EMPTY)


def _set(root: etree._Element, tag: str, text: str) -> etree._Element:
    element = root.find(tag)
    if element is None:
        element = etree.SubElement(root, tag)
    element.text = text
    return element


def drop_leftovers(pakket: Pakket) -> None:
    """Drop the thumbnail of the template and the copy of its styles for Word 2007."""
    for owner, word in (("", "thumbnail"), (pakket.named(MAIN)[0], "stylesWithEffects")):
        relaties = pakket.relaties(owner)
        for naam in list(relaties.drop(word)):
            pakket.drop_part(naam)
        pakket.keep(relaties)
