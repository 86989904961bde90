"""The 25 figures of the indicators come out to the unit."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from regietafel.figures.indicatoren import kleur_van, schema_op, stand_van
from regietafel.figures.oordelen import Kleur
from regietafel.figures.tabel import Tabel
from regietafel.model.cijfers import Indicatordefinitie

KEYS = ("startdatum", "startpunt", "einddatum", "eindpunt", "peildatum", "realisatie")


def definitions(table: Tabel) -> list[Indicatordefinitie]:
    columns = [table.kolomplek(key) or 0 for key in KEYS]
    return [
        Indicatordefinitie.model_validate(
            {
                "naam": row.label,
                **{k: row.cellen[c].tekst for k, c in zip(KEYS, columns, strict=True)},
            }
        )
        for row in table.rijen
    ]


def example(**change: object) -> Indicatordefinitie:
    base = {
        "naam": "Opvang", "startdatum": "2024-01-01", "startpunt": 100, "einddatum": "2024-01-11",
        "eindpunt": 200, "peildatum": "2024-01-06", "realisatie": 150,
    }  # fmt: skip
    return Indicatordefinitie.model_validate({**base, **change})


def test_all_figures_of_the_dashboard_come_out_to_the_unit(indicatoren: Tabel) -> None:
    stated = [
        (row.cellen[8].getal, row.cellen[9].getal, row.cellen[3].getal, row.cellen[5].getal)
        for row in indicatoren.rijen
    ]
    found = [stand_van(definition) for definition in definitions(indicatoren)]
    assert stated == [
        (each.schema, each.achterstand, each.definitie.startpunt, each.definitie.eindpunt)
        for each in found
    ]
    assert [row.cellen[7].getal for row in indicatoren.rijen] == [
        each.definitie.realisatie for each in found
    ]


def test_the_colours_of_the_dashboard(indicatoren: Tabel) -> None:
    found = [stand_van(definition) for definition in definitions(indicatoren)]
    assert [(str(each.procent), each.kleur) for each in found] == [
        ("83", Kleur.ORANJE), ("80", Kleur.ORANJE), ("34", Kleur.ROOD),
        ("66", Kleur.ROOD), ("41", Kleur.ROOD),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("done", "colour", "letter"),
    [
        (150, "groen", "G"),
        ("149,99", "oranje", "O"),
        ("112,5", "oranje", "O"),
        ("112,49", "rood", "R"),
    ],
)
def test_the_limits_count_as_reached(done: object, colour: str, letter: str) -> None:
    found = stand_van(example(realisatie=done))
    assert (found.kleur, found.kleur.letter) == (colour, letter)


def test_without_a_realisation_nothing_is_said() -> None:
    found = stand_van(example(realisatie=None))
    assert (found.schema, found.achterstand, found.verhouding) == (Decimal(150), None, None)
    assert (found.kleur, found.kleur.letter) == (Kleur.ONBEKEND, "?")


@pytest.mark.parametrize(("day", "schedule"), [("2023-06-01", 100), ("2025-01-01", 200)])
def test_outside_its_dates_the_line_is_level_and_that_is_said(day: str, schedule: int) -> None:
    found = stand_van(example(peildatum=day))
    assert (found.schema, found.buiten_lijn) == (Decimal(schedule), True)


def test_a_lead_is_a_negative_backlog() -> None:
    assert stand_van(example(realisatie=180)).achterstand == Decimal(-30)


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**6), st.integers(0, 10))
def test_the_schedule_is_a_straight_line_through_both_points(a: int, rise: int, days: int) -> None:
    definition = example(startpunt=a, eindpunt=a + rise)
    at = schema_op(definition, date(2024, 1, 1 + days))
    assert at == a + Fraction(rise * days, 10)


def test_a_line_that_goes_down_cannot_be_an_indicator() -> None:
    with pytest.raises(ValidationError, match="niet lager"):
        example(startpunt=1000, eindpunt=0)


@given(st.integers(0, 300), st.integers(1, 300))
def test_the_colour_follows_the_exact_share(done: int, schedule: int) -> None:
    colour = kleur_van(Fraction(done), Fraction(schedule))
    expected = (
        Kleur.GROEN
        if done >= schedule
        else Kleur.ORANJE
        if 4 * done >= 3 * schedule
        else Kleur.ROOD
    )
    assert colour is expected
