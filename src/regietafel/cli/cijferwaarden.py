"""The tables in ``cijfers/`` that texts name, read as ``cijfers controleer`` reads them."""

from pathlib import Path

from regietafel.cli.nagerekend import own_files, read_file, without_rows
from regietafel.dossier.validation import Geladen
from regietafel.dossier.workspace import Werkmap
from regietafel.figures.getoond import Afwijking, toon_tabel
from regietafel.figures.tabel import lees_tabel
from regietafel.findings import Finding, waarschuwing
from regietafel.importers.ontvangen import Ontvangen
from regietafel.model.cijfers import Getallentabel
from regietafel.model.waarden import Tabelwaarden, Waardetabel


def load_waarden(werkmap: Werkmap, folder: Path) -> tuple[Tabelwaarden, list[Finding]]:
    """Load every table of a meeting folder, by the name of its file without the extension.

    Of a workbook the first sheet has that name, and each other one ``naam/blad``.
    """
    tables: dict[str, Waardetabel] = {}
    findings: list[Finding] = []
    for path in own_files(folder):
        found, more = _load(path, werkmap)
        findings += more
        if found and found[0].naam in tables:
            findings.append(_twice(path))
            continue
        tables |= {table.naam: table for table in found}
    return Tabelwaarden(tuple(tables.values())), findings


def _twice(path: Path) -> Finding:
    message = f"Er zijn twee tabellen met de naam '{path.stem}'; in een tekst telt de eerste. Geef ze elk een eigen naam."
    return waarschuwing(path, "cijfers-dubbel", message)


def _load(path: Path, werkmap: Werkmap) -> tuple[list[Waardetabel], list[Finding]]:
    received, definition, findings = read_file(path, werkmap)
    tables: list[Waardetabel] = []
    for number, each in enumerate(received):
        name = f"{path.stem}/{each.blad}" if number else path.stem
        table, more = _show(path, name, each, None if number else definition)
        findings += more
        tables += [table] if table else []
    return tables, findings


def _show(
    path: Path, name: str, received: Ontvangen, loaded: Geladen[Getallentabel] | None
) -> tuple[Waardetabel | None, list[Finding]]:
    definition = loaded.model if loaded else None
    table, _ = lees_tabel(received.rijen, definition.koprijen if definition else None)
    if not table.rijen:
        return None, [without_rows(path)]
    shown, differences = toon_tabel(name, table, definition)
    return shown, [about_replaced(path, received, each) for each in differences]


def about_replaced(path: Path, received: Ontvangen, each: Afwijking) -> Finding:
    """Return the finding that documents show another figure than the file."""
    message = f"{each.rijlabel}, {each.kolom}: hier staat {each.gesteld}, maar een stuk dat dit getal noemt toont het berekende getal: {each.getoond}."
    return waarschuwing(path, "waarde-berekend", message, line=received.regel(each.rij))
