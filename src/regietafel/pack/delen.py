"""What goes into a pack and what is known of it afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Packdeel:
    """One part of the pack, in order.

    ``sleutel`` is ``''`` for our own front matter, else the number of the attachment (``'4b'``,
    ``'4b-1'``, ``'I'``). ``titel`` is the text of the bookmark and ``niveau`` its depth, 0 at the
    top. ``inhoud`` is a readable, unencrypted PDF or the path of one, or ``None`` for a heading
    without pages: its bookmark points at the next page. ``stempel`` is what the stamp names (``'Bijlage 4b'``);
    ``''`` leaves only the running page number.
    """

    sleutel: str
    titel: str
    niveau: int
    inhoud: bytes | Path | None
    stempel: str


@dataclass(frozen=True)
class Pakfeiten:
    """What the pack became.

    ``eerste_pagina`` gives the first page of each key, from 1. ``ongetagd`` names the parts
    without complete tags and ``zonder_pdfua`` those that are tagged but make no PDF/UA-1 claim
    themselves; either takes the claim away from the pack. ``pdfa`` is the level that the pack
    claims (``'2a'``, ``'2u'``, ``'2b'``) or ``''``. ``verwijderd`` tells, per part, what was left
    out of it, in Dutch (``('4b', 'script')``). ``hersteld`` names the parts that were damaged and have
    been put right as far as that went.
    """

    paginas: int
    eerste_pagina: Mapping[str, int] = field(default_factory=dict)
    ongetagd: tuple[str, ...] = ()
    zonder_pdfua: tuple[str, ...] = ()
    pdfua: bool = False
    pdfa: str = ""
    verwijderd: tuple[tuple[str, str], ...] = ()
    hersteld: tuple[str, ...] = ()


class OnleesbaarDeel(Exception):  # noqa: N818 - a Dutch noun
    """A part that cannot be read; ``positie`` counts the parts from 0."""

    def __init__(self, positie: int, sleutel: str) -> None:
        self.positie = positie
        self.sleutel = sleutel
        super().__init__(f"Onderdeel {sleutel or positie + 1} is niet te lezen als PDF.")
