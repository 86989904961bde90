"""``regietafel actie overnemen``: the action lines of a report, into the ledger of its table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from regietafel.cli.actie import day_of, require_owners
from regietafel.cli.bijschrijven import append, next_number, tafel_of, writing
from regietafel.cli.stukzoeken import Gezocht, find_text
from regietafel.cli.tekststukken import lezer_of
from regietafel.cli.terminal import OK, Refusal, as_json, show, show_findings, show_table, tell
from regietafel.documents.actieregels import Actieregel, action_lines
from regietafel.dossier.grootboek import ACTIES, Grootboek, load_grootboek
from regietafel.findings import Finding, waarschuwing
from regietafel.ledger.initiatief import Initiatief, read_initiative
from regietafel.model.actie import Actie
from regietafel.model.tafel import Tafel

_NOTHING = "Er is niets veranderd."
_COLUMNS = ("Nr", "Onderwerp", "Actie", "Initiatief", "Door", "Stand")
_ALIKE = 0.7
"""How much two texts have in common when one may be the other in new words."""


@dataclass(frozen=True)
class Keuze:
    """What the user asked for: the lines to take over, who does them, and the day."""

    nummers: tuple[str, ...] = ()
    alles: bool = False
    door: tuple[str, ...] = ()
    dag: str = ""


@dataclass(frozen=True)
class Regel:
    """An action line with what is known of it.

    ``nr`` counts from 1. ``nummer`` is the action that it became, ``lijkt_op`` one that it may have
    become, in other words; ``dubbel`` when it stands above as well.
    """

    nr: int
    bron: Actieregel
    initiatief: Initiatief
    nummer: str = ""
    lijkt_op: str = ""
    dubbel: bool = False

    @property
    def stand(self) -> str:
        if self.nummer:
            return f"overgenomen als {self.nummer}"
        if self.lijkt_op:
            return f"lijkt op {self.lijkt_op}"
        if self.dubbel:
            return "staat er twee keer"
        return "nieuw" if self.initiatief.bekend else "initiatief onbekend"


def run(name: str, keuze: Keuze, *, json: bool) -> int:
    """List the action lines of a report, or take those that are chosen over; return the exit code."""
    _require_one_way(keuze)
    gezocht = find_text(name, "met actieregels", lambda soort: soort.actieregels is not None)
    lines = _lines(gezocht)
    if keuze.nummers or keuze.alles:
        return _take(gezocht, lines, keuze)
    dossier = gezocht.dossier
    book = load_grootboek(dossier.werkmap, [dossier.tafelnaam])
    regels = _judged(gezocht, lines, dossier.tafel, book)
    show_findings(_findings(gezocht, regels))
    if json:
        show(as_json([_as_row(regel) for regel in regels]))
        return OK
    show_table(_COLUMNS, [_shown(regel) for regel in regels])
    show(f"{_NOTHING} Neem over met --neem NR, of met --alles.")
    return OK


def _require_one_way(keuze: Keuze) -> None:
    if keuze.alles and keuze.nummers:
        raise Refusal(f"Kies --neem of --alles, niet allebei. {_NOTHING}")
    if keuze.door and len(keuze.nummers) != 1:
        raise Refusal(f"Noem met --door ook één regel, met --neem. {_NOTHING}")


def _lines(gezocht: Gezocht) -> tuple[Actieregel, ...]:
    """Return the action lines of a text; a refusal that says how they look when there are none."""
    stuk = gezocht.stuk
    heads = stuk.soort.actieregels
    if heads is None:
        raise Refusal(f"Een {stuk.soort.naam.lower()} heeft geen actieregels. {_NOTHING}")
    tekst = lezer_of(gezocht.dossier)(gezocht.dossier.folder, stuk)
    lines = action_lines(tekst.blokken, stuk.soort)
    if not lines:
        raise Refusal(
            "In dit stuk staan geen acties om over te nemen; zet ze in een tabel met de koppen "
            f"'{heads.actie}' en '{heads.initiatief}'. {_NOTHING}"
        )
    return lines


# ------------------------------------------------------------------ what is known


def _judged(
    gezocht: Gezocht, lines: Sequence[Actieregel], tafel: Tafel, book: Grootboek
) -> list[Regel]:
    """Return lines with the actions that they became."""
    known = _known(gezocht, book)
    regels: list[Regel] = []
    seen: set[tuple[str, str]] = set()
    for nr, line in enumerate(lines, 1):
        regel = Regel(nr, line, read_initiative(tafel, line.initiatief))
        double = (line.onderwerp, line.tekst) in seen
        seen.add((line.onderwerp, line.tekst))
        number = next((a.nummer or "" for a in known if _is(a, line)), "")
        regels.append(replace(regel, nummer="" if double else number, dubbel=double))
    left = [a for a in known if not any(_is(a, line) for line in lines)]
    return [_likened(regel, left) for regel in regels]


def _known(gezocht: Gezocht, book: Grootboek) -> list[Actie]:
    """Return the actions that come from a text."""
    source = _source(gezocht)
    births = book.boek.geboorten
    return [
        b.actie for b in births if b.tafel == gezocht.dossier.tafelnaam and b.actie.stuk == source
    ]


def _source(gezocht: Gezocht) -> str:
    return f"{gezocht.dossier.naam}/{gezocht.stuk.bestand}"


def _is(actie: Actie, line: Actieregel) -> bool:
    return actie.tekst == line.tekst and (actie.onderwerp or "") == line.onderwerp


def _likened(regel: Regel, left: Sequence[Actie]) -> Regel:
    """Return a line with the action that it may have become, in other words."""
    if regel.nummer or regel.dubbel:
        return regel
    alike = (a for a in left if _ratio(a.tekst, regel.bron.tekst) >= _ALIKE)
    return replace(regel, lijkt_op=next((a.nummer or "" for a in alike), ""))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def _findings(gezocht: Gezocht, regels: Sequence[Regel]) -> Iterator[Finding]:
    for regel in regels:
        path, line = gezocht.path, regel.bron.regel
        if regel.lijkt_op:
            message = f"Deze regel lijkt op {regel.lijkt_op} uit ditzelfde stuk; is het een andere actie, voeg haar dan toe met 'regietafel actie nieuw'."
            yield waarschuwing(path, "actieregel-lijkt", message, line=line)
        elif regel.dubbel:
            message = "Deze actie staat er twee keer; haal er een weg."
            yield waarschuwing(path, "actieregel-dubbel", message, line=line)
        elif not regel.nummer and not regel.initiatief.bekend:
            yield waarschuwing(path, "initiatief-onbekend", _unknown(regel), line=line)


def _unknown(regel: Regel) -> str:
    advice = f"verbeter het in het stuk, of neem de regel over met: --neem {regel.nr} --door NAAM."
    if not regel.initiatief.onbekend:
        return f"Bij deze actie staat niet wie begint; {advice}"
    who = f"'{regel.initiatief.onbekend[0]}' is niet bekend aan deze tafel"
    if regel.initiatief.bedoelt:
        return f"{who}; bedoelt u '{regel.initiatief.bedoelt}'?"
    return f"{who}; {advice}"


# ------------------------------------------------------------------ showing


def _shown(regel: Regel) -> tuple[str, ...]:
    bron = regel.bron
    door = ", ".join(regel.initiatief.door) if regel.initiatief.bekend else ""
    return (str(regel.nr), bron.onderwerp, bron.tekst, bron.initiatief, door, regel.stand)


def _as_row(regel: Regel) -> dict[str, object]:
    bron = regel.bron
    return {
        "nr": regel.nr,
        "regel": bron.regel,
        "onderwerp": bron.onderwerp,
        "tekst": bron.tekst,
        "initiatief": bron.initiatief,
        "door": list(regel.initiatief.door) if regel.initiatief.bekend else [],
        "stand": regel.stand,
    }


# ------------------------------------------------------------------ taking over


def _take(gezocht: Gezocht, lines: Sequence[Actieregel], keuze: Keuze) -> int:
    """Write chosen lines as actions between two meetings, each with the next number."""
    dossier = gezocht.dossier
    born = day_of(keuze.dag)
    with writing(dossier.werkmap, dossier.tafelnaam) as book:
        tafel = tafel_of(book, dossier.tafelnaam)
        regels = _judged(gezocht, lines, tafel, book)
        require_owners(tafel, keuze.door)
        chosen = _chosen(regels, keuze)
        start, dash, count = next_number(
            dossier.werkmap, book, dossier.tafelnaam, born.year
        ).rpartition("-A")
        for place, regel in enumerate(chosen, int(count)):
            number = f"{start}{dash}{place:02}"
            item = {"nummer": number, "datum": born, "tekst": regel.bron.tekst}
            item |= {"door": list(keuze.door or regel.initiatief.door)}
            item |= {"onderwerp": regel.bron.onderwerp, "stuk": _source(gezocht)}
            append(dossier.werkmap, dossier.tafelnaam, "acties", item)
            show(f"{number}\t{regel.bron.tekst}")
    show_findings(_findings(gezocht, regels) if keuze.alles else ())
    if chosen:
        tell(f"Dit staat nu in {ACTIES} van {dossier.tafelnaam}.")
    else:
        show(f"Hier is niets nieuws om over te nemen. {_NOTHING}")
    return OK


def _chosen(regels: Sequence[Regel], keuze: Keuze) -> list[Regel]:
    """Return the lines to take over; a refusal for one that can't be, before anything is written."""
    if keuze.alles:
        return [regel for regel in regels if regel.stand == "nieuw"]
    return [_asked(regels, text, keuze) for text in dict.fromkeys(keuze.nummers)]


def _asked(regels: Sequence[Regel], text: str, keuze: Keuze) -> Regel:
    regel = next((regel for regel in regels if str(regel.nr) == text), None)
    if regel is None:
        raise Refusal(f"Er is geen regel {text}; kies van 1 tot en met {len(regels)}. {_NOTHING}")
    if regel.nummer:
        raise Refusal(f"Regel {text} is al overgenomen als {regel.nummer}. {_NOTHING}")
    if regel.lijkt_op or regel.dubbel:
        raise Refusal(f"Regel {text}: {regel.stand}. {_NOTHING}")
    if not (regel.initiatief.bekend or keuze.door):
        raise Refusal(
            f"Regel {text}: wie '{regel.bron.initiatief}' is, is niet bekend; zeg wie met --door. "
            f"{_NOTHING}"
        )
    return regel
