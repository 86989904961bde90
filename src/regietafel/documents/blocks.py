"""The block tree of rich text: what lies between Markdown and Word, Typst or HTML."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Deel:
    """A run of text with one look. ``link`` is a URL, or empty."""

    tekst: str
    vet: bool = False
    cursief: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True)
class Alinea:
    """A paragraph. A hard line break is a ``Deel`` that is a newline."""

    delen: tuple[Deel, ...]
    soort: str = "alinea"


@dataclass(frozen=True)
class Kop:
    """A heading inside rich text; ``niveau`` counts from 1 within the text."""

    niveau: int
    delen: tuple[Deel, ...]
    soort: str = "kop"


@dataclass(frozen=True)
class Lijst:
    """A list; every item is blocks again. ``begin`` is the first number."""

    genummerd: bool
    items: tuple["Blokken", ...]
    begin: int = 1
    soort: str = "lijst"


@dataclass(frozen=True)
class Citaat:
    """A quotation."""

    blokken: "Blokken"
    soort: str = "citaat"


Blok: TypeAlias = Alinea | Kop | Lijst | Citaat
Blokken: TypeAlias = tuple[Blok, ...]


def plain(tekst: str) -> Blokken:
    """Return text as one paragraph, nothing in it read as Markdown."""
    return (Alinea((Deel(tekst),)),) if tekst else ()
