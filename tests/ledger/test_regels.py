"""What can be wrong with a ledger is said, with its place."""

from datetime import date

import pytest
from hypothesis import given

from regietafel.ledger.boek import Boek, Voorval
from regietafel.ledger.regels import check_boek
from regietafel.ledger.stand import standen
from regietafel.model.gebeurtenis import Soort
from regietafel.model.tafel import Tafel

from .test_stand import A01, APRIL, FIRST, L01, MARCH, MAY, birth, books, counterpart, event

TAFEL = Tafel.model_validate(
    {
        "naam": "regietafel",
        "kort": "PRT",
        "nummercode": "PRT-DR",
        "niveau": "provinciaal",
        "bovenliggend": "lrt",
        "secretariaat": {"naam": "S", "email": "s@p.example"},
        "leden": [{"lid": "stad", "functie": "burgemeester", "organisatie": "gemeente Stad"}],
    }
)


LRT = TAFEL.model_copy(update={"kort": "LRT", "nummercode": "LRT", "bovenliggend": None})
RRT = LRT.model_copy(update={"kort": "RRT", "nummercode": "RRT"})
FORWARDED = event(A01, Soort.DOORGEZET, MARCH)


def taken_over_codes(herkomst: str, *events: Voorval, number: str = L01) -> list[str]:
    book = Boek((birth(A01, FIRST), counterpart(number, MARCH, herkomst)), events)
    return [finding.code for finding in check_boek(book, {"prt": TAFEL, "lrt": LRT})]


def codes(*events: Voorval, births: int = 1) -> list[str]:
    book = Boek(tuple(birth(A01, FIRST, place) for place in range(births)), events)
    return [finding.code for finding in check_boek(book, {"prt": TAFEL})]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((event(A01, Soort.VOORTGANG, MARCH),), []),
        ((event("PRT-DR-2024-A09", Soort.VOORTGANG, MARCH),), ["actie-onbekend"]),
        ((event(A01, Soort.VOORTGANG, date(2023, 1, 1)),), ["gebeurtenis-te-vroeg"]),
        ((event(A01, Soort.HEROPEND, MARCH),), ["actie-open"]),
        ((event(A01, Soort.OVERGEDRAGEN, MARCH, door=("dorp",)),), ["eigenaar-onbekend"]),
        ((event(A01, Soort.OVERGEDRAGEN, MARCH, door=("alle gemeenten",)),), []),
        (
            (event(A01, Soort.AFGEROND, MARCH), event(A01, Soort.VOORTGANG, APRIL)),
            ["actie-gesloten"],
        ),
        (
            (event(A01, Soort.DOORGEZET, MARCH), event(A01, Soort.DOORGEZET, APRIL)),
            ["doorzetten-kring"],
        ),
        (
            (
                event(A01, Soort.DOORGEZET, MARCH),
                event(A01, Soort.ANTWOORD, MARCH, 1),
                event(A01, Soort.DOORGEZET, APRIL),
            ),
            [],
        ),
        ((event(A01, Soort.DOORGEZET, MARCH, naar="ltr"),), ["tafel-onbekend"]),
        ((event(A01, Soort.DOORGEZET, MARCH, naar="prt"),), ["doorzetten-kring"]),
    ],
)
def test_a_wrong_event_is_named(events: tuple[Voorval, ...], expected: list[str]) -> None:
    assert codes(*events) == expected


ANSWER = event(L01, Soort.ANTWOORD, APRIL)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ((), []),
        ((event(L01, Soort.HEROPEND, MAY),), []),
        ((event(L01, Soort.HEROPEND, MAY), event(L01, Soort.AFGEROND, MAY, 1)), []),
        ((event(L01, Soort.VOORTGANG, MAY),), ["actie-gesloten"]),
        ((event(L01, Soort.HEROPEND, MAY), event(L01, Soort.HEROPEND, MAY, 1)), ["actie-open"]),
    ],
)
def test_an_answer_closes_an_action_that_was_taken_over(
    after: tuple[Voorval, ...], expected: list[str]
) -> None:
    assert taken_over_codes(A01, FORWARDED, ANSWER, *after) == expected


def test_an_answer_from_elsewhere_opens_what_waits_again() -> None:
    """An action of the LRT that was taken over waits in its turn, and closes after the answer."""
    on, third = event(L01, Soort.DOORGEZET, APRIL, naar="rrt"), "RRT-2024-A01"
    answer, closing = event(L01, Soort.ANTWOORD, MAY), event(L01, Soort.AFGEROND, MAY, 1)
    assert taken_over_codes(A01, FORWARDED, on, answer, closing) == ["tafel-onbekend"]
    births = (
        birth(A01, FIRST),
        counterpart(L01, MARCH, A01),
        counterpart(third, APRIL, L01, "rrt"),
    )
    tables = {"prt": TAFEL, "lrt": LRT, "rrt": RRT}
    there = event(third, Soort.AFGEROND, APRIL)
    found = check_boek(Boek(births, (FORWARDED, on, there, answer, closing)), tables)
    assert [f.code for f in found] == ["actie-gesloten"], "the second answer closed it"


def test_an_event_before_the_birth_is_named_once_and_closes_nothing() -> None:
    early = event(A01, Soort.AFGEROND, date(2023, 1, 1))
    assert codes(early, event(A01, Soort.VOORTGANG, MARCH)) == ["gebeurtenis-te-vroeg"]
    assert codes(event(A01, Soort.HEROPEND, date(2023, 1, 1))) == ["gebeurtenis-te-vroeg"]


@given(books())
def test_the_rule_and_the_state_agree_on_what_is_closed(book: Boek) -> None:
    said = {f.keys for f in check_boek(book, {}) if f.code in {"actie-gesloten", "actie-open"}}
    for number, stand in standen(book, date.max).items():
        closed = False
        for e in stand.levensloop:
            wrong = closed is not (e.gebeurtenis.soort is Soort.HEROPEND)
            if not e.gespiegeld:
                assert wrong == (e.bron.keys in said), (number, e)
            closed = (closed and wrong) or e in stand.sluitingen


def test_a_number_used_twice_is_named_at_both_places() -> None:
    assert codes(births=2) == ["dubbel-nummer", "dubbel-nummer"]


def test_an_action_that_was_forwarded_can_be_taken_over() -> None:
    assert taken_over_codes(A01, FORWARDED) == []
    assert taken_over_codes("PRT-GR-2024-A01") == [], "from a table outside this workspace"


@pytest.mark.parametrize(
    ("herkomst", "events", "expected"),
    [
        (A01, (), "niet-doorgezet"),
        ("PRT-DR-2024-A09", (FORWARDED,), "actie-onbekend"),
        (L01, (FORWARDED,), "herkomst-kring"),
        (A01, (FORWARDED, event(L01, Soort.DOORGEZET, APRIL, naar="prt")), "doorzetten-kring"),
    ],
)
def test_what_is_wrong_with_an_action_that_was_taken_over_is_named(
    herkomst: str, events: tuple[Voorval, ...], expected: str
) -> None:
    assert taken_over_codes(herkomst, *events) == [expected]


def test_an_action_that_was_taken_over_twice_is_named() -> None:
    book = Boek(
        (
            birth(A01, FIRST),
            counterpart(L01, MARCH, A01),
            counterpart("LRT-2024-A02", APRIL, A01),
        ),
        (FORWARDED,),
    )
    assert [f.code for f in check_boek(book, {"prt": TAFEL, "lrt": LRT})] == ["dubbel-ingekomen"]
