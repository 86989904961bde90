"""The chair's report: what it says, and that page, PDF, Word and Excel say the same."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest

from regietafel.documents.compose_rapport import compose_rapport, with_pictures
from regietafel.documents.compose_rapportbladen import report_sheets
from regietafel.documents.compose_rapportlijsten import short_text
from regietafel.documents.pdf import render_pdf
from regietafel.documents.views_rapport import RapportView
from regietafel.documents.werkboek import Blad, to_werkboek
from regietafel.documents.word import render_word
from regietafel.ledger.boek import Boek
from regietafel.ledger.overzicht import maak_overzicht

from .pariteit import missing_in_order, pdf_text
from .pariteit import word_paragraphs_with_notes as word_paragraphs
from .rapportverhaal import (
    DAY,
    MOMENT,
    STIJL,
    TAFELS,
    TEMPLATES,
    TRAPS,
    crowd,
    number,
    report,
    trapped,
)

EMPTY = compose_rapport(maak_overzicht(Boek(), "prt", DAY), TAFELS, STIJL)
VIEWS = {"story": report(), "trapped": trapped(), "empty": EMPTY}
every_report = pytest.mark.parametrize("name", VIEWS)


def as_pdf(view: RapportView) -> bytes:
    return render_pdf(view, TEMPLATES / "rapport", moment=MOMENT)


def as_word(view: RapportView) -> bytes:
    template = (TEMPLATES / "rapport" / "word.docx").read_bytes()
    return render_word(with_pictures(view), template, moment=MOMENT)


def as_excel(view: RapportView) -> bytes:
    return to_werkboek(report_sheets(view), titel="Rapport", auteur="Provincie", moment=MOMENT)


# ------------------------------------------------------------------ what it says


def test_the_top_names_the_most_pressing_actions_and_why() -> None:
    assert [(u.nummer, u.reden) for u in VIEWS["story"].urgent] == [
        (number(2), "89\xa0dagen te laat"),
        (number(3), "Wacht 103\xa0dagen op LRT"),
        (number(4), "103\xa0dagen geen nieuws"),
        (number(7), "40\xa0dagen geen nieuws"),
    ]


def test_an_action_at_another_table_says_where_and_under_which_number() -> None:
    (waiting,) = VIEWS["story"].wachtend
    assert (waiting.wacht_op, waiting.elders) == ("LRT", "LRT-2024-A02")
    assert (waiting.sinds, waiting.dagen) == ("5\xa0april\xa02024 (103\xa0dagen)", 103)
    incoming = VIEWS["story"].open_acties[-1]
    assert incoming.herkomst == "Van LRT, daar LRT-2024-A01"


def test_before_the_other_table_took_it_over_no_number_there_is_known() -> None:
    (waiting,) = report(day=date(2024, 6, 6)).wachtend
    assert (waiting.wacht_op, waiting.elders) == ("LRT", "")


def test_the_longest_untouched_comes_first() -> None:
    rows = VIEWS["story"].open_acties
    assert [row.nummer for row in rows] == [number(2), number(4), number(7)]
    assert [row.dagen_stil for row in rows] == sorted((r.dagen_stil for r in rows), reverse=True)


def test_what_was_closed_says_how_and_whether_in_time() -> None:
    closed = [(row.nummer, row.hoe, row.tijdig) for row in VIEWS["story"].gesloten]
    assert VIEWS["story"].gesloten_kop == "Gesloten sinds 7 juni 2024"
    assert closed == [
        (number(6), "Vervallen op 1\xa0juli\xa02024", ""),
        (number(5), "Afgerond op 30\xa0juni\xa02024", "29\xa0dagen te laat"),
        (number(1), "Afgerond op 20\xa0juni\xa02024", "51\xa0dagen te laat"),
    ]
    assert [row.waaruit for row in VIEWS["story"].gesloten] == [
        "Niet meer nodig.",
        "https://www.example.nl/b",
        "De brief is verstuurd.",
    ]


def test_a_moved_deadline_shows_the_first_and_the_reason() -> None:
    (moved,) = VIEWS["story"].verschoven
    assert (moved.eerst, moved.nu, moved.keren, moved.reden) == (
        "31 maart 2024",
        "19 april 2024",
        1,
        "Meer tijd nodig.",
    )


def test_an_empty_table_and_a_table_without_worries_say_so() -> None:
    assert EMPTY.niets_urgent == "Deze tafel heeft nog geen acties."
    assert (EMPTY.grafieken, EMPTY.organisatiegrafiek, EMPTY.organisaties) == ((), (), ())
    calm = report(day=date(2024, 2, 2))
    assert calm.niets_urgent == "Geen actie is te laat, wacht op een andere tafel of bleef liggen."


def test_many_organisations_share_the_last_bar() -> None:
    (chart,) = crowd().organisatiegrafiek
    assert len(chart.rijen) == 11
    assert chart.rijen[-1].label.endswith("andere samen")
    assert sum(r.aantal for r in chart.rijen) == sum(o.open for o in crowd().organisaties)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Kort.", "Kort."),
        ("**Vet** en [een link](https://b.nl)", "Vet en een link"),
        ("- een\n- twee", "een twee"),
        ("Een zin die langer is dan mag, en", "Een zin die langer is dan…"),
        ("Rioolwaterzuiveringsinstallatiebeheerder", "Rioolwaterzuiveringsinstallat…"),
    ],
)
def test_a_long_text_is_cut_between_words(text: str, short: str) -> None:
    assert short_text(text, 30) == short


# ------------------------------------------------------------------ page, PDF, Word, Excel


@every_report
def test_every_word_of_the_word_file_stands_in_the_pdf_in_order(
    name: str, needs_program: Callable[..., None], tmp_path: Path
) -> None:
    needs_program("pdfinfo")
    paragraphs = word_paragraphs(as_word(VIEWS[name]))
    assert len(paragraphs) > 20
    assert not missing_in_order(paragraphs, pdf_text(as_pdf(VIEWS[name]), tmp_path))


@every_report
def test_the_pdf_is_tagged_dutch_and_says_what_it_is(name: str) -> None:
    with pikepdf.open(io.BytesIO(as_pdf(VIEWS[name]))) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl-NL"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata.pdfa_status == "2A"


def test_every_chart_in_the_pdf_and_in_word_says_its_numbers(
    needs_program: Callable[..., None], tmp_path: Path
) -> None:
    needs_program("pdfinfo")
    view = VIEWS["story"]
    path = tmp_path / "rapport.pdf"
    path.write_bytes(as_pdf(view))
    tags = subprocess.run(["pdfinfo", "-struct", path], capture_output=True, check=True, text=True)
    assert tags.stdout.count("Figure") == 5
    with pikepdf.open(path) as pdf:
        alts = {str(o["/Alt"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o}  # fmt: skip
    charts = [*view.grafieken, *view.organisatiegrafiek]
    assert {chart.beeldtekst for chart in charts} <= alts
    shown = docx.Document(io.BytesIO(as_word(view))).inline_shapes
    described = [picture._inline.docPr.get("descr") for picture in shown]  # noqa: SLF001 - the way to its text
    assert described == [chart.beeldtekst for chart in charts]


@pytest.mark.parametrize("name", [*VIEWS, "crowd"])
def test_the_word_file_follows_the_ooxml_schema(name: str, tmp_path: Path) -> None:
    target = tmp_path / "rapport.docx"
    target.write_bytes(as_word(VIEWS[name] if name in VIEWS else crowd(60)))
    audit = Path(sys.executable).with_name("openxml-audit")
    command = [str(audit), "-f", "microsoft365", "-o", "json", str(target)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_the_committed_template_is_what_the_tool_makes(tmp_path: Path) -> None:
    tool = TEMPLATES.parent / "tools" / "make_word_templates.py"
    subprocess.run([sys.executable, tool, tmp_path], check=True, capture_output=True)
    made, kept = (
        {name: archive.read(name) for name in archive.namelist()}
        for archive in (
            zipfile.ZipFile(folder / "rapport" / "word.docx") for folder in (tmp_path, TEMPLATES)
        )
    )
    assert made == kept


def test_headings_begin_at_one_and_skip_no_level() -> None:
    document = docx.Document(io.BytesIO(as_word(VIEWS["story"])))
    styles = [p.style.style_id for p in document.paragraphs if p.style]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("made", [as_pdf, as_word, as_excel])
def test_the_same_view_gives_the_same_bytes(made: Callable[[RapportView], bytes]) -> None:
    assert made(VIEWS["story"]) == made(report())


def test_in_excel_numbers_are_numbers_and_nothing_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_excel(VIEWS["trapped"])))
    assert book.sheetnames[:4] == ["Nu aan de orde", "Cijfers", "Open", "Wacht"]
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert any(trap in str(cell.value) for cell in cells for trap in TRAPS)
    heads = [cell.value for cell in book["Open"][1]]
    first = dict(zip(heads, [cell.value for cell in book["Open"][2]], strict=True))
    assert (first["Nummer"], first["Dagen te laat"]) == (number(2), 89)


def test_a_sheet_with_a_formula_for_text_and_a_strange_name_is_made() -> None:
    blad = Blad("a/b:c[d]*" * 9, ("Kop",), (("=1+1",), ("\x00\ud800",), (7,)))
    sheet = openpyxl.load_workbook(
        io.BytesIO(to_werkboek([blad], titel="t", auteur="a", moment=MOMENT))
    ).active
    assert sheet is not None
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s", "n"]
    assert sheet["A2"].value == "=1+1"


def test_a_sheet_has_a_letter_and_columns_in_which_a_head_breaks_between_words_only() -> None:
    blad = Blad("a", ("Keren meegenomen", "Wat"), ((1, "x" * 200), (2, "y")))
    book = openpyxl.load_workbook(
        io.BytesIO(to_werkboek([blad], titel="t", auteur="a", moment=MOMENT))
    )
    sheet = book["a"]
    fonts = {(cell.font.name, cell.font.sz) for row in sheet for cell in row}
    assert fonts == {("Calibri", 11)}
    assert len("meegenomen") < sheet.column_dimensions["A"].width < len("Keren meegenomen") + 2
    assert sheet.column_dimensions["B"].width == 60
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_charts_are_pixels_for_word_only() -> None:
    made = with_pictures(VIEWS["story"])
    for before, after in zip(
        (*VIEWS["story"].grafieken, *VIEWS["story"].organisatiegrafiek),
        (*made.grafieken, *made.organisatiegrafiek),
        strict=True,
    ):
        assert before.beeld.startswith(b"<svg")
        assert after.beeld.startswith(b"\x89PNG")
        assert replace(after, beeld=before.beeld) == before
    assert with_pictures(EMPTY) == EMPTY
