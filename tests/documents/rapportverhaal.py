"""A table whose actions tell the whole story, for tests of the report."""

from datetime import UTC, date, datetime
from pathlib import Path

from regietafel.documents.compose_rapport import compose_rapport
from regietafel.documents.views import StijlView
from regietafel.documents.views_rapport import RapportView
from regietafel.ledger.boek import Boek, Bron, Geboorte, Voorval
from regietafel.ledger.overzicht import maak_overzicht
from regietafel.model.actie import Actie
from regietafel.model.gebeurtenis import Gebeurtenis
from regietafel.model.tafel import Tafel

TEMPLATES = Path(__file__).parents[2] / "templates"
MOMENT = datetime(2024, 7, 17, 12, tzinfo=UTC)
DAY = date(2024, 7, 17)
FEBRUARY, APRIL, JUNE = date(2024, 2, 2), date(2024, 4, 5), date(2024, 6, 7)
STIJL = StijlView("Provincie", ("Team",), ("Straat 1",), "#1D5B4F", "Vertrouwelijk.", b"")
TRAPS = ("{{ 7*7 }}", "<script>alert(1)</script>", "=1+1", "</style>", "{% if %}", "a & b", "\"'")


def tafel(kort: str, code: str, niveau: str) -> Tafel:
    leden = [
        {"lid": name.lower(), "functie": "burgemeester", "organisatie": f"gemeente {name}"}
        for name in ("Assen", "Emmen", "Meppel")
    ]
    return Tafel.model_validate(
        {
            "naam": f"regietafel {kort}",
            "kort": kort,
            "nummercode": code,
            "niveau": niveau,
            "secretariaat": {"naam": "S", "email": "a@b.example"},
            "leden": leden,
        }
    )


TAFELS = {
    "prt": tafel("PRT Drenthe", "PRT-DR", "provinciaal"),
    "lrt": tafel("LRT", "LRT", "landelijk"),
}


def born(number: str, day: date, table: str = "prt", **fields: object) -> Geboorte:
    actie = Actie.model_validate({"nummer": number, "tekst": f"Doet {number}.", **fields})
    return Geboorte(actie, day, table, str(day), "1", Bron(Path("verslag.yaml"), (number,)))


def happened(number: str, kind: str, day: date, **fields: object) -> Voorval:
    said = Gebeurtenis.model_validate({"actie": number, "soort": kind, **fields})
    return Voorval(said, day, "prt", "", Bron(Path("acties.yaml"), (number, str(day))))


def number(count: int) -> str:
    return f"PRT-DR-2024-A{count:02}"


def story(*extra: Geboorte) -> Boek:
    """Return a ledger in which everything happened that a report shows."""
    return Boek(
        (
            born(number(1), FEBRUARY, door=("assen",), termijn="2024-04-30"),
            born(number(2), FEBRUARY, door=("assen", "emmen"), termijn="2024-03-31"),
            born(number(3), FEBRUARY, door=("alle gemeenten",), termijn="2024-05-01"),
            born(number(4), APRIL, door=("meppel",), termijn="voor de zomer"),
            born(number(5), APRIL, door=("emmen",), termijn="2024-06-01"),
            born(number(6), APRIL),
            born(number(7), JUNE, door=("emmen",), herkomst="LRT-2024-A01"),
            born("LRT-2024-A01", FEBRUARY, "lrt", door=("Kring CdK",)),
            born("LRT-2024-A02", JUNE, "lrt", herkomst=number(3)),
            *extra,
        ),
        (
            happened(number(2), "termijn", APRIL, termijn="2024-04-19", reden="Meer tijd nodig."),
            happened(number(3), "doorgezet", APRIL, naar="lrt"),
            happened(number(1), "afgerond", date(2024, 6, 20), tekst="De brief is verstuurd."),
            happened(number(5), "afgerond", date(2024, 6, 30), link="https://www.example.nl/b"),
            happened(number(6), "vervallen", date(2024, 7, 1), reden="Niet meer nodig."),
        ),
        (),
        {"prt": (FEBRUARY, APRIL, JUNE, DAY), "lrt": ()},
    )


def report(book: Boek | None = None, day: date = DAY, stijl: StijlView = STIJL) -> RapportView:
    return compose_rapport(maak_overzicht(book or story(), "prt", day), TAFELS, stijl)


def trapped() -> RapportView:
    """Return a report in which every text that a user types looks like code."""
    trap = " ".join(TRAPS)
    action = born(number(8), APRIL, tekst=trap, door=(trap,), onderwerp=trap, termijn=trap)
    return report(story(action), stijl=StijlView(trap, (trap,), (), "#F2A900", trap, b""))


def crowd(count: int = 400) -> RapportView:
    """Return a report on many actions of organisations with long names."""
    names = [f"Samenwerkingsverband Huisvesting Kop van Noord-Holland {n}" for n in range(15)]
    words = "Werkt het voorstel voor de verdeling van de opvangplaatsen uit en meldt dit. "
    many = (
        born(
            f"PRT-DR-2023-A{n:03}",
            date(2023, 1, 1 + n % 28),
            tekst=words * (1 + n % 4),
            door=tuple(names[(n + k) % 15] for k in range(1 + n % 3)),
            termijn=("2024-05-01", "2024-12-31", "voor de zomer")[n % 3],
        )
        for n in range(count)
    )
    return report(story(*many))
