"""Take the ledger from what is remembered of it, after what changed was read again.

Each table is remembered by itself, as if there were no other; and once more the chains that tables
share, which are worth something only together with the very tables that they were made from.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from regietafel.dossier.bladen import Blad
from regietafel.dossier.delen import in_common, join_parts
from regietafel.dossier.geheugen import (
    Geheugen,
    Herinnering,
    Onderwerp,
    forget_others,
    recall,
    remember,
)
from regietafel.dossier.ketentekst import Deel, naming, outside, unsettled
from regietafel.dossier.lezers import Opdracht, is_current, renew
from regietafel.dossier.workspace import Werkmap
from regietafel.ledger.regels import Tafels


def recall_ledger(
    geheugen: Geheugen,
    werkmap: Werkmap,
    bladen: Sequence[Blad],
    tafels: Tafels,
    levend_op: date | None,
) -> Deel | None:
    """Return the ledger of some pages, None when it can't be remembered.

    With a day, the chains that are settled by then are left out.
    """
    about = hashlib.sha256(repr(tafels).encode()).hexdigest()
    opdrachten = [
        Opdracht(geheugen, Onderwerp(werkmap, table, about), tuple(pages), tafels)
        for table, pages in groupby(bladen, lambda blad: blad.tafel)
    ]
    found = _recall_tables(opdrachten, levend_op)
    if found is None:
        return None
    shared = _recall_shared(opdrachten, found, levend_op)
    return _joined([*found.values()], shared) if shared else None


def _recall_tables(
    opdrachten: Sequence[Opdracht], levend_op: date | None
) -> dict[str, Herinnering] | None:
    """Return what is known of each table, after those that changed were renewed."""
    keuze = unsettled(levend_op)
    found = {o.tafel: recall(o.geheugen, o.onderwerp, keuze) for o in opdrachten}
    stale = [o for o in opdrachten if not is_current(found[o.tafel], o.bladen)]
    zegels = renew(stale)
    for opdracht in stale:
        again = recall(opdracht.geheugen, opdracht.onderwerp, keuze)
        if again is None or again.zegel != zegels[opdracht.tafel]:
            return None  # nowhere to write, or another process wrote what it saw
        found[opdracht.tafel] = again
    return {table: known for table, known in found.items() if known}


def _recall_shared(
    opdrachten: Sequence[Opdracht], found: Mapping[str, Herinnering], levend_op: date | None
) -> Herinnering | None:
    """Return the chains that tables share."""
    if not opdrachten:
        return Herinnering()
    geheugen, tafels = opdrachten[0].geheugen, opdrachten[0].tafels
    werkmap = opdrachten[0].onderwerp.werkmap
    zegels = " ".join(known.zegel for known in found.values())
    subject = Onderwerp(werkmap, "", hashlib.sha256(zegels.encode()).hexdigest())
    keuze = unsettled(levend_op)
    known = recall(geheugen, subject, keuze)
    if known:
        return known
    numbers = in_common(known.nummers for known in found.values())
    parts = [recall(o.geheugen, o.onderwerp, naming(numbers)) for o in opdrachten]
    if any(
        part is None or part.zegel != found[o.tafel].zegel
        for part, o in zip(parts, opdrachten, strict=True)
    ):
        return None
    joined = Deel({}, join_parts(werkmap, [part.deel for part in parts if part], tafels).ketens)
    remember(geheugen, subject, joined)
    forget_others(geheugen, werkmap, [*found])
    named = b",".join(joined.nummers)
    return Herinnering(Deel({}, list(keuze(iter(sorted(joined.ketens, reverse=True))))), {}, named)


def _joined(tables: Sequence[Herinnering], shared: Herinnering) -> Deel:
    pages = {name: content for known in tables for name, content in known.deel.bladen.items()}
    numbers = shared.nummers
    own = [keten for known in tables for keten in known.deel.ketens]
    return Deel(pages, [*outside(numbers)(iter(own)), *shared.deel.ketens])
