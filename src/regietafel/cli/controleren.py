"""``regietafel controleer``: everything that is wrong, at once."""

from dataclasses import replace

from regietafel.checks.controle import Controle
from regietafel.checks.regels import run_checks
from regietafel.checks.regie import unknown_actions
from regietafel.cli.dashboarddata import load_dashboard
from regietafel.cli.feiten import gather
from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.nagerekend import check_meeting
from regietafel.cli.regisseren import action_numbers
from regietafel.cli.stukken import sjablonen_of
from regietafel.cli.terminal import OK, PROBLEMS, as_json, as_row, show, show_findings, summary
from regietafel.cli.werkplek import find_meeting, open_workspace, today
from regietafel.documents.soorten import WORD
from regietafel.documents.views import ActielijstView, AgendaView
from regietafel.documents.views_regieboek import RegieboekView
from regietafel.documents.views_stuk import StukView
from regietafel.dossier.grootboek import ACTIES, Grootboek, load_grootboek
from regietafel.dossier.ingekomen import load_ingekomen
from regietafel.dossier.loading import Dossier, load_dossier
from regietafel.dossier.soorten import load_kind, own_kind_findings
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding, has_errors, in_reading_order, waarschuwing
from regietafel.ledger.regels import check_boek


def run(name: str | None, *, json: bool) -> int:
    """Check one meeting, or all of them; return the exit code."""
    werkmap = open_workspace()
    meetings = [find_meeting(werkmap, name)] if name else _all_meetings(werkmap)
    findings = [*_misnamed(werkmap), *own_kind_findings(werkmap)]
    book = load_grootboek(werkmap, werkmap.tables())
    numbers = action_numbers(book)
    for table, meeting in meetings:
        dossier, loaded = load_dossier(werkmap, table, meeting)
        findings += [*loaded.findings, *loaded.samenhang]
        if dossier is not None:
            controle, about_texts = with_texts(dossier, gather(dossier))
            findings += loaded.locate(about_texts)
            found = [*run_checks(controle), *unknown_actions(controle, numbers)]
            findings += loaded.locate([*found, *load_stijl(dossier)[1]])
            about_figures = [f for f in check_meeting(dossier) if f not in about_texts]
            findings += [*_own_templates(dossier), *about_figures, *_mailings(dossier)]
            findings += load_dashboard(werkmap, table, meeting).findings
    tables = {table for table, _ in meetings} if name else {*werkmap.tables()}
    findings += _about_ledger(werkmap, book, tables)
    findings += _tables_without_meetings(werkmap, book, tables)
    if json:
        show(as_json([as_row(finding) for finding in in_reading_order(findings)]))
        return PROBLEMS if has_errors(findings) else OK
    code = show_findings(findings)
    show(f"{_named(meetings)} gecontroleerd. {summary(findings)}")
    return code


def with_texts(dossier: Dossier, controle: Controle) -> tuple[Controle, list[Finding]]:
    """Return what the rules see with the texts in it, and what is wrong within those."""
    if not dossier.stukken:
        return controle, []
    from regietafel.cli.tekststukken import text_findings

    facts, findings = text_findings(dossier)
    return replace(controle, stukken=facts), findings


def _mailings(dossier: Dossier) -> list[Finding]:
    """Return what is no longer as it was mailed, and who perhaps did not get it."""
    if not dossier.verzonden:
        return []
    from regietafel.cli.bezorgmeldingen import unsettled
    from regietafel.dossier.verzonden import VERZONDEN, changed_since

    place = dossier.folder / VERZONDEN
    sent = dossier.verzonden
    changed = [f for each in sent for f in changed_since(place / each.naam, each.zending)]
    return [*changed, *unsettled(dossier, today())]


def _tables_without_meetings(werkmap: Werkmap, book: Grootboek, tables: set[str]) -> list[Finding]:
    """Return what is wrong with tables that no meeting tells of."""
    paths = [werkmap.table_folder(t) / "tafel.yaml" for t in tables if not werkmap.meetings(t)]
    return [finding for finding in book.bevindingen.findings if finding.path in paths]


def _about_ledger(werkmap: Werkmap, book: Grootboek, tables: set[str]) -> list[Finding]:
    """Return what is wrong with actions and decisions, for the tables that are checked."""
    found = book.bevindingen.locate(check_boek(book.boek, book.tafels))
    between = [werkmap.table_folder(table) / ACTIES for table in tables]
    own = [finding for finding in book.bevindingen.findings if finding.path in between]
    folders = tuple(werkmap.table_folder(table) for table in tables)
    own += [f for table in sorted(tables) for f in load_ingekomen(werkmap, table).findings]
    return own + [f for f in found if any(f.path.is_relative_to(folder) for folder in folders)]


def _own_templates(dossier: Dossier) -> list[Finding]:
    """Return what is wrong with the customer's own Word templates that this meeting uses."""
    sjablonen = sjablonen_of(dossier)
    written = dict.fromkeys(
        name for s in dossier.stukken for name in (s.soortmap, s.soort.sjabloon)
    )
    kinds = [f"agenda-{dossier.tafel.agendavorm}", "actielijst", "regieboek"]
    kinds += [name for name in written if name]
    own = [kind for kind in kinds if sjablonen.is_own(kind, WORD)]
    if not own:
        return []
    from regietafel.documents.sjablooncontrole import check_template
    from regietafel.documents.views_soort import stuk_view_of

    views: dict[str, type] = {
        "agenda": AgendaView, "actielijst": ActielijstView, "regieboek": RegieboekView,
    }  # fmt: skip
    known = {name: load_kind(dossier.werkmap, name).model for name in written if name}
    kinds_written = {name: stuk_view_of(soort) for name, soort in known.items() if soort}
    paths = [(kind, sjablonen.eigen / kind / WORD) for kind in own]
    return [
        finding
        for kind, path in paths
        for finding in check_template(
            path.read_bytes(),
            kinds_written.get(kind) or views.get(kind.split("-")[0], StukView),
            path,
        )
    ]


def _all_meetings(werkmap: Werkmap) -> list[tuple[str, str]]:
    return [(table, meeting) for table in werkmap.tables() for meeting in werkmap.meetings(table)]


def _misnamed(werkmap: Werkmap) -> list[Finding]:
    """Return the folders that nobody sees, because of their name."""
    message = (
        "Deze map wordt niet gezien door haar naam. Noem een tafel met kleine letters, cijfers en "
        "streepjes (prt-drenthe) en een vergadering naar een datum die bestaat (2027-03-10)."
    )
    return [waarschuwing(folder, "map-naam", message) for folder in werkmap.misnamed()]


def _named(meetings: list[tuple[str, str]]) -> str:
    if len(meetings) == 1:
        return "/".join(meetings[0])
    return f"{len(meetings)} vergaderingen"
