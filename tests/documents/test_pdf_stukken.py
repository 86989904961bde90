"""The documents of two real meetings, from view to page: structure, words, links and room."""

import io
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import pikepdf
import pypdf
import pytest
from PIL import Image

from regietafel.documents.blocks import Alinea, Blokken, Citaat, Deel, Kop, Lijst, plain
from regietafel.documents.pdf import render_pdf
from regietafel.documents.views import (
    ActielijstView,
    Agendapuntview,
    Agendarij,
    AgendaView,
    Bijlageview,
    EerdereActie,
    Gegeven,
    Inhoudsrij,
    InhoudView,
    InvulbladView,
    Lijstrij,
    OpenActie,
    StijlView,
    Uitkomst,
    Verwijzing,
)
from regietafel.documents.views_nazending import Nazendingrij, NazendingView

TEMPLATES = Path(__file__).parents[2] / "templates"
MOMENT = datetime(2024, 7, 13, 12, 42, tzinfo=UTC)
MM = 72 / 25.4


@dataclass(frozen=True)
class Element:
    """An element of the structure tree: its kind without slash, and what we ask of it."""

    kind: str
    alt: str
    has_scope: bool


STIJL = StijlView(
    naam="Provincie Drenthe",
    afdeling=("Bestuur- en concernzaken", "team Kabinet"),
    adresblok=("Westerbrink 1, Assen", "Postbus 122, 9400 AC Assen", "www.provincie.drenthe.nl"),
    accentkleur="#154273",
    vertrouwelijkheid="Vertrouwelijk: alleen bestemd voor de leden van de provinciale regietafel.",
    logo=b"",
)
STIJL_MINISTERIE = StijlView(
    naam="Ministerie van Asiel en Migratie",
    afdeling=(
        "Directoraat-Generaal Migratie",
        "Directie Regie Migratieketen",
        "Team Spreidingswet",
    ),
    adresblok=("Turfmarkt 147", "2511 DP Den Haag", "Postbus 20301", "2500 EH Den Haag"),
    accentkleur="#154273",
    vertrouwelijkheid="",
    logo=b"",
)


def rij(nummer: str, titel: str, niveau: int, doel: str = "", bijlage: str = "") -> Agendarij:
    """Return a row; every attachment but '-', 'Volgt' and 'Ja' is a link into the pack."""
    namen = () if bijlage in {"", "-"} else tuple(bijlage.split(", "))
    doelen = tuple(
        Verwijzing(naam, "" if naam == "Volgt" else f"regietafel:bijlage/{naam}") for naam in namen
    )
    return Agendarij(nummer, titel, niveau, doel, doelen, bijlage)


INFO = "Ter informatie"
AGENDA_DRENTHE = AgendaView(
    huisstijl=STIJL,
    documentnaam="Agenda provinciale regietafel Drenthe 17 juli 2024",
    titel="Overleg provinciale regietafel asiel Drenthe",
    concept="CONCEPT",
    versie="Versie 13 juli 2024",
    melding="",
    gegevens=(
        Gegeven("Datum", "woensdag 17 juli 2024"),
        Gegeven("Tijd", "12.30 – 13.30 uur (vanaf 12.00 uur inloop met lunch)"),
        Gegeven("Locatie", "Provinciehuis, Westerbrink 1, Assen"),
        Gegeven("Digitaal", "de koppeling ontvangt u apart"),
    ),
    aanwezig=(),
    afwezig=(),
    rijen=(
        rij("1", "Opening", 0),
        rij("2", "Actie- en besluitenlijst PRT 5 april 2024", 0, "Ter vaststelling", "2"),
        rij("3", "Mededelingen en korte bespreekpunten", 0),
        rij("a)", "Landelijke ontwikkelingen", 1, INFO, "-"),
        rij("", "Uitwerking van het hoofdlijnenakkoord (Spreidingswet)", 2),
        rij("", "Tijdelijke wet opvang ontheemden Oekraïne: innen van de bijdrage", 2, INFO, "-"),
        rij("b)", "Aanpak van overlast door ‘veiligelanders’: stand van zaken", 1, INFO, "-"),
        rij("c)", "Afhandeling van Woo-verzoeken", 1, INFO, "-"),
        rij("4", "Asielopvang", 0),
        rij("a)", "Asielopvang op korte termijn: stand van zaken", 1, INFO, "-"),
        rij(
            "b)", "Voorstel uitwerking Drentse puzzel", 1, "Ter bespreking/instemming", "4b-1, 4b-2"
        ),
        rij("5", "Huisvesting en taakstelling statushouders", 0),
        rij(
            "a)",
            "Stand van zaken, met overzicht van de taakstelling en van gerealiseerde flexwoningen",
            1,
            INFO,
            "5a",
        ),
        rij(
            "b)",
            "Verslag inspiratiebijeenkomst huisvesting statushouders 25 april 2024, met prognoses",
            1,
            "Ter informatie/bespreking",
            "5b",
        ),
        rij(
            "c)",
            "Toelichting op het proces van het interbestuurlijk toezicht",
            1,
            "Ter informatie/bespreking",
            "Volgt",
        ),
        rij("6", "Rondvraag", 0, "", "-"),
        rij("7", "Sluiting", 0, "", "-"),
    ),
    punten=(),
    bijlagen=(),
)


