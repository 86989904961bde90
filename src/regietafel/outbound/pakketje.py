"""The packet that a table sends to a table of another organisation."""

import json
from collections.abc import Sequence
from datetime import date

from regietafel.ledger.boek import Boek, Voorval
from regietafel.ledger.ingekomen import Inkomst, answers, waiting_on
from regietafel.model.ingekomen import Ingekomenpunt
from regietafel.model.pakketje import VERSIE, Afzender, Pakketantwoord, Pakketje, Pakketpunt
from regietafel.model.tafel import Tafel


def compose_pakketje(
    boek: Boek,
    van: tuple[str, Tafel],
    naar: str,
    ontvangen: Sequence[Ingekomenpunt],
    peildatum: date,
) -> Pakketje:
    """Return everything between two tables on a date.

    ``van`` is the sender with its folder name, ``ontvangen`` what it got by packet.
    """
    name, tafel = van
    theirs = [punt.nummer for punt in ontvangen if punt.van == naar]
    return Pakketje(
        bestand="regietafel-pakketje",
        versie=VERSIE,
        van=Afzender(tafel=name, naam=tafel.kort, nummercode=tafel.nummercode),
        naar=naar,
        gemaakt=peildatum,
        punten=tuple(_punt(inkomst) for inkomst in waiting_on(boek, name, naar, peildatum)),
        antwoorden=tuple(_antwoord(event) for event in answers(boek, name, theirs, peildatum)),
    )


def _punt(inkomst: Inkomst) -> Pakketpunt:
    return Pakketpunt(
        nummer=inkomst.nummer,
        tekst=inkomst.tekst,
        datum=inkomst.datum,
        onderwerp=inkomst.onderwerp or None,
        toelichting=inkomst.toelichting or None,
    )


def _antwoord(event: Voorval) -> Pakketantwoord:
    said = event.gebeurtenis
    return Pakketantwoord.model_validate(
        {
            "actie": said.actie,
            "elders": said.elders,
            "soort": said.soort,
            "datum": event.datum,
            "tekst": said.tekst,
        }
    )


def write_pakketje(pakketje: Pakketje) -> bytes:
    """Return the packet as JSON (UTF-8, ends with a line feed)."""
    data = pakketje.model_dump(mode="json", exclude_none=True)
    return json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
