"""``regietafel uitnodiging`` for 40 members against a minimal script around icalendar.

Run: ``python benchmarks/uitnodiging.py``. Target: at most 1.5 of the script, whole process. The last
participant does nothing but start the libraries that the command stands on, with an empty command and
an empty model: what they cost by themselves is a floor under any command.
"""

import sys
import tempfile
from pathlib import Path

from meten import Deelnemer, measure, print_table

MEETING = "prt/2027-07-14"
MEMBERS = 40

_PEER = """
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo
from icalendar import Calendar, Event, vCalAddress
zone = ZoneInfo("Europe/Amsterdam")
calendar = Calendar.new(method="REQUEST", prodid="-//script//NL", uid="x@script.example")
event = Event.new(
    uid="x@script.example", sequence=0, stamp=datetime.now(timezone.utc),
    summary="Provinciale regietafel Voorbeeld", location="Provinciehuis",
    start=datetime(2027, 7, 14, 12, 30, tzinfo=zone), end=datetime(2027, 7, 14, 13, 30, tzinfo=zone),
    description="Datum: woensdag 14 juli 2027\\nTijd: 12.30 - 13.30 uur\\nAgenda:\\n1. Opening",
    organizer=vCalAddress.new("secretariaat@provincie.example", cn="Secretariaat"),
)
for number in range(40):
    event.add("ATTENDEE", vCalAddress.new(
        f"lid{number}@gemeente{number}.example", cn=f"Burgemeester {number}",
        role="REQ-PARTICIPANT", partstat="NEEDS-ACTION", rsvp=True))
calendar.add_component(event)
calendar.add_missing_timezones()
Path("uitnodiging.ics").write_bytes(calendar.to_ical())
"""

_LIBRARIES = """
import os
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
import icalendar, pydantic, typer
class Model(pydantic.BaseModel):
    naam: str
Model(naam="PRT")
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
@app.command()
def uitnodiging(naam: str) -> None: pass
app(["prt"])
"""


def write_workspace(root: Path) -> None:
    """Write a table of 40 members and a meeting with an agenda of twelve points."""
    folder = root / "meetings" / MEETING
    folder.mkdir(parents=True)
    (root / "regietafel.yaml").write_text("huisstijl: {naam: Provincie}\n")
    rows = "".join(
        f"  - {{lid: lid{n}, functie: burgemeester, organisatie: gemeente {n}, email: lid{n}@g{n}.example}}\n"
        for n in range(MEMBERS)
    )
    (folder.parent / "tafel.yaml").write_text(
        "naam: provinciale regietafel Voorbeeld\nkort: PRT Voorbeeld\nnummercode: PRT-VB\n"
        "niveau: provinciaal\nsecretariaat: {naam: Secretariaat, email: s@provincie.example}\n"
        f"leden:\n{rows}"
    )
    points = "".join(f"  - Agendapunt {n} over opvang en huisvesting\n" for n in range(1, 13))
    (folder / "vergadering.yaml").write_text(
        f"datum: 2027-07-14\nbegin: 12:30\neinde: 13:30\nplaats: Provinciehuis\nagenda:\n{points}"
    )


def main() -> None:
    """Print the table: the first time, and again without a change."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_workspace(folder / "werk")
        (folder / "peer.py").write_text(_PEER)
        (folder / "bodem.py").write_text(_LIBRARIES)
        stand = folder / "werk" / "meetings" / MEETING / "uitnodiging.yaml"
        command = [sys.executable, "-m", "regietafel", "uitnodiging", MEETING]
        again = Deelnemer("regietafel uitnodiging, opnieuw", command, folder / "werk")
        first = Deelnemer(
            "regietafel uitnodiging, eerste keer",
            ["sh", "-c", f"rm -f '{stand}'; exec {' '.join(command)}"],
            folder / "werk",
        )
        peer = Deelnemer("icalendar-script", [sys.executable, "peer.py"], folder)
        floor = Deelnemer(
            "typer, pydantic en icalendar alleen", [sys.executable, "bodem.py"], folder
        )
        print_table(measure([peer, again, first, floor]), against=peer.naam)


if __name__ == "__main__":
    main()
