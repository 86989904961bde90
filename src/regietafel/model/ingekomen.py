"""``ingekomen.yaml``: what tables of other organisations put before this one."""

from pydantic import Field

from regietafel.model.actie import Actienummer
from regietafel.model.basis import Basis, Datum, Sleutel, Tekst


class Ingekomenpunt(Basis):
    """An action of another table that waits on this one."""

    nummer: Actienummer = Field(description="Het nummer bij de andere tafel")
    tekst: Tekst
    datum: Datum = Field(description="De dag waarop het is doorgezet")
    van: Sleutel = Field(description="Mapnaam van de andere tafel, in haar eigen werkmap")
    naam: Tekst = Field(description="Korte naam van de andere tafel, zoals PRT Drenthe")
    onderwerp: Tekst | None = None
    toelichting: Tekst | None = None


class Ingekomen(Basis):
    """What came in by packet, in order of arrival."""

    punten: tuple[Ingekomenpunt, ...] = ()
