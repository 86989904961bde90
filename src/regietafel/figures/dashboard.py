"""A dashboard worked out: its indicators with their schedule, and the same for every area.

Of an area only the task is known as a rule, not where it started. Its schedule is then the same
share of its task as that of the whole: ``opgave * schema / eindpunt``. With a column ``start`` it
is the straight line of the area itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from regietafel.figures.gebreken import Gebrek
from regietafel.figures.indicatoren import Indicator, kleur_van, schema_op, stand_van
from regietafel.figures.indicatorregels import los_op
from regietafel.figures.notatie import rond_af
from regietafel.figures.oordelen import Kleur
from regietafel.figures.opgegeven import met_definitie
from regietafel.figures.tabel import Rijsoort, Tabel
from regietafel.model.cijfers import Drempels, Getallentabel, Indicatordefinitie
from regietafel.model.dashboard import Dashboard, Indicatorregel

Bedrag = Fraction | None
"""An exact amount; None when it is not known, which is never zero."""


@dataclass(frozen=True)
class Brontabel:
    """A number table as received, with its definition when there is one."""

    tabel: Tabel
    definitie: Getallentabel | None = None


@dataclass(frozen=True)
class Gebied:
    """What one area has to do for an indicator, and did: exact. ``delen`` adds up to ``realisatie``.

    Schedule and colour are worked out when they are asked for: of the dates before, few are.
    """

    naam: str
    opgave: Bedrag
    start: Bedrag
    delen: tuple[Bedrag, ...]
    maatstaf: "Maatstaf"

    @cached_property
    def realisatie(self) -> Bedrag:
        return tel_bekend(self.delen)

    @cached_property
    def schema(self) -> Bedrag:
        """Return what should be there on the reference date."""
        return self.maatstaf.voor(self.opgave, self.start)

    @cached_property
    def kleur(self) -> Kleur:
        if self.schema is None:
            return Kleur.ONBEKEND
        return kleur_van(self.realisatie, self.schema, self.maatstaf.drempels)

    @property
    def delta(self) -> Bedrag:
        """Return what is still to be done of the whole task; negative when there is more."""
        if self.opgave is None or self.realisatie is None:
            return None
        return self.opgave - self.realisatie

    @cached_property
    def verhouding(self) -> Fraction | None:
        """Return the realisation as a share of the schedule (1 is 100 %)."""
        return (
            self.realisatie / self.schema if self.realisatie is not None and self.schema else None
        )

    @property
    def is_zonder_schema(self) -> bool:
        """Tell whether its realisation is known, but nothing has to be there yet."""
        return self.realisatie is not None and self.schema == 0

    @property
    def procent(self) -> int | None:
        """Return the same in whole per cents, rounded half up."""
        return None if self.verhouding is None else int(rond_af(100 * self.verhouding, 0))


@dataclass(frozen=True)
class Indicatorstand:
    """An indicator on its reference date, as a whole and per area.

    ``kolommen`` are the heads of task and realisation in the table of areas, ``gebiedkop`` that of
    its first column. ``naar_rato`` says that the schedule of the areas is a share of that of the whole.
    """

    regel: Indicatorregel
    stand: Indicator
    gebieden: tuple[Gebied, ...]
    kolommen: tuple[str, ...] = ()
    naar_rato: bool = False
    gebiedkop: str = ""

    @property
    def peildatum(self) -> date:
        return self.stand.definitie.peildatum

    @cached_property
    def samen(self) -> Bedrag:
        """Return the realisation of the areas together; None when one is not known."""
        return tel_bekend([area.realisatie for area in self.gebieden])


@dataclass(frozen=True)
class Dashboardstand:
    """All indicators of one dashboard. ``peildatum`` is the last of theirs, or the given one."""

    titel: str
    peildatum: date
    indicatoren: tuple[Indicatorstand, ...]
    toelichting: tuple[str, ...]


def bereken_dashboard(
    dashboard: Dashboard, tabellen: Mapping[str, Brontabel]
) -> tuple[Dashboardstand | None, tuple[Gebrek, ...]]:
    """Work out a dashboard from its tables, which are known by name.

    An indicator that misses something is left out and reported; None when none is left.
    """
    marked = {naam: _marked(bron) for naam, bron in tabellen.items()}
    solved, problems = los_op(dashboard, {naam: bron.tabel for naam, bron in marked.items()})
    worked = []
    for place, regel, definitie in solved:
        each, found = _indicator(place, regel, definitie, marked)
        problems += found
        worked += [each] if each is not None else []
    if not worked:
        return None, tuple(problems)
    day = dashboard.peildatum or max(each.peildatum for each in worked)
    return Dashboardstand(dashboard.titel, day, tuple(worked), dashboard.toelichting), tuple(
        problems
    )


def _marked(bron: Brontabel) -> Brontabel:
    """Return a table whose total row is the one that its definition names."""
    if bron.definitie is None:
        return bron
    return Brontabel(met_definitie(bron.tabel, bron.definitie)[0], bron.definitie)


def _indicator(
    place: int,
    regel: Indicatorregel,
    definitie: Indicatordefinitie,
    tabellen: Mapping[str, Brontabel],
) -> tuple[Indicatorstand | None, list[Gebrek]]:
    keys = ("indicatoren", place)
    if regel.tabel is None:
        return Indicatorstand(regel, stand_van(definitie), ()), []
    bron = tabellen.get(regel.tabel)
    if bron is None:
        return None, [Gebrek.geen_tabel(regel.tabel, tabellen, (*keys, "tabel"))]
    columns, problems = _columns(bron.tabel, regel, place)
    if problems:
        return None, problems
    areas = _areas(bron.tabel, columns, definitie)
    done = tel_bekend([area.realisatie for area in areas]) if areas else None
    labels = tuple(bron.tabel.kolommen[c].label for c in (columns.opgave, *columns.behaald))
    head = bron.tabel.kolommen[0].label
    shared = columns.start is None
    stand = Indicatorstand(regel, stand_van(definitie, done), areas, labels, shared, head)
    return stand, _contradictions(stand, place)


@dataclass(frozen=True)
class _Kolommen:
    """The places of the columns of an indicator in its table."""

    opgave: int
    behaald: tuple[int, ...]
    start: int | None


def _columns(tabel: Tabel, regel: Indicatorregel, place: int) -> tuple[_Kolommen, list[Gebrek]]:
    named = [("opgave", regel.opgave), ("start", regel.start)]
    named += [("behaald", name) for name in regel.behaald]
    found = [(field, name, tabel.kolomplek(name)) for field, name in named if name is not None]
    labels = [column.label for column in tabel.kolommen[1:]]
    problems = [
        Gebrek.geen_kolom(name, labels, ("indicatoren", place, field))
        for field, name, column in found
        if column is None
    ]
    places = {field: [c or 0 for f, _, c in found if f == field] for field, _, _ in found}
    start = places["start"][0] if "start" in places else None
    return _Kolommen(places["opgave"][0], tuple(places["behaald"]), start), problems


def _areas(tabel: Tabel, columns: _Kolommen, definitie: Indicatordefinitie) -> tuple[Gebied, ...]:
    maatstaf = Maatstaf.van(definitie, eigen_start=columns.start is not None)
    rows = tabel.plekken(Rijsoort.GEWOON)
    return tuple(_area(tabel, place, columns, maatstaf) for place in rows)


@dataclass(frozen=True)
class Maatstaf:
    """Which part of its task an area should have: a share, or the way from its start to its end."""

    deel: Fraction | None
    voortgang: Fraction
    eigen_start: bool
    drempels: Drempels

    @classmethod
    def van(cls, definitie: Indicatordefinitie, *, eigen_start: bool) -> "Maatstaf":
        end = Fraction(definitie.eindpunt)
        now = schema_op(definitie, definitie.peildatum)
        whole = (definitie.einddatum - definitie.startdatum).days
        passed = min(max((definitie.peildatum - definitie.startdatum).days, 0), whole)
        share = now / end if end else None
        return cls(share, Fraction(passed, whole), eigen_start, definitie.drempels)

    def voor(self, opgave: Bedrag, start: Bedrag) -> Bedrag:
        """Return the schedule of an area; None when what it needs is not known."""
        if opgave is None:
            return None
        if self.eigen_start:
            return None if start is None else start + (opgave - start) * self.voortgang
        return None if self.deel is None else opgave * self.deel


def _area(tabel: Tabel, row: int, columns: _Kolommen, maatstaf: Maatstaf) -> Gebied:
    cells = tabel.rijen[row].cellen
    return Gebied(
        tabel.rijen[row].label,
        cells[columns.opgave].bedrag,
        None if columns.start is None else cells[columns.start].bedrag,
        tuple(cells[column].bedrag for column in columns.behaald),
        maatstaf,
    )


def tel_bekend(parts: Sequence[Bedrag]) -> Bedrag:
    """Return a sum; None when a part is not known."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if all(part.denominator == 1 for part in known):  # most are whole, and adding those is quick
        return Fraction(sum(part.numerator for part in known))
    return sum(known, Fraction(0))


def _contradictions(each: Indicatorstand, place: int) -> list[Gebrek]:
    """Return where the sum of the areas is another figure than that of the whole."""
    definition = each.stand.definitie
    stated = {"behaald": definition.realisatie, "opgave": definition.eindpunt}
    sums = {"behaald": each.samen, "opgave": tel_bekend([area.opgave for area in each.gebieden])}
    return [
        Gebrek.tegenspraak(each.regel.naam, field, whole, total, ("indicatoren", place, field))
        for field, whole in stated.items()
        if whole is not None and (total := sums[field]) is not None and total != Fraction(whole)
    ]
