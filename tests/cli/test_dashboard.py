"""``regietafel cijfers dashboard``, through the command line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Regietafel

NAME = "Dashboard LRT 12 december 2024"
COMMAND = ("cijfers", "dashboard", "lrt/2024-12-12")
FOLDER = "meetings/lrt/2024-12-12"


def made(werkmap: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((werkmap / FOLDER / "uit").iterdir())}


def test_a_dashboard_is_four_files_of_the_meeting(regietafel: Regietafel, verhaal: Path) -> None:
    result = regietafel(*COMMAND, cwd=verhaal)
    assert (result.code, result.err) == (0, "")
    kinds = ("docx", "pdf", "html", "xlsx")
    assert result.out.splitlines() == [f"{FOLDER}/uit/{NAME}.{kind}" for kind in kinds]
    before = made(verhaal)
    shutil.rmtree(verhaal / FOLDER / "uit")
    regietafel(*COMMAND, cwd=verhaal)
    assert made(verhaal) == before
    assert regietafel("controleer", "lrt/2024-12-12", cwd=verhaal).err == ""


def test_an_earlier_dashboard_knows_nothing_of_a_later_one(
    regietafel: Regietafel, verhaal: Path
) -> None:
    september = verhaal / "meetings/lrt/2024-09-26/uit"
    assert regietafel("cijfers", "dashboard", "lrt/2024-09-26", cwd=verhaal).code == 0
    page = next(september.glob("*.html")).read_text("utf-8")
    assert "Vorige peildatum" not in page


def change(verhaal: Path, name: str, old: str, new: str, meeting: str = FOLDER) -> None:
    path = verhaal / meeting / "cijfers" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("dashboard.yaml", "tabel: provincies", "tabel: provinces",
         "dashboard.yaml:12: fout [tabel-onbekend] indicatoren[1].tabel: De tabel 'provinces' staat niet"),
        ("dashboard.yaml", "behaald: [OEK realisatie]", "behaald: [OEK realisaties]",
         "fout [kolom-onbekend] indicatoren[1].behaald: De kolom 'OEK realisaties' staat niet"),
        ("dashboard.yaml", "titel:", "tietel:", "fout [onbekende-sleutel] tietel"),
        ("indicatoren.csv", ";2025-01-01;120.000", ";1 januari;120.000",
         "indicatoren.csv:2: fout [indicator-onleesbaar] Opvang Oekraïne, einddatum: '1 januari' is geen datum"),
        ("indicatoren.csv", "120.000", "", "fout [indicator-onvolledig] indicatoren[1].naam: Van 'Opvang Oekraïne' ontbreekt eindpunt"),
        ("provincies.csv", "1.176", "1.167", "provincies.csv:2: fout [cijfer-onjuist] Drenthe, OEK delta"),
    ],
)  # fmt: skip
def test_wrong_data_makes_nothing_and_says_where(
    regietafel: Regietafel, verhaal: Path, name: str, old: str, new: str, said: str
) -> None:
    change(verhaal, name, old, new)
    result = regietafel(*COMMAND, cwd=verhaal)
    assert result.code == 1
    assert said in result.err
    assert "Er is niets gemaakt" in result.err
    assert not (verhaal / FOLDER / "uit").exists()
    if not said.startswith("provincies"):
        assert said in regietafel("controleer", "lrt/2024-12-12", cwd=verhaal).err


def test_a_total_that_differs_from_its_areas_is_a_warning_and_a_note(
    regietafel: Regietafel, verhaal: Path
) -> None:
    change(verhaal, "indicatoren.csv", "94.813", "94.000")
    result = regietafel(*COMMAND, cwd=verhaal)
    assert result.code == 0
    assert "waarschuwing [indicator-tegenspraak] indicatoren[1].behaald" in result.err
    assert "de realisatie is 94.000, en de gebieden zijn samen 94.813" in result.err
    assert (
        "De gebieden zijn samen 94.813, en de realisatie is 94.000."
        in made(verhaal)[f"{NAME}.html"].decode()
    )


def test_an_earlier_dashboard_with_errors_is_left_out_and_named(
    regietafel: Regietafel, verhaal: Path
) -> None:
    change(verhaal, "indicatoren.csv", "120.000", "veel", "meetings/lrt/2024-09-26")
    result = regietafel(*COMMAND, cwd=verhaal)
    assert result.code == 0
    assert "2024-09-26/cijfers/dashboard.yaml: waarschuwing [dashboard-overgeslagen]" in result.err


def test_a_meeting_without_a_dashboard_hears_what_to_do(
    regietafel: Regietafel, verhaal: Path
) -> None:
    result = regietafel("cijfers", "dashboard", "prt-drenthe/2024-07-17", cwd=verhaal)
    assert (result.code, "maak cijfers/dashboard.yaml" in result.err) == (1, True)


def test_figures_may_come_from_excel(regietafel: Regietafel, verhaal: Path) -> None:
    import openpyxl

    folder = verhaal / FOLDER / "cijfers"
    regietafel(*COMMAND, cwd=verhaal)
    before = made(verhaal)[f"{NAME}.html"]
    lines = (folder / "provincies.csv").read_text("utf-8").splitlines()
    book = openpyxl.Workbook()
    for line in lines:
        first, *cells = line.split(";")
        numbers = [int(c.replace(".", "")) if c.lstrip("-")[:1].isdigit() else c for c in cells]
        book.active.append([first, *numbers])  # type: ignore[union-attr]  # a new book has a sheet
    book.save(folder / "provincies.xlsx")
    (folder / "provincies.csv").unlink()
    assert regietafel(*COMMAND, cwd=verhaal).code == 0
    assert made(verhaal)[f"{NAME}.html"] == before


def test_nothing_outside_the_workspace_is_read(
    regietafel: Regietafel, verhaal: Path, tmp_path: Path
) -> None:
    folder = verhaal / FOLDER / "cijfers"
    shutil.move(folder / "provincies.csv", tmp_path / "elders.csv")
    (folder / "provincies.csv").symlink_to(tmp_path / "elders.csv")
    result = regietafel(*COMMAND, cwd=verhaal)
    assert (result.code, "buiten-werkmap" in result.err) == (1, True)
    change(verhaal, "dashboard.yaml", "tabel: indicatoren", "tabel: ../../../../elders")
    assert "tabel-onbekend" in regietafel(*COMMAND, cwd=verhaal).err


def test_the_pdf_comes_from_word_when_the_settings_say_so(
    regietafel: Regietafel, verhaal: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    settings = verhaal / "regietafel.yaml"
    settings.write_text(settings.read_text().replace("pdf: typst", "pdf: word"))
    assert regietafel(*COMMAND, cwd=verhaal).code == 0
    assert b"LibreOffice" in made(verhaal)[f"{NAME}.pdf"]
