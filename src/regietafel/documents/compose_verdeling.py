"""A puzzle as a document: where it stands in sentences, the tables, and a proposed exchange."""

from collections.abc import Iterator
from fractions import Fraction

from regietafel import dutch
from regietafel.documents.cijferdelen import Cijferdeel
from regietafel.documents.views import Gegeven
from regietafel.figures.notatie import schrijf_breuk, schrijf_getal
from regietafel.figures.puzzeltabellen import (
    Puzzelverslag,
    Rekentabel,
    na_de_ruil,
    ruiltabel,
    samentabel,
    soorttabel,
)
from regietafel.figures.verdeling import Deelname

RUIL = "Voorstel voor een ruil"
_NOTHING_WRITTEN = "Dit is een voorstel. In de tabel is niets veranderd."


def puzzle_parts(verslag: Puzzelverslag) -> tuple[Cijferdeel, ...]:
    """Return the parts of the document on a puzzle, in reading order."""
    return tuple(_parts(verslag))


def puzzle_facts(verslag: Puzzelverslag, bron: str, peildatum: str) -> tuple[Gegeven, ...]:
    """Return source and date of the table below a puzzle, and what is counted."""
    facts = (
        Gegeven("Bron", bron),
        Gegeven("Peildatum", peildatum),
        Gegeven("Eenheid", "plekken"),
        Gegeven("Gemeenten", str(len(verslag.stand.per_gemeente))),
    )
    return tuple(fact for fact in facts if fact.waarde)


def _parts(verslag: Puzzelverslag) -> Iterator[Cijferdeel]:
    sentences = tuple(kind_sentence(kind) for kind in verslag.stand.per_soort)
    yield Cijferdeel("In het kort", sentences, opsomming=True)
    yield from _exchange(verslag)
    for kind in verslag.puzzel.soorten:
        reason = verslag.waarom_niet.get(kind.soort, "")
        said = (f"Er is geen evenredige verdeling: {reason}",) if reason and verslag.puzzel.inwoners else ()  # fmt: skip
        yield _with_table(dutch.hoofdletter(kind.soort), said, soorttabel(verslag, kind))  # fmt: skip
    if len(verslag.puzzel.soorten) > 1:
        yield _with_table("Alle soorten samen", (), samentabel(verslag))


def _with_table(kop: str, zinnen: tuple[str, ...], tabel: Rekentabel) -> Cijferdeel:
    return Cijferdeel(kop, zinnen, tabel.uitwerking, tabel.definitie)


def kind_sentence(kind: Deelname) -> str:
    """Return where one kind stands: task, contribution, per cent and what is still to place."""
    task, done, name = kind.opgave, kind.inbreng, dutch.hoofdletter(kind.soort)
    if task.waarde is None or done.waarde is None:
        return f"{name}: niet te berekenen."
    at_least = "minstens " if done.onbekend else ""
    share = f" ({at_least}{schrijf_breuk(100 * done.waarde / task.waarde, 1)}%)" if task.waarde else ""  # fmt: skip
    text = f"{name}: opgave {schrijf_breuk(task.waarde, 0)}, inbreng {at_least}{schrijf_breuk(done.waarde, 0)}{share}; {_rest(kind)}."
    missing = _missing((*task.onbekend, *done.onbekend))
    return f"{text} Niet bekend: {missing}." if missing else text


def _rest(kind: Deelname) -> str:
    gap = (kind.inbreng.waarde or Fraction(0)) - (kind.opgave.waarde or Fraction(0))
    if gap < 0:
        return f"nog te plaatsen {schrijf_breuk(-gap, 0)}"
    return f"{schrijf_breuk(gap, 0)} meer dan de opgave" if gap else "precies de opgave"


def _missing(names: tuple[str, ...]) -> str:
    """Return who is not known yet, each once: ``Hoogeveen, Meppel en Tynaarlo``."""
    towns = dict.fromkeys(name.split(",")[0].split(":")[0] for name in names)
    return dutch.opsomming(towns) if towns else ""


def _exchange(verslag: Puzzelverslag) -> Iterator[Cijferdeel]:
    proposal = verslag.voorstel
    unknown = _missing(proposal.onbekend)
    about = (f"Niet meegeteld, want niet bekend: {unknown}.",) if unknown else ()
    if proposal.bezwaar:
        yield Cijferdeel(RUIL, (f"Er is geen ruil te berekenen. {proposal.bezwaar}", *about))
    elif not proposal.ruilen:
        yield Cijferdeel(RUIL, ("Elke soort haalt haar opgave; er hoeft niets geruild te worden.", *about))  # fmt: skip
    else:
        moves = tuple(exchange_sentence(verslag))
        yield _with_table(RUIL, (*moves, *about, _NOTHING_WRITTEN), ruiltabel(verslag))
        yield _with_table("Na de ruil", (), na_de_ruil(verslag))


def exchange_sentence(verslag: Puzzelverslag) -> Iterator[str]:
    """Yield what the proposed exchange does, in a sentence."""
    moves = verslag.voorstel.ruilen
    places = schrijf_getal(sum(move.aantal for move in moves))
    count = "één ruil" if len(moves) == 1 else f"{len(moves)} keer ruilen"
    yield f"Met {count} van samen {places} plekken haalt elke soort haar opgave. Met minder keer ruilen lukt het niet."
