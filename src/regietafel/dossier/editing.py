"""Change a user's file in the smallest way: one item more, and every other byte as it was."""

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regietafel.dossier.reading import place_of_scalar
from regietafel.dossier.scaffold import dump_yaml
from regietafel.dossier.writing import rewrite

_LOCK = ".regietafel.lock"
_PATIENCE = 60.0
"""Seconds to wait for another program that is writing."""
_WRONG = "Het bestand klopt niet; verbeter eerst wat 'regietafel controleer' meldt."


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
    """Add an item before the one at ``place`` (from 0) in a file that is there; raises NotChangedError."""
    _change(path, None, lambda text: insert_item(text, key, item, place))


def set_in_file(path: Path, key: str, value: str, after: str) -> None:
    """Give a key at the top level of a YAML file that is there one word as its value.

    A key that is not there yet comes below the lines of the key ``after``. Raises NotChangedError.
    """
    _change(path, None, lambda text: set_value(text, key, value, after))


def _change(path: Path, head: str | None, change: Callable[[str], str]) -> None:
    """Change a file; one that is not there begins with ``head``, and without that is refused."""
    before = path.read_bytes() if path.exists() else None
    if before is None and head is None:
        raise NotChangedError(f"{path} is er niet; maak het bestand aan.")
    mark = codecs.BOM_UTF8 if before and before.startswith(codecs.BOM_UTF8) else b""
    try:
        text = before[len(mark) :].decode() if before is not None else head or ""
    except UnicodeDecodeError:
        raise NotChangedError(f"{path} is niet leesbaar als UTF-8; sla het zo op.") from None
    after = change(text)
    if (path.read_bytes() if path.exists() else None) != before:
        raise NotChangedError(f"{path} is intussen veranderd; probeer het opnieuw.")
    rewrite(path, mark + after.encode())


# ------------------------------------------------------------------ one word


def set_value(text: str, key: str, value: str, after: str) -> str:
    """Return a YAML text in which a top-level key has another value; the rest letter by letter."""
    changed = _with_value(text, key, value, after)
    before = _loaded(text)
    if before is None:
        raise NotChangedError(_WRONG)
    if _loaded(changed) != {**before, key: value}:
        raise NotChangedError(
            f"Dat kan regietafel hier niet zelf wijzigen; zet er op een eigen regel '{key}: {value}'."
        )
    return changed


def _with_value(text: str, key: str, value: str, after: str) -> str:
    here, above = place_of_scalar(text, key), place_of_scalar(text, after)
    if here:
        begin, end = here
        return f"{text[:begin]}{value if begin < end else f' {value}'}{text[end:]}"
    if above is None:
        return text
    lines, rest = _lines(text[: above[1]]), _lines(text[above[1] :])
    newline = _newline([*rest[:1], *lines])
    line = (rest or [""])[0]
    return "".join([*lines, _ended(line, newline), f"{key}: {value}{newline}", *rest[1:]])


def _loaded(text: str) -> dict[str, Any] | None:
    """Return the values of a text; None when it is no mapping."""
    import ryaml

    try:
        data = ryaml.loads(text)
    except (ryaml.InvalidYamlError, ValueError, TypeError):
        return None
    if data is None:
        return {}
    return data if isinstance(data, dict) else None


# ------------------------------------------------------------------ one item


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
    lines = _lines(text)
    newline = _newline(lines)
    block = _block(lines, key)
    if block is None:
        apart = [newline] if lines and lines[-1].strip() else []
        lines += [*apart, f"{key}:{newline}", *_item_lines(item, 2, newline)]
    else:
        _put(lines, block, _item_lines(item, block.inspringing, newline), place)
    changed = "".join([*(_ended(line, newline) for line in lines[:-1]), *lines[-1:]])
    _require_one_more(text, changed, key, place)
    return changed


def _lines(text: str) -> list[str]:
    """Return the lines of a text, each with its own end."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _ended(line: str, newline: str) -> str:
    return line if line.endswith("\n") else line + newline


def _newline(lines: list[str]) -> str:
    """Return how new lines end: as the first one."""
    return "\r\n" if lines and lines[0].endswith("\r\n") else "\n"


@dataclass(frozen=True)
class _Lijst:
    """A list in a file: where it ends (the line after it), and the lines of its dashes."""

    einde: int
    streepjes: tuple[int, ...]
    inspringing: int


def _block(lines: list[str], key: str) -> _Lijst | None:
    """Return where the list ``key`` stands, None when it is not there."""
    starts = [n for n, line in enumerate(lines) if re.match(rf"(['\"]?){key}\1\s*:", line)]
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


def _put(lines: list[str], block: _Lijst, new: list[str], place: int | None) -> None:
    """Put an item at the end of a list, or before one of its items and that one's comments."""
    if place is None or place >= len(block.streepjes):
        lines[block.einde : block.einde] = new
        return
    line = block.streepjes[place]
    while lines[line - 1].lstrip().startswith("#"):
        line -= 1
    blank = [lines[line - 1]] if not lines[line - 1].strip() else []
    lines[line:line] = [*new, *blank]


def _is_key(line: str) -> bool:
    return bool(re.match(r"[^\s#-]", line))


def _item_lines(item: dict[str, Any], indent: int, newline: str) -> list[str]:
    safe = {name: _quoted(value) for name, value in item.items()}
    written = dump_yaml([safe]).rstrip("\n").split("\n")
    margin = len(written[0]) - len(written[0].lstrip())
    return [" " * indent + line[margin:] + newline for line in written]


def _quoted(value: Any) -> Any:
    """Return a text with line separators or unseen characters so that YAML escapes them."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    odd = isinstance(value, str) and not value.isprintable()
    return DoubleQuotedScalarString(value) if odd else value


def _require_one_more(before: str, after: str, key: str, place: int | None) -> None:
    """Make sure that nothing but the new item differs."""
    old, new = _loaded(before), _loaded(after)
    if old is None:
        raise NotChangedError(_WRONG)
    items = new.get(key) if new else None
    if new is None or not isinstance(items, list):
        raise NotChangedError(_no_list(key))
    there = len(items) - 1 if place is None else place
    without = items[:there] + items[there + 1 :]
    if {**new, key: without} != {**old, key: old.get(key) or []}:
        raise NotChangedError(_no_list(key))


def _no_list(key: str) -> str:
    return (
        f"De lijst '{key}' heeft een vorm die regietafel niet kan aanvullen; zet elk onderdeel op "
        "een eigen regel met een streepje."
    )
