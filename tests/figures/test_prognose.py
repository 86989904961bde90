"""The forecast of the source comes out exactly, and scenarios stand side by side."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from regietafel.figures.prognose import voorspel
from regietafel.figures.tabel import Tabel
from regietafel.model.cijfers import Prognose

DRENTHE = {
    "titel": "Statushouders Drenthe", "begin": "2023-01-01", "jaren": 8,
    "scenarios": [
        {"naam": "zoals altijd", "taakstelling": [1100], "gehuisvest": [985, 950]},
        {"naam": "flexwonen", "taakstelling": [1100], "gehuisvest": [985, 950, 1200]},
    ],
}  # fmt: skip


def test_the_forecast_of_drenthe_comes_out_exactly(prognose: Tabel) -> None:
    course, other = voorspel(Prognose.model_validate(DRENTHE))
    stated = [[cell.getal for cell in row.cellen[1:]] for row in prognose.rijen]
    assert stated == [
        [y.beginachterstand, y.taakstelling, y.gehuisvest, y.achterstand, y.te_huisvesten]
        for y in course.jaren
    ]
    assert [f"{y.peildatum:%-d-%-m-%Y}" for y in course.jaren] == [r.label for r in prognose.rijen]
    assert (course.eindachterstand, other.eindachterstand) == (Decimal(1165), Decimal(-335))


amounts = st.lists(st.integers(0, 2000), min_size=1, max_size=6)


@given(amounts, amounts, st.integers(1, 12), st.integers(-500, 500))
def test_the_backlog_at_the_end_is_all_that_was_asked_less_all_that_was_placed(
    task: list[int], placed: list[int], years: int, begin: int
) -> None:
    definition = Prognose.model_validate(
        {
            "titel": "x", "begin": "2024-02-29", "jaren": years, "achterstand": begin,
            "scenarios": [{"naam": "a", "taakstelling": task, "gehuisvest": placed}],
        }
    )  # fmt: skip
    [course] = voorspel(definition)
    asked = sum(year.taakstelling for year in course.jaren)
    done = sum(year.gehuisvest for year in course.jaren)
    assert course.eindachterstand == Decimal(begin) + asked - done
    assert all(
        later.beginachterstand == earlier.achterstand
        for earlier, later in zip(course.jaren, course.jaren[1:], strict=False)
    )
