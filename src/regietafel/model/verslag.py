"""``verslag.yaml``: what was said, decided and agreed, per agenda point."""

from pydantic import Field

from regietafel.model.actie import Actie, Besluit
from regietafel.model.basis import Basis, Datum, Nummer, Tekst
from regietafel.model.gebeurtenis import Gebeurtenis
from regietafel.model.vergadering import Status


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
    gebeurtenissen: tuple[Gebeurtenis, ...] = Field(
        (), description="Wat er in deze vergadering met eerdere acties gebeurde"
    )
