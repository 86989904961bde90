"""What a meeting did with actions that were there before it, in words for its list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from regietafel import dutch
from regietafel.documents.blocks import Alinea, Blokken, Deel
from regietafel.documents.compose_acties import Tafels, both_numbers, deadline_words
from regietafel.documents.compose_eigenaren import owner_texts
from regietafel.documents.richtext import parse_markdown
from regietafel.documents.views import EerdereActie
from regietafel.ledger.stand import Stand
from regietafel.model.gebeurtenis import Gebeurtenis, Soort
from regietafel.model.tafel import Tafel
from regietafel.model.termijn import Termijn, parse_termijn


@dataclass(frozen=True)
class Eerder:
    """What the words of an event need: its table, the day of its meeting, and all actions known.

    ``bekend`` holds the actions at the end of that day by their number, those of other tables
    too; ``tafels`` are the tables that they went to.
    """

    tafel: Tafel
    dag: date
    bekend: Mapping[str, Stand] = field(default_factory=dict)
    tafels: Tafels = field(default_factory=dict)


def earlier_actions(
    gebeurtenissen: Sequence[Gebeurtenis], eerder: Eerder
) -> tuple[EerdereActie, ...]:
    """Return the actions that something happened to, as first named, each with all of it."""
    together: dict[str, list[Gebeurtenis]] = {}
    for event in gebeurtenissen:
        together.setdefault(event.actie, []).append(event)
    return tuple(_earlier_action(number, events, eerder) for number, events in together.items())


def _earlier_action(number: str, events: list[Gebeurtenis], eerder: Eerder) -> EerdereActie:
    stand = eerder.bekend.get(number)
    return EerdereActie(
        nummer=both_numbers(stand, "\n") if stand else number,
        tekst=parse_markdown(stand.tekst if stand else ""),
        gebeurd=tuple(block for event in events for block in _happened(event, stand, eerder)),
    )


def _happened(event: Gebeurtenis, stand: Stand | None, eerder: Eerder) -> Blokken:
    """Return what happened in bold, with behind it what was said of it."""
    what = _what(event, stand, eerder)
    if event.datum and event.datum != eerder.dag:
        what += f" op {dutch.datum(event.datum)}"
    said = parse_markdown(_said(event))
    head = Deel(f"{what}:" if said else what, vet=True)
    if said and isinstance(said[0], Alinea):
        return (Alinea((head, Deel(" "), *said[0].delen)), *said[1:])
    return (Alinea((head,)), *said)


def _what(event: Gebeurtenis, stand: Stand | None, eerder: Eerder) -> str:
    """Return ``Afgerond``, ``Doorgezet naar LRT``; for a deadline the old one and the new."""
    match event.soort:
        case Soort.TERMIJN:
            return _moved(event, stand)
        case Soort.OVERGEDRAGEN:
            owner = eerder.tafels.get(stand.tafel, eerder.tafel) if stand else eerder.tafel
            return f"Overgedragen aan {dutch.opsomming(owner_texts(owner, event.door))}"
        case Soort.DOORGEZET:
            other = eerder.tafels.get(event.naar or "")
            return f"Doorgezet naar {other.kort if other else event.naar}"
        case _:
            return dutch.hoofdletter(event.soort.value)


def _moved(event: Gebeurtenis, stand: Stand | None) -> str:
    new = parse_termijn(event.termijn or "")
    old = deadline_words(_deadline_before(event, new, stand))
    shown = deadline_words(new)
    if old and old != shown:
        return f"Termijn van {old} naar {shown}"
    return f"Termijn {'blijft' if old else 'wordt'} {shown}"


def _deadline_before(event: Gebeurtenis, new: Termijn, stand: Stand | None) -> Termijn | None:
    moves = [m for m in stand.verschoven if m.naar == new] if stand else []
    found = [m for m in moves if m.reden == (event.reden or "")]
    return found[-1].van if found else None


def _said(event: Gebeurtenis) -> str:
    """Return the text or the reason, with the evidence behind it."""
    return " ".join(_sayings(event))


def _sayings(event: Gebeurtenis) -> Iterator[str]:
    said = event.tekst or event.reden
    file = PurePosixPath(event.bijlage).name if event.bijlage else None
    evidence = ", ".join(filter(None, (event.link, file)))
    if said:
        yield said
    if evidence:
        yield f"({evidence})" if said else evidence
