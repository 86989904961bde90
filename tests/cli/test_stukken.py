"""Documents that somebody writes: from a first draft to Word, PDF and the pack."""

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from .conftest import Regietafel

JULI = "prt-drenthe/2024-07-17"
OKTOBER = "prt-drenthe/2024-10-30"
MEMO = "4b. Voorstelmemo verdeling asiel- en vluchtelingenopgave in Drenthe"


def meeting(werkmap: Path, name: str = JULI) -> Path:
    return werkmap / "meetings" / name


def write(werkmap: Path, name: str, text: str) -> Path:
    path = meeting(werkmap) / "stukken" / name
    path.write_text(text, encoding="utf-8")
    return path


def notitie(extra: str = "", text: str = "## Aanleiding\n\nDe tafel vroeg erom.\n") -> str:
    return f"---\nsoort: notitie\ntitel: Rooster\n{extra}---\n\n{text}"


def made(werkmap: Path, name: str = JULI) -> set[str]:
    folder = meeting(werkmap, name) / "uit"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def word_of(werkmap: Path, name: str) -> str:
    document = docx.Document(str(meeting(werkmap) / "uit" / f"{name}.docx"))
    return "\n".join(p.text for p in document.paragraphs)


def pdf_of(werkmap: Path, name: str) -> str:
    reader = PdfReader(BytesIO((meeting(werkmap) / "uit" / f"{name}.pdf").read_bytes()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


# ------------------------------------------------------------------ from draft to document


@pytest.mark.parametrize(
    ("titles", "own"),
    [
        (("Lang " * 25 + "over Assen", "Lang " * 25 + "over Emmen"), 2),
        (("Nachtopvang", "NACHTOPVANG", "nachtopvang"), 3),
        (("Café", "Cafe\N{COMBINING ACUTE ACCENT}"), 2),
        (("Plekken/Assen", "Plekken: Assen"), 2),
        (("\N{CJK UNIFIED IDEOGRAPH-4E00}" * 130 + "a", "\N{CJK UNIFIED IDEOGRAPH-4E00}" * 130 + "b"), 2),
    ],
    ids=["cut to one length", "capitals", "two ways of an accent", "odd characters", "wide letters"],
)  # fmt: skip
def test_every_text_has_a_file_of_its_own_on_every_system(
    regietafel: Regietafel, werkmap: Path, titles: tuple[str, ...], own: int
) -> None:
    for number, title in enumerate(titles):
        text = f"## Aanleiding\n\nTekst {number}.\n"
        write(werkmap, f"n{number}.md", f"---\nsoort: notitie\ntitel: '{title}'\n---\n\n{text}")
    result = regietafel("maak", JULI, "notitie", cwd=werkmap)
    names = [name for name in made(werkmap) if name.endswith(".docx")]
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == own
    words = {word_of(werkmap, name.removesuffix(".docx")) for name in names}
    assert all(any(f"Tekst {n}." in word for word in words) for n in range(own))
    assert result.err.count("[stuk-zelfde-naam]") == own - 1
    assert "[uit-verouderd]" not in result.err


def test_a_text_never_takes_the_place_of_the_agenda(regietafel: Regietafel, werkmap: Path) -> None:
    regietafel("maak", JULI, "agenda", cwd=werkmap)
    (agenda,) = (name for name in made(werkmap) if name.endswith(".docx"))
    write(werkmap, "n.md", notitie(f"naam: {agenda.removesuffix('.docx').upper()}\n"))
    result = regietafel("maak", JULI, "agenda", "notitie", cwd=werkmap)
    assert "[stuk-zelfde-naam]" in result.err
    assert len(made(werkmap)) == 4


def test_a_memo_is_made_under_its_trade_name_with_the_number_of_its_point(
    regietafel: Regietafel, werkmap: Path
) -> None:
    result = regietafel("maak", JULI, "voorstelmemo", cwd=werkmap)
    assert result.code == 0, result.err
    assert made(werkmap) == {f"{MEMO}.docx", f"{MEMO}.pdf"}
    for text in (word_of(werkmap, MEMO), pdf_of(werkmap, MEMO)):
        assert "Met deze memo wordt u:" in text
        assert "5.722" in text  # from cijfers/dekking.csv


def test_maak_makes_agenda_list_and_every_text(regietafel: Regietafel, verhaal: Path) -> None:
    assert regietafel("maak", OKTOBER, cwd=verhaal).code == 0
    names = {name.removesuffix(".pdf") for name in made(verhaal, OKTOBER) if name.endswith("pdf")}
    assert {
        "3b. Notitie Nachtopvang in het najaar",
        "0. Agenda PRT Drenthe 30 oktober 2024",
    } <= names
    assert any(name.startswith("Brief ") for name in names)  # without a point: made, no number


def test_a_skeleton_has_the_fields_and_headings_of_its_kind(
    regietafel: Regietafel, werkmap: Path
) -> None:
    said = regietafel("stuk", "nieuw", "voorstelmemo", JULI, "--punt", "5a", cwd=werkmap)
    assert said.code == 0
    path = werkmap / said.out.splitlines()[0]
    text = path.read_text(encoding="utf-8")
    assert path.name == "voorstelmemo-stand-van-zaken-met-overzicht-van-taakstelling.md"
    assert "punt: 5a" in text
    assert "# portefeuillehouder:" in text
    assert re.findall(r"^## (.*)", text, re.MULTILINE) == [
        "Voorstel", "Aanleiding", "Stand van zaken", "Samenvattend",
    ]  # fmt: skip
    assert text.count("> Hint: ") == 4


def test_a_skeleton_of_every_kind_loads_and_says_what_is_still_open(
    regietafel: Regietafel, werkmap: Path
) -> None:
    for kind in ("brief", "notitie", "voorstelmemo"):
        regietafel("stuk", "nieuw", kind, JULI, "--titel", "Proef", cwd=werkmap)
    said = regietafel("controleer", JULI, cwd=werkmap).err
    assert "notitie-proef.md" in said
    assert "hint-blijft-staan" in said
    assert "brief-proef.md:8: fout [veld-leeg] aanspreking" in said
    assert "[sectie-leeg] Onder 'Voorstel'" in said


def test_a_new_text_overwrites_nothing(regietafel: Regietafel, werkmap: Path) -> None:
    path = write(werkmap, "notitie-rooster.md", notitie())
    said = regietafel("stuk", "nieuw", "notitie", JULI, "--titel", "Rooster", cwd=werkmap)
    assert said.code == 1
    assert "bestaat al" in said.err
    assert path.read_text(encoding="utf-8") == notitie()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("memo", JULI), "Geen soort 'memo' om te schrijven; kies uit: "),
        (("agenda-tabel", JULI), "Geen soort 'agenda-tabel'"),
        (("../notitie", JULI), "Geen soort '../notitie'"),
        (("notitie", JULI, "--punt", "9"), "Er is geen agendapunt 9; kies uit: 1, 2, 3, 3a"),
        (("notitie", "elders"), "Geen vergadering 'elders'"),
    ],
)
def test_what_cannot_be_begun_is_refused_with_what_can(
    regietafel: Regietafel, werkmap: Path, arguments: tuple[str, ...], reason: str
) -> None:
    before = sorted(werkmap.rglob("*"))
    said = regietafel("stuk", "nieuw", *arguments, cwd=werkmap)
    assert said.code == 1
    assert reason in said.err
    assert sorted(werkmap.rglob("*")) == before


