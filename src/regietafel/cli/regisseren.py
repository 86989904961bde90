"""``regietafel regieboek``: the agenda annotated for the chair, who alone gets it."""

from collections.abc import Iterator
from datetime import timedelta

from regietafel.checks.regels import run_checks
from regietafel.checks.regie import (
    closed_actions,
    speakers,
    too_many_minutes,
    unknown_actions,
)
from regietafel.checks.teksten import characters
from regietafel.cli.feiten import values_only
from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.maken import make_all
from regietafel.cli.openen import Geopend, open_meeting
from regietafel.cli.stukken import Stuk, load_table_book
from regietafel.cli.terminal import tell
from regietafel.cli.verouderd import stale_files
from regietafel.cli.werkplek import document_moment
from regietafel.documents.compose_regieboek import VOOR_WIE, Actiebron, compose_regieboek
from regietafel.documents.views import StijlView
from regietafel.dossier.grootboek import Grootboek, load_grootboek
from regietafel.dossier.loading import Dossier
from regietafel.findings import Finding, Severity
from regietafel.ledger.stand import LEVEND, Stand, standen
from regietafel.model.nummering import numbered_points

REGIEBOEK = "regieboek"


def run(name: str) -> int:
    """Make the annotated agenda of a meeting; return the exit code."""
    return make(open_meeting(name))


def make(geopend: Geopend) -> int:
    dossier = geopend.dossier
    stijl, findings = load_stijl(dossier)
    book = load_book(dossier)
    findings += make_all(dossier, [regieboek_stuk(dossier, stijl, book)])
    findings += _checks(dossier, book)
    findings += _unread(geopend, book)
    tell(VOOR_WIE)
    return geopend.report([*findings, *stale_files(dossier)])


def regieboek_stuk(dossier: Dossier, stijl: StijlView, book: Grootboek) -> Stuk:
    """Return the annotated agenda as a document to make.

    The actions are as they were when the day began: the meeting's own report says what came of it.
    """
    vergadering = dossier.vergadering
    before = states_before(dossier, book)
    bron = Actiebron(dossier.tafelnaam, before, book.tafels)
    view = compose_regieboek(dossier.tafel, vergadering, stijl, bron)
    moment = document_moment(vergadering.versie or vergadering.datum)
    return Stuk(REGIEBOEK, view.documentnaam, view, moment)


def states_before(dossier: Dossier, book: Grootboek) -> tuple[Stand, ...]:
    """Return where every action stood when the day of the meeting began."""
    eve = dossier.vergadering.datum - timedelta(days=1)
    return tuple(standen(book.boek, eve).values())


def load_book(dossier: Dossier) -> Grootboek:
    """Load the ledger of the table; of all tables when a point names an action of another one."""
    points = numbered_points(dossier.vergadering)
    named = [number for point in points for number in point.punt.acties]
    own = f"{dossier.tafel.nummercode}-"
    if all(number.startswith(own) for number in named):
        return load_table_book(dossier)
    return load_grootboek(dossier.werkmap, dossier.werkmap.tables())


def _checks(dossier: Dossier, book: Grootboek) -> Iterator[Finding]:
    controle = values_only(dossier)
    yield from run_checks(controle, (speakers, too_many_minutes, characters))
    yield from unknown_actions(controle, action_numbers(book))
    closed = {s.nummer for s in states_before(dossier, book) if s.status not in LEVEND}
    yield from closed_actions(controle, closed)


def action_numbers(book: Grootboek) -> frozenset[str]:
    """Return the numbers of all actions in a ledger, whenever they were born."""
    return frozenset(birth.actie.nummer or "" for birth in book.boek.geboorten)


def _unread(geopend: Geopend, book: Grootboek) -> list[Finding]:
    """Return why actions of another meeting may be missing."""
    known = geopend.bevindingen.findings
    found = book.bevindingen.findings
    return [f for f in found if f.severity is Severity.FOUT and f not in known]
