"""Change a user's file in the smallest way: one item more, and every other byte as it was."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regietafel.dossier.scaffold import dump_yaml
from regietafel.dossier.writing import rewrite

_LOCK = ".regietafel.lock"
_PATIENCE = 60.0
"""Seconds to wait for another program that is writing."""


class NotChangedError(Exception):
    """The file can't be changed safely; it is as it was. The message is Dutch."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from writing in a table's folder; raises NotChangedError."""
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / _LOCK, timeout=_PATIENCE):
            yield
    except Timeout:
        raise NotChangedError(
            "Een ander programma is hier al een minuut bezig; probeer later."
        ) from None


def append_to_file(path: Path, key: str, item: dict[str, Any], head: str = "") -> None:
    """Add an item at the end of a list at the top level of a YAML file; ``head`` begins a new file.

    Raises NotChangedError when the file has a form in which that can't be done safely, or when
    it changed meanwhile.
    """
    _change(path, head, lambda text: append_item(text, key, item))


def insert_in_file(path: Path, key: str, item: dict[str, Any], place: int) -> None:
    """Add an item before the one at ``place`` (from 0); raises NotChangedError as appending does."""
    _change(path, "", lambda text: insert_item(text, key, item, place))


def set_in_file(path: Path, key: str, value: str, after: str) -> None:
    """Give a key at the top level of a YAML file one word as its value; raises NotChangedError.

    A key that is not there yet comes below the line of the key ``after``.
    """
    _change(path, "", lambda text: set_value(text, key, value, after))


def set_value(text: str, key: str, value: str, after: str) -> str:
    """Return a YAML text in which a top-level key has another value; the rest letter by letter."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    places = {name: n for n, line in enumerate(lines) for name in re.findall(r"^(\w+)\s*:", line)}
    if key in places:
        lines[places[key]] = re.sub(r":\s*[\w-]*", f": {value}", lines[places[key]], count=1)
    elif after in places:
        lines.insert(places[after] + 1, f"{key}: {value}")
    changed = newline.join(lines)
    _require_only(text, changed, key, value)
    return changed


def _require_only(before: str, after: str, key: str, value: str) -> None:
    """Make sure that nothing but one value differs."""
    import ryaml

    try:
        same = ryaml.loads(after) == {**ryaml.loads(before), key: value}
    except (ryaml.InvalidYamlError, ValueError, TypeError):
        same = False
    if not same:
        raise NotChangedError(
            "Het bestand klopt niet; verbeter eerst wat 'regietafel controleer' meldt."
        )


def _change(path: Path, head: str, change: Callable[[str], str]) -> None:
    before = path.read_bytes() if path.exists() else None
    after = change(before.decode("utf-8") if before is not None else head)
    if (path.read_bytes() if path.exists() else None) != before:
        raise NotChangedError(f"{path} is intussen veranderd; probeer het opnieuw.")
    rewrite(path, after.encode("utf-8"))


def append_item(text: str, key: str, item: dict[str, Any]) -> str:
    """Return a YAML text with one item more in the list ``key``; the rest letter by letter.

    Raises NotChangedError when the list stands on one line, or the text is not valid YAML.
    """
    return _with_item(text, key, item, None)


def insert_item(text: str, key: str, item: dict[str, Any], place: int) -> str:
    """Return a YAML text with an item before the one at ``place``, below the comments of that one.

    Raises NotChangedError as ``append_item`` does.
    """
    return _with_item(text, key, item, place)


def _with_item(text: str, key: str, item: dict[str, Any], place: int | None) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    block = _block(lines, key)
    if block is None:
        while lines and not lines[-1].strip():
            lines.pop()
        lines += (
            ["", f"{key}:", *_item_lines(item, 2), ""]
            if lines
            else [f"{key}:", *_item_lines(item, 2), ""]
        )
    else:
        _put(lines, block, item, place)
    changed = newline.join(lines)
    _require_one_more(text, changed, key, place)
    return changed


@dataclass(frozen=True)
class _Lijst:
    """A list in a file: where it ends (the line after it), and the lines of its dashes."""

    einde: int
    streepjes: tuple[int, ...]
    inspringing: int


def _block(lines: list[str], key: str) -> _Lijst | None:
    """Return where the list ``key`` stands, None when it is not there."""
    starts = [n for n, line in enumerate(lines) if re.match(rf"{key}\s*:", line)]
    if not starts:
        return None
    start = starts[0]
    rest = lines[start].partition(":")[2].split("#")[0].strip()
    if rest:
        raise NotChangedError(
            f"De lijst '{key}' staat op één regel; zet elk onderdeel op een eigen regel met een streepje."
        )
    end = next((n for n in range(start + 1, len(lines)) if _is_key(lines[n])), len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    dashes = [(n, re.match(r"( *)- ", lines[n])) for n in range(start + 1, end)]
    indent = next((len(match[1]) for _, match in dashes if match), 2)
    own = tuple(n for n, match in dashes if match and len(match[1]) == indent)
    return _Lijst(end, own, indent)


def _put(lines: list[str], block: _Lijst, item: dict[str, Any], place: int | None) -> None:
    """Put an item at the end of a list, or before one of its items and that one's comments."""
    new = _item_lines(item, block.inspringing)
    if place is None or place >= len(block.streepjes):
        lines[block.einde : block.einde] = new
        return
    line = block.streepjes[place]
    while lines[line - 1].lstrip().startswith("#"):
        line -= 1
    lines[line:line] = [*new, ""] if not lines[line - 1].strip() else new


def _is_key(line: str) -> bool:
    return bool(re.match(r"[^\s#-]", line))


def _item_lines(item: dict[str, Any], indent: int) -> list[str]:
    safe = {name: _quoted(value) for name, value in item.items()}
    written = dump_yaml([safe]).rstrip("\n").split("\n")
    margin = len(written[0]) - len(written[0].lstrip())
    return [" " * indent + line[margin:] for line in written]


def _quoted(value: Any) -> Any:
    """Return a text with line separators or unseen characters so that YAML escapes them."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    odd = isinstance(value, str) and not value.isprintable()
    return DoubleQuotedScalarString(value) if odd else value


def _require_one_more(before: str, after: str, key: str, place: int | None) -> None:
    """Make sure that nothing but the new item differs."""
    import ryaml

    try:
        old, new = (ryaml.loads(text) or {} for text in (before, after))
        same = {k: v for k, v in new.items() if k != key} == {
            k: v for k, v in old.items() if k != key
        }
        there = len(new[key]) - 1 if place is None else place
        whole = new[key][:there] + new[key][there + 1 :] == (old.get(key) or [])
    except (ryaml.InvalidYamlError, ValueError, TypeError, AttributeError, KeyError):
        same = whole = False
    if not (same and whole):
        raise NotChangedError(
            "Het bestand klopt niet; verbeter eerst wat 'regietafel controleer' meldt."
        )
