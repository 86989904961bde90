"""A new text for a writer: the facts of its kind to fill in, and a hint under every heading."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from regietafel.dossier.scaffold import dump_yaml
from regietafel.model.soort import Eis, Sectie, Soort, Veld, Veldsoort

_LONGEST_NAME = 60
_HINT = "> Hint: "
_COLUMN = 34


def stuk_text(soortmap: str, soort: Soort, titel: str, punt: str, versie: date) -> str:
    """Return a text of a kind: what must be filled in stands open, the rest as a comment."""
    above = {"soort": soortmap, "titel": titel}
    above |= {"punt": punt} if punt else {}
    lines = [
        "---",
        dump_yaml(above).rstrip("\n"),
        *([] if punt else ["# punt: 4b"]),
        *_once(f"versie: {versie}", soort, "versie"),
        *(line for veld in soort.velden for line in _field(veld)),
        "---",
        "",
        *(line for sectie in soort.secties for line in _section(sectie)),
        *([] if soort.secties else [f"{_HINT}schrijf hier uw tekst."]),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


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
    yield f"## {sectie.titel}"
    yield ""
    yield f"{_HINT}{hint.rstrip('.')}.{extra}"
    yield ""


def file_name(soortmap: str, titel: str) -> str:
    """Return the name of the file: kind and title in lower case, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", f"{soortmap} {titel}").encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return f"{words[:_LONGEST_NAME].rstrip('-')}.md"
