"""The Word template of the chair's annotated agenda."""

from copy import deepcopy

from lxml import etree
from lxml.etree import _Element as Element

from regietafel.documents.word_xml import W, make
from word_template_parts import (  # lies beside this file
    bold,
    cell,
    dxa,
    only_if,
    paragraph,
    row,
    rule,
    run,
    styled,
    table,
    tag,
    tag_row,
)
from word_template_styles import GREY, paragraph_style  # lies beside this file

CLOCK, INDENT = 25, 34
"""Where the number and the text begin, in mm from the left: the clock has the place before it."""

_MORE = "punt.bespreekpunt or punt.voorstel"


def regieboek() -> list[Element]:
    return [
        paragraph("Regielabel", styled("\u2002{{ label }}\u2002", "Concept"), "  {{ labeltekst }}"),
        paragraph("Heading1", "{{ titel }}"),
        *only_if("melding", paragraph("Melding", "{{ melding }}")),
        tag("for gegeven in gegevens"),
        paragraph("Gegeven", bold("{{ gegeven.label }}"), "\t{{ gegeven.waarde }}"),
        tag("endfor"),
        tag("for punt in punten"),
        *_point(),
        tag("else"),
        paragraph("Normal", "Er staan nog geen punten op de agenda."),
        tag("endfor"),
        paragraph("Heading2", "Open acties van wie aan tafel zit"),
        tag("if personen"),
        paragraph("Regiestand", "{{ actiestand }}"),
        tag("else"),
        paragraph("Normal", "{{ actiestand }}"),
        tag("endif"),
        *_people(),
        paragraph("Slot"),
    ]


def _point() -> list[Element]:
    word = run("{% if punt.klokwoord %}{{ punt.klokwoord }} {% endif %}", *_light())
    title = "\t{{ punt.nummer }}\t{{ punt.titel }}"
    between = "{% if punt.doel and punt.minuten %} · {% endif %}"
    return [
        tag("if punt.niveau == 0"),
        paragraph("Regiepunt", word, styled("{{ punt.klok }}", "Regieklok"), title),
        tag("else"),
        paragraph("Regieonderdeel", deepcopy(word), "{{ punt.klok }}", title),
        tag("endif"),
        *only_if(
            "punt.doel or punt.minuten",
            paragraph("Regieregel", "{{ punt.doel }}" + between + "{{ punt.minuten }}"),
        ),
        *only_if("punt.spreker", *_line(f"punt.stukken or {_MORE}", "Spreker:", "punt.spreker")),
        tag("for stuk in punt.stukken"),
        *_line(f"not loop.last or {_MORE}", "Stuk", "stuk"),
        tag("endfor"),
        tag("for thema in punt.themas"),
        paragraph("Regiethema", "–\t{{ thema }}"),
        tag("endfor"),
        tag("if punt.voorstel"),
        *_labelled("Regieregel", "Bespreekpunt:", "punt.bespreekpunt"),
        tag("else"),
        *_labelled("Regietekst", "Bespreekpunt:", "punt.bespreekpunt"),
        tag("endif"),
        *_labelled("Regievoorstel", "Voorstel:", "punt.voorstel"),
        *_labelled("Regienotitie", "Alleen voor u:", "punt.notitie"),
        *only_if("punt.acties", paragraph("Regiekop", "Open acties bij dit punt")),
        tag("for actie in punt.acties"),
        *_action("Regie"),
        tag("endfor"),
    ]


def _line(followed: str, label: str, name: str) -> list[Element]:
    """Return a labelled line, which stays with what follows when more of the point does."""
    shown: list[str | Element] = [bold(label), f" {{{{ {name} }}}}"]
    return [
        tag(f"if {followed}"),
        paragraph("Regieregel", *deepcopy(shown)),
        tag("else"),
        paragraph("Regietekst", *shown),
        tag("endif"),
    ]


def _light() -> tuple[Element, ...]:
    return (make("b", val="0"), make("bCs", val="0"), make("sz", val="19"))


def _labelled(style: str, label: str, name: str) -> list[Element]:
    """Return rich text behind a label; its lists take the indent and the look of the paragraph."""
    italic = (make("i"), make("iCs")) if style == "Regienotitie" else ()
    shown = paragraph(style, bold(label), " ", run(f"{{{{p {name} }}}}", *italic))
    if style == "Regievoorstel":
        shown[0].append(etree.fromstring(f'<w:x xmlns:w="{W}">{_TINT}</w:x>')[0])
    shown[0].append(make("ind", left=dxa(INDENT + (6 if italic else 0))))
    return only_if(name, shown)


def _action(place: str) -> list[Element]:
    """Return an open action; ``place`` is where the styles begin: below a point or in a table."""
    grey = make("color", val=GREY)
    details = (
        "{{ actie.door }}{% if actie.door and actie.termijn %} · {% endif %}{{ actie.termijn }}"
        "{% if actie.door or actie.termijn %} · {% endif %}{{ actie.leeftijd }}"
    )
    remark = "{% if actie.opmerking %} ({{ actie.opmerking }}){% endif %}"
    return [
        paragraph(
            f"{place}actienummer", "{{ actie.nummer }}", run(remark, make("color", val="1A1A1A"))
        ),
        paragraph(f"{place}actie", "{{p actie.tekst }}"),
        paragraph(f"{place}actieslot", run(details, grey)),
    ]


