"""Every document of the example is accessible in Word; and the points can tell when one is not."""

import io
import zipfile

import docx
import pytest
from docx.shared import Mm

from regietafel.cli.stukken import render_stuk_word
from regietafel.documents.nummeren import number_blocks
from regietafel.documents.richtext import parse_document

from .plaatjes import png
from .tekstdocument import RIJK, read_text, word_of
from .test_stukken import SJABLONEN, STUKKEN
from .word_punten import POINTS, failures


@pytest.mark.parametrize("naam", STUKKEN)
def test_the_word_file_passes_the_points_of_accessibility(naam: str) -> None:
    assert failures(render_stuk_word(STUKKEN[naam], SJABLONEN)) == []


def test_a_text_with_everything_in_it_passes_too() -> None:
    assert failures(word_of(read_text(RIJK, {"kaart.png": png()}, koppen=True)[0])) == []


def test_group_rows_are_not_merged() -> None:
    text = "| A | B |\n|---|---|\n| **Groep** | |\n| a | b |\n"
    assert failures(word_of(number_blocks(parse_document(f"## Kop\n\n{text}").blokken)[0])) == []


def test_a_bad_file_meets_none_of_the_points_but_the_last() -> None:
    document = docx.Document()
    document.core_properties.title = ""
    document.add_heading("Te diep", 3)
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_picture(io.BytesIO(png()), width=Mm(10))
    out = io.BytesIO()
    document.save(out)
    found = failures(changed(out.getvalue()))
    assert found == [name for name, _ in POINTS if name != "headings"]


def changed(content: bytes) -> bytes:
    """Return a file with a tracked change, a link that leads nowhere and a picture without text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:p>", b'<w:p><w:ins w:id="1" w:author="x"/>', 1)
                part = part.replace(b"<w:p>", b'<w:p><w:hyperlink w:anchor="weg"/>', 1)
            target.writestr(name, part)
    return out.getvalue()
