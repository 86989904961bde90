"""A column of a table as horizontal bars."""

from dataclasses import dataclass

from regietafel.documents.grafieken import Grafiek, Staaf, beschrijf, most_bars, teken
from regietafel.figures.notatie import lees_waarde
from regietafel.model.waarden import Waardetabel

_STEPS = 1_000
"""A bar is at most this many steps long: the drawing counts in whole ones."""


@dataclass(frozen=True)
class Getekend:
    """A chart as SVG, all of it in words, and how many bars it has and can show readably."""

    svg: bytes
    tekst: str
    staven: int
    meest: int


def chart_of(table: Waardetabel, column: int, kleur: str) -> Getekend | None:
    """Return a bar for every row that has a number, to the left below zero; None when none has.

    A total is left out: beside it, nothing else would be seen. ``kleur`` is dark on white.
    """
    rows = [
        (rij[0], rij[column], _number(rij[column]))
        for place, rij in enumerate(table.rijen)
        if place not in table.totalen
    ]
    bars = [(label, text, number) for label, text, number in rows if number is not None]
    if not bars:
        return None
    longest = max(abs(number) for _, _, number in bars) or 1.0
    staven = tuple(
        Staaf(label, round(number / longest * _STEPS), round(number / longest * _STEPS), text)
        for label, text, number in bars
    )
    title = table.kolommen[column] or table.naam
    words = beschrijf(title, staven)
    svg = teken(Grafiek(title, staven, words), kleur)
    return Getekend(svg, words, len(staven), most_bars(staven))


def _number(text: str) -> float | None:
    """Return a number as Dutch writes it; None for words."""
    value = lees_waarde(text)
    return None if value.getal is None else float(value.getal)
