"""The chair's report as a view: what to raise, the numbers, the charts and the lists."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from regietafel import dutch
from regietafel.documents.compose_grafieken import compose_grafieken, organisation_chart
from regietafel.documents.compose_rapportcijfers import compose_indicatoren, indicators_heading
from regietafel.documents.compose_rapportlijsten import (
    aantal,
    closed_rows,
    days_late,
    moved_rows,
    open_rows,
    owners_of,
    short_text,
    table_name,
    waiting_rows,
)
from regietafel.documents.grafieken import svg_als_png
from regietafel.documents.views import Gegeven, StijlView
from regietafel.documents.views_rapport import (
    GrafiekView,
    OrganisatieView,
    RapportView,
    TellingView,
    UrgentView,
)
from regietafel.figures.reeksen import Reeks
from regietafel.ledger.overzicht import (
    Dringend,
    Organisatie,
    Overzicht,
    Reden,
    dringend,
    per_organisatie,
    wacht_sinds,
)
from regietafel.ledger.stand import Stand, Status
from regietafel.model.tafel import Tafel

URGENT = 5
"""How many actions fit one screen of a phone."""
_SHORT, _SHORT_NAME = 80, 45

Tafels = Mapping[str, Tafel]


def report_name(tafel: Tafel, peildatum: date) -> str:
    return f"Rapport acties {tafel.kort} {dutch.datum(peildatum)}"


def compose_rapport(
    overzicht: Overzicht, tafels: Tafels, stijl: StijlView, reeksen: Sequence[Reeks] = ()
) -> RapportView:
    """Return the report on a table's actions; ``tafels`` holds at least that table.

    ``reeksen`` are the indicators of its last dashboard.
    """
    tafel = tafels[overzicht.tafel]
    urgent = tuple(_urgent(d, overzicht, tafels) for d in dringend(overzicht, URGENT))
    counted = per_organisatie(overzicht, tafel)
    since = f" sinds {dutch.datum(overzicht.vorige)}" if overzicht.vorige else ""
    return RapportView(
        huisstijl=stijl,
        documentnaam=report_name(tafel, overzicht.peildatum),
        titel=f"Rapport acties {tafel.kort}",
        gegevens=_facts(overzicht),
        urgent=urgent,
        niets_urgent="" if urgent else _nothing(overzicht),
        tellingen=_numbers(overzicht, since),
        indicatorkop=indicators_heading(reeksen),
        indicatoren=compose_indicatoren(reeksen),
        grafieken=compose_grafieken(overzicht, stijl.accentkleur),
        open_acties=open_rows(overzicht, tafels),
        wachtend=waiting_rows(overzicht, tafels),
        gesloten_kop=f"Gesloten{since}",
        gesloten=closed_rows(overzicht, tafel),
        verschoven=moved_rows(overzicht, tafel),
        organisaties=tuple(map(_organisation, counted)),
        organisatiegrafiek=organisation_chart(counted, stijl.accentkleur),
    )


def with_pictures(view: RapportView) -> RapportView:
    """Return the view with its charts as PNG, which is what Word shows."""
    return replace(
        view,
        grafieken=tuple(map(_as_png, view.grafieken)),
        organisatiegrafiek=tuple(map(_as_png, view.organisatiegrafiek)),
    )


def _as_png(chart: GrafiekView) -> GrafiekView:
    return replace(chart, beeld=svg_als_png(chart.beeld))


def _facts(overzicht: Overzicht) -> tuple[Gegeven, ...]:
    before = dutch.datum(overzicht.vorige) if overzicht.vorige else "nog geen"
    return (
        Gegeven("Peildatum", dutch.datum(overzicht.peildatum)),
        Gegeven("Vorige vergadering", before),
    )


def _nothing(overzicht: Overzicht) -> str:
    if not overzicht.standen:
        return "Deze tafel heeft nog geen acties."
    if not overzicht.levend:
        return "Alle acties zijn gesloten."
    return "Geen actie is te laat, wacht op een andere tafel of bleef liggen."


def _urgent(urgent: Dringend, overzicht: Overzicht, tafels: Tafels) -> UrgentView:
    stand = urgent.stand
    return UrgentView(
        nummer=stand.nummer,
        reden=_reason(urgent, overzicht, tafels),
        tekst=short_text(stand.tekst, _SHORT),
        door=short_text(owners_of(stand, tafels[overzicht.tafel]), _SHORT_NAME),
    )


def _reason(urgent: Dringend, overzicht: Overzicht, tafels: Tafels) -> str:
    stand, day = urgent.stand, overzicht.peildatum
    match urgent.reden:
        case Reden.TE_LAAT:
            text = f"{aantal(days_late(stand, day), 'dag', 'dagen')} te laat"
        case Reden.WACHT:
            waits = aantal((day - wacht_sinds(stand)).days, "dag", "dagen")
            text = f"Wacht {waits} op {table_name(stand.wacht_op, tafels)}"
        case Reden.STIL:
            text = f"{aantal(overzicht.stil(stand), 'dag', 'dagen')} geen nieuws"
        case Reden.MEEGENOMEN:
            text = f"{stand.keren} keer meegenomen"
    return text


def _numbers(overzicht: Overzicht, since: str) -> tuple[TellingView, ...]:
    """Return the numbers; the last one holds every action once, its parts in words."""
    is_open, waits, done, dropped = (overzicht.met(status) for status in Status)
    parts = (
        f"{len(is_open)} open",
        f"{len(waits)} wacht" if len(waits) == 1 else f"{len(waits)} wachten",
        f"{len(done)} afgerond",
        f"{len(dropped)} vervallen",
    )
    return (
        TellingView("Open", len(is_open), _late_part(is_open, overzicht)),
        TellingView("Wacht op andere tafel", len(waits), _late_part(waits, overzicht)),
        TellingView(f"Gesloten{since}", len(overzicht.gesloten_sinds), ""),
        TellingView("Samen", len(overzicht.standen), dutch.opsomming(parts)),
    )


def _late_part(standen: Sequence[Stand], overzicht: Overzicht) -> str:
    late = sum(1 for stand in standen if stand.te_laat(overzicht.peildatum))
    if not standen:
        return ""
    return f"waarvan {late} te laat" if late else "niets te laat"


def _organisation(counted: Organisatie) -> OrganisatieView:
    return OrganisatieView(
        naam=dutch.hoofdletter(counted.naam) or "Niemand",
        afgesproken=counted.afgesproken,
        op_tijd=counted.op_tijd,
        laat=counted.laat,
        zonder_datum=counted.zonder_datum,
        open=counted.open,
        te_laat=counted.te_laat,
        vervallen=counted.vervallen,
    )
