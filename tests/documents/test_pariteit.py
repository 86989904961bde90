"""Word and PDF of one document say the same words in the same order."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from regietafel.cli.openen import load_meeting
from regietafel.cli.regisseren import load_book, regieboek_stuk
from regietafel.cli.stukken import (
    documents_of,
    load_stijl,
    render_stuk_pdf,
    render_stuk_word,
    sjablonen_of,
)
from regietafel.dossier.workspace import Werkmap
from regietafel.resources import example_workspace

WERKMAP = Werkmap(example_workspace())
MEETINGS = [(table, meeting) for table in WERKMAP.tables() for meeting in WERKMAP.meetings(table)]


def squeeze(text: str) -> str:
    """Leave out what a line break may change: white space and hyphens."""
    return re.sub(r"[\s\u00ad‐-]+", "", text)


def word_paragraphs(content: bytes) -> list[str]:
    body = docx.Document(BytesIO(content)).element.body
    paragraphs = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [text for text in map(squeeze, paragraphs) if text]


def pdf_text(content: bytes, folder: Path) -> str:
    """Return the text in the order of the tags: what a screen reader says."""
    path = folder / "stuk.pdf"
    path.write_bytes(content)
    command = ["pdfinfo", "-struct-text", str(path)]
    lines = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    quoted = (line.strip() for line in lines)
    return squeeze("".join(text[1:-1] for text in quoted if text.startswith('"')))


def missing_in_order(paragraphs: list[str], text: str) -> list[str]:
    """Return the paragraphs that do not stand in a text after the ones before them."""
    missing = []
    for paragraph in paragraphs:
        _, found, rest = text.partition(paragraph)
        text = rest if found else text
        missing += [] if found else [paragraph]
    return missing


@pytest.mark.parametrize(("table", "meeting"), MEETINGS, ids=[f"{t}-{m}" for t, m in MEETINGS])
def test_every_word_of_the_word_file_stands_in_the_pdf_in_order(
    table: str, meeting: str, needs_program: Callable[..., None], tmp_path: Path
) -> None:
    needs_program("pdfinfo")
    geopend = load_meeting(WERKMAP, table, meeting)
    dossier = geopend.dossier
    sjablonen = sjablonen_of(dossier)
    for_the_chair = regieboek_stuk(dossier, load_stijl(dossier)[0], load_book(dossier))
    for stuk in (*documents_of(geopend, [])[0], for_the_chair):
        paragraphs = word_paragraphs(render_stuk_word(stuk, sjablonen))
        assert not missing_in_order(
            paragraphs, pdf_text(render_stuk_pdf(stuk, sjablonen), tmp_path)
        ), stuk.naam
        assert len(paragraphs) > 5
