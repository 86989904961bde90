"""Packets: what goes to and comes from a table of another organisation."""

from datetime import date
from pathlib import Path

from regietafel import dutch
from regietafel.cli.bijschrijven import append, filled, writing
from regietafel.cli.ingekomen import Tafelboek, open_tafelboek
from regietafel.cli.terminal import OK, Refusal, show, show_findings, show_made
from regietafel.cli.werkplek import chosen_day, open_table, open_workspace, output_folder, writable
from regietafel.dossier.grootboek import load_grootboek
from regietafel.dossier.ingekomen import append_ingekomen, load_pakketje
from regietafel.dossier.workspace import Werkmap
from regietafel.dossier.writing import write_atomic
from regietafel.findings import has_errors
from regietafel.importers.pakketje import Ontvanger, Voorstel, read_pakketje
from regietafel.ledger.stand import standen
from regietafel.outbound.pakketje import compose_pakketje, write_pakketje


def maak(table: str, naar: str, bestand: Path | None, day: str) -> int:
    """Write everything between two tables as one packet; return the exit code."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    boek = open_tafelboek(werkmap, table, load_grootboek(werkmap, werkmap.tables()))
    naar = naar or boek.tafel.bovenliggend or ""
    if not naar:
        raise Refusal("Zeg voor welke tafel het pakketje is, met --naar.")
    if naar in werkmap.tables():
        raise Refusal(f"Tafel '{naar}' staat in deze werkmap; daarvoor is geen pakketje nodig.")
    packet = compose_pakketje(
        boek.book.boek, (table, boek.tafel), naar, boek.ontvangen.punten, chosen_day(day)
    )
    if not packet.punten and not packet.antwoorden:
        raise Refusal(f"Er is niets tussen {boek.tafel.kort} en '{naar}'; er is niets gemaakt.")
    path = (
        writable(werkmap, bestand, ".json")
        if bestand
        else _packet_path(
            werkmap, table, f"Pakketje {boek.tafel.kort} naar {naar} {packet.gemaakt}"
        )
    )
    write_atomic(path, write_pakketje(packet))
    show_made(path, _contents(len(packet.punten), len(packet.antwoorden)))
    return OK


def _packet_path(werkmap: Werkmap, table: str, name: str) -> Path:
    folder = output_folder(werkmap, werkmap.table_output(table))
    return folder / f"{dutch.bestandsnaam(name)}.json"


def _contents(points: int, answers: int) -> str:
    return f"punten: {points}, antwoorden: {answers}"


def lees(table: str, bestand: Path) -> int:
    """Take in a packet of another organisation; return the exit code."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    if not bestand.is_file():
        raise Refusal(f"Het bestand '{bestand}' is er niet; verbeter de naam.")
    loaded = load_pakketje(bestand)
    if loaded.model is None or has_errors(loaded.findings):
        show_findings(loaded.findings)
        raise Refusal(
            "Dit pakketje is niet te gebruiken; vraag om een nieuw. Er is niets veranderd."
        )
    with writing(werkmap, table) as book:
        boek = open_tafelboek(werkmap, table, book)
        proposal = read_pakketje(loaded.model, _ontvanger(boek), bestand)
        _take_in(boek, proposal)
    for event in proposal.gebeurtenissen:
        show(f"{event['actie']} ({event['elders']}): {event['soort']}: {event['tekst']}")
    show(f"Ingekomen: {_contents(len(proposal.punten), len(proposal.gebeurtenissen))}")
    if not (proposal.punten or proposal.gebeurtenissen or proposal.bevindingen):
        show("Alles in dit pakketje was al bekend.")
    return show_findings(proposal.bevindingen)


def _ontvanger(boek: Tafelboek) -> Ontvanger:
    ledger = boek.book.boek
    return Ontvanger(
        boek.table,
        boek.tafel.nummercode,
        ledger,
        standen(ledger, date.max),
        boek.ontvangen.punten,
    )


def _take_in(boek: Tafelboek, proposal: Voorstel) -> None:
    """Write item by item: after an interruption, the same packet brings the rest."""
    for item in proposal.punten:
        append_ingekomen(boek.werkmap, boek.table, filled(item))
    for event in proposal.gebeurtenissen:
        append(boek.werkmap, boek.table, "gebeurtenissen", event)
