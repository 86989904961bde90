"""``regietafel cijfers dashboard``: the indicators of a table, as PDF, Word, page and Excel."""

from collections.abc import Sequence

from regietafel.cli.dashboarddata import DASHBOARD, Geladendashboard, load_series
from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.nagerekend import CIJFERS, about_figures, check_file
from regietafel.cli.openen import Geopend, open_meeting
from regietafel.cli.stukken import output_path, sjablonen_of
from regietafel.cli.terminal import Refusal, show_findings, show_made
from regietafel.cli.vormen import all_forms
from regietafel.cli.werkplek import document_moment
from regietafel.documents.compose_dashboard import compose_dashboard, for_word
from regietafel.documents.compose_dashboardboek import dashboard_sheets
from regietafel.documents.formuleboek import to_formuleboek
from regietafel.documents.views_dashboard import DashboardView
from regietafel.dossier.writing import write_atomic
from regietafel.figures.reeksen import Reeks
from regietafel.findings import Finding, has_errors

KIND = "dashboard"


def run(name: str) -> int:
    """Make the dashboard of a meeting; return the exit code."""
    return make(open_meeting(name))


def make(geopend: Geopend) -> int:
    """Make the dashboard of an opened meeting; return the exit code.

    A table of the dashboard in which a stated figure is wrong is a refusal: the dashboard works
    everything out itself, and would contradict what was received.
    """
    dossier = geopend.dossier
    loaded, series, findings = load_series(dossier.werkmap, dossier.tafelnaam, dossier.naam)
    findings += _about_tables(geopend, loaded)
    if loaded.stand is None or has_errors(findings):
        show_findings(findings)
        raise Refusal(_nothing(loaded))
    stijl, more = load_stijl(dossier)
    view = compose_dashboard(loaded.stand, series, dossier.tafel, dossier.vergadering.datum, stijl)
    made, failed = _forms(geopend, view, series)
    for extension, content in made.items():
        path = output_path(dossier, view.documentnaam, extension)
        write_atomic(path, content)
        show_made(path)
    return geopend.report([*findings, *more, *failed])


def _nothing(loaded: Geladendashboard) -> str:
    if loaded.bestaat:
        return "Er is niets gemaakt: verbeter eerst de fouten hierboven."
    return (
        f"Deze vergadering heeft geen dashboard: maak {CIJFERS}/{DASHBOARD} in haar map. "
        "Wat erin komt, staat in de handleiding bij 'Het dashboard'."
    )


def _about_tables(geopend: Geopend, loaded: Geladendashboard) -> list[Finding]:
    """Return what is wrong with the stated figures of the tables that the dashboard uses.

    Only what a definition says is checked here; ``controleer`` searches the others.
    """
    defined = [path for path in loaded.bestanden if path.with_suffix(".yaml").is_file()]
    checked = [check_file(path, geopend.dossier.werkmap) for path in defined]
    found = [finding for _, findings in checked for finding in findings]
    told = [f for tables, _ in checked for table in tables for f in about_figures(table)]
    return [*found, *(finding for finding in told if finding.code == "cijfer-onjuist")]


def _forms(
    geopend: Geopend, view: DashboardView, series: Sequence[Reeks]
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return every form by its extension, with why one failed."""
    dossier = geopend.dossier
    moment = document_moment(dossier.vergadering.datum)
    made, findings = all_forms(
        KIND, view, for_word(view), sjablonen_of(dossier),
        moment=moment, route=dossier.instellingen.pdf,
    )  # fmt: skip
    sheets = dashboard_sheets(series, view)
    titel, auteur = view.documentnaam, view.huisstijl.naam
    book = to_formuleboek(sheets, titel=titel, auteur=auteur, moment=moment)
    return {**made, "xlsx": book}, findings
