"""``regietafel init``, ``nieuw`` and ``demo``: folders to start from."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import shorten

from regietafel.cli import dashboards, maken, pakken, rapporteren, regisseren, uitnodigen
from regietafel.cli.dashboarddata import dashboard_path
from regietafel.cli.ingekomen import newly_come_in
from regietafel.cli.openen import Geopend, load_meeting
from regietafel.cli.schemas import write_schemas
from regietafel.cli.terminal import OK, PROBLEMS, Refusal, show, show_findings, show_made
from regietafel.cli.werkplek import open_table, open_workspace, parse_day
from regietafel.documents.compose_acties import Tafels, status_text
from regietafel.dossier.grootboek import load_with_forwarded
from regietafel.dossier.lezen import load_file
from regietafel.dossier.scaffold import meeting_text, settings_text, table_text
from regietafel.dossier.workspace import SETTINGS, Werkmap
from regietafel.dossier.writing import create_new
from regietafel.ledger.stand import Stand, standen
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Doorgang, Vergadering
from regietafel.resources import example_workspace

_FIRST_TABLE = "prt-voorbeeld"
_LINE = 90
"""Characters of an action in a comment."""


def init(folder: Path) -> int:
    """Make an empty workspace with a first table."""
    _require_empty(folder)
    create_new(folder / SETTINGS, settings_text().encode())
    create_new(folder / "meetings" / _FIRST_TABLE / "tafel.yaml", table_text().encode())
    write_schemas(folder)
    show(f"Werkmap gemaakt in {folder}")
    show("Verder:")
    show(f"  1. cd {folder}")
    show("  2. Vul in: regietafel.yaml (de huisstijl)")
    show(
        f"  3. Vul in: meetings/{_FIRST_TABLE}/tafel.yaml (naam en leden); hernoem de map naar uw tafel (kleine letters, cijfers en streepjes)"
    )
    show("  4. regietafel nieuw TAFEL DATUM, zoals: regietafel nieuw prt-voorbeeld 2027-03-10")
    return OK


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(f"{folder} is niet leeg; kies een nieuwe map. Er is niets veranderd.")


def nieuw(table: str, day: str, suffix: str) -> int:
    """Make the folder of a next meeting, filled in from the table and the last meeting."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    name = _meeting_name(parse_day(day), suffix)
    folder = werkmap.meeting_folder(table, name)
    if folder.exists():
        raise Refusal(
            f"{folder} bestaat al; er is niets veranderd. "
            "Voor een tweede vergadering op die dag: voeg toe --achtervoegsel 2."
        )
    make_meeting(werkmap, table, load_table(werkmap, table), parse_day(day), name)
    show_made(folder / "vergadering.yaml")
    show("Zet stukken in de map bijlagen daarnaast en noem ze bij hun agendapunt.")
    new = [inkomst.nummer for inkomst in newly_come_in(werkmap, table)]
    if new:
        show(f"Ingekomen en nog op geen agenda: {', '.join(new)} ('regietafel ingekomen {table}').")
    return OK


def make_meeting(werkmap: Werkmap, table: str, tafel: Tafel, day: date, name: str) -> None:
    """Make the folder of a meeting that is not there yet."""
    folder = werkmap.meeting_folder(table, name)
    text = _meeting_text(werkmap, table, tafel, day, name)
    create_new(folder / "vergadering.yaml", text.encode())
    (folder / "bijlagen").mkdir()


def _meeting_name(day: date, suffix: str) -> str:
    if suffix and not re.fullmatch(r"[a-z0-9]+", suffix):
        raise Refusal(
            f"'{suffix}' kan niet; gebruik een cijfer of letter, zoals --achtervoegsel 2."
        )
    return f"{day}-{suffix}" if suffix else str(day)


def load_table(werkmap: Werkmap, table: str) -> Tafel:
    """Return a table without faults, or refuse after they were shown."""
    loaded = load_file(werkmap, werkmap.table_folder(table) / "tafel.yaml", Tafel)
    if loaded.model is None or loaded.findings:
        show_findings(loaded.findings)
        raise Refusal("Er is niets gemaakt: verbeter eerst de fouten hierboven.")
    return loaded.model


def _meeting_text(werkmap: Werkmap, table: str, tafel: Tafel, day: date, name: str) -> str:
    last = _last_held(werkmap, table, name)
    begin = tafel.begin or (last[1].begin if last else None)
    einde = tafel.einde or (last[1].einde if last else None)
    times = (f"{begin:%H:%M}" if begin else "10:00", f"{einde:%H:%M}" if einde else "11:00")
    return meeting_text(tafel, day, last, times, _open_actions(werkmap, table, day))


def _open_actions(werkmap: Werkmap, table: str, day: date) -> dict[str, str]:
    """Return what is still to be done on a day: by number, with a line that says what it is."""
    book = load_with_forwarded(werkmap, table)
    found = [s for s in standen(book.boek, day).values() if s.tafel == table and s.leeft]
    return {stand.nummer: _in_a_line(stand, book.tafels, day) for stand in found}


def _in_a_line(stand: Stand, tafels: Tafels, day: date) -> str:
    text = shorten(" ".join(stand.tekst.split()), _LINE, placeholder=" …")
    state = status_text(stand, tafels, day)
    return text if state == "open" else f"{text} [{state}]"


def _last_held(werkmap: Werkmap, table: str, before: str) -> tuple[str, Vergadering] | None:
    """Return the last meeting before another that was not cancelled, with its folder name."""
    for name in reversed(werkmap.meetings(table)):
        path = werkmap.meeting_folder(table, name) / "vergadering.yaml"
        found = load_file(werkmap, path, Vergadering).model if name < before else None
        if found is not None and found.doorgang is not Doorgang.GEANNULEERD:
            return name, found
    return None


def demo(folder: Path) -> int:
    """Make the example workspace and everything that can be made from it."""
    _require_empty(folder)
    source = example_workspace()
    folder.mkdir(parents=True, exist_ok=True)
    ignore = shutil.ignore_patterns("uit", "__pycache__")
    shutil.copytree(source / "meetings", folder / "meetings", ignore=ignore)
    shutil.copy(source / SETTINGS, folder)
    write_schemas(folder)
    code = _make_everything(Werkmap(folder.resolve()))
    show("")
    show(f"Klaar. Kijk in {folder / 'meetings' / 'prt-drenthe' / '2024-07-17' / 'uit'}")
    show(f"Verder proberen: cd {folder} en dan 'regietafel --help'.")
    return code


def _make_everything(werkmap: Werkmap) -> int:
    codes = []
    for table in werkmap.tables():
        opened = [load_meeting(werkmap, table, meeting) for meeting in werkmap.meetings(table)]
        codes += [_make_of_meeting(geopend) for geopend in opened]
        show(f"\n{table}")
        last = max(geopend.dossier.vergadering.datum for geopend in opened)
        codes.append(rapporteren.make(werkmap, table, last))
    return PROBLEMS if any(codes) else OK


def _make_of_meeting(geopend: Geopend) -> int:
    show(f"\n{geopend.dossier.tafelnaam}/{geopend.dossier.naam}")
    dossier = geopend.dossier
    makers: list[Callable[[Geopend], int]]
    makers = [partial(maken.make, kinds=[]), uitnodigen.make, pakken.make, regisseren.make]
    if dashboard_path(dossier.werkmap, dossier.tafelnaam, dossier.naam).exists():
        makers.append(dashboards.make)
    return max(make(geopend) for make in makers)
