"""``regietafel reeks``: the meetings of a year at once, each with a folder of its own."""

from collections.abc import Sequence
from datetime import date

from regietafel.checks.datums import about_day
from regietafel.cli.beginnen import load_table, make_meeting
from regietafel.cli.terminal import Refusal, show, show_findings, show_made
from regietafel.cli.werkplek import open_table, open_workspace, parse_day
from regietafel.findings import Finding
from regietafel.model.reeks import ReeksError, days_of

_MOST = 60
"""More meetings at once than this is a mistake."""


def run(table: str, days: Sequence[str], year: str, months: str, weekday: str) -> int:
    """Make the folders that are not there yet; a holiday or a weekend is a finding."""
    chosen = _days(days, year, months, weekday)
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    tafel = load_table(werkmap, table)
    findings: list[Finding] = []
    for day in chosen:
        path = werkmap.meeting_folder(table, str(day)) / "vergadering.yaml"
        there = path.parent.exists()
        if not there:
            make_meeting(werkmap, table, tafel, day, str(day))
        show_made(path, "bestond al" if there else "")
        findings += about_day(path, day)
    show(f"Reserveer nu de data bij de leden: regietafel uitnodiging {table}/DATUM --voorlopig")
    return show_findings(findings)


def _days(days: Sequence[str], year: str, months: str, weekday: str) -> list[date]:
    """Return the days in order, given one by one or by rule."""
    rule = (year, months, weekday)
    if bool(days) == any(rule) or (any(rule) and not all(rule)):
        raise Refusal(
            "Noem de data met --op 2027-03-10 --op 2027-06-09 …, of geef een regel met "
            "--jaar 2027 --maanden 3,6,9,12 --dag 'tweede woensdag'. Er is niets gemaakt."
        )
    if len(days) > _MOST:
        raise Refusal(f"Meer dan {_MOST} vergaderingen tegelijk kan niet. Er is niets gemaakt.")
    try:
        return sorted({parse_day(day) for day in days} or days_of(*rule))
    except ReeksError as error:
        raise Refusal(f"{error} Er is niets gemaakt.") from None
