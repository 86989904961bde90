"""What the template of the chair's annotated agenda sees."""

from dataclasses import dataclass

from regietafel.documents.blocks import Blokken
from regietafel.documents.views import Gegeven, StijlView, veld


@dataclass(frozen=True)
class Regieactie:
    """An open action, as the chair needs it."""

    nummer: str = veld("Zoals PRT-DR-2024-A02")
    opmerking: str = veld("te laat, wacht op LRT, of leeg")
    tekst: Blokken = veld("Wat is afgesproken")
    door: str = veld("Wie het doet")
    termijn: str = veld("Zoals 19 april 2024 (was 31 maart 2024); leeg zonder termijn")
    leeftijd: str = veld("Zoals 103 dagen, 1 vergadering")


@dataclass(frozen=True)
class Regiepunt:
    """A point of the agenda with what the chair needs to lead it."""

    klokwoord: str = veld("na, als een eerder punt geen minuten heeft; anders leeg")
    klok: str = veld("Wanneer het begint, zoals 12.35")
    nummer: str = veld("1, 2 voor een punt; 2a voor een onderdeel")
    titel: str = veld("Titel van punt of onderdeel")
    niveau: int = veld("0 voor een punt, 1 voor een onderdeel")
    doel: str = veld("Zoals Ter bespreking/instemming")
    minuten: str = veld("Zoals 15 minuten; leeg als er geen tijd is gepland")
    spreker: str = veld("Wie het punt inleidt: naam en functie, of andere woorden")
    stukken: tuple[str, ...] = veld("De stukken bij dit punt, zoals 4b. Voorstelmemo")
    themas: tuple[str, ...] = veld("Thema's onder dit punt")
    bespreekpunt: Blokken = veld("Wat de tafel wordt voorgelegd")
    voorstel: Blokken = veld("Het besluit dat de voorzitter voorstelt")
    acties: tuple[Regieactie, ...] = veld("Open acties die bij dit punt horen")
    notitie: Blokken = veld("Aantekening die alleen de voorzitter ziet")


@dataclass(frozen=True)
class Regiepersonen:
    """People at the table with the same open actions."""

    wie: tuple[str, ...] = veld("Eén regel per persoon")
    acties: tuple[Regieactie, ...] = veld("Hun open acties, te laat eerst")


@dataclass(frozen=True)
class RegieboekView:
    """The agenda annotated for the chair, and for nobody else."""

    huisstijl: StijlView = veld("De huisstijl; de voet zegt dat het alleen voor de voorzitter is")
    documentnaam: str = veld("Naam van het stuk in de voet")
    label: str = veld("VERTROUWELIJK")
    labeltekst: str = veld("Voor wie dit stuk is")
    titel: str = veld("Titel bovenaan")
    melding: str = veld("Zoals: Deze vergadering gaat niet door; meestal leeg")
    gegevens: tuple[Gegeven, ...] = veld("Datum, tijd, locatie, planning en wie er niet is")
    punten: tuple[Regiepunt, ...] = veld("De agenda, in volgorde")
    actiestand: str = veld("Van welke dag de open acties zijn, en van wie")
    personen: tuple[Regiepersonen, ...] = veld("Wie aan tafel nog open acties heeft")
