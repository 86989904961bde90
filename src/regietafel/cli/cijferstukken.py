"""A document about numbers in every form: Word, PDF, page and Excel, in ``uit/``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from regietafel.cli.cijferbestanden import Cijfermap
from regietafel.cli.openen import document_moment
from regietafel.cli.stukken import (
    load_stijl,
    output_path,
    render_view,
    sjablonen_of,
    with_word_logo,
    word_to_pdf,
)
from regietafel.cli.terminal import Refusal, show_made
from regietafel.documents.compose import concept_label, version_text
from regietafel.documents.compose_tabel import Kader
from regietafel.documents.soorten import WEB, WORD
from regietafel.documents.views_cijfers import CijfersView
from regietafel.dossier.loading import Dossier
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding

KIND = "tabel"

Werkboek = Callable[[datetime, str], bytes]
"""Makes the Excel file, from the moment and the author that it carries."""


@dataclass(frozen=True)
class Cijferstuk:
    """A document to make: its view and its workbook."""

    view: CijfersView
    werkboek: Werkboek


def kader_of(dossier: Dossier, documentnaam: str) -> tuple[Kader, list[Finding]]:
    """Return what a document of this meeting shares with the others."""
    stijl, findings = load_stijl(dossier)
    meeting = dossier.vergadering
    concept = concept_label(meeting.status)
    version = version_text(meeting.status, meeting.versie)
    return Kader(stijl, concept, version, documentnaam), findings


def make_cijferstuk(cijfers: Cijfermap, stuk: Cijferstuk) -> list[Finding]:
    """Write a document in every form; return why one failed."""
    dossier, findings = cijfers.dossier, list[Finding]()
    meeting = dossier.vergadering
    moment = document_moment(meeting.versie or meeting.datum)
    made = list(_render(dossier, stuk, moment, findings))
    for extension, content in made:
        path = output_path(dossier, stuk.view.documentnaam, extension)
        write_atomic(path, content)
        show_made(path)
    return findings


def _render(
    dossier: Dossier, stuk: Cijferstuk, moment: datetime, findings: list[Finding]
) -> Iterator[tuple[str, bytes]]:
    """Yield every form by its extension; why one failed goes to ``findings``."""
    word = _as_word(dossier, stuk.view, moment)
    yield "docx", word
    if dossier.instellingen.pdf == "typst":
        yield "pdf", render_view(KIND, stuk.view, sjablonen_of(dossier), moment)
    else:
        pdfs, why = word_to_pdf({stuk.view.documentnaam: word})
        findings += why
        yield from (("pdf", pdf) for pdf in pdfs if pdf is not None)
    yield "html", _as_page(dossier, stuk.view)
    yield "xlsx", stuk.werkboek(moment, stuk.view.huisstijl.naam)


def _template(dossier: Dossier, name: str) -> Path:
    path = sjablonen_of(dossier).find(KIND, name)
    if path is None:
        raise Refusal(f"Er is geen sjabloon {name} voor '{KIND}'.")
    return path


def _as_word(dossier: Dossier, view: CijfersView, moment: datetime) -> bytes:
    from regietafel.documents.compose_stuk import charts_as_png
    from regietafel.documents.word import SjabloonError, render_word
    from regietafel.documents.word_liggend import on_its_side

    path = _template(dossier, WORD)
    try:
        template = path.read_bytes()
        if view.liggend:
            template = on_its_side(template)
        return render_word(with_word_logo(charts_as_png(view)), template, moment=moment)
    except SjabloonError as error:
        raise Refusal(f"{path}: {error}") from None


def _as_page(dossier: Dossier, view: CijfersView) -> bytes:
    from regietafel.documents.web import WebsjabloonError, render_web

    path = _template(dossier, WEB)
    try:
        return render_web(view, path.read_text("utf-8"), str(path))
    except WebsjabloonError as error:
        raise Refusal(str(error)) from None
    except UnicodeDecodeError:
        raise Refusal(f"{path} is geen tekst in UTF-8; sla het zo op.") from None
