"""The calendar of a table, as other people's readers see it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
import vobject

from regietafel.model.tafel import Niveau, Secretariaat, Tafel
from regietafel.model.vergadering import Digitaal, Doorgang, Inloop, Vergadering
from regietafel.outbound.agendafeed import Gepland, compose_agendafeed
from regietafel.outbound.kalender import EindeVoorBeginError

TAFEL = Tafel(
    naam="provinciale regietafel Drenthe",
    kort="PRT Drenthe; 'Noord', \"hier\"",
    nummercode="PRT-DR",
    niveau=Niveau.PROVINCIAAL,
    secretariaat=Secretariaat(naam="Secretariaat", email="prt@drenthe.example"),
)
JULI = Vergadering(
    datum=date(2024, 7, 17), begin=time(12, 30), einde=time(13, 30), plaats="Provinciehuis, Assen",
    inloop=Inloop(vanaf=time(12), toelichting="met lunch"), digitaal=Digitaal(),
)  # fmt: skip
DAYS = {"2024-07-17": "10:30", "2025-01-15": "11:30", "2024-03-31": "10:30", "2039-07-13": "10:30"}
NOW = datetime(2024, 6, 1, 9, tzinfo=UTC)


def planned(day: str) -> Gepland:
    return Gepland(day, JULI.model_copy(update={"datum": date.fromisoformat(day)}), voorlopig=False)


@pytest.fixture
def feed() -> bytes:
    days = [planned(day) for day in sorted(DAYS)]
    cancelled = days[1].vergadering.model_copy(update={"doorgang": Doorgang.GEANNULEERD})
    days[1] = replace(days[1], vergadering=cancelled)
    days[2] = replace(days[2], voorlopig=True)
    return compose_agendafeed("prt-drenthe", TAFEL, days, NOW)


def test_libical_finds_no_error_and_the_rules_of_publish_kept(
    feed: bytes, libical: Callable[[bytes], str]
) -> None:
    assert libical(feed) == "errors=0 itip_ok=1"


def test_vobject_approves_and_names_the_calendar(feed: bytes) -> None:
    calendar = vobject.readOne(feed.decode())
    assert calendar.validate(raiseException=True)
    assert calendar.x_wr_calname.value == TAFEL.kort


def test_node_reads_every_meeting_at_the_right_moment(
    feed: bytes, nodeical: Callable[[bytes], str]
) -> None:
    read = json.loads(nodeical(feed))
    expected = [f"{day}T{moment}" for day, moment in sorted(DAYS.items())]
    assert sorted(event["begin"][:16] for event in read) == expected
    assert [event["status"] for event in sorted(read, key=lambda e: str(e["begin"]))] == [
        "CONFIRMED", "CANCELLED", "TENTATIVE", "CONFIRMED",
    ]  # fmt: skip
    assert {len(event["adressen"]) for event in read} == {0}


def test_lines_end_and_fold_as_they_must(feed: bytes) -> None:
    assert feed.endswith(b"\r\n")
    assert b"\n" not in feed.replace(b"\r\n", b"")
    assert max(map(len, feed.split(b"\r\n"))) <= 75


def test_the_walk_in_is_text_and_a_link_is_never_there(feed: bytes) -> None:
    text = feed.replace(b"\r\n ", b"").decode()
    assert "DESCRIPTION:Inloop: vanaf 12.00 uur met lunch\\nDigitaal deelnemen is mogelijk." in text
    assert "http" not in text


def test_a_meeting_that_ends_before_it_begins_is_refused() -> None:
    wrong = JULI.model_copy(update={"einde": time(12)})
    with pytest.raises(EindeVoorBeginError):
        compose_agendafeed("prt", TAFEL, [Gepland("x", wrong, voorlopig=False)], NOW)
