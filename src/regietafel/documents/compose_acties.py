"""Actions and decisions as tables and life lines, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regietafel import dutch
from regietafel.documents.compose_eigenaren import owner_texts
from regietafel.documents.tabellen import Tabel
from regietafel.ledger.boek import Genomen, Voorval
from regietafel.ledger.stand import Stand, Status
from regietafel.model.gebeurtenis import Gebeurtenis, Soort
from regietafel.model.tafel import Tafel
from regietafel.model.termijn import Termijn

Tafels = Mapping[str, Tafel]

_ACTIONS = (
    "Nummer",
    "Actie",
    "Door",
    "Termijn",
    "Stand",
    "Dagen",
    "Keren",
    "Verschoven",
    "Onderwerp",
    "Elders",
)
_DECISIONS = (
    "Nummer",
    "Datum",
    "Tafel",
    "Besluit",
    "Onderwerp",
    "Vervangt",
    "Vervangen door",
    "Werkt uit",
    "Acties",
)


@dataclass(frozen=True)
class Vervolgen:
    """What came of decisions, by their number: actions, and decisions that took their place."""

    acties: Mapping[str, Sequence[str]]
    vervangers: Mapping[str, Sequence[str]]


def action_table(standen: Sequence[Stand], tafels: Tafels, peildatum: date) -> Tabel:
    """Return actions as rows: age in days and in meetings, and how often the deadline moved."""
    rows = tuple(_action_row(stand, tafels, peildatum) for stand in standen)
    return Tabel("Acties", _ACTIONS, rows)


def _action_row(stand: Stand, tafels: Tafels, peildatum: date) -> tuple[str | int, ...]:
    return (
        stand.nummer,
        stand.tekst,
        owners(stand, tafels),
        deadline_text(stand),
        status_text(stand, tafels, peildatum),
        stand.dagen(peildatum),
        stand.keren,
        len(stand.verschoven) or "",
        stand.onderwerp,
        stand.elders or stand.herkomst,
    )


def both_numbers(stand: Stand, between: str = " ") -> str:
    """Return the number of an action, with that at the other table behind it or below it."""
    other = stand.elders or stand.herkomst
    return f"{stand.nummer}{between}({other})" if other else stand.nummer


def waiting_text(stand: Stand, tafels: Tafels) -> str:
    """Return ``wacht op LRT``; nothing when it does not wait."""
    other = tafels.get(stand.wacht_op)
    return f"wacht op {other.kort if other else stand.wacht_op}" if stand.wacht_op else ""


def owners(stand: Stand, tafels: Tafels) -> str:
    tafel = tafels.get(stand.tafel)
    return dutch.opsomming(owner_texts(tafel, stand.door) if tafel else stand.door)


def deadline_text(stand: Stand) -> str:
    """Return ``1 juni 2024``; the words for an undated deadline, with the day when they give one."""
    words, day = deadline_words(stand.termijn), deadline_day(stand)
    return f"{words} ({day})" if day else words


def deadline_words(termijn: Termijn | None) -> str:
    """Return a date as ``1 juni 2024``, other words as they are; nothing without a deadline."""
    if termijn is None:
        return ""
    if termijn.uiterlijk and termijn.is_datum:
        return dutch.datum(termijn.uiterlijk)
    return termijn.tekst


def deadline_day(stand: Stand) -> str:
    """Return the last day of a deadline in words, such as a month's; empty for any other."""
    if stand.termijn is None or stand.uiterlijk is None or stand.termijn.is_datum:
        return ""
    return dutch.datum(stand.uiterlijk)


def status_text(stand: Stand, tafels: Tafels, peildatum: date) -> str:
    """Return where an action stands, in words."""
    late = late_text(stand, peildatum)
    if late:
        return "; ".join(filter(None, (late, waiting_text(stand, tafels))))
    if stand.status is Status.WACHT:
        return waiting_text(stand, tafels)
    if stand.gesloten:
        return f"{stand.status} op {dutch.datum(stand.gesloten)}"
    return stand.status.value


def late_text(stand: Stand, peildatum: date) -> str:
    """Return ``1 dag te laat``; nothing for what is not late."""
    if stand.uiterlijk is None or not stand.te_laat(peildatum):
        return ""
    days = (peildatum - stand.uiterlijk).days
    return f"{days} {'dag' if days == 1 else 'dagen'} te laat"


def life_line(stand: Stand, tafels: Tafels, peildatum: date) -> list[str]:
    """Return the life of an action, a line per event, oldest first."""
    born = f"{dutch.datum(stand.geboren)}: ontstaan"
    if stand.vergadering:
        born += f" in vergadering {stand.tafel}/{stand.vergadering}"
    if stand.stuk:
        born += f", uit {stand.stuk}"
    head = [
        f"{both_numbers(stand)}  {stand.tekst}",
        f"Door: {owners(stand, tafels) or 'niemand'}",
        f"Termijn: {deadline_text(stand) or 'geen'}",
        f"Stand op {dutch.datum(peildatum)}: {status_text(stand, tafels, peildatum)}",
        "",
    ]
    return [*head, born, *(_event_line(event) for event in stand.levensloop)]


def _event_line(event: Voorval) -> str:
    place = f" ({event.tafel}/{event.vergadering})" if event.vergadering else ""
    return f"{dutch.datum(event.datum)}: {_event_text(event.gebeurtenis)}{place}"


def _event_text(event: Gebeurtenis) -> str:
    said = event.tekst or event.reden or event.link or event.bijlage or ""
    detail = {
        Soort.TERMIJN: f"nieuwe termijn {event.termijn}; {said}",
        Soort.OVERGEDRAGEN: f"overgedragen aan {dutch.opsomming(event.door)}",
        Soort.DOORGEZET: f"doorgezet naar {event.naar}" + (f"; {said}" if said else ""),
    }
    return detail.get(event.soort, f"{event.soort}: {said}")


def decision_table(besluiten: Sequence[Genomen], follow_ups: Vervolgen, tafels: Tafels) -> Tabel:
    """Return the decision register, with what came of each decision."""
    rows = tuple(_decision_row(taken, follow_ups, tafels) for taken in besluiten)
    return Tabel("Besluiten", _DECISIONS, rows)


def _decision_row(taken: Genomen, follow_ups: Vervolgen, tafels: Tafels) -> tuple[str, ...]:
    besluit, tafel = taken.besluit, tafels.get(taken.tafel)
    return (
        besluit.nummer or "",
        dutch.datum(taken.datum),
        tafel.kort if tafel else taken.tafel,
        besluit.tekst,
        besluit.onderwerp or "",
        ", ".join(besluit.vervangt),
        ", ".join(follow_ups.vervangers.get(besluit.nummer or "", ())),
        ", ".join(besluit.werkt_uit),
        ", ".join(follow_ups.acties.get(besluit.nummer or "", ())),
    )
