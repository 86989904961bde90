"""Rows of text become a table, and what is odd about them is told."""

from regietafel.figures.sleutel import sleutel_van
from regietafel.figures.tabel import Kolomsoort, Rijsoort, Tabel, lees_tabel


def test_a_table_knows_its_columns_rows_and_total(puzzel: Tabel) -> None:
    assert [column.sleutel for column in puzzel.kolommen][:6] == [
        "gemeente", "inwoners_2023", "opgave_oek", "opgave_asiel", "opgave_amv", "opgave_oek_asiel_amv",
    ]  # fmt: skip
    assert puzzel.plekken(Rijsoort.TOTAAL) == (12,)
    assert puzzel.rijen[12].nummer == 14
    assert puzzel.kolomplek("inbreng AMV") == 15
    assert puzzel.rijplek("borger-odoorn") == 2


def test_dates_and_words_are_not_counted_with(indicatoren: Tabel) -> None:
    kinds = {column.label: column.soort for column in indicatoren.kolommen}
    assert kinds["startdatum"] is Kolomsoort.DATUM
    assert kinds["bron"] is Kolomsoort.TEKST
    assert kinds["realisatie"] is Kolomsoort.GETAL


def test_keys_are_names_for_formulas() -> None:
    assert sleutel_van("opgave OEK+asiel") == "opgave_oek_asiel"
    assert sleutel_van("Fryslân %") == "fryslan_procent"
    assert sleutel_van("2023") == "k_2023"


def test_two_header_rows_with_merged_cells_are_joined_and_that_is_said() -> None:
    table, problems = lees_tabel(
        [
            ["", "Opgave", "", "Aanbod"],
            ["gemeente", "OEK", "asiel", "OEK"],
            ["Assen", "1", "2", "3"],
        ]
    )
    assert [column.label for column in table.kolommen] == [
        "gemeente", "Opgave OEK", "Opgave asiel", "Aanbod OEK",
    ]  # fmt: skip
    assert [problem.code for problem in problems] == ["kop-samengevoegd"]


def test_rows_of_other_lengths_are_reported_with_their_number() -> None:
    table, problems = lees_tabel(
        [["g", "a", "b"], ["x", "1"], ["y", "1", "2", "3"], ["z", "1", "2"]]
    )
    assert [(p.code, p.rij) for p in problems] == [("rij-ongelijk", 2), ("rij-ongelijk", 3)]
    assert [len(row.cellen) for row in table.rijen] == [3, 3, 3]


def test_mixed_notation_and_words_among_figures_are_reported() -> None:
    rows = [["g", "a"], ["x", "0,5"], ["y", "0.5"], ["z", "ca. 20"]]
    _, problems = lees_tabel(rows)
    assert [(p.code, p.rij, p.kolom) for p in problems] == [
        ("notatie-gemengd", 3, "a"), ("getal-onleesbaar", 4, "a"),
    ]  # fmt: skip


def test_a_double_column_name_is_reported_and_gets_a_key_of_its_own() -> None:
    table, problems = lees_tabel([["g", "a", "A"], ["x", "1", "2"]])
    assert [p.code for p in problems] == ["kolom-dubbel"]
    assert [column.sleutel for column in table.kolommen] == ["g", "a", "a_2"]


def test_a_row_whose_figures_are_all_unknown_is_no_heading() -> None:
    rows = [["g", "a", "b"], ["Assen", "1", "2"], ["Emmen", "", ""], ["Totaal", "1", "2"]]
    table, _ = lees_tabel(rows)
    assert table.rijen[1].soort is Rijsoort.GEWOON


def test_headings_subtotals_and_derived_rows_are_recognised() -> None:
    table, _ = lees_tabel(
        [
            ["g", "a", "b"], ["Noord", "", ""], ["x", "1", "2"], ["y", "1", "2"],
            ["Subtotaal Noord", "2", "4"], ["Totaal", "2", "4"], ["verschil", "81%", "90%"],
        ]
    )  # fmt: skip
    assert [row.soort for row in table.rijen] == [
        Rijsoort.GROEP, Rijsoort.GEWOON, Rijsoort.GEWOON,
        Rijsoort.SUBTOTAAL, Rijsoort.TOTAAL, Rijsoort.AFGELEID,
    ]  # fmt: skip
    assert table.rijen[2].groep == "Noord"


def test_an_empty_table_is_reported() -> None:
    table, problems = lees_tabel([["", ""], []])
    assert (table.rijen, [p.code for p in problems]) == ((), ["tabel-leeg"])
