"""What a template of a dashboard sees. Every number is written out; pictures come with their words."""

from dataclasses import dataclass

from regietafel.documents.views import Gegeven, StijlView, veld


@dataclass(frozen=True)
class BeeldView:
    """A drawing with everything that it shows in words."""

    beeld: bytes = veld("De tekening: in Word een PNG, elders een SVG")
    beeldtekst: str = veld("Tekstalternatief: alle getallen van de tekening")
    breedte: int = veld("Breedte in Word, in millimeters")


@dataclass(frozen=True)
class CijferView:
    """A figure of an indicator."""

    label: str = veld("Zoals Realisatie")
    waarde: str = veld("Zoals 92.189")
    verschil: str = veld("Verschil met de vorige peildatum, zoals +2.624; vaak leeg")


@dataclass(frozen=True)
class IndicatorView:
    """One indicator on its reference date."""

    naam: str = veld("Zoals Opvang Oekraïne")
    kort: str = veld("Zoals OEK")
    stand: str = veld("Kleur in woorden, zoals Oranje (O): 83% van het schema")
    cijfers: tuple[CijferView, ...] = veld("Startpunt, eindpunt, schema, realisatie, achterstand")
    verandering: tuple[str, ...] = veld(
        "Welke gebieden een andere kleur of plaats kregen; vaak leeg"
    )
    kaart: tuple[BeeldView, ...] = veld("De kaart met tegels: één of geen")
    lijn: BeeldView = veld("De schemalijn met de realisatie")


@dataclass(frozen=True)
class KolomView:
    """The head of a column in the table of areas."""

    kop: str = veld("Zoals OEK opgave")
    breedte: int = veld("Hoe breed de kolom ongeveer is, in punten")
    begint: str = veld("ja waar de kolommen van een indicator beginnen; anders leeg")


@dataclass(frozen=True)
class CelView:
    """A figure in the table of areas."""

    tekst: str = veld("Zoals −2.427, of ? als het niet bekend is")
    begint: str = veld("ja waar de kolommen van een indicator beginnen; anders leeg")


@dataclass(frozen=True)
class GebiedView:
    """A row of the table of areas."""

    naam: str = veld("Zoals Drenthe")
    cellen: tuple[CelView, ...] = veld("De getallen, een per kolom")
    totaal: str = veld("ja op de rij met totalen; anders leeg")


@dataclass(frozen=True)
class NootView:
    """Notes under one heading."""

    kop: str = veld("Algemeen, of de naam van een indicator")
    regels: tuple[str, ...] = veld("De noten")


@dataclass(frozen=True)
class DashboardView:
    """The dashboard of a table: indicators, areas, course and notes."""

    huisstijl: StijlView = veld("De huisstijl")
    documentnaam: str = veld("Naam van het stuk in de voet")
    titel: str = veld("Titel bovenaan")
    gegevens: tuple[Gegeven, ...] = veld("Peildatum, en de vorige als die er is")
    legenda: tuple[str, ...] = veld("Wat de kleuren, letters en tekens betekenen")
    indicatoren: tuple[IndicatorView, ...] = veld("De indicatoren, in volgorde")
    verloop: tuple[BeeldView, ...] = veld("De lijnen over de tijd: één beeld of geen")
    tabelkop: str = veld("Kop boven de tabel, zoals Opgave en realisatie per provincie")
    gebiedkop: str = veld("Kop van de eerste kolom, zoals Provincie")
    kolommen: tuple[KolomView, ...] = veld("De kolommen met getallen; leeg zonder gebieden")
    gebieden: tuple[GebiedView, ...] = veld("De gebieden, met de totalen onderaan")
    noten: tuple[NootView, ...] = veld("Noten over bronnen en peildata")
