"""The dashboard: what it says, and that PDF, Word, page and Excel say the same."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from lxml import etree

from regietafel.documents.compose_dashboard import compose_dashboard, for_word
from regietafel.documents.compose_dashboardboek import dashboard_sheets
from regietafel.documents.formuleboek import Formule, to_formuleboek
from regietafel.documents.pdf import render_pdf
from regietafel.documents.views_dashboard import DashboardView
from regietafel.documents.web import render_web
from regietafel.documents.word import render_word
from regietafel.figures.dashboard import Brontabel, Dashboardstand, bereken_dashboard
from regietafel.figures.reeksen import Reeks, maak_reeksen
from regietafel.figures.sleutel import kolomletters
from regietafel.figures.tabel import lees_tabel
from regietafel.model.dashboard import Dashboard

from .dashboardverhaal import DECEMBER, SEPTEMBER, VIEWS, made_of, of_example, with_series
from .paginasjabloon import page_template
from .pariteit import missing_in_order, pdf_text, word_paragraphs_with_notes
from .rapportverhaal import MOMENT, STIJL, TAFELS, TEMPLATES

every_view = pytest.mark.parametrize("name", VIEWS)
KIND = TEMPLATES / "dashboard"


def as_pdf(view: DashboardView) -> bytes:
    return render_pdf(view, KIND, moment=MOMENT)


def as_word(view: DashboardView) -> bytes:
    return render_word(for_word(view), (KIND / "word.docx").read_bytes(), moment=MOMENT)


def as_excel(meeting: str) -> bytes:
    view, series = of_example(meeting)
    sheets = dashboard_sheets(series, view)
    return to_formuleboek(sheets, titel="Dashboard", auteur="Provincie", moment=MOMENT)


# ------------------------------------------------------------------ what it says


def test_the_five_blocks_say_what_the_source_says() -> None:
    found = [
        (each.stand, *(figure.waarde for figure in each.cijfers))
        for each in VIEWS["september"].indicatoren
    ]
    assert found == [
        ("Oranje (O): 83% van het schema", "97.001", "120.000", "111.624", "92.189", "19.435"),
        ("Oranje (O): 80% van het schema", "69.900", "96.000", "87.300", "69.948", "17.352"),
        ("Rood (R): 34% van het schema", "10.874", "27.874", "16.602", "5.568", "11.034"),
        ("Rood (R): 66% van het schema", "3.659", "8.140", "6.646", "4.379", "2.267"),
        ("Rood (R): 41% van het schema", "3.900", "4.600", "4.136", "1.684", "2.452"),
    ]


def test_all_221_figures_of_the_provinces_stand_in_the_table() -> None:
    path = TEMPLATES.parent / "meetings/lrt/2024-09-26/cijfers/provincies.csv"
    stated = list(csv.reader(path.read_text("utf-8").splitlines(), delimiter=";"))
    rows = [
        [row.naam, *(cell.tekst.replace("−", "-") for cell in row.cellen)]
        for row in VIEWS["september"].gebieden
    ]
    assert [row[1:] for row in rows] == [row[1:] for row in stated[1:]]
    assert [row[0] for row in rows] == [*(row[0] for row in stated[1:-1]), "Totaal"]
    assert sum(len(row) - 1 for row in rows) == 221


def test_without_an_earlier_date_nothing_is_said_of_change() -> None:
    view = VIEWS["september"]
    assert view.verloop == ()
    assert all(
        not i.verandering and not any(c.verschil for c in i.cijfers) for i in view.indicatoren
    )
    assert [fact.label for fact in view.gegevens] == ["Peildatum"]


def test_change_since_the_date_before_stands_at_the_figure_and_with_the_areas() -> None:
    housing = VIEWS["december"].indicatoren[2]
    assert [figure.verschil for figure in housing.cijfers] == ["", "", "", "+12.506", "−4.098"]
    assert housing.verandering == (
        "Beter van kleur: Flevoland (G), Gelderland (O), Limburg (O), Noord-Brabant (O), Zuid-Holland (O).",
        "Andere plaats: Groningen 2 → 8, Drenthe 6 → 10, Noord-Holland 12 → 9.",
    )
    amv = VIEWS["december"].indicatoren[3]
    assert "Slechter van kleur: Drenthe (R)." in amv.verandering
    heads = [column.kop for column in VIEWS["december"].kolommen]
    assert heads.count("OEK verschil") == 1
    drenthe = VIEWS["december"].gebieden[0].cellen[heads.index("OEK verschil")]
    assert drenthe.tekst == "+121"


def test_what_is_not_known_says_so_and_is_not_in_a_total() -> None:
    view = made_of([["Assen", "600", "200"], ["Emmen", "400", ""]])
    assert view.indicatoren[0].stand == "Realisatie niet bekend (?)"
    assert [cell.tekst for cell in view.gebieden[-1].cellen] == ["1.000", "200 + ?", "400 + ?"]
    assert any("nog niet bekend" in line for line in view.noten[0].regels)


def test_a_known_figure_on_the_first_day_of_the_schedule_is_not_called_unknown() -> None:
    view, series = with_series([["Assen", "1000", "5"]], day="2024-01-01")
    indicator = view.indicatoren[0]
    assert indicator.stand == "Groen (G): nog geen opgave"
    assert [(c.label, c.waarde) for c in indicator.cijfers[3:]] == [
        ("Realisatie", "5"),
        ("Voorsprong", "5"),
    ]
    assert indicator.kaart[0].beeldtekst.endswith("Groen: Assen (nog geen opgave).")
    (share,) = (row[10].waarde for row in dashboard_sheets(series, view)[0].rijen)
    assert isinstance(share, Formule)
    assert '=0,"n.v.t.",' in share.tekst


def test_an_area_without_a_task_is_told_apart_from_one_that_is_not_known() -> None:
    view = made_of([["Assen", "1000", "500"], ["Emmen", "0", "0"], ["Meppel", "ntb", "3"]])
    (picture,) = view.indicatoren[0].kaart
    assert picture.beeldtekst.endswith(
        "Groen: Assen 101% en Emmen (geen opgave). Onbekend: Meppel."
    )
    tiles = [text.text for text in etree.fromstring(picture.beeld).iter("{*}text")]
    assert tiles == ["G", "101%", "Assen", "G", "n.v.t.", "Emmen", "?", "?", "Meppel"]
    assert "N.v.t. op de kaart betekent: geen opgave op de peildatum." in view.noten[0].regels


def test_indicators_with_other_areas_share_one_table_with_empty_cells() -> None:
    base = {
        "startdatum": "2024-01-01", "startpunt": 0, "einddatum": "2025-01-01", "eindpunt": 10,
        "peildatum": "2024-07-01", "opgave": "Opgave", "behaald": ["Klaar"],
    }  # fmt: skip
    tables = {
        name: Brontabel(lees_tabel([["Gemeente", "Opgave", "Klaar"], [area, "10", "5"]])[0])
        for name, area in (("a", "Assen"), ("b", "Emmen"))
    }
    regels = [{**base, "naam": name, "tabel": name} for name in tables]
    data = {"titel": "D", "indicatoren": regels}
    stand, _ = bereken_dashboard(Dashboard.model_validate(data), tables)
    assert stand is not None
    series = maak_reeksen([stand])
    view = compose_dashboard(stand, series, TAFELS["prt"], date(2024, 7, 17), STIJL)
    assert [[cell.tekst for cell in row.cellen] for row in view.gebieden] == [
        ["10", "5", "5", "", "", ""], ["", "", "", "10", "5", "5"], ["10", "5", "5"] * 2,
    ]  # fmt: skip
    areas = dashboard_sheets(series, view)[1]
    assert [cell.waarde for cell in areas.rijen[0]][4:] == [None, None, None]


def test_a_lead_is_called_one_and_grows_the_right_way() -> None:
    figures = made_of([["Assen", "1000", "900"]]).indicatoren[0].cijfers
    assert (figures[-1].label, figures[-1].waarde) == ("Voorsprong", "403")


def test_limits_of_its_own_and_a_date_outside_the_line_are_notes() -> None:
    lines = VIEWS["alone"].noten[1].regels
    assert "De peildatum ligt buiten het schema; daar is de lijn vlak gehouden." in lines
    assert VIEWS["alone"].legenda[0] == "G, rondje: vanaf 90% van het schema"


def test_areas_that_add_up_to_another_figure_are_a_note() -> None:
    view = of_example(SEPTEMBER)[0]
    assert not any("niet gelijk" in line for note in view.noten for line in note.regels)


def test_the_words_of_a_drawing_are_made_from_its_figures() -> None:
    oek = VIEWS["september"].indicatoren[0]
    assert oek.lijn.beeldtekst == (
        "Opvang Oekraïne: het schema loopt van 97.001 op 1 februari 2024 naar 120.000 op "
        "1 januari 2025. Op 1 september 2024 is het schema 111.624 en de realisatie "
        "92.189: een achterstand van 19.435."
    )
    assert (
        "Rood: Flevoland 67%, Fryslân 67%, Groningen 59% en Zeeland 69%." in oek.kaart[0].beeldtekst
    )
    december = VIEWS["december"]
    assert "Anders dan op" in december.indicatoren[2].kaart[0].beeldtekst
    assert "Geen kleur is anders" in december.indicatoren[0].kaart[0].beeldtekst
    assert (
        "OEK: 83% op 1 september 2024 en 80% op 1 december 2024" in december.verloop[0].beeldtekst
    )


def test_many_areas_are_a_bar_that_counts_colours() -> None:
    (picture,) = VIEWS["crowd"].indicatoren[0].kaart
    assert "10 groen, 12 oranje en 38 rood." in picture.beeldtekst


# ------------------------------------------------------------------ one view, four forms


@every_view
def test_the_pdf_claims_both_standards_and_describes_its_pictures(
    name: str, tmp_path: Path
) -> None:
    content = as_pdf(VIEWS[name])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        claims = pdf.open_metadata()
        assert (claims.get("pdfaid:part"), claims.get("pdfuaid:part")) == ("2", "1")
        if name in {"september", "december"}:
            assert len(pdf.pages) == 2
    assert content == as_pdf(VIEWS[name])
    if name != "trapped":
        said = pdf_text(content, tmp_path)
        assert all(
            figure.waarde.replace(" ", "") in said
            for each in VIEWS[name].indicatoren
            for figure in each.cijfers
        )


def test_word_and_pdf_have_the_same_rows(tmp_path: Path) -> None:
    view = VIEWS["december"]
    word = word_paragraphs_with_notes(as_word(view))
    said = pdf_text(as_pdf(view), tmp_path)
    start = next(n for n, text in enumerate(word) if text.startswith("Opgaveenrealisatie"))
    assert missing_in_order(word[start:], said) == []


@pytest.mark.parametrize("name", ["december", "trapped", "alone"])
def test_the_word_file_follows_the_ooxml_schema(name: str, tmp_path: Path) -> None:
    target = tmp_path / "dashboard.docx"
    target.write_bytes(as_word(VIEWS[name]))
    audit = Path(sys.executable).with_name("openxml-audit")
    command = [str(audit), "-f", "microsoft365", "-o", "json", str(target)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_every_picture_in_word_has_its_words() -> None:
    view = VIEWS["december"]
    shown = docx.Document(io.BytesIO(as_word(view))).inline_shapes
    described = {picture._inline.docPr.get("descr") for picture in shown}  # noqa: SLF001 - the way to its text
    pictures = [p for each in view.indicatoren for p in (*each.kaart, each.lijn)]
    assert described == {picture.beeldtekst for picture in (*pictures, *view.verloop)}


def test_the_table_in_word_has_a_grid_of_its_columns() -> None:
    document = docx.Document(io.BytesIO(as_word(VIEWS["december"])))
    table = document.tables[-1]
    assert len(table.columns) == len(VIEWS["december"].kolommen) + 1
    assert [cell.text for cell in table.rows[-1].cells][:2] == ["Totaal", "120.000"]


@every_view
def test_the_page_holds_every_figure_and_nothing_of_a_user_as_code(name: str) -> None:
    view = VIEWS[name]
    page = render_web(view, page_template((KIND / "web.html").read_text("utf-8"))).decode()
    assert "<script>alert" not in page
    assert all(f">{cell.tekst}<" in page for row in view.gebieden for cell in row.cellen)


def test_a_template_field_that_is_a_picture_without_words_is_none() -> None:
    assert all(i.lijn.beeldtekst and i.lijn.breedte for v in VIEWS.values() for i in v.indicatoren)


# ------------------------------------------------------------------ Excel


def test_numbers_are_numbers_dates_are_dates_and_text_is_never_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_excel(SEPTEMBER)))
    assert book.sheetnames == ["Indicatoren", "Per provincie", "Verloop", "Bronnen"]
    row = [cell.value for cell in book["Indicatoren"][2]]
    assert row[3:6:2] == [97001, 120000]
    assert [cell.data_type for cell in book["Indicatoren"][2]][8:12] == ["f"] * 4
    assert book["Per provincie"]["B14"].value == (
        '=IF(COUNT(B2:B13)=12,SUM(B2:B13),FIXED(SUM(B2:B13),0)&" + ?")'
    )
    assert book["Per provincie"]["D2"].value == '=IF(COUNT(B2,C2:C2)=2,B2-SUM(C2:C2),"?")'
    assert as_excel(DECEMBER) == as_excel(DECEMBER)
    assert [kolomletters(n) for n in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


def calculated(content: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """Return the sheets of a workbook by name, as LibreOffice works them out and shows them."""
    book = folder / "d.xlsx"
    book.write_bytes(content)
    profile = (folder / "profiel").as_uri()
    form = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", folder, book], check=True, capture_output=True, timeout=120
    )
    return {
        path.stem.removeprefix("d-"): list(
            csv.reader(path.read_text("utf-8").splitlines(), delimiter=";")
        )
        for path in folder.glob("d-*.csv")
    }


def in_excel(view: DashboardView, series: tuple[Reeks, ...]) -> bytes:
    return to_formuleboek(dashboard_sheets(series, view), titel="D", auteur="P", moment=MOMENT)


def test_an_incomplete_total_in_excel_says_so_in_the_words_of_the_paper(
    tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    view, series = with_series([["Assen", "100", "50"], ["Emmen", "200", "ntb"]])
    sheets = calculated(in_excel(view, series), tmp_path)
    shown = [[cell.tekst for cell in row.cellen] for row in view.gebieden]
    assert shown[-1] == ["300", "50 + ?", "50 + ?"]
    assert [row[1:] for row in sheets["Per gemeente"][1:]] == shown


def test_an_incomplete_change_in_excel_says_so_in_the_words_of_the_paper(
    tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    before = with_series([["Assen", "100", "20"], ["Emmen", "200", "ntb"]], day="2024-06-01")[1]
    now = with_series([["Assen", "100", "50"], ["Emmen", "200", "70"]])[1]
    series = (Reeks((*before[0].standen, *now[0].standen)),)
    stand = Dashboardstand("D", date(2024, 7, 1), (now[0].nu,), ())
    view = compose_dashboard(stand, series, TAFELS["prt"], date(2024, 7, 17), STIJL)
    total = calculated(in_excel(view, series), tmp_path)["Per gemeente"][-1]
    assert [cell.tekst for cell in view.gebieden[-1].cellen] == ["300", "120", "180", "+30 + ?"]
    assert total == ["Totaal", "300", "120", "180", "20 + ?", "+30 + ?"]


def test_a_share_of_nothing_is_no_error_in_excel(
    tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    view, series = with_series([["Assen", "1000", "5"]], day="2024-01-01")
    sheets = calculated(in_excel(view, series), tmp_path)
    assert sheets["Indicatoren"][1][7:12] == ["5", "0", "-5", "n.v.t.", "G"]


def test_what_excel_works_out_is_what_the_dashboard_shows(
    tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    sheets = calculated(as_excel(DECEMBER), tmp_path)
    rows, areas = sheets["Indicatoren"], sheets["Per provincie"]
    shown = [
        [each.cijfers[2].waarde, each.cijfers[4].waarde, each.stand.partition(" (")[2][0]]
        for each in VIEWS["december"].indicatoren
    ]
    assert [[row[8], row[9], row[11]] for row in rows[1:]] == [
        [schema.replace(".", ""), backlog.replace(".", ""), kleur]
        for schema, backlog, kleur in shown
    ]
    heads = [column.kop for column in VIEWS["december"].kolommen]
    for row, view in zip(areas[1:], VIEWS["december"].gebieden, strict=True):
        found = dict(zip(areas[0], row, strict=True))
        for head, cell in zip(heads, view.cellen, strict=True):
            assert found[head] == cell.tekst.replace(".", "").replace("−", "-").lstrip("+")