def test_a_kind_that_the_meeting_has_no_text_of_is_said(
    regietafel: Regietafel, werkmap: Path
) -> None:
    said = regietafel("maak", JULI, "brief", cwd=werkmap)
    assert said.code == 1
    assert f"regietafel stuk nieuw brief {JULI}" in said.err
    assert "kies uit: agenda, actielijst, " in regietafel("maak", JULI, "x", cwd=werkmap).err


def test_a_hint_is_not_in_the_document(regietafel: Regietafel, werkmap: Path) -> None:
    write(werkmap, "a.md", notitie(text="## Aanleiding\n\n> Hint: niet voor lezers.\n\nWel.\n"))
    said = regietafel("maak", JULI, "notitie", cwd=werkmap)
    assert "a.md:8: waarschuwing [hint-blijft-staan]" in said.err
    assert "niet voor lezers" not in word_of(werkmap, "Notitie Rooster")
    assert "Wel." in pdf_of(werkmap, "Notitie Rooster")


def test_one_source_gives_the_same_bytes_twice(regietafel: Regietafel, werkmap: Path) -> None:
    regietafel("maak", JULI, "voorstelmemo", cwd=werkmap)
    folder = meeting(werkmap) / "uit"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    regietafel("maak", JULI, "voorstelmemo", cwd=werkmap)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


# ------------------------------------------------------------------ agenda, numbers, pack


