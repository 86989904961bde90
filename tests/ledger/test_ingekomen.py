"""What came in at a table, as it was on a day."""

from datetime import date

import pytest

from regietafel.ledger.boek import Boek, Voorval
from regietafel.ledger.ingekomen import incoming, waiting_on
from regietafel.model.gebeurtenis import Soort

from .test_stand import A01, APRIL, FIRST, MARCH, MAY, birth, counterpart, event

ASKED = event(A01, Soort.DOORGEZET, MARCH, tekst="Wie betaalt?")
ANSWER = event(A01, Soort.ANTWOORD, APRIL)


def states(*events: Voorval, day: date = date.max) -> list[tuple[str, str]]:
    book = Boek((birth(A01, FIRST),), events)
    return [(one.stand, one.toelichting) for one in incoming(book, "lrt", (), day)]


@pytest.mark.parametrize(
    ("events", "stand"),
    [
        ((), "nieuw"),
        ((ANSWER,), "beantwoord"),
        ((ANSWER, event(A01, Soort.VERVALLEN, MAY)), "beantwoord"),
        ((event(A01, Soort.VERVALLEN, APRIL),), "ingetrokken"),
        ((event(A01, Soort.HEROPEND, APRIL),), "ingetrokken"),
        ((event(A01, Soort.DOORGEZET, APRIL, naar="rrt"),), "ingetrokken"),
        ((event(A01, Soort.DOORGEZET, APRIL, naar="rrt"), event(A01, Soort.ANTWOORD, MAY)), "ingetrokken"),
        ((ANSWER, event(A01, Soort.DOORGEZET, MAY, naar="rrt")), "beantwoord"),
    ],
)  # fmt: skip
def test_a_point_is_withdrawn_only_when_nobody_answered_it(
    events: tuple[Voorval, ...], stand: str
) -> None:
    assert states(ASKED, *events) == [(stand, "Wie betaalt?")]


def test_a_point_that_is_asked_again_is_new_again_until_it_is_withdrawn() -> None:
    again = event(A01, Soort.DOORGEZET, MAY, tekst="En wanneer?")
    assert states(ASKED, ANSWER, again) == [("nieuw", "En wanneer?")]
    dropped = event(A01, Soort.VERVALLEN, MAY, 1)
    assert states(ASKED, ANSWER, again, dropped) == [("ingetrokken", "En wanneer?")]


def test_nothing_after_the_day_came_in_or_was_answered() -> None:
    again = event(A01, Soort.DOORGEZET, MAY, tekst="En wanneer?")
    assert states(ASKED, ANSWER, again, day=FIRST) == []
    assert states(ASKED, ANSWER, again, day=MARCH) == [("nieuw", "Wie betaalt?")]
    assert states(ASKED, ANSWER, again, day=APRIL) == [("beantwoord", "Wie betaalt?")]


def test_what_was_answered_waits_no_longer_and_travels_no_more() -> None:
    book = Boek((birth(A01, FIRST),), (ASKED, ANSWER))
    assert [one.nummer for one in waiting_on(book, "prt", "lrt", MARCH)] == [A01]
    assert list(waiting_on(book, "prt", "lrt", APRIL)) == []


def test_points_come_by_day_and_then_by_count() -> None:
    numbers = ["PRT-DR-2024-A100", "PRT-DR-2024-A99"]
    births = tuple(birth(number, FIRST, place) for place, number in enumerate(numbers))
    asked = tuple(event(number, Soort.DOORGEZET, MARCH) for number in numbers)
    book = Boek((*births, counterpart("LRT-2024-A01", APRIL, numbers[0])), asked)
    found = incoming(book, "lrt", (), date.max)
    assert [(one.nummer, one.stand) for one in found] == [
        ("PRT-DR-2024-A99", "nieuw"),
        ("PRT-DR-2024-A100", "overgenomen"),
    ]
