"""``regietafel pakket --nazending``: what members do not have yet, and the whole pack again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from regietafel import dutch
from regietafel.cli import bundelen
from regietafel.cli.bundelen import Gebonden
from regietafel.cli.bundelplan import document_part, pack_moment
from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.openen import nazending_name, open_meeting
from regietafel.cli.pakken import begin
from regietafel.cli.stukken import output_path, sjablonen_of
from regietafel.cli.terminal import Refusal, show, show_made
from regietafel.cli.verzondenstukken import documents_now, points_now
from regietafel.cli.vormen import render_view
from regietafel.documents.compose_mail import Aanvulling
from regietafel.documents.compose_nazending import Nazending, compose_nazending
from regietafel.documents.views_nazending import NazendingView
from regietafel.dossier.loading import Dossier
from regietafel.dossier.writing import copy_atomic
from regietafel.model.nazending import Verandering, Vergelijking, compare
from regietafel.model.nummering import roman
from regietafel.model.vastgelegd import Vastgelegd
from regietafel.pack.binding import Binder, Bindwerk, NietGebonden
from regietafel.pack.counting import count_pages
from regietafel.pack.delen import Packdeel

VOORBLAD = "Nazending"
_MEE = (Verandering.NIEUW, Verandering.VERVANGEN)


def run(name: str) -> int:
    """Make the nazending of a meeting and its whole pack; return the exit code."""
    return make(name)[1]


def make(name: str) -> tuple[Aanvulling | None, int]:
    """Make them; return what the nazending brings, None for nothing new, and the exit code."""
    geopend = open_meeting(name)
    dossier = geopend.dossier
    had = _what_members_have(dossier)
    with Binder() as binder:
        ontvangst = begin(geopend, binder)
        made, findings = bundelen.make_whole(geopend, ontvangst, binder)
        nazending = compare_with_had(dossier, had, made)
        added = None
        if nazending.vergelijking.leeg:
            show("Niets nieuws: wat de leden hebben, is gelijk aan deze bundel.")
        else:
            stijl, _ = load_stijl(dossier)
            name = nazending_name(dossier)
            view = compose_nazending(
                dossier.tafel, dossier.vergadering, stijl, name, had, nazending
            )
            _make_delta(dossier, view, nazending, made)
            _show_changes(view)
            added = Aanvulling(tuple(_lines(view)), _was_promised(had, nazending.vergelijking))
        return added, geopend.report([*findings, *bundelen.about_pack(geopend, made)])


def _what_members_have(dossier: Dossier) -> Vastgelegd:
    """Return what a nazending adds to; a Refusal when no member has an agenda for certain."""
    meeting = f"{dossier.tafelnaam}/{dossier.naam}"
    if dossier.vastgelegd is None:
        raise Refusal(
            "Van deze vergadering is nog geen agenda verstuurd, dus er is niets om na te zenden. "
            f"Maak de bundel met: regietafel pakket {meeting}"
        )
    if dossier.ontvangen is None:
        raise Refusal(
            "Er is een agenda verstuurd, maar van geen lid is zeker dat die de agenda kreeg; er is "
            f"dus niets om na te zenden. Hoe het ermee staat, ziet u met: regietafel mail {meeting} "
            "agenda"
        )
    return dossier.ontvangen


def compare_with_had(dossier: Dossier, had: Vastgelegd, made: Gebonden) -> Nazending:
    """Return what a pack brings that members do not have, with its pages and the reasons."""
    now = documents_now(dossier, made.stukken, made.bladen)
    bladen = {stuk.nummer: own for stuk, own in zip(now, made.bladen[1:], strict=True)}
    given = dossier.vastgelegd.pages().van if dossier.vastgelegd else {}
    theirs = {stuk.nummer: given.get(stuk.nummer, [])[: stuk.paginas] for stuk in had.stukken}
    return Nazending(
        vergelijking=compare(had, points_now(dossier), now),
        bladen=bladen,
        vervallen={
            nummer: tuple(blad for blad in own if blad not in bladen.get(nummer, ()))
            for nummer, own in theirs.items()
        },
        redenen={s.nummer: s.bijlage.reden for s in made.stukken if s.bijlage.reden},
    )


def _make_delta(
    dossier: Dossier, view: NazendingView, nazending: Nazending, made: Gebonden
) -> None:
    """Write the cover with the documents that are new or replaced, and say so."""
    cover = render_view("voorblad", view, sjablonen_of(dossier), pack_moment(dossier))
    numbers = {stuk.nummer for stuk in nazending.vergelijking.of(*_MEE)}
    parts = [
        Packdeel("", VOORBLAD, 0, cover, ""),
        *(document_part(stuk, 0) for stuk in made.stukken if stuk.nummer in numbers),
    ]
    labels = [[str(blad) for blad in nazending.bladen.get(part.sleutel, ())] for part in parts]
    labels[0] = [roman(n + 1).lower() for n in range(count_pages(cover))]
    moment, author = pack_moment(dossier), dossier.huisstijl.naam
    werk = Bindwerk(tuple(parts), view.documentnaam, moment, author)
    path = output_path(dossier, view.documentnaam, "pdf")
    pages = _bind(werk, labels, path)
    show_made(path, f"{pages} pagina's" if pages > 1 else "1 pagina")


def _bind(werk: Bindwerk, labels: Sequence[Sequence[str]], path: Path) -> int:
    """Write a pack of which every part was joined before; return its number of pages."""
    own = {n: deel.inhoud for n, deel in enumerate(werk.delen) if isinstance(deel.inhoud, bytes)}
    try:
        with Binder() as binder:
            binder.start(werk)
            binder.look()
            made, facts = binder.bind(own, bladen=dict(enumerate(labels)))
            copy_atomic(path, made)
    except NietGebonden as stop:
        raise Refusal(f"De nazending is niet te maken. {stop.reden}") from None
    return facts.paginas


def _show_changes(view: NazendingView) -> None:
    for rij in view.rijen:
        show(f"{rij.wat}: bijlage {rij.nummer}, {rij.titel} (pagina {rij.paginas})")
    for line in filter(None, (*view.punten, view.ongewijzigd)):
        show(line)


def _lines(view: NazendingView) -> Iterator[str]:
    """Yield what changed and why, as a mail says it."""
    for rij in view.rijen:
        yield f"{rij.wat}: bijlage {rij.nummer}, {dutch.met_punt(rij.titel)} {rij.reden}".strip()
    yield from map(dutch.met_punt, view.punten)


def _was_promised(sent: Vastgelegd, vergelijking: Vergelijking) -> bool:
    promised = {stuk.nummer for stuk in sent.stukken if stuk.sha256 is None}
    return bool(vergelijking.changed) and all(
        what is Verandering.NIEUW and stuk.nummer in promised for stuk, what in vergelijking.changed
    )
