"""``regietafel ingekomen``: what other tables put before this one, and onto an agenda with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from regietafel import dutch
from regietafel.cli.bijschrijven import append, next_number, tafel_of, writing
from regietafel.cli.terminal import (
    OK,
    Refusal,
    as_json,
    show,
    show_findings,
    show_made,
    show_table,
)
from regietafel.cli.werkplek import chosen_day, find_meeting, open_table, open_workspace
from regietafel.dossier.editing import NotChangedError, insert_in_file
from regietafel.dossier.grootboek import Grootboek, load_grootboek
from regietafel.dossier.ingekomen import load_ingekomen
from regietafel.dossier.lezen import load_file
from regietafel.dossier.validation import original_keys
from regietafel.dossier.workspace import Werkmap
from regietafel.ledger.ingekomen import Inkomst, incoming
from regietafel.model.ingekomen import Ingekomen
from regietafel.model.tafel import Agendavorm, Tafel
from regietafel.model.vergadering import Agendapunt, Vergadering

_LAST_POINTS = re.compile(
    r"w\.?v\.?t\.?t\.?k|rondvraag|(af)?sluiting|volgende vergadering", re.IGNORECASE
)
_TITLE = 80
"""Characters of an action that become the title of a point."""
_COLUMNS = ("Nummer", "Van", "Datum", "Stand", "Hier", "Actie", "Toelichting")
_FIELDS = ("nummer", "van", "datum", "stand", "hier", "tekst", "toelichting")


@dataclass(frozen=True)
class Tafelboek:
    """A table with its ledger (and those of the others) and what came in by packet."""

    werkmap: Werkmap
    table: str
    book: Grootboek
    ontvangen: Ingekomen

    @property
    def tafel(self) -> Tafel:
        return tafel_of(self.book, self.table)

    def incoming(self, day: date) -> list[Inkomst]:
        return incoming(self.book.boek, self.table, self.ontvangen.punten, day)

    def name_of(self, inkomst: Inkomst) -> str:
        """Return the short name of the table where something came from."""
        other = self.book.tafels.get(inkomst.van)
        return inkomst.naam or (other.kort if other else inkomst.van)


def toon(table: str, peildatum: str, *, json: bool) -> int:
    """List what other tables put before this one; return the exit code."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    boek = open_tafelboek(werkmap, table, load_grootboek(werkmap, werkmap.tables()))
    rows = [_row(boek, inkomst) for inkomst in boek.incoming(chosen_day(peildatum))]
    if json:
        show(as_json(rows))
    elif not rows:
        show(f"Bij {boek.tafel.kort} is niets ingekomen.")
    else:
        show_table(_COLUMNS, [tuple(row[name] for name in _FIELDS) for row in rows])
    return OK


def newly_come_in(werkmap: Werkmap, table: str) -> list[Inkomst]:
    """Return what came in and stands on no agenda yet."""
    book = load_grootboek(werkmap, werkmap.tables())
    ontvangen = load_ingekomen(werkmap, table).model or Ingekomen()
    found = incoming(book.boek, table, ontvangen.punten, date.max)
    return [inkomst for inkomst in found if inkomst.stand == "nieuw"]


def _row(boek: Tafelboek, inkomst: Inkomst) -> dict[str, str]:
    return {
        "nummer": inkomst.nummer,
        "van": boek.name_of(inkomst),
        "datum": inkomst.datum.isoformat(),
        "stand": inkomst.stand,
        "hier": inkomst.hier.nummer if inkomst.hier else "",
        "tekst": inkomst.tekst,
        "toelichting": inkomst.toelichting,
    }


def open_tafelboek(werkmap: Werkmap, table: str, book: Grootboek) -> Tafelboek:
    loaded = load_ingekomen(werkmap, table)
    if show_findings([*loaded.findings]) or loaded.model is None:
        raise Refusal("Er is niets veranderd: verbeter eerst de fouten hierboven.")
    return Tafelboek(werkmap, table, book, loaded.model)