def test_a_text_that_names_its_point_comes_after_the_attachments_of_it(
    regietafel: Regietafel, werkmap: Path
) -> None:
    write(werkmap, "b.md", notitie("punt: 5a\n"))
    write(werkmap, "c.md", notitie("punt: 3a\nnaam: Brief van het Rijk\n"))
    assert regietafel("maak", JULI, "agenda", "notitie", cwd=werkmap).code == 0
    assert {"5a-2. Notitie Rooster.pdf", "3a. Brief van het Rijk.pdf"} <= made(werkmap)
    agenda = pdf_of(werkmap, "0. Agenda PRT Drenthe 17 juli 2024")
    assert "5a-1, 5a-2" in agenda


def test_the_list_in_the_meeting_fixes_the_order(regietafel: Regietafel, werkmap: Path) -> None:
    write(werkmap, "b.md", notitie("punt: 5a\n"))
    path = meeting(werkmap) / "vergadering.yaml"
    text = path.read_text(encoding="utf-8")
    old = "          - titel: Overzicht flexwonen"
    path.write_text(text.replace(old, f"          - stuk: b.md\n{old}"), encoding="utf-8")
    assert regietafel("maak", JULI, "notitie", cwd=werkmap).code == 0
    assert "5a-1. Notitie Rooster.pdf" in made(werkmap)


def test_the_annexes_of_a_text_travel_behind_it(regietafel: Regietafel, werkmap: Path) -> None:
    folder = meeting(werkmap)
    (folder / "bijlagen/verslag-inspiratiebijeenkomst.pdf").rename(folder / "bijlagen/cijfers.pdf")
    path = folder / "vergadering.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("bestand: verslag-inspiratiebijeenkomst.pdf", "volgt: ja"), "utf-8"
    )
    annex = "bijlagen:\n  - titel: Cijfers\n    bestand: cijfers.pdf\n    sleutel: cijfers\n"
    write(werkmap, "b.md", notitie(f"punt: 3a\n{annex}", "## Aanleiding\n\nZie [](#cijfers).\n"))
    assert "bijlage-ongebruikt" not in regietafel("controleer", JULI, cwd=werkmap).err
    assert regietafel("maak", JULI, "notitie", cwd=werkmap).code == 0
    assert "Zie bijlage 1." in word_of(werkmap, "3a-1. Notitie Rooster")
    assert regietafel("pakket", JULI, cwd=werkmap).code == 0
    pack = PdfReader(folder / "uit/Vergaderstukken PRT Drenthe 17 juli 2024.pdf")
    titles = [str(item.get("/Title")) for level in pack.outline for item in _flat(level)]
    assert "Bijlage 3a-1: Notitie Rooster" in titles
    assert "Bijlage 3a-2: Cijfers" in titles


def _flat(level: object) -> list[dict[str, object]]:
    if isinstance(level, list):
        return [item for inner in level for item in _flat(inner)]
    return [level] if isinstance(level, dict) else []


def test_the_pack_holds_the_memo(regietafel: Regietafel, werkmap: Path) -> None:
    result = regietafel("pakket", JULI, cwd=werkmap)
    assert result.code == 0, result.err
    text = pdf_of(werkmap, "Vergaderstukken PRT Drenthe 17 juli 2024")
    assert "Met deze memo wordt u:" in text
    assert "Bijlage 4b" in text


def test_a_definitive_text_in_a_draft_meeting_is_no_draft(
    regietafel: Regietafel, werkmap: Path
) -> None:
    write(werkmap, "a.md", notitie("status: definitief\nversie: 2024-07-01\n"))
    write(werkmap, "b.md", notitie("naam: Concept\nversie: 2024-07-01\nclassificatie: Intern\n"))
    regietafel("maak", JULI, "notitie", cwd=werkmap)
    assert "CONCEPT" not in pdf_of(werkmap, "Notitie Rooster")
    concept = pdf_of(werkmap, "Concept")
    assert "CONCEPT Versie 1 juli 2024" in concept
    assert "Intern" in concept
    assert "Alleen voor de leden" not in concept


# ------------------------------------------------------------------ values, pictures, size


def test_a_value_is_text_and_never_markdown_or_code(regietafel: Regietafel, werkmap: Path) -> None:
    (meeting(werkmap) / "cijfers/vreemd.csv").write_text(
        'Rij;Waarde\na;"**vet** <b>x</b> {{ 7*7 }} [k](http://x)"\n', encoding="utf-8"
    )
    lines = (
        '{{ cijfer("vreemd", "a", "Waarde") }}\n\n{{ tabel("vreemd") }}\n\n`{{ 7*7 }}` {{ 7*7 }}'
    )
    write(werkmap, "a.md", notitie(text=f"## Aanleiding\n\n{lines}\n"))
    said = regietafel("maak", JULI, "notitie", cwd=werkmap)
    assert said.err.count("[waarde-onleesbaar]") == 1  # not the one that is shown as code
    for text in (word_of(werkmap, "Notitie Rooster"), pdf_of(werkmap, "Notitie Rooster")):
        assert "**vet** <b>x</b> {{ 7*7 }} [k](http://x)" in text
        assert "49" not in text


