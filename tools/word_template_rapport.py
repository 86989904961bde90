"""The Word template of the chair's report."""

from collections.abc import Collection, Sequence

from lxml.etree import _Element as Element

from regietafel.documents.word_xml import make, w
from word_template_parts import (  # lies beside this file
    bold,
    cell,
    dxa,
    only_if,
    paragraph,
    row,
    run,
    table,
    tag,
    tag_row,
)
from word_template_styles import GREY, paragraph_style  # lies beside this file

STYLES = (
    paragraph_style("Rapportgetal", '<w:jc w:val="right"/>', based="Tabeltekst"),
    paragraph_style(
        "Rapportbeeld", '<w:keepNext/><w:spacing w:before="60" w:after="120"/>', based="Normal"
    ),
    paragraph_style("Rapportinleiding", "<w:keepNext/>", based="Normal"),
    paragraph_style("Rapportcel", "<w:keepNext/>", based="Tabeltekst"),
    paragraph_style("Rapportcelgetal", '<w:keepNext/><w:jc w:val="right"/>', based="Tabeltekst"),
    paragraph_style(
        "Rapportgegeven",
        '<w:tabs><w:tab w:val="left" w:pos="2268"/></w:tabs><w:spacing w:before="0" w:after="60"'
        ' w:line="252" w:lineRule="auto"/><w:ind w:left="2268" w:hanging="2268"/>',
    ),
)
_NUMBER = 34.0
Cel = list[Element]


def rapport() -> list[Element]:
    """Return the body: what to raise, the numbers, the charts and the lists."""
    return [
        paragraph("Heading1", "{{ titel }}"),
        tag("for gegeven in gegevens"),
        paragraph("Rapportgegeven", bold("{{ gegeven.label }}"), "\t{{ gegeven.waarde }}"),
        tag("endfor"),
        *_urgent(),
        *_numbers(),
        *only_if("indicatoren", *_indicators()),
        *only_if("grafieken", *_charts()),
        *_open(),
        *_waiting(),
        *_closed(),
        *_moved(),
        *only_if("organisaties", *_organisations()),
        paragraph("Slot"),
    ]


def _urgent() -> list[Element]:
    cells = [
        [_bold("{{ actie.reden }}")],
        [_bold("{{ actie.nummer }}"), _text("{{ actie.tekst }}")],
        [_text("{{ actie.door }}")],
    ]
    return [
        paragraph("Heading2", "Nu aan de orde"),
        tag("if urgent"),
        _list(
            (40, 83, 42),
            ("Waarom", "Actie", "Door"),
            "Wat nu aan de orde is",
            "actie in urgent",
            cells,
        ),
        tag("else"),
        paragraph("Normal", "{{ niets_urgent }}"),
        tag("endif"),
    ]


def _numbers() -> list[Element]:
    cells = [
        [_bold("{{ telling.label }}")],
        [_number("telling.aantal")],
        [_text("{{ telling.toelichting }}")],
    ]
    heads = ("Wat", "Aantal", "Toelichting")
    return [
        paragraph("Heading2", "De cijfers"),
        _list((62, 20, 83), heads, "Aantallen acties", "telling in tellingen", cells, {1}),
    ]


def _indicators() -> list[Element]:
    """Return the indicators of the dashboard, each with what changed below its figures."""
    cells = [
        [_bold("{{ rij.naam }}")],
        [_bold("{{ rij.stand }}"), *only_if("rij.gebieden", _text("{{ rij.gebieden }}"))],
        [_right(bold("{{ rij.realisatie }}")), *only_if("rij.verschil", _number("rij.verschil"))],
        [
            _right(bold("{{ rij.achterstand }}")),
            *only_if("rij.verschil_achterstand", _number("rij.verschil_achterstand")),
        ],
    ]
    heads = ("Indicator", "Stand", "Realisatie", "Achterstand")
    rows = _list((44, 71, 25, 25), heads, "Indicatoren", "rij in indicatoren", cells, {2, 3})
    return [paragraph("Heading2", "{{ indicatorkop }}"), rows]


def _charts() -> list[Element]:
    """Return each chart as a picture, and below it its numbers."""
    cells = [
        _kept("Rapportcel", "Tabeltekst", "{{ rij.label }}"),
        _kept("Rapportcelgetal", "Rapportgetal", "{{ rij.aantal }}"),
    ]
    heads = ("{{ grafiek.kolom }}", "Aantal")
    numbers = _list((70, 20), heads, "Getallen bij de grafiek", "rij in grafiek.rijen", cells, {1})
    return [
        paragraph("Heading2", "In beeld"),
        tag("for grafiek in grafieken"),
        paragraph("Heading3", "{{ grafiek.titel }}"),
        *_chart(),
        numbers,
        tag("endfor"),
    ]


def _chart() -> list[Element]:
    """Return what a chart shows in words, and the chart."""
    return [
        paragraph("Rapportinleiding", "{{ grafiek.zin }}"),
        *only_if("grafiek.beeld", paragraph("Rapportbeeld", "{{ grafiek.beeld }}")),
    ]


def _open() -> list[Element]:
    cells = [
        [_bold("{{ rij.nummer }}")],
        [*_action(), *only_if("rij.herkomst", _grey("{{ rij.herkomst }}"))],
        _deadline(),
        [_text("{{ rij.leeftijd }}"), _labelled("Laatste nieuws:", "rij.stilte")],
    ]
    heads = ("Nummer", "Actie", "Termijn", "Leeftijd en laatste nieuws")
    first = "De actie waar het langst niets mee gebeurde, staat bovenaan."
    return [
        paragraph("Heading2", "Open acties"),
        tag("if open_acties"),
        paragraph("Rapportinleiding", first),
        _list((_NUMBER, 61, 31, 39), heads, "Open acties", "rij in open_acties", cells),
        *_else("Er staan geen acties open."),
    ]


