"""Drawings of figures: every number as it was given, in place, readable in any colour and none."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from regietafel.documents.schemalijn import Punt, Schemafiguur, teken_schemalijn
from regietafel.documents.stapelstaven import Deelstaaf, Stapel, Stapelfiguur, teken_stapels
from regietafel.documents.tegelkaart import (
    PROVINCIES,
    Tegel,
    Tegelkaart,
    indeling,
    teken_tegelkaart,
)
from regietafel.documents.tekening import INK, VULLINGEN, spread
from regietafel.documents.trendlijn import Trend, Trendfiguur, Trendpunt, teken_trend
from regietafel.documents.web import inline_drawing
from regietafel.documents.word_kleur import contrast_with_white, parse_rgb
from regietafel.figures.notatie import schrijf_getal
from regietafel.figures.oordelen import Kleur, Richting

SVG = "{http://www.w3.org/2000/svg}"
BLUE = "#154273"
NAMEN = ("Drenthe", "Flevoland", "Fryslân", "Gelderland", "Groningen", "Limburg", "Noord-Brabant",
         "Noord-Holland", "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland")  # fmt: skip
DAY = date(2024, 9, 1)


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in etree.fromstring(svg).iter(f"{SVG}text")]


def rects(svg: bytes) -> list[tuple[float, ...]]:
    found = etree.fromstring(svg).iter(f"{SVG}rect")
    return [tuple(float(rect.get(k, "")) for k in ("x", "y", "width", "height")) for rect in found]


def tiles(*tegels: Tegel) -> bytes:
    return teken_tegelkaart(Tegelkaart("Kaart", "In woorden.", tegels))


def schedule(
    realisatie: int | None = 92_189, peil: date = DAY, eerder: tuple[Punt, ...] = ()
) -> bytes:
    start, eind = Punt(date(2024, 2, 1), Decimal(97_001)), Punt(date(2025, 1, 1), Decimal(120_000))
    done = None if realisatie is None else Decimal(realisatie)
    figuur = Schemafiguur(
        "Schema", "In woorden.", start, eind, peil, Decimal(111_624), done, eerder
    )
    return teken_schemalijn(figuur, BLUE)


def trend(*values: int) -> Trend:
    points = (
        Trendpunt(DAY + timedelta(days=30 * n), Fraction(v), f"{v}%") for n, v in enumerate(values)
    )
    return Trend(f"Lijn {values[0] if values else 0}", tuple(points))


def lines(*trends: Trend, grens: Trendpunt | None = None) -> bytes:
    return teken_trend(Trendfiguur("Verloop", "In woorden.", trends, grens), BLUE)


def stacks(*rows: tuple[int, ...]) -> bytes:
    parts = [
        tuple(
            Deelstaaf(Fraction(v), f"deel {v}", VULLINGEN[k])
            for v, k in zip(row, Kleur, strict=False)
        )
        for row in rows
    ]
    stapels = tuple(Stapel(f"Rij {n}", delen) for n, delen in enumerate(parts))
    return teken_stapels(Stapelfiguur("Staven", "In woorden.", stapels))


ALL: dict[str, Callable[[], bytes]] = {
    "tegelkaart": lambda: tiles(*(Tegel(naam, "83%", Kleur.ORANJE) for naam in NAMEN)),
    "schemalijn": schedule,
    "trendlijn": lambda: lines(trend(80, 90), trend(40, 20)),
    "stapelstaven": lambda: stacks((3, 4, 5), (1, 0, 9)),
}


@pytest.mark.parametrize("name", ALL)
def test_every_drawing_can_stand_in_a_page_and_says_itself_in_words(name: str) -> None:
    svg = ALL[name]()
    inline_drawing(svg)  # refuses what is no shape or text
    root = etree.fromstring(svg)
    said = {element.tag.removeprefix(SVG): element for element in root if element.get("id")}
    assert said["desc"].text == "In woorden."
    assert (root.get("aria-labelledby") or "").split() == [
        said["title"].get("id"),
        said["desc"].get("id"),
    ]
    assert svg == ALL[name]()


def test_drawings_on_one_page_have_ids_of_their_own() -> None:
    found = [re.findall(rb' id="([^"]+)"', make()) for make in ALL.values()]
    ids = [one for each in found for one in each]
    assert len(ids) == len(set(ids)) == 8


# ------------------------------------------------------------------ colour


@pytest.mark.parametrize("kleur", Kleur)
def test_words_on_a_colour_can_be_read(kleur: Kleur) -> None:
    fill = VULLINGEN[kleur]
    light, dark = (
        contrast_with_white(parse_rgb(fill.vlak)),
        contrast_with_white(parse_rgb(fill.letter)),
    )
    assert max(light, dark) / min(light, dark) >= 4.5


def test_colours_are_light_middle_and_dark_on_a_copy_in_grey() -> None:
    greys = [
        sum(weight * part for weight, part in zip((0.299, 0.587, 0.114), parse_rgb(VULLINGEN[k].vlak), strict=True))
        for k in (Kleur.GROEN, Kleur.ORANJE, Kleur.ROOD)
    ]  # fmt: skip
    assert all(light - dark > 0.15 for light, dark in pairwise(greys))


def test_a_tile_says_its_colour_by_letter_and_by_a_sign_of_its_own() -> None:
    drawn = {kleur: tiles(Tegel("Drenthe", "83%", kleur)) for kleur in Kleur}
    assert [texts(drawn[kleur])[0] for kleur in Kleur] == ["G", "O", "R", "?"]
    shapes = [etree.fromstring(svg).find(f"{SVG}path") for svg in drawn.values()]
    turns = [re.sub(r"[0-9. -]", "", shape.get("d") or "") for shape in shapes if shape is not None]
    assert len(set(turns)) == 4


# ------------------------------------------------------------------ tile map


def test_the_provinces_lie_as_on_a_map() -> None:
    places = {kort: (column, row) for kort, column, row in indeling(NAMEN) or ()}
    assert len(set(places.values())) == 12
    assert places["GR"][0] > places["FR"][0]
    assert places["ZE"][1] == places["LI"][1] > places["GR"][1]
    assert places["ZH"][0] < places["UT"][0] < places["GE"][0]
    assert {plaats[0] for plaats in PROVINCIES.values()} == set(places)


def test_other_areas_stand_below_each_other_with_their_whole_name() -> None:
    names = ("Assen", "Emmen", "Drenthe", "Midden-Drenthe")
    assert indeling(names) is indeling(("Drenthe", "Drenthe")) is None
    svg = tiles(*(Tegel(n, "1%", Kleur.ROOD, Richting.OMLAAG) for n in names))
    assert set(texts(svg)) == {*names, "1%", "R"}
    assert [rect[0] for rect in rects(svg)] == [1, 1, 1, 1]
    many = tiles(*(Tegel(f"Gebied {n}", "1%", Kleur.ROOD) for n in range(20)))
    assert len({rect[0] for rect in rects(many)}) == 2


def test_a_change_of_colour_is_an_arrow() -> None:
    up, down = (tiles(Tegel("Drenthe", "83%", Kleur.GROEN, way)) for way in Richting)
    still = tiles(Tegel("Drenthe", "83%", Kleur.GROEN))
    assert up != down
    assert up.count(b"<path") == down.count(b"<path") == still.count(b"<path") + 2


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=30), st.sampled_from(Kleur))
def test_a_map_of_any_areas_keeps_every_value(values: list[str], kleur: Kleur) -> None:
    tegels = [Tegel(f"Gebied {n}", f"{n}%", kleur) for n, _ in enumerate(values)]
    svg = tiles(*tegels, *(Tegel(value, "x", kleur) for value in values))
    assert set(texts(svg)) >= {tegel.waarde for tegel in tegels}
    assert all(x >= 0 and x + width <= 200 for x, _, width, _ in rects(svg))


# ------------------------------------------------------------------ schedule


def marks(svg: bytes) -> dict[str, float]:
    """Return how high schedule, start and end stand above zero, measured in the drawing."""
    zero = float(re.findall(rb'd="M8\.0 ([0-9.]+)L292', svg)[0])
    start, end, now = rects(svg)
    return {name: zero - (y + side / 2) for name, (_, y, side, _) in zip(("start", "eind", "nu"), (start, end, now), strict=True)}  # fmt: skip


def test_the_axis_begins_at_zero_and_heights_are_in_proportion() -> None:
    high = marks(schedule())
    assert high["start"] / high["eind"] == pytest.approx(97_001 / 120_000, abs=0.005)
    assert high["nu"] / high["eind"] == pytest.approx(111_624 / 120_000, abs=0.005)


def test_every_figure_stands_in_the_drawing_with_its_name() -> None:
    assert set(texts(schedule())) == {
        "97.001", "120.000", "1 feb 2024", "1 jan 2025", "schema 111.624",
        "achterstand 19.435", "realisatie 92.189",
    }  # fmt: skip


def test_a_lead_is_called_one() -> None:
    assert "voorsprong 1.376" in texts(schedule(113_000))


def test_what_is_not_known_is_not_drawn_as_zero() -> None:
    svg = schedule(None)
    assert "realisatie niet bekend" in texts(svg)
    assert not any(word.startswith("achterstand") for word in texts(svg))


def test_earlier_realisations_are_marks_on_the_way() -> None:
    before = (Punt(date(2024, 7, 1), Decimal(90_000)), Punt(date(2024, 8, 1), Decimal(91_000)))
    assert schedule(eerder=before).count(b"<path") == schedule().count(b"<path") + 3
    assert schedule(None, eerder=before[:1]).count(b"<path") == schedule(None).count(b"<path") + 1


def day_of(svg: bytes, words: str) -> tuple[str, float]:
    """Return by which side a day stands, and where."""
    found = (text for text in etree.fromstring(svg).iter(f"{SVG}text") if text.text == words)
    (text,) = found
    return text.get("text-anchor", ""), float(text.get("x", ""))


@pytest.mark.parametrize(
    ("peil", "begin", "end"),
    [
        (date(2024, 9, 1), ("start", 8), ("end", 292)),
        (date(2025, 12, 1), ("start", 8), ("middle", 150)),
        (date(2023, 3, 3), ("middle", 150), ("end", 292)),
    ],
)
def test_a_day_stands_below_the_point_that_it_is_of(
    peil: date, begin: tuple[str, float], end: tuple[str, float]
) -> None:
    svg = schedule(peil=peil)
    for words, (side, x) in (("1 feb 2024", begin), ("1 jan 2025", end)):
        anchor, place = day_of(svg, words)
        assert (anchor, round(place)) == (side, x)


@pytest.mark.parametrize("peil", [date(2014, 1, 1), date(2034, 1, 1)])
def test_the_days_of_a_schedule_that_is_short_in_the_drawing_stay_in_it_and_apart(
    peil: date,
) -> None:
    svg = schedule(peil=peil)
    begin, end = (day_of(svg, words)[1] for words in ("1 feb 2024", "1 jan 2025"))
    assert end - begin > 70
    assert begin >= 8
    assert end <= 292


amounts = st.integers(-(10**6), 10**7)


@settings(deadline=None)
@given(amounts, amounts, amounts, amounts, st.integers(-100, 500), st.lists(amounts, max_size=4))
def test_drawing_a_schedule_never_changes_a_number(
    start: int, end: int, now: int, done: int, days: int, before: list[int]
) -> None:
    first = date(2024, 1, 1)
    peil = first + timedelta(days=days)
    eerder = tuple(Punt(peil - timedelta(days=9 - n), Decimal(v)) for n, v in enumerate(before))
    figuur = Schemafiguur(
        "S", "W", Punt(first, Decimal(start)), Punt(first + timedelta(days=365), Decimal(end)),
        peil, Decimal(now), Decimal(done), eerder,
    )  # fmt: skip
    said = texts(teken_schemalijn(figuur, BLUE))
    assert {schrijf_getal(start), schrijf_getal(end), f"schema {schrijf_getal(now)}"} <= set(said)
    assert f"realisatie {schrijf_getal(done)}" in said


# ------------------------------------------------------------------ trend


def test_a_line_has_its_name_and_last_value_at_its_end_and_its_first_before_it() -> None:
    grens = Trendpunt(DAY, Fraction(100), "100% van het schema")
    said = texts(lines(trend(80, 90), trend(40, 20), grens=grens))
    assert {"Lijn 80 90%", "80%", "Lijn 40 20%", "40%", "100% van het schema"} <= set(said)
    assert {"1 sep 2024", "1 okt 2024"} <= set(said)


def test_one_date_is_a_mark_and_no_dates_are_nothing() -> None:
    assert "Lijn 80 80%" in texts(lines(trend(80)))
    assert texts(lines()) == texts(lines(Trend("Leeg", ()))) == []


def test_lines_can_be_told_apart_without_colour() -> None:
    svg = lines(*(trend(n, n + 5) for n in range(10, 60, 10)))
    dashes = re.findall(rb'stroke="#154273" stroke-width="2"( stroke-dasharray="[^"]+")?', svg)
    assert len(set(dashes)) == 5


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(-500, 2000), min_size=1, max_size=5), min_size=1, max_size=6))
def test_drawing_a_trend_never_changes_a_number(rows: list[list[int]]) -> None:
    said = texts(lines(*(trend(*row) for row in rows)))
    assert {f"Lijn {row[0]} {row[-1]}%" for row in rows} <= set(said)


@settings(deadline=None)
@given(st.lists(st.floats(0, 200), max_size=8))
def test_words_are_moved_apart_and_keep_their_order(wanted: list[float]) -> None:
    places = spread(wanted, 15, 0, 200)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    assert all(places[b] - places[a] >= 14.99 for a, b in pairwise(order))
    assert all(-1e-9 <= place <= 200.0001 for place in places)


# ------------------------------------------------------------------ stacked bars


def test_parts_are_as_wide_as_their_share_and_begin_where_the_last_ended() -> None:
    first, second, third = rects(stacks((10, 30, 60)))
    assert (second[2] / first[2], third[2] / first[2]) == pytest.approx((3, 6), abs=0.05)
    assert second[0] == pytest.approx(first[0] + first[2], abs=0.1)
    assert third[0] == pytest.approx(second[0] + second[2], abs=0.1)


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 10**6)] * 3), max_size=6))
def test_every_part_of_a_stack_keeps_its_number(rows: list[tuple[int, int, int]]) -> None:
    svg = stacks(*rows)
    said = " · ".join(texts(svg))
    assert all(f"deel {value}" in said for row in rows for value in row if value)
    assert all(x + width <= 340 for x, _, width, _ in rects(svg))
    assert INK in svg.decode()
