"""The state of an action on a date is a fold of its events."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from regietafel.ledger.boek import Boek, Bron, Geboorte, Voorval
from regietafel.ledger.stand import LEVEND, Stand, Status, standen
from regietafel.model.actie import Actie
from regietafel.model.gebeurtenis import Gebeurtenis, Soort
from regietafel.model.termijn import parse_termijn

FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: FIRST + timedelta(days=days))
NUMBERS = st.integers(1, 4).map(lambda number: f"PRT-DR-2024-A0{number}")
FILLED = {"tekst": "x", "reden": "x", "termijn": "2024-12-31", "door": ("stad",), "naar": "lrt"}


def birth(number: str, day: date, place: int = 0, termijn: str | None = None) -> Geboorte:
    actie = Actie(tekst="Doen", nummer=number, door=("stad",), termijn=termijn)
    return Geboorte(actie, day, "prt", str(day), "1", Bron(Path(f"{day}.yaml"), ("acties", place)))


def event(number: str, kind: Soort, day: date, place: int = 0, **fields: object) -> Voorval:
    gebeurtenis = Gebeurtenis.model_validate({"actie": number, "soort": kind, **FILLED, **fields})
    bron = Bron(Path(f"{day}.yaml"), ("gebeurtenissen", place))
    return Voorval(gebeurtenis, day, "prt", "", bron)


@st.composite
def books(draw: st.DrawFn) -> Boek:
    births = draw(st.lists(st.tuples(NUMBERS, DAYS), unique_by=lambda b: b[0], max_size=4))
    kinds = st.sampled_from(Soort)
    events = draw(st.lists(st.tuples(NUMBERS, kinds, DAYS), max_size=12))
    meetings = tuple(sorted(draw(st.lists(DAYS, max_size=5, unique=True))))
    return Boek(
        tuple(birth(number, day, place) for place, (number, day) in enumerate(births)),
        tuple(event(n, kind, day, place) for place, (n, kind, day) in enumerate(events)),
        (),
        {"prt": meetings},
    )


@given(books(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_files_makes_no_difference(book: Boek, day: date, random: object) -> None:
    births, events = list(book.geboorten), list(book.voorvallen)
    random.shuffle(births)  # type: ignore[attr-defined]
    random.shuffle(events)  # type: ignore[attr-defined]
    shuffled = replace(book, geboorten=tuple(births), voorvallen=tuple(events))
    assert standen(shuffled, day) == standen(book, day)


@given(books(), DAYS)
def test_nothing_after_the_date_is_used(book: Boek, day: date) -> None:
    known = replace(
        book,
        geboorten=tuple(b for b in book.geboorten if b.datum <= day),
        voorvallen=tuple(v for v in book.voorvallen if v.datum <= day),
    )
    assert standen(known, day) == standen(book, day)


@given(books(), DAYS)
def test_every_action_born_is_counted_once_in_one_state(book: Boek, day: date) -> None:
    found = standen(book, day)
    assert set(found) == {b.actie.nummer for b in book.geboorten if b.datum <= day}
    for stand in found.values():
        assert stand.status in Status
        assert (stand.gesloten is None) == (stand.status in LEVEND)
        assert bool(stand.wacht_op) == (stand.status is Status.WACHT)


def one(*events: Voorval, termijn: str | None = None, day: date = date(2025, 1, 1)) -> Stand:
    book = Boek((birth("PRT-DR-2024-A01", FIRST, termijn=termijn),), events, (), MEETINGS)
    return standen(book, day)["PRT-DR-2024-A01"]


A01 = "PRT-DR-2024-A01"
MEETINGS = {"prt": (FIRST, date(2024, 3, 1), date(2024, 6, 1))}
MARCH, APRIL, MAY = date(2024, 3, 10), date(2024, 4, 10), date(2024, 5, 10)


def test_a_deadline_moves_with_its_reason_and_history() -> None:
    stand = one(event(A01, Soort.TERMIJN, MARCH, termijn="Q3 2024"), termijn="2024-02-01")
    assert stand.uiterlijk == date(2024, 9, 30)
    assert [(m.van.tekst if m.van else "", m.reden) for m in stand.verschoven] == [
        ("2024-02-01", "x")
    ]


def test_the_next_meeting_is_a_deadline_with_a_day() -> None:
    assert one(termijn="volgende vergadering").uiterlijk == date(2024, 3, 1)


def test_other_words_are_shown_and_never_late() -> None:
    stand = one(termijn="voor de zomer")
    assert stand.termijn == parse_termijn("voor de zomer")
    assert not stand.te_laat(date(2030, 1, 1))


def test_forwarding_closes_nothing_and_an_answer_brings_it_back() -> None:
    forwarded = event(A01, Soort.DOORGEZET, MARCH)
    waiting = one(forwarded)
    answered = one(forwarded, event(A01, Soort.ANTWOORD, APRIL))
    assert (waiting.status, waiting.wacht_op) == (Status.WACHT, "lrt")
    assert (answered.status, answered.wacht_op) == (Status.OPEN, "")


def test_a_closed_action_changes_only_when_it_is_reopened() -> None:
    closed = event(A01, Soort.AFGEROND, MARCH)
    ignored = one(closed, event(A01, Soort.OVERGEDRAGEN, APRIL, door=("dorp",)))
    reopened = one(closed, event(A01, Soort.HEROPEND, APRIL), event(A01, Soort.VERVALLEN, MAY))
    assert (ignored.status, ignored.door, ignored.gesloten) == (Status.AFGEROND, ("stad",), MARCH)
    assert (reopened.status, reopened.gesloten) == (Status.VERVALLEN, MAY)


def test_age_counts_days_and_meetings_until_it_was_closed() -> None:
    assert (one().dagen(date(2025, 1, 1)), one().keren) == (366, 2)
    closed = one(event(A01, Soort.AFGEROND, APRIL))
    assert (closed.dagen(date(2025, 1, 1)), closed.keren) == (100, 1)


def test_an_event_before_the_birth_is_left_out() -> None:
    assert one(event(A01, Soort.AFGEROND, date(2023, 12, 1))).status is Status.OPEN
