"""What the template of a written document sees: the same fields for every kind."""

from dataclasses import dataclass

from regietafel.documents.blocks import Blokken
from regietafel.documents.views import Bijlageview, Gegeven, StijlView, veld


@dataclass(frozen=True)
class Ondertekenaar:
    """Who signs."""

    naam: str = veld("Zoals J.J. van Aartsen; leeg als er alleen een functie staat")
    functie: str = veld("Zoals burgemeester")


@dataclass(frozen=True)
class Ondertekenrij:
    """Who sign beside each other."""

    wie: tuple[Ondertekenaar, ...] = veld("Een of twee ondertekenaars")


@dataclass(frozen=True)
class StukView:
    """A memo, note, letter or any other document of the family ``stuk``."""

    huisstijl: StijlView = veld("De huisstijl; de voet noemt de classificatie als die er is")
    documentnaam: str = veld("Naam van het stuk in de voet")
    nummer: str = veld("Nummer van de bijlage, zoals 4b; leeg zonder agendapunt")
    opschrift: str = veld("Vaste tekst boven de titel; vaak leeg")
    titel: str = veld("Titel bovenaan")
    concept: str = veld("CONCEPT, of leeg als het stuk definitief is")
    versie: str = veld("Zoals Versie 13 juli 2024; leeg als het stuk definitief is")
    classificatie: str = veld("Zoals Intern; meestal leeg")
    adres: tuple[str, ...] = veld("Aan wie een brief gaat, één regel per regel")
    kop: tuple[Gegeven, ...] = veld("Gegevens boven de tekst")
    zij: tuple[Gegeven, ...] = veld("Gegevens onder de afzender")
    aanhef: str = veld("Zoals Geachte leden van de raad; leeg zonder aanhef")
    inhoud: Blokken = veld("De tekst van het stuk")
    slot: str = veld("Zoals Hoogachtend; leeg zonder slot")
    ondertekening: tuple[Ondertekenrij, ...] = veld("Wie ondertekenen, twee naast elkaar")
    bijlagen: tuple[Bijlageview, ...] = veld("De bijlagen die boven het stuk zijn genoemd")
    voet: tuple[Gegeven, ...] = veld("Gegevens onder de tekst")
    voetregel: str = veld("Vaste kleine regel aan het eind")
    liggend: str = veld("ja als het hele stuk liggend is; anders leeg")
