"""Read YAML as plain values, and find the line of a field when a finding needs it.

The reader (ryaml) is fast, keeps ``12:30`` and ``2024-07-17`` as text (YAML 1.2) and refuses
duplicate keys and alias bombs. It gives no positions, so ruamel parses a file a second time when,
and only when, there is something to report about it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from regietafel.findings import Finding, Keys, fout, waarschuwing

MAX_BYTES = 2_000_000
"""A file of a meeting is a few kilobytes, and a memo of 300 pages one million bytes."""

TEKSTSTUK = ".md"
"""How the name of a text ends that has YAML above it."""

_PLACE = re.compile(r"at line (\d+) column \d+")
_SWALLOWED = re.compile(r"""\s*(- +)*([a-z_]+: +|- +)[^\s"'#|>][^"'#]* #[^\s#]""")
_HASH = re.compile(r" #[^\s#]")
"""What every swallowed text has: a quick look that spares most files the slow one."""
_BLOCK = re.compile(r": *[|>][+-]?\d? *(#.*)?$")
_OFFSET = re.compile(r"at position (\d+)")
_DUPLICATE = re.compile(r'duplicate entry with key "(.*)"')

_DEFAULT = "controleer inspringen en leestekens"
_MISTAKES = (
    (re.compile(r"\s*(- +)?[a-z_]+:[^\s/]"), "zet een spatie na de dubbele punt"),
    (re.compile(r"\s*-[^\s-]"), "zet een spatie na het streepje"),
    (
        re.compile(r"""\s*(- +)?([a-z_]+: +)?(["']).*?\3 *[^\s#,\]}:]"""),
        "er staat tekst buiten de aanhalingstekens; zet de hele tekst ertussen",
    ),
)
"""What a line looks like with a common typing mistake, and what to do."""

_SYNTAX: tuple[tuple[str, str], ...] = (
    ("duplicate entry", "deze sleutel staat er twee keer; haal er één weg"),
    ("repetition limit", "het bestand verwijst te vaak naar zichzelf (&- en *-verwijzingen)"),
    ("recursion limit", "het bestand heeft te veel lagen"),
    ("more than one document", "er staan twee documenten in één bestand; haal de regel '---' weg"),
    (
        "unknown anchor",
        "het sterretje verwijst naar iets dat er niet is; zet de tekst tussen aanhalingstekens",
    ),
    (
        "mapping values are not allowed",
        "deze regel springt te ver in, of er staat een dubbele punt in de tekst; zet die tekst tussen aanhalingstekens",
    ),
    ("quoted scalar", "een aanhalingsteken wordt niet gesloten"),
    ("flow sequence", "een lijst met [ wordt niet gesloten met ]"),
    ("flow mapping", "een blok met { wordt niet gesloten met }"),
    ("control characters", "er staat een onzichtbaar stuurteken in; typ deze regel opnieuw"),
    (
        "cannot start any token",
        "een teken dat hier niet mag staan, zoals een tab of @; gebruik spaties, of aanhalingstekens om de tekst",
    ),
    ("tab", "er staat een tab; gebruik spaties om in te springen"),
    ("'-' indicator", "deze regel springt niet gelijk in met de regels erboven"),
    ("block mapping", "deze regel springt niet gelijk in met de regels erboven"),
)


def read_text(path: Path) -> tuple[str | None, list[Finding]]:
    """Return the text of a file, or None and the finding that says why not."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [
                fout(path, "bestand-te-groot", "Dit bestand is te groot (meer dan 2 MB aan tekst).")
            ]
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, [fout(path, "bestand-ontbreekt", _absent(path))]
    except OSError:
        return None, [
            fout(
                path,
                "bestand-onleesbaar",
                "Dit bestand kan niet worden geopend; controleer de rechten.",
            )
        ]
    return _decode(path, raw)


def _absent(path: Path) -> str:
    if path.with_name(f"{path.name}.txt").exists():
        return f"Dit bestand is er niet; het heet nu {path.name}.txt. Haal '.txt' van de naam af."
    return "Dit bestand is er niet; maak het aan."


def _decode(path: Path, raw: bytes) -> tuple[str | None, list[Finding]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "De tekst is niet leesbaar als UTF-8; sla het bestand op met codering UTF-8."
        return None, [fout(path, "geen-utf8", message, line=line)]
    if "\0" in text:
        return None, [fout(path, "geen-tekst", "Dit is geen tekstbestand.")]
    return text, []


def parse_yaml(path: Path, text: str) -> tuple[Any, list[Finding]]:
    """Return the plain values of a YAML text; an empty file is an empty mapping."""
    import ryaml

    try:
        data = ryaml.loads(text)
    except (ryaml.InvalidYamlError, ValueError, TypeError) as error:
        return None, [_syntax_finding(path, text, str(error))]
    if data is None:
        return {}, []
    if not isinstance(data, dict):
        message = "Hier horen regels 'sleutel: waarde' te staan."
        return None, [fout(path, "yaml-vorm", message, line=1)]
    return data, []


def parse_json(path: Path, text: str) -> tuple[Any, list[Finding]]:
    """Return the plain values of a JSON object of another program (RFC 8259); no key twice."""
    try:
        data = json.loads(text, object_pairs_hook=_distinct)
        json.dumps(data, ensure_ascii=False).encode()  # half a character can't be written again
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        message = "Dit is geen geldig JSON-bestand; vraag de afzender om een nieuw."
        return None, [fout(path, "json-opmaak", message, line=line)]
    if not isinstance(data, dict):
        message = "Dit is geen geldig JSON-bestand; vraag de afzender om een nieuw."
        return None, [fout(path, "json-opmaak", message, line=1)]
    return data, []


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _syntax_finding(path: Path, text: str, error: str) -> Finding:
    duplicate = _DUPLICATE.search(error)
    if duplicate:
        message = f"De sleutel '{duplicate[1]}' staat er twee keer; haal er één weg."
        return fout(path, "dubbele-sleutel", message, line=_second_line(text, duplicate[1]))
    line = _syntax_line(text, error)
    reason = next((dutch for english, dutch in _SYNTAX if english in error), _DEFAULT)
    line, reason = _typing_mistake(text, line) or (line, reason)
    return fout(path, "yaml-opmaak", f"De opmaak klopt hier niet: {reason}.", line=line)


def _typing_mistake(text: str, line: int) -> tuple[int, str] | None:
    """Return the mistake that everybody makes, on the line that the parser names or just before."""
    lines = text.splitlines()
    for number in range(line, max(line - 3, 0), -1):
        written = lines[number - 1] if number <= len(lines) else ""
        for pattern, reason in _MISTAKES:
            if pattern.match(written):
                return number, reason
    return None


def _syntax_line(text: str, error: str) -> int:
    """Return the line of a syntax error; what is not closed is blamed where it opens."""
    if "more than one document" in error:
        return _line_starting(text, "---", after=1)
    offset = _OFFSET.search(error)
    if offset:
        return text.count("\n", 0, int(offset[1])) + 1
    places = _PLACE.findall(error)
    opened = "quoted scalar" in error or "flow" in error
    return int(places[-1 if opened else 0]) if places else _line_starting(text, "\t")


def _line_starting(text: str, mark: str, after: int = 0) -> int:
    """Return the first line, past ``after``, that starts with a mark; spaces don't count."""
    numbered = enumerate(text.splitlines(), 1)
    return next(
        (nr for nr, line in numbered if nr > after and line.lstrip(" ").startswith(mark)), 1
    )


def _second_line(text: str, key: str) -> int:
    """Return the line of the second occurrence of a key in one mapping."""
    seen: set[tuple[int, str]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"( *)(- +)?(['\"]?)(.+?)\3\s*:(\s|$)", line)
        if not match:
            continue
        indent = len(match[1]) + len(match[2] or "")
        seen = {(depth, name) for depth, name in seen if depth <= indent}
        if match[2]:
            seen = {(depth, name) for depth, name in seen if depth < indent}
        if match[4] == key and (indent, key) in seen:
            return number
        seen.add((indent, match[4]))
    return 1


def swallowed_texts(path: Path, text: str) -> list[Finding]:
    """Return where a ``#`` in a text makes the rest a comment: ``titel: Brief #12``."""
    message = (
        "Alles na ' #' telt als opmerking en komt niet in het stuk; zet de hele tekst tussen "
        "aanhalingstekens."
    )
    spaced = any(part.endswith(" ") for part in text.split("#"))
    if not spaced or not _HASH.search(text):
        return []
    return [
        waarschuwing(path, "tekst-na-hekje", message, line=number)
        for number, line in _outside_blocks(text)
        if _SWALLOWED.match(line)
    ]


def _outside_blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that are not inside a block of text (``toelichting: |``)."""
    block = -1
    for number, line in enumerate(text.splitlines(), 1):
        indent = len(line) - len(line.lstrip())
        if 0 <= block < indent or not line.strip():
            continue
        block = indent if _BLOCK.search(line) else -1
        yield number, line


def line_of(path: Path, keys: Keys) -> int:
    """Return the line (from 1) of a field; of its nearest parent when the field is absent."""
    text, _ = read_text(path)
    if text is not None and path.suffix == TEKSTSTUK:
        above = split_front_matter(text)
        text = above.kop if above else None
    return _node_line(_compose(text), keys) if text is not None else 0


@dataclass(frozen=True)
class Gesplitst:
    """A text file in two: the YAML on the lines where it stood, and the text from ``regel``."""

    kop: str
    tekst: str
    regel: int


def split_front_matter(text: str) -> Gesplitst | None:
    """Split a text that begins with YAML between two lines ``---``; None when it does not.

    The YAML keeps its line numbers: its first line, the dashes, is empty.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].rstrip() != "---":
        return None
    ends = (n for n, line in enumerate(lines) if n and line.rstrip() in {"---", "..."})
    end = next(ends, None)
    if end is None:
        return None
    return Gesplitst("\n".join(["", *lines[1:end], ""]), "\n".join(lines[end + 1 :]), end + 2)


