"""What a template of a number table, a distribution or a forecast sees."""

from dataclasses import dataclass

from regietafel.documents.blocks import Blokken
from regietafel.documents.views import Gegeven, StijlView, veld


@dataclass(frozen=True)
class CijfersView:
    """A document about numbers: facts, tables and charts."""

    huisstijl: StijlView = veld("De huisstijl")
    documentnaam: str = veld("Naam van het stuk in de voet")
    titel: str = veld("Titel bovenaan")
    concept: str = veld("CONCEPT, of leeg als de vergadering definitief is")
    versie: str = veld("Zoals Versie 13 juli 2024; leeg als de vergadering definitief is")
    gegevens: tuple[Gegeven, ...] = veld("Bron, peildatum en eenheid, voor zover bekend")
    inhoud: Blokken = veld("De tabellen met hun noten, en de grafieken")
    liggend: str = veld("ja als het hele stuk liggend is; anders leeg")
