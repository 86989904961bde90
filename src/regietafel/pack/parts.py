"""Open the parts of a pack and put their pages one after the other."""

import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import AccessMode, Array, Object, Pdf

from regietafel.pack.delen import Packdeel
from regietafel.pack.objects import as_list, get, is_dictionary

LEESFOUTEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ArithmeticError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What reading a damaged PDF may raise."""
_BLOK = 2**20
_PAGINA_WEG = ("/AA", "/AF", "/B", "/PieceInfo", "/Thumb", "/PresSteps")
"""Keys of a page that do not outlive the merge: actions, attached files, article threads."""


@dataclass
class Deel:
    """A part while the pack is being made.

    ``bron`` is the file as received, ``paginas`` its pages in the pack and ``annotaties`` what lies on
    them, with the place of the page within the part. ``verwijderd`` remembers what was left out, in
    Dutch, in order. ``eerste`` is the position (from 0) of its first page, known when the pack is
    put in order.
    """

    deel: Packdeel
    bron: Pdf
    eerste: int = 0
    paginas: list[Object] = field(default_factory=list)
    annotaties: list[tuple[int, Object]] = field(default_factory=list)
    getagd: bool = False
    pdfua: bool = False
    pdfa: str = ""
    verwijderd: dict[str, None] = field(default_factory=dict)
    hersteld: bool = False

    @property
    def eigen(self) -> bool:
        """Whether this is our own front matter."""
        return not self.deel.sleutel

    def drop(self, what: str) -> None:
        self.verwijderd[what] = None

    def note_damage(self) -> None:
        """Remember whether reading met damage; ``MemoryError`` when it met the end of memory."""
        damage = self.bron.get_warnings()
        if any("bad_alloc" in warning for warning in damage):
            raise MemoryError
        self.hersteld = self.hersteld or bool(damage)


def open_pdf(content: bytes | Path, stack: ExitStack) -> Pdf:
    """Open a PDF, or the file at a path; it stays readable until ``stack`` closes.

    It goes through a nameless temporary file: what happens to the original meanwhile does not
    matter, and it can be mapped into memory, which is three times as fast as a stream that calls
    back into Python for every object.
    """
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    if isinstance(content, bytes):
        file.write(content)
    else:
        with content.open("rb") as original:
            shutil.copyfileobj(original, file, _BLOK)
    file.flush()
    file.seek(0)
    return stack.enter_context(pikepdf.open(file, access_mode=AccessMode.mmap))


def append_pages(pack: Pdf, deel: Deel) -> None:
    """Copy every page of ``deel`` to ``pack``, its inherited attributes with it.

    ``order_pages`` hangs them in the page tree.
    """
    root = pack.Root.Pages
    deel.paginas = [pack.copy_foreign(page.obj) for page in deel.bron.pages]
    if not deel.paginas:
        raise ValueError("no pages")
    for number, page in enumerate(deel.paginas):
        page.Parent = root
        _strip_page(deel, page)
        deel.annotaties += [(number, annotation) for annotation in _read_annotations(page)]


def order_pages(pack: Pdf, delen: Iterable[Deel]) -> list[Object]:
    """Hang the pages of the parts in the page tree, in the order of ``delen``, and return them.

    The page tree is flat and written straight: going through ``pack.pages`` makes a copy of the list
    of all pages each time, which is quadratic in a pack of many hundreds.
    """
    pages: list[Object] = []
    for deel in delen:
        deel.eerste = len(pages)
        pages += deel.paginas
    pack.Root.Pages.Kids = Array(pages)
    pack.Root.Pages.Count = len(pages)
    return pages


def _strip_page(deel: Deel, page: Object) -> None:
    keys = page.keys()
    for key in _PAGINA_WEG:
        if key in keys:
            del page[key]
            if key == "/AA":
                deel.drop("actie bij het openen van een pagina")
            if key == "/AF":
                deel.drop("ingesloten bestand")


def _read_annotations(page: Object) -> list[Any]:
    return [item for item in as_list(page.get("/Annots")) if is_dictionary(item)]


def page_numbers(pdf: Pdf) -> dict[tuple[int, int], int]:
    """Return the position (from 0) of each page of ``pdf``, by the number of its object."""
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages)}


def read_language(pdf: Pdf) -> str:
    """Return the language of a document, ``''`` when it names none."""
    language = get(pdf.Root, "/Lang")
    return "" if language is None else str(language)
