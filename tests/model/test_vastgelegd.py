"""What went out keeps its numbers and pages, whatever comes, goes or changes afterwards."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regietafel.model.nummering import numbered_attachments, numbered_points
from regietafel.model.paginering import (
    Blad,
    Uitgegeven,
    number_pages,
    page_range,
    pages_sent,
    parse_blad,
)
from regietafel.model.vastgelegd import (
    freeze_attachments,
    freeze_points,
    source_of,
    what_was_sent,
)
from regietafel.model.vergadering import Vergadering
from regietafel.model.zending import Mailsoort, VerzondenPunt, VerzondenStuk, Zending

DAY = {"datum": "2024-07-17", "begin": "12:30", "einde": "13:30", "plaats": "Assen"}
START = datetime(2024, 7, 13, tzinfo=UTC)
FRONT = 2


@dataclass(frozen=True)
class Tafelwerk:
    """A meeting as a secretary keeps it, with the pages of each file and what was mailed."""

    agenda: tuple[dict[str, Any], ...]
    paginas: dict[str, int]
    zendingen: tuple[Zending, ...] = ()
    romeins: bool = False

    def meeting(self) -> Vergadering:
        meeting = Vergadering.model_validate({**DAY, "agenda": list(self.agenda)})
        sent = what_was_sent(self.zendingen)
        if sent is None:
            return meeting
        frozen = freeze_points(meeting, sent)
        return freeze_attachments(frozen, sent, romeins=self.romeins)

    def stukken(self) -> tuple[VerzondenStuk, ...]:
        meeting = self.meeting()
        attachments = list(numbered_attachments(meeting, romeins=self.romeins))
        counts = [
            1 if a.bijlage.ingetrokken else self.paginas.get(str(a.bijlage.bestand), 1)
            for a in attachments
        ]
        items = [(a.nummer, n) for a, n in zip(attachments, counts, strict=True)]
        pages = number_pages(pages_sent(self.zendingen), FRONT, items)[1:]
        return tuple(
            VerzondenStuk(
                nummer=a.nummer,
                punt=a.puntnummer,
                titel=a.bijlage.titel or "Stuk",
                bron=source_of(a.bijlage),
                eerste=str(own[0]),
                paginas=len(own),
                ingetrokken=a.bijlage.ingetrokken,
            )
            for a, own in zip(attachments, pages, strict=True)
        )

    def bladen(self) -> list[Blad]:
        items = [(s.nummer, s.paginas) for s in self.stukken()]
        return [b for own in number_pages(pages_sent(self.zendingen), FRONT, items) for b in own]

    def mail(self, soort: Mailsoort = Mailsoort.AGENDA) -> "Tafelwerk":
        points = numbered_points(self.meeting())
        zending = Zending(
            soort=soort,
            moment=START + timedelta(hours=len(self.zendingen)),
            onderwerp="Stukken",
            aan=(),
            punten=tuple(VerzondenPunt(nummer=p.nummer, titel=p.punt.titel) for p in points),
            stukken=self.stukken(),
        )
        return replace(self, zendingen=(*self.zendingen, zending))


def numbers(werk: Tafelwerk) -> list[str]:
    return [s.nummer for s in werk.stukken()]


def points(werk: Tafelwerk) -> list[str]:
    return [p.nummer for p in numbered_points(werk.meeting())]


def file(name: str, **more: object) -> dict[str, Any]:
    return {"bestand": f"{name}.pdf", "titel": name, **more}


JULI = Tafelwerk(
    (
        {"titel": "Opening"},
        {
            "titel": "Asielopvang",
            "onderdelen": [
                {"titel": "Stand van zaken"},
                {"titel": "Puzzel", "bijlagen": [file("memo")]},
            ],
        },
        {"titel": "Statushouders", "bijlagen": [file("overzicht"), file("verslag")]},
        {"titel": "Sluiting"},
    ),
    {"memo.pdf": 3, "overzicht.pdf": 2, "verslag.pdf": 4},
)


def changed(werk: Tafelwerk, *agenda: dict[str, Any], **paginas: int) -> Tafelwerk:
    pages = werk.paginas | {f"{name}.pdf": count for name, count in paginas.items()}
    return replace(werk, agenda=agenda, paginas=pages)


# -- numbers -------------------------------------------------------------------------------------


def test_before_a_mailing_everything_is_counted() -> None:
    assert numbers(JULI) == ["2b", "3-1", "3-2"]
    assert [s.eerste for s in JULI.stukken()] == ["3", "6", "8"]


def test_an_invitation_fixes_nothing() -> None:
    mailed = JULI.mail(Mailsoort.UITNODIGING)
    assert what_was_sent(mailed.zendingen) is None


def test_a_further_attachment_takes_the_next_rank_wherever_it_stands() -> None:
    opening, asiel, status, end = JULI.agenda
    asiel = {
        **asiel,
        "onderdelen": [
            {"titel": "Stand van zaken"},
            {"titel": "Puzzel", "bijlagen": [file("brief"), file("memo")]},
        ],
    }
    status = {**status, "bijlagen": [file("nieuw"), file("overzicht"), file("verslag")]}
    now = changed(JULI.mail(), opening, asiel, status, end, brief=2)
    assert numbers(now) == ["2b-1", "2b", "3-3", "3-1", "3-2"]
    assert [s.eerste for s in now.stukken()] == ["2a", "3", "5a", "6", "8"]


def test_a_new_part_takes_the_next_letter_and_a_new_point_never_one_that_was_sent() -> None:
    opening, asiel, status, end = JULI.agenda
    asiel = {**asiel, "onderdelen": ["Nieuw", "Stand van zaken", {"titel": "Puzzel"}]}
    now = changed(
        JULI.mail(), opening, asiel, {"titel": "Kamerbrief"}, status, end, {"titel": "Na"}
    )
    assert points(now) == ["1", "2", "2c", "2a", "2b", "2d", "3", "4", "5"]


def test_a_point_that_got_a_letter_keeps_it_after_the_next_mailing() -> None:
    opening, *rest = JULI.agenda
    once = changed(JULI.mail(), opening, {"titel": "Extra"}, *rest).mail()
    assert points(once) == ["1", "1a", "2", "2a", "2b", "3", "4"]
    extra = {"titel": "Extra", "onderdelen": ["Deel"]}
    twice = changed(once, opening, extra, {"titel": "Nog een"}, *rest)
    assert points(twice) == ["1", "1a", "1aa", "1b", "2", "2a", "2b", "3", "4"]


def test_a_renamed_point_keeps_its_number_by_its_place() -> None:
    opening, asiel, status, end = JULI.agenda
    now = changed(JULI.mail(), opening, asiel, {**status, "titel": "Huisvesting"}, end)
    assert points(now) == points(JULI)
    assert numbers(now) == numbers(JULI)


def test_a_number_in_the_file_wins() -> None:
    opening, asiel, status, end = JULI.agenda
    status = {**status, "bijlagen": [file("ander", nummer="3-1"), file("verslag")]}
    now = changed(JULI.mail(), opening, asiel, status, {**end, "nummer": "9"})
    assert numbers(now) == ["2b", "3-1", "3-2"]
    assert points(now)[-1] == "9"


def test_another_file_with_the_same_title_takes_the_place_of_the_first() -> None:
    opening, asiel, status, end = JULI.agenda
    status = {**status, "bijlagen": [file("nieuw"), {"bestand": "v2.pdf", "titel": "overzicht"}]}
    now = changed(JULI.mail(), opening, asiel, status, end)
    assert numbers(now) == ["2b", "3-3", "3-1"]


def test_a_promised_document_takes_its_own_number_when_it_comes() -> None:
    opening, asiel, _, end = JULI.agenda
    promised = {"titel": "Statushouders", "bijlagen": [{"titel": "Verslag", "volgt": "ja"}]}
    sent = changed(JULI, opening, asiel, promised, end).mail()
    there = {"titel": "Statushouders", "bijlagen": ["verslag-def.pdf"]}
    assert numbers(changed(sent, opening, asiel, there, end)) == ["2b", "3"]


def test_in_the_national_form_new_documents_count_on() -> None:
    sent = replace(JULI, romeins=True).mail()
    opening, asiel, status, end = JULI.agenda
    now = changed(sent, {**opening, "bijlagen": [file("nieuw")]}, asiel, status, end)
    assert numbers(now) == ["IV", "I", "II", "III"]


def test_a_fixed_number_of_a_part_is_no_other_point() -> None:
    opening, asiel, status, end = JULI.agenda
    parts = [{"titel": "Stand van zaken", "nummer": "2x"}, *asiel["onderdelen"][1:]]
    sent = changed(JULI, opening, {**asiel, "onderdelen": parts}, status, end).mail()
    now = changed(sent, opening, {**asiel, "onderdelen": ["Nieuw", *parts]}, status, end)
    assert points(now) == ["1", "2", "2a", "2x", "2b", "3", "4"]


def test_a_mailing_without_points_or_documents_fixes_nothing() -> None:
    bare = Zending(soort=Mailsoort.AGENDA, moment=START, onderwerp="Agenda", aan=())
    now = replace(JULI, zendingen=(bare,))
    assert (points(now), numbers(now)) == (points(JULI), numbers(JULI))
    assert [s.eerste for s in now.stukken()] == ["3", "6", "8"]


# -- pages ---------------------------------------------------------------------------------------


def test_a_longer_document_gets_letters_and_a_shorter_one_leaves_a_gap() -> None:
    now = changed(JULI.mail(), *JULI.agenda, memo=5, overzicht=1)
    assert [str(b) for b in now.bladen()] == [
        "1", "2", "3", "4", "5", "5a", "5b", "6", "8", "9", "10", "11",
    ]  # fmt: skip


def test_what_comes_at_the_end_counts_on() -> None:
    opening, asiel, status, end = JULI.agenda
    now = changed(JULI.mail(), opening, asiel, status, {**end, "bijlagen": [file("slot")]}, slot=2)
    assert [str(b) for b in now.bladen()][-2:] == ["12", "13"]


def test_a_document_that_grows_again_after_something_came_behind_it_takes_what_is_free() -> None:
    opening, asiel, status, end = JULI.agenda
    more = {**status, "bijlagen": [file("overzicht"), file("verslag"), file("bij")]}
    opening = {**opening, "bijlagen": [file("begin")]}
    once = changed(JULI.mail(), opening, asiel, more, end, begin=2).mail()
    assert [s.eerste for s in once.stukken()] == ["2a", "3", "6", "8", "12"]
    grown = changed(once, opening, asiel, more, end, begin=3, memo=4)
    assert [str(b) for b in grown.bladen()][:9] == [
        "1", "2", "2a", "2b", "2c", "3", "4", "5", "5a",
    ]  # fmt: skip


def test_the_front_may_grow_too() -> None:
    given = pages_sent(JULI.mail().zendingen)
    assert [str(b) for b in number_pages(given, 3, [])[0]] == ["1", "2", "2a"]


def test_documents_with_one_number_still_have_pages_of_their_own() -> None:
    pages = number_pages(Uitgegeven(), 1, [("2", 1), ("2", 2)])
    assert [[str(b) for b in own] for own in pages] == [["1"], ["2"], ["3", "4"]]


@pytest.mark.parametrize("text", ["0", "a", "41 ", "41A", "", None, "4b-1", "9999999"])
def test_what_is_no_page_number_is_not_guessed(text: str | None) -> None:
    assert parse_blad(text) is None


@given(st.integers(1, 99999), st.integers(0, 800))
def test_a_page_number_reads_back(getal: int, letter: int) -> None:
    assert parse_blad(str(Blad(getal, letter))) == Blad(getal, letter)


def test_pages_are_named_from_first_to_last() -> None:
    assert page_range([Blad(7)]) == "7"
    assert page_range([Blad(7), Blad(7, 1)]) == "7 – 7a"
    assert page_range([]) == ""


# -- any sequence --------------------------------------------------------------------------------


Stap = tuple[str, int, int]
STAPPEN = st.lists(
    st.tuples(
        st.sampled_from(["bijlage", "deel", "punt", "weg", "langer", "mail"]),
        st.integers(0, 9),
        st.integers(1, 4),
    ),
    max_size=12,
)


def _places(werk: Tafelwerk) -> list[dict[str, Any]]:
    """Return copies of all points and parts of an agenda, to change."""
    return [place for punt in werk.agenda for place in (punt, *punt.get("onderdelen", []))]


def step(werk: Tafelwerk, stap: Stap, teller: int) -> Tafelwerk:
    """Return the meeting after a secretary did one thing to it."""
    what, where, count = stap
    agenda = [_copy(punt) for punt in werk.agenda]
    new = replace(werk, agenda=tuple(agenda))
    places = _places(new)
    place = places[where % len(places)]
    files = place.setdefault("bijlagen", [])
    name = f"stuk{teller}"
    match what:
        case "bijlage":
            files.insert(where % (len(files) + 1), file(name))
        case "deel":
            parts = agenda[where % len(agenda)].setdefault("onderdelen", [])
            parts.insert(count % (len(parts) + 1), {"titel": f"Deel {teller}"})
        case "punt":
            agenda.insert(where % (len(agenda) + 1), {"titel": f"Punt {teller}"})
        case "weg" if files:
            files[count % len(files)]["ingetrokken"] = "ja"
        case "langer" if files:
            name = str(files[count % len(files)]["bestand"]).removesuffix(".pdf")
        case "mail":
            return werk.mail(Mailsoort.NAZENDING)
    pages = werk.paginas | ({f"{name}.pdf": count} if what in {"bijlage", "langer"} else {})
    return replace(new, agenda=tuple(agenda), paginas=pages)


def _copy(item: dict[str, Any]) -> dict[str, Any]:
    """Return a point, part or attachment of which the lists can be changed."""
    return {k: [_copy(i) for i in v] if isinstance(v, list) else v for k, v in item.items()}


@settings(max_examples=150, deadline=None)
@given(STAPPEN, st.booleans())
def test_no_sequence_of_changes_moves_what_was_sent(stappen: list[Stap], romeins: bool) -> None:
    werk = replace(JULI, romeins=romeins).mail()
    for teller, stap in enumerate(stappen):
        werk = step(werk, stap, teller)
        now = {s.bron: s for s in werk.stukken()}
        for zending in werk.zendingen:
            for sent in zending.stukken:
                here = now[sent.bron]
                assert (here.nummer, here.punt, here.eerste) == (
                    sent.nummer,
                    sent.punt,
                    sent.eerste,
                )
            assert {p.nummer for p in zending.punten} <= set(points(werk))
        assert len(set(numbers(werk))) == len(numbers(werk))
        assert len(set(points(werk))) == len(points(werk))
        pages = werk.bladen()
        assert len(set(pages)) == len(pages)
