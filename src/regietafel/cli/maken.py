"""``regietafel maak``: the documents of a meeting as Word and PDF."""

from pathlib import Path

from regietafel.checks.bijlagen import lists
from regietafel.checks.teksten import characters
from regietafel.cli.feiten import values_only
from regietafel.cli.openen import Geopend, open_meeting
from regietafel.cli.stukken import (
    Stuk,
    documents_of,
    output_path,
    render_stuk_pdf,
    render_stuk_word,
    sjablonen_of,
)
from regietafel.cli.terminal import Progress, show_made
from regietafel.documents.soorten import Sjablonen
from regietafel.dossier.loading import Dossier
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding, fout


def run(name: str, kinds: list[str]) -> int:
    """Make the documents of a meeting; return the exit code."""
    return make(open_meeting(name), kinds)


def make(geopend: Geopend, kinds: list[str]) -> int:
    dossier = geopend.dossier
    stukken, findings = documents_of(geopend, kinds)
    controle = values_only(dossier)
    findings += [*characters(controle), *lists(controle)]
    findings += _make_all(dossier, stukken, sjablonen_of(dossier))
    return geopend.report(findings)


def _make_all(dossier: Dossier, stukken: list[Stuk], sjablonen: Sjablonen) -> list[Finding]:
    progress = Progress()
    words: list[tuple[Path, Path]] = []
    for count, stuk in enumerate(stukken, 1):
        progress.step(count, len(stukken), "Stukken maken")
        word = output_path(dossier, stuk.naam, "docx")
        pdf = output_path(dossier, stuk.naam, "pdf")
        write_atomic(word, render_stuk_word(stuk, sjablonen))
        if dossier.instellingen.pdf == "typst":
            write_atomic(pdf, render_stuk_pdf(stuk, sjablonen))
        words.append((word, pdf))
    findings = _through_word(words) if dossier.instellingen.pdf == "word" else []
    progress.done()
    for path in (path for pair in words for path in pair if path.exists()):
        show_made(path)
    return findings


def _through_word(words: list[tuple[Path, Path]]) -> list[Finding]:
    """Make the PDFs from the Word files, in one run of LibreOffice (``pdf: word``)."""
    from regietafel.pack.office import convert_office

    findings = []
    results = convert_office([word for word, _ in words])
    for word, pdf in words:
        result = results[word]
        if isinstance(result, bytes):
            write_atomic(pdf, result)
        else:
            message = f"Van dit Word-bestand is geen PDF gemaakt. {result.reden}"
            findings.append(fout(word, "pdf-mislukt", message))
    return findings
