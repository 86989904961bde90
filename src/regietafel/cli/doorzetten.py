"""``regietafel actie doorzetten``: let an action wait on another table."""

from datetime import date

from regietafel.cli.actie import gebeurtenis
from regietafel.cli.bijschrijven import stand_of, tafel_of
from regietafel.cli.terminal import Refusal
from regietafel.cli.werkplek import open_workspace
from regietafel.dossier.grootboek import Grootboek, load_grootboek
from regietafel.ledger.boek import first_births
from regietafel.ledger.stand import origins


def doorzetten(number: str, naar: str, toelichting: str, day: str) -> int:
    """Let an action wait on another table; return the exit code."""
    werkmap = open_workspace()
    book = load_grootboek(werkmap, werkmap.tables())
    stand = stand_of(book, number)
    naar = naar or tafel_of(book, stand.tafel).bovenliggend or ""
    _require_other_table(book, number, naar)
    if stand.wacht_op:
        raise Refusal(f"{number} wacht al op {stand.wacht_op}. Er is niets veranderd.")
    return gebeurtenis(number, "doorgezet", day, {"naar": naar, "tekst": toelichting})


def _require_other_table(book: Grootboek, number: str, naar: str) -> None:
    """Refuse a table that nobody knows, and one along which the action came."""
    known = {*book.tafels, *(t.bovenliggend for t in book.tafels.values() if t.bovenliggend)}
    if not naar:
        raise Refusal("Zeg naar welke tafel, met --naar TAFEL. Er is niets veranderd.")
    if naar not in known:
        raise Refusal(
            f"Geen tafel '{naar}'; bekend: {', '.join(sorted(known))}. Hoort zij bij een andere "
            "organisatie, zet haar dan als 'bovenliggend' in tafel.yaml. Er is niets veranderd."
        )
    births = first_births(book.boek.geboorten, date.max)
    before = [births[each].tafel for each in (number, *origins(number, births))]
    if naar in before:
        raise Refusal(f"{number} komt zelf van tafel '{naar}'. Er is niets veranderd.")
