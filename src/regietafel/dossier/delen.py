"""The ledger in parts: read apart, by several processes or long ago, and joined.

Only chains that share a number are judged again when parts are joined (see ``ledger.ketens``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from regietafel.dossier.bladen import Blad, Inhoud, read_page
from regietafel.dossier.ketentekst import Deel, Ketentekst, as_text, naming, on_pages, posts_of
from regietafel.dossier.workspace import Werkmap
from regietafel.ledger.ketens import Post, Roots, chains, settled
from regietafel.ledger.regels import Tafels


def read_part(werkmap: Werkmap, bladen: Iterable[Blad], tafels: Tafels) -> Deel:
    """Read pages."""
    posts: list[Post] = []
    contents: dict[str, Inhoud] = {}
    for blad in bladen:
        own, contents[blad.naam] = read_page(werkmap, blad)
        posts += own
    return Deel(contents, _judged(posts, tafels))


def join_parts(werkmap: Werkmap, delen: Sequence[Deel], tafels: Tafels) -> Deel:
    """Return several parts as one; they have no page in common."""
    pages = {name: content for deel in delen for name, content in deel.bladen.items()}
    delen = [deel for deel in delen if deel.ketens]
    shared = in_common(deel.nummers for deel in delen) if len(delen) > 1 else set()
    ketens = [keten for deel in delen for keten in deel.ketens]
    return Deel(pages, _rejudged(werkmap, ketens, shared, set(), tafels))


def divide(ketens: Iterable[Ketentekst], number: int) -> list[list[Ketentekst]]:
    """Divide chains with numbers into so many shares; those that share a number stay together."""
    named = [(keten.nummers.decode().split(","), keten) for keten in ketens]
    roots = Roots(numbers for numbers, _ in named)
    groups: defaultdict[str, list[Ketentekst]] = defaultdict(list)
    for numbers, keten in named:
        groups[roots.find(numbers[0])].append(keten)
    whole = list(groups.values())
    return [[keten for group in whole[n::number] for keten in group] for n in range(number)]


def join_chains(werkmap: Werkmap, tafels: Tafels, ketens: Iterable[Ketentekst]) -> list[Ketentekst]:
    """Take chains apart, and judge what their entries become together."""
    return _judged(posts_of(werkmap, ketens), tafels)


def in_common(groups: Iterable[Collection[bytes]]) -> set[bytes]:
    """Return what is in more than one group."""
    seen: set[bytes] = set()
    shared: set[bytes] = set()
    for own in groups:
        shared |= seen.intersection(own)
        seen.update(own)
    return shared


def without_pages(werkmap: Werkmap, deel: Deel, gone: set[str], tafels: Tafels) -> Deel:
    """Return a part as if some of its pages were not there."""
    pages = {name: content for name, content in deel.bladen.items() if name not in gone}
    return Deel(pages, _rejudged(werkmap, deel.ketens, set(), gone, tafels))


def _rejudged(
    werkmap: Werkmap,
    ketens: Sequence[Ketentekst],
    nummers: set[bytes],
    gone: set[str],
    tafels: Tafels,
) -> list[Ketentekst]:
    """Take the chains with some numbers or pages apart, drop the pages, and judge the rest anew."""
    if not ketens or not (nummers or gone):
        return list(ketens)
    apart = {*naming(nummers)(iter(ketens)), *on_pages(gone)(iter(ketens))}
    posts = posts_of(werkmap, apart, without=gone)
    return [
        *(keten for keten in ketens if keten not in apart),
        *_judged(posts, tafels),
    ]


def _judged(posts: Sequence[Post], tafels: Tafels) -> list[Ketentekst]:
    found = chains(posts)
    days = settled(found, tafels)
    return [as_text(keten, day) for keten, day in zip(found, days, strict=True)]
