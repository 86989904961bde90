"""A table of contents in Word: it names pages before anybody brings it up to date."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from lxml import etree
from pypdf import PdfReader

from regietafel.resources import templates

from .conftest import Regietafel
from .test_stukken import JULI, meeting, notitie, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAAM = "Notitie Rooster"
ZIN = "De tafel vroeg om een overzicht van alle plekken in de twaalf gemeenten. "
TEKST = "::: inhoud\n\n## Aanleiding\n\n" + "".join(
    f"{ZIN * 25}\n\n## Deel {n}\n\n### Onderdeel {n}\n\n" for n in range(1, 8)
)


def lines(path: Path) -> list[tuple[str, str]]:
    """Return the words of each line of the contents, and the page that it names."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for link in root.iter(f"{W}hyperlink"):
        texts = [t.text or "" for t in link.iter(f"{W}t")]
        code = "".join(e.text or "" for e in link.iter(f"{W}instrText"))
        assert f"PAGEREF {link.get(f'{W}anchor')} \\h" in code
        found.append((texts[0], texts[-1]))
    return found


def test_the_contents_names_headings_and_pages_at_first_opening(
    regietafel: Regietafel, werkmap: Path
) -> None:
    write(werkmap, "a.md", notitie(text=TEKST + "Slot.\n"))
    assert regietafel("maak", JULI, "notitie", cwd=werkmap).code == 0
    found = lines(meeting(werkmap) / f"uit/{NAAM}.docx")
    assert [words for words, _ in found][:3] == ["Aanleiding", "Deel 1", "Onderdeel 1"]
    pages = [int(page) for _, page in found]
    assert pages[0] == 1 < pages[-1]
    assert all(after - before in {0, 1} for before, after in pairwise(pages))
    with zipfile.ZipFile(meeting(werkmap) / f"uit/{NAAM}.docx") as archive:
        document = archive.read("word/document.xml")
        assert b"updateFields" not in archive.read("word/settings.xml")
    assert b"w:dirty" not in document
    assert document.count(b"TOC \\o") == 1


def test_the_word_file_with_its_contents_is_valid(regietafel: Regietafel, werkmap: Path) -> None:
    write(werkmap, "a.md", notitie(text=TEKST + "`Slot`.\n"))
    assert regietafel("maak", JULI, "notitie", cwd=werkmap).code == 0
    path = meeting(werkmap) / f"uit/{NAAM}.docx"
    program = str(Path(sys.executable).with_name("openxml-audit"))
    command = [program, "-f", "microsoft365", "-o", "json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)[0]["errors"] == []


def test_a_pdf_from_word_names_the_pages_that_libreoffice_counts(
    regietafel: Regietafel, werkmap: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    folder = werkmap / "templates/notitie"
    folder.mkdir(parents=True)
    kind = (templates() / "notitie/soort.yaml").read_text(encoding="utf-8")
    (folder / "soort.yaml").write_text(f"{kind}pdf: word\n", encoding="utf-8")
    write(werkmap, "a.md", notitie(text=TEKST + "Slot.\n"))
    said = regietafel("maak", JULI, "notitie", cwd=werkmap)
    assert said.code == 0, said.err
    pages = [page.extract_text() for page in PdfReader(meeting(werkmap) / f"uit/{NAAM}.pdf").pages]
    for number in range(1, 8):
        (named,) = re.findall(rf"Onderdeel {number}\s*\.+\s*(\d+)", pages[0])
        assert f"Onderdeel {number}\n" in pages[int(named) - 1]
