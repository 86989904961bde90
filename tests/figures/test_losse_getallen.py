"""A number in a sentence is compared with the cell it seems to quote; nothing else is."""

import pytest

from regietafel.figures.losse_getallen import Bekend, vergelijk_tekst
from regietafel.figures.tabel import lees_tabel
from regietafel.figures.uitwerking import werk_uit
from regietafel.model.cijfers import Getallentabel

ROWS = [
    ["Gemeente", "Inwoners", "Opgave asiel", "Aanbod asiel", "Dekking"],
    ["Assen", "69.414", "329", "1.000", "304%"],
    ["Emmen", "108.765", "453", "740", "163%"],
    ["Noord", "5.000", "12", "ntb", ""],
    ["Noord-Holland", "7.000", "13", "14", "108%"],
]
TABLE = Bekend(
    "puzzel",
    werk_uit(
        lees_tabel(ROWS)[0],
        Getallentabel.model_validate(
            {"titel": "T", "kolommen": [{"kolom": "Inwoners", "eenheid": "inwoners"}]}
        ),
    )[0],
)


def said(text: str) -> list[tuple[int, str, str, str, str]]:
    found = vergelijk_tekst(text, 10, [TABLE])
    return [(a.regel, a.gesteld, a.rij, a.kolom, a.in_tabel) for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het aanbod asiel van Assen is 1.100 plekken.", (10, "1.100", "Assen", "Aanbod asiel", "1.000")),
        ("Kop.\n\nEmmen heeft een opgave voor\nasiel van 543 plekken.", (13, "543", "Emmen", "Opgave asiel", "453")),
        ("Emmen telt 108.756 inwoners.", (10, "108.756", "Emmen", "Inwoners", "108.765")),
        ("De dekking in Assen is 305%.", (10, "305%", "Assen", "Dekking", "304%")),
        ("In Noord-Holland is de opgave voor asiel 14.000.", (10, "14.000", "Noord-Holland", "Opgave asiel", "13")),
        ("Op 5 juli 2024 (punt 4b, pagina 3) is het aanbod asiel van Assen 1.010.", (10, "1.010", "Assen", "Aanbod asiel", "1.000")),
        ("- Assen: aanbod asiel 990", (10, "990", "Assen", "Aanbod asiel", "1.000")),
    ],
)  # fmt: skip
def test_a_number_that_differs_is_named_with_its_line(
    text: str, expected: tuple[int, str, str, str, str]
) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Het aanbod asiel van Assen is 1.000 plekken.",
        "Het aanbod asiel van Assen is ongeveer 1.000 plekken, de opgave 329.",
        "De opgave voor asiel van Emmen is bijna 450.",
        "De opgave voor asiel van Emmen is ruim 400.",
        "De dekking in Emmen is 163,4%.",
        "Het aanbod asiel van Assen past in 2026.",
        "Het aanbod asiel van Assen is 1.200 plekken in 2026.",
        "Assen en Emmen hebben een aanbod asiel van 1.740.",
        "Het aanbod asiel staat onder agendapunt 4b, bijlage 3 en tabel 2, aldus Assen.",
        "Op 17-7-2024 om 12.30 uur sprak Assen over het aanbod asiel.",
        'Het aanbod asiel van Assen is {{ cijfer("puzzel", "Assen", "Aanbod asiel") }}.',
        "Het aanbod asiel van Assen was eerder 800 plekken.",
        "Assen biedt 12 plekken.",
        "Het aanbod asiel van Assen is 329, gelijk aan de opgave.",
        "De opgave voor asiel van Noord is 12 en het aanbod asiel is 15.",
        "| Assen | aanbod asiel | 900 |",
        "Het aanbod asiel van Noord is 15.",
        "Zie [hier](https://voorbeeld.nl/900) het aanbod asiel van Assen.",
        "PRT-DR-2024-A07: Assen en het aanbod asiel.",
        "De 12e keer dat Assen over het aanbod asiel spreekt.",
    ],
)
def test_what_may_be_meant_otherwise_is_not_reported(text: str) -> None:
    assert said(text) == []


def test_a_computed_figure_is_told_as_documents_show_it() -> None:
    rows = [["Gemeente", "Opgave", "Klaar"], ["Assen", "12.501", "1"], ["Emmen", "1.000", "125"]]
    columns = [
        {"kolom": "Restant", "formule": "opgave - klaar"},
        {"kolom": "Dekking", "formule": "klaar / opgave", "eenheid": "%"},
    ]
    model = Getallentabel.model_validate({"titel": "T", "kolommen": columns})
    table = Bekend("stand", werk_uit(lees_tabel(rows)[0], model)[0])
    said = [
        vergelijk_tekst(text, 1, [table])[0].in_tabel
        for text in ("Het restant van Assen is 12.400.", "De dekking in Emmen is 14%.")
    ]
    assert said == ["12.500", "13%"]
