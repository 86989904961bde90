"""The drawings of a dashboard from its figures, each with all of it in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from regietafel import dutch
from regietafel.documents.kleuren import leesbaar
from regietafel.documents.schemalijn import Punt, Schemafiguur, teken_schemalijn
from regietafel.documents.stapelstaven import Deelstaaf, Stapel, Stapelfiguur, teken_stapels
from regietafel.documents.tegelkaart import Tegel, Tegelkaart, teken_tegelkaart
from regietafel.documents.tekening import VULLINGEN
from regietafel.documents.trendlijn import Trend, Trendfiguur, Trendpunt, teken_trend
from regietafel.documents.views_dashboard import BeeldView
from regietafel.figures.dashboard import Gebied, Indicatorstand
from regietafel.figures.notatie import rond_af, schrijf_getal
from regietafel.figures.oordelen import Kleur
from regietafel.figures.reeksen import Beweging, Reeks

MOST_TILES = 40
"""With more areas than this a bar tells how many have each colour."""
GEEN_OPGAVE = "n.v.t."
"""What stands in a tile where nothing has to be done yet, or at all."""
_MAP, _LINE, _COURSE = 38, 60, 72
"""How wide the drawings are in Word, in millimetres."""

_ORDER = (Kleur.GROEN, Kleur.ORANJE, Kleur.ROOD, Kleur.ONBEKEND)


def compose_kaart(reeks: Reeks) -> tuple[BeeldView, ...]:
    """Return the map of an indicator; none when it has no areas."""
    now = reeks.nu
    if not now.gebieden:
        return ()
    titel = f"{now.regel.naam} per {(now.gebiedkop or 'gebied').lower()}"
    words = f"{titel}: realisatie in procenten van het schema op {dutch.datum(now.peildatum)}. "
    if len(now.gebieden) > MOST_TILES:
        return (_counts(titel, words, now),)
    changed = [move for move in reeks.bewegingen if move.andere_kleur]
    ways = {move.naam: move.richting for move in changed}
    tegels = tuple(
        Tegel(area.naam, _in_tile(area), area.kleur, ways.get(area.naam)) for area in now.gebieden
    )
    words += f"{_by_colour(now.gebieden)}{_changed(changed, reeks)}"
    return (BeeldView(teken_tegelkaart(Tegelkaart(titel, words, tegels)), words, _MAP),)


def _counts(titel: str, words: str, now: Indicatorstand) -> BeeldView:
    """Return a bar with the number of areas of each colour."""
    counts = {kleur: sum(area.kleur is kleur for area in now.gebieden) for kleur in _ORDER}
    parts = tuple(
        Deelstaaf(Fraction(count), f"{kleur.letter} {count}", VULLINGEN[kleur])
        for kleur, count in counts.items()
    )
    words += f"{dutch.hoofdletter(dutch.opsomming(f'{c} {k}' for k, c in counts.items() if c))}."
    stapel = Stapel(f"{len(now.gebieden)} gebieden", parts)
    return BeeldView(teken_stapels(Stapelfiguur(titel, words, (stapel,))), words, _LINE)


def _by_colour(areas: Sequence[Gebied]) -> str:
    """Return every area under its colour: ``Oranje: Drenthe 83% en Utrecht 94%.``"""
    groups = ((kleur, [area for area in areas if area.kleur is kleur]) for kleur in _ORDER)
    sentences = (
        f"{kleur.capitalize()}: {dutch.opsomming(_said(area) for area in group)}."
        for kleur, group in groups
        if group
    )
    return " ".join(sentences)


def _in_tile(area: Gebied) -> str:
    if area.is_zonder_schema:
        return GEEN_OPGAVE
    return "?" if area.procent is None else percentage(area.procent)


def _said(area: Gebied) -> str:
    if area.is_zonder_schema:
        return f"{area.naam} ({'nog ' if area.opgave else ''}geen opgave)"
    return area.naam if area.procent is None else f"{area.naam} {percentage(area.procent)}"


def _changed(moves: Sequence[Beweging], reeks: Reeks) -> str:
    if reeks.vorige is None:
        return ""
    before = dutch.datum(reeks.vorige.peildatum)
    if not moves:
        return f" Geen kleur is anders dan op {before}."
    return f" Anders dan op {before}: {dutch.opsomming(map(colour_change, moves))}."


def colour_change(move: Beweging) -> str:
    return f"{move.naam} van {move.van} naar {move.naar}"


def compose_lijn(reeks: Reeks, kleur: str) -> BeeldView:
    """Return the schedule of an indicator with its realisations."""
    now = reeks.nu.stand
    definition = now.definitie
    start = Punt(definition.startdatum, definition.startpunt)
    end = Punt(definition.einddatum, definition.eindpunt)
    earlier = tuple(_realised(reeks.standen[:-1]))
    words = _schedule_words(reeks, start, end, earlier)
    figuur = Schemafiguur(
        f"{definition.naam}: schema en realisatie", words, start, end, definition.peildatum,
        now.schema, now.realisatie, earlier,
    )  # fmt: skip
    return BeeldView(teken_schemalijn(figuur, leesbaar(kleur)), words, _LINE)


def _realised(standen: Iterable[Indicatorstand]) -> Iterable[Punt]:
    for each in standen:
        if each.stand.realisatie is not None:
            yield Punt(each.peildatum, each.stand.realisatie)


def _schedule_words(reeks: Reeks, start: Punt, end: Punt, earlier: Sequence[Punt]) -> str:
    now = reeks.nu.stand
    day = dutch.datum(reeks.nu.peildatum)
    words = f"{reeks.nu.regel.naam}: het schema loopt van {_point(start)} naar {_point(end)}. "
    words += f"Op {day} is het schema {schrijf_getal(now.schema)} en de realisatie "
    if now.realisatie is None or now.achterstand is None:
        words += "niet bekend."
    else:
        words += f"{schrijf_getal(now.realisatie)}: {behind(now.achterstand)}."
    return words + (f" Eerder: {dutch.opsomming(map(_point, earlier))}." if earlier else "")


def _point(punt: Punt) -> str:
    return f"{schrijf_getal(punt.waarde)} op {dutch.datum(punt.dag)}"


def behind(achterstand: Decimal) -> str:
    """Return a backlog in words: ``een achterstand van 19.435``."""
    if achterstand == 0:
        return "precies op schema"
    name = "achterstand" if achterstand > 0 else "voorsprong"
    return f"een {name} van {schrijf_getal(abs(achterstand))}"


def compose_verloop(reeksen: Sequence[Reeks], kleur: str) -> tuple[BeeldView, ...]:
    """Return the course of all indicators in per cents of their schedule; none with one date."""
    lines = tuple(line for line in map(_trend, reeksen) if line.punten)
    if max((len(line.punten) for line in lines), default=0) <= 1:
        return ()
    titel = "Realisatie in procenten van het schema"
    each = (
        f"{line.naam}: "
        + dutch.opsomming(f"{punt.tekst} op {dutch.datum(punt.dag)}" for punt in line.punten)
        for line in lines
    )
    words = f"{titel}. {'; '.join(each)}."
    level = Trendpunt(lines[0].punten[0].dag, Fraction(1), "100% van het schema")
    drawn = teken_trend(Trendfiguur(titel, words, lines, level), leesbaar(kleur))
    return (BeeldView(drawn, words, _COURSE),)


def _trend(reeks: Reeks) -> Trend:
    points = tuple(
        Trendpunt(each.peildatum, share, percentage(rond_af(100 * share, 0)))
        for each in reeks.standen
        if (share := each.stand.verhouding) is not None
    )
    return Trend(reeks.nu.regel.naam_kort, points)


def percentage(procent: Decimal | int) -> str:
    return f"{schrijf_getal(procent)}%"
