"""Rules about the report of a meeting."""

from collections.abc import Iterator

from regietafel.checks.controle import Controle
from regietafel.findings import Finding, Keys, fout, waarschuwing
from regietafel.model.actie import Actie, Besluit
from regietafel.model.eigenaar import owner_objection
from regietafel.model.nummering import numbered_points
from regietafel.model.termijn import date_objection, parse_termijn


def unknown_points(controle: Controle) -> Iterator[Finding]:
    """A report about a point that is not on the agenda, or about nothing at all."""
    if controle.verslag is None:
        return
    known = {point.nummer for point in numbered_points(controle.vergadering)}
    for index, entry in enumerate(controle.verslag.punten):
        keys: Keys = ("punten", index)
        if entry.punt is not None and entry.punt not in known:
            message = f"Punt {entry.punt} staat niet op de agenda; kies uit {', '.join(sorted(known))}, of gebruik titel."
            yield fout(controle.verslagpad, "punt-onbekend", message, (*keys, "punt"))
        if entry.punt is None and entry.titel is None:
            message = "Dit onderdeel hoort bij geen agendapunt; vul punt of titel in."
            yield fout(controle.verslagpad, "punt-onbekend", message, keys)


def _numbered(controle: Controle) -> Iterator[tuple[Keys, Besluit | Actie]]:
    for index, entry in enumerate(controle.verslag.punten if controle.verslag else ()):
        for place, besluit in enumerate(entry.besluiten):
            yield ("punten", index, "besluiten", place), besluit
        for place, actie in enumerate(entry.acties):
            yield ("punten", index, "acties", place), actie


def owners(controle: Controle) -> Iterator[Finding]:
    """An action that nobody does, or that somebody does whom the table does not know."""
    for keys, item in _numbered(controle):
        if not isinstance(item, Actie):
            continue
        if not item.door:
            message = "Bij deze actie staat niet wie het doet; vul door in."
            yield waarschuwing(controle.verslagpad, "actie-zonder-eigenaar", message, keys)
        for index, owner in enumerate(item.door):
            objection = owner_objection(controle.tafel, owner)
            if objection:
                yield objection.finding(controle.verslagpad, (*keys, "door", index))


def unread_dates(controle: Controle) -> Iterator[Finding]:
    """A deadline as 01-06-2027 or 2027-02-30 is read as words, so that nobody guards it."""
    for keys, item in _numbered(controle):
        message = date_objection(item.termijn or "") if isinstance(item, Actie) else ""
        if message:
            yield waarschuwing(controle.verslagpad, "termijn-vorm", message, (*keys, "termijn"))


def deadlines(controle: Controle) -> Iterator[Finding]:
    """A deadline before the meeting that set it."""
    for keys, item in _numbered(controle):
        words = item.termijn if isinstance(item, Actie) else None
        day = parse_termijn(words).uiterlijk if words else None
        if day is not None and day < controle.vergadering.datum:
            message = f"De termijn {day} ligt vóór de vergadering ({controle.vergadering.datum})."
            yield fout(controle.verslagpad, "termijn-te-vroeg", message, (*keys, "termijn"))
