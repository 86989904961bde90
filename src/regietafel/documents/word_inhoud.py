"""Headings that can be referred to, and the table of contents, in Word."""

from collections.abc import Iterator

from lxml import etree

from regietafel.documents.blocks import Inhoudsopgave, Inhoudsregel, Kop
from regietafel.documents.word_alineas import build_paragraph, build_run, field_runs, style_of
from regietafel.documents.word_omgeving import Omgeving
from regietafel.documents.word_runs import write_runs
from regietafel.documents.word_xml import clean_text, make


def heading_content(kop: Kop, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield the runs of a heading: number and words. Its bookmark is what a reference says."""
    gedeeld = omgeving.gedeeld
    words = list(write_runs(kop.delen, omgeving))
    if not kop.sleutel:
        yield from _prefixed(kop, words)
        return
    name = gedeeld.bookmark(kop.sleutel)
    label, _, number = kop.nummer.rpartition(" ")
    if not number:
        yield from gedeeld.marked(name, *words)
        return
    if label:
        yield build_run(f"{label} ")
    yield from gedeeld.marked(name, build_run(number))
    yield build_run(". " if kop.bijlage else "\t")
    yield from words


def _prefixed(kop: Kop, words: list[etree._Element]) -> Iterator[etree._Element]:
    if kop.nummer:
        yield build_run(kop.nummer + (". " if kop.bijlage else "\t"))
    yield from words


def write_contents(blok: Inhoudsopgave, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield the contents as a field, whose lines lead to their heading.

    The page numbers come as soon as Word brings the field up to date.
    """
    gedeeld = omgeving.gedeeld
    if not blok.regels:
        return
    yield build_paragraph(style_of(gedeeld.style("Inhoudskop")), build_run("Inhoud"))
    first, last = omgeving.kop + 1, min(omgeving.kop + blok.diepte, 9)
    opening, closing = _field_ends(f'TOC \\o "{first}-{last}" \\h \\z \\u')
    lines = [_line(line, first, omgeving) for line in blok.regels]
    for run in opening:
        lines[0][-1].addprevious(run)
    lines[-1].extend(closing)
    yield from lines


def _field_ends(code: str) -> tuple[list[etree._Element], list[etree._Element]]:
    runs = list(field_runs(code))
    return runs[:3], runs[3:]


def _line(line: Inhoudsregel, first: int, omgeving: Omgeving) -> etree._Element:
    gedeeld = omgeving.gedeeld
    style = gedeeld.style(f"toc {min(first + line.niveau - 1, 9)}")
    style = style or gedeeld.style(f"toc {min(line.niveau, 4)}")
    text = f"{line.nummer}\u2002{line.tekst}" if line.nummer else line.tekst
    run = build_run(clean_text(text))
    link = make("hyperlink", run, anchor=gedeeld.bookmark(line.doel), history="1")
    return build_paragraph(style_of(style), link)
