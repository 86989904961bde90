"""The commands of ``regietafel cijfers``, with their arguments; what they do lies in other modules."""

from pathlib import Path
from typing import Annotated

import typer

from regietafel.cli.nederlands import Groep, Opdracht

cijfers_app = typer.Typer(
    cls=Groep, help="Tabellen met getallen: narekenen en laten zien.", no_args_is_help=True
)

Vergadering = Annotated[
    str, typer.Argument(metavar="VERGADERING", help="Een map, TAFEL/DATUM, of alleen TAFEL.")
]
Definitie = Annotated[
    str, typer.Argument(metavar="NAAM", help="Het .yaml-bestand; niet nodig als er maar één is.")
]
AlsStuk = Annotated[
    bool, typer.Option("--maak", help="Maak het als Word, PDF, webpagina en Excel.")
]
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


@cijfers_app.command(cls=Opdracht, name="tabel")
def cijfers_tabel(
    meeting: Vergadering,
    tables: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAAM", help="Tabel in de map cijfers; anders alle."),
    ] = None,
) -> None:
    """Een tabel als Word, PDF, webpagina en Excel, met berekende totalen."""
    from regietafel.cli import tabelleren

    raise typer.Exit(tabelleren.run(meeting, tables or []))


@cijfers_app.command(cls=Opdracht, name="verdeel")
def cijfers_verdeel(
    meeting: Vergadering, name: Definitie = "", make: AlsStuk = False, json: AlsJson = False
) -> None:
    """Wie draagt wat bij, wat ontbreekt, en welke ruil het gat sluit."""
    from regietafel.cli import verdelen

    raise typer.Exit(verdelen.verdeel(meeting, name, make=make, json=json))


@cijfers_app.command(cls=Opdracht, name="prognose")
def cijfers_prognose(
    meeting: Vergadering, name: Definitie = "", make: AlsStuk = False, json: AlsJson = False
) -> None:
    """De achterstand over jaren, met scenario's naast elkaar."""
    from regietafel.cli import verdelen

    raise typer.Exit(verdelen.prognose(meeting, name, make=make, json=json))


@cijfers_app.command(cls=Opdracht, name="dashboard")
def cijfers_dashboard(
    name: Annotated[
        str,
        typer.Argument(
            metavar="VERGADERING",
            help="Een map, TAFEL/DATUM, of alleen TAFEL (de eerstvolgende, anders de laatste).",
        ),
    ],
) -> None:
    """De indicatoren met kaart en schema, als PDF, Word, pagina en Excel."""
    from regietafel.cli import dashboards

    raise typer.Exit(dashboards.run(name))
