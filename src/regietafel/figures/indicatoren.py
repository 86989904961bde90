"""Indicators with a schedule: where one should be by now, and how far that is away.

The schedule is the straight line between a start and an end point, by days:

    schema = startpunt + (eindpunt - startpunt) * dagen(start, peil) / dagen(start, eind)

with days counted as the difference of two dates. It is rounded half up once, at the end; the
backlog is what is shown as schedule minus the realisation, so that the figures on paper add up.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from regietafel.figures.notatie import rond_af
from regietafel.figures.oordelen import Kleur
from regietafel.model.cijfers import Drempels, Indicatordefinitie


@dataclass(frozen=True)
class Indicator:
    """An indicator on its reference date.

    ``schema``, ``realisatie`` and ``achterstand`` are as shown; a negative backlog is a lead.
    ``exact`` is the realisation before any rounding, ``verhouding`` that over the exact schedule
    (1 is 100 %). ``opgeteld`` says that it is the sum of the areas, and stated nowhere. All but the
    schedule is None when the realisation is not known. ``buiten_lijn`` says that the reference date lies before
    the start or after the end, where the line is held level.
    """

    definitie: Indicatordefinitie
    schema: Decimal
    realisatie: Decimal | None
    exact: Fraction | None
    achterstand: Decimal | None
    verhouding: Fraction | None
    kleur: Kleur
    buiten_lijn: bool
    opgeteld: bool = False

    @property
    def procent(self) -> Decimal | None:
        """Return the realisation in whole per cents of the schedule, rounded half up."""
        return None if self.verhouding is None else rond_af(100 * self.verhouding, 0)


def stand_van(definitie: Indicatordefinitie, som: Fraction | None = None) -> Indicator:
    """Work out one indicator; ``som`` is the realisation where the definition states none.

    What is stated is shown as it stands; a sum is rounded like the schedule.
    """
    on_line = schema_op(definitie, definitie.peildatum)
    schedule = rond_af(on_line, definitie.plaatsen)
    stated = definitie.realisatie
    exact = som if stated is None else Fraction(stated)
    shown = rond_af(exact, definitie.plaatsen) if stated is None and exact is not None else stated
    return Indicator(
        definitie,
        schedule,
        shown,
        exact,
        None if shown is None else schedule - shown,
        None if exact is None else _ratio(exact, on_line),
        kleur_van(exact, on_line, definitie.drempels),
        not definitie.startdatum <= definitie.peildatum <= definitie.einddatum,
        opgeteld=stated is None and exact is not None,
    )


def schema_op(definitie: Indicatordefinitie, dag: date) -> Fraction:
    """Return the exact schedule on a day; before the start and after the end it is level."""
    start, end = Fraction(definitie.startpunt), Fraction(definitie.eindpunt)
    whole = (definitie.einddatum - definitie.startdatum).days
    passed = min(max((dag - definitie.startdatum).days, 0), whole)
    return start + (end - start) * passed / whole


def kleur_van(
    realisatie: Fraction | None, schema: Fraction, drempels: Drempels | None = None
) -> Kleur:
    """Return green from 100 %, orange from 75 % and red below of what should be (or own limits)."""
    limits = drempels or Drempels()
    if realisatie is None:
        return Kleur.ONBEKEND
    if 100 * realisatie >= schema * Fraction(limits.groen):
        return Kleur.GROEN
    return Kleur.ORANJE if 100 * realisatie >= schema * Fraction(limits.oranje) else Kleur.ROOD


def _ratio(done: Fraction, schedule: Fraction) -> Fraction | None:
    return done / schedule if schedule else None
