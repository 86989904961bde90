"""What comes along when text is pasted from Word, as the Markdown that says the same.

Every line stays a line, so that problems keep their place.
"""

import re
from dataclasses import dataclass

_FENCE = re.compile(r"(?:\s|>|[-+*•]\s|\d{1,9}[.)]\s)*(`{3,}(?!.*`)|~{3,})")
_BULLET = re.compile(r"(\s*)(?:[•·▪●◦‣][ \t]*|o(?:\t| {2,})[ \t]*)(?=\S)")
_ITEM = re.compile(r"(\s{0,3}\d{1,9}[.)]\s+)\S")
_OTHER_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s")
_LETTER = re.compile(r"(\s*)([a-z])[.)]\s+(?=\S)")
_LABEL = re.compile(r"\*\*[^*|]{1,40}(?::\*\*|\*\*:)\s")
_CODE_INDENT = 4
_HARD_BREAK = "  "


@dataclass
class _Lettering:
    """The points a, b and c that a numbered point has: how far they go in, and which is next."""

    inspringing: int = -1
    volgende: str = "a"


@dataclass
class _Code:
    """Whether a line lies in code: between fences, or far enough in after a blank line.

    ``los`` tells that such a line would not go on with a list or a paragraph.
    """

    hek: str = ""
    in_lijst: bool = False
    los: bool = True

    def holds(self, line: str) -> bool:
        """Return whether the next line is code, or the fence around it."""
        edge = _FENCE.match(line)
        if self.hek or edge:
            self._pass(edge)
            return True
        if not line.strip():
            self.los = True
            return False
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if self.los and not self.in_lijst and indent >= _CODE_INDENT:
            return True
        self.los = False
        if not indent:
            self.in_lijst = bool(_BULLET.match(line) or _OTHER_ITEM.match(line))
        return False

    def _pass(self, edge: re.Match[str] | None) -> None:
        if edge and (not self.hek or edge[1].startswith(self.hek)):
            self.hek = "" if self.hek else edge[1]


def settle_pasted(text: str) -> str:
    """Return a text whose pasted bullets and lettered points are read as meant.

    ``•`` and Word's ``o`` begin an item of a list. Points ``a.``, ``b.`` under a numbered point are
    a list within it; elsewhere they begin a line of their own, as does ``**Label**:``. Code in
    lines of its own is left alone.
    """
    lines: list[str] = []
    lettering, code = _Lettering(), _Code()
    for line in text.split("\n"):
        lines.append(line if code.holds(line) else _settled(line, lines, lettering))
    return "\n".join(lines)


def _settled(line: str, before: list[str], lettering: _Lettering) -> str:
    line = _BULLET.sub(r"\1- ", line, count=1)
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
