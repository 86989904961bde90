"""Small readings of PDF objects that never trust what they find.

``isinstance(x, pikepdf.Dictionary)`` costs a microsecond and more on each object; the type code is
ten times as cheap, which counts on trees of tens of thousands of elements.
"""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, TypeGuard

from pikepdf import Object, ObjectType

_soort = attrgetter("_type_code")
_ARRAY, _DICTIONARY, _STREAM = ObjectType.array, ObjectType.dictionary, ObjectType.stream
_NAME, _STRING = ObjectType.name_, ObjectType.string
DIEPTE = 64
"""Trees of names, numbers and outlines go no deeper in honest files (levels)."""


def is_array(value: Any) -> TypeGuard[Object]:
    return type(value) is Object and _soort(value) == _ARRAY


def is_dictionary(value: Any) -> TypeGuard[Object]:
    return type(value) is Object and _soort(value) == _DICTIONARY


def is_stream(value: Any) -> TypeGuard[Object]:
    return type(value) is Object and _soort(value) == _STREAM


def is_name(value: Any) -> TypeGuard[Object]:
    return type(value) is Object and _soort(value) == _NAME


def is_string(value: Any) -> TypeGuard[Object]:
    return type(value) is Object and _soort(value) == _STRING


def as_list(value: Any) -> list[Any]:
    """Return what a key holds that may be one object, an array or nothing."""
    if value is None:
        return []
    return list(value) if is_array(value) else [value]


def get(holder: Any, *keys: str) -> Any:
    """Follow ``keys`` down dictionaries; ``None`` where one is missing or is no dictionary."""
    for key in keys:
        if not (is_dictionary(holder) or is_stream(holder)):
            return None
        holder = holder.get(key)
    return holder


def as_int(value: Any) -> int | None:
    """Return a whole number, else ``None``; a boolean is none."""
    return value if type(value) is int else None


def flatten_tree(node: Any, leaf: str) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of a name tree (``/Names``) or number tree (``/Nums``).

    ISO 32000-1, 7.9.6 and 7.9.7. A node that was visited before is passed over, so a loop ends.
    """
    seen: set[tuple[int, int]] = set()
    stack = [node]
    while stack:
        node = stack.pop()
        if not is_dictionary(node) or node.objgen in seen:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        pairs = as_list(node.get(leaf))
        yield from zip(pairs[::2], pairs[1::2], strict=False)
        stack.extend(reversed(as_list(node.get("/Kids"))))
