"""Definitions of figures take Dutch numbers and refuse what can be read two ways."""

from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

from regietafel.model.cijfers import (
    Bewegingsruimte,
    Drempels,
    Getallentabel,
    Indicatordefinitie,
    Prognose,
    Puzzel,
)
from regietafel.model.dashboard import Dashboard

INDICATOR = {
    "naam": "Opvang", "startdatum": "2024-02-01", "startpunt": "97.001",
    "einddatum": "2025-01-01", "eindpunt": 120000, "peildatum": "2024-09-01",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (97001, "97001"),
        ("97.001", "97001"),
        ("0,5", "0.5"),
        ("−1.151,25", "-1151.25"),
        ("-3", "-3"),
    ],
)
def test_numbers_are_written_as_dutch_does(text: object, number: str) -> None:
    found = Indicatordefinitie.model_validate({**INDICATOR, "startpunt": text})
    assert found.startpunt == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        97.001,
        "97.00",
        "1.15.1",
        "veel",
        True,
        None,
        "1,2,3",
        "NaN",
        "",
        "0.500",
        "012.345",
        "1_000",
        "1e999999",
        "1,5e3",
        "+5",
        "٣",
        ".500",
        "1.",
        "2,",
    ],
)
def test_what_can_be_read_two_ways_or_not_at_all_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        Indicatordefinitie.model_validate({**INDICATOR, "startpunt": text})


@pytest.mark.parametrize(
    ("model", "values", "words"),
    [
        (Indicatordefinitie, {**INDICATOR, "einddatum": "2024-02-01"}, "na de startdatum"),
        (Drempels, {"groen": 70, "oranje": 75}, "lager"),
        (Bewegingsruimte, {"gemeente": "a", "soort": "b", "minimaal": 3, "maximaal": 2}, "groter"),
        (
            Bewegingsruimte,
            {"gemeente": "a", "soort": "b", "vast": 3, "maximaal": 5},
            "niet allebei",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_in_dutch(
    model: type[BaseModel], values: dict[str, object], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        model.model_validate(values)


def test_a_column_may_be_written_as_one_line() -> None:
    table = Getallentabel.model_validate({"titel": "x", "kolommen": ["opgave OEK"]})
    assert table.kolommen[0].kolom == "opgave OEK"


def test_a_forecast_begins_each_year_on_its_first_day() -> None:
    scenario = {"naam": "a", "taakstelling": [1], "gehuisvest": [1]}
    forecast = Prognose.model_validate(
        {"titel": "x", "begin": "2023-01-01", "jaren": 2, "scenarios": [scenario]}
    )
    assert [day.isoformat() for day in forecast.peildata()] == ["2023-01-01", "2024-01-01"]


@pytest.mark.parametrize("model", [Getallentabel, Dashboard, Puzzel, Prognose])
def test_every_definition_has_a_schema(model: type[BaseModel]) -> None:
    assert model.model_json_schema()["type"] == "object"