def alinea(*teksten: str) -> Alinea:
    return Alinea(tuple(Deel(tekst) for tekst in teksten))


def opsomming(*teksten: str, genummerd: bool = False) -> Lijst:
    return Lijst(genummerd, tuple(plain(tekst) for tekst in teksten))


def punt(
    nummer: str,
    titel: str,
    bespreekpunt: Blokken = (),
    toelichting: Blokken = (),
    bijlage: str = "",
    *,
    niveau: int = 0,
) -> Agendapuntview:
    doelen = (
        (Verwijzing(bijlage, "regietafel:bijlage/" + bijlage.rpartition(" ")[2]),)
        if bijlage
        else ()
    )
    return Agendapuntview(nummer, titel, niveau, "", doelen, bijlage, bespreekpunt, toelichting, ())


AGENDA_LANDELIJK = AgendaView(
    huisstijl=STIJL_MINISTERIE,
    documentnaam="Agenda Landelijke Regietafel 26 september 2024",
    titel="Landelijke Regietafel",
    concept="",
    versie="",
    melding="",
    gegevens=(
        Gegeven("Omschrijving", "Landelijke Regietafel"),
        Gegeven("Datum", "donderdag 26 september 2024"),
        Gegeven("Tijd", "13.00 – 14.00 uur"),
        Gegeven("Vergaderplaats", "Johan de Witthuis, Kneuterdijk 6, 2514 EN Den Haag"),
        Gegeven("Kenmerk", "LRT-2024-03"),
    ),
    aanwezig=(
        "minister mw. M. Faber-van de Klashorst (AenM)",
        "minister mw. M. Keijzer (VRO)",
        "staatssecretaris dhr. J. Nobel (SZW)",
        "dhr. M. Boumans (VNG)",
        "mw. L. Spies (VNG)",
        "mw. R. Streefland (VNG)",
        "dhr. K. van Rooij (VNG)",
        "mw. J. Klijnsma (Kring CdK)",
        "dhr. J. de Reus (IPO)",
        "dhr. M. Schoenmaker (COA)",
        "dhr. M. van Rijn (Aedes) (digitaal)",
    ),
    afwezig=(
        "minister mw. J. Uitermark (BZK)",
        "staatssecretaris mw. I. Coenradie (JenV)",
        "minister mw. M. Agema (VWS)",
        "staatssecretaris mw. M. Paul (OCW)",
    ),
    rijen=(),
    punten=(
        punt(
            "1",
            "Opening en kennismaking",
            (),
            plain(
                "Het is de eerste Landelijke Regietafel met het nieuwe kabinet. De partijen willen elkaar spreken en in deze samenstelling leren kennen."
            ),
        ),
        punt(
            "2",
            "Gezamenlijke agenda",
            (
                alinea(
                    "de bewindspersonen van AenM, VRO, SZW en OCW vertellen waar zij vanuit het Regeerprogramma de komende tijd op letten. De medeoverheden leggen daar hun eigen punten naast."
                ),
                alinea("Daarbij komen in elk geval aan de orde:"),
                opsomming(
                    "AenM: grip op de instroom, een stabiel opvanglandschap voor asielzoekers en Oekraïense ontheemden, grensbewaking, veiligheid en overlast;",
                    "VRO: sneller uitstromen naar woningen voor statushouders;",
                    "SZW: werk en meedoen;",
                    "VNG, IPO, CdK en Aedes: hun kijk op deze agenda.",
                ),
            ),
            (
                Alinea(
                    (
                        Deel(
                            "de regietafel geeft de maatschappelijke opgave rond asiel en migratie "
                        ),
                        Deel("samen met de medeoverheden", cursief=True),
                        Deel(
                            " vorm. De hoogambtelijke tafel (HLRT) van 17 september hield hierover een eerste ronde; het "
                        ),
                        Deel(
                            "regeerprogramma", link="https://www.rijksoverheid.nl/regeerprogramma"
                        ),
                        Deel(" is het vertrekpunt."),
                    )
                ),
                alinea(
                    "Met deze vergadering krijgt de agenda zo veel inhoud dat zij ambtelijk kan worden uitgewerkt. De bewindspersonen lichten de inzet op hun terrein toe; daarna bespreken de aanwezigen wat die voor ieder van hen betekent en hoe de punten binnen enkele weken concreet worden."
                ),
            ),
            "bijlage I",
        ),
        punt(
            "3",
            "Actuele situatie en vooruitblik",
            (
                alinea(
                    "inzicht in de noodmaatregelen die er al zijn en in wat er op zeer korte termijn wordt voorbereid."
                ),
            ),
            (
                alinea(
                    "toegelicht wordt wat er op stapel staat voor de asielopvang, de opvang van ontheemden uit Oekraïne en de Spreidingswet."
                ),
                alinea(
                    "Op maandag 30 september spreekt de minister van AenM met de kring van commissarissen van de Koning, onder meer over de asielopvang."
                ),
            ),
            "bijlage II",
        ),
        punt(
            "4",
            "Bestuurlijke samenwerking",
            plain("bekrachtiging van de bestuurlijke samenwerking via de Landelijke Regietafel."),
            plain(
                "de tafel bevestigt hoe de samenwerking verder gaat en spreekt af dat zij op vaste momenten bijeenkomt."
            ),
        ),
        punt("5", "W.v.t.t.k."),
    ),
    bijlagen=(
        Bijlageview("I", "Aanzet voor een gezamenlijke agenda asiel en migratie", ""),
        Bijlageview(
            "II",
            "Dashboard van de provinciale regietafels, met beknopte duiding",
            "wordt nagezonden",
        ),
    ),
)


