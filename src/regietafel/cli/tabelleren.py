"""``regietafel cijfers tabel``: number tables as Word, PDF, page and Excel."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from regietafel import dutch
from regietafel.cli.cijferbestanden import (
    TABEL,
    Cijfermap,
    cijferstuk_name,
    definition_or_plain,
    table_title,
    worked_table,
)
from regietafel.cli.cijferstukken import Cijferstuk, kader_of, make_cijferstuk
from regietafel.cli.cijferwaarden import about_replaced
from regietafel.cli.nagerekend import Nagerekend, about_figures
from regietafel.cli.openen import open_meeting
from regietafel.cli.terminal import Refusal, tell
from regietafel.documents.compose_tabel import compose_tabel, table_sheet
from regietafel.figures.getoond import vergelijk_gesteld
from regietafel.figures.uitwerking import Uitwerking, werk_uit
from regietafel.findings import Finding, fout
from regietafel.model.cijfers import Getallentabel


def run(name: str, tables: Sequence[str]) -> int:
    """Make the named tables of a meeting, or all of them; return the exit code."""
    opened = open_meeting(name)
    cijfers = Cijfermap(opened.dossier)
    paths = [cijfers.tabel(table) for table in tables] or cijfers.tabellen()
    if not paths:
        raise Refusal("Deze vergadering heeft geen tabellen in de map cijfers. Er is niets gemaakt.")  # fmt: skip
    findings: list[Finding] = []
    alike = _same_names(cijfers)
    for path in dict.fromkeys(paths):
        findings += [alike[path]] if path in alike else _make(cijfers, path)
    return opened.report(findings)


def _same_names(cijfers: Cijfermap) -> Mapping[Path, Finding]:
    """Return the tables that are not made, since the document of another has the same name."""
    named: dict[str, list[Path]] = {}
    for path in cijfers.tabellen():
        name = cijferstuk_name(TABEL, table_title(cijfers, path), cijfers.dossier)
        named.setdefault(dutch.bestandsnaam(name).casefold(), []).append(path)
    return {
        path: _same_name(path, [other.name for other in paths if other != path])
        for paths in named.values()
        if len(paths) > 1
        for path in paths
    }


def _same_name(path: Path, others: Sequence[str]) -> Finding:
    message = f"Dit stuk zou net zo heten als dat van {dutch.opsomming(others)}, en is niet gemaakt; geef één van de tabellen een andere titel in een definitie (.yaml) ernaast."
    return fout(path, "stuk-zelfde-naam", message)


def _make(cijfers: Cijfermap, path: Path) -> list[Finding]:
    table, findings = worked_table(cijfers, path)
    definition = definition_or_plain(table)
    worked, _ = werk_uit(table.tabel, table.definitie)
    if table.definitie is None:
        tell(f"{path.name} heeft geen definitie: de getallen staan zoals in het bestand, en er is niets berekend.")  # fmt: skip
    kader, about_style = kader_of(
        cijfers.dossier, cijferstuk_name(TABEL, definition.titel, cijfers.dossier)
    )
    view = compose_tabel(worked, definition, kader)
    stuk = Cijferstuk(view, lambda moment, author: _workbook(worked, definition, moment, author))
    failed = make_cijferstuk(cijfers, stuk)
    return [*findings, *_false_figures(table, worked), *about_style, *failed]


def _false_figures(table: Nagerekend, worked: Uitwerking) -> list[Finding]:
    """Return the figures of the file that are false, and others that the document shows otherwise."""
    false = [finding for finding in about_figures(table) if finding.code == "cijfer-onjuist"]
    told = {(line.rij, line.plek.kolom) for line in table.verslag.fouten}
    return false + [
        about_replaced(table.path, table.ontvangen, each)
        for each in vergelijk_gesteld(table.tabel, worked)
        if (each.rij, each.plek) not in told
    ]


def _workbook(
    worked: Uitwerking, definition: Getallentabel, moment: datetime, author: str
) -> bytes:
    from regietafel.documents.rekenboek import to_rekenboek

    sheet, notes = table_sheet(definition.titel, worked, definition)
    return to_rekenboek([sheet], notes, titel=definition.titel, auteur=author, moment=moment)
