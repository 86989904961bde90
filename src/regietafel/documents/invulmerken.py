"""References to figures in a text, taken out before Markdown is read.

``{{ cijfer("puzzel", "Assen", "opgave") }}`` is one of three names with words in quotes. Nothing
else is understood and nothing is evaluated.
"""

import re
from dataclasses import dataclass

NAMEN = {"cijfer": (3, 3), "tabel": (1, 2), "grafiek": (2, 3), "som": (0, 0), "aantal": (0, 0)}
"""What can be named, with how many words in quotes at least and at most."""

_OPEN = re.compile(r"(?<!\\)\{\{(?P<inside>[^{}\n]*)(?P<close>\}\})?")
_CALL = re.compile(r"\s*(?P<naam>[a-z_]\w*)\s*(?:\((?P<woorden>.*)\))?\s*", re.IGNORECASE)
_WOORD = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)'|[“„”]([^“„”]*)[“”]|[‘’]([^‘’]*)[’])\s*(,|$)")
_TYPED = 'typ bijvoorbeeld {{ cijfer("tabel", "rij", "kolom") }}'


@dataclass(frozen=True)
class Aanroep:
    """A reference as it was typed, on a line of its file; ``fout`` says why it can't be read."""

    bron: str
    regel: int
    naam: str = ""
    woorden: tuple[str, ...] = ()
    fout: str = ""


@dataclass(frozen=True)
class Gemerkt:
    """A text in which each reference is one mark: ``teken``, its number, ``teken``."""

    tekst: str
    teken: str
    aanroepen: tuple[Aanroep, ...]


def take_references(tekst: str, regel: int) -> Gemerkt:
    """Return a text with a mark in the place of every reference; lines stay as they are."""
    teken = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in tekst)
    calls: list[Aanroep] = []

    def mark(found: re.Match[str]) -> str:
        line = regel + tekst.count("\n", 0, found.start())
        calls.append(_read_call(found, line))
        return f"{teken}{len(calls) - 1}{teken}"

    return Gemerkt(_OPEN.sub(mark, tekst), teken, tuple(calls))


def _read_call(found: re.Match[str], regel: int) -> Aanroep:
    bron = found[0]
    if not found["close"]:
        return Aanroep(bron, regel, fout="de accolades worden niet gesloten met }}")
    call = _CALL.fullmatch(found["inside"])
    name = call["naam"].lower() if call else ""
    if call is None or name not in NAMEN:
        known = ", ".join(NAMEN)
        return Aanroep(
            bron, regel, fout=f"hier wordt niets uitgerekend; {_TYPED}. Het kan zijn: {known}"
        )
    words = _words(call["woorden"] or "")
    least, most = NAMEN[name]
    if words is None or not least <= len(words) <= most:
        return Aanroep(bron, regel, fout=_wanted(name, least, most))
    return Aanroep(bron, regel, name, words)


def _wanted(name: str, least: int, most: int) -> str:
    if not most:
        return f"bij {name} hoort geen naam; typ {{{{ {name} }}}} in de rij met het totaal"
    count = f"{least}" if least == most else f"{least} of {most}"
    return f"bij {name} horen {count} namen, elk tussen aanhalingstekens"


def _words(text: str) -> tuple[str, ...] | None:
    """Return words in quotes with commas between them; None when it is anything else."""
    words, place, more = [], 0, bool(text.strip())
    while more:
        found = _WOORD.match(text, place)
        if found is None:
            return None
        words.append(next(word for word in found.groups()[:4] if word is not None))
        place, more = found.end(), found[5] == ","
    return tuple(words) if place == len(text) or not text.strip() else None
