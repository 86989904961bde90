"""Rich text as real Word paragraphs: one function per kind of block, no text made into XML."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from regietafel.documents.blocks import Alinea, Blok, Blokken, Citaat, Deel, Kop, Lijst
from regietafel.documents.word_pakket import Relaties
from regietafel.documents.word_stijlen import INDENT, Nummering, Stijlen
from regietafel.documents.word_xml import (
    R,
    clean_text,
    make,
    text_elements,
    w,
)

LINKS = ("http://", "https://", "mailto:")
_RUN_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs")
_DEEPEST = 3
_DEEPEST_HEADING = 9


@dataclass(frozen=True)
class Omgeving:
    """Where rich text goes: the look of its paragraphs and runs, and the lists it is in.

    ``kop`` is the level of the heading above; 0 where headings would not belong, as in a table.
    """

    stijlen: Stijlen
    nummering: Nummering
    relaties: Relaties
    alinea: etree._Element | None = None
    tekens: etree._Element | None = None
    kop: int = 1
    diepte: int = 0


def plain_text(blokken: Blokken) -> str:
    """Return the words of rich text, a line per paragraph, where no paragraphs can go."""
    lines: list[str] = []
    for blok in blokken:
        if isinstance(blok, Lijst):
            lines.extend(plain_text(item) for item in blok.items)
        elif isinstance(blok, Citaat):
            lines.append(plain_text(blok.blokken))
        else:
            lines.append("".join(deel.tekst for deel in blok.delen))
    return clean_text("\n".join(lines))


def insert_blocks(run: etree._Element, blokken: Blokken, omgeving: Omgeving) -> None:
    """Put rich text where ``run`` is: its first paragraph joins what stands before the run.

    The run disappears. Runs after it move to the last new paragraph. A paragraph that is left
    without anything is removed, unless its cell or head would be without paragraphs.
    """
    holder = next(run.iterancestors(w("p")))
    in_cell = next(holder.iterancestors(w("tc")), None) is not None
    here = replace(
        omgeving,
        alinea=holder.find(w("pPr")),
        tekens=run.find(w("rPr")),
        kop=0 if in_cell else omgeving.kop,
    )
    rest = blokken
    if blokken and isinstance(blokken[0], Alinea):
        for piece in _runs(blokken[0].delen, here):
            run.addprevious(piece)
        rest = blokken[1:]
    label = rest is blokken and bool(rest)
    _place_rest(
        holder,
        run,
        list(block_paragraphs(tuple(_settle(rest, here.kop)), here)),
        opened_by_label=label,
    )


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
    for paragraph in reversed(rest):
        holder.addnext(paragraph)
    if rest:
        rest[-1].extend(tail)
    if not has_content(holder):
        remove_paragraph(holder)
    elif opened_by_label:
        _keep_with_next(holder)


def _keep_with_next(paragraph: etree._Element) -> None:
    """Keep a label that stands alone with the heading or list that it introduces."""
    look = paragraph.find(w("pPr"))
    if look is None:
        look = make("pPr")
        paragraph.insert(0, look)
    if look.find(w("keepNext")) is None:
        look.insert(1 if look.find(w("pStyle")) is not None else 0, make("keepNext"))


def has_content(paragraph: etree._Element) -> bool:
    """Return whether a paragraph shows something, or ends a section."""
    wanted = ("br", "tab", "drawing", "pict", "fldChar", "fldSimple", "sectPr", "object")
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
    """Yield the paragraphs of rich text."""
    for blok in blokken:
        yield from _WRITERS[type(blok)](blok, omgeving)


def _alinea(blok: Alinea, omgeving: Omgeving) -> Iterator[etree._Element]:
    look = deepcopy(omgeving.alinea)
    yield _paragraph([] if look is None else list(look), blok.delen, omgeving)


def _kop(blok: Kop, omgeving: Omgeving) -> Iterator[etree._Element]:
    level = min(omgeving.kop + blok.niveau, _DEEPEST_HEADING)
    style = omgeving.stijlen.find(f"heading {level}") if omgeving.kop else ""
    if style:
        yield _paragraph(_style(style), blok.delen, replace(omgeving, tekens=None))
        return
    delen = tuple(replace(deel, vet=True) for deel in blok.delen)
    yield from _alinea(Alinea(delen), omgeving)


def _settle(blokken: Blokken, above: int) -> Iterator[Blok]:
    """Yield the blocks with headings that go down one level at a time from the one above."""
    previous = 0
    for blok in blokken:
        if isinstance(blok, Kop) and above:
            previous = min(blok.niveau, previous + 1)
            yield replace(blok, niveau=previous)
        else:
            yield blok


def _citaat(blok: Citaat, omgeving: Omgeving) -> Iterator[etree._Element]:
    style = omgeving.stijlen.find("quote")
    look = make("pPr", *(_style(style) or [make("ind", left=str(INDENT))]))
    yield from block_paragraphs(blok.blokken, replace(omgeving, alinea=look))


def _lijst(blok: Lijst, omgeving: Omgeving) -> Iterator[etree._Element]:
    level = min(omgeving.diepte, _DEEPEST)
    nummering = omgeving.nummering
    number = nummering.numbers(blok.begin, level) if blok.genummerd else nummering.bullets()
    style = omgeving.stijlen.find("list number" if blok.genummerd else "list bullet")
    for item in blok.items:
        yield from _item(item, style, (str(level), number), omgeving)


def _item(
    item: Blokken, style: str, place: tuple[str, str], omgeving: Omgeving
) -> Iterator[etree._Element]:
    """Yield an item: its first paragraph carries the mark, what follows stands under its text."""
    level, number = place
    mark = make("numPr", make("ilvl", val=level), make("numId", val=number))
    first = item[0] if item else Alinea(())
    opens = isinstance(first, Alinea)
    yield _paragraph([*_style(style), mark], first.delen if opens else (), omgeving)  # type: ignore[union-attr]  # an Alinea has delen
    unmarked = make("numPr", make("ilvl", val="0"), make("numId", val="0"))
    indent = make("ind", left=str(INDENT * (int(level) + 1)), firstLine="0")
    inner = replace(
        omgeving,
        diepte=omgeving.diepte + 1,
        alinea=make("pPr", *_style(style), unmarked, indent),
    )
    yield from block_paragraphs(item[1:] if opens else item, inner)


_WRITERS: dict[type[Blok], Callable[..., Iterator[etree._Element]]] = {
    Alinea: _alinea,
    Kop: _kop,
    Lijst: _lijst,
    Citaat: _citaat,
}


def _style(identifier: str) -> list[etree._Element]:
    return [make("pStyle", val=identifier)] if identifier else []


def _paragraph(
    look: list[etree._Element], delen: tuple[Deel, ...], omgeving: Omgeving
) -> etree._Element:
    properties = [make("pPr", *look)] if look else []
    return make("p", *properties, *_runs(delen, omgeving))


def _runs(delen: tuple[Deel, ...], omgeving: Omgeving) -> Iterator[etree._Element]:
    for deel in delen:
        run = _run(deel, omgeving)
        yield _link(run, deel.link, omgeving) if _is_link(deel.link) else run


def _is_link(link: str) -> bool:
    return link.lower().startswith(LINKS)


def _run(deel: Deel, omgeving: Omgeving) -> etree._Element:
    look = _look(deel, omgeving)
    properties = [make("rPr", *look)] if look else []
    return make("r", *properties, *text_elements(clean_text(deel.tekst)))


def _look(deel: Deel, omgeving: Omgeving) -> list[etree._Element]:
    """Return run properties: those of the tag in the template, with those of the text on top."""
    own = _own_look(deel, omgeving.stijlen)
    replaced = {element.tag for element in own}
    base = [] if omgeving.tekens is None else list(deepcopy(omgeving.tekens))
    order = {w(name): place for place, name in enumerate(_RUN_ORDER)}
    kept = [element for element in base if element.tag not in replaced]
    return sorted(own + kept, key=lambda element: order.get(str(element.tag), len(order)))


def _own_look(deel: Deel, stijlen: Stijlen) -> list[etree._Element]:
    look = []
    if _is_link(deel.link) and (style := stijlen.find("hyperlink")):
        look.append(make("rStyle", val=style))
    if deel.code:
        look.append(make("rFonts", ascii="Consolas", hAnsi="Consolas", cs="Consolas"))
    if deel.vet:
        look += [make("b"), make("bCs")]
    if deel.cursief:
        look += [make("i"), make("iCs")]
    return look


def _link(run: etree._Element, link: str, omgeving: Omgeving) -> etree._Element:
    target = clean_text(link).replace("\n", "").replace(" ", "%20")
    hyperlink = make("hyperlink", run, history="1")
    hyperlink.set(f"{{{R}}}id", omgeving.relaties.add("hyperlink", target, external=True))
    return hyperlink
