"""A calendar server and a calendar program take every message of one meeting's life."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from icalendar import Calendar, Event

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


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def caldav(tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty calendar on a Radicale of our own."""
    port = free_port()
    options = {
        "server-hosts": f"127.0.0.1:{port}",
        "storage-filesystem-folder": str(tmp_path / "kalenders"),
        "auth-type": "none",
        "logging-level": "critical",
    }
    command = [sys.executable, "-W", "ignore", "-m", "radicale", "--config", os.devnull]
    command += [part for name, value in options.items() for part in (f"--{name}", value)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address)
            assert dav("MKCALENDAR", f"{address}/lid/agenda/") == b""
            yield f"{address}/lid/agenda"
        finally:
            server.terminate()


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(f"{address}/.web/", timeout=2).close()  # noqa: S310 - our own server
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail("Radicale does not answer")


def dav(method: str, url: str, body: bytes = b"") -> bytes:
    """Send a request as user ``lid``; an error of the server is an error of the test."""
    login = b64encode(b"lid:").decode()
    headers = {"Content-Type": "text/calendar; charset=utf-8", "Authorization": f"Basic {login}"}
    with urlopen(Request(url, body or None, headers, method=method), timeout=10) as answer:  # noqa: S310 - our own server
        content: bytes = answer.read()
        return content


def stored(message: bytes) -> bytes:
    """Return a message as a calendar program stores it: without METHOD (RFC 4791, 4.1)."""
    return re.sub(rb"METHOD:[A-Z]+\r\n", b"", message)


def event_in(content: bytes) -> Event:
    return Calendar.from_ical(content).events[0]


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


@pytest.fixture
def khal(tmp_path: Path, needs_program: Callable[..., None]) -> list[str]:
    """Return the command of khal, with a calendar of its own."""
    needs_program("khal")
    (tmp_path / "agenda").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[lid]]\npath = {tmp_path / 'agenda'}\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = Europe/Amsterdam\ndefault_timezone = Europe/Amsterdam\n"
        "[default]\ndefault_calendar = lid\n"
    )
    return [sys.executable, "-W", "ignore", str(shutil.which("khal")), "-c", str(config)]


def run(command: list[str], *arguments: str) -> str:
    done = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_khal_shows_the_meeting_as_it_is_now(
    regietafel: Regietafel, werk: Path, khal: list[str], tmp_path: Path
) -> None:
    form = "{start-time} {end-time} {title} | {location} | {status}"
    shown = []
    for message in messages(regietafel, werk):
        path = tmp_path / "bericht.ics"
        path.write_bytes(message)
        run(khal, "import", "--batch", str(path))
        lines = run(khal, "list", "--day-format", "", "--format", form, "2027-07-14", "1d")
        shown.append(lines.strip().splitlines())
    place = "| Provinciehuis, Assen |"
    title = "Provinciale regietafel Voorbeeld"
    assert shown[0] == [f"12:30 13:30 Reservering: {title} {place} TENTATIVE"]
    assert shown[2] == [f"13:00 14:30 {title} {place} CONFIRMED"]
    assert shown[3] == [f"13:00 14:30 {title} {place} CANCELLED"]
