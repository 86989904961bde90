"""How a figure is judged, and which way it goes. A drawing needs no more than this to start."""

from enum import StrEnum


class Kleur(StrEnum):
    """How a realisation compares with its schedule. ``letter`` says the same without colour."""

    GROEN = "groen"
    ORANJE = "oranje"
    ROOD = "rood"
    ONBEKEND = "onbekend"

    @property
    def letter(self) -> str:
        return "?" if self is Kleur.ONBEKEND else self.value[0].upper()


class Richting(StrEnum):
    """Whether an area does better than on the date before."""

    OMHOOG = "omhoog"
    OMLAAG = "omlaag"
