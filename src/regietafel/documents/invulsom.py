"""Totals in a table of a text: ``{{ som }}`` and ``{{ aantal }}`` worked out, typed ones compared."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

from regietafel.documents.blocks import Deel, Rij, Tabel, Tekstprobleem
from regietafel.documents.tabelcellen import cell_words, heads_of
from regietafel.documents.woorden import map_runs
from regietafel.figures.notatie import Waarde, Waardesoort, lees_waarde, schrijf_getal

SOM, AANTAL = "som", "aantal"
_TOTAL = re.compile(r"(?:sub)?tota(?:al|len)\b:?\s*(.*)", re.IGNORECASE | re.DOTALL)
_RUNNING = re.compile(r"(?:incl|excl|t/m|tot en met|na|cumul)", re.IGNORECASE)
_YEARS = re.compile(r"(?:19\d\d|20\d\d|2100)(?:\s*[-–—/]\s*(?:19\d\d|20\d\d|2100))?")
_SUBTOTAL = re.compile(r"subtota", re.IGNORECASE)
_PART = re.compile(r"(?:waarvan|w\.v\.)\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?:ca\.?|circa|ongeveer|±|~)\s*", re.IGNORECASE)
_RANGE = re.compile(r"(\S.*?)\s*(?:[-–—]|\btot\b)\s*(\S+)")
_LEAST = 2
"""Rows with a number that it takes to judge a total that somebody typed."""


@dataclass(frozen=True)
class Bedrag:
    """A number, or all from ``laag`` to ``hoog``; ``circa`` when it is an estimate."""

    laag: Decimal
    hoog: Decimal
    circa: bool = False
    eenheid: str = ""

    def __add__(self, other: "Bedrag") -> "Bedrag":
        return Bedrag(
            self.laag + other.laag, self.hoog + other.hoog, self.circa or other.circa, self.eenheid
        )

    @property
    def tekst(self) -> str:
        """Return it as Dutch writes it: ``ca. 218–223``, ``€ 1.500``, ``100%``."""
        shown = schrijf_getal(self.laag)
        shown += f"–{schrijf_getal(self.hoog)}" if self.hoog != self.laag else ""
        unit = {"%": f"{shown}%", "": shown}.get(self.eenheid, f"{self.eenheid} {shown}")
        return f"ca. {unit}" if self.circa else unit


def read_bedrag(text: str) -> Bedrag | Waardesoort:
    """Return what a cell states; without a number, what kind of cell it is."""
    plain = _ABOUT.sub("", text, count=1) if _ABOUT.match(text) else text
    about = plain != text
    value = lees_waarde(plain)
    if value.getal is not None:
        return _bedrag(value, value, about=about)
    found = _RANGE.fullmatch(plain.strip())
    ends = [lees_waarde(part) for part in found.groups()] if found else []
    if ends and all(end.getal is not None for end in ends):
        return _bedrag(ends[0], ends[1], about=about)
    return value.soort


def _bedrag(low: Waarde, high: Waarde, *, about: bool) -> Bedrag:
    bounds = (low.getal or Decimal(0), high.getal or Decimal(0))
    return Bedrag(*bounds, about, low.eenheid or high.eenheid)


# ------------------------------------------------------------------ counting


@dataclass
class Optelling:
    """What the rows so far add up to in one column.

    ``zeker`` as long as every row states a number, or that there is none; ``overig`` are the rows
    that say something else, until that is told. ``jaren`` are the numbers that are a year.
    """

    som: Bedrag | None = None
    getallen: int = 0
    gevuld: int = 0
    jaren: int = 0
    zeker: bool = True
    overig: list[Rij] = field(default_factory=list)

    @property
    def telt(self) -> bool:
        """Tell whether a typed total can be judged by it: enough numbers that mean an amount."""
        amounts = self.som is not None and self.som.eenheid != "%" and self.jaren < self.getallen
        return amounts and self.zeker and self.getallen >= _LEAST

    def add(self, rij: Rij, text: str) -> None:
        value = read_bedrag(text)
        self.gevuld += value not in {Waardesoort.LEEG, Waardesoort.STREEP, Waardesoort.NVT}
        self.zeker &= isinstance(value, Bedrag) or value in {Waardesoort.STREEP, Waardesoort.NVT}
        if isinstance(value, Bedrag) and (self.som is None or self.som.eenheid == value.eenheid):
            self.som = value if self.som is None else self.som + value
            self.getallen += 1
            self.jaren += bool(_YEARS.fullmatch(text.strip()))
        elif isinstance(value, Bedrag) or value is Waardesoort.TEKST:
            self.zeker = False
            self.overig.append(rij)

    def tell(self) -> list[Rij]:
        """Return the rows that did not count, each once."""
        told, self.overig = self.overig, []
        return told


@dataclass
class Stand:
    """The columns of a table so far: of all rows, and of those since the group began.

    ``kop`` is what the group is called, when a row above it says so.
    """

    kolommen: int
    kop: str = ""
    alles: list[Optelling] = field(default_factory=list)
    groep: list[Optelling] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.alles = [Optelling() for _ in range(self.kolommen)]
        self.begin_group()

    def begin_group(self) -> None:
        self.groep = [Optelling() for _ in range(self.kolommen)]

    def add(self, rij: Rij) -> None:
        for column in range(self.kolommen):
            text = cell_words(rij, column)
            self.alles[column].add(rij, text)
            self.groep[column].add(rij, text)

    def pass_row(self, rij: Rij) -> None:
        """See where a group begins: below its head, or below the total of the one above."""
        if rij.groep or not any(cell_words(rij, n) for n in range(1, len(rij.cellen))):
            self.kop = _label(rij).strip(" :").casefold()
        if rij.groep or _TOTAL.match(_label(rij)):
            self.begin_group()

    def of(self, rij: Rij, *, later: bool) -> list[Optelling]:
        """Return what a total sums up: its group for a subtotal, else all.

        'Totaal Assen' is a subtotal below the head 'Assen', and when another total comes ``later``;
        'Totaal incl. btw' is not.
        """
        found = _TOTAL.match(_label(rij))
        name = found[1].strip(" :").casefold() if found else ""
        named = bool(name) and (name == self.kop or (later and not _RUNNING.match(name)))
        return self.groep if named or _is_subtotal(rij) else self.alles

    def may_be(self, rij: Rij, column: int) -> Iterator[Bedrag | None]:
        """Yield the sums that a typed total may stand for."""
        yield self.groep[column].som
        if not _is_subtotal(rij):
            yield self.alles[column].som


@dataclass(frozen=True)
class Plek:
    """A cell: its row, its column from 0, and the head of that."""

    rij: Rij
    kolom: int
    kop: str


def _label(rij: Rij) -> str:
    return cell_words(rij, 0)


def _is_subtotal(rij: Rij) -> bool:
    return bool(_SUBTOTAL.match(_label(rij)))


# ------------------------------------------------------------------ totals


@dataclass(frozen=True)
class Teller:
    """Works out the totals of tables.

    ``merk`` finds a reference in a text, ``naam`` says which it is, ``bron`` how it was typed.
    """

    merk: re.Pattern[str]
    naam: Callable[[re.Match[str]], str]
    bron: Callable[[re.Match[str]], str]

    def fill(self, tabel: Tabel) -> tuple[Tabel, list[Tekstprobleem]]:
        """Return a table with its totals, and what is wrong with them."""
        asked = [self._asks(rij) for rij in tabel.rijen]
        if not any(asked) and not any(_TOTAL.match(_label(rij)) for rij in tabel.rijen):
            return tabel, []
        heads, stand = heads_of(tabel), Stand(len(tabel.kolommen))
        judged = not any(_PART.match(_label(rij)) for rij in tabel.rijen)
        last = max((n for n, rij in enumerate(tabel.rijen) if _TOTAL.match(_label(rij))), default=0)
        rows: list[Rij] = []
        problems: list[Tekstprobleem] = []
        for place, (rij, asks) in enumerate(zip(tabel.rijen, asked, strict=True)):
            counted = stand.of(rij, later=place < last)
            rows.append(self._row(rij, heads, counted, problems) if asks else rij)
            if _TOTAL.match(_label(rij)):
                problems += _stated(rij, heads, stand, counted) if judged else ()
            elif not asks and not rij.groep:
                stand.add(rij)
            stand.pass_row(rij)
        return replace(tabel, rijen=tuple(rows)), list(dict.fromkeys(problems))

    def _asks(self, rij: Rij) -> bool:
        """Tell whether a row asks for a total."""
        cells = [] if rij.groep else [cell_words(rij, n) for n in range(len(rij.cellen))]
        found = (found for cell in cells for found in self.merk.finditer(cell))
        return any(self.naam(each) in {SOM, AANTAL} for each in found)

    def _row(
        self,
        rij: Rij,
        heads: Sequence[str],
        counted: Sequence[Optelling],
        problems: list[Tekstprobleem],
    ) -> Rij:
        cells = []
        for column, cell in enumerate(rij.cellen[: len(heads)]):
            place = Plek(rij, column, heads[column])
            value = partial(self._value, place, counted[column], problems)
            cells.append(map_runs(cell, partial(self._run, value)))
        return replace(rij, cellen=tuple(cells))

    def _run(self, value: Callable[[re.Match[str]], str], deel: Deel) -> Deel:
        return deel if deel.code else replace(deel, tekst=self.merk.sub(value, deel.tekst))

    def _value(
        self,
        plek: Plek,
        counted: Optelling,
        problems: list[Tekstprobleem],
        found: re.Match[str],
    ) -> str:
        """Return what comes in the place of a reference."""
        name = self.naam(found)
        if name == AANTAL:
            return str(counted.gevuld)
        if name != SOM:
            return found[0]
        problems += [_uncounted(replace(plek, rij=other)) for other in counted.tell()]
        if counted.som is None:
            problems.append(_nothing(plek, self.bron(found)))
            return self.bron(found)
        return counted.som.tekst


def _stated(
    rij: Rij, heads: Sequence[str], stand: Stand, counted: Sequence[Optelling]
) -> Iterator[Tekstprobleem]:
    """Yield the totals in a row that are not what the rows above, or those of its group, give."""
    for column in range(1, min(len(rij.cellen), len(heads))):
        stated, total = read_bedrag(cell_words(rij, column)), counted[column]
        if not isinstance(stated, Bedrag) or total.som is None or not total.telt:
            continue
        if all(som is None or _differ(stated, som) for som in stand.may_be(rij, column)):
            yield _wrong(rij, heads[column], stated, total.som)


def _differ(stated: Bedrag, total: Bedrag) -> bool:
    about = stated.circa or total.circa
    return not about and (stated.laag, stated.hoog) != (total.laag, total.hoog)


# ------------------------------------------------------------------ what is wrong


def _uncounted(plek: Plek) -> Tekstprobleem:
    uitleg = (
        f"'{cell_words(plek.rij, plek.kolom)}' in kolom '{plek.kop}' telt niet mee in het totaal; zet er alleen een getal, "
        "of nnb als het nog niet bekend is"
    )
    return Tekstprobleem("som-cel-onleesbaar", plek.rij.regel, uitleg)


def _nothing(plek: Plek, bron: str) -> Tekstprobleem:
    uitleg = f"{bron} blijft staan: in kolom '{plek.kop}' staan geen getallen om op te tellen"
    return Tekstprobleem("som-zonder-getallen", plek.rij.regel, uitleg)


def _wrong(rij: Rij, head: str, stated: Bedrag, total: Bedrag) -> Tekstprobleem:
    uitleg = (
        f"het totaal van kolom '{head}' is hier {stated.tekst}, maar de rijen geven "
        f"{total.tekst}; verbeter het, of zet er {{{{ som }}}}"
    )
    return Tekstprobleem("totaal-onjuist", rij.regel, uitleg)
