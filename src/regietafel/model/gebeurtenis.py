"""What happens to an action after its birth. The state of an action is never stored."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from regietafel.model.actie import Actie, Actienummer, Besluit
from regietafel.model.basis import Basis, Datum, Sleutel, Tekst


class Soort(StrEnum):
    """The kinds of event."""

    VOORTGANG = "voortgang"
    TERMIJN = "termijn"
    OVERGEDRAGEN = "overgedragen"
    DOORGEZET = "doorgezet"
    ANTWOORD = "antwoord"
    AFGEROND = "afgerond"
    VERVALLEN = "vervallen"
    HEROPEND = "heropend"

    __hash__ = str.__hash__  # a large ledger looks up a kind for each event


_NEEDS: dict[Soort, tuple[tuple[str, ...], ...]] = {
    Soort.VOORTGANG: (("tekst",),),
    Soort.TERMIJN: (("termijn",), ("reden",)),
    Soort.OVERGEDRAGEN: (("door",),),
    Soort.DOORGEZET: (("naar",),),
    Soort.ANTWOORD: (("tekst",),),
    Soort.AFGEROND: (("tekst", "link", "bijlage"),),
    Soort.VERVALLEN: (("reden",),),
    Soort.HEROPEND: (("reden",),),
}
"""Per kind, the fields that must be there; of a group, one is enough."""


class Gebeurtenis(Basis):
    """One event on one action."""

    actie: Actienummer
    soort: Soort
    datum: Datum | None = Field(
        None, description="De dag; in een verslag mag hij weg: dan geldt die van de vergadering"
    )
    tekst: Tekst | None = None
    reden: Tekst | None = None
    termijn: Tekst | None = Field(None, description="De nieuwe termijn, bij soort termijn")
    door: tuple[Tekst, ...] = Field((), description="De nieuwe eigenaren, bij overgedragen")
    naar: Sleutel | None = Field(None, description="Mapnaam van de andere tafel, bij doorgezet")
    elders: Actienummer | None = Field(
        None, description="Het nummer van deze actie bij de andere tafel"
    )
    link: Tekst | None = None
    bijlage: Tekst | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        given = self.__dict__
        for group in _NEEDS[self.soort]:
            if not given[group[0]] and not any(map(given.get, group)):
                raise ValueError(f"bij '{self.soort}' hoort {' of '.join(group)}; vul dat in.")
        return self


class Tussenactie(Actie):
    """An action that was born between two meetings."""

    datum: Datum


class Tussenbesluit(Besluit):
    """A decision that was taken between two meetings."""

    datum: Datum


class Tussengebeurtenis(Gebeurtenis):
    """An event between two meetings: no meeting gives it its day."""

    datum: Datum


class Acties(Basis):
    """``acties.yaml``: what happened to actions between two meetings."""

    besluiten: tuple[Tussenbesluit, ...] = ()
    acties: tuple[Tussenactie, ...] = ()
    gebeurtenissen: tuple[Tussengebeurtenis, ...] = ()
