"""A number table as a document shows it: computed figures in their place, the rest as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from regietafel.figures.berekening import Berekening, bereken
from regietafel.figures.formule import Uitkomst, tel_op
from regietafel.figures.notatie import Notatie, Waarde, Waardesoort, rond_af, schrijf_getal
from regietafel.figures.opgegeven import met_definitie
from regietafel.figures.sleutel import sleutel_van
from regietafel.figures.tabel import Rij, Rijsoort, Tabel
from regietafel.model.cijfers import Getallentabel, Kolomdefinitie, Totaal
from regietafel.model.waarden import Waardetabel

_MINUS = ("-", "–")
_EENHEDEN = frozenset({"%", "€"})
_GEEN = Uitkomst(None)
_SUMMING = frozenset({Rijsoort.TOTAAL, Rijsoort.SUBTOTAAL, Rijsoort.AFGELEID})


@dataclass(frozen=True)
class Afwijking:
    """A stated figure in whose place the computed one is shown; ``rij`` counts as in the file."""

    rij: int
    rijlabel: str
    kolom: str
    gesteld: str
    getoond: str


@dataclass(frozen=True)
class _Kolom:
    """A column to show: its place in the file and among the computed ones, if it has them."""

    label: str
    plek: int | None = None
    rekenplek: int | None = None
    definitie: Kolomdefinitie | None = None

    @property
    def namen(self) -> tuple[str, ...]:
        """Return what else the column may be called: as in the file, as in formulas."""
        own = self.definitie
        return () if own is None else (own.kolom, own.naam or sleutel_van(own.kolom))

    @property
    def plaatsen(self) -> int | None:
        return self.definitie.plaatsen if self.definitie else None

    @property
    def eenheid(self) -> str:
        unit = self.definitie.eenheid if self.definitie and self.plek is None else None
        return unit if unit in _EENHEDEN else ""


def toon_tabel(
    naam: str, tabel: Tabel, definitie: Getallentabel | None = None
) -> tuple[Waardetabel, tuple[Afwijking, ...]]:
    """Return a table as texts name it, and where it differs from what is stated.

    With a definition, formulas and totals are computed wherever all that they need is known. A
    figure that is wrong on purpose stays, and so does a word or an empty cell among figures. A minus is a real one, and figures in English notation
    come out in Dutch. Without a definition nothing is calculated.
    """
    if definitie is None:
        columns = tuple(_Kolom(column.label, place) for place, column in enumerate(tabel.kolommen))
        shown = _Getoond(tabel, columns)
        return shown.table(naam, ""), ()
    marked = met_definitie(tabel, definitie)[0]
    computed = bereken(marked, definitie)[0]
    shown = _Getoond(marked, _columns(marked, definitie, computed), computed, definitie)
    return shown.table(naam, definitie.titel), tuple(shown.afwijkingen)


def _columns(tabel: Tabel, definitie: Getallentabel, computed: Berekening) -> tuple[_Kolom, ...]:
    """Return the columns of the file in order, each that is only computed after the one named before it."""
    by_place = {tabel.kolomplek(each.kolom): each for each in definitie.kolommen}
    where = {each.plek: place for place, each in enumerate(computed.kolommen)}
    columns = [
        _Kolom(_label(own) or column.label, place, where.get(place), own)
        for place, column in enumerate(tabel.kolommen)
        for own in (by_place.get(place),)
    ]
    before = len(columns) - 1
    for each in definitie.kolommen:
        place = next((n for n, c in enumerate(columns) if c.definitie is each), None)
        own_place = computed.kolom(each.naam or each.kolom)
        if place is None and own_place is not None:
            place = before + 1
            columns.insert(place, _Kolom(_label(each), None, own_place, each))
        before = before if place is None else place
    return tuple(columns)


def _label(definition: Kolomdefinitie | None) -> str:
    return (definition.label or definition.kolom) if definition else ""


@dataclass
class _Getoond:
    """A table while it is worked out. ``berekend`` is there when it has a definition."""

    tabel: Tabel
    kolommen: tuple[_Kolom, ...]
    berekend: Berekening | None = None
    definitie: Getallentabel | None = None
    afwijkingen: list[Afwijking] = field(default_factory=list)

    def table(self, naam: str, titel: str) -> Waardetabel:
        rows = [
            tuple(self._shown(place, column) for column in self.kolommen)
            for place in range(len(self.tabel.rijen))
        ]
        kinds = [row.soort for row in self.tabel.rijen]
        if self._wants_total(kinds):
            rows.append(self._total_row())
            kinds.append(Rijsoort.TOTAAL)
        return Waardetabel(
            naam,
            tuple(column.label for column in self.kolommen),
            tuple(rows),
            titel,
            namen_van_kolommen=tuple(column.namen for column in self.kolommen),
            totalen=frozenset(n for n, kind in enumerate(kinds) if kind in _SUMMING),
            groepen=frozenset(n for n, kind in enumerate(kinds) if kind is Rijsoort.GROEP),
        )

    # ------------------------------------------------------------------ one cell

    def _shown(self, place: int, column: _Kolom) -> str:
        row = self.tabel.rijen[place]
        stated = None if column.plek is None else row.cellen[column.plek]
        outcome = self._outcome(place, column)
        amount = outcome.waarde if outcome.volledig else None
        if amount is None or (stated is not None and self._stays(row, stated, column, amount)):
            return "" if stated is None else self._as_stated(stated, column)
        return self._computed(row, stated, column, amount)

    def _stays(self, row: Rij, stated: Waarde, column: _Kolom, amount: Fraction) -> bool:
        """Tell whether what is stated is shown: it is right, wrong on purpose, or says no number.

        An empty cell among figures says that nobody filled it in, except where a total belongs.
        """
        if stated.getal is None:
            open_total = stated.soort is Waardesoort.LEEG and row.soort in _SUMMING
            return not open_total and bool(self._known(column))
        return _agrees(stated, amount) or self._is_meant(row, column)

    def _outcome(self, place: int, column: _Kolom) -> Uitkomst:
        """Return what a cell must be: a formula, a total or a subtotal; no outcome for the rest."""
        if self.berekend is None or column.rekenplek is None:
            return _GEEN
        formula = self.berekend.kolommen[column.rekenplek].formule
        match self.tabel.rijen[place].soort:
            case Rijsoort.TOTAAL:
                return self.berekend.totalen[column.rekenplek]
            case Rijsoort.SUBTOTAAL:
                return self._subtotal(place, column.rekenplek)
            case Rijsoort.GEWOON if formula is not None:
                return self.berekend.rijen[place][column.rekenplek]
        return _GEEN

    def _subtotal(self, place: int, column: int) -> Uitkomst:
        """Return the sum of a group that the definition names; of other subtotals nothing is known."""
        groups = self.definitie.groepen if self.definitie else ()
        label = sleutel_van(self.tabel.rijen[place].label)
        own = next((group for group in groups if sleutel_van(group.naam) == label), None)
        if own is None or self.berekend is None:
            return _GEEN
        if self.berekend.kolommen[column].totaal is not Totaal.SOM:
            return _GEEN
        parts = [n for each in own.rijen if (n := self.tabel.rijplek(each)) is not None]
        return tel_op(self.berekend.rijen[n][column] for n in parts)

    def _is_meant(self, row: Rij, column: _Kolom) -> bool:
        """Tell whether a stated figure is wrong on purpose."""
        names = {sleutel_van(name) for name in (column.label, *column.namen)}
        marks = self.definitie.bewust if self.definitie else ()
        own = sleutel_van(row.label)
        return any(sleutel_van(m.rij) == own and sleutel_van(m.kolom) in names for m in marks)

    def _computed(self, row: Rij, stated: Waarde | None, column: _Kolom, amount: Fraction) -> str:
        places = column.plaatsen
        if places is None:
            places = (
                stated.plaatsen if stated and stated.getal is not None else self._places(column)
            )
        text = _written(amount, places, self._unit(stated, column))
        if stated is not None and stated.getal is not None:
            gesteld = stated.tekst.strip()
            self.afwijkingen.append(Afwijking(row.nummer, row.label, column.label, gesteld, text))
        return text

    def _as_stated(self, stated: Waarde, column: _Kolom) -> str:
        text = " ".join(stated.tekst.split())
        if stated.getal is None:
            return text
        notation = self.tabel.kolommen[column.plek or 0].notatie.notatie
        if column.plaatsen is not None or notation is Notatie.ENGELS:
            places = stated.plaatsen if column.plaatsen is None else column.plaatsen
            shown = _written(Fraction(stated.getal), places, stated.eenheid)
            return f"{shown}{stated.voetnoot}"
        return f"−{text[1:].lstrip()}" if text.startswith(_MINUS) else text

    def _known(self, column: _Kolom) -> Sequence[Waarde]:
        if column.plek is None:
            return ()
        cells = (row.cellen[column.plek] for row in self.tabel.rijen)
        return [cell for cell in cells if cell.getal is not None]

    def _places(self, column: _Kolom) -> int:
        """Return the decimals of a column: the most that any of its figures states."""
        return max((cell.plaatsen for cell in self._known(column)), default=0)

    def _unit(self, stated: Waarde | None, column: _Kolom) -> str:
        if stated is not None and stated.getal is not None:
            return stated.eenheid
        return next((cell.eenheid for cell in self._known(column)), column.eenheid)

    # ------------------------------------------------------------------ a total that is added

    def _wants_total(self, kinds: Sequence[Rijsoort]) -> bool:
        wanted = self.definitie is not None and self.definitie.totaal_maken
        return wanted and Rijsoort.TOTAAL not in kinds

    def _total_row(self) -> tuple[str, ...]:
        name = (self.definitie.totaalrij if self.definitie else None) or "Totaal"
        return (name, *(self._total(column) for column in self.kolommen[1:]))

    def _total(self, column: _Kolom) -> str:
        if self.berekend is None or column.rekenplek is None:
            return ""
        outcome = self.berekend.totalen[column.rekenplek]
        if outcome.waarde is None or outcome.onbekend:
            return ""
        places = self._places(column) if column.plaatsen is None else column.plaatsen
        return _written(outcome.waarde, places, self._unit(None, column))


def _agrees(stated: Waarde, amount: Fraction) -> bool:
    """Tell whether a stated figure is the computed one, rounded as it is stated."""
    return rond_af(amount, stated.plaatsen) == stated.getal


def _written(amount: Fraction, places: int, unit: str) -> str:
    """Return a number as Dutch writes it: ``−1.151,5``, ``98%``, ``€ 12.500``."""
    number = schrijf_getal(rond_af(amount, places))
    if unit == "€":
        sign, digits = ("−", number[1:]) if number.startswith("−") else ("", number)
        return f"{sign}€ {digits}"
    return f"{number}{unit}"
