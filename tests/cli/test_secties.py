"""Sections of a kind: their level and their numbers are data."""

import re
from pathlib import Path

import docx

from .conftest import Regietafel
from .test_stukken import JULI, meeting, pdf_of, write

SOORT = """\
naam: Plan
omschrijving: Een plan.
familie: stuk
sjabloon: notitie
genummerd: ja
inhoudsopgave: ja
secties:
  - titel: Begrippenlijst
    ongenummerd: ja
  - titel: Aanpak
  - titel: Kosten
    niveau: 2
  - titel: Bijlagen
    ongenummerd: ja
    verplicht: nee
"""
TEKST = """\
---
soort: plan
titel: Proef
---

## Begrippenlijst

Woorden.

### Afkortingen

Meer woorden.

## Aanpak

Zo doen we dat. Zie [](#kosten) en [](#lijst).

### Kosten {#kosten}

Niets.

## 7. Bijlagen: {#lijst}

Geen.

## Planning

Snel.
"""


def kind(werkmap: Path) -> None:
    folder = werkmap / "templates/plan"
    folder.mkdir(parents=True)
    (folder / "soort.yaml").write_text(SOORT, encoding="utf-8")


def test_a_skeleton_has_each_heading_at_its_level(regietafel: Regietafel, werkmap: Path) -> None:
    kind(werkmap)
    said = regietafel("stuk", "nieuw", "plan", JULI, "--titel", "Proef", cwd=werkmap)
    text = (werkmap / said.out.splitlines()[0]).read_text(encoding="utf-8")
    found = re.findall(r"^(##+ .*)", text, re.MULTILINE)
    assert found == ["## Begrippenlijst", "## Aanpak", "### Kosten", "## Bijlagen"]


def test_a_section_without_number_takes_none_and_gives_none(
    regietafel: Regietafel, werkmap: Path
) -> None:
    kind(werkmap)
    write(werkmap, "plan.md", TEKST)
    said = regietafel("maak", JULI, "plan", cwd=werkmap)
    assert said.code == 0, said.err
    document = docx.Document(str(meeting(werkmap) / "uit/Plan Proef.docx"))
    headings = [
        p.text for p in document.paragraphs if p.style and (p.style.name or "").startswith("Head")
    ]
    assert headings == [
        "Proef", "Begrippenlijst", "Afkortingen", "1\tAanpak", "1.1\tKosten", "7. Bijlagen:",
        "2\tPlanning",
    ]  # fmt: skip
    assert "Zie paragraaf 1.1 en" in pdf_of(werkmap, "Plan Proef")
    assert "2 Planning" in pdf_of(werkmap, "Plan Proef")


def test_a_heading_at_another_level_is_said(regietafel: Regietafel, werkmap: Path) -> None:
    kind(werkmap)
    path = write(werkmap, "plan.md", TEKST)
    assert "sectie-" not in regietafel("controleer", JULI, cwd=werkmap).err
    path.write_text(TEKST.replace("### Kosten", "## Kosten"), encoding="utf-8")
    said = regietafel("controleer", JULI, cwd=werkmap).err
    assert "plan.md:18: waarschuwing [sectie-niveau]" in said
    assert "### Kosten" in said
