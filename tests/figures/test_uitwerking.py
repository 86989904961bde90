"""What a table shows: received figures stay, sums and formulas are exact, unknown is not zero."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from regietafel.figures.notatie import schrijf_getal
from regietafel.figures.tabel import Rijsoort, lees_tabel
from regietafel.figures.uitwerking import Maaksel, Uitwerking, werk_uit
from regietafel.model.cijfers import Getallentabel


def worked(rows: list[list[str]], **definition: object) -> Uitwerking:
    model = Getallentabel.model_validate({"titel": "T", **definition})
    return werk_uit(lees_tabel(rows)[0], model)[0]


def amounts(table: Uitwerking, label: str) -> list[Fraction | None]:
    row = next(row for row in table.rijen if row.label == label)
    return [cell.uitkomst.waarde for cell in row.cellen[1:]]


ROWS = [["g", "a", "b"], ["x", "1", "2"], ["y", "3", "4"], ["z", "5", "6"]]


def test_subtotals_stand_below_their_rows_and_totals_count_each_row_once() -> None:
    table = worked(
        ROWS, totaal_maken=True, groepen=[{"naam": "x en y", "rijen": ["x", "y"]}],
        kolommen=[{"kolom": "c", "formule": "a + b"}],
    )  # fmt: skip
    assert [row.label for row in table.rijen] == ["x", "y", "x en y", "z", "Totaal"]
    assert amounts(table, "x en y") == [4, 6, 10]
    assert amounts(table, "Totaal") == [9, 12, 21]


def test_a_column_that_only_a_formula_makes_stands_behind_the_one_named_before_it() -> None:
    table = worked(ROWS, kolommen=[{"kolom": "a"}, {"kolom": "verschil", "formule": "a - b"}])
    assert [column.naam for column in table.kolommen] == ["g", "a", "verschil", "b"]


def test_a_row_that_is_not_known_does_not_half_count_in_a_total() -> None:
    rows = [["g", "a", "b"], ["x", "10", "4"], ["y", "7", "ntb"]]
    table = worked(rows, totaal_maken=True, kolommen=[{"kolom": "rest", "formule": "a - b"}])
    total = table.rijen[-1].cellen[-1]
    assert total.uitkomst.waarde == 6
    assert total.uitkomst.onbekend == ("y: ntb",)


def test_a_formula_on_totals_uses_the_totals() -> None:
    table = worked(
        ROWS, totaal_maken=True,
        kolommen=[{"kolom": "deel", "formule": "a / b", "eenheid": "%"},
                  {"kolom": "aandeel", "formule": "a / totaal(a)", "eenheid": "%"}],
    )  # fmt: skip
    assert amounts(table, "Totaal")[2:] == [Fraction(3, 4), 1]
    assert amounts(table, "y")[3] == Fraction(1, 3)


def test_a_total_that_may_not_be_added_stays_as_it_was_received() -> None:
    rows = [*ROWS, ["Totaal", "9", "99"]]
    table = worked(rows, kolommen=[{"kolom": "b", "totaal": "geen"}])
    assert [cell.maaksel for cell in table.rijen[-1].cellen[1:]] == [Maaksel.SOM, Maaksel.GESTELD]
    assert amounts(table, "Totaal") == [9, 99]


def test_a_wrong_figure_counts_in_the_total_as_it_is_printed() -> None:
    rows = [["g", "a", "b", "c"], ["x", "1", "2", "30"], ["y", "3", "4", "7"], ["Totaal", "4", "6", "37"]]  # fmt: skip
    table = worked(
        rows, kolommen=[{"kolom": "c", "formule": "a + b"}],
        bewust=[{"rij": "x", "kolom": "c", "reden": "zo gepubliceerd"}],
    )  # fmt: skip
    cell = table.rijen[0].cellen[3]
    assert cell.uitkomst.waarde == 30
    assert cell.reden == "zo gepubliceerd"
    assert cell.berekend is not None
    assert cell.berekend.waarde == 3
    assert amounts(table, "Totaal") == [4, 6, 37]


def test_a_derived_row_and_a_heading_stay_as_they_are() -> None:
    rows = [["g", "a"], ["Subtotaal", "1"], ["Noord:", ""], ["x", "1"], ["Totaal", "1"], ["verschil", "5"]]  # fmt: skip
    table = worked(rows, totaalrij="Totaal")
    assert [row.soort for row in table.rijen][-1] is Rijsoort.AFGELEID
    assert amounts(table, "verschil") == [5]


cells = st.lists(st.tuples(st.integers(-9999, 9999), st.integers(0, 9999)), min_size=1, max_size=8)


@given(cells, st.integers(1, 3))
def test_totals_are_the_sum_of_their_parts(pairs: list[tuple[int, int]], in_group: int) -> None:
    rows = [["g", "a", "b"]]
    rows += [[f"r{n}", schrijf_getal(Decimal(a)), schrijf_getal(Decimal(b))] for n, (a, b) in enumerate(pairs)]  # fmt: skip
    names = [f"r{n}" for n in range(min(in_group, len(pairs)))]
    table = worked(
        rows, totaal_maken=True, groepen=[{"naam": "deel", "rijen": names}],
        kolommen=[{"kolom": "c", "formule": "a - b"}],
    )  # fmt: skip
    for place in range(1, 4):
        column = [row.cellen[place].uitkomst.waarde for row in table.rijen if row.soort is Rijsoort.GEWOON]  # fmt: skip
        known = [value for value in column if value is not None]
        assert amounts(table, "Totaal")[place - 1] == sum(known)
        assert amounts(table, "deel")[place - 1] == sum(known[: len(names)])
