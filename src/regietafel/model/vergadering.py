"""``vergadering.yaml``: when, where, who and the agenda."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from regietafel.findings import Keys
from regietafel.model.actie import Actienummer
from regietafel.model.basis import (
    TIJDZONE,
    Basis,
    Datum,
    JaNee,
    Kort,
    Link,
    Nummer,
    Sleutel,
    Tekst,
    Tijd,
)
from regietafel.model.doel import Doelen


class Status(StrEnum):
    """Whether the documents of a meeting are still a draft."""

    CONCEPT = "concept"
    DEFINITIEF = "definitief"


class Doorgang(StrEnum):
    """Whether the meeting takes place. ``VERPLAATST``: ``datum`` is already the new date."""

    GEPLAND = "gepland"
    VERPLAATST = "verplaatst"
    GEANNULEERD = "geannuleerd"


class Komst(StrEnum):
    AANWEZIG = "aanwezig"
    DIGITAAL = "digitaal"
    AFWEZIG = "afwezig"


class Bijlage(Kort):
    """A document under an agenda point: a received file, or one that we make ourselves."""

    titel: Tekst | None = None
    bestand: Tekst | None = Field(None, description="Bestandsnaam in de map bijlagen/")
    lijst_van: Tekst | None = Field(
        None, description="Map van de vergadering waarvan de actie- en besluitenlijst wordt gemaakt"
    )
    stuk: Tekst | None = Field(
        None,
        description="Tekstbestand in de map stukken/, zoals memo.md, waarvan een stuk wordt gemaakt",
    )
    nummer: Nummer | None = Field(None, description="Vast nummer, in plaats van het getelde")
    volgt: JaNee = Field(default=False, description="ja als het stuk wordt nagezonden")
    ingetrokken: JaNee = Field(
        default=False, description="ja als een verzonden stuk vervalt; zijn nummer blijft staan"
    )
    reden: Tekst | None = Field(
        None, description="Waarom het stuk nieuw, vervangen of ingetrokken is, voor de nazending"
    )

    @classmethod
    def korte_sleutel(cls) -> str:
        return "bestand"

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        sources = [s for s in (self.bestand, self.lijst_van, self.stuk) if s is not None]
        if len(sources) != 1 and not self.volgt and not (self.ingetrokken and not sources):
            raise ValueError("vul bestand in, of lijst_van, of stuk, of 'volgt: ja' met een titel.")
        if self.titel is None and not sources:
            raise ValueError("geef een titel aan het stuk dat er niet is.")
        return self


class Plek(NamedTuple):
    """Where an attachment was written: a file in the folder of its meeting, and the place in it.

    ``keys`` is empty when that file is the document itself, which names its own point.
    """

    bestand: str
    keys: Keys


class Aangehaakt(Bijlage):
    """An attachment as it hangs on the agenda, wherever the user wrote it."""

    plek: Plek

    @classmethod
    def van(cls, bijlage: Bijlage, plek: Plek) -> "Aangehaakt":
        """Return an attachment with its place."""
        return cls.model_construct(**dict(bijlage), plek=plek)


class Thema(Kort):
    """A theme below a point: a bullet, perhaps with a purpose of its own."""

    titel: Tekst
    doel: Doelen = ()


class Onderdeel(Kort):
    """A sub-point: 3a, 3b, …"""

    titel: Tekst
    doel: Doelen = ()
    nummer: Nummer | None = Field(None, description="Vast nummer, in plaats van het getelde")
    bespreekpunt: Tekst | None = Field(None, description="Wat de tafel wordt voorgelegd (Markdown)")
    toelichting: Tekst | None = Field(None, description="Uitleg (Markdown)")
    bijlage: JaNee | None = Field(
        None, description="ja of nee als dat op de agenda moet staan; anders volgt het uit bijlagen"
    )
    bijlagen: tuple[Bijlage, ...] = ()
    themas: tuple[Thema, ...] = ()
    acties: tuple[Actienummer, ...] = Field((), description="Open acties die bij dit punt horen")
    voorstel: Tekst | None = Field(
        None, description="Het besluit dat de voorzitter voorstelt, voor het regieboek (Markdown)"
    )
    spreker: Tekst | None = Field(
        None, description="Wie het punt inleidt: korte naam van een lid, of gewone woorden"
    )
    minuten: int | None = Field(None, ge=1, le=480, description="Hoelang het punt mag duren")
    notitie: Tekst | None = Field(
        None, description="Alleen voor de voorzitter; staat in geen ander stuk dan het regieboek"
    )


class Agendapunt(Onderdeel):
    """A point of the agenda, with its sub-points."""

    onderdelen: tuple[Onderdeel, ...] = ()


class Inloop(Basis):
    """Walk-in before the meeting."""

    vanaf: Tijd
    toelichting: Tekst | None = Field(None, description="Bijvoorbeeld: met lunch")


class EigenLink(Basis):
    """A link for one member, which nobody else gets."""

    lid: Sleutel
    link: Link


class Digitaal(Basis):
    """Taking part from elsewhere."""

    link: Link | None = None
    links: tuple[EigenLink, ...] = Field(
        (), description="Een eigen link per lid; alleen dat lid krijgt hem in de uitnodiging"
    )
    toelichting: Tekst | None = Field(
        None, description="Bijvoorbeeld: de link volgt in een aparte mail"
    )


class Persoon(Kort):
    """Somebody who has no seat of their own: a replacement or a guest."""

    naam: Tekst | None = None
    functie: Tekst | None = None
    organisatie: Tekst | None = None

    @classmethod
    def korte_sleutel(cls) -> str:
        return "naam"

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.naam is None and self.functie is None:
            raise ValueError("geef een naam of een functie.")
        return self


class Aanwezigheid(Basis):
    """Whether a member comes, and who comes instead."""

    lid: Sleutel
    komst: Komst
    vervanger: Persoon | None = None
    bericht: JaNee = Field(default=True, description="nee als iemand zonder bericht wegblijft")


class Gast(Persoon):
    """Somebody who joins for one meeting, alone or with a member (``bij``)."""

    komst: Komst = Komst.AANWEZIG
    bij: Sleutel | None = Field(None, description="Korte naam van het lid dat deze gast begeleidt")


class Vergadering(Basis):
    """One meeting. The folder name is its identifier, also after it was moved."""

    titel: Tekst | None = Field(None, description="Titel op de agenda; anders de naam van de tafel")
    datum: Datum
    begin: Tijd
    einde: Tijd
    inloop: Inloop | None = None
    plaats: Tekst
    digitaal: Digitaal | None = None
    status: Status = Status.CONCEPT
    versie: Datum | None = Field(None, description="Datum van deze versie, getoond bij concept")
    kenmerk: Tekst | None = None
    doorgang: Doorgang = Doorgang.GEPLAND
    oorspronkelijke_datum: Datum | None = Field(
        None, description="De eerste datum van een verplaatste vergadering"
    )
    reden: Tekst | None = Field(None, description="Waarom verplaatst of geannuleerd")
    uitnodigingstekst: Tekst | None = Field(
        None, description="Tekst in de uitnodiging: waar het over gaat, wie kan vervangen"
    )
    aanwezigheid: tuple[Aanwezigheid, ...] = ()
    gasten: tuple[Gast, ...] = ()
    agenda: tuple[Agendapunt, ...] = ()

    def starts_at(self) -> datetime:
        """Return the start, aware, in Europe/Amsterdam."""
        return datetime.combine(self.datum, self.begin, TIJDZONE)

    def ends_at(self) -> datetime:
        """Return the end, aware, in Europe/Amsterdam."""
        return datetime.combine(self.datum, self.einde, TIJDZONE)