def uitkomst(label: str, nummer: str, tekst: str, door: str = "", termijn: str = "") -> Uitkomst:
    return Uitkomst(label.lower() or "uitkomst", label, nummer, plain(tekst), door, termijn)


OPEN = (
    OpenActie(
        "LRT-2026-A01\n(PRT-TS-2026-A02)",
        (alinea("Laten weten wat hun gemeente per opgave inbrengt."),),
        "Alle gemeenten",
        "19 april 2024 (was 31 maart 2024)",
        "1055\N{NO-BREAK SPACE}dagen, 12\N{NO-BREAK SPACE}vergaderingen",
    ),
)
ACTIELIJST = ActielijstView(
    huisstijl=STIJL,
    documentnaam="Actie- en besluitenlijst PRT Drenthe 5 april 2024",
    titel="Actie- en besluitenlijst provinciale regietafel asiel Drenthe",
    concept="CONCEPT",
    versie="Versie 12 april 2024",
    gegevens=(
        Gegeven("Datum", "vrijdag 5 april 2024"),
        Gegeven("Locatie", "Provinciehuis, Assen"),
    ),
    aanwezig=(
        "mw. J. Klijnsma, commissaris van de Koning (voorzitter)",
        "dhr. M. Breukelman, burgemeester van Hoogeveen",
        "mw. A. Bastiaans, COA (digitaal)",
    ),
    afwezig=(),
    rijen=(
        Lijstrij(
            "1",
            "Opening",
            0,
            (
                alinea("De tafel maakt kennis met:"),
                opsomming(
                    "Martijn Breukelman, de nieuwe burgemeester van Hoogeveen;",
                    "Anita Bastiaans, bestuurlijk vertegenwoordiger van het COA;",
                    "de nieuwe regiomanager van het COA voor alleenstaande minderjarige vreemdelingen.",
                ),
            ),
            (uitkomst("", "", "Ter informatie"),),
        ),
        Lijstrij(
            "2",
            "Actie- en besluitenlijst 2 februari 2024",
            0,
            (),
            (uitkomst("Besluit", "PRT-DR-2024-B01", "Vastgesteld"),),
        ),
        Lijstrij("3", "Mededelingen en korte bespreekpunten", 0, (), ()),
        Lijstrij(
            "a)",
            "Landelijke ontwikkelingen",
            1,
            plain(
                "De staatssecretaris van JenV stuurde op 3 april alle gemeenten een brief over derdelanders. De lijn blijft, ondanks enkele gerechtelijke uitspraken, dezelfde: gemeenten kunnen de opvang en voorzieningen zoals leefgeld vanaf 2 april beëindigen. Voor zover bekend hebben alleen Assen, Emmen en Meppel in Drenthe derdelanders; zij leveren maatwerk per persoon."
            ),
            (uitkomst("", "", "Ter informatie"),),
        ),
        Lijstrij(
            "b)",
            "Veiligelanders",
            1,
            plain(
                "Er wordt gewerkt aan een oplossing voor het gebruik van de PBL; zodra die bekend is, hoort de tafel dat. In en rond Ter Apel en Nieuw-Weerdinge is extra toezicht en handhaving georganiseerd. Ook wil het ministerie deze groep beter over gemeenten spreiden."
            ),
            (
                uitkomst(
                    "Actie",
                    "PRT-DR-2024-A03",
                    "De tafel dringt bij het ministerie aan op spoed, omdat overlast en onveiligheid het draagvlak voor asielopvang aantasten.",
                    "Voorzitter PRT",
                    "uiterlijk 1 mei 2024",
                ),
            ),
        ),
        Lijstrij(
            "c)",
            "Afhandeling van Woo-verzoeken",
            1,
            (
                alinea(
                    "De provincie heeft drie Woo-verzoeken over asiel en statushouders ontvangen."
                ),
                opsomming(
                    "Bij twee verzoeken kunnen alle deelnemers een zienswijze geven. Die termijn loopt nog.",
                    "Voor het derde worden de documenten verzameld; daarna volgt waarschijnlijk ook een zienswijzeprocedure.",
                ),
            ),
            (uitkomst("", "", "Ter informatie"),),
        ),
        Lijstrij(
            "4",
            "Asielopvang",
            0,
            (
                alinea(
                    "De asielopvang staat onder druk: de instroom is hoger, procedures duren lang en de uitstroom blijft achter. Ministerie, COA en gemeenten zoeken voortdurend plekken, liefst voor langere tijd."
                ),
                alinea(
                    "Het COA belde eerst drie Drentse gemeenten over de tijdelijke plaatsing van statushouders in hotels; meer gemeenten volgen. Waar het kan, telt de gemeente mee waaraan iemand is gekoppeld. Dat lukt niet altijd."
                ),
                alinea(
                    "Landelijk willen veertig gemeenten een doorstroomlocatie beginnen. De tafel wijst erop dat dit middel beperkt werkt, omdat na een jaar de HAR gaat gelden. Het ministerie ziet dat ook en vraagt gemeenten vooraf na te denken over alternatieven, zoals flexwoningen."
                ),
                alinea(
                    "De nachtopvang gaat op 10 april voor twee maanden van Tweede Exloërmond naar Zuidwolde. Enkele gemeenten staan positief tegenover overname, maar stemmen dat nog in hun college af. Hetzelfde geldt voor enkele Groningse gemeenten. Er komt een uitvraag wie aan de carrousel wil meedoen. Kritische noot: opnieuw zetten de noordelijke gemeenten zich in terwijl anderen toekijken."
                ),
            ),
            (
                uitkomst(
                    "Besluit",
                    "PRT-DR-2024-B02",
                    "De nachtopvang gaat voor twee maanden naar Zuidwolde.",
                ),
                uitkomst(
                    "Actie",
                    "PRT-DR-2024-A04",
                    "Bestuurlijk overleg plannen met de Drentse en Groningse gemeenten die aan de nachtopvangcarrousel willen meedoen, om tot een planning te komen.",
                    "Secretarissen PRT Drenthe en Groningen",
                    "uiterlijk 1 juni 2024",
                ),
                uitkomst(
                    "Actie", "PRT-DR-2024-A05", "Nagaan of rijksvastgoed bruikbaar is.", "COA"
                ),
            ),
        ),
        Lijstrij(
            "5",
            "Drentse puzzel",
            0,
            plain(
                "Alle colleges is gevraagd vóór 1 april te laten weten wat zij inbrengen. Van Aa en Hunze, Assen, Coevorden, Meppel, Tynaarlo en Midden-Drenthe is een reactie binnen; de andere reageren binnen twee weken. De totale inbreng wordt naast de opgave gelegd en met een ambtelijk advies in mei of juni besproken, zodat JenV het vóór de zomer weet."
            ),
            (
                uitkomst(
                    "Actie",
                    "PRT-DR-2024-A06",
                    "Reageren op het verzoek van de voorzitter om de gemeentelijke inbreng te laten weten.",
                    "Colleges van Borger-Odoorn, De Wolden, Emmen, Hoogeveen, Noordenveld en Westerveld",
                    "uiterlijk 19 april 2024",
                ),
            ),
        ),
        Lijstrij(
            "6",
            "Huisvesting statushouders",
            0,
            (
                opsomming(
                    "Op 25 april is er een inspiratiebijeenkomst over de huisvesting van statushouders.",
                    "De tweede tranche van de stimuleringsregeling flexwonen gaat binnenkort open.",
                ),
            ),
            (uitkomst("", "", "Ter informatie"),),
        ),
    ),
)

