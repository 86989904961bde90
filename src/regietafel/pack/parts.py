"""Open the parts of a pack and put their pages one after the other."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import AccessMode, Object, Pdf

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
_PAGINA_WEG = ("/AA", "/AF", "/B", "/PieceInfo", "/Thumb", "/PresSteps")
"""Keys of a page that do not outlive the merge: actions, attached files, article threads."""


@dataclass
class Deel:
    """A part while the pack is being made.

    ``bron`` is the file as received, ``eerste`` the position (from 0) of its first page in the
    pack, ``paginas`` its pages there and ``annotaties`` what lies on them, with the place of the
    page within the part. ``verwijderd`` remembers what was left out, in Dutch, in order.
    """

    deel: Packdeel
    bron: Pdf
    eerste: int
    paginas: list[Object] = field(default_factory=list)
    annotaties: list[tuple[int, Object]] = field(default_factory=list)
    getagd: bool = False
    pdfua: bool = False
    pdfa: str = ""
    verwijderd: dict[str, None] = field(default_factory=dict)

    @property
    def eigen(self) -> bool:
        """Whether this is our own front matter."""
        return not self.deel.sleutel

    def drop(self, what: str) -> None:
        self.verwijderd[what] = None


def open_pdf(content: bytes, stack: ExitStack) -> Pdf:
    """Open ``content``; the file stays readable until ``stack`` closes.

    It goes through a nameless temporary file: that can be mapped into memory, which is three
    times as fast as a stream that calls back into Python for every object.
    """
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    file.write(content)
    file.flush()
    file.seek(0)
    return stack.enter_context(pikepdf.open(file, access_mode=AccessMode.mmap))


def append_pages(pack: Pdf, deel: Deel) -> None:
    """Copy every page of ``deel`` to the end of ``pack``, its inherited attributes with it.

    The page tree stays flat and is written straight: going through ``pack.pages`` makes a copy of
    the list of all pages each time, which is quadratic in a pack of many hundreds.
    """
    root = pack.Root.Pages
    deel.paginas = [pack.copy_foreign(page.obj) for page in deel.bron.pages]
    if not deel.paginas:
        raise ValueError("no pages")
    for number, page in enumerate(deel.paginas):
        page.Parent = root
        root.Kids.append(page)
        _strip_page(deel, page)
        deel.annotaties += [(number, annotation) for annotation in _read_annotations(page)]
    root.Count = deel.eerste + len(deel.paginas)


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