def raw_scalar(text: str, keys: Keys) -> str | None:
    """Return a value letter by letter as the user typed it (``1.10``, ``0592``), or None."""
    node = _compose(text)
    for key in keys:
        node = _child(node, key)
    value = getattr(node, "value", None)
    return value if isinstance(value, str) else None


def place_of_scalar(text: str, key: str) -> tuple[int, int] | None:
    """Return where the one value of a top-level key begins and ends, in characters; None without one.

    An empty value begins and ends behind the colon.
    """
    found = [pair for pair in _pairs(_compose(text)) if pair[0].value == key]
    if not found or not isinstance(found[0][1].value, str):
        return None
    name, node = found[0]
    begin, end = node.start_mark.index, node.end_mark.index
    if begin == end:  # the parser puts what is empty at the next thing that it finds
        begin = end = text.index(":", name.end_mark.index) + 1
    return begin, end


@lru_cache(maxsize=8)
def _compose(text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML().compose(text)
    except (YAMLError, RecursionError, ValueError):
        return None


def _node_line(node: Any, keys: Keys) -> int:
    line = 1
    for key in keys:
        line = _key_line(node, key) or line
        node = _child(node, key)
        if node is None:
            break
    return line


def _key_line(node: Any, key: str | int) -> int | None:
    if isinstance(key, int):
        child = _child(node, key)
        return child.start_mark.line + 1 if child is not None else None
    return next((name.start_mark.line + 1 for name, _ in _pairs(node) if name.value == key), None)


def _child(node: Any, key: str | int) -> Any:
    children = getattr(node, "value", None)
    if not isinstance(children, list):
        return None
    if isinstance(key, int):
        item = children[key] if key < len(children) else None
        return None if isinstance(item, tuple) else item
    return next((value for name, value in _pairs(node) if name.value == key), None)


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    """Return the keys of a mapping with what belongs to them; nothing for anything else."""
    children = getattr(node, "value", None)
    return [p for p in children if isinstance(p, tuple)] if isinstance(children, list) else []
