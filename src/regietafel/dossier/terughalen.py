"""Take the ledger from what is remembered of it, after what changed was read again.

Each table is remembered by itself, as if there were no other; and once more the chains that tables
share, which are worth something only together with the very tables that they were made from.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from regietafel.dossier.bladen import Blad
from regietafel.dossier.delen import in_common, join_parts
from regietafel.dossier.geheugen import (
    Geheugen,
    Herinnering,
    Onderwerp,
    forget_others,
    has_place,
    recall,
    remember,
)
from regietafel.dossier.ketentekst import Deel, in_order, naming, outside, unsettled
from regietafel.dossier.lezers import Opdracht, is_current, renew
from regietafel.dossier.workspace import Werkmap
from regietafel.ledger.regels import Tafels


@dataclass(frozen=True)
class Vraag:
    """What is asked of the memory: the ledger of a workspace with these tables.

    With a day, the chains that are settled by then are left out.
    """

    geheugen: Geheugen
    werkmap: Werkmap
    tafels: Tafels
    levend_op: date | None = None

    @cached_property
    def about(self) -> str:
        return hashlib.sha256(repr(self.tafels).encode()).hexdigest()

    def subject(self, table: str) -> Onderwerp:
        return Onderwerp(self.werkmap, table, self.about)

    def recall(self, subject: Onderwerp) -> Herinnering | None:
        return recall(self.geheugen, subject, unsettled(self.levend_op))


def recall_ledger(vraag: Vraag, bladen: Sequence[Blad]) -> Deel | None:
    """Return the ledger of some pages, None when it can't be remembered."""
    if not has_place(vraag.geheugen, vraag.werkmap):
        return None
    tables = _recall_tables(vraag, bladen)
    shared = _recall_shared(vraag, tables) if tables else None
    return _joined([*tables.values()], shared) if tables and shared else None


def _recall_tables(vraag: Vraag, bladen: Sequence[Blad]) -> dict[str, Herinnering] | None:
    """Return what is known of each table, after those that changed were renewed."""
    pages = {table: tuple(own) for table, own in groupby(bladen, lambda blad: blad.tafel)}
    found = {table: vraag.recall(vraag.subject(table)) for table in pages}
    stale = [table for table, known in found.items() if not is_current(known, pages[table])]
    zegels = renew(
        [Opdracht(vraag.geheugen, vraag.subject(t), pages[t], vraag.tafels) for t in stale]
    )
    for table in stale:
        again = vraag.recall(vraag.subject(table))
        if again is None or again.zegel != zegels[table]:
            return None  # it could not be written, or another process wrote what it saw
        found[table] = again
    return {table: known for table, known in found.items() if known}


def _recall_shared(vraag: Vraag, tables: Mapping[str, Herinnering]) -> Herinnering | None:
    """Return the chains that tables share, made again when one of the tables was."""
    zegels = "".join(known.zegel for known in tables.values())
    subject = Onderwerp(vraag.werkmap, "", hashlib.sha256(zegels.encode()).hexdigest())
    known = vraag.recall(subject)
    if known:
        return known
    parts = _shared_parts(vraag, tables)
    if parts is None:
        return None
    joined = join_parts(vraag.werkmap, parts, vraag.tafels)
    remember(vraag.geheugen, subject, joined)
    forget_others(vraag.geheugen, vraag.werkmap, tables)
    chosen = list(unsettled(vraag.levend_op)(in_order(joined)))
    return Herinnering(Deel(ketens=chosen), {}, b",".join(joined.nummers))


def _shared_parts(vraag: Vraag, tables: Mapping[str, Herinnering]) -> list[Deel] | None:
    """Return of each table the chains with a number that another table has too."""
    numbers = in_common(known.nummers for known in tables.values())
    parts: list[Deel] = []
    for table, known in tables.items():
        again = recall(vraag.geheugen, vraag.subject(table), naming(numbers))
        if again is None or again.zegel != known.zegel:
            return None
        parts.append(Deel(ketens=again.deel.ketens))
    return parts


def _joined(tables: Sequence[Herinnering], shared: Herinnering) -> Deel:
    """Return tables as one part: their own chains, and those that they share."""
    pages = {name: content for known in tables for name, content in known.deel.bladen.items()}
    own = (keten for known in tables for keten in known.deel.ketens)
    return Deel(pages, [*outside(shared.nummers)(own), *shared.deel.ketens])
