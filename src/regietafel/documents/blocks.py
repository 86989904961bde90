"""The block tree of rich text: what lies between Markdown and Word, Typst or HTML.

Every block says in ``soort`` what it is, for templates, and in ``regel`` on which line of its
source it began (from 1; 0 when unknown). Lines do not count when blocks are compared.
"""

from dataclasses import dataclass, field
from typing import TypeAlias


def _regel() -> int:
    line: int = field(default=0, compare=False)
    return line


@dataclass(frozen=True)
class Deel:
    """A run of text with one look. ``link`` is a URL, or empty.

    ``doel`` is the key of a heading, table or figure in the same document; with ``verwijst`` the
    text is its name ('tabel 2'), filled in by ``number_blocks``. A run with ``noot`` is the mark
    of the footnote with that number; where the note is named first, ``noottekst`` is what it says.
    ``toon`` is how a figure is judged (``goed``, ``matig``, ``slecht``), which its words say too.
    """

    tekst: str
    vet: bool = False
    cursief: bool = False
    code: bool = False
    link: str = ""
    doel: str = ""
    verwijst: bool = False
    noot: int = 0
    noottekst: "Blokken" = ()
    toon: str = ""
    regel: int = _regel()


Delen: TypeAlias = tuple[Deel, ...]


@dataclass(frozen=True)
class Alinea:
    """A paragraph. A hard line break is a ``Deel`` that is a newline. ``klein`` is for a note."""

    delen: Delen
    klein: bool = False
    soort: str = "alinea"
    regel: int = _regel()


@dataclass(frozen=True)
class Kop:
    """A heading inside rich text; ``niveau`` counts from 1 within the text.

    ``nummer`` is what stands before it, such as ``3.1`` or, for an annex, ``Bijlage 1``.
    """

    niveau: int
    delen: Delen
    soort: str = "kop"
    nummer: str = ""
    bijlage: bool = False
    sleutel: str = ""
    regel: int = _regel()


@dataclass(frozen=True)
class Lijst:
    """A list; every item is blocks again. ``begin`` is the first number.

    In a task list ``taken`` says for each item ``gedaan`` or ``nog te doen``; empty for an item
    that is no task. In other lists it is empty.
    """

    genummerd: bool
    items: tuple["Blokken", ...]
    begin: int = 1
    soort: str = "lijst"
    taken: tuple[str, ...] = ()
    regel: int = _regel()


@dataclass(frozen=True)
class Citaat:
    """A quotation."""

    blokken: "Blokken"
    soort: str = "citaat"
    regel: int = _regel()


@dataclass(frozen=True)
class Code:
    """Text that is shown as it was typed, line by line."""

    tekst: str
    soort: str = "code"
    regel: int = _regel()

    @property
    def delen(self) -> Delen:
        return (Deel(self.tekst, code=True),)


@dataclass(frozen=True)
class Kolom:
    """A column of a table: its head, and ``links``, ``midden`` or ``rechts``.

    ``woord`` is its longest word and ``omvang`` how much there is to read (characters in a full
    cell); together they tell how wide it should be. ``number_blocks`` fills them in. Neighbours
    with the same ``groep`` stand below one head.
    """

    kop: Delen
    uitlijning: str = "links"
    woord: str = ""
    omvang: int = 0
    groep: str = ""


@dataclass(frozen=True)
class Rij:
    """A row of cells; with ``groep`` it has one cell, as wide as the table, that heads a group.

    ``totaal`` marks a row that adds up others.
    """

    cellen: tuple["Blokken", ...]
    groep: bool = False
    totaal: bool = False
    regel: int = _regel()


@dataclass(frozen=True)
class Tabel:
    """A table. ``nummer`` is 0 until it is numbered, and when it has no caption.

    With ``rijkoppen`` the first cell of a row is its name; with ``bijeen`` it stays on one page.
    """

    kolommen: tuple[Kolom, ...]
    rijen: tuple[Rij, ...]
    bijschrift: Delen = ()
    nummer: int = 0
    sleutel: str = ""
    rijkoppen: bool = False
    bijeen: bool = False
    soort: str = "tabel"
    regel: int = _regel()

    @property
    def delen(self) -> Delen:
        return self.bijschrift

    @property
    def groepen(self) -> tuple[tuple[str, int], ...]:
        """Return the heads above columns with how many columns each is wide; empty without any."""
        if not any(kolom.groep for kolom in self.kolommen):
            return ()
        spans: list[tuple[str, int]] = []
        for kolom in self.kolommen:
            if spans and kolom.groep and spans[-1][0] == kolom.groep:
                spans[-1] = (kolom.groep, spans[-1][1] + 1)
            else:
                spans.append((kolom.groep, 1))
        return tuple(spans)


