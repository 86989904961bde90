"""Pages that lie on their side: sections of a Word document, with heads and feet kept.

A mark ends each part while the text is written; when all of it stands, the marks get the
properties of the section that they are in (ECMA-376 part 1, 17.6).
"""

from copy import deepcopy

from lxml import etree

from regietafel.documents.word_afwerking import detach
from regietafel.documents.word_alineas import spacer
from regietafel.documents.word_omgeving import page_size
from regietafel.documents.word_pakket import Pakket, Relaties, rels_name, resolve
from regietafel.documents.word_xml import R, make, parse_part, w, write_part

_MARK = "regietafel"
_STEP = 300
"""How near the margin a tab is that belongs to it, in twentieths of a point."""
_SHOWN = ("t", "drawing", "tbl", "footnoteReference")


def section_mark(kind: str) -> etree._Element:
    """Return a paragraph that ends a part: ``staand`` what comes before, ``liggend`` itself."""
    mark = make("sectPr")
    mark.set(_MARK, kind)
    return spacer(mark)


def finish_sections(root: etree._Element) -> None:
    """Give the marks of a part the properties of their section."""
    marks: list[etree._Element] = []
    for section in list(root.iter(w("sectPr"))):
        if section.get(_MARK):
            marks.append(section)
        elif marks:
            _settle_marks(marks, section)
            marks = []


def _settle_marks(marks: list[etree._Element], base: etree._Element) -> None:
    """Give marks the properties of the section whose end is ``base``."""
    for place, mark in enumerate(marks):
        kind = mark.attrib.pop(_MARK)
        _fill(mark, base, first=place == 0)
        if kind == "liggend":
            turn(mark)
    _continue(base)
    _end_on_side(marks[-1])


def _fill(mark: etree._Element, base: etree._Element, *, first: bool) -> None:
    mark.extend(deepcopy(child) for child in base)
    if not first:
        _continue(mark)


def _continue(section: etree._Element) -> None:
    """Make a section go on: no first page of its own, page numbers run through, a new page."""
    for name in ("titlePg", "type"):
        for child in section.findall(w(name)):
            section.remove(child)
    for numbers in section.findall(w("pgNumType")):
        numbers.attrib.pop(w("start"), "")


def turn(section: etree._Element) -> None:
    """Lay the page of a section on its side."""
    size = section.find(w("pgSz"))
    if size is None:
        size = make("pgSz", w_="11906", h="16838")
        section.append(size)
    sides = sorted((int(size.get(w("w"), "11906")), int(size.get(w("h"), "16838"))), reverse=True)
    wide, high = map(str, sides)
    size.attrib.update({w("w"): wide, w("h"): high, w("orient"): "landscape"})


def _end_on_side(last: etree._Element) -> None:
    """Drop the part after the last mark when it would be an empty page."""
    holder = next(last.iterancestors(w("p")))
    after = list(holder.itersiblings())
    if not after or after[-1].tag != w("sectPr") or any(map(_shows, after[:-1])):
        return
    size = last.find(w("pgSz"))
    if size is None or size.get(w("orient")) != "landscape":
        return
    turn(after[-1])
    for element in (holder, *after[:-1]):
        detach(element)
    before = after[-1].getprevious()
    if before is None or before.tag != w("p"):
        after[-1].addprevious(spacer())


def _shows(element: etree._Element) -> bool:
    names = tuple(w(name) for name in _SHOWN)
    return element.tag in names or any(e.text or e.tag != w("t") for e in element.iter(*names))


# ------------------------------------------------------------------ heads and feet


def widen_feet(pakket: Pakket, main: str) -> None:
    """Give the pages on their side heads and feet whose right edge is theirs."""
    root = parse_part(pakket.delen[main], main)
    relaties = pakket.relaties(main)
    copies: dict[str, str] = {}
    for section in root.iter(w("sectPr")):
        size = section.find(w("pgSz"))
        if size is None or size.get(w("orient")) != "landscape":
            continue
        maat = page_size(section)
        for reference in section.iter(w("headerReference"), w("footerReference")):
            name = reference.get(f"{{{R}}}id", "")
            if name not in copies:
                copies[name] = _wide_copy(pakket, relaties, name, (maat.staand, maat.liggend))
            reference.set(f"{{{R}}}id", copies[name])
    pakket.keep(relaties)
    pakket.delen[main] = write_part(root)


def _wide_copy(pakket: Pakket, relaties: Relaties, name: str, widths: tuple[int, int]) -> str:
    """Return the relation to a copy whose tabs at the old right edge lie at the new one."""
    relation = next((r for r in relaties.root if r.get("Id") == name), None)
    part = "" if relation is None else resolve(relaties.part, relation.get("Target", ""))
    if relation is None or part not in pakket.delen:
        return name
    root = parse_part(pakket.delen[part], part)
    old, new = widths
    moved = [tab for tab in root.iter(w("tab")) if _at_edge(tab, old)]
    if not moved:
        return name
    for tab in moved:
        tab.set(w("pos"), str(new))
    copy = part.replace(".xml", "_liggend.xml")
    pakket.add_part(copy, write_part(root), pakket.content_type(part))
    if rels_name(part) in pakket.delen:
        pakket.delen[rels_name(copy)] = pakket.delen[rels_name(part)]
    return relaties.add(relation.get("Type", ""), f"/{copy}")


def _at_edge(tab: etree._Element, edge: int) -> bool:
    place = tab.get(w("pos"), "")
    return place.isdecimal() and abs(int(place) - edge) < _STEP