INHOUD = InhoudView(
    huisstijl=STIJL,
    documentnaam="Vergaderstukken PRT Drenthe 17 juli 2024",
    titel="Vergaderstukken provinciale regietafel Drenthe",
    gegevens=AGENDA_DRENTHE.gegevens[:3],
    rijen=(
        Inhoudsrij("0", "Agenda", 0, "2", "regietafel:agenda"),
        Inhoudsrij("1", "Opening", 0, "", ""),
        Inhoudsrij(
            "2", "Actie- en besluitenlijst PRT 5 april 2024", 0, "4", "regietafel:bijlage/2"
        ),
        Inhoudsrij("3", "Mededelingen en korte bespreekpunten", 0, "", ""),
        Inhoudsrij("4", "Asielopvang", 0, "", ""),
        Inhoudsrij("b)", "Voorstel uitwerking Drentse puzzel", 1, "", ""),
        Inhoudsrij(
            "4b-1",
            "Voorstelmemorandum verdeling asiel- en vluchtelingenopgave in Drenthe",
            2,
            "8",
            "regietafel:bijlage/4b-1",
        ),
        Inhoudsrij("4b-2", "Reacties van de gemeenten", 2, "14", "regietafel:bijlage/4b-2"),
        Inhoudsrij("5", "Huisvesting en taakstelling statushouders", 0, "", ""),
        Inhoudsrij(
            "5a",
            "Overzicht flexwonen aandachtsgroepen en versnellen huisvesting statushouders",
            2,
            "20",
            "regietafel:bijlage/5a",
        ),
        Inhoudsrij(
            "5b",
            "Verslag inspiratiebijeenkomst huisvesting statushouders 25 april, met prognoses",
            2,
            "104",
            "regietafel:bijlage/5b",
        ),
    ),
)

