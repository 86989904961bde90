"""The rekencontrole: every stated figure beside the computed one, and which figure is false.

One false figure may break several equations: a part of a row also counts in the total of its
column. Where one cell, and one other value for it, mends all that is broken around it and breaks
nothing, that cell is reported, once. Otherwise the sum or quotient itself is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from regietafel.figures.gevonden import vind_vergelijkingen
from regietafel.figures.in_cel import reken_cellen_na
from regietafel.figures.notatie import Waarde, eerste_decimaal, schrijf_breuk
from regietafel.figures.oorzaken import enkele_oorzaken, volgt_uit_rijen
from regietafel.figures.opgegeven import met_definitie, opgegeven_vergelijkingen
from regietafel.figures.tabel import Plek, Probleem, Tabel
from regietafel.figures.toetsen import Getoetst, heeft_onbekend, toets_alles
from regietafel.figures.totalen import met_stille_totalen
from regietafel.figures.vergelijking import (
    Herkomst,
    Stand,
    Toets,
    Vergelijking,
)
from regietafel.model.cijfers import Bewust, Getallentabel

MAX_RIJEN = 20_000
MAX_GENOEMD = 4


class Oordeel(StrEnum):
    """``FOUT``: the figures contradict each other. ``ONBESLIST``: they may, it can't be told.

    ``ONVOLLEDIG``: a total is right for what is known, and leaves out what is not.
    """

    FOUT = "fout"
    ONBESLIST = "onbeslist"
    ONVOLLEDIG = "onvolledig"


class Zekerheid(StrEnum):
    """How sure it is that the formula is the right one."""

    ZEKER = "zeker"
    WAARSCHIJNLIJK = "waarschijnlijk"
    MOGELIJK = "mogelijk"


@dataclass(frozen=True)
class Regel:
    """One line of the report.

    ``rij`` counts as in the file. ``verschil`` is stated minus computed, both on the stated scale.
    The formula fits ``past`` of ``van`` rows (for a total: columns). ``reden`` says why a figure is
    printed wrong on purpose; such a line is no fault.
    """

    plek: Plek
    rij: int
    rijlabel: str
    kolom: str
    gesteld: Waarde
    berekend: Fraction
    formule: str
    oordeel: Oordeel
    zekerheid: Zekerheid
    past: int
    van: int
    toelichting: str = ""
    reden: str = ""

    @property
    def verschil(self) -> Fraction:
        return Fraction(self.gesteld.getal or 0) - self.berekend


@dataclass(frozen=True)
class Rekenverslag:
    """What the rekencontrole found. ``getoetst`` counts the stated figures that were compared."""

    regels: tuple[Regel, ...]
    getoetst: int
    vergelijkingen: tuple[Vergelijking, ...]
    problemen: tuple[Probleem, ...] = ()

    @property
    def fouten(self) -> tuple[Regel, ...]:
        """Return the false figures that are not printed on purpose."""
        return tuple(r for r in self.regels if r.oordeel is Oordeel.FOUT and not r.reden)


def controleer(tabel: Tabel, definitie: Getallentabel | None = None) -> Rekenverslag:
    """Compare every stated figure with what the others give, by a definition or without one."""
    if len(tabel.rijen) > MAX_RIJEN:
        message = f"Deze tabel heeft {len(tabel.rijen)} rijen; tot {MAX_RIJEN} rijen wordt nagerekend. Splits haar."
        return Rekenverslag((), 0, (), (Probleem("tabel-te-groot", 0, "", message),))
    table, equations, problems = _equations(tabel, definitie)
    tested = toets_alles(table, equations)
    lines = [*_lines(table, tested), *_within_cells(table)]
    marked, unused = _mark(table, lines, definitie.bewust if definitie else ())
    compared = {t.equation.doel for t in tested if t.result.stand is not Stand.OPEN}
    ordered = sorted(marked, key=lambda line: (line.plek.rij, line.plek.kolom))
    return Rekenverslag(tuple(ordered), len(compared), equations, (*problems, *unused))


def beschrijf(regel: Regel) -> str:
    """Return a line of the report as a Dutch sentence."""
    places = _decimals(regel)
    computed, gap = (schrijf_breuk(each, places) for each in (regel.berekend, regel.verschil))
    where = f"{regel.rijlabel}, {regel.kolom}" if regel.rijlabel else regel.kolom
    unit = "%" if regel.gesteld.is_procent else ""
    text = f"{where}: er staat {regel.gesteld.tekst.strip()}, berekend is {computed}{unit} (verschil {gap}); {regel.formule}."
    return " ".join(filter(None, (text, regel.toelichting, _certainty(regel))))


def _decimals(line: Regel) -> int:
    """Return the decimals to show: as stated, one more for a fraction, and all that the gap needs."""
    places = line.gesteld.plaatsen
    if line.berekend.denominator != 1:
        places = max(places, 1)
    return max(places, eerste_decimaal(line.verschil))


def _certainty(line: Regel) -> str:
    if line.van <= 1:
        return ""
    return f"Die formule past bij {line.past} van {line.van} ({line.zekerheid})."


def _equations(
    tabel: Tabel, definitie: Getallentabel | None
) -> tuple[Tabel, tuple[Vergelijking, ...], list[Probleem]]:
    if definitie is None:
        table = met_stille_totalen(tabel)
        return table, vind_vergelijkingen(table), []
    table, problems = met_definitie(tabel, definitie)
    equations, more = opgegeven_vergelijkingen(table, definitie)
    return table, equations, [*problems, *more]


def _lines(tabel: Tabel, tested: Sequence[Getoetst]) -> Iterator[Regel]:
    broken = [t for t in tested if t.result.stand is Stand.FOUT]
    explained: set[int] = set()
    for cell, value, mended in enkele_oorzaken(tabel, tested, broken):
        explained |= set(map(id, mended))
        yield _cause_line(tabel, cell, value, mended)
    rest = _not_from_rows(tabel, [each for each in broken if id(each) not in explained], tested)
    reported: set[Plek] = set()
    for each in sorted(rest, key=lambda t: list(Zekerheid).index(_sure(t.equation))):
        if each.equation.doel not in reported:
            reported.add(each.equation.doel)
            yield _line(tabel, each, Oordeel.FOUT)
    for each in tested:
        verdict = _undecided(tabel, each)
        if verdict is not None:
            yield _line(tabel, each, verdict)


def _not_from_rows(
    tabel: Tabel, broken: Iterable[Getoetst], tested: Sequence[Getoetst]
) -> list[Getoetst]:
    """Leave out what is false on a total row only because the rows above it are."""
    totals: dict[Plek, list[Getoetst]] = defaultdict(list)
    for each in tested:
        if each.equation.is_totaal:
            totals[each.equation.doel].append(each)
    return [e for e in broken if not volgt_uit_rijen(tabel, e, totals[e.equation.doel], tested)]


def _undecided(tabel: Tabel, tested: Getoetst) -> Oordeel | None:
    """Return what to say of a stated figure that is neither right nor false; None for nothing."""
    equation, result = tested.equation, tested.result
    if tabel.cel(equation.doel).getal is None or result.berekend is None:
        return None
    by_hand = equation.is_totaal or equation.herkomst is Herkomst.DEFINITIE
    if result.stand is Stand.ZONDER:
        return Oordeel.ONVOLLEDIG if by_hand or heeft_onbekend(tabel, equation) else None
    is_open = result.stand is Stand.OPEN and (by_hand or result.afronding or equation.twijfelt)
    return Oordeel.ONBESLIST if is_open else None


def _cause_line(tabel: Tabel, cell: Plek, value: Fraction, mended: Sequence[Getoetst]) -> Regel:
    best = min(mended, key=lambda t: list(Zekerheid).index(_sure(t.equation)))
    texts = dict.fromkeys(_about(tabel, each.equation, cell) for each in mended)
    line = _line(tabel, best, Oordeel.FOUT)
    row = tabel.rijen[cell.rij]
    return replace(
        line,
        plek=cell,
        rij=row.nummer,
        rijlabel=row.label,
        kolom=tabel.kolommen[cell.kolom].label,
        gesteld=tabel.cel(cell),
        berekend=value,
        formule="; ".join(texts),
        zekerheid=Zekerheid.ZEKER,
        toelichting=f"Dit ene cijfer verklaart {len(mended)} sommen die niet kloppen.",
    )


def _about(tabel: Tabel, equation: Vergelijking, cell: Plek) -> str:
    """Return an equation as text, with its outcome named when the cell is a part of it."""
    if equation.doel == cell:
        return equation.formule
    if equation.is_totaal:
        return f"{tabel.rijen[equation.doel.rij].label} = {equation.formule}"
    return f"{tabel.kolommen[equation.doel.kolom].label} = {equation.formule}"


def _line(tabel: Tabel, tested: Getoetst, verdict: Oordeel) -> Regel:
    equation, result = tested.equation, tested.result
    row = tabel.rijen[equation.doel.rij]
    return Regel(
        plek=equation.doel,
        rij=row.nummer,
        rijlabel=row.label,
        kolom=tabel.kolommen[equation.doel.kolom].label,
        gesteld=tabel.cel(equation.doel),
        berekend=result.berekend or Fraction(0),
        formule=equation.formule,
        oordeel=verdict,
        zekerheid=_sure(equation),
        past=equation.past,
        van=equation.van,
        toelichting=_remark(result, twijfelt=equation.twijfelt),
    )


def _remark(result: Toets, *, twijfelt: bool = False) -> str:
    if result.afronding:
        return "Het verschil kan door afronding komen."
    if twijfelt and result.stand is Stand.OPEN:
        return "Er ontbreken cijfers in de rijen waar dit het totaal van is."
    filled = f"Met de formule ingevuld: {_some(result.ingevuld)}." if result.ingevuld else ""
    left_out = (
        f"Niet bekend en niet meegeteld: {_some(result.onbekend)}." if result.onbekend else ""
    )
    return " ".join(filter(None, (filled, left_out)))


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:MAX_GENOEMD]) + (", …" if len(names) > MAX_GENOEMD else "")


def _sure(equation: Vergelijking) -> Zekerheid:
    if equation.herkomst is Herkomst.DEFINITIE:
        return Zekerheid.ZEKER
    share = Fraction(equation.past, max(equation.van, 1))
    by_analogy = equation.herkomst is Herkomst.NAAM and not equation.is_totaal
    if equation.past >= 5 and share >= Fraction(9, 10) and not by_analogy:  # noqa: PLR2004
        return Zekerheid.ZEKER
    enough = Fraction(1, 2) if equation.is_totaal else Fraction(2, 3)
    if share >= enough and not by_analogy:
        return Zekerheid.WAARSCHIJNLIJK
    return Zekerheid.MOGELIJK


def _within_cells(tabel: Tabel) -> Iterator[Regel]:
    for place, row in enumerate(tabel.rijen):
        for column, value in enumerate(row.cellen):
            for stated, computed, text in reken_cellen_na(value.tekst):
                yield Regel(
                    Plek(place, column), row.nummer, row.label, tabel.kolommen[column].label,
                    replace(stated, tekst=value.tekst), computed, text, Oordeel.FOUT,
                    Zekerheid.WAARSCHIJNLIJK, 1, 1,
                )  # fmt: skip


def _mark(
    tabel: Tabel, lines: Iterable[Regel], marks: Sequence[Bewust]
) -> tuple[list[Regel], list[Probleem]]:
    """Give lines that are meant to be wrong their reason; report marks that have no line."""
    reasons = {(tabel.rijplek(mark.rij), tabel.kolomplek(mark.kolom)): mark for mark in marks}
    marked, used = [], set()
    for line in lines:
        mark = reasons.get((line.plek.rij, line.plek.kolom))
        used |= {id(mark)}
        marked.append(replace(line, reden=mark.reden) if mark else line)
    unused = [
        Probleem("bewust-onnodig", 0, mark.kolom,
                 f"'{mark.rij}', '{mark.kolom}' is als bewust fout gemerkt, maar klopt of bestaat niet; haal de regel weg.")
        for mark in marks
        if id(mark) not in used
    ]  # fmt: skip
    return marked, unused
