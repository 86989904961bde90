"""What a user sees: findings, refusals, files made, progress."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from regietafel import dutch
from regietafel.findings import (
    Finding,
    Severity,
    field_name,
    format_finding,
    has_errors,
    in_reading_order,
    visible,
)

OK, PROBLEMS, WRONG_USE = 0, 1, 2


class Refusal(Exception):  # noqa: N818 - it is a refusal, not an error of the program
    """The command can't do what is asked; the message says why and what to do, in Dutch."""


class Interruption(Exception):  # noqa: N818 - the user stopped it
    """The user stopped a command; the message says how things are then, in Dutch."""

    def __init__(
        self,
        how_things_are: str = "Wat al klaar was, blijft staan; kijk na wat er staat voordat u de "
        "opdracht herhaalt.",
    ) -> None:
        super().__init__(f"Onderbroken. {how_things_are}")


@contextmanager
def refusals_as_messages() -> Iterator[None]:
    """Turn a refusal into one line on stderr and exit code 1, an interruption into 130."""
    try:
        yield
    except Refusal as refusal:
        tell("\n".join(map(visible, str(refusal).splitlines())))
        raise SystemExit(PROBLEMS) from None
    except PermissionError as error:
        place = visible(str(error.filename2 or error.filename))
        tell(f"Geen toegang tot {place}; is het bestand nog ergens geopend?")
        raise SystemExit(PROBLEMS) from None
    except OSError as error:
        place = f" bij {visible(str(error.filename))}" if error.filename else ""
        tell(f"Lezen of schrijven lukt niet{place} ({dutch.oorzaak(error)}).")
        raise SystemExit(PROBLEMS) from None
    except Interruption as stop:
        tell(str(stop))
        raise SystemExit(130) from None


def tell(message: str) -> None:
    """Write a message for the user, beside the output itself."""
    print(message, file=sys.stderr)


def show(line: str) -> None:
    """Write a line of output."""
    print(line)


def show_made(path: Path, note: str = "") -> None:
    """Say which file was made, as the user would type its name from here."""
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    show(f"{shown} ({note})" if note else str(shown))


def show_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table that fits the terminal; in a pipe a line per row, with tabs."""
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            show("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD)
    for place, name in enumerate(columns):
        table.add_column(name, no_wrap=place == 0, min_width=_whole(rows) if place == 0 else None)
    for row in rows:
        table.add_row(*row)
    Console(markup=False, highlight=False).print(table)


def _whole(rows: Sequence[Sequence[str]]) -> int:
    """Return the width that the first column needs: it holds what the next command asks for."""
    return max((len(row[0]) for row in rows), default=0)


def show_findings(findings: Iterable[Finding]) -> int:
    """Write every finding to stderr, one line each; return the exit code that follows."""
    ordered = in_reading_order(findings)
    for finding in ordered:
        tell(format_finding(finding, Path.cwd()))
    return PROBLEMS if has_errors(ordered) else OK


def summary(findings: Iterable[Finding]) -> str:
    """Return ``2 fouten en 1 waarschuwing``; ``Alles in orde.`` when there is nothing."""
    found = in_reading_order(findings)
    plural = {
        Severity.FOUT: "fouten",
        Severity.WAARSCHUWING: "waarschuwingen",
        Severity.HINT: "hints",
    }
    parts = []
    for severity in Severity:
        number = sum(1 for finding in found if finding.severity is severity)
        if number:
            parts.append(f"{number} {severity if number == 1 else plural[severity]}")
    return " en ".join(parts) + "." if parts else "Alles in orde."


class Progress:
    """A line of progress on a terminal, after a second of work; silent in a pipe."""

    def __init__(self, patience: float = 1.0) -> None:
        self._started = time.monotonic()
        self._patience = patience
        self._shown = False

    def step(self, done: int, total: int, what: str) -> None:
        """Say how far the work is; ``total`` 0 when that is not known."""
        if not sys.stderr.isatty() or time.monotonic() - self._started < self._patience:
            return
        share = f" {done} van {total}" if total else ""
        sys.stderr.write(f"\r\x1b[K{what}{share} …")
        sys.stderr.flush()
        self._shown = True

    def done(self) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def as_row(finding: Finding) -> dict[str, str | int]:
    """Return a finding for other programs."""
    return {
        "bestand": str(finding.path),
        "regel": finding.line,
        "veld": field_name(finding.keys),
        "ernst": finding.severity,
        "code": finding.code,
        "melding": finding.message,
    }


def as_json(data: Any) -> str:
    """Return data as readable JSON, accents as they are.

    A file name that is no text comes out as ASCII with its odd bytes escaped (RFC 8259, section 8.2).
    """
    from pydantic_core import PydanticSerializationError, to_json

    try:
        return to_json(data, indent=2).decode()
    except PydanticSerializationError:
        import json

        return json.dumps(data, indent=2)
