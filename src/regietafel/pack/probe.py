"""The guarded child of ``inspection``: reads received files and prints a line of JSON for each.

The first line out says that it is ready. It does with a PDF what joining it into a pack will do, up to
writing, so that whatever makes a merge hang or run out of memory happens here. It uses pikepdf, as
the merge does: another reader could find fine what the merge chokes on, and it starts a third faster
than pypdf.
"""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from regietafel import dutch
from regietafel.pack.guarded import KLAAR, limit_resources, read_line, say
from regietafel.pack.kinds import PDF, read_kind

if TYPE_CHECKING:
    from pikepdf import Pdf

BESCHADIGD = "Het bestand is beschadigd; vraag het stuk opnieuw op."
VERSLEUTELD = "Het bestand is met een wachtwoord versleuteld; vraag om een versie zonder."
BEVEILIGD = (
    "Het bestand opent wel, maar is met een wachtwoord tegen bewerken beveiligd; "
    "vraag om een versie zonder beveiliging."
)
GEHEUGEN_OP = "Het bestand vraagt bij het openen te veel geheugen; vraag om een eenvoudiger PDF."

Feiten = dict[str, object]
"""What is known of a file, by the names of ``Bestandsfeiten``."""


def read_file(path: Path) -> Feiten:
    """Return the facts of one file."""
    with ExitStack() as stack:
        facts, bron = open_received(path, stack)
        return facts if bron is None else facts | _rehearse(bron)


def open_received(path: Path, stack: ExitStack) -> tuple[Feiten, "Pdf | None"]:
    """Return what can be seen at once; of a PDF that opens, that PDF as well, until ``stack`` closes."""
    try:
        kind = read_kind(path)
        return _open_pdf(path, stack) if kind.soort == PDF else (kind.as_facts(), None)
    except OSError as error:
        reden = f"Het bestand is niet te openen ({dutch.oorzaak(error)})."
        return {"leesbaar": False, "reden": reden}, None
    except MemoryError:
        return {"leesbaar": False, "reden": GEHEUGEN_OP}, None


def _open_pdf(path: Path, stack: ExitStack) -> tuple[Feiten, "Pdf | None"]:
    import pikepdf

    from regietafel.pack.parts import LEESFOUTEN, open_pdf

    facts: Feiten = {"soort": PDF, "leesbaar": False, "reden": BESCHADIGD}
    try:
        bron = open_pdf(path, stack)
        if bron.is_encrypted:
            return facts | {"reden": BEVEILIGD, "versleuteld": True}, None
        pages = _count_pages(bron)
    except pikepdf.PasswordError:
        return facts | {"reden": VERSLEUTELD, "versleuteld": True}, None
    except LEESFOUTEN as error:
        return facts | {"reden": reason(error)}, None
    return facts | {"leesbaar": True, "reden": "", "paginas": pages}, bron


def _count_pages(bron: "Pdf") -> int:
    """Count pages; refuse a file without, or whose repaired page tree has fewer than it says."""
    from regietafel.pack.objects import as_int

    pages, count = len(bron.pages), as_int(bron.Root.Pages.get("/Count"))
    if not pages or (count is not None and count > pages):
        raise ValueError("pages are missing")
    return pages


def _rehearse(bron: "Pdf") -> Feiten:
    """Join the file into a pack of one part that is not written, and return what that showed."""
    import pikepdf

    from regietafel.pack.delen import OnleesbaarDeel
    from regietafel.pack.merge import Pak
    from regietafel.pack.parts import LEESFOUTEN

    try:
        with pikepdf.new() as pdf:
            deel = Pak(pdf, "nl-NL").rehearse(bron)
            return {
                "hersteld": deel.hersteld,
                "getagd": deel.getagd,
                "pdfa": deel.pdfa,
                "pdfua": deel.pdfua,
            }
    except (OnleesbaarDeel, *LEESFOUTEN) as error:
        return {"leesbaar": False, "reden": reason(error), "paginas": 0}


def reason(error: BaseException) -> str:
    """Say in Dutch why a PDF could not be read."""
    return GEHEUGEN_OP if isinstance(error.__cause__ or error, MemoryError) else BESCHADIGD


def main() -> None:
    """Read the job from standard input: ``{"seconden": …, "paden": […]}``."""
    say(KLAAR)
    job = read_line()
    limit_resources(job["seconden"])
    for path in job["paden"]:
        say(read_file(Path(path)))
