"""Meetings to invite for, a lint for what no reader checks, and other people's readers."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn, TypeAlias
from zoneinfo import ZoneInfo

import pytest

from regietafel.outbound.kalender import Adres, Deelnemer, Kalenderpunt

Lint: TypeAlias = Callable[[bytes], list[str]]
Reader: TypeAlias = Callable[[bytes], str]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

JULI = Kalenderpunt(
    uid="prt-drenthe-2024-07-17@regietafel.example",
    volgnummer=0,
    stempel=datetime(2024, 6, 26, 9, 0, tzinfo=UTC),
    begin=datetime(2024, 7, 17, 12, 30, tzinfo=AMSTERDAM),
    einde=datetime(2024, 7, 17, 14, 30, tzinfo=AMSTERDAM),
    titel="Provinciale regietafel Drenthe",
    plaats="Provinciehuis, Westerbrink 1, Assen",
    omschrijving=(
        "Provinciale regietafel asiel en huisvesting, 17 juli 2024.\n"
        "Inloop met lunch vanaf 12.00 uur; de vergadering begint om 12.30 uur.\n"
        "\n"
        "Thema's:\n"
        "  - spreidingsopgave en tussenvoorzieningen;\n"
        "  - voortgang van de Drentse puzzel.\n"
        "\n"
        "Kunt u niet? Dan mag een collega-bestuurder u vervangen."
    ),
    organisator=Adres("Secretariaat PRT Drenthe", "prt@drenthe.example"),
    deelnemers=(
        Deelnemer("Jetta Voorbeeld", "cdk@drenthe.example", "voorzitter"),
        Deelnemer("José Álvarez-de Boer", "j.deboer@assen.example", "lid"),
        Deelnemer("Coördinator", "coordinator@coevorden.example", "lid"),
        Deelnemer("Berg, A. van den; COA", "a.vandenberg@coa.example", "genodigde"),
    ),
    link="https://vergaderen.example/prt-drenthe?kamer=17&code=4,2;1",
)

JANUARI = replace(
    JULI,
    uid="prt-drenthe-2025-01-15@regietafel.example",
    volgnummer=2,
    stempel=datetime(2024, 12, 18, 9, 0, tzinfo=UTC),
    begin=datetime(2025, 1, 15, 12, 30, tzinfo=AMSTERDAM),
    einde=datetime(2025, 1, 15, 14, 30, tzinfo=AMSTERDAM),
    omschrijving="Nieuwe datum onder voorbehoud.",
    link="",
    voorlopig=True,
    herinnering_minuten=60,
)

KLOKWISSEL = replace(
    JULI,
    uid="crisisoverleg-2024-10-27@regietafel.example",
    begin=datetime(2024, 10, 27, 1, 30, tzinfo=AMSTERDAM),
    einde=datetime(2024, 10, 27, 3, 30, tzinfo=AMSTERDAM),
    titel="Crisisoverleg opvang",
    plaats="",
)

TWEEDE_UUR = replace(
    KLOKWISSEL,
    uid="nachtoverleg-2024-10-27@regietafel.example",
    begin=datetime(2024, 10, 27, 2, 30, tzinfo=AMSTERDAM, fold=1),
)

VOORJAAR = replace(
    JULI,
    uid="crisisoverleg-2024-03-31@regietafel.example",
    begin=datetime(2024, 3, 31, 1, 30, tzinfo=AMSTERDAM),
    einde=datetime(2024, 3, 31, 3, 30, tzinfo=AMSTERDAM),
    titel="Crisisoverleg opvang",
)

ZOMER_2039 = replace(
    JULI,
    uid="prt-drenthe-2039-07-13@regietafel.example",
    begin=datetime(2039, 7, 13, 12, 30, tzinfo=AMSTERDAM),
    einde=datetime(2039, 7, 13, 14, 30, tzinfo=AMSTERDAM),
)

LASTIG = replace(
    JULI,
    uid="lastig@regietafel.example",
    titel="Besluit: 'ja', \"nee\";\r\nEND:VEVENT\x00\u202e fdp.exe",
    plaats="Zaal A\\Noord; 1e verdieping,\tAssen\u2028\x85",
    omschrijving="Regel één\r\nRegel \u202etwee\r\rBEGIN:VALARM\x07\n" + "ë😀" * 60,
    organisator=Adres('Provincie "Drenthe"\r\nATTENDEE:mailto:x@y.nl', "prt@drenthe.example"),
    deelnemers=(
        Deelnemer('Jan "Jaap" O\'Neil: de Vries^', "jan@assen.example", "lid"),
        Deelnemer("Fryslân", "fryslan@regio.example", "lid"),
        Deelnemer("", "zonder.naam@regio.example", "lid"),
        Deelnemer("Nog eens Jan", "JAN@assen.example", "voorzitter"),
        Deelnemer("Ook het secretariaat", "PRT@drenthe.example", "voorzitter"),
    ),
)


@pytest.fixture
def juli() -> Kalenderpunt:
    return JULI


@pytest.fixture
def punten() -> dict[str, Kalenderpunt]:
    return {
        "juli": JULI,
        "januari": JANUARI,
        "klokwissel": KLOKWISSEL,
        "tweede-uur": TWEEDE_UUR,
        "voorjaar": VOORJAAR,
        "zomer-2039": ZOMER_2039,
        "lastig": LASTIG,
    }


@pytest.fixture
def golden() -> Path:
    return Path(__file__).parent / "golden"


# --- The lint: what the readers let pass -----------------------------------------------

_PARTSTATS = {"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"}
_STATUSES = {"REQUEST": {"CONFIRMED", "TENTATIVE"}, "CANCEL": {"CANCELLED"}}


def _unfolded(ics: bytes) -> list[str]:
    return ics.decode("utf-8", "replace").replace("\r\n ", "").split("\r\n")[:-1]


def _values(lines: list[str], name: str) -> list[str]:
    return [line for line in lines if re.match(rf"{name}[;:]", line)]


def _event(lines: list[str]) -> list[str]:
    """Return the lines of the event itself, without those of its alarms."""
    event = "\n".join(lines).partition("BEGIN:VEVENT\n")[2].partition("\nEND:VEVENT")[0]
    return re.sub(r"(?ms)^BEGIN:VALARM$.*?^END:VALARM$\n?", "", event).split("\n")


def _address_of(line: str) -> str:
    return line.rpartition(":")[2].lower()


def _line_ends(ics: bytes, _: list[str]) -> Iterator[str]:
    if re.search(rb"(?<!\r)\n|\r(?!\n)", ics) or not ics.endswith(b"\r\n"):
        yield "line end that is not CRLF"


def _folding(ics: bytes, _: list[str]) -> Iterator[str]:
    for line in ics.split(b"\r\n"):
        if len(line) > 75:
            yield "line over 75 octets"
        if "\ufffd" in line.decode("utf-8", "replace"):
            yield "character cut in two"


def _controls(ics: bytes, _: list[str]) -> Iterator[str]:
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", ics):
        yield "control character"
    if re.search(
        "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029]", ics.decode("utf-8", "replace")
    ):
        yield "character that turns or breaks the line"


def _nesting(_: bytes, lines: list[str]) -> Iterator[str]:
    opened: list[str] = []
    for line in lines:
        key, _colon, name = line.partition(":")
        if key == "BEGIN":
            opened.append(name)
        elif key == "END" and (not opened or opened.pop() != name):
            yield f"END:{name} without its BEGIN"
    if opened or lines[:1] != ["BEGIN:VCALENDAR"] or lines[-1:] != ["END:VCALENDAR"]:
        yield "calendar not closed"
    if lines.count("BEGIN:VEVENT") != 1:
        yield "not exactly one VEVENT"


def _zones(_: bytes, lines: list[str]) -> Iterator[str]:
    used = {zone for line in lines for zone in re.findall(r"^[A-Z-]+;TZID=([^:;]+)", line)}
    defined = [line.partition(":")[2] for line in _values(lines, "TZID")]
    if len(defined) != len(set(defined)):
        yield "VTIMEZONE given twice"
    for zone in used - set(defined):
        yield f"TZID {zone} without VTIMEZONE"
    if _values(lines, "RDATE"):
        yield "VTIMEZONE with RDATE"


def _times(_: bytes, lines: list[str]) -> Iterator[str]:
    event = _event(lines)
    for name in ("DTSTART", "DTEND"):
        for line in _values(event, name):
            if ";TZID=" not in line and not line.endswith("Z"):
                yield f"{name} floats"
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if not all(line.endswith("Z") for line in _values(event, name)):
            yield f"{name} not in UTC"


def _method(_: bytes, lines: list[str]) -> Iterator[str]:
    methods = [line.partition(":")[2] for line in _values(lines, "METHOD")]
    if len(methods) != 1 or methods[0] not in _STATUSES:
        yield "not exactly one known METHOD"
        return
    status = [line.partition(":")[2] for line in _values(_event(lines), "STATUS")]
    one_leaves = methods == ["CANCEL"] and len(_values(_event(lines), "ATTENDEE")) == 1
    if one_leaves and not status:
        return
    if len(status) != 1 or status[0] not in _STATUSES[methods[0]]:
        yield f"STATUS does not fit METHOD:{methods[0]}"
    if methods[0] == "CANCEL" and "BEGIN:VALARM" in lines:
        yield "alarm in a CANCEL"


def _once(_: bytes, lines: list[str]) -> Iterator[str]:
    event = _event(lines)
    for name in ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER"):
        if len(_values(event, name)) != 1:
            yield f"not exactly one {name}"
    for name in ("LOCATION", "DESCRIPTION", "URL"):
        if len(_values(event, name)) > 1:
            yield f"more than one {name}"


def _people(_: bytes, lines: list[str]) -> Iterator[str]:
    event = _event(lines)
    people = _values(event, "ORGANIZER") + _values(event, "ATTENDEE")
    addresses = [_address_of(line) for line in people]
    if len(addresses) != len(set(addresses)):
        yield "address given twice"
    if len(people) < 2:
        yield "nobody invited"
    for line in people:
        if not re.fullmatch(r'\w+(;[A-Z]+=("[^"^]*"|[A-Z-]+))*:mailto:[^@\s]+@[^@\s]+', line):
            yield f"address not written as every reader takes it: {line}"
        if not set(re.findall(r"PARTSTAT=([A-Z-]+)", line)) <= _PARTSTATS:
            yield "unknown PARTSTAT"


RULES = (_line_ends, _folding, _controls, _nesting, _zones, _times, _method, _once, _people)


def _complaints(ics: bytes) -> list[str]:
    lines = _unfolded(ics)
    return [complaint for rule in RULES for complaint in rule(ics, lines)]


@pytest.fixture(scope="session")
def lint() -> Lint:
    """Return the lint: what is wrong with a message, in words; empty when nothing is."""
    return _complaints


# --- Other people's readers ------------------------------------------------------------

_LIBICAL = """
import sys, gi
gi.require_version('ICalGLib', '3.0')
from gi.repository import ICalGLib
component = ICalGLib.Component.new_from_string(sys.stdin.buffer.read().decode('utf-8'))
errors = component.count_errors()
fits = component.check_restrictions()
remarks = [line for line in component.as_ical_string().splitlines() if 'X-LIC-ERROR' in line]
print('errors=%d itip_ok=%d' % (errors, fits), *remarks)
"""

_ICALJS = """
const fs = require('fs'), path = require('path');
const folder = path.join(process.argv[1], 'ical.js', 'dist');
const ICAL = require(path.join(folder, 'ical.es5.cjs'));
const lib = ICAL.default || ICAL;
const calendar = new lib.Component(lib.parse(fs.readFileSync(0, 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) lib.TimezoneService.register(zone);
const event = new lib.Event(calendar.getFirstSubcomponent('vevent'));
const utc = (time) => time.toJSDate().toISOString();
console.log(JSON.stringify({
  begin: utc(event.startDate), einde: utc(event.endDate), titel: event.summary,
  plaats: event.location, omschrijving: event.description,
  namen: event.attendees.map((attendee) => attendee.getParameter('cn')),
}));
"""


def _absent(reason: str) -> NoReturn:
    """Skip for want of a program; where everything has to be there (CI=true), fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _run(command: list[str], ics: bytes) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(command, input=ics, capture_output=True, timeout=20, check=False)
    return subprocess.CompletedProcess(
        command, result.returncode, result.stdout.decode(), result.stderr.decode()
    )


@pytest.fixture(scope="session")
def libical() -> Reader:
    """Return libical's verdict on a message; its iTIP rules are those of RFC 5546."""
    command = ["/usr/bin/python3", "-c", _LIBICAL]
    probe = "import gi; gi.require_version('ICalGLib', '3.0')"
    if not Path(command[0]).exists() or _run([command[0], "-c", probe], b"").returncode:
        _absent("libical is not here (Debian: gir1.2-ical-3.0 and python3-gi)")

    def verdict(ics: bytes) -> str:
        result = _run(command, ics)
        return (result.stdout or result.stderr).strip()

    return verdict


_NODEICAL = """
const { createRequire } = require('module');
const ical = createRequire(process.argv[1] + '/')('node-ical');
const read = ical.sync.parseICS(require('fs').readFileSync(0, 'utf8'));
const events = Object.values(read).filter((part) => part.type === 'VEVENT');
console.log(JSON.stringify(events.map((event) => ({
  begin: event.start.toISOString(), einde: event.end.toISOString(), titel: event.summary,
  volgnummer: Number(event.sequence), status: event.status || '',
  adressen: [].concat(event.attendee || []).map((attendee) => attendee.val),
}))));
"""


@pytest.fixture(scope="session")
def nodeical() -> Reader:
    """Return what node-ical reads, as JSON."""
    modules = Path(os.environ.get("REGIETAFEL_NODE_MODULES", ""))
    node = shutil.which("node")
    if node is None or not (modules / "node-ical").is_dir():
        _absent("node with node-ical is not here (set REGIETAFEL_NODE_MODULES to node_modules)")

    def reading(ics: bytes) -> str:
        result = _run([node, "-e", _NODEICAL, str(modules.resolve())], ics)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return reading


@pytest.fixture(scope="session")
def icspy() -> Reader:
    """Return what ics.py reads; a process of its own, for it warns about its own libraries."""
    if find_spec("ics") is None:
        _absent("ics.py is not here (it is in the extra 'test')")
    command = [sys.executable, "-W", "ignore", "-c", _ICSPY]

    def reading(ics: bytes) -> str:
        result = _run(command, ics)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return reading


_ICSPY = """
import json, sys, ics
calendar = ics.Calendar(sys.stdin.buffer.read().decode())
print(json.dumps([{
    "begin": event.begin.to("utc").isoformat(), "einde": event.end.to("utc").isoformat(),
    "titel": event.name, "methode": calendar.method, "status": event.status,
    "adressen": sorted(attendee.email for attendee in event.attendees),
} for event in sorted(calendar.events)]))
"""


@pytest.fixture(scope="session")
def icaljs() -> Reader:
    """Return what ical.js, the reader in Thunderbird and Nextcloud, reads, as JSON."""
    modules = Path(os.environ.get("REGIETAFEL_NODE_MODULES", ""))
    node = shutil.which("node")
    if node is None or not (modules / "ical.js").is_dir():
        _absent("node with ical.js is not here (set REGIETAFEL_NODE_MODULES to node_modules)")

    def reading(ics: bytes) -> str:
        result = _run([node, "-e", _ICALJS, str(modules.resolve())], ics)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return reading
