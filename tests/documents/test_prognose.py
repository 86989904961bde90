"""A forecast as a document says on which day each of its figures is counted."""

from regietafel.documents.compose_prognose import forecast_facts, forecast_parts
from regietafel.figures.prognose import voorspel
from regietafel.model.cijfers import Prognose


def said(begin: str, jaren: int = 27) -> list[str]:
    """Return the facts, the sentence, the heading of the chart and the chart in words."""
    data = {
        "titel": "Statushouders", "begin": begin, "jaren": jaren,
        "scenarios": [{"naam": "Nu", "taakstelling": [300], "gehuisvest": [185]}],
    }  # fmt: skip
    forecast = Prognose.model_validate(data)
    courses = voorspel(forecast)
    sentence, chart, *_ = forecast_parts(courses, "#154273")
    assert chart.figuur is not None
    facts = [f"{fact.label}: {fact.waarde}" for fact in forecast_facts(forecast, courses)]
    return [*facts, *sentence.zinnen, chart.kop, chart.figuur.tekst[:60]]


def test_a_forecast_of_calendar_years_ends_with_the_last_of_them() -> None:
    assert said("2024-01-01") == [
        "Jaren: 2024 t/m 2050",
        "Nu: de achterstand gaat van 0 op 1-1-2024 naar 3.105 aan het eind van 2050.",
        "Achterstand aan het eind van elk jaar",
        "Achterstand aan het eind van elk jaar. Nu: 2024: 115, 2025: ",
    ]
    assert said("2024-01-01", 1)[0] == "Jaren: 2024"


def test_a_forecast_from_july_ends_on_a_day_in_july() -> None:
    assert said("2024-07-01") == [
        "Periode: 1 juli 2024 tot 1 juli 2051",
        "Nu: de achterstand gaat van 0 op 1-7-2024 naar 3.105 op 1 juli 2051.",
        "Achterstand op 1 juli van elk jaar",
        "Achterstand op 1 juli van elk jaar. Nu: 2025: 115, 2026: 230",
    ]


def test_a_forecast_from_a_leap_day_ends_on_a_day_that_every_year_has() -> None:
    assert said("2024-02-29")[1].endswith("op 28 februari 2051.")
