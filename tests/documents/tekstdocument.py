"""A document that is one text: a view, a Word template and a Typst template to try blocks with."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from regietafel.documents.blocks import Blokken, Tekstprobleem
from regietafel.documents.nummeren import fill_pictures, number_blocks
from regietafel.documents.pdf import render_pdf
from regietafel.documents.richtext import parse_document
from regietafel.documents.views import StijlView, veld
from regietafel.documents.word import render_word
from regietafel.documents.word_xml import make, text_elements, w

TEMPLATES = Path(__file__).parents[2] / "templates"
MOMENT = datetime(2024, 7, 13, 12, 42, tzinfo=UTC)
STIJL = StijlView(
    naam="Provincie Drenthe",
    afdeling=("Team Kabinet",),
    adresblok=("Westerbrink 1", "9405 BJ Assen"),
    accentkleur="#154273",
    vertrouwelijkheid="Vertrouwelijk: alleen voor de leden van de tafel",
    logo=b"",
)
PDF_TEMPLATE = """#import "../_huisstijl/huisstijl.typ": *
#show: stuk.with(view)
#titelkop(view)
#rijk-document(view.tekst)
"""

RIJK = """## Voorstel

Met deze memo wordt u **geïnformeerd** over de stand van de opgave[^1] en voorgesteld in te stemmen
met de verdeling in [](#puzzel). Zie ook [](#aanleiding), [](#cijfers), [](#kaart) en
[de toelichting](#risico).

::: inhoud

## Aanleiding {#aanleiding}

De provincie telde ruim *drieduizend* plekken[^1]. De Spreidingswet[^wet] verplicht de gemeenten tot
samenwerking; zie [de wet](https://wetten.overheid.nl/?a=1&b=2).

> De tafel vraagt om een gezamenlijke aanpak, met aandacht voor draagvlak.

### Wat er is afgesproken

1. eerst een verkenning;
   - met de gemeenten
     - en hun corporaties
       - per kern
         - en per wijk
2. daarna een besluit.

- [x] bod van de gemeenten opgehaald
- [ ] besluit van de colleges voorbereid

Tabel: Bod per gemeente op 1 juli 2024[^bron] {#puzzel}

| Regio | Bod asiel | Bod Oekraïne | Totaal | Aandeel |
|---|--:|--:|--:|:-:|
| **Noord-Drenthe** | | | | |
| Assen | 1.250 | 340 | 1.590 | 41,2% |
| **Zuid-Drenthe** | | | | |
| Emmen | 1.400 | 480 | 1.880 | 48,7% |

De getallen zijn afgerond. [](#puzzel) laat zien dat Emmen het meest biedt.

![Kaart van Drenthe met de plekken](kaart.png "Plekken per gemeente"){#kaart}

![Zonder bestand](weg.png "Deze is er niet")

#### Een kop op niveau drie van de tekst

```
regel  met   spaties
    <script>alert("x")</script> #panic() {{ 7*7 }}
```

## Risico's {#risico}

| Risico's | Beheersmaatregelen |
|---|---|
| Onvoldoende draagvlak | - omwonenden vroeg betrekken<br>- één aanspreekpunt |
| Vertraging van de vergunningverlening | Eerste regel<br>tweede regel<br><br>Nieuwe alinea. |

::: liggend

### Overzicht flexwonen

Tabel: Flexwonen in Drenthe {#flex}

| Gemeente | Soort project | Doelgroepen | Status | Fase | Hulpvraag | Ondersteuning | Realisatie |
|---|---|---|---|---|---|---|---|
| Aa en Hunze | Flex, tijdelijke units | statushouders | Zeker | Bestuursopdracht gereed | Advies | Flexteam | nbn |
| Coevorden | Transformatie pand | Arbeidsmigranten | Zeker | Analyse aantallen | Advisering | Provincie | 2024 |

Zie [](#flex) hierboven.

:::

## Samenvattend

Tot zover. <b>Vet</b> wordt getoond zoals het er staat.

---

::: nieuwe pagina
:::

## Bijlage: Cijfers en bronnen {#cijfers}

Hier staan de bronnen.

[^1]: Bron: COA, *weekcijfers* van 1 juli 2024.
[^wet]: Wet gemeentelijke taak mogelijk maken asielopvangvoorzieningen.

    Met een tweede alinea en [een koppeling](https://example.org/a?b=1&c=2).
[^bron]: Opgave van de gemeenten.
"""
"""Every kind of block."""


@dataclass(frozen=True)
class TekstView:
    """A title and a text."""

    huisstijl: StijlView = veld("De huisstijl")
    documentnaam: str = veld("Naam van het stuk in de voet")
    titel: str = veld("Titel bovenaan")
    tekst: Blokken = veld("De tekst")


def text_view(tekst: Blokken, titel: str = "Uitwerking van de puzzel") -> TekstView:
    return TekstView(STIJL, "Voorstelmemo PRT Drenthe 17 juli 2024", titel, tekst)


def read_text(
    text: str, beelden: dict[str, bytes] | None = None, *, koppen: bool = False
) -> tuple[Blokken, tuple[Tekstprobleem, ...]]:
    """Return a text as it is rendered, with everything that is wrong in it."""
    document = parse_document(text)
    blokken, problems = number_blocks(document.blokken, koppen=koppen)
    return fill_pictures(blokken, beelden or {}), (*document.problemen, *problems)


def word_template() -> bytes:
    """Return the template of the agenda with nothing in its text but a title and the blocks."""
    source = (TEMPLATES / "agenda-tabel" / "word.docx").read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _body(content) if name == "word/document.xml" else content)
    return out.getvalue()


def _body(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    body = root[0]
    section = body[-1]
    style = make("pPr", make("pStyle", val="Heading1"))
    title = make("p", style, make("r", *text_elements("{{ titel }}")))
    text = make("p", make("r", *text_elements("{{p tekst }}")))
    for child in list(body):
        body.remove(child)
    body.extend([title, text, section])
    assert section.tag == w("sectPr")
    return etree.tostring(root)


def word_of(tekst: Blokken) -> bytes:
    return render_word(text_view(tekst), word_template(), moment=MOMENT)


def pdf_of(tekst: Blokken, folder: Path) -> bytes:
    """Return the PDF; ``folder`` takes the template."""
    soort = folder / "tekst"
    soort.mkdir(exist_ok=True)
    (soort / "pdf.typ").write_text(PDF_TEMPLATE, "utf-8")
    return render_pdf(text_view(tekst), soort, moment=MOMENT, gedeeld=TEMPLATES / "_huisstijl")