def _waiting() -> list[Element]:
    cells = [
        [_bold("{{ rij.nummer }}")],
        _action(),
        _deadline(),
        [
            _bold("{{ rij.wacht_op }}"),
            *only_if("rij.elders", _text("daar {{ rij.elders }}")),
            _text("sinds {{ rij.sinds }}"),
        ],
    ]
    heads = ("Nummer", "Actie", "Termijn", "Wacht op")
    caption = "Acties die op een andere tafel wachten"
    return [
        paragraph("Heading2", "Wacht op een andere tafel"),
        tag("if wachtend"),
        _list((_NUMBER, 61, 31, 39), heads, caption, "rij in wachtend", cells),
        *_else("Geen actie wacht op een andere tafel."),
    ]


def _closed() -> list[Element]:
    cells = [
        [_bold("{{ rij.nummer }}")],
        _action(),
        [_text("{{ rij.hoe }}"), *only_if("rij.waaruit", _text("{{ rij.waaruit }}"))],
        [_text("{{ rij.tijdig or '–' }}")],
    ]
    heads = ("Nummer", "Actie", "Hoe", "Op tijd")
    return [
        paragraph("Heading2", "{{ gesloten_kop }}"),
        tag("if gesloten"),
        _list((_NUMBER, 59, 50, 22), heads, "Gesloten acties", "rij in gesloten", cells),
        *_else("Niets."),
    ]


def _moved() -> list[Element]:
    cells = [
        [_bold("{{ rij.nummer }}")],
        _action(),
        [*only_if("rij.eerst", _labelled("Eerst:", "rij.eerst")), _labelled("Nu:", "rij.nu")],
        [_bold("{{ rij.keren }} keer"), *only_if("rij.reden", _text("{{ rij.reden }}"))],
    ]
    heads = ("Nummer", "Actie", "Termijn", "Verschoven")
    caption = "Acties met een verschoven termijn"
    return [
        paragraph("Heading2", "Verschoven termijnen"),
        tag("if verschoven"),
        _list((_NUMBER, 53, 39, 39), heads, caption, "rij in verschoven", cells),
        *_else("Van geen open actie is de termijn verschoven."),
    ]


def _organisations() -> list[Element]:
    names = ("afgesproken", "op_tijd", "laat", "zonder_datum", "open", "te_laat", "vervallen")
    cells = [[_text("{{ rij.naam }}")], *([_number(f"rij.{name}")] for name in names)]
    heads = (
        "Organisatie", "Afgesproken", "Op tijd gedaan", "Te laat gedaan", "Zonder datum gedaan",
        "Open", "Nu te laat", "Vervallen",
    )  # fmt: skip
    note = (
        "Een actie van twee organisaties telt bij beide mee. Op tijd is: gedaan, uiterlijk op de "
        "laatste dag van de termijn zoals die toen was."
    )
    widths = (43, 24, 17, 17, 18, 13, 14, 19)
    caption = "Acties per organisatie"
    return [
        paragraph("Heading2", "Per organisatie"),
        paragraph("Rapportinleiding", note),
        tag("for grafiek in organisatiegrafiek"),
        *_chart(),
        tag("endfor"),
        _list(widths, heads, caption, "rij in organisaties", cells, set(range(1, 8))),
    ]


# ------------------------------------------------------------------ parts


def _else(text: str) -> list[Element]:
    return [tag("else"), paragraph("Normal", text), tag("endif")]


def _list(
    widths: Sequence[float],
    heads: Sequence[str],
    caption: str,
    loop: str,
    cells: Sequence[Cel],
    numbers: Collection[int] = (),
) -> Element:
    """Return a table with a row for every item of a loop, such as ``rij in gesloten``.

    The heads of the columns in ``numbers`` stand on the right, above their numbers.
    """
    sizes = [dxa(width) for width in widths]
    filled = [cell(size, content) for size, content in zip(sizes, cells, strict=True)]
    rows = [tag_row(f"for {loop}", sizes), row(*filled), tag_row("endfor", sizes)]
    made = table(sizes, list(heads), caption, rows)
    for column in numbers:
        look = made.findall(w("tr"))[0].findall(w("tc"))[column].find(f".//{w('pPr')}")
        if look is not None:
            look.append(make("jc", val="right"))
    return made


def _kept(with_next: str, last: str, text: str) -> Cel:
    """Return a cell whose row stays with the next one, except the last."""
    return [
        tag("if loop.last"),
        paragraph(last, text),
        tag("else"),
        paragraph(with_next, text),
        tag("endif"),
    ]


def _deadline() -> Cel:
    return [
        *only_if("rij.termijn or not rij.signaal", _text("{{ rij.termijn }}")),
        *only_if("rij.signaal", _bold("{{ rij.signaal }}")),
    ]


def _action() -> Cel:
    """Return what was agreed, and below it who does it."""
    return [_text("{{p rij.tekst }}"), *only_if("rij.door", _labelled("Door:", "rij.door"))]


def _labelled(label: str, name: str) -> Element:
    return paragraph("Tabeltekst", run(f"{label} ", _colour()), f"{{{{ {name} }}}}")


def _text(text: str) -> Element:
    return paragraph("Tabeltekst", text)


def _bold(text: str) -> Element:
    return paragraph("Tabeltekst", bold(text))


def _grey(text: str) -> Element:
    return paragraph("Tabeltekst", run(text, _colour()))


def _number(name: str) -> Element:
    return paragraph("Rapportgetal", f"{{{{ {name} }}}}")


def _right(content: Element) -> Element:
    return paragraph("Rapportgetal", content)


def _colour() -> Element:
    return make("color", val=GREY)
