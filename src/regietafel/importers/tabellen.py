"""Tables of others: CSV, Excel and Word become rows of text. What a file is, its content tells."""

from pathlib import Path

from regietafel.importers.ontvangen import GeenTabel, Gelezen, Ontvangen
from regietafel.importers.tabellen_csv import read_csv

__all__ = ["MAX_BYTES", "Ontvangen", "read_tables"]

MAX_BYTES = 20 * 2**20
"""A file of tables may be this large, in bytes."""

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_OFFICE = {".xlsx": "Excel", ".docx": "Word"}
"""Files that are packed; text with such a name is no table."""


def read_tables(path: Path, content: bytes) -> Gelezen:
    """Return the tables in the bytes of a file, and what is wrong; ``path`` is only named.

    A file that is too large, packed like a bomb, encrypted, damaged or of another kind gives no
    table and one finding. Nothing in it is opened that is not a table.
    """
    try:
        return _read(path, content)
    except GeenTabel as refusal:
        return (), (refusal.finding(path),)


def _read(path: Path, content: bytes) -> Gelezen:
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise GeenTabel(
            f"Dit bestand is groter dan {limit} MB; bewaar de tabel los.", "tabel-te-groot"
        )
    if content.startswith(_ZIP):
        return _read_office(path, content)
    if content.startswith(_OLD):
        message = "Dit is een oud of versleuteld Office-bestand; sla het zonder wachtwoord op als .xlsx of .docx."
        raise GeenTabel(message)
    if content and path.suffix.lower() in _OFFICE:
        raise GeenTabel(f"Dit is geen {_OFFICE[path.suffix.lower()]}-bestand; sla het opnieuw op.")
    return read_csv(path, content)


def _read_office(path: Path, content: bytes) -> Gelezen:
    from regietafel.importers.kluis import open_kluis
    from regietafel.importers.tabellen_excel import read_excel
    from regietafel.importers.tabellen_word import read_word

    kluis = open_kluis(content)
    if kluis.has("xl/workbook.xml"):
        return read_excel(path, kluis)
    if kluis.has("word/document.xml"):
        return read_word(path, kluis)
    raise GeenTabel("Dit is geen Excel- of Word-bestand; sla de tabel op als .csv, .xlsx of .docx.")
