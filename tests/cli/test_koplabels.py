"""Header fields: the values stand behind the longest label, in Word as in the PDF."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from .conftest import Regietafel
from .test_stukken import JULI, meeting, pdf_of, write

LANG = "Bestuurlijk portefeuillehouder"
LANGST = "Datum waarop dit stuk voor het laatst in het directieoverleg is behandeld"
SOORT = """\
naam: Proef
omschrijving: Een proef.
familie: stuk
sjabloon: notitie
velden:
  - sleutel: kort
  - sleutel: lang
    label: {lang}
  - sleutel: langst
    label: {langst}
"""
TEKST = "---\nsoort: proef\ntitel: Proef\nkort: een\nlang: twee\n{extra}---\n\n## Kop\n\nTekst.\n"


@pytest.fixture
def proef(werkmap: Path) -> Path:
    """Return the workspace with a kind of its own that has long labels."""
    folder = werkmap / "templates/proef"
    folder.mkdir(parents=True)
    (folder / "soort.yaml").write_text(SOORT.format(lang=LANG, langst=LANGST), encoding="utf-8")
    return werkmap


def facts(werkmap: Path) -> list[tuple[str, int, int]]:
    """Return text, tab and indent of each header field, in millimetres."""
    document = docx.Document(str(meeting(werkmap) / "uit/Proef Proef.docx"))
    return [
        (
            paragraph.text,
            round(max(stop.position.mm for stop in paragraph.paragraph_format.tab_stops), 0)
            if len(paragraph.paragraph_format.tab_stops)
            else 0,
            round(paragraph.paragraph_format.left_indent.mm)
            if paragraph.paragraph_format.left_indent
            else 0,
        )
        for paragraph in document.paragraphs
        if paragraph.style is not None and paragraph.style.name == "Kopgegeven"
    ]


def test_values_stand_behind_the_longest_label(regietafel: Regietafel, proef: Path) -> None:
    write(proef, "a.md", TEKST.format(extra=""))
    assert regietafel("maak", JULI, "proef", cwd=proef).code == 0
    (short, tab, indent), (long, *same) = facts(proef)
    assert (short, long) == ("Kort\teen", f"{LANG}\ttwee")
    assert 50 < tab == indent <= 70
    assert same == [tab, indent]
    assert f"{LANG} twee" in pdf_of(proef, "Proef Proef")


def test_a_label_that_is_too_long_stands_on_a_line_of_its_own(
    regietafel: Regietafel, proef: Path
) -> None:
    write(proef, "a.md", TEKST.format(extra="langst: drie\n"))
    assert regietafel("maak", JULI, "proef", cwd=proef).code == 0
    assert [text for text, *_ in facts(proef)][2] == f"{LANGST}\ndrie"
    assert f"{LANGST} drie" in pdf_of(proef, "Proef Proef")


def test_short_labels_leave_the_column_where_the_template_has_it(
    regietafel: Regietafel, proef: Path
) -> None:
    write(proef, "a.md", TEKST.format(extra="").replace("lang: twee\n", ""))
    assert regietafel("maak", JULI, "proef", cwd=proef).code == 0
    assert facts(proef) == [("Kort\teen", 0, 0)]


def test_a_style_without_a_column_is_the_customers_own(regietafel: Regietafel, proef: Path) -> None:
    assert regietafel("sjablonen", "exporteer", "notitie", cwd=proef).code == 0
    path = proef / "templates/notitie/word.docx"
    template = docx.Document(BytesIO(path.read_bytes()))
    style = template.styles["Kopgegeven"].element
    style.pPr.remove(style.pPr.find(qn("w:tabs")))
    template.save(str(path))
    write(proef, "a.md", TEKST.format(extra=""))
    assert regietafel("maak", JULI, "proef", cwd=proef).code == 0
    assert {tab for _, tab, _ in facts(proef)} == {0}
