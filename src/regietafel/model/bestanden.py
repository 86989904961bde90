"""What a received file turned out to be, whatever its name says."""

from dataclasses import dataclass
from enum import StrEnum


class Bestandssoort(StrEnum):
    """The kind of a file, from its content."""

    PDF = "pdf"
    WORD = "word"
    EXCEL = "excel"
    PRESENTATIE = "presentatie"
    AFBEELDING = "afbeelding"
    LEEG = "leeg"
    ONBEKEND = "onbekend"


OFFICESOORTEN = frozenset(
    {Bestandssoort.WORD, Bestandssoort.EXCEL, Bestandssoort.PRESENTATIE},
)
"""The kinds that LibreOffice can make a PDF of."""


@dataclass(frozen=True)
class Bestandsfeiten:
    """The facts of one file.

    ``bytes`` is its size and ``sha256`` the hash of its content, in hexadecimal (both empty when
    the file cannot be opened). ``paginas`` counts the pages of a PDF, else 0. ``getagd`` says
    that a structure tree covers the whole PDF; ``pdfa`` is the level that it claims (``'2a'``,
    ``''`` for none), ``pdfua`` whether it claims PDF/UA-1: claims of the file, not a verdict.
    ``leesbaar`` is false when it cannot go into a pack as it is; ``reden`` is then a Dutch
    sentence that says why and what to do, else ``''``. ``macros`` are those of an Office file;
    ``hersteld`` says that a PDF was damaged and has been put right as far as that went, so that
    something may be missing.
    """

    soort: Bestandssoort
    bytes: int
    sha256: str
    paginas: int = 0
    getagd: bool = False
    pdfa: str = ""
    pdfua: bool = False
    versleuteld: bool = False
    leesbaar: bool = True
    reden: str = ""
    macros: bool = False
    hersteld: bool = False
