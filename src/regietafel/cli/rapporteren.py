"""``regietafel rapport``: the chair's report on a table's actions, as page, PDF, Word and Excel."""

from datetime import date

from regietafel import dutch
from regietafel.cli.huisstijl import table_style
from regietafel.cli.terminal import Refusal, show_findings, show_made
from regietafel.cli.vormen import all_forms
from regietafel.cli.werkplek import (
    chosen_day,
    document_moment,
    open_table,
    open_workspace,
    output_folder,
)
from regietafel.documents.compose_rapport import compose_rapport, with_pictures
from regietafel.documents.compose_rapportbladen import report_sheets
from regietafel.documents.soorten import Sjablonen
from regietafel.documents.views import StijlView
from regietafel.documents.views_rapport import RapportView
from regietafel.documents.werkboek import to_werkboek
from regietafel.dossier.grootboek import Grootboek, load_grootboek
from regietafel.dossier.lezen import load_file
from regietafel.dossier.workspace import Werkmap
from regietafel.dossier.writing import write_atomic
from regietafel.figures.reeksen import Reeks
from regietafel.findings import Finding, has_errors
from regietafel.ledger.overzicht import maak_overzicht
from regietafel.model.instellingen import Instellingen
from regietafel.resources import templates

KIND = "rapport"


def run(table: str, peildatum: str) -> int:
    """Make the report of a table; return the exit code."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    return make(werkmap, table, chosen_day(peildatum))


def make(werkmap: Werkmap, table: str, day: date) -> int:
    """Make the report of a table on a day; return the exit code."""
    book = load_grootboek(werkmap, werkmap.tables())
    findings = book.about(werkmap.table_folder(table))
    if has_errors(findings):
        show_findings(findings)
        raise Refusal("Er is niets gemaakt: verbeter eerst de fouten hierboven.")
    settings, stijl, more = _style(werkmap, table, book)
    series, about = _series(werkmap, table, day)
    view = compose_rapport(maak_overzicht(book.boek, table, day), book.tafels, stijl, series)
    folder = output_folder(werkmap, werkmap.table_output(table))
    made, failed = _forms(view, _sjablonen(werkmap), settings, day)
    for extension, content in made.items():
        path = folder / f"{dutch.bestandsnaam(view.documentnaam)}.{extension}"
        write_atomic(path, content)
        show_made(path)
    return show_findings([*findings, *more, *about, *failed])


def _series(werkmap: Werkmap, table: str, day: date) -> tuple[tuple[Reeks, ...], list[Finding]]:
    """Return the indicators of the last dashboard on a day, none when no meeting has one by then."""
    from regietafel.cli.dashboarddata import dashboard_meetings, load_series

    held = [name for name in dashboard_meetings(werkmap, table) if name[:10] <= day.isoformat()]
    if not held:
        return (), []
    _, series, findings = load_series(werkmap, table, held[-1])
    return series, findings


def _style(
    werkmap: Werkmap, table: str, book: Grootboek
) -> tuple[Instellingen, StijlView, list[Finding]]:
    """Return the settings and the house style; wrong settings are a refusal with their findings."""
    loaded = load_file(werkmap, werkmap.settings, Instellingen)
    tafel = book.tafels.get(table)
    if loaded.model is None or tafel is None:
        show_findings([*loaded.findings, *book.about(werkmap.table_folder(table))])
        raise Refusal("Er is niets gemaakt: verbeter eerst de fouten hierboven.")
    stijl, findings = table_style(werkmap, table, tafel, loaded.model)
    return loaded.model, stijl, [*loaded.findings, *findings]


def _sjablonen(werkmap: Werkmap) -> Sjablonen:
    return Sjablonen(werkmap.templates, templates())


def _forms(
    view: RapportView, sjablonen: Sjablonen, settings: Instellingen, day: date
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return every form of the report by its extension, with why one failed."""
    moment = document_moment(day)
    made, findings = all_forms(
        KIND, view, with_pictures(view), sjablonen, moment=moment, route=settings.pdf
    )
    titel, auteur = view.documentnaam, view.huisstijl.naam
    book = to_werkboek(report_sheets(view), titel=titel, auteur=auteur, moment=moment)
    return {**made, "xlsx": book}, findings
