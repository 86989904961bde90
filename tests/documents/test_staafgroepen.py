"""Grouped bars: every number as it is, readable without colour, heights that fit the values."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from regietafel.documents.staafgroepen import BREEDTE, Reeks, Staafgroepen, teken_groepen
from regietafel.documents.tekening import width_of
from regietafel.figures.notatie import schrijf_getal

SVG = "{http://www.w3.org/2000/svg}"


def chart(*series: list[int]) -> Staafgroepen:
    moments = tuple(str(2023 + n) for n in range(len(series[0])))
    made = (Reeks(f"reeks {n}", tuple(map(Decimal, values))) for n, values in enumerate(series))
    return Staafgroepen("Achterstand", moments, tuple(made))


def words(svg: bytes) -> list[str]:
    return [text.text or "" for text in etree.fromstring(svg).iter(f"{SVG}text")]


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=10))
def test_drawing_never_changes_a_number(values: list[int]) -> None:
    svg = teken_groepen(chart(values), "#154273")
    shown = words(svg)
    assert all(schrijf_getal(Decimal(value)) in shown for value in values)
    bars = [float(r.get("height", "")) for r in etree.fromstring(svg).iter(f"{SVG}rect")]
    tallest = max(map(abs, values)) or 1
    span = max(0, *values) - min(0, *values) or 1
    expected = [190 * abs(value) / span for value in values]
    assert bars == pytest.approx(expected, abs=0.06 + tallest / 1e6)


def test_series_differ_without_colour_and_the_text_says_all() -> None:
    made = chart([115, 1165], [265, -35], [1, 2], [3, 4])
    svg = teken_groepen(made, "#154273")
    root = etree.fromstring(svg)
    assert {"reeks 0", "reeks 1", "reeks 2", "reeks 3", "2023", "−35"} <= set(words(svg))
    assert {r.get("fill") for r in root.iter(f"{SVG}rect")} == {"#154273", "white"}
    assert "reeks 1: 2023: 265, 2024: −35." in made.tekst
    assert "rotate(-90" in svg.decode() or all(
        float(m) >= 8.5 for m in re.findall(r'font-size="([0-9.]+)"', svg.decode())
    )
    xs = [float(r.get("x", "")) + float(r.get("width", "")) for r in root.iter(f"{SVG}rect")]
    assert max(xs) <= BREEDTE


def test_one_series_needs_no_legend_and_five_are_refused() -> None:
    assert "reeks 0" not in words(teken_groepen(chart([1, 2]), "#154273"))
    with pytest.raises(ValueError, match="1 to 4"):
        teken_groepen(chart([1], [1], [1], [1], [1]), "#154273")


def test_a_name_is_never_markup() -> None:
    made = Staafgroepen("<b>", ("&",), (Reeks("<x>", (Decimal(1),)), Reeks("y", (Decimal(0),))))
    assert "<x>" in words(teken_groepen(made, "#154273"))


@pytest.mark.parametrize("series", [1, 4])
def test_the_names_of_many_moments_never_touch(series: int) -> None:
    made = chart(*([n * 10 for n in range(1, 28)] for _ in range(series)))
    root = etree.fromstring(teken_groepen(made, "#154273"))
    texts = list(root.iter(f"{SVG}text"))
    years = [float(t.get("x", "")) for t in texts if t.text in made.momenten]
    assert 5 < len(years) < 27
    assert min(b - a for a, b in pairwise(years)) >= width_of("2023")
    upright = sorted({float(t.get("x", "")) for t in texts if "rotate" in t.get("transform", "")})
    assert all(b - a >= 10 for a, b in pairwise(upright)) or len(upright) == series
    assert "270" in words(etree.tostring(root))
