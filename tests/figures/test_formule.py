"""Formulas are read safely and worked out exactly; what is unknown stays unknown."""

import re
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regietafel.figures.formule import FormuleError, Uitkomst, lees_formule, namen, reken, volgorde

KNOWN = {
    "opgave": Uitkomst(Fraction(120)),
    "realisatie": Uitkomst(Fraction(90)),
    "nul": Uitkomst(Fraction(0)),
    "deels": Uitkomst(Fraction(30), ("Noordenveld: ntb",)),
    "opgave_oek": Uitkomst(Fraction(7)),
}


def outcome(text: str) -> Uitkomst:
    return reken(lees_formule(text), KNOWN.__getitem__)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("opgave - realisatie", Fraction(30)),
        ("realisatie / opgave", Fraction(3, 4)),
        ("(opgave − realisatie) ÷ opgave", Fraction(1, 4)),
        ("-realisatie + 2 * opgave", Fraction(150)),
        ("som(opgave; realisatie; 0,5)", Fraction(421, 2)),
        ("opgave - realisatie - 10", Fraction(20)),
        ('"opgave OEK" × 3', Fraction(21)),
        ("realisatie / 3 * 3", Fraction(90)),
    ],
)
def test_formulas_are_exact(text: str, value: Fraction) -> None:
    assert outcome(text) == Uitkomst(value)


def test_a_sum_over_an_unknown_says_so_and_gives_what_is_known() -> None:
    found = outcome("opgave + deels")
    assert (found.waarde, found.onbekend, found.volledig) == (
        Fraction(150), ("Noordenveld: ntb",), False,
    )  # fmt: skip
    assert outcome("opgave - deels").waarde == 90


def test_a_quotient_over_an_unknown_is_unknown() -> None:
    found = outcome("deels / opgave")
    assert (found.waarde, found.onbekend) == (None, ("Noordenveld: ntb",))


def test_division_by_zero_is_an_outcome_and_no_crash() -> None:
    found = outcome("opgave / nul + 1")
    assert found.waarde is None
    assert found.fout == "Hier wordt door nul gedeeld."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("opgave -", "aan het eind"),
        ("opgave realisatie", "realisatie"),
        ("(opgave", "')'"),
        ("import(opgave)", "som"),
        ("opgave ** 2", "bij '*'"),
        ("opgave.realisatie", "hoort niet"),
        ("__import__('os').system('x')", "hoort niet"),
        ("1.151 + opgave", "zonder punten"),
        ("(" * 40 + "1" + ")" * 40, "haakjes"),
        ("-" * 200 + "1", "haakjes"),
        ("1+" * 400 + "1", "langer"),
        ("", "aan het eind"),
    ],
)
def test_what_is_no_formula_is_refused_in_dutch(text: str, words: str) -> None:
    with pytest.raises(FormuleError, match=re.escape(words)):
        lees_formule(text)


def test_names_may_have_accents_and_capitals() -> None:
    assert namen(lees_formule("Fryslân + Opgave_OEK")) == {"fryslan", "opgave_oek"}


def test_columns_are_calculated_in_order_and_a_circle_is_refused() -> None:
    formulas = {"a": lees_formule("b + c"), "b": lees_formule("c * 2")}
    assert volgorde(formulas) == ("b", "a")
    with pytest.raises(FormuleError, match="a → b → a"):
        volgorde({"a": lees_formule("b"), "b": lees_formule("a")})


@given(st.text(alphabet="ab12,+-*/(); som\"'€.", max_size=40))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    with suppress(FormuleError):
        assert (
            reken(lees_formule(text), lambda _: Uitkomst(Fraction(1))).waarde is not None
            or "/" in text
        )
