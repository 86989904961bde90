"""Dashboards for tests: those of the example, one with traps, one of many areas, one of one figure."""

from datetime import date
from pathlib import Path

from regietafel.cli.dashboarddata import load_series
from regietafel.documents.compose_dashboard import compose_dashboard
from regietafel.documents.views_dashboard import DashboardView
from regietafel.dossier.workspace import Werkmap
from regietafel.figures.dashboard import Brontabel, bereken_dashboard
from regietafel.figures.reeksen import Reeks, maak_reeksen
from regietafel.figures.tabel import lees_tabel
from regietafel.model.dashboard import Dashboard

from .rapportverhaal import STIJL, TAFELS, TRAPS

ROOT = Path(__file__).parents[2]
SEPTEMBER, DECEMBER = "2024-09-26", "2024-12-12"


def of_example(meeting: str) -> tuple[DashboardView, tuple[Reeks, ...]]:
    """Return the dashboard of a meeting of the example, and its series."""
    loaded, series, findings = load_series(Werkmap(ROOT), "lrt", meeting)
    assert findings == []
    assert loaded.stand is not None
    day = date.fromisoformat(meeting)
    return compose_dashboard(loaded.stand, series, TAFELS["lrt"], day, STIJL), series


def made_of(rows: list[list[str]], name: str = "Opvang", **extra: object) -> DashboardView:
    """Return a dashboard of one indicator and the rows of its areas."""
    return with_series(rows, name, "2024-07-01", **extra)[0]


def with_series(
    rows: list[list[str]],
    name: str = "Opvang",
    day: str = "2024-07-01",
    **extra: object,
) -> tuple[DashboardView, tuple[Reeks, ...]]:
    """Return a dashboard of one indicator on a reference date, and its series."""
    table, _ = lees_tabel([["Gemeente", "Opgave", "Klaar"], *rows])
    regel = {
        "naam": name, "startdatum": "2024-01-01", "startpunt": 0, "einddatum": "2025-01-01",
        "eindpunt": 1000, "peildatum": day, "tabel": "t", "opgave": "Opgave",
        "behaald": ["Klaar"],
    }  # fmt: skip
    data = {"titel": name, "indicatoren": [regel], **extra}
    stand, _ = bereken_dashboard(Dashboard.model_validate(data), {"t": Brontabel(table)})
    assert stand is not None
    series = maak_reeksen([stand])
    return compose_dashboard(stand, series, TAFELS["prt"], date(2024, 7, 17), STIJL), series


def trapped() -> DashboardView:
    """Return a dashboard in which every text that a user types looks like code."""
    trap = " ".join(TRAPS)
    return made_of([[trap, "100", "20"], ["Emmen", "ntb", ""]], trap, toelichting=list(TRAPS))


def crowd(count: int = 60) -> DashboardView:
    """Return a dashboard of more areas than a map has tiles."""
    return made_of([[f"Gemeente {n} aan den Rijn", "100", str(n)] for n in range(count)])


def alone() -> DashboardView:
    """Return a dashboard of one indicator without areas or a realisation."""
    regel = {
        "naam": "Opvang", "startdatum": "2024-01-01", "startpunt": 0, "einddatum": "2025-01-01",
        "eindpunt": 1000, "peildatum": "2025-07-01", "drempels": {"groen": 90, "oranje": 50},
    }  # fmt: skip
    dashboard = Dashboard.model_validate({"titel": "Dashboard", "indicatoren": [regel]})
    stand, _ = bereken_dashboard(dashboard, {})
    assert stand is not None
    return compose_dashboard(stand, maak_reeksen([stand]), TAFELS["prt"], date(2025, 7, 17), STIJL)


VIEWS = {
    "september": of_example(SEPTEMBER)[0],
    "december": of_example(DECEMBER)[0],
    "trapped": trapped(),
    "crowd": crowd(),
    "alone": alone(),
}
