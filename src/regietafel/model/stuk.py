"""A document that somebody writes: a Markdown file in ``stukken/`` with facts above its text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, TypeAlias, get_args

from pydantic import Field, create_model

from regietafel import dutch
from regietafel.model.basis import Basis, Datum, Kort, Nummer, Tekst
from regietafel.model.soort import Soort, Veld, Veldsoort, fill_pattern
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Status, Vergadering

Veldwaarde: TypeAlias = str | date | tuple[str, ...] | None

PEILDATUM, VORIGE = "peildatum", "vorige"
"""The fields for the day whose state a document tells, and for that of the one before it."""

_TYPES: Mapping[Veldsoort, Any] = {
    Veldsoort.TEKST: Tekst,
    Veldsoort.DATUM: Datum,
    Veldsoort.LIJST: tuple[Tekst, ...],
}


class Stukbijlage(Kort):
    """An annex of a document."""

    titel: Tekst
    bestand: Tekst | None = Field(None, description="Bestandsnaam in de map bijlagen/")
    sleutel: Tekst | None = Field(None, description="Woord waarmee de tekst ernaar verwijst")


class Stukkop(Basis):
    """What stands between the two lines ``---`` above a text, for every kind."""

    soort: Tekst = Field(description="Map in templates/, zoals voorstelmemo")
    titel: Tekst
    naam: Tekst | None = Field(
        None, description="Naam van bestand en bijlage, in plaats van die met de titel"
    )
    punt: Nummer | None = Field(
        None, description="Agendapunt, zoals 4b; zonder punt gaat het stuk niet in de bundel"
    )
    datum: Datum | None = None
    versie: Datum | None = Field(None, description="Datum van deze versie, getoond bij concept")
    status: Status | None = Field(
        None, description="concept of definitief; anders die van de vergadering"
    )
    nummer: Nummer | None = Field(
        None, description="Vast nummer van de bijlage, in plaats van het getelde"
    )
    classificatie: Tekst | None = Field(
        None, description="Zoals Intern; staat boven het stuk en in de voet"
    )
    bijlagen: tuple[Stukbijlage, ...] = ()


@cache
def kop_model(soort: Soort) -> type[Stukkop]:
    """Return the model of what stands above a text of this kind: the fields of the kind added."""
    fields: dict[str, Any] = {
        veld.sleutel: _field(veld) for veld in soort.velden if _is_new(veld) or veld.verplicht
    }
    return create_model("Kopgegevens", __base__=Stukkop, **fields)


def _is_new(veld: Veld) -> bool:
    return veld.sleutel not in Stukkop.model_fields


def _field(veld: Veld) -> Any:
    kind = _TYPES[veld.type] if _is_new(veld) else _without_none(veld.sleutel)
    if veld.verplicht:
        return (kind, Field(description=veld.naam))
    return (kind | None, Field(None, description=veld.naam))


def _without_none(sleutel: str) -> Any:
    """Return the type of a field that every kind has, where this kind can't do without it."""
    annotation: Any = Stukkop.model_fields[sleutel].annotation
    return next(
        (kind for kind in get_args(annotation) if NoneType in get_args(annotation)), annotation
    )


@dataclass(frozen=True)
class Tekststuk:
    """A document as its writer left it. ``tekst`` begins on line ``regel`` of the file (from 1).

    ``soortmap`` is the folder of the kind in ``templates/``.
    """

    bestand: str
    soortmap: str
    soort: Soort
    kop: Stukkop
    tekst: str
    regel: int

    def waarde(self, sleutel: str) -> Veldwaarde:
        value: Veldwaarde = getattr(self.kop, sleutel, None)
        return value

    def stand_op(self, vergaderdag: date) -> date:
        """Return the day whose state it tells: its reference date, else its date or the meeting's."""
        day = self.waarde(PEILDATUM)
        return day if isinstance(day, date) else self.kop.datum or vergaderdag

    def naam(self, tafel: Tafel, vergadering: Vergadering) -> str:
        """Return the name for the file and the list of attachments, without a number."""
        pattern = self.kop.naam or self.soort.naam_van_stuk
        return self.fill(pattern, tafel, vergadering) if pattern is not self.kop.naam else pattern

    def fill(self, pattern: str, tafel: Tafel, vergadering: Vergadering) -> str:
        """Return a pattern of the kind with the facts of this document, spaces tidied."""
        values = {veld.sleutel: as_text(self.waarde(veld.sleutel)) for veld in self.soort.velden}
        values |= {
            "soort": self.soort.naam,
            "titel": self.kop.titel,
            "tafel": tafel.kort,
            "vergadering": dutch.datum(vergadering.datum),
            "datum": as_text(self.kop.datum or vergadering.datum),
            "nummer": self.kop.nummer or "",
        }
        return re.sub(r" +(?=[ ,.;:]|$)", "", fill_pattern(pattern, values))


def as_text(value: Veldwaarde) -> str:
    """Return a header field as a document shows it."""
    if isinstance(value, date):
        return dutch.datum(value)
    if isinstance(value, tuple):
        mark = "; " if any(isinstance(item, Stukbijlage) for item in value) else ", "
        return mark.join(str(getattr(item, "titel", item)) for item in value)
    return str(value) if value else ""


@dataclass(frozen=True)
class Kopfeit:
    """A heading in a text: ``leeg`` when nothing stands under it; ``niveau`` counts from 1."""

    titel: str
    regel: int
    leeg: bool
    niveau: int = 1


@dataclass(frozen=True)
class Stukfeiten:
    """What the rules look at in a document: its headings, and the lines of hints still there."""

    stuk: Tekststuk
    koppen: tuple[Kopfeit, ...] = ()
    hints: tuple[int, ...] = ()
