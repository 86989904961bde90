"""Long words, such as the name of a file: they break, and never lie over what stands beside them."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pypdf
import pytest

from regietafel.documents.pdf import View, render_pdf
from regietafel.documents.views import Agendarij, Bijlageview, Inhoudsrij, Verwijzing

from .tekstdocument import MOMENT, TEMPLATES
from .test_pdf_stukken import AGENDA_DRENTHE, AGENDA_LANDELIJK, INHOUD, right_edge

FILE = "20240717_Voorstelmemo_verdeling_asiel_en_vluchtelingenopgave_in_Drenthe_definitief_v2"
LONG = "Vluchtelingenopgave" * 6
YES = (Verwijzing("Ja, zie 4b", "bijlage-4b"),)


def row(title: str, level: int) -> Agendarij:
    return Agendarij("1", title, level, "Ter bespreking/instemming", YES, "Ja, zie 4b")


def views(title: str) -> dict[str, View]:
    """Return documents with a title wherever one can stand."""
    rows = tuple(row(title, level) for level in (0, 1, 2))
    points = tuple(replace(punt, titel=title, themas=(title,)) for punt in AGENDA_LANDELIJK.punten)
    contents = tuple(Inhoudsrij("4", title, level, "1041a", "bijlage-4b") for level in (0, 1, 2))
    return {
        "inhoud": replace(INHOUD, rijen=contents),
        "agenda-tabel": replace(AGENDA_DRENTHE, titel=title, rijen=rows),
        "agenda-toelichting": replace(
            AGENDA_LANDELIJK, punten=points, bijlagen=(Bijlageview("I", title, "volgt"),)
        ),
    }


@pytest.mark.parametrize("title", [FILE, LONG, f"Bijlage 4b: {FILE}"])
@pytest.mark.parametrize("kind", ["inhoud", "agenda-tabel", "agenda-toelichting"])
def test_a_long_title_breaks_within_its_column(
    kind: str, title: str, needs_program: Callable[..., None]
) -> None:
    needs_program("pdftotext")
    content = render_pdf(views(title)[kind], TEMPLATES / kind, moment=MOMENT)
    assert right_edge(content) <= (210 - 20) / 25.4 * 72
    assert overlapping(content) == []


def test_a_name_breaks_after_its_signs_and_not_within_a_word() -> None:
    content = render_pdf(views(FILE)["inhoud"], TEMPLATES / "inhoud", moment=MOMENT)
    lines = pypdf.PdfReader(BytesIO(content)).pages[0].extract_text().splitlines()
    parts = [line.replace("\u200b", "") for line in lines if "_" in line]
    assert parts
    assert all(part.endswith("_") or FILE.endswith(part.split()[-1]) or "_" in part for part in parts)  # fmt: skip
    assert any(re.search(r"_$", part) for part in parts)


def overlapping(content: bytes) -> list[tuple[str, str]]:
    """Return the words that lie over each other."""
    found = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
    )
    pages = found.stdout.decode().split("<page ")
    box = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<'
    over = []
    for page in pages:
        words = [(*map(float, word[:4]), word[4]) for word in re.findall(box, page)]
        for (a, b, c, d, one), (e, f, g, h, other) in combinations(words, 2):
            if min(c, g) - max(a, e) > 1 and min(d, h) - max(b, f) > 4:
                over.append((one, other))
    return over
