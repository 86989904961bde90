"""The same indicators on several dates: what changed, and which areas moved up or down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from regietafel.figures.dashboard import Dashboardstand, Gebied, Indicatorstand
from regietafel.figures.oordelen import Kleur, Richting
from regietafel.figures.sleutel import sleutel_van

_ORDER = {Kleur.ROOD: 0, Kleur.ORANJE: 1, Kleur.GROEN: 2}


@dataclass(frozen=True)
class Beweging:
    """An area that has another colour or another place in the order than on the date before.

    The first place is that of the highest share of the schedule; equal shares have equal places.
    """

    naam: str
    van: Kleur
    naar: Kleur
    plaats_van: int
    plaats_naar: int

    @property
    def andere_kleur(self) -> bool:
        return self.van is not self.naar

    @property
    def richting(self) -> Richting:
        """Return the direction of the colour, and without a change of it that of the place."""
        if self.andere_kleur:
            better = _ORDER[self.naar] > _ORDER[self.van]
        else:
            better = self.plaats_naar < self.plaats_van
        return Richting.OMHOOG if better else Richting.OMLAAG


@dataclass(frozen=True)
class Reeks:
    """One indicator on its dates, oldest first; the last one is what a dashboard shows."""

    standen: tuple[Indicatorstand, ...]

    @property
    def nu(self) -> Indicatorstand:
        return self.standen[-1]

    @property
    def vorige(self) -> Indicatorstand | None:
        return self.standen[-2] if len(self.standen) > 1 else None

    @property
    def verschil(self) -> Decimal | None:
        """Return how much the realisation grew since the date before; None when not known."""
        if self.vorige is None:
            return None
        now, before = self.nu.stand.realisatie, self.vorige.stand.realisatie
        return None if now is None or before is None else now - before

    @property
    def verschil_achterstand(self) -> Decimal | None:
        """Return how much the backlog grew since the date before; None when not known."""
        if self.vorige is None:
            return None
        now, before = self.nu.stand.achterstand, self.vorige.stand.achterstand
        return None if now is None or before is None else now - before

    @cached_property
    def bewegingen(self) -> tuple[Beweging, ...]:
        """Return the areas that moved since the date before, in their order in the table."""
        return () if self.vorige is None else vergelijk(self.vorige, self.nu)

    def vorig_gebied(self, naam: str) -> Gebied | None:
        """Return an area on the date before; None when it was not there."""
        return self._vorige_gebieden.get(sleutel_van(naam))

    @cached_property
    def _vorige_gebieden(self) -> dict[str, Gebied]:
        areas = self.vorige.gebieden if self.vorige else ()
        return {sleutel_van(area.naam): area for area in areas}


def maak_reeksen(standen: Sequence[Dashboardstand]) -> tuple[Reeks, ...]:
    """Return a series for every indicator of the last dashboard, with what earlier ones say of it.

    ``standen`` are in the order of their meetings. Of two with the same reference date the later
    counts, and what is from after the last reference date does not.
    """
    if not standen:
        return ()
    return tuple(_series(each, standen[:-1]) for each in standen[-1].indicatoren)


def _series(last: Indicatorstand, earlier: Sequence[Dashboardstand]) -> Reeks:
    key = sleutel_van(last.regel.naam)
    dated = {
        each.peildatum: each
        for dashboard in earlier
        for each in dashboard.indicatoren
        if sleutel_van(each.regel.naam) == key and each.peildatum < last.peildatum
    }
    return Reeks((*(dated[day] for day in sorted(dated)), last))


def vergelijk(vorige: Indicatorstand, nu: Indicatorstand) -> tuple[Beweging, ...]:
    """Return the areas with another colour or place; an area that one of the two lacks is left out.

    Places are counted among the areas that both have.
    """
    before = {sleutel_van(area.naam): area for area in vorige.gebieden if _is_known(area)}
    now = {sleutel_van(area.naam): area for area in nu.gebieden if _is_known(area)}
    shared = [key for key in now if key in before]
    was, became = _places(before, shared), _places(now, shared)
    moves = (
        Beweging(now[key].naam, before[key].kleur, now[key].kleur, was[key], became[key])
        for key in shared
    )
    return tuple(m for m in moves if m.andere_kleur or m.plaats_van != m.plaats_naar)


def _is_known(area: Gebied) -> bool:
    return area.verhouding is not None


def _places(areas: Mapping[str, Gebied], keys: Sequence[str]) -> dict[str, int]:
    """Return the place of every area by its share, from 1."""
    shares = {key: areas[key].verhouding or 0 for key in keys}
    ordered = sorted(shares.values(), reverse=True)
    first = {share: place for place, share in reversed(list(enumerate(ordered, 1)))}
    return {key: first[share] for key, share in shares.items()}
