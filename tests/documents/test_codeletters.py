"""Code in a text has letters of one width, in Word and in the PDF."""

from io import BytesIO
from pathlib import Path

import docx
import pikepdf

from ..pack.pdf_checks import failures  # noqa: TID252 - they lie with the pack
from .tekstdocument import pdf_of, read_text, word_of

TEXT = "## Kop\n\nTyp `maak` nu.\n\n    een ☑ regel → 漢\n\n| A |\n|---|\n| `cel` [`k`](https://a.nl) |\n"


def test_the_pdf_shows_code_in_a_mono_font_that_is_embedded(tmp_path: Path) -> None:
    content = pdf_of(read_text(TEXT)[0], tmp_path)
    with pikepdf.open(BytesIO(content)) as pdf:
        names = {
            str(font.BaseFont).partition("+")[2]
            for page in pdf.pages
            for font in page.obj.Resources.Font.values()
        }
    assert "DejaVuSansMono" in names
    assert names <= {"DejaVuSansMono"} | {n for n in names if n.startswith("SourceSansPro")}
    assert failures(content) == []


def test_word_shows_code_in_a_mono_style_also_in_a_cell_and_a_link() -> None:
    document = docx.Document(BytesIO(word_of(read_text(TEXT)[0])))
    (run,) = (run for p in document.paragraphs for run in p.runs if run.text == "maak")
    assert (run.style.name, run.font.name) == ("Codeteken", "Consolas")
    (block,) = (p for p in document.paragraphs if p.text.startswith("een"))
    assert block.style is not None
    assert block.style.name == "Codetekst"
    assert block.style.font.name == "Consolas"
    cell = document.tables[0].cell(1, 0).paragraphs[0]
    assert cell.runs[0].font.name == "Consolas"
    assert cell.hyperlinks[0].runs[0].font.name == "Consolas"
