"""The name of a row or column without case, accents and signs, so that spellings can be compared."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_GENOEMD = 20
"""So many names are told at most."""


@lru_cache(maxsize=4096)
def sleutel_van(label: str) -> str:
    """Return a label as a name for formulas: ``opgave OEK+asiel`` becomes ``opgave_oek_asiel``."""
    folded = unicodedata.normalize("NFKD", label.lower())
    plain = "".join(c for c in folded if not unicodedata.combining(c)).replace("%", " procent ")
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return f"k_{name}" if not name or name[0].isdigit() else name


def bedoeld(naam: str, er_is: Sequence[str]) -> str:
    """Return how a sentence about an unknown name ends: with the nearest, else with those there are."""
    close = difflib.get_close_matches(naam, er_is, n=1)
    if close:
        return f"; bedoelt u '{close[0]}'?"
    return f"; er is: {', '.join(er_is[:_GENOEMD])}." if er_is else "."


def kolomletters(nummer: int) -> str:
    """Return how Excel names a column, counted from 1: ``A``, ``Z``, ``AA``."""
    letters = ""
    while nummer > 0:
        nummer, rest = divmod(nummer - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
