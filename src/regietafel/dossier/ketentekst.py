"""The ledger as lines of text: data only, and such that a line need not be read to be passed over."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from pydantic_core import from_json, to_json

from regietafel.dossier.bladen import Blad, Inhoud
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding, Severity
from regietafel.ledger.boek import Bron, Geboorte, Genomen, Voorval
from regietafel.ledger.ketens import Keten, Post
from regietafel.model.actie import Actie, Besluit
from regietafel.model.gebeurtenis import Gebeurtenis, Tussenactie, Tussenbesluit, Tussengebeurtenis


class Ketentekst(NamedTuple):
    """A chain as text: since when it is settled, the numbers in it, its entries."""

    sinds: bytes
    nummers: bytes
    posten: bytes


@dataclass(frozen=True)
class Deel:
    """A part of the ledger: pages by name, and chains."""

    bladen: Mapping[str, Inhoud] = field(default_factory=dict)
    ketens: Sequence[Ketentekst] = ()

    @property
    def nummers(self) -> set[bytes]:
        """Return every number that its entries name."""
        return {number for keten in self.ketens for number in keten.nummers.split(b",") if number}


Keuze: TypeAlias = Callable[[Iterator[Ketentekst]], Iterable[Ketentekst]]
"""Which chains of a part are wanted; they come with those settled longest ago last."""


def alles(ketens: Iterator[Ketentekst]) -> Iterable[Ketentekst]:
    return ketens


def unsettled(day: date | None) -> Keuze:
    """Choose the chains that may be alive on a day; all of them without one."""
    since = day.isoformat().encode() if day else b""
    return lambda ketens: takewhile(lambda keten: keten.sinds > since, ketens)


def outside(numbers: set[bytes]) -> Keuze:
    """Choose the chains that name none of these numbers."""
    return lambda ketens: (k for k in ketens if numbers.isdisjoint(k.nummers.split(b",")))


def on_pages(names: set[str]) -> Keuze:
    """Choose the chains with an entry on any of these pages, by how a row begins; never too few."""
    begins = (to_json(name.split("/"))[1:-1] for name in names)
    pattern = re.compile(b"|".join(map(re.escape, begins)) or b"(?!)")
    return lambda ketens: (keten for keten in ketens if pattern.search(keten.posten))


def naming(numbers: set[bytes]) -> Keuze:
    """Choose the chains that name any of these numbers."""
    return lambda ketens: (k for k in ketens if not numbers.isdisjoint(k.nummers.split(b",")))


_SINCE = itemgetter(0)
_GEBOORTE, _VOORVAL, _GENOMEN = range(3)
_MODELS: tuple[tuple[type[Any], type[Any]], ...] = (
    (Actie, Tussenactie),
    (Gebeurtenis, Tussengebeurtenis),
    (Besluit, Tussenbesluit),
)
"""Per kind of entry: its model in a meeting, and between two."""


def as_text(keten: Keten, day: date) -> Ketentekst:
    """Return a chain that is settled from a day as text."""
    rows = to_json([_as_row(post) for post in keten.posten], exclude_none=True)
    return Ketentekst(day.isoformat().encode(), ",".join(keten.nummers).encode(), rows)


def _as_row(post: Post) -> list[Any]:
    if isinstance(post, Voorval):
        event, day, table, meeting, (_, keys), _ = post
        return [_VOORVAL, table, meeting, "", day, keys, event]
    value, day, table, meeting, point, (_, keys) = post
    kind = _GEBOORTE if isinstance(post, Geboorte) else _GENOMEN
    return [kind, table, meeting, point, day, keys, value]


def posts_of(
    werkmap: Werkmap, ketens: Iterable[Ketentekst], without: Iterable[str] = ()
) -> list[Post]:
    """Return the entries of chains, in the order of the ledger: by table, meeting and place.

    Raises ValueError, TypeError or KeyError for a chain that is none.
    """
    rows = [row for keten in ketens for row in from_json(keten.posten)]
    rows.sort(key=lambda row: (row[1], not row[2], row[2], row[0], row[5]))
    gone = set(without)
    paths: dict[tuple[str, str], Path] = {}
    return [
        _as_post(werkmap, row, paths)
        for row in rows
        if not gone or f"{row[1]}/{row[2]}" not in gone
    ]


def _as_post(werkmap: Werkmap, row: list[Any], paths: dict[tuple[str, str], Path]) -> Post:
    kind, table, meeting, point, day, keys, fields = row
    path = paths.get((table, meeting))
    if path is None:
        path = paths[table, meeting] = Blad(table, meeting).source(werkmap)
    value = _MODELS[kind][not meeting].model_validate(fields)
    bron, datum = Bron(path, tuple(keys)), date.fromisoformat(day)
    if kind == _VOORVAL:
        return Voorval(value, datum, table, meeting, bron)
    make = Geboorte if kind == _GEBOORTE else Genomen
    return make(value, datum, table, meeting, point, bron)


def in_order(deel: Deel) -> Deel:
    """Return a part with the chains that were settled longest ago last."""
    return replace(deel, ketens=sorted(deel.ketens, key=_SINCE, reverse=True))


def encode_part(deel: Deel) -> list[bytes]:
    """Return a part, but for the numbers, as lines: of all chains since when, the pages, the chains."""
    pages = {name: _content_row(content) for name, content in deel.bladen.items()}
    since = b";".join(keten.sinds for keten in deel.ketens)
    return [since, to_json(pages), *(keten.posten for keten in deel.ketens)]


def encode_numbers(deel: Deel) -> bytes:
    """Return the numbers in each chain as a line."""
    return b";".join(keten.nummers for keten in deel.ketens)


def decode_part(
    werkmap: Werkmap, numbers: bytes, lines: Iterable[bytes], keuze: Keuze = alles
) -> Deel:
    """Return the part that was encoded, with the chains that are chosen.

    Raises ValueError, TypeError, KeyError or StopIteration for lines that are no part.
    """
    rest = map(bytes.rstrip, lines)
    since, pages = next(rest), from_json(next(rest))
    contents = {
        name: _as_content(Blad(*name.split("/")).folder(werkmap), row)
        for name, row in pages.items()
    }
    ketens = map(Ketentekst, since.split(b";"), numbers.split(b";"), rest)
    return Deel(contents, [*keuze(ketens)])


def _content_row(content: Inhoud) -> list[Any]:
    findings = [
        [f.path.name, f.keys, f.line, f.severity, f.code, f.message] for f in content.bevindingen
    ]
    gone = {path.name: keys for path, keys in content.weggelaten.items()}
    return [content.dag, findings, gone]


def _as_content(folder: Path, row: list[Any]) -> Inhoud:
    day, found, gone = row
    findings = tuple(
        Finding(folder / name, tuple(keys), line, Severity(severity), code, message)
        for name, keys, line, severity, code, message in found
    )
    left_out = {folder / name: tuple(map(tuple, places)) for name, places in gone.items()}
    return Inhoud(date.fromisoformat(day) if day else None, findings, left_out)
