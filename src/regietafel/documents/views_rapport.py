"""What a template of the chair's report sees."""

from dataclasses import dataclass

from regietafel.documents.blocks import Blokken
from regietafel.documents.views import Gegeven, StijlView, veld


@dataclass(frozen=True)
class UrgentView:
    """An action that the chair should raise now."""

    nummer: str = veld("Zoals PRT-DR-2024-A02")
    reden: str = veld("Zoals 89 dagen te laat, of Wacht 103 dagen op LRT")
    tekst: str = veld("Begin van de actie, hoogstens een regel of twee")
    door: str = veld("Wie het doet, zo nodig ingekort")


@dataclass(frozen=True)
class TellingView:
    """A number with its label."""

    label: str = veld("Zoals Open")
    aantal: int = veld("Zoals 6")
    toelichting: str = veld("Zoals waarvan 2 te laat; vaak leeg")


@dataclass(frozen=True)
class StaafView:
    """A row of the table beside a chart."""

    label: str = veld("Zoals 1 t/m 30 dagen te laat")
    aantal: int = veld("Hoeveel acties")


@dataclass(frozen=True)
class GrafiekView:
    """A chart with the table of its numbers."""

    titel: str = veld("Zoals Hoe oud")
    zin: str = veld("Wat de grafiek laat zien, in één zin")
    beeld: bytes = veld("De grafiek: in Word een PNG, elders een SVG")
    beeldtekst: str = veld("Tekstalternatief: alle getallen van de grafiek")
    kolom: str = veld("Kop van de eerste kolom, zoals Leeftijd")
    rijen: tuple[StaafView, ...] = veld("De getallen van de grafiek")


@dataclass(frozen=True)
class IndicatorrijView:
    """An indicator of the table's dashboard, with what changed since the previous date."""

    naam: str = veld("Zoals Opvang Oekraïne")
    stand: str = veld("Zoals Oranje (O): 83% van het schema")
    realisatie: str = veld("Zoals 92.189")
    verschil: str = veld("Verschil van de realisatie, zoals +2.624; vaak leeg")
    achterstand: str = veld("Zoals 19.435; met een min is het een voorsprong")
    verschil_achterstand: str = veld("Verschil van de achterstand; vaak leeg")
    gebieden: str = veld("Welke gebieden een andere kleur of plaats kregen; vaak leeg")


@dataclass(frozen=True)
class OpenactieView:
    """An action that this table still has to see done."""

    nummer: str = veld("Zoals PRT-DR-2024-A02")
    tekst: Blokken = veld("Wat is afgesproken")
    onderwerp: str = veld("Onderwerp; vaak leeg")
    herkomst: str = veld("Zoals Van PRT Drenthe, daar PRT-DR-2024-A03; meestal leeg")
    door: str = veld("Wie het doet")
    organisaties: tuple[str, ...] = veld("De organisaties die het doen, elk apart")
    termijn: str = veld("Zoals 19 april 2024; leeg zonder termijn")
    signaal: str = veld("Zoals 89 dagen te laat; leeg als het niet te laat is")
    leeftijd: str = veld("Zoals 166 dagen, 2 keer meegenomen")
    stilte: str = veld("Wanneer er het laatst iets mee gebeurde: 5 april 2024 (103 dagen geleden)")
    dagen: int = veld("Leeftijd in dagen")
    keren: int = veld("Hoe vaak meegenomen naar een volgende vergadering")
    dagen_stil: int = veld("Dagen sinds er iets met de actie gebeurde")
    dagen_te_laat: int = veld("Dagen over de termijn; 0 als het niet te laat is")
    verschoven: int = veld("Hoe vaak de termijn verschoof")


