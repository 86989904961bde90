"""The command ``regietafel mail``, with its arguments; what it does lies in other modules."""

from typing import Annotated

import typer

from regietafel.cli.nederlands import Opdracht

SOORTEN = "uitnodiging, agenda, nazending, verslag, herinnering of annulering"


def register(app: typer.Typer) -> None:
    app.command(cls=Opdracht, name="mail")(mail)


def mail(
    name: Annotated[
        str,
        typer.Argument(
            metavar="VERGADERING",
            help="Een map, TAFEL/DATUM, of alleen TAFEL (de eerstvolgende, anders de laatste).",
        ),
    ],
    kind: Annotated[str, typer.Argument(metavar="SOORT", help=f"Kies uit {SOORTEN}.")],
    members: Annotated[
        list[str] | None, typer.Option("--aan", metavar="LID", help="Alleen dit lid; mag vaker.")
    ] = None,
    text: Annotated[str, typer.Option("--toelichting", help="Uw eigen zinnen in de mail.")] = "",
    pack: Annotated[
        bool, typer.Option("--bundel", help="Eén PDF in plaats van losse stukken.")
    ] = False,
    bcc: Annotated[
        bool, typer.Option("--bcc", help="Eén mail aan allen, in plaats van een per lid.")
    ] = False,
    send: Annotated[
        bool, typer.Option("--verstuur", help="Verstuur; anders een lijst en een concept.")
    ] = False,
    again: Annotated[
        list[str] | None,
        typer.Option("--alsnog", metavar="ADRES", help="Bij --verstuur: dit adres nog eens."),
    ] = None,
    arrived: Annotated[
        list[str] | None,
        typer.Option("--aangekomen", metavar="ADRES", help="U vroeg het na: dit adres kreeg hem."),
    ] = None,
    record: Annotated[
        bool, typer.Option("--vastleggen", help="U verstuurde het concept zelf: leg dat vast.")
    ] = False,
    repeat: Annotated[
        bool, typer.Option("--opnieuw", help="Ook aan wie deze mail al kreeg.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")] = False,
) -> None:
    """Een mail bij de vergadering: kijken, concept, versturen."""
    from regietafel.cli import mailen
    from regietafel.cli.mailvoorbereiding import Vraag
    from regietafel.cli.terminal import Refusal
    from regietafel.model.zending import Mailsoort

    if kind not in [*Mailsoort]:
        raise Refusal(f"Onbekende soort mail '{kind}'; kies uit {SOORTEN}.")
    if (again and not send) or (send and record):
        raise Refusal("--alsnog hoort bij --verstuur, en --vastleggen gaat daar niet mee samen.")
    if arrived and (send or record):
        raise Refusal("--aangekomen gaat niet samen met --verstuur of --vastleggen.")
    vraag = Vraag(Mailsoort(kind), members or (), bcc, pack, text, repeat)
    if send:
        raise typer.Exit(mailen.zend(name, vraag, again or ()))
    if arrived:
        raise typer.Exit(mailen.settle(name, vraag, arrived))
    if record:
        raise typer.Exit(mailen.leg_vast(name, vraag))
    raise typer.Exit(mailen.toon(name, vraag, json=json))
