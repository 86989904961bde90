"""``soort.yaml``: what kind of document a folder in ``templates/`` makes."""

from enum import StrEnum

from pydantic import Field

from regietafel.model.basis import Basis, Tekst


class Familie(StrEnum):
    """Which view a template of this kind sees."""

    AGENDA = "agenda"
    ACTIELIJST = "actielijst"
    INHOUD = "inhoud"
    INVULBLAD = "invulblad"
    RAPPORT = "rapport"
    REGIEBOEK = "regieboek"
    HERINNERING = "herinnering"


class Soort(Basis):
    """A kind of document."""

    naam: Tekst = Field(description="Zoals een secretaris het stuk noemt")
    omschrijving: Tekst
    familie: Familie
