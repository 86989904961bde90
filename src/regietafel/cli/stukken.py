"""The documents of one meeting: which there are, and their views as Word and PDF."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from regietafel import dutch
from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.openen import Geopend
from regietafel.cli.terminal import Refusal
from regietafel.cli.vormen import render_view, with_word_logo, word_to_pdf
from regietafel.cli.werkplek import document_moment, output_folder
from regietafel.documents.compose import (
    attachments_of,
    compose_agenda,
)
from regietafel.documents.soorten import PDF, WORD, Sjablonen
from regietafel.documents.views import StijlView
from regietafel.dossier.lezen import load_file
from regietafel.dossier.loading import Dossier, load_agenda
from regietafel.dossier.soorten import written_kinds
from regietafel.dossier.validation import Geladen
from regietafel.findings import Finding, Severity
from regietafel.model.nummering import GenummerdeBijlage
from regietafel.model.vergadering import Vergadering
from regietafel.model.verslag import Verslag
from regietafel.resources import templates

if TYPE_CHECKING:
    from regietafel.documents.views import ActielijstView, AgendaView
    from regietafel.documents.views_cijfers import CijfersView
    from regietafel.documents.views_regieboek import RegieboekView
    from regietafel.documents.views_stuk import StukView
    from regietafel.dossier.grootboek import Grootboek

    Stukview: TypeAlias = AgendaView | ActielijstView | CijfersView | RegieboekView | StukView

_TEGELIJK = 2
"""PDFs that are made at a time: Typst shares much between them, more is not faster."""

AGENDA, ACTIELIJST = KINDS = ("agenda", "actielijst")
"""What a user may name after ``maak``, besides the kinds that somebody writes."""


@dataclass(frozen=True)
class Stuk:
    """A document to make: its kind (a folder of templates), its file name and its view.

    ``leent`` is the kind that lends its templates where there is none; ``route`` is how the PDF
    is made (``typst`` or ``word``), empty for the way of the settings.
    """

    soort: str
    naam: str
    view: "Stukview"
    moment: datetime
    leent: str = ""
    route: str = ""


def sjablonen_of(dossier: Dossier) -> Sjablonen:
    return Sjablonen(dossier.werkmap.templates, templates())


def agenda_stuk(dossier: Dossier, stijl: StijlView, *, gekoppeld: bool = False) -> Stuk:
    """Return the agenda as a document to make."""
    vergadering = dossier.vergadering
    view = compose_agenda(dossier.tafel, vergadering, stijl, gekoppeld=gekoppeld)
    moment = document_moment(vergadering.versie or vergadering.datum)
    return Stuk(f"agenda-{dossier.tafel.agendavorm}", f"0. {view.documentnaam}", view, moment)


@dataclass(frozen=True)
class Lijstbron:
    """What every list of a run is made from; the ledger is that of the meeting's table."""

    dossier: Dossier
    stijl: StijlView
    grootboek: "Grootboek"


def load_table_book(dossier: Dossier) -> "Grootboek":
    """Load the ledger of the meeting's table, with that of the tables that it forwards to."""
    from regietafel.dossier.grootboek import load_with_forwarded

    return load_with_forwarded(dossier.werkmap, dossier.tafelnaam)


def own_list(bron: Lijstbron) -> Stuk | None:
    """Return the action and decision list of this meeting, when there is a report."""
    if bron.dossier.verslag is None:
        return None
    return _list_stuk(bron, bron.dossier.vergadering, bron.dossier.verslag, prefix="")


def attached_list(
    bron: Lijstbron, attachment: GenummerdeBijlage
) -> tuple[Stuk | None, list[Finding]]:
    """Return the list of an earlier meeting that hangs under a point; None without its report."""
    dossier = bron.dossier
    vergadering = sitting(dossier, attachment)
    if vergadering is None:
        return None, []
    folder = dossier.werkmap.meeting_folder(dossier.tafelnaam, str(attachment.bijlage.lijst_van))
    verslag = load_file(dossier.werkmap, folder / "verslag.yaml", Verslag)
    findings = [*vergadering.findings, *verslag.findings]
    if vergadering.model is None or verslag.model is None:
        return None, findings
    prefix = f"{attachment.nummer}. "
    return _list_stuk(bron, vergadering.model, verslag.model, prefix=prefix), findings


def _list_stuk(bron: Lijstbron, vergadering: Vergadering, verslag: Verslag, *, prefix: str) -> Stuk:
    from regietafel.documents.compose_lijst import compose_actielijst
    from regietafel.ledger.stand import standen

    on_the_day = standen(bron.grootboek.boek, vergadering.datum)
    own = [stand for stand in on_the_day.values() if stand.tafel == bron.dossier.tafelnaam]
    view = compose_actielijst(
        bron.dossier.tafel, vergadering, verslag, bron.stijl, own, bron.grootboek.tafels, on_the_day
    )
    moment = document_moment(verslag.versie or vergadering.datum)
    return Stuk(ACTIELIJST, f"{prefix}{view.documentnaam}", view, moment)


def documents_of(geopend: Geopend, kinds: list[str]) -> tuple[list[Stuk], list[Finding]]:
    """Return every document of a meeting, or those of the kinds that the user named."""
    dossier = geopend.dossier
    _refuse_unknown(dossier, kinds)
    stijl, findings = load_stijl(dossier)
    stukken: list[Stuk | None] = []
    if not kinds or AGENDA in kinds:
        stukken.append(agenda_stuk(dossier, stijl))
    if not kinds or ACTIELIJST in kinds:
        book = load_table_book(dossier)
        lists, more = _lists(Lijstbron(dossier, stijl, book))
        stukken += lists
        findings += [*more, *_unread(book, [*geopend.bevindingen.findings, *more])]
    written, more = _written(dossier, stijl, kinds)
    return [*(stuk for stuk in stukken if stuk is not None), *written], [*findings, *more]


