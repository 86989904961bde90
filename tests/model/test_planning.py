"""The clock of a meeting runs on, and says no more than is known."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from regietafel.model.planning import Planning, clock, plan
from regietafel.model.vergadering import Vergadering

Punt = int | None
Punten = list[tuple[Punt, list[Punt]]]


def planned(*points: Punt | tuple[Punt, list[Punt]]) -> Planning:
    """Return the plan of a meeting of an hour with points of so many minutes."""
    pairs = [point if isinstance(point, tuple) else (point, []) for point in points]
    return plan(meeting(pairs))


def meeting(points: Punten) -> Vergadering:
    agenda = [
        {"titel": "x", "minuten": own, "onderdelen": [{"titel": "y", "minuten": m} for m in parts]}
        for own, parts in points
    ]
    return Vergadering.model_validate(
        {"datum": "2027-03-10", "begin": "12:30", "einde": "13:30", "plaats": "P", "agenda": agenda}
    )


def begins(planning: Planning) -> list[tuple[str, int, bool]]:
    return [(p.punt.nummer, p.begin, p.zeker) for p in planning.punten]


def test_each_point_begins_when_the_ones_before_it_are_done() -> None:
    planning = planned(5, 10, 45)
    assert begins(planning) == [("1", 0, True), ("2", 5, True), ("3", 15, True)]
    assert (planning.gepland, planning.beschikbaar, planning.zonder) == (60, 60, ())


def test_parts_run_within_their_point() -> None:
    planning = planned(5, (30, [10, 5]), 10)
    assert begins(planning) == [
        ("1", 0, True), ("2", 5, True), ("2a", 5, True), ("2b", 15, True), ("3", 35, True),
    ]  # fmt: skip


def test_a_point_without_minutes_takes_what_its_parts_take() -> None:
    planning = planned((None, [10, 5]), 10)
    assert planning.punten[0].minuten == 15
    assert begins(planning)[-1] == ("2", 15, True)


def test_after_a_point_without_minutes_a_time_is_only_the_earliest_one() -> None:
    planning = planned(5, None, 10, 3)
    assert begins(planning) == [("1", 0, True), ("2", 5, True), ("3", 5, False), ("4", 15, False)]
    assert planning.zonder == ("2",)


def test_a_part_without_minutes_is_named_unless_its_point_has_them() -> None:
    assert planned((None, [10, None]), 3).zonder == ("1b",)
    assert planned((20, [10, None]), 3).zonder == ()
    assert begins(planned((20, [10, None]), 3))[-1] == ("2", 20, True)


def test_the_clock_goes_past_the_hour_and_past_midnight() -> None:
    assert clock(time(12, 50), 25) == time(13, 15)
    assert clock(time(23, 50), 25) == time(0, 15)


minutes = st.none() | st.integers(1, 480)


@given(st.lists(st.tuples(minutes, st.lists(minutes, max_size=3)), max_size=6))
def test_the_clock_of_points_never_runs_back_and_is_sure_as_long_as_all_is_known(
    points: Punten,
) -> None:
    planning = plan(meeting(points))
    own = [p for p in planning.punten if p.punt.niveau == 0]
    assert [p.begin for p in own] == sorted(p.begin for p in own)
    sure = [p.zeker for p in own]
    assert sure == sorted(sure, reverse=True)
    assert bool(planning.zonder) == any(p.minuten is None for p in own)
    assert planning.gepland >= sum(p.minuten or 0 for p in own)
