"""The commands about calendars and answers of members; what they do lies in other modules."""

from pathlib import Path
from typing import Annotated

import typer

from regietafel.cli.nederlands import Opdracht

Vergadering = Annotated[
    str,
    typer.Argument(
        metavar="VERGADERING",
        help="Een map, TAFEL/DATUM, of alleen TAFEL (de eerstvolgende, anders de laatste).",
    ),
]
Tafel = Annotated[str, typer.Argument(metavar="TAFEL", help="Mapnaam van de tafel.")]
AlsJson = Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")]


def register(app: typer.Typer) -> None:
    """Add these commands to those of ``regietafel``."""
    for command in (uitnodiging, reeks, kalender, antwoorden, aanwezigheid):
        app.command(cls=Opdracht)(command)


def uitnodiging(
    name: Vergadering,
    tentative: Annotated[
        bool, typer.Option("--voorlopig", help="Alleen de datum reserveren; de agenda volgt.")
    ] = False,
    confirm: Annotated[
        bool, typer.Option("--bevestig", help="De reservering wordt een vergadering.")
    ] = False,
    cancel: Annotated[
        bool, typer.Option("--annuleer", help="De vergadering gaat niet door.")
    ] = False,
) -> None:
    """De uitnodiging als afspraak (.ics); na een wijziging opnieuw."""
    from regietafel.cli import uitnodigen

    raise typer.Exit(uitnodigen.run(name, voorlopig=tentative, bevestig=confirm, annuleer=cancel))


def reeks(
    table: Tafel,
    days: Annotated[
        list[str] | None, typer.Option("--op", metavar="DATUM", help="Zoals 2027-03-10; mag vaker.")
    ] = None,
    year: Annotated[str, typer.Option("--jaar", help="Zoals 2027, met --maanden en --dag.")] = "",
    months: Annotated[str, typer.Option("--maanden", help="Zoals 3,6,9,12.")] = "",
    weekday: Annotated[str, typer.Option("--dag", help="Zoals 'tweede woensdag'.")] = "",
) -> None:
    """Een reeks vergaderingen in één keer, elk met een eigen map."""
    from regietafel.cli import reeksen

    raise typer.Exit(reeksen.run(table, days or [], year, months, weekday))


def kalender(table: Tafel) -> None:
    """Alle vergaderingen van een tafel als agenda (.ics) om op te abonneren."""
    from regietafel.cli import kalenders

    raise typer.Exit(kalenders.run(table))


def antwoorden(
    name: Vergadering,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="BESTAND…", help="Een .ics, .eml, mbox of map met mail."),
    ],
    json: AlsJson = False,
) -> None:
    """Lees in wie er komt, uit de antwoorden op de uitnodiging."""
    from regietafel.cli import antwoorden as replies

    raise typer.Exit(replies.run(name, files, json=json))


def aanwezigheid(
    name: Vergadering,
    remind: Annotated[
        bool, typer.Option("--herinner", help="Een mail als concept aan wie nog niet antwoordde.")
    ] = False,
    json: AlsJson = False,
) -> None:
    """Wie er komt, wie niet, en wie nog niet heeft geantwoord."""
    from regietafel.cli import aanwezigheid as attendance

    raise typer.Exit(attendance.run(name, remind=remind, json=json))
