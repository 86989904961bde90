"""Where and when a command runs: the workspace around it, its tables and meetings, the clock."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from regietafel.cli.terminal import Refusal
from regietafel.dossier.workspace import (
    NoMeetingError,
    NoTableError,
    NoWorkspaceError,
    Werkmap,
    find_workspace,
    require_table,
    resolve_meeting,
    stays_inside,
)
from regietafel.model.basis import TIJDZONE, parse_datum


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


def parse_day(text: str) -> date:
    """Return a day as the user typed it, or refuse."""
    try:
        return parse_datum(text)
    except ValueError as error:
        raise Refusal(str(error)) from None


def chosen_day(text: str) -> date:
    """Return the day that the user typed; today when that is nothing."""
    return parse_day(text) if text else today()


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


def output_folder(werkmap: Werkmap, folder: Path) -> Path:
    """Return a folder to write in; a link that leads out of the workspace is a refusal."""
    if stays_inside(werkmap.root, folder):
        return folder
    raise Refusal(
        f"De map '{folder}' is een koppeling naar een plek buiten de werkmap; haal de koppeling weg. "
        "Er is niets gemaakt."
    )


def writable(werkmap: Werkmap, path: Path, suffix: str) -> Path:
    """Return a path that a command may write to; a refusal where that would cost the user something.

    Its name must end as its kind does, its folder must be there, and in the workspace only
    what was made is replaced.
    """
    whole = path.resolve()
    if path.suffix.lower() != suffix:
        raise Refusal(f"'{path}' moet eindigen op {suffix}. Er is niets geschreven.")
    if not whole.parent.is_dir():
        raise Refusal(f"De map '{path.parent}' is er niet. Er is niets geschreven.")
    if whole.exists() and whole.is_relative_to(werkmap.root) and not _is_made(werkmap, whole):
        raise Refusal(
            f"'{path}' bestaat al. Kies een andere naam, of een plek in een map uit: daar vervangt "
            "regietafel wat er stond. Er is niets geschreven."
        )
    return path


def _is_made(werkmap: Werkmap, path: Path) -> bool:
    """Tell whether a place lies in the folder ``uit`` of the workspace, a table or a meeting."""
    parts = path.relative_to(werkmap.root).parts
    return "uit" in (parts[2:4] if parts[:1] == ("meetings",) else parts[:1])
