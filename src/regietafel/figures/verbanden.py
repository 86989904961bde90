"""Which columns are sums or differences of others: found from the figures, with how well it fits.

An equation such as ``opgave - realisatie - delta = 0`` is believed when so many rows fit that
chance cannot have done it. A row that fits gives as many bits as its largest figure has; trying
many equations costs bits. Equations that follow from others are left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import log2

NODIGE_BITS = 12
"""Chance would give one false equation in about 4.000 tables."""
MAX_KOLOMMEN_VRIJ = 20
"""Up to so many columns any four may belong together; beyond, only four within a window."""
VENSTER = 8
MAX_STEEKPROEF = 200
_HOPELESS = 8
"""After more misses than this among the fullest rows, without one fit, an equation is given up."""

_DIFFERENCE = re.compile(
    r"delta|verschil|saldo|achterstand|tekort|overschot|restant|nog te|afwijking|mutatie|voorsprong"
    r"|toename|afname|groei|Δ",
    re.IGNORECASE,
)
_SUM = re.compile(r"totaal|total|\bsom\b|samen|\+|\ben\b|alle", re.IGNORECASE)

Termen = tuple[tuple[int, int], ...]
"""Coefficients (1 or -1) and columns whose sum is zero."""


@dataclass(frozen=True)
class Reeksen:
    """The figures to search, per column: whole numbers on one scale, None where unknown.

    ``labels`` are the names of the columns, or of the rows when a table is searched the other way.
    """

    labels: tuple[str, ...]
    waarden: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True)
class Verband:
    """A column that is the sum of others, each with a sign; it fits ``past`` of ``van`` rows."""

    doel: int
    termen: Termen
    past: int
    van: int
    naar_naam: bool = False

    @property
    def kolommen(self) -> frozenset[int]:
        return frozenset({self.doel, *(column for _, column in self.termen)})


@dataclass(frozen=True)
class _Kandidaat:
    termen: Termen
    past: int
    mis: int
    bits: float


def vind_verbanden(reeksen: Reeksen) -> tuple[Verband, ...]:
    """Return the equations between columns, best first, none following from the others."""
    rows = _probe_rows(reeksen)
    tried = list(dict.fromkeys(_equations(reeksen)))
    cost = log2(len(tried) + 1)
    found = [k for terms in tried if (k := _fit(terms, rows, len(rows) // 3)) is not None]
    good = [k for k in found if _believed(k, cost, reeksen)]
    good.sort(key=lambda k: (k.mis / (k.past + k.mis), len(k.termen), _span(k.termen)))
    kept = _independent(good, rows)
    relations = [_oriented(k, reeksen.labels) for k in kept]
    return (*relations, *_by_analogy(relations, reeksen, rows, kept))


def _probe_rows(reeksen: Reeksen) -> list[tuple[int | None, ...]]:
    """Return rows, the fullest first, each once."""
    rows = list(dict.fromkeys(zip(*reeksen.waarden, strict=True)))
    rows.sort(key=lambda row: sum(value is None or value == 0 for value in row))
    return rows[:MAX_STEEKPROEF]


def _equations(reeksen: Reeksen) -> Iterator[Termen]:
    """Yield what is tried: any three or four columns, sums over neighbours and over name-sakes."""
    columns = [place for place, values in enumerate(reeksen.waarden) if any(values)]
    for trio in combinations(columns, 3):
        yield from _one_against_rest(trio)
    for four in _fours(columns):
        yield from _one_against_rest(four)
        yield from _two_against_two(four)
    yield from _runs(columns)
    yield from _namesakes(columns, reeksen.labels)


def _fours(columns: Sequence[int]) -> Iterable[tuple[int, ...]]:
    if len(columns) <= MAX_KOLOMMEN_VRIJ:
        return combinations(columns, 4)
    return (
        (first, *rest)
        for place, first in enumerate(columns)
        for rest in combinations(columns[place + 1 : place + VENSTER], 3)
    )


def _one_against_rest(columns: Sequence[int]) -> Iterator[Termen]:
    for total in columns:
        yield _canonical((-1 if column == total else 1, column) for column in columns)


def _two_against_two(four: Sequence[int]) -> Iterator[Termen]:
    first, *others = four
    for partner in others:
        yield _canonical((1 if c in {first, partner} else -1, c) for c in four)


def _runs(columns: Sequence[int]) -> Iterator[Termen]:
    """Yield sums over four or more neighbours, and one column minus its three or more neighbours."""
    count = len(columns)
    for start in range(count):
        for end in range(start + 3, count + 1):
            run = columns[start:end]
            rest = [c for c in columns if c not in run]
            if len(run) > 3:  # noqa: PLR2004 - three against one is tried already
                for total in rest:
                    yield _canonical([(-1, total), *((1, c) for c in run)])
            left = columns[start - 1] if start else None
            right = columns[end] if end < count else None
            for whole, part in _around(left, right, rest):
                yield _canonical([(-1, whole), (1, part), *((1, c) for c in run)])


def _around(left: int | None, right: int | None, rest: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (whole, remainder) with the whole before a run or the remainder behind it."""
    if left is not None:
        yield from ((left, part) for part in rest if part != left)
    if right is not None:
        yield from ((whole, right) for whole in rest if whole not in {left, right})