def _people() -> list[Element]:
    widths = [dxa(58), dxa(165 - 58)]
    actions = [tag("for actie in groep.acties"), *_action("Tabel"), tag("endfor")]
    people = [tag("for wie in groep.wie"), paragraph("Tabelwie", "{{ wie }}"), tag("endfor")]
    rows = [
        tag_row("for groep in personen", widths),
        row(
            cell(widths[0], people, rule("top", 6)),
            cell(widths[1], actions, rule("top", 6)),
        ),
        tag_row("endfor", widths),
    ]
    caption = "Open acties per persoon aan tafel"
    between = make("tblBorders", rule("bottom", 6), make("insideH", val="nil"))
    return [
        tag("if personen"),
        table(widths, ["Wie", "Open acties"], caption, rows, between),
        tag("else"),
        paragraph("Normal", "Niemand aan tafel heeft nog open acties."),
        tag("endif"),
    ]


# ------------------------------------------------------------------ how it looks

_ACCENT = 'w:val="154273" w:themeColor="accent1"'
_TINT = (
    '<w:shd w:val="clear" w:color="auto" w:fill="EAEEF2" w:themeFill="accent1"'
    ' w:themeFillTint="17"/>'
)
_TABS = (
    f'<w:tabs><w:tab w:val="clear" w:pos="454"/><w:tab w:val="left" w:pos="{dxa(CLOCK)}"/>'
    f'<w:tab w:val="left" w:pos="{dxa(INDENT)}"/></w:tabs>'
)
_RULE = f'<w:pBdr><w:left w:val="single" w:sz="8" w:space="8" w:color="{GREY}"/></w:pBdr>'
_IN = f'<w:ind w:left="{dxa(INDENT)}" w:firstLine="0"/>'
_HANGING = f'<w:ind w:left="{dxa(INDENT)}" w:hanging="{dxa(INDENT)}"/>'
_SMALL = '<w:sz w:val="19"/><w:szCs w:val="19"/>'
_NUMBER = f"<w:b/><w:bCs/><w:color {_ACCENT}/>{_SMALL}"
_KEEP = "<w:keepNext/><w:keepLines/>"
_WHOLE = "<w:suppressAutoHyphens/>"


def _space(before: int, after: int, line: int = 247) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _clock_style(size: int) -> str:
    return f'<w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


_CLOCK = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="Regieklok">'
    f'<w:name w:val="Regieklok"/><w:rPr>{_clock_style(34)}</w:rPr></w:style>'
)
STYLES = (
    paragraph_style("Regielabel", _space(120, 140, 240), based="Conceptregel"),
    paragraph_style("Regiepunt", _KEEP + _TABS + _space(260, 60, 240) + _HANGING, based="Heading2"),
    paragraph_style(
        "Regieonderdeel",
        _KEEP + _TABS + _space(200, 60, 240) + _HANGING,
        _clock_style(22),
        based="Heading3",
    ),
    paragraph_style("Regietekst", _space(0, 60) + _IN),
    paragraph_style("Regieregel", "<w:keepNext/>", based="Regietekst"),
    paragraph_style("Regiestand", "<w:keepNext/>", based="Normal"),
    paragraph_style(
        "Regiethema",
        f'<w:tabs><w:tab w:val="left" w:pos="{dxa(INDENT + 4)}"/></w:tabs>{_space(0, 40)}'
        f'<w:ind w:left="{dxa(INDENT + 4)}" w:hanging="{dxa(4)}"/>',
    ),
    paragraph_style("Regievoorstel", _TINT + _space(60, 60, 264) + _IN),
    paragraph_style(
        "Regienotitie",
        _RULE + _space(60, 120) + f'<w:ind w:left="{dxa(INDENT + 6)}" w:right="{dxa(6)}"/>',
        "<w:i/><w:iCs/>",
    ),
    paragraph_style("Regiekop", _KEEP + _space(100, 40) + _IN, "<w:b/><w:bCs/>"),
    paragraph_style("Regieactienummer", _KEEP + _WHOLE + _space(20, 0) + _IN, _NUMBER),
    paragraph_style("Regieactie", _KEEP + _WHOLE + _space(0, 0) + _IN, _SMALL),
    paragraph_style("Regieactieslot", _WHOLE + _space(0, 120) + _IN, _SMALL),
    paragraph_style(
        "Tabelwie", _WHOLE + _space(0, 20) + '<w:ind w:left="170" w:hanging="170"/>', _SMALL
    ),
    paragraph_style("Tabelactienummer", _KEEP + _WHOLE + _space(0, 0), _NUMBER),
    paragraph_style("Tabelactie", _KEEP + _WHOLE + _space(0, 0), _SMALL),
    paragraph_style("Tabelactieslot", _WHOLE + _space(0, 120), _SMALL),
    _CLOCK,
)
