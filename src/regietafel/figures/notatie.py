"""Numbers as Dutch tables state them: read into exact values, nothing guessed.

What the signs mean follows the custom of Dutch statistics (CBS, 'Verklaring van tekens'): ``-``
is nihil, an empty cell and ``ntb`` are not known. They stay apart, and none of them is a zero.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

MAX_TEKENS = 60
"""A cell that is longer than this holds no number."""

_EXACT = 6
"""Decimals of a number that has no end, such as a third."""


class Waardesoort(StrEnum):
    """What a cell states."""

    GETAL = "getal"
    LEEG = "leeg"
    STREEP = "streep"
    ONBEKEND = "onbekend"
    NVT = "nvt"
    TEKST = "tekst"


class Notatie(StrEnum):
    """Which sign divides thousands: ``1.151,5`` or ``1,151.5``."""

    NEDERLANDS = "nederlands"
    ENGELS = "engels"
    GEMENGD = "gemengd"


class Grond(StrEnum):
    """Why a column is read the way it is.

    ``BEWEZEN``: a figure can only be read so. ``AANGENOMEN``: figures such as ``1.151`` can be
    read two ways and nothing in the column decides, so they are read as Dutch. ``EENDUIDIG``:
    nothing in the column can be read two ways. ``TEGENSTRIJDIG``: both notations occur.
    """

    BEWEZEN = "bewezen"
    AANGENOMEN = "aangenomen"
    EENDUIDIG = "eenduidig"
    TEGENSTRIJDIG = "tegenstrijdig"


@dataclass(frozen=True)
class Waarde:
    """What one cell states.

    ``tekst`` is what stands there. ``getal`` is the number on the scale in which it is stated
    (171 for ``171%``), None for everything that is no number. ``plaatsen`` counts the decimals
    that are stated. ``eenheid`` is ``%``, ``€`` or empty, ``voetnoot`` the marker behind it.
    """

    soort: Waardesoort
    tekst: str
    getal: Decimal | None = None
    plaatsen: int = 0
    eenheid: str = ""
    voetnoot: str = ""

    @property
    def is_procent(self) -> bool:
        return self.eenheid == "%"

    @property
    def is_onbekend(self) -> bool:
        """Tell whether the number exists but is not known here: empty, ``ntb``, other words."""
        return self.soort in {Waardesoort.LEEG, Waardesoort.ONBEKEND, Waardesoort.TEKST}

    @property
    def bedrag(self) -> Fraction | None:
        """Return the number to calculate with: 171/100 for ``171%``; 0 for nihil; None if unknown."""
        if self.getal is not None:
            return _exact(self.getal, 100 if self.is_procent else 1)
        return Fraction(0) if self.soort in {Waardesoort.STREEP, Waardesoort.NVT} else None


@lru_cache(maxsize=4096)  # the same task stands in the tables of many dates
def _exact(getal: Decimal, factor: int) -> Fraction:
    return Fraction(getal) / factor


@dataclass(frozen=True)
class Kolomnotatie:
    """How the figures of a column are read, and why; ``gevallen`` are the texts that decided."""

    notatie: Notatie = Notatie.NEDERLANDS
    grond: Grond = Grond.EENDUIDIG
    gevallen: tuple[str, ...] = ()


_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DASHES = frozenset({"-", "–", "—", "−", "--"})
_UNKNOWN = frozenset(
    {"ntb", "n.t.b.", "n.t.b", "nbn", "n.b.n.", "nnb", "n.n.b.", "nb", "n.b.", "n.b", "onbekend",
     "nog niet bekend", "nog onbekend", "volgt", "pm", "p.m.", "p.m", "?", "."}
)  # fmt: skip
_NOT_APPLICABLE = frozenset({"nvt", "n.v.t.", "n.v.t", "nvt.", "niet van toepassing"})
_NOTE = re.compile(
    r"(?P<note>\*+|[†‡§]+|[¹²³⁰⁴-⁹]+|\[[0-9a-z]{1,2}\]|\([0-9a-z]\)| [0-9a-z]\))$", re.IGNORECASE
)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]{3})*")
"""What most figures are: digits, perhaps with points."""
_FIGURE = re.compile(
    r"(?P<sign>[-+−–]?) ?(?P<body>[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?|[0-9][0-9.,]*|,[0-9]+)"
)
_GROUPS = {
    Notatie.NEDERLANDS: re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)?(?:,[0-9]+)?"),
    Notatie.ENGELS: re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?"),
}
_MARKS = {Notatie.NEDERLANDS: (".", ","), Notatie.ENGELS: (",", ".")}


@dataclass(frozen=True)
class _Onderdelen:
    """A figure taken apart, before it is known which sign divides thousands."""

    sign: str
    body: str
    unit: str
    note: str


def lees_kolom(teksten: Iterable[str]) -> tuple[Kolomnotatie, tuple[Waarde, ...]]:
    """Read the cells of one column; return how they were read and one value for each."""
    texts = tuple(teksten)
    notation = bepaal_notatie(texts)
    return notation, tuple(lees_waarde(text, notation.notatie) for text in texts)


def lees_waarde(tekst: str, notatie: Notatie = Notatie.NEDERLANDS) -> Waarde:
    """Read one cell. In a column of mixed notation, what can be read two ways stays text."""
    if _is_bare(tekst):
        return Waarde(Waardesoort.GETAL, tekst, Decimal(tekst))
    clean = _SPACES.sub(" ", tekst).strip()
    word = _word(clean)
    if word is not None:
        return Waarde(word, tekst)
    parts = _take_apart(clean)
    if parts is None:
        return Waarde(Waardesoort.TEKST, tekst)
    readings = _readings(parts.body)
    chosen = next(iter(readings)) if len(readings) == 1 else notatie
    plain = readings.get(chosen) or _same_either_way(readings)
    if plain is None:
        return Waarde(Waardesoort.TEKST, tekst)
    return _figure(tekst, parts, plain)


def bepaal_notatie(teksten: Iterable[str]) -> Kolomnotatie:
    """Decide for a whole column which sign divides thousands, from what can be read one way only."""
    proof: dict[Notatie, list[str]] = {Notatie.NEDERLANDS: [], Notatie.ENGELS: []}
    doubtful: list[str] = []
    for text in teksten:
        if _is_bare(text):
            continue
        parts = _take_apart(_SPACES.sub(" ", text).strip())
        readings: Mapping[Notatie, str] = _readings(parts.body) if parts else {}
        if len(readings) == 1:
            proof[next(iter(readings))].append(text)
        elif readings and _same_either_way(readings) is None:
            doubtful.append(text)
    return _decide(proof, doubtful)


def _is_bare(text: str) -> bool:
    """Tell whether a text is nothing but digits, as most are: it needs no further reading."""
    return text.isdigit() and text.isascii() and len(text) <= MAX_TEKENS


def rond_af(getal: Fraction, plaatsen: int) -> Decimal:
    """Round to decimals, half up (2,5 becomes 3 and -2,5 becomes -3). The only rounding there is."""
    scaled = abs(getal) * 10**plaatsen
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((int(getal < 0 and whole > 0), digits, -plaatsen))


def schrijf_getal(getal: Decimal | int, plaatsen: int | None = None) -> str:
    """Return a number in Dutch notation with a real minus: ``−1.151,5``.

    ``plaatsen`` are the decimals to show; without it, those the number has.
    """
    number = Decimal(getal) if plaatsen is None else rond_af(Fraction(getal), plaatsen)
    text = f"{abs(number):,f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if number < 0 else text


def schrijf_breuk(getal: Fraction, plaatsen: int) -> str:
    """Return an exact number, rounded half up, in Dutch notation."""
    return schrijf_getal(rond_af(getal, plaatsen))


def schrijf_exact(getal: Fraction) -> str:
    """Return a number with all its decimals, at most six, in Dutch notation."""
    places = next((n for n in range(_EXACT) if rond_af(getal, n) == getal), _EXACT)
    return schrijf_breuk(getal, places)


def eerste_decimaal(getal: Fraction) -> int:
    """Return the fewest decimals with which a number is not written as nought; 0 for nought."""
    return next((n for n in range(MAX_TEKENS) if rond_af(getal, n)), 0)


def _word(clean: str) -> Waardesoort | None:
    if not clean:
        return Waardesoort.LEEG
    if clean in _DASHES:
        return Waardesoort.STREEP
    low = clean.lower()
    bare = low.rstrip("*†‡¹²³ ")
    if low in _UNKNOWN or bare in _UNKNOWN:
        return Waardesoort.ONBEKEND
    return Waardesoort.NVT if low in _NOT_APPLICABLE or bare in _NOT_APPLICABLE else None


@lru_cache(maxsize=4096)  # a column is looked at twice: for its notation, and for its values
def _take_apart(clean: str) -> _Onderdelen | None:
    if _PLAIN.fullmatch(clean) and len(clean) <= MAX_TEKENS:
        return _Onderdelen("", clean, "", "")
    if len(clean) > MAX_TEKENS or not re.search(r"[0-9]", clean):
        return None
    note = _NOTE.search(clean)
    rest = clean[: note.start()].strip() if note else clean
    rest, unit = _without_unit(rest)
    match = _FIGURE.fullmatch(rest)
    if match is None:
        return None
    sign = "-" if match["sign"] in {"-", "−", "–"} else ""
    return _Onderdelen(sign, match["body"], unit, note["note"].strip() if note else "")


def _without_unit(text: str) -> tuple[str, str]:
    """Take a per cent or euro sign off, and the ``,-`` of whole euros."""
    if text.endswith("%"):
        return text[:-1].rstrip(), "%"
    money = re.fullmatch(r"([-+−–]?) ?(?:€|EUR) ?(.*)", text)
    if money is not None:
        return money[1] + re.sub(r",[-–—=]+$", "", money[2]), "€"
    tail = re.fullmatch(r"(.*?) ?(?:€|EUR|euro)", text)
    return (tail[1], "€") if tail is not None else (text, "")


@lru_cache(maxsize=4096)
def _readings(body: str) -> Mapping[Notatie, str]:
    """Return how the digits can be read, each as plain digits with a decimal point."""
    if " " in body:
        return {Notatie.NEDERLANDS: body.replace(" ", "").replace(",", ".")}
    found = {}
    for notation, pattern in _GROUPS.items():
        thousands, decimals = _MARKS[notation]
        grouped = body.split(decimals, maxsplit=1)[0]
        if pattern.fullmatch(body) and not (thousands in grouped and grouped.startswith("0")):
            found[notation] = body.replace(thousands, "").replace(decimals, ".")
    return found


def _same_either_way(readings: Mapping[Notatie, str]) -> str | None:
    return next(iter(readings.values())) if len(set(readings.values())) == 1 else None


def _figure(tekst: str, parts: _Onderdelen, plain: str) -> Waarde:
    number = Decimal(f"{parts.sign}{plain}")
    places = len(plain.partition(".")[2])
    return Waarde(Waardesoort.GETAL, tekst, number, places, parts.unit, parts.note)


def _decide(proof: dict[Notatie, list[str]], doubtful: list[str]) -> Kolomnotatie:
    dutch, english = proof[Notatie.NEDERLANDS], proof[Notatie.ENGELS]
    if dutch and english:
        cases = (dutch[0], english[0])
        return Kolomnotatie(Notatie.GEMENGD, Grond.TEGENSTRIJDIG, cases)
    both = _with_both_marks(doubtful)
    if both and not any(_has_three_decimals(text) for text in (*dutch, *english)):
        return Kolomnotatie(Notatie.GEMENGD, Grond.TEGENSTRIJDIG, both)
    if english:
        return Kolomnotatie(Notatie.ENGELS, Grond.BEWEZEN, tuple(english[:1]))
    if dutch:
        return Kolomnotatie(Notatie.NEDERLANDS, Grond.BEWEZEN, tuple(dutch[:1]))
    if doubtful:
        return Kolomnotatie(Notatie.NEDERLANDS, Grond.AANGENOMEN, tuple(doubtful[:1]))
    return Kolomnotatie()


def _with_both_marks(doubtful: list[str]) -> tuple[str, ...]:
    """Return a figure such as ``1,200`` and one such as ``1.151``, when a column has both.

    Whatever sign divides thousands, one of them then has three decimals and the other none.
    """
    comma = next((text for text in doubtful if "," in text), None)
    point = next((text for text in doubtful if "." in text), None)
    return () if comma is None or point is None else (comma, point)


def _has_three_decimals(text: str) -> bool:
    """Tell whether a figure that can be read one way only has three decimals."""
    parts = _take_apart(_SPACES.sub(" ", text).strip())
    plain = next(iter(_readings(parts.body).values())) if parts else ""
    return len(plain.partition(".")[2]) == 3  # noqa: PLR2004 - as many as between two signs
