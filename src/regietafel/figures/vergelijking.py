"""One equation between cells of a table, and whether the stated figures satisfy it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

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
class Deelsom:
    """The total of a column, shared by all equations that use it; ``som`` is None if it has none."""

    som: Formule | None

    @cached_property
    def plekken(self) -> frozenset[Plek]:
        return frozenset() if self.som is None else _places(self.som)


@dataclass(frozen=True)
class Vergelijking:
    """A cell that other cells make.

    ``som`` is a formula over cells, named as ``celnaam`` does, and over ``totalen`` by their names;
    its outcome times ``factor`` is what the cell should state. ``plekken`` are the cells it names
    itself. ``formule`` says the same for people. ``past`` of ``van`` rows (for
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
    totalen: Mapping[str, Deelsom] = field(default_factory=dict)

    @cached_property
    def gedeeld(self) -> tuple[Deelsom, ...]:
        """Return the totals that it uses itself."""
        names = sorted(namen(self.som) & self.totalen.keys())
        return tuple(self.totalen[name] for name in names)

    @cached_property
    def weegt(self) -> bool:
        """Tell whether it multiplies or divides, so that it may be stated rounded."""
        return heeft_deling(self.som)

    @cached_property
    def gewichten(self) -> Mapping[str, int]:
        """Return how often each cell counts in a sum that does nothing but add and subtract."""
        counts: dict[str, int] = {}
        for sign, name in _terms(self.som):
            counts[name] = counts.get(name, 0) + sign
        return counts


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


_TOTAAL = "totaal "


def celnaam(plek: Plek) -> str:
    return f"r{plek.rij}k{plek.kolom}"


def totaalnaam(sleutel: str) -> str:
    """Return how a formula over cells names the total of a column."""
    return f"{_TOTAAL}{sleutel}"


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
    totalen: Mapping[str, Deelsom] | None = None,
) -> Vergelijking:
    """Return an equation that knows which cells it is about; ``totalen`` are those it may name."""
    past, van = telling
    return Vergelijking(
        doel, som, formule, herkomst, past, van, factor, is_totaal, leeg_is_niets,
        _places(som) | {doel}, totalen=totalen or {},
    )  # fmt: skip


def optelling(delen: Iterable[tuple[int, Plek]]) -> Formule:
    """Return cells added up, each with its sign."""
    signed = [cel(place) if sign > 0 else Min(cel(place)) for sign, place in delen]
    return signed[0] if len(signed) == 1 else Functie("som", tuple(signed))


def breuk(teller: Formule, noemer: Formule) -> Formule:
    return Bewerking("/", teller, noemer)


Vertaling = Callable[[str], Formule]
"""Gives what stands for a column, by its key."""


def vertaal(formule: Formule, kolom: Vertaling, totaal: Vertaling) -> Formule:
    """Return a formula over columns as one over cells; ``totaal`` gives the total of a column."""
    match formule:
        case Naam():
            return kolom(formule.sleutel)
        case Min():
            return Min(vertaal(formule.deel, kolom, totaal))
        case Bewerking():
            left, right = (vertaal(p, kolom, totaal) for p in (formule.links, formule.rechts))
            return Bewerking(formule.teken, left, right)
        case Functie():
            look = totaal if formule.naam == "totaal" else kolom
            return Functie("som", tuple(vertaal(part, look, totaal) for part in formule.delen))
        case Getal():
            return formule


