"""The command ``regietafel mail``, with its arguments; what it does lies in other modules."""

from typing import Annotated, TypeAlias

import typer

from regietafel.cli.nederlands import Opdracht

SOORTEN = "uitnodiging, agenda, nazending, verslag, herinnering of annulering"

_Vergadering: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="VERGADERING",
        help="Een map, TAFEL/DATUM, of alleen TAFEL (de eerstvolgende, anders de laatste).",
    ),
]
_Soort: TypeAlias = Annotated[str, typer.Argument(metavar="SOORT", help=f"Kies uit {SOORTEN}.")]
_Leden: TypeAlias = Annotated[
    list[str] | None, typer.Option("--aan", metavar="LID", help="Alleen dit lid; mag vaker.")
]
_Toelichting: TypeAlias = Annotated[
    str, typer.Option("--toelichting", help="Uw eigen zinnen in de mail.")
]
_Bundel: TypeAlias = Annotated[
    bool, typer.Option("--bundel", help="Eén PDF in plaats van losse stukken.")
]
_Bcc: TypeAlias = Annotated[
    bool, typer.Option("--bcc", help="Eén mail aan allen, in plaats van een per lid.")
]
_Verstuur: TypeAlias = Annotated[
    bool, typer.Option("--verstuur", help="Verstuur; anders een lijst en een concept.")
]
_Alsnog: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--alsnog", metavar="ADRES", help="Bij --verstuur: dit adres nog eens."),
]
_Aangekomen: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--aangekomen", metavar="ADRES", help="U vroeg het na: dit adres kreeg hem."),
]
_Vastleggen: TypeAlias = Annotated[
    bool, typer.Option("--vastleggen", help="U verstuurde het concept zelf: leg dat vast.")
]
_Opnieuw: TypeAlias = Annotated[
    bool, typer.Option("--opnieuw", help="Ook aan wie deze mail al kreeg.")
]
_Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")]


def register(app: typer.Typer) -> None:
    app.command(cls=Opdracht, name="mail")(mail)


def mail(
    name: _Vergadering,
    kind: _Soort,
    members: _Leden = None,
    text: _Toelichting = "",
    pack: _Bundel = False,
    bcc: _Bcc = False,
    send: _Verstuur = False,
    again: _Alsnog = None,
    arrived: _Aangekomen = None,
    record: _Vastleggen = False,
    repeat: _Opnieuw = False,
    json: _Json = False,
) -> None:
    """Een mail bij de vergadering: kijken, concept, versturen."""
    from regietafel.cli import mailen
    from regietafel.cli.mailopdracht import Werk, choose_work
    from regietafel.cli.mailvoorbereiding import Vraag
    from regietafel.cli.terminal import Refusal
    from regietafel.model.zending import Mailsoort

    if kind not in [*Mailsoort]:
        raise Refusal(f"Onbekende soort mail '{kind}'; kies uit {SOORTEN}.")
    vraag = Vraag(Mailsoort(kind), members or (), bcc, pack, text, repeat)
    asked = {
        Werk.LIJST: json,
        Werk.VERSTUREN: send,
        Werk.ALSNOG: bool(again),
        Werk.AANGEKOMEN: bool(arrived),
        Werk.VASTLEGGEN: record,
    }
    werk = choose_work(asked, vraag)
    raise typer.Exit(mailen.run(name, werk, vraag, again or arrived or ()))
