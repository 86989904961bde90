"""``regietafel cijfers``: every stated figure beside the computed one."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from regietafel.cli.nagerekend import (
    Nagerekend,
    about_contradictions,
    about_figures,
    check_file,
    without_rows,
)
from regietafel.cli.terminal import (
    OK,
    PROBLEMS,
    as_json,
    as_row,
    show,
    show_findings,
    summary,
)
from regietafel.figures.notatie import rond_af
from regietafel.figures.rekencontrole import Regel
from regietafel.figures.vergelijking import Herkomst, Vergelijking
from regietafel.findings import Finding, has_errors, in_reading_order, visible

_DECIMALS = 6
"""How many decimals a computed figure gets for other programs when it is not whole."""


def controleer(files: Sequence[Path], *, json: bool) -> int:
    """Check the tables of files, each by itself and beside the others; return the exit code."""
    checked: list[Nagerekend] = []
    findings: list[Finding] = []
    for path in dict.fromkeys(files):
        tables, found = check_file(path)
        checked += tables
        findings += found
    findings += [finding for each in checked for finding in about_figures(each)]
    findings += about_contradictions(checked)
    findings += [without_rows(each.path) for each in checked if _has_only_a_head(each)]
    if json:
        rows = [as_row(finding) for finding in in_reading_order(findings)]
        show(as_json({"tabellen": [_as_data(each) for each in checked], "meldingen": rows}))
        return PROBLEMS if has_errors(findings) else OK
    code = show_findings(findings)
    for line in _told(checked):
        show(visible(line))
    show(f"{_counted(len(checked))} nagekeken. {summary(findings)}")
    return code


def _has_only_a_head(each: Nagerekend) -> bool:
    return bool(not each.ontvangen.naam and each.tabel.kolommen and not each.tabel.rijen)


def _told(checked: Sequence[Nagerekend]) -> Iterator[str]:
    for each in checked:
        if each.has_figures or not each.ontvangen.naam:
            yield from _about(each)
    without = sum(1 for each in checked if not each.has_figures and each.ontvangen.naam)
    if without:
        yield f"{_counted(without)} zonder getallen overgeslagen."


def _about(each: Nagerekend) -> Iterator[str]:
    """Yield what was checked in one table, and what that rests on."""
    name = ", ".join(filter(None, (each.path.name, each.ontvangen.naam)))
    rows, columns = len(each.tabel.rijen), len(each.tabel.kolommen)
    yield f"{name}: {rows} rijen, {columns} kolommen, {each.verslag.getoetst} cijfers nagerekend."
    ground = list(_ground(each))
    if ground:
        yield "  De controle steunt op:"
    elif each.has_figures:
        yield "  Geen sommen, verschillen of percentages gevonden om na te rekenen."
    for name, formula, count, fits in ground:
        yield f"  - {name} = {formula} ({count} keer; {fits})"


def _ground(each: Nagerekend) -> Iterator[tuple[str, str, int, str]]:
    """Yield every formula once: of what, the formula, how often, and how well it fits."""
    counts: dict[tuple[str, str, str], int] = {}
    for equation in each.verslag.vergelijkingen:
        key = (_target(each, equation), equation.formule, _fits(equation))
        counts[key] = counts.get(key, 0) + 1
    for (name, formula, fits), count in counts.items():
        yield name, formula, count, fits


def _target(each: Nagerekend, equation: Vergelijking) -> str:
    """Return what a formula makes: a row when all its cells stand in one column."""
    row, column = equation.doel.rij, equation.doel.kolom
    down = equation.is_totaal or len({place.kolom for place in equation.plekken}) == 1
    label = each.tabel.rijen[row].label if down else each.tabel.kolommen[column].label
    return label or "totaal zonder naam"


def _fits(equation: Vergelijking) -> str:
    if equation.herkomst is Herkomst.DEFINITIE:
        return "volgens de definitie"
    of = "kolommen" if equation.is_totaal else "rijen"
    return f"past bij {equation.past} van {equation.van} {of}"


def _counted(number: int) -> str:
    return "1 tabel" if number == 1 else f"{number} tabellen"


def _as_data(each: Nagerekend) -> dict[str, Any]:
    return {
        "bestand": str(each.path),
        "tabel": each.ontvangen.naam,
        "rijen": len(each.tabel.rijen),
        "kolommen": len(each.tabel.kolommen),
        "nagerekend": each.verslag.getoetst,
        "steunt_op": [
            {"wat": name, "formule": formula, "keer": count, "hoe": fits}
            for name, formula, count, fits in _ground(each)
        ],
        "regels": [_line_as_data(each, line) for line in each.verslag.regels],
    }


def _line_as_data(each: Nagerekend, line: Regel) -> dict[str, Any]:
    return {
        "regel": each.ontvangen.regel(line.rij),
        "plaats": each.plaats(line.plek),
        "rij": line.rijlabel,
        "kolom": line.kolom,
        "gesteld": line.gesteld.tekst.strip(),
        "berekend": _plain(line.berekend),
        "verschil": _plain(line.verschil),
        "formule": line.formule,
        "oordeel": line.oordeel,
        "zekerheid": line.zekerheid,
        "past": line.past,
        "van": line.van,
        "toelichting": line.toelichting,
        "reden": line.reden,
    }


def _plain(number: Fraction) -> str:
    """Return a number with a decimal point, for other programs."""
    return str(rond_af(number, 0 if number.denominator == 1 else _DECIMALS))
