"""Take the ledger from what is remembered of it, after what changed was read again.

Each table is remembered by itself, as if there were no other; and once more the chains that tables
share, which are worth something only together with the very tables that they were made from.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import groupby

from regietafel.dossier.bladen import Blad
from regietafel.dossier.delen import divide, in_common, join_chains
from regietafel.dossier.geheugen import (
    Geheugen,
    Herinnering,
    Onderwerp,
    forget_others,
    has_place,
    recall,
    recall_chains,
    remember,
)
from regietafel.dossier.ketentekst import (
    Deel,
    Ketentekst,
    encode_numbers,
    in_order,
    naming,
    outside,
    unsettled,
)
from regietafel.dossier.lezers import Opdracht, is_current, renew_table
from regietafel.dossier.processen import Processen, processes
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

    def task(self, table: str, bladen: tuple[Blad, ...]) -> Opdracht:
        subject = self.subject(table)
        return Opdracht(self.geheugen, subject, bladen, self.tafels, self.levend_op)

    def recall(self, subject: Onderwerp) -> Herinnering | None:
        return recall(self.geheugen, subject, unsettled(self.levend_op))


def recall_ledger(vraag: Vraag, bladen: Sequence[Blad]) -> Deel | None:
    """Return the ledger of some pages, None when it can't be remembered."""
    if not has_place(vraag.geheugen, vraag.werkmap):
        return None
    pages = {table: tuple(own) for table, own in groupby(bladen, lambda blad: blad.tafel)}
    known = {table: vraag.recall(vraag.subject(table)) for table in pages}
    stale = [vraag.task(t, pages[t]) for t in pages if not is_current(known[t], pages[t])]
    stale.sort(key=lambda task: task.omvang, reverse=True)
    with processes(sum(len(task.bladen) for task in stale)) as processen:
        again = processen.map(renew_table, stale)
        known |= {task.tafel: found for task, found in zip(stale, again, strict=True)}
        tables = {table: found for table, found in known.items() if found}
        whole = tables and len(tables) == len(known)
        shared = _recall_shared(vraag, tables, processen) if whole else None
    return _joined([*tables.values()], shared) if shared else None


def _recall_shared(
    vraag: Vraag, tables: Mapping[str, Herinnering], processen: Processen
) -> Herinnering | None:
    """Return the chains that tables share, made again when one of the tables was."""
    zegels = "".join(known.zegel for known in tables.values())
    subject = Onderwerp(vraag.werkmap, "", hashlib.sha256(zegels.encode()).hexdigest())
    known = vraag.recall(subject)
    if known:
        return known
    ketens = _shared_chains(vraag, tables, processen)
    if ketens is None:
        return None
    join = partial(join_chains, vraag.werkmap, vraag.tafels)
    joined = processen.map(join, divide(ketens, processen.aantal))
    deel = in_order(Deel(ketens=[keten for share in joined for keten in share]))
    remember(vraag.geheugen, subject, deel)
    forget_others(vraag.geheugen, vraag.werkmap, tables)
    return Herinnering(deel, genoemd=encode_numbers(deel)).chosen(unsettled(vraag.levend_op))


def _shared_chains(
    vraag: Vraag, tables: Mapping[str, Herinnering], processen: Processen
) -> list[Ketentekst] | None:
    """Return the chains of each table with a number that another table has too."""
    numbers = in_common(known.nummers for known in tables.values())
    seals = [(table, known.zegel) for table, known in tables.items()]
    found = processen.map(partial(_naming, vraag, numbers), seals)
    if any(ketens is None for ketens in found):
        return None
    return [keten for ketens in found for keten in ketens or ()]


def _naming(
    vraag: Vraag, numbers: set[bytes], sealed: tuple[str, str]
) -> Sequence[Ketentekst] | None:
    """Return of a table the chains that name any of these numbers; None under another seal."""
    table, seal = sealed
    return recall_chains(vraag.geheugen, vraag.subject(table), seal, naming(numbers))


def _joined(tables: Sequence[Herinnering], shared: Herinnering) -> Deel:
    """Return tables as one part: their own chains, and those that they share."""
    pages = {name: content for known in tables for name, content in known.deel.bladen.items()}
    own = (keten for known in tables for keten in known.deel.ketens)
    return Deel(pages, [*outside({*shared.nummers})(own), *shared.deel.ketens])
