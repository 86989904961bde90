"""A division adds up exactly, and the puzzle of the source comes out as it stands."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regietafel.figures.formule import Uitkomst
from regietafel.figures.ruilen import Ruil, Ruilvoorstel, stel_ruil_voor
from regietafel.figures.tabel import Tabel, lees_tabel
from regietafel.figures.verdeling import Puzzelstand, VerdelingError, puzzelstand, verdeel
from regietafel.model.cijfers import Bewegingsruimte, Soortkolommen

KINDS = ("OEK", "asiel", "AMV")
SOORTEN = [
    Soortkolommen(
        soort=kind, opgave=f"opgave {kind}", voorstel=f"voorstel {kind}",
        bijstelling=f"bijstelling {kind}", inbreng=f"inbreng {kind}",
    )
    for kind in KINDS
]  # fmt: skip
EERSTE = [Soortkolommen(soort=k, opgave=f"opgave {k}", voorstel=f"voorstel {k}") for k in KINDS]
weights = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(0, 10**6), min_size=1
)


@given(st.integers(0, 10**7), weights)
def test_the_parts_add_up_and_lie_within_one_of_their_share(
    total: int, people: dict[str, int]
) -> None:
    parts = verdeel(total, people)
    assert sum(parts.values()) == total
    assert list(parts) == list(people)
    whole = sum(people.values())
    for name, weight in people.items():
        share = Fraction(total * weight, whole) if whole else Fraction(total, len(people))
        assert abs(parts[name] - share) < 1


def test_the_task_of_drenthe_by_inhabitants_misses_two_places_in_the_source(puzzel: Tabel) -> None:
    rows = puzzel.rijen[:12]
    parts = verdeel(5722, {row.label: row.cellen[1].getal or 0 for row in rows})
    gaps = {row.label: parts[row.label] - int(row.cellen[2].getal or 0) for row in rows}
    assert {name: gap for name, gap in gaps.items() if gap} == {"Borger-Odoorn": 1, "De Wolden": 1}


def test_the_puzzle_of_drenthe(puzzel: Tabel) -> None:
    state = puzzelstand(puzzel, SOORTEN, "inwoners 2023")
    assert [k.opgave.waarde for k in state.per_soort] == [5720, 2462, 229]
    assert [k.inbreng.waarde for k in state.per_soort] == [5588, 3870, 283]
    assert state.nog_te_plaatsen() == {"OEK": 132, "asiel": 0, "AMV": 0}
    assert state.per_soort[2].inbreng.onbekend == (
        "Hoogeveen, inbreng AMV: niet ingevuld",
        "Meppel, inbreng AMV: niet ingevuld",
        "Tynaarlo, inbreng AMV: niet ingevuld",
    )
    assert state.per_soort[2].verschil is None
    assen = next(town for town in state.per_gemeente if town.gemeente == "Assen")
    assert (assen.verschil, assen.deel) == (Fraction(641), Fraction(1792, 1151))
    assert assen.per_duizend == Fraction(1000 * 1792, 69414)


def test_an_unknown_offer_is_not_counted_as_zero(puzzel: Tabel) -> None:
    state = puzzelstand(puzzel, EERSTE)
    assert state.per_soort[1].inbreng == Uitkomst(
        Fraction(4216), ("Noordenveld, voorstel asiel: ntb",)
    )
    assert state.samen.verschil is None


def test_a_column_that_is_not_there_is_named(puzzel: Tabel) -> None:
    with pytest.raises(VerdelingError, match="'opgave Nidos'"):
        puzzelstand(puzzel, [Soortkolommen(soort="Nidos", opgave="opgave Nidos")])


def test_one_exchange_closes_the_gap_of_drenthe(puzzel: Tabel) -> None:
    state = puzzelstand(puzzel, SOORTEN)
    [move] = stel_ruil_voor(state).ruilen
    assert (move.van, move.naar, move.aantal) == ("asiel", "OEK", 132)


def test_bounds_of_municipalities_are_kept(puzzel: Tabel) -> None:
    state = puzzelstand(puzzel, SOORTEN)
    towns = [row.label for row in puzzel.rijen[:12]]
    room = [
        Bewegingsruimte(gemeente=town, soort="OEK", vast=int(part.inbreng.waarde or 0))
        for town, part in zip(towns, (p for p in state.delen if p.soort == "OEK"), strict=True)
        if town not in {"Emmen", "Hoogeveen"}
    ]
    room.append(Bewegingsruimte(gemeente="Emmen", soort="OEK", maximaal=1000))
    found = stel_ruil_voor(state, room)
    assert sorted((move.gemeente, move.aantal) for move in found.ruilen) == [("Hoogeveen", 132)]
    closed = [*room, Bewegingsruimte(gemeente="Hoogeveen", soort="asiel", vast=940)]
    refused = stel_ruil_voor(state, closed)
    assert refused.bezwaar
    assert refused.bezwaar.startswith("Voor OEK zijn 132 plekken nodig")
    assert "25" in refused.bezwaar


def test_a_total_that_is_too_small_cannot_be_exchanged_away() -> None:
    state = puzzle([[10, 5, 10, 4]])
    assert stel_ruil_voor(state).bezwaar.startswith("Samen komen er 11 plekken tekort")


def test_bounds_that_do_not_fit_the_contribution_are_refused() -> None:
    state = puzzle([[10, 5, 10, 15]])
    room = [Bewegingsruimte(gemeente="G0", soort="a", minimaal=7)]
    assert "buiten de ruimte" in stel_ruil_voor(state, room).bezwaar
    unknown = [Bewegingsruimte(gemeente="G9", soort="a", minimaal=7)]
    assert "'G9'" in stel_ruil_voor(state, unknown).bezwaar


def puzzle(rows: list[list[int]]) -> Puzzelstand:
    """Return a puzzle from rows of task and contribution per kind: a, b, c."""
    kinds = "abc"[: len(rows[0]) // 2]
    head = ["gemeente", *(f"{word} {kind}" for kind in kinds for word in ("opgave", "inbreng"))]
    text = [[f"G{number}", *map(str, row)] for number, row in enumerate(rows)]
    table, _ = lees_tabel([head, *text])
    kinds_of = [Soortkolommen(soort=k, opgave=f"opgave {k}", inbreng=f"inbreng {k}") for k in kinds]
    return puzzelstand(table, kinds_of)


def after(state: Puzzelstand, found: Ruilvoorstel) -> dict[tuple[str, str], int]:
    amounts = {(p.gemeente, p.soort): int(p.inbreng.waarde or 0) for p in state.delen}
    for move in found.ruilen:
        amounts[move.gemeente, move.van] -= move.aantal
        amounts[move.gemeente, move.naar] += move.aantal
    return amounts


def fewest_by_trying(state: Puzzelstand, caps: dict[tuple[str, str], int]) -> int | None:
    """Return the smallest number of moves by trying all sets and all amounts of small puzzles."""
    gaps = {k.soort: int((k.inbreng.waarde or 0) - (k.opgave.waarde or 0)) for k in state.per_soort}
    amounts = {(p.gemeente, p.soort): int(p.inbreng.waarde or 0) for p in state.delen}
    towns = sorted({town for town, _ in amounts})
    moves = [(t, a, b) for t in towns for a in gaps for b in gaps if gaps[a] > 0 > gaps[b]]
    for count in range(len(moves) + 1):
        if any(_reaches(chosen, gaps, amounts, caps) for chosen in combinations(moves, count)):
            return count
    return None


def _reaches(
    chosen: tuple[tuple[str, str, str], ...],
    gaps: dict[str, int],
    amounts: dict[tuple[str, str], int],
    caps: dict[tuple[str, str], int],
) -> bool:
    if not chosen:
        return min(gaps.values()) >= 0
    (town, a, b), *rest = chosen
    top = min(amounts[town, a], caps[town, b] - amounts[town, b], max(gaps[a], 0), max(-gaps[b], 0))
    return any(
        _reaches(
            tuple(rest),
            {**gaps, a: gaps[a] - n, b: gaps[b] + n},
            {**amounts, (town, a): amounts[town, a] - n, (town, b): amounts[town, b] + n},
            caps,
        )
        for n in range(top, -1, -1)
    )


small = st.lists(st.lists(st.integers(0, 4), min_size=6, max_size=6), min_size=1, max_size=3)


@given(small, st.data())
@settings(max_examples=150, deadline=None)
def test_an_exchange_is_right_and_the_smallest_there_is(
    rows: list[list[int]], data: st.DataObject
) -> None:
    state = puzzle(rows)
    amounts = after(state, Ruilvoorstel(()))
    caps = {key: amount + data.draw(st.integers(0, 4)) for key, amount in amounts.items()}
    room = [Bewegingsruimte(gemeente=t, soort=k, maximaal=cap) for (t, k), cap in caps.items()]
    found = stel_ruil_voor(state, room)
    least = fewest_by_trying(state, caps)
    assert (not found.bezwaar) == (least is not None), found.bezwaar
    if found.bezwaar:
        return
    assert len(found.ruilen) == least
    outcome = after(state, found)
    assert all(0 <= outcome[key] <= caps[key] for key in caps)
    for kind in state.per_soort:
        new = sum(amount for (_, soort), amount in outcome.items() if soort == kind.soort)
        missing = int((kind.opgave.waarde or 0) - (kind.inbreng.waarde or 0))
        assert (
            new >= min(int(kind.opgave.waarde or 0), new)
            if missing <= 0
            else new == kind.opgave.waarde
        )
        assert missing > 0 or new >= (kind.opgave.waarde or 0)


def test_a_puzzle_that_is_too_large_is_refused_and_not_guessed() -> None:
    rows = [[20 + n % 7, 1 + n % 5, 30, n % 11, 0, 40 + n * n % 97] for n in range(120)]
    assert "te groot" in stel_ruil_voor(puzzle(rows)).bezwaar


def test_with_one_kind_short_and_one_over_any_size_will_do() -> None:
    rows = [[20, 10 + n % 7, 5, 6 + n % 40] for n in range(342)]
    found = stel_ruil_voor(puzzle(rows))
    amounts = [move.aantal for move in found.ruilen]
    assert sum(amounts) == sum(row[0] - row[1] for row in rows)
    assert len(amounts) < 120


@pytest.mark.parametrize(
    ("total", "people", "words"),
    [(-1, {"a": 1}, "negatief"), (5, {}, "gewichten"), (5, {"a": -1}, "gewichten")],
)
def test_what_cannot_be_divided_is_refused(total: int, people: dict[str, int], words: str) -> None:
    with pytest.raises(VerdelingError, match=words):
        verdeel(total, people)


def test_a_proposal_changes_nothing(puzzel: Tabel) -> None:
    state = puzzelstand(puzzel, SOORTEN)
    stel_ruil_voor(state)
    assert state == puzzelstand(puzzel, SOORTEN)
    assert Ruil("x", "a", "b", 1) != Ruil("x", "b", "a", 1)
