"""Open a meeting, or refuse with the reason."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from regietafel import dutch
from regietafel.cli.terminal import PROBLEMS, Refusal, show_findings
from regietafel.cli.werkplek import find_meeting, open_workspace, output_folder
from regietafel.dossier.lezen import Bevindingen
from regietafel.dossier.loading import Dossier, load_dossier
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding, has_errors


@dataclass(frozen=True)
class Geopend:
    """A meeting that can be worked with, and what was found while loading it."""

    dossier: Dossier
    bevindingen: Bevindingen

    def report(self, later: Iterable[Finding]) -> int:
        """Show what was found in loading and later; return the exit code."""
        return show_findings(self.all_findings(later))

    def all_findings(self, later: Iterable[Finding]) -> list[Finding]:
        loaded = self.bevindingen
        return [*loaded.findings, *loaded.samenhang, *loaded.locate(later)]


def open_meeting(name: str, *, whole: bool = True) -> Geopend:
    """Load a meeting. With ``whole``, wrong data is a refusal after the findings were shown."""
    werkmap = open_workspace()
    return load_meeting(werkmap, *find_meeting(werkmap, name), whole=whole)


@contextmanager
def opened_alone(name: str) -> Iterator[Geopend]:
    """Load a meeting once no other command is mailing or inviting for it, and keep it so.

    Who has waited a minute gets a refusal.
    """
    from regietafel.dossier.editing import NotChangedError, locked

    werkmap = open_workspace()
    table, meeting = find_meeting(werkmap, name)
    folder = werkmap.meeting_folder(table, meeting)
    output_folder(werkmap, folder)
    try:
        with locked(folder):
            yield load_meeting(werkmap, table, meeting)
    except NotChangedError as error:
        raise Refusal(str(error)) from None


def load_meeting(werkmap: Werkmap, table: str, meeting: str, *, whole: bool = True) -> Geopend:
    dossier, findings = load_dossier(werkmap, table, meeting)
    if dossier is None or (whole and has_errors(findings.findings)):
        show_findings(findings.findings)
        if dossier is None and not whole:
            raise SystemExit(PROBLEMS)
        raise Refusal("Er is niets gemaakt: verbeter eerst de fouten hierboven.")
    return Geopend(dossier, findings)


def pack_name(dossier: Dossier) -> str:
    return f"Vergaderstukken {dossier.tafel.kort} {dutch.datum(dossier.vergadering.datum)}"


def nazending_name(dossier: Dossier) -> str:
    return f"Nazending {dossier.tafel.kort} {dutch.datum(dossier.vergadering.datum)}"
