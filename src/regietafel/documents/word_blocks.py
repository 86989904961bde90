"""Rich text as real Word paragraphs: one function per kind of block, no text made into XML."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from regietafel.documents.blocks import (
    VINKJES,
    Alinea,
    Blok,
    Blokken,
    Citaat,
    Code,
    Deel,
    Delen,
    Figuur,
    Inhoudsopgave,
    Kop,
    Liggend,
    Lijst,
    Paginawissel,
    Tabel,
)
from regietafel.documents.richtext_delen import LINKS, make_bold
from regietafel.documents.woorden import lines_of, walk
from regietafel.documents.word_alineas import add_look, build_paragraph, spacer, style_of
from regietafel.documents.word_figuren import write_figure
from regietafel.documents.word_inhoud import heading_content, write_contents
from regietafel.documents.word_omgeving import Bladmaat, Omgeving, page_size
from regietafel.documents.word_runs import write_runs
from regietafel.documents.word_secties import section_mark
from regietafel.documents.word_stijlen import INDENT
from regietafel.documents.word_tabellen import write_table
from regietafel.documents.word_xml import make, paragraph_style, w
from regietafel.documents.xmltekst import clean_text

__all__ = [
    "LINKS", "Omgeving", "block_paragraphs", "has_content", "insert_blocks", "plain_text",
    "remove_paragraph",
]  # fmt: skip

_DEEPEST = 8
_DEEPEST_HEADING = 9
_GREY = "595959"
_ROOM = 160
"""White above what follows a table, in twentieths of a point."""


def plain_text(blokken: Blokken) -> str:
    """Return the words of rich text, a line per paragraph, where no paragraphs can go."""
    return clean_text("\n".join(lines_of(blokken)))


def insert_blocks(run: etree._Element, blokken: Blokken, omgeving: Omgeving) -> None:
    """Put rich text where ``run`` is: its first paragraph joins what stands before the run.

    The run disappears. Runs after it move to the last new paragraph. A paragraph that is left
    without anything is removed, unless its cell or head would be without paragraphs.
    """
    holder = next(run.iterancestors(w("p")))
    here = _here(holder, run, blokken, omgeving)
    rest = blokken
    if blokken and isinstance(blokken[0], Alinea):
        for piece in write_runs(blokken[0].delen, here):
            run.addprevious(piece)
        rest = blokken[1:]
    label = rest is blokken and bool(rest)
    elements = list(block_paragraphs(tuple(_settle(rest, here.kop)), here))
    _place_rest(holder, run, elements, opened_by_label=label)


def _needs_room(blok: Blok) -> bool:
    return isinstance(blok, Tabel | Figuur | Liggend)


def _here(
    holder: etree._Element, run: etree._Element, blokken: Blokken, omgeving: Omgeving
) -> Omgeving:
    """Return the surroundings of the paragraph with the tag."""
    in_cell = next(holder.iterancestors(w("tc")), None) is not None
    in_text = omgeving.relaties.part == omgeving.gedeeld.main
    size = page_size(holder) if any(map(_needs_room, walk(blokken))) else Bladmaat()
    return replace(
        omgeving,
        alinea=holder.find(w("pPr")),
        tekens=run.find(w("rPr")),
        kop=0 if in_cell else omgeving.kop,
        links=_own_indent(holder),
        vlak=holder.find(f"{w('pPr')}/{w('shd')}"),
        breedte=size.breedte // 2 if in_cell else size.breedte,
        breedte_liggend=size.liggend,
        vrij=in_text and not in_cell,
        noten=in_text,
    )


def _own_indent(paragraph: etree._Element) -> int:
    """Return how far a paragraph itself says that it is indented; what its style says is not it."""
    indent = paragraph.find(f"{w('pPr')}/{w('ind')}")
    left = "0" if indent is None else indent.get(w("left"), "0")
    return int(left) if left.isdecimal() else 0


def _place_rest(
    holder: etree._Element,
    run: etree._Element,
    rest: list[etree._Element],
    *,
    opened_by_label: bool,
) -> None:
    tail = list(run.itersiblings())
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)
    for element in reversed(rest):
        holder.addnext(element)
    if rest:
        rest[-1].extend(tail)
    if not has_content(holder):
        remove_paragraph(holder)
    elif opened_by_label:
        add_look(holder, make("keepNext"))


def has_content(paragraph: etree._Element) -> bool:
    """Return whether a paragraph shows something, or ends a section."""
    wanted = (
        "br", "tab", "drawing", "pict", "fldChar", "fldSimple", "sectPr", "object",
        "footnoteReference",
    )  # fmt: skip
    if any(text.text for text in paragraph.iter(w("t"))):
        return True
    tabs = {stop for stops in paragraph.iter(w("tabs")) for stop in stops}
    return any(element not in tabs for element in paragraph.iter(*(w(tag) for tag in wanted)))


def remove_paragraph(paragraph: etree._Element) -> None:
    """Remove a paragraph, unless what holds it must keep one at its end."""
    parent = paragraph.getparent()
    following = paragraph.getnext()
    if parent is None:
        return
    others = [other for other in parent.findall(w("p")) if other is not paragraph]
    ends = following is None or following.tag == w("sectPr")
    before = paragraph.getprevious()
    if others and not (ends and (before is None or before.tag != w("p"))):
        parent.remove(paragraph)


def block_paragraphs(blokken: Blokken, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of rich text; the last is always a paragraph."""
    elements = [e for blok in blokken for e in _WRITERS[type(blok)](blok, omgeving)]
    for before, element in pairwise([None, *elements]):
        if before is not None and before.tag == w("tbl") and element is not None:
            if element.tag == w("tbl"):
                yield spacer()
            elif not _has_own_room(element, omgeving):
                add_look(element, make("spacing", before=str(_ROOM)))
        if element is not None:
            yield element
    if elements and elements[-1].tag == w("tbl"):
        yield spacer()