INVULBLAD = InvulbladView(
    huisstijl=STIJL,
    documentnaam="Vergaderstukken PRT Drenthe 17 juli 2024",
    titel="Overzicht flexwonen aandachtsgroepen",
    nummer="5a",
    bestandsnaam="5a. Overzicht flexwonen.pdf",
    uitleg="Dit stuk is met een wachtwoord beveiligd en kan daarom niet in de bundel staan. Het secretariaat stuurt het apart toe.",
    beeld=b"",
    beeldtekst="",
)


def picture(width: int, height: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "#0a5c3c").save(content, "PNG")
    return content.getvalue()


LANG = "Bestuurlijke verantwoordelijkheidsverdeling rond tussenvoorzieningen en opvang " * 12
ROWS = AGENDA_DRENTHE.rijen
DEEP = (
    Kop(2, (Deel("Tussenkop"),)),
    Kop(5, (Deel("Diepe kop"),)),
    Citaat((Kop(1, (Deel("Kop in een citaat"),)), *plain("Aangehaald."))),
    Lijst(False, ((alinea("Buiten"), opsomming("Binnen", genummerd=True)),)),
    Alinea((Deel("vet", vet=True), Deel("code", code=True), Deel("\n"), Deel("eind"))),
)

Stuk: TypeAlias = AgendaView | ActielijstView | InhoudView | InvulbladView | NazendingView

VOORBLAD = NazendingView(
    huisstijl=STIJL,
    documentnaam="Nazending PRT Drenthe 17 juli 2024",
    titel="Nazending provinciale regietafel Drenthe",
    gegevens=(Gegeven("Datum", "woensdag 17 juli 2024"),),
    inleiding="Dit is een aanvulling op de stukken die u op 13 juli 2024 kreeg.",
    rijen=(
        Nazendingrij(
            "4b", LANG, "Vervangen", "Noordenveld gaf zijn inbreng.", "41 – 43b",
            "Pagina 44 vervalt.", "regietafel:bijlage/4b",
        ),
        Nazendingrij("5a", "Overzicht flexwonen", "Ingetrokken", "", "45", "", ""),
    ),
    punten=("Nieuw punt 4c: Nachtopvang in de zomer",),
    ongewijzigd="De bijlagen 2 en 5b zijn niet veranderd.",
)  # fmt: skip

