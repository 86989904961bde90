"""A packet between two organisations: what one table puts before another, and what it answers.

A packet is the whole state between two tables, so that reading it twice changes nothing.
"""

from typing import Literal

from pydantic import Field

from regietafel.model.actie import Actienummer, Nummercode
from regietafel.model.basis import Basis, Datum, Sleutel, Tekst
from regietafel.model.gebeurtenis import Soort

VERSIE = 1


class Afzender(Basis):
    """The table that made the packet."""

    tafel: Sleutel = Field(description="Mapnaam van de tafel in haar eigen werkmap")
    naam: Tekst = Field(description="Korte naam, zoals PRT Drenthe")
    nummercode: Nummercode


class Pakketpunt(Basis):
    """An action that waits on the receiving table."""

    nummer: Actienummer
    tekst: Tekst
    datum: Datum
    onderwerp: Tekst | None = None
    toelichting: Tekst | None = None


class Pakketantwoord(Basis):
    """What the sender did with an action of the receiving table."""

    actie: Actienummer = Field(description="Het nummer bij de ontvanger")
    elders: Actienummer = Field(description="Het nummer bij de afzender")
    soort: Literal[Soort.VOORTGANG, Soort.ANTWOORD]
    datum: Datum
    tekst: Tekst


class Pakketje(Basis):
    """The packet: JSON, UTF-8."""

    bestand: Literal["regietafel-pakketje"]
    versie: Literal[1]
    van: Afzender
    naar: Sleutel = Field(description="Mapnaam van de tafel voor wie het is")
    gemaakt: Datum
    punten: tuple[Pakketpunt, ...] = ()
    antwoorden: tuple[Pakketantwoord, ...] = ()
