"""Every written document of the example: its Word file and its PDF, and what is different in them."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.openen import load_meeting
from regietafel.cli.stukken import Stuk, render_stuk_pdf, render_stuk_word, sjablonen_of
from regietafel.cli.tekststukken import written_stukken
from regietafel.documents.soorten import Sjablonen
from regietafel.documents.word_liggend import on_its_side
from regietafel.dossier.soorten import load_kind, written_kinds
from regietafel.dossier.workspace import Werkmap
from regietafel.resources import example_workspace, templates

from ..pack.pdf_checks import failures  # noqa: TID252 - they lie with the pack

WERKMAP = Werkmap(example_workspace())
SJABLONEN = Sjablonen(templates(), templates())


def _stukken() -> dict[str, Stuk]:
    found: dict[str, Stuk] = {}
    for table in WERKMAP.tables():
        for meeting in WERKMAP.meetings(table):
            dossier = load_meeting(WERKMAP, table, meeting).dossier
            stijl, _ = load_stijl(dossier)
            made, findings = written_stukken(dossier, stijl, dossier.stukken)
            assert findings == []
            assert sjablonen_of(dossier).pakket == SJABLONEN.pakket
            found |= {stuk.naam: stuk for stuk in made}
    return found


STUKKEN = _stukken()
"""The documents by their name."""


def test_every_kind_of_the_package_has_an_example() -> None:
    assert {stuk.soort for stuk in STUKKEN.values()} == set(written_kinds(WERKMAP))


@pytest.mark.parametrize("kind", written_kinds(WERKMAP))
def test_nothing_is_wrong_with_a_kind_of_the_package(kind: str) -> None:
    loaded = load_kind(WERKMAP, kind)
    assert loaded.findings == ()
    assert loaded.model is not None
    assert all(veld.hint or veld.label for veld in loaded.model.velden if veld.verplicht)


@pytest.mark.parametrize("naam", STUKKEN)
def test_the_pdf_passes_the_points_of_pdf_ua_and_pdf_a(naam: str) -> None:
    assert failures(render_stuk_pdf(STUKKEN[naam], SJABLONEN)) == []


@pytest.mark.parametrize("naam", STUKKEN)
def test_the_word_file_follows_the_ooxml_schema(naam: str, tmp_path: Path) -> None:
    path = tmp_path / "stuk.docx"
    path.write_bytes(render_stuk_word(STUKKEN[naam], SJABLONEN))
    program = str(Path(sys.executable).with_name("openxml-audit"))
    command = [program, "-f", "microsoft365", "-o", "json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    (report,) = json.loads(done.stdout)
    assert report["errors"] == []


@pytest.mark.parametrize("naam", STUKKEN)
def test_the_ooxml_validator_finds_nothing(
    naam: str,
    tmp_path: Path,
    needs_program: Callable[..., None],
    node_module: Callable[[str], Path],
) -> None:
    needs_program("node")
    script = node_module(".bin/ooxml-validator")
    path = tmp_path / "stuk.docx"
    path.write_bytes(render_stuk_word(STUKKEN[naam], SJABLONEN))
    command = [str(script), str(path), "--officeVersion", "Microsoft365"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert '"errors": []' in done.stdout, done.stdout


@pytest.mark.parametrize("naam", STUKKEN)
def test_a_word_file_begins_with_one_title_and_skips_no_level(naam: str) -> None:
    document = docx.Document(BytesIO(render_stuk_word(STUKKEN[naam], SJABLONEN)))
    names = [p.style.name for p in document.paragraphs if p.style is not None]
    levels = [int(name[-1]) for name in names if name and name.startswith("Heading ")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("naam", STUKKEN)
def test_no_document_leaves_its_last_page_nearly_empty(naam: str) -> None:
    pages = PdfReader(BytesIO(render_stuk_pdf(STUKKEN[naam], SJABLONEN))).pages
    assert len(pages[-1].extract_text().split()) > 30


def test_a_template_on_its_side_is_as_wide_as_it_was_high() -> None:
    source = (templates() / "notitie/word.docx").read_bytes()
    upright = docx.Document(BytesIO(source)).sections[0]
    turned = docx.Document(BytesIO(on_its_side(source))).sections[0]
    assert (turned.page_width, turned.page_height) == (upright.page_height, upright.page_width)
    assert on_its_side(on_its_side(source)) == on_its_side(source)
