"""What can be wrong with a ledger. Wrong events are reported; the rest still counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from regietafel.findings import Finding, fout, waarschuwing
from regietafel.ledger.boek import Boek, Bron, Geboorte, Voorval
from regietafel.ledger.stand import misplaced, origins
from regietafel.model.actie import code_of, order_of
from regietafel.model.eigenaar import Bezwaar, owner_objection
from regietafel.model.gebeurtenis import Soort
from regietafel.model.tafel import Tafel
from regietafel.model.termijn import date_objection

Tafels = Mapping[str, Tafel]
Rule = Callable[[Boek, Tafels], Iterable[Finding]]


def unknown_actions(boek: Boek, _: Tafels) -> Iterator[Finding]:
    """An event on an action that was never born."""
    for number, events in boek.histories.items():
        for event in events if number not in boek.births else ():
            message = f"Actie {number} bestaat niet; verbeter het nummer."
            yield _at(event, "actie-onbekend", message, "actie")


def double_numbers(boek: Boek, _: Tafels) -> Iterator[Finding]:
    """A number that two actions, or two decisions, have."""
    numbers = [birth.actie.nummer for birth in boek.geboorten]
    numbers += [taken.besluit.nummer for taken in boek.besluiten]
    double = {number for number, times in Counter(numbers).items() if number and times > 1}
    places: defaultdict[str | None, list[Bron]] = defaultdict(list)
    brons = (post.bron for part in (boek.geboorten, boek.besluiten) for post in part)
    for number, bron in zip(numbers, brons, strict=True) if double else ():
        if number in double:
            places[number].append(bron)
    for number, sources in places.items():
        for bron in sources:
            others = ", ".join(sorted({other.path.parent.name for other in sources}))
            message = f"{number} is {len(sources)} keer gebruikt ({others}); een nummer is voor het leven, geef er één een nieuw nummer."
            yield fout(bron.path, "dubbel-nummer", message, (*bron.keys, "nummer"))


def unnumbered(boek: Boek, _: Tafels) -> Iterator[Finding]:
    """An action or decision without a number is in the document, and nobody follows it."""
    for birth in boek.geboorten:
        if birth.actie.nummer is None:
            message = "Deze actie heeft geen nummer en wordt daarom niet gevolgd; geef haar het volgende nummer van deze tafel."
            yield waarschuwing(birth.bron.path, "zonder-nummer", message, birth.bron.keys)
    for taken in boek.besluiten:
        if taken.besluit.nummer is None:
            message = "Dit besluit heeft geen nummer; geef het het volgende nummer van deze tafel, dan is het later te vinden."
            yield waarschuwing(taken.bron.path, "zonder-nummer", message, taken.bron.keys)


def foreign_numbers(boek: Boek, tafels: Tafels) -> Iterator[Finding]:
    """A number that begins with another table's code."""
    codes = {name: tafel.nummercode for name, tafel in tafels.items()}
    numbered = chain(
        ((birth.actie.nummer, birth.tafel, birth.bron) for birth in boek.geboorten),
        ((taken.besluit.nummer, taken.tafel, taken.bron) for taken in boek.besluiten),
    )
    for number, table, bron in numbered:
        code = codes.get(table)
        if number and code and code_of(number) != code:
            message = f"{number} begint niet met de nummercode van deze tafel ({code})."
            yield waarschuwing(bron.path, "nummer-vreemd", message, (*bron.keys, "nummer"))


def before_birth(boek: Boek, _: Tafels) -> Iterator[Finding]:
    births = boek.births
    for number, events in boek.histories.items():
        born = births[number].datum if number in births else date.min
        for event in events:
            if event.datum >= born:
                break
            message = f"Deze gebeurtenis ({event.datum}) is eerder dan het ontstaan van {number} ({born}); verbeter de datum."
            yield _at(event, "gebeurtenis-te-vroeg", message)


def after_closing(boek: Boek, _: Tafels) -> Iterator[Finding]:
    """An event on a closed action, or the reopening of one that is open."""
    for event in misplaced(boek):
        number = event.gebeurtenis.actie
        if event.gebeurtenis.soort is Soort.HEROPEND:
            message = f"Actie {number} is niet gesloten en kan dus niet heropend worden; haal deze gebeurtenis weg of verbeter de datum."
            yield _at(event, "actie-open", message)
        else:
            message = f"Actie {number} was op {event.datum} al gesloten; heropen haar eerst, of haal deze gebeurtenis weg."
            yield _at(event, "actie-gesloten", message)


def unknown_owners(boek: Boek, tafels: Tafels) -> Iterator[Finding]:
    """A new owner whom the table does not know; of those in a report the report's rules tell."""
    named = [
        *((e.tafel, e.bron, e.gebeurtenis.door) for e in boek.voorvallen if e.gebeurtenis.door),
        *((b.tafel, b.bron, b.actie.door) for b in boek.geboorten if not b.vergadering),
    ]
    judged: dict[tuple[str, str], Bezwaar | None] = {}
    for table, bron, owners in named:
        for index, owner in enumerate(owners if table in tafels else ()):
            if (table, owner) not in judged:
                judged[table, owner] = owner_objection(tafels[table], owner)
            objection = judged[table, owner]
            if objection:
                yield objection.finding(bron.path, (*bron.keys, "door", index))


def unguarded_deadlines(boek: Boek, _: Tafels) -> Iterator[Finding]:
    """A deadline as 01-06-2027 is read as words; of those in a report the report's rules tell."""
    places = [
        *((b.bron, b.actie.termijn) for b in boek.geboorten if not b.vergadering),
        *((e.bron, e.gebeurtenis.termijn) for e in boek.voorvallen if e.gebeurtenis.termijn),
    ]
    for bron, termijn in places:
        message = date_objection(termijn or "")
        if message:
            yield waarschuwing(bron.path, "termijn-vorm", message, (*bron.keys, "termijn"))


