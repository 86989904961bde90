"""Rules about the characters of a text."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from regietafel.checks.controle import Controle
from regietafel.findings import Finding, Keys, waarschuwing
from regietafel.model.nummering import numbered_points
from regietafel.model.stuk import Stukfeiten

LONG_TITLE = 250
"""Characters; a longer title is a text."""

_ONE_LINE = frozenset({"naam", "kort", "functie", "organisatie", "titel", "plaats", "kenmerk"})
_STEERING = frozenset(
    "\n\r\x0b\x0c\x85\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def characters(controle: Controle) -> Iterator[Finding]:
    """Characters that no font of ours has, and control characters that nobody sees."""
    sources: tuple[tuple[Path, BaseModel | None], ...] = (
        (controle.instellingenpad, controle.instellingen),
        *_about_meeting(controle),
        (controle.verslagpad, controle.verslag),
        *((controle.stukpad(feiten), feiten.stuk.kop) for feiten in controle.stukken),
    )
    for path, keys, text in (*_texts_in(sources), *_replacements(controle)):
        strange = controle.onzichtbaar(text)
        if strange:
            yield waarschuwing(path, "teken-onbekend", _message(strange), keys)
    for feiten in controle.stukken:
        yield from _in_text(controle, feiten)


def _in_text(controle: Controle, feiten: Stukfeiten) -> Iterator[Finding]:
    """Yield the odd characters in the text of a document, line by line."""
    if not controle.onzichtbaar(feiten.stuk.tekst):
        return
    for line, text in enumerate(feiten.stuk.tekst.split("\n"), feiten.stuk.regel):
        strange = controle.onzichtbaar(text)
        if strange:
            yield waarschuwing(
                controle.stukpad(feiten), "teken-onbekend", _message(strange), line=line
            )


def long_titles(controle: Controle) -> Iterator[Finding]:
    for point in numbered_points(controle.vergadering):
        length = len(point.punt.titel)
        if length > LONG_TITLE:
            message = f"De titel van punt {point.nummer} telt {length} tekens; maak hem korter (hoogstens {LONG_TITLE})."
            yield waarschuwing(controle.vergaderpad, "titel-lang", message, (*point.keys, "titel"))


def steering_names(controle: Controle) -> Iterator[Finding]:
    """A name or title is one line: a mail or a calendar would take the next for something else."""
    message = (
        "Hier staat een regeleinde, of een teken dat de tekst omdraait; in mails en agenda's komt er een "
        "spatie. Schrijf het op één regel."
    )
    for path, keys, text in (*_texts_in(_about_meeting(controle)), *_replacements(controle)):
        if keys[-1] in _ONE_LINE and not _STEERING.isdisjoint(text):
            yield waarschuwing(path, "regeleinde-in-naam", message, keys)


def _about_meeting(controle: Controle) -> tuple[tuple[Path, BaseModel], ...]:
    return (controle.tafelpad, controle.tafel), (controle.vergaderpad, controle.geschreven)


def _replacements(controle: Controle) -> Iterator[tuple[Path, Keys, str]]:
    """Yield the names that members answered, which documents show as well."""
    for index, one in enumerate(controle.antwoorden.antwoorden):
        if one.vervanger and one.vervanger.naam:
            keys = ("antwoorden", index, "vervanger", "naam")
            yield controle.antwoordenpad, keys, one.vervanger.naam


def _message(strange: tuple[str, ...]) -> str:
    named = ", ".join(_name(character) for character in strange[:5])
    return f"Het lettertype heeft geen teken voor {named}; in het stuk komt er een vervangteken. Typ het anders."


def _texts_in(
    sources: Iterable[tuple[Path, BaseModel | None]],
) -> Iterator[tuple[Path, Keys, str]]:
    """Yield every text in files, with its place."""
    for path, model in sources:
        for keys, text in _texts(model.model_dump() if model is not None else ()):
            yield path, keys, text


def _texts(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield every text in dumped data, with its place."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, (*keys, key))
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from _texts(part, (*keys, index))


def _name(character: str) -> str:
    shown = f"'{character}' " if unicodedata.category(character)[0] in "LNSP" else ""
    return f"{shown}(U+{ord(character):04X})"
