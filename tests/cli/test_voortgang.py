"""A progress report per date: begun from the last one, and compared with it."""

import json
import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from .conftest import Regietafel

SEPTEMBER = "lrt/2024-09-26"
DECEMBER = "lrt/2024-12-12"
BESTAND = "voortgang-ondersteuning.md"
NAAM = "Voortgangsoverzicht Ondersteuning van gemeenten en provincies 5 december 2024"

KOP = "---\nsoort: voortgang\ntitel: Ondersteuning\npeildatum: {dag}\n{extra}---\n\n"
TABEL = (
    "## Ondersteuningsmaatregelen\n\n"
    "| Ondersteuningsmaatregel | Stand van zaken | Planning | Trekker |\n|---|---|---|---|\n"
)
SLOT = "\n## Veranderd sinds de vorige stand\n"
DATUM = {SEPTEMBER: "2024-09-19", DECEMBER: "2024-12-05"}


def path_of(werkmap: Path, meeting: str = DECEMBER) -> Path:
    return werkmap / "meetings" / meeting / "stukken" / BESTAND


def write(werkmap: Path, meeting: str, *rows: str, extra: str = "") -> Path:
    path = path_of(werkmap, meeting)
    text = KOP.format(dag=DATUM[meeting], extra=extra) + TABEL + "\n".join(rows) + "\n" + SLOT
    path.write_text(text, encoding="utf-8")
    return path


def word_of(werkmap: Path, name: str = NAAM) -> docx.document.Document:
    return docx.Document(str(werkmap / "meetings" / DECEMBER / "uit" / f"{name}.docx"))


def changes_in(document: docx.document.Document) -> str:
    """Return what stands below the heading of the changes, on one line."""
    texts = [" ".join(p.text.split()) for p in document.paragraphs]
    below = texts[texts.index("Veranderd sinds de vorige stand") + 1 :]
    return " ".join(filter(None, below))


def compared(regietafel: Regietafel, werkmap: Path, *more: str) -> list[dict[str, str]]:
    said = regietafel("stuk", "vergelijk", path_of(werkmap), "--json", *more, cwd=werkmap)
    assert said.code == 0, said.err
    rows: list[dict[str, str]] = json.loads(said.out)
    return rows


# ------------------------------------------------------------------ the example


def test_two_dates_of_the_example_are_compared(regietafel: Regietafel, verhaal: Path) -> None:
    rows = compared(regietafel, verhaal)
    what = {(row["maatregel"].split()[0], row["wat"]) for row in rows}
    assert what >= {("4.2.3", "nieuw"), ("4.3.2", "nieuw"), ("4.1.5", "niet meer in het overzicht")}
    assert what >= {("4.1.1", "Planning"), ("4.1.4", "Planning"), ("4.1.4", "Trekker")}
    assert not any(number == "4.4.1" for number, _ in what)
    assert [row["was"] for row in rows if row["maatregel"].startswith("4.1.1 ")][-1] == (
        "Voorstel in december 2024"
    )


