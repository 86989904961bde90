"""One PDF with the agenda and every document under its point."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from regietafel.checks.controle import Controle
from regietafel.checks.regels import PACK_RULES, run_checks
from regietafel.cli.bundelstukken import Bundelstuk, gather_documents
from regietafel.cli.openen import Geopend, document_moment
from regietafel.cli.stukken import (
    agenda_stuk,
    load_stijl,
    output_path,
    pack_name,
    render_pdfs,
    render_stuk_pdf,
    render_view,
    sjablonen_of,
)
from regietafel.cli.terminal import Progress, Refusal, show_made
from regietafel.documents.compose_bundel import Plaats, compose_inhoud
from regietafel.documents.views import StijlView
from regietafel.dossier.loading import Dossier
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding, hint, waarschuwing
from regietafel.model.nummering import numbered_points
from regietafel.pack.counting import count_pages
from regietafel.pack.delen import OnleesbaarDeel, Packdeel, Pakfeiten
from regietafel.pack.merge import merge_pack

_ROWS_ON_A_PAGE = 22
"""Documents on a contents page, each with its point: a first guess that is mostly right."""


@dataclass(frozen=True)
class Bundel:
    """What the pack of a meeting is made of."""

    dossier: Dossier
    stijl: StijlView
    agenda: bytes
    stukken: tuple[Bundelstuk, ...]

    @property
    def naam(self) -> str:
        return pack_name(self.dossier)

    @property
    def moment(self) -> datetime:
        vergadering = self.dossier.vergadering
        return document_moment(vergadering.versie or vergadering.datum)


def make(geopend: Geopend, read_files: Callable[[], Controle]) -> int:
    """Make the pack; ``read_files`` gives the facts of the attachments when they are there."""
    dossier = geopend.dossier
    progress = Progress()
    stijl, findings = load_stijl(dossier)
    agenda, about_agenda = _agenda(dossier, stijl)
    controle = read_files()
    stukken, more = gather_documents(dossier, controle.bestanden, stijl, progress)
    bundel = Bundel(dossier, stijl, agenda, tuple(stukken))
    content, facts = _merge(bundel, progress)
    progress.done()
    path = output_path(dossier, bundel.naam, "pdf")
    write_atomic(path, content)
    show_made(path, f"{facts.paginas} pagina's")
    about = [*about_agenda, *more, *run_checks(controle, PACK_RULES), *_about_pack(bundel, facts)]
    return geopend.report([*findings, *about])


def _agenda(dossier: Dossier, stijl: StijlView) -> tuple[bytes, list[Finding]]:
    """Return the agenda by the route of the settings; through Word it has no links."""
    stuk = agenda_stuk(dossier, stijl, gekoppeld=True)
    (content,), findings = render_pdfs(dossier, [stuk])
    return content or render_stuk_pdf(stuk, sjablonen_of(dossier)), findings


def _merge(bundel: Bundel, progress: Progress) -> tuple[bytes, Pakfeiten]:
    contents = _contents(bundel)
    try:
        return merge_pack(
            _parts(bundel, contents),
            titel=bundel.naam,
            moment=bundel.moment,
            auteur=bundel.stijl.naam,
            voortgang=lambda done, total: progress.step(done, total, "Bundel maken"),
        )
    except OnleesbaarDeel as error:
        message = f"Bijlage {error.sleutel} is onverwacht niet te lezen; er is geen bundel gemaakt."
        raise Refusal(message) from None


def _contents(bundel: Bundel) -> bytes:
    """Return the contents page. Its own length shifts the numbers on it: repeat until it fits."""
    length = 1 + max(len(bundel.stukken) - 1, 0) // _ROWS_ON_A_PAGE
    while True:
        page = _render_contents(bundel, length)
        needed = count_pages(page)
        if needed == length:
            return page
        length = needed


def _render_contents(bundel: Bundel, length: int) -> bytes:
    dossier = bundel.dossier
    places = _places(bundel, count_pages(bundel.agenda) + length)
    view = compose_inhoud(dossier.vergadering, bundel.stijl, bundel.naam, places)
    return render_view("inhoud", view, sjablonen_of(dossier), bundel.moment)


def _places(bundel: Bundel, before: int) -> list[Plaats]:
    """Return each document with its first page in the pack, from 1."""
    places, page = [], before + 1
    for stuk in bundel.stukken:
        places.append(Plaats(stuk.nummer, stuk.puntnummer, stuk.titel, page))
        page += stuk.paginas
    return places


def _parts(bundel: Bundel, contents: bytes) -> list[Packdeel]:
    """Return the parts in order: agenda, contents, then each point with its documents."""
    parts = [
        Packdeel("", "Agenda", 0, bundel.agenda, ""),
        Packdeel("", "Inhoud", 0, contents, ""),
    ]
    points = list(numbered_points(bundel.dossier.vergadering))
    for index, point in enumerate(points):
        below = [
            p.nummer for p in points[index:] if p is point or _is_below(p.nummer, point.nummer)
        ]
        if not any(stuk.puntnummer in below for stuk in bundel.stukken):
            continue
        parts.append(Packdeel("", f"{point.nummer}. {point.punt.titel}", point.niveau, None, ""))
        own = [stuk for stuk in bundel.stukken if stuk.puntnummer == point.nummer]
        parts += [_part(stuk, point.niveau + 1) for stuk in own]
    return parts


def _is_below(nummer: str, parent: str) -> bool:
    return nummer.startswith(parent) and nummer[len(parent) :].isalpha()


def _part(stuk: Bundelstuk, niveau: int) -> Packdeel:
    return Packdeel(
        stuk.nummer,
        f"Bijlage {stuk.nummer}: {stuk.titel}",
        niveau,
        stuk.inhoud,
        f"Bijlage {stuk.nummer}",
    )


def _better(path: Path) -> str:
    if path.suffix.lower() in {".xlsx", ".xls", ".ods"}:
        return "Zet de tabel in Word, of vraag een toegankelijke PDF; kijk ook of zij op de pagina past."
    return "Vraag een toegankelijke PDF of het Word-bestand."


def _about_pack(bundel: Bundel, facts: Pakfeiten) -> list[Finding]:
    """Return what the members can't see: a missing claim, and what was left out of a document."""
    path = {stuk.nummer: stuk.bron for stuk in bundel.stukken}
    findings = [
        waarschuwing(
            path[number],
            "bijlage-zonder-labels",
            f"Bijlage {number} heeft geen labels voor schermlezers; de bundel kan zich daarom niet "
            f"toegankelijk (PDF/UA) noemen. {_better(path[number])}",
        )
        for number in facts.ongetagd
    ]
    findings += [
        hint(
            path[number],
            "bijlage-zonder-pdfua",
            f"Bijlage {number} heeft labels, maar noemt zich niet PDF/UA; de bundel doet dat daarom ook niet.",
        )
        for number in facts.zonder_pdfua
    ]
    return findings + [
        hint(path[number], "bijlage-ingekort", f"Uit bijlage {number} is weggelaten: {what}.")
        for number, what in facts.verwijderd
    ]
