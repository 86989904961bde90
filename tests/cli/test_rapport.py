"""``regietafel rapport``, through the command line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from regietafel.resources import templates

from .conftest import Regietafel

NAME = "Rapport acties PRT Drenthe 17 juli 2024"
JULY = ("rapport", "prt-drenthe", "--peildatum", "2024-07-17")


def made(werkmap: Path) -> dict[str, bytes]:
    folder = werkmap / "meetings/prt-drenthe/uit"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_report_is_four_files_beside_the_meetings(regietafel: Regietafel, werkmap: Path) -> None:
    result = regietafel(*JULY, cwd=werkmap)
    assert (result.code, result.err) == (0, "")
    kinds = ("docx", "pdf", "html", "xlsx")
    assert result.out.splitlines() == [f"meetings/prt-drenthe/uit/{NAME}.{k}" for k in kinds]
    assert sorted(made(werkmap)) == sorted(f"{NAME}.{kind}" for kind in kinds)
    assert regietafel("controleer", cwd=werkmap).code == 0


def test_the_same_folder_and_day_give_the_same_bytes(regietafel: Regietafel, werkmap: Path) -> None:
    regietafel(*JULY, cwd=werkmap)
    before = made(werkmap)
    shutil.rmtree(werkmap / "meetings/prt-drenthe/uit")
    regietafel(*JULY, cwd=werkmap)
    assert made(werkmap) == before


def test_a_report_on_an_earlier_day_knows_nothing_of_what_came_later(
    regietafel: Regietafel, werkmap: Path
) -> None:
    regietafel(*JULY, cwd=werkmap)
    before = made(werkmap)
    event = "actie", "sluit", "PRT-DR-2024-A04", "Het overleg was er.", "--datum", "2024-07-18"
    assert regietafel(*event, cwd=werkmap).code == 0
    regietafel(*JULY, cwd=werkmap)
    assert made(werkmap) == before


def test_a_table_without_meetings_gets_a_report(regietafel: Regietafel, werkmap: Path) -> None:
    for meeting in (werkmap / "meetings/lrt").glob("2*"):
        shutil.rmtree(meeting)
    assert regietafel("rapport", "lrt", "--peildatum", "2024-07-17", cwd=werkmap).code == 0


def test_no_report_is_made_of_a_table_with_errors(regietafel: Regietafel, werkmap: Path) -> None:
    (werkmap / "meetings/prt-drenthe/acties.yaml").write_text("gebeurtenissen: nee\n")
    result = regietafel(*JULY, cwd=werkmap)
    assert result.code == 1
    assert "acties.yaml" in result.err
    assert not (werkmap / "meetings/prt-drenthe/uit").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rapport", "prt-drente"), "Geen tafel 'prt-drente'"),
        (("rapport", "prt-drenthe", "--peildatum", "17 juli"), "'17 juli' is geen datum"),
    ],
)
def test_a_wrong_name_or_day_is_refused(
    regietafel: Regietafel, werkmap: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = regietafel(*arguments, cwd=werkmap)
    assert result.code == 1
    assert message in result.err


def test_an_own_page_is_used_and_a_broken_one_makes_nothing(
    regietafel: Regietafel, werkmap: Path
) -> None:
    own = werkmap / "templates/rapport/web.html"
    own.parent.mkdir(parents=True)
    own.write_text("<!DOCTYPE html><title>{{ titel }}</title>")
    assert regietafel(*JULY, cwd=werkmap).code == 0
    page = made(werkmap)[f"{NAME}.html"]
    assert page == b"<!DOCTYPE html><title>Rapport acties PRT Drenthe</title>"
    shutil.rmtree(werkmap / "meetings/prt-drenthe/uit")
    own.write_text("{{ tietel }}")
    result = regietafel(*JULY, cwd=werkmap)
    assert (result.code, "het veld 'tietel' bestaat niet" in result.err) == (1, True)
    assert not (werkmap / "meetings/prt-drenthe/uit").exists()


def test_an_own_word_template_is_used_and_checked(regietafel: Regietafel, werkmap: Path) -> None:
    own = werkmap / "templates/rapport/word.docx"
    own.parent.mkdir(parents=True)
    shutil.copy(templates() / "rapport/word.docx", own)
    assert regietafel("sjablonen", "controleer", "rapport", cwd=werkmap).code == 0
    own.write_bytes(b"geen Word")
    result = regietafel(*JULY, cwd=werkmap)
    assert (result.code, "geen Word-bestand" in result.err) == (1, True)


def test_the_pdf_comes_from_word_when_the_settings_say_so(
    regietafel: Regietafel, werkmap: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    settings = werkmap / "regietafel.yaml"
    settings.write_text(settings.read_text().replace("pdf: typst", "pdf: word"))
    assert regietafel(*JULY, cwd=werkmap).code == 0
    pdf = made(werkmap)[f"{NAME}.pdf"]
    assert pdf.startswith(b"%PDF")
    assert b"LibreOffice" in pdf


def test_a_table_with_a_dashboard_shows_its_figures_and_what_changed(
    regietafel: Regietafel, verhaal: Path
) -> None:
    def page(day: str) -> str:
        assert regietafel("rapport", "lrt", "--peildatum", day, cwd=verhaal).code == 0
        (path,) = (verhaal / "meetings/lrt/uit").glob("*.html")
        text = path.read_text("utf-8")
        path.unlink()
        return text

    december = page("2024-12-12")
    assert "Cijfers op 1 december 2024, en het verschil met 1 september 2024" in december
    assert "<strong>18.074</strong><br>+12.506" in december
    assert "Slechter van kleur: Drenthe (R)." in december
    september = page("2024-12-11")
    assert "Cijfers op 1 september 2024</h2>" in september
    assert 'id="indicatoren"' not in page("2024-09-25")


def test_a_dashboard_with_errors_is_told_and_left_out_of_the_report(
    regietafel: Regietafel, verhaal: Path
) -> None:
    (verhaal / "meetings/lrt/2024-12-12/cijfers/dashboard.yaml").write_text("titel: Leeg\n")
    result = regietafel("rapport", "lrt", "--peildatum", "2024-12-12", cwd=verhaal)
    assert (result.code, "veld-ontbreekt" in result.err) == (1, True)
    (path,) = (verhaal / "meetings/lrt/uit").glob("*.html")
    assert 'id="indicatoren"' not in path.read_text("utf-8")


def test_the_figures_of_the_report_are_numbers_in_excel(
    regietafel: Regietafel, verhaal: Path
) -> None:
    import openpyxl

    regietafel("rapport", "lrt", "--peildatum", "2024-12-12", cwd=verhaal)
    (path,) = (verhaal / "meetings/lrt/uit").glob("*.xlsx")
    rows = list(openpyxl.load_workbook(path)["Indicatoren"].iter_rows(values_only=True))
    assert rows[3][2:6] == (18074, 12506, 6936, -4098)
