"""Numbers in sentences that name a row and a column of a table, and say another figure.

Only what can hardly be meant otherwise is compared: the sentence names one row and one column (or
the unit of the only column that has it), and holds one number of that kind. Years, dates, times,
numbers of pages, points and the like are no figures; a number that is rounded is the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regietafel.figures.notatie import Waarde, lees_waarde, schrijf_breuk
from regietafel.figures.sleutel import sleutel_van
from regietafel.figures.tabel import Rijsoort
from regietafel.figures.uitwerking import Cel, Getalkolom, Maaksel, Uitwerking

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_NO_FIGURES = re.compile(
    r"\{\{.*?\}\}|\]\([^)]*\)|\[\^[^\]]*\]|`[^`]*`|https?://\S+"
    rf"|\b[0-9]{{1,2}}(?: (?:en|t/m|tot|of) [0-9]{{1,2}})? (?:{_MONTHS})(?: [0-9]{{4}})?|\b(?:{_MONTHS}) [0-9]{{4}}"
    r"|\b[0-9]{1,2}-[0-9]{1,2}-[0-9]{2,4}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
    r"|\b[0-9]{1,2}[.:][0-9]{2} uur|\b(?:19|20)[0-9]{2}(?:[-/–](?:19|20)?[0-9]{2})?\b(?![.,%][0-9])"
    r"|\b(?:agendapunt|punt|pagina|pag\.|blz\.|bladzijde|bijlage|bijlagen|artikel|artikelen|art\.|lid|tabel|figuur"
    r"|hoofdstuk|paragraaf|§|stap|fase|deel|optie|scenario|variant|week|kwartaal|nummer|nr\.|noot|zaaknummer|motie"
    r"|besluit|actie) ?[0-9]+(?:[.-][0-9]+)*[a-z]?\b"
    r"|\b[0-9]+(?:e|de|ste)\b|\b[A-Za-z]+[0-9][\w.-]*|\b[0-9]+[A-Za-z]\w*",
    re.IGNORECASE | re.DOTALL,
)
"""What holds digits and is no figure: references, links, dates, years, times, numbered parts."""
_NUMBER = re.compile(
    r"(?<![\w.,/-])[-−]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?: ?%)?(?![\w/])"
    r"|(?<![\w.,/-])[-−]?[0-9]+(?:,[0-9]+)?(?: ?%)?(?![\w/])"
)
_END = re.compile(
    r"(?<=[.!?;])\s+(?=[\"'‘(]?[A-Z0-9])|;\s+|\n\s*\n|\n(?=\s*(?:[-*+|#>]|[0-9]+\.) )"
)
_ABOUT = re.compile(
    r"\b(?:ca\.|circa|ongeveer|zo'n|bijna|ruim|rond|krap|afgerond|meer dan|minder dan|ten minste"
    r"|minstens|hoogstens|maximaal|een kleine) *$",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:eerst|eerder|vorige?|destijds|toen|voorheen|oorspronkelijk|extra|erbij|stijg\w*|daal\w*"
    r"|gestegen|gedaald|toegenomen|afgenomen|verzonnen|stel)\b",
    re.IGNORECASE,
)
"""Words by which a sentence is about another moment, or about a change."""
_YEAR_BEHIND = re.compile(
    r"[^.;]{0,16}?\b(?:in|voor|op|eind|begin|per) [^.;,]{0,12}?((?:19|20)[0-9]{2})\b"
)
_SMALL_WORDS = frozenset({"de", "het", "een", "en", "van", "voor", "per", "in", "op", "nu", "na"})


@dataclass(frozen=True)
class Bekend:
    """A table that sentences may quote: its name and its figures."""

    naam: str
    uitwerking: Uitwerking


@dataclass(frozen=True)
class Afwijking:
    """A number in a sentence (its line from 1) that differs from the cell that it seems to quote."""

    regel: int
    gesteld: str
    tabel: str
    rij: str
    kolom: str
    in_tabel: str


def vergelijk_tekst(tekst: str, regel: int, tabellen: Sequence[Bekend]) -> tuple[Afwijking, ...]:
    """Return the numbers in a Markdown text that contradict a table; ``regel`` is its first line."""
    found: list[Afwijking] = []
    clean = _NO_FIGURES.sub(lambda match: _blank(match[0]), tekst)
    for start, sentence in _sentences(clean):
        if not re.search(r"[0-9]", sentence) or sentence.lstrip().startswith(("|", "#", ":::")):
            continue
        if _OTHER_TIME.search(sentence):
            continue
        for table in tabellen:
            for place, each in _in_sentence(sentence, table):
                if _of_other_year(tekst[start + place :], each[0], each[3]):
                    continue
                line = regel + clean.count("\n", 0, start + place)
                found.append(Afwijking(line, *each))
    return tuple(dict.fromkeys(found))


def _of_other_year(rest: str, number: str, column: str) -> bool:
    """Tell whether a number is said to be of a year that the column does not name."""
    year = _YEAR_BEHIND.match(rest, len(number))
    return year is not None and year[1] not in column


def _blank(text: str) -> str:
    """Return as much white as a text is long, its line ends kept."""
    return re.sub(r"[^\n]", " ", text)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _END.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def _in_sentence(sentence: str, table: Bekend) -> Iterator[tuple[int, tuple[str, str, str, str, str]]]:  # fmt: skip
    words = _words(sentence)
    rows = _named_rows(sentence, table.uitwerking)
    if len(rows) != 1:
        return
    row = table.uitwerking.rijen[rows[0]]
    columns = _named_columns(words, table.uitwerking, _words(row.label))
    if len(columns) != 1:
        return
    cell, column = row.cellen[columns[0]], table.uitwerking.kolommen[columns[0]]
    known = [each.waarde for each in row.cellen]
    numbers = [(m, lees_waarde(m[0])) for m in _NUMBER.finditer(sentence)]
    same_kind = [(m, n) for m, n in numbers if n.is_procent == column.is_procent]
    if len(same_kind) != 1 or cell.uitkomst.waarde is None or cell.uitkomst.onbekend:
        return
    match, number = same_kind[0]
    exact = cell.uitkomst.waarde * (column.reken.factor if column.reken else 1)
    about = bool(_ABOUT.search(sentence[: match.start()]))
    if (
        number.getal is None
        or _same(number, exact, cell.waarde, about=about)
        or _stated(number, known)
    ):
        return
    yield match.start(), (match[0].strip(), table.naam, row.label, column.naam, _as_shown(table.uitwerking, columns[0], cell, exact))  # fmt: skip


def _as_shown(table: Uitwerking, place: int, cell: Cel, exact: Fraction) -> str:
    """Return a figure as documents show it: what was received, or what was computed."""
    if cell.maaksel is Maaksel.GESTELD:
        return cell.waarde.tekst.strip()
    number = schrijf_breuk(exact, table.plaatsen(place))
    return f"{number}%" if table.kolommen[place].is_procent else number


def _stated(number: Waarde, known: Sequence[Waarde]) -> bool:
    """Tell whether another cell of the row states the number: then that one is meant."""
    return any(each.getal == number.getal and each.eenheid == number.eenheid for each in known)


def _same(number: Waarde, exact: Fraction, cell: Waarde, *, about: bool) -> bool:
    """Tell whether a figure and the number round to each other.

    A number that is said to be about right may be rounded to its whole tens, hundreds and so on.
    """
    stated = Fraction(number.getal or 0)
    places = number.plaatsen if cell.getal is None else min(number.plaatsen, cell.plaatsen)
    step = Fraction(1, 10**places)
    if about and not number.plaatsen and stated:
        digits = str(abs(int(stated)))
        step = Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))
        return abs(exact - stated) < step
    return abs(exact - stated) <= step / 2


def _words(text: str) -> frozenset[str]:
    return frozenset(sleutel_van(text).split("_")) - {""}


def _named_rows(sentence: str, table: Uitwerking) -> list[int]:
    """Return the rows whose label stands in a sentence as it is; of two, one in the other, the longer."""
    found = [
        (place, row.label)
        for place, row in enumerate(table.rijen)
        if row.soort is not Rijsoort.GROEP and len(row.label) > 2 and _stands_in(row.label, sentence)  # noqa: PLR2004 - a short label is a word
    ]  # fmt: skip
    return [
        place
        for place, label in found
        if not any(label != other and label.lower() in other.lower() for _, other in found)
    ]


def _stands_in(label: str, sentence: str) -> bool:
    wanted = r"\s+".join(re.escape(word) for word in label.split())
    return re.search(rf"(?<![\w-]){wanted}(?![\w-])", sentence, re.IGNORECASE) is not None


def _named_columns(
    words: frozenset[str], table: Uitwerking, row_words: frozenset[str]
) -> list[int]:
    """Return the columns that a sentence names: all words of one, most words first, or its unit."""
    scores: dict[int, int] = {}
    for place, column in enumerate(table.kolommen):
        wanted = _words(column.naam) - _SMALL_WORDS
        if place and column.reken is not None and wanted and wanted <= words | row_words:
            scores[place] = len(wanted)
    if not scores:
        return _by_unit(words, table.kolommen)
    best = max(scores.values())
    return [place for place, score in scores.items() if score == best]


def _by_unit(words: frozenset[str], columns: Sequence[Getalkolom]) -> list[int]:
    units = [_unit(column) for column in columns]
    return [
        place
        for place, unit in enumerate(units)
        if unit and units.count(unit) == 1 and _words(unit) <= words
    ]


def _unit(column: Getalkolom) -> str:
    unit = column.definitie.eenheid if column.definitie else None
    return unit if unit and unit not in {"%", "€"} else ""
