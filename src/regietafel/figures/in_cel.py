"""Sums inside one cell: ``168 woningen (2x 48, 1x 70, 1x 50)``."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from regietafel.figures.notatie import Waarde, Waardesoort, lees_waarde

_PRODUCT = r"[0-9]{1,4} ?[xX×] ?[0-9][0-9.]{0,8}"
_LISTED = re.compile(
    rf"(?<![-–0-9.,])(?<!ca\. )(?P<geheel>[0-9][0-9.]{{0,8}}) [^\W\d_][\w-]* \((?P<delen>{_PRODUCT}(?:(?: ?[,;+] ?| en | )?{_PRODUCT})*)\)"
)


def reken_cellen_na(tekst: str) -> Iterator[tuple[Waarde, Fraction, str]]:
    """Yield each stated number in a text that the products behind it don't add up to.

    It comes with the sum and the formula. Only a list of nothing but products is compared.
    """
    for match in _LISTED.finditer(tekst):
        stated = lees_waarde(match["geheel"])
        products = re.findall(r"([0-9]+) ?[xX×] ?([0-9][0-9.]*)", match["delen"])
        amounts = [(int(times), lees_waarde(each.rstrip("."))) for times, each in products]
        if stated.getal is None or any(w.soort is not Waardesoort.GETAL for _, w in amounts):
            continue
        total = sum((times * Fraction(w.getal or Decimal(0)) for times, w in amounts), Fraction(0))
        if total != Fraction(stated.getal):
            yield stated, total, " + ".join(f"{times} × {w.tekst}" for times, w in amounts)
