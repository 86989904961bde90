"""What a filled part needs before it is Word again: marks in runs of their own, breaks, mends."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from regietafel.documents.word_stijlen import Stijlen
from regietafel.documents.word_xml import (
    XML_SPACE,
    make,
    paragraph_style,
    text_elements,
    w,
)


def break_lines(root: etree._Element) -> None:
    """Make line breaks and tabs in values what Word shows as such, and keep outer spaces."""
    for element in list(root.iter(w("t"))):
        text = element.text or ""
        if "\n" in text or "\t" in text:
            for piece in text_elements(text):
                element.addprevious(piece)
            detach(element)
        elif text != text.strip():
            element.set(XML_SPACE, "preserve")


def free_marks(
    root: etree._Element, target: str, stijlen: Stijlen
) -> list[tuple[etree._Element, int]]:
    """Return the marks of a part in order, each with the level of the heading above it (or 1).

    A mark in text gets a run for itself, with the look of the run it was in, and is its only
    content. A mark elsewhere, such as in a property, stays where it is.
    """
    marks = list(_marks_below_headings(root, target, stijlen))
    for text in dict.fromkeys(mark.getparent() for mark, _ in marks):
        if text is not None and text.tag == w("t"):
            _split_run(text)
    return marks


def _marks_below_headings(
    root: etree._Element, target: str, stijlen: Stijlen
) -> Iterator[tuple[etree._Element, int]]:
    known, level = stijlen.heading_levels, 1
    for element in root.iter(w("p"), etree.ProcessingInstruction):
        if element.tag == w("p"):
            level = known.get(paragraph_style(element), level)
        elif getattr(element, "target", "") == target:
            yield element, level


def _split_run(text: etree._Element) -> None:
    """Replace a run by runs in which each mark of one ``w:t`` stands alone."""
    run = text.getparent()
    if run is None:
        return
    look = run.find(w("rPr"))
    before = [child for child in text.itersiblings(preceding=True) if child is not look][::-1]
    after = list(text.itersiblings())
    pieces: list[list[etree._Element]] = [before, text_elements(text.text or "")]
    for mark in list(text):
        tail, mark.tail = mark.tail or "", None
        pieces += [[mark], text_elements(tail)]
    for piece in [p for p in [*pieces, after] if p]:
        run.addprevious(_run(look, piece))
    detach(run)


def _run(look: etree._Element | None, content: list[etree._Element]) -> etree._Element:
    return make("r", *([] if look is None else [deepcopy(look)]), *content)


def replace_by_text(mark: etree._Element, text: str) -> None:
    """Put text where no paragraphs can go, such as a property of the document."""
    holder, before = mark.getparent(), mark.getprevious()
    if holder is None:
        return
    text += mark.tail or ""
    mark.tail = None
    if before is None:
        holder.text = (holder.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    holder.remove(mark)


def mend(root: etree._Element) -> None:
    """Keep what Word insists on: paragraphs in cells, heads and feet, and rows in tables."""
    for table in list(root.iter(w("tbl"))):
        if table.find(w("tr")) is None:
            detach(table)
    for holder in list(root.iter(w("tc"), w("hdr"), w("ftr"))):
        if len(holder) == 0 or holder[-1].tag != w("p"):
            holder.append(make("p"))


def detach(element: etree._Element) -> None:
    """Remove an element that no text follows."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
