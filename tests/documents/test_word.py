"""The Word document of a view: what it says, what it may not do, and whether Word takes it."""

import io
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from regietafel.documents.blocks import Alinea, Blokken, Citaat, Deel, Kop, Lijst, plain
from regietafel.documents.svg import SvgError, svg_to_png
from regietafel.documents.views import (
    ActielijstView,
    Agendapuntview,
    Agendarij,
    AgendaView,
    Bijlageview,
    EerdereActie,
    Gegeven,
    Lijstrij,
    OpenActie,
    StijlView,
    Uitkomst,
)
from regietafel.documents.word import SjabloonError, render_word
from regietafel.documents.word_kleur import contrast_with_white, parse_rgb

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
KINDS = ("agenda-tabel", "agenda-toelichting", "actielijst")
MOMENT = datetime(2024, 7, 13, 12, 42, 6, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
View: TypeAlias = AgendaView | ActielijstView


# ------------------------------------------------------------------ views


def _png(width: int = 240, height: int = 80) -> bytes:
    rows = b"".join(b"\0" + b"\x15\x42\x73" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


STIJL = StijlView(
    naam="Provincie Drenthe",
    afdeling=("Bestuur- en concernzaken", "Team Kabinet"),
    adresblok=("Westerbrink 1", "9405 BJ Assen"),
    accentkleur="#154273",
    vertrouwelijkheid="Vertrouwelijk: alleen voor de leden van de tafel",
    logo=b"",
)
GEGEVENS = (
    Gegeven("Datum", "woensdag 17 juli 2024"),
    Gegeven("Tijd", "12.30 – 13.30 uur (inloop vanaf 12.00 uur met lunch)"),
    Gegeven("Locatie", "Provinciehuis, Assen"),
)


def _rij(nummer: str, titel: str, niveau: int, doel: str = "", bijlage: str = "") -> Agendarij:
    return Agendarij(nummer, titel, niveau, doel, (), bijlage)


AGENDA = AgendaView(
    huisstijl=STIJL,
    documentnaam="Agenda PRT Drenthe 17 juli 2024",
    titel="Overleg provinciale regietafel asiel Drenthe",
    concept="CONCEPT",
    versie="Versie 13 juli 2024",
    melding="",
    gegevens=GEGEVENS,
    aanwezig=(),
    afwezig=(),
    rijen=(
        _rij("1", "Opening", 0),
        _rij("2", "Actie- en besluitenlijst 5 april 2024", 0, "Ter vaststelling", "Ja"),
        _rij("3", "Mededelingen", 0),
        _rij("a)", "Landelijke ontwikkelingen", 1, "Ter informatie", "-"),
        _rij("", "Uitwerking Hoofdlijnenakkoord", 2),
        _rij("4", "Asielopvang", 0),
        _rij("b)", "Voorstel uitwerking puzzel", 1, "Ter bespreking/instemming", "4b-1, 4b-2"),
        _rij("5", "Sluiting", 0),
    ),
    punten=(),
    bijlagen=(),
)

RIJK: Blokken = (
    Alinea((Deel("De tafel kiest een "), Deel("gezamenlijke", vet=True), Deel(" aanpak."))),
    Lijst(
        genummerd=False,
        items=(
            (Alinea((Deel("grip op instroom;"),)), Lijst(False, (plain("opvang"),))),
            plain("werk en meedoen."),
        ),
    ),
    Lijst(True, (plain("eerst een verkenning;"), plain("daarna een besluit."))),
    Alinea((Deel("Zie de "), Deel("handreiking", link="https://example.org/a?b=1&c=2"))),
    Lijst(True, (plain("opnieuw vanaf een."),)),
    Kop(2, (Deel("Achtergrond"),)),
    Citaat(plain("Dit is een aanhaling.")),
)


def _punt(nummer: str, titel: str, bespreekpunt: Blokken, toelichting: Blokken) -> Agendapuntview:
    return Agendapuntview(nummer, titel, 0, "", (), "bijlage I", bespreekpunt, toelichting, ())


LRT = replace(
    AGENDA,
    titel="Landelijke Regietafel",
    concept="",
    versie="",
    aanwezig=("minister van Asiel en Migratie", "dhr. M. Boumans, VNG"),
    afwezig=("minister van Binnenlandse Zaken",),
    rijen=(),
    punten=(
        _punt("1", "Opening", (), plain("De leden maken kennis.")),
        _punt("2", "Gezamenlijke agenda", RIJK, RIJK),
        _punt("3", "W.v.t.t.k.", (), ()),
    ),
    bijlagen=(
        Bijlageview("I", "Aanzet voor een agenda", ""),
        Bijlageview("II", "Cijfers", "volgt"),
    ),
)

ACTIELIJST = ActielijstView(
    huisstijl=STIJL,
    documentnaam="Actie- en besluitenlijst PRT Drenthe 5 april 2024",
    titel="Actie- en besluitenlijst provinciale regietafel Drenthe",
    concept="",
    versie="",
    gegevens=GEGEVENS,
    aanwezig=("Commissaris van de Koning",),
    afwezig=(),
    rijen=(
        Lijstrij("1", "Opening", 0, RIJK, ()),
        Lijstrij(
            "4",
            "Asielopvang",
            0,
            plain("De opvang knelt."),
            (
                Uitkomst(
                    "actie",
                    "Actie",
                    "PRT-DR-2024-A03",
                    RIJK,
                    "provincie en COA",
                    "uiterlijk 1 juni 2024",
                ),
                Uitkomst(
                    "besluit", "Besluit", "PRT-DR-2024-B02", plain("Zuidwolde blijft."), "", ""
                ),
            ),
        ),
        Lijstrij("", "Rondvraag", 0, (), ()),
    ),
)
VIEWS: dict[str, View] = {
    "agenda-tabel": AGENDA,
    "agenda-toelichting": LRT,
    "actielijst": ACTIELIJST,
}


# ------------------------------------------------------------------ reading back


def _template(kind: str) -> bytes:
    return (TEMPLATES / kind / "word.docx").read_bytes()


def _render(view: View, kind: str) -> bytes:
    return render_word(view, _template(kind), moment=MOMENT)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _lines(data: bytes) -> list[str]:
    """Return the text of all body paragraphs, in tables too, in order."""
    root = etree.fromstring(_parts(data)["word/document.xml"])
    return [_line(paragraph) for paragraph in root.iter(f"{W}p")]


def _body(data: bytes) -> etree._Element:
    return etree.fromstring(_parts(data)["word/document.xml"])


def _styled(data: bytes, style: str) -> list[etree._Element]:
    """Return the paragraphs with a style, by its id."""
    return [p for p in _body(data).iter(f"{W}p") if _value(p, "pStyle") == style]


def _value(paragraph: etree._Element, name: str) -> str | None:
    """Return the value of a property of a paragraph."""
    found = next(paragraph.iter(f"{W}{name}"), None)
    return None if found is None else found.get(f"{W}val")


def _with_logo(view: View, logo: bytes) -> View:
    huisstijl = replace(STIJL, logo=logo)
    if isinstance(view, AgendaView):
        return replace(view, huisstijl=huisstijl)
    return replace(view, huisstijl=huisstijl)


def _line(paragraph: etree._Element) -> str:
    shown = {f"{W}br": "\n", f"{W}tab": "\t"}
    pieces = []
    for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        stop = element.getparent()
        if stop is not None and stop.tag != f"{W}tabs":
            pieces.append(shown.get(str(element.tag), element.text or ""))
    return "".join(pieces)


def _own_template(*paragraphs: str, header: str = "", title: str = "") -> bytes:
    """Return a template as a customer could make it in Word, from the program's own blank."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if title:
        document.core_properties.title = title
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _with_titel(titel: str) -> AgendaView:
    return replace(AGENDA, titel=titel)


def _render_own(*paragraphs: str, view: AgendaView = AGENDA) -> list[str]:
    return [
        line
        for line in _lines(render_word(view, _own_template(*paragraphs), moment=MOMENT))
        if line
    ]


# ------------------------------------------------------------------ what it says


def test_the_agenda_says_everything_in_reading_order() -> None:
    text = "\n".join(_lines(_render(AGENDA, "agenda-tabel")))
    expected = [
        "CONCEPT",
        "Versie 13 juli 2024",
        "Overleg provinciale regietafel asiel Drenthe",
        "Datum\twoensdag 17 juli 2024",
        "Nr.",
        "Agendapunt",
        "Doel",
        "Bijlage",
        "Opening",
        "Ter vaststelling",
        "a)\tLandelijke ontwikkelingen",
        "–\tUitwerking Hoofdlijnenakkoord",
        "Ter bespreking/instemming",
        "4b-1, 4b-2",
        "Sluiting",
    ]
    places = [text.find(words) for words in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_a_final_agenda_has_no_concept_line() -> None:
    lines = _lines(_render(replace(AGENDA, concept="", versie=""), "agenda-tabel"))
    assert lines[0] == AGENDA.titel


def test_a_cancelled_meeting_says_so_below_the_title() -> None:
    view = replace(AGENDA, melding="Deze vergadering gaat niet door.")
    lines = _lines(_render(view, "agenda-tabel"))
    assert lines[lines.index(AGENDA.titel) + 1] == "Deze vergadering gaat niet door."


def test_a_label_runs_into_the_text_that_it_introduces() -> None:
    lines = _lines(_render(LRT, "agenda-toelichting"))
    assert "Toelichting: De leden maken kennis." in lines
    assert "Bespreekpunt: De tafel kiest een gezamenlijke aanpak." in lines


def test_a_point_without_text_leaves_no_labels_and_no_empty_paragraphs() -> None:
    lines = _lines(_render(LRT, "agenda-toelichting"))
    last = lines.index("3\tW.v.t.t.k. (bijlage I)")
    assert lines[last + 1 : last + 4] == [
        "Bijlagen",
        "I\tAanzet voor een agenda",
        "II\tCijfers (volgt)",
    ]


def test_a_point_is_one_row_with_its_outcomes_and_who_does_them_below_each_other() -> None:
    document = docx.Document(io.BytesIO(_render(ACTIELIJST, "actielijst")))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[2][0] == "4\tAsielopvang\nDe opvang knelt."
    assert rows[2][1].startswith("Actie PRT-DR-2024-A03\nDe tafel kiest")
    assert rows[2][1].endswith(
        "\nDoor: provincie en COA\nWanneer: uiterlijk 1 juni 2024\n\n"
        "Besluit PRT-DR-2024-B02\nZuidwolde blijft."
    )
    assert rows[3] == ["Rondvraag", ""]


def test_open_actions_are_a_second_table_under_their_heading_and_absent_without_them() -> None:
    action = OpenActie("A02", plain("Doen."), "Allen", "19 april 2024, te laat", "63 dagen")
    data = _render(replace(ACTIELIJST, open_acties=(action,)), "actielijst")
    assert [_line(p) for p in _styled(data, "Heading2")] == ["Openstaande acties"]
    tables = docx.Document(io.BytesIO(data)).tables
    assert [[cell.text for cell in row.cells] for row in tables[1].rows] == [
        ["Nummer", "Actie", "Door", "Termijn", "Leeftijd"],
        ["A02", "Doen.", "Allen", "19 april 2024, te laat", "63 dagen"],
    ]
    without = _render(ACTIELIJST, "actielijst")
    assert len(docx.Document(io.BytesIO(without)).tables) == 1
    assert not _styled(without, "Heading2")


def test_earlier_actions_come_before_open_ones_and_a_decision_names_what_it_replaces() -> None:
    done = EerdereActie("L-A01\n(P-A02)", plain("Sturen."), plain("Afgerond: Gedaan."))
    action = OpenActie("A02", plain("Doen."), "Allen", "", "63 dagen")
    replaced = ("Vervangt B01", "Werkt B02 uit")
    decision = Uitkomst("besluit", "Besluit", "B03", plain("Anders."), "", "", replaced)
    row = Lijstrij("1", "Punt", 0, (), (decision,))
    view = replace(ACTIELIJST, rijen=(row,), eerdere_acties=(done,), open_acties=(action,))
    data = _render(view, "actielijst")
    points, earlier, _ = docx.Document(io.BytesIO(data)).tables
    heads = ["Eerdere acties in deze vergadering", "Openstaande acties"]
    assert [_line(p) for p in _styled(data, "Heading2")] == heads
    assert [cell.text for cell in earlier.rows[1].cells] == [
        "L-A01\n(P-A02)",
        "Sturen.",
        "Afgerond: Gedaan.",
    ]
    assert points.rows[1].cells[1].text == "Besluit B03\nAnders.\nVervangt B01\nWerkt B02 uit"


def test_the_head_of_a_table_has_the_accent_mixed_with_white_as_in_the_pdf() -> None:
    style = replace(ACTIELIJST.huisstijl, accentkleur="#1D5B4F")
    data = _render(replace(ACTIELIJST, huisstijl=style), "actielijst")
    styles = etree.fromstring(_parts(data)["word/styles.xml"])
    heads = [s for s in styles.iter(f"{W}tblStylePr") if s.get(f"{W}type") == "firstRow"]
    shades = [shade for head in heads for shade in head.iter(f"{W}shd")]
    assert [shade.get(f"{W}fill") for shade in shades] == ["EBF0EF"]
    assert all(shade.get(f"{W}themeFill") is None for shade in shades)


def test_an_agenda_without_points_says_so_and_has_no_empty_table() -> None:
    data = _render(replace(AGENDA, rijen=()), "agenda-tabel")
    assert "Er staan nog geen punten op de agenda." in _lines(data)
    assert docx.Document(io.BytesIO(data)).tables == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_foot_names_document_confidentiality_and_page(kind: str) -> None:
    document = docx.Document(io.BytesIO(_render(VIEWS[kind], kind)))
    section = document.sections[0]
    for foot in (section.first_page_footer, section.footer):
        text = "\n".join(paragraph.text for paragraph in foot.paragraphs)
        assert VIEWS[kind].documentnaam in text
        assert STIJL.vertrouwelijkheid in text
        assert re.search(r"pagina 1 van 1$", text)


# ------------------------------------------------------------------ user text is data

TRAPS = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{_{ titel }_}",
    "<w:p>",
    "</w:t></w:r>",
    "R&D <b>",
    '#read("/etc/passwd")',
    "<?regietafel 0?>",
    "]]>",
    "&amp;",
)


@pytest.mark.parametrize("trap", TRAPS)
def test_user_text_that_looks_like_code_is_shown_as_it_is(trap: str) -> None:
    view = replace(
        _with_titel(trap),
        documentnaam=trap,
        rijen=(_rij("1", trap, 0, trap, trap),),
        huisstijl=replace(STIJL, naam=trap, vertrouwelijkheid=trap),
    )
    data = _render(view, "agenda-tabel")
    assert _lines(data).count(trap) == 4
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == trap
    assert document.sections[0].first_page_header.paragraphs[0].text == trap


@pytest.mark.parametrize("trap", TRAPS)
def test_rich_text_that_looks_like_code_is_shown_as_it_is(trap: str) -> None:
    lines = _render_own(
        "{% for p in punten %}{{p p.toelichting }}{% endfor %}", view=_toelichting(trap)
    )
    assert lines == [trap]


def _toelichting(text: str) -> AgendaView:
    return replace(AGENDA, punten=(_punt("1", "x", (), plain(text)),))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_any_text_comes_back_out_of_the_document(text: str) -> None:
    view = replace(_toelichting(text), titel=text)
    template = _own_template(
        "A{{ titel }}Z", "{% for p in punten %}A{{p p.toelichting }}Z{% endfor %}"
    )
    lines = [line for line in _lines(render_word(view, template, moment=MOMENT)) if line]
    assert lines == [f"A{_as_xml_can(text)}Z"] * 2


def _as_xml_can(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c in "\t\n" or _is_xml(ord(c)) else "\ufffd" for c in text)


def _is_xml(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def test_a_very_long_title_and_text_from_right_to_left_stay_whole() -> None:
    title = "Volkshuisvestingsbeheersmaatregel " * 300 + "שלום עולם"
    assert title.strip() in _lines(_render(_with_titel(title.strip()), "agenda-tabel"))


# ------------------------------------------------------------------ rich text in Word


def test_every_numbered_list_begins_anew() -> None:
    numbered = _styled(_render(LRT, "agenda-toelichting"), "ListNumber")
    assert len(numbered) == 6
    assert len({_value(paragraph, "numId") for paragraph in numbered}) == 4


def test_a_list_in_a_list_is_one_level_deeper() -> None:
    bullets = _styled(_render(LRT, "agenda-toelichting"), "ListBullet")
    levels = {_line(paragraph): _value(paragraph, "ilvl") for paragraph in bullets}
    assert levels == {"grip op instroom;": "0", "opvang": "1", "werk en meedoen.": "0"}


def test_a_heading_in_the_text_comes_just_below_its_point() -> None:
    headings = _styled(_render(LRT, "agenda-toelichting"), "Heading3")
    assert [_line(paragraph) for paragraph in headings] == ["Achtergrond", "Achtergrond"]


def test_a_heading_in_a_table_cell_is_bold_text_outside_the_outline() -> None:
    data = _render(ACTIELIJST, "actielijst")
    paragraphs = [p for p in _body(data).iter(f"{W}p") if _line(p) == "Achtergrond"]
    assert [_value(p, "pStyle") for p in paragraphs] == ["Tabeltekst", "Tabeltekst"]
    assert all(next(p.iter(f"{W}b"), None) is not None for p in paragraphs)


def test_only_links_to_the_web_and_mail_become_links() -> None:
    links = (
        "https://example.org/a?b=1&c=2",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "file:///etc/x",
    )
    text: Blokken = (Alinea(tuple(Deel(link, link=link) for link in links)),)
    view = replace(LRT, punten=(_punt("1", "x", (), text),))
    parts = _parts(_render(view, "agenda-toelichting"))
    rels = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {r.get("Target") for r in rels if r.get("Type", "").endswith("/hyperlink")}
    assert targets == set(links[:2])
    assert all(link.encode().split(b"&")[0] in parts["word/document.xml"] for link in links)


def test_rich_text_works_in_a_template_without_list_styles() -> None:
    template = _own_template("{% for p in punten %}{{p p.toelichting }}{% endfor %}")
    parts = _parts(template)
    bare = re.sub(
        rb'<w:name w:val="List [^"]*"/>', b'<w:name w:val="Anders"/>', parts["word/styles.xml"]
    )
    template = _zip({**parts, "word/styles.xml": bare})
    data = render_word(replace(AGENDA, punten=LRT.punten[1:2]), template, moment=MOMENT)
    root = etree.fromstring(_parts(data)["word/document.xml"])
    assert len(list(root.iter(f"{W}numPr"))) == 6
    assert "daarna een besluit." in _lines(data)


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_tag_split_over_runs_with_other_formatting_is_one_tag() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("Titel: {", "{ ti", "tel }", "} einde"):
        paragraph.add_run(piece)
    buffer = io.BytesIO()
    document.save(buffer)
    assert f"Titel: {AGENDA.titel} einde" in _lines(
        render_word(AGENDA, buffer.getvalue(), moment=MOMENT)
    )


# ------------------------------------------------------------------ refusals

CODE = (
    "{{ ''.__class__ }}",
    "{{ titel.__class__.__mro__ }}",
    "{{ huisstijl.__init__.__globals__ }}",
    "{{ titel.upper() }}",
    "{{ 7*7 }}",
    "{{ 10**10**10 }}",
    "{{ 'a'*999999999 }}",
    "{{ range(10) }}",
    "{{ titel|attr('__class__') }}",
    "{{ titel|center(999999999) }}",
    "{{ gegevens[0] }}",
    "{% set x = 1 %}",
    "{% include 'a' %}",
    "{% import 'a' as b %}",
    "{% macro m() %}{% endmacro %}",
    "{{ lipsum }}",
    "{{ cycler }}",
    "{% for a in gegevens recursive %}{% endfor %}",
)


@pytest.mark.parametrize("code", CODE)
def test_a_template_that_tries_to_run_code_is_refused(code: str) -> None:
    with pytest.raises(SjabloonError, match="in de tekst"):
        render_word(AGENDA, _own_template("{{ titel }}", code), moment=MOMENT)


def test_code_in_the_head_or_the_properties_is_refused_and_the_place_named() -> None:
    code = "{{ ''.__class__ }}"
    with pytest.raises(SjabloonError, match="in de kop"):
        render_word(AGENDA, _own_template("a", header=code), moment=MOMENT)
    with pytest.raises(SjabloonError, match="in de eigenschappen"):
        render_word(AGENDA, _own_template("a", title=code), moment=MOMENT)


def test_an_unknown_field_is_refused_with_its_name_and_place() -> None:
    with pytest.raises(
        SjabloonError, match=r"'title' bestaat niet; waarschijnlijk bedoelt u 'titel'.*bij \"Naam:"
    ) as info:
        render_word(AGENDA, _own_template("Naam: {{ title }}"), moment=MOMENT)
    assert "jinja" not in str(info.value).lower()


@pytest.mark.parametrize(
    "broken", ["{{ titel", "{{ titel | }}", "{% if titel %}", "{% endif %}", "{{ }}"]
)
def test_a_broken_tag_is_refused(broken: str) -> None:
    with pytest.raises(SjabloonError):
        render_word(AGENDA, _own_template(broken), moment=MOMENT)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "geen Word-bestand"),
        (b"%PDF-1.7", "geen Word-bestand"),
        (_zip({"a.txt": b"x"}), "geen Word-bestand"),
        (_own_template("x")[:-200], "geen Word-bestand"),
    ],
)
def test_what_is_no_word_file_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SjabloonError, match=words):
        render_word(AGENDA, data, moment=MOMENT)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 70_000_000)
    with pytest.raises(SjabloonError, match="70 MB"):
        render_word(AGENDA, buffer.getvalue(), moment=MOMENT)


def test_thousands_of_open_tags_are_refused_without_delay() -> None:
    parts = _parts(_own_template("x"))
    paragraph = b"<w:p><w:r><w:t>{{r x</w:t></w:r></w:p>"
    body = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + paragraph * 20_000, 1)
    with pytest.raises(SjabloonError, match="niet is afgesloten"):
        render_word(AGENDA, _zip({**parts, "word/document.xml": body}), moment=MOMENT)


def test_a_file_with_macros_is_refused() -> None:
    parts = _parts(_own_template("x"))
    plain_type = b"openxmlformats-officedocument.wordprocessingml.document.main"
    types = parts["[Content_Types].xml"].replace(plain_type, b"ms-word.document.macroEnabled.main")
    with pytest.raises(SjabloonError, match="macro"):
        render_word(AGENDA, _zip({**parts, "[Content_Types].xml": types}), moment=MOMENT)


def test_entities_in_a_template_are_not_expanded() -> None:
    parts = _parts(_own_template("{{ titel }}"))
    doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    body = parts["word/document.xml"]
    hostile = body.replace(b"<w:document", doctype + b"<w:document", 1)
    with pytest.raises(SjabloonError, match="documenttype"):
        render_word(AGENDA, _zip({**parts, "word/document.xml": hostile}), moment=MOMENT)


def test_a_logo_that_is_no_picture_is_refused() -> None:
    view = replace(AGENDA, huisstijl=replace(STIJL, logo=b"<svg/>"))
    with pytest.raises(SjabloonError, match="afbeelding 'logo'"):
        _render(view, "agenda-tabel")


# ------------------------------------------------------------------ house style


def test_the_logo_has_an_alternative_text_and_keeps_its_proportions() -> None:
    view = replace(AGENDA, huisstijl=replace(STIJL, logo=_png()))
    parts = _parts(_render(view, "agenda-tabel"))
    heads = [etree.fromstring(c) for n, c in parts.items() if "/header" in n and b"docPr" in c]
    assert len(heads) == 1
    described = list(heads[0].iter("{*}docPr"))
    assert [e.get("descr") for e in described] == ["Logo van Provincie Drenthe"]
    extent = next(heads[0].iter("{*}extent"))
    assert int(extent.get("cx", "0")) == 3 * int(extent.get("cy", "0"))
    assert parts["word/media/logo.png"] == _png()


def test_pictures_have_ids_of_their_own() -> None:
    view = replace(AGENDA, huisstijl=replace(STIJL, logo=_png()))
    data = render_word(view, _own_template("{{ logo }}", "{{ huisstijl.logo }}"), moment=MOMENT)
    root = etree.fromstring(_parts(data)["word/document.xml"])
    assert [e.get("id") for e in root.iter("{*}docPr")] == ["1", "2"]


def test_the_accent_colour_reaches_theme_and_styles_and_stays_readable() -> None:
    light = replace(AGENDA, huisstijl=replace(STIJL, accentkleur="#FFB612"))
    parts = _parts(_render(light, "agenda-tabel"))
    accents = list(etree.fromstring(parts["word/theme/theme1.xml"]).iter("{*}accent1"))
    assert [accent[0].get("val") for accent in accents] == ["FFB612"]
    styles = etree.fromstring(parts["word/styles.xml"])
    heading = next(s for s in styles if s.get(f"{W}styleId") == "Heading1")
    colour = heading.find(f"{W}rPr/{W}color")
    assert colour is not None
    assert contrast_with_white(parse_rgb(f"#{colour.get(f'{W}val')}")) >= 4.5
    label = next(s for s in styles if s.get(f"{W}styleId") == "Concept").find(f"{W}rPr/{W}shd")
    assert label is not None
    assert contrast_with_white(parse_rgb(f"#{label.get(f'{W}fill')}")) >= 4.5


def test_a_dark_accent_colour_is_used_as_it_is() -> None:
    dark = replace(AGENDA, huisstijl=replace(STIJL, accentkleur="#7B1E3A"))
    styles = etree.fromstring(_parts(_render(dark, "agenda-tabel"))["word/styles.xml"])
    heading = next(s for s in styles if s.get(f"{W}styleId") == "Heading1")
    colour = heading.find(f"{W}rPr/{W}color")
    assert colour is not None
    assert colour.get(f"{W}val") == "7B1E3A"
    assert colour.get(f"{W}themeColor") == "accent1"


def test_an_svg_becomes_a_png_that_the_document_takes() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20"/></svg>'
    view = replace(AGENDA, huisstijl=replace(STIJL, logo=svg_to_png(svg)))
    assert "word/media/logo.png" in _parts(_render(view, "agenda-tabel"))


@pytest.mark.parametrize("broken", [b"", b"<svg", b"\xff\xfe", b"geen svg"])
def test_an_svg_that_cannot_be_drawn_is_refused_in_dutch(broken: bytes) -> None:
    with pytest.raises(SvgError, match="SVG-bestand"):
        svg_to_png(broken)


# ------------------------------------------------------------------ properties and archive


def test_the_properties_come_from_the_view_and_the_moment() -> None:
    document = docx.Document(io.BytesIO(_render(AGENDA, "agenda-tabel")))
    properties = document.core_properties
    assert properties.title == AGENDA.documentnaam
    assert properties.author == properties.last_modified_by == "Provincie Drenthe"
    assert properties.created == properties.modified == MOMENT
    assert properties.language == "nl-NL"


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render_word(AGENDA, _template("agenda-tabel"), moment=MOMENT.replace(tzinfo=None))


def test_nothing_of_the_template_maker_stays_behind() -> None:
    data = render_word(AGENDA, _own_template("{{ titel }}"), moment=MOMENT)
    parts = _parts(data)
    assert not any("thumbnail" in name or "stylesWithEffects" in name for name in parts)
    assert not any(b"python-docx" in content for content in parts.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_view_gives_the_same_bytes(kind: str) -> None:
    view = _with_logo(VIEWS[kind], _png())
    assert _render(view, kind) == _render(view, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_tables_repeat_their_head_and_are_named_and_unmerged(kind: str) -> None:
    body = _body(_render(VIEWS[kind], kind))
    for table in body.iter(f"{W}tbl"):
        first = next(table.iter(f"{W}tr"))
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
        assert not list(table.iter(f"{W}vMerge", f"{W}gridSpan"))
    assert all(cell[-1].tag == f"{W}p" for cell in body.iter(f"{W}tc"))


@pytest.mark.parametrize("kind", KINDS)
def test_headings_start_at_one_and_skip_no_level(kind: str) -> None:
    styles = [_value(p, "pStyle") or "" for p in _body(_render(VIEWS[kind], kind)).iter(f"{W}p")]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("logo", [b"", _png()], ids=["without-logo", "with-logo"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_document_follows_the_ooxml_schema(kind: str, logo: bytes, tmp_path: Path) -> None:
    target = tmp_path / "stuk.docx"
    target.write_bytes(_render(_with_logo(VIEWS[kind], logo), kind))
    audit = Path(sys.executable).with_name("openxml-audit")
    command = [str(audit), "-f", "microsoft365", "-o", "json", str(target)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_the_committed_templates_are_what_the_tool_makes(tmp_path: Path) -> None:
    tool = ROOT / "tools" / "make_word_templates.py"
    subprocess.run([sys.executable, tool, tmp_path], check=True, capture_output=True)
    for kind in KINDS:
        made, kept = _parts((tmp_path / kind / "word.docx").read_bytes()), _parts(_template(kind))
        assert list(made) == list(kept)
        assert [name for name in made if made[name] != kept[name]] == []
