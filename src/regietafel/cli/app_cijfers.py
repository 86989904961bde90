"""The commands of ``regietafel cijfers``, with their arguments; what they do lies in other modules."""

from pathlib import Path
from typing import Annotated

import typer

from regietafel.cli.nederlands import Groep, Opdracht

cijfers_app = typer.Typer(
    cls=Groep, help="Tabellen met getallen: narekenen wat erin staat.", no_args_is_help=True
)

AlsJson = Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")]


@cijfers_app.command(cls=Opdracht, name="controleer")
def cijfers_controleer(
    files: Annotated[
        list[Path], typer.Argument(metavar="BESTAND…", help="Tabellen: .csv, .xlsx of .docx.")
    ],
    json: AlsJson = False,
) -> None:
    """Kloppen de sommen, verschillen en percentages? Per getal."""
    from regietafel.cli import cijfers

    raise typer.Exit(cijfers.controleer(files, json=json))
