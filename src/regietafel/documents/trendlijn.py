"""Lines over time, each with its name and last value at its end; the axis begins at zero.

Lines differ by their dashes and marks as well, so that they can be told apart without colour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from regietafel.documents.schemalijn import korte_datum
from regietafel.documents.tekening import (
    GREY,
    INK,
    LINE,
    diamond,
    figure,
    haloed,
    line,
    mark,
    spread,
    text,
    width_of,
)
from regietafel.figures.oordelen import Kleur

WIDTH = 300
_LETTER = 12
_TOP, _PLOT, _FOOT = 20, 170, 24
_APART = 15
_DASHES = ("", "7 3", "2 3", "10 3 2 3", "4 2")
_SIGNS = (Kleur.GROEN, Kleur.ROOD, Kleur.ORANJE, Kleur.ONBEKEND)


@dataclass(frozen=True)
class Trendpunt:
    """A value on a day, and how it is written."""

    dag: date
    waarde: Fraction
    tekst: str


@dataclass(frozen=True)
class Trend:
    """One line: its name and its points, oldest first."""

    naam: str
    punten: tuple[Trendpunt, ...]


@dataclass(frozen=True)
class Trendfiguur:
    """Lines in one picture, its title, and all of it in words. ``grens`` is a level to reach."""

    titel: str
    tekst: str
    lijnen: tuple[Trend, ...]
    grens: Trendpunt | None = None


def teken_trend(figuur: Trendfiguur, kleur: str) -> bytes:
    """Return the lines as SVG. ``kleur`` is dark enough for text on white."""
    place = _Assen.van(figuur)
    parts = [*_frame(figuur, place)]
    for number, trend in enumerate(figuur.lijnen):
        parts += _one(trend, number, place, kleur)
    parts += [*_names(figuur, place), *_first_values(figuur, place)]
    body = f'<g font-size="{_LETTER}">{"".join(parts)}</g>'
    return figure(figuur.titel, figuur.tekst, body, WIDTH, _TOP + _PLOT + _FOOT)


@dataclass(frozen=True)
class _Assen:
    eerste: date
    dagen: int
    laagste: Fraction
    bereik: Fraction
    links: float
    rechts: float

    @classmethod
    def van(cls, figuur: Trendfiguur) -> "_Assen":
        points = [point for trend in figuur.lijnen for point in trend.punten]
        level = [figuur.grens] if figuur.grens else []
        values = [Fraction(0), *(point.waarde for point in (*points, *level))]
        days = [point.dag for point in points] or [date.min]
        names = [_name(trend) for trend in figuur.lijnen if trend.punten]
        firsts = [trend.punten[0].tekst for trend in figuur.lijnen if trend.punten]
        left = max((width_of(words, _LETTER) for words in firsts), default=0) + 10
        right = WIDTH - max((width_of(words, _LETTER) for words in names), default=0) - 14
        reach = (max(values) - min(values)) or Fraction(1)
        first = min(days)
        return cls(first, (max(days) - first).days, min(values), reach, left, max(right, left + 40))

    def x(self, day: date) -> float:
        share = (day - self.eerste).days / self.dagen if self.dagen else 1
        return self.links + (self.rechts - self.links) * share

    def y(self, value: Fraction) -> float:
        return _TOP + _PLOT - _PLOT * float((value - self.laagste) / self.bereik)


def _frame(figuur: Trendfiguur, place: _Assen) -> Iterator[str]:
    """Yield the axis at zero, the level to reach, and the days at both ends."""
    zero = place.y(Fraction(0))
    yield line([(place.links, zero), (place.rechts, zero)], INK, 1)
    if figuur.grens:
        level = place.y(figuur.grens.waarde)
        yield line([(place.links, level), (place.rechts, level)], LINE, 1.5)
        middle = (place.links + place.rechts) / 2
        yield haloed(middle, level - 4, figuur.grens.tekst, f'text-anchor="middle" fill="{GREY}"')
    days = sorted({point.dag for trend in figuur.lijnen for point in trend.punten})
    foot = _TOP + _PLOT + 18
    for day, anchor in ((days[:1], "start"), (days[1:][-1:], "end")):
        for one in day:
            yield text(
                place.x(one), foot, korte_datum(one), f'fill="{GREY}" text-anchor="{anchor}"'
            )


def _one(trend: Trend, number: int, place: _Assen, kleur: str) -> Iterator[str]:
    points = [(place.x(point.dag), place.y(point.waarde)) for point in trend.punten]
    if len(points) > 1:
        yield line(points, kleur, 2, _DASHES[number % len(_DASHES)])
    for x, y in points:
        sign = _SIGNS[number % len(_SIGNS)]
        yield (
            diamond(x, y, 9, "#fff", kleur)
            if sign is Kleur.ONBEKEND
            else mark(sign, x, y, 8, kleur)
        )


def _name(trend: Trend) -> str:
    return f"{trend.naam} {trend.punten[-1].tekst}"


def _names(figuur: Trendfiguur, place: _Assen) -> Iterator[str]:
    """Yield the name and last value of every line at its end, clear of each other."""
    shown = [trend for trend in figuur.lijnen if trend.punten]
    wanted = [place.y(trend.punten[-1].waarde) + 4 for trend in shown]
    for trend, y in zip(shown, spread(wanted, _APART, _TOP, _TOP + _PLOT + 4), strict=True):
        yield haloed(place.rechts + 10, y, _name(trend))


def _first_values(figuur: Trendfiguur, place: _Assen) -> Iterator[str]:
    """Yield the value with which every line of more than one point began, left of it."""
    shown = [trend for trend in figuur.lijnen if len(trend.punten) > 1]
    wanted = [place.y(trend.punten[0].waarde) + 4 for trend in shown]
    for trend, y in zip(shown, spread(wanted, _APART, _TOP, _TOP + _PLOT + 4), strict=True):
        first = trend.punten[0]
        yield haloed(place.x(first.dag) - 8, y, first.tekst, 'text-anchor="end"')
