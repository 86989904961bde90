"""Large numbers in a table that nobody wrote with a point: ``25943`` for ``25.943``."""

import re

from regietafel.documents.blocks import Tabel, Tekstprobleem
from regietafel.documents.invulsom import Bedrag, read_bedrag
from regietafel.documents.tabelcellen import cell_words, heads_of
from regietafel.figures.notatie import Waardesoort

_BARE = re.compile(r"(?:€\s*)?[-−]?[1-9]\d{4,}(?:,\d+)?")
_NAMES = re.compile(
    r"nummer|code|kenmerk|zaak|dossier|telefoon|kvk|bsn|\b(?:nr|id)\b", re.IGNORECASE
)
"""What the head of a column says whose numbers are names: a point would make them wrong."""


def bare_number(tabel: Tabel) -> Tekstprobleem | None:
    """Return the first number of five figures or more without a point, in a column of quantities."""
    for place, head in enumerate(heads_of(tabel)):
        rows = [(rij, cell_words(rij, place).strip()) for rij in tabel.rijen if not rij.groep]
        bare = [(rij, text) for rij, text in rows if _BARE.fullmatch(text)]
        if not bare or _NAMES.search(head):
            continue
        values = [read_bedrag(text) for _, text in rows]
        if place and Waardesoort.TEKST not in values:
            rij, text = bare[0]
            return _problem(head, text, rij.regel, typed=rij.regel != tabel.regel)
    return None


def _problem(head: str, text: str, regel: int, *, typed: bool) -> Tekstprobleem:
    value = read_bedrag(text)
    written = value.tekst if isinstance(value, Bedrag) else text
    where = "" if typed else " in het bestand (in Excel: celopmaak met duizendtallen)"
    uitleg = f"in kolom '{head}' staat {text} zonder punt; schrijf {written}{where}"
    return Tekstprobleem("getal-zonder-punt", regel, uitleg)
