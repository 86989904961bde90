"""A number table as documents show it: computed where a definition says so, else as it stands."""

from typing import Any

from regietafel.figures.getoond import Afwijking, toon_tabel
from regietafel.figures.tabel import lees_tabel
from regietafel.model.cijfers import Getallentabel
from regietafel.model.waarden import Waardetabel

CSV = """\
Gemeente;Opgave;Aanbod;Tekort
Assen;791;792;-1
Emmen;1.240;975;256
Meppel;404;ntb;
Totaal;2.435;1.700;255
"""


def shown(text: str = CSV, **definitie: Any) -> tuple[Waardetabel, tuple[Afwijking, ...]]:
    rows = [line.split(";") for line in text.splitlines()]
    own = Getallentabel.model_validate({"titel": "Aanbod", **definitie}) if definitie else None
    return toon_tabel("aanbod", lees_tabel(rows, own.koprijen if own else None)[0], own)


def column(tabel: Waardetabel, name: str) -> list[str]:
    place = tabel.kolomplek(name)
    assert place is not None
    return [row[place] for row in tabel.rijen]


TEKORT = {"kolom": "Tekort", "formule": "opgave - aanbod"}


def test_without_a_definition_nothing_is_calculated() -> None:
    tabel, differences = shown()
    assert column(tabel, "Tekort") == ["−1", "256", "", "255"]
    assert differences == ()
    assert (set(tabel.totalen), set(tabel.groepen), tabel.titel) == ({3}, set(), "")


def test_a_formula_and_a_total_are_computed_and_what_was_stated_is_told() -> None:
    tabel, differences = shown(kolommen=[TEKORT])
    assert column(tabel, "Tekort") == [
        "−1",
        "265",
        "onbekend",
        "264\xa0+\xa0?",
    ]  # Meppel is not known
    assert differences == (
        Afwijking(3, 3, "Emmen", "Tekort", "256", "265"),
        Afwijking(5, 2, "Totaal", "Aanbod", "1.700", "1.767\xa0+\xa0?"),
        Afwijking(5, 3, "Totaal", "Tekort", "255", "264\xa0+\xa0?"),
    )
    complete, differences = shown(CSV.replace("ntb;", "400;"), kolommen=[TEKORT])
    assert column(complete, "Tekort") == ["−1", "265", "4", "268"]  # Meppel was not filled in
    assert column(complete, "Aanbod")[-1] == "2.167"
    assert [each.kolom for each in differences] == ["Tekort", "Aanbod", "Tekort"]


def test_a_column_that_the_file_leaves_open_and_an_open_total_are_filled_in() -> None:
    text = "Gemeente;Opgave;Aanbod;Tekort\nAssen;791;792;\nEmmen;1.240;-;\nTotaal;;792;\n"
    tabel, differences = shown(text, kolommen=[TEKORT])
    assert column(tabel, "Tekort") == ["−1", "1.240", "1.239"]
    assert column(tabel, "Opgave")[-1] == "2.031"
    assert column(tabel, "Aanbod") == ["792", "–", "792"]
    assert differences == ()


def test_a_figure_that_is_wrong_on_purpose_stays() -> None:
    meant = {"rij": "emmen", "kolom": "Tekort", "reden": "Zo gepubliceerd"}
    tabel, differences = shown(kolommen=[TEKORT], bewust=[meant])
    assert column(tabel, "Tekort")[1] == "256"
    assert [each.rijlabel for each in differences] == ["Totaal"]  # Aanbod: 792 and 975


def test_a_column_that_only_a_formula_makes_stands_behind_the_one_named_before_it() -> None:
    share = {"kolom": "aandeel", "label": "Aandeel van de opgave", "eenheid": "%", "plaatsen": 1,
             "formule": "aanbod / opgave"}  # fmt: skip
    tabel, _ = shown(kolommen=[{"kolom": "Aanbod"}, share])
    assert tabel.kolommen == ("Gemeente", "Opgave", "Aanbod", "Aandeel van de opgave", "Tekort")
    assert column(tabel, "aandeel")[:2] == ["100,1%", "78,6%"]
    last, _ = shown(kolommen=[{**share, "plaatsen": None}])
    assert last.kolommen[-1] == "Aandeel van de opgave"
    assert column(last, "Aandeel van de opgave")[0] == "100%"


def test_a_column_is_found_by_its_head_in_the_file_its_label_and_its_name_in_formulas() -> None:
    own = {"kolom": "Opgave", "label": "Opgave 2025", "naam": "taak", "plaatsen": 1}
    tabel, _ = shown(kolommen=[own])
    assert column(tabel, "Opgave") == column(tabel, "opgave 2025") == column(tabel, "taak")
    assert column(tabel, "taak")[1] == "1.240,0"
    assert tabel.kolomplek("doel") is None


