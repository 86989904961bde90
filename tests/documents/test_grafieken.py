"""Charts: bars from zero, every number as text, readable in any colour and without it."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from regietafel.documents.grafieken import (
    WIDTH,
    Grafiek,
    Staaf,
    beschrijf,
    svg_als_png,
    teken,
)
from regietafel.documents.kleuren import leesbaar, tint
from regietafel.documents.word_kleur import contrast_with_white, parse_rgb

SVG = "{http://www.w3.org/2000/svg}"
GREEN = "#1D5B4F"


def chart(*staven: Staaf, titel: str = "Hoe oud") -> Grafiek:
    return Grafiek(titel, staven, beschrijf(titel, staven))


def bars(svg: bytes) -> list[tuple[float, float]]:
    """Return where each bar begins and how wide it is; its outline and its filled part in turn."""
    found = etree.fromstring(svg).iter(f"{SVG}rect")
    return [(float(rect.get("x", "")), float(rect.get("width", ""))) for rect in found]


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in etree.fromstring(svg).iter(f"{SVG}text")]


AGES = chart(
    Staaf("0 t/m 30 dagen", 4, 4, "4"), Staaf("31 t/m 90", 2, 2, "2"), Staaf("Ouder", 0, 0, "0")
)


def test_bars_begin_at_one_line_and_are_as_long_as_their_value() -> None:
    (start, four), _, (same, two), _ = bars(teken(AGES, GREEN))
    assert start == same
    assert four == pytest.approx(2 * two, abs=0.2)
    axis = re.search(r'd="M(\d+)', teken(AGES, GREEN).decode())
    assert axis is not None
    assert float(axis[1]) == start


def test_every_label_and_value_stands_beside_its_bar_also_a_zero() -> None:
    assert texts(teken(AGES, GREEN)) == ["0 t/m 30 dagen", "4", "31 t/m 90", "2", "Ouder", "0"]


def test_what_is_below_zero_goes_to_the_left_of_the_line_with_its_value_outside() -> None:
    svg = teken(chart(Staaf("Meer", 100, 100, "100"), Staaf("Minder", -50, -50, "−50")), GREEN)
    (zero, whole), _, (start, half), _ = bars(svg)
    axis = re.search(r'd="M([0-9.]+)', svg.decode())
    assert axis is not None
    assert float(axis[1]) == zero
    assert start + half == pytest.approx(zero, abs=0.2)
    assert half == pytest.approx(whole / 2, abs=0.2)
    value = next(e for e in etree.fromstring(svg).iter(f"{SVG}text") if e.text == "−50")
    assert (value.get("text-anchor"), float(value.get("x", "")) < start) == ("end", True)


def test_the_part_is_filled_and_named_in_words() -> None:
    svg = teken(chart(Staaf("Stad", 4, 1, "4, waarvan 1 te laat")), GREEN)
    (_, whole), (_, part) = bars(svg)
    assert part == pytest.approx(whole / 4, abs=0.1)
    assert "4, waarvan 1 te laat" in texts(svg)


def test_the_text_alternative_holds_the_title_and_every_number() -> None:
    root = etree.fromstring(teken(AGES, GREEN))
    said = {e.tag.removeprefix(SVG): e for e in root if e.get("id")}
    assert said["title"].text == "Hoe oud"
    assert said["desc"].text == "Hoe oud. 0 t/m 30 dagen: 4; 31 t/m 90: 2; Ouder: 0."
    assert root.get("role") == "img"
    names = (root.get("aria-labelledby") or "").split()
    assert names == [said["title"].get("id"), said["desc"].get("id")]


def test_a_long_name_keeps_its_begin_and_its_end() -> None:
    svg = teken(chart(Staaf("gemeente " + "lang" * 40 + " Oost", 1, 0, "1")), GREEN)
    assert texts(svg)[0].startswith("gemeente lang")
    assert texts(svg)[0].endswith("lang Oost")
    assert len(texts(svg)[0]) < 45


@given(
    st.lists(
        st.builds(
            Staaf, st.text(max_size=60), st.integers(-(10**6), 10**6), st.just(0), st.just("7")
        ),
        max_size=12,
    )
)
def test_any_words_and_numbers_make_a_drawing_within_its_width(staven: list[Staaf]) -> None:
    svg = teken(chart(*staven, titel="<b>&"), GREEN)
    assert all(start >= 0 and start + width <= WIDTH for start, width in bars(svg))


@given(st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True))
def test_the_colour_of_text_and_bars_is_readable_on_white_and_on_its_tint(colour: str) -> None:
    text = contrast_with_white(parse_rgb(leesbaar(colour)))
    assert text >= 4.5
    assert text / contrast_with_white(parse_rgb(tint(colour))) >= 4.45  # colours are whole steps


def test_a_chart_becomes_a_picture_with_letters() -> None:
    with Image.open(io.BytesIO(svg_als_png(teken(AGES, GREEN)))) as picture:
        assert picture.width > picture.height > 100
        dark = sum(picture.convert("L").histogram()[:100])
    assert dark > 700


def test_the_same_chart_gives_the_same_bytes() -> None:
    svg = teken(AGES, GREEN)
    assert svg == teken(AGES, GREEN)
    assert svg_als_png(svg) == svg_als_png(svg)
