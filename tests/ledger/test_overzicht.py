"""What a table's actions add up to on a day: every action counts once."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from regietafel.documents.compose_rapport import compose_rapport
from regietafel.documents.views import StijlView
from regietafel.ledger.boek import Boek
from regietafel.ledger.overzicht import (
    Organisatie,
    Overzicht,
    Reden,
    Termijnklasse,
    days_over,
    dringend,
    maak_overzicht,
    per_organisatie,
    tel,
    termijnklasse,
    wacht_sinds,
)
from regietafel.ledger.stand import LEVEND, Status
from regietafel.model.gebeurtenis import Soort
from regietafel.model.tafel import Tafel

from .test_stand import DAYS, FIRST, birth, books, event

A01, A02, A03 = (f"PRT-DR-2024-A0{number}" for number in (1, 2, 3))
STIJL = StijlView("Provincie", (), (), "#1D5B4F", "", b"")
MEETINGS = {"prt": (FIRST, date(2024, 3, 1), date(2024, 6, 1))}
TAFEL = Tafel.model_validate(
    {
        "naam": "provinciale regietafel",
        "kort": "PRT",
        "nummercode": "PRT-DR",
        "niveau": "provinciaal",
        "secretariaat": {"naam": "S", "email": "a@b.example"},
        "leden": [
            {"lid": "stad", "functie": "burgemeester", "organisatie": "gemeente Stad"},
            {"lid": "wethouder", "functie": "wethouder", "organisatie": "gemeente Stad"},
        ],
    }
)

MIXED = Boek(
    tuple(birth(f"PRT-DR-2024-A0{n}", FIRST, n) for n in range(1, 6)),
    (
        event(A01, Soort.DOORGEZET, date(2024, 3, 5)),
        event(A02, Soort.AFGEROND, date(2024, 3, 5)),
        event(A03, Soort.VERVALLEN, date(2024, 3, 5)),
        event("PRT-DR-2024-A04", Soort.TERMIJN, date(2024, 3, 5)),
    ),
    (),
    MEETINGS,
)
"""Five actions: one waits, one is done, one dropped, two are open."""


@given(books(), DAYS)
@example(MIXED, date(2025, 1, 1))
def test_every_action_of_the_table_is_open_waiting_closed_or_dropped_and_counted_once(
    book: Boek, day: date
) -> None:
    overzicht = maak_overzicht(book, "prt", day)
    parts = [s.nummer for status in Status for s in overzicht.met(status)]
    born = {b.actie.nummer for b in book.geboorten if b.tafel == "prt" and b.datum <= day}
    assert Counter(parts) == Counter(born)
    assert {s.nummer for s in overzicht.levend} == {
        s.nummer for s in overzicht.standen if s.status in LEVEND
    }


@given(books(), DAYS)
@example(MIXED, date(2025, 1, 1))
def test_every_action_counts_once_in_the_numbers_charts_and_lists_of_the_report(
    book: Boek, day: date
) -> None:
    view = compose_rapport(maak_overzicht(book, "prt", day), {"prt": TAFEL}, STIJL)
    born = {b.actie.nummer for b in book.geboorten if b.tafel == "prt" and b.datum <= day}
    is_open, waits, _, together = (telling.aantal for telling in view.tellingen)
    listed = [a.nummer for a in view.open_acties] + [a.nummer for a in view.wachtend]
    assert together == len(born)
    assert (len(view.open_acties), len(view.wachtend)) == (is_open, waits)
    assert len(set(listed)) == len(listed)
    assert set(listed) <= born
    sums = [sum(row.aantal for row in chart.rijen) for chart in view.grafieken]
    assert sums == [n for n in (together, *[len(listed)] * 3) if n]


@given(books(), DAYS)
def test_nothing_after_the_day_changes_what_it_adds_up_to(book: Boek, day: date) -> None:
    known = replace(
        book,
        geboorten=tuple(b for b in book.geboorten if b.datum <= day),
        voorvallen=tuple(v for v in book.voorvallen if v.datum <= day),
        vergaderingen={"prt": tuple(d for d in book.vergaderingen["prt"] if d <= day)},
    )
    assert maak_overzicht(known, "prt", day) == maak_overzicht(book, "prt", day)


@given(books(), DAYS)
def test_what_an_organisation_agreed_is_done_open_or_dropped(book: Boek, day: date) -> None:
    overzicht = maak_overzicht(book, "prt", day)
    for o in per_organisatie(overzicht, TAFEL):
        assert o.afgesproken == o.op_tijd + o.laat + o.zonder_datum + o.open + o.vervallen
        assert o.te_laat <= o.open
    assert sum(o.open for o in per_organisatie(overzicht, TAFEL)) >= len(overzicht.levend)


@given(books(), DAYS, st.integers(0, 6))
def test_what_to_raise_is_alive_each_once_and_never_too_much(
    book: Boek, day: date, most: int
) -> None:
    overzicht = maak_overzicht(book, "prt", day)
    raised = [d.stand for d in dringend(overzicht, most)]
    assert len(raised) == len({s.nummer for s in raised}) <= most
    assert all(s.leeft for s in raised)
    waiting = len({*overzicht.te_laat, *overzicht.met(Status.WACHT)})
    assert len(raised) >= min(most, waiting)


@given(st.lists(st.integers(0, 500)), st.lists(st.integers(0, 400), unique=True).map(sorted))
def test_every_value_falls_in_one_class(values: list[int], limits: list[int]) -> None:
    assert sum(tel(values, limits)) == len(values)


def test_a_class_ends_at_its_limit() -> None:
    assert tel([0, 30, 31, 90, 91], (30, 90)) == (2, 2, 1)


def overzicht_of(*events: object, day: date, termijn: str | None = None) -> Overzicht:
    births = tuple(birth(n, FIRST, i, termijn) for i, n in enumerate((A01, A02, A03)))
    return maak_overzicht(Boek(births, tuple(events), (), MEETINGS), "prt", day)  # type: ignore[arg-type]


def test_what_was_closed_in_the_previous_meeting_was_known_there() -> None:
    before = event(A01, Soort.AFGEROND, date(2024, 3, 1))
    after = event(A02, Soort.VERVALLEN, date(2024, 3, 2))
    summer = overzicht_of(before, after, day=date(2024, 5, 1))
    assert summer.vorige == date(2024, 3, 1)
    assert [s.nummer for s in summer.gesloten_sinds] == [A02]
    in_the_meeting = overzicht_of(before, day=date(2024, 3, 1))
    assert [s.nummer for s in in_the_meeting.gesloten_sinds] == [A01]


def test_without_a_previous_meeting_everything_closed_counts_and_nothing_is_stale() -> None:
    first = overzicht_of(event(A01, Soort.AFGEROND, FIRST), day=FIRST)
    assert first.vorige is None
    assert [s.nummer for s in first.gesloten_sinds] == [A01]
    assert dringend(first, 5) == ()


def test_what_to_raise_takes_turns_between_the_reasons() -> None:
    day = date(2024, 5, 1)
    late = overzicht_of(
        event(A02, Soort.DOORGEZET, date(2024, 3, 5)),
        event(A01, Soort.TERMIJN, FIRST, termijn="2024-03-31"),
        day=day,
    )
    assert [(d.stand.nummer, d.reden) for d in dringend(late, 5)] == [
        (A01, Reden.TE_LAAT),
        (A02, Reden.WACHT),
        (A03, Reden.STIL),
    ]
    assert [d.stand.nummer for d in dringend(late, 1)] == [A01]


def test_waiting_counts_from_the_day_it_was_forwarded() -> None:
    forwarded = date(2024, 3, 5)
    later = event(A01, Soort.VOORTGANG, date(2024, 4, 1))
    overzicht = overzicht_of(event(A01, Soort.DOORGEZET, forwarded), later, day=date(2024, 5, 1))
    (waiting,) = overzicht.met(Status.WACHT)
    assert wacht_sinds(waiting) == forwarded


def test_done_in_time_is_done_on_the_last_day_at_the_latest() -> None:
    done = [
        event(A01, Soort.AFGEROND, date(2024, 3, 31)),
        event(A02, Soort.AFGEROND, date(2024, 4, 12)),
    ]
    overzicht = overzicht_of(*done, day=date(2024, 5, 1), termijn="2024-03-31")
    assert [days_over(s) for s in overzicht.standen] == [0, 12, 0]
    assert per_organisatie(overzicht, TAFEL) == (
        Organisatie("gemeente Stad", afgesproken=3, op_tijd=1, laat=1, open=1, te_laat=1),
    )


def test_two_seats_of_one_organisation_count_as_one_and_nobody_has_a_row() -> None:
    book = Boek(
        (
            birth(A01, FIRST),
            birth(A02, FIRST, 1)._replace(
                actie=birth(A02, FIRST).actie.model_copy(update={"door": ("stad", "wethouder")}),
            ),
            birth(A03, FIRST, 2)._replace(
                actie=birth(A03, FIRST).actie.model_copy(update={"door": ()}),
            ),
        )
    )
    counted = per_organisatie(maak_overzicht(book, "prt", FIRST), TAFEL)
    assert [(o.naam, o.afgesproken) for o in counted] == [("gemeente Stad", 2), ("", 1)]


def test_deadlines_fall_in_classes_and_a_next_meeting_is_not_undated() -> None:
    day = date(2024, 7, 1)
    found = Counter(
        termijnklasse(overzicht_of(day=day, termijn=termijn).standen[0], day)
        for termijn in (
            "2024-04-01",
            "2024-04-02",
            "2024-05-31",
            "2024-06-01",
            "2024-06-30",
            "2024-07-01",
            "voor de zomer",
        )
    )
    assert found == {
        Termijnklasse.LANG: 1,
        Termijnklasse.LATER: 2,
        Termijnklasse.NET: 2,
        Termijnklasse.LOOPT: 1,
        Termijnklasse.ZONDER: 1,
    }
    coming = overzicht_of(day=FIRST + timedelta(days=5), termijn="volgende vergadering")
    assert coming.standen[0].uiterlijk is None
    assert termijnklasse(coming.standen[0], coming.peildatum) is Termijnklasse.LOOPT