@dataclass(frozen=True)
class Figuur:
    """A picture on a line of its own.

    ``pad`` is the file as the text names it. ``beeld`` is its bytes (PNG, JPEG or SVG), put there
    by ``fill_pictures``; empty when there is no such picture. ``breedte`` is how wide it is at most,
    in tenths of a millimetre; 0 for a drawing, which has a size of its own. ``tekst`` is what
    somebody hears who can't see it.
    """

    pad: str
    tekst: str
    bijschrift: Delen = ()
    nummer: int = 0
    sleutel: str = ""
    beeld: bytes = b""
    breedte: int = 0
    soort: str = "figuur"
    regel: int = _regel()

    @property
    def delen(self) -> Delen:
        return self.bijschrift


@dataclass(frozen=True)
class Paginawissel:
    """What follows begins on a new page."""

    soort: str = "paginawissel"
    regel: int = _regel()

    @property
    def delen(self) -> Delen:
        return ()


@dataclass(frozen=True)
class Liggend:
    """Blocks on pages that lie on their side. Not within another block."""

    blokken: "Blokken"
    soort: str = "liggend"
    regel: int = _regel()

    @property
    def delen(self) -> Delen:
        return ()


@dataclass(frozen=True)
class Inhoudsregel:
    """A heading in the table of contents; ``doel`` is its key.

    ``pagina`` is where a Word file says that it is, 0 when nobody counted.
    """

    niveau: int
    nummer: str
    tekst: str
    doel: str
    pagina: int = 0


@dataclass(frozen=True)
class Inhoudsopgave:
    """A table of contents, ``diepte`` levels deep; ``number_blocks`` fills in the lines."""

    diepte: int = 2
    regels: tuple[Inhoudsregel, ...] = ()
    soort: str = "inhoudsopgave"
    regel: int = _regel()

    @property
    def delen(self) -> Delen:
        return ()


Blok: TypeAlias = (
    Alinea | Kop | Lijst | Citaat | Code | Tabel | Figuur | Paginawissel | Liggend | Inhoudsopgave
)
Blokken: TypeAlias = tuple[Blok, ...]
BLOKSOORTEN = (
    Alinea, Kop, Lijst, Citaat, Code, Tabel, Figuur, Paginawissel, Liggend, Inhoudsopgave,
)  # fmt: skip

GEDAAN, NOG_TE_DOEN = "gedaan", "nog te doen"
VINKJES = {GEDAAN: "☑", NOG_TE_DOEN: "☐"}
"""The mark of a task, by its state."""


@dataclass(frozen=True)
class Tekstprobleem:
    """What is wrong in a text: a stable code, the line in its file, and Dutch what to do."""

    code: str
    regel: int
    uitleg: str


@dataclass(frozen=True)
class Document:
    """A text as blocks, and what was wrong with it."""

    blokken: Blokken
    problemen: tuple[Tekstprobleem, ...] = ()


def plain(tekst: str) -> Blokken:
    """Return text as one paragraph, nothing in it read as Markdown."""
    return (Alinea((Deel(tekst),)),) if tekst else ()


def runs_text(delen: Delen) -> str:
    """Return the words of runs, without the marks of notes."""
    return "".join(deel.tekst for deel in delen)


def figure_label(figuur: Figuur) -> str:
    return f"Figuur {figuur.nummer}" if figuur.nummer else ""


def table_label(tabel: Tabel) -> str:
    return f"Tabel {tabel.nummer}" if tabel.nummer else ""


def missing_picture(figuur: Figuur) -> str:
    """Return what stands in the place of a picture that is not there."""
    return f"[Afbeelding ontbreekt: {figuur.tekst or figuur.pad}]"
