"""``regietafel cijfers verdeel`` and ``prognose``: on the screen, and as documents when asked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from regietafel import dutch
from regietafel.cli.cijferbestanden import (
    PROGNOSE,
    VERDELING,
    Cijfermap,
    cijferstuk_name,
    worked_table,
)
from regietafel.cli.cijferstukken import Cijferstuk, kader_of, make_cijferstuk
from regietafel.cli.openen import Geopend, open_meeting
from regietafel.cli.terminal import OK, Refusal, as_json, show, show_table
from regietafel.documents.cijferdelen import Cijferdeel, compose_delen, sheets_of
from regietafel.documents.compose_prognose import (
    forecast_facts,
    forecast_parts,
    forecast_sheets,
)
from regietafel.documents.compose_verdeling import puzzle_facts, puzzle_parts
from regietafel.documents.getaltekst import Noten, schrijf_cellen
from regietafel.documents.kleuren import leesbaar
from regietafel.documents.rekenblad import Rekenblad
from regietafel.documents.views import Gegeven
from regietafel.figures.formule import Uitkomst
from regietafel.figures.notatie import rond_af
from regietafel.figures.prognose import Verloop, voorspel
from regietafel.figures.puzzeltabellen import Puzzelverslag, werk_puzzel_uit
from regietafel.figures.uitwerking import Uitwerking
from regietafel.figures.verdeling import Deelname, VerdelingError
from regietafel.findings import Finding
from regietafel.model.cijfers import Getallentabel

Bladen = Callable[[], tuple[tuple[Rekenblad, ...], tuple[tuple[str, str], ...]]]


def verdeel(meeting: str, name: str, *, make: bool, json: bool) -> int:
    """Show a puzzle with an even split and an exchange; return the exit code."""
    opened = open_meeting(meeting)
    cijfers = Cijfermap(opened.dossier)
    path, puzzle, findings = cijfers.puzzel(name)
    table, about = worked_table(cijfers, cijfers.tabel(puzzle.tabel))
    try:
        report = werk_puzzel_uit(puzzle, table.tabel, table.definitie)
    except VerdelingError as error:
        raise Refusal(f"{error} Verbeter {path.name} of de tabel.") from None
    if json:
        show(as_json(_puzzle_data(report)))
        return OK
    parts = puzzle_parts(report)
    facts = puzzle_facts(report, *_source(table.definitie))
    titled = (VERDELING, puzzle.titel)
    return _told(opened, cijfers, titled, parts, facts, [*findings, *about], lambda: sheets_of(parts), make=make)  # fmt: skip


def _source(definition: Getallentabel | None) -> tuple[str, str]:
    if definition is None:
        return "", ""
    day = dutch.datum(definition.peildatum) if definition.peildatum else ""
    return definition.bron or "", day


def prognose(meeting: str, name: str, *, make: bool, json: bool) -> int:
    """Show a forecast, scenario by scenario; return the exit code."""
    opened = open_meeting(meeting)
    cijfers = Cijfermap(opened.dossier)
    _, forecast, findings = cijfers.prognose(name)
    courses = voorspel(forecast)
    if json:
        show(as_json({"titel": forecast.titel, "scenarios": [_course_data(c) for c in courses]}))
        return OK
    kleur = leesbaar(opened.dossier.huisstijl.accentkleur)
    parts = forecast_parts(courses, kleur)
    titled = (PROGNOSE, forecast.titel)
    sheets = lambda: forecast_sheets(parts, courses)  # noqa: E731 - made only when asked
    return _told(opened, cijfers, titled, parts, forecast_facts(forecast, courses), findings, sheets, make=make)  # fmt: skip


def _told(
    opened: Geopend,
    cijfers: Cijfermap,
    titled: tuple[str, str],
    parts: Sequence[Cijferdeel],
    facts: tuple[Gegeven, ...],
    findings: Sequence[Finding],
    sheets: Bladen,
    *,
    make: bool,
) -> int:
    """Show the parts, or make the document of them; return the exit code."""
    if not make:
        for part in parts:
            _show_part(part)
        return opened.report(findings)
    kader, about = kader_of(opened.dossier, cijferstuk_name(*titled, opened.dossier))
    view = compose_delen(titled[1], parts, kader, facts)
    stuk = Cijferstuk(view, lambda moment, author: _workbook(titled[1], sheets, moment, author))
    return opened.report([*findings, *about, *make_cijferstuk(cijfers, stuk)])


def _workbook(titel: str, sheets: Bladen, moment: datetime, author: str) -> bytes:
    from regietafel.documents.rekenboek import to_rekenboek

    made, said = sheets()
    return to_rekenboek(made, said, titel=titel, auteur=author, moment=moment)


def _show_part(part: Cijferdeel) -> None:
    show(part.kop)
    for sentence in part.zinnen:
        show(f"- {sentence}" if part.opsomming else sentence)
    if part.tabel is not None:
        show_table(*_as_rows(part.tabel))
    show("")


def _as_rows(worked: Uitwerking) -> tuple[list[str], list[list[str]]]:
    cells = schrijf_cellen(worked, Noten())
    return [column.naam for column in worked.kolommen], [[c.tekst for c in row] for row in cells]


# ------------------------------------------------------------------ for other programs


def _puzzle_data(report: Puzzelverslag) -> dict[str, Any]:
    stand = report.stand
    return {
        "titel": report.puzzel.titel,
        "delen": [_part_data(part, report.evenredig) for part in stand.delen],
        "per_soort": [_part_data(part, {}) for part in stand.per_soort],
        "per_gemeente": [_part_data(part, {}) for part in stand.per_gemeente],
        "nog_te_plaatsen": {kind: _plain(n) for kind, n in stand.nog_te_plaatsen().items()},
        "ruil": [
            {"gemeente": m.gemeente, "van": m.van, "naar": m.naar, "aantal": m.aantal}
            for m in report.voorstel.ruilen
        ],
        "bezwaar": report.voorstel.bezwaar,
        "niet_bekend": list(report.voorstel.onbekend),
    }


def _part_data(part: Deelname, even: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "gemeente": part.gemeente,
        "soort": part.soort,
        "opgave": _amount(part.opgave),
        "inbreng": _amount(part.inbreng),
        "verschil": _plain(part.verschil),
        "deel": _plain(part.deel),
        "per_1000_inwoners": _plain(part.per_duizend),
    }
    split = even.get(part.soort, {}).get(part.gemeente)
    return data | ({"evenredig": str(split)} if split is not None else {})


def _amount(outcome: Uitkomst) -> dict[str, Any]:
    return {"waarde": _plain(outcome.waarde), "niet_bekend": list(outcome.onbekend)}


def _plain(number: Fraction | None) -> str | None:
    """Return a number with a decimal point, None when it is not known."""
    if number is None:
        return None
    return str(rond_af(number, 0 if number.denominator == 1 else 6))


def _course_data(course: Verloop) -> dict[str, Any]:
    return {
        "naam": course.naam,
        "jaren": [
            {
                "peildatum": str(year.peildatum),
                "achterstand_begin": str(year.beginachterstand),
                "taakstelling": str(year.taakstelling),
                "gehuisvest": str(year.gehuisvest),
                "achterstand": str(year.achterstand),
                "te_huisvesten": str(year.te_huisvesten),
            }
            for year in course.jaren
        ],
    }
