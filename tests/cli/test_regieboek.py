"""The annotated agenda goes to the chair alone: what stands there stands nowhere else."""

import ast
import email
import email.policy
import io
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pypdf
import pytest

from regietafel.resources import templates

from .conftest import Regietafel, Uitvoer

JULI = "prt-drenthe/2024-07-17"
LRT = "lrt/2024-09-26"
NOTITIE, VOORSTEL = "QZ7NOT", "QZ7VST"
SOURCE = Path(__file__).parents[2] / "src" / "regietafel"

BOTH_TABLES = [
    ["maak", JULI], ["maak", LRT], ["pakket", JULI], ["pakket", LRT],
    ["uitnodiging", JULI], ["uitnodiging", LRT], ["controleer"], ["controleer", "--json"],
    ["acties", "--json"], ["acties"], ["acties", "--csv", "meetings/acties.csv"],
    ["acties", "--xlsx", "meetings/acties.xlsx"], ["besluiten"], ["besluiten", "--json"],
    ["actie", "toon", "PRT-DR-2024-A06"], ["herinner", "prt-drenthe"],
    ["herinner", "prt-drenthe", "--schrijf"], ["nieuw", "prt-drenthe", "2027-03-10"],
    ["rapport", "prt-drenthe"], ["ingekomen", "lrt"], ["ingekomen", "lrt", "--json"],
]  # fmt: skip


def annotate(werkmap: Path, meeting: str, title: str) -> None:
    """Give one point a note and a proposal with words that stand nowhere else."""
    path = werkmap / "meetings" / meeting / "vergadering.yaml"
    text = path.read_text()
    assert text.count(title) == 1
    indent = " " * (len(re.search(rf"^( *)- {title}", text, re.MULTILINE)[1]) + 2)  # type: ignore[index]
    added = f"\n{indent}notitie: Let op {NOTITIE}.\n{indent}voorstel: Neem {VOORSTEL} over."
    path.write_text(text.replace(title, title + added))


@pytest.fixture
def annotated(werkmap: Path) -> Path:
    annotate(werkmap, JULI, "titel: Afhandeling Woo-verzoeken")
    annotate(werkmap, LRT, "titel: Opening en kennismaking")
    return werkmap


def words_of(path: Path) -> str:
    """Return everything that a file holds: its bytes, and what is packed in them."""
    content = path.read_bytes()
    shown = content.decode("latin-1")
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(io.BytesIO(content))
        shown += "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    if path.suffix in {".docx", ".xlsx"}:
        archive = zipfile.ZipFile(io.BytesIO(content))
        shown += "".join(archive.read(name).decode("latin-1") for name in archive.namelist())
    if path.suffix == ".eml":
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        shown += "".join(str(part.get_content()) for part in message.iter_parts())
    return re.sub(r"[\s\u00ad-]", "", shown)


def holding(werkmap: Path, word: str) -> set[str]:
    """Return the names of the files with a word in them, the user's own aside."""
    sources = {"vergadering.yaml"}
    files = (p for p in werkmap.rglob("*") if p.is_file() and p.name not in sources)
    return {path.name for path in files if word in words_of(path)}


@pytest.mark.parametrize("word", [NOTITIE, VOORSTEL])
def test_a_note_and_a_proposal_stand_in_the_annotated_agenda_and_nowhere_else(
    regietafel: Regietafel, annotated: Path, word: str
) -> None:
    for command in BOTH_TABLES:
        result = regietafel(*command, cwd=annotated)
        assert result.code == 0, result.err
        assert word not in result.out + result.err, command
    made = [path for path in annotated.rglob("uit/**/*") if path.is_file()]
    assert {path.suffix for path in made} >= {".docx", ".pdf", ".ics", ".eml"}
    assert holding(annotated, word) == set()
    for meeting in (JULI, LRT):
        result = regietafel("regieboek", meeting, cwd=annotated)
        assert word not in result.out + result.err
    assert holding(annotated, word) == {
        "Regieboek PRT Drenthe 17 juli 2024 (alleen voorzitter).docx",
        "Regieboek PRT Drenthe 17 juli 2024 (alleen voorzitter).pdf",
        "Regieboek LRT 26 september 2024 (alleen voorzitter).docx",
        "Regieboek LRT 26 september 2024 (alleen voorzitter).pdf",
    }


def test_a_pack_made_after_the_annotated_agenda_is_the_same_pack(
    regietafel: Regietafel, annotated: Path
) -> None:
    pack = annotated / "meetings" / LRT / "uit" / "Vergaderstukken LRT 26 september 2024.pdf"
    regietafel("pakket", LRT, cwd=annotated)
    before = pack.read_bytes()
    regietafel("regieboek", LRT, cwd=annotated)
    regietafel("pakket", LRT, cwd=annotated)
    assert pack.read_bytes() == before


def test_one_module_and_one_template_know_of_notes() -> None:
    """Whoever shows a note somewhere else has to pass by here."""
    readers = {
        path.name
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "notitie"
    }
    assert readers == {"compose_regieboek.py"}
    texts = [path for path in templates().rglob("*") if path.suffix in {".typ", ".html", ".txt"}]
    assert {path.parent.name for path in texts if "notitie" in path.read_text("utf-8")} == {
        "regieboek"
    }


