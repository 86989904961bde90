"""Tables of a Word document, as they read when its tracked changes are accepted (ECMA-376)."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from regietafel.figures.rekencontrole import MAX_RIJEN
from regietafel.findings import Finding, hint
from regietafel.importers.kluis import Kluis, attribute, local, whole
from regietafel.importers.ontvangen import (
    MAX_KOLOMMEN,
    MAX_TABELLEN,
    Gelezen,
    Ontvangen,
    te_groot,
)
from regietafel.importers.tekstdelen import superscript

_GONE = frozenset({"del", "moveFrom", "Fallback", "delText", "instrText"})
"""What is no text any more, or the same text once more for older programs."""
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")


def read_word(path: Path, kluis: Kluis) -> Gelezen:
    """Return the tables of a document, from the first, a table in a table after it.

    Inserted text and content controls count, deleted and moved text does not. A merged cell has
    its text in the first of its places, the others are empty. Raises ``GeenTabel``.
    """
    body = kluis.tree("word/document.xml")
    found = [each for each in body.iter("{*}tbl") if not _is_gone(each)]
    if len(found) > MAX_TABELLEN:
        raise te_groot(f"Dit stuk heeft {len(found)} tabellen")
    tables: list[Ontvangen] = []
    findings: list[Finding] = []
    for number, element in enumerate(found, 1):
        name = f"tabel {number}"
        tables.append(Ontvangen(name, tuple(_rows(element))))
        if any(True for _ in element.iter(*(f"{{*}}{change}" for change in _CHANGES))):
            message = f"In {name} staan bijgehouden wijzigingen; zij is gelezen alsof die zijn geaccepteerd."
            findings.append(hint(path, "word-wijzigingen", message))
    return tuple(tables), tuple(findings)


def _rows(table: etree._Element) -> Iterator[tuple[str, ...]]:
    rows = [tuple(_cells(row)) for row in _parts(table, "tr") if not _deleted(row)]
    if len(rows) > MAX_RIJEN + 1:
        raise te_groot(f"Deze tabel heeft {len(rows)} rijen")
    width = max(map(len, rows), default=0)
    if width > MAX_KOLOMMEN:
        raise te_groot(f"Deze tabel heeft {width} kolommen")
    for row in rows:
        yield (*row, *[""] * (width - len(row)))


def _cells(row: etree._Element) -> Iterator[str]:
    """Yield the text of each place in a row; places that a cell covers or skips are empty."""
    yield from [""] * _number(_property(row, "trPr", "gridBefore"))
    for cell in _parts(row, "tc"):
        merge = _property(cell, "tcPr", "vMerge")
        goes_on = merge is not None and attribute(merge, "val") != "restart"
        gone = _property(cell, "tcPr", "cellDel") is not None
        yield "" if goes_on or gone else _text(cell)
        yield from [""] * (_number(_property(cell, "tcPr", "gridSpan")) - 1)


def _text(cell: etree._Element) -> str:
    """Return the paragraphs of a cell as one line; a table within it is a table of its own."""
    return " ".join(" ".join("".join(_letters(cell)).split("\n")).split())


def _letters(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name in _GONE or name == "tbl":
            continue
        if name == "t":
            yield superscript(child.text or "") if _raised(element) else child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif not name.endswith("Pr"):
            yield from _letters(child)
            yield "\n" if name == "p" else ""


def _raised(run: etree._Element) -> bool:
    style = _property(run, "rPr", "vertAlign")
    return style is not None and attribute(style, "val") == "superscript"


def _is_gone(element: etree._Element) -> bool:
    return any(local(parent) in _GONE for parent in element.iterancestors())


def _deleted(row: etree._Element) -> bool:
    return _property(row, "trPr", "del") is not None


def _parts(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or cells of a row, also those in a content control."""
    for child in element:
        name = local(child)
        if name == tag:
            yield child
        elif name in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
            yield from _parts(child, tag)


def _property(element: etree._Element, group: str, name: str) -> etree._Element | None:
    groups = (each for each in element if local(each) == group)
    return next((e for properties in groups for e in properties if local(e) == name), None)


def _number(element: etree._Element | None) -> int:
    """Return the value of a property, at most one more than the widest table."""
    value = whole(attribute(element, "val")) if element is not None else 0
    return min(value, MAX_KOLOMMEN + 1)
