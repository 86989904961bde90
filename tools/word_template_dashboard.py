"""The Word template of a dashboard: a row per indicator, and the table of areas on its side."""

from lxml.etree import _Element as Element

from regietafel.documents.word_xml import make, w
from word_template_parts import (  # lies beside this file
    bold,
    cell,
    dxa,
    only_if,
    paragraph,
    row,
    table,
    tag,
    tag_row,
)
from word_template_styles import paragraph_style  # lies beside this file

_CLOSE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_SMALL = '<w:sz w:val="15"/><w:szCs w:val="15"/>'
_FIGURE = '<w:sz w:val="18"/><w:szCs w:val="18"/>'
STYLES = (
    paragraph_style(
        "Dashboardkop",
        '<w:keepNext w:val="0"/><w:spacing w:before="0" w:after="20"/>',
        '<w:sz w:val="23"/><w:szCs w:val="23"/>',
        based="Heading2",
    ),
    paragraph_style(
        "Dashboardnootkop",
        '<w:spacing w:before="80" w:after="0"/>',
        '<w:sz w:val="17"/><w:szCs w:val="17"/>',
        based="Heading3",
    ),
    paragraph_style("Dashboardregel", _CLOSE, _FIGURE),
    paragraph_style(
        "Dashboardcijfer",
        '<w:tabs><w:tab w:val="right" w:pos="2608"/><w:tab w:val="right" w:pos="3402"/></w:tabs>'
        + _CLOSE,
        _FIGURE,
    ),
    paragraph_style("Dashboardnoot", _CLOSE, '<w:sz w:val="16"/><w:szCs w:val="16"/>'),
    paragraph_style("Dashboardbeeld", _CLOSE),
    paragraph_style("Dashboardcel", _CLOSE, _SMALL),
    paragraph_style("Dashboardgetal", '<w:jc w:val="right"/>', _SMALL, based="Dashboardcel"),
)
_FACTS, _MAP, _LINE = 71.0, 43.0, 66.0
_WIDE = 267.0
_LEGEND = "{% for regel in legenda %}{{ regel }}{% if not loop.last %}; {% endif %}{% endfor %}"


def dashboard(brand: list[Element]) -> list[Element]:
    """Return the body: indicators; then, on a page on its side, areas, course and notes."""
    return [
        *brand,
        paragraph("Heading1", "{{ titel }}"),
        tag("for gegeven in gegevens"),
        paragraph("Dashboardregel", bold("{{ gegeven.label }}: "), "{{ gegeven.waarde }}"),
        tag("endfor"),
        paragraph("Dashboardnoot", _LEGEND),
        _indicators(),
        section_end(),
        *only_if("kolommen", paragraph("Heading2", "{{ tabelkop }}"), _areas()),
        section_end(),
        *only_if("verloop", paragraph("Heading2", "Verloop"), *_course()),
        *_notes(),
        paragraph("Slot"),
    ]


def section_end() -> Element:
    """Return the paragraph that ends a part with pages or columns of its own, filled in later."""
    return make("p", make("pPr", make("pStyle", val="Slot"), make("sectPr")))


def _indicators() -> Element:
    sizes = [dxa(width) for width in (_FACTS, _MAP, _LINE)]
    cells = (
        [
            paragraph("Dashboardkop", "{{ indicator.naam }}"),
            paragraph("Dashboardregel", bold("{{ indicator.stand }}")),
            tag("for cijfer in indicator.cijfers"),
            paragraph(
                "Dashboardcijfer", "{{ cijfer.label }}\t{{ cijfer.waarde }}\t{{ cijfer.verschil }}"
            ),
            tag("endfor"),
            tag("for regel in indicator.verandering"),
            paragraph("Dashboardnoot", "{{ regel }}"),
            tag("endfor"),
        ],
        [
            tag("for beeld in indicator.kaart"),
            paragraph("Dashboardbeeld", "{{ beeld.beeld }}"),
            tag("endfor"),
        ],
        [paragraph("Dashboardbeeld", "{{ indicator.lijn.beeld }}")],
    )
    filled = [cell(size, content) for size, content in zip(sizes, cells, strict=True)]
    rows = [
        tag_row("for indicator in indicatoren", sizes),
        row(*filled),
        tag_row("endfor", sizes),
    ]
    heads = ["Indicator", "Kaart", "Schema"]
    made = table(sizes, heads, "Indicatoren met kaart en schema", rows)
    _narrow(made, 40)
    return made


def _areas() -> Element:
    """Return the table of areas; its columns are repeated, so the grid is made when it is filled."""
    size = [dxa(_WIDE)]
    made = table(size, ["{{ gebiedkop }}"], "Opgave en realisatie per gebied", [])
    head = made.findall(w("tr"))[0]
    head.extend(
        _columns("kolom in kolommen", [paragraph("Dashboardgetal", bold("{{ kolom.kop }}"))])
    )
    figure = [
        tag("if rij.totaal"),
        paragraph("Dashboardgetal", bold("{{ cel.tekst }}")),
        tag("else"),
        paragraph("Dashboardgetal", "{{ cel.tekst }}"),
        tag("endif"),
    ]
    name = cell(size[0], [paragraph("Dashboardcel", "{{ rij.naam }}")])
    body = row(name, *_columns("cel in rij.cellen", figure))
    made.extend([tag_row("for rij in gebieden", size), body, tag_row("endfor", size)])
    for style in head.findall(f".//{w('pStyle')}")[:1]:
        style.set(w("val"), "Dashboardcel")
    _narrow(made, 30)
    return made


def _columns(loop: str, content: list[Element]) -> list[Element]:
    """Return cells that repeat one: the first and the last disappear when the document is made."""
    width = dxa(10)
    return [
        cell(width, [paragraph("Dashboardcel", f"{{%tc for {loop} %}}")]),
        cell(width, content),
        cell(width, [paragraph("Dashboardcel", "{%tc endfor %}")]),
    ]


def _narrow(made: Element, edge: int) -> None:
    """Set the cells of a table closer to each other, in twentieths of a point."""
    properties = made.find(w("tblPr"))
    layout = None if properties is None else properties.find(w("tblLayout"))
    if layout is not None:
        sides = ("top", "left", "bottom", "right")
        layout.addnext(make("tblCellMar", *(make(s, w_=str(edge), type="dxa") for s in sides)))


def _course() -> list[Element]:
    return [
        tag("for beeld in verloop"),
        paragraph("Dashboardbeeld", "{{ beeld.beeld }}"),
        tag("endfor"),
    ]


def _notes() -> list[Element]:
    return [
        paragraph("Heading2", "Bronnen en peildata"),
        tag("for noot in noten"),
        paragraph("Dashboardnootkop", "{{ noot.kop }}"),
        tag("for regel in noot.regels"),
        paragraph("Dashboardnoot", "{{ regel }}"),
        tag("endfor"),
        tag("endfor"),
    ]
