"""Dates, times, names and lists as Dutch documents write them."""

import errno
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, time

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli",
    "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_MAX_NAME, _MAX_BYTES = 120, 200

_OORZAKEN = {
    "EACCES": "geen toegang",
    "EPERM": "geen toegang",
    "EROFS": "op deze plek is alleen te lezen",
    "ENOENT": "het is er niet",
    "ENOTDIR": "een deel van de naam is geen map",
    "EISDIR": "het is een map",
    "EEXIST": "het bestaat al",
    "ENOTEMPTY": "de map is niet leeg",
    "ENAMETOOLONG": "de naam is te lang",
    "EINVAL": "deze naam kan hier niet",
    "EILSEQ": "deze naam kan hier niet",
    "ELOOP": "koppelingen wijzen in een kring naar elkaar",
    "EFBIG": "het bestand is te groot",
    "ENOSPC": "de schijf is vol",
    "EDQUOT": "uw ruimte op de schijf is op",
    "EBUSY": "het bestand is in gebruik",
    "ETXTBSY": "het bestand is in gebruik",
    "EMFILE": "er zijn te veel bestanden open",
    "ENFILE": "er zijn te veel bestanden open",
    "EIO": "de schijf leest of schrijft niet goed",
    "ESTALE": "de netwerkschijf antwoordt niet",
    "ETIMEDOUT": "de netwerkschijf antwoordt niet",
    "EHOSTDOWN": "de netwerkschijf antwoordt niet",
}
"""Why a system does not read or write, by the name of its error number (POSIX, errno.h)."""


def datum(day: date) -> str:
    """Return ``17 juli 2024``."""
    return f"{day.day} {MAANDEN[day.month - 1]} {day.year}"


def dag_en_datum(day: date) -> str:
    """Return ``woensdag 17 juli 2024``."""
    return f"{_DAYS[day.weekday()]} {datum(day)}"


def tijd(moment: time) -> str:
    """Return ``12.30``: a point between hours and minutes, as Dutch writes it."""
    return f"{moment.hour}.{moment.minute:02}"


def tijdvak(begin: time, einde: time) -> str:
    """Return ``12.30 – 13.30 uur``."""
    return f"{tijd(begin)} – {tijd(einde)} uur"


def oorzaak(error: OSError) -> str:
    """Return why the system does not read or write: ``de schijf is vol``."""
    unknown = "onbekende fout" if error.errno is None else f"onbekende fout (nummer {error.errno})"
    return _OORZAKEN.get(errno.errorcode.get(error.errno or 0, ""), unknown)


def met_punt(zin: str) -> str:
    """Return a sentence that ends as one."""
    return zin if zin.endswith((".", "!", "?")) else f"{zin}."


def verplaatst(eerste: date) -> str:
    """Return the sentence for a meeting that was first planned on another day."""
    return f"Deze vergadering is verplaatst; de eerdere datum was {datum(eerste)}."


def aantal(number: int, one: str, more: str) -> str:
    """Return ``1 lid`` or ``2 leden``."""
    return f"{number} {one if number == 1 else more}"


def opsomming(words: Iterable[str]) -> str:
    """Return ``a, b en c``."""
    *front, last = list(words) or [""]
    return f"{', '.join(front)} en {last}" if front else last


def hoofdletter(text: str) -> str:
    return text[:1].upper() + text[1:]


def kleine_letter(text: str) -> str:
    return text[:1].lower() + text[1:]


def bestandsnaam(text: str, einde: str = "") -> str:
    """Return text as a file name that Windows, macOS and Linux accept, without its extension.

    A long text is cut to 120 characters and 200 bytes; ``einde`` stays whole behind it.
    """
    behind = _without_odd(einde).rstrip(" .")
    room = _MAX_BYTES - len(behind.encode())
    cut = _without_odd(text).strip(" .")[: _MAX_NAME - len(behind)]
    return (cut.encode()[:room].decode(errors="ignore").rstrip(" .") or "stuk") + behind


def _without_odd(text: str) -> str:
    """Return text without what no file name can hold, its accents written one way."""
    safe = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+', " ", text)
    plain = safe.encode(errors="ignore").decode()  # half a character, as in a name that is no text
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", plain))


def mailnaam(text: str) -> str:
    """Return text as a file name in ASCII, without its extension: ``Súdwest`` becomes ``Sudwest``.

    Of other names some mail programs make ``Untitled attachment`` (RFC 2231 against RFC 2047).
    """
    plain = unicodedata.normalize("NFKD", text.replace("–", "-").replace("’", "").replace("'", ""))
    kept = re.sub(r"[^A-Za-z0-9 ._()-]+", " ", plain.encode("ascii", "ignore").decode())
    return bestandsnaam(kept.lstrip(" ._()-"))