def _has_own_room(paragraph: etree._Element, omgeving: Omgeving) -> bool:
    """Return whether a paragraph, or its style, says itself how much white is above it."""
    if paragraph_style(paragraph) in omgeving.stijlen.heading_levels:
        return True
    own = ("keepNext", "spacing", "sectPr")
    return any(paragraph.find(f"{w('pPr')}/{w(name)}") is not None for name in own)


# ------------------------------------------------------------------ one function per block


def _alinea(blok: Alinea, omgeving: Omgeving) -> Iterator[etree._Element]:
    look = deepcopy(omgeving.alinea)
    if blok.klein:
        small = make("rPr", make("color", val=_GREY), make("sz", val="17"), make("szCs", val="17"))
        close = make("spacing", before="30", after="20", line="240", lineRule="auto")
        kept = [] if look is None else [e for e in look if e.tag != close.tag]
        yield _paragraph([*kept, close], blok.delen, replace(omgeving, tekens=small))
        return
    yield _paragraph([] if look is None else list(look), blok.delen, omgeving)


def _kop(blok: Kop, omgeving: Omgeving) -> Iterator[etree._Element]:
    level = min(omgeving.kop + blok.niveau, _DEEPEST_HEADING)
    style = omgeving.stijlen.find(f"heading {level}") if omgeving.kop else ""
    if style:
        plain = replace(omgeving, tekens=None)
        indent = [] if blok.nummer and not blok.bijlage else [make("ind", left="0", firstLine="0")]
        look = [*style_of(style), *indent]
        yield build_paragraph(look, *heading_content(blok, plain))
        return
    words = Deel(f"{blok.nummer} ") if blok.nummer else Deel("")
    yield from _alinea(Alinea(make_bold((words, *blok.delen))), omgeving)


def _settle(blokken: Blokken, above: int) -> Iterator[Blok]:
    """Yield the blocks with headings that go down one level at a time from the one above."""
    previous = 0
    for blok in blokken:
        if isinstance(blok, Kop) and above:
            previous = min(blok.niveau, previous + 1)
            yield replace(blok, niveau=previous)
        else:
            previous = _last_level(blok, previous)
            yield blok


def _last_level(blok: Blok, previous: int) -> int:
    """Return the level of the last heading in a landscape part; others leave it as it was."""
    inner = blok.blokken if isinstance(blok, Liggend) else ()
    return next((kop.niveau for kop in reversed(inner) if isinstance(kop, Kop)), previous)


def _citaat(blok: Citaat, omgeving: Omgeving) -> Iterator[etree._Element]:
    style = style_of(omgeving.stijlen.find("quote"))
    indent = make("ind", left=str(omgeving.links + INDENT))
    look = make(
        "pPr", *style, *_background(omgeving), *([indent] if omgeving.links or not style else [])
    )
    yield from block_paragraphs(blok.blokken, _inside(replace(omgeving, alinea=look)))


def _inside(omgeving: Omgeving) -> Omgeving:
    """Return the surroundings within a list or quotation, where no page can begin."""
    return replace(omgeving, vrij=False)


