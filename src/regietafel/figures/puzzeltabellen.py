"""The tables of a puzzle: per kind, all kinds together, and what an exchange would change.

Each is a table with a definition, as if somebody had made it, so that it is worked out, shown and
calculated in Excel like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regietafel import dutch
from regietafel.figures.formule import Uitkomst
from regietafel.figures.notatie import Waarde, Waardesoort, rond_af, schrijf_getal
from regietafel.figures.ruilen import Ruilvoorstel, stel_ruil_voor
from regietafel.figures.sleutel import sleutel_van
from regietafel.figures.tabel import Kolom, Kolomsoort, Plek, Rij, Rijsoort, Tabel
from regietafel.figures.uitwerking import Uitwerking, werk_uit
from regietafel.figures.verdeling import (
    Deelname,
    Puzzelstand,
    VerdelingError,
    puzzelstand,
    verdeel,
)
from regietafel.model.cijfers import (
    Getallentabel,
    Kolomdefinitie,
    Leeg,
    Puzzel,
    Soortkolommen,
    Totaal,
)

EVENREDIG = "Evenredig is de hele opgave, verdeeld naar inwoners."
ONBEKEND = Waarde(Waardesoort.ONBEKEND, "onbekend")


@dataclass(frozen=True)
class Rekentabel:
    """A table that was made here, worked out, with its definition."""

    uitwerking: Uitwerking
    definitie: Getallentabel


@dataclass(frozen=True)
class Puzzelverslag:
    """Where a puzzle stands, an even split and an exchange; nothing of it is written anywhere.

    ``evenredig`` holds per kind the whole task divided by inhabitants; empty without inhabitants,
    or without a whole task. ``waarom_niet`` says per kind why.
    """

    puzzel: Puzzel
    tabel: Tabel
    stand: Puzzelstand
    evenredig: Mapping[str, Mapping[str, int]]
    waarom_niet: Mapping[str, str]
    voorstel: Ruilvoorstel


def werk_puzzel_uit(
    puzzel: Puzzel, tabel: Tabel, definitie: Getallentabel | None = None
) -> Puzzelverslag:
    """Work out a puzzle over its table; raise ``VerdelingError`` for a missing column.

    What an empty cell means is what the definition of the table says.
    """
    columns = definitie.kolommen if definitie else ()
    none = [column.kolom for column in columns if column.leeg is Leeg.NIETS]
    stand = puzzelstand(tabel, puzzel.soorten, puzzel.inwoners, none)
    even: dict[str, Mapping[str, int]] = {}
    reasons: dict[str, str] = {}
    for kind in stand.per_soort:
        try:
            even[kind.soort] = _even_split(stand, kind)
        except VerdelingError as error:
            reasons[kind.soort] = str(error)
    return Puzzelverslag(puzzel, tabel, stand, even, reasons, stel_ruil_voor(stand, puzzel.ruimte))


def _even_split(stand: Puzzelstand, kind: Deelname) -> dict[str, int]:
    """Return the task of a kind divided by inhabitants, by largest remainder."""
    total = kind.opgave
    if not total.volledig or total.waarde is None or total.waarde.denominator != 1:
        raise VerdelingError("De opgave is niet van elke gemeente bekend.")
    people: dict[str, Fraction] = {}
    for town in stand.per_gemeente:
        if not town.inwoners.volledig or town.inwoners.waarde is None:
            raise VerdelingError("Het aantal inwoners is niet van elke gemeente bekend.")
        people[town.gemeente] = town.inwoners.waarde
    return verdeel(int(total.waarde), people)


# ------------------------------------------------------------------ tables


def soorttabel(verslag: Puzzelverslag, soort: Soortkolommen) -> Rekentabel:
    """Return the table of one kind: task, offer, adjustment, contribution and how they compare."""
    even = verslag.evenredig.get(soort.soort)
    parts = [part for part in verslag.stand.delen if part.soort == soort.soort]
    columns = [_Kolom("Opgave", [_stated(verslag.tabel, p.gemeente, soort.opgave) for p in parts])]
    if even is not None:
        columns.append(_Kolom("Evenredig", [_whole(even[p.gemeente]) for p in parts]))
    for label, source in (("Eerste aanbod", soort.voorstel), ("Bijstelling", soort.bijstelling)):
        if source is not None:
            values = [_stated(verslag.tabel, p.gemeente, source) for p in parts]
            columns.append(_Kolom(label, values, leeg=label == "Bijstelling"))
    columns.append(_Kolom("Inbreng", [_known(p.inbreng) for p in parts]))
    said = (EVENREDIG,) if even is not None else ()
    return _compared(soort.soort, parts, columns, toelichting=said)


def samentabel(verslag: Puzzelverslag) -> Rekentabel:
    """Return all kinds together per municipality."""
    towns = verslag.stand.per_gemeente
    columns = [_Kolom("Opgave", [_known(town.opgave) for town in towns])]
    kinds = [kind.soort for kind in verslag.puzzel.soorten]
    known = {(part.gemeente, part.soort): _known(part.inbreng) for part in verslag.stand.delen}
    columns += [
        _Kolom(
            dutch.hoofdletter(kind), [known[town.gemeente, kind] for town in towns], groep="Inbreng"
        )
        for kind in kinds
    ]
    summed = "; ".join(f'"{kind}"' for kind in kinds)
    total = Kolomdefinitie(
        kolom="Samen", naam="inbreng", groep="Inbreng", formule=f"som({summed})", plaatsen=0,
        totaal=Totaal.FORMULE,
    )  # fmt: skip
    return _compared("Alle soorten samen", towns, columns, (total,))


def na_de_ruil(verslag: Puzzelverslag) -> Rekentabel:
    """Return per kind what the proposed exchange changes; contributions by what is known."""
    moves = verslag.voorstel.ruilen
    kinds = verslag.stand.per_soort
    columns = [
        _Kolom("Opgave", [_sum(kind.opgave) for kind in kinds]),
        _Kolom("Inbreng nu", [_sum(kind.inbreng) for kind in kinds]),
        _Kolom("Erbij", [_whole(sum(m.aantal for m in moves if m.naar == k.soort)) for k in kinds]),
        _Kolom("Eraf", [_whole(sum(m.aantal for m in moves if m.van == k.soort)) for k in kinds]),
    ]
    formulas = (
        Kolomdefinitie(kolom="Na de ruil", formule="inbreng_nu + erbij - eraf", plaatsen=0),
        Kolomdefinitie(kolom="Boven of onder", formule="na_de_ruil - opgave", plaatsen=0),
        _percent("Deel", "na_de_ruil / opgave"),
    )
    return _made(
        "Na de ruil", "Soort", [dutch.hoofdletter(kind.soort) for kind in kinds], columns, formulas
    )


def ruiltabel(verslag: Puzzelverslag) -> Rekentabel:
    """Return the proposed moves, one per row."""
    moves = verslag.voorstel.ruilen
    columns = [
        _Kolom("Minder", [_word(move.van) for move in moves], tekst=True),
        _Kolom("Meer", [_word(move.naar) for move in moves], tekst=True),
        _Kolom("Plekken", [_whole(move.aantal) for move in moves]),
    ]
    return _made("Voorstel voor een ruil", "Gemeente", [m.gemeente for m in moves], columns, ())


@dataclass(frozen=True)
class _Kolom:
    """A column to make: its label and its values from top to bottom."""

    label: str
    waarden: Sequence[Waarde]
    leeg: bool = False
    tekst: bool = False
    groep: str | None = None


def _compared(
    titel: str,
    parts: Sequence[Deelname],
    columns: Sequence[_Kolom],
    before: Sequence[Kolomdefinitie] = (),
    toelichting: tuple[str, ...] = (),
) -> Rekentabel:
    """Return columns with inhabitants before them and the comparison of contribution with task."""
    people = [_known(part.inwoners) for part in parts]
    counted = any(value.getal is not None for value in people)
    formulas = [
        *before,
        Kolomdefinitie(
            kolom="Boven of onder", formule="inbreng - opgave", plaatsen=0, totaal=Totaal.FORMULE
        ),
        _percent("Deel", "inbreng / opgave"),
    ]
    if counted:
        columns = [_Kolom("Inwoners", people), *columns]
        formulas.append(
            Kolomdefinitie(
                kolom="Per 1.000 inwoners", formule="1000 * inbreng / inwoners", plaatsen=1,
                totaal=Totaal.FORMULE,
            )
        )  # fmt: skip
    towns = [part.gemeente for part in parts]
    return _made(titel, "Gemeente", towns, columns, formulas, toelichting)


def _percent(kolom: str, formule: str) -> Kolomdefinitie:
    return Kolomdefinitie(kolom=kolom, formule=formule, eenheid="%", plaatsen=1)


def _made(
    titel: str,
    eerste: str,
    labels: Sequence[str],
    columns: Sequence[_Kolom],
    formulas: Sequence[Kolomdefinitie],
    toelichting: tuple[str, ...] = (),
) -> Rekentabel:
    heads = [Kolom(sleutel_van(eerste), eerste, Kolomsoort.LABEL)]
    heads += [
        Kolom(sleutel_van(c.label), c.label, Kolomsoort.TEKST if c.tekst else Kolomsoort.GETAL)
        for c in columns
    ]
    rows = tuple(
        Rij(n + 1, label, (_word(label), *(column.waarden[n] for column in columns)))
        for n, label in enumerate(labels)
    )
    stated = tuple(
        Kolomdefinitie(
            kolom=c.label,
            leeg=Leeg.NIETS if c.leeg else Leeg.ONBEKEND,
            groep=c.groep,
            eenheid="inwoners" if c.label == "Inwoners" else None,
        )
        for c in columns
        if not c.tekst
    )
    definition = Getallentabel(
        titel=titel, eenheid="plekken", kolommen=(*stated, *formulas),
        totaal_maken=len(labels) > 1, toelichting=toelichting,
    )  # fmt: skip
    table = Tabel(tuple(heads), rows)
    return Rekentabel(werk_uit(table, definition)[0], definition)


# ------------------------------------------------------------------ cells


def _stated(tabel: Tabel, gemeente: str, kolom: str) -> Waarde:
    row, column = tabel.rijplek(gemeente), tabel.kolomplek(kolom)
    rows = [n for n in tabel.plekken(Rijsoort.GEWOON) if tabel.rijen[n].label == gemeente]
    place = rows[0] if rows else row
    return ONBEKEND if place is None or column is None else tabel.cel(Plek(place, column))


def _known(outcome: Uitkomst) -> Waarde:
    return _sum(outcome) if outcome.volledig else ONBEKEND


def _sum(outcome: Uitkomst) -> Waarde:
    """Return an outcome as a stated figure: of a sum, what is known of it."""
    if outcome.waarde is None:
        return ONBEKEND
    places = 0 if outcome.waarde.denominator == 1 else 2
    number = rond_af(outcome.waarde, places)
    return Waarde(Waardesoort.GETAL, schrijf_getal(number), number, places)


def _whole(number: int) -> Waarde:
    return _sum(Uitkomst(Fraction(number)))


def _word(text: str) -> Waarde:
    return Waarde(Waardesoort.TEKST, text)
