"""A reminder to one member: from the ledger to a view."""

from collections.abc import Sequence
from datetime import date

from regietafel import dutch
from regietafel.documents.compose_acties import both_numbers, deadline_text, late_text
from regietafel.documents.compose_eigenaren import owner_texts
from regietafel.documents.richtext import parse_markdown
from regietafel.documents.views_herinnering import Herinneringsactie, HerinneringView
from regietafel.ledger.stand import Stand
from regietafel.model.instellingen import Huisstijl
from regietafel.model.tafel import Lid, Tafel


def compose_herinnering(
    tafel: Tafel,
    lid: Lid,
    standen: Sequence[Stand],
    peildatum: date,
    *,
    huisstijl: Huisstijl,
    volgende: date | None,
) -> HerinneringView:
    """Return a reminder about a member's open actions (``standen``, as on ``peildatum``).

    ``volgende`` is the day of the next meeting, None when there is none yet.
    """
    count = count_text(len(standen), late_count(standen, peildatum))
    return HerinneringView(
        onderwerp=f"Herinnering {tafel.kort}: {count}",
        accentkleur=huisstijl.accentkleur,
        organisatie=huisstijl.naam,
        aan=lid.naam or lid.functie or lid.organisatie,
        tafel=tafel.naam,
        peildatum=dutch.datum(peildatum),
        telling=count,
        acties=tuple(
            _action(tafel, stand, peildatum) for stand in most_urgent_first(standen, peildatum)
        ),
        volgende=dutch.dag_en_datum(volgende) if volgende else "",
        afzender=tafel.secretariaat.naam,
        email=tafel.secretariaat.email,
        telefoon=tafel.secretariaat.telefoon or "",
        vertrouwelijkheid=huisstijl.vertrouwelijkheid or "",
    )


def most_urgent_first(standen: Sequence[Stand], peildatum: date) -> list[Stand]:
    """Return actions with the late ones first, then by deadline."""
    ordered = sorted(standen, key=lambda stand: (stand.uiterlijk or date.max, stand.volgorde))
    return sorted(ordered, key=lambda stand: not stand.te_laat(peildatum))


def late_count(standen: Sequence[Stand], peildatum: date) -> int:
    return sum(1 for stand in standen if stand.te_laat(peildatum))


def count_text(total: int, late: int) -> str:
    """Return ``2 open acties, waarvan 1 te laat``."""
    said = "1 open actie" if total == 1 else f"{total} open acties"
    if not late:
        return said
    if late == total:
        return f"{said}, te laat" if total == 1 else f"{said}, allemaal te laat"
    return f"{said}, waarvan {late} te laat"


def _action(tafel: Tafel, stand: Stand, peildatum: date) -> Herinneringsactie:
    return Herinneringsactie(
        nummer=both_numbers(stand),
        opmerking=late_text(stand, peildatum),
        tekst=parse_markdown(stand.tekst),
        door=dutch.hoofdletter(dutch.opsomming(owner_texts(tafel, stand.door))),
        termijn=deadline_text(stand),
    )
