"""The schedule of an indicator: the line between two points, and where the realisation is.

The axis begins at zero. On the reference date stand the schedule, the realisation and the distance
between them, each with its number; earlier realisations are smaller marks on the way there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from regietafel.documents.tekening import (
    GREY,
    INK,
    LINE,
    diamond,
    figure,
    haloed,
    line,
    rect,
    spread,
    text,
    width_of,
)
from regietafel.figures.notatie import schrijf_getal

WIDTH, HEIGHT = 300, 190
_LETTER = 12
_LEFT, _RIGHT = 8, 292
_TOP, _BOTTOM = 24, 168
_APART = 14
_BETWEEN = 8
"""The least room between the two days below the axis."""
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True)
class Punt:
    """An amount on a day."""

    dag: date
    waarde: Decimal


@dataclass(frozen=True)
class Schemafiguur:
    """A schedule with what was realised. ``schema`` is the line on ``peildatum``, as shown.

    ``realisatie`` is None when it is not known; ``eerder`` are realisations before, oldest first.
    """

    titel: str
    tekst: str
    start: Punt
    eind: Punt
    peildatum: date
    schema: Decimal
    realisatie: Decimal | None
    eerder: tuple[Punt, ...] = ()


def korte_datum(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def teken_schemalijn(figuur: Schemafiguur, kleur: str) -> bytes:
    """Return the schedule as SVG. ``kleur`` is dark enough for text on white."""
    place = _Assen.van(figuur)
    parts = [
        *_frame(figuur, place),
        *_schedule(figuur, place),
        *_earlier(figuur, place, kleur),
        *_today(figuur, place, kleur),
        *_labels(figuur, place, kleur),
    ]
    body = f'<g font-size="{_LETTER}">{"".join(parts)}</g>'
    return figure(figuur.titel, figuur.tekst, body, WIDTH, HEIGHT)


@dataclass(frozen=True)
class _Assen:
    """From a day and an amount to a place in the drawing."""

    eerste: date
    dagen: int
    laagste: Decimal
    bereik: Decimal

    @classmethod
    def van(cls, figuur: Schemafiguur) -> "_Assen":
        days = [
            figuur.start.dag,
            figuur.eind.dag,
            figuur.peildatum,
            *(p.dag for p in figuur.eerder),
        ]
        amounts = [figuur.start.waarde, figuur.eind.waarde, figuur.schema, Decimal(0)]
        amounts += [p.waarde for p in figuur.eerder]
        amounts += [] if figuur.realisatie is None else [figuur.realisatie]
        low, high = min(amounts), max(amounts)
        return cls(min(days), max((max(days) - min(days)).days, 1), low, (high - low) or Decimal(1))

    def x(self, day: date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (day - self.eerste).days / self.dagen

    def y(self, amount: Decimal) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * float((amount - self.laagste) / self.bereik)


def _frame(figuur: Schemafiguur, place: _Assen) -> Iterator[str]:
    """Yield the axis at zero, and below both ends of the schedule their days."""
    zero = place.y(Decimal(0))
    yield line([(_LEFT, zero), (_RIGHT, zero)], INK, 1)
    days = (figuur.start.dag, figuur.eind.dag)
    for day, (x, anchor) in zip(days, _day_places(figuur, place), strict=True):
        yield line([(place.x(day), zero), (place.x(day), zero + 4)], INK, 1)
        look = f'fill="{GREY}" text-anchor="{anchor}"'
        yield text(x, HEIGHT - 6, korte_datum(day), look)


def _day_places(figuur: Schemafiguur, place: _Assen) -> Iterator[tuple[float, str]]:
    """Yield where both days stand: below their points, in the drawing and clear of each other."""
    begin, end = figuur.start.dag, figuur.eind.dag
    first, last = _half_width(begin), _half_width(end)
    apart = first + last + _BETWEEN
    right = min(max(place.x(end), _LEFT + first + apart), _RIGHT - last)
    left = max(min(place.x(begin), right - apart), _LEFT + first)
    yield (_LEFT, "start") if left == _LEFT + first else (left, "middle")
    yield (_RIGHT, "end") if right == _RIGHT - last else (right, "middle")


def _half_width(day: date) -> float:
    return width_of(korte_datum(day), _LETTER) / 2


def _schedule(figuur: Schemafiguur, place: _Assen) -> Iterator[str]:
    """Yield the straight line with the amounts at both ends."""
    start = (place.x(figuur.start.dag), place.y(figuur.start.waarde))
    end = (place.x(figuur.eind.dag), place.y(figuur.eind.waarde))
    yield line([start, end], GREY, 2, "6 3")
    for (x, y), point, anchor in ((start, figuur.start, "start"), (end, figuur.eind, "end")):
        yield rect(x - 2.5, y - 2.5, 5, 5, GREY)
        amount = schrijf_getal(point.waarde)
        width = width_of(amount, _LETTER)
        at = min(x, _RIGHT - width) if anchor == "start" else max(x, _LEFT + width)
        yield haloed(at, max(y - 8, _LETTER), amount, f'text-anchor="{anchor}"')


def _earlier(figuur: Schemafiguur, place: _Assen, kleur: str) -> Iterator[str]:
    """Yield the way of the realisation until now."""
    points = [(place.x(p.dag), place.y(p.waarde)) for p in figuur.eerder]
    if figuur.realisatie is not None:
        points.append((place.x(figuur.peildatum), place.y(figuur.realisatie)))
    if len(points) > 1:
        yield line(points, kleur, 2)
    for x, y in points[: len(figuur.eerder)]:
        yield diamond(x, y, 8, "#fff", kleur)


def _today(figuur: Schemafiguur, place: _Assen, kleur: str) -> Iterator[str]:
    """Yield the reference date, the schedule on it, the realisation, and the distance."""
    x, schedule = place.x(figuur.peildatum), place.y(figuur.schema)
    yield line([(x, _TOP - 10), (x, place.y(Decimal(0)))], LINE, 1)
    if figuur.realisatie is not None:
        done = place.y(figuur.realisatie)
        yield line([(x, schedule), (x, done)], kleur, 3)
        yield diamond(x, done, 12, kleur, kleur)
    yield rect(x - 3.5, schedule - 3.5, 7, 7, INK)


def _labels(figuur: Schemafiguur, place: _Assen, kleur: str) -> Iterator[str]:
    """Yield the words at the reference date, on the side with room and clear of each other."""
    words = _words(figuur)
    x = place.x(figuur.peildatum)
    widest = max(width_of(word, _LETTER) for word, _, _ in words) * 1.05
    right = x + 9 + widest <= _RIGHT or x < (_LEFT + _RIGHT) / 2
    at = min(x + 9, _RIGHT - widest) if right else max(x - 9, _LEFT + widest)
    below = _clear_of_lines(figuur, place, x + (widest if right else -widest))
    wanted = [max(place.y(amount) + 4, below) for _, amount, _ in words]
    heights = spread(wanted, _APART, _TOP + 6, place.y(place.laagste) - 5)
    for (word, _, bold), y in zip(words, heights, strict=True):
        anchor = "start" if right else "end"
        look = f'text-anchor="{anchor}"' + (f' font-weight="600" fill="{kleur}"' if bold else "")
        yield haloed(at, y, word, look)


def _clear_of_lines(figuur: Schemafiguur, place: _Assen, x: float) -> float:
    """Return how low words must stand to lie below all lines between the reference date and x."""
    schedule = [_point(place, figuur.start), _point(place, figuur.eind)]
    heights = [place.y(figuur.schema), _height(schedule, x)]
    if figuur.eerder and figuur.realisatie is not None:
        now = Punt(figuur.peildatum, figuur.realisatie)
        way = [_point(place, point) for point in (*figuur.eerder, now)]
        between = [y for there, y in way if min(x, way[-1][0]) <= there]
        heights += [_height(way, x), *between]
    return max(heights) + _APART


def _point(place: _Assen, punt: Punt) -> tuple[float, float]:
    return place.x(punt.dag), place.y(punt.waarde)


def _height(points: Sequence[tuple[float, float]], x: float) -> float:
    """Return the height of a line through points at x; level before its first and after its last."""
    for (left, low), (right, high) in pairwise(points):
        if left <= x <= right and right > left:
            return low + (high - low) * (x - left) / (right - left)
    return points[0][1] if x < points[0][0] else points[-1][1]


def _words(figuur: Schemafiguur) -> Sequence[tuple[str, Decimal, bool]]:
    """Return what stands at the reference date, at which amount, and what is bold."""
    schedule = (f"schema {schrijf_getal(figuur.schema)}", figuur.schema, False)
    done = figuur.realisatie
    if done is None:
        return (schedule, ("realisatie niet bekend", figuur.schema, True))
    behind = figuur.schema - done
    name = "achterstand" if behind >= 0 else "voorsprong"
    middle = (figuur.schema + done) / 2
    return (
        schedule,
        (f"{name} {schrijf_getal(abs(behind))}", middle, False),
        (f"realisatie {schrijf_getal(done)}", done, True),
    )
