"""Open a workspace and a meeting, or refuse with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from regietafel import dutch
from regietafel.cli.terminal import PROBLEMS, Refusal, show_findings
from regietafel.dossier.loading import Bevindingen, Dossier, load_dossier
from regietafel.dossier.workspace import (
    NoMeetingError,
    NoTableError,
    NoWorkspaceError,
    Werkmap,
    find_workspace,
    require_table,
    resolve_meeting,
)
from regietafel.findings import Finding, has_errors
from regietafel.model.vergadering import TIJDZONE


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


def open_workspace() -> Werkmap:
    try:
        return find_workspace(Path.cwd())
    except NoWorkspaceError as error:
        raise Refusal(str(error)) from None


def open_table(werkmap: Werkmap, name: str) -> str:
    try:
        return require_table(werkmap, name)
    except NoTableError as error:
        raise Refusal(str(error)) from None


def find_meeting(werkmap: Werkmap, name: str) -> tuple[str, str]:
    """Return table and meeting for what the user typed."""
    try:
        return resolve_meeting(werkmap, name, Path.cwd(), today())
    except NoMeetingError as error:
        raise Refusal(str(error)) from None


def open_meeting(name: str, *, whole: bool = True) -> Geopend:
    """Load a meeting. With ``whole``, wrong data is a refusal after the findings were shown."""
    werkmap = open_workspace()
    return load_meeting(werkmap, *find_meeting(werkmap, name), whole=whole)


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


def today() -> date:
    """Return today's date in the Netherlands; the only clock besides `now`."""
    return now().astimezone(TIJDZONE).date()


def now() -> datetime:
    return datetime.now(UTC)


def document_moment(day: date) -> datetime:
    """Return the moment that a document carries: noon, UTC, of its own date.

    Not the clock: the same folder must give the same bytes.
    """
    return datetime.combine(day, time(12), UTC)


def writable(werkmap: Werkmap, path: Path, suffix: str) -> Path:
    """Return a path that a command may write to; a refusal where that would cost the user something.

    Its name must end as its kind does, its folder must be there, and in the workspace only
    what lies in a folder ``uit`` is replaced.
    """
    whole = path.resolve()
    if path.suffix.lower() != suffix:
        raise Refusal(f"'{path}' moet eindigen op {suffix}. Er is niets geschreven.")
    if not whole.parent.is_dir():
        raise Refusal(f"De map '{path.parent}' is er niet. Er is niets geschreven.")
    own = whole.is_relative_to(werkmap.root / "meetings") and "uit" not in whole.parts
    if own and whole.exists():
        raise Refusal(
            f"'{path}' bestaat al en is van u; kies een andere naam. Er is niets geschreven."
        )
    return path
