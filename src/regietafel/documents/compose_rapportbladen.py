"""The chair's report as sheets of a workbook, from the view that its pages are made of."""

from regietafel.documents.views_rapport import GrafiekView, RapportView
from regietafel.documents.werkboek import Blad
from regietafel.documents.word_blocks import plain_text


def report_sheets(view: RapportView) -> tuple[Blad, ...]:
    """Return one sheet per part of the report, in its order."""
    return (
        _urgent(view),
        _numbers(view),
        *_indicators(view),
        _open(view),
        _waiting(view),
        _closed(view),
        _moved(view),
        _organisations(view),
    )


def _urgent(view: RapportView) -> Blad:
    rows = tuple((row.reden, row.nummer, row.tekst, row.door) for row in view.urgent)
    return Blad("Nu aan de orde", ("Waarom", "Nummer", "Actie", "Door"), rows)


def _numbers(view: RapportView) -> Blad:
    numbers = (("De cijfers", row.label, row.aantal) for row in view.tellingen)
    charts = (row for chart in view.grafieken for row in _chart(chart))
    return Blad("Cijfers", ("Onderdeel", "Wat", "Aantal"), (*numbers, *charts))


def _indicators(view: RapportView) -> tuple[Blad, ...]:
    heads = ("Indicator", "Stand", "Realisatie", "Verschil", "Achterstand", "Verschil achterstand", "Gebieden")  # fmt: skip
    rows = tuple(
        (
            row.naam, row.stand, _whole(row.realisatie), _whole(row.verschil),
            _whole(row.achterstand), _whole(row.verschil_achterstand), row.gebieden,
        )
        for row in view.indicatoren
    )  # fmt: skip
    return (Blad("Indicatoren", heads, rows),) if rows else ()


def _whole(text: str) -> str | int:
    """Return a whole number that was written out as a number; other text as it is."""
    plain = text.replace(".", "").replace("−", "-")
    return int(plain) if plain.lstrip("+-").isdecimal() else text


def _chart(chart: GrafiekView) -> tuple[tuple[str, str, int], ...]:
    return tuple((chart.titel, row.label, row.aantal) for row in chart.rijen)


def _open(view: RapportView) -> Blad:
    heads = (
        "Nummer", "Actie", "Onderwerp", "Herkomst", "Door", "Termijn", "Dagen te laat",
        "Dagen oud", "Keren meegenomen", "Dagen zonder nieuws", "Keren verschoven",
    )  # fmt: skip
    rows = tuple(
        (
            row.nummer, plain_text(row.tekst), row.onderwerp, row.herkomst, row.door, row.termijn,
            row.dagen_te_laat, row.dagen, row.keren, row.dagen_stil, row.verschoven,
        )
        for row in view.open_acties
    )  # fmt: skip
    return Blad("Open", heads, rows)


def _waiting(view: RapportView) -> Blad:
    heads = (
        "Nummer", "Actie", "Door", "Wacht op", "Nummer daar", "Dagen dat zij wacht", "Termijn",
        "Dagen te laat",
    )  # fmt: skip
    rows = tuple(
        (
            row.nummer, plain_text(row.tekst), row.door, row.wacht_op, row.elders, row.dagen,
            row.termijn, row.dagen_te_laat,
        )
        for row in view.wachtend
    )  # fmt: skip
    return Blad("Wacht", heads, rows)


def _closed(view: RapportView) -> Blad:
    rows = tuple(
        (row.nummer, plain_text(row.tekst), row.door, row.hoe, row.waaruit, row.tijdig)
        for row in view.gesloten
    )
    heads = ("Nummer", "Actie", "Door", "Hoe", "Waaruit dat blijkt", "Op tijd")
    return Blad(view.gesloten_kop, heads, rows)


def _moved(view: RapportView) -> Blad:
    rows = tuple(
        (row.nummer, plain_text(row.tekst), row.door, row.eerst, row.nu, row.keren, row.reden)
        for row in view.verschoven
    )
    heads = ("Nummer", "Actie", "Door", "Eerst", "Nu", "Keren verschoven", "Reden")
    return Blad("Verschoven termijnen", heads, rows)


def _organisations(view: RapportView) -> Blad:
    heads = (
        "Organisatie", "Afgesproken", "Op tijd gedaan", "Te laat gedaan", "Zonder datum gedaan",
        "Open", "Nu te laat", "Vervallen",
    )  # fmt: skip
    rows = tuple(
        (
            row.naam, row.afgesproken, row.op_tijd, row.laat, row.zonder_datum, row.open,
            row.te_laat, row.vervallen,
        )
        for row in view.organisaties
    )  # fmt: skip
    return Blad("Per organisatie", heads, rows)
