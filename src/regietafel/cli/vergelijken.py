"""A document beside the one before it: what changed, in the document and for ``stuk vergelijk``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regietafel.cli.terminal import OK, Refusal, as_json, show, show_table
from regietafel.cli.werkplek import parse_day
from regietafel.documents.blocks import Tekstprobleem
from regietafel.documents.maatregelen import doubts, measures_of, without_table
from regietafel.documents.stuktekst import Stuktekst
from regietafel.documents.veranderingen import NIEUW, WEG, nothing_changed, show_changes
from regietafel.dossier.loading import Dossier
from regietafel.dossier.reading import line_of
from regietafel.dossier.stukken import STUKKEN
from regietafel.dossier.vorige import Eerder, earlier, named_previous, tells_of
from regietafel.findings import Finding, waarschuwing
from regietafel.ledger.voortgang import Verschil, compare
from regietafel.model.soort import Vergelijking
from regietafel.model.stuk import VORIGE, Tekststuk

if TYPE_CHECKING:
    from regietafel.cli.stukzoeken import Gezocht

Lees = Callable[[Path, Tekststuk], Stuktekst]
"""How a text of a meeting's folder is read."""
_COLUMNS = ("Maatregel", "Wat", "Was", "Nu")


@dataclass(frozen=True)
class Vergeleken:
    """A text beside the one before it; without a difference there is none before it."""

    tekst: Stuktekst
    verschil: Verschil | None = None
    sinds: date | None = None
    problemen: tuple[Tekstprobleem, ...] = ()


def with_changes(
    dossier: Dossier, stuk: Tekststuk, tekst: Stuktekst, lees: Lees
) -> tuple[Stuktekst, list[Finding]]:
    """Return a text with what changed since the one before it, when its kind is compared."""
    vergelijk = stuk.soort.vergelijk
    if vergelijk is None:
        return tekst, []
    before, findings = _previous(dossier, stuk)
    found = _compared(stuk, tekst, vergelijk, before, lees)
    if findings:
        return _with_problems(tekst, found.problemen), findings
    blokken = show_changes(tekst.blokken, vergelijk, found.verschil, found.sinds)
    return _with_problems(replace(tekst, blokken=blokken), found.problemen), findings


def _with_problems(tekst: Stuktekst, problems: tuple[Tekstprobleem, ...]) -> Stuktekst:
    return replace(tekst, problemen=(*tekst.problemen, *problems))


def _compared(
    stuk: Tekststuk, tekst: Stuktekst, vergelijk: Vergelijking, before: Eerder | None, lees: Lees
) -> Vergeleken:
    own = measures_of(tekst.blokken, vergelijk)
    if not own:
        return Vergeleken(tekst, problemen=(without_table(vergelijk, stuk.regel),))
    if before is None or before.stuk is None:
        return Vergeleken(tekst)
    was = measures_of(lees(before.folder, before.stuk).blokken, vergelijk)
    verschil = compare(was, own)
    return Vergeleken(tekst, verschil, before.stand_op, tuple(doubts(verschil)))


def _previous(dossier: Dossier, stuk: Tekststuk) -> tuple[Eerder | None, list[Finding]]:
    """Return the document before this one; None without one, or when it can't be told which."""
    path = dossier.folder / STUKKEN / stuk.bestand
    wanted = named_previous(stuk)
    found = earlier(dossier.werkmap, dossier.tafelnaam, dossier.naam, stuk)
    before = next((e for e in found if wanted is None or _may_be(e, wanted)), None)
    if before is None and wanted is not None:
        message = (
            f"Er is geen eerder {stuk.soort.naam.lower()} met die datum, dus er wordt niets "
            "vergeleken; verbeter de datum of haal de regel weg."
        )
        line = line_of(path, (VORIGE,))
        return None, [waarschuwing(path, "vorige-onbekend", message, (VORIGE,), line)]
    if before is not None and before.stuk is None:
        message = (
            f"Het vorige stuk ({before.folder.name}/{STUKKEN}/{before.bestand}) is niet te lezen, "
            "dus er wordt niets vergeleken; verbeter dat eerst."
        )
        return None, [waarschuwing(path, "vorige-onleesbaar", message)]
    return before, []


def _may_be(eerder: Eerder, day: date) -> bool:
    return eerder.stuk is None or tells_of(eerder, day)


# ------------------------------------------------------------------ the command


def run(name: str, met: str, *, json: bool) -> int:
    """Show what changed in a document since the one before it; return the exit code."""
    from regietafel.cli.stukzoeken import find_text
    from regietafel.cli.tekststukken import lezer_of

    gezocht = find_text(name, "dat wordt vergeleken", lambda soort: soort.vergelijk is not None)
    stuk, vergelijk = gezocht.stuk, gezocht.stuk.soort.vergelijk
    if vergelijk is None:
        raise Refusal(f"Een {stuk.soort.naam.lower()} wordt niet vergeleken.")
    lees = lezer_of(gezocht.dossier)
    before = _chosen(gezocht, parse_day(met) if met else None)
    tekst = lees(gezocht.dossier.folder, stuk)
    found = _compared(stuk, tekst, vergelijk, before, lees)
    rows = list(_rows(found.verschil or Verschil()))
    for problem in found.problemen:
        gezocht.tell(problem)
    if json:
        show(as_json([dict(zip(_FIELDS, row, strict=True)) for row in rows]))
    elif rows:
        show_table(_COLUMNS, rows)
    elif found.sinds:
        show(nothing_changed(found.sinds))
    return OK


_FIELDS = ("maatregel", "wat", "was", "nu")


def _rows(verschil: Verschil) -> Iterator[tuple[str, str, str, str]]:
    yield from ((m.titel, NIEUW.lower(), "", "") for m in verschil.nieuw)
    yield from ((w.maatregel.titel, w.veld, w.was, w.nu) for w in verschil.wijzigingen)
    yield from ((m.titel, WEG.lower(), "", "") for m in verschil.weg)


def _chosen(gezocht: "Gezocht", met: date | None) -> Eerder:
    """Return the document to compare with; a refusal when there is none."""
    dossier, stuk = gezocht.dossier, gezocht.stuk
    if met is None:
        before, findings = _previous(dossier, stuk)
        if findings:
            raise Refusal(findings[0].message)
        if before is None:
            raise Refusal(f"Er is geen eerder {stuk.soort.naam.lower()} '{stuk.kop.titel}'.")
        return before
    known = list(earlier(dossier.werkmap, dossier.tafelnaam, dossier.naam, stuk))
    for eerder in known:
        if eerder.stuk is not None and tells_of(eerder, met):
            return eerder
    days = ", ".join(str(eerder.stand_op) for eerder in known if eerder.stuk) or "er is er geen"
    raise Refusal(f"Geen eerder stuk van {met}; kies uit: {days}.")