def _lijst(blok: Lijst, omgeving: Omgeving) -> Iterator[etree._Element]:
    level = min(omgeving.diepte, _DEEPEST)
    nummering = omgeving.nummering
    number = (
        nummering.numbers(blok.begin, level, omgeving.genummerd)
        if blok.genummerd
        else nummering.bullets(level)
    )
    inside = replace(omgeving, genummerd=omgeving.genummerd + blok.genummerd)
    style = omgeving.stijlen.find("list number" if blok.genummerd else "list bullet")
    states = blok.taken or ("",) * len(blok.items)
    for state, item in zip(states, blok.items, strict=True):
        place = (str(level), nummering.unmarked() if state else number)
        yield from _item(_with_mark(item, state), style, place, inside)


def _with_mark(item: Blokken, state: str) -> Blokken:
    """Return an item with the mark of its task before its words."""
    if not state:
        return item
    mark = Deel(f"{VINKJES[state]}\t")
    if item and isinstance(item[0], Alinea):
        return (replace(item[0], delen=(mark, *item[0].delen)), *item[1:])
    return (Alinea((mark,)), *item)


def _item(
    item: Blokken, style: str, place: tuple[str, str], omgeving: Omgeving
) -> Iterator[etree._Element]:
    """Yield an item: its first paragraph carries the mark, what follows stands under its text."""
    level, number = place
    mark = make("numPr", make("ilvl", val=level), make("numId", val=number))
    first = item[0] if item else Alinea(())
    background = _background(omgeving)
    left = str(omgeving.links + INDENT * (int(level) + 1))
    indent = [make("ind", left=left, hanging=str(INDENT))] if omgeving.links else []
    look = [*style_of(style), mark, *background, *indent]
    opening = first.delen if isinstance(first, Alinea) else ()
    yield _paragraph(look, opening, omgeving)
    further = [
        *style_of(omgeving.stijlen.find("list continue")),
        *_background(omgeving),
        make("ind", left=left, firstLine="0"),
    ]
    inner = replace(_inside(omgeving), diepte=omgeving.diepte + 1, alinea=make("pPr", *further))
    yield from block_paragraphs(item[1:] if isinstance(first, Alinea) else item, inner)


def _background(omgeving: Omgeving) -> list[etree._Element]:
    return [] if omgeving.vlak is None else [deepcopy(omgeving.vlak)]


def _code(blok: Code, omgeving: Omgeving) -> Iterator[etree._Element]:
    style = style_of(omgeving.gedeeld.style("Codetekst"))
    yield _paragraph(style, (Deel(blok.tekst),), replace(omgeving, tekens=None))


def _tabel(blok: Tabel, omgeving: Omgeving) -> Iterator[etree._Element]:
    yield from write_table(blok, omgeving)


def _figuur(blok: Figuur, omgeving: Omgeving) -> Iterator[etree._Element]:
    yield from write_figure(blok, omgeving)


def _paginawissel(_blok: Paginawissel, omgeving: Omgeving) -> Iterator[etree._Element]:
    if omgeving.vrij:
        broken = spacer()
        broken.append(make("r", make("br", type="page")))
        yield broken


def _liggend(blok: Liggend, omgeving: Omgeving) -> Iterator[etree._Element]:
    if not omgeving.vrij:
        yield from block_paragraphs(blok.blokken, omgeving)
        return
    omgeving.gedeeld.liggend = True
    wide = replace(omgeving, breedte=omgeving.breedte_liggend, hoogte=7_000)
    yield section_mark("staand")
    yield from block_paragraphs(blok.blokken, wide)
    yield section_mark("liggend")


def _inhoudsopgave(blok: Inhoudsopgave, omgeving: Omgeving) -> Iterator[etree._Element]:
    yield from write_contents(blok, omgeving)


_WRITERS: dict[type[Blok], Callable[..., Iterator[etree._Element]]] = {
    Alinea: _alinea,
    Kop: _kop,
    Lijst: _lijst,
    Citaat: _citaat,
    Code: _code,
    Tabel: _tabel,
    Figuur: _figuur,
    Paginawissel: _paginawissel,
    Liggend: _liggend,
    Inhoudsopgave: _inhoudsopgave,
}


def _paragraph(look: list[etree._Element], delen: Delen, omgeving: Omgeving) -> etree._Element:
    return build_paragraph(look, *write_runs(delen, omgeving))
