"""``tafel.yaml``: a standing meeting, its members and its habits."""

from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from regietafel.model.actie import Nummercode
from regietafel.model.basis import Basis, Email, Sleutel, Tekst, Tijd
from regietafel.model.instellingen import Huisstijl
from regietafel.model.vergadering import Agendapunt


class Niveau(StrEnum):
    LANDELIJK = "landelijk"
    PROVINCIAAL = "provinciaal"
    REGIONAAL = "regionaal"


class Agendavorm(StrEnum):
    """How the agenda looks: a table with purpose and attachment, or points with explanation."""

    TABEL = "tabel"
    TOELICHTING = "toelichting"


class Rol(StrEnum):
    VOORZITTER = "voorzitter"
    LID = "lid"
    ADVISEUR = "adviseur"


class Lid(Basis):
    """A seat at the table: an office holder by name, or an official by function only."""

    lid: Sleutel = Field(description="Korte naam, waarmee vergaderingen naar dit lid verwijzen")
    naam: Tekst | None = None
    functie: Tekst | None = None
    organisatie: Tekst
    email: Email | None = None
    rol: Rol = Rol.LID

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.naam is None and self.functie is None:
            raise ValueError("geef het lid een naam of een functie.")
        return self


class Secretariaat(Basis):
    naam: Tekst
    email: Email
    telefoon: Tekst | None = None


class Tafel(Basis):
    """A regietafel. Its folder name is its identifier."""

    naam: Tekst = Field(description="Volledige naam, zoals provinciale regietafel Drenthe")
    kort: Tekst = Field(description="Korte naam voor kop en bestandsnaam, zoals PRT Drenthe")
    nummercode: Nummercode = Field(description="Begin van actie- en besluitnummers, zoals PRT-DR")
    niveau: Niveau
    agendavorm: Agendavorm = Agendavorm.TABEL
    bovenliggend: Sleutel | None = Field(
        None, description="Mapnaam van de tafel waar deze tafel punten aan voorlegt"
    )
    secretariaat: Secretariaat
    plaats: Tekst | None = Field(None, description="Vaste vergaderplaats")
    begin: Tijd | None = Field(None, description="Vaste begintijd")
    einde: Tijd | None = Field(None, description="Vaste eindtijd")
    huisstijl: Huisstijl | None = Field(
        None, description="Eigen huisstijl, in plaats van die in regietafel.yaml"
    )
    leden: tuple[Lid, ...] = ()
    quorum: int | None = Field(
        None, ge=1, description="Hoeveel leden er ten minste moeten zijn; adviseurs tellen niet mee"
    )
    begeleiders: int | None = Field(
        None, ge=0, description="Hoeveel mensen een lid hoogstens meeneemt"
    )
    vaste_punten: tuple[Agendapunt, ...] = Field(
        (), description="Agendapunten waarmee elke nieuwe vergadering begint"
    )

    @field_validator("leden")
    @classmethod
    def _distinct(cls, leden: tuple[Lid, ...]) -> tuple[Lid, ...]:
        names = [lid.lid for lid in leden]
        double = sorted({name for name in names if names.count(name) > 1})
        if double:
            raise ValueError(
                f"dubbele korte naam: {', '.join(double)}; geef elk lid een eigen naam."
            )
        return leden

    def find_lid(self, sleutel: str) -> Lid | None:
        """Return the member with this short name, or None."""
        return next((lid for lid in self.leden if lid.lid == sleutel), None)

    def voorzitter(self) -> Lid | None:
        return next((lid for lid in self.leden if lid.rol is Rol.VOORZITTER), None)
