"""What changed since the state before, put into a text: a list, and a mark at every measure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from regietafel import dutch
from regietafel.documents.blocks import (
    Alinea,
    Blok,
    Blokken,
    Deel,
    Kop,
    Liggend,
    Lijst,
    Rij,
    Tabel,
    runs_text,
)
from regietafel.documents.maatregelen import Plaats, is_measure, place_of
from regietafel.documents.tabelcellen import cell_words, plain
from regietafel.ledger import voortgang
from regietafel.ledger.voortgang import Maatregel, Verschil, Wijziging
from regietafel.model.soort import Vergelijking

NIEUW, WEG = "Nieuw", "Niet meer in het overzicht"
_SHORT = 60
"""Characters: a column that says more than this is named, and not told."""


def show_changes(
    blokken: Blokken, vergelijk: Vergelijking, verschil: Verschil | None, sinds: date | None
) -> Blokken:
    """Return a text with what changed below its heading, and a mark at every measure.

    Without a difference there was nothing to compare with, and below the heading it says so.
    """
    marks = _marks(verschil) if verschil else {}
    said = _said(verschil, sinds) if verschil is not None and sinds else (_first(),)
    return _shown(blokken, vergelijk, marks, said)


def _marks(verschil: Verschil) -> dict[tuple[int, str], str]:
    """Return what is said with a measure, by its line and title."""
    changed: dict[tuple[int, str], list[str]] = {}
    for wijziging in verschil.wijzigingen:
        changed.setdefault(_key(wijziging.maatregel), []).append(wijziging.veld.lower())
    marks = {key: f"Gewijzigd: {dutch.opsomming(velden)}" for key, velden in changed.items()}
    return marks | {_key(maatregel): NIEUW for maatregel in verschil.nieuw}


def _key(maatregel: Maatregel) -> tuple[int, str]:
    return maatregel.regel, maatregel.titel


def _shown(
    blokken: Blokken,
    vergelijk: Vergelijking,
    marks: Mapping[tuple[int, str], str],
    said: Blokken,
) -> Blokken:
    shown: list[Blok] = []
    for blok in blokken:
        match blok:
            case Liggend():
                inner = _shown(blok.blokken, vergelijk, marks, said)
                shown.append(replace(blok, blokken=inner))
            case Tabel():
                shown.append(_marked(blok, vergelijk, marks))
            case Kop() if plain(runs_text(blok.delen)) == plain(vergelijk.sectie):
                shown += (blok, *said)
            case _:
                shown.append(blok)
    return tuple(shown)


def _marked(tabel: Tabel, vergelijk: Vergelijking, marks: Mapping[tuple[int, str], str]) -> Tabel:
    place = place_of(tabel, vergelijk)
    if place is None:
        return tabel
    rows = (_with_mark(rij, place, marks) for rij in tabel.rijen)
    return replace(tabel, rijen=tuple(rows))


def _with_mark(rij: Rij, place: Plaats, marks: Mapping[tuple[int, str], str]) -> Rij:
    mark = marks.get((rij.regel, cell_words(rij, place.naam))) if is_measure(rij, place) else None
    if mark is None:
        return rij
    cells = list(rij.cellen)
    cells[place.naam] = (*cells[place.naam], Alinea((Deel(mark, cursief=True),), regel=rij.regel))
    return replace(rij, cellen=tuple(cells))


def _first() -> Alinea:
    return Alinea((Deel("Dit is het eerste overzicht; er is nog niets om mee te vergelijken."),))


def _said(verschil: Verschil, sinds: date) -> Blokken:
    day = dutch.datum(sinds)
    if not verschil:
        return (Alinea((Deel(nothing_changed(sinds)),)),)
    items = [
        *_named(NIEUW, verschil.nieuw),
        *_by_column(verschil.wijzigingen),
        *_named(WEG, verschil.weg),
    ]
    return (
        Alinea((Deel(f"Vergeleken met de stand op {day}:"),)),
        Lijst(genummerd=False, items=tuple(items)),
    )


def nothing_changed(sinds: date) -> str:
    return f"Er is niets veranderd sinds {dutch.datum(sinds)}."


def _named(label: str, maatregelen: Sequence[Maatregel]) -> Iterator[Blokken]:
    if maatregelen:
        yield _item(label, "; ".join(m.titel for m in maatregelen))


def _item(label: str, words: str) -> Blokken:
    return (Alinea((Deel(f"{label}:", vet=True), Deel(f" {words}"))),)


def _by_column(wijzigingen: Sequence[Wijziging]) -> Iterator[Blokken]:
    """Yield an item per column: what it was and is, or where it says something else."""
    for veld in dict.fromkeys(wijziging.veld for wijziging in wijzigingen):
        own = [wijziging for wijziging in wijzigingen if wijziging.veld == veld]
        short = all(len(text) <= _SHORT for w in own for text in (w.was, w.nu))
        if not short:
            yield _item(veld, f"bijgewerkt bij {dutch.opsomming(map(_short_name, own))}")
        elif len(own) == 1:
            yield _item(veld, _told(own[0]))
        else:
            inner = tuple((Alinea((Deel(_told(w)),)),) for w in own)
            yield (
                Alinea((Deel(f"{veld}:", vet=True),)),
                Lijst(genummerd=False, items=inner),
            )


def _short_name(wijziging: Wijziging) -> str:
    return wijziging.maatregel.nummer or wijziging.maatregel.titel


def _told(wijziging: Wijziging) -> str:
    name, was, nu = wijziging.maatregel.titel, wijziging.was, wijziging.nu
    match wijziging.veld:
        case voortgang.NUMMER:
            return f"{name} was {was or 'zonder nummer'}"
        case voortgang.NAAM:
            return f"{name} heette ‘{was}’"
        case voortgang.HOOFDSTUK:
            return f"{name} stond bij {was}"
    if not was:
        return f"{name}: nu ‘{nu}’, eerst leeg"
    return f"{name}: ‘{was}’ wordt ‘{nu}’" if nu else f"{name}: nu leeg, eerst ‘{was}’"
