"""Word and PDF of one document say the same words in the same order."""

from collections.abc import Callable
from pathlib import Path

import pytest

from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.openen import load_meeting
from regietafel.cli.regisseren import load_book, regieboek_stuk
from regietafel.cli.stukken import documents_of, render_stuk_pdf, render_stuk_word, sjablonen_of
from regietafel.dossier.workspace import Werkmap
from regietafel.resources import example_workspace

from .pariteit import missing_in_order, pdf_text, word_paragraphs_with_notes

WERKMAP = Werkmap(example_workspace())
MEETINGS = [(table, meeting) for table in WERKMAP.tables() for meeting in WERKMAP.meetings(table)]


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
        paragraphs = word_paragraphs_with_notes(render_stuk_word(stuk, sjablonen))
        assert not missing_in_order(
            paragraphs, pdf_text(render_stuk_pdf(stuk, sjablonen), tmp_path)
        ), stuk.naam
        assert len(paragraphs) > 5
