"""Paragraphs as the schema wants them: properties in order, fields, bookmarks, page breaks."""

from collections.abc import Iterable, Iterator

from lxml import etree

from regietafel.documents.word_xml import XML_SPACE, make, text_elements, w

_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "spacing", "ind",
    "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip
_PLACE = {w(name): place for place, name in enumerate(_ORDER)}


def ordered_look(elements: Iterable[etree._Element]) -> list[etree._Element]:
    """Return paragraph properties in the order of the schema (ECMA-376 part 1, 17.3.1.26)."""
    return sorted(elements, key=lambda element: _PLACE.get(str(element.tag), len(_ORDER) - 3))


def add_look(paragraph: etree._Element, *elements: etree._Element) -> None:
    """Give a paragraph properties; what it has already stays."""
    look = paragraph.find(w("pPr"))
    if look is None:
        look = make("pPr")
        paragraph.insert(0, look)
    new = [element for element in elements if look.find(element.tag) is None]
    look[:] = ordered_look([*look, *new])


def style_of(identifier: str) -> list[etree._Element]:
    return [make("pStyle", val=identifier)] if identifier else []


def build_paragraph(look: Iterable[etree._Element], *content: etree._Element) -> etree._Element:
    properties = ordered_look(look)
    return make("p", *([make("pPr", *properties)] if properties else []), *content)


def build_run(text: str, *look: etree._Element) -> etree._Element:
    properties = [make("rPr", *look)] if look else []
    return make("r", *properties, *text_elements(text))


def field_runs(code: str, *cached: etree._Element, bold: bool = False) -> Iterator[etree._Element]:
    """Yield the runs of a field that shows ``cached`` until Word fills it in again."""
    instruction = make("instrText")
    instruction.text = f" {code} "
    instruction.set(XML_SPACE, "preserve")
    yield _field_run(make("fldChar", fldCharType="begin"), bold)
    yield _field_run(instruction, bold)
    yield _field_run(make("fldChar", fldCharType="separate"), bold)
    yield from cached
    yield _field_run(make("fldChar", fldCharType="end"), bold)


def _field_run(element: etree._Element, bold: bool) -> etree._Element:
    look = [make("rPr", make("b"), make("bCs"))] if bold else []
    return make("r", *look, element)


def spacer(*look: etree._Element) -> etree._Element:
    """Return a paragraph that takes no room: Word wants one between and after tables."""
    spacing = make("spacing", before="0", after="0", line="20", lineRule="exact")
    small = make("rPr", make("sz", val="2"), make("szCs", val="2"))
    return build_paragraph([spacing, small, *look])
