"""What is wrong with the user's files, as values: nothing here raises or prints."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias


class Severity(StrEnum):
    """How bad a finding is. Only ``FOUT`` makes a command exit with 1."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    HINT = "hint"


Keys: TypeAlias = tuple[str | int, ...]
"""Where in a file: the keys and list positions (from 0) that lead to a field."""


@dataclass(frozen=True)
class Finding:
    """One problem: where it is, what is wrong and what to do about it.

    ``path`` is the file as the user knows it; ``line`` counts from 1, 0 when there is none
    (a missing file, a PDF). ``code`` is stable, in words with hyphens. ``message`` is a Dutch
    sentence that says what is wrong and what to do.
    """

    path: Path
    keys: Keys
    line: int
    severity: Severity
    code: str
    message: str


def fout(path: Path, code: str, message: str, keys: Keys = (), line: int = 0) -> Finding:
    return Finding(path, keys, line, Severity.FOUT, code, message)


def waarschuwing(path: Path, code: str, message: str, keys: Keys = (), line: int = 0) -> Finding:
    return Finding(path, keys, line, Severity.WAARSCHUWING, code, message)


def hint(path: Path, code: str, message: str, keys: Keys = (), line: int = 0) -> Finding:
    return Finding(path, keys, line, Severity.HINT, code, message)


def field_name(keys: Keys) -> str:
    """Return the field as a user reads it, list positions from 1: ``agenda[2].doel``."""
    name = ""
    for key in keys:
        if isinstance(key, int):
            name += f"[{key + 1}]"
        else:
            name += f".{key}" if name else key
    return name


def format_finding(finding: Finding, base: Path | None = None) -> str:
    """Return one clickable line; paths below ``base`` are shown relative to it."""
    path = finding.path
    if base is not None and path.is_relative_to(base):
        path = path.relative_to(base)
    place = f"{path}:{finding.line}" if finding.line else f"{path}"
    field = f" {field_name(finding.keys)}:" if finding.keys else ""
    return visible(f"{place}: {finding.severity} [{finding.code}]{field} {finding.message}")


def visible(text: str) -> str:
    """Return one line in which control and direction characters stand as ``<U+202E>``.

    A name from a file may not move the cursor, turn the text round or start a line of its own.
    """
    return "".join(f"<U+{ord(c):04X}>" if _steers(c) else c for c in text)


def _steers(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.FOUT for finding in findings)


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by file, then line, then field; each problem once."""
    return sorted(
        dict.fromkeys(findings), key=lambda f: (str(f.path), f.line, field_name(f.keys), f.code)
    )