def unknown_tables(boek: Boek, tafels: Tafels) -> Iterator[Finding]:
    """Forwarding to a table that nobody knows: not in the workspace, and no table's parent."""
    known = {*tafels, *(tafel.bovenliggend for tafel in tafels.values())}
    for event in boek.doorzettingen:
        if event.gebeurtenis.naar not in known:
            message = f"Tafel '{event.gebeurtenis.naar}' is onbekend; gebruik de naam van haar map, of zet haar als 'bovenliggend' in tafel.yaml."
            yield waarschuwing(
                event.bron.path, "tafel-onbekend", message, (*event.bron.keys, "naar")
            )


def own_table(boek: Boek, _: Tafels) -> Iterator[Finding]:
    """Forwarding to the table that has the action already."""
    for event in boek.doorzettingen:
        if event.gebeurtenis.naar == event.tafel:
            yield _at(
                event,
                "doorzetten-kring",
                "Een actie kan niet naar de eigen tafel; noem een andere tafel of haal deze stap weg.",
                "naar",
            )


def forwarding_circles(boek: Boek, _: Tafels) -> Iterator[Finding]:
    """An action that goes from table to table and back without an answer.

    Either by its own events, or by those of the actions that it was taken over from.
    """
    births = boek.births
    for number in {event.gebeurtenis.actie for event in boek.doorzettingen}:
        before = _tables_before(number, births)
        path = [*before]
        for event in boek.histories[number]:
            kind = event.gebeurtenis.soort
            if kind is Soort.ANTWOORD:
                path = [*before]
            if kind is Soort.DOORGEZET and event.gebeurtenis.naar:
                path = path or [event.tafel]
                if event.gebeurtenis.naar in path and event.gebeurtenis.naar != event.tafel:
                    route = " → ".join([*path, event.gebeurtenis.naar])
                    message = f"Deze actie gaat in een kring ({route}) zonder antwoord; haal deze stap weg of leg eerst het antwoord vast."
                    yield _at(event, "doorzetten-kring", message, "naar")
                path.append(event.gebeurtenis.naar)


def _tables_before(number: str, births: Mapping[str, Geboorte]) -> list[str]:
    """Return the tables that an action came along, the first one first, its own last."""
    if number not in births:
        return []
    chain = [number, *origins(number, births)]
    return [births[each].tafel for each in reversed(chain)]


def taken_over(boek: Boek, tafels: Tafels) -> Iterator[Finding]:
    """An action that was taken over: from one that was forwarded here, once, and not in a circle."""
    births = boek.births
    forwarded = {(e.gebeurtenis.actie, e.gebeurtenis.naar) for e in boek.doorzettingen}
    codes = {tafel.nummercode for tafel in tafels.values()}
    seen: set[tuple[str, str]] = set()
    for birth in sorted(boek.overgenomen, key=lambda b: (b.datum, order_of(b.actie.nummer or ""))):
        origin, number = birth.actie.herkomst or "", birth.actie.nummer or ""
        if origin == number or number in origins(number, births):
            yield _about_origin(
                birth, "herkomst-kring", f"{number} komt van zichzelf; verbeter de herkomst."
            )
        elif origin not in births and code_of(origin) in codes:
            yield _about_origin(
                birth, "actie-onbekend", f"Actie {origin} bestaat niet; verbeter het nummer."
            )
        elif origin in births and (origin, birth.tafel) not in forwarded:
            yield _about_origin(
                birth,
                "niet-doorgezet",
                f"{origin} is niet naar deze tafel doorgezet; verbeter de herkomst, of leg het doorzetten vast.",
            )
        elif (origin, birth.tafel) in seen:
            yield _about_origin(
                birth,
                "dubbel-ingekomen",
                f"{origin} was al overgenomen; laat één van beide acties vervallen.",
            )
        seen.add((origin, birth.tafel))


def _about_origin(birth: Geboorte, code: str, message: str) -> Finding:
    return fout(birth.bron.path, code, message, (*birth.bron.keys, "herkomst"))


def unknown_decisions(boek: Boek, _: Tafels) -> Iterator[Finding]:
    """A link to a decision that was never taken."""
    taken = {entry.besluit.nummer for entry in boek.besluiten}
    for entry in boek.besluiten:
        for field in ("vervangt", "werkt_uit"):
            for index, number in enumerate(getattr(entry.besluit, field)):
                if number not in taken:
                    message = f"Besluit {number} bestaat niet; verbeter het nummer."
                    keys = (*entry.bron.keys, field, index)
                    yield fout(entry.bron.path, "besluit-onbekend", message, keys)
    for birth in boek.geboorten:
        if birth.actie.besluit and birth.actie.besluit not in taken:
            message = f"Besluit {birth.actie.besluit} bestaat niet; verbeter het nummer."
            yield fout(birth.bron.path, "besluit-onbekend", message, (*birth.bron.keys, "besluit"))


RULES: tuple[Rule, ...] = (
    unknown_actions,
    double_numbers,
    unnumbered,
    foreign_numbers,
    before_birth,
    after_closing,
    unknown_owners,
    unguarded_deadlines,
    unknown_tables,
    own_table,
    taken_over,
    forwarding_circles,
    unknown_decisions,
)


def check_boek(boek: Boek, tafels: Tafels) -> list[Finding]:
    """Return what every rule finds."""
    return [finding for rule in RULES for finding in rule(boek, tafels)]


def _at(event: Voorval, code: str, message: str, *field: str | int) -> Finding:
    return fout(event.bron.path, code, message, (*event.bron.keys, *field))
