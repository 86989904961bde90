"""Make the Word templates of the package: templates/*/word.docx.

Run it after a change here and look at the result in Word. A customer changes a copy in Word
itself and does not need this. ``python tools/make_word_templates.py [FOLDER]``
"""

import io
import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Document_
from lxml import etree
from lxml.etree import _Element as Element

from regietafel.documents.word_eigenschappen import drop_leftovers, set_properties
from regietafel.documents.word_pakket import MAIN, open_pakket
from regietafel.documents.word_secties import widen_feet
from regietafel.documents.word_xml import A, make, w
from word_template_dashboard import STYLES as DASHBOARD_STYLES  # lies beside this file
from word_template_dashboard import dashboard
from word_template_parts import (  # lies beside this file
    bold,
    cell,
    dxa,
    footer,
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
from word_template_rapport import STYLES as RAPPORT_STYLES  # lies beside this file
from word_template_rapport import rapport
from word_template_regieboek import STYLES as REGIEBOEK_STYLES  # lies beside this file
from word_template_regieboek import regieboek
from word_template_stuk import STYLES as STUK_STYLES  # lies beside this file
from word_template_stuk import brief, cijfers, notitie, side_facts
from word_template_styles import (  # lies beside this file
    GREY,
    font_table_xml,
    numbering_xml,
    settings_xml,
    styles_xml,
)

ROOT = Path(__file__).resolve().parents[1]
MADE = datetime(2024, 1, 1, tzinfo=UTC)
ACCENT = "154273"
LEFT, RIGHT = 25, 20
SIDE = 42


# ------------------------------------------------------------------ what all kinds share


def frame(left: float, width: float, top: float = 20) -> Element:
    """Return the place of the sender: beside the text, measured from the page (mm)."""
    place = {"vAnchor": "page", "hAnchor": "page", "x": dxa(left), "y": dxa(top)}
    return make("framePr", w_=dxa(width), hSpace=dxa(4), wrap="around", **place)


def brand() -> list[Element]:
    return [
        tag("if logo"),
        paragraph("Woordmerk", "{{ logo }}"),
        tag("else"),
        paragraph("Woordmerk", "{{ huisstijl.naam }}"),
        tag("endif"),
    ]


def sender(left: float, width: float) -> list[Element]:
    return [
        *only_if(
            "logo", paragraph("Afzendernaam", "{{ huisstijl.naam }}", frame=frame(left, width))
        ),
        *only_if(
            "huisstijl.afdeling",
            paragraph("Afzender", "{{ huisstijl.afdeling }}", frame=frame(left, width)),
        ),
        *only_if(
            "huisstijl.adresblok",
            paragraph("Afzender", "{{ huisstijl.adresblok }}", frame=frame(left, width)),
        ),
    ]


def letter_facts(left: float, width: float) -> list[Element]:
    """Return the facts that belong to the letter, below the sender in the side column."""
    fact = paragraph(
        "Afzender", bold("{{ gegeven.label }}"), "\n{{ gegeven.waarde }}", frame=frame(left, width)
    )
    return [
        tag("for gegeven in gegevens"),
        *only_if("gegeven.label in ['Kenmerk', 'Contactpersoon']", fact),
        tag("endfor"),
    ]


def title_block(*, notice: bool) -> list[Element]:
    content: list[Element] = [
        *only_if(
            "concept or versie",
            paragraph(
                "Conceptregel",
                run("{% if concept %}"),
                styled("\u2002{{ concept }}\u2002", "Concept"),
                run("  {% endif %}{{ versie }}"),
            ),
        ),
        paragraph("Heading1", "{{ titel }}"),
    ]
    return content + (only_if("melding", paragraph("Melding", "{{ melding }}")) if notice else [])


def facts(*, letter: bool = False) -> list[Element]:
    fact = paragraph("Gegeven", bold("{{ gegeven.label }}"), "\t{{ gegeven.waarde }}")
    shown = only_if("gegeven.label not in ['Kenmerk', 'Contactpersoon']", fact)
    return [
        tag("for gegeven in gegevens"),
        *(shown if letter else [fact]),
        tag("endfor"),
        *only_if("aanwezig", paragraph("Gegeven", bold("Aanwezig"), "\t{{ aanwezig }}")),
        *only_if("afwezig", paragraph("Gegeven", bold("Afwezig"), "\t{{ afwezig }}")),
        paragraph("Witregel"),
    ]


# ------------------------------------------------------------------ the three kinds


def agenda_tabel() -> list[Element]:
    widths = [dxa(11), dxa(165 - 11 - 50 - 25), dxa(50), dxa(25)]
    titel = [
        tag("if rij.niveau == 0"),
        paragraph("Tabelpunt", "{{ rij.titel }}"),
        tag("elif rij.niveau == 1"),
        paragraph("Tabelonderdeel", "{{ rij.nummer }}\t{{ rij.titel }}"),
        tag("else"),
        paragraph("Tabelthema", "–\t{{ rij.titel }}"),
        tag("endif"),
    ]
    nummer = [
        tag("if rij.niveau == 0"),
        paragraph("Tabelpunt", "{{ rij.nummer }}"),
        tag("else"),
        paragraph("Tabeltekst"),
        tag("endif"),
    ]
    rows = [
        tag_row("for rij in rijen", widths),
        row(
            cell(widths[0], nummer),
            cell(widths[1], titel),
            cell(widths[2], [paragraph("Tabeltekst", "{{ rij.doel }}")]),
            cell(widths[3], [paragraph("Tabeltekst", "{{ rij.bijlage }}")]),
        ),
        tag_row("endfor", widths),
    ]
    heads = ["Nr.", "Agendapunt", "Doel", "Bijlage"]
    caption = "Agendapunten met doel en bijlage"
    return [
        *title_block(notice=True),
        *facts(),
        tag("if rijen"),
        table(widths, heads, caption, rows),
        tag("else"),
        paragraph("Normal", "Er staan nog geen punten op de agenda."),
        tag("endif"),
        paragraph("Slot"),
    ]


def agenda_toelichting() -> list[Element]:
    point = [
        tag("if punt.niveau == 0"),
        paragraph("Heading2", *_point_heading()),
        tag("else"),
        paragraph("Heading3", *_point_heading()),
        tag("endif"),
        *only_if("punt.doel", paragraph("Doel", "{{ punt.doel }}")),
        tag("for thema in punt.themas"),
        paragraph("ListBullet2", "{{ thema }}"),
        tag("endfor"),
        *_labelled("Bespreekpunt:", "punt.bespreekpunt"),
        *_labelled("Toelichting:", "punt.toelichting"),
    ]
    line = "{{ bijlage.nummer }}\t{{ bijlage.titel }}"
    note = "{% if bijlage.opmerking %} ({{ bijlage.opmerking }}){% endif %}"
    return [
        *only_if("'agenda' not in titel|lower", paragraph("Soort", "agenda")),
        *title_block(notice=True),
        *facts(letter=True),
        tag("for punt in punten"),
        *point,
        tag("else"),
        paragraph("Normal", "Er staan nog geen punten op de agenda."),
        tag("endfor"),
        tag("if bijlagen"),
        paragraph("Heading2", "Bijlagen"),
        tag("for bijlage in bijlagen"),
        paragraph("Bijlageregel", line + note),
        tag("endfor"),
        tag("endif"),
    ]


def _point_heading() -> list[str | Element]:
    shown = "{% if punt.bijlage and punt.bijlage != '-' %} ({{ punt.bijlage }}){% endif %}"
    light = (make("b", val="0"), make("bCs", val="0"))
    return ["{{ punt.nummer }}\t{{ punt.titel }}", run(shown, *light)]


def _labelled(label: str, name: str) -> list[Element]:
    shown = paragraph("Normal", bold(label), " ", f"{{{{p {name} }}}}")
    return [tag(f"if {name}"), shown, tag("endif")]


def actielijst() -> list[Element]:
    widths = [dxa(165 - 68), dxa(68)]
    number = "{% if rij.nummer %}{{ rij.nummer }}\t{% endif %}"
    alone = "rij.niveau == 0 and not rij.bespreking and not rij.uitkomsten"
    subject = [
        tag(f"if {alone}"),
        paragraph("Lijstkop", f"{number}{{{{ rij.titel }}}}"),
        tag("elif rij.niveau == 0"),
        paragraph("Lijstpunt", f"{number}{{{{ rij.titel }}}}"),
        tag("else"),
        paragraph("Lijstonderdeel", f"{number}{{{{ rij.titel }}}}"),
        tag("endif"),
        *only_if("rij.bespreking", paragraph("Tabeltekst", "{{p rij.bespreking }}")),
    ]
    rows = [
        tag_row("for rij in rijen", widths),
        row(
            cell(widths[0], subject, rule("top", 6)),
            cell(widths[1], _outcomes(), rule("top", 6)),
            whole=False,
        ),
        tag_row("endfor", widths),
    ]
    heads = ["Agendaonderwerp en bespreking", "Besluit of actie, door wie en wanneer"]
    caption = "Besluiten en acties per agendapunt"
    between = make("tblBorders", rule("bottom", 6), make("insideH", val="nil"))
    return [
        *title_block(notice=False),
        *facts(),
        tag("if rijen"),
        table(widths, heads, caption, rows, between),
        tag("else"),
        paragraph("Normal", "Er is nog niets vastgelegd."),
        tag("endif"),
        *only_if("eerdere_acties", *_earlier_actions()),
        *only_if("open_acties", *_open_actions()),
        paragraph("Slot"),
    ]


def _earlier_actions() -> list[Element]:
    """Return the heading and table of what the meeting did with earlier actions."""
    heads = ["Nummer", "Actie", "Wat er gebeurde"]
    shown = ["{{ actie.nummer }}", "{{p actie.tekst }}", "{{p actie.gebeurd }}"]
    caption = "Wat er in deze vergadering met eerdere acties gebeurde"
    made = _actions("eerdere_acties", (34, 165 - 34 - 68, 68), heads, shown, caption)
    return [paragraph("Heading2", "Eerdere acties in deze vergadering"), made]


def _open_actions() -> list[Element]:
    """Return the heading and table of what earlier meetings left open."""
    names = ("nummer", "tekst", "door", "termijn", "leeftijd")
    shown = ["{{p actie.tekst }}" if n == "tekst" else f"{{{{ actie.{n} }}}}" for n in names]
    heads = ["Nummer", "Actie", "Door", "Termijn", "Leeftijd"]
    widths = (34, 165 - 34 - 29 - 28 - 31, 29, 28, 31)
    caption = "Acties van eerdere vergaderingen die nog openstaan"
    made = _actions("open_acties", widths, heads, shown, caption)
    return [paragraph("Heading2", "Openstaande acties"), made]


def _actions(
    name: str, sizes: tuple[float, ...], heads: list[str], shown: list[str], caption: str
) -> Element:
    """Return a table with a row for each action of a list; widths in mm."""
    widths = [dxa(size) for size in sizes]
    cells = [
        cell(width, [paragraph("Tabeltekst", text)])
        for width, text in zip(widths, shown, strict=True)
    ]
    rows = [tag_row(f"for actie in {name}", widths), row(*cells), tag_row("endfor", widths)]
    return table(widths, heads, caption, rows)


def _outcomes() -> list[Element]:
    """Return all outcomes of a point below each other, each with who does it and when."""
    label = "{{ uitkomst.label }}{% if uitkomst.nummer %} {{ uitkomst.nummer }}{% endif %}"
    grey = make("color", val=GREY)
    return [
        tag("for uitkomst in rij.uitkomsten"),
        *only_if("uitkomst.label or uitkomst.nummer", paragraph("Uitkomst", label)),
        paragraph("Tabeltekst", "{{p uitkomst.tekst }}"),
        *only_if(
            "uitkomst.verband",
            paragraph("Uitkomstregel", run("{{ uitkomst.verband }}", deepcopy(grey))),
        ),
        *only_if(
            "uitkomst.door",
            paragraph("Uitkomstregel", run("Door: ", deepcopy(grey)), "{{ uitkomst.door }}"),
        ),
        *only_if(
            "uitkomst.termijn",
            paragraph("Uitkomstregel", run("Wanneer: ", grey), "{{ uitkomst.termijn }}"),
        ),
        *only_if("not loop.last", paragraph("Uitkomstwit")),
        tag("else"),
        paragraph("Tabeltekst"),
        tag("endfor"),
    ]


# ------------------------------------------------------------------ files


def make_template(
    body: list[Element],
    name: str,
    *,
    side: bool = False,
    styles: tuple[str, ...] = (),
    written: bool = False,
    parts: bool = False,
) -> bytes:
    """Return a template as .docx, with styles of its own; the same code gives the same bytes.

    With ``parts``, the body has two paragraphs ``section_end()``: what comes before the first is
    upright, the rest landscape, and what comes after the second in three columns. Such a
    document has no letterhead; its name stands in the body.
    """
    document = Document()
    _set_page(document, RIGHT + (SIDE if side else 0))
    place = (210 - RIGHT - SIDE + 8, SIDE - 8) if side else (210 - RIGHT - 58, 58)
    extra = letter_facts(*place) if side else side_facts(frame(*place)) if written else []
    text = 210 - LEFT - RIGHT - (SIDE if side else 0)
    _fill_letterhead(document, [*sender(*place), *extra], text)
    _fill_body(document, body)
    if parts:
        _make_parts(document)
    _replace(document.styles.element, styles_xml(styles))
    _replace(document.settings.element, settings_xml())
    _replace(document.part.numbering_part.element, numbering_xml())
    buffer = io.BytesIO()
    document.save(buffer)
    return _tidy(buffer.getvalue(), name)


def _make_parts(document: Document_) -> None:
    """Fill in the sections of a body in three parts, and leave the letterhead out."""
    upright, wide, last = document.element.body.iter(w("sectPr"))
    for part in last.findall(w("titlePg")):
        last.remove(part)
    for margin in last.findall(w("pgMar")):
        margin.attrib.update({w(side): dxa(15) for side in ("left", "right", "top")})
        margin.set(w("bottom"), dxa(22))
        margin.set(w("header"), dxa(8))
    upright[:] = [deepcopy(child) for child in last]
    for size in last.findall(w("pgSz")):
        size.attrib.update({w("w"): "16838", w("h"): "11906", w("orient"): "landscape"})
    wide[:] = [deepcopy(child) for child in last]
    last.insert(_place_of_type(last), make("type", val="continuous"))
    for columns in last.findall(w("cols")):
        columns.set(w("num"), "3")


def _place_of_type(section: Element) -> int:
    """Return where ``w:type`` stands: after the heads and feet (ECMA-376 part 1, 17.6.17)."""
    heads = (w("headerReference"), w("footerReference"))
    return sum(child.tag in heads for child in section)


def _set_page(document: Document_, right: float) -> None:
    properties = document.element.body[-1]
    properties.clear()
    margins = {"top": dxa(20), "right": dxa(right), "bottom": dxa(24), "left": dxa(LEFT)}
    properties.extend(
        [
            make("pgSz", w_="11906", h="16838"),
            make("pgMar", **margins, header=dxa(18), footer=dxa(11), gutter="0"),
            make("cols", space="708"),
        ]
    )


def _fill_letterhead(document: Document_, beside: list[Element], width: float) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for part, content in (
        (section.first_page_header, [*brand(), *beside, paragraph("Briefhoofdwit")]),
        (section.header, [paragraph("Header")]),
        (section.first_page_footer, [footer(width)]),
        (section.footer, [footer(width)]),
    ):
        part.is_linked_to_previous = False
        part._element[:] = content  # noqa: SLF001 - the way to the XML of a head


def _fill_body(document: Document_, body: list[Element]) -> None:
    holder = document.element.body
    holder[:] = [*body, holder[-1]]


def _replace(element: Element, xml: str) -> None:
    new = etree.fromstring(xml)
    element[:] = list(new)


def _tidy(data: bytes, name: str) -> bytes:
    """Drop what python-docx brings along and set colours, properties and fixed dates."""
    pakket = open_pakket(data)
    relaties = pakket.relaties(pakket.named(MAIN)[0])
    for word in ("customXml", "webSettings"):
        for part in list(relaties.drop(word)):
            pakket.drop_part(part)
    for part in [n for n in pakket.delen if n.startswith("customXml/")]:
        pakket.drop_part(part)
    pakket.keep(relaties)
    theme = pakket.named("theme+xml")[0]
    root = etree.fromstring(pakket.delen[theme])
    for accent in root.iter(f"{{{A}}}accent1"):
        accent[:] = [etree.Element(f"{{{A}}}srgbClr", val=ACCENT)]
    pakket.delen[theme] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    pakket.delen[pakket.named("fontTable+xml")[0]] = font_table_xml().encode()
    widen_feet(pakket, pakket.named(MAIN)[0])
    drop_leftovers(pakket)
    set_properties(pakket, f"Sjabloon {name}", "regietafel", MADE)
    return pakket.save()


KINDS: dict[str, Callable[[], bytes]] = {
    "agenda-tabel": lambda: make_template(agenda_tabel(), "agenda als tabel"),
    "agenda-toelichting": lambda: make_template(
        agenda_toelichting(), "agenda met toelichting", side=True
    ),
    "actielijst": lambda: make_template(actielijst(), "actie- en besluitenlijst"),
    "dashboard": lambda: make_template(
        dashboard(brand()), "dashboard", styles=DASHBOARD_STYLES, parts=True
    ),
    "rapport": lambda: make_template(
        rapport(), "rapport voor de voorzitter", styles=RAPPORT_STYLES
    ),
    "notitie": lambda: make_template(notitie(), "notitie", styles=STUK_STYLES, written=True),
    "brief": lambda: make_template(brief(), "brief", styles=STUK_STYLES, written=True),
    "tabel": lambda: make_template(cijfers(), "cijfers", styles=STUK_STYLES),
    "regieboek": lambda: make_template(regieboek(), "regieboek", styles=REGIEBOEK_STYLES),
}


def main(folder: Path) -> None:
    for kind, build in KINDS.items():
        target = folder / kind / "word.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(build())
        print(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "templates")
