"""Every workbook that we make, in the eyes of the schema of Office Open XML."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from regietafel.documents.formuleboek import Formule, Formuleblad, Vak, to_formuleboek
from regietafel.documents.rekenblad import Oordeelregel, Rekenblad, Rekencel, Rekenformule
from regietafel.documents.rekenboek import to_rekenboek
from regietafel.documents.werkboek import Blad, to_werkboek

MOMENT = datetime(2024, 9, 26, 13, tzinfo=UTC)


def lijst() -> bytes:
    blad = Blad("Acties", ("Nummer", "Wat"), (("A01", "=1+1"), ("A02", 'zegt "nee"\nen dan')))
    return to_werkboek([blad], titel="Acties", auteur="Secretariaat", moment=MOMENT)


def formules() -> bytes:
    rows = ((Vak("Drenthe"), Vak(1), Vak(Formule("B2*2"), "0%", vet=True)),)
    blad = Formuleblad("Stand", ("Wie", "Nu", "Dubbel"), rows)
    return to_formuleboek([blad], titel="Stand", auteur="Secretariaat", moment=MOMENT)


def sommen() -> bytes:
    rows = (
        (Rekencel("Westerbork", groep=True), Rekencel(None)),
        (Rekencel("Totaal", vet=True), Rekencel(Rekenformule("SUM(B3:B3)"), "#,##0", vet=True)),
    )
    limits = Oordeelregel(1, (3, 4), Fraction(100), Fraction(75), "0%")
    blad = Rekenblad("Som", ("Wie", "Deel"), (("", 1), ("Deel", 1)), rows, (limits,))
    return to_rekenboek([blad], [("Let op", "=1+1")], titel="Som", auteur="S", moment=MOMENT)


@pytest.mark.parametrize("maak", [lijst, formules, sommen])
def test_a_workbook_follows_the_schema(
    maak: Callable[[], bytes],
    tmp_path: Path,
    needs_program: Callable[..., None],
    node_module: Callable[[str], Path],
) -> None:
    needs_program("node")
    script = node_module(".bin/ooxml-validator")
    path = tmp_path / "werkboek.xlsx"
    path.write_bytes(maak())
    command = [str(script), str(path), "--officeVersion", "Microsoft365"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert '"errors": []' in done.stdout, done.stdout


@pytest.mark.parametrize("maak", [lijst, formules, sommen])
def test_a_workbook_lies_on_its_side_and_repeats_its_heads(maak: Callable[[], bytes]) -> None:
    for sheet in load_workbook(BytesIO(maak())).worksheets:
        if sheet.title != "Toelichting":
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.print_title_rows in {"$1:$1", "$1:$2"}
