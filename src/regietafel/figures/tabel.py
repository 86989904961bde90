"""A number table as a value: columns, rows and what each row is, from rows of text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from regietafel.figures.notatie import (
    Grond,
    Kolomnotatie,
    Notatie,
    Waarde,
    Waardesoort,
    lees_kolom,
    lees_waarde,
)
from regietafel.figures.sleutel import sleutel_van


class Kolomsoort(StrEnum):
    """What a column holds. Only ``GETAL`` and ``PROCENT`` are calculated with."""

    LABEL = "label"
    GETAL = "getal"
    PROCENT = "procent"
    DATUM = "datum"
    TEKST = "tekst"


class Rijsoort(StrEnum):
    """What a row is, by its label and place; ``GROEP`` is a heading without figures."""

    GEWOON = "gewoon"
    GROEP = "groep"
    SUBTOTAAL = "subtotaal"
    TOTAAL = "totaal"
    AFGELEID = "afgeleid"


@dataclass(frozen=True)
class Kolom:
    """One column: ``sleutel`` is its name in formulas, ``label`` what stands above it."""

    sleutel: str
    label: str
    soort: Kolomsoort
    notatie: Kolomnotatie = field(default_factory=Kolomnotatie)

    @property
    def telt(self) -> bool:
        """Tell whether its figures are amounts: numbers, no shares, dates or words."""
        return self.soort is Kolomsoort.GETAL


@dataclass(frozen=True)
class Rij:
    """One row; ``nummer`` is its place in the file, from 1, the header being row 1."""

    nummer: int
    label: str
    cellen: tuple[Waarde, ...]
    soort: Rijsoort = Rijsoort.GEWOON
    groep: str = ""


@dataclass(frozen=True)
class Plek:
    """A cell: positions of its row and column in a table, both from 0."""

    rij: int
    kolom: int


@dataclass(frozen=True)
class Probleem:
    """What is wrong with the table as received. ``rij`` counts as in the file; 0 is the whole."""

    code: str
    rij: int
    kolom: str
    bericht: str


@dataclass(frozen=True)
class Tabel:
    """A table as received: nothing corrected, nothing filled in."""

    kolommen: tuple[Kolom, ...]
    rijen: tuple[Rij, ...]

    def cel(self, plek: Plek) -> Waarde:
        return self.rijen[plek.rij].cellen[plek.kolom]

    def kolomplek(self, naam: str) -> int | None:
        """Return the position of a column by its key or its label; None when it isn't there."""
        wanted = sleutel_van(naam)
        keys = (column.sleutel for column in self.kolommen)
        return next((place for place, key in enumerate(keys) if key == wanted), None)

    def rijplek(self, label: str) -> int | None:
        """Return the position of the first row with a label, compared without case and accents."""
        wanted = sleutel_van(label)
        labels = (sleutel_van(row.label) for row in self.rijen)
        return next((place for place, key in enumerate(labels) if key == wanted), None)

    def plekken(self, soort: Rijsoort) -> tuple[int, ...]:
        """Return the positions of the rows of one kind."""
        return tuple(place for place, row in enumerate(self.rijen) if row.soort is soort)

    def telkolommen(self) -> tuple[int, ...]:
        """Return the positions of the columns with amounts."""
        return tuple(place for place, column in enumerate(self.kolommen) if column.telt)


