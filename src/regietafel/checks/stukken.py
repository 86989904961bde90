"""Rules about the documents that somebody writes: their headings, in the order of their kind."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from regietafel.checks.controle import Controle
from regietafel.findings import Finding, fout, hint, waarschuwing
from regietafel.model.soort import Eis, Sectie
from regietafel.model.stuk import Kopfeit, Stukfeiten


def sections(controle: Controle) -> Iterator[Finding]:
    """A heading that a kind asks for and that is not there, or has nothing under it."""
    for feiten in controle.stukken:
        koppen = _by_title(feiten)
        for sectie in feiten.stuk.soort.secties:
            kop = koppen.get(_plain(sectie.titel))
            if kop is None:
                yield from _absent(controle, feiten, sectie)
            elif kop.leeg and sectie.verplicht is Eis.JA:
                message = f"Onder '{sectie.titel}' staat nog niets; schrijf daar uw tekst."
                yield fout(controle.stukpad(feiten), "sectie-leeg", message, line=kop.regel)


def _absent(controle: Controle, feiten: Stukfeiten, sectie: Sectie) -> Iterator[Finding]:
    path, kind = controle.stukpad(feiten), feiten.stuk.soort.naam
    titles = {_plain(kop.titel): kop for kop in feiten.koppen}
    near = get_close_matches(_plain(sectie.titel), titles, n=1, cutoff=0.8)
    advice = f"; bedoelt u daarmee '{titles[near[0]].titel}'?" if near else ". Voeg hem toe."
    line = titles[near[0]].regel if near else feiten.stuk.regel
    message = f"Een {kind.lower()} heeft een kop '{sectie.titel}'{advice}"
    if sectie.verplicht is Eis.JA:
        yield fout(path, "sectie-ontbreekt", message, line=line)
    elif sectie.verplicht is Eis.ADVIES:
        yield hint(path, "sectie-gewenst", message, line=line)


def levels(controle: Controle) -> Iterator[Finding]:
    """A heading of the kind that stands at another level."""
    for feiten in controle.stukken:
        koppen = _by_title(feiten)
        for sectie in feiten.stuk.soort.secties:
            kop = koppen.get(_plain(sectie.titel))
            if kop is not None and kop.niveau != sectie.niveau:
                message = f"Deze kop hoort op een ander niveau; begin hem met {sectie.hekjes}, zoals: {sectie.hekjes} {sectie.titel}"
                yield waarschuwing(
                    controle.stukpad(feiten), "sectie-niveau", message, line=kop.regel
                )


def order(controle: Controle) -> Iterator[Finding]:
    """A heading that stands before one that should come first."""
    for feiten in controle.stukken:
        koppen = _by_title(feiten)
        wanted = [s.titel for s in feiten.stuk.soort.secties if _plain(s.titel) in koppen]
        last, before = 0, ""
        for title in wanted:
            line = koppen[_plain(title)].regel
            if line < last:
                message = f"'{title}' hoort na '{before}'; wissel ze om als dat kan."
                yield hint(controle.stukpad(feiten), "sectie-volgorde", message, line=line)
            last, before = max(last, line), title if line >= last else before


def hints_left(path: Path, lines: tuple[int, ...]) -> Iterator[Finding]:
    """Yield the hints for the writer that are still there; they are not in what is made."""
    message = "Hier staat nog een hint voor de schrijver, die niet in het stuk komt; vervang hem door uw tekst of haal hem weg."
    for line in lines:
        yield waarschuwing(path, "hint-blijft-staan", message, line=line)


def double_title(controle: Controle) -> Iterator[Finding]:
    """A heading that says the title again, unless the kind asks for it."""
    for feiten in controle.stukken:
        asked = {_plain(sectie.titel) for sectie in feiten.stuk.soort.secties}
        for kop in feiten.koppen:
            if _plain(kop.titel) not in asked and _plain(kop.titel) == _plain(
                feiten.stuk.kop.titel
            ):
                message = "Deze kop herhaalt de titel, die al boven het stuk komt; haal hem weg."
                yield hint(controle.stukpad(feiten), "titel-dubbel", message, line=kop.regel)


def _by_title(feiten: Stukfeiten) -> Mapping[str, Kopfeit]:
    """Return the headings by their plain words; of two the first."""
    return {_plain(kop.titel): kop for kop in reversed(feiten.koppen)}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .:")