def test_groups_and_totals_are_marked_and_a_subtotal_of_a_group_is_computed() -> None:
    text = "Deel;Plekken\nNoord:;\nAssen;10\nZuid;5\nSubtotaal noord;14\nTotaal;16\n"
    group = {"naam": "Subtotaal noord", "rijen": ["Assen", "Zuid"]}
    tabel, differences = shown(text, groepen=[group])
    assert column(tabel, "Plekken") == ["", "10", "5", "15", "15"]
    assert (set(tabel.groepen), set(tabel.totalen)) == ({0}, {3, 4})
    assert [each.rij for each in differences] == [5, 6]
    loose, _ = shown(text, totaalrij="Totaal")
    assert column(loose, "Plekken")[3] == "14"  # nobody said of what it is the sum


def test_a_total_row_is_added_when_it_is_asked_for() -> None:
    text = "Gemeente;Plekken;Kosten\nAssen;10;€ 1.000\nEmmen;5;€ -2.500\n"
    tabel, _ = shown(text, totaal_maken="ja", totaalrij=None)
    assert tabel.rijen[-1] == ("Totaal", "15", "€ −1.500")
    assert tabel.totalen == {2}
    again, _ = shown(f"{text}Samen;1;2\n", totaal_maken="ja", totaalrij="Samen")
    assert again.rijen[2:] == (("Samen", "15", "€ −1.500"),)
    unknown, _ = shown("Gemeente;Plekken;Wie\nAssen;10;x\nEmmen;ntb;y\n", totaal_maken="ja")
    assert unknown.rijen[-1] == ("Totaal", "10\xa0+\xa0?", "")


def test_english_notation_comes_out_in_dutch_with_its_note() -> None:
    tabel, _ = shown("Wie;Bedrag\nA;1,151.5\nB;-2.25*\nC;n.v.t.\n")
    assert column(tabel, "Bedrag") == ["1.151,5", "−2,25*", "n.v.t."]


def test_a_definition_that_cannot_be_read_leaves_what_is_stated() -> None:
    tabel, _ = shown(kolommen=[{"kolom": "Tekort", "formule": "opgave -"}, {"kolom": "Onbekend"}])
    assert column(tabel, "Tekort") == ["−1", "256", "", "255\xa0+\xa0?"]
    assert len(tabel.kolommen) == 4


def test_a_percentage_on_a_subtotal_and_a_total_is_that_of_their_sums() -> None:
    text = "Deel;Plekken;Bezet;Bezetting\nA;10;5;50%\nSub;10;5;40%\nTotaal;10;5;49%\n"
    share = {"kolom": "Bezetting", "eenheid": "%", "formule": "bezet / plekken"}
    tabel, _ = shown(text, kolommen=[share], groepen=[{"naam": "Sub", "rijen": ["A"]}])
    assert column(tabel, "Bezetting") == ["50%", "50%", "50%"]


def test_a_wrong_figure_counts_in_a_text_as_in_the_table_as_a_document() -> None:
    """What is printed is what adds up: 40 and 45 make 85, whatever the total of the file says."""
    text = "Wie;Opgave;Realisatie;Delta\nA;100;60;40\nB;90;40;45\nTotaal;190;100;90\n"
    delta = {"kolom": "Delta", "formule": "opgave - realisatie"}
    meant = {"rij": "B", "kolom": "Delta", "reden": "Zo gepubliceerd"}
    tabel, differences = shown(text, kolommen=[delta], bewust=[meant])
    assert column(tabel, "Delta") == ["40", "45", "85"]
    assert differences == (Afwijking(4, 3, "Totaal", "Delta", "90", "85"),)


def test_what_cannot_be_calculated_says_so() -> None:
    text = "Wie;Klaar;Opgave;Deel\nA;1;0;3%\nB;1;4;30%\n"
    share = {"kolom": "Deel", "eenheid": "%", "formule": "klaar / opgave"}
    tabel, differences = shown(text, kolommen=[share])
    assert column(tabel, "Deel") == ["kan niet", "25%"]
    assert [each.getoond for each in differences] == ["kan niet", "25%"]


def test_a_computed_figure_has_the_decimals_of_its_column() -> None:
    text = "Wie;Klaar;Opgave;Deel\nA;1;3;33%\nB;2;3;66,7%*\n"
    share = {"kolom": "Deel", "eenheid": "%", "formule": "klaar / opgave"}
    tabel, differences = shown(text, kolommen=[share])
    assert column(tabel, "Deel") == ["33,3%", "66,7%*"]
    assert differences == ()


def test_a_unit_that_the_head_says_stands_at_no_figure() -> None:
    euro = {"kolom": "Bedrag", "eenheid": "€"}
    assert column(shown("Wie;Bedrag\nA;1500\nB;ntb\n", kolommen=[euro])[0], "Bedrag") == [
        "€ 1.500",
        "ntb",
    ]
    said = {**euro, "label": "Bedrag in euro"}
    assert column(shown("Wie;Bedrag\nA;€ 1500\n", kolommen=[said])[0], "Bedrag") == ["1.500"]


def test_a_share_below_amounts_keeps_its_sign() -> None:
    text = "Wie;Plekken;Kosten\nA;10;€ 20\nPercentage;50,5%;60%\n"
    tabel, _ = shown(text, totaal_maken="ja")
    assert tabel.rijen == (
        ("A", "10", "€ 20"),
        ("Percentage", "50,5%", "60%"),
        ("Totaal", "10", "€ 20"),
    )
