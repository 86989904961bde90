"""Formulas over columns: read safely, calculated exactly, what is not known said.

    formule = term { ("+" | "-") term }            ook: −
    term    = factor { ("*" | "/") factor }        ook: ×, ·, ÷
    factor  = ["-"] ( getal | naam | "(" formule ")" | functie )
    functie = ("som" | "totaal") "(" formule { ";" formule } ")"
    naam    = letters, cijfers en "_", of een kolomnaam tussen "…" of '…'

``som(a; b)`` adds up within a row. ``totaal(…)`` works out what is in it over the totals of the
columns that it names: ``totaal(a - b)`` is the total of a minus that of b. Numbers have a decimal comma.
Everything is calculated in exact fractions; rounding is half up, once, at the very end.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from regietafel.figures.notatie import Waarde, Waardesoort
from regietafel.figures.sleutel import sleutel_van

MAX_LENGTE = 500
MAX_DIEPTE = 30


class FormuleError(ValueError):
    """A formula that cannot be read; the message is a Dutch sentence."""


@dataclass(frozen=True)
class Getal:
    """A number that stands in the formula."""

    waarde: Fraction


@dataclass(frozen=True)
class Naam:
    """A column, by its key; ``tekst`` is how the formula names it."""

    sleutel: str
    tekst: str


@dataclass(frozen=True)
class Bewerking:
    """Two parts with ``+``, ``-``, ``*`` or ``/`` between them."""

    teken: str
    links: "Formule"
    rechts: "Formule"


@dataclass(frozen=True)
class Min:
    """A part with a minus before it."""

    deel: "Formule"


@dataclass(frozen=True)
class Functie:
    """``som(…)`` or ``totaal(…)``."""

    naam: str
    delen: tuple["Formule", ...]


Formule: TypeAlias = Getal | Naam | Bewerking | Min | Functie


@dataclass(frozen=True)
class Uitkomst:
    """What a calculation gives.

    ``waarde`` is exact; where it is a sum over something unknown it is the sum of what is known,
    and ``onbekend`` names what is missing, such as ``Noordenveld: ntb``. It is None when nothing
    can be said; ``fout`` then holds a Dutch reason if it is an error, such as a division by zero.
    """

    waarde: Fraction | None
    onbekend: tuple[str, ...] = ()
    fout: str = ""

    @property
    def volledig(self) -> bool:
        return self.waarde is not None and not self.onbekend


Opzoeken: TypeAlias = Callable[[str], Uitkomst]
"""Gives the value of a column by its key."""

_TOKEN = re.compile(
    r"\s*(?:(?P<getal>[0-9]+(?:,[0-9]+)?)(?![0-9A-Za-zÀ-ÖØ-öø-ɏ_])|(?P<naam>[A-Za-zÀ-ÖØ-öø-ɏ_][0-9A-Za-zÀ-ÖØ-öø-ɏ_]*)"
    r"|\"(?P<dubbel>[^\"]+)\"|'(?P<enkel>[^']+)'|(?P<teken>[-+*/();−–×·÷]))"
)
_SIGNS = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/"}
_FUNCTIES = frozenset({"som", "totaal"})


def lees_formule(tekst: str) -> Formule:
    """Read a formula; raise ``FormuleError`` with what is wrong and where."""
    if len(tekst) > MAX_LENGTE:
        raise FormuleError(f"De formule is langer dan {MAX_LENGTE} tekens; maak haar korter.")
    reader = _Lezer(_tokens(tekst))
    formula = reader.expression(0)
    if reader.kind:
        raise FormuleError(f"Bij '{reader.text}' houdt de formule op een formule te zijn.")
    return formula


def namen(formule: Formule) -> frozenset[str]:
    """Return the keys of the columns a formula uses."""
    match formule:
        case Naam():
            return frozenset({formule.sleutel})
        case Bewerking():
            return namen(formule.links) | namen(formule.rechts)
        case Min():
            return namen(formule.deel)
        case Functie():
            return frozenset().union(*(namen(part) for part in formule.delen))
        case Getal():
            return frozenset()


def namen_in_rij(formule: Formule) -> frozenset[str]:
    """Return the keys of the columns of which a formula uses the figure in its own row."""
    match formule:
        case Functie(naam="totaal"):
            return frozenset()
        case Bewerking():
            return namen_in_rij(formule.links) | namen_in_rij(formule.rechts)
        case Min():
            return namen_in_rij(formule.deel)
        case Functie():
            return frozenset().union(*(namen_in_rij(part) for part in formule.delen))
        case Getal() | Naam():
            return namen(formule)


def namen_in_totaal(formule: Formule) -> frozenset[str]:
    """Return the keys of the columns of which a formula uses the total."""
    match formule:
        case Functie(naam="totaal"):
            return namen(formule)
        case Bewerking():
            return namen_in_totaal(formule.links) | namen_in_totaal(formule.rechts)
        case Min():
            return namen_in_totaal(formule.deel)
        case Functie():
            return frozenset().union(*(namen_in_totaal(part) for part in formule.delen))
        case Getal() | Naam():
            return frozenset()


def heeft_deling(formule: Formule) -> bool:
    """Tell whether a formula multiplies or divides, so that its outcome may be stated rounded."""
    match formule:
        case Bewerking():
            own = formule.teken in "*/"
            return own or heeft_deling(formule.links) or heeft_deling(formule.rechts)
        case Min():
            return heeft_deling(formule.deel)
        case Functie():
            return any(heeft_deling(part) for part in formule.delen)
        case Getal() | Naam():
            return False


def is_optelling(formule: Formule) -> bool:
    """Tell whether a formula only adds and subtracts columns, so that it holds for sums of rows too."""
    match formule:
        case Naam():
            return True
        case Min():
            return is_optelling(formule.deel)
        case Bewerking():
            parts = (formule.links, formule.rechts)
            return formule.teken in "+-" and all(map(is_optelling, parts))
        case Functie():
            return formule.naam == "som" and all(map(is_optelling, formule.delen))
        case Getal():
            return False


def uitkomst_van(waarde: Waarde, wie: str, *, leeg_telt_niet: bool = False) -> Uitkomst:
    """Return what a cell brings into a calculation.

    ``wie`` names the cell when it is unknown. Nihil and 'n.v.t.' bring in nothing; an empty cell
    is unknown, unless ``leeg_telt_niet`` says that nothing filled in means nothing there.
    """
    if waarde.soort is Waardesoort.LEEG and leeg_telt_niet:
        return Uitkomst(Fraction(0))
    amount = waarde.bedrag
    if amount is not None:
        return Uitkomst(amount)
    said = waarde.tekst.strip() or "niet ingevuld"
    return Uitkomst(Fraction(0), (f"{wie}: {said}",))


def reken(formule: Formule, kolom: Opzoeken, totaal: Opzoeken | None = None) -> Uitkomst:
    """Calculate a formula exactly. ``kolom`` gives a value in the row, ``totaal`` that of a column."""
    match formule:
        case Getal():
            return Uitkomst(formule.waarde)
        case Naam():
            return kolom(formule.sleutel)
        case Min():
            return _times(Uitkomst(Fraction(-1)), reken(formule.deel, kolom, totaal))
        case Bewerking():
            left = reken(formule.links, kolom, totaal)
            right = reken(formule.rechts, kolom, totaal)
            return _BEWERKINGEN[formule.teken](left, right)
        case Functie():
            look = (totaal or kolom) if formule.naam == "totaal" else kolom
            return tel_op(reken(part, look, totaal) for part in formule.delen)


def tel_op(delen: Iterable[Uitkomst]) -> Uitkomst:
    """Add up exactly; what is unknown is named in the outcome and never counted as zero."""
    total, unknown = Fraction(0), dict[str, None]()
    for part in delen:
        if part.waarde is None:
            return part
        total += part.waarde
        unknown.update(dict.fromkeys(part.onbekend))
    return Uitkomst(total, tuple(unknown))


def volgorde(formules: Mapping[str, Formule]) -> tuple[str, ...]:
    """Return in which order columns can be calculated; raise ``FormuleError`` for a circle."""
    order: dict[str, None] = {}

    def visit(key: str, path: tuple[str, ...]) -> None:
        if key in path:
            circle = " → ".join([*path[path.index(key) :], key])
            raise FormuleError(f"Deze formules rekenen in een kring: {circle}.")
        if key not in order:
            for used in sorted(namen(formules[key]) & formules.keys()):
                visit(used, (*path, key))
            order[key] = None

    for key in formules:
        visit(key, ())
    return tuple(order)


class _Lezer:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = [*tokens, ("", "")]
        self._place = 0

    @property
    def kind(self) -> str:
        return self._tokens[self._place][0]

    @property
    def text(self) -> str:
        return self._tokens[self._place][1]

    def expression(self, depth: int) -> Formule:
        if depth > MAX_DIEPTE:
            raise FormuleError(f"De formule heeft meer dan {MAX_DIEPTE} haakjes in elkaar.")
        formula = self._term(depth)
        while self.kind == "teken" and self.text in "+-":
            formula = Bewerking(self._take(), formula, self._term(depth))
        return formula

    def _term(self, depth: int) -> Formule:
        formula = self._factor(depth)
        while self.kind == "teken" and self.text in "*/":
            formula = Bewerking(self._take(), formula, self._factor(depth))
        return formula

    def _factor(self, depth: int) -> Formule:
        kind, text = self.kind, self._take()
        if kind == "getal":
            return Getal(Fraction(text.replace(",", ".")))
        if kind in {"dubbel", "enkel"}:
            return Naam(sleutel_van(text), text)
        if kind == "naam":
            return self._name_or_function(text, depth)
        if text == "-":
            return (
                Min(self._factor(depth + 1)) if depth < MAX_DIEPTE else self.expression(depth + 1)
            )
        if text == "(":
            inner = self.expression(depth + 1)
            self._expect(")")
            return inner
        where = f"bij '{text}'" if text else "aan het eind"
        raise FormuleError(f"Er ontbreekt een getal of een kolom {where}.")

    def _name_or_function(self, text: str, depth: int) -> Formule:
        if self.text != "(":
            return Naam(sleutel_van(text), text)
        if text.lower() not in _FUNCTIES:
            raise FormuleError(f"'{text}(…)' bestaat niet; u kunt som(…) en totaal(…) gebruiken.")
        self._take()
        parts = [self.expression(depth + 1)]
        while self.text == ";":
            self._take()
            parts.append(self.expression(depth + 1))
        self._expect(")")
        return Functie(text.lower(), tuple(parts))

    def _take(self) -> str:
        text = self.text
        self._place = min(self._place + 1, len(self._tokens) - 1)
        return text

    def _expect(self, sign: str) -> None:
        if self._take() != sign:
            raise FormuleError(f"Er ontbreekt een '{sign}'.")


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, place = [], 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise FormuleError(
                f"'{text[place:].strip()[:12]}' hoort niet in een formule; schrijf kolomnamen met spaties tussen aanhalingstekens en getallen met een komma en zonder punten."
            )
        kind = str(match.lastgroup)
        found = match[kind]
        tokens.append((kind, _SIGNS.get(found, found) if kind == "teken" else found))
        place = match.end()
    return tokens


def _plus(left: Uitkomst, right: Uitkomst) -> Uitkomst:
    return tel_op((left, right))


def _minus(left: Uitkomst, right: Uitkomst) -> Uitkomst:
    return tel_op((left, _times(Uitkomst(Fraction(-1)), right)))


def _times(left: Uitkomst, right: Uitkomst) -> Uitkomst:
    """Multiply. A plain number times a sum over unknowns stays such a sum; else it is unknown."""
    broken = next((part for part in (left, right) if part.waarde is None), None)
    if broken is not None:
        return broken
    missing = (*left.onbekend, *right.onbekend)
    sign_only = not left.onbekend and left.waarde == -1
    if missing and not sign_only:
        return Uitkomst(None, missing)
    return Uitkomst(_number(left) * _number(right), missing)


def _divide(left: Uitkomst, right: Uitkomst) -> Uitkomst:
    broken = next((part for part in (left, right) if part.waarde is None), None)
    if broken is not None:
        return broken
    missing = (*left.onbekend, *right.onbekend)
    if missing:
        return Uitkomst(None, missing)
    if right.waarde == 0:
        return Uitkomst(None, fout="Hier wordt door nul gedeeld.")
    return Uitkomst(_number(left) / _number(right))


def _number(outcome: Uitkomst) -> Fraction:
    return outcome.waarde if outcome.waarde is not None else Fraction(0)


_BEWERKINGEN: dict[str, Callable[[Uitkomst, Uitkomst], Uitkomst]] = {
    "+": _plus, "-": _minus, "*": _times, "/": _divide,
}  # fmt: skip
