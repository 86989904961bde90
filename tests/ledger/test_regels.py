"""What can be wrong with a ledger is said, with its place."""

from datetime import date

import pytest

from regietafel.ledger.boek import Boek, Voorval
from regietafel.ledger.regels import check_boek
from regietafel.model.gebeurtenis import Soort
from regietafel.model.tafel import Tafel

from .test_stand import A01, APRIL, FIRST, MARCH, birth, event

TAFEL = Tafel.model_validate(
    {
        "naam": "regietafel",
        "kort": "PRT",
        "nummercode": "PRT-DR",
        "niveau": "provinciaal",
        "secretariaat": {"naam": "S", "email": "s@p.example"},
        "leden": [{"lid": "stad", "functie": "burgemeester", "organisatie": "gemeente Stad"}],
    }
)


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
    ],
)
def test_a_wrong_event_is_named(events: tuple[Voorval, ...], expected: list[str]) -> None:
    assert codes(*events) == expected


def test_a_number_used_twice_is_named_at_both_places() -> None:
    assert codes(births=2) == ["dubbel-nummer", "dubbel-nummer"]
