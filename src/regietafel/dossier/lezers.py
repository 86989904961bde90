"""Bring what is remembered of the ledger up to date, table by table.

YAML is the slow part of a large archive. A process keeps what it read where it is remembered, and
gives back no more than was asked for.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from regietafel.dossier.bladen import Blad
from regietafel.dossier.delen import join_parts, read_part, without_pages
from regietafel.dossier.geheugen import Geheugen, Herinnering, Onderwerp, recall, remember
from regietafel.dossier.ketentekst import in_order, unsettled
from regietafel.ledger.regels import Tafels


@dataclass(frozen=True)
class Opdracht:
    """The pages of one table, to be remembered; with a day, what is alive by then is asked for."""

    geheugen: Geheugen
    onderwerp: Onderwerp
    bladen: tuple[Blad, ...]
    tafels: Tafels
    levend_op: date | None = None

    @property
    def tafel(self) -> str:
        return self.onderwerp.tafel

    @property
    def omvang(self) -> int:
        """The bytes of the files of its pages."""
        return sum(facts[0] for blad in self.bladen for facts in blad.kenmerk or () if facts)


def is_current(known: Herinnering | None, bladen: Sequence[Blad]) -> bool:
    """Tell whether pages are as they were when they were remembered, and all that there is."""
    return (
        known is not None
        and {blad.naam for blad in bladen} == set(known.deel.bladen)
        and not _changed(bladen, known)
    )


def _changed(bladen: Sequence[Blad], known: Herinnering) -> list[Blad]:
    """Return the pages that are new, or may have changed since they were read."""
    facts = known.kenmerken
    return [b for b in bladen if b.kenmerk is None or b.kenmerk != facts.get(b.naam)]


def renew_table(opdracht: Opdracht) -> Herinnering | None:
    """Read what changed of one table and remember it; return what was asked, None without a place."""
    werkmap, tafels = opdracht.onderwerp.werkmap, opdracht.tafels
    known = recall(opdracht.geheugen, opdracht.onderwerp) or Herinnering()
    changed = _changed(opdracht.bladen, known)
    names = {blad.naam for blad in opdracht.bladen}
    gone = {*known.deel.bladen} - names | {blad.naam for blad in changed}
    with without_collecting():
        kept = without_pages(werkmap, known.deel, gone, tafels)
        read = read_part(werkmap, changed, tafels)
        deel = in_order(join_parts(werkmap, [kept, read], tafels))
        kept_as = remember(opdracht.geheugen, opdracht.onderwerp, deel, opdracht.bladen)
        return kept_as and kept_as.chosen(unsettled(opdracht.levend_op))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no garbage cycles: plain values have none, and looking takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