def _namesakes(columns: Sequence[int], labels: Sequence[str]) -> Iterator[Termen]:
    for word in {word for column in columns for word in _words(labels[column])}:
        family = [column for column in columns if word in _words(labels[column])]
        for total in columns:
            parts = [column for column in family if column != total]
            if len(parts) > 3:  # noqa: PLR2004 - fewer are tried already
                yield _canonical([(-1, total), *((1, c) for c in parts)])


def _words(label: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", label.lower()))


def _canonical(terms: Iterable[tuple[int, int]]) -> Termen:
    ordered = sorted(terms, key=lambda term: term[1])
    sign = ordered[0][0]
    return tuple((coefficient * sign, column) for coefficient, column in ordered)


def _fit(terms: Termen, rows: Sequence[tuple[int | None, ...]], allowed: int) -> _Kandidaat | None:
    """Count rows that fit and that don't; a row with an unknown may fit without it, never miss."""
    fits = misses = undecided = 0
    bits = 0.0
    proof = dict.fromkeys((column for _, column in terms), 0)
    for row in rows:
        rest, known = 0, True
        for sign, column in terms:
            value = row[column]
            if value:
                rest += value if sign > 0 else -value
            elif value is None:
                known = False
        if rest:
            misses, undecided = misses + known, undecided + (not known)
            if misses > allowed + 1 or (misses > _HOPELESS and not fits):
                return None
            continue
        values = [(s * value, c) for s, c in terms if (value := row[c])]
        if values:
            fits += 1
            if not _falls_apart([value for value, _ in values]):
                bits += log2(1 + max(abs(value) for value, _ in values))
                for _, column in values:
                    proof[column] += 1
    matters = min(proof.values()) > 1 and max(proof.values()) > misses and fits >= undecided
    return _Kandidaat(terms, fits, misses, bits) if matters else None


def _falls_apart(values: Sequence[int]) -> bool:
    """Tell whether a row fits because one figure equals another: that proves no sum."""
    return not {value for value in values if value > 0}.isdisjoint(-v for v in values if v < 0)


def _believed(candidate: _Kandidaat, cost: float, reeksen: Reeksen) -> bool:
    """Tell whether an equation fits too well for chance, and misses no more than a slip would."""
    rows = candidate.past + candidate.mis
    named = _has_name_support(candidate.termen, reeksen.labels)
    allowed = max(1, rows // 3 if named else rows // 5)
    enough = candidate.bits - cost + (6 if named else 0) >= NODIGE_BITS
    return enough and candidate.mis <= allowed and candidate.past > candidate.mis


def _has_name_support(terms: Termen, labels: Sequence[str]) -> bool:
    """Tell whether the columns share a word, or one is called a sum or a difference."""
    names = [labels[column] for _, column in terms]
    shared = frozenset.intersection(*(_words(name) for name in names))
    return bool(shared) or any(_SUM.search(n) or _DIFFERENCE.search(n) for n in names)


def _span(terms: Termen) -> int:
    return terms[-1][1] - terms[0][1]


def _independent(
    candidates: Sequence[_Kandidaat], rows: Sequence[tuple[int | None, ...]]
) -> list[_Kandidaat]:
    """Keep what does not follow from what is kept, nor is a kept one with look-alike columns."""
    kept: list[_Kandidaat] = []
    basis: list[dict[int, Fraction]] = []
    for candidate in candidates:
        vector = {column: Fraction(coefficient) for coefficient, column in candidate.termen}
        rest = _reduce(vector, basis)
        if not rest or (candidate.mis and any(_alike(candidate, other, rows) for other in kept)):
            continue
        basis.append(rest)
        kept.append(candidate)
    return kept


def _reduce(
    vector: dict[int, Fraction], basis: Sequence[dict[int, Fraction]]
) -> dict[int, Fraction]:
    rest = dict(vector)
    for known in basis:
        pivot = min(known)
        if pivot in rest:
            factor = rest[pivot] / known[pivot]
            rest = _less(rest, known, factor)
    return rest


def _less(
    left: dict[int, Fraction], right: dict[int, Fraction], factor: Fraction
) -> dict[int, Fraction]:
    zero = Fraction(0)
    columns = {*left, *right}
    outcome = {c: left.get(c, zero) - factor * right.get(c, zero) for c in columns}
    return {column: value for column, value in outcome.items() if value}


def _alike(
    candidate: _Kandidaat, other: _Kandidaat, rows: Sequence[tuple[int | None, ...]]
) -> bool:
    """Tell whether an equation is another one with columns that are mostly equal put in."""
    left = {column: Fraction(sign) for sign, column in candidate.termen}
    right = {column: Fraction(sign) for sign, column in other.termen}
    fitting = [row for row in rows if not sum(s * (row[c] or 0) for s, c in candidate.termen)]
    return any(
        sum(_proves(_less(left, right, Fraction(sign)), row) for row in fitting) <= 1
        for sign in (1, -1)
    )


def _proves(equation: dict[int, Fraction], row: tuple[int | None, ...]) -> bool:
    values = [int(sign * (row[column] or 0)) for column, sign in equation.items() if row[column]]
    return bool(values) and not sum(values) and not _falls_apart(values)


def _oriented(candidate: _Kandidaat, labels: Sequence[str], *, by_name: bool = False) -> Verband:
    """Choose which column the others make: by its name, else a plain sum, else the last."""
    last = candidate.termen[-1][1]
    sign, target = max(
        candidate.termen,
        key=lambda term: (_target_score(term, candidate.termen, labels, last), term[1]),
    )
    terms = tuple((-sign * s, column) for s, column in candidate.termen if column != target)
    first = sorted(terms, key=lambda term: (term[0] < 0, term[1]))
    return Verband(target, tuple(first), candidate.past, candidate.past + candidate.mis, by_name)


def _target_score(term: tuple[int, int], terms: Termen, labels: Sequence[str], last: int) -> int:
    sign, column = term
    plain_sum = all(s == -sign for s, c in terms if c != column)
    score = 2 * plain_sum + (column == last)
    if plain_sum and _SUM.search(labels[column]):
        score += 4
    if not plain_sum and _DIFFERENCE.search(labels[column]):
        score += 4 if column == last else 1
    return score


def _by_analogy(
    relations: Sequence[Verband],
    reeksen: Reeksen,
    rows: Sequence[tuple[int | None, ...]],
    kept: Sequence[_Kandidaat],
) -> Iterator[Verband]:
    """Yield equations like those found, for columns that are named alike: OEK, asiel, AMV."""
    basis: list[dict[int, Fraction]] = []
    for candidate in kept:
        vector = {column: Fraction(sign) for sign, column in candidate.termen}
        basis.append(_reduce(vector, basis))
    for target, terms in dict.fromkeys(_renamed(relations, reeksen.labels)):
        equation = _canonical([(-1, target), *terms])
        rest = _reduce({column: Fraction(sign) for sign, column in equation}, basis)
        candidate = _count(equation, rows)
        if rest and candidate.past > candidate.mis and candidate.past > 1:
            basis.append(rest)
            yield Verband(
                target, terms, candidate.past, candidate.past + candidate.mis, naar_naam=True
            )


def _count(terms: Termen, rows: Sequence[tuple[int | None, ...]]) -> _Kandidaat:
    sums = [
        (sum(s * (row[c] or 0) for s, c in terms), any(row[c] is None for _, c in terms))
        for row in rows
        if any(row[c] for _, c in terms)
    ]
    fits = sum(rest == 0 for rest, _ in sums)
    misses = sum(rest != 0 and not unknown for rest, unknown in sums)
    return _Kandidaat(terms, fits, misses, 0.0)


def _renamed(relations: Sequence[Verband], labels: Sequence[str]) -> Iterator[tuple[int, Termen]]:
    """Yield the equations that arise when a word in all names is replaced by another."""
    places = {tuple(re.findall(r"[^\W_]+", label.lower())): n for n, label in enumerate(labels)}
    words = {word for name in places for word in name}
    for relation in relations:
        shared = frozenset.intersection(*(_words(labels[c]) for c in relation.kolommen))
        for old in sorted(shared):
            for new in sorted(words - {old}):
                moved = {c: _replaced(labels[c], old, new, places) for c in relation.kolommen}
                if None not in moved.values():
                    terms = tuple((s, moved[c] or 0) for s, c in relation.termen)
                    yield moved[relation.doel] or 0, terms


def _replaced(label: str, old: str, new: str, places: dict[tuple[str, ...], int]) -> int | None:
    name = tuple(new if word == old else word for word in re.findall(r"[^\W_]+", label.lower()))
    return places.get(name)
