"""CSV as it comes: which letters, which sign between the cells, and quotes that close."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from regietafel.figures.rekencontrole import MAX_RIJEN
from regietafel.findings import Finding, hint
from regietafel.importers.ontvangen import MAX_KOLOMMEN, GeenTabel, Gelezen, Ontvangen, te_groot

_SIGNS = {";": "puntkomma", "\t": "tab", ",": "komma"}
"""What may stand between cells, what Dutch programs write first."""
_SAMPLE = 50
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_csv(path: Path, content: bytes) -> Gelezen:
    """Return the one table of a CSV text (RFC 4180, with the Dutch ``;`` or a tab as well).

    UTF-8, with or without BOM, else UTF-16 with BOM, else Windows-1252, which is said. The sign
    between cells is the one that gives the most rows the width of the first. Raises ``GeenTabel``.
    """
    text, findings = _decode(path, content)
    text, first = _without_sep_line(text)
    sign = first or _separator(text)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, row in _records(text, sign):
        if len(rows) == MAX_RIJEN + 1:
            raise te_groot(f"Dit bestand heeft meer dan {MAX_RIJEN} rijen")
        if len(row) > MAX_KOLOMMEN:
            raise te_groot(f"Deze rij heeft {len(row)} kolommen")
        rows.append(tuple(row))
        lines.append(line)
    return (Ontvangen("", tuple(rows), tuple(lines)),), tuple(findings)


def _decode(path: Path, content: bytes) -> tuple[str, list[Finding]]:
    try:
        text = content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        return _as_windows(path, content)
    if "\0" in text:
        raise GeenTabel("Dit is geen tekst; sla de tabel op als CSV (UTF-8), .xlsx of .docx.")
    return text, []


def _as_windows(path: Path, content: bytes) -> tuple[str, list[Finding]]:
    if b"\0" in content or content.startswith(_UTF16):
        raise GeenTabel("Dit is geen tekst; sla de tabel op als CSV (UTF-8), .xlsx of .docx.")
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "Deze letters zijn niet te lezen; sla de tabel op als CSV UTF-8."
        raise GeenTabel(message, regel=line) from None
    message = "Dit bestand is gelezen als Windows-1252; kijk of letters als é en ë kloppen, of sla het op als CSV UTF-8."
    return text, [hint(path, "csv-codering", message)]


def _without_sep_line(text: str) -> tuple[str, str]:
    """Take away what a line ``sep=;`` says, as Excel reads it; the empty line stays."""
    head, mark, rest = text.partition("\n")
    said = head.rstrip("\r").removeprefix("sep=")
    if head.startswith("sep=") and said in _SIGNS:
        return mark + rest, said
    return text, ""


def _separator(text: str) -> str:
    """Return the sign that gives the most rows the width of the first; the first of equals."""
    return max(_SIGNS, key=lambda sign: _fit(text, sign))


def _fit(text: str, sign: str) -> tuple[float, bool]:
    """Return which part of the first rows is as wide as the first one, and whether quotes close."""
    widths: list[int] = []
    try:
        for _, row in _records(text, sign):
            widths += [len(row)] if any(cell.strip() for cell in row) else []
            if len(widths) == _SAMPLE:
                break
        whole = True
    except GeenTabel:
        whole = False
    if not widths or widths[0] == 1:
        return 0.0, whole
    return widths.count(widths[0]) / len(widths), whole


def _records(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    start = 1
    try:
        for row in reader:
            yield start, row
            start = reader.line_num + 1
    except csv.Error:
        message = "In deze rij staat een aanhalingsteken op een plek waar het niet kan, of het wordt niet gesloten."
        raise GeenTabel(message, "csv-aanhalingsteken", start) from None
