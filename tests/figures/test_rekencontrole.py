"""The rekencontrole finds every false figure of the source, and nothing else."""

from fractions import Fraction

from regietafel.figures.rekencontrole import (
    Oordeel,
    Regel,
    Rekenverslag,
    Zekerheid,
    beschrijf,
    controleer,
)
from regietafel.figures.tabel import Tabel, lees_tabel
from regietafel.model.cijfers import Getallentabel

FALSE_IN_THE_PUZZLE = [
    ("Emmen", "inbreng AMV", "20", 40),
    ("Totaal", "opgave OEK", "5.722", 5720),
    ("Totaal", "opgave OEK+asiel+AMV", "8.413", 8411),
    ("Totaal", "bijstelling OEK", "944", 943),
    ("Totaal", "inbreng OEK", "5.589", 5588),
]


def table(*rows: str) -> Tabel:
    return lees_tabel([row.split(";") for row in rows])[0]


def told(lines: tuple[Regel, ...]) -> list[tuple[str, str, str, int]]:
    return [(line.rijlabel, line.kolom, line.gesteld.tekst, int(line.berekend)) for line in lines]


def at(report: Rekenverslag, row: str, column: str) -> Regel:
    return next(r for r in report.regels if (r.rijlabel, r.kolom) == (row, column))


def test_the_false_figures_of_the_puzzle_are_found_without_a_definition(puzzel: Tabel) -> None:
    assert told(controleer(puzzel).fouten) == FALSE_IN_THE_PUZZLE


def test_the_three_other_tables_of_the_source_raise_no_alarm(
    provincies: Tabel, indicatoren: Tabel, prognose: Tabel
) -> None:
    reports = [controleer(each) for each in (provincies, indicatoren, prognose)]
    assert [report.regels for report in reports] == [(), (), ()]
    assert [report.getoetst for report in reports] == [77, 5, 15]


def test_a_formula_found_by_analogy_is_less_sure(puzzel: Tabel) -> None:
    report = controleer(puzzel)
    emmen = at(report, "Emmen", "inbreng AMV")
    assert (emmen.formule, emmen.zekerheid) == (
        "voorstel AMV + bijstelling AMV",
        Zekerheid.MOGELIJK,
    )
    assert at(report, "Totaal", "opgave OEK").zekerheid is Zekerheid.WAARSCHIJNLIJK


def test_a_total_over_an_unknown_says_so(puzzel: Tabel) -> None:
    line = at(controleer(puzzel), "Totaal", "voorstel asiel")
    assert line.oordeel is Oordeel.ONVOLLEDIG
    assert line.toelichting == "Niet bekend en niet meegeteld: Noordenveld: ntb."


def test_a_sum_of_columns_over_an_unknown_says_so(puzzel: Tabel) -> None:
    line = at(controleer(puzzel), "Noordenveld", "voorstel OEK+asiel")
    assert (line.oordeel, line.berekend) == (Oordeel.ONVOLLEDIG, Fraction(252))
    assert line.toelichting == "Niet bekend en niet meegeteld: voorstel asiel: ntb."


def test_a_total_that_contradicts_its_row_is_named_where_rows_miss_a_figure(puzzel: Tabel) -> None:
    lines = [r for r in controleer(puzzel).regels if r.oordeel is Oordeel.ONBESLIST]
    assert [(r.rijlabel, r.kolom, r.berekend, r.verschil) for r in lines] == [
        ("Totaal", "inbreng AMV", Fraction(331), Fraction(-48))
    ]


def test_an_empty_cell_is_filled_by_its_own_formula_and_that_is_said(puzzel: Tabel) -> None:
    report = controleer(puzzel)
    line = at(report, "Totaal", "inbreng OEK")
    assert (line.verschil, line.toelichting) == (
        Fraction(1),
        "Met de formule ingevuld: Borger-Odoorn: 385.",
    )
    assert at(report, "Totaal", "inbreng AMV").oordeel is Oordeel.ONVOLLEDIG


