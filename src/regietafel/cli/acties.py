"""``regietafel acties`` and ``besluiten``: the ledger, listed and filtered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from regietafel.cli.geheugen import remembered_ledger
from regietafel.cli.terminal import (
    Refusal,
    as_json,
    show,
    show_findings,
    show_made,
    show_table,
    tell,
)
from regietafel.cli.werkplek import (
    chosen_day,
    document_moment,
    open_table,
    open_workspace,
    parse_day,
    today,
    writable,
)
from regietafel.documents.compose_acties import (
    Vervolgen,
    action_table,
    deadline_text,
    decision_table,
    life_line,
    owners,
)
from regietafel.documents.tabellen import Tabel, to_csv, to_xlsx
from regietafel.dossier.grootboek import Grootboek, load_grootboek
from regietafel.dossier.workspace import Werkmap
from regietafel.dossier.writing import write_atomic
from regietafel.ledger.boek import Genomen
from regietafel.ledger.eigenaren import is_owner
from regietafel.ledger.regels import check_boek
from regietafel.ledger.stand import Stand, standen
from regietafel.model.actie import order_of


@dataclass(frozen=True)
class Filter:
    """What a user asks of the list of actions; empty means no restriction."""

    open: bool = False
    te_laat: bool = False
    eigenaar: str = ""
    organisatie: str = ""
    onderwerp: str = ""
    sinds: str = ""
    peildatum: str = ""

    @property
    def day(self) -> date:
        """Return the day of which the state is asked."""
        return chosen_day(self.peildatum)


@dataclass(frozen=True)
class Vorm:
    """How a list comes out; a file when one is named, else on the terminal."""

    json: bool = False
    csv: Path | None = None
    xlsx: Path | None = None


def acties(table: str | None, filters: Filter, vorm: Vorm) -> int:
    """List actions; return the exit code."""
    werkmap, day = open_workspace(), filters.day
    book, code = _open_book(werkmap, day if filters.open or filters.te_laat else None)
    chosen = _chosen(werkmap, table)
    _require_known_owner(filters.eigenaar, chosen, book)
    found = [
        stand
        for stand in standen(book.boek, day).values()
        if stand.tafel in chosen and _passes(stand, filters, book)
    ]
    found.sort(key=_most_urgent_first(day))
    if vorm.json:
        show(as_json([_as_row(stand, book, day) for stand in found]))
    else:
        _output(werkmap, action_table(found, book.tafels, day), vorm, day)
    return code


def _require_known_owner(name: str, chosen: Iterable[str], book: Grootboek) -> None:
    """Refuse an owner whom no table and no action knows: the list would be empty for a typo."""
    tafels = [book.tafels[table] for table in chosen if table in book.tafels]
    named = {owner for birth in book.boek.geboorten for owner in birth.actie.door}
    if name and name not in named and not any(tafel.find_lid(name) for tafel in tafels):
        raise Refusal(f"Niemand heet '{name}'; gebruik een korte naam uit tafel.yaml.")


def _open_book(werkmap: Werkmap, levend_op: date | None = None) -> tuple[Grootboek, int]:
    """Load the whole ledger and show what is wrong with it; the rest still counts.

    With a day it may lack actions that are closed by then. The exit code says whether something
    could not be read.
    """
    book = load_grootboek(werkmap, werkmap.tables(), remembered_ledger(), levend_op)
    rules = check_boek(book.boek, book.tafels)
    return book, show_findings([*book.bevindingen.findings, *book.bevindingen.locate(rules)])


def _chosen(werkmap: Werkmap, table: str | None) -> frozenset[str]:
    return frozenset([open_table(werkmap, table)] if table else werkmap.tables())


def _passes(stand: Stand, filters: Filter, book: Grootboek) -> bool:
    organisatie, onderwerp = filters.organisatie.lower(), filters.onderwerp.lower()
    return (
        (not filters.open or stand.leeft)
        and (not filters.te_laat or stand.te_laat(filters.day))
        and (not filters.eigenaar or _is_of(stand, filters.eigenaar, book))
        and (not organisatie or organisatie in owners(stand, book.tafels).lower())
        and onderwerp in f"{stand.onderwerp} {stand.tekst}".lower()
        and (not filters.sinds or stand.laatste >= parse_day(filters.sinds))
    )


def _is_of(stand: Stand, name: str, book: Grootboek) -> bool:
    """Tell whether an action is of somebody, also as one of a group such as all municipalities."""
    tafel = book.tafels.get(stand.tafel)
    lid = tafel.find_lid(name) if tafel else None
    grouped = tafel is not None and lid is not None and is_owner(tafel, lid, stand.door)
    return name in stand.door or grouped


def _most_urgent_first(day: date) -> Callable[[Stand], tuple[object, ...]]:
    def key(stand: Stand) -> tuple[object, ...]:
        return not stand.leeft, not stand.te_laat(day), stand.uiterlijk or date.max, stand.volgorde

    return key


def _as_row(stand: Stand, book: Grootboek, day: date) -> dict[str, object]:
    return {
        "nummer": stand.nummer,
        "tafel": stand.tafel,
        "tekst": stand.tekst,
        "door": list(stand.door),
        "eigenaar": owners(stand, book.tafels),
        "termijn": deadline_text(stand),
        "uiterlijk": stand.uiterlijk.isoformat() if stand.uiterlijk else None,
        "stand": stand.status,
        "te_laat": stand.te_laat(day),
        "wacht_op": stand.wacht_op,
        "elders": stand.elders,
        "herkomst": stand.herkomst,
        "stuk": stand.stuk,
        "geboren": stand.geboren.isoformat(),
        "vergadering": stand.vergadering,
        "punt": stand.punt,
        "onderwerp": stand.onderwerp,
        "gesloten": stand.gesloten.isoformat() if stand.gesloten else None,
        "dagen": stand.dagen(day),
        "keren": stand.keren,
        "verschoven": len(stand.verschoven),
    }


def _output(werkmap: Werkmap, tabel: Tabel, vorm: Vorm, day: date) -> None:
    csv = writable(werkmap, vorm.csv, ".csv") if vorm.csv else None
    xlsx = writable(werkmap, vorm.xlsx, ".xlsx") if vorm.xlsx else None
    if csv:
        write_atomic(csv, to_csv(tabel))
        show_made(csv)
    if xlsx:
        write_atomic(xlsx, to_xlsx(tabel, moment=document_moment(day)))
        show_made(xlsx)
    if not csv and not xlsx:
        show_table(tabel.kolommen, tabel.as_text())
    if not tabel.rijen:
        tell(f"{tabel.titel}: niets gevonden.")


def toon(number: str, peildatum: str) -> int:
    """Show the life line of one action."""
    book, code = _open_book(open_workspace())
    day = chosen_day(peildatum)
    stand = standen(book.boek, day).get(number)
    if stand is None:
        raise Refusal(f"Geen actie '{number}' op {day}; zie 'regietafel acties'.")
    for line in life_line(stand, book.tafels, day):
        show(line)
    return code


def besluiten(words: Iterable[str], table: str, year: str, vorm: Vorm) -> int:
    """List decisions, newest first; return the exit code."""
    werkmap = open_workspace()
    book, code = _open_book(werkmap)
    chosen = _chosen(werkmap, table or None)
    found = [
        taken
        for taken in sorted(book.boek.besluiten, key=_newest_first, reverse=True)
        if taken.tafel in chosen
        and (not year or str(taken.datum.year) == year)
        and all(word.lower() in _searchable(taken) for word in words)
    ]
    tabel = decision_table(found, _follow_ups(book), book.tafels)
    if vorm.json:
        names = [name.lower().replace(" ", "_") for name in tabel.kolommen]
        show(as_json([dict(zip(names, row, strict=True)) for row in tabel.rijen]))
    else:
        _output(werkmap, tabel, vorm, max((taken.datum for taken in found), default=today()))
    return code


def _newest_first(taken: Genomen) -> tuple[object, ...]:
    number = taken.besluit.nummer
    return taken.datum, order_of(number) if number else ()


def _searchable(taken: Genomen) -> str:
    return f"{taken.besluit.nummer} {taken.besluit.tekst} {taken.besluit.onderwerp}".lower()


def _follow_ups(book: Grootboek) -> Vervolgen:
    """Return what came of each decision in the ledger."""
    actions: dict[str, list[str]] = {}
    successors: dict[str, list[str]] = {}
    for birth in book.boek.geboorten:
        if birth.actie.besluit and birth.actie.nummer:
            actions.setdefault(birth.actie.besluit, []).append(birth.actie.nummer)
    for taken in book.boek.besluiten:
        for number in taken.besluit.vervangt:
            successors.setdefault(number, []).append(taken.besluit.nummer or "")
    return Vervolgen(actions, successors)
