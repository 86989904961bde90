"""``regietafel.yaml``: the house style of a workspace."""

from typing import Literal

from pydantic import Field

from regietafel.model.basis import Basis, Kleur, Tekst


class Huisstijl(Basis):
    """How documents look and who sends them. Every document of a table carries it."""

    naam: Tekst = Field(description="Naam van de organisatie zoals zij in de kop staat")
    logo: Tekst | None = Field(
        None, description="Pad naar het logo (PNG, JPEG of SVG), vanaf de werkmap"
    )
    accentkleur: Kleur = Field("#154273", description="Kleur van koppen en lijnen, als #154273")
    afdeling: tuple[Tekst, ...] = Field(
        (), description="Regels onder de naam, zoals directie en team"
    )
    adresblok: tuple[Tekst, ...] = Field((), description="Regels van het adres")
    vertrouwelijkheid: Tekst | None = Field(
        None, description="Regel over vertrouwelijkheid in de voet van elk stuk"
    )


class Instellingen(Basis):
    """The settings of a workspace."""

    huisstijl: Huisstijl
    pdf: Literal["typst", "word"] = Field(
        "typst", description="Hoe de PDF ontstaat: typst (standaard) of word (via LibreOffice)"
    )
