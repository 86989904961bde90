"""One PDF with the agenda and every document under its point.

What was received is opened by a child process (``Binder``) only. It works while the pages of our own are
made here: it is told which files there are, says what each is, and takes them in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from regietafel.checks.regels import PACK_RULES, SENT_RULES, run_checks
from regietafel.cli.bladnummers import labels_of, number_pack
from regietafel.cli.bundelplan import (
    Bundelstuk,
    Ontvangst,
    pack_moment,
    pack_parts,
    plan_documents,
    plan_pack,
)
from regietafel.cli.bundelstukken import gather_documents
from regietafel.cli.feiten import received_files, with_files
from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.openen import Geopend, pack_name
from regietafel.cli.stukken import (
    agenda_stuk,
    output_path,
    render_pdfs,
    render_stuk_pdf,
    sjablonen_of,
)
from regietafel.cli.terminal import Progress, Refusal, show_made
from regietafel.cli.vormen import render_view
from regietafel.documents.compose_bundel import Plaats, compose_inhoud
from regietafel.documents.views import StijlView
from regietafel.dossier.loading import Dossier
from regietafel.dossier.writing import copy_atomic
from regietafel.findings import Finding, hint, waarschuwing
from regietafel.model.bestanden import Bestandsfeiten, Bestandssoort
from regietafel.model.paginering import Blad
from regietafel.pack.binding import Binder, NietGebonden
from regietafel.pack.counting import count_pages
from regietafel.pack.delen import Pakfeiten
from regietafel.pack.inspection import inspect_files
from regietafel.pack.office import NietOmgezet

_ROWS_ON_A_PAGE = 22
"""Documents on a contents page, each with its point: a first guess that is mostly right."""
NIET_BEKEKEN = Bestandsfeiten(Bestandssoort.ONBEKEND, 0, "")
"""A file that no point names is not opened."""


@dataclass(frozen=True)
class Bundel:
    """What the pack of a meeting is made of, besides the documents themselves.

    ``ontvangen`` are the files that belong in it; ``onleesbaar`` those of them that turned out to
    stop the making, ``omgezet`` the PDFs of Office files: both grow when it is tried again.
    """

    dossier: Dossier
    stijl: StijlView
    agenda: bytes
    ontvangen: Mapping[str, Path]
    onleesbaar: dict[Path, Bestandsfeiten] = field(default_factory=dict)
    omgezet: dict[Path, bytes | NietOmgezet] = field(default_factory=dict)


@dataclass(frozen=True)
class Gebonden:
    """The pack that was made: its file, its documents and all that is known of them.

    ``bladen`` are the page numbers: those in front, then those of each document.
    """

    pad: Path
    feiten: Pakfeiten
    stukken: Sequence[Bundelstuk]
    bestanden: Mapping[str, Bestandsfeiten]
    bevindingen: Sequence[Finding]
    bladen: Sequence[tuple[Blad, ...]]


def make(geopend: Geopend, ontvangst: Ontvangst, binder: Binder) -> int:
    """Make the pack with a binder that has started on what was received; return the exit code."""
    made, findings = make_whole(geopend, ontvangst, binder)
    return geopend.report([*findings, *about_pack(geopend, made)])


def make_whole(
    geopend: Geopend, ontvangst: Ontvangst, binder: Binder
) -> tuple[Gebonden, list[Finding]]:
    """Make the pack, write it and say so; return it with what was found on the way."""
    dossier, progress = geopend.dossier, Progress()
    stijl, findings = load_stijl(dossier)
    agenda, about_agenda = render_agenda(dossier, stijl)
    made = _bind(Bundel(dossier, stijl, agenda, ontvangst.paden), binder, progress)
    progress.done()
    path = output_path(dossier, pack_name(dossier), "pdf")
    copy_atomic(path, made.pad)
    show_made(path, f"{made.feiten.paginas} pagina's")
    return made, [*findings, *about_agenda, *made.bevindingen, *_changed(ontvangst)]


def about_pack(geopend: Geopend, made: Gebonden) -> list[Finding]:
    """Return what is wrong with what is in a pack, and with the pack itself."""
    controle = with_files(geopend.dossier, made.bestanden)
    return [*run_checks(controle, (*PACK_RULES, *SENT_RULES)), *_about_pack(made)]


def render_agenda(dossier: Dossier, stijl: StijlView) -> tuple[bytes, list[Finding]]:
    """Return the agenda by the route of the settings; through Word it has no links."""
    stuk = agenda_stuk(dossier, stijl, gekoppeld=True)
    (content,), findings = render_pdfs(dossier, [stuk])
    return content or render_stuk_pdf(stuk, sjablonen_of(dossier)), findings


# -- with what can't be read left out ------------------------------------------------------------


def _bind(bundel: Bundel, binder: Binder, progress: Progress) -> Gebonden:
    """Return the pack; what stops its making is left out, and it is tried again."""
    stopped: set[int | None] = set()
    while True:
        try:
            return _attempt(bundel, binder, progress)
        except NietGebonden as stop:
            again = stop.positie in stopped
            worse = _culprits(bundel, stop, again=again)
            stopped.add(stop.positie)
            cause = f" ({stop.oorzaak})" if stop.oorzaak else ""
        if again and not worse:
            message = "De bundel is niet te maken: samen vragen de stukken te veel tijd, geheugen of schijfruimte"
            raise Refusal(f"{message}{cause}.")
        bundel.onleesbaar.update(worse)
        binder.start(plan_pack(bundel.dossier, _readable(bundel)))


def _attempt(bundel: Bundel, binder: Binder, progress: Progress) -> Gebonden:
    dossier = bundel.dossier
    seen = {path.name: facts for path, facts in (binder.look() | bundel.onleesbaar).items()}
    stukken, findings = gather_documents(dossier, seen, bundel.stijl, bundel.omgezet, progress)
    contents, bladen = render_contents(dossier, bundel.stijl, bundel.agenda, stukken)
    delen = pack_parts(dossier, stukken, bundel.agenda, contents)
    own = {n: deel.inhoud for n, deel in enumerate(delen) if isinstance(deel.inhoud, bytes)}
    path, facts = binder.bind(
        own,
        lambda done, total: progress.step(done, total, "Bundel maken"),
        labels_of(dossier, delen, count_pages(bundel.agenda), bladen, stukken),
    )
    repaired = {
        stuk.bron.name
        for stuk in stukken
        if stuk.nummer in facts.hersteld and isinstance(stuk.inhoud, Path)
    }
    known = {name: replace(found, hersteld=name in repaired) for name, found in seen.items()}
    unread = {path.name: NIET_BEKEKEN for path in received_files(dossier)}
    return Gebonden(path, facts, stukken, unread | known, findings, bladen)


def _readable(bundel: Bundel) -> dict[str, Path]:
    """Return the received files that did not stop the making of the pack."""
    items = bundel.ontvangen.items()
    return {name: path for name, path in items if path not in bundel.onleesbaar}


def _culprits(bundel: Bundel, stop: NietGebonden, *, again: bool) -> dict[Path, Bestandsfeiten]:
    """Return the files, not known as such yet, that stop the making of the pack.

    One that takes too long has shown it. Else each file is joined by itself: what memory ran out on
    may be the neighbour of the one that took it. When each can be, it was chance (none), or, if it
    happens ``again``, the one that was being worked on.
    """
    readable = _readable(bundel)
    guilty = {path: _blamed(stop) for path in _worked_on(bundel, stop)}
    slow = guilty if stop.te_lang else {}
    facts = inspect_files([path for path in readable.values() if path not in slow])
    found = {
        path: f for path, f in facts.items() if f.soort is Bestandssoort.PDF and not f.leesbaar
    }
    return slow | found or (guilty if again else {})


def _worked_on(bundel: Bundel, stop: NietGebonden) -> list[Path]:
    """Return the file of the part that was being worked on; none for pages of our own."""
    if stop.positie is None:
        return []
    planned = pack_parts(bundel.dossier, plan_documents(bundel.dossier, _readable(bundel)))
    source = planned[stop.positie].inhoud
    return [source] if isinstance(source, Path) else []


def _blamed(stop: NietGebonden) -> Bestandsfeiten:
    return Bestandsfeiten(Bestandssoort.PDF, 0, "", leesbaar=False, reden=stop.reden)


def render_contents(
    dossier: Dossier, stijl: StijlView, agenda: bytes, stukken: Sequence[Bundelstuk]
) -> tuple[bytes, list[tuple[Blad, ...]]]:
    """Return the contents page, and the numbers of the pages in front and of each document.

    Its own length shifts the numbers on it: repeat until it fits.
    """
    before = count_pages(agenda)
    length = 1 + max(len(stukken) - 1, 0) // _ROWS_ON_A_PAGE
    while True:
        bladen = number_pack(dossier, before + length, stukken)
        places = [_place(stuk, own) for stuk, own in zip(stukken, bladen[1:], strict=True)]
        view = compose_inhoud(dossier.vergadering, stijl, pack_name(dossier), places)
        page = render_view("inhoud", view, sjablonen_of(dossier), pack_moment(dossier))
        needed = count_pages(page)
        if needed == length:
            return page, bladen
        length = needed


def _place(stuk: Bundelstuk, bladen: Sequence[Blad]) -> Plaats:
    return Plaats(stuk.nummer, stuk.puntnummer, stuk.naam, str(bladen[0]))


def _better(path: Path) -> str:
    if path.suffix.lower() in {".xlsx", ".xls", ".ods"}:
        return "Zet de tabel in Word, of vraag een toegankelijke PDF; kijk ook of zij op de pagina past."
    return "Vraag een toegankelijke PDF of het Word-bestand."


def _about_pack(made: Gebonden) -> list[Finding]:
    """Return what the members can't see: a missing claim, and what was left out of a document."""
    path = {stuk.nummer: stuk.bron for stuk in made.stukken}
    facts = made.feiten
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


def _changed(ontvangst: Ontvangst) -> list[Finding]:
    """Return the files that somebody wrote while the pack was made: it may hold the old one."""
    message = "Dit bestand veranderde terwijl de bundel werd gemaakt; maak de bundel opnieuw."
    return [waarschuwing(path, "bijlage-veranderd", message) for path in ontvangst.changed()]
