"""Every command with its arguments. What a command does lies in the module that it imports.

Only typer is loaded here, so that ``regietafel --help`` answers at once.
"""

from pathlib import Path
from typing import Annotated

import typer

from regietafel.cli.nederlands import Groep, Opdracht

app = typer.Typer(
    name="regietafel",
    cls=Groep,
    help="Van vergadermap tot vergaderstukken: agenda, lijst, bundel en uitnodiging.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
sjablonen_app = typer.Typer(
    cls=Groep, help="Uw eigen Word-sjablonen: bekijken, ophalen en nakijken.", no_args_is_help=True
)
app.add_typer(sjablonen_app, name="sjablonen")
actie_app = typer.Typer(cls=Groep, help="Eén actie: bekijken.", no_args_is_help=True)
app.add_typer(actie_app, name="actie")

Vergadering = Annotated[
    str,
    typer.Argument(
        metavar="VERGADERING",
        help="Een map, TAFEL/DATUM, of alleen TAFEL (de eerstvolgende, anders de laatste).",
    ),
]
AlsJson = Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")]
AlsCsv = Annotated[Path | None, typer.Option("--csv", metavar="BESTAND", help="Schrijf als CSV.")]
AlsXlsx = Annotated[
    Path | None, typer.Option("--xlsx", metavar="BESTAND", help="Schrijf als Excel.")
]
Soort = Annotated[str, typer.Argument(metavar="SOORT", help="Zie 'regietafel sjablonen lijst'.")]


@app.command(cls=Opdracht)
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="MAP", help="Nieuwe map voor het voorbeeld.")
    ] = Path("regietafel-demo"),
) -> None:
    """Een voorbeeldwerkmap, met alles wat eruit komt."""
    from regietafel.cli import beginnen

    raise typer.Exit(beginnen.demo(folder))


@app.command(cls=Opdracht)
def init(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Nieuwe map voor de werkmap.")],
) -> None:
    """Een lege werkmap met een eerste tafel."""
    from regietafel.cli import beginnen

    raise typer.Exit(beginnen.init(folder))


@app.command(cls=Opdracht)
def nieuw(
    table: Annotated[str, typer.Argument(metavar="TAFEL", help="Mapnaam van de tafel.")],
    day: Annotated[str, typer.Argument(metavar="DATUM", help="Zoals 2027-03-10.")],
    suffix: Annotated[
        str, typer.Option("--achtervoegsel", help="Voor een tweede vergadering op die dag.")
    ] = "",
) -> None:
    """De map van de volgende vergadering, alvast ingevuld."""
    from regietafel.cli import beginnen

    raise typer.Exit(beginnen.nieuw(table, day, suffix))


@app.command(cls=Opdracht)
def controleer(
    name: Annotated[
        str | None,
        typer.Argument(metavar="VERGADERING", help="Eén vergadering; anders allemaal."),
    ] = None,
    json: AlsJson = False,
) -> None:
    """Klopt alles? Meldt alles wat er mis is, met regel."""
    from regietafel.cli import controleren

    raise typer.Exit(controleren.run(name, json=json))


@app.command(cls=Opdracht)
def maak(
    name: Vergadering,
    kinds: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOORT", help="agenda, actielijst; anders alles."),
    ] = None,
) -> None:
    """Agenda en actie- en besluitenlijst, als Word en PDF."""
    from regietafel.cli import maken

    raise typer.Exit(maken.run(name, kinds or []))


@app.command(cls=Opdracht)
def pakket(name: Vergadering) -> None:
    """Eén PDF: agenda, inhoud en alle bijlagen."""
    from regietafel.cli import pakken

    raise typer.Exit(pakken.run(name))


@app.command(cls=Opdracht)
def uitnodiging(name: Vergadering) -> None:
    """De uitnodiging als afspraak (.ics) voor alle leden."""
    from regietafel.cli import uitnodigen

    raise typer.Exit(uitnodigen.run(name))


