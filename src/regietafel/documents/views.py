"""What a template sees: one frozen view per family of documents.

The explanation of each field is the customer's documentation: ``regietafel sjablonen velden``
prints it. Every value is final text: dates, times and numbers are already written in Dutch, and
an empty text means that there is nothing to show.
"""

from dataclasses import dataclass, field
from typing import Any

from regietafel.documents.blocks import Blokken


def veld(uitleg: str, **kwargs: Any) -> Any:
    """Declare a field of a view together with its explanation for the customer (Dutch)."""
    return field(metadata={"uitleg": uitleg}, **kwargs)


@dataclass(frozen=True)
class StijlView:
    """The house style as a template uses it."""

    naam: str = veld("Naam van de organisatie")
    afdeling: tuple[str, ...] = veld("Regels onder de naam, zoals directie en team")
    adresblok: tuple[str, ...] = veld("Regels van het adres")
    accentkleur: str = veld("Kleur van koppen en lijnen, als #154273")
    vertrouwelijkheid: str = veld("Regel over vertrouwelijkheid, voor de voet")
    logo: bytes = veld("Het logo als PNG of SVG; leeg zonder logo")


@dataclass(frozen=True)
class Gegeven:
    """A fact of the meeting: a label and its value."""

    label: str = veld("Zoals Datum, Tijd, Locatie, Digitaal")
    waarde: str = veld("Zoals woensdag 17 juli 2024")


@dataclass(frozen=True)
class Verwijzing:
    """A reference from a point to an attachment."""

    tekst: str = veld("Wat er staat, zoals Ja, 4b-1, bijlage I, Volgt of -")
    koppeling: str = veld("Doel binnen de pdf-bundel; leeg in een los stuk")


@dataclass(frozen=True)
class Agendarij:
    """A row of the agenda table."""

    nummer: str = veld("1, 2, 3 voor een punt; a), b) voor een onderdeel; leeg voor een thema")
    titel: str = veld("Titel van punt, onderdeel of thema")
    niveau: int = veld("0 voor een punt, 1 voor een onderdeel, 2 voor een thema")
    doel: str = veld("Zoals Ter bespreking/instemming")
    verwijzingen: tuple[Verwijzing, ...] = veld("De bijlagen bij deze regel")
    bijlage: str = veld("De verwijzingen als één tekst: Ja, -, Volgt of 4b-1, 4b-2")


@dataclass(frozen=True)
class Agendapuntview:
    """A point of the agenda with its explanation."""

    nummer: str = veld("1, 2 voor een punt; 2a voor een onderdeel")
    titel: str = veld("Titel van punt of onderdeel")
    niveau: int = veld("0 voor een punt, 1 voor een onderdeel")
    doel: str = veld("Zoals Ter bespreking; vaak leeg in deze vorm")
    verwijzingen: tuple[Verwijzing, ...] = veld("De bijlagen bij dit punt")
    bijlage: str = veld("De verwijzingen als één tekst: bijlage I")
    bespreekpunt: Blokken = veld("Wat de tafel wordt voorgelegd")
    toelichting: Blokken = veld("Uitleg")
    themas: tuple[str, ...] = veld("Thema's onder dit punt")


@dataclass(frozen=True)
class Bijlageview:
    """A line of the list of attachments."""

    nummer: str = veld("Zoals 4b of I")
    titel: str = veld("Titel van het stuk")
    opmerking: str = veld("Zoals wordt nagezonden; meestal leeg")


@dataclass(frozen=True)
class AgendaView:
    """The agenda of a meeting, for both forms."""

    huisstijl: StijlView = veld("De huisstijl")
    documentnaam: str = veld("Naam van het stuk in de voet, zoals Agenda PRT Drenthe 17 juli 2024")
    titel: str = veld("Titel bovenaan")
    concept: str = veld("CONCEPT, of leeg als het stuk definitief is")
    versie: str = veld("Zoals Versie 13 juli 2024; leeg als het stuk definitief is")
    melding: str = veld("Zoals: Deze vergadering gaat niet door; meestal leeg")
    gegevens: tuple[Gegeven, ...] = veld("Datum, tijd, locatie en wat erbij hoort")
    aanwezig: tuple[str, ...] = veld("Wie komen, één regel per persoon")
    afwezig: tuple[str, ...] = veld("Wie niet komen, één regel per persoon")
    rijen: tuple[Agendarij, ...] = veld("De agenda als tabel")
    punten: tuple[Agendapuntview, ...] = veld("De agenda als punten met toelichting")
    bijlagen: tuple[Bijlageview, ...] = veld("Alle bijlagen op een rij")


