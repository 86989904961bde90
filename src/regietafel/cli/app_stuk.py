"""The commands of ``regietafel stuk``, with their arguments; what they do lies in other modules."""

from typing import Annotated

import typer

from regietafel.cli.nederlands import Groep, Opdracht

stuk_app = typer.Typer(
    cls=Groep, help="Een stuk dat u zelf schrijft: memo, brief, notitie.", no_args_is_help=True
)

Vergadering = Annotated[
    str,
    typer.Argument(
        metavar="VERGADERING",
        help="Een map, TAFEL/DATUM, of alleen TAFEL (de eerstvolgende, anders de laatste).",
    ),
]
Stuk = Annotated[
    str,
    typer.Argument(
        metavar="STUK", help="Het bestand in de map stukken, of de vergadering als er maar één is."
    ),
]
AlsJson = Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")]


@stuk_app.command(cls=Opdracht, name="nieuw")
def stuk_nieuw(
    kind: Annotated[
        str, typer.Argument(metavar="SOORT", help="Zoals voorstelmemo, brief of notitie.")
    ],
    meeting: Vergadering,
    point: Annotated[str, typer.Option("--punt", help="Agendapunt, zoals 4b.")] = "",
    title: Annotated[str, typer.Option("--titel", help="Anders die van het agendapunt.")] = "",
) -> None:
    """Een nieuw stuk om te schrijven, met hints per kop."""
    from regietafel.cli import schrijven

    raise typer.Exit(schrijven.nieuw(kind, meeting, point, title))


@stuk_app.command(cls=Opdracht, name="vergelijk")
def stuk_vergelijk(
    name: Stuk,
    day: Annotated[
        str, typer.Option("--met", metavar="DATUM", help="Een eerdere stand; anders de vorige.")
    ] = "",
    json: AlsJson = False,
) -> None:
    """Wat er veranderd is sinds het vorige overzicht."""
    from regietafel.cli import vergelijken

    raise typer.Exit(vergelijken.run(name, day, json=json))