def test_a_picture_beside_the_text_is_shown_with_its_caption(
    regietafel: Regietafel, werkmap: Path
) -> None:
    write(werkmap, "a.md", notitie(text='## Aanleiding\n\n![Het merk](logo.svg "Ons merk")\n'))
    svg = (werkmap / "meetings/prt-drenthe/logo.svg").read_bytes()
    (meeting(werkmap) / "stukken/logo.svg").write_bytes(svg)
    assert regietafel("maak", JULI, "notitie", cwd=werkmap).code == 0
    assert "Figuur 1. Ons merk" in pdf_of(werkmap, "Notitie Rooster")
    document = docx.Document(str(meeting(werkmap) / "uit/Notitie Rooster.docx"))
    assert len(document.inline_shapes) == 1


def test_a_memo_of_three_hundred_pages_and_a_table_of_2001_rows_are_made(
    regietafel: Regietafel, werkmap: Path
) -> None:
    rows = "".join(f"Regel {n};{n}\n" for n in range(2_001))
    (meeting(werkmap) / "cijfers/lang.csv").write_text(f"Naam;Getal\n{rows}", encoding="utf-8")
    section = "## Deel\n\n" + "De tafel vroeg om een overzicht van alle plekken. " * 40 + "\n\n"
    write(werkmap, "a.md", notitie(text='{{ tabel("lang") }}\n\n' + section * 650))
    said = regietafel("maak", JULI, "notitie", cwd=werkmap)
    assert said.code == 0
    assert "a.md:6: waarschuwing [tabel-te-lang]" in said.err
    assert len(PdfReader(meeting(werkmap) / "uit/Notitie Rooster.pdf").pages) > 300


# ------------------------------------------------------------------ a kind of one's own

SOORT = """\
naam: Werkbezoek
omschrijving: Wat een delegatie zag en afsprak.
familie: stuk
naam_van_stuk: Werkbezoek {gemeente} {bezocht}
genummerd: ja
inhoudsopgave: ja
velden:
  - sleutel: gemeente
    verplicht: ja
    hint: waar de delegatie was
  - sleutel: bezocht
    label: Bezocht op
    type: datum
    verplicht: ja
  - sleutel: deelnemers
    type: lijst
    plek: voet
secties:
  - Wat we zagen
  - titel: Afspraken
    verplicht: advies
teksten:
  opschrift: Werkbezoek van de {tafel}
  voetregel: Vragen over {gemeente}? Bel het secretariaat.
"""
BEZOEK = """\
---
soort: werkbezoek
titel: Een dag in de opvang
punt: 4a
gemeente: Assen
bezocht: 2024-07-02
deelnemers:
  - de voorzitter
  - twee leden
---

## Wat we zagen

Een locatie met 1.000 plekken.

## Afspraken

Over een half jaar nog eens.
"""


@pytest.fixture
def eigen_soort(regietafel: Regietafel, werkmap: Path) -> Path:
    """Return the folder of a new kind: copied, its words and its Word template changed."""
    said = regietafel("sjablonen", "exporteer", "voorstelmemo", "--als", "werkbezoek", cwd=werkmap)
    assert said.code == 0, said.err
    folder = werkmap / "templates/werkbezoek"
    assert {path.name for path in folder.iterdir()} == {"soort.yaml", "word.docx", "pdf.typ"}
    (folder / "soort.yaml").write_text(SOORT, encoding="utf-8")
    template = docx.Document(str(folder / "word.docx"))
    template.paragraphs[0].insert_paragraph_before("Voor ieder die er niet bij was")
    template.save(str(folder / "word.docx"))
    typ = (folder / "pdf.typ").read_text(encoding="utf-8")
    (folder / "pdf.typ").write_text(f"{typ}\n#par[Tot zover.]\n", encoding="utf-8")
    write(werkmap, "bezoek.md", BEZOEK)
    return folder


NAAM = "4a. Werkbezoek Assen 2 juli 2024"


