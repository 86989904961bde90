"""What the templates of the mails about a meeting see."""

from dataclasses import dataclass

from regietafel.documents.views import Gegeven, veld


@dataclass(frozen=True)
class Mailpunt:
    """A point or sub-point of the agenda."""

    nummer: str = veld("Zoals 3a")
    titel: str = veld("Titel van het punt")
    onderdeel: str = veld("ja bij 3a en 3b, leeg bij 3")


@dataclass(frozen=True)
class Mailstuk:
    """A document that goes with the mail, or that the members fetch."""

    naam: str = veld("Bestandsnaam, zoals 4b. Voorstelmemo.pdf")
    omvang: str = veld("Zoals 1,2 MB")
    link: str = veld("Waar het is op te halen; leeg als het bij de mail zit")
    controlegetal: str = veld("SHA-256 van het bestand achter de link; leeg zonder link")


@dataclass(frozen=True)
class MailView:
    """A mail about a meeting, to one member or to all."""

    onderwerp: str = veld("Onderwerp van de mail")
    accentkleur: str = veld("Kleur van de huisstijl, als #154273")
    organisatie: str = veld("Naam van de organisatie uit de huisstijl")
    aan: str = veld("Naam van het lid, of zijn functie; leden van de tafel als het er meer zijn")
    tafel: str = veld("Volledige naam van de tafel")
    kort: str = veld("Korte naam van de tafel, zoals PRT Drenthe")
    datum: str = veld("Zoals woensdag 17 juli 2024")
    feiten: tuple[Gegeven, ...] = veld("Datum, tijd, inloop, plaats en digitaal")
    link: str = veld("Link om digitaal mee te doen; leeg zonder link")
    voorzitter: str = veld("Naam van de voorzitter, of de functie met 'de' ervoor; soms leeg")
    tekst: tuple[str, ...] = veld("De uitnodigingstekst, per alinea")
    toelichting: tuple[str, ...] = veld("Wat u bij --toelichting typte, per alinea")
    verplaatst: str = veld("Zin over de eerdere datum; leeg als de vergadering niet is verplaatst")
    reden: str = veld("Reden van verplaatsen of vervallen, als zin; leeg zonder reden")
    concept: str = veld("Zin dat de stukken nog concept zijn; leeg als zij dat niet zijn")
    voorlopig: str = veld("ja als alleen de datum wordt gereserveerd; anders leeg")
    gewijzigd: str = veld("ja als er al eerder zo'n mail ging; anders leeg")
    anders: str = veld("Zin over een andere datum, tijd of plaats dan eerder gemaild; soms leeg")
    vertrokken: str = veld("ja als alleen dit lid niet meer komt; anders leeg")
    afspraak: str = veld("ja als er een afspraak of afzegging voor de agenda bij zit; anders leeg")
    veranderd: tuple[str, ...] = veld(
        "Bij een nazending: wat er nieuw, vervangen of ingetrokken is"
    )
    toegezegd: str = veld("ja als alles in de nazending was toegezegd; anders leeg")
    volledig: str = veld("ja als dit lid de vorige mail niet had en alles krijgt; anders leeg")
    agenda: tuple[Mailpunt, ...] = veld("De punten van de agenda")
    stukken: tuple[Mailstuk, ...] = veld("De stukken bij deze mail")
    nagezonden: tuple[str, ...] = veld("Titels van de stukken die nog volgen")
    afzender: str = veld("Naam van het secretariaat")
    email: str = veld("E-mailadres van het secretariaat")
    telefoon: str = veld("Telefoonnummer van het secretariaat; leeg als het er niet is")
    vertrouwelijkheid: str = veld("Regel over vertrouwelijkheid; leeg als die er niet is")
