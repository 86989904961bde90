"""A new text for a writer: the facts of its kind to fill in, and a hint under every heading."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from regietafel.dossier.scaffold import dump_yaml
from regietafel.model.soort import Eis, Sectie, Soort, Veld, Veldsoort
from regietafel.model.stuk import VORIGE, Tekststuk

_LONGEST_NAME = 60
_HINT = "> Hint: "
_COLUMN = 34
_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?(?:\s+\{#[\w-]+\})?\s*$")


def stuk_text(soortmap: str, soort: Soort, titel: str, punt: str, versie: date) -> str:
    """Return a text of a kind: what must be filled in stands open, the rest as a comment."""
    body = [
        *(line for sectie in soort.secties for line in _section(sectie)),
        *([] if soort.secties else [f"{_HINT}schrijf hier uw tekst."]),
    ]
    above = {"soort": soortmap, "titel": titel}
    return _whole(_head(above, punt, versie, soort, {}), "\n".join(body))


def next_text(stuk: Tekststuk, stand: date, titel: str, punt: str, versie: date) -> str:
    """Return a text that begins with the state of the one before it, of the day ``stand``.

    Words and lists in its fields are kept, days are not.
    """
    soort = stuk.soort
    kept = {
        v.sleutel: stuk.waarde(v.sleutel) for v in soort.velden if v.type is not Veldsoort.DATUM
    }
    filled: dict[str, Any] = {key: _plain(value) for key, value in kept.items() if value}
    if any(veld.sleutel == VORIGE for veld in soort.velden):
        filled[VORIGE] = stand
    above = {"soort": stuk.soortmap, "titel": titel}
    if stuk.kop.classificatie and "classificatie" not in filled:
        above["classificatie"] = stuk.kop.classificatie
    return _whole(_head(above, punt, versie, soort, filled), _body(stuk))


def _plain(value: object) -> object:
    return [str(item) for item in value] if isinstance(value, tuple) else value


def _head(
    above: Mapping[str, str], punt: str, versie: date, soort: Soort, filled: Mapping[str, Any]
) -> list[str]:
    given = {**above, "punt": punt} if punt else above
    return [
        dump_yaml(dict(given)).rstrip("\n"),
        *([] if punt else ["# punt: 4b"]),
        *_once(f"versie: {versie}", soort, "versie"),
        *(line for veld in soort.velden for line in _filled_field(veld, filled)),
    ]


def _whole(head: list[str], body: str) -> str:
    return "\n".join(["---", *head, "---", "", body.strip("\n")]).rstrip("\n") + "\n"


def _filled_field(veld: Veld, filled: Mapping[str, Any]) -> Iterator[str]:
    if veld.sleutel in filled:
        yield dump_yaml({veld.sleutel: filled[veld.sleutel]}).rstrip("\n")
    else:
        yield from _field(veld)


def _body(stuk: Tekststuk) -> str:
    """Return a text in which nothing stands below the heading of the changes: they are worked out."""
    lines, kept, level = stuk.tekst.splitlines(), [], 0
    named = stuk.soort.vergelijk.sectie if stuk.soort.vergelijk else ""
    for line in lines:
        found = _HEADING.match(line)
        if found and level and len(found[1]) <= level:
            level = 0
        if found and found[2].strip().casefold() == named.casefold():
            level = len(found[1])
            kept += [line, ""]
        elif not level:
            kept.append(line)
    return "\n".join(kept)


def _once(line: str, soort: Soort, sleutel: str) -> list[str]:
    """Return a line that every kind has, unless the kind has the field itself."""
    return [] if any(veld.sleutel == sleutel for veld in soort.velden) else [line]


def _field(veld: Veld) -> Iterator[str]:
    """Yield a header field: empty when it is required, behind a ``#`` when it isn't."""
    note = veld.hint or (veld.naam if veld.naam.lower() != veld.sleutel else "")
    note = {Veldsoort.DATUM: "jaar-maand-dag, zoals 2027-03-10"}.get(veld.type, note)
    mark = "" if veld.verplicht else "# "
    line = f"{mark}{veld.sleutel}:"
    yield f"{line:<{_COLUMN}}# {note}" if note else line
    if veld.type is Veldsoort.LIJST:
        yield f"{mark}  - "


def _section(sectie: Sectie) -> Iterator[str]:
    hint = sectie.hint or "schrijf hier uw tekst"
    extra = {Eis.NEE: " Deze kop mag weg.", Eis.ADVIES: "", Eis.JA: ""}[sectie.verplicht]
    yield f"{sectie.hekjes} {sectie.titel}"
    yield ""
    yield f"{_HINT}{hint.rstrip('.')}.{extra}"
    yield ""


def file_name(soortmap: str, titel: str) -> str:
    """Return the name of the file: kind and title in lower case, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", f"{soortmap} {titel}").encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return f"{words[:_LONGEST_NAME].rstrip('-')}.md"
