"""What a packet of another organisation changes at the table that receives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from regietafel.findings import Finding, Keys, fout, hint, waarschuwing
from regietafel.ledger.boek import Boek
from regietafel.ledger.stand import Stand
from regietafel.model.actie import code_of
from regietafel.model.gebeurtenis import Gebeurtenis, Soort
from regietafel.model.ingekomen import Ingekomenpunt
from regietafel.model.pakketje import Pakketantwoord, Pakketje, Pakketpunt


@dataclass(frozen=True)
class Ontvanger:
    """The table that receives: its folder name, its code, its ledger and what came in before."""

    tafel: str
    nummercode: str
    boek: Boek
    standen: dict[str, Stand]
    ontvangen: Sequence[Ingekomenpunt]


@dataclass(frozen=True)
class Voorstel:
    """What a packet adds: items for ``ingekomen.yaml`` and events for ``acties.yaml``.

    Both are empty when it was read before.
    """

    punten: tuple[dict[str, Any], ...]
    gebeurtenissen: tuple[dict[str, Any], ...]
    bevindingen: tuple[Finding, ...]


def read_pakketje(pakketje: Pakketje, ontvanger: Ontvanger, path: Path) -> Voorstel:
    """Compare a packet with what the table has; what does not belong there is a finding.

    A packet can bring points of its sender, and answers on actions that this table forwarded to
    that sender. Nothing else comes in.
    """
    if pakketje.naar != ontvanger.tafel:
        message = f"Dit pakketje is voor tafel '{pakketje.naar}', niet voor '{ontvanger.tafel}'; lees het in bij die tafel."
        return Voorstel((), (), (fout(path, "pakketje-vreemd", message, ("naar",)),))
    if pakketje.van.nummercode == ontvanger.nummercode:
        message = "Dit pakketje komt van een tafel met dezelfde nummercode als deze tafel; vraag de andere tafel om haar eigen pakketje."
        return Voorstel((), (), (fout(path, "pakketje-vreemd", message, ("van", "nummercode")),))
    findings: list[Finding] = []
    points = _points(pakketje, ontvanger, path, findings)
    events = _events(pakketje, ontvanger, path, findings)
    return Voorstel(points, events, tuple(findings))


def _points(
    pakketje: Pakketje, ontvanger: Ontvanger, path: Path, findings: list[Finding]
) -> tuple[dict[str, Any], ...]:
    known = {punt.nummer: punt for punt in ontvanger.ontvangen}
    new: dict[str, dict[str, Any]] = {}
    for index, punt in enumerate(pakketje.punten):
        keys: Keys = ("punten", index, "nummer")
        if code_of(punt.nummer) != pakketje.van.nummercode:
            message = f"{punt.nummer} hoort niet bij de afzender ({pakketje.van.nummercode}); het is overgeslagen. Vraag de afzender om een nieuw pakketje."
            findings.append(fout(path, "pakketje-vreemd", message, keys))
        elif punt.nummer not in known:
            new.setdefault(punt.nummer, _item(punt, pakketje))
        elif known[punt.nummer].tekst != punt.tekst:
            message = f"{punt.nummer} is eerder met een andere tekst ingekomen; die blijft staan."
            findings.append(waarschuwing(path, "pakketje-gewijzigd", message, keys))
    return tuple(new.values())


def _item(punt: Pakketpunt, pakketje: Pakketje) -> dict[str, Any]:
    return {
        "nummer": punt.nummer,
        "tekst": punt.tekst,
        "datum": punt.datum,
        "van": pakketje.van.tafel,
        "naam": pakketje.van.naam,
        "onderwerp": punt.onderwerp,
        "toelichting": punt.toelichting,
    }


def _events(
    pakketje: Pakketje, ontvanger: Ontvanger, path: Path, findings: list[Finding]
) -> tuple[dict[str, Any], ...]:
    known = {_identity(v.gebeurtenis, v.datum): v for v in ontvanger.boek.voorvallen}
    new: dict[object, dict[str, Any]] = {}
    for index, antwoord in enumerate(pakketje.antwoorden):
        keys: Keys = ("antwoorden", index)
        identity = _identity(antwoord, antwoord.datum)
        if identity in known:
            findings += _changed(antwoord, known[identity].gebeurtenis, path, keys)
            continue
        finding = _objection(antwoord, pakketje, ontvanger, path, keys)
        if finding is not None:
            findings.append(finding)
        else:
            new.setdefault(identity, _event(antwoord))
    return tuple(new.values())


def _identity(said: Pakketantwoord | Gebeurtenis, day: date) -> tuple[object, ...]:
    return said.actie, said.elders, said.soort, day


def _changed(new: Pakketantwoord, old: Gebeurtenis, path: Path, keys: Keys) -> list[Finding]:
    """Return that an answer of the same day says something else now; the first one stays."""
    if new.tekst == old.tekst:
        return []
    message = f"Het antwoord op {new.actie} van {new.datum} is eerder met een andere tekst ingekomen; die blijft staan."
    return [waarschuwing(path, "pakketje-gewijzigd", message, (*keys, "tekst"))]


def _objection(
    antwoord: Pakketantwoord,
    pakketje: Pakketje,
    ontvanger: Ontvanger,
    path: Path,
    keys: Keys,
) -> Finding | None:
    """Return why an answer can't be taken in, None when it can."""
    stand = ontvanger.standen.get(antwoord.actie)
    if stand is None or stand.tafel != ontvanger.tafel:
        message = f"{antwoord.actie} is geen actie van deze tafel; het antwoord is overgeslagen. Vraag de afzender bij welke actie het hoort."
        return fout(path, "pakketje-vreemd", message, (*keys, "actie"))
    if code_of(antwoord.elders) != pakketje.van.nummercode:
        message = f"{antwoord.elders} hoort niet bij de afzender ({pakketje.van.nummercode}); het antwoord is overgeslagen. Vraag de afzender om een nieuw pakketje."
        return fout(path, "pakketje-vreemd", message, (*keys, "elders"))
    asked = [
        event.datum
        for event in stand.levensloop
        if event.gebeurtenis.soort is Soort.DOORGEZET
        and event.gebeurtenis.naar == pakketje.van.tafel
    ]
    if not asked or antwoord.datum < min(asked):
        message = f"{antwoord.actie} was op {antwoord.datum} niet naar '{pakketje.van.tafel}' doorgezet; het antwoord is overgeslagen. Leg eerst het doorzetten vast."
        return fout(path, "pakketje-vreemd", message, keys)
    if not stand.leeft:
        message = f"{antwoord.actie} is al gesloten; het antwoord is overgeslagen. Heropen de actie als het nog telt."
        return hint(path, "pakketje-gesloten", message, keys)
    return None


def _event(antwoord: Pakketantwoord) -> dict[str, Any]:
    return {
        "datum": antwoord.datum,
        "actie": antwoord.actie,
        "soort": antwoord.soort.value,
        "tekst": antwoord.tekst,
        "elders": antwoord.elders,
    }
