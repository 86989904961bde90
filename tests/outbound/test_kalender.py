from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from regietafel.outbound.kalender import (
    Adres,
    Deelnemer,
    EindeVoorBeginError,
    GeenDeelnemersError,
    Kalenderpunt,
    OngeldigAdresError,
    OngeldigeLinkError,
    TijdstipZonderTijdzoneError,
    clean_text,
    compose_annulering,
    compose_verzoek,
    needs_new_sequence,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def event_in(ics: bytes) -> Event:
    calendar = Calendar.from_ical(ics)
    assert not calendar.errors
    assert not calendar.events[0].errors
    return calendar.events[0]


@pytest.mark.parametrize(
    "name", ["juli", "januari", "klokwissel", "tweede-uur", "voorjaar", "zomer-2039", "lastig"]
)
def test_an_invitation_is_the_golden_file_byte_for_byte(
    name: str, punten: dict[str, Kalenderpunt], golden: Path
) -> None:
    assert compose_verzoek(punten[name]) == (golden / f"{name}.ics").read_bytes()


def test_a_cancellation_is_the_golden_file_byte_for_byte(juli: Kalenderpunt, golden: Path) -> None:
    punt = replace(juli, volgnummer=1)
    assert compose_annulering(punt) == (golden / "annulering.ics").read_bytes()


def test_every_golden_file_belongs_to_a_case(punten: dict[str, Kalenderpunt], golden: Path) -> None:
    assert {file.stem for file in golden.iterdir()} == {*punten, "annulering"}


def test_the_same_moment_in_another_zone_gives_the_same_bytes(juli: Kalenderpunt) -> None:
    elsewhere = replace(
        juli,
        begin=datetime(2024, 7, 17, 10, 30, tzinfo=UTC),
        einde=datetime(2024, 7, 17, 20, 30, tzinfo=timezone(timedelta(hours=8))),
    )
    assert compose_verzoek(elsewhere) == compose_verzoek(juli)


def test_a_time_that_the_clock_skips_is_written_as_the_time_that_exists(
    juli: Kalenderpunt,
) -> None:
    punt = replace(
        juli,
        begin=datetime(2024, 3, 31, 2, 30, tzinfo=AMSTERDAM),
        einde=datetime(2024, 3, 31, 5, 0, tzinfo=AMSTERDAM),
    )
    assert b"DTSTART;TZID=Europe/Amsterdam:20240331T033000" in compose_verzoek(punt)


def test_the_second_of_two_equal_hours_is_written_in_utc(
    punten: dict[str, Kalenderpunt],
) -> None:
    ics = compose_verzoek(punten["tweede-uur"])
    assert b"DTSTART:20241027T013000Z" in ics
    assert b"DTEND:20241027T023000Z" in ics


def test_the_organizer_is_not_invited_and_nobody_is_invited_twice(
    punten: dict[str, Kalenderpunt],
) -> None:
    attendees = event_in(compose_verzoek(punten["lastig"])).attendees
    assert [str(attendee) for attendee in attendees] == [
        "mailto:jan@assen.example",
        "mailto:fryslan@regio.example",
        "mailto:zonder.naam@regio.example",
    ]
    assert attendees[0].params["ROLE"] == "REQ-PARTICIPANT"


def test_every_attendee_is_asked_to_answer_in_a_role(juli: Kalenderpunt) -> None:
    attendees = event_in(compose_verzoek(juli)).attendees
    assert [(a.params["CN"], a.params["ROLE"]) for a in attendees] == [
        ("Jetta Voorbeeld", "CHAIR"),
        ("José Álvarez-de Boer", "REQ-PARTICIPANT"),
        ("Coördinator", "REQ-PARTICIPANT"),
        ("Berg, A. van den; COA", "OPT-PARTICIPANT"),
    ]
    for attendee in attendees:
        assert attendee.params["RSVP"] == "TRUE"
        assert attendee.params["PARTSTAT"] == "NEEDS-ACTION"
        assert attendee.params["CUTYPE"] == "INDIVIDUAL"


def test_a_name_is_always_quoted_also_a_single_word_with_an_accent(juli: Kalenderpunt) -> None:
    assert 'CN="Coördinator"' in compose_verzoek(juli).decode().replace("\r\n ", "")


def test_the_link_stands_on_its_own_line_of_the_description(juli: Kalenderpunt) -> None:
    event = event_in(compose_verzoek(juli))
    assert str(event["DESCRIPTION"]).splitlines()[-2:] == ["Digitaal deelnemen:", juli.link]
    assert event.url == juli.link
    assert event.location == juli.plaats


def test_a_link_that_the_text_already_has_is_not_repeated(juli: Kalenderpunt) -> None:
    punt = replace(juli, omschrijving=f"Meedoen kan via\n{juli.link}\nTot dan.")
    assert event_in(compose_verzoek(punt)).description == punt.omschrijving


def test_without_a_place_the_link_is_the_place(punten: dict[str, Kalenderpunt]) -> None:
    punt = punten["klokwissel"]
    assert event_in(compose_verzoek(punt)).location == punt.link


def test_without_a_link_nothing_of_a_link_is_written(juli: Kalenderpunt) -> None:
    ics = compose_verzoek(replace(juli, link="", plaats=""))
    assert not any(word in ics for word in (b"URL", b"CONFERENCE", b"LOCATION", b"Digitaal"))


def test_a_provisional_meeting_is_tentative(juli: Kalenderpunt) -> None:
    assert b"STATUS:CONFIRMED" in compose_verzoek(juli)
    assert b"STATUS:TENTATIVE" in compose_verzoek(replace(juli, voorlopig=True))


def test_there_is_one_reminder_and_none_at_zero_minutes(juli: Kalenderpunt) -> None:
    assert compose_verzoek(juli).count(b"TRIGGER:-PT15M\r\n") == 1
    assert b"VALARM" not in compose_verzoek(replace(juli, herinnering_minuten=0))


def test_text_cannot_add_properties_or_components(punten: dict[str, Kalenderpunt]) -> None:
    ics = compose_verzoek(punten["lastig"])
    event = event_in(ics)
    assert ics.count(b"\r\nEND:VEVENT\r\n") == 1
    assert ics.count(b"\r\nBEGIN:VALARM\r\n") == 1
    assert event.summary == "Besluit: 'ja', \"nee\"; END:VEVENT fdp.exe"
    assert event.location == "Zaal A\\Noord; 1e verdieping, Assen"
    assert event.organizer.params["CN"] == "Provincie Drenthe ATTENDEE:mailto:x@y.nl"


def test_clean_text_keeps_lines_and_indents_and_nothing_invisible() -> None:
    text = "\r\n\r\nEen\u2028  - twee\t\u202e drie \r\x07\n\u00a0vier\n\n"
    assert clean_text(text) == "Een\n  - twee  drie\n\n vier"


# --- Refusals: in Dutch, with what to do -------------------------------------------------

Change = Callable[[Kalenderpunt], Kalenderpunt]

REFUSED: list[tuple[Change, type[Exception], str]] = [
    (
        lambda p: replace(p, begin=p.begin.replace(tzinfo=None)),
        TijdstipZonderTijdzoneError,
        "17-07-2024 12:30 heeft geen tijdzone",
    ),
    (
        lambda p: replace(p, stempel=p.stempel.replace(tzinfo=None)),
        TijdstipZonderTijdzoneError,
        "26-06-2024 09:00 heeft geen tijdzone",
    ),
    (lambda p: replace(p, einde=p.begin), EindeVoorBeginError, "ligt niet na het begin"),
    (
        lambda p: replace(p, organisator=Adres("X", "x@y.nl\r\nBCC:z@y.nl")),
        OngeldigAdresError,
        r"'x@y\.nl BCC:z@y\.nl' van X kan niet",
    ),
    (
        lambda p: replace(p, deelnemers=(Deelnemer("", "nergens"),)),
        OngeldigAdresError,
        "'nergens' van iemand kan niet",
    ),
    (lambda p: replace(p, link="javascript:alert(1)"), OngeldigeLinkError, "begint, zonder"),
    (lambda p: replace(p, link="https://x.nl/a b"), OngeldigeLinkError, "'https://x.nl/a b'"),
    (lambda p: replace(p, deelnemers=()), GeenDeelnemersError, "geen deelnemers"),
    (
        lambda p: replace(p, deelnemers=(Deelnemer("Zelf", p.organisator.email),)),
        GeenDeelnemersError,
        "naast de organisator",
    ),
]


@pytest.mark.parametrize(("change", "error", "words"), REFUSED)
@pytest.mark.parametrize("compose", [compose_verzoek, compose_annulering])
def test_what_no_reader_takes_the_same_way_is_refused(
    compose: Callable[[Kalenderpunt], bytes],
    change: Change,
    error: type[Exception],
    words: str,
    juli: Kalenderpunt,
) -> None:
    with pytest.raises(error, match=words):
        compose(change(juli))


# --- SEQUENCE ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, begin=p.begin + timedelta(minutes=15)),
        lambda p: replace(p, einde=p.einde + timedelta(minutes=15)),
        lambda p: replace(p, plaats="Gemeentehuis, Emmen"),
        lambda p: replace(p, voorlopig=True),
    ],
)
def test_another_time_place_or_status_raises_the_sequence(
    change: Change, juli: Kalenderpunt
) -> None:
    assert needs_new_sequence(juli.tijdplaats, change(juli).tijdplaats)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p,
        lambda p: replace(p, titel="Andere titel", omschrijving="Andere thema's", link=""),
        lambda p: replace(p, begin=p.begin.astimezone(UTC)),
        lambda p: replace(p, plaats=f" {p.plaats}\n"),
    ],
)
def test_other_changes_keep_the_sequence(change: Change, juli: Kalenderpunt) -> None:
    assert not needs_new_sequence(juli.tijdplaats, change(juli).tijdplaats)


def test_an_hour_later_on_the_same_clock_raises_the_sequence(
    punten: dict[str, Kalenderpunt],
) -> None:
    second = punten["tweede-uur"]
    first = replace(second, begin=second.begin.replace(fold=0))
    assert first.begin == second.begin
    assert needs_new_sequence(first.tijdplaats, second.tijdplaats)
