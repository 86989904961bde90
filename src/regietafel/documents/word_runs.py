"""Runs of rich text in Word: looks, links, references to what lies elsewhere, marks of notes."""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from regietafel.documents.blocks import Deel, Delen
from regietafel.documents.kleuren import TONEN
from regietafel.documents.richtext_delen import LINKS
from regietafel.documents.woorden import words_of
from regietafel.documents.word_alineas import build_run, field_runs
from regietafel.documents.word_omgeving import Omgeving
from regietafel.documents.word_xml import R, make, text_elements, w
from regietafel.documents.xmltekst import clean_text

_RUN_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color")
_PLACE = {w(name): place for place, name in enumerate(_RUN_ORDER)}
_NAMED = re.compile(r"(\w+ )(\S+)|(‘)(.*)(’)", re.DOTALL)


def write_runs(delen: Delen, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield the runs of a paragraph, links and fields around those that have one."""
    for deel in delen:
        if deel.noot:
            yield from _note(deel, omgeving)
        elif deel.doel:
            yield from _to_here(deel, omgeving)
        elif _is_link(deel.link):
            yield _link(write_run(deel, omgeving), deel.link, omgeving)
        else:
            yield write_run(deel, omgeving)


def _is_link(link: str) -> bool:
    return link.lower().startswith(LINKS)


def write_run(deel: Deel, omgeving: Omgeving) -> etree._Element:
    look = _look(deel, omgeving)
    properties = [make("rPr", *look)] if look else []
    return make("r", *properties, *text_elements(clean_text(deel.tekst)))


def _look(deel: Deel, omgeving: Omgeving) -> list[etree._Element]:
    """Return run properties: those of the tag in the template, with those of the text on top."""
    own = _own_look(deel, omgeving)
    replaced = {element.tag for element in own}
    base = [] if omgeving.tekens is None else list(deepcopy(omgeving.tekens))
    kept = [element for element in base if element.tag not in replaced]
    return sorted(own + kept, key=lambda element: _PLACE.get(str(element.tag), len(_PLACE)))


def _own_look(deel: Deel, omgeving: Omgeving) -> list[etree._Element]:
    look = []
    shown_as_link = _is_link(deel.link) or (deel.doel and not deel.verwijst)
    style = omgeving.stijlen.find("hyperlink") if shown_as_link else ""
    style = style or (omgeving.gedeeld.style("Codeteken") if deel.code else "")
    if style:
        look.append(make("rStyle", val=style))
    if (
        deel.code
    ):  # also without the style: LibreOffice drops it from a cell, and a link has another
        look.append(make("rFonts", ascii="Consolas", hAnsi="Consolas", cs="Consolas"))
    if deel.vet:
        look += [make("b"), make("bCs")]
    if deel.cursief:
        look += [make("i"), make("iCs")]
    if deel.toon in TONEN:
        look.append(make("color", val=TONEN[deel.toon].lstrip("#")))
    return look


def _link(run: etree._Element, link: str, omgeving: Omgeving) -> etree._Element:
    target = clean_text(link).replace("\n", "").replace(" ", "%20")
    hyperlink = make("hyperlink", run, history="1")
    hyperlink.set(f"{{{R}}}id", omgeving.relaties.add("hyperlink", target, external=True))
    return hyperlink


def _to_here(deel: Deel, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield a link to a key, or the name of what has it with its number as a field."""
    name = omgeving.gedeeld.bookmark(deel.doel)
    found = _NAMED.fullmatch(deel.tekst) if deel.verwijst else None
    if found is None:
        yield make("hyperlink", write_run(deel, omgeving), anchor=name, history="1")
        return
    before, number, *after = (part for part in found.groups() if part)
    yield write_run(_with(deel, before), omgeving)
    yield from field_runs(f"REF {name} \\h", write_run(_with(deel, number), omgeving))
    for text in after:
        yield write_run(_with(deel, text), omgeving)


def _with(deel: Deel, tekst: str) -> Deel:
    return Deel(tekst, deel.vet, deel.cursief, deel.code)


def _note(deel: Deel, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield the mark of a note; outside the text of the document its words between brackets."""
    if not omgeving.noten:
        yield write_run(_with(deel, f" ({words_of(deel.noottekst)})"), omgeving)
        return
    gedeeld = omgeving.gedeeld
    style = make("rStyle", val=gedeeld.style("footnote reference"))
    name = gedeeld.note_mark(deel.noot)
    if deel.noottekst:
        identifier = gedeeld.add_note(deel.noottekst, omgeving)
        mark = make("r", make("rPr", style), make("footnoteReference", id=identifier))
        yield from gedeeld.marked(name, mark)
    else:
        yield from field_runs(f"NOTEREF {name} \\f \\h", build_run(str(deel.noot), style))