def test_a_line_says_where_what_was_stated_computed_and_how(puzzel: Tabel) -> None:
    assert beschrijf(at(controleer(puzzel), "Totaal", "opgave OEK")) == (
        "Totaal, opgave OEK: er staat 5.722, berekend is 5.720 (verschil 2); som van 12 rijen "
        "(Aa en Hunze t/m Westerveld). Die formule past bij 10 van 15 (waarschijnlijk)."
    )


def test_an_unknown_in_a_total_that_does_not_fit_leaves_it_undecided() -> None:
    report = controleer(table("g;a;b", "x;10;5", "y;ntb;6", "z;30;7", "Totaal;55;18"))
    assert report.fouten == ()
    line = at(report, "Totaal", "a")
    assert (line.oordeel, line.berekend, line.verschil) == (
        Oordeel.ONBESLIST, Fraction(40), Fraction(15),
    )  # fmt: skip


def test_one_part_that_is_wrong_is_reported_once_with_what_it_should_be() -> None:
    report = controleer(
        table(
            "g;a;b;samen", "x;120;300;420", "y;215;401;616", "z;333;512;845",
            "w;444;618;1.062", "v;591;777;1.368", "Totaal;1.703;2.618;4.311",
        )
    )  # fmt: skip
    assert told(report.fouten) == [("Totaal", "b", "2.618", 2608)]
    [line] = report.fouten
    assert line.zekerheid is Zekerheid.ZEKER
    assert "verklaart 2 sommen" in line.toelichting


def test_subtotals_and_the_total_over_groups_are_recognised() -> None:
    rows = (
        "g;a;b", "Noord;;", "x;120;301", "y;215;402", "Subtotaal Noord;335;703",
        "Zuid;;", "z;333;503", "w;444;604", "Subtotaal Zuid;777;1.107", "Totaal;1.112;1.811",
    )  # fmt: skip
    report = controleer(table(*rows))
    assert told(report.fouten) == [("Totaal", "b", "1.811", 1810)]


def test_a_total_without_a_name_is_recognised_by_its_figures() -> None:
    report = controleer(
        table("g;a;b;c", "x;120;301;1", "y;215;402;2", "z;333;503;3", ";668;1.206;7")
    )
    assert told(report.fouten) == [("", "c", "7", 6)]


def test_rows_of_differences_and_percentages_are_recognised() -> None:
    report = controleer(
        table(
            "wat;Drenthe;Fryslân;Utrecht;Zeeland", "Opgave;5.722;6.766;6.270;4.628",
            "Realisatie;4.425;4.187;5.509;2.955", "Verschil;1.297;2.579;751;1.673",
            "Percentage;77%;62%;88%;69%",
        )
    )  # fmt: skip
    assert told(report.fouten) == [
        ("Verschil", "Utrecht", "751", 761), ("Percentage", "Zeeland", "69%", 63),
    ]  # fmt: skip


MEMO = (
    "gemeente;inwoners;opgave OEK;opgave asiel;opgave AMV;aanbod OEK;aanbod asiel;aanbod AMV",
    "Assen;69.414;791;329;31;792;1.000;-", "Borger-Odoorn;25.919;295;128;12;247;128;12",
    "Emmen;106.765;1.240;453;42;975;740;20", "Meppel;35.464;404;177;16;428;193;-",
    ";239.562;;;;;;", "Totaal;;2.730;1.087;101;2.442;2.061;32",
    "verschil;;;;;89%;190%;32%", "te kort of over;;;;;-288;974;-69",
)  # fmt: skip


def test_a_row_that_compares_totals_is_recognised_and_a_loose_piece_of_a_total() -> None:
    assert told(controleer(table(*MEMO)).fouten) == [("", "inwoners", "239.562", 237562)]


