"""Every command with its arguments. What a command does lies in the module that it imports.

Only typer is loaded here, so that ``regietafel --help`` answers at once.
"""

from pathlib import Path
from typing import Annotated

import typer

from regietafel.cli import app_leden
from regietafel.cli.app_actie import Datum, actie_app, as_number
from regietafel.cli.app_cijfers import cijfers_app
from regietafel.cli.app_mail import register as register_mail
from regietafel.cli.app_stuk import AlsJson, Vergadering, stuk_app
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
app.add_typer(actie_app, name="actie")
app.add_typer(stuk_app, name="stuk")
app.add_typer(cijfers_app, name="cijfers")

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
        typer.Argument(metavar="SOORT", help="agenda, actielijst, brief …; anders alles."),
    ] = None,
) -> None:
    """Agenda, actie- en besluitenlijst en geschreven stukken, als Word en PDF."""
    from regietafel.cli import maken

    raise typer.Exit(maken.run(name, kinds or []))


@app.command(cls=Opdracht)
def pakket(
    name: Vergadering,
    later: Annotated[
        bool, typer.Option("--nazending", help="Ook wat nieuw is sinds de vorige mail.")
    ] = False,
) -> None:
    """Eén PDF: agenda, inhoud en alle bijlagen."""
    if later:
        from regietafel.cli import nazenden

        raise typer.Exit(nazenden.run(name))
    from regietafel.cli import pakken

    raise typer.Exit(pakken.run(name))


@app.command(cls=Opdracht)
def regieboek(name: Vergadering) -> None:
    """De agenda voor de voorzitter: klok, voorstel, acties, notities."""
    from regietafel.cli import regisseren

    raise typer.Exit(regisseren.run(name))


register_mail(app)


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
def herinner(
    table: Annotated[str, typer.Argument(metavar="TAFEL", help="Mapnaam van de tafel.")],
    day: Annotated[str, typer.Option("--peildatum", help="De stand zoals die toen was.")] = "",
    write: Annotated[
        bool, typer.Option("--schrijf", help="Maak de mails als concept; anders alleen een lijst.")
    ] = False,
    json: AlsJson = False,
) -> None:
    """Een mail voor ieder met open acties, als concept."""
    from regietafel.cli import herinneren

    raise typer.Exit(herinneren.run(table, day, write=write, json=json))


@app.command(cls=Opdracht)
def ingekomen(
    table: Annotated[str, typer.Argument(metavar="TAFEL", help="Mapnaam van de tafel.")],
    number: Annotated[
        str,
        typer.Option(
            "--neem",
            metavar="NUMMER",
            help="Zet dit punt op een agenda, met --op.",
            callback=as_number,
        ),
    ] = "",
    meeting: Annotated[
        str, typer.Option("--op", metavar="DATUM", help="De vergadering, zoals 2027-03-10.")
    ] = "",
    owners: Annotated[
        list[str] | None, typer.Option("--door", help="Wie het oppakt; mag vaker.")
    ] = None,
    packet: Annotated[
        Path | None, typer.Option("--lees", metavar="BESTAND", help="Lees een pakketje in.")
    ] = None,
    day: Datum = "",
    json: AlsJson = False,
) -> None:
    """Wat andere tafels aan deze tafel voorleggen."""
    from regietafel.cli import ingekomen, pakketjes

    if packet is not None:
        raise typer.Exit(pakketjes.lees(table, packet))
    if number or meeting:
        raise typer.Exit(ingekomen.neem(table, number, meeting, owners or [], day))
    raise typer.Exit(ingekomen.toon(table, day, json=json))


@app.command(cls=Opdracht)
def pakketje(
    table: Annotated[str, typer.Argument(metavar="TAFEL", help="Uw tafel.")],
    target: Annotated[
        str, typer.Option("--naar", metavar="TAFEL", help="Anders de tafel boven de uwe.")
    ] = "",
    path: Annotated[
        Path | None, typer.Option("--bestand", metavar="BESTAND", help="Anders in uit/.")
    ] = None,
    day: Datum = "",
) -> None:
    """Alles tussen uw tafel en een andere organisatie, als bestand."""
    from regietafel.cli import pakketjes

    raise typer.Exit(pakketjes.maak(table, target, path, day))


@app.command(cls=Opdracht)
def rapport(
    table: Annotated[str, typer.Argument(metavar="TAFEL", help="Mapnaam van de tafel.")],
    day: Annotated[str, typer.Option("--peildatum", help="De stand zoals die toen was.")] = "",
) -> None:
    """Voor de voorzitter: wat openstaat, te laat is en van wie."""
    from regietafel.cli import rapporteren

    raise typer.Exit(rapporteren.run(table, day))


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
def sjablonen_exporteer(
    name: Soort,
    copy: Annotated[
        str, typer.Option("--als", metavar="NAAM", help="Maak er een nieuwe, eigen soort van.")
    ] = "",
) -> None:
    """Haal een sjabloon op, om in Word aan te passen."""
    from regietafel.cli import sjablonen

    raise typer.Exit(sjablonen.exporteer(name, copy))


app_leden.register(app)
