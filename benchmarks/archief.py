"""An archive as it is after sixteen years: 13 tables, 2,500 meetings, about 75,000 actions.

Run: ``python benchmarks/archief.py MAP [--vergaderingen 2500]``. Seeded, so always the same; whole
and without a finding. Actions are moved, handed over, forwarded and answered, closed and reopened.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

LANDELIJK = "lrt"
PROVINCIES = ("dr", "fl", "fr", "gd", "gr", "li", "nb", "nh", "ov", "ut", "ze", "zh")
TAFELS = (LANDELIJK, *(f"prt-{code}" for code in PROVINCIES))
LEDEN = (
    "voorzitter", "aa-en-hunze", "assen", "borger-odoorn", "coevorden", "de-wolden", "emmen",
    "hoogeveen", "meppel", "midden-drenthe", "noordenveld", "coa", "ministerie", "secretaris",
)  # fmt: skip
EERSTE, TUSSENTIJD = date(2010, 1, 6), timedelta(days=28)
_WOORDEN = (
    "gemeente provincie opvang huisvesting statushouders spreidingswet planning locatie bijdrage "
    "regio tafel afspraak besluit voorstel college uitvoering capaciteit doorstroom woning plekken "
    "overleg bestuurlijk tijdelijk structureel opgave verdeling voortgang rapportage"
)
WOORDEN = _WOORDEN.split()
DOELEN = ("ter informatie", "ter bespreking", "ter instemming", "ter bespreking/instemming")
TERMIJNEN = ("volgende vergadering", "Q3 {jaar}", "juni {jaar}", "voor de zomer")


@dataclass(frozen=True)
class Regel:
    """One event to write: on which day, in which meeting (None: between two), and its fields."""

    dag: date
    vergadering: int | None
    velden: tuple[tuple[str, str], ...]


@dataclass
class Tafelboek:
    """What one table has written: births by meeting, events by meeting and between."""

    naam: str
    dagen: Sequence[date]
    geboren: dict[int, list[tuple[tuple[str, str], ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    regels: list[Regel] = field(default_factory=list)
    nummers: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def code(self) -> str:
        return self.naam.upper()

    def new_number(self, meeting: int) -> str:
        year = self.dagen[meeting].year
        self.nummers[year] += 1
        return f"{self.code}-{year}-A{self.nummers[year]:02}"


def _zin(rng: random.Random, low: int = 7, high: int = 18) -> str:
    words = rng.choices(WOORDEN, k=rng.randint(low, high))
    return " ".join(words).capitalize() + "."


def _eigenaren(rng: random.Random) -> str:
    owners = rng.sample(LEDEN, rng.choice((1, 1, 1, 2, 3)))
    return "[alle gemeenten]" if rng.random() < 0.05 else f"[{', '.join(owners)}]"


def _termijn(rng: random.Random, day: date) -> str:
    if rng.random() < 0.5:
        return (day + timedelta(days=rng.randint(20, 120))).isoformat()
    return rng.choice(TERMIJNEN).format(jaar=day.year + 1)


def write_archive(folder: Path, meetings: int = 2500, seed: int = 13) -> date:
    """Write the archive into ``folder``; return the day of the last meeting."""
    rng = random.Random(seed)  # noqa: S311 - the same archive on every machine
    counts = [meetings // len(TAFELS) + (n < meetings % len(TAFELS)) for n in range(len(TAFELS))]
    boeken = {
        name: Tafelboek(name, [EERSTE + timedelta(days=n) + TUSSENTIJD * k for k in range(count)])
        for n, (name, count) in enumerate(zip(TAFELS, counts, strict=True))
    }
    for name in reversed(TAFELS):  # the national table last: the others forward to it
        _live(rng, boeken[name], boeken[LANDELIJK])
    for boek in boeken.values():
        _write_table(rng, folder, boek)
    (folder / "regietafel.yaml").write_text("huisstijl:\n  naam: Provincie Voorbeeld\n")
    return max(day for boek in boeken.values() for day in boek.dagen)


def _live(rng: random.Random, boek: Tafelboek, landelijk: Tafelboek) -> None:
    """Let a table's actions be born and live."""
    for meeting, day in enumerate(boek.dagen):
        for _ in range(rng.randint(24, 36)):
            number = boek.new_number(meeting)
            boek.geboren[meeting].append(_birth(rng, number, day))
            _life(rng, boek, number, meeting, landelijk)


