"""A definition worked out over a table gives every figure, exactly, with unknowns named."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regietafel.figures.berekening import bereken, getoond
from regietafel.figures.tabel import Tabel, lees_tabel
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


def test_all_221_figures_of_the_provinces_come_out_to_the_unit(provincies: Tabel) -> None:
    found, problems = bereken(provincies, Getallentabel.model_validate(PROVINCIES))
    assert problems == ()
    compared = 0
    for place, row in enumerate(provincies.rijen):
        computed = found.totalen if row.label == "Total" else found.rijen[place]
        for column, outcome in zip(found.kolommen, computed, strict=True):
            assert getoond(outcome, 0) == row.cellen[column.plek or 0].getal
            compared += 1
    assert compared == 221


def test_a_total_over_an_unknown_names_it(puzzel: Tabel) -> None:
    found, _ = bereken(puzzel, define())
    total = found.totalen[found.kolom("voorstel asiel") or 0]
    assert (total.waarde, total.onbekend) == (Fraction(4216), ("Noordenveld: ntb",))
    sparse = found.totalen[found.kolom("bijstelling asiel") or 0]
    assert len(sparse.onbekend) == 9


def test_an_empty_cell_counts_as_nothing_only_when_the_definition_says_so(puzzel: Tabel) -> None:
    definition = define(kolommen=[{"kolom": "bijstelling asiel", "leeg": "niets"}])
    found, _ = bereken(puzzel, definition)
    total = found.totalen[found.kolom("bijstelling asiel") or 0]
    assert (total.waarde, total.volledig) == (Fraction(-346), True)


def test_percentages_are_rounded_last_and_totals_are_no_sum_of_them() -> None:
    table = small(["Assen", "3", "1"], ["Emmen", "3", "2"])
    definition = define(
        kolommen=[
            {"kolom": "gehaald", "formule": "realisatie / opgave", "eenheid": "%", "plaatsen": 1}
        ]
    )
    found, _ = bereken(table, definition)
    place = found.kolom("gehaald") or 0
    assert [getoond(row[place], 1) for row in found.rijen] == [Decimal("33.3"), Decimal("66.7")]
    assert found.totalen[place].waarde == 50


def test_shares_of_a_column_total() -> None:
    table = small(["Assen", "30", "1"], ["Emmen", "10", "2"])
    definition = define(
        kolommen=[{"kolom": "aandeel", "formule": "opgave / totaal(opgave)", "eenheid": "%"}]
    )
    found, _ = bereken(table, definition)
    assert [row[found.kolom("aandeel") or 0].waarde for row in found.rijen] == [75, 25]


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
    _, [problem] = bereken(small(["Assen", "3", "1"]), define(kolommen=columns))
    assert problem.code == code
    assert words in problem.bericht


def test_what_refers_to_a_column_that_is_left_out_is_left_out_too() -> None:
    columns = [{"kolom": "x", "formule": "niets + 1"}, {"kolom": "y", "formule": "x + 1"}]
    found, problems = bereken(small(["Assen", "3", "1"]), define(kolommen=columns))
    assert [p.code for p in problems] == ["formule-kolom-onbekend"]
    assert [column.sleutel for column in found.kolommen] == ["opgave", "realisatie"]


def test_division_by_zero_leaves_one_figure_unknown() -> None:
    definition = define(kolommen=[{"kolom": "x", "formule": "realisatie / opgave", "eenheid": "%"}])
    found, [problem] = bereken(small(["Assen", "0", "1"], ["Emmen", "4", "1"]), definition)
    assert (problem.code, problem.rij, problem.kolom) == ("formule-rekenfout", 2, "x")
    place = found.kolom("x") or 0
    assert found.rijen[0][place].fout == "Hier wordt door nul gedeeld."
    assert found.rijen[1][place].waarde == 25


@given(st.lists(st.tuples(st.integers(-9999, 9999), st.integers(-9999, 9999)), min_size=1))
def test_totals_equal_the_sum_of_their_parts(rows: list[tuple[int, int]]) -> None:
    table = small(*([f"G{n}", str(a), str(b)] for n, (a, b) in enumerate(rows)))
    definition = define(kolommen=[{"kolom": "verschil", "formule": "opgave - realisatie"}])
    found, _ = bereken(table, definition)
    place = found.kolom("verschil") or 0
    assert found.totalen[place].waarde == sum(a - b for a, b in rows)
    assert found.totalen[place].waarde == sum(row[place].waarde or 0 for row in found.rijen)
