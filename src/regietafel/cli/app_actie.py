"""The commands of ``regietafel actie``, with their arguments; what they do lies in other modules."""

from typing import Annotated

import typer

from regietafel.cli.app_stuk import AlsJson, Stuk
from regietafel.cli.nederlands import Groep, Opdracht

actie_app = typer.Typer(
    cls=Groep, help="Eén actie: bekijken, aanmaken en bijwerken.", no_args_is_help=True
)


def as_number(text: str) -> str:
    """Return the number of an action as it is written in the files, however it was typed."""
    return text.strip().upper()


Nummer = Annotated[
    str, typer.Argument(metavar="NUMMER", help="Zoals PRT-DR-2024-A07.", callback=as_number)
]
Datum = Annotated[str, typer.Option("--datum", help="Zoals 2027-03-10; anders vandaag.")]
Reden = Annotated[str, typer.Option("--reden", help="Waarom.")]
Door = Annotated[list[str], typer.Option("--door", help="Korte naam van een lid; mag vaker.")]


@actie_app.command(cls=Opdracht, name="toon")
def actie_toon(
    number: Nummer,
    day: Annotated[str, typer.Option("--peildatum", help="De stand zoals die toen was.")] = "",
) -> None:
    """De levensloop van één actie."""
    from regietafel.cli import acties as ledger

    raise typer.Exit(ledger.toon(number, day))


@actie_app.command(cls=Opdracht, name="nieuw")
def actie_nieuw(
    table: Annotated[str, typer.Argument(metavar="TAFEL", help="Mapnaam van de tafel.")],
    text: Annotated[str, typer.Argument(metavar="TEKST", help="Wat er moet gebeuren.")],
    owners: Door,
    deadline: Annotated[str, typer.Option("--termijn", help="Datum, Q3 2027, of woorden.")] = "",
    topic: Annotated[str, typer.Option("--onderwerp", help="Onderwerp.")] = "",
    day: Datum = "",
) -> None:
    """Een actie die tussen twee vergaderingen ontstaat."""
    from regietafel.cli import actie

    raise typer.Exit(actie.nieuw(table, text, owners, deadline, topic, day))


@actie_app.command(cls=Opdracht, name="voortgang")
def actie_voortgang(
    number: Nummer,
    text: Annotated[str, typer.Argument(metavar="TEKST", help="Hoe het staat.")],
    day: Datum = "",
) -> None:
    """Leg vast hoe het staat."""
    _event(number, "voortgang", day, tekst=text)


@actie_app.command(cls=Opdracht, name="termijn")
def actie_termijn(
    number: Nummer,
    deadline: Annotated[str, typer.Argument(metavar="TERMIJN", help="Datum, Q3 2027, of woorden.")],
    reason: Reden,
    day: Datum = "",
) -> None:
    """Verschuif de termijn, met de reden."""
    _event(number, "termijn", day, termijn=deadline, reden=reason)


@actie_app.command(cls=Opdracht, name="overdragen")
def actie_overdragen(number: Nummer, owners: Door, day: Datum = "") -> None:
    """Geef de actie aan iemand anders."""
    _event(number, "overgedragen", day, door=owners)


@actie_app.command(cls=Opdracht, name="sluit")
def actie_sluit(
    number: Nummer,
    text: Annotated[str, typer.Argument(metavar="TEKST", help="Waaruit dat blijkt.")] = "",
    link: Annotated[str, typer.Option("--link", help="Waar het bewijs staat.")] = "",
    attachment: Annotated[
        str, typer.Option("--bijlage", help="Naam van het stuk waaruit het blijkt.")
    ] = "",
    day: Datum = "",
) -> None:
    """De actie is gedaan: zeg waaruit dat blijkt."""
    _event(number, "afgerond", day, tekst=text, link=link, bijlage=attachment)


@actie_app.command(cls=Opdracht, name="vervalt")
def actie_vervalt(number: Nummer, reason: Reden, day: Datum = "") -> None:
    """De actie hoeft niet meer."""
    _event(number, "vervallen", day, reden=reason)


@actie_app.command(cls=Opdracht, name="heropen")
def actie_heropen(number: Nummer, reason: Reden, day: Datum = "") -> None:
    """Een gesloten actie is toch niet klaar."""
    _event(number, "heropend", day, reden=reason)


@actie_app.command(cls=Opdracht, name="doorzetten")
def actie_doorzetten(
    number: Nummer,
    table: Annotated[
        str, typer.Option("--naar", metavar="TAFEL", help="Anders de bovenliggende tafel.")
    ] = "",
    explanation: Annotated[
        str, typer.Option("--toelichting", help="Wat u de andere tafel vraagt.")
    ] = "",
    day: Datum = "",
) -> None:
    """Leg de actie voor aan een andere tafel."""
    from regietafel.cli import doorzetten

    raise typer.Exit(doorzetten.doorzetten(number, table, explanation, day))


@actie_app.command(cls=Opdracht, name="antwoord")
def actie_antwoord(
    number: Nummer,
    text: Annotated[str, typer.Argument(metavar="TEKST", help="Wat het antwoord is.")],
    day: Datum = "",
) -> None:
    """Geef of noteer het antwoord van een andere tafel."""
    _event(number, "antwoord", day, tekst=text)


@actie_app.command(cls=Opdracht, name="overnemen")
def actie_overnemen(
    name: Stuk,
    numbers: Annotated[
        list[str] | None, typer.Option("--neem", metavar="NR", help="Neem deze over; mag vaker.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--alles", help="Neem alles over waarvan bekend is wie het doet.")
    ] = False,
    owners: Annotated[
        list[str] | None, typer.Option("--door", help="Wie het doet, bij één regel; mag vaker.")
    ] = None,
    day: Datum = "",
    json: AlsJson = False,
) -> None:
    """Acties uit een verslag in de actielijst zetten."""
    from regietafel.cli import overnemen

    chosen = overnemen.Keuze(tuple(numbers or ()), everything, tuple(owners or ()), day)
    raise typer.Exit(overnemen.run(name, chosen, json=json))


def _event(number: str, kind: str, day: str, **fields: object) -> None:
    from regietafel.cli import actie

    raise typer.Exit(actie.gebeurtenis(number, kind, day, fields))
