"""The puzzle: a task divided over municipalities, who is above or below, what is still to place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from regietafel.figures.formule import Uitkomst, tel_op, uitkomst_van
from regietafel.figures.tabel import Plek, Rijsoort, Tabel
from regietafel.model.cijfers import Soortkolommen

GELIJK_PER = 1000
"""Figures per inhabitant are shown per so many inhabitants."""


class VerdelingError(ValueError):
    """A division that cannot be made; the message is a Dutch sentence."""


@dataclass(frozen=True)
class Deelname:
    """What one municipality has to do and does for one kind; exact, unknowns named."""

    gemeente: str
    soort: str
    opgave: Uitkomst
    inbreng: Uitkomst
    inwoners: Uitkomst

    @property
    def verschil(self) -> Fraction | None:
        """Return contribution minus task: above zero is more than asked. None when unknown."""
        if not (self.inbreng.volledig and self.opgave.volledig):
            return None
        return (self.inbreng.waarde or Fraction(0)) - (self.opgave.waarde or Fraction(0))

    @property
    def deel(self) -> Fraction | None:
        """Return contribution over task (1 is 100 %), None when unknown or without a task."""
        if not (self.inbreng.volledig and self.opgave.volledig) or not self.opgave.waarde:
            return None
        return (self.inbreng.waarde or Fraction(0)) / self.opgave.waarde

    @property
    def per_duizend(self) -> Fraction | None:
        """Return the contribution per 1.000 inhabitants."""
        if not (self.inbreng.volledig and self.inwoners.volledig) or not self.inwoners.waarde:
            return None
        return GELIJK_PER * (self.inbreng.waarde or Fraction(0)) / self.inwoners.waarde


@dataclass(frozen=True)
class Puzzelstand:
    """Where a puzzle stands: per municipality and kind, per kind, per municipality, and in all.

    Totals are ``Deelname`` values too, with ``soort`` or ``gemeente`` empty for 'all together'.
    """

    delen: tuple[Deelname, ...]
    per_soort: tuple[Deelname, ...]
    per_gemeente: tuple[Deelname, ...]
    samen: Deelname

    def nog_te_plaatsen(self) -> dict[str, Fraction]:
        """Return per kind how much of the task nobody has taken yet, by what is known; 0 is done."""
        return {
            each.soort: max(
                (each.opgave.waarde or Fraction(0)) - (each.inbreng.waarde or Fraction(0)),
                Fraction(0),
            )
            for each in self.per_soort
        }


def puzzelstand(
    tabel: Tabel,
    soorten: Sequence[Soortkolommen],
    inwoners: str | None = None,
    leeg_is_niets: Collection[str] = (),
) -> Puzzelstand:
    """Read the state of a puzzle from its table; raise ``VerdelingError`` for a missing column.

    The contribution is the column ``inbreng``. Where that is empty, it is the first offer plus the
    adjustment if both are stated, and otherwise unknown. In a table without such a column it is
    the offer plus the adjustment, in which an empty adjustment means none; in the columns
    ``leeg_is_niets`` it always does.
    """
    rows = tabel.plekken(Rijsoort.GEWOON)
    none = {tabel.kolomplek(column) for column in leeg_is_niets}
    parts = tuple(_part(tabel, row, kind, inwoners, none) for row in rows for kind in soorten)
    kinds = tuple(
        _together([p for p in parts if p.soort == k.soort], soort=k.soort) for k in soorten
    )
    names = dict.fromkeys(tabel.rijen[row].label for row in rows)
    towns = tuple(_of_town([p for p in parts if p.gemeente == name], name) for name in names)
    return Puzzelstand(parts, kinds, towns, _together(towns))


def _part(
    tabel: Tabel, row: int, kind: Soortkolommen, inhabitants: str | None, none: set[int | None]
) -> Deelname:
    people = _value(tabel, row, inhabitants) if inhabitants else Uitkomst(None)
    task = _value(tabel, row, kind.opgave)
    return Deelname(
        tabel.rijen[row].label, kind.soort, task, _contribution(tabel, row, kind, none), people
    )


def _contribution(tabel: Tabel, row: int, kind: Soortkolommen, none: set[int | None]) -> Uitkomst:
    stated = _value(tabel, row, kind.inbreng) if kind.inbreng else None
    if stated is not None and (stated.volledig or kind.voorstel is None):
        return stated
    if kind.voorstel is None:
        return Uitkomst(Fraction(0), (f"{tabel.rijen[row].label}: geen inbreng",))
    offer = _value(tabel, row, kind.voorstel)
    if kind.bijstelling is None:
        return stated or offer
    none_is_none = stated is None or tabel.kolomplek(kind.bijstelling) in none
    change = _value(tabel, row, kind.bijstelling, leeg_telt_niet=none_is_none)
    made = tel_op((offer, change))
    return made if stated is None or made.volledig else stated


def _value(tabel: Tabel, row: int, column: str, *, leeg_telt_niet: bool = False) -> Uitkomst:
    place = tabel.kolomplek(column)
    if place is None:
        raise VerdelingError(f"De kolom '{column}' staat niet in de tabel.")
    who = f"{tabel.rijen[row].label}, {tabel.kolommen[place].label}"
    return uitkomst_van(tabel.cel(Plek(row, place)), who, leeg_telt_niet=leeg_telt_niet)


def _together(parts: Sequence[Deelname], soort: str = "") -> Deelname:
    return Deelname(
        "",
        soort,
        tel_op(part.opgave for part in parts),
        tel_op(part.inbreng for part in parts),
        tel_op(part.inwoners for part in parts),
    )


def _of_town(parts: Sequence[Deelname], name: str) -> Deelname:
    task = tel_op(part.opgave for part in parts)
    return Deelname(name, "", task, tel_op(part.inbreng for part in parts), parts[0].inwoners)


def verdeel(totaal: int, gewichten: Mapping[str, int | Decimal | Fraction]) -> dict[str, int]:
    """Divide a whole number by weights (inhabitants, say) so that the parts add up exactly.

    Largest remainder: each gets the whole part of its exact share, and the places left go to the
    largest fractions; equal fractions to the largest weight, then to the first named. Without any
    weight all get as much.
    """
    if totaal < 0:
        raise VerdelingError("Een negatief aantal is niet te verdelen.")
    if not gewichten or any(weight < 0 for weight in gewichten.values()):
        raise VerdelingError("Voor een verdeling zijn gewichten nodig, en geen negatieve.")
    weighs = any(gewichten.values())
    used = {name: Fraction(weight if weighs else 1) for name, weight in gewichten.items()}
    whole = sum(used.values(), Fraction(0))
    exact = {name: totaal * weight / whole for name, weight in used.items()}
    parts = {name: int(share // 1) for name, share in exact.items()}
    order = sorted(parts, key=lambda n: (-(exact[n] - parts[n]), -used[n]))
    for name in order[: totaal - sum(parts.values())]:
        parts[name] += 1
    return parts
