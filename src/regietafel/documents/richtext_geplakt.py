"""What comes along when text is pasted from Word, as the Markdown that says the same.

Every line stays a line, so that problems keep their place.
"""

import re
from dataclasses import dataclass

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_BULLET = re.compile(r"(\s*)(?:[•·▪●◦‣][ \t]*|o(?:\t| {2,})[ \t]*)(?=\S)")
_ITEM = re.compile(r"(\s{0,3}\d{1,9}[.)]\s+)\S")
_OTHER_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s")
_LETTER = re.compile(r"(\s*)([a-z])[.)]\s+(?=\S)")
_LABEL = re.compile(r"\*\*[^*|]{1,40}(?::\*\*|\*\*:)\s")
_STAR = re.compile(r"(?<!\S)(\*{1,3})(?=\))")
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
_HARD_BREAK = "  "


@dataclass
class _Lettering:
    """The points a, b and c that a numbered point has: how far they go in, and which is next."""

    inspringing: int = -1
    volgende: str = "a"


def settle_pasted(text: str) -> str:
    """Return a text whose pasted bullets, lettered points and note stars are read as meant.

    ``•`` and Word's ``o`` begin an item of a list. Points ``a.``, ``b.`` under a numbered point are
    a list within it; elsewhere they begin a line of their own, as does ``**Label**:``. A loose
    ``*)`` and ``5*3`` are no emphasis. Code is left alone.
    """
    lines: list[str] = []
    lettering, fence = _Lettering(), ""
    for line in text.split("\n"):
        edge = _FENCE.match(line)
        if edge and (not fence or edge[1].startswith(fence)):
            fence = "" if fence else edge[1]
        if fence or edge:
            lines.append(line)
            continue
        lines.append(_settled(line, lines, lettering))
    return "\n".join(lines)


def _settled(line: str, before: list[str], lettering: _Lettering) -> str:
    line = _STAR.sub(lambda found: "\\*" * len(found[1]), _BULLET.sub(r"\1- ", line, count=1))
    line = _TIMES.sub(r"\\*", line)
    after_text = bool(before) and bool(before[-1].strip())
    if item := _ITEM.match(line):
        lettering.inspringing, lettering.volgende = len(item[1].expandtabs(4)), "a"
        return line
    if _ends_list(line, after_text):
        lettering.inspringing = -1
    letter = _LETTER.match(line)
    if letter and _is_next(letter, lettering, after_text):
        return _as_point(line, letter, lettering)
    if after_text and (letter or _LABEL.match(line)) and not _OTHER_ITEM.match(line):
        before[-1] = before[-1].rstrip() + _HARD_BREAK
    return line


def _ends_list(line: str, after_text: bool) -> bool:
    """Return whether a line stands outside the numbered point above it."""
    bare = line.strip() and not line[:1].isspace()
    return bool(bare and (not after_text or _OTHER_ITEM.match(line)))


def _is_next(letter: re.Match[str], lettering: _Lettering, after_text: bool) -> bool:
    inside = lettering.inspringing >= 0 and (after_text or bool(letter[1]))
    return inside and letter[2] == lettering.volgende


def _as_point(line: str, letter: re.Match[str], lettering: _Lettering) -> str:
    number = ord(letter[2]) - ord("a") + 1
    lettering.volgende = chr(ord(letter[2]) + 1)
    return f"{' ' * lettering.inspringing}{number}. {line[letter.end() :]}"
