"""Figures are read as Dutch tables state them, and what can be read two ways is said."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regietafel.figures.notatie import (
    Grond,
    Notatie,
    Waardesoort,
    lees_kolom,
    lees_waarde,
    rond_af,
    schrijf_getal,
)


@pytest.mark.parametrize(
    ("text", "number", "places", "unit", "note"),
    [
        ("1.151", "1151", 0, "", ""),
        ("0,5", "0.5", 1, "", ""),
        (",5", "0.5", 1, "", ""),
        ("171%", "171", 0, "%", ""),
        ("97,7 %", "97.7", 1, "%", ""),
        ("-1.151", "-1151", 0, "", ""),
        ("−1.151", "-1151", 0, "", ""),
        ("- 12", "-12", 0, "", ""),
        ("+12", "12", 0, "", ""),
        ("1\u00a0151", "1151", 0, "", ""),
        ("1 151,5", "1151.5", 1, "", ""),
        ("€ 1.151,50", "1151.50", 2, "€", ""),
        ("€ 12,-", "12", 0, "€", ""),
        ("-€ 5", "-5", 0, "€", ""),
        ("12 euro", "12", 0, "€", ""),
        ("12*", "12", 0, "", "*"),
        ("1.151¹", "1151", 0, "", "¹"),
        ("12 1)", "12", 0, "", "1)"),
        ("0", "0", 0, "", ""),
    ],
)
def test_a_figure_keeps_its_number_precision_unit_and_footnote(
    text: str, number: str, places: int, unit: str, note: str
) -> None:
    value = lees_waarde(text)
    assert value.soort is Waardesoort.GETAL
    assert value.getal is not None
    assert (str(value.getal), value.plaatsen) == (number, places)
    assert (value.eenheid, value.voetnoot, value.tekst) == (unit, note, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Waardesoort.LEEG),
        (" \u00a0", Waardesoort.LEEG),
        ("-", Waardesoort.STREEP),
        ("–", Waardesoort.STREEP),
        ("ntb", Waardesoort.ONBEKEND),
        ("N.t.b.", Waardesoort.ONBEKEND),
        ("ntb*", Waardesoort.ONBEKEND),
        ("n.v.t.", Waardesoort.NVT),
        ("Nvt", Waardesoort.NVT),
    ],
)
def test_empty_nihil_and_unknown_stay_apart(text: str, kind: Waardesoort) -> None:
    value = lees_waarde(text)
    assert (value.soort, value.getal) == (kind, None)


def test_nihil_brings_nothing_into_a_sum_and_the_unknown_no_number() -> None:
    assert lees_waarde("-").bedrag == lees_waarde("nvt").bedrag == Fraction(0)
    assert lees_waarde("").bedrag is lees_waarde("ntb").bedrag is None
    assert lees_waarde("171%").bedrag == Fraction(171, 100)


@pytest.mark.parametrize(
    "text",
    ["30-35", "ca. 20", "12 34", "12)", "(12)", "1e5", "1.15.1", "0.123.456", "12 stuks", "1" * 61],
)
def test_what_is_no_single_figure_stays_text(text: str) -> None:
    value = lees_waarde(text)
    assert (value.soort, value.getal) == (Waardesoort.TEKST, None)


@pytest.mark.parametrize(
    ("texts", "notation", "ground", "numbers"),
    [
        (["1.151", "0,5"], Notatie.NEDERLANDS, Grond.BEWEZEN, ["1151", "0.5"]),
        (["1.151", "0.5"], Notatie.ENGELS, Grond.BEWEZEN, ["1.151", "0.5"]),
        (["1,151.5", "1,151"], Notatie.ENGELS, Grond.BEWEZEN, ["1151.5", "1151"]),
        (["1.151", "2.300"], Notatie.NEDERLANDS, Grond.AANGENOMEN, ["1151", "2300"]),
        (["1.151.000", "2.300"], Notatie.NEDERLANDS, Grond.BEWEZEN, ["1151000", "2300"]),
        (["12", "ntb"], Notatie.NEDERLANDS, Grond.EENDUIDIG, ["12", "None"]),
        (["1.151", "1,200"], Notatie.GEMENGD, Grond.TEGENSTRIJDIG, ["None", "None"]),
        (["1.151", "1,200", "9.5"], Notatie.GEMENGD, Grond.TEGENSTRIJDIG, ["None", "None", "9.5"]),
        (
            ["1.151", "1,200", "0,125"],
            Notatie.NEDERLANDS,
            Grond.BEWEZEN,
            ["1151", "1.200", "0.125"],
        ),
        (["0,5", "0.5", "1.151"], Notatie.GEMENGD, Grond.TEGENSTRIJDIG, ["0.5", "0.5", "None"]),
    ],
)
def test_a_column_decides_how_its_figures_are_read(
    texts: list[str], notation: Notatie, ground: Grond, numbers: list[str]
) -> None:
    how, values = lees_kolom(texts)
    assert (how.notatie, how.grond) == (notation, ground)
    assert [str(value.getal) for value in values] == numbers


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_what_is_written_is_read_back(number: int, places: int) -> None:
    stated = Decimal(number).scaleb(-places)
    text = schrijf_getal(stated)
    value = lees_waarde(text)
    assert value.getal == stated
    assert value.plaatsen == places


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(-1, 3), 0, "0"),
        (Fraction(1005, 1000), 2, "1.01"),
    ],
)
def test_rounding_is_half_up(number: Fraction, places: int, rounded: str) -> None:
    assert str(rond_af(number, places)) == rounded


@given(st.fractions(), st.integers(0, 5))
def test_rounding_moves_a_number_by_half_a_unit_at_most(number: Fraction, places: int) -> None:
    assert abs(Fraction(rond_af(number, places)) - number) <= Fraction(1, 2 * 10**places)


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    assert lees_waarde(text).tekst == text
