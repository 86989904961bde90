"""``regietafel kalender``: the feed of a table."""

from collections.abc import Iterator

from regietafel import dutch
from regietafel.cli.beginnen import load_table
from regietafel.cli.terminal import Refusal, show, show_findings, show_made
from regietafel.cli.werkplek import now, open_table, open_workspace, output_folder
from regietafel.dossier.loading import Dossier, load_dossier
from regietafel.dossier.workspace import Werkmap
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding
from regietafel.outbound.agendafeed import Gepland, compose_agendafeed
from regietafel.outbound.kalender import UitnodigingError


def run(table: str) -> int:
    """Write ``kalender.ics`` in the ``uit`` of the table; a meeting that can't be read is left out."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    tafel = load_table(werkmap, table)
    path = output_folder(werkmap, werkmap.table_output(table)) / "kalender.ics"
    findings: list[Finding] = []
    planned = [_planned(dossier) for dossier in _dossiers(werkmap, table, findings)]
    try:
        write_atomic(path, compose_agendafeed(table, tafel, planned, now().replace(microsecond=0)))
    except UitnodigingError as error:
        raise Refusal(f"Er is geen kalender gemaakt. {error}") from None
    show_made(path, dutch.aantal(len(planned), "vergadering", "vergaderingen"))
    show("Zet dit bestand op een webadres; wie zich daarop abonneert, ziet elke wijziging.")
    return show_findings(findings)


def _dossiers(werkmap: Werkmap, table: str, findings: list[Finding]) -> Iterator[Dossier]:
    for name in werkmap.meetings(table):
        dossier, found = load_dossier(werkmap, table, name)
        findings += found.findings
        if dossier is not None:
            yield dossier


def _planned(dossier: Dossier) -> Gepland:
    tentative = dossier.uitnodiging is not None and dossier.uitnodiging.voorlopig
    return Gepland(dossier.naam, dossier.vergadering, tentative)