def test_a_new_kind_gives_word_and_pdf_without_code(
    regietafel: Regietafel, werkmap: Path, eigen_soort: Path
) -> None:
    assert regietafel("controleer", JULI, cwd=werkmap).code == 0
    said = regietafel("maak", JULI, "werkbezoek", cwd=werkmap)
    assert said.code == 0, said.err
    assert made(werkmap) == {f"{NAAM}.docx", f"{NAAM}.pdf"}
    word, pdf = word_of(werkmap, NAAM), pdf_of(werkmap, NAAM)
    assert word.startswith("Voor ieder die er niet bij was")
    assert pdf.rpartition("Tot zover.")[1]
    for text in (" ".join(word.split()), pdf):
        for expected in (
            "Werkbezoek van de PRT Drenthe",
            "Een dag in de opvang",
            "Gemeente Assen",
            "Bezocht op 2 juli 2024",
            "Een locatie met 1.000 plekken.",
            "Deelnemers de voorzitter, twee leden",
            "Vragen over Assen? Bel het secretariaat.",
        ):
            assert expected in text, expected
    assert "1 Wat we zagen" in pdf
    assert eigen_soort.is_dir()


def test_a_new_kind_has_its_own_skeleton_and_its_own_findings(
    regietafel: Regietafel, werkmap: Path, eigen_soort: Path
) -> None:
    said = regietafel("stuk", "nieuw", "werkbezoek", JULI, "--titel", "Emmen", cwd=werkmap)
    text = (werkmap / said.out.splitlines()[0]).read_text(encoding="utf-8")
    assert "gemeente:" in text
    assert "# waar de delegatie was" in text
    write(werkmap, "bezoek.md", BEZOEK.replace("gemeente: Assen", "gemeentes: Assen"))
    err = regietafel("controleer", JULI, cwd=werkmap).err
    assert "bezoek.md:5: fout [onbekende-sleutel]" in err
    assert "bedoelt u 'gemeente'?" in err
    assert "werkbezoek" in regietafel("sjablonen", "lijst", cwd=werkmap).out
    assert eigen_soort.is_dir()


def test_a_kind_can_lie_on_its_side(
    regietafel: Regietafel, werkmap: Path, eigen_soort: Path
) -> None:
    path = eigen_soort / "soort.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "liggend: ja\n", encoding="utf-8")
    assert regietafel("maak", JULI, "werkbezoek", cwd=werkmap).code == 0
    box = PdfReader(meeting(werkmap) / "uit" / f"{NAAM}.pdf").pages[0].mediabox
    assert box.width > box.height
    section = docx.Document(str(meeting(werkmap) / "uit" / f"{NAAM}.docx")).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


def test_a_kind_can_have_its_pdf_from_word(
    regietafel: Regietafel,
    werkmap: Path,
    eigen_soort: Path,
    needs_program: Callable[..., None],
) -> None:
    needs_program("soffice")
    path = eigen_soort / "soort.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "pdf: word\n", encoding="utf-8")
    assert regietafel("maak", JULI, "werkbezoek", "agenda", cwd=werkmap).code == 0
    assert "Voor ieder die er niet bij was" in pdf_of(werkmap, NAAM)
    reader = PdfReader(meeting(werkmap) / "uit" / f"{NAAM}.pdf")
    assert "LibreOffice" in str(reader.metadata and reader.metadata.producer)
    agenda = PdfReader(meeting(werkmap) / "uit/0. Agenda PRT Drenthe 17 juli 2024.pdf")
    assert "Typst" in str(agenda.metadata and agenda.metadata.creator)


def test_a_wrong_tag_in_the_word_template_of_a_kind_is_found(
    regietafel: Regietafel, werkmap: Path, eigen_soort: Path
) -> None:
    template = docx.Document(str(eigen_soort / "word.docx"))
    template.add_paragraph("{{ titels }}")
    template.save(str(eigen_soort / "word.docx"))
    said = regietafel("controleer", JULI, cwd=werkmap)
    assert said.code == 1
    assert "bedoelt u 'titel'" in said.err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("agenda-tabel", "--als", "mijn"), "Van 'agenda-tabel' is geen eigen soort te maken"),
        (("notitie", "--als", "../mijn"), "'../mijn' kan niet"),
        (("notitie", "--als", "brief"), "Er is al een soort 'brief'"),
    ],
)
def test_a_kind_that_cannot_be_made_is_refused(
    regietafel: Regietafel, werkmap: Path, arguments: tuple[str, ...], reason: str
) -> None:
    said = regietafel("sjablonen", "exporteer", *arguments, cwd=werkmap)
    assert said.code == 1
    assert reason in said.err
    assert not (werkmap / "templates").exists()
