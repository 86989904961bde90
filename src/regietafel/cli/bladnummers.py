"""The page numbers of the pack of a meeting: from 1, or fitting what members already have."""

from collections.abc import Mapping, Sequence

from regietafel.cli.bundelplan import Bundelstuk
from regietafel.dossier.loading import Dossier
from regietafel.model.paginering import Blad, Uitgegeven, number_pages
from regietafel.pack.delen import Packdeel


def number_pack(
    dossier: Dossier, voorwerk: int, stukken: Sequence[Bundelstuk]
) -> list[tuple[Blad, ...]]:
    """Return the numbers of the ``voorwerk`` pages in front, then those of each document."""
    given = dossier.vastgelegd.pages() if dossier.vastgelegd else Uitgegeven()
    return number_pages(given, voorwerk, [(stuk.nummer, stuk.paginas) for stuk in stukken])


def labels_of(
    dossier: Dossier,
    delen: Sequence[Packdeel],
    agenda: int,
    bladen: Sequence[tuple[Blad, ...]],
    stukken: Sequence[Bundelstuk],
) -> Mapping[int, Sequence[str]]:
    """Return the page numbers of the parts of a pack by position; nothing when they count from 1.

    ``agenda`` is the number of its pages; the contents come behind it.
    """
    counted = [blad for own in bladen for blad in own]
    if dossier.vastgelegd is None or counted == [Blad(n + 1) for n in range(len(counted))]:
        return {}
    front = [str(blad) for blad in bladen[0]]
    of_stuk = {stuk.nummer: own for stuk, own in zip(stukken, bladen[1:], strict=True)}
    labels = {n: [str(blad) for blad in of_stuk.get(d.sleutel, ())] for n, d in enumerate(delen)}
    return labels | {0: front[:agenda], 1: front[agenda:]}
