"""The guarded child of ``inspection``: reads received files and prints a line of JSON for each.

Reads a JSON list of paths from standard input. The first line out says that it is ready. It does with
a PDF what joining it into a pack will do, up to writing, so that whatever makes a merge hang or run
out of memory happens here. It uses pikepdf, as the merge does: another reader could find fine what
the merge chokes on, and it starts a third faster than pypdf.
"""

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from regietafel.pack.kinds import PDF, read_kind

if TYPE_CHECKING:
    from pikepdf import Pdf

GEHEUGEN = 1536 * 2**20
"""The address space that a child may have, in bytes."""

BESCHADIGD = "Het bestand is beschadigd; vraag het stuk opnieuw op."
VERSLEUTELD = "Het bestand is met een wachtwoord versleuteld; vraag om een versie zonder."
BEVEILIGD = (
    "Het bestand opent wel, maar is met een wachtwoord tegen bewerken beveiligd; "
    "vraag om een versie zonder beveiliging."
)
GEHEUGEN_OP = "Het bestand vraagt bij het openen te veel geheugen; vraag om een eenvoudiger PDF."


def limit_resources(seconds: int) -> None:
    """Bound the memory and processor time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, value in (("RLIMIT_AS", GEHEUGEN), ("RLIMIT_CPU", seconds), ("RLIMIT_CORE", 0)):
        limit = getattr(resource, name)
        _, hard = resource.getrlimit(limit)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(limit, (allowed, hard))
        except (ValueError, OSError):  # macOS refuses some
            continue


def read_file(path: Path) -> dict[str, object]:
    """Return the facts of one file, by the names of ``Bestandsfeiten``."""
    try:
        kind = read_kind(path)
        return read_pdf(path) if kind.soort == PDF else kind.as_facts()
    except OSError as error:
        return {"leesbaar": False, "reden": f"Het bestand is niet te openen ({error.strerror})."}
    except MemoryError:
        return {"leesbaar": False, "reden": GEHEUGEN_OP}


def read_pdf(path: Path) -> dict[str, object]:
    """Return the facts of a PDF."""
    import pikepdf

    from regietafel.pack.delen import OnleesbaarDeel
    from regietafel.pack.parts import LEESFOUTEN

    facts: dict[str, object] = {"soort": PDF, "leesbaar": False, "reden": BESCHADIGD}
    try:
        return facts | _rehearse(path)
    except pikepdf.PasswordError:
        return facts | {"reden": VERSLEUTELD, "versleuteld": True}
    except (OnleesbaarDeel, *LEESFOUTEN) as error:
        cause = error.__cause__ or error
        return facts | ({"reden": GEHEUGEN_OP} if isinstance(cause, MemoryError) else {})


def _rehearse(path: Path) -> dict[str, object]:
    """Join the file into a pack of one part that is not written."""
    import pikepdf

    from regietafel.pack.merge import Pak

    with ExitStack() as stack:
        bron = stack.enter_context(pikepdf.open(path))
        if bron.is_encrypted:
            return {"reden": BEVEILIGD, "versleuteld": True}
        _check_count(bron)
        deel = Pak(stack.enter_context(pikepdf.new()), "nl-NL").rehearse(bron)
        damage = bron.get_warnings()
        if any("bad_alloc" in warning for warning in damage):
            raise MemoryError
        return {
            "hersteld": bool(damage),
            "leesbaar": True,
            "reden": "",
            "paginas": len(deel.paginas),
            "getagd": deel.getagd,
            "pdfa": deel.pdfa,
            "pdfua": deel.pdfua,
        }


def _check_count(bron: "Pdf") -> None:
    """Refuse a file whose repaired page tree has fewer pages than it says."""
    from regietafel.pack.objects import as_int

    count = as_int(bron.Root.Pages.get("/Count"))
    if count is not None and count > len(bron.pages):
        raise ValueError("pages are missing")


def main() -> None:
    """Read the job from standard input: ``{"seconden": …, "paden": […]}``."""
    job = json.load(sys.stdin)
    limit_resources(job["seconden"])
    print(json.dumps({"klaar": True}), flush=True)  # noqa: T201 - the parent reads it
    for path in job["paden"]:
        print(json.dumps(read_file(Path(path))), flush=True)  # noqa: T201 - the parent reads it
