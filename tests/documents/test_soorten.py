"""The kinds of documents of the field: each is built up as the real ones are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from pypdf import PdfReader

from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.openen import load_meeting
from regietafel.cli.stukken import Stuk, render_stuk_pdf, render_stuk_word
from regietafel.cli.tekststukken import written_stukken
from regietafel.documents.blocks import Blok, Kop, Tabel, runs_text
from regietafel.documents.soorten import Sjablonen
from regietafel.documents.tabelmaten import text_width
from regietafel.documents.views_stuk import Ondertekenaar, Ondertekenrij, StukView
from regietafel.documents.woorden import walk, words_of
from regietafel.dossier.reading import split_front_matter
from regietafel.dossier.soorten import load_kind, written_kinds
from regietafel.dossier.stukraam import stuk_text
from regietafel.dossier.workspace import Werkmap
from regietafel.model.soort import Eis, Plek, Soort
from regietafel.resources import example_workspace, templates

from .pariteit import missing_in_order, pdf_text, squeeze, word_paragraphs_with_notes

WERKMAP = Werkmap(example_workspace())
SJABLONEN = Sjablonen(templates(), templates())
SOORTEN = written_kinds(WERKMAP)
LETTER = 10
"""Points: what a label is set in."""

MEETINGS = [(table, meeting) for table in WERKMAP.tables() for meeting in WERKMAP.meetings(table)]


def _examples() -> dict[str, Stuk]:
    """Return an example of each kind: the last that is found."""
    found: dict[str, Stuk] = {}
    for table, meeting in MEETINGS:
        dossier = load_meeting(WERKMAP, table, meeting).dossier
        stijl, _ = load_stijl(dossier)
        made, findings = written_stukken(dossier, stijl, dossier.stukken)
        assert findings == []
        found |= {stuk.soort: stuk for stuk in made}
    return found


VOORBEELDEN = _examples()


def soort_of(naam: str) -> Soort:
    soort = load_kind(WERKMAP, naam).model
    assert soort is not None
    return soort


def view_of(naam: str) -> StukView:
    view = VOORBEELDEN[naam].view
    assert isinstance(view, StukView)
    return view


def blocks_of(naam: str) -> list[Blok]:
    return list(walk(view_of(naam).inhoud))


def headings(naam: str) -> list[str]:
    return [runs_text(blok.delen) for blok in blocks_of(naam) if isinstance(blok, Kop)]


def tables(naam: str) -> list[Tabel]:
    return [blok for blok in blocks_of(naam) if isinstance(blok, Tabel)]


def head_of(tabel: Tabel) -> list[str]:
    return [runs_text(kolom.kop) for kolom in tabel.kolommen]


def labels(naam: str) -> list[str]:
    return [gegeven.label for gegeven in view_of(naam).kop]


def word_of(naam: str) -> Document:
    return docx.Document(BytesIO(render_stuk_word(VOORBEELDEN[naam], SJABLONEN)))


def test_every_kind_that_somebody_writes_has_an_example() -> None:
    assert set(VOORBEELDEN) == set(SOORTEN)
    assert set(SOORTEN) >= {
        "bestuursopdracht", "brief", "collegevoorstel", "notitie", "overzicht",
        "raadsinformatiebrief", "samenwerkingsagenda", "verslag", "voorstelmemo", "voortgang",
    }  # fmt: skip


@pytest.mark.parametrize("naam", SOORTEN)
def test_word_and_pdf_of_a_kind_say_the_same_in_the_same_order(
    naam: str, needs_program: Callable[..., None], tmp_path: Path
) -> None:
    needs_program("pdfinfo")
    paragraphs = word_paragraphs_with_notes(render_stuk_word(VOORBEELDEN[naam], SJABLONEN))
    said = pdf_text(render_stuk_pdf(VOORBEELDEN[naam], SJABLONEN), tmp_path)
    assert len(paragraphs) > 5
    assert not missing_in_order(paragraphs, said)


@pytest.mark.parametrize("naam", SOORTEN)
def test_an_example_has_the_headings_of_its_kind_in_their_order(naam: str) -> None:
    wanted = [sectie.titel for sectie in soort_of(naam).secties]
    required = [s.titel for s in soort_of(naam).secties if s.verplicht is not Eis.NEE]
    found = list(dict.fromkeys(title for title in headings(naam) if title in wanted))
    assert found == [title for title in wanted if title in found]
    assert set(found) >= set(required)


@pytest.mark.parametrize("naam", SOORTEN)
def test_a_new_text_holds_every_heading_with_a_hint(naam: str) -> None:
    soort = soort_of(naam)
    text = stuk_text(naam, soort, "Een titel", "4b", date(2027, 3, 10))
    parts = split_front_matter(text)
    assert parts is not None
    assert all(sectie.hint for sectie in soort.secties)
    assert parts.tekst.count("> Hint: ") == max(len(soort.secties), 1)
    assert all(f"## {sectie.titel}" in parts.tekst for sectie in soort.secties)


@pytest.mark.parametrize("naam", SOORTEN)
def test_no_word_file_runs_a_label_into_its_value(naam: str) -> None:
    style = word_of(naam).styles["Kopgegeven"]
    room = style.paragraph_format.tab_stops[0].position.pt
    shown = [veld.naam for veld in soort_of(naam).velden if veld.plek is Plek.KOP]
    assert [label for label in shown if text_width(label) * LETTER / 100 > room] == []


@pytest.mark.parametrize("naam", ["overzicht", "voortgang"])
def test_a_wide_kind_lies_on_its_side_in_word_and_pdf(naam: str) -> None:
    section = word_of(naam).sections[0]
    assert (section.page_width or 0) > (section.page_height or 0)
    pages = PdfReader(BytesIO(render_stuk_pdf(VOORBEELDEN[naam], SJABLONEN))).pages
    assert all(page.mediabox.width > page.mediabox.height for page in pages)


def test_an_overview_has_ten_columns_in_groups_with_totals_below() -> None:
    (tabel,) = tables("overzicht")
    rows = [words_of(rij.cellen[0]) for rij in tabel.rijen if not rij.groep]
    assert len(tabel.kolommen) == 10
    assert len([row for row in rows if "otaal" not in row]) == 19
    assert [row for row in rows if "otaal" in row] == ["Subtotaal"] * 3 + ["Totaal"]
    assert len(tabel.rijen) - len(rows) == 4


def test_the_head_of_an_overview_comes_back_on_every_page() -> None:
    table = word_of("overzicht").tables[-1]
    assert "tblHeader" in table.rows[0]._tr.xml  # noqa: SLF001 - python-docx has no name for it
    pages = PdfReader(BytesIO(render_stuk_pdf(VOORBEELDEN["overzicht"], SJABLONEN))).pages
    with_rows = [page.extract_text() for page in pages if "Flexteam" in page.extract_text()]
    assert len(with_rows) > 1
    assert all("Wat nodig is" in text for text in with_rows)


def test_a_progress_report_has_four_columns_chapters_and_its_date_at_the_end() -> None:
    (tabel,) = tables("voortgang")
    expected = ["Ondersteuningsmaatregel", "Stand van zaken", "Planning", "Trekker"]
    assert head_of(tabel) == expected
    assert [rij for rij in tabel.rijen if rij.groep]
    assert [gegeven.waarde for gegeven in view_of("voortgang").voet] == ["5 december 2024"]


def test_a_proposal_numbers_its_decisions_and_plans_phases_by_month() -> None:
    *_, planning = tables("collegevoorstel")
    assert head_of(planning) == ["Fase", "okt", "nov", "dec", "jan", "feb", "mrt"]
    paragraphs = [p.text for p in word_of("collegevoorstel").paragraphs]
    assert paragraphs.index("Besluit B&W") < paragraphs.index("Wettelijke grondslag")
    assert any(text.startswith("In te stemmen met") for text in paragraphs)


def test_an_assignment_has_its_header_table_and_lists_in_the_cells_of_its_risks() -> None:
    assert labels("bestuursopdracht")[:8] == [
        "Periode", "Datum", "Portefeuillehouder", "Opgesteld door", "Ambtelijke opdrachtgever",
        "Betrokkenen", "Behandeling directieoverleg", "Behandeling college",
    ]  # fmt: skip
    risks = next(t for t in tables("bestuursopdracht") if head_of(t)[0] == "Risico")
    assert "Lijst(" in str(risks.rijen[0].cellen[1])
    steps = [title for title in headings("bestuursopdracht") if title.startswith("Stap ")]
    assert len(steps) == 3


def test_three_people_sign_two_beside_each_other_and_one_below(tmp_path: Path) -> None:
    stuk = _examples()["brief"]
    assert isinstance(stuk.view, StukView)
    people = tuple(Ondertekenaar(f"Naam {n}", f"functie {n}") for n in "ABC")
    rows = (Ondertekenrij(people[:2]), Ondertekenrij(people[2:]))
    signed = replace(stuk, view=replace(stuk.view, ondertekening=rows))
    word = docx.Document(BytesIO(render_stuk_word(signed, SJABLONEN)))
    shown = [
        p.text for p in word.paragraphs if p.style and p.style.name in {"Ondertekening", "Functie"}
    ]
    assert shown == ["Naam A\tNaam B", "functie A\tfunctie B", "Naam C", "functie C"]
    text = pdf_text(render_stuk_pdf(signed, SJABLONEN), tmp_path)
    assert missing_in_order([squeeze(" ".join(shown))], text) == []


def test_a_letter_to_the_council_is_signed_by_secretary_and_mayor() -> None:
    view = view_of("raadsinformatiebrief")
    assert [wie.functie for rij in view.ondertekening for wie in rij.wie] == [
        "secretaris",
        "burgemeester",
    ]
    assert view.aanhef == "Geachte leden van de gemeenteraad,"
    assert view.slot == "Hoogachtend,\nburgemeester en wethouders van Coevorden"
    assert labels("raadsinformatiebrief")[:7] == [
        "Uw kenmerk", "Uw brief van", "Zaaknummer", "Behandeld door", "Verzenddatum", "Onderwerp",
        "Bijlage(n)",
    ]  # fmt: skip


def test_every_theme_of_a_report_says_who_begins() -> None:
    themes = [title for title in headings("verslag") if title.startswith("Actie ")]
    actions = [tabel for tabel in tables("verslag") if head_of(tabel) == ["Actie", "Initiatief"]]
    assert len(actions) == len(themes) == 4
    assert all(rij.cellen[1] for tabel in actions for rij in tabel.rijen)


def test_every_theme_of_a_joint_agenda_names_its_ministries() -> None:
    themes = [title for title in headings("samenwerkingsagenda") if title[0].isdigit()]
    assert [title[0] for title in themes] == list("123456")
    assert all(title.endswith(")") for title in themes)
