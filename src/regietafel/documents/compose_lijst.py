"""The action and decision list of one meeting as a view."""

from collections.abc import Iterator, Mapping, Sequence

from regietafel import dutch
from regietafel.documents.blocks import plain
from regietafel.documents.compose import (
    absent,
    concept_label,
    held_facts,
    list_name,
    present,
    version_text,
)
from regietafel.documents.compose_acties import Tafels, deadline_words
from regietafel.documents.compose_eerdere import Eerder, earlier_actions
from regietafel.documents.compose_eigenaren import owner_texts
from regietafel.documents.compose_open import open_actions
from regietafel.documents.richtext import parse_markdown
from regietafel.documents.views import ActielijstView, Lijstrij, StijlView, Uitkomst
from regietafel.ledger.stand import Stand
from regietafel.model.actie import Actie, Besluit
from regietafel.model.planning import points_with_parts
from regietafel.model.tafel import Tafel
from regietafel.model.termijn import Termijn, parse_termijn
from regietafel.model.vergadering import Vergadering
from regietafel.model.verslag import Verslag, Verslagpunt


def compose_actielijst(
    tafel: Tafel,
    vergadering: Vergadering,
    verslag: Verslag,
    stijl: StijlView,
    standen: Sequence[Stand] = (),
    tafels: Tafels | None = None,
    bekend: Mapping[str, Stand] | None = None,
) -> ActielijstView:
    """Return the list: one row per agenda point that something was said or decided about.

    ``standen`` are the actions of this table as they were at the end of the meeting's day; those
    of an earlier day that are still open come after the points. ``tafels`` are the tables that
    they may wait on, and ``bekend`` are the actions of all of them by their number: what the
    meeting did with those comes in between.
    """
    eerder = Eerder(tafel, vergadering.datum, bekend or {}, tafels or {})
    return ActielijstView(
        huisstijl=stijl,
        documentnaam=list_name(tafel, vergadering),
        titel=f"Actie- en besluitenlijst {tafel.naam}",
        concept=concept_label(verslag.status),
        versie=version_text(verslag.status, verslag.versie),
        gegevens=held_facts(vergadering),
        aanwezig=tuple(present(tafel, vergadering)),
        afwezig=tuple(absent(tafel, vergadering)),
        rijen=tuple(_rows(tafel, vergadering, verslag)),
        eerdere_acties=earlier_actions(verslag.gebeurtenissen, eerder),
        open_acties=open_actions(tafel, standen, vergadering.datum, tafels),
    )


def _rows(tafel: Tafel, vergadering: Vergadering, verslag: Verslag) -> Iterator[Lijstrij]:
    reported = {entry.punt for entry in verslag.punten}
    for group in points_with_parts(vergadering):
        for point in (group.punt, *group.delen):
            entries = [entry for entry in verslag.punten if entry.punt == point.nummer]
            above = point is group.punt and any(part.nummer in reported for part in group.delen)
            if entries or above:
                yield _row(tafel, point.nummer, point.punt.titel, point.niveau, entries)
    for entry in verslag.punten:
        if entry.punt is None:
            yield _row(tafel, "", entry.titel or "", 0, [entry])


def _row(
    tafel: Tafel, nummer: str, titel: str, niveau: int, entries: list[Verslagpunt]
) -> Lijstrij:
    return Lijstrij(
        nummer=nummer,
        titel=titel,
        niveau=niveau,
        bespreking=tuple(b for entry in entries for b in parse_markdown(entry.bespreking)),
        uitkomsten=tuple(u for entry in entries for u in _outcomes(tafel, entry)),
    )


def _outcomes(tafel: Tafel, entry: Verslagpunt) -> Iterator[Uitkomst]:
    if entry.uitkomst:
        yield Uitkomst("uitkomst", "", "", plain(dutch.hoofdletter(entry.uitkomst)), "", "")
    for besluit in entry.besluiten:
        tekst = parse_markdown(besluit.tekst)
        nummer = besluit.nummer or ""
        yield Uitkomst("besluit", "Besluit", nummer, tekst, "", "", _relations(besluit))
    for actie in entry.acties:
        yield _action(tafel, actie)


def _relations(besluit: Besluit) -> tuple[str, ...]:
    """Return ``Vervangt PRT-DR-2024-B01``: a line for each earlier decision that this is about."""
    return (
        *(f"Vervangt {nummer}" for nummer in besluit.vervangt),
        *(f"Werkt {nummer} uit" for nummer in besluit.werkt_uit),
    )


def _action(tafel: Tafel, actie: Actie) -> Uitkomst:
    return Uitkomst(
        soort="actie",
        label="Actie",
        nummer=f"{actie.nummer or ''} ({actie.herkomst})" if actie.herkomst else actie.nummer or "",
        tekst=parse_markdown(actie.tekst),
        door=dutch.hoofdletter(dutch.opsomming(owner_texts(tafel, actie.door))),
        termijn=_deadline(parse_termijn(actie.termijn)) if actie.termijn else "",
    )


def _deadline(termijn: Termijn) -> str:
    """Return ``uiterlijk 1 juni 2024`` for a date; other words stay as they are."""
    return f"uiterlijk {deadline_words(termijn)}" if termijn.is_datum else termijn.tekst
