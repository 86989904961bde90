"""``verslag.yaml``: what was said, decided and agreed, per agenda point."""

from typing import Annotated

from pydantic import Field, StringConstraints

from regietafel.model.basis import Basis, Datum, Kort, Nummer, Tekst
from regietafel.model.vergadering import Status

Besluitnummer = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{2,6}(-[A-Z0-9]{1,6})?-\d{4}-B\d{2,3}$")
]
Actienummer = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{2,6}(-[A-Z0-9]{1,6})?-\d{4}-A\d{2,3}$")
]


class Besluit(Kort):
    """A decision. Its number, such as ``PRT-DR-2024-B03``, is for life."""

    tekst: Tekst
    nummer: Besluitnummer | None = None

    @classmethod
    def korte_sleutel(cls) -> str:
        return "tekst"


class Actie(Kort):
    """An action: what, by whom and until when. Its number is for life."""

    tekst: Tekst
    nummer: Actienummer | None = None
    door: tuple[Tekst, ...] = Field(
        (), description="Korte namen van leden, of woorden zoals 'alle gemeenten'"
    )
    termijn: Tekst | None = Field(
        None, description="Datum (2024-06-01), of woorden zoals 'volgende vergadering'"
    )

    @classmethod
    def korte_sleutel(cls) -> str:
        return "tekst"


class Verslagpunt(Basis):
    """The report of one agenda point, or of something that was not on the agenda."""

    punt: Nummer | None = Field(None, description="Nummer van het agendapunt, zoals 3a")
    titel: Tekst | None = Field(None, description="Alleen voor wat niet op de agenda stond")
    bespreking: Tekst | None = Field(None, description="Wat er is gezegd (Markdown)")
    uitkomst: Tekst | None = Field(
        None, description="Kort: ter informatie, vastgesteld, aangehouden"
    )
    besluiten: tuple[Besluit, ...] = ()
    acties: tuple[Actie, ...] = ()


class Verslag(Basis):
    """The action and decision list of one meeting."""

    status: Status = Status.CONCEPT
    versie: Datum | None = Field(None, description="Datum van deze versie, getoond bij concept")
    punten: tuple[Verslagpunt, ...] = ()