def test_a_wrong_percentage_below_a_total_is_found() -> None:
    rows = (
        "g;opgave a;opgave b;opgave c;opgave d;aanbod a;aanbod b;aanbod c;aanbod d",
        "x;791;329;31;44;792;1.000;3;70", "y;295;128;12;51;247;128;12;20",
        "Totaal;1.086;457;43;95;1.039;1.128;15;90", "verschil;;;;;96%;247%;53%;95%",
    )  # fmt: skip
    assert told(controleer(table(*rows)).fouten) == [("verschil", "aanbod c", "53%", 34)]


def test_what_is_carried_over_to_the_next_row_is_compared() -> None:
    rows = ["jaar;achterstand 1-1;taak;gehuisvest;achterstand"]
    backlog = 0
    for year, placed in enumerate([985, 950, 970, 930, 940, 1200, 990], 2023):
        stated = backlog + (7 if year == 2027 else 0)
        rows.append(f"1-1-{year};{stated};1100;{placed};{backlog + 1100 - placed}")
        backlog += 1100 - placed
    assert told(controleer(table(*rows)).fouten) == [("1-1-2027", "achterstand 1-1", "572", 565)]


def test_averages_and_years_are_no_sums() -> None:
    report = controleer(
        table(
            "g;bouwjaar;aantal;gemiddelde huur",
            "x;1990;10;500",
            "y;2000;20;700",
            "Totaal;1995;30;600",
        )
    )
    assert report.fouten == ()


def test_a_sum_of_rounded_decimals_is_left_undecided() -> None:
    report = controleer(table("g;a;b", "x;0,3;1,2", "y;0,3;1,1", "z;0,2;3,1", "Totaal;0,9;5,4"))
    assert report.fouten == ()
    assert "afronding" in at(report, "Totaal", "a").toelichting


def test_a_sum_of_decimals_that_is_stated_without_them_may_be_rounded() -> None:
    rows = ("g;a", "x;6,02", "y;6,02", "Totaal;12")
    definition = Getallentabel.model_validate({"titel": "x", "kolommen": []})
    [line] = controleer(table(*rows), definition).regels
    assert (line.oordeel, line.toelichting) == (
        Oordeel.ONBESLIST, "Het verschil kan door afronding komen.",
    )  # fmt: skip
    assert "er staat 12, berekend is 12,04 (verschil −0,04)" in beschrijf(line)
    [false] = controleer(table(*rows[:-1], "Totaal;13"), definition).regels
    assert false.oordeel is Oordeel.FOUT
    [exact] = controleer(table("g;a", "x;6", "y;6", "Totaal;12,04"), definition).regels
    assert exact.oordeel is Oordeel.FOUT
    assert "er staat 12,04, berekend is 12,00 (verschil 0,04)" in beschrijf(exact)


def test_products_within_a_cell_are_added_up() -> None:
    report = controleer(
        table("g;eenheden", "Assen;168 woningen (2x 48 1X 70, 1X 50)", "Emmen;98 woningen (2x 49)",
              "Meppel;ca. 20 (8 boven + ? beneden)", "Hoogeveen;162 appartementen (voor 420 personen)")
    )  # fmt: skip
    [line] = report.fouten
    assert (line.rijlabel, line.berekend, line.formule) == (
        "Assen",
        Fraction(216),
        "2 × 48 + 1 × 70 + 1 × 50",
    )


PUZZLE = {
    "titel": "De Drentse puzzel",
    "kolommen": [
        *(
            {"kolom": f"inbreng {kind}", "formule": f'"voorstel {kind}" + "bijstelling {kind}"'}
            for kind in ("OEK", "asiel", "AMV")
        ),
        {"kolom": "opgave OEK+asiel+AMV", "formule": "opgave_oek + opgave_asiel + opgave_amv"},
        *({"kolom": f"bijstelling {kind}", "leeg": "niets"} for kind in ("OEK", "asiel", "AMV")),
    ],
}