def _birth(
    rng: random.Random, number: str, day: date, herkomst: str = ""
) -> tuple[tuple[str, str], ...]:
    fields = [("nummer", number), ("tekst", _zin(rng)), ("door", _eigenaren(rng))]
    if rng.random() < 0.8:
        fields.append(("termijn", _termijn(rng, day)))
    if rng.random() < 0.3:
        fields.append(("onderwerp", rng.choice(WOORDEN)))
    return (*fields, *([("herkomst", herkomst)] if herkomst else []))


def _life(
    rng: random.Random, boek: Tafelboek, number: str, birth: int, landelijk: Tafelboek
) -> None:
    """Write what happens to an action at the meetings after its birth."""
    closes = birth + min(1 + int(rng.expovariate(0.45)), 40)
    forwarded = boek is not landelijk and rng.random() < 0.04
    if forwarded:
        closes = _forward(rng, boek, number, birth + 1, landelijk)
    for meeting in range(birth + 1, closes):
        if not forwarded and rng.random() < 0.3:
            _happens(rng, boek, number, meeting, _middle(rng, boek.dagen, meeting))
    _happens(rng, boek, number, closes, _closing(rng))
    if rng.random() < 0.02:
        _happens(rng, boek, number, closes + 1, [("soort", "heropend"), ("reden", _zin(rng))])
        again = closes + rng.randint(2, 6)
        _happens(rng, boek, number, again, _closing(rng))


def _forward(
    rng: random.Random, boek: Tafelboek, number: str, meeting: int, landelijk: Tafelboek
) -> int:
    """Forward an action to the national table, that takes it over; return when it can close."""
    _happens(rng, boek, number, meeting, [("soort", "doorgezet"), ("naar", LANDELIJK)])
    taken, answered = meeting + 1, meeting + 1 + rng.randint(1, 3)
    if taken >= min(len(landelijk.dagen), len(boek.dagen)):
        return answered + 3
    other = landelijk.new_number(taken)
    landelijk.geboren[taken].append(_birth(rng, other, landelijk.dagen[taken], number))
    _happens(rng, landelijk, other, answered, _closing(rng))
    answer = [("soort", "antwoord"), ("tekst", _zin(rng)), ("elders", other)]
    _happens(rng, boek, number, answered + 1, answer)
    return answered + 2


def _middle(rng: random.Random, days: Sequence[date], meeting: int) -> list[tuple[str, str]]:
    kind = rng.choices(("voortgang", "termijn", "overgedragen"), (4, 4, 1))[0]
    if kind == "termijn" and meeting < len(days):
        return [("soort", kind), ("termijn", _termijn(rng, days[meeting])), ("reden", _zin(rng))]
    if kind == "overgedragen":
        return [("soort", kind), ("door", f"[{rng.choice(LEDEN)}]")]
    return [("soort", "voortgang"), ("tekst", _zin(rng))]


def _closing(rng: random.Random) -> list[tuple[str, str]]:
    if rng.random() < 0.12:
        return [("soort", "vervallen"), ("reden", _zin(rng))]
    return [("soort", "afgerond"), ("tekst", _zin(rng, 4, 9))]


def _happens(
    rng: random.Random, boek: Tafelboek, number: str, meeting: int, fields: list[tuple[str, str]]
) -> None:
    """Write an event in a meeting's report, or once in ten times a week before the meeting."""
    if meeting >= len(boek.dagen):
        return
    day, where = boek.dagen[meeting], meeting if rng.random() < 0.9 else None
    if where is None:
        day -= timedelta(days=7)
        fields = [*fields, ("datum", day.isoformat())]
    boek.regels.append(Regel(day, where, (("actie", number), *fields)))