def neem(table: str, number: str, op: str, door: Sequence[str], day: str) -> int:
    """Take what came in onto an agenda, as an action of this table with its own number."""
    werkmap = open_workspace()
    table = open_table(werkmap, table)
    if not number or not op:
        raise Refusal(
            "Noem een punt en een vergadering: --neem NUMMER --op DATUM. Er is niets veranderd."
        )
    path = _agenda_of(werkmap, table, op)
    with writing(werkmap, table, *werkmap.tables()) as book:
        boek = open_tafelboek(werkmap, table, book)
        inkomst = _untaken(boek, number)
        own = next_number(werkmap, book, table, chosen_day(day).year)
        append(werkmap, table, "acties", _own_action(inkomst, own, chosen_day(day), door))
        _onto_agenda(boek, path, _point(boek, inkomst, own))
    show(f"{number} is hier {own}")
    show_made(path, "punt toegevoegd; kijk of het op de goede plek staat")
    return OK


def _agenda_of(werkmap: Werkmap, table: str, op: str) -> Path:
    """Return the file of a meeting of this very table; a refusal when it is not there."""
    found, meeting = find_meeting(werkmap, op if "/" in op else f"{table}/{op}")
    path = werkmap.meeting_folder(found, meeting) / "vergadering.yaml"
    if found != table:
        raise Refusal(f"{found}/{meeting} is geen vergadering van {table}. Er is niets veranderd.")
    if not path.is_file():
        raise Refusal(f"{path} is er niet; maak het bestand aan. Er is niets veranderd.")
    return path


def _untaken(boek: Tafelboek, number: str) -> Inkomst:
    found = {inkomst.nummer: inkomst for inkomst in boek.incoming(date.max)}
    if number not in found:
        raise Refusal(
            f"{number} is niet bij deze tafel ingekomen; zie 'regietafel ingekomen "
            f"{boek.table}'. Er is niets veranderd."
        )
    hier = found[number].hier
    if hier is not None:
        raise Refusal(f"{number} is al overgenomen als {hier.nummer}. Er is niets veranderd.")
    return found[number]


def _own_action(inkomst: Inkomst, own: str, day: date, door: Sequence[str]) -> dict[str, Any]:
    return {
        "nummer": own,
        "tekst": inkomst.tekst,
        "datum": day,
        "door": list(door),
        "onderwerp": inkomst.onderwerp,
        "herkomst": inkomst.nummer,
    }


def _point(boek: Tafelboek, inkomst: Inkomst, own: str) -> dict[str, Any]:
    """Return the agenda point, in the form of the table."""
    title = inkomst.onderwerp or _short(inkomst.tekst)
    point: dict[str, Any] = {"titel": f"Ingekomen van {boek.name_of(inkomst)}: {title}"}
    came = f"{boek.name_of(inkomst)} legde dit voor op {dutch.datum(inkomst.datum)} ({inkomst.nummer}; hier {own})."
    asked = inkomst.toelichting or inkomst.tekst
    if boek.tafel.agendavorm is Agendavorm.TABEL:
        return {**point, "doel": "ter bespreking", "themas": [asked, came], "acties": [own]}
    return {**point, "bespreekpunt": asked, "toelichting": came, "acties": [own]}


def _short(text: str) -> str:
    """Return the first words of a text, without the full stop at its end."""
    line = " ".join(text.split())
    if len(line) <= _TITLE:
        return line.rstrip(".")
    return line[:_TITLE].rpartition(" ")[0] + " …"


def _onto_agenda(boek: Tafelboek, path: Path, point: dict[str, Any]) -> None:
    loaded = load_file(boek.werkmap, path, Vergadering)
    place = _place(loaded.model.agenda if loaded.model else ())
    _, written = original_keys(("agenda", place), loaded.weggelaten)
    try:
        insert_in_file(path, "agenda", point, int(written))
    except NotChangedError as error:
        raise Refusal(
            f"De actie {point['acties'][0]} is gemaakt, maar de agenda niet veranderd. {error} "
            "Zet het punt zelf op de agenda, met dit nummer bij 'acties'."
        ) from None


def _place(agenda: Sequence[Agendapunt]) -> int:
    """Return the place before the points that end every meeting."""
    place = len(agenda)
    while place and _LAST_POINTS.match(agenda[place - 1].titel):
        place -= 1
    return place
