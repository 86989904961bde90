"""The language of the Word templates: fields, loops and conditions, and nothing else.

docxtpl's tags are read by jinja2 in a sandbox, and before that its syntax tree is held against
the fields of the view. What is not on the short list of this module is refused, so a template
can show data and cannot compute, call or reach anything.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from regietafel.documents.word_pakket import MAIN, Pakket
from regietafel.documents.word_xml import paragraph_text, parse_part, w

FILTERS = ("upper", "lower", "capitalize", "trim", "join", "first", "last", "length")
TESTS = ("defined", "none", "odd", "even", "in", "eq", "ne")

_PLACES = {
    MAIN: "in de tekst",
    "wordprocessingml.header+xml": "in de kop",
    "wordprocessingml.footer+xml": "in de voet",
    "wordprocessingml.footnotes+xml": "in een voetnoot",
    "wordprocessingml.endnotes+xml": "in een eindnoot",
    "wordprocessingml.comments+xml": "in een opmerking",
    "core-properties+xml": "in de eigenschappen",
    "extended-properties+xml": "in de eigenschappen",
    "custom-properties+xml": "in de eigenschappen",
}
# '{{p x }}' marks formatted text in docxtpl and throws the rest of its paragraph away. Here the
# paragraph stays, so that a label can stand before the text; the letter alone goes.
_PARAGRAPH_LETTER = re.compile(r"(\{(?:<[^>]*>)*\{(?:<[^>]*>)*)p(?=(?:<[^>]*>)*\s)")
_PARAGRAPH_START = re.compile(r"<w:p(?=[ >/])")
_MARKUP = re.compile(r"<[^>]*>")
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")
_EDGE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Sjabloondeel:
    """A part that can hold tags, as Word saved it (``boom``) and as jinja2 reads it (``bron``)."""

    naam: str
    plek: str
    boom: etree._Element

    @cached_property
    def bron(self) -> str:
        """Return the source: split tags joined, every paragraph that remains begins a line."""
        source = etree.tostring(self.boom, encoding="unicode").replace("\n", " ")
        source = _join_tags(_PARAGRAPH_LETTER.sub(r"\1", source))
        return _PARAGRAPH_START.sub("\n<w:p", source)

    def place(self, line: int) -> str:
        """Return where a line (from 1) is, for a reader with the template open in Word."""
        lines = self.bron.split("\n")
        for text in reversed(lines[: max(line, 1)]):
            shown = " ".join(_TAG.sub(" ", _MARKUP.sub("", text)).split())
            if shown:
                return f'{self.plek}, bij "{shorten(shown)}"'
        return self.plek


def shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def build_environment(finalize: Callable[[object], object]) -> ImmutableSandboxedEnvironment:
    """Return the only environment that renders Word: no globals, few filters, text escaped."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=finalize
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    return environment


def read_parts(pakket: Pakket) -> list[Sjabloondeel]:
    """Return every part that can hold a tag: text, heads, feet, notes and properties."""
    return [
        Sjabloondeel(naam, place, parse_part(pakket.delen[naam], naam))
        for ending, place in _PLACES.items()
        for naam in pakket.named(ending)
        if b"{" in pakket.delen[naam]
    ]


def _join_tags(source: str) -> str:
    from docxtpl import DocxTemplate

    return str(DocxTemplate.patch_xml(None, source))


def without_line_starts(xml: str) -> str:
    """Undo the line breaks of ``Sjabloondeel.bron``; text from the view never looks like one."""
    return xml.replace("\n<w:p", "<w:p")


@dataclass(frozen=True)
class Probleem:
    """What is wrong in a template; ``code`` is stable, ``uitleg`` Dutch without a capital."""

    code: str
    uitleg: str
    plek: str


def check_layout(deel: Sjabloondeel) -> list[Probleem]:
    """Return what docxtpl would lose or misread before jinja2 sees it.

    This comes first: docxtpl searches to the end of the document for every tag that is not
    closed, and a template with thousands of them would take minutes.
    """
    return _open_tags(deel) or [*_shared_rows(deel), *_shared_paragraphs(deel)]


def _open_tags(deel: Sjabloondeel) -> list[Probleem]:
    holders = list(deel.boom.iter(w("p"))) or list(deel.boom)
    return [
        Probleem(
            "sjabloon-tag-open",
            f"'{shorten(text.strip())}' bevat een tag die niet is afgesloten; elke {{{{ hoort bij "
            "een }} en elke {% bij een %}, in dezelfde alinea",
            deel.plek,
        )
        for holder in holders
        if _is_unbalanced(text := _own_text(holder))
    ]


def _own_text(holder: etree._Element) -> str:
    return paragraph_text(holder) if holder.tag == w("p") else "".join(map(str, holder.itertext()))


def _is_unbalanced(text: str) -> bool:
    closer = ""
    for edge in _EDGE.findall(text):
        if closer:
            closer = "" if edge == closer else closer
        elif edge in _CLOSERS:
            closer = _CLOSERS[edge]
        elif edge in {"%}", "}}"}:
            return True
    return bool(closer)


def _shared_rows(deel: Sjabloondeel) -> list[Probleem]:
    return [
        _not_alone(deel, text, "tr", "rij")
        for row in deel.boom.iter(w("tr"))
        if _shares(text := " ".join(paragraph_text(p) for p in row.iter(w("p"))), "tr")
    ]


def _shared_paragraphs(deel: Sjabloondeel) -> list[Probleem]:
    return [
        _not_alone(deel, text, "p", "alinea")
        for paragraph in deel.boom.iter(w("p"))
        if _shares(text := paragraph_text(paragraph), "p")
    ]


def _shares(text: str, letters: str) -> bool:
    """Return whether a '{%tr …%}' has company: docxtpl throws that away without a word."""
    tag = rf"\{{%{letters}\s(?:(?!%\}}).)*%\}}"
    return bool(re.search(tag, text)) and not re.fullmatch(rf"\s*{tag}\s*", text)


def _not_alone(deel: Sjabloondeel, text: str, letters: str, where: str) -> Probleem:
    return Probleem(
        f"sjabloon-{where}-niet-alleen",
        f"een tag {{%{letters} … %}} moet alleen in zijn {where} staan, anders gaat de rest "
        f"van die {where} verloren: '{shorten(' '.join(text.split()))}'",
        deel.plek,
    )
