"""The example meetings: they load, number as the trade does and hold what the tool makes."""

import io
import runpy
import zipfile
from pathlib import Path

import pytest
import ryaml
from pydantic import BaseModel
from pypdf import PdfReader

from regietafel.model.cijfers import Getallentabel, Prognose, Puzzel
from regietafel.model.dashboard import Dashboard
from regietafel.model.doel import doel_text
from regietafel.model.gebeurtenis import Acties
from regietafel.model.instellingen import Instellingen
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.nummering import numbered_attachments, numbered_points
from regietafel.model.tafel import Agendavorm, Tafel
from regietafel.model.vergadering import Komst, Vergadering
from regietafel.model.verslag import Verslag

ROOT = Path(__file__).resolve().parent.parent
MEETINGS = ROOT / "meetings"
JULY = MEETINGS / "prt-drenthe" / "2024-07-17"
APRIL = MEETINGS / "prt-drenthe" / "2024-04-05"
LRT = MEETINGS / "lrt" / "2024-09-26"

TOOL = runpy.run_path(str(ROOT / "tools" / "make_example_attachments.py"))
DOCX = JULY / "bijlagen" / "overzicht-flexwonen.docx"

MODELS: dict[str, type[BaseModel]] = {
    "regietafel": Instellingen,
    "tafel": Tafel,
    "vergadering": Vergadering,
    "verslag": Verslag,
    "uitnodiging": Uitnodigingsstand,
    "acties": Acties,
    "cijfers": Getallentabel,
    "verdeling": Puzzel,
    "prognose": Prognose,
    "dashboard": Dashboard,
}
FILES = [ROOT / "regietafel.yaml", *sorted(MEETINGS.rglob("*.yaml"))]
FOLDERS = sorted(file.parent for file in MEETINGS.rglob("vergadering.yaml"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def kind_of(path: Path) -> str:
    is_table = path.parent.name == "cijfers" and path.stem not in MODELS
    return "cijfers" if is_table else path.stem


def load(path: Path) -> BaseModel:
    data = ryaml.loads(path.read_text(encoding="utf-8"))
    return MODELS[kind_of(path)].model_validate(data)


def load_vergadering(folder: Path) -> Vergadering:
    vergadering = load(folder / "vergadering.yaml")
    assert isinstance(vergadering, Vergadering)
    return vergadering


def load_tafel(folder: Path) -> Tafel:
    tafel = load(folder.parent / "tafel.yaml")
    assert isinstance(tafel, Tafel)
    return tafel


def load_verslagen(tafel: str) -> list[Verslag]:
    loaded = [load(file) for file in sorted((MEETINGS / tafel).rglob("verslag.yaml"))]
    return [verslag for verslag in loaded if isinstance(verslag, Verslag)]


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_every_example_file_validates(file: Path) -> None:
    load(file)


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_every_example_file_begins_with_a_modeline_to_its_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    target = first.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / target).resolve() == ROOT / "schema" / f"{kind_of(file)}.json"


def test_the_example_holds_four_provincial_and_two_national_meetings() -> None:
    assert [shown(folder) for folder in FOLDERS] == [
        "meetings/lrt/2024-09-26",
        "meetings/lrt/2024-12-12",
        "meetings/prt-drenthe/2024-02-02",
        "meetings/prt-drenthe/2024-04-05",
        "meetings/prt-drenthe/2024-07-17",
        "meetings/prt-drenthe/2024-10-30",
    ]


def test_the_july_attachments_are_numbered_2_4b_5a_and_5b() -> None:
    numbered = numbered_attachments(load_vergadering(JULY))
    assert [item.nummer for item in numbered] == ["2", "4b", "5a", "5b"]


def test_the_july_points_have_the_numbers_and_purposes_of_the_real_agenda() -> None:
    points = numbered_points(load_vergadering(JULY))
    assert [(point.nummer, doel_text(point.punt.doel)) for point in points] == [
        ("1", ""),
        ("2", "Ter vaststelling"),
        ("3", ""),
        ("3a", "Ter informatie"),
        ("3b", "Ter informatie"),
        ("3c", "Ter informatie"),
        ("4", ""),
        ("4a", "Ter informatie"),
        ("4b", "Ter bespreking/instemming"),
        ("5", ""),
        ("5a", "Ter informatie"),
        ("5b", "Ter informatie/bespreking"),
        ("5c", "Ter informatie/bespreking"),
        ("6", ""),
        ("7", ""),
    ]


def test_the_national_attachments_are_numbered_in_roman_figures() -> None:
    assert load_tafel(LRT).agendavorm is Agendavorm.TOELICHTING
    numbered = numbered_attachments(load_vergadering(LRT), romeins=True)
    assert [(item.nummer, item.puntnummer) for item in numbered] == [("I", "2"), ("II", "3")]


@pytest.mark.parametrize("folder", FOLDERS, ids=shown)
def test_every_attachment_on_an_agenda_exists_and_none_lies_unused(folder: Path) -> None:
    numbered = list(numbered_attachments(load_vergadering(folder)))
    named = {item.bijlage.bestand for item in numbered if item.bijlage.bestand}
    assert {file.name for file in folder.glob("bijlagen/*")} == named
    lists = [item.bijlage.lijst_van for item in numbered if item.bijlage.lijst_van]
    assert all((folder.parent / name / "verslag.yaml").is_file() for name in lists)


@pytest.mark.parametrize("folder", FOLDERS, ids=shown)
def test_everybody_in_the_attendance_has_a_seat_at_the_table(folder: Path) -> None:
    tafel = load_tafel(folder)
    unknown = [a.lid for a in load_vergadering(folder).aanwezigheid if not tafel.find_lid(a.lid)]
    assert unknown == []


def test_the_national_meeting_has_ten_people_in_the_room_one_digital_and_four_absent() -> None:
    counted = [a.komst for a in load_vergadering(LRT).aanwezigheid]
    assert [counted.count(komst) for komst in Komst] == [10, 1, 4]


@pytest.mark.parametrize("folder", FOLDERS, ids=shown)
def test_a_report_names_only_points_of_its_agenda(folder: Path) -> None:
    file = folder / "verslag.yaml"
    verslag = load(file) if file.exists() else Verslag()
    assert isinstance(verslag, Verslag)
    numbers = [point.nummer for point in numbered_points(load_vergadering(folder))]
    assert [p.punt for p in verslag.punten if p.punt not in numbers] == []


def test_decisions_and_actions_are_numbered_on_through_the_year() -> None:
    between = load(MEETINGS / "prt-drenthe" / "acties.yaml")
    assert isinstance(between, Acties)
    points = [punt for verslag in load_verslagen("prt-drenthe") for punt in verslag.punten]
    besluiten = [besluit.nummer for punt in points for besluit in punt.besluiten]
    acties = [actie.nummer for punt in points for actie in punt.acties]
    assert besluiten == [f"PRT-DR-2024-B{number:02}" for number in range(1, 7)]
    assert sorted([*map(str, acties), *(str(a.nummer) for a in between.acties)]) == [
        f"PRT-DR-2024-A{number:02}" for number in range(1, 12)
    ]


@pytest.mark.parametrize("folder", [JULY, LRT], ids=shown)
def test_the_invitation_states_the_times_and_place_of_the_meeting(folder: Path) -> None:
    stand, vergadering = load(folder / "uitnodiging.yaml"), load_vergadering(folder)
    assert isinstance(stand, Uitnodigingsstand)
    fields = {"datum", "begin", "einde", "plaats"}
    assert stand.model_dump(include=fields) == vergadering.model_dump(include=fields)


def test_mail_addresses_in_the_example_lead_nowhere() -> None:
    tafels = [load(file) for file in MEETINGS.glob("*/tafel.yaml")]
    addresses = [lid.email for tafel in tafels if isinstance(tafel, Tafel) for lid in tafel.leden]
    assert len(addresses) == 31
    assert [a for a in addresses if a is None or not a.endswith(".example")] == []


def test_the_logo_needs_no_font() -> None:
    instellingen = load(ROOT / "regietafel.yaml")
    assert isinstance(instellingen, Instellingen)
    assert instellingen.huisstijl.logo is not None
    assert "<text" not in (ROOT / instellingen.huisstijl.logo).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made_pdfs() -> dict[str, bytes]:
    made: dict[str, bytes] = TOOL["make_pdfs"]()
    return made


@pytest.mark.parametrize("target", [pdf.target for pdf in TOOL["PDFS"]])
def test_a_pdf_in_the_repository_is_what_its_source_gives(
    target: str, made_pdfs: dict[str, bytes]
) -> None:
    kept, made = (ROOT / target).read_bytes(), made_pdfs[target]
    assert text_of(made) == text_of(kept)
    assert len(kept) < 150_000
    if maker(made) != maker(kept):
        pytest.skip(f"made by {maker(kept)}, installed is {maker(made)}: bytes may differ")
    assert made == kept


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def maker(pdf: bytes) -> str:
    information = PdfReader(io.BytesIO(pdf)).metadata
    assert information is not None
    return str(information.creator)


def test_the_word_file_in_the_repository_is_what_its_source_gives() -> None:
    made = TOOL["make_docx"](TOOL["read_rows"]("overzicht-flexwonen.csv"))
    assert parts(made) == parts(DOCX.read_bytes())


def test_the_word_file_names_the_secretariat_and_no_program_as_its_author() -> None:
    core = parts(DOCX.read_bytes())["docProps/core.xml"].decode()
    assert "<dc:creator>Secretariaat</dc:creator>" in core
    assert "python-docx" not in core


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