def test_with_a_definition_the_formulas_are_sure(puzzel: Tabel) -> None:
    report = controleer(puzzel, Getallentabel.model_validate(PUZZLE))
    assert report.problemen == ()
    assert {line.zekerheid for line in report.fouten} == {Zekerheid.ZEKER}
    assert set(FALSE_IN_THE_PUZZLE) <= set(told(report.fouten))


def test_a_figure_that_is_wrong_on_purpose_keeps_its_reason(puzzel: Tabel) -> None:
    mark = {"rij": "Totaal", "kolom": "opgave OEK", "reden": "zo vastgesteld door het Rijk"}
    extra = {"rij": "Assen", "kolom": "opgave OEK", "reden": "klopt gewoon"}
    report = controleer(puzzel, Getallentabel.model_validate({**PUZZLE, "bewust": [mark, extra]}))
    assert at(report, "Totaal", "opgave OEK").reden == "zo vastgesteld door het Rijk"
    assert ("Totaal", "opgave OEK") not in {(r.rijlabel, r.kolom) for r in report.fouten}
    assert [p.code for p in report.problemen] == ["bewust-onnodig"]


def test_percentages_with_a_definition_are_compared_within_their_stated_rounding() -> None:
    definition = Getallentabel.model_validate(
        {"titel": "x", "kolommen": [{"kolom": "deel", "formule": "a / b", "eenheid": "%"}]}
    )
    report = controleer(table("g;a;b;deel", "x;1;3;33%", "y;2;3;66%", "z;2;3;66,7%"), definition)
    assert told(report.fouten) == [("y", "deel", "66%", 66)]
    assert "berekend is 66,7%" in beschrijf(report.fouten[0])


def test_a_table_that_is_too_long_is_refused() -> None:
    rows = [["g", "a"], *([f"G{n}", "1"] for n in range(20_001))]
    report = controleer(lees_tabel(rows)[0])
    assert [p.code for p in report.problemen] == ["tabel-te-groot"]


GROUPED = (
    "g;a;b;aandeel", "Assen;120;300;17,9%", "Emmen;215;400;32,1%", "Zuid;335;700;",
    "Meppel;335;200;50%", "Alles;670;901;",
)  # fmt: skip


def grouped(**keys: object) -> Getallentabel:
    share = {"kolom": "aandeel", "formule": "a / totaal(a)", "eenheid": "%"}
    groups = [{"naam": "Zuid", "rijen": ["Assen", "Emmen"]}]
    base = {"titel": "x", "kolommen": [share], "totaalrij": "Alles", "groepen": groups}
    return Getallentabel.model_validate({**base, **keys})


def test_a_definition_names_its_total_row_and_groups_and_shares_of_a_total() -> None:
    report = controleer(table(*GROUPED), grouped())
    assert report.problemen == ()
    assert told(report.fouten) == [("Alles", "b", "901", 900)]


def test_rows_that_a_definition_names_and_that_are_not_there_are_reported() -> None:
    groups = [{"naam": "Zuid", "rijen": ["Assen", "Amen"]}]
    report = controleer(table(*GROUPED), grouped(totaalrij="Totaal", groepen=groups))
    assert [(p.code, "'Amen'" in p.bericht) for p in report.problemen] == [
        ("rij-onbekend", False), ("rij-onbekend", True),
    ]  # fmt: skip


def test_a_circle_in_a_definition_compares_nothing() -> None:
    columns = [{"kolom": "a", "formule": "b"}, {"kolom": "b", "formule": "a"}]
    report = controleer(table(*GROUPED), grouped(kolommen=columns))
    assert (report.regels, report.getoetst) == ((), 0)
    assert [p.code for p in report.problemen] == ["formule-kring"]