DOCUMENTS: dict[str, tuple[str, Stuk]] = {
    "agenda": ("agenda-tabel", AGENDA_DRENTHE),
    "agenda, moved, light accent and logo": (
        "agenda-tabel",
        replace(
            AGENDA_DRENTHE,
            huisstijl=replace(STIJL, accentkleur="#ffd200", logo=picture(400, 100)),
            concept="",
            versie="",
            melding="Deze vergadering gaat niet door.",
            aanwezig=AGENDA_LANDELIJK.aanwezig,
        ),
    ),
    "agenda, sixty rows": ("agenda-tabel", replace(AGENDA_DRENTHE, rijen=(ROWS * 4)[:60])),
    "agenda, very long titles": (
        "agenda-tabel",
        replace(
            AGENDA_DRENTHE,
            titel=LANG,
            documentnaam=LANG,
            rijen=(
                rij("1", LANG, 0, "Ter bespreking/instemming", "1a, 1b, 1c"),
                rij("a)", LANG * 5, 1),
            ),
        ),
    ),
    "agenda, empty": ("agenda-tabel", replace(AGENDA_DRENTHE, rijen=(), gegevens=())),
    "agenda with explanation": ("agenda-toelichting", AGENDA_LANDELIJK),
    "agenda with every kind of block": (
        "agenda-toelichting",
        replace(AGENDA_LANDELIJK, punten=(punt("1a", "Onderdeel", DEEP, DEEP, niveau=1),)),
    ),
    "agenda with explanation, empty": (
        "agenda-toelichting",
        replace(AGENDA_LANDELIJK, punten=(), bijlagen=(), aanwezig=(), afwezig=()),
    ),
    "action list": ("actielijst", ACTIELIJST),
    "action list, open actions": ("actielijst", replace(ACTIELIJST, open_acties=OPEN * 30)),
    "action list, sixty rows": ("actielijst", replace(ACTIELIJST, rijen=ACTIELIJST.rijen * 7)),
    "action list, empty": ("actielijst", replace(ACTIELIJST, rijen=())),
    "contents": ("inhoud", INHOUD),
    "contents, long": ("inhoud", replace(INHOUD, rijen=INHOUD.rijen * 6)),
    "contents, empty": ("inhoud", replace(INHOUD, rijen=(), gegevens=())),
    "notice": ("invulblad", INVULBLAD),
    "wide picture": ("invulblad", replace(INVULBLAD, uitleg="", beeld=picture(1600, 900))),
    "tall picture": ("invulblad", replace(INVULBLAD, uitleg="", beeld=picture(90, 2600))),
    "cover": ("voorblad", VOORBLAD),
    "cover, long": ("voorblad", replace(VOORBLAD, titel=LANG, rijen=VOORBLAD.rijen * 20)),
    "cover, points alone": ("voorblad", replace(VOORBLAD, rijen=(), ongewijzigd="")),
}

every_document = pytest.mark.parametrize("name", DOCUMENTS)


def render(name: str) -> bytes:
    soort, view = DOCUMENTS[name]
    return render_pdf(view, TEMPLATES / soort, moment=MOMENT)


