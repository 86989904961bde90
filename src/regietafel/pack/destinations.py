"""Where links and bookmarks lead: names become places, so that parts cannot clash.

Named destinations (ISO 32000-1, 12.3.2.3) live in the catalogue of each source, and two sources
use the same names. Each is looked up in its own source and written out as an explicit destination
in the pack.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pikepdf import Array, Name, Object

from regietafel.pack.objects import (
    as_int,
    flatten_tree,
    get,
    is_array,
    is_dictionary,
    is_name,
    is_string,
)
from regietafel.pack.parts import Deel, page_numbers


class Bestemmingen:
    """The destinations of one part."""

    def __init__(self, deel: Deel) -> None:
        self._deel = deel

    @cached_property
    def _names(self) -> Mapping[str, Any]:
        """Name to destination: the old ``/Dests`` dictionary and the name tree."""
        root = self._deel.bron.Root
        old = get(root, "/Dests")
        found = dict(old.items()) if is_dictionary(old) else {}
        for name, target in flatten_tree(get(root, "/Names", "/Dests"), "/Names"):
            found[str(name)] = target
        return found

    @cached_property
    def _numbers(self) -> Mapping[tuple[int, int], int]:
        return page_numbers(self._deel.bron)

    def resolve(self, target: Any) -> Array | None:
        """Return an explicit destination in the pack for a name, a string or an array.

        ``target`` comes from the source. ``None`` when it leads nowhere in this part.
        """
        if is_name(target) or is_string(target):
            target = self._names.get(str(target))
        if is_dictionary(target):
            target = target.get("/D")
        if not is_array(target) or not len(target):
            return None
        page = self._find_page(target[0])
        return None if page is None else Array([page, *_view(target)])

    def _find_page(self, value: Any) -> Object | None:
        number = as_int(value)
        if number is None:
            number = self._numbers.get(value.objgen) if is_dictionary(value) else None
        pages = self._deel.paginas
        return pages[number] if number is not None and 0 <= number < len(pages) else None


def _view(target: Object) -> list[Any]:
    """Return how a destination shows its page: ``/XYZ left top zoom`` and its kin."""
    view = [item for item in list(target)[1:6] if not is_dictionary(item) and not is_array(item)]
    return view if view and is_name(view[0]) else [Name.Fit]


def resolve_links(deel: Deel, places: Bestemmingen) -> None:
    """Write out every named destination on the pages of ``deel``; drop those that lead nowhere."""
    for _, annotation in deel.annotaties:
        if "/Dest" in annotation and not _settle(annotation, "/Dest", places):
            del annotation["/Dest"]
        action = annotation.get("/A")
        if is_dictionary(action) and action.get("/S") == Name.GoTo:
            if "/SD" in action:
                del action["/SD"]
            if not _settle(action, "/D", places):
                del annotation["/A"]


def _settle(holder: Object, key: str, places: Bestemmingen) -> bool:
    """Make the destination explicit and say whether it leads somewhere."""
    target = holder.get(key)
    if is_array(target) and len(target) and is_dictionary(target[0]):
        return True  # explicit already: the page was copied along
    found = places.resolve(target)
    if found is not None:
        holder[key] = found
    return found is not None
