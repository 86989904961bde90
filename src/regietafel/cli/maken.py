"""``regietafel maak``: the documents of a meeting as Word and PDF."""

from concurrent.futures import ThreadPoolExecutor

from regietafel.checks.bijlagen import lists
from regietafel.checks.teksten import characters
from regietafel.cli.feiten import values_only
from regietafel.cli.openen import Geopend, open_meeting
from regietafel.cli.stukken import (
    Stuk,
    documents_of,
    output_path,
    render_pdfs,
    render_stuk_word,
    sjablonen_of,
)
from regietafel.cli.terminal import Progress, show_made
from regietafel.cli.vaststaand import require_as_sent
from regietafel.cli.verouderd import stale_files
from regietafel.dossier.loading import Dossier
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding


def run(name: str, kinds: list[str]) -> int:
    """Make the documents of a meeting; return the exit code."""
    return make(open_meeting(name), kinds)


def make(geopend: Geopend, kinds: list[str]) -> int:
    require_as_sent(geopend)
    dossier = geopend.dossier
    stukken, findings = documents_of(geopend, kinds)
    controle = values_only(dossier)
    findings += [*characters(controle), *lists(controle)]
    findings += make_all(dossier, stukken)
    return geopend.report([*findings, *stale_files(dossier)])


def make_all(dossier: Dossier, stukken: list[Stuk]) -> list[Finding]:
    """Write documents as Word and PDF and say which; return what went wrong.

    Typst works beside Python: the PDFs are made while the Word files are.
    """
    progress = Progress()
    sjablonen = sjablonen_of(dossier)
    with ThreadPoolExecutor(max_workers=1) as beside:
        pdfs = beside.submit(render_pdfs, dossier, stukken)
        for count, stuk in enumerate(stukken, 1):
            progress.step(count, len(stukken), "Stukken maken")
            write_atomic(output_path(dossier, stuk.naam, "docx"), render_stuk_word(stuk, sjablonen))
    made, findings = pdfs.result()
    progress.done()
    for stuk, pdf in zip(stukken, made, strict=True):
        show_made(output_path(dossier, stuk.naam, "docx"))
        if pdf is not None:
            write_atomic(output_path(dossier, stuk.naam, "pdf"), pdf)
            show_made(output_path(dossier, stuk.naam, "pdf"))
    return findings