@dataclass(frozen=True)
class WachtactieView:
    """An action that waits on another table."""

    nummer: str = veld("Zoals PRT-DR-2024-A03")
    tekst: Blokken = veld("Wat is afgesproken")
    door: str = veld("Wie het doet")
    organisaties: tuple[str, ...] = veld("De organisaties die het doen, elk apart")
    wacht_op: str = veld("De andere tafel, zoals LRT")
    elders: str = veld("Het nummer daar, zoals LRT-2024-A02; leeg als het niet bekend is")
    sinds: str = veld("Zoals 5 april 2024 (103 dagen)")
    termijn: str = veld("Zoals 19 april 2024; leeg zonder termijn")
    signaal: str = veld("Zoals 89 dagen te laat; leeg als het niet te laat is")
    dagen: int = veld("Dagen dat de actie wacht")
    dagen_te_laat: int = veld("Dagen over de termijn; 0 als het niet te laat is")


@dataclass(frozen=True)
class GeslotenView:
    """An action that was closed."""

    nummer: str = veld("Zoals PRT-DR-2024-A01")
    tekst: Blokken = veld("Wat was afgesproken")
    door: str = veld("Wie het deed")
    hoe: str = veld("Zoals Afgerond op 5 april 2024")
    waaruit: str = veld("Waaruit dat blijkt, of waarom de actie verviel")
    tijdig: str = veld("Op tijd, 12 dagen te laat, of leeg als er geen datum was")


@dataclass(frozen=True)
class VerschovenView:
    """An action whose deadline was moved."""

    nummer: str = veld("Zoals PRT-DR-2024-A02")
    tekst: Blokken = veld("Wat is afgesproken")
    door: str = veld("Wie het doet")
    eerst: str = veld("De eerste termijn; leeg als die er niet was")
    nu: str = veld("De termijn nu")
    keren: int = veld("Hoe vaak de termijn verschoof")
    reden: str = veld("De reden van de laatste keer")


@dataclass(frozen=True)
class OrganisatieView:
    """What one organisation agreed to do."""

    naam: str = veld("Zoals gemeente Emmen")
    afgesproken: int = veld("Alle acties: de som van de kolommen, zonder te laat")
    op_tijd: int = veld("Gedaan, uiterlijk op de laatste dag")
    laat: int = veld("Gedaan, na de laatste dag")
    zonder_datum: int = veld("Gedaan, zonder afgesproken datum")
    open: int = veld("Nog te doen, ook wat op een andere tafel wacht")
    te_laat: int = veld("Deel van open dat over de termijn is")
    vervallen: int = veld("Hoefde niet meer")


@dataclass(frozen=True)
class RapportView:
    """The chair's report on the actions of one table."""

    huisstijl: StijlView = veld("De huisstijl")
    documentnaam: str = veld("Naam van het stuk in de voet")
    titel: str = veld("Titel bovenaan")
    gegevens: tuple[Gegeven, ...] = veld("Peildatum en vorige vergadering")
    urgent: tuple[UrgentView, ...] = veld("Nu aan de orde: hoogstens vijf acties")
    niets_urgent: str = veld("Wat er staat als er niets aan de orde is; anders leeg")
    tellingen: tuple[TellingView, ...] = veld("De cijfers: elke actie telt één keer mee in Samen")
    indicatorkop: str = veld("Kop boven de indicatoren; leeg zonder dashboard")
    indicatoren: tuple[IndicatorrijView, ...] = veld("De indicatoren van het dashboard")
    grafieken: tuple[GrafiekView, ...] = veld("De grafieken, elk met haar getallen")
    open_acties: tuple[OpenactieView, ...] = veld("Open acties, de langst stille eerst")
    wachtend: tuple[WachtactieView, ...] = veld("Wat op een andere tafel wacht, langst eerst")
    gesloten_kop: str = veld("Zoals Gesloten sinds 5 april 2024")
    gesloten: tuple[GeslotenView, ...] = veld("Wat sinds de vorige vergadering gesloten is")
    verschoven: tuple[VerschovenView, ...] = veld("Wat nog moet, met een verschoven termijn")
    organisaties: tuple[OrganisatieView, ...] = veld("Per organisatie, de meeste te laat eerst")
    organisatiegrafiek: tuple[GrafiekView, ...] = veld("Open per organisatie: één grafiek of geen")
