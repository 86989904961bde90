"""Calendars of members: a CalDAV server of our own (Radicale), and the program khal."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from icalendar import Calendar, Event


@contextmanager
def open_agendaserver(folder: Path) -> Iterator[str]:
    """Give the address of a Radicale without calendars that keeps them in a folder."""
    port = _free_port()
    options = {
        "server-hosts": f"127.0.0.1:{port}",
        "storage-filesystem-folder": str(folder),
        "auth-type": "none",
        "logging-level": "critical",
    }
    command = [sys.executable, "-W", "ignore", "-m", "radicale", "--config", os.devnull]
    command += [part for name, value in options.items() for part in (f"--{name}", value)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(address: str) -> None:
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


def new_agenda(server: str, name: str) -> str:
    """Make an empty calendar and return its address."""
    assert dav("MKCALENDAR", f"{server}/lid/{name}/") == b""
    return f"{server}/lid/{name}"


def stored(message: bytes) -> bytes:
    """Return a message as a calendar program stores it: without METHOD (RFC 4791, 4.1)."""
    return re.sub(rb"METHOD:[A-Z]+\r\n", b"", message)


def event_in(content: bytes) -> Event:
    return Calendar.from_ical(content).events[0]


@dataclass(frozen=True)
class Khal:
    """The program khal with a calendar of its own."""

    command: tuple[str, ...]
    folder: Path

    def take(self, message: bytes) -> None:
        """Import a calendar message."""
        path = self.folder / "bericht.ics"
        path.write_bytes(message)
        self._run("import", "--batch", str(path))

    def shown(self, day: str) -> list[str]:
        """Return what stands in the calendar on a day."""
        form = "{start-time} {end-time} {title} | {location} | {status}"
        lines = self._run("list", "--day-format", "", "--format", form, day, "1d")
        return lines.strip().splitlines()

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self.command, *arguments], capture_output=True, text=True, timeout=30, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def make_khal(folder: Path) -> Khal:
    (folder / "agenda").mkdir()
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[lid]]\npath = {folder / 'agenda'}\n"
        f"[sqlite]\npath = {folder / 'khal.db'}\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = Europe/Amsterdam\ndefault_timezone = Europe/Amsterdam\n"
        "[default]\ndefault_calendar = lid\n"
    )
    command = (sys.executable, "-W", "ignore", str(shutil.which("khal")), "-c", str(config))
    return Khal(command, folder)
