"""Decisions and actions: born under an agenda point, with a number for life."""

from typing import Annotated

from pydantic import Field, StringConstraints

from regietafel.model.basis import Kort, Tekst

Besluitnummer = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{2,6}(-[A-Z0-9]{1,6})?-\d{4}-B\d{2,4}$")
]
Actienummer = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{2,6}(-[A-Z0-9]{1,6})?-\d{4}-A\d{2,4}$")
]


Nummercode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}(-[A-Z0-9]{1,6})?$")]


def code_of(nummer: str) -> str:
    """Return the code of the table that gave a number: ``PRT-DR`` of ``PRT-DR-2024-A07``."""
    return nummer.rsplit("-", 2)[0]


def order_of(nummer: str) -> tuple[str, str, int]:
    """Return what numbers are ordered by: code, year and count, so that A100 comes after A99."""
    code, year, count = nummer.rsplit("-", 2)
    return code, year, int(count[1:])


class Besluit(Kort):
    """A decision. Its number, such as ``PRT-DR-2024-B03``, is for life."""

    tekst: Tekst
    nummer: Besluitnummer | None = None
    onderwerp: Tekst | None = None
    vervangt: tuple[Besluitnummer, ...] = Field((), description="Eerdere besluiten die vervallen")
    werkt_uit: tuple[Besluitnummer, ...] = Field(
        (), description="Eerdere besluiten waarvan dit de uitwerking is"
    )

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
        None,
        description="Datum (2024-06-01), kwartaal (Q3 2024), maand (juni 2024), "
        "'volgende vergadering', of andere woorden",
    )
    onderwerp: Tekst | None = None
    besluit: Besluitnummer | None = Field(None, description="Het besluit waar deze actie uit volgt")
    herkomst: Actienummer | None = Field(
        None, description="Nummer van de actie waarmee een andere tafel dit punt voorlegde"
    )

    stuk: Tekst | None = Field(
        None, description="Stuk waar deze actie uit komt, zoals 2024-10-30/verslag-werkbezoek.md"
    )

    @classmethod
    def korte_sleutel(cls) -> str:
        return "tekst"