def words(content: bytes) -> str:
    """Return all text without line ends, hyphenation undone."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", "\n".join(p.extract_text() for p in pages).replace("\u00ad\n", ""))


def has_scope(cell: pikepdf.Object) -> bool:
    attributes = cell.get("/A", pikepdf.Array())
    several = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return any("/Scope" in a for a in several if isinstance(a, pikepdf.Dictionary))


def elements(node: pikepdf.Object) -> Iterator[Element]:
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from elements(item)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield Element(str(node.S)[1:], str(node.get("/Alt", "")), has_scope(node))
        if "/K" in node:
            yield from elements(node.K)


def structure(content: bytes) -> list[Element]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return list(elements(pdf.Root.StructTreeRoot.K))


def links(content: bytes) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    notes = (note.get_object() for page in pages for note in page.get("/Annots", []))
    return [note["/A"]["/URI"] for note in notes if note["/Subtype"] == "/Link"]


@every_document
def test_every_document_says_its_title_author_language_and_that_it_is_tagged(name: str) -> None:
    view = DOCUMENTS[name][1]
    with pikepdf.open(io.BytesIO(render(name))) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert metadata["dc:title"].split() == view.documentnaam.split()
        assert view.huisstijl.naam in metadata["dc:creator"]
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata.pdfa_status == "2A"


@every_document
def test_every_document_begins_with_one_h1_and_skips_no_level(name: str) -> None:
    kinds = [element.kind for element in structure(render(name))]
    levels = [int(kind[1:]) for kind in kinds if re.fullmatch(r"H\d", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_document
def test_every_table_has_header_cells_with_a_scope(name: str) -> None:
    found = structure(render(name))
    headers = [element for element in found if element.kind == "TH"]
    assert all(cell.has_scope for cell in headers)
    if "Table" in {element.kind for element in found}:
        assert len(headers) in {2, 3, 4, 2 + 5}


@every_document
def test_every_picture_has_alternative_text(name: str) -> None:
    assert all(element.alt for element in structure(render(name)) if element.kind == "Figure")


@every_document
def test_the_same_view_gives_the_same_bytes(name: str) -> None:
    assert render(name) == render(name)


def test_the_agenda_says_every_word_of_the_view_in_order() -> None:
    text = words(render("agenda"))
    said = [row.titel.split()[0] for row in ROWS]
    places = [text.index(word, text.index("Bijlage")) for word in said[:3]]
    assert places == sorted(places)
    for expected in ("CONCEPT Versie 13 juli 2024", "Datum woensdag 17 juli 2024", "4b-1, 4b-2"):
        assert expected in text
    assert text.rstrip().endswith("pagina 1 van 1")


def test_references_in_the_agenda_are_links_for_the_pack_to_aim() -> None:
    found = links(render("agenda"))
    assert found == [f"regietafel:bijlage/{n}" for n in ("2", "4b-1", "4b-2", "5a", "5b")]


def test_every_line_of_the_contents_with_a_page_links_to_it() -> None:
    found = links(render("contents"))
    with_page = [row.koppeling for row in INHOUD.rijen if row.pagina]
    assert sorted(found) == sorted(with_page * 2)


def test_a_link_in_an_explanation_keeps_its_address() -> None:
    found = links(render("agenda with explanation"))
    assert "https://www.rijksoverheid.nl/regeerprogramma" in found


def test_labels_run_into_the_first_paragraph() -> None:
    text = words(render("agenda with explanation"))
    assert "Bespreekpunt: bekrachtiging van" in text
    assert "Toelichting: de tafel bevestigt" in text
    assert "2 Gezamenlijke agenda (bijlage I)" in text


def test_the_header_row_comes_back_on_every_page() -> None:
    pages = pypdf.PdfReader(io.BytesIO(render("action list, sixty rows"))).pages
    assert len(pages) > 5
    assert all("Agendaonderwerp en bespreking" in page.extract_text() for page in pages)


def test_the_open_actions_have_a_heading_and_a_head_on_every_page() -> None:
    content = render("action list, open actions")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    first = next(n for n, page in enumerate(pages) if "Openstaande acties" in page)
    assert len(pages) > first + 1
    assert all("Leeftijd" in page for page in pages[first:])
    assert "H2" in {element.kind for element in structure(content)}
    assert "Openstaande acties" not in words(render("action list"))


def test_open_actions_stay_within_the_margins_and_their_numbers_whole(
    needs_program: Callable[..., None],
) -> None:
    needs_program("pdftotext")
    content = render("action list, open actions")
    page = pypdf.PdfReader(io.BytesIO(content)).pages[-1].extract_text()
    for piece in ("LRT-2026-A01\n(PRT-TS-2026-A02)", "dagen,", "12\N{NO-BREAK SPACE}vergaderingen"):
        assert piece in page
    assert right_edge(content) <= (210 - 20) / 25.4 * 72


def right_edge(content: bytes) -> float:
    """Return where the rightmost word of all pages ends, in points."""
    found = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
    )
    return max(float(x) for x in re.findall(rb'xMax="([\d.]+)"', found.stdout))


def test_what_a_meeting_did_with_earlier_actions_is_a_table_before_what_is_open() -> None:
    done = EerdereActie("PRT-DR-2024-A01", plain("Stuurt een brief."), plain("Afgerond: Gedaan."))
    view = replace(ACTIELIJST, open_acties=OPEN, eerdere_acties=(done,))
    text = words(render_pdf(view, TEMPLATES / "actielijst", moment=MOMENT))
    order = ["Eerdere acties in deze vergadering", "Wat er gebeurde", "Afgerond: Gedaan.", "Openstaande acties"]  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "Eerdere acties" not in words(render("action list"))


def test_no_outcome_is_split_and_a_page_says_which_point_goes_on() -> None:
    outcomes = tuple(
        uitkomst("Actie", f"A{n:02}", "Nagaan wat kan. " * 6, f"Wie{n:02}", f"dag{n:02}")
        for n in range(20)
    )
    rows = (Lijstrij("3a", "Opvang", 1, plain("Kort."), outcomes),)
    content = render_pdf(replace(ACTIELIJST, rijen=rows), TEMPLATES / "actielijst", moment=MOMENT)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert len(pages) > 1
    assert ["3a (vervolg)" in page for page in pages] == [False] + [True] * (len(pages) - 1)
    for n in range(20):
        marks = (f"A{n:02}", f"Wie{n:02}", f"dag{n:02}")
        assert [all(mark in page for mark in marks) for page in pages].count(True) == 1


def test_an_empty_list_has_no_table_header_without_rows() -> None:
    for name in ("agenda, empty", "action list, empty", "contents, empty"):
        assert "Table" not in {element.kind for element in structure(render(name))}


@pytest.mark.parametrize("extra", range(12))
def test_no_agenda_spills_a_few_lines_onto_a_last_page(extra: int) -> None:
    rows = ROWS + tuple(rij(str(n), "Punt", 0, INFO, "-") for n in range(8, 12 + extra))
    view = replace(AGENDA_DRENTHE, rijen=rows)
    content = render_pdf(view, TEMPLATES / "agenda-tabel", moment=MOMENT)
    last = pypdf.PdfReader(io.BytesIO(content)).pages[-1].extract_text()
    assert last.count("\n") >= 7


def test_a_sub_point_never_starts_a_page_without_its_point() -> None:
    pages = pypdf.PdfReader(io.BytesIO(render("agenda, sixty rows"))).pages
    for page in pages:
        first = page.extract_text().split("Bijlage\n", 1)[1].splitlines()[0]
        assert not re.match(r"[a-z]\)|–", first)


@every_document
def test_the_corners_for_the_stamps_of_the_pack_stay_free(
    name: str, tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("pdftotext")
    path = tmp_path / "stuk.pdf"
    path.write_bytes(render(name))
    found = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True
    )
    for word in ET.fromstring(found.stdout).iter("{http://www.w3.org/1999/xhtml}word"):  # noqa: S314
        assert float(word.attrib["yMin"]) > 14 * MM
        assert float(word.attrib["yMax"]) < (297 - 10) * MM
        assert float(word.attrib["xMax"]) < (210 - 12) * MM


@pytest.mark.parametrize(
    ("accent", "used"),
    [
        ("#ffd200", (1, 0.824, 0)),
        ("#ffffff", (1, 1, 1)),
        ("#9fe", (0.6, 1, 0.933)),
        ("#154273", (0.082, 0.259, 0.451)),
        ("geen kleur", (0.082, 0.259, 0.451)),
    ],
)
def test_text_in_any_accent_colour_is_dark_enough_to_read(
    accent: str, used: tuple[float, ...]
) -> None:
    view = replace(AGENDA_DRENTHE, huisstijl=replace(STIJL, accentkleur=accent))
    content = render_pdf(view, TEMPLATES / "agenda-tabel", moment=MOMENT)
    tint = tuple(0.91 + 0.09 * channel for channel in used)
    colours = text_colours(content)
    assert len(colours) == 3  # body, grey, accent
    assert all((luminance(tint) + 0.05) / (luminance(c) + 0.05) >= 4.5 for c in colours)


def text_colours(content: bytes) -> set[tuple[float, ...]]:
    """Return the fill colours in which text is drawn, except white (on a label)."""
    colours: set[tuple[float, ...]] = set()
    current: tuple[float, ...] = ()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                if operator in {"scn", "rg"} and len(instruction.operands) == 3:
                    current = tuple(float(v) for v in instruction.operands)
                if operator in {"Tj", "TJ"}:
                    colours.add(current)
    return colours - {(1.0, 1.0, 1.0)}


def luminance(colour: tuple[float, ...]) -> float:
    """Return the relative luminance of WCAG 2.2."""

    def linear(c: float) -> float:
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    weights = (0.2126, 0.7152, 0.0722)
    return sum(w * linear(c) for w, c in zip(weights, colour, strict=True))
