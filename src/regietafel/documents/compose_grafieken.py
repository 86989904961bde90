"""The charts of the chair's report, from counts: each with its numbers and a sentence."""

from collections import Counter
from collections.abc import Iterable, Sequence

from regietafel import dutch
from regietafel.documents.compose_rapportlijsten import aantal
from regietafel.documents.grafieken import Grafiek, Staaf, beschrijf, teken
from regietafel.documents.kleuren import leesbaar
from regietafel.documents.views_rapport import GrafiekView, StaafView
from regietafel.ledger.overzicht import (
    OFTEN,
    Organisatie,
    Overzicht,
    Termijnklasse,
    tel,
    termijnklasse,
)
from regietafel.ledger.stand import Status

MOST_ORGANISATIONS = 10

_STATES = {
    Status.OPEN: "Open",
    Status.WACHT: "Wacht op andere tafel",
    Status.AFGEROND: "Afgerond",
    Status.VERVALLEN: "Vervallen",
}
_TERMS = {
    Termijnklasse.LANG: "Over 90 dagen te laat",
    Termijnklasse.LATER: "31 t/m 90 dagen",
    Termijnklasse.NET: "1 t/m 30 dagen",
    Termijnklasse.LOOPT: "Niet te laat",
    Termijnklasse.ZONDER: "Zonder datum",
}
_AGES = {30: "0 t/m 30 dagen", 90: "31 t/m 90 dagen", 180: "91 t/m 180 dagen", 365: "181 t/m 365 dagen"}  # fmt: skip
_TIMES = {0: "Nog niet", 1: "1 keer", 2: "2 keer", 3: "3 keer"}


def compose_grafieken(overzicht: Overzicht, kleur: str) -> tuple[GrafiekView, ...]:
    """Return the charts that have something to show."""
    charts = (_states(overzicht), _terms(overzicht), _ages(overzicht), _times(overzicht))
    return tuple(
        _view(titel, kolom, zin, staven, kleur)
        for titel, kolom, zin, staven in charts
        if any(staaf.waarde for staaf in staven)
    )


_Chart = tuple[str, str, str, tuple[Staaf, ...]]


def _states(overzicht: Overzicht) -> _Chart:
    counts = Counter(stand.status for stand in overzicht.standen)
    closed = counts[Status.AFGEROND] + counts[Status.VERVALLEN]
    zin = f"Van {_actions(len(overzicht.standen))} {_are(closed)} gesloten."
    staven = _staven((label, counts[status]) for status, label in _STATES.items())
    return "Alle acties", "Stand", zin, staven


def _terms(overzicht: Overzicht) -> _Chart:
    day = overzicht.peildatum
    counts = Counter(termijnklasse(stand, day) for stand in overzicht.levend)
    late = len(overzicht.te_laat)
    zin = f"Van {_alive(overzicht)} {_are(late)} te laat."
    staven = _staven((label, counts[term]) for term, label in _TERMS.items())
    return "Hoe laat", "Termijn", zin, staven


def _ages(overzicht: Overzicht) -> _Chart:
    days = sorted(stand.dagen(overzicht.peildatum) for stand in overzicht.levend)
    zin = f"De oudste van {_alive(overzicht)}: {aantal(days[-1], 'dag', 'dagen')}." if days else ""
    counts = tel(days, tuple(_AGES))
    return "Hoe oud", "Leeftijd", zin, _staven(zip((*_AGES.values(), "Ouder"), counts, strict=True))


def _times(overzicht: Overzicht) -> _Chart:
    times = [stand.keren for stand in overzicht.levend]
    often = sum(1 for time in times if time >= OFTEN)
    zin = f"Van {_alive(overzicht)} {_are(often)} vaker dan één keer meegenomen naar een volgende vergadering."
    labels = (*_TIMES.values(), "4 keer of vaker")
    staven = _staven(zip(labels, tel(times, tuple(_TIMES)), strict=True))
    return "Hoe vaak meegenomen", "Keren", zin, staven


def organisation_chart(counted: Sequence[Organisatie], kleur: str) -> tuple[GrafiekView, ...]:
    """Return one chart of what organisations have open, or none; the smallest share one bar."""
    busy = [organisation for organisation in counted if organisation.open]
    if not busy:
        return ()
    shown = len(busy) if len(busy) <= MOST_ORGANISATIONS + 1 else MOST_ORGANISATIONS
    staven = tuple(_share(o.naam, o.open, o.te_laat) for o in busy[:shown])
    rest = busy[shown:]
    if rest:
        late = sum(o.te_laat for o in rest)
        staven += (_share(f"{len(rest)} andere samen", sum(o.open for o in rest), late),)
    most = max(busy, key=lambda organisation: organisation.open)
    zin = f"De meeste open: {most.naam or 'niemand'} ({most.open}). Het gevulde deel van een staaf is te laat."
    return (_view("Open per organisatie", "Organisatie", zin, staven, kleur),)


def _share(naam: str, is_open: int, late: int) -> Staaf:
    words = f"{is_open}, waarvan {late} te laat" if late else str(is_open)
    return Staaf(dutch.hoofdletter(naam) or "Niemand", is_open, late, words)


def _staven(counts: Iterable[tuple[str, int]]) -> tuple[Staaf, ...]:
    return tuple(Staaf(label, count, count, str(count)) for label, count in counts)


def _view(titel: str, kolom: str, zin: str, staven: tuple[Staaf, ...], kleur: str) -> GrafiekView:
    grafiek = Grafiek(titel, staven, beschrijf(titel, staven))
    return GrafiekView(
        titel=titel,
        zin=zin,
        beeld=teken(grafiek, leesbaar(kleur)),
        beeldtekst=grafiek.tekst,
        kolom=kolom,
        rijen=tuple(StaafView(staaf.label, staaf.waarde) for staaf in staven),
    )


def _alive(overzicht: Overzicht) -> str:
    return _actions(len(overzicht.levend), "openstaande ")


def _actions(count: int, which: str = "") -> str:
    return aantal(count, f"{which}actie", f"{which}acties")


def _are(count: int) -> str:
    return f"zijn {count}" if count > 1 else f"is {count or 'geen'}"
