"""The lint itself: each fault, put into a good invitation, is seen."""

from collections.abc import Callable

import pytest

from regietafel.outbound.kalender import Kalenderpunt, compose_annulering, compose_verzoek

FAULTS = [
    (b"\r\nMETHOD", b"\nMETHOD", "line end that is not CRLF"),
    (b"\r\nMETHOD", b"\rMETHOD", "line end that is not CRLF"),
    (b"SUMMARY:", b"SUMMARY:" + b"x" * 70, "line over 75 octets"),
    ("José".encode(), "Jos\xc3\r\n \xa9".encode("latin-1"), "character cut in two"),
    (b"SUMMARY:", b"SUMMARY:\x07", "control character"),
    (b"SUMMARY:", "SUMMARY:\u202e".encode(), "character that turns or breaks the line"),
    (b"END:VALARM\r\n", b"", "END:VEVENT without its BEGIN"),
    (b"END:VCALENDAR\r\n", b"", "calendar not closed"),
    (
        b"BEGIN:VEVENT\r\n",
        b"BEGIN:VEVENT\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n",
        "not exactly one VEVENT",
    ),
    (b"TZID:Europe/Amsterdam", b"TZID:Europe/Berlin", "TZID Europe/Amsterdam without VTIMEZONE"),
    (b"TZNAME:CET\r\n", b"TZNAME:CET\r\nRDATE:20241027T030000\r\n", "VTIMEZONE with RDATE"),
    (b"TZID:Europe/Amsterdam\r\n", b"TZID:Europe/Amsterdam\r\n" * 2, "VTIMEZONE given twice"),
    (b"DTSTART;TZID=Europe/Amsterdam:2024", b"DTSTART:2024", "DTSTART floats"),
    (b"DTSTAMP:20240626T090000Z", b"DTSTAMP:20240626T090000", "DTSTAMP not in UTC"),
    (b"METHOD:REQUEST\r\n", b"", "not exactly one known METHOD"),
    (b"METHOD:REQUEST", b"METHOD:PUBLISH", "not exactly one known METHOD"),
    (b"METHOD:REQUEST", b"METHOD:CANCEL", "STATUS does not fit METHOD:CANCEL"),
    (b"STATUS:CONFIRMED\r\n", b"", "STATUS does not fit METHOD:REQUEST"),
    (b"METHOD:REQUEST", b"METHOD:CANCEL", "alarm in a CANCEL"),
    (b"SEQUENCE:0\r\n", b"", "not exactly one SEQUENCE"),
    (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nLOCATION:x\r\n", "more than one LOCATION"),
    (b"cdk@drenthe.example", b"PRT@drenthe.example", "address given twice"),
    (b"mailto:cdk@", b"cdk@", "address not written as every reader takes it"),
    (b'CN="Jetta', b"CN=\"Jetta ^'", "address not written as every reader takes it"),
    ('CN="Coördinator"'.encode(), "CN=Coördinator".encode(), "address not written as every"),
    (b"NEEDS-ACTION", b"MAYBE", "unknown PARTSTAT"),
]


@pytest.mark.parametrize(("good", "bad", "complaint"), FAULTS)
def test_a_fault_is_seen(
    good: bytes,
    bad: bytes,
    complaint: str,
    juli: Kalenderpunt,
    lint: Callable[[bytes], list[str]],
) -> None:
    ics = compose_verzoek(juli)
    if good not in ics:
        ics = ics.replace(b"\r\n ", b"")
    assert good in ics
    assert any(said.startswith(complaint) for said in lint(ics.replace(good, bad, 1)))


def test_an_invitation_without_people_is_seen(
    juli: Kalenderpunt, lint: Callable[[bytes], list[str]]
) -> None:
    lines = compose_annulering(juli).replace(b"\r\n ", b"").split(b"\r\n")
    kept = b"\r\n".join(line for line in lines if not line.startswith(b"ATTENDEE"))
    assert "nobody invited" in lint(kept)