_TOTAL = re.compile(
    r"(eind|alge(meen|hele) |generaal |grand )?tota(al|l|len|le)\b|som\b|samen\b|nederland\b|Σ",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(r"sub-?\s?tota(al|l|len)\b|tussentotaal\b", re.IGNORECASE)
_DERIVED = re.compile(
    r"(verschil|delta|saldo|mutatie|percentage|procent|aandeel|afwijking|tekort|overschot|restant"
    r"|achterstand|gemiddelde?|totaal landelijke)\b|%|Δ",
    re.IGNORECASE,
)
_DATE = re.compile(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MAX_HEADERS = 3


def lees_tabel(
    tekst: Sequence[Sequence[str]], koprijen: int | None = None
) -> tuple[Tabel, tuple[Probleem, ...]]:
    """Read rows of text, headers first, into a table and what is wrong with it.

    ``koprijen`` is the number of header rows; without it one, or more when the first leaves
    cells empty that the next fills. Rows without any text are left out.
    """
    numbered = [(nr, list(row)) for nr, row in enumerate(tekst, 1) if any(c.strip() for c in row)]
    if not numbered:
        return Tabel((), ()), (Probleem("tabel-leeg", 0, "", "Deze tabel is leeg."),)
    heads = koprijen or _count_headers([row for _, row in numbered])
    labels = _join_headers([row for _, row in numbered[:heads]])
    body, problems = _make_even(numbered[heads:], labels)
    columns, cells, more = _read_columns(labels, body)
    rows = _read_rows([number for number, _ in body], cells, columns)
    told = _about_headers(labels, heads, automatic=koprijen is None)
    return Tabel(columns, rows), (*told, *problems, *more)


def _count_headers(rows: Sequence[Sequence[str]]) -> int:
    """Count leading rows that can only be headers: the one before leaves cells empty, no figures."""
    if not any(_has_figure(row) for row in rows[1:]):
        return 1
    count = 1
    while count < min(_MAX_HEADERS, len(rows) - 1):
        before, row = rows[count - 1], rows[count]
        gaps = any(not c.strip() for c in before[1:]) or len(set(before[1:])) < len(before[1:])
        if _has_figure(row) or not gaps or not any(c.strip() for c in row[1:]):
            break
        count += 1
    return count


def _has_figure(row: Sequence[str]) -> bool:
    values = lees_kolom(row[1:])[1]
    return any(v.getal is not None and not _YEAR.fullmatch(v.tekst.strip()) for v in values)


def _join_headers(heads: Sequence[Sequence[str]]) -> list[str]:
    """Join header rows per column; a merged cell counts for the empty ones to its right."""
    width = max(len(row) for row in heads)
    upper = [_spread(row, width) for row in heads[:-1]]
    lower = [*heads[-1], *[""] * (width - len(heads[-1]))]
    return [_one_line(" ".join([*(row[c] for row in upper), lower[c]])) for c in range(width)]


def _spread(row: Sequence[str], width: int) -> list[str]:
    spread: list[str] = []
    for place in range(width):
        text = row[place].strip() if place < len(row) else ""
        spread.append(text or (spread[-1] if place > 1 else ""))
    return spread


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _make_even(
    rows: Sequence[tuple[int, list[str]]], labels: list[str]
) -> tuple[list[tuple[int, list[str]]], list[Probleem]]:
    """Give every row the width of the header; what is missing or too much is reported."""
    width, even, problems = len(labels), [], []
    for number, row in rows:
        surplus = [cell for cell in row[width:] if cell.strip()]
        if len(row) < width or surplus:
            message = f"Deze rij heeft {len(row)} cellen en de kop {width}; kijk of er een scheidingsteken te veel of te weinig staat."
            problems.append(Probleem("rij-ongelijk", number, "", message))
        even.append((number, [*row[:width], *[""] * (width - len(row))]))
    return even, problems


def _about_headers(labels: Sequence[str], heads: int, *, automatic: bool) -> list[Probleem]:
    problems = []
    if heads > 1 and automatic:
        message = (
            f"De eerste {heads} rijen zijn samen als kop gelezen; kijk of de kolomnamen kloppen."
        )
        problems.append(Probleem("kop-samengevoegd", 1, "", message))
    seen: set[str] = set()
    for label in labels:
        key = sleutel_van(label)
        if label and key in seen:
            message = f"De kolomnaam '{label}' komt vaker voor; geef elke kolom een eigen naam."
            problems.append(Probleem("kolom-dubbel", heads, label, message))
        seen.add(key)
    return problems


def _read_columns(
    labels: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]
) -> tuple[tuple[Kolom, ...], list[tuple[Waarde, ...]], list[Probleem]]:
    columns: list[Kolom] = []
    values: list[tuple[Waarde, ...]] = []
    problems: list[Probleem] = []
    for place, label in enumerate(labels):
        notation, cells = lees_kolom([row[place] for _, row in body])
        kind = Kolomsoort.LABEL if place == 0 else _kind(label, cells)
        key = _own_key(sleutel_van(label or f"kolom {place + 1}"), columns)
        columns.append(Kolom(key, label or f"kolom {place + 1}", kind, notation))
        values.append(cells)
        if kind in {Kolomsoort.GETAL, Kolomsoort.PROCENT}:
            problems += _about_column(columns[-1], body, cells)
    problems += _doubtful(columns, body, values)
    return tuple(columns), values, problems


def _doubtful(
    columns: Sequence[Kolom],
    body: Sequence[tuple[int, Sequence[str]]],
    values: Sequence[Sequence[Waarde]],
) -> list[Probleem]:
    """Return the columns whose points may be decimal: in another column they certainly are."""
    english = [c for c in columns if c.telt and c.notatie.notatie is Notatie.ENGELS]
    if not english:
        return []
    proof = f"'{english[0].notatie.gevallen[0].strip()}' in kolom '{english[0].label}'"
    return [
        Probleem("notatie-twijfel", _row_of(column.notatie.gevallen[0], body, cells), column.label,
                 f"'{column.notatie.gevallen[0].strip()}' is op twee manieren te lezen, en {proof} heeft een decimale punt; schrijf alle getallen met een komma, of de duizendtallen zonder punt.")
        for column, cells in zip(columns, values, strict=True)
        if column.telt and column.notatie.grond is Grond.AANGENOMEN
    ]  # fmt: skip


def _row_of(text: str, body: Sequence[tuple[int, Sequence[str]]], cells: Sequence[Waarde]) -> int:
    """Return the row of the file in which a column states a text first."""
    pairs = zip(body, cells, strict=True)
    return next((number for (number, _), cell in pairs if cell.tekst == text), 0)


def _own_key(key: str, earlier: Sequence[Kolom]) -> str:
    taken = {column.sleutel for column in earlier}
    choices = (key if number == 1 else f"{key}_{number}" for number in range(1, len(taken) + 2))
    return next(choice for choice in choices if choice not in taken)


def _kind(label: str, cells: Sequence[Waarde]) -> Kolomsoort:
    """Return what most of the filled cells of a column are."""
    filled = [c for c in cells if c.soort not in {Waardesoort.LEEG, Waardesoort.STREEP}]
    figures = [c for c in filled if _is_figure(c)]
    words = [c for c in filled if c.soort is Waardesoort.TEKST and not _is_figure(c)]
    if filled and all(_DATE.fullmatch(c.tekst.strip()) for c in filled):
        return Kolomsoort.DATUM
    if not figures or 2 * len(figures) < len(words):
        return Kolomsoort.TEKST
    if len(figures) > 1 and "jaar" in label.lower() and _all_years(figures):
        return Kolomsoort.DATUM
    shares = sum(c.is_procent for c in figures)
    marked = re.search(r"%|procent|percentage", label.lower()) is not None
    return Kolomsoort.PROCENT if 2 * shares > len(figures) or marked else Kolomsoort.GETAL


def _is_figure(value: Waarde) -> bool:
    """Tell whether a text is a figure, though perhaps one that can be read two ways."""
    return value.getal is not None or (
        value.soort is Waardesoort.TEKST and lees_waarde(value.tekst).getal is not None
    )


def _all_years(figures: Sequence[Waarde]) -> bool:
    return all(_YEAR.fullmatch(figure.tekst.strip()) for figure in figures)


def _about_column(
    column: Kolom, body: Sequence[tuple[int, Sequence[str]]], cells: Sequence[Waarde]
) -> list[Probleem]:
    problems = []
    cases = " en ".join(f"'{case.strip()}'" for case in column.notatie.gevallen)
    if column.notatie.grond is Grond.TEGENSTRIJDIG:
        message = f"In deze kolom staan getallen in twee notaties ({cases}); schrijf ze op één manier. Wat op twee manieren te lezen is, telt niet mee."
        row = _row_of(column.notatie.gevallen[-1], body, cells)
        problems.append(Probleem("notatie-gemengd", row, column.label, message))
    for (number, _), cell in zip(body, cells, strict=True):
        if cell.soort is Waardesoort.TEKST:
            message = f"'{cell.tekst.strip()}' is niet als één getal te lezen en telt niet mee."
            problems.append(Probleem("getal-onleesbaar", number, column.label, message))
    return problems


def _read_rows(
    numbers: Sequence[int], cells: Sequence[Sequence[Waarde]], columns: Sequence[Kolom]
) -> tuple[Rij, ...]:
    rows: list[Rij] = []
    group = ""
    parted = any(_SUBTOTAL.match(cell.tekst.strip()) for cell in cells[0])
    for place, number in enumerate(numbers):
        values = tuple(column[place] for column in cells)
        label = _one_line(values[0].tekst)
        kind = _row_kind(label, values, columns)
        if kind is Rijsoort.GROEP and not (parted or label.endswith(":") or label.isupper()):
            kind = Rijsoort.GEWOON  # somebody whose figures are not known yet
        group = label if kind is Rijsoort.GROEP else group
        rows.append(Rij(number, label, values, kind, group))
    return tuple(rows)


def _row_kind(label: str, values: Sequence[Waarde], columns: Sequence[Kolom]) -> Rijsoort:
    kinds = (Kolomsoort.GETAL, Kolomsoort.PROCENT)
    counted = [v for v, column in zip(values, columns, strict=True) if column.soort in kinds]
    if label and counted and all(not v.tekst.strip() for v in values[1:]):
        return Rijsoort.GROEP
    if _SUBTOTAL.match(label):
        return Rijsoort.SUBTOTAAL
    figures = [v for v in counted if v.getal is not None]
    shares = [v for v in figures if v.is_procent]
    if _DERIVED.match(label) or (figures and len(shares) == len(figures) and _unusual(columns)):
        return Rijsoort.AFGELEID
    return Rijsoort.TOTAAL if _TOTAL.match(label) else Rijsoort.GEWOON


def _unusual(columns: Sequence[Kolom]) -> bool:
    """Tell whether per cents in a row stand below amounts."""
    return any(column.telt for column in columns)
