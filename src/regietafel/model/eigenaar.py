"""Whom the owner of an action means at a table: members, a group outside it, or nobody known."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from regietafel.findings import Finding, Keys, hint, waarschuwing
from regietafel.model.tafel import Lid, Rol, Tafel

_EVERYBODY = frozenset({"alle leden", "leden", "iedereen", "allen"})
_CHAIR = "voorzitter"
_ARTICLE = re.compile(r"^(?:de|het) ")
_KIND = re.compile(r"(?:alle )?(?:[a-zà-ÿ]+e )?(?:(gemeente)[ns]|(provincie)s?|(ministerie)s?)")
"""All of one kind: ``alle Drentse gemeenten``, ``de provincie``."""
_ELSEWHERE = re.compile(
    r"(?:alle|gemeenten|provincies|ministeries) |(?:secretari\w+|werkgroep(?:en)?|voorzitter)\b"
)
"""How words begin that name a group, or somebody in office, who need not be at the table."""
_KIND_OF_PLACE = re.compile(r"(?:gemeente|provincie) ", re.IGNORECASE)
_NEAR = 0.75
"""How much words have in common with a name that they may be a slip of."""


@dataclass(frozen=True)
class Eigenaar:
    """Who an owner is: ``leden`` of the table; without any, a group in words or nobody known."""

    leden: tuple[Lid, ...] = ()
    groep: bool = False

    @property
    def bekend(self) -> bool:
        return bool(self.leden) or self.groep


def owner_of(tafel: Tafel, words: str) -> Eigenaar:
    """Return whom words mean: a short name, an organisation, the chair, everybody, all of a kind.

    Members come in the order of the table. Other words are a group when they begin as one
    (*werkgroep huisvesting*, *alle partners*).
    """
    lid = tafel.find_lid(words)
    if lid is not None:
        return Eigenaar((lid,))
    plain = " ".join(words.lower().split())
    named = tuple(one for one in tafel.leden if one.organisatie.lower() == plain)
    if named:
        return Eigenaar(named)
    plain = _ARTICLE.sub("", plain)
    found = _KIND.fullmatch(plain)
    kind = next(filter(None, found.groups())) if found else ""
    leden = tuple(one for one in tafel.leden if _is_meant(one, plain, kind))
    return Eigenaar(leden, groep=bool(kind or plain in _EVERYBODY or _ELSEWHERE.match(plain)))


def _is_meant(lid: Lid, plain: str, kind: str) -> bool:
    if kind:
        return lid.organisatie.lower().startswith(kind)
    return plain in _EVERYBODY or (plain == _CHAIR and lid.rol is Rol.VOORZITTER)


class Bezwaar(NamedTuple):
    """That nobody knows an owner, in Dutch; ``tikfout`` when the words look like a known name."""

    zin: str
    tikfout: bool

    def finding(self, path: Path, keys: Keys) -> Finding:
        """Return the finding about an owner at a place: a warning for a slip, else a hint."""
        if self.tikfout:
            return waarschuwing(path, "eigenaar-onbekend", self.zin, keys)
        return hint(path, "eigenaar-onbekend", self.zin, keys)


def owner_objection(tafel: Tafel, words: str) -> Bezwaar | None:
    """Return that nobody knows an owner, None when he is known."""
    if owner_of(tafel, words).bekend:
        return None
    near = _nearest(tafel, words)
    advice = f"bedoelt u '{near}'?" if near else "de naam wordt overgenomen zoals hij er staat."
    return Bezwaar(f"'{words}' is geen lid van deze tafel; {advice}", bool(near))


def _nearest(tafel: Tafel, words: str) -> str:
    """Return the name that words look like: a short name, or an organisation by its own part."""
    names = {_own_part(lid.organisatie): lid.organisatie for lid in tafel.leden}
    names |= {lid.lid: lid.lid for lid in tafel.leden}
    near = get_close_matches(_own_part(words), names, n=1, cutoff=_NEAR)
    return names[near[0]] if near else ""


def _own_part(name: str) -> str:
    return _KIND_OF_PLACE.sub("", name, count=1).lower()
