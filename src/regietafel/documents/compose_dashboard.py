"""A dashboard as a view: indicators with their drawings, the table of areas, and the notes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from regietafel import dutch
from regietafel.documents.compose import dashboard_name
from regietafel.documents.compose_dashboardbeelden import (
    GEEN_OPGAVE,
    compose_kaart,
    compose_lijn,
    compose_verloop,
    percentage,
)
from regietafel.documents.compose_dashboardtabel import compose_gebieden, has_unknown
from regietafel.documents.grafieken import svg_als_png
from regietafel.documents.views import Gegeven, StijlView
from regietafel.documents.views_dashboard import (
    BeeldView,
    CijferView,
    DashboardView,
    IndicatorView,
    NootView,
)
from regietafel.figures.dashboard import Dashboardstand, Indicatorstand
from regietafel.figures.indicatoren import Indicator
from regietafel.figures.notatie import schrijf_exact, schrijf_getal
from regietafel.figures.oordelen import Kleur, Richting
from regietafel.figures.reeksen import Beweging, Reeks
from regietafel.model.cijfers import Drempels
from regietafel.model.tafel import Tafel

_SIGNS = {Kleur.GROEN: "rondje", Kleur.ORANJE: "driehoek", Kleur.ROOD: "vierkant"}
_MOST_MOVES = 3


def compose_dashboard(
    stand: Dashboardstand, reeksen: Sequence[Reeks], tafel: Tafel, day: date, stijl: StijlView
) -> DashboardView:
    """Return the dashboard for the meeting on ``day``; ``reeksen`` has one series per indicator."""
    columns, areas = compose_gebieden(reeksen)
    heads = [each.gebiedkop for each in stand.indicatoren if each.gebiedkop]
    head = heads[0] if heads else "Gebied"
    return DashboardView(
        huisstijl=stijl,
        documentnaam=dashboard_name(tafel, day),
        titel=stand.titel,
        gegevens=_facts(stand, reeksen),
        legenda=_legend(stand.indicatoren, reeksen),
        indicatoren=tuple(_indicator(reeks, stijl.accentkleur) for reeks in reeksen),
        verloop=compose_verloop(reeksen, stijl.accentkleur),
        tabelkop=f"Opgave en realisatie per {head.lower()}",
        gebiedkop=head,
        kolommen=columns,
        gebieden=areas,
        noten=_notes(stand, reeksen),
    )


def for_word(view: DashboardView) -> DashboardView:
    """Return the view with its drawings as PNG, which is what Word shows."""
    return replace(
        view,
        indicatoren=tuple(
            replace(each, kaart=tuple(map(_as_png, each.kaart)), lijn=_as_png(each.lijn))
            for each in view.indicatoren
        ),
        verloop=tuple(map(_as_png, view.verloop)),
    )


def _as_png(drawing: BeeldView) -> BeeldView:
    return replace(drawing, beeld=svg_als_png(drawing.beeld))


def _facts(stand: Dashboardstand, reeksen: Sequence[Reeks]) -> tuple[Gegeven, ...]:
    facts = [Gegeven("Peildatum", dutch.datum(stand.peildatum))]
    earlier = [reeks.vorige.peildatum for reeks in reeksen if reeks.vorige]
    if earlier:
        facts.append(Gegeven("Vorige peildatum", dutch.datum(max(earlier))))
    return tuple(facts)


def _legend(standen: Sequence[Indicatorstand], reeksen: Sequence[Reeks]) -> tuple[str, ...]:
    limits = standen[0].regel.drempels
    lines = [
        f"G, {_SIGNS[Kleur.GROEN]}: vanaf {_limit(limits.groen)} van het schema",
        f"O, {_SIGNS[Kleur.ORANJE]}: vanaf {_limit(limits.oranje)}",
        f"R, {_SIGNS[Kleur.ROOD]}: minder dan {_limit(limits.oranje)}",
    ]
    if any(reeks.vorige for reeks in reeksen):
        lines.append("+ en −: verschil met de vorige peildatum")
    if any(move.andere_kleur for reeks in reeksen for move in reeks.bewegingen):
        lines.append("pijl: beter of slechter van kleur dan toen")
    return tuple(lines)


def _limit(amount: Decimal) -> str:
    return f"{schrijf_getal(amount)}%"


def _indicator(reeks: Reeks, kleur: str) -> IndicatorView:
    now = reeks.nu
    return IndicatorView(
        naam=now.regel.naam,
        kort=now.regel.naam_kort,
        stand=standing(now.stand),
        cijfers=_figures(reeks),
        verandering=changes(reeks),
        kaart=compose_kaart(reeks),
        lijn=compose_lijn(reeks, kleur),
    )


def standing(stand: Indicator) -> str:
    """Return colour and share in words: ``Oranje (O): 83% van het schema``."""
    if stand.realisatie is None:
        return "Realisatie niet bekend (?)"
    colour = f"{stand.kleur.capitalize()} ({stand.kleur.letter})"
    if stand.procent is None:
        return f"{colour}: nog geen opgave"
    return f"{colour}: {percentage(stand.procent)} van het schema"


def _figures(reeks: Reeks) -> tuple[CijferView, ...]:
    stand = reeks.nu.stand
    definition, backlog = stand.definitie, stand.achterstand
    lead = backlog is not None and backlog < 0
    growth = reeks.verschil_achterstand
    change = -growth if growth is not None and lead else growth
    return (
        CijferView("Startpunt opgave", schrijf_getal(definition.startpunt), ""),
        CijferView("Eindpunt opgave", schrijf_getal(definition.eindpunt), ""),
        CijferView("Indicatief schema", schrijf_getal(stand.schema), ""),
        CijferView("Realisatie", amount(stand.realisatie), signed(reeks.verschil)),
        CijferView(
            "Voorsprong" if lead else "Achterstand",
            amount(None if backlog is None else abs(backlog)),
            signed(change),
        ),
    )


def amount(number: Decimal | None) -> str:
    return "niet bekend" if number is None else schrijf_getal(number)


def changes(reeks: Reeks) -> tuple[str, ...]:
    """Return which areas moved since the date before: by colour, and the others by place."""
    moves = reeks.bewegingen
    colours = [move for move in moves if move.andere_kleur]
    better = [m for m in colours if m.richting is Richting.OMHOOG]
    worse = [m for m in colours if m.richting is Richting.OMLAAG]
    places = _most_moved(move for move in moves if not move.andere_kleur)
    lines = (
        ("Beter van kleur", [f"{m.naam} ({m.naar.letter})" for m in better]),
        ("Slechter van kleur", [f"{m.naam} ({m.naar.letter})" for m in worse]),
        ("Andere plaats", [f"{m.naam} {m.plaats_van} → {m.plaats_naar}" for m in places]),
    )
    return tuple(f"{head}: {', '.join(words)}." for head, words in lines if words)


def _most_moved(moves: Iterable[Beweging]) -> list[Beweging]:
    """Return the areas that gained or lost most places, the largest change first."""
    ordered = sorted(moves, key=lambda m: (-abs(m.plaats_naar - m.plaats_van), m.naam))
    return ordered[:_MOST_MOVES]


def signed(number: Decimal | None) -> str:
    """Return a change with its sign: ``+2.624``, ``−11`` or ``0``; empty when not known."""
    if number is None:
        return ""
    return f"+{schrijf_getal(number)}" if number > 0 else schrijf_getal(number)


# ------------------------------------------------------------------ notes


def _notes(stand: Dashboardstand, reeksen: Sequence[Reeks]) -> tuple[NootView, ...]:
    general = NootView("Algemeen", (*stand.toelichting, *_general(stand, reeksen)))
    return (
        general,
        *(_note(each, stand.indicatoren[0].regel.drempels) for each in stand.indicatoren),
    )


def _general(stand: Dashboardstand, reeksen: Sequence[Reeks]) -> Iterable[str]:
    """Yield how the figures came about."""
    yield "Het indicatieve schema is de rechte lijn in dagen van startpunt naar eindpunt. De achterstand is het schema min de realisatie."
    if any(each.gebieden for each in stand.indicatoren):
        yield "De delta in de tabel is de hele opgave min de realisatie."
    if any(reeks.vorige and reeks.vorige.gebieden for reeks in reeksen):
        yield "Verschil is de realisatie min die op de vorige peildatum."
    if any(each.naar_rato and each.gebieden for each in stand.indicatoren):
        yield "Van de gebieden is geen startpunt bekend. Hun schema op de kaart is hun opgave maal het deel dat in het geheel op de peildatum klaar moest zijn."
    if any(area.is_zonder_schema for each in stand.indicatoren for area in each.gebieden):
        yield f"{dutch.hoofdletter(GEEN_OPGAVE)} op de kaart betekent: geen opgave op de peildatum."
    if has_unknown(stand.indicatoren):
        yield "Een ? betekent: nog niet bekend. Een totaal met + ? telt alleen wat bekend is."


def _note(each: Indicatorstand, common: Drempels) -> NootView:
    definition, limits = each.stand.definitie, each.regel.drempels
    unit = f" {each.regel.eenheid}" if each.regel.eenheid else ""
    start = f"{schrijf_getal(definition.startpunt)}{unit} op {dutch.datum(definition.startdatum)}"
    end = f"{schrijf_getal(definition.eindpunt)} op {dutch.datum(definition.einddatum)}"
    lines = [f"Van {start} naar {end}."]
    source = f"bron {definition.bron}, " if definition.bron else ""
    lines.append(f"Realisatie: {source}peildatum {dutch.datum(definition.peildatum)}.")
    if each.stand.buiten_lijn:
        lines.append("De peildatum ligt buiten het schema; daar is de lijn vlak gehouden.")
    if limits != common:
        lines.append(f"Groen vanaf {_limit(limits.groen)}, oranje vanaf {_limit(limits.oranje)}.")
    whole = _disagrees(each)
    return NootView(each.regel.naam, (*lines, *whole, *each.regel.toelichting))


def _disagrees(each: Indicatorstand) -> Iterable[str]:
    """Yield that the areas add up to another realisation than is stated for the whole."""
    stated, together = each.stand.definitie.realisatie, each.samen
    if stated is not None and each.gebieden and together not in {None, Fraction(stated)}:
        yield f"De gebieden zijn samen {schrijf_exact(together or Fraction(0))}, en de realisatie is {schrijf_getal(stated)}."
