"""Headings that can be referred to, and the table of contents, in Word."""

from collections.abc import Iterator

from lxml import etree

from regietafel.documents.blocks import Inhoudsopgave, Inhoudsregel, Kop
from regietafel.documents.word_afwerking import detach
from regietafel.documents.word_alineas import build_paragraph, build_run, field_runs, style_of
from regietafel.documents.word_omgeving import Omgeving
from regietafel.documents.word_pakket import MAIN, open_pakket
from regietafel.documents.word_runs import write_runs
from regietafel.documents.word_xml import make, parse_part, w, write_part
from regietafel.documents.xmltekst import clean_text

_CONTENTS = "TOC"


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
    """Yield the contents as a field whose lines lead to their heading and name its page.

    The page is a field too: what it shows is counted in the PDF, until Word counts itself.
    """
    gedeeld = omgeving.gedeeld
    if not blok.regels:
        return
    yield build_paragraph(style_of(gedeeld.style("Inhoudskop")), build_run("Inhoud"))
    first, last = omgeving.kop + 1, min(omgeving.kop + blok.diepte, 9)
    opening, closing = _field_ends(f'{_CONTENTS} \\o "{first}-{last}" \\h \\z \\u')
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
    name = gedeeld.bookmark(line.doel)
    page = field_runs(f"PAGEREF {name} \\h", build_run(str(line.pagina)))
    numbered = (make("r", make("tab")), *page) if line.pagina else ()
    link = make("hyperlink", build_run(clean_text(text)), *numbered, anchor=name, history="1")
    edge = make("tab", val="right", leader="dot", pos=str(omgeving.breedte))
    return build_paragraph([*style_of(style), make("tabs", edge)], link)


def with_living_pages(content: bytes) -> bytes:
    """Return a Word file for conversion, in which no contents is one field.

    LibreOffice leaves such a field as it is, but counts the pages of fields that stand alone.
    """
    pakket = open_pakket(content)
    main = pakket.named(MAIN)[0]
    if f" {_CONTENTS} ".encode() not in pakket.delen[main]:
        return content
    root = parse_part(pakket.delen[main], main)
    for code in [
        c for c in root.iter(w("instrText")) if (c.text or "").startswith(f" {_CONTENTS} ")
    ]:
        for run in _ends_of(root, code):
            detach(run)
    pakket.delen[main] = write_part(root)
    return pakket.save()


def _ends_of(root: etree._Element, code: etree._Element) -> list[etree._Element]:
    """Return the runs that begin, separate and end the field with a code, and that of the code."""
    within: list[list[etree._Element]] = []
    for run in root.iter(w("r")):
        mark = run.find(w("fldChar"))
        kind = "" if mark is None else mark.get(w("fldCharType"))
        if kind == "begin":
            within.append([])
        if within and (kind or run.find(w("instrText")) is not None):
            within[-1].append(run)
        if within and kind == "end":
            ended = within.pop()
            if code.getparent() in ended:
                return ended
    return []
