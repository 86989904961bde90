"""A dashboard worked out: indicators from definition and table, areas, and what changed."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regietafel.figures.dashboard import Brontabel, Dashboardstand, bereken_dashboard
from regietafel.figures.gebreken import Gebrek
from regietafel.figures.oordelen import Kleur, Richting
from regietafel.figures.reeksen import maak_reeksen
from regietafel.figures.tabel import Tabel, lees_tabel
from regietafel.model.dashboard import Dashboard

REGEL = {
    "naam": "Opvang", "startdatum": "2024-01-01", "startpunt": 100, "einddatum": "2024-01-11",
    "eindpunt": 200, "peildatum": "2024-01-06",
}  # fmt: skip
GEBIEDEN = {"tabel": "gebieden", "opgave": "Opgave", "behaald": ["Klaar"]}
HEAD = ("Gebied", "Opgave", "Klaar")


def table(*rows: Sequence[object], head: Sequence[str] = HEAD) -> Tabel:
    found, problems = lees_tabel([list(head), *([str(cell) for cell in row] for row in rows)])
    assert problems == ()
    return found


def work_out(
    *regels: dict[str, object], **tabellen: Tabel
) -> tuple[Dashboardstand | None, list[Gebrek]]:
    data: dict[str, object] = {"titel": "D", "indicatoren": list(regels)}
    if "lijst" in tabellen:
        data["tabel"] = "lijst"
    sources = {naam: Brontabel(tabel) for naam, tabel in tabellen.items()}
    found, problems = bereken_dashboard(Dashboard.model_validate(data), sources)
    return found, list(problems)


def whole(*rows: Sequence[object], day: str = "2024-01-06", **change: object) -> Dashboardstand:
    regel = {**REGEL, **GEBIEDEN, "peildatum": day, **change}
    found, _ = work_out(regel, gebieden=table(*rows))
    assert found is not None
    return found


def test_the_realisation_is_the_sum_of_the_areas_when_it_stands_nowhere_else() -> None:
    (each,) = whole(("Noord", 120, 90), ("Zuid", 80, 30), ("Totaal", 200, 120)).indicatoren
    assert each.stand.realisatie == Decimal(120)
    assert (each.stand.schema, each.stand.achterstand) == (Decimal(150), Decimal(30))


def test_an_area_should_have_the_same_share_of_its_task_as_the_whole() -> None:
    (each,) = whole(("Noord", 120, 90), ("Zuid", 80, 45)).indicatoren
    assert [area.schema for area in each.gebieden] == [90, 60]
    assert [area.kleur for area in each.gebieden] == [Kleur.GROEN, Kleur.ORANJE]
    assert [area.delta for area in each.gebieden] == [30, 35]
    assert [area.procent for area in each.gebieden] == [100, 75]
    assert each.naar_rato


def test_an_area_with_a_start_of_its_own_has_a_line_of_its_own() -> None:
    rows = table(
        ("Noord", 20, 120, 60), ("Zuid", 80, 80, 60), head=("G", "Begin", "Opgave", "Klaar")
    )
    found, _ = work_out({**REGEL, **GEBIEDEN, "start": "Begin"}, gebieden=rows)
    assert found is not None
    (each,) = found.indicatoren
    assert [area.schema for area in each.gebieden] == [70, 80]
    assert not each.naar_rato


@pytest.mark.parametrize("unknown", ["", "ntb"])
def test_what_is_not_known_is_no_zero(unknown: str) -> None:
    (each,) = whole(("Noord", 120, 90), ("Zuid", 80, unknown)).indicatoren
    assert each.stand.realisatie is None
    assert each.stand.kleur is Kleur.ONBEKEND
    zuid = each.gebieden[1]
    assert (zuid.realisatie, zuid.delta, zuid.procent, zuid.kleur) == (
        None,
        None,
        None,
        Kleur.ONBEKEND,
    )


def test_a_dash_is_nothing_and_counts_as_zero() -> None:
    (each,) = whole(("Noord", 120, 90), ("Zuid", 80, "-")).indicatoren
    assert each.stand.realisatie == Decimal(90)


def test_a_task_that_is_not_known_gives_no_schedule() -> None:
    (each,) = whole(("Noord", "ntb", 90)).indicatoren
    assert (each.gebieden[0].schema, each.gebieden[0].kleur) == (None, Kleur.ONBEKEND)


def test_an_end_of_zero_gives_areas_no_schedule() -> None:
    (each,) = whole(("Noord", 0, 90), startpunt=0, eindpunt=0).indicatoren
    assert each.gebieden[0].kleur is Kleur.ONBEKEND


LIJST = (
    "indicator",
    "bron",
    "startdatum",
    "startpunt",
    "einddatum",
    "eindpunt",
    "peildatum",
    "realisatie",
)
RIJ = ("Opvang", "COA", "2024-01-01", "1.000", "2024-01-11", "2.000", "2024-01-06", "1.200")


def test_the_figures_of_an_indicator_may_stand_in_a_table() -> None:
    found, problems = work_out({"naam": "opvang"}, lijst=table(RIJ, head=LIJST))
    assert problems == []
    assert found is not None
    definition = found.indicatoren[0].stand.definitie
    assert [definition.bron, definition.startpunt, definition.realisatie] == ["COA", 1000, 1200]
    assert found.peildatum.isoformat() == "2024-01-06"


def changed(field: str, text: str) -> Tabel:
    row = [text if name == field else cell for name, cell in zip(LIJST, RIJ, strict=True)]
    return lees_tabel([list(LIJST), row, list(RIJ[:1]) + ["x"] * 7])[0]


@pytest.mark.parametrize(
    ("regel", "tables", "code", "keys", "words"),
    [
        ({"naam": "Opvang", "startpunt": 5}, {"lijst": table(RIJ, head=LIJST)},
         "indicator-dubbel-ingevuld", ("indicatoren", 0, "startpunt"), "staat ook in de tabel 'lijst'"),
        ({"naam": "Opvng"}, {"lijst": table(RIJ, head=LIJST)},
         "rij-onbekend", ("indicatoren", 0, "naam"), "bedoelt u 'Opvang'"),
        ({"naam": "Opvang"}, {}, "indicator-onvolledig", ("indicatoren", 0, "naam"), "startdatum"),
        ({"naam": "Opvang"}, {"lijst": changed("eindpunt", "")},
         "indicator-onvolledig", ("indicatoren", 0, "naam"), "of vul de kolom 'eindpunt' in"),
        ({"naam": "Opvang"}, {"lijst": changed("peildatum", "1 sept")}, "indicator-onleesbaar", (), "geen datum"),
        ({"naam": "Opvang"}, {"lijst": changed("eindpunt", "veel")}, "indicator-onleesbaar", (), "geen getal"),
        ({"naam": "Opvang"}, {"lijst": changed("realisatie", "veel")}, "indicator-onleesbaar", (), "geen getal"),
        ({"naam": "Opvang"}, {"lijst": changed("einddatum", "2023-01-01")},
         "indicator-onvolledig", ("indicatoren", 0, "naam"), "niet na de startdatum"),
        ({**REGEL, **GEBIEDEN}, {"gebiden": table(("N", 1, 1))},
         "tabel-onbekend", ("indicatoren", 0, "tabel"), "bedoelt u 'gebiden'"),
        ({**REGEL, **GEBIEDEN, "opgave": "Opgaaf"}, {"gebieden": table(("N", 1, 1))},
         "kolom-onbekend", ("indicatoren", 0, "opgave"), "bedoelt u 'Opgave'"),
        ({**REGEL, **GEBIEDEN, "behaald": ["Xyz"]}, {"gebieden": table(("N", 1, 1))},
         "kolom-onbekend", ("indicatoren", 0, "behaald"), "er is: Opgave, Klaar"),
    ],
)  # fmt: skip
def test_what_is_missing_double_or_unreadable_is_said_and_left_out(
    regel: dict[str, object],
    tables: dict[str, Tabel],
    code: str,
    keys: tuple[object, ...],
    words: str,
) -> None:
    found, problems = work_out(regel, **tables)
    assert found is None
    assert {(problem.code, problem.keys) for problem in problems} >= {(code, keys)}
    assert words in " ".join(problem.bericht for problem in problems)


def test_a_problem_in_the_table_names_its_row() -> None:
    _, problems = work_out({"naam": "Opvang"}, lijst=changed("peildatum", "1 sept"))
    assert [(problem.tabel, problem.rij) for problem in problems] == [("lijst", 2)]


def test_a_realisation_that_is_not_known_yet_may_say_so() -> None:
    found, problems = work_out({"naam": "Opvang"}, lijst=changed("realisatie", "ntb"))
    assert problems == []
    assert found is not None
    assert found.indicatoren[0].stand.kleur is Kleur.ONBEKEND


def test_a_table_of_indicators_that_is_not_there_is_said_once() -> None:
    data = {"titel": "D", "tabel": "lijst", "indicatoren": [REGEL, {**REGEL, "naam": "B"}]}
    found, problems = bereken_dashboard(Dashboard.model_validate(data), {})
    assert found is None
    assert [(problem.code, problem.keys) for problem in problems] == [
        ("tabel-onbekend", ("tabel",))
    ]


def test_two_indicators_of_one_name_are_reported() -> None:
    _, problems = work_out(dict(REGEL), {**REGEL, "naam": "opvang"})
    assert [problem.code for problem in problems] == ["indicator-dubbel"]


def test_areas_that_add_up_to_something_else_are_reported_and_both_stay() -> None:
    regel = {**REGEL, **GEBIEDEN, "realisatie": 130}
    found, problems = work_out(regel, gebieden=table(("Noord", 120, 90), ("Zuid", 79, 45)))
    assert [(p.code, p.keys[-1]) for p in problems] == [
        ("indicator-tegenspraak", "behaald"), ("indicator-tegenspraak", "opgave"),
    ]  # fmt: skip
    assert "de realisatie is 130, en de gebieden zijn samen 135" in problems[0].bericht
    assert found is not None


def test_amounts_that_are_not_whole_add_up_exactly() -> None:
    (each,) = whole(("Noord", 120, "0,1"), ("Zuid", 80, "0,2"), plaatsen=1).indicatoren
    assert each.stand.realisatie == Decimal("0.3")


def test_the_sum_of_the_areas_is_rounded_only_where_it_is_shown() -> None:
    regel = {**REGEL, **GEBIEDEN, "startpunt": "10,2", "eindpunt": "10,4"}
    found, problems = work_out(
        regel, gebieden=table(("Noord", "5,2", "5,2"), ("Zuid", "5,2", "5,2"))
    )
    assert problems == []
    assert found is not None
    stand = found.indicatoren[0].stand
    assert (stand.exact, stand.realisatie) == (Fraction(104, 10), Decimal(10))
    assert (stand.achterstand, stand.kleur) == (Decimal(0), Kleur.GROEN)


def test_a_contradiction_is_told_with_all_its_decimals() -> None:
    regel = {**REGEL, **GEBIEDEN, "realisatie": 10}
    _, problems = work_out(regel, gebieden=table(("Noord", 100, "5,2"), ("Zuid", 100, "5,2")))
    [only] = problems
    assert "de realisatie is 10, en de gebieden zijn samen 10,4;" in only.bericht


@pytest.mark.parametrize("where", ["definition", "table"])
def test_an_indicator_that_goes_down_is_refused_as_more_is_always_better(where: str) -> None:
    falling = {"startpunt": 1000, "eindpunt": 0, "realisatie": 900}
    if where == "definition":
        found, problems = work_out({**REGEL, **falling})
    else:
        found, problems = work_out({"naam": "Opvang"}, lijst=changed("eindpunt", "0"))
    assert found is None
    assert [p.code for p in problems] == ["indicator-daalt"]
    assert "eindpunt lager dan het startpunt" in problems[0].bericht


amounts = st.one_of(st.none(), st.integers(0, 10**6))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**6), amounts), min_size=1, max_size=12))
def test_totals_equal_the_sum_of_the_parts(rows: list[tuple[int, int | None]]) -> None:
    cells = [
        (f"Gebied {n}", task, "" if done is None else done) for n, (task, done) in enumerate(rows)
    ]
    (each,) = whole(*cells, startpunt=0, eindpunt=sum(task for task, _ in rows)).indicatoren
    known = [done for _, done in rows if done is not None]
    expected = Decimal(sum(known)) if len(known) == len(rows) else None
    assert each.stand.realisatie == expected
    assert sum((a.schema or Fraction(0)) for a in each.gebieden) == pytest.approx(
        Fraction(each.stand.definitie.startpunt + each.stand.definitie.eindpunt) / 2
    )


# ------------------------------------------------------------------ series


def test_a_series_tells_what_changed_since_the_date_before() -> None:
    before = whole(("Noord", 120, 90), ("Zuid", 80, 30), day="2024-01-03")
    (series,) = maak_reeksen([before, whole(("Noord", 120, 90), ("Zuid", 80, 45))])
    assert [each.peildatum.day for each in series.standen] == [3, 6]
    assert (series.verschil, series.verschil_achterstand) == (Decimal(15), Decimal(15))
    noord, zuid = series.vorig_gebied("noord"), series.vorig_gebied("West")
    assert noord is not None
    assert noord.realisatie == 90
    assert zuid is None


def test_an_area_moves_by_its_colour_and_otherwise_by_its_place() -> None:
    rows = (("A", 100, 60), ("B", 100, 55), ("C", 100, 20), ("D", 100, "ntb"))
    later = (("A", 100, 60), ("B", 100, 62), ("C", 100, 80), ("D", 100, 5))
    before, now = whole(*rows, eindpunt=400), whole(*later, eindpunt=400, day="2024-01-07")
    (series,) = maak_reeksen([before, now])
    moves = {move.naam: move for move in series.bewegingen}
    assert [(m.naam, m.van.letter, m.naar.letter, m.plaats_van, m.plaats_naar) for m in moves.values()] == [
        ("A", "O", "O", 1, 3), ("B", "G", "G", 2, 2), ("C", "R", "G", 3, 1),
    ][::2]  # fmt: skip
    assert moves["A"].richting is Richting.OMLAAG
    assert moves["C"].richting is Richting.OMHOOG


def test_a_worse_colour_is_down_whatever_the_place() -> None:
    before = whole(("A", 100, 80), ("B", 100, 70), eindpunt=200, startpunt=200)
    now = whole(("A", 100, 74), ("B", 100, 70), eindpunt=200, startpunt=200, day="2024-01-07")
    (move,) = maak_reeksen([before, now])[0].bewegingen
    assert (move.naam, move.richting, move.andere_kleur) == ("A", Richting.OMLAAG, True)


def test_one_date_says_nothing_of_change() -> None:
    (series,) = maak_reeksen([whole(("A", 100, 80))])
    assert (series.vorige, series.verschil, series.verschil_achterstand, series.bewegingen) == (
        None, None, None, (),
    )  # fmt: skip
    assert series.vorig_gebied("A") is None
    assert maak_reeksen([]) == ()


def test_what_is_not_known_gives_no_difference() -> None:
    before = whole(("A", 100, "ntb"), day="2024-01-03")
    (series,) = maak_reeksen([before, whole(("A", 100, 80))])
    assert (series.verschil, series.verschil_achterstand, series.bewegingen) == (None, None, ())


def test_of_one_date_the_later_dashboard_counts_and_no_later_date_does() -> None:
    first, second = whole(("A", 200, 10), day="2024-01-03"), whole(("A", 200, 20), day="2024-01-03")
    later = whole(("A", 200, 99), day="2024-01-09")
    (series,) = maak_reeksen([first, later, second, whole(("A", 200, 80))])
    assert [each.stand.realisatie for each in series.standen] == [20, 80]