def _write_table(rng: random.Random, folder: Path, boek: Tafelboek) -> None:
    table = folder / "meetings" / boek.naam
    table.mkdir(parents=True)
    (table / "tafel.yaml").write_text(_table_file(boek), encoding="utf-8")
    between = [regel.velden for regel in boek.regels if regel.vergadering is None]
    (table / "acties.yaml").write_text(_list("gebeurtenissen", between), encoding="utf-8")
    events: dict[int, list[tuple[tuple[str, str], ...]]] = defaultdict(list)
    for regel in boek.regels:
        if regel.vergadering is not None:
            events[regel.vergadering].append(regel.velden)
    for meeting, day in enumerate(boek.dagen):
        place = table / day.isoformat()
        place.mkdir()
        (place / "vergadering.yaml").write_text(_meeting_file(rng, day), encoding="utf-8")
        report = "".join(_report_file(rng, boek, meeting, events[meeting]))
        (place / "verslag.yaml").write_text(report, encoding="utf-8")


def _table_file(boek: Tafelboek) -> str:
    members = "".join(
        f"  - lid: {lid}\n    functie: burgemeester\n    organisatie: gemeente {lid.title()}\n"
        f"    email: {lid}@{boek.naam}.example\n"
        for lid in LEDEN
    )
    return (
        f"naam: regietafel {boek.naam}\nkort: {boek.code}\nnummercode: {boek.code}\n"
        f"niveau: provinciaal\nsecretariaat:\n  naam: Secretariaat {boek.code}\n"
        f"  email: secretariaat@{boek.naam}.example\nleden:\n{members}"
    )


def _meeting_file(rng: random.Random, day: date) -> str:
    present = "".join(
        f"  - lid: {lid}\n    komst: {rng.choice(('aanwezig', 'aanwezig', 'digitaal', 'afwezig'))}\n"
        for lid in LEDEN
    )
    points = "".join(_point(rng) for _ in range(6))
    return (
        f"# De agenda van {day}\ndatum: {day}\nbegin: 12:30\neinde: 13:30\n"
        f"inloop:\n  vanaf: 12:00\n  toelichting: met lunch\nplaats: Provinciehuis, Assen\n"
        f"status: definitief\naanwezigheid:\n{present}\nagenda:\n  - Opening\n{points}"
        "  - titel: Rondvraag\n  - titel: Sluiting\n"
    )


def _point(rng: random.Random) -> str:
    parts = "".join(
        f"      - titel: {_zin(rng, 4, 9)}\n        doel: {rng.choice(DOELEN)}\n"
        for _ in range(rng.randint(1, 3))
    )
    return f"  - titel: {_zin(rng, 3, 7)}\n    doel: {rng.choice(DOELEN)}\n    onderdelen:\n{parts}"


def _report_file(
    rng: random.Random, boek: Tafelboek, meeting: int, events: list[tuple[tuple[str, str], ...]]
) -> Iterator[str]:
    day, births = boek.dagen[meeting], boek.geboren[meeting]
    yield f"# Vastgesteld in de vergadering daarna\nstatus: definitief\nversie: {day}\n\npunten:\n"
    for number in range(8):
        said = "\n".join(f"      {_zin(rng)}" for _ in range(rng.randint(2, 6)))
        yield f"  - punt: {number + 1}\n    bespreking: |\n{said}\n"
        if rng.random() < 0.4:
            code = f"{boek.code}-{day.year}-B{(meeting % 14) * 8 + number + 1:02}"
            yield f"    besluiten:\n      - nummer: {code}\n        tekst: {_zin(rng)}\n"
        yield _list("acties", births[number::8], "    ")
    yield "\n# Wat er met eerdere acties gebeurde\n" + _list("gebeurtenissen", events)


def _list(key: str, items: Sequence[tuple[tuple[str, str], ...]], indent: str = "") -> str:
    rows = (
        f"{indent}  {'- ' if place == 0 else '  '}{name}: {value}\n"
        for item in items
        for place, (name, value) in enumerate(item)
    )
    return f"{indent}{key}:\n{''.join(rows)}" if items else ""


def main() -> None:
    """Write the archive that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("map", type=Path)
    parser.add_argument("--vergaderingen", type=int, default=2500)
    choice = parser.parse_args()
    print(write_archive(choice.map, choice.vergaderingen))


if __name__ == "__main__":
    main()
