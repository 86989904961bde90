"""What shares no number has nothing to do with each other: chains can be judged apart."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from regietafel.findings import Finding
from regietafel.ledger.boek import Boek, Bron, Geboorte, Genomen, Voorval
from regietafel.ledger.ketens import Post, chains, compose_posts, mentions, settled
from regietafel.ledger.regels import check_boek
from regietafel.ledger.stand import standen
from regietafel.model.actie import Actie, Besluit
from regietafel.model.gebeurtenis import Gebeurtenis, Soort
from regietafel.model.tafel import Tafel

TAFELS = {
    name: Tafel.model_validate(
        {
            "naam": name,
            "kort": name,
            "nummercode": name.upper(),
            "niveau": "provinciaal",
            "secretariaat": {"naam": "S", "email": "s@x.example"},
            "leden": [{"lid": "stad", "functie": "burgemeester", "organisatie": "gemeente Stad"}],
        }
    )
    for name in ("prt", "lrt")
}
MEETINGS = {name: tuple(date(2024, month, 1) for month in (1, 3, 5)) for name in TAFELS}
TABLES = st.sampled_from(tuple(TAFELS))
DAYS = st.integers(0, 200).map(lambda days: date(2024, 1, 1) + timedelta(days=days))
ACTIONS = st.builds(
    "{}-2024-A0{}".format, st.sampled_from(("PRT", "LRT", "HLRT")), st.integers(1, 4)
)
DECISIONS = st.integers(1, 3).map("PRT-2024-B0{}".format)


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


@st.composite
def posts(draw: st.DrawFn, place: int) -> Post:
    day, table = draw(DAYS), draw(TABLES)
    bron = Bron(Path(f"{table}/{day}/verslag.yaml"), ("punten", place))
    kind = draw(st.sampled_from("abv"))
    if kind == "a":
        fields = {"nummer": maybe(ACTIONS), "herkomst": maybe(ACTIONS), "besluit": maybe(DECISIONS)}
        actie = Actie(
            tekst="x", termijn="volgende vergadering", **draw(st.fixed_dictionaries(fields))
        )
        return Geboorte(actie, day, table, str(day), "1", bron)
    if kind == "b":
        older = tuple(draw(st.lists(DECISIONS, max_size=1)))
        besluit = Besluit(tekst="x", nummer=draw(maybe(DECISIONS)), vervangt=older)
        return Genomen(besluit, day, table, str(day), "1", bron)
    event = Gebeurtenis(
        actie=draw(ACTIONS), soort=draw(st.sampled_from(Soort)), tekst="x", reden="x",
        termijn="2024-05-01", door=(draw(st.sampled_from(("stad", "dorp"))),), naar=draw(TABLES),
        elders=draw(maybe(ACTIONS)),
    )  # fmt: skip
    return Voorval(event, day, table, str(day), bron)


BOOKS = st.integers(0, 14).flatmap(lambda size: st.tuples(*(posts(place) for place in range(size))))


def judge(entries: tuple[Post, ...]) -> tuple[set[Finding], dict[str, object]]:
    boek = compose_posts(entries, MEETINGS)
    return set(check_boek(boek, TAFELS)), dict(standen(boek, date(2024, 6, 1)))


@given(BOOKS)
def test_the_rules_and_the_fold_say_of_each_chain_what_they_say_of_the_whole(
    entries: tuple[Post, ...],
) -> None:
    judged = [judge(tuple(keten.posten)) for keten in chains(entries)]
    findings, stands = judge(entries)
    assert findings == {finding for found, _ in judged for finding in found}
    assert stands == {number: stand for _, own in judged for number, stand in own.items()}


@given(BOOKS)
def test_every_entry_is_in_one_chain_and_no_number_in_two(entries: tuple[Post, ...]) -> None:
    found = chains(entries)
    assert sorted(id(post) for keten in found for post in keten.posten) == sorted(map(id, entries))
    numbers = [number for keten in found for number in keten.nummers]
    assert len(numbers) == len(set(numbers))
    for keten in found:
        assert {n for post in keten.posten for n in mentions(post)} == set(keten.nummers)


@given(BOOKS, DAYS)
def test_a_settled_chain_adds_nothing_to_what_is_alive_or_wrong(
    entries: tuple[Post, ...], day: date
) -> None:
    found = chains(entries)
    days = settled(found, TAFELS)
    left = [keten for keten, since in zip(found, days, strict=True) if since > day]
    boek = compose_posts([post for keten in left for post in keten.posten], MEETINGS)
    whole = compose_posts(entries, MEETINGS)
    assert alive(boek, day) == alive(whole, day)
    assert set(check_boek(boek, TAFELS)) == set(check_boek(whole, TAFELS))


def alive(boek: Boek, day: date) -> dict[str, object]:
    return {number: stand for number, stand in standen(boek, day).items() if stand.leeft}
