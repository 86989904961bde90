"""Refuse to make what contradicts the agenda that members already have."""

from regietafel.cli.openen import Geopend
from regietafel.cli.terminal import Refusal
from regietafel.findings import has_errors


def require_as_sent(geopend: Geopend) -> None:
    """Show what does not fit what was mailed, and refuse when that is an error."""
    if geopend.dossier.vastgelegd is None:
        return
    from regietafel.checks.agenda import double_numbers
    from regietafel.checks.regels import SENT_RULES, run_checks
    from regietafel.cli.feiten import values_only

    found = run_checks(values_only(geopend.dossier), (*SENT_RULES, double_numbers))
    if has_errors(found):
        geopend.report(found)
        raise Refusal("Er is niets gemaakt: dit past niet bij de agenda die de leden al hebben.")