def test_the_document_says_what_changed_in_word_and_pdf(
    regietafel: Regietafel, verhaal: Path
) -> None:
    assert regietafel("maak", DECEMBER, "voortgang", cwd=verhaal).code == 0
    word = changes_in(word_of(verhaal))
    pdf = PdfReader(BytesIO((verhaal / "meetings" / DECEMBER / "uit" / f"{NAAM}.pdf").read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for shown in (word, text):
        assert "Vergeleken met de stand op 19 september 2024" in shown
        assert "4.2.3 Werkgroep gezinshereniging" in shown
        assert "‘Voorstel in december 2024’ wordt ‘Voorstel in februari 2025’" in shown
    first = [row.cells[0].text for row in word_of(verhaal).tables[-1].rows]
    assert any(cell.endswith("\nNieuw") for cell in first)
    assert any(re.search(r"\nGewijzigd: .*planning", cell) for cell in first)


def test_the_first_overview_has_nothing_to_compare_with(
    regietafel: Regietafel, verhaal: Path
) -> None:
    said = regietafel("stuk", "vergelijk", path_of(verhaal, SEPTEMBER), cwd=verhaal)
    assert said.code == 1
    assert "Er is geen eerder voortgangsoverzicht" in said.err


# ------------------------------------------------------------------ beginning from the last one


def test_a_new_overview_begins_with_the_last_one(regietafel: Regietafel, verhaal: Path) -> None:
    regietafel("nieuw", "lrt", "2025-03-13", cwd=verhaal)
    said = regietafel("stuk", "nieuw", "voortgang", "lrt/2025-03-13", cwd=verhaal)
    assert said.code == 0, said.err
    assert "begint met de stand van 5 december 2024" in said.out
    text = (verhaal / said.out.splitlines()[0]).read_text(encoding="utf-8")
    head, _, body = text.partition("\n---\n")
    assert "titel: Ondersteuning van gemeenten en provincies" in head
    assert "opsteller: secretariaat Landelijke Regietafel" in head
    assert "vorige: 2024-12-05" in head
    assert re.search(r"^peildatum: +#", head, re.MULTILINE)
    assert "Verzonnen" not in text
    assert "| 4.2.3 Werkgroep gezinshereniging |" in body
    filled = text.replace("peildatum:", "peildatum: 2025-03-01", 1)
    (verhaal / said.out.splitlines()[0]).write_text(filled, encoding="utf-8")
    checked = regietafel("controleer", "lrt/2025-03-13", cwd=verhaal)
    assert "fout" not in checked.err
    rows = regietafel("stuk", "vergelijk", said.out.splitlines()[0], cwd=verhaal)
    assert "Er is niets veranderd sinds 5 december 2024." in rows.out


def test_words_below_the_changes_are_not_carried_over(
    regietafel: Regietafel, verhaal: Path
) -> None:
    path = write(verhaal, DECEMBER, "| 1 Een | a | b | c |")
    path.write_text(path.read_text("utf-8") + "\nOude duiding.\n\n## Bronnen\n\nBlijft.\n", "utf-8")
    regietafel("nieuw", "lrt", "2025-03-13", cwd=verhaal)
    said = regietafel("stuk", "nieuw", "voortgang", "lrt/2025-03-13", cwd=verhaal)
    text = (verhaal / said.out.splitlines()[0]).read_text(encoding="utf-8")
    assert "Oude duiding" not in text
    assert "## Bronnen\n\nBlijft." in text


def test_another_title_begins_a_new_overview(regietafel: Regietafel, verhaal: Path) -> None:
    regietafel("nieuw", "lrt", "2025-03-13", cwd=verhaal)
    said = regietafel(
        "stuk", "nieuw", "voortgang", "lrt/2025-03-13", "--titel", "Spreidingswet", cwd=verhaal
    )
    text = (verhaal / said.out.splitlines()[0]).read_text(encoding="utf-8")
    assert "4.2.3" not in text
    assert "> Hint:" in text


def test_of_two_overviews_the_user_chooses(regietafel: Regietafel, verhaal: Path) -> None:
    other = path_of(verhaal).with_name("tweede.md")
    other.write_text(
        KOP.format(dag="2024-12-05", extra="").replace("Ondersteuning", "Wonen") + TABEL
    )
    regietafel("nieuw", "lrt", "2025-03-13", cwd=verhaal)
    said = regietafel("stuk", "nieuw", "voortgang", "lrt/2025-03-13", cwd=verhaal)
    assert said.code == 1
    assert "--titel" in said.err
    assert "Wonen" in said.err
    said = regietafel(
        "stuk", "nieuw", "voortgang", "lrt/2025-03-13", "--titel", "Wonen", cwd=verhaal
    )
    assert "begint met de stand van 5 december 2024" in said.out


# ------------------------------------------------------------------ matching


def test_measures_are_matched_by_number_and_title_within_their_chapter(
    regietafel: Regietafel, verhaal: Path
) -> None:
    write(
        verhaal, SEPTEMBER,
        "| **1 OPVANG** | | | |", "| 1.1 Steunteam | a | mei | COA |", "| 1.2 Normbedrag | a | mei | VNG |",
        "| **2 WONEN** | | | |", "| 2.1 Steunteam | x | juni | IPO |", "| 2.2 Woningdelen | a | mei | VNG |",
    )  # fmt: skip
    write(
        verhaal, DECEMBER,
        "| **1 OPVANG EN MEER** | | | |", "| 1.1 Steunteam | a | mei | COA |",
        "| 1.2 Normbedragen | a | mei | VNG |",
        "| **2 WONEN** | | | |", "| 2.1 Steunteam | x | juli | IPO |", "| 2.3 Woningdelen | a | mei | VNG |",
    )  # fmt: skip
    rows = compared(regietafel, verhaal)
    assert [(r["maatregel"], r["wat"], r["was"], r["nu"]) for r in rows] == [
        ("1.2 Normbedragen", "Naam", "Normbedrag", "Normbedragen"),
        ("2.1 Steunteam", "Planning", "juni", "juli"),
        ("2.3 Woningdelen", "Nummer", "2.2", "2.3"),
    ]


def test_a_measure_that_moved_to_another_chapter_is_the_same_one(
    regietafel: Regietafel, verhaal: Path
) -> None:
    write(verhaal, SEPTEMBER, "| **OPVANG** | | | |", "| A | a | b | c |", "| B | a | b | c |",
          "| **WONEN** | | | |", "| C | a | b | c |")  # fmt: skip
    write(verhaal, DECEMBER, "| **OPVANG** | | | |", "| A | a | b | c |",
          "| **WONEN** | | | |", "| B | a | b | c |", "| C | a | b | c |")  # fmt: skip
    rows = compared(regietafel, verhaal)
    assert [(r["maatregel"], r["wat"], r["nu"]) for r in rows] == [("B", "Hoofdstuk", "WONEN")]


def test_a_number_with_another_title_is_told_and_not_guessed(
    regietafel: Regietafel, verhaal: Path
) -> None:
    write(verhaal, SEPTEMBER, "| 1.1 Steunteam | a | mei | COA |")
    write(verhaal, DECEMBER, "| 1.1 Kamers in de zorg | a | mei | COA |")
    rows = compared(regietafel, verhaal)
    assert [(r["maatregel"], r["wat"]) for r in rows] == [
        ("1.1 Kamers in de zorg", "nieuw"),
        ("1.1 Steunteam", "niet meer in het overzicht"),
    ]
    err = regietafel("controleer", DECEMBER, cwd=verhaal).err
    assert re.search(rf"{BESTAND}:11: waarschuwing \[maatregel-onzeker\].*'Steunteam'", err)


def test_a_measure_that_stands_twice_is_told_and_not_compared(
    regietafel: Regietafel, verhaal: Path
) -> None:
    write(verhaal, SEPTEMBER, "| 1.1 Steunteam | a | mei | COA |")
    write(
        verhaal, DECEMBER, "| 1.1 Steunteam | b | mei | COA |", "| 1.1 Steunteam | c | mei | COA |"
    )
    assert compared(regietafel, verhaal) == []
    err = regietafel("controleer", DECEMBER, cwd=verhaal).err
    assert f"{BESTAND}:12: waarschuwing [maatregel-dubbel]" in err


def test_a_planning_that_was_empty_or_became_so_is_said(
    regietafel: Regietafel, verhaal: Path
) -> None:
    write(
        verhaal,
        SEPTEMBER,
        "| 1 Een | a | | COA |",
        "| 2 Twee | a | mei | COA |",
        "| 3 Weg | a | b | c |",
    )
    write(verhaal, DECEMBER, "| 1 Een | a | juni | COA |", "| 2 Twee | a | | COA |")
    assert regietafel("maak", DECEMBER, "voortgang", cwd=verhaal).code == 0
    said = changes_in(word_of(verhaal, "Voortgangsoverzicht Ondersteuning 5 december 2024"))
    assert "1 Een: nu ‘juni’, eerst leeg" in said
    assert "2 Twee: nu leeg, eerst ‘mei’" in said
    assert "Niet meer in het overzicht: 3 Weg" in said


def test_a_new_number_name_or_chapter_is_said_in_the_document(
    regietafel: Regietafel, verhaal: Path
) -> None:
    write(verhaal, SEPTEMBER, "| **OPVANG** | | | |", "| 1 Steunteam | a | b | c |", "| 2 Norm | a | b | c |",
          "| 3 Kamers | a | b | c |", "| **WONEN** | | | |", "| 4 Delen | a | b | c |")  # fmt: skip
    path = write(verhaal, DECEMBER, "| **OPVANG** | | | |", "| 1 Steunteams | a | b | c |", "| 5 Norm | a | b | c |",
                 "| **WONEN** | | | |", "| 3 Kamers | a | b | c |", "| 4 Delen | a | b | c |")  # fmt: skip
    text = path.read_text("utf-8").replace("| Ondersteuningsmaatregel |", "::: liggend\n\n| Ondersteuningsmaatregel |", 1)  # fmt: skip
    path.write_text(text.replace("\n## Veranderd", "\n:::\n\n## Veranderd"), "utf-8")
    assert regietafel("maak", DECEMBER, "voortgang", cwd=verhaal).err == ""
    said = changes_in(word_of(verhaal, "Voortgangsoverzicht Ondersteuning 5 december 2024"))
    for words in ("1 Steunteams heette ‘Steunteam’", "5 Norm was 2", "3 Kamers stond bij OPVANG"):
        assert words in said


def test_the_first_overview_says_that_it_is_the_first(
    regietafel: Regietafel, verhaal: Path
) -> None:
    write(verhaal, SEPTEMBER, "| 1 Een | a | b | c |")
    assert regietafel("maak", SEPTEMBER, "voortgang", cwd=verhaal).err == ""
    folder = verhaal / "meetings" / SEPTEMBER / "uit"
    document = docx.Document(
        str(folder / "Voortgangsoverzicht Ondersteuning 19 september 2024.docx")
    )
    assert changes_in(document).startswith("Dit is het eerste overzicht")


# ------------------------------------------------------------------ which one before


def test_of_two_overviews_in_a_meeting_one_must_be_named(
    regietafel: Regietafel, verhaal: Path
) -> None:
    text = path_of(verhaal).read_text("utf-8").replace("titel: Onder", "titel: Tweede onder")
    path_of(verhaal).with_name("tweede.md").write_text(text, encoding="utf-8")
    said = regietafel("stuk", "vergelijk", DECEMBER, cwd=verhaal)
    assert said.code == 1
    assert "meetings/lrt/2024-12-12/stukken/tweede.md" in said.err


def test_lists_and_the_classification_are_carried_over(
    regietafel: Regietafel, verhaal: Path
) -> None:
    folder = verhaal / "templates/stand"
    folder.mkdir(parents=True)
    (folder / "soort.yaml").write_text(
        "naam: Stand\nomschrijving: Een stand.\nfamilie: stuk\nsjabloon: notitie\n"
        "velden:\n  - {sleutel: partijen, type: lijst}\n"
        "vergelijk: {rij: Project, sectie: Nieuws}\nsecties: [Projecten, Nieuws]\n"
    )
    path_of(verhaal).with_name("stand.md").write_text(
        "---\nsoort: stand\ntitel: Stand\nclassificatie: Intern\npartijen: [het Rijk, 'IPO: allen']\n"
        "---\n\n## Projecten\n\nNog geen.\n"
    )
    regietafel("nieuw", "lrt", "2025-03-13", cwd=verhaal)
    said = regietafel("stuk", "nieuw", "stand", "lrt/2025-03-13", cwd=verhaal)
    text = (verhaal / said.out.splitlines()[0]).read_text(encoding="utf-8")
    assert "classificatie: Intern" in text
    assert "'IPO: allen'" in text
    checked = regietafel("controleer", "lrt/2025-03-13", cwd=verhaal).err
    assert re.findall(r"fout \[([a-z-]+)\]", checked) == ["sectie-ontbreekt"]


def test_another_date_can_be_chosen(regietafel: Regietafel, verhaal: Path) -> None:
    regietafel("nieuw", "lrt", "2025-03-13", cwd=verhaal)
    new = verhaal / "meetings/lrt/2025-03-13/stukken"
    new.mkdir()
    (new / BESTAND).write_text(
        path_of(verhaal).read_text("utf-8").replace("vorige: 2024-09-19\n", "")
    )
    near = regietafel("stuk", "vergelijk", "lrt/2025-03-13", cwd=verhaal)
    assert "niets veranderd sinds 5 december 2024" in near.out
    for day in ("2024-09-26", "2024-09-19"):
        far = regietafel("stuk", "vergelijk", "lrt/2025-03-13", "--met", day, cwd=verhaal)
        assert "4.2.3 Werkgroep gezinshereniging\tnieuw" in far.out
    wrong = regietafel("stuk", "vergelijk", "lrt/2025-03-13", "--met", "2023-01-01", cwd=verhaal)
    assert wrong.code == 1
    assert "kies uit: 2024-12-05, 2024-09-19" in wrong.err


def test_a_previous_date_that_is_not_there_is_told(regietafel: Regietafel, verhaal: Path) -> None:
    write(verhaal, DECEMBER, "| 1 Een | a | b | c |", extra="vorige: 2024-01-01\n")
    err = regietafel("controleer", DECEMBER, cwd=verhaal).err
    assert f"{BESTAND}:5: waarschuwing [vorige-onbekend] vorige:" in err


def test_a_previous_one_that_cannot_be_read_is_told_and_not_passed_over(
    regietafel: Regietafel, verhaal: Path
) -> None:
    path_of(verhaal, SEPTEMBER).write_text("geen kop", encoding="utf-8")
    write(verhaal, DECEMBER, "| 1 Een | a | b | c |")
    err = regietafel("controleer", DECEMBER, cwd=verhaal).err
    assert f"{BESTAND}: waarschuwing [vorige-onleesbaar]" in err
    said = regietafel("stuk", "vergelijk", path_of(verhaal), cwd=verhaal)
    assert said.code == 1


def test_a_text_without_the_table_is_told(regietafel: Regietafel, verhaal: Path) -> None:
    path = write(verhaal, DECEMBER, "| 1 Een | a | b | c |")
    path.write_text(
        path.read_text("utf-8").replace("| Ondersteuningsmaatregel |", "| Naam |"), "utf-8"
    )
    err = regietafel("controleer", DECEMBER, cwd=verhaal).err
    assert "[vergelijken-zonder-tabel]" in err
    assert "'Ondersteuningsmaatregel'" in err


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("meetings/lrt/2024-12-12/stukken/samenwerkingsagenda.md", "wordt niet vergeleken"),
        ("meetings/lrt/2024-12-12/stukken/weg.md", "Geen stuk"),
        ("meetings/lrt/2024-12-12/stukken/.verborgen.md", "Geen stuk '.verborgen.md'"),
        ("prt-drenthe/2024-07-17", "geen stuk dat wordt vergeleken"),
        ("elders", "Geen vergadering 'elders'"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(
    regietafel: Regietafel, verhaal: Path, name: str, reason: str
) -> None:
    path_of(verhaal).with_name(".verborgen.md").write_text("x", encoding="utf-8")
    said = regietafel("stuk", "vergelijk", name, cwd=verhaal)
    assert said.code == 1
    assert reason in said.err


def test_a_kind_of_ones_own_is_compared_by_its_own_words(
    regietafel: Regietafel, verhaal: Path
) -> None:
    regietafel("sjablonen", "exporteer", "voortgang", "--als", "projectstand", cwd=verhaal)
    path = verhaal / "templates/projectstand/soort.yaml"
    path.write_text(
        "naam: Projectstand\nomschrijving: Projecten op een dag.\nfamilie: stuk\nsjabloon: notitie\n"
        "vergelijk:\n  rij: Project\n  kolommen: [Fase]\n  sectie: Nieuws\nsecties: [Projecten, Nieuws]\n"
    )
    for meeting, fase in ((SEPTEMBER, "Verkenning"), (DECEMBER, "Bouw")):
        path_of(verhaal, meeting).with_name("p.md").write_text(
            f"---\nsoort: projectstand\ntitel: P\n---\n\n## Projecten\n\n| Project | Fase | Geld |\n"
            f"|---|---|---|\n| Kade | {fase} | {meeting} |\n\n## Nieuws\n"
        )
    path = path_of(verhaal).with_name("p.md")
    said = regietafel("stuk", "vergelijk", path, "--json", cwd=verhaal)
    assert [(r["wat"], r["was"], r["nu"]) for r in json.loads(said.out)] == [
        ("Fase", "Verkenning", "Bouw")
    ]
