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
THERE = st.integers(1, 3).map(lambda number: f"LRT-2024-A0{number}")
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


def counterpart(number: str, day: date, herkomst: str, tafel: str = "lrt") -> Geboorte:
    """Return an action of the LRT, or another table, that was taken over from another."""
    actie = Actie(tekst="Beslissen", nummer=number, herkomst=herkomst)
    return Geboorte(actie, day, tafel, "", "", Bron(Path("lrt.yaml"), ("acties", number)))


@st.composite
def books(draw: st.DrawFn) -> Boek:
    births = draw(st.lists(st.tuples(NUMBERS, DAYS), unique_by=lambda b: b[0], max_size=4))
    kinds = st.sampled_from(Soort)
    events = draw(st.lists(st.tuples(NUMBERS, kinds, DAYS), max_size=12))
    meetings = tuple(sorted(draw(st.lists(DAYS, max_size=5, unique=True))))
    taken = draw(
        st.lists(
            st.tuples(THERE, DAYS, st.one_of(NUMBERS, THERE)), max_size=3, unique_by=lambda b: b[0]
        )
    )
    there = draw(st.lists(st.tuples(THERE, kinds, DAYS), max_size=8))
    return Boek(
        (
            *(
                birth(number, day, place, draw(st.sampled_from([None, "volgende vergadering"])))
                for place, (number, day) in enumerate(births)
            ),
            *(counterpart(number, day, origin) for number, day, origin in taken),
        ),
        tuple(event(n, kind, day, place) for place, (n, kind, day) in enumerate([*events, *there])),
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
        vergaderingen={
            t: tuple(d for d in days if d <= day) for t, days in book.vergaderingen.items()
        },
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


A01, L01 = "PRT-DR-2024-A01", "LRT-2024-A01"
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


def both(*events: Voorval, day: date = date(2025, 1, 1)) -> tuple[Stand, Stand]:
    """Return an action that waits on the LRT since March, and what the LRT made of it in April."""
    forwarded = event(A01, Soort.DOORGEZET, MARCH)
    book = Boek((birth(A01, FIRST), counterpart(L01, APRIL, A01)), (forwarded, *events))
    found = standen(book, day)
    return found[A01], found[L01]


def test_both_lists_name_the_number_at_the_other_table() -> None:
    here, there = both()
    assert (here.status, here.elders) == (Status.WACHT, L01)
    assert (there.status, there.herkomst) == (Status.OPEN, A01)


def test_before_it_was_taken_over_nobody_knows_the_other_number() -> None:
    forwarded = event(A01, Soort.DOORGEZET, MARCH)
    book = Boek((birth(A01, FIRST), counterpart(L01, APRIL, A01)), (forwarded,))
    assert standen(book, MARCH)[A01].elders == ""


def test_the_answer_of_the_other_table_comes_back_and_closes_its_own_action() -> None:
    here, there = both(event(L01, Soort.ANTWOORD, MAY, tekst="Het mag."))
    assert (here.status, here.wacht_op, here.elders) == (Status.OPEN, "", L01)
    assert here.levensloop[-1].gebeurtenis.tekst == "Het mag."
    assert (there.status, there.gesloten) == (Status.AFGEROND, MAY)


def test_however_the_other_table_closes_it_nobody_waits_for_ever() -> None:
    for kind in (Soort.AFGEROND, Soort.VERVALLEN):
        here, there = both(event(L01, kind, MAY))
        assert (here.status, there.leeft) == (Status.OPEN, False)


def test_an_answer_on_the_day_of_the_question_counts() -> None:
    book = Boek(
        (birth(A01, FIRST), counterpart(L01, MARCH, A01)),
        (event(L01, Soort.ANTWOORD, MARCH), event(A01, Soort.DOORGEZET, MARCH)),
    )
    assert standen(book, MARCH)[A01].status is Status.OPEN


def test_an_answer_goes_down_a_chain_one_table_at_a_time() -> None:
    top = "HLRT-2024-A01"
    book = Boek(
        (birth(A01, FIRST), counterpart(L01, MARCH, A01), counterpart(top, APRIL, L01)),
        (
            event(A01, Soort.DOORGEZET, MARCH),
            event(L01, Soort.DOORGEZET, APRIL, naar="lrt")._replace(tafel="lrt"),
            event(top, Soort.ANTWOORD, MAY),
        ),
    )
    found = standen(book, date(2025, 1, 1))
    assert [found[n].status for n in (A01, L01, top)] == [
        Status.WACHT,
        Status.OPEN,
        Status.AFGEROND,
    ]


def test_an_answer_to_an_earlier_question_does_not_end_the_wait_for_another_table() -> None:
    here, _ = both(
        event(L01, Soort.ANTWOORD, APRIL),
        event(A01, Soort.DOORGEZET, MAY, naar="hlrt"),
        event(L01, Soort.HEROPEND, MAY),
        event(L01, Soort.ANTWOORD, date(2024, 6, 1)),
    )
    assert (here.status, here.wacht_op) == (Status.WACHT, "hlrt")
