"""Change a user's file in the smallest way: one item more, and every other byte as it was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from regietafel.dossier.scaffold import dump_yaml
from regietafel.dossier.writing import write_atomic

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


def append_to_file(path: Path, key: str, item: dict[str, Any], head: str) -> None:
    """Add an item to a list at the top level of a YAML file; ``head`` begins a new file.

    Raises NotChangedError when the file has a form in which that can't be done safely, or when
    it changed meanwhile.
    """
    before = path.read_bytes() if path.exists() else None
    text = before.decode("utf-8") if before is not None else head
    after = append_item(text, key, item)
    if (path.read_bytes() if path.exists() else None) != before:
        raise NotChangedError(f"{path} is intussen veranderd; probeer het opnieuw.")
    write_atomic(path, after.encode("utf-8"))


def append_item(text: str, key: str, item: dict[str, Any]) -> str:
    """Return a YAML text with one item more in the list ``key``; the rest letter by letter.

    Raises NotChangedError when the list stands on one line, or the text is not valid YAML.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    place, indent = _place(lines, key)
    new = _item_lines(item, indent)
    if place is None:
        while lines and not lines[-1].strip():
            lines.pop()
        lines += ["", f"{key}:", *new, ""] if lines else [f"{key}:", *new, ""]
    else:
        lines[place:place] = new
    changed = newline.join(lines)
    _require_one_more(text, changed, key)
    return changed


def _place(lines: list[str], key: str) -> tuple[int | None, int]:
    """Return before which line the item goes, and the column of its dash."""
    starts = [n for n, line in enumerate(lines) if re.match(rf"{key}\s*:", line)]
    if not starts:
        return None, 2
    start = starts[0]
    rest = lines[start].partition(":")[2].split("#")[0].strip()
    if rest:
        raise NotChangedError(
            f"De lijst '{key}' staat op één regel; zet elk onderdeel op een eigen regel met een streepje."
        )
    end = next((n for n in range(start + 1, len(lines)) if _is_key(lines[n])), len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    dashes = (re.match(r"( *)- ", line) for line in lines[start + 1 : end])
    indent = next((len(match[1]) for match in dashes if match), 2)
    return end, indent


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


def _require_one_more(before: str, after: str, key: str) -> None:
    """Make sure that nothing but the new item differs."""
    import ryaml

    try:
        old, new = (ryaml.loads(text) or {} for text in (before, after))
        same = {k: v for k, v in new.items() if k != key} == {
            k: v for k, v in old.items() if k != key
        }
        whole = new[key][:-1] == (old.get(key) or [])
    except (ryaml.InvalidYamlError, ValueError, TypeError, AttributeError, KeyError):
        same = whole = False
    if not (same and whole):
        raise NotChangedError(
            "Het bestand klopt niet; verbeter eerst wat 'regietafel controleer' meldt."
        )
