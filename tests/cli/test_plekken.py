"""A finding points at the line that the user wrote, however many parts were added or left out.

A line with a fault ends in ``# <- code``; nothing else may be found.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import ryaml
from PIL import Image

from regietafel.dossier.loading import load_dossier
from regietafel.dossier.reading import split_front_matter
from regietafel.dossier.workspace import Werkmap

from .conftest import Regietafel

BASIS = Path(__file__).parents[1] / "slecht/_basis"
MEETING = ("prt", "2027-03-10")
HEAD = "datum: 2027-03-10\nbegin: 12:30\neinde: 13:30\nplaats: Provinciehuis\n"
FAULTS = """agenda:
  - Opening
  - tittel: Nog een # <- onbekende-sleutel veld-ontbreekt
  - titel: Asiel
    doel: ter informatie
    bijlagen:
      - bestant: weg.pdf # <- onbekende-sleutel waarde-onjuist
      - stuk: memo.md
      - ontbreekt.pdf # <- bijlage-ontbreekt
      - bestand: ../elders.pdf # <- buiten-werkmap
        nummer: 2z
      - titel: Overzicht
        bestand: overzicht.pdf # <- bijlage-anders
      - lijst_van: 1999-01-01 # <- lijst-onbekend
      - titel: Later
        volgt: ja # <- bijlage-volgt
    onderdelen:
      - titel: Deel
        doel: ter informatie
        bijlagen:
          - stuk: weg.md # <- stuk-ontbreekt
          - stuk: deel.md
          - leeg.pdf # <- bijlage-onleesbaar
          - titel: Nog een
            bestand: ook-weg.pdf # <- bijlage-ontbreekt
"""
OWN_POINT = """agenda:
  - titel: Opening
    bijlagen:
      - bestand: overzicht.pdf # <- bijlage-anders dubbel-nummer
        nummer: 1-3
      - bestand: leeg.pdf # <- bijlage-onleesbaar
"""
ANSWERS = """antwoorden:
  - lid: weg
    email: weg@weg.example
    keuze: misschien
    moment: gisteren # <- waarde-onjuist
  - lid: stad
    email: bestuur@stad.example
    keuze: vervangen
    moment: 2027-03-01T10:00:00+00:00
    toelichting: "Niet op een stuk: \\U0001FAE8"
    vervanger:
      naam: "Piet\\n\\U0001FAE8" # <- teken-onbekend regeleinde-in-naam
      email: piet@stad.example
"""
NUMBERS = """agenda:
  - tittel: 0592 # <- onbekende-sleutel veld-ontbreekt
    spreker: 12
  - titel: 1.10
    doel: ter informatie
  - titel: 0900
    doel: ter informatie
    bijlagen:
      - titel: 0800 # <- waarde-onjuist
        volgt: misschien # <- waarde-onjuist
      - titel: 0123
        volgt: ja # <- bijlage-volgt
  - spreker: 12 # <- veld-ontbreekt
"""


def memo(title: str, extra: str = "", **annexes: str) -> str:
    """Return a text with annexes: what is behind the name of each."""
    listed = "".join(
        f"  - titel: {name}\n    bestand: {name}.pdf{mark}\n" for name, mark in annexes.items()
    )
    head = f"---\nsoort: notitie\n{extra}titel: {title}\nbijlagen:\n{listed}---\n\n"
    return f"{head}## Aanleiding\n\nDe tafel vroeg erom.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an empty meeting."""
    shutil.copytree(BASIS, tmp_path / "werkmap")
    folder = tmp_path.joinpath("werkmap/meetings", *MEETING)
    (folder / "bijlagen").mkdir()
    (folder / "stukken").mkdir()
    return folder


def pictures(folder: Path, *names: str) -> None:
    """Receive pictures under the names of PDFs."""
    for name in names:
        Image.new("RGB", (4, 4)).save(folder / f"bijlagen/{name}.pdf", "PNG")


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def marked(folder: Path) -> set[tuple[str, int, str]]:
    """Return file, line and code of every fault that the files name themselves."""
    paths = (path for path in folder.rglob("*") if path.suffix in {".yaml", ".md"})
    return {
        (str(path.relative_to(folder)), number, code)
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for code in line.partition("# <- ")[2].split()
    }


def stands_there(folder: Path, finding: dict[str, Any]) -> bool:
    """Tell whether a field stands in the file, or could stand in a part that does."""
    path = folder / finding["bestand"]
    text = path.read_text("utf-8")
    above = split_front_matter(text) if path.suffix == ".md" else None
    part: Any = ryaml.loads(above.kop if above else text)
    *keys, last = re.findall(r"\w+", finding["veld"])
    for key in keys:
        part = part[int(key) - 1] if isinstance(part, list) else part[key]
    return isinstance(part, str | dict) or int(last) <= len(part)


def check(regietafel: Regietafel, folder: Path) -> None:
    out = regietafel("controleer", "/".join(MEETING), "--json", cwd=folder.parents[2]).out
    findings: list[dict[str, Any]] = json.loads(out)
    for finding in findings:
        finding["bestand"] = str(Path(finding["bestand"]).relative_to(folder))
    places = {(one["bestand"], one["regel"], one["code"]) for one in findings}
    assert places == marked(folder)
    assert all(stands_there(folder, finding) for finding in findings)


def test_every_fault_on_an_agenda_with_texts_is_told_on_its_line(
    regietafel: Regietafel, folder: Path
) -> None:
    pictures(folder, "kaart", "brief", "overzicht")
    (folder / "bijlagen/leeg.pdf").touch()
    wrong = " # <- bijlage-anders"
    write(folder, "vergadering.yaml", HEAD + FAULTS)
    write(
        folder,
        "stukken/memo.md",
        memo("Opvang", kaart=wrong, rest=" # <- bijlage-ontbreekt", brief=wrong),
    )
    write(folder, "stukken/deel.md", memo("Deel", kaart=wrong, overzicht=wrong))
    check(regietafel, folder)


def test_a_text_that_names_its_point_is_told_of_in_its_own_file(
    regietafel: Regietafel, folder: Path
) -> None:
    pictures(folder, "kaart", "overzicht")
    (folder / "bijlagen/leeg.pdf").touch()
    write(folder, "vergadering.yaml", HEAD + OWN_POINT)
    own = memo("Opvang", "punt: 1 # <- dubbel-nummer\n", kaart=" # <- bijlage-anders")
    write(folder, "stukken/memo.md", own)
    check(regietafel, folder)


def test_what_a_member_answered_is_told_of_in_the_file_with_answers(
    regietafel: Regietafel, folder: Path
) -> None:
    guest = "gasten:\n  - Jan \U0001fae8 # <- teken-onbekend\n"
    write(folder, "vergadering.yaml", f"{HEAD}{guest}agenda:\n  - Opening\n")
    write(folder, "antwoorden.yaml", ANSWERS)
    check(regietafel, folder)


def test_what_looks_like_a_number_is_read_back_from_the_item_that_it_stands_in(
    regietafel: Regietafel, folder: Path
) -> None:
    write(folder, "vergadering.yaml", HEAD + NUMBERS)
    check(regietafel, folder)
    dossier, _ = load_dossier(Werkmap(folder.parents[2]), *MEETING)
    assert dossier is not None
    points = dossier.vergadering.agenda
    assert [point.titel for point in points] == ["1.10", "0900"]
    assert [point.spreker for point in points] == [None, None]
    assert [bijlage.titel for bijlage in points[1].bijlagen] == ["0123"]
