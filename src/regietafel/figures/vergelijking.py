"""One equation between cells of a table, and whether the stated figures satisfy it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from regietafel.figures.formule import (
    Bewerking,
    Formule,
    Functie,
    Getal,
    Min,
    Naam,
    Uitkomst,
    heeft_deling,
    namen,
    reken,
    uitkomst_van,
)
from regietafel.figures.tabel import Plek, Tabel


class Herkomst(StrEnum):
    """Where an equation comes from: the definition, the name of a row or column, the figures."""

    DEFINITIE = "definitie"
    NAAM = "naam"
    CIJFERS = "cijfers"


class Stand(StrEnum):
    """``ZONDER``: it holds when what is unknown is left out. ``OPEN``: that cannot be told."""

    KLOPT = "klopt"
    ZONDER = "zonder"
    OPEN = "open"
    FOUT = "fout"


@dataclass(frozen=True)
class Vergelijking:
    """A cell that other cells make.

    ``som`` is a formula over cells, named as ``celnaam`` does; its outcome times ``factor`` is
    what the cell should state. ``formule`` says the same for people. ``past`` of ``van`` rows (for
    a total: columns) with the same formula fit. In the columns ``leeg_is_niets`` an empty cell counts as nothing.
    ``twijfelt`` says that rows of the same formula miss a figure, so that a difference decides nothing.
    """

    doel: Plek
    som: Formule
    formule: str
    herkomst: Herkomst
    past: int = 1
    van: int = 1
    factor: int = 1
    is_totaal: bool = False
    leeg_is_niets: frozenset[int] = field(default_factory=frozenset)
    plekken: frozenset[Plek] = field(default_factory=frozenset)
    twijfelt: bool = False


@dataclass(frozen=True)
class Toets:
    """How an equation stands: what the cells give (on the stated scale) and what is unknown.

    ``ingevuld`` names empty cells that were filled by their own formula, such as ``Emmen: 40``.
    """

    stand: Stand
    berekend: Fraction | None
    onbekend: tuple[str, ...] = ()
    afronding: bool = False
    ingevuld: tuple[str, ...] = ()


Invulling = Mapping[Plek, Fraction]
"""Amounts to use for cells instead of what they state, on the stated scale."""


def celnaam(plek: Plek) -> str:
    return f"r{plek.rij}k{plek.kolom}"


def cel(plek: Plek) -> Naam:
    return Naam(celnaam(plek), celnaam(plek))


def maak_vergelijking(
    doel: Plek,
    som: Formule,
    formule: str,
    herkomst: Herkomst,
    *,
    telling: tuple[int, int] = (1, 1),
    factor: int = 1,
    is_totaal: bool = False,
    leeg_is_niets: frozenset[int] = frozenset(),
) -> Vergelijking:
    """Return an equation that knows which cells it is about."""
    past, van = telling
    used = frozenset({doel, *(_place(name) for name in namen(som))})
    return Vergelijking(
        doel, som, formule, herkomst, past, van, factor, is_totaal, leeg_is_niets, used
    )  # fmt: skip


def optelling(delen: Iterable[tuple[int, Plek]]) -> Formule:
    """Return cells added up, each with its sign."""
    signed = [cel(place) if sign > 0 else Min(cel(place)) for sign, place in delen]
    return signed[0] if len(signed) == 1 else Functie("som", tuple(signed))


def breuk(teller: Formule, noemer: Formule) -> Formule:
    return Bewerking("/", teller, noemer)


def vertaal(formule: Formule, namen_naar: Mapping[str, Formule]) -> Formule:
    """Return a formula over columns as one over cells; ``totaal(a)`` is looked up by that name."""
    match formule:
        case Naam():
            return namen_naar[formule.sleutel]
        case Min():
            return Min(vertaal(formule.deel, namen_naar))
        case Bewerking():
            left, right = (vertaal(p, namen_naar) for p in (formule.links, formule.rechts))
            return Bewerking(formule.teken, left, right)
        case Functie(naam="totaal"):
            parts = (namen_naar[f"totaal {name}"] for part in formule.delen for name in namen(part))
            return Functie("som", tuple(parts))
        case Functie():
            return Functie(formule.naam, tuple(vertaal(part, namen_naar) for part in formule.delen))
        case Getal():
            return formule


def toets(tabel: Tabel, vergelijking: Vergelijking, anders: Invulling | None = None) -> Toets:
    """Compare what a cell states with what the others give; ``anders`` puts other amounts in.

    A quotient may differ by half the last stated decimal. A sum may not differ, but where decimals
    are stated and the difference can come from rounding, the equation is left open.
    """
    other = anders or {}
    outcome = _outcome(tabel, vergelijking, other)
    stated = _stated(tabel, vergelijking.doel, other)
    if outcome.waarde is None or stated is None:
        return Toets(Stand.OPEN, outcome.waarde, outcome.onbekend)
    computed = outcome.waarde * vergelijking.factor
    gap = abs(stated - computed)
    if gap <= _margin(tabel, vergelijking):
        stand = Stand.ZONDER if outcome.onbekend else Stand.KLOPT
        return Toets(stand, computed, outcome.onbekend)
    rounded = gap <= _rounding(tabel, vergelijking)
    stand = Stand.OPEN if outcome.onbekend or rounded else Stand.FOUT
    return Toets(stand, computed, outcome.onbekend, rounded)


def oplossing(tabel: Tabel, vergelijking: Vergelijking, plek: Plek) -> Fraction | None:
    """Return what a cell should state for a sum to hold; None for quotients and open equations."""
    found = toets(tabel, vergelijking)
    stated = _stated(tabel, vergelijking.doel, {})
    if found.berekend is None or stated is None or found.onbekend:
        return None
    if plek == vergelijking.doel:
        return found.berekend
    own = _stated(tabel, plek, {})
    if own is None or heeft_deling(vergelijking.som):
        return None
    shifted = toets(tabel, vergelijking, {plek: own + 1}).berekend
    slope = (shifted or Fraction(0)) - found.berekend
    return own + (stated - found.berekend) / slope if slope else None


def _outcome(tabel: Tabel, vergelijking: Vergelijking, anders: Invulling) -> Uitkomst:
    def look(name: str) -> Uitkomst:
        place = _place(name)
        value = tabel.cel(place)
        if place in anders:
            return Uitkomst(anders[place] / (100 if value.is_procent else 1))
        who = tabel.rijen[place.rij].label or tabel.kolommen[place.kolom].label
        if not vergelijking.is_totaal:
            who = tabel.kolommen[place.kolom].label
        return uitkomst_van(value, who, leeg_telt_niet=place.kolom in vergelijking.leeg_is_niets)

    return reken(vergelijking.som, look)


def _stated(tabel: Tabel, plek: Plek, anders: Invulling) -> Fraction | None:
    if plek in anders:
        return anders[plek]
    value = tabel.cel(plek)
    return Fraction(value.getal) if value.getal is not None else value.bedrag


def _margin(tabel: Tabel, vergelijking: Vergelijking) -> Fraction:
    if not heeft_deling(vergelijking.som):
        return Fraction(0)
    return Fraction(1, 2 * 10 ** tabel.cel(vergelijking.doel).plaatsen)


def _rounding(tabel: Tabel, vergelijking: Vergelijking) -> Fraction:
    """Return how far a sum of rounded decimals may be off: half the last decimal of each figure."""
    if heeft_deling(vergelijking.som):
        return Fraction(0)
    places = [tabel.cel(place).plaatsen for place in vergelijking.plekken]
    if not any(places):
        return Fraction(0)
    return sum((Fraction(1, 2 * 10**count) for count in places if count), Fraction(0))


def _place(name: str) -> Plek:
    row, _, column = name[1:].partition("k")
    return Plek(int(row), int(column))
