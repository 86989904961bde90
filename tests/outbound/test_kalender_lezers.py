"""What others read in our invitations: libical, ical.js, vobject, icalendar, and the lint."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import vobject
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from regietafel.outbound.kalender import (
    Adres,
    Deelnemer,
    Kalenderpunt,
    clean_line,
    clean_name,
    clean_text,
    compose_afmelding,
    compose_annulering,
    compose_verzoek,
)

CASES = ["juli", "januari", "klokwissel", "tweede-uur", "voorjaar", "zomer-2039", "lastig"]


def reservation(punt: Kalenderpunt) -> bytes:
    return compose_verzoek(replace(punt, voorlopig=True))


def farewell(punt: Kalenderpunt) -> bytes:
    return compose_afmelding(punt, punt.deelnemers[0])


COMPOSERS = [compose_verzoek, reservation, compose_annulering, farewell]
METHODS: dict[object, str] = {compose_verzoek: "REQUEST", reservation: "REQUEST"}
STATUS: dict[object, str] = {
    compose_annulering: "CANCELLED",
    farewell: "",
    reservation: "TENTATIVE",
}
IN_UTC = {
    "juli": ("2024-07-17T10:30", "2024-07-17T12:30"),
    "januari": ("2025-01-15T11:30", "2025-01-15T13:30"),
    "klokwissel": ("2024-10-26T23:30", "2024-10-27T02:30"),
    "tweede-uur": ("2024-10-27T01:30", "2024-10-27T02:30"),
    "voorjaar": ("2024-03-31T00:30", "2024-03-31T01:30"),
    "zomer-2039": ("2039-07-13T10:30", "2039-07-13T12:30"),
    "lastig": ("2024-07-17T10:30", "2024-07-17T12:30"),
}


def in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("compose", COMPOSERS)
def test_the_lint_has_nothing_to_say(
    compose: Callable[[Kalenderpunt], bytes],
    name: str,
    punten: dict[str, Kalenderpunt],
    lint: Callable[[bytes], list[str]],
) -> None:
    assert lint(compose(punten[name])) == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("compose", COMPOSERS)
def test_libical_finds_no_error_and_the_itip_rules_kept(
    compose: Callable[[Kalenderpunt], bytes],
    name: str,
    punten: dict[str, Kalenderpunt],
    libical: Callable[[bytes], str],
) -> None:
    assert libical(compose(punten[name])) == "errors=0 itip_ok=1"


def test_libical_would_say_so_if_nobody_was_invited(
    juli: Kalenderpunt, libical: Callable[[bytes], str]
) -> None:
    ics = compose_verzoek(juli).replace(b"\r\n ", b"")
    without = b"\r\n".join(line for line in ics.split(b"\r\n") if not line.startswith(b"ATTENDEE"))
    assert "itip_ok=0" in libical(without)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("compose", COMPOSERS)
def test_icaljs_reads_the_right_moment_and_words(
    compose: Callable[[Kalenderpunt], bytes],
    name: str,
    punten: dict[str, Kalenderpunt],
    icaljs: Callable[[bytes], str],
) -> None:
    punt = punten[name]
    read = json.loads(icaljs(compose(punt)))
    assert (read["begin"][:16], read["einde"][:16]) == IN_UTC[name]
    assert read["titel"] == clean_line(punt.titel)
    assert read["plaats"] == (clean_line(punt.plaats) or punt.link)
    assert read["omschrijving"].startswith(clean_text(punt.omschrijving))
    assert read["namen"][0] == clean_name(punt.deelnemers[0].naam)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("compose", COMPOSERS)
def test_nodeical_reads_the_right_moment_people_and_status(
    compose: Callable[[Kalenderpunt], bytes],
    name: str,
    punten: dict[str, Kalenderpunt],
    nodeical: Callable[[bytes], str],
) -> None:
    punt = punten[name]
    (read,) = json.loads(nodeical(compose(punt)))
    assert (read["begin"][:16], read["einde"][:16]) == IN_UTC[name]
    assert read["titel"] == clean_line(punt.titel)
    assert read["volgnummer"] == punt.volgnummer
    expected = "TENTATIVE" if punt.voorlopig else "CONFIRMED"
    assert read["status"] == STATUS.get(compose, expected)
    assert read["adressen"][0] == f"mailto:{punt.deelnemers[0].email}"


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("compose", COMPOSERS)
def test_icspy_reads_the_right_moment_and_method(
    compose: Callable[[Kalenderpunt], bytes],
    name: str,
    punten: dict[str, Kalenderpunt],
    icspy: Callable[[bytes], str],
) -> None:
    punt = punten[name]
    (read,) = json.loads(icspy(compose(punt)))
    assert (read["begin"][:16], read["einde"][:16]) == IN_UTC[name]
    assert read["titel"] == clean_line(punt.titel)
    assert read["methode"] == METHODS.get(compose, "CANCEL")
    assert punt.deelnemers[0].email in read["adressen"]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("compose", COMPOSERS)
def test_vobject_reads_and_approves(
    compose: Callable[[Kalenderpunt], bytes], name: str, punten: dict[str, Kalenderpunt]
) -> None:
    punt = punten[name]
    calendar = vobject.readOne(compose(punt).decode())
    assert calendar.validate(raiseException=True)
    event = calendar.vevent
    assert (in_utc(event.dtstart.value), in_utc(event.dtend.value)) == IN_UTC[name]
    assert event.summary.value == clean_line(punt.titel)
    assert event.attendee.params["CN"] == [clean_name(punt.deelnemers[0].naam)]


@pytest.mark.parametrize("name", CASES)
def test_icalendar_reads_the_right_moment(name: str, punten: dict[str, Kalenderpunt]) -> None:
    event = Calendar.from_ical(compose_verzoek(punten[name])).events[0]
    assert isinstance(event.start, datetime)
    assert isinstance(event.end, datetime)
    assert (in_utc(event.start), in_utc(event.end)) == IN_UTC[name]


# Any text at all, with more of what calendars stumble over than chance would bring.
TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("\\,;:\"'^\r\n\t\x00\u2028\u202e\ufeff Ném😀"))
)


@settings(deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titel=TEXT, naam=TEXT, plaats=TEXT, omschrijving=TEXT)
@example(titel="\\n\\N\\,", naam="\\,\\;", plaats="C:\\nieuw", omschrijving="a\\nb\nc")
@example(titel="END:VEVENT", naam="END:VALARM", plaats="VALARM", omschrijving="BEGIN:VALARM")
@example(titel="\ud800", naam="\udfff", plaats="\x85", omschrijving="\x1c\x1f")
def test_any_text_reads_back_as_its_cleaned_self(
    *,
    titel: str,
    naam: str,
    plaats: str,
    omschrijving: str,
    juli: Kalenderpunt,
    lint: Callable[[bytes], list[str]],
) -> None:
    punt = replace(
        juli,
        titel=titel,
        plaats=plaats,
        omschrijving=omschrijving,
        organisator=Adres(naam, "prt@drenthe.example"),
        deelnemers=(Deelnemer(naam, "lid@assen.example"),),
        link="",
    )
    ics = compose_verzoek(punt)
    assert lint(ics) == []
    event = Calendar.from_ical(ics).events[0]
    assert event.summary == clean_line(titel)
    assert (event.location or "") == clean_line(plaats)
    assert (event.description or "") == clean_text(omschrijving)
    assert event.organizer.params["CN"] == (clean_name(naam) or "prt@drenthe.example")
    assert event.attendees[0].params["CN"] == (clean_name(naam) or "lid@assen.example")
    read = vobject.readOne(ics.decode()).vevent
    assert read.summary.value == clean_line(titel)
    assert read.attendee.params["CN"] == [clean_name(naam) or "lid@assen.example"]