class Cijfers:
    """The amounts of a table, ``anders`` in the place of some; a total is added up once."""

    def __init__(self, tabel: Tabel, anders: Invulling | None = None) -> None:
        self._tabel = tabel
        self._anders = anders or {}
        self._totalen: dict[str, Uitkomst] = {}

    def toets(self, vergelijking: Vergelijking) -> Toets:
        """Compare what a cell states with what the others give.

        A quotient may differ by half the last stated decimal. A sum may not differ, but where decimals
        are stated and the difference can come from rounding, the equation is left open.
        """
        down = vergelijking.is_totaal
        outcome = reken(vergelijking.som, lambda n: self._bedrag(n, vergelijking, is_totaal=down))
        stated = self._gesteld(vergelijking.doel)
        if outcome.waarde is None or stated is None:
            return Toets(Stand.OPEN, outcome.waarde, outcome.onbekend)
        computed = outcome.waarde * vergelijking.factor
        gap = abs(stated - computed)
        if gap <= _margin(self._tabel, vergelijking):
            stand = Stand.ZONDER if outcome.onbekend else Stand.KLOPT
            return Toets(stand, computed, outcome.onbekend)
        rounded = gap <= _rounding(self._tabel, vergelijking)
        stand = Stand.OPEN if outcome.onbekend or rounded else Stand.FOUT
        return Toets(stand, computed, outcome.onbekend, rounded)

    def _bedrag(self, name: str, vergelijking: Vergelijking, *, is_totaal: bool) -> Uitkomst:
        shared = vergelijking.totalen.get(name)
        if shared is None:
            return self._cel(_place(name), vergelijking, is_totaal=is_totaal)
        if shared.som is None:
            return Uitkomst(None)
        if name not in self._totalen:
            self._totalen[name] = reken(
                shared.som, lambda n: self._bedrag(n, vergelijking, is_totaal=True)
            )
        return self._totalen[name]

    def _cel(self, place: Plek, vergelijking: Vergelijking, *, is_totaal: bool) -> Uitkomst:
        value = self._tabel.cel(place)
        if place in self._anders:
            return Uitkomst(self._anders[place] / (100 if value.is_procent else 1))
        column = self._tabel.kolommen[place.kolom].label
        who = (self._tabel.rijen[place.rij].label or column) if is_totaal else column
        return uitkomst_van(value, who, leeg_telt_niet=place.kolom in vergelijking.leeg_is_niets)

    def _gesteld(self, place: Plek) -> Fraction | None:
        return self._anders[place] if place in self._anders else gesteld(self._tabel, place)


def toets(tabel: Tabel, vergelijking: Vergelijking, anders: Invulling | None = None) -> Toets:
    """Compare one equation; ``anders`` puts other amounts in."""
    return Cijfers(tabel, anders).toets(vergelijking)


def gesteld(tabel: Tabel, plek: Plek) -> Fraction | None:
    """Return what a cell states, on its own scale; None when that is no number."""
    value = tabel.cel(plek)
    return Fraction(value.getal) if value.getal is not None else value.bedrag


def _margin(tabel: Tabel, vergelijking: Vergelijking) -> Fraction:
    return _half(tabel, vergelijking.doel) if vergelijking.weegt else Fraction(0)


def _rounding(tabel: Tabel, vergelijking: Vergelijking) -> Fraction:
    """Return how far a sum of rounded decimals may be off: half the last decimal of each figure.

    A part without decimals is taken to be exact; the sum itself may be rounded to a whole number.
    """
    if vergelijking.weegt:
        return Fraction(0)
    shared = (place for total in vergelijking.gedeeld for place in total.plekken)
    parts = {*vergelijking.plekken, *shared} - {vergelijking.doel}
    rounded = [place for place in parts if tabel.cel(place).plaatsen]
    if not rounded and not tabel.cel(vergelijking.doel).plaatsen:
        return Fraction(0)
    return sum((_half(tabel, place) for place in (vergelijking.doel, *rounded)), Fraction(0))


def _half(tabel: Tabel, plek: Plek) -> Fraction:
    return Fraction(1, 2 * 10 ** tabel.cel(plek).plaatsen)


def _terms(formula: Formule, sign: int = 1) -> Iterator[tuple[int, str]]:
    """Yield the names of a sum with their signs."""
    match formula:
        case Naam():
            yield sign, formula.sleutel
        case Min():
            yield from _terms(formula.deel, -sign)
        case Bewerking():
            yield from _terms(formula.links, sign)
            yield from _terms(formula.rechts, -sign if formula.teken == "-" else sign)
        case Functie():
            for part in formula.delen:
                yield from _terms(part, sign)


def _places(formula: Formule) -> frozenset[Plek]:
    return frozenset(_place(name) for name in namen(formula) if not name.startswith(_TOTAAL))


def _place(name: str) -> Plek:
    row, _, column = name[1:].partition("k")
    return Plek(int(row), int(column))