def _refuse_unknown(dossier: Dossier, kinds: list[str]) -> None:
    known = [*KINDS, *(written_kinds(dossier.werkmap) if {*kinds} - {*KINDS} else ())]
    unknown = [kind for kind in kinds if kind not in known]
    if unknown:
        raise Refusal(f"Onbekende soort '{unknown[0]}'; kies uit: {', '.join(known)}.")
    here = {*KINDS, *(stuk.soortmap for stuk in dossier.stukken)}
    absent = [kind for kind in kinds if kind not in here]
    if absent:
        raise Refusal(
            f"Deze vergadering heeft geen stuk van de soort '{absent[0]}'; maak er een met: "
            f"regietafel stuk nieuw {absent[0]} {dossier.tafelnaam}/{dossier.naam}"
        )


def _written(
    dossier: Dossier, stijl: StijlView, kinds: list[str]
) -> tuple[list[Stuk], list[Finding]]:
    """Return the documents that somebody wrote, of all kinds or of some."""
    chosen = [stuk for stuk in dossier.stukken if not kinds or stuk.soortmap in kinds]
    if not chosen:
        return [], []
    from regietafel.cli.tekststukken import written_stukken

    return written_stukken(dossier, stijl, chosen)


def _unread(book: "Grootboek", known: Sequence[Finding]) -> list[Finding]:
    """Return why actions of another meeting may be missing from a list."""
    found = book.bevindingen.findings
    return [f for f in found if f.severity is Severity.FOUT and f not in known]


def _lists(bron: Lijstbron) -> tuple[list[Stuk | None], list[Finding]]:
    """Return the lists under agenda points, and this meeting's own."""
    attached = [
        attached_list(bron, attachment)
        for attachment in attachments_of(bron.dossier.tafel, bron.dossier.vergadering)
        if attachment.bijlage.lijst_van
    ]
    findings = [finding for _, more in attached for finding in more]
    return [*(stuk for stuk, _ in attached), own_list(bron)], findings


def render_stuk_word(stuk: Stuk, sjablonen: Sjablonen) -> bytes:
    """Return a document as Word; a template that can't be used is a refusal."""
    from regietafel.documents.word import SjabloonError, render_word

    path = sjablonen.find(stuk.soort, WORD) or sjablonen.find(stuk.leent, WORD)
    if path is None:
        raise Refusal(f"Er is geen Word-sjabloon voor '{stuk.soort}'.")
    try:
        view, template = _for_word(stuk, sjablonen, path.read_bytes())
        return render_word(view, template, moment=stuk.moment)
    except SjabloonError as error:
        raise Refusal(f"{path}: {error}") from None


def _for_word(stuk: Stuk, sjablonen: Sjablonen, template: bytes) -> tuple["Stukview", bytes]:
    """Return a view with what Word can show, and the template as the view wants it."""
    from regietafel.documents.views_stuk import StukView

    view = stuk.view
    if isinstance(view, StukView):
        from regietafel.cli.paginanummers import with_page_numbers
        from regietafel.documents.compose_stuk import charts_as_png
        from regietafel.documents.word_liggend import on_its_side

        shown = charts_as_png(with_page_numbers(view, (stuk.soort, stuk.leent), sjablonen))
        return with_word_logo(shown), on_its_side(template) if view.liggend else template
    return with_word_logo(view), template


def render_stuk_pdf(stuk: Stuk, sjablonen: Sjablonen) -> bytes:
    """Return a document as PDF through Typst."""
    lends = not sjablonen.find(stuk.soort, PDF) and sjablonen.find(stuk.leent, PDF)
    return render_view(stuk.leent if lends else stuk.soort, stuk.view, sjablonen, stuk.moment)


def render_pdfs(
    dossier: Dossier, stukken: Sequence[Stuk]
) -> tuple[list[bytes | None], list[Finding]]:
    """Return documents as PDF by the route of their kind or the settings; None where that failed.

    All that go through Word are converted in one run; Typst makes some at a time.
    """
    sjablonen = sjablonen_of(dossier)
    through = [n for n, s in enumerate(stukken) if (s.route or dossier.instellingen.pdf) == "word"]
    words = {stukken[n].naam: _to_convert(stukken[n], sjablonen) for n in through}
    converted, findings = word_to_pdf(words) if words else ([], [])
    others = [n for n in range(len(stukken)) if n not in through]
    with ThreadPoolExecutor(_TEGELIJK) as typst:
        made = typst.map(lambda n: render_stuk_pdf(stukken[n], sjablonen), others)
        pdfs = dict(zip([*through, *others], [*converted, *made], strict=True))
    return [pdfs[n] for n in range(len(stukken))], findings


def _to_convert(stuk: Stuk, sjablonen: Sjablonen) -> bytes:
    from regietafel.documents.word_inhoud import with_living_pages

    return with_living_pages(render_stuk_word(stuk, sjablonen))


def sitting(dossier: Dossier, attachment: GenummerdeBijlage) -> Geladen[Vergadering] | None:
    """Return the meeting of which the list hangs under a point, None when there is no report."""
    folder = dossier.werkmap.meeting_folder(dossier.tafelnaam, str(attachment.bijlage.lijst_van))
    known = dossier.werkmap.meetings(dossier.tafelnaam)
    if attachment.bijlage.lijst_van not in known or not (folder / "verslag.yaml").exists():
        return None
    return load_agenda(dossier.werkmap, folder)


def output_path(dossier: Dossier, naam: str, extension: str) -> Path:
    folder = output_folder(dossier.werkmap, dossier.output)
    return folder / f"{dutch.bestandsnaam(naam)}.{extension}"
