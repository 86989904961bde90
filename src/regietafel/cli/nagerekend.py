"""Tables of a file checked, each figure of it: what ``cijfers controleer`` and ``controleer`` share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from regietafel.dossier.lezen import Bevindingen, load_file
from regietafel.dossier.loading import Dossier
from regietafel.dossier.validation import Geladen, load_model
from regietafel.dossier.workspace import Werkmap, stays_inside
from regietafel.figures.rekencontrole import Oordeel, Regel, Rekenverslag, beschrijf, controleer
from regietafel.figures.tabel import Kolomsoort, Plek, Probleem, Tabel, lees_tabel
from regietafel.figures.tegenspraak import Tegenspraak, vergelijk_tabellen
from regietafel.figures.uitwerking import werk_uit
from regietafel.findings import Finding, Keys, Severity, fout, hint, waarschuwing
from regietafel.importers.ontvangen import Ontvangen
from regietafel.importers.tabellen import MAX_BYTES, read_tables
from regietafel.model.cijfers import Getallentabel

CIJFERS = "cijfers"
DASHBOARD = "dashboard.yaml"
"""In ``cijfers/`` this says which indicators there are; it is no definition of a table."""
SOORTEN = frozenset({".csv", ".xlsx"})
"""The tables in ``cijfers/``; a definition of the same name belongs to the first in the file."""
MAX_TEGENSPRAKEN = 20
MAX_KOLOMMEN_LOS = 60
"""Columns of amounts in a table without a definition: 9 s of CPU on 342 rows at worst."""

_ERNST = {
    "kop-samengevoegd": Severity.HINT,
    "kolom-dubbel": Severity.WAARSCHUWING,
    "getal-onleesbaar": Severity.WAARSCHUWING,
    "formule-rekenfout": Severity.WAARSCHUWING,
    "bewust-onnodig": Severity.WAARSCHUWING,
}
"""How bad what is wrong with a table or definition is, when it is not ``FOUT``."""
_IN_DEFINITIE = frozenset(
    {"kolom-onbekend", "rij-onbekend", "formule-onleesbaar", "formule-kolom-onbekend",
     "formule-kring", "bewust-onnodig"}
)  # fmt: skip


@dataclass(frozen=True)
class Nagerekend:
    """One table with its report. ``definitie`` is the file beside it, when it counted."""

    path: Path
    ontvangen: Ontvangen
    tabel: Tabel
    verslag: Rekenverslag
    geladen: Geladen[Getallentabel] | None = None

    @property
    def definitie(self) -> Getallentabel | None:
        return self.geladen.model if self.geladen else None

    @property
    def has_figures(self) -> bool:
        kinds = {Kolomsoort.GETAL, Kolomsoort.PROCENT}
        return any(column.soort in kinds for column in self.tabel.kolommen[1:])

    def plaats(self, plek: Plek) -> str:
        """Return in words where a cell stands in the file; empty when its line says it all."""
        return self.ontvangen.plaats(self.tabel.rijen[plek.rij].nummer, plek.kolom)


def check_file(
    path: Path, werkmap: Werkmap | None = None
) -> tuple[list[Nagerekend], list[Finding]]:
    """Check the tables of one file; return them and what is wrong with file and definition.

    In a workspace nothing outside of it is opened. The report itself becomes findings by
    ``about_figures``.
    """
    tables, definition, findings = read_file(path, werkmap)
    checked = [
        _check(path, table, definition if number == 0 else None)
        for number, table in enumerate(tables)
    ]
    return checked, findings + [f for each in checked for f in _about_table(each)]


def read_file(
    path: Path, werkmap: Werkmap | None
) -> tuple[tuple[Ontvangen, ...], Geladen[Getallentabel] | None, list[Finding]]:
    """Return the tables of a file, the definition beside it, and what is wrong with both files."""
    content, findings = _read(path, werkmap)
    if content is None:
        return (), None, findings
    tables, about = read_tables(path, content)
    definition = _definition(path, werkmap) if tables else None
    findings += [*about, *(definition.findings if definition else ())]
    return tables, definition, findings


def own_files(folder: Path) -> list[Path]:
    """Return the files with tables in ``cijfers/`` of a meeting folder."""
    place = folder / CIJFERS
    files = sorted(place.iterdir()) if place.is_dir() else []
    return [p for p in files if p.suffix.lower() in SOORTEN and not p.name.startswith((".", "~"))]


def check_meeting(dossier: Dossier) -> list[Finding]:
    """Return what is wrong with the figures in ``cijfers/`` of a meeting.

    A total that is right for what is known, and a figure that is wrong on purpose, are no news here.
    """
    checked: list[Nagerekend] = []
    findings: list[Finding] = []
    for path in own_files(dossier.folder):
        tables, found = check_file(path, dossier.werkmap)
        checked += tables
        findings += found
    about = [f for each in checked for f in about_figures(each) if f.code not in _NO_NEWS]
    return [*findings, *about, *about_contradictions(checked), *_beside(dossier, checked)]


def _beside(dossier: Dossier, checked: Sequence[Nagerekend]) -> list[Finding]:
    """Return what sentences and other definitions say about the tables of a meeting."""
    if not (dossier.folder / CIJFERS).is_dir():
        return []
    from regietafel.cli.cijferzinnen import check_definitions, loose_numbers

    return [*check_definitions(dossier, checked), *loose_numbers(dossier, checked)]


_NO_NEWS = frozenset({"cijfer-onvolledig", "cijfer-bewust"})


def about_figures(nagerekend: Nagerekend) -> Iterator[Finding]:
    """Yield a finding for every line of the report of a table."""
    for line in nagerekend.verslag.regels:
        yield _about_figure(nagerekend, line)


def _about_figure(each: Nagerekend, line: Regel) -> Finding:
    place, number = each.plaats(line.plek), each.ontvangen.regel(line.rij)
    message = _placed(place, beschrijf(line))
    if line.reden:
        reason = f"{message} Met opzet zo gelaten: {line.reden.rstrip('.')}."
        return hint(each.path, "cijfer-bewust", reason, line=number)
    match line.oordeel:
        case Oordeel.FOUT:
            return fout(each.path, "cijfer-onjuist", message, line=number)
        case Oordeel.ONBESLIST:
            return hint(each.path, "cijfer-onbeslist", message, line=number)
        case Oordeel.ONVOLLEDIG:
            return hint(each.path, "cijfer-onvolledig", message, line=number)


def about_contradictions(tables: Sequence[Nagerekend]) -> Iterator[Finding]:
    """Yield where two files state another figure for the same row and column.

    Tables whose definitions name different reference dates are not compared.
    """
    for left, right in combinations(tables, 2):
        dates = {each.definitie.peildatum for each in (left, right) if each.definitie}
        if left.path == right.path or len(dates - {None}) > 1:
            continue
        found = vergelijk_tabellen(left.tabel, right.tabel)
        for each in found[:MAX_TEGENSPRAKEN]:
            yield _about_contradiction(left, right, each)
        if len(found) > MAX_TEGENSPRAKEN:
            message = (
                f"Er zijn nog {len(found) - MAX_TEGENSPRAKEN} verschillen met {right.path.name}."
            )
            yield waarschuwing(left.path, "cijfer-tegenspraak", message)


def _about_contradiction(left: Nagerekend, right: Nagerekend, each: Tegenspraak) -> Finding:
    own, other = each.links.tekst.strip(), each.rechts.tekst.strip()
    row = right.tabel.rijen[each.plek_rechts.rij].nummer
    line = right.ontvangen.regel(row)
    where = f"{right.path.name}{f':{line}' if line else ''}"
    there = ", ".join(filter(None, (where, right.plaats(each.plek_rechts))))
    message = _placed(
        left.plaats(each.plek_links),
        f"{each.rij}, {each.kolom}: hier staat {own}, en in {there} staat {other}; kijk welk van de twee klopt.",
    )
    own_row = left.tabel.rijen[each.plek_links.rij].nummer
    return waarschuwing(
        left.path, "cijfer-tegenspraak", message, line=left.ontvangen.regel(own_row)
    )


def _placed(place: str, message: str) -> str:
    return f"{place[:1].upper()}{place[1:]}: {message}" if place else message


def _read(path: Path, werkmap: Werkmap | None) -> tuple[bytes | None, list[Finding]]:
    if werkmap is not None and not stays_inside(werkmap.root, path):
        message = "Dit bestand ligt buiten de werkmap; zet het bestand zelf in de map cijfers."
        return None, [fout(path, "buiten-werkmap", message)]
    if not path.exists():
        return None, [fout(path, "bestand-ontbreekt", "Dit bestand is er niet; kijk of de naam klopt.")]  # fmt: skip
    if not path.is_file():
        message = "Dit is geen bestand; noem de bestanden in de map."
        return None, [fout(path, "bestand-onleesbaar", message)]
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1), []


def _definition(path: Path, werkmap: Werkmap | None) -> Geladen[Getallentabel] | None:
    beside = path.with_suffix(".yaml")
    if path.suffix.lower() not in SOORTEN or beside.name == DASHBOARD or not beside.is_file():
        return None
    if werkmap is not None:
        return load_file(werkmap, beside, Getallentabel)
    return load_model(beside, Getallentabel)


def _check(path: Path, received: Ontvangen, loaded: Geladen[Getallentabel] | None) -> Nagerekend:
    definition = loaded.model if loaded else None
    table, problems = lees_tabel(received.rijen, definition.koprijen if definition else None)
    too_wide = _too_wide(table) if definition is None else None
    report = Rekenverslag((), 0, (), (too_wide,)) if too_wide else controleer(table, definition)
    broken = _broken(table, definition) if definition and not report.problemen else []
    report = replace(report, problemen=(*problems, *report.problemen, *broken))
    return Nagerekend(path, received, table, report, loaded)


def _too_wide(tabel: Tabel) -> Probleem | None:
    """Return why a table without a definition is not searched: the search grows fast with columns."""
    count = sum(column.telt for column in tabel.kolommen)
    if count <= MAX_KOLOMMEN_LOS:
        return None
    message = f"Deze tabel heeft {count} kolommen met getallen; tot {MAX_KOLOMMEN_LOS} zoekt regietafel zelf wat bij elkaar hoort. Zet er een definitie naast, of splits de tabel."
    return Probleem("tabel-te-groot", 0, "", message)


def _broken(tabel: Tabel, definition: Getallentabel) -> list[Probleem]:
    """Return the cells that a formula cannot work out, such as a division by zero."""
    found = werk_uit(tabel, definition)[1]
    return [problem for problem in found if problem.code == "formule-rekenfout"]


def _about_table(each: Nagerekend) -> Iterable[Finding]:
    """Return what is wrong with a table and its definition; of a text table, that it is one."""
    problems = each.verslag.problemen
    if not (each.has_figures or each.geladen or _is_whole_file(each)):
        return []
    about = [_about_rows(each, p) for p in problems if p.code not in _IN_DEFINITIE]
    if each.geladen is None or each.definitie is None:
        return about
    beside = each.path.with_suffix(".yaml")
    said = [
        _about_definition(beside, each.definitie, p) for p in problems if p.code in _IN_DEFINITIE
    ]
    return [*about, *Bevindingen.collect({beside: each.geladen}).locate(said)]


def without_rows(path: Path) -> Finding:
    """Return the finding for a table with a head and nothing below it, or not even that."""
    message = "In deze tabel staat geen kop met daaronder een rij; vul haar of gooi haar weg."
    return fout(path, "cijfers-leeg", message)


def _is_whole_file(each: Nagerekend) -> bool:
    return not each.ontvangen.naam


def _about_rows(each: Nagerekend, problem: Probleem) -> Finding:
    column = f"kolom '{problem.kolom}': " if problem.kolom else ""
    place = each.ontvangen.plaats(problem.rij) if problem.rij else each.ontvangen.naam
    message = _placed(place, f"{column}{problem.bericht}") if place else f"{column[:1].upper()}{column[1:]}{problem.bericht}"  # fmt: skip
    return _finding(each.path, problem, message, (), each.ontvangen.regel(problem.rij))


def _about_definition(path: Path, definition: Getallentabel, problem: Probleem) -> Finding:
    return _finding(path, problem, problem.bericht, _keys(definition, problem), 0)


def _finding(path: Path, problem: Probleem, message: str, keys: Keys, line: int) -> Finding:
    severity = _ERNST.get(problem.code, Severity.FOUT)
    return Finding(path, keys, line, severity, problem.code, message)


def _keys(definition: Getallentabel, problem: Probleem) -> Keys:
    """Return the field of the definition that a problem is about."""
    if problem.code == "bewust-onnodig":
        marks = enumerate(definition.bewust)
        place = next((n for n, mark in marks if problem.bericht.startswith(f"'{mark.rij}', '{mark.kolom}'")), 0)  # fmt: skip
        return ("bewust", place)
    if problem.code == "rij-onbekend":
        return _row_keys(definition, problem)
    columns = [column.kolom for column in definition.kolommen]
    if problem.kolom not in columns:
        return ("kolommen",)
    field = "kolom" if problem.code == "kolom-onbekend" else "formule"
    return ("kolommen", columns.index(problem.kolom), field)


def _row_keys(definition: Getallentabel, problem: Probleem) -> Keys:
    for number, group in enumerate(definition.groepen):
        if f"van groep '{group.naam}'" in problem.bericht:
            return ("groepen", number, "rijen")
    return ("totaalrij",)
