"""The action and decision list of one meeting as a view."""

from collections import Counter
from collections.abc import Iterator, Sequence

from regietafel import dutch
from regietafel.documents.blocks import plain
from regietafel.documents.compose import (
    absent,
    concept_label,
    held_facts,
    present,
    version_text,
)
from regietafel.documents.richtext import parse_markdown
from regietafel.documents.views import ActielijstView, Lijstrij, StijlView, Uitkomst
from regietafel.model.actie import Actie
from regietafel.model.nummering import numbered_points
from regietafel.model.tafel import Lid, Tafel
from regietafel.model.vergadering import Vergadering
from regietafel.model.verslag import Verslag, Verslagpunt

_MUNICIPALITY = "gemeente "


def compose_actielijst(
    tafel: Tafel, vergadering: Vergadering, verslag: Verslag, stijl: StijlView
) -> ActielijstView:
    """Return the list: one row per agenda point that something was said or decided about."""
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
    )


def list_name(tafel: Tafel, vergadering: Vergadering) -> str:
    return f"Actie- en besluitenlijst {tafel.kort} {dutch.datum(vergadering.datum)}"


def _rows(tafel: Tafel, vergadering: Vergadering, verslag: Verslag) -> Iterator[Lijstrij]:
    reported = {entry.punt for entry in verslag.punten}
    for point in numbered_points(vergadering):
        entries = [entry for entry in verslag.punten if entry.punt == point.nummer]
        if not entries and not _has_reported_part(point.nummer, reported):
            continue
        yield _row(tafel, point.nummer, point.punt.titel, point.niveau, entries)
    for entry in verslag.punten:
        if entry.punt is None:
            yield _row(tafel, "", entry.titel or "", 0, [entry])


def _has_reported_part(nummer: str, reported: set[str | None]) -> bool:
    return any(punt and punt.rstrip("abcdefghijklmnopqrstuvwxyz") == nummer for punt in reported)


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
        yield Uitkomst("besluit", "Besluit", besluit.nummer or "", tekst, "", "")
    for actie in entry.acties:
        yield _action(tafel, actie)


def _action(tafel: Tafel, actie: Actie) -> Uitkomst:
    return Uitkomst(
        soort="actie",
        label="Actie",
        nummer=actie.nummer or "",
        tekst=parse_markdown(actie.tekst),
        door=dutch.hoofdletter(dutch.opsomming(owner_texts(tafel, actie.door))),
        termijn=dutch.termijn(actie.termijn) if actie.termijn else "",
    )


def owner_texts(tafel: Tafel, owners: Sequence[str]) -> list[str]:
    """Return who does it: the organisation of a member, and other words as they are.

    Members of one organisation are told apart by their function; several municipalities are
    named as *gemeenten Emmen, Meppel, …*.
    """
    leden = {owner: tafel.find_lid(owner) for owner in owners}
    seats = Counter(lid.organisatie for lid in leden.values() if lid)
    texts = [_owner_text(owner, lid, seats) for owner, lid in leden.items()]
    return _as_municipalities(texts)


def _owner_text(owner: str, lid: Lid | None, seats: Counter[str]) -> str:
    if lid is None:
        return owner
    shared = seats[lid.organisatie] > 1
    return f"{lid.functie or lid.naam} ({lid.organisatie})" if shared else lid.organisatie


def _as_municipalities(texts: list[str]) -> list[str]:
    names = [text[len(_MUNICIPALITY) :] for text in texts if text.lower().startswith(_MUNICIPALITY)]
    if len(names) < 2 or len(names) < len(texts):  # noqa: PLR2004 - a plural begins at two
        return texts
    return [f"gemeenten {names[0]}", *names[1:]]
