"""The example tells one story over four provincial and two national meetings."""

import json
from pathlib import Path

import pytest

from .conftest import Regietafel


@pytest.fixture
def state(regietafel: Regietafel, verhaal: Path) -> "State":
    return State(regietafel, verhaal)


class State:
    """The actions of the example on a day, by the last part of their number."""

    def __init__(self, regietafel: Regietafel, verhaal: Path) -> None:
        self.regietafel = regietafel
        self.verhaal = verhaal

    def __call__(self, number: str, day: str) -> dict[str, object]:
        result = self.regietafel("acties", "--json", "--peildatum", day, cwd=self.verhaal)
        assert (result.code, result.err) == (0, "")
        return next(row for row in json.loads(result.out) if row["nummer"] == number)


def test_an_action_is_carried_over_and_its_deadline_moved(state: State) -> None:
    carried = state("PRT-DR-2024-A10", "2024-10-30")
    assert (carried["keren"], carried["verschoven"], carried["uiterlijk"]) == (1, 1, "2024-12-31")


def test_an_action_goes_to_the_national_table_and_its_answer_comes_back(state: State) -> None:
    stages = [
        (state("PRT-DR-2024-A03", day)["stand"], state("PRT-DR-2024-A03", day)["elders"])
        for day in ("2024-07-16", "2024-07-17", "2024-09-02", "2024-12-12", "2024-12-18")
    ]
    assert stages == [
        ("open", ""),
        ("wacht", ""),
        ("wacht", "LRT-2024-A01"),
        ("open", "LRT-2024-A01"),
        ("afgerond", "LRT-2024-A01"),
    ]
    national = state("LRT-2024-A01", "2024-12-12")
    assert (national["stand"], national["herkomst"]) == ("afgerond", "PRT-DR-2024-A03")


def test_an_action_is_closed_reopened_and_handed_over(state: State) -> None:
    days = ("2024-05-14", "2024-07-17", "2024-10-30")
    stages = [state("PRT-DR-2024-A04", day) for day in days]
    assert [stage["stand"] for stage in stages] == ["afgerond", "open", "open"]
    assert stages[-1]["door"] == ["coa"]


def test_an_action_is_dropped_with_a_reason(state: State) -> None:
    assert state("PRT-DR-2024-A11", "2024-10-30")["stand"] == "vervallen"


def test_the_whole_example_is_in_order(regietafel: Regietafel, verhaal: Path) -> None:
    result = regietafel("controleer", cwd=verhaal)
    assert (result.code, result.err) == (0, "")
    assert "6 vergaderingen" in result.out
