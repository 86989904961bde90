"""Rules about what stands beside a point for the chair."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from regietafel.checks.controle import Controle
from regietafel.findings import Finding, fout, waarschuwing
from regietafel.model.nummering import numbered_points
from regietafel.model.planning import plan, points_with_parts

_SHORT_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def unknown_actions(controle: Controle, known: Collection[str]) -> Iterator[Finding]:
    """A number below ``acties`` that no action has; ``known`` are the numbers in the ledger."""
    for point in numbered_points(controle.vergadering):
        for index, number in enumerate(point.punt.acties):
            if number not in known:
                message = (
                    f"Actie {number} bestaat niet; verbeter het nummer bij punt {point.nummer}."
                )
                keys = (*point.keys, "acties", index)
                yield fout(controle.vergaderpad, "actie-onbekend", message, keys)


def closed_actions(controle: Controle, closed: Collection[str]) -> Iterator[Finding]:
    """An action below ``acties`` that was done or dropped before the day: nobody would see it."""
    for point in numbered_points(controle.vergadering):
        for index, number in enumerate(point.punt.acties):
            if number in closed:
                message = (
                    f"Actie {number} was voor deze vergadering al gesloten en staat daarom niet in "
                    f"het regieboek; haal het nummer weg bij punt {point.nummer}, of heropen de actie."
                )
                keys = (*point.keys, "acties", index)
                yield waarschuwing(controle.vergaderpad, "actie-al-gesloten", message, keys)


def speakers(controle: Controle) -> Iterator[Finding]:
    """A speaker who is nearly the short name of a member."""
    known = [lid.lid for lid in controle.tafel.leden]
    for point in numbered_points(controle.vergadering):
        spreker = point.punt.spreker or ""
        if spreker in known or not _SHORT_NAME.fullmatch(spreker):
            continue
        near = get_close_matches(spreker, known, n=1, cutoff=0.75)
        if near:
            message = f"'{spreker}' is geen lid van deze tafel; bedoelt u '{near[0]}'?"
            keys = (*point.keys, "spreker")
            yield waarschuwing(controle.vergaderpad, "spreker-onbekend", message, keys)


def too_many_minutes(controle: Controle) -> Iterator[Finding]:
    """More minutes than the meeting has, or parts that take longer than their point."""
    planning = plan(controle.vergadering)
    if planning.gepland > planning.beschikbaar > 0:
        message = (
            f"De punten duren samen {planning.gepland} minuten en de vergadering "
            f"{planning.beschikbaar}; geef punten minder minuten."
        )
        yield waarschuwing(controle.vergaderpad, "minuten-te-veel", message, ("agenda",))
    for group in points_with_parts(controle.vergadering):
        own = group.punt.punt.minuten
        if own is not None and group.van_delen > own:
            message = (
                f"De onderdelen van punt {group.punt.nummer} duren samen {group.van_delen} "
                f"minuten en het punt {own}; maak die gelijk."
            )
            keys = (*group.punt.keys, "minuten")
            yield waarschuwing(controle.vergaderpad, "minuten-te-veel", message, keys)
