"""One PDF out of many: pages, tags, bookmarks, links, forms and stamps joined.

The bytes of pages go from source to pack as they are; what is made new is the catalogue. A pack
whose pages count from 1 has no page labels: the number that a viewer shows is then that of the
stamps.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final
from urllib.parse import unquote

import pikepdf
from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Pdf,
    StreamDecodeLevel,
    String,
)

from regietafel.pack import claims, forms, structure
from regietafel.pack.actions import goto, strip_actions
from regietafel.pack.delen import OnleesbaarDeel, Packdeel, Pakfeiten
from regietafel.pack.destinations import Bestemmingen, resolve_links
from regietafel.pack.labels import write_labels
from regietafel.pack.objects import get
from regietafel.pack.outline import Bladwijzer, nest, read_outline, write_outline
from regietafel.pack.parts import LEESFOUTEN, Deel, append_pages, open_pdf, order_pages
from regietafel.pack.stamps import (
    Stempel,
    Stempelaar,
    back_link,
    isolate,
    read_area,
    rect_top,
    top_of,
    write_text,
)

__all__ = ["OnleesbaarDeel", "Packdeel", "Pakfeiten", "merge_pack"]

BIJLAGE, AGENDA = "regietafel:bijlage/", "regietafel:agenda/"
"""Addresses in our own pages: the attachment, and the attachment as named in its agenda row."""
FLATE: Final = 1
"""How hard the small objects are packed: level 6 makes the file 2 % smaller and takes 10 % longer."""
Bladen = Mapping[int, Sequence[str]]
"""The page numbers of the parts, by the position of each."""
Bezig = Callable[[int | None], None]
"""Is told which part is being worked on (its position), ``None`` when it is the whole."""


def merge_pack(
    delen: Sequence[Packdeel],
    *,
    titel: str,
    taal: str = "nl-NL",
    moment: datetime,
    auteur: str,
) -> tuple[bytes, Pakfeiten]:
    """Join ``delen`` in order and return the PDF with the facts about it.

    ``moment`` is the only clock: the same input gives the same bytes. Raises ``OnleesbaarDeel`` for
    the first part that cannot be read, and ``ValueError`` when no part has pages. It does so in this
    process: what others sent goes through ``binding``.
    """
    out = io.BytesIO()
    with ExitStack() as stack:
        pak = Pak(stack.enter_context(pikepdf.new()), taal)
        for number, deel in enumerate(delen):
            pak.add(deel, number, stack)
        facts = pak.finish(delen, titel, moment, auteur)
        pak.save(out)
    return out.getvalue(), facts


@dataclass(frozen=True)
class _Gelezen:
    """A part that is in the pack: its structure element and its own bookmarks."""

    deel: Deel
    element: Object
    bladwijzers: list[Bladwijzer]
    intentie: Object | None


@contextmanager
def _unreadable(positie: int, packdeel: Packdeel) -> Iterator[None]:
    """Turn what a damaged part raises into ``OnleesbaarDeel``."""
    try:
        yield
    except LEESFOUTEN as error:
        raise OnleesbaarDeel(positie, packdeel.sleutel) from error


class Pak:
    """The pack while it is being made. Parts may come in any order; ``finish`` puts them right."""

    def __init__(self, pdf: Pdf, taal: str, bezig: Bezig = lambda _: None) -> None:
        self.pdf = pdf
        self.taal = taal
        self._bezig = bezig
        self.paginas: list[Object] = []
        self.delen: dict[int, _Gelezen] = {}
        self._tree = structure.start_tree(pdf, taal)
        self._form = forms.Formulier(pdf)
        self._layers = forms.Lagen(pdf)

    def add(self, packdeel: Packdeel, positie: int, stack: ExitStack) -> None:
        """Append one part; ``OnleesbaarDeel`` when it cannot be read."""
        if packdeel.inhoud is None:
            return
        self._bezig(positie)
        with _unreadable(positie, packdeel):
            bron = open_pdf(packdeel.inhoud, stack)
            if bron.is_encrypted:
                raise ValueError("encrypted")
        self.take(packdeel, positie, bron)

    def take(self, packdeel: Packdeel, positie: int, bron: Pdf) -> Deel:
        """Take in ``bron`` as part ``positie``; ``OnleesbaarDeel`` when it cannot be read."""
        deel = Deel(packdeel, bron)
        with _unreadable(positie, packdeel):
            self.delen[positie] = self._read(deel)
            deel.note_damage()
        return deel

    def _read(self, deel: Deel) -> _Gelezen:
        xmp = claims.read_xmp(deel.bron)
        deel.pdfa, deel.pdfua = claims.read_pdfa(xmp), claims.read_pdfua(xmp)
        append_pages(self.pdf, deel)
        strip_actions(deel)
        places = Bestemmingen(deel)
        resolve_links(deel, places)
        element = structure.add_part(self._tree, deel)
        forms.add_form(self._form, deel)
        forms.add_layers(self._layers, deel)
        intent = claims.read_intent(deel.bron)
        return _Gelezen(deel, element, read_outline(deel, places), intent)

    def finish(
        self,
        delen: Sequence[Packdeel],
        titel: str,
        moment: datetime,
        auteur: str,
        bladen: Bladen = MappingProxyType({}),
    ) -> Pakfeiten:
        """Put the parts in order, write what spans them, and return the facts.

        ``bladen`` gives the page numbers of every part by its position; empty to count from 1.
        """
        if not self.delen:
            raise ValueError("een pakket zonder pagina's")
        self.delen = dict(sorted(self.delen.items()))
        self.paginas = order_pages(self.pdf, [gelezen.deel for gelezen in self.delen.values()])
        first = first_pages(delen, {n: g.deel.eerste for n, g in self.delen.items()})
        self.stamp(self._link_front(first), bladen)
        write_labels(self.pdf, [blad for positie in self.delen for blad in bladen.get(positie, ())])
        write_outline(self.pdf, self._bookmarks(delen))
        structure.finish_tree(self._tree, [gelezen.element for gelezen in self.delen.values()])
        forms.finish_form(self._form)
        forms.finish_layers(self._layers)
        facts = self._judge(first)
        self._write_catalogue(titel, moment, auteur, facts)
        return facts

    # -- links -----------------------------------------------------------------------------------

    def _link_front(self, first: Mapping[str, int]) -> dict[str, Array]:
        """Point the addresses in our own pages at pages; return the place of each agenda row."""
        rows: dict[str, Array] = {}
        named: dict[str, Array] = {}
        for gelezen in self.delen.values():
            if gelezen.deel.eigen:
                self._link_part(gelezen.deel, first, rows, named)
        return named | rows

    def _link_part(
        self,
        deel: Deel,
        first: Mapping[str, int],
        rows: dict[str, Array],
        named: dict[str, Array],
    ) -> None:
        for number, annotation in deel.annotaties:
            uri = str(get(annotation, "/A", "/URI") or "")
            if not uri.startswith((BIJLAGE, AGENDA)):
                continue
            key = unquote(uri.partition("/")[2])
            place = top_of(deel.paginas[number], rect_top(annotation))
            (rows if uri.startswith(AGENDA) else named).setdefault(key, place)
            del annotation["/A"]
            if key in first:
                annotation.A = goto(top_of(self.paginas[first[key] - 1]))

    # -- stamps ----------------------------------------------------------------------------------

    def rehearse(self, bron: Pdf) -> Deel:
        """Do with one file what a merge does, up to drawing; raises as ``take`` does."""
        deel = self.take(Packdeel("x", "x", 0, None, "x"), 0, bron)
        for page in deel.paginas:
            read_area(page)
            isolate(page)
        deel.note_damage()
        return deel

    @property
    def _front(self) -> str:
        """The name of the first page of our own: what a click on a stamp leads back to."""
        return next((g.deel.deel.titel for g in self.delen.values() if g.deel.eigen), "")

    def stamp(self, rows: Mapping[str, Array], bladen: Bladen = MappingProxyType({})) -> None:
        """Stamp every page; the first of an attachment leads back to its row in front."""
        texts = [gelezen.deel.deel.stempel for gelezen in self.delen.values()]
        texts += [blad for numbers in bladen.values() for blad in numbers]
        stamper = Stempelaar(self.pdf, "".join([*texts, self._front]))
        for positie, gelezen in self.delen.items():
            self._bezig(positie)
            with _unreadable(positie, gelezen.deel.deel):
                row = rows.get(gelezen.deel.deel.sleutel)
                self._stamp_part(stamper, gelezen, row, bladen.get(positie, ()))
                gelezen.deel.note_damage()
        self._bezig(None)

    def _stamp_part(
        self, stamper: Stempelaar, gelezen: _Gelezen, row: Array | None, bladen: Sequence[str]
    ) -> None:
        deel, total = gelezen.deel, len(self.paginas)
        for number, page in enumerate(deel.paginas):
            blad = bladen[number] if bladen else f"{deel.eerste + number + 1} van {total}"
            text = write_text(deel.deel.stempel, number + 1, len(deel.paginas), blad)
            target = None if number else row
            place = stamper.stamp(page, Stempel(text, self._front if target is not None else ""))
            if target is not None:
                self._add_back_link(gelezen, page, place, target)

    def _add_back_link(self, gelezen: _Gelezen, page: Object, place: Array, target: Array) -> None:
        annotation = self.pdf.make_indirect(back_link(page, place, target, self._front))
        others: Any = page.get("/Annots")
        page.Annots = Array([annotation, *(list(others) if others is not None else [])])
        gelezen.deel.annotaties.insert(0, (0, annotation))
        structure.add_back_link(self._tree, gelezen.element, page, annotation)

    # -- bookmarks -------------------------------------------------------------------------------

    def _bookmarks(self, delen: Sequence[Packdeel]) -> list[Bladwijzer]:
        starts = next_pages(delen, {n: g.deel.eerste for n, g in self.delen.items()})
        marks = []
        for number, deel in enumerate(delen):
            gelezen = self.delen.get(number)
            target = top_of(self.paginas[starts[number]])
            own = gelezen.bladwijzers if gelezen else []
            marks.append((deel.niveau, Bladwijzer(deel.titel, target, gelezen is None, [*own])))
        return nest(marks)

    # -- what the pack is ------------------------------------------------------------------------

    def _judge(self, first: Mapping[str, int]) -> Pakfeiten:
        """Return the facts; a claim is made when every part makes it and the merge keeps it."""
        delen = [gelezen.deel for gelezen in self.delen.values()]
        bare = tuple(deel.deel.sleutel for deel in delen if not deel.getagd)
        silent = tuple(deel.deel.sleutel for deel in delen if deel.getagd and not deel.pdfua)
        intent = claims.choose_intent([gelezen.intentie for gelezen in self.delen.values()])
        pdfa = claims.common_pdfa([deel.pdfa for deel in delen], tagged=not bare)
        return Pakfeiten(
            paginas=len(self.paginas),
            eerste_pagina=first,
            ongetagd=bare,
            zonder_pdfua=silent,
            pdfua=not bare and not silent,
            pdfa=pdfa if intent is not None and not self._form.tekent_zelf else "",
            verwijderd=tuple((d.deel.sleutel, what) for d in delen for what in d.verwijderd),
            hersteld=tuple(deel.deel.sleutel for deel in delen if deel.hersteld),
        )

    def _write_catalogue(self, titel: str, moment: datetime, auteur: str, facts: Pakfeiten) -> None:
        root = self.pdf.Root
        root.Lang = String(self.taal)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if "/StructTreeRoot" in root and not facts.ongetagd:
            root.MarkInfo = Dictionary(Marked=True)
        intent = claims.choose_intent([gelezen.intentie for gelezen in self.delen.values()])
        if facts.pdfa and intent is not None:
            claims.add_intent(self.pdf, intent)
        for gelezen in self.delen.values():
            for number, _ in gelezen.deel.annotaties:
                gelezen.deel.paginas[number].Tabs = Name.S
        claims.write_metadata(
            self.pdf,
            titel=titel,
            taal=self.taal,
            moment=moment,
            auteur=auteur,
            pdfua=facts.pdfua,
            pdfa=facts.pdfa,
        )

    def save(self, out: BinaryIO | Path) -> None:
        """Write the file; streams go over as they are, small objects are packed together."""
        pikepdf.settings.set_flate_compression_level(FLATE)
        self.pdf.save(
            out,
            min_version="1.7",
            preserve_pdfa=False,
            fix_metadata_version=False,
            compress_streams=True,
            stream_decode_level=StreamDecodeLevel.none,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
            progress=lambda _: self._bezig(None),
        )


def first_pages(delen: Sequence[Packdeel], starts: Mapping[int, int]) -> dict[str, int]:
    """Return the first page of each key, from 1; ``starts`` gives positions from 0 by part."""
    pages: dict[str, int] = {}
    for number, start in sorted(starts.items()):
        if delen[number].sleutel:
            pages.setdefault(delen[number].sleutel, start + 1)
    return pages


def next_pages(delen: Sequence[Packdeel], starts: Mapping[int, int]) -> list[int]:
    """Return for each part the page (from 0) that its bookmark opens: its own or the next one."""
    following = starts[max(starts)]
    pages = []
    for number in reversed(range(len(delen))):
        following = starts.get(number, following)
        pages.append(following)
    return pages[::-1]
