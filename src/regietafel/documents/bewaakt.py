"""A PDF made in a child process with limits: for templates and drawings that are not ours.

Typst runs a template to its end and can't be interrupted, and a drawing of a few hundred bytes can
keep it busy for hours or make it end the whole process. Here that costs the child.
"""

import json
import pickle
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from regietafel.documents.pdf import SjabloonError, View, render_pdf

GEHEUGEN = 4 * 2**30
"""The address space of the child, in bytes."""
SECONDEN = 5.0

TE_LANG = "het duurt te lang; kijk of er geen eindeloze lus of zware tekening in zit"
VASTGELOPEN = "het programma liep erop vast; maak het eenvoudiger"
_START = (
    "import json,sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from regietafel.documents import bewaakt; bewaakt.main()"
)


def render_guarded(
    view: View, sjabloon: Path, *, moment: datetime, gedeeld: Path | None = None,
    seconds: float = SECONDEN,
) -> bytes:  # fmt: skip
    """Return what ``render_pdf`` returns; raises ``SjabloonError`` also after ``seconds``."""
    command = [sys.executable, "-I", "-c", _START, json.dumps(sys.path)]
    job = pickle.dumps((view, sjabloon, moment, gedeeld, int(seconds) + 1))
    name = f"{sjabloon.name}/pdf.typ"
    try:
        done = subprocess.run(command, input=job, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise SjabloonError(name, 0, TE_LANG) from None
    kind, content = done.stdout[:1], done.stdout[1:]
    if kind == b"F":
        raise SjabloonError(*json.loads(content))
    if done.returncode or kind != b"P":
        raise SjabloonError(name, 0, VASTGELOPEN)
    return content


def main() -> None:
    """Read the job of ``render_guarded`` from standard input; write ``P`` and the PDF, or ``F``."""
    view, sjabloon, moment, gedeeld, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    _limit(seconds)
    try:
        answer = b"P" + render_pdf(view, sjabloon, moment=moment, gedeeld=gedeeld)
    except SjabloonError as error:
        answer = b"F" + json.dumps((error.sjabloon, error.regel, error.reden)).encode()
    sys.stdout.buffer.write(answer)


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, value in (
        (resource.RLIMIT_AS, GEHEUGEN),
        (resource.RLIMIT_CPU, seconds * 4),  # it uses several processors
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))
        except (ValueError, OSError):  # macOS refuses some
            continue