@app.command(cls=Opdracht)
def acties(
    table: Annotated[
        str | None, typer.Argument(metavar="TAFEL", help="Anders alle tafels.")
    ] = None,
    only_open: Annotated[
        bool, typer.Option("--open", help="Alleen wat nog moet gebeuren.")
    ] = False,
    late: Annotated[bool, typer.Option("--te-laat", help="Alleen wat over de termijn is.")] = False,
    owner: Annotated[str, typer.Option("--eigenaar", help="Korte naam van een lid.")] = "",
    organisation: Annotated[str, typer.Option("--organisatie", help="Deel van een naam.")] = "",
    topic: Annotated[str, typer.Option("--onderwerp", help="Woord uit onderwerp of actie.")] = "",
    since: Annotated[str, typer.Option("--sinds", help="Veranderd op of na deze datum.")] = "",
    day: Annotated[str, typer.Option("--peildatum", help="De lijst zoals die toen was.")] = "",
    json: AlsJson = False,
    csv: AlsCsv = None,
    xlsx: AlsXlsx = None,
) -> None:
    """De actielijst: wat is open, te laat, van wie."""
    from regietafel.cli import acties as ledger

    chosen = ledger.Filter(only_open, late, owner, organisation, topic, since, day)
    raise typer.Exit(ledger.acties(table, chosen, ledger.Vorm(json, csv, xlsx)))


@actie_app.command(cls=Opdracht, name="toon")
def actie_toon(
    number: Annotated[str, typer.Argument(metavar="NUMMER", help="Zoals PRT-DR-2024-A07.")],
    day: Annotated[str, typer.Option("--peildatum", help="De stand zoals die toen was.")] = "",
) -> None:
    """De levensloop van één actie."""
    from regietafel.cli import acties as ledger

    raise typer.Exit(ledger.toon(number, day))


@app.command(cls=Opdracht)
def besluiten(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WOORDEN", help="Woorden uit het besluit.")
    ] = None,
    table: Annotated[str, typer.Option("--tafel", help="Mapnaam van de tafel.")] = "",
    year: Annotated[str, typer.Option("--jaar", help="Zoals 2024.")] = "",
    json: AlsJson = False,
    csv: AlsCsv = None,
    xlsx: AlsXlsx = None,
) -> None:
    """Het besluitenregister: zoek op woord, tafel of jaar."""
    from regietafel.cli import acties as ledger

    raise typer.Exit(ledger.besluiten(words or [], table, year, ledger.Vorm(json, csv, xlsx)))


@app.command(cls=Opdracht)
def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="BESTAND", help="regietafel, tafel, vergadering, verslag …"),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--naar", metavar="MAP", help="Schrijf alle schema's in MAP/schema."),
    ] = None,
) -> None:
    """Het JSON Schema van de bestanden, voor uw editor."""
    from regietafel.cli import schemas

    raise typer.Exit(schemas.run(kind, folder))


@sjablonen_app.command(cls=Opdracht, name="lijst")
def sjablonen_lijst(json: AlsJson = False) -> None:
    """Welke sjablonen er zijn, en welke daarvan uw eigen zijn."""
    from regietafel.cli import sjablonen

    raise typer.Exit(sjablonen.lijst(json=json))


@sjablonen_app.command(cls=Opdracht, name="velden")
def sjablonen_velden(name: Soort, json: AlsJson = False) -> None:
    """Welke velden u in een sjabloon kunt gebruiken."""
    from regietafel.cli import sjablonen

    raise typer.Exit(sjablonen.velden(name, json=json))


@sjablonen_app.command(cls=Opdracht, name="controleer")
def sjablonen_controleer(
    name: Annotated[
        str | None, typer.Argument(metavar="SOORT", help="Eén soort; anders al uw eigen sjablonen.")
    ] = None,
) -> None:
    """Kijk een sjabloon na: welk veld klopt niet, en waar."""
    from regietafel.cli import sjablonen

    raise typer.Exit(sjablonen.controleer(name))


@sjablonen_app.command(cls=Opdracht, name="exporteer")
def sjablonen_exporteer(name: Soort) -> None:
    """Haal een sjabloon op, om in Word aan te passen."""
    from regietafel.cli import sjablonen

    raise typer.Exit(sjablonen.exporteer(name))
