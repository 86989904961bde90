"""What the templates of a reminder see."""

from dataclasses import dataclass

from regietafel.documents.blocks import Blokken
from regietafel.documents.views import veld


@dataclass(frozen=True)
class Herinneringsactie:
    """An open action in a reminder."""

    nummer: str = veld("Zoals PRT-DR-2024-A02")
    opmerking: str = veld("Zoals 89 dagen te laat; leeg als de actie niet te laat is")
    tekst: Blokken = veld("Wat is afgesproken")
    door: str = veld("Wie het doet, ook als dat er meer zijn")
    termijn: str = veld("Zoals 19 april 2024; leeg zonder termijn")


@dataclass(frozen=True)
class HerinneringView:
    """A mail to one member about the actions that are still open."""

    onderwerp: str = veld("Onderwerp van de mail")
    accentkleur: str = veld("Kleur van de huisstijl, als #154273")
    organisatie: str = veld("Naam van de organisatie uit de huisstijl")
    aan: str = veld("Naam van het lid, of zijn functie")
    tafel: str = veld("Volledige naam van de tafel")
    peildatum: str = veld("Zoals 17 juli 2024")
    telling: str = veld("Zoals 2 open acties, waarvan 1 te laat")
    acties: tuple[Herinneringsactie, ...] = veld("De acties, te laat eerst")
    volgende: str = veld("Datum van de volgende vergadering; leeg als die niet bekend is")
    afzender: str = veld("Naam van het secretariaat")
    email: str = veld("E-mailadres van het secretariaat")
    telefoon: str = veld("Telefoonnummer van het secretariaat; leeg als het er niet is")
    vertrouwelijkheid: str = veld("Regel over vertrouwelijkheid; leeg als die er niet is")
