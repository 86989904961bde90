"""A document about numbers in every form: Word, PDF, page and Excel, in ``uit/``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from regietafel.cli.cijferbestanden import Cijfermap
from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.stukken import output_path, sjablonen_of
from regietafel.cli.terminal import show_made
from regietafel.cli.vormen import all_forms
from regietafel.cli.werkplek import document_moment
from regietafel.documents.compose import concept_label, version_text
from regietafel.documents.compose_tabel import Kader
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
    dossier = cijfers.dossier
    made, findings = _forms(dossier, stuk)
    for extension, content in made.items():
        path = output_path(dossier, stuk.view.documentnaam, extension)
        write_atomic(path, content)
        show_made(path)
    return findings


def _forms(dossier: Dossier, stuk: Cijferstuk) -> tuple[dict[str, bytes], list[Finding]]:
    """Return every form by its extension, with why one failed."""
    from regietafel.documents.compose_stuk import charts_as_png

    meeting, view = dossier.vergadering, stuk.view
    moment = document_moment(meeting.versie or meeting.datum)
    made, findings = all_forms(
        KIND, view, charts_as_png(view), sjablonen_of(dossier),
        moment=moment, route=dossier.instellingen.pdf,
    )  # fmt: skip
    return {**made, "xlsx": stuk.werkboek(moment, view.huisstijl.naam)}, findings
