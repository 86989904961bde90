"""The cover of a nazending as a view."""

from collections.abc import Mapping
from dataclasses import dataclass

from regietafel import dutch
from regietafel.documents.compose import BIJLAGE, meeting_facts
from regietafel.documents.views import StijlView
from regietafel.documents.views_nazending import Nazendingrij, NazendingView
from regietafel.model.basis import TIJDZONE
from regietafel.model.nazending import Verandering, Vergelijking
from regietafel.model.paginering import Blad, page_range
from regietafel.model.tafel import Tafel
from regietafel.model.vastgelegd import Vastgelegd
from regietafel.model.vergadering import Vergadering
from regietafel.model.zending import VerzondenPunt, VerzondenStuk


@dataclass(frozen=True)
class Nazending:
    """What a nazending is about: the comparison, and per document its pages and the reason.

    ``vervallen`` are the pages that members have and that are no longer there.
    """

    vergelijking: Vergelijking
    bladen: Mapping[str, tuple[Blad, ...]]
    vervallen: Mapping[str, tuple[Blad, ...]]
    redenen: Mapping[str, str]


def compose_nazending(
    tafel: Tafel,
    vergadering: Vergadering,
    stijl: StijlView,
    naam: str,
    vastgelegd: Vastgelegd,
    nazending: Nazending,
) -> NazendingView:
    """Return the cover: what is new, replaced or withdrawn, why, and on which pages."""
    day = vastgelegd.laatste.moment.astimezone(TIJDZONE).date()
    titles = {punt.nummer: punt.titel for punt in vastgelegd.punten}
    return NazendingView(
        huisstijl=stijl,
        documentnaam=naam,
        titel=f"Nazending {tafel.naam}",
        gegevens=meeting_facts(vergadering),
        inleiding=(
            f"Dit is een aanvulling op de stukken die u op {dutch.datum(day)} kreeg. Nummers en "
            "bladzijden sluiten daarop aan; wat u al had, houdt zijn nummer."
        ),
        rijen=tuple(_row(nazending, *item) for item in nazending.vergelijking.changed),
        punten=tuple(_point(punt, titles) for punt in nazending.vergelijking.punten),
        ongewijzigd=_unchanged(nazending.vergelijking),
    )


def _row(nazending: Nazending, stuk: VerzondenStuk, what: Verandering) -> Nazendingrij:
    withdrawn = what is Verandering.INGETROKKEN
    reason = nazending.redenen.get(stuk.nummer, "")
    gone = nazending.vervallen.get(stuk.nummer, ())
    return Nazendingrij(
        nummer=stuk.nummer,
        titel=stuk.titel,
        wat=what.capitalize(),
        reden=dutch.met_punt(dutch.hoofdletter(reason)) if reason else "",
        paginas=page_range(nazending.bladen[stuk.nummer]),
        opmerking=_dropped(gone) if gone else "",
        koppeling="" if withdrawn else f"{BIJLAGE}{stuk.nummer}",
    )


def _dropped(gone: tuple[Blad, ...]) -> str:
    return f"Pagina {page_range(gone)} {'vervalt' if len(gone) == 1 else 'vervallen'}."


def _point(punt: VerzondenPunt, known: Mapping[str, str]) -> str:
    if punt.nummer in known:
        return f"Punt {punt.nummer} heet nu: {punt.titel}"
    return f"Nieuw punt {punt.nummer}: {punt.titel}"


def _unchanged(vergelijking: Vergelijking) -> str:
    same = [s.nummer for s in vergelijking.of(Verandering.ONGEWIJZIGD) if not s.ingetrokken]
    if not same:
        return ""
    what = "Bijlage" if len(same) == 1 else "De bijlagen"
    verb = "is" if len(same) == 1 else "zijn"
    return f"{what} {dutch.opsomming(same)} {verb} niet veranderd."
