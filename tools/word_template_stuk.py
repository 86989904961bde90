"""The Word templates of written documents: the note, from which most kinds borrow, and the letter."""

from copy import deepcopy

from lxml.etree import _Element as Element

from regietafel.documents.word_xml import make
from word_template_parts import bold, dxa, only_if, paragraph, run, styled, tag
from word_template_styles import GREY, paragraph_style  # lies beside this file

LABEL, HALF = 40, 82
"""Where the value of a header field begins, and the second signatory, in mm."""

_SMALL = f'<w:color w:val="{GREY}"/><w:sz w:val="17"/><w:szCs w:val="17"/>'
_TABS = '<w:tabs><w:tab w:val="left" w:pos="{place}"/></w:tabs>'

STYLES = (
    paragraph_style(
        "Kopgegeven",
        _TABS.format(place=dxa(LABEL))
        + '<w:spacing w:before="0" w:after="60" w:line="252" w:lineRule="auto"/>'
        + f'<w:ind w:left="{dxa(LABEL)}" w:hanging="{dxa(LABEL)}"/>',
    ),
    paragraph_style("Adres", '<w:spacing w:before="0" w:after="440"/>'),
    paragraph_style("Slotgroet", '<w:keepNext/><w:spacing w:before="160" w:after="0"/>'),
    paragraph_style(
        "Ondertekening",
        "<w:keepNext/><w:keepLines/>"
        + _TABS.format(place=dxa(HALF))
        + '<w:spacing w:before="900" w:after="0"/>',
    ),
    paragraph_style(
        "Functie",
        "<w:keepNext/><w:keepLines/>"
        + _TABS.format(place=dxa(HALF))
        + '<w:spacing w:before="0" w:after="120"/>',
    ),
    paragraph_style("Voetgegeven", '<w:spacing w:before="0" w:after="40"/>', _SMALL),
)


def notitie() -> list[Element]:
    """Return a note: title, facts, text."""
    return [*_concept(), *_label(), *_title(), *_address(), *_facts(), *_rest()]


def cijfers() -> list[Element]:
    """Return a document about numbers: title, facts, tables."""
    fact = paragraph("Kopgegeven", bold("{{ gegeven.label }}"), "\t{{ gegeven.waarde }}")
    beside = paragraph(
        "Normal",
        run("{% for gegeven in gegevens %}"),
        bold("{{ gegeven.label }}"),
        run(" {{ gegeven.waarde }}\u2003{% endfor %}"),
    )
    below = (tag("for gegeven in gegevens"), fact, tag("endfor"), paragraph("Witregel"))
    facts = (tag("if liggend"), beside, tag("else"), *below, tag("endif"))
    return [
        *_concept(),
        *_title(),
        *only_if("gegevens", *facts),
        *only_if("inhoud", paragraph("Normal", "{{p inhoud }}")),
    ]


def brief() -> list[Element]:
    """Return a letter: to whom, facts, subject, text."""
    return [*_concept(), *_label(), *_address(), *_facts(), *_title(smaller=True), *_rest()]


def side_facts(frame: Element) -> list[Element]:
    """Return what stands below the sender, in the head."""
    fact = paragraph(
        "Afzender", bold("{{ gegeven.label }}"), "\n{{ gegeven.waarde }}", frame=deepcopy(frame)
    )
    return [tag("for gegeven in zij"), fact, tag("endfor")]


def _concept() -> list[Element]:
    shown = paragraph(
        "Conceptregel",
        run("{% if concept %}"),
        styled("\u2002{{ concept }}\u2002", "Concept"),
        run("  {% endif %}{{ versie }}"),
    )
    return only_if("concept or versie", shown)


def _label() -> list[Element]:
    return only_if("opschrift", paragraph("Soort", "{{ opschrift }}"))


def _title(*, smaller: bool = False) -> list[Element]:
    """Return the title; a very long one is smaller."""
    if smaller:
        return [_sized_title("26")]
    return [
        tag("if titel|length > 110"), _sized_title("28"),
        tag("else"), paragraph("Heading1", "{{ titel }}"), tag("endif"),
    ]  # fmt: skip


def _sized_title(size: str) -> Element:
    return paragraph("Heading1", run("{{ titel }}", make("sz", val=size), make("szCs", val=size)))


def _address() -> list[Element]:
    return only_if("adres", paragraph("Adres", "{{ adres }}"))


def _facts() -> list[Element]:
    fact = paragraph("Kopgegeven", bold("{{ gegeven.label }}"), "\t{{ gegeven.waarde }}")
    return only_if("kop", tag("for gegeven in kop"), fact, tag("endfor"), paragraph("Witregel"))


def _rest() -> list[Element]:
    return [
        *only_if("aanhef", paragraph("Normal", "{{ aanhef }}")),
        *only_if("inhoud", paragraph("Normal", "{{p inhoud }}")),
        *only_if("slot", paragraph("Slotgroet", "{{ slot }}")),
        *only_if("ondertekening", *_signatures()),
        *only_if("bijlagen", *_annexes()),
        *_foot(),
    ]


def _signatures() -> list[Element]:
    """Return who sign: two beside each other, each with room above the name."""

    def beside(name: str) -> str:
        return f"{{% for wie in rij.wie %}}{{{{ wie.{name} }}}}{{% if not loop.last %}}\t{{% endif %}}{{% endfor %}}"

    return [
        tag("for rij in ondertekening"),
        paragraph("Ondertekening", beside("naam")),
        paragraph("Functie", beside("functie")),
        tag("endfor"),
    ]


def _annexes() -> list[Element]:
    line = paragraph("Bijlageregel", "{{ bijlage.nummer }}\t{{ bijlage.titel }}")
    return [paragraph("Heading2", "Bijlagen"), tag("for bijlage in bijlagen"), line, tag("endfor")]


def _foot() -> list[Element]:
    fact = paragraph("Voetgegeven", bold("{{ gegeven.label }}"), " {{ gegeven.waarde }}")
    return [
        *only_if("voet or voetregel", paragraph("Witregel")),
        *only_if("voet", tag("for gegeven in voet"), fact, tag("endfor")),
        *only_if("voetregel", paragraph("Voetgegeven", "{{ voetregel }}")),
    ]