@dataclass(frozen=True)
class Uitkomst:
    """A decision, an action or a short outcome in the action and decision list."""

    soort: str = veld("besluit, actie of uitkomst")
    label: str = veld("Besluit, Actie of leeg")
    nummer: str = veld("Zoals PRT-DR-2024-A07; leeg zonder nummer")
    tekst: Blokken = veld("Wat is besloten of afgesproken")
    door: str = veld("Wie het doet; leeg bij een besluit")
    termijn: str = veld("Zoals uiterlijk 1 juni 2024; leeg zonder termijn")
    verband: tuple[str, ...] = veld(
        "Regels bij een besluit, zoals Vervangt PRT-DR-2024-B01; meestal geen", default=()
    )


@dataclass(frozen=True)
class Lijstrij:
    """A row of the action and decision list: one agenda point."""

    nummer: str = veld("Nummer van het agendapunt; leeg als het niet op de agenda stond")
    titel: str = veld("Titel van het agendapunt")
    niveau: int = veld("0 voor een punt, 1 voor een onderdeel")
    bespreking: Blokken = veld("Wat er is gezegd")
    uitkomsten: tuple[Uitkomst, ...] = veld("Besluiten, acties en uitkomst bij dit punt")


@dataclass(frozen=True)
class EerdereActie:
    """An action that was there before the meeting, with what happened to it there."""

    nummer: str = veld("Zoals PRT-DR-2024-A02; daaronder het nummer bij een andere tafel")
    tekst: Blokken = veld("Wat was afgesproken")
    gebeurd: Blokken = veld("Zoals Afgerond: Alle colleges hebben de brief ontvangen.")


@dataclass(frozen=True)
class OpenActie:
    """An action of an earlier meeting that is still to be done."""

    nummer: str = veld("Zoals PRT-DR-2024-A02; daaronder het nummer bij een andere tafel")
    tekst: Blokken = veld("Wat is afgesproken")
    door: str = veld("Wie het doet")
    termijn: str = veld(
        "Zoals 19 april 2024 (was 31 maart 2024), te laat; wacht op LRT; leeg zonder termijn"
    )
    leeftijd: str = veld("Zoals 103 dagen, 1 vergadering")


@dataclass(frozen=True)
class ActielijstView:
    """The action and decision list of a meeting."""

    huisstijl: StijlView = veld("De huisstijl")
    documentnaam: str = veld("Naam van het stuk in de voet")
    titel: str = veld("Titel bovenaan")
    concept: str = veld("CONCEPT, of leeg als het stuk definitief is")
    versie: str = veld("Zoals Versie 12 april 2024; leeg als het stuk definitief is")
    gegevens: tuple[Gegeven, ...] = veld("Datum, tijd, locatie en wat erbij hoort")
    aanwezig: tuple[str, ...] = veld("Wie er waren, één regel per persoon")
    afwezig: tuple[str, ...] = veld("Wie er niet waren, één regel per persoon")
    rijen: tuple[Lijstrij, ...] = veld("De lijst, één rij per agendapunt")
    eerdere_acties: tuple[EerdereActie, ...] = veld(
        "Wat deze vergadering met eerdere acties deed", default=()
    )
    open_acties: tuple[OpenActie, ...] = veld(
        "Acties van eerdere vergaderingen die nog openstaan, op de dag van de vergadering",
        default=(),
    )


@dataclass(frozen=True)
class Inhoudsrij:
    """A line of the contents page of the pack."""

    nummer: str = veld("Nummer van punt of bijlage")
    titel: str = veld("Titel van punt of bijlage")
    niveau: int = veld("0 voor een agendapunt, 1 voor een onderdeel, 2 voor een bijlage")
    pagina: str = veld("Paginanummer in de bundel; leeg voor een punt zonder stuk")
    koppeling: str = veld("Doel binnen de pdf-bundel")


@dataclass(frozen=True)
class InhoudView:
    """The contents page of the pack."""

    huisstijl: StijlView = veld("De huisstijl")
    documentnaam: str = veld("Naam van de bundel in de voet")
    titel: str = veld("Titel bovenaan")
    gegevens: tuple[Gegeven, ...] = veld("Datum, tijd en locatie")
    rijen: tuple[Inhoudsrij, ...] = veld("De inhoud, in volgorde")


@dataclass(frozen=True)
class InvulbladView:
    """A page that stands in for a document that cannot be shown, or that carries a picture."""

    huisstijl: StijlView = veld("De huisstijl")
    documentnaam: str = veld("Naam van het stuk in de voet")
    titel: str = veld("Titel van het stuk")
    nummer: str = veld("Nummer van de bijlage")
    bestandsnaam: str = veld("Naam van het ontvangen bestand")
    uitleg: str = veld("Waarom het stuk hier niet staat; leeg bij een afbeelding")
    beeld: bytes = veld("De afbeelding; leeg bij een uitleg")
    beeldtekst: str = veld("Tekstalternatief van de afbeelding")
