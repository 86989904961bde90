"""A kind of one's own, as somebody makes it who has the manual and nothing else."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from .conftest import Regietafel

JULI = "prt-drenthe/2024-07-17"
SOORT = """\
naam: Factsheet
omschrijving: De kerncijfers op een bladzijde.
familie: stuk
sjabloon: notitie
velden:
  - sleutel: kerncijfer
    label: Het cijfer
    verplicht: ja
    plek: geen
  - sleutel: in
    label: In
secties:
  - Wat er speelt
"""
STUK = """\
---
soort: factsheet
titel: Plekken
status: definitief
kerncijfer: 5.722 <plekken>
in: Drenthe
---

## Wat er speelt

Het aantal groeit.
"""


@pytest.fixture
def factsheet(werkmap: Path) -> Path:
    """Return the folder of a new kind that borrows its templates; a text of it lies ready."""
    folder = werkmap / "templates/factsheet"
    folder.mkdir(parents=True)
    (folder / "soort.yaml").write_text(SOORT, encoding="utf-8")
    (werkmap / "meetings" / JULI / "stukken/plekken.md").write_text(STUK, encoding="utf-8")
    return folder


def change_word(path: Path, text: str) -> None:
    template = docx.Document(str(path))
    template.paragraphs[0].insert_paragraph_before(text)
    template.save(str(path))


def pdf_text(werkmap: Path) -> str:
    path = werkmap / "meetings" / JULI / "uit/Factsheet Plekken.pdf"
    return PdfReader(BytesIO(path.read_bytes())).pages[0].extract_text()


def test_a_kind_that_borrows_gets_a_word_template_of_its_own(
    regietafel: Regietafel, werkmap: Path, factsheet: Path
) -> None:
    said = regietafel("sjablonen", "exporteer", "factsheet", cwd=werkmap)
    assert said.code == 0, said.err
    assert (factsheet / "word.docx").is_file()


def test_a_field_of_a_kind_stands_where_the_customer_puts_it(
    regietafel: Regietafel, werkmap: Path, factsheet: Path
) -> None:
    listed = regietafel("sjablonen", "velden", "factsheet", cwd=werkmap).out
    assert "veld.kerncijfer" in listed
    assert "Het cijfer" in listed
    regietafel("sjablonen", "exporteer", "factsheet", cwd=werkmap)
    change_word(factsheet / "word.docx", "Nu: {{ veld.kerncijfer }}")
    checked = regietafel("controleer", JULI, cwd=werkmap)
    assert checked.err == ""
    assert regietafel("maak", JULI, "factsheet", cwd=werkmap).code == 0
    made = docx.Document(str(werkmap / "meetings" / JULI / "uit/Factsheet Plekken.docx"))
    assert made.paragraphs[0].text == "Nu: 5.722 <plekken>"
    assert "5.722" not in pdf_text(werkmap)


def test_a_field_of_a_kind_stands_in_an_own_pdf_template_too(
    regietafel: Regietafel, werkmap: Path, factsheet: Path
) -> None:
    (factsheet / "pdf.typ").write_text(
        '#import "../_huisstijl/stuk.typ": *\n#show: geschreven\n#titelkop(view)\n'
        "#par[Nu: #view.veld.kerncijfer]\n#inhoud\n",
        encoding="utf-8",
    )
    said = regietafel("maak", JULI, "factsheet", cwd=werkmap)
    assert said.code == 0, said.err
    assert "Nu: 5.722 <plekken>" in pdf_text(werkmap)


def test_a_slip_in_the_name_of_a_field_is_told_with_the_field_that_is_meant(
    regietafel: Regietafel, werkmap: Path, factsheet: Path
) -> None:
    regietafel("sjablonen", "exporteer", "factsheet", cwd=werkmap)
    change_word(factsheet / "word.docx", "Nu: {{ veld.kerncijfr }}")
    for command in (("controleer", JULI), ("sjablonen", "controleer", "factsheet")):
        said = regietafel(*command, cwd=werkmap)
        assert said.code == 1
        assert "[sjabloon-onbekend-veld]" in said.err
        assert "kerncijfer" in said.err


def test_a_slip_in_a_fixed_text_is_told_with_the_field_that_is_meant(
    regietafel: Regietafel, werkmap: Path, factsheet: Path
) -> None:
    (factsheet / "soort.yaml").write_text(
        SOORT + "teksten:\n  opschrift: Factsheet {kerncijver}\n", encoding="utf-8"
    )
    err = regietafel("controleer", JULI, cwd=werkmap).err
    assert (
        "'{kerncijver}' in 'Factsheet {kerncijver}' is geen veld; bedoelt u '{kerncijfer}'?" in err
    )


def test_a_word_template_that_another_kind_borrows_knows_its_own_fields(
    regietafel: Regietafel, werkmap: Path, factsheet: Path
) -> None:
    regietafel("sjablonen", "exporteer", "notitie", cwd=werkmap)
    change_word(werkmap / "templates/notitie/word.docx", "Zaak {{ veld.zaaknummer }}")
    assert regietafel("controleer", JULI, cwd=werkmap).err == ""
    said = regietafel("maak", JULI, "factsheet", cwd=werkmap)
    assert said.code == 1
    assert "zaaknummer" in said.err
    assert factsheet.is_dir()
