"""A calendar server and a calendar program take every message of one meeting's life."""

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

from .agendaserver import Khal, dav, event_in, stored
from .conftest import Regietafel

MEETING = "prt/2027-07-14"
TABLE = """\
naam: provinciale regietafel Voorbeeld
kort: PRT Voorbeeld
nummercode: PRT-VB
niveau: provinciaal
secretariaat: {naam: Secretariaat, email: secretariaat@provincie.example}
leden:
  - {lid: assen, organisatie: gemeente Assen, naam: José de Boer, email: assen@assen.example}
  - {lid: emmen, organisatie: gemeente Emmen, functie: burgemeester, email: emmen@emmen.example}
"""
DAY = "datum: 2027-07-14\nbegin: 12:30\neinde: 13:30\nplaats: Provinciehuis, Assen\nagenda: [Opening]\n"


@pytest.fixture
def werk(tmp_path: Path) -> Path:
    folder = tmp_path / "werk" / "meetings" / MEETING
    folder.mkdir(parents=True)
    (tmp_path / "werk" / "regietafel.yaml").write_text("huisstijl: {naam: Provincie}\n")
    (folder.parent / "tafel.yaml").write_text(TABLE)
    (folder / "vergadering.yaml").write_text(DAY)
    return tmp_path / "werk"


def messages(regietafel: Regietafel, werk: Path) -> Iterator[bytes]:
    """Yield what a member's calendar gets: reservation, confirmation, a later time, cancellation."""
    folder = werk / "meetings" / MEETING
    for option in (["--voorlopig"], ["--bevestig"], [], ["--annuleer"]):
        if not option:
            path = folder / "vergadering.yaml"
            path.write_text(DAY.replace("12:30", "13:00").replace("13:30", "14:30"))
        result = regietafel("uitnodiging", MEETING, *option, cwd=werk)
        assert result.code == 0, result.err
        name = "Afzegging" if option == ["--annuleer"] else "Uitnodiging"
        yield (folder / "uit" / f"{name} PRT Voorbeeld 14 juli 2027.ics").read_bytes()


def test_a_calendar_server_ends_with_the_right_event(
    regietafel: Regietafel, werk: Path, caldav: str
) -> None:
    seen = []
    for message in messages(regietafel, werk):
        dav("PUT", f"{caldav}/afspraak.ics", stored(message))
        event = event_in(dav("GET", f"{caldav}/afspraak.ics"))
        begin = event.decoded("DTSTART")
        seen.append((str(event["STATUS"]), event["SEQUENCE"], f"{begin:%H:%M %z}", event["UID"]))
    uid = seen[0][3]
    assert seen == [
        ("TENTATIVE", 0, "12:30 +0200", uid),
        ("CONFIRMED", 1, "12:30 +0200", uid),
        ("CONFIRMED", 2, "13:00 +0200", uid),
        ("CANCELLED", 3, "13:00 +0200", uid),
    ]
    everything = dav("GET", f"{caldav}/")
    assert everything.count(b"BEGIN:VEVENT") == 1
    assert "José".encode() in everything.replace(b"\r\n ", b"")


def test_a_server_does_not_take_a_second_event_under_the_same_identity(
    regietafel: Regietafel, werk: Path, caldav: str
) -> None:
    first = next(messages(regietafel, werk))
    dav("PUT", f"{caldav}/een.ics", stored(first))
    with pytest.raises(HTTPError, match="409"):
        dav("PUT", f"{caldav}/twee.ics", stored(first))


def test_khal_shows_the_meeting_as_it_is_now(
    regietafel: Regietafel, werk: Path, khal: Khal
) -> None:
    shown = []
    for message in messages(regietafel, werk):
        khal.take(message)
        shown.append(khal.shown("2027-07-14"))
    place = "| Provinciehuis, Assen |"
    title = "Provinciale regietafel Voorbeeld"
    assert shown[0] == [f"12:30 13:30 Reservering: {title} {place} TENTATIVE"]
    assert shown[2] == [f"13:00 14:30 {title} {place} CONFIRMED"]
    assert shown[3] == [f"13:00 14:30 {title} {place} CANCELLED"]
