"""What makes a Word file accessible, as far as a machine can see it, written for these tests.

``failures`` returns the names of the points that a file does not meet.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeAlias

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))

Delen: TypeAlias = dict[str, etree._Element]  # noqa: SLF001 - its only name


def _parts(content: bytes) -> Delen:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        wanted = [n for n in archive.namelist() if n.endswith(".xml")]
        return {name: etree.fromstring(archive.read(name)) for name in wanted}


def _body(parts: Delen) -> etree._Element:
    return parts["word/document.xml"]


def _shown(parts: Delen) -> Iterator[etree._Element]:
    """Yield the parts that a reader sees."""
    for name, root in parts.items():
        if name.startswith(("word/document", "word/header", "word/footer", "word/footnotes")):
            yield root


def _has_title(parts: Delen) -> bool:
    found = parts["docProps/core.xml"].find(TITLE) if "docProps/core.xml" in parts else None
    return found is not None and bool((found.text or "").strip())


def _is_dutch(parts: Delen) -> bool:
    defaults = parts["word/styles.xml"].find(f"{W}docDefaults")
    found = [] if defaults is None else [e.get(f"{W}val") for e in defaults.iter(f"{W}lang")]
    return found == ["nl-NL"]


def _levels(parts: Delen) -> list[int]:
    names = {
        style.get(f"{W}styleId"): name.get(f"{W}val", "").lower()
        for style in parts["word/styles.xml"].iter(f"{W}style")
        if (name := style.find(f"{W}name")) is not None
    }
    used = (e.get(f"{W}val") for e in _body(parts).iter(f"{W}pStyle"))
    shown = (names.get(identifier, "") for identifier in used)
    return [int(name[-1]) for name in shown if name[:-1] == "heading "]


def _tables(parts: Delen) -> Iterator[etree._Element]:
    for root in _shown(parts):
        yield from root.iter(f"{W}tbl")


def _first_row_repeats(table: etree._Element) -> bool:
    row = table.find(f"{W}tr")
    return row is not None and row.find(f"{W}trPr/{W}tblHeader") is not None


def _is_described(table: etree._Element) -> bool:
    found = (table.find(f"{W}tblPr/{W}{name}") for name in ("tblCaption", "tblDescription"))
    return any(each is not None and each.get(f"{W}val") for each in found)


def _is_merged(table: etree._Element) -> bool:
    spans = (e.get(f"{W}val") for e in table.iter(f"{W}gridSpan"))
    return any(span != "1" for span in spans) or next(table.iter(f"{W}vMerge"), None) is not None


def _pictures_have_text(parts: Delen) -> bool:
    pictures = (picture for root in _shown(parts) for picture in root.iter(DRAWING))
    return all((picture.get("descr") or "").strip() for picture in pictures)


def _bookmarks_exist(parts: Delen) -> bool:
    body = _body(parts)
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} - {None}
    return anchors <= names


POINTS: tuple[tuple[str, Callable[[Delen], bool]], ...] = (
    ("title", _has_title),
    ("language", _is_dutch),
    ("headings", lambda p: bool(_levels(p))),
    ("one title", lambda p: _levels(p)[:1] == [1] and _levels(p).count(1) == 1),
    ("no level skipped", lambda p: all(b - a <= 1 for a, b in pairwise([0, *_levels(p)]))),
    ("header rows", lambda p: all(map(_first_row_repeats, _tables(p)))),
    ("tables described", lambda p: all(map(_is_described, _tables(p)))),
    ("no merged cells", lambda p: not any(map(_is_merged, _tables(p)))),
    ("pictures have a text", _pictures_have_text),
    ("no tracked changes", lambda p: not any(next(r.iter(*_CHANGES), None) is not None for r in _shown(p))),
    ("links lead somewhere", _bookmarks_exist),
)  # fmt: skip


def failures(content: bytes) -> list[str]:
    """Return the names of the points that a Word file does not meet."""
    parts = _parts(content)
    return [name for name, meets in POINTS if not meets(parts)]
