"""``regietafel controleer``: everything that is wrong, at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from regietafel.checks import run_checks
from regietafel.checks.controle import Controle
from regietafel.cli.openen import find_meeting, open_workspace
from regietafel.cli.stukken import load_stijl
from regietafel.cli.terminal import OK, PROBLEMS, as_json, show, show_findings, summary
from regietafel.dossier.loading import Dossier, load_dossier
from regietafel.dossier.workspace import Werkmap, stays_inside
from regietafel.findings import Finding, field_name, has_errors, in_reading_order
from regietafel.model.bestanden import Bestandsfeiten


def run(name: str | None, *, json: bool) -> int:
    """Check one meeting, or all of them; return the exit code."""
    werkmap = open_workspace()
    meetings = [find_meeting(werkmap, name)] if name else _all_meetings(werkmap)
    findings: list[Finding] = []
    for table, meeting in meetings:
        dossier, loaded = load_dossier(werkmap, table, meeting)
        findings += loaded.findings
        if dossier is not None:
            findings += loaded.locate([*run_checks(gather(dossier)), *load_stijl(dossier)[1]])
    if json:
        show(as_json([_as_row(finding) for finding in in_reading_order(findings)]))
        return PROBLEMS if has_errors(findings) else OK
    code = show_findings(findings)
    show(f"{_count(len(meetings))} gecontroleerd. {summary(findings)}")
    return code


def _as_row(finding: Finding) -> dict[str, str | int]:
    return {
        "bestand": str(finding.path),
        "regel": finding.line,
        "veld": field_name(finding.keys),
        "ernst": finding.severity,
        "code": finding.code,
        "melding": finding.message,
    }


def _all_meetings(werkmap: Werkmap) -> list[tuple[str, str]]:
    return [(table, meeting) for table in werkmap.tables() for meeting in werkmap.meetings(table)]


def _count(number: int) -> str:
    return "1 vergadering" if number == 1 else f"{number} vergaderingen"


def gather(dossier: Dossier) -> Controle:
    """Return a meeting as the rules see it, with the facts of its files."""
    return replace(
        values_only(dossier),
        bestanden=file_facts(dossier),
        buiten=frozenset(_outside(dossier)),
        met_verslag=frozenset(_with_report(dossier)),
    )


def values_only(dossier: Dossier) -> Controle:
    """Return a meeting as the rules about its own text see it: no file is opened."""
    from regietafel.documents.fonts import missing

    return Controle(
        folder=dossier.folder,
        tafelpad=dossier.werkmap.table_folder(dossier.tafelnaam) / "tafel.yaml",
        instellingenpad=dossier.werkmap.settings,
        instellingen=dossier.instellingen,
        tafel=dossier.tafel,
        vergadering=dossier.vergadering,
        verslag=dossier.verslag,
        bestanden={},
        onzichtbaar=missing,
    )


def file_facts(dossier: Dossier) -> dict[str, Bestandsfeiten]:
    """Return what is in ``bijlagen/``, by name; files outside the workspace are not opened."""
    from regietafel.pack.inspection import inspect_files

    folder = dossier.folder / "bijlagen"
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    inside = [f for f in files if stays_inside(dossier.folder, f) and f.is_file()]
    facts = inspect_files([f for f in inside if not f.name.startswith((".", "~$"))])
    return {path.name: found for path, found in facts.items()}


def _outside(dossier: Dossier) -> Iterator[str]:
    """Yield listed names that are not a plain name, or that a link leads out of the folder."""
    for punt in dossier.vergadering.agenda:
        for part in (punt, *punt.onderdelen):
            for name in (bijlage.bestand for bijlage in part.bijlagen if bijlage.bestand):
                path = dossier.folder / "bijlagen" / name
                if Path(name).name != name or not stays_inside(dossier.folder, path):
                    yield name


def _with_report(dossier: Dossier) -> Iterator[str]:
    for meeting in dossier.werkmap.meetings(dossier.tafelnaam):
        folder = dossier.werkmap.meeting_folder(dossier.tafelnaam, meeting)
        if (folder / "verslag.yaml").is_file():
            yield meeting
