"""All rules. A rule is a function in a tuple; adding one touches two lines."""

from collections.abc import Callable, Iterable

from regietafel.checks import (
    agenda,
    bijlagen,
    datums,
    personen,
    regie,
    stukken,
    teksten,
    verslag,
    verzonden,
)
from regietafel.checks.controle import Controle
from regietafel.findings import Finding

Rule = Callable[[Controle], Iterable[Finding]]

PACK_RULES: tuple[Rule, ...] = (
    bijlagen.missing,
    bijlagen.promised,
    bijlagen.outside_workspace,
    bijlagen.unused,
    bijlagen.unusable,
    bijlagen.macros,
    bijlagen.named_otherwise,
    bijlagen.steering_names,
    bijlagen.repaired,
    bijlagen.lists,
    teksten.characters,
)
"""What matters when a pack is made: the documents in it."""

SENT_RULES: tuple[Rule, ...] = (
    verzonden.records,
    verzonden.shared_pages,
    verzonden.points,
    verzonden.attachments,
    verzonden.order,
)
"""What must hold once members have an agenda."""

RULES: tuple[Rule, ...] = (
    *PACK_RULES,
    *SENT_RULES,
    *datums.DATE_RULES,
    agenda.double_numbers,
    agenda.points_without_purpose,
    agenda.hidden_texts,
    agenda.numbers_in_titles,
    agenda.stated_attachments,
    agenda.empty_agenda,
    datums.free_days,
    personen.unknown_members,
    personen.double_members,
    personen.addresses,
    personen.double_addresses,
    personen.quorum,
    personen.too_many_companions,
    personen.hosts_of_guests,
    personen.own_links,
    teksten.steering_names,
    regie.speakers,
    regie.too_many_minutes,
    stukken.sections,
    stukken.levels,
    stukken.order,
    stukken.double_title,
    teksten.long_titles,
    verslag.unknown_points,
    verslag.owners,
    verslag.deadlines,
    verslag.unread_dates,
)


def run_checks(controle: Controle, rules: tuple[Rule, ...] = RULES) -> list[Finding]:
    """Return what every rule finds, in the order of the rules."""
    return [finding for rule in rules for finding in rule(controle)]
