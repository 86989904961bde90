"""A definition worked out over a table gives every figure, exactly, with unknowns named."""

from fractions import Fraction

import pytest

from regietafel.figures.notatie import rond_af
from regietafel.figures.tabel import Tabel, lees_tabel
from regietafel.figures.uitwerking import Cel, Uitwerking, werk_uit
from regietafel.model.cijfers import Getallentabel

PROVINCIES = {
    "titel": "Provincies",
    "kolommen": [
        {"kolom": "OEK delta", "formule": "oek_opgave - oek_realisatie"},
        {
            "kolom": "Asiel delta",
            "formule": "asiel_opgave - som(asiel_regulier_realisatie; asiel_no_realisatie; asiel_tgo_realisatie)",
        },
        {"kolom": "Huisvesting delta", "formule": "huisvesting_opgave - huisvesting_realisatie"},
        {"kolom": "AMV delta", "formule": '"AMV opgave" - "AMV realisatie"'},
        {"kolom": "Nidos AMV delta", "formule": "nidos_amv_opgave - nidos_amv_realisatie"},
    ],
}


def define(**keys: object) -> Getallentabel:
    return Getallentabel.model_validate({"titel": "Proef", **keys})


def small(*rows: list[str]) -> Tabel:
    return lees_tabel([["gemeente", "opgave", "realisatie"], *rows])[0]


def cells(worked: Uitwerking, column: str) -> list[Cel]:
    """Return a column of a worked-out table by its key, the total last."""
    place = worked.kolomplek(column)
    return [row.cellen[place] for row in worked.rijen]


def amounts(worked: Uitwerking, column: str) -> list[Fraction | None]:
    return [cell.uitkomst.waarde for cell in cells(worked, column)]


def test_all_221_figures_of_the_provinces_come_out_to_the_unit(provincies: Tabel) -> None:
    found, problems = werk_uit(provincies, Getallentabel.model_validate(PROVINCIES))
    assert problems == ()
    compared = 0
    for row, computed in zip(provincies.rijen, found.rijen, strict=True):
        for stated, cell in zip(row.cellen[1:], computed.cellen[1:], strict=True):
            assert rond_af(cell.uitkomst.waarde or Fraction(0), 0) == stated.getal
            compared += 1
    assert compared == 221


def test_a_total_over_an_unknown_names_it(puzzel: Tabel) -> None:
    found, _ = werk_uit(puzzel, define())
    total = cells(found, "voorstel_asiel")[-1].uitkomst
    assert (total.waarde, total.onbekend) == (Fraction(4216), ("Noordenveld: ntb",))
    assert len(cells(found, "bijstelling_asiel")[-1].uitkomst.onbekend) == 9


def test_an_empty_cell_counts_as_nothing_only_when_the_definition_says_so(puzzel: Tabel) -> None:
    definition = define(kolommen=[{"kolom": "bijstelling asiel", "leeg": "niets"}])
    total = cells(werk_uit(puzzel, definition)[0], "bijstelling_asiel")[-1].uitkomst
    assert (total.waarde, total.volledig) == (Fraction(-346), True)


def test_totals_of_percentages_are_no_sum_of_them() -> None:
    table = small(["Assen", "3", "1"], ["Emmen", "3", "2"])
    share = {"kolom": "gehaald", "formule": "realisatie / opgave", "eenheid": "%"}
    found, _ = werk_uit(table, define(kolommen=[share], totaal_maken=True))
    assert amounts(found, "gehaald") == [Fraction(1, 3), Fraction(2, 3), Fraction(1, 2)]


def test_shares_of_a_column_total() -> None:
    table = small(["Assen", "30", "1"], ["Emmen", "10", "2"])
    share = {"kolom": "aandeel", "formule": "opgave / totaal(opgave)", "eenheid": "%"}
    found, _ = werk_uit(table, define(kolommen=[share]))
    assert amounts(found, "aandeel") == [Fraction(3, 4), Fraction(1, 4)]


@pytest.mark.parametrize(
    ("columns", "code", "words"),
    [
        ([{"kolom": "opgaaf"}], "kolom-onbekend", "'opgave'"),
        ([{"kolom": "x", "formule": "opgave - realisate"}], "formule-kolom-onbekend", "'realisatie'"),
        ([{"kolom": "x", "formule": "opgave -"}], "formule-onleesbaar", "aan het eind"),
        (
            [{"kolom": "x", "formule": "y + 1"}, {"kolom": "y", "formule": "x + 1"}],
            "formule-kring", "x → y → x",
        ),
    ],
)  # fmt: skip
def test_a_definition_that_does_not_fit_is_reported(
    columns: list[dict[str, str]], code: str, words: str
) -> None:
    _, [problem] = werk_uit(small(["Assen", "3", "1"]), define(kolommen=columns))
    assert problem.code == code
    assert words in problem.bericht


def test_what_refers_to_a_column_that_is_left_out_is_left_out_too() -> None:
    columns = [{"kolom": "x", "formule": "niets + 1"}, {"kolom": "y", "formule": "x + 1"}]
    found, problems = werk_uit(small(["Assen", "3", "1"]), define(kolommen=columns))
    assert [p.code for p in problems] == ["formule-kolom-onbekend"]
    assert [column.naam for column in found.kolommen] == ["gemeente", "opgave", "realisatie"]


def test_division_by_zero_leaves_one_figure_unknown() -> None:
    definition = define(kolommen=[{"kolom": "x", "formule": "realisatie / opgave", "eenheid": "%"}])
    table = small(["Assen", "0", "1"], ["Emmen", "4", "1"])
    found, [problem] = werk_uit(table, definition)
    assert (problem.code, problem.rij, problem.kolom) == ("formule-rekenfout", 2, "x")
    assert cells(found, "x")[0].uitkomst.fout == "Hier wordt door nul gedeeld."
    assert amounts(found, "x")[1] == Fraction(1, 4)