@pytest.mark.parametrize(
    "value", [f"[{NOTITIE}]", f"{{a: {NOTITIE}}}", f'"{NOTITIE} \\u0007 \\U0001F600"']
)
def test_a_finding_about_a_note_does_not_tell_what_it_says(
    regietafel: Regietafel, annotated: Path, value: str
) -> None:
    path = annotated / "meetings" / JULI / "vergadering.yaml"
    path.write_text(path.read_text().replace(f"Let op {NOTITIE}.", value))
    for command in (["controleer", JULI], ["controleer", JULI, "--json"], ["maak", JULI]):
        result = regietafel(*command, cwd=annotated)
        assert "notitie" in result.out + result.err
        assert NOTITIE not in result.out + result.err


def make(regietafel: Regietafel, werkmap: Path, meeting: str = JULI) -> Uitvoer:
    return regietafel("regieboek", meeting, cwd=werkmap)


def test_it_says_what_was_made_and_for_whom(regietafel: Regietafel, werkmap: Path) -> None:
    result = make(regietafel, werkmap)
    assert result.code == 0
    names = [Path(line).name for line in result.out.splitlines()]
    stem = "Regieboek PRT Drenthe 17 juli 2024 (alleen voorzitter)"
    assert names == [f"{stem}.docx", f"{stem}.pdf"]
    assert result.err == "Alleen voor de voorzitter; geen vergaderstuk.\n"


def test_making_it_twice_gives_the_same_bytes(regietafel: Regietafel, werkmap: Path) -> None:
    def made() -> dict[str, bytes]:
        make(regietafel, werkmap)
        folder = werkmap / "meetings" / JULI / "uit"
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    assert made() == made()


def test_what_happens_later_leaves_it_as_it_was(regietafel: Regietafel, werkmap: Path) -> None:
    make(regietafel, werkmap)
    path = next((werkmap / "meetings" / JULI / "uit").glob("*.pdf"))
    before = path.read_bytes()
    regietafel("actie", "sluit", "PRT-DR-2024-A06", "Klaar", "--datum", "2024-09-01", cwd=werkmap)
    make(regietafel, werkmap)
    assert path.read_bytes() == before


def test_what_is_wrong_beside_a_point_is_said_and_the_rest_is_made(
    regietafel: Regietafel, werkmap: Path
) -> None:
    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    text = path.read_text().replace("[PRT-DR-2024-A03]", "[PRT-DR-2024-A99]")
    path.write_text(
        text.replace("spreker: coa", "spreker: coaa").replace("minuten: 15", "minuten: 55")
    )
    result = make(regietafel, werkmap)
    codes = re.findall(r"\[([a-z-]+)\]", result.err)
    assert codes == ["minuten-te-veel", "actie-onbekend", "spreker-onbekend"]
    assert result.code == 1
    assert len(result.out.splitlines()) == 2


def test_an_action_that_was_closed_before_the_day_is_not_passed_over_in_silence(
    regietafel: Regietafel, werkmap: Path
) -> None:
    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    path.write_text(path.read_text().replace("[PRT-DR-2024-A03]", "[PRT-DR-2024-A01]"))
    result = make(regietafel, werkmap)
    assert re.findall(r"\[([a-z-]+)\]", result.err) == ["actie-al-gesloten"]
    assert "haal het nummer weg bij punt 3b" in result.err


def test_a_point_may_name_an_action_of_another_table(regietafel: Regietafel, werkmap: Path) -> None:
    path = werkmap / "meetings" / LRT / "vergadering.yaml"
    title = "titel: Opening en kennismaking"
    path.write_text(path.read_text().replace(title, f"{title}\n    acties: [PRT-DR-2024-A03]"))
    result = make(regietafel, werkmap, LRT)
    assert result.code == 0, result.err
    pdf = next((werkmap / "meetings" / LRT / "uit").glob("Regieboek*.pdf"))
    assert "PRT-DR-2024-A03" in words_of(pdf).replace("PRTDR2024A03", "PRT-DR-2024-A03")


def test_after_a_change_of_date_the_old_one_is_named(regietafel: Regietafel, werkmap: Path) -> None:
    make(regietafel, werkmap)
    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    text = path.read_text().replace(
        "datum: 2024-07-17",
        "datum: 2024-07-18\noorspronkelijke_datum: 2024-07-17\ndoorgang: verplaatst",
    )
    path.write_text(text)
    result = make(regietafel, werkmap)
    assert result.err.count("[uit-verouderd]") == 1
    assert "2 bestanden die niet meer bij deze vergadering horen" in result.err


def test_the_word_route_makes_it_too(
    regietafel: Regietafel, werkmap: Path, needs_program: object
) -> None:
    assert callable(needs_program)
    needs_program("soffice")
    path = werkmap / "regietafel.yaml"
    path.write_text(path.read_text().replace("pdf: typst", "pdf: word"))
    assert len(make(regietafel, werkmap).out.splitlines()) == 2
