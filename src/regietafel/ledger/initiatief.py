"""Who takes the initiative, in the words of a report: matched with a table, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from regietafel.model.eigenaar import owner_of
from regietafel.model.tafel import Tafel

_AND = re.compile(r"\s*[;,/]\s*|\s+(?:en|i\.s\.m\.|samen met)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:de|het)\s+", re.IGNORECASE)
_LONGEST = 200
"""Characters: longer words are no list of names."""


@dataclass(frozen=True)
class Initiatief:
    """Who begin, as the ledger names them; ``onbekend`` are the words that mean nobody here."""

    door: tuple[str, ...] = ()
    onbekend: tuple[str, ...] = ()
    bedoelt: str = ""

    @property
    def bekend(self) -> bool:
        return bool(self.door) and not self.onbekend


def read_initiative(tafel: Tafel, words: str) -> Initiatief:
    """Return whom the words of a report mean: short names of members, or a group in words.

    The words are taken whole first (*gemeente Aa en Hunze*) and then apart, at commas and *en*.
    """
    words = " ".join(words.split())
    found = dict(_parts(tafel, words)) if len(words) <= _LONGEST else {words: ""}
    known = tuple(dict.fromkeys(owner for owner in found.values() if owner))
    unknown = tuple(part for part, owner in found.items() if not owner)
    return Initiatief(known, unknown, _nearest(tafel, unknown[0]) if unknown else "")


def _parts(tafel: Tafel, words: str) -> Iterator[tuple[str, str]]:
    """Yield each part of the words with its owner, the longest parts that are known first."""
    while words:
        ends = [len(words), *(found.start() for found in reversed([*_AND.finditer(words)]))]
        whole = next((end for end in ends if _owner(tafel, words[:end])), ends[-1])
        yield words[:whole], _owner(tafel, words[:whole])
        words = _AND.sub("", words[whole:], count=1)


def _owner(tafel: Tafel, words: str) -> str:
    """Return an owner for the ledger; empty for words that mean nobody here."""
    plain = _ARTICLE.sub("", words.lower(), count=1) if _ARTICLE.match(words) else words.lower()
    for lid in tafel.leden:
        if plain.replace(" ", "-") == lid.lid or plain in {
            (lid.naam or "").lower(), lid.organisatie.lower(),
        }:  # fmt: skip
            members = owner_of(tafel, lid.organisatie).leden
            return lid.lid if plain != lid.organisatie.lower() or len(members) == 1 else words
    found = owner_of(tafel, words)
    return words if found.leden or (found.groep and not _AND.search(words)) else ""


def _nearest(tafel: Tafel, words: str) -> str:
    near = get_close_matches(words.lower(), [lid.lid for lid in tafel.leden], n=1, cutoff=0.7)
    return near[0] if near else ""