def test_a_formula_may_go_through_a_column_that_the_file_does_not_have() -> None:
    columns = [
        {"kolom": "samen", "formule": "a + b"},
        {"kolom": "aandeel", "formule": "a / samen", "eenheid": "%"},
    ]
    rows = ("g;a;b;aandeel", "Assen;1;3;25%", "Emmen;1;4;25%")
    definition = Getallentabel.model_validate({"titel": "x", "kolommen": columns})
    assert told(controleer(table(*rows), definition).fouten) == [("Emmen", "aandeel", "25%", 20)]


def test_an_empty_cell_counts_as_nothing_only_in_the_columns_that_say_so() -> None:
    rows = ("g;a;b;samen", "Assen;5;;5", "Emmen;;5;5", "Meppel;2;3;6")
    columns = [{"kolom": "samen", "formule": "a + b"}, {"kolom": "b", "leeg": "niets"}]
    definition = Getallentabel.model_validate({"titel": "x", "kolommen": columns})
    report = controleer(table(*rows), definition)
    assert told(report.fouten) == [("Meppel", "samen", "6", 5)]
    assert at(report, "Emmen", "samen").oordeel is Oordeel.ONVOLLEDIG


def test_a_total_that_repeats_the_fault_of_a_row_is_not_reported_again() -> None:
    rows = (
        "g;taak;klaar;verschil", "x;420;120;300", "y;616;215;401", "z;845;333;502",
        "w;1.062;444;618", "v;1.368;591;777", "u;900;123;777", "Totaal;5.211;1.826;3.375",
    )  # fmt: skip
    assert told(controleer(table(*rows)).fouten) == [("z", "verschil", "502", 512)]


def test_a_total_at_the_top_is_compared_with_the_rows_below() -> None:
    rows = ("provincie;a;b", "Nederland;668;1.207", "x;120;301", "y;215;402", "z;333;503")
    assert told(controleer(table(*rows)).fouten) == [("Nederland", "b", "1.207", 1206)]


def test_a_total_of_products_is_their_sum_and_no_product_of_totals() -> None:
    rows = ("g;aantal;prijs;kosten", "x;2;10;20", "y;3;20;60", "Totaal;5;30;80")
    column = {"kolom": "kosten", "formule": "aantal * prijs"}
    definition = Getallentabel.model_validate({"titel": "x", "kolommen": [column]})
    assert controleer(table(*rows), definition).regels == ()


SHARES = ("g;a;aandeel", "x;120;20%", "y;180;30%", "z;300;50%", "Totaal;600;100%")


def test_one_wrong_figure_in_a_total_that_all_shares_use_is_reported_once() -> None:
    share = {"kolom": "aandeel", "formule": "a / totaal(a)", "eenheid": "%"}
    definition = Getallentabel.model_validate({"titel": "x", "kolommen": [share]})
    wrong = (SHARES[0], "x;180;20%", *SHARES[2:])
    assert controleer(table(*SHARES), definition).regels == ()
    assert told(controleer(table(*wrong), definition).fouten) == [("x", "a", "180", 120)]


def test_the_total_of_a_column_that_is_not_added_up_compares_nothing() -> None:
    columns = [
        {"kolom": "a", "totaal": "geen"},
        {"kolom": "aandeel", "formule": "a / totaal(a)", "eenheid": "%"},
    ]
    definition = Getallentabel.model_validate({"titel": "x", "kolommen": columns})
    assert controleer(table(*SHARES), definition).regels == ()


def test_the_total_of_a_column_that_the_file_does_not_have_is_worked_out() -> None:
    columns = [
        {"kolom": "rest", "formule": "a - 100"},
        {"kolom": "aandeel", "formule": "rest / totaal(rest)", "eenheid": "%"},
    ]
    definition = Getallentabel.model_validate({"titel": "x", "kolommen": columns})
    rows = ("g;a;aandeel", "x;120;20%", "y;180;80%", "z;100;1%")
    assert told(controleer(table(*rows), definition).fouten) == [("z", "aandeel", "1%", 0)]
