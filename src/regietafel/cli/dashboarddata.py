"""The dashboards of a table, loaded and worked out: definition, tables, and every problem placed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regietafel.cli.nagerekend import CIJFERS, DASHBOARD, SOORTEN, read_file
from regietafel.dossier.lezen import Bevindingen, load_file
from regietafel.dossier.validation import Geladen
from regietafel.dossier.workspace import Werkmap, is_file
from regietafel.figures.dashboard import Brontabel, Dashboardstand, bereken_dashboard
from regietafel.figures.gebreken import Gebrek
from regietafel.figures.reeksen import Reeks, maak_reeksen
from regietafel.figures.tabel import lees_tabel
from regietafel.findings import Finding, Severity, fout, has_errors, waarschuwing
from regietafel.importers.ontvangen import Ontvangen
from regietafel.model.dashboard import Dashboard

__all__ = ["DASHBOARD", "Geladendashboard", "load_dashboard", "load_series"]

_ERNST = {"indicator-tegenspraak": Severity.WAARSCHUWING}
"""How bad a problem is, when it is not ``FOUT``."""


@dataclass(frozen=True)
class Bron:
    """A table that a dashboard uses, as it lies in the folder."""

    path: Path
    ontvangen: Ontvangen
    tabel: Brontabel


@dataclass(frozen=True)
class Geladendashboard:
    """A dashboard worked out, None when there is none or nothing in it can be used.

    ``bestanden`` are the tables it was made from.
    """

    path: Path
    stand: Dashboardstand | None
    findings: tuple[Finding, ...] = ()
    bestanden: tuple[Path, ...] = ()

    @property
    def bestaat(self) -> bool:
        return self.stand is not None or bool(self.findings)


def dashboard_path(werkmap: Werkmap, table: str, meeting: str) -> Path:
    return werkmap.meeting_folder(table, meeting) / CIJFERS / DASHBOARD


def load_dashboard(werkmap: Werkmap, table: str, meeting: str) -> Geladendashboard:
    """Load the dashboard of a meeting and work it out; every problem at once."""
    path = dashboard_path(werkmap, table, meeting)
    if not path.exists():
        return Geladendashboard(path, None)
    loaded = load_file(werkmap, path, Dashboard)
    if loaded.model is None:
        return Geladendashboard(path, None, loaded.findings)
    bronnen, about = _load_tables(werkmap, path.parent, _named(loaded.model))
    tables = {naam: bron.tabel for naam, bron in bronnen.items()}
    stand, problems = bereken_dashboard(loaded.model, tables)
    found = _as_findings(path, loaded, bronnen, problems)
    files = tuple(bron.path for bron in bronnen.values())
    return Geladendashboard(path, stand, (*loaded.findings, *about, *found), files)


def load_series(
    werkmap: Werkmap, table: str, last: str
) -> tuple[Geladendashboard, tuple[Reeks, ...], list[Finding]]:
    """Return the dashboard of a meeting, its series over the meetings before, and the findings.

    An earlier dashboard with an error is left out, with one warning that says so.
    """
    now = load_dashboard(werkmap, table, last)
    findings = list(now.findings)
    if now.stand is None:
        return now, (), findings
    standen = []
    for meeting in werkmap.meetings(table):
        before = load_dashboard(werkmap, table, meeting) if meeting < last else None
        if before is None or not before.bestaat:
            continue
        if before.stand is None or has_errors(before.findings):
            findings.append(_left_out(before.path))
        else:
            standen.append(before.stand)
    return now, maak_reeksen([*standen, now.stand]), findings


def dashboard_meetings(werkmap: Werkmap, table: str) -> list[str]:
    """Return the meetings of a table that have a dashboard, oldest first."""
    meetings = werkmap.meetings(table)
    return [name for name in meetings if dashboard_path(werkmap, table, name).exists()]


def _left_out(path: Path) -> Finding:
    message = "In dit eerdere dashboard staan fouten, dus het telt niet mee in het verloop; kijk het na met 'regietafel controleer'."
    return waarschuwing(path, "dashboard-overgeslagen", message)


def _named(dashboard: Dashboard) -> tuple[str, ...]:
    named = (dashboard.tabel, *(regel.tabel for regel in dashboard.indicatoren))
    return tuple(dict.fromkeys(naam for naam in named if naam))


def _load_tables(
    werkmap: Werkmap, folder: Path, names: Iterable[str]
) -> tuple[dict[str, Bron], list[Finding]]:
    """Return the tables that are there, by name; which are not, the dashboard says itself."""
    bronnen: dict[str, Bron] = {}
    findings: list[Finding] = []
    for naam in names:
        path = _file_of(folder, naam)
        if path is None:
            continue
        tables, loaded, found = read_file(path, werkmap)
        findings += found
        if tables:
            definition = loaded.model if loaded else None
            table, _ = lees_tabel(tables[0].rijen, definition.koprijen if definition else None)
            bronnen[naam] = Bron(path, tables[0], Brontabel(table, definition))
    return bronnen, findings


def _file_of(folder: Path, naam: str) -> Path | None:
    found = (folder / f"{naam}{ending}" for ending in sorted(SOORTEN))
    return next((path for path in found if path.parent == folder and is_file(path)), None)


def _as_findings(
    path: Path, loaded: Geladen[Dashboard], bronnen: dict[str, Bron], problems: Iterable[Gebrek]
) -> Iterator[Finding]:
    about = Bevindingen.collect({path: loaded})
    for problem in problems:
        bron = bronnen.get(problem.tabel)
        if bron is not None:
            line = bron.ontvangen.regel(problem.rij)
            place = bron.ontvangen.plaats(problem.rij)
            message = (
                f"{place[:1].upper()}{place[1:]}: {problem.bericht}" if place else problem.bericht
            )
            yield fout(bron.path, problem.code, message, line=line)
        else:
            severity = _ERNST.get(problem.code, Severity.FOUT)
            finding = Finding(path, problem.keys, 0, severity, problem.code, problem.bericht)
            yield from about.locate([finding])
