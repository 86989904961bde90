"""Bookmarks: one for each part, nested, with the part's own beneath it (ISO 32000-1, 12.3.3)."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from regietafel.pack.destinations import Bestemmingen
from regietafel.pack.objects import DIEPTE, get, is_dictionary
from regietafel.pack.parts import Deel

BLADWIJZERS = 20_000
"""A source with more bookmarks than this has a loop in them or means harm."""


@dataclass
class Bladwijzer:
    """A bookmark: its text, where it leads (``None``: nowhere) and what hangs beneath it."""

    titel: str
    doel: Array | None
    open: bool = False
    kinderen: list["Bladwijzer"] = field(default_factory=list)


def read_outline(deel: Deel, places: Bestemmingen) -> list[Bladwijzer]:
    """Return the bookmarks of a source, their places in the pack; a loop ends where it closes."""
    first = get(deel.bron.Root, "/Outlines", "/First")
    seen: set[tuple[int, int]] = set()
    return _read_level(first, places, seen, 0) if first is not None else []


def _read_level(
    item: Any, places: Bestemmingen, seen: set[tuple[int, int]], depth: int
) -> list[Bladwijzer]:
    marks: list[Bladwijzer] = []
    while is_dictionary(item) and item.objgen not in seen and len(seen) < BLADWIJZERS:
        seen.add(item.objgen)
        mark = Bladwijzer(str(item.get("/Title", "")).strip() or "-", _target(item, places))
        if depth < DIEPTE:
            mark.kinderen = _read_level(item.get("/First"), places, seen, depth + 1)
        marks.append(mark)
        item = item.get("/Next")
    return marks


def _target(item: Object, places: Bestemmingen) -> Array | None:
    if "/Dest" in item:
        return places.resolve(item.get("/Dest"))
    action = item.get("/A")
    if is_dictionary(action) and action.get("/S") == Name.GoTo:
        return places.resolve(action.get("/D"))
    return None


def nest(marks: list[tuple[int, Bladwijzer]]) -> list[Bladwijzer]:
    """Hang bookmarks with a level beneath one another; a skipped level is closed up."""
    top: list[Bladwijzer] = []
    path: list[tuple[int, Bladwijzer]] = []
    for level, mark in marks:
        while path and path[-1][0] >= level:
            path.pop()
        (path[-1][1].kinderen if path else top).append(mark)
        path.append((level, mark))
    return top


def write_outline(pack: Pdf, marks: list[Bladwijzer]) -> None:
    """Write the bookmarks into the catalogue of ``pack``."""
    if not marks:
        return
    root = pack.make_indirect(Dictionary(Type=Name.Outlines))
    root.Count = _write_level(pack, root, marks)
    pack.Root.Outlines = root
    pack.Root.PageMode = Name.UseOutlines


def _write_level(pack: Pdf, parent: Object, marks: list[Bladwijzer]) -> int:
    """Write one level beneath ``parent`` and return how many lines it shows when open."""
    items = [_write_mark(pack, parent, mark) for mark in marks]
    shown = len(items)
    for item, mark in zip(items, marks, strict=True):
        if mark.kinderen:
            inside = _write_level(pack, item, mark.kinderen)
            item.Count = inside if mark.open else -inside
            shown += inside if mark.open else 0
    for left, right in pairwise(items):
        left.Next, right.Prev = right, left
    parent.First, parent.Last = items[0], items[-1]
    return shown


def _write_mark(pack: Pdf, parent: Object, mark: Bladwijzer) -> Object:
    item = pack.make_indirect(Dictionary(Title=String(mark.titel), Parent=parent))
    if mark.doel is not None:
        item.Dest = mark.doel
    return item
