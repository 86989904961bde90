"""Mail and calendar files as messages that may hold an answer; nothing is changed or marked read.

A mailbox can hold thousands of other messages: only one that names a calendar part is taken apart.
"""

import mmap
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.utils import getaddresses
from itertools import islice
from pathlib import Path
from typing import Final

from regietafel.findings import Finding, fout, waarschuwing

MAX_BERICHT: Final = 25_000_000
"""Bytes of one message; no mail server takes a larger one."""
MAX_POSTVAK: Final = 4_000_000_000

_MAX_DELEN = 200
_CANDIDATE = re.compile(
    rb"text/calendar|application/ics|ms-tnef|winmail\.dat|\.ics\b", re.IGNORECASE
)
_BORDER = re.compile(rb"(?:\A|\n\r?\n)From [^\n]*\n")
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORWARD = re.compile(r"\s*(fw|fwd|doorst|doorgestuurd|wg|tr)\s*:", re.IGNORECASE)
_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]*:")


@dataclass(frozen=True)
class Kalenderdeel:
    """A calendar part of a message, with what its Content-Type says."""

    inhoud: bytes
    charset: str = "utf-8"
    methode: str = ""


@dataclass(frozen=True)
class Post:
    """A message: where it was found, who sent it, and its calendar parts.

    ``mail`` is False for a calendar file by itself, of which no sender is known. ``afzenders`` are
    the addresses in From and Sender. ``winmail`` says that Outlook packed the answer in a form of
    its own (TNEF).
    """

    bron: Path
    plaats: str = ""
    mail: bool = False
    van: tuple[str, ...] = ()
    afzenders: tuple[str, ...] = ()
    doorgestuurd: bool = False
    vervalst: bool = False
    delen: tuple[Kalenderdeel, ...] = ()
    winmail: bool = False
    los: bool = True

    @property
    def waar(self) -> str:
        """Return the place in words, to put before a sentence: ``Bericht 12: ``."""
        return f"{self.plaats}: " if self.plaats else ""


def read_post(path: Path) -> Iterator[Post | Finding]:
    """Yield every message in a file or folder that may hold an answer, and what can't be read.

    A folder is a Maildir, or holds ``.ics`` and ``.eml`` files.
    """
    if path.is_dir():
        yield from _folder(path)
    elif path.is_file():
        yield from _file(path)
    else:
        yield fout(path, "antwoord-bestand", "Dit bestand is er niet; verbeter de naam.")


def _folder(path: Path) -> Iterator[Post | Finding]:
    boxes = [path / name for name in ("cur", "new") if (path / name).is_dir()]
    if boxes:
        files = sorted(file for box in boxes for file in box.iterdir() if file.is_file())
    else:
        kinds = {".ics", ".eml", ".mbox", ".msg"}
        files = sorted(f for f in path.iterdir() if f.is_file() and f.suffix.lower() in kinds)
    if not files:
        message = (
            "In deze map staat geen mail: kies een Maildir, of een map met .eml- en .ics-bestanden."
        )
        yield waarschuwing(path, "antwoord-bestand", message)
    for file in files:
        yield from _mail(file, file.read_bytes(), los=False) if boxes else _file(file, los=False)


def _file(path: Path, *, los: bool = True) -> Iterator[Post | Finding]:
    with path.open("rb") as file:
        start = file.read(512)
    plain = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_OUTLOOK):
        message = (
            "Dit is een bericht in de eigen vorm van Outlook (.msg); open de mail in de browser en "
            "download hem daar als .eml."
        )
        yield waarschuwing(path, "antwoord-bestand", message)
    elif plain[:15].upper() == b"BEGIN:VCALENDAR" or path.suffix.lower() == ".ics":
        yield from _calendar(path, los=los)
    elif start.startswith(b"From "):
        yield from _mbox(path)
    elif _HEADER.match(plain):
        yield from _large(path) or _mail(path, path.read_bytes(), los=los)
    else:
        message = "Dit is geen mail of agendabestand; sla het antwoord op als .eml of .ics."
        yield waarschuwing(path, "antwoord-bestand", message)


def _calendar(path: Path, *, los: bool) -> Iterator[Post | Finding]:
    found = _large(path, 1_000_000)
    if found:
        yield from found
    else:
        yield Post(path, delen=(Kalenderdeel(path.read_bytes()),), los=los)


def _large(path: Path, most: int = MAX_BERICHT) -> tuple[Finding, ...]:
    if path.stat().st_size <= most:
        return ()
    return (_too_large(path),)


def _too_large(path: Path, place: str = "") -> Finding:
    message = f"{place}Dit is te groot voor een antwoord; het is overgeslagen."
    return waarschuwing(path, "antwoord-te-groot", message)


def _mbox(path: Path) -> Iterator[Post | Finding]:
    if path.stat().st_size > MAX_POSTVAK:
        yield _too_large(path)
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as box:
        starts = [(match.start(), match.end()) for match in _BORDER.finditer(box)]
        ends = [start for start, _ in starts[1:]] + [len(box)]
        for number, ((_, begin), end) in enumerate(zip(starts, ends, strict=True), 1):
            place = f"Bericht {number}"
            if _CANDIDATE.search(box, begin, end) is None:
                continue
            if end - begin > MAX_BERICHT:
                yield _too_large(path, f"{place}: ")
            else:
                yield from _mail(path, box[begin:end], place, los=False)


def _mail(path: Path, data: bytes, place: str = "", *, los: bool) -> Iterator[Post | Finding]:
    """Yield one message; for one that stands alone also when it holds no calendar part."""
    if len(data) > MAX_BERICHT:
        yield _too_large(path)
        return
    if not los and _CANDIDATE.search(data) is None:
        return
    try:
        yield _taken_apart(path, message_from_bytes(data), place, los=los)
    except (MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError):
        where = f"{place}: " if place else ""
        message = f"{where}Deze mail is niet te lezen; kijk er zelf naar."
        yield waarschuwing(path, "antwoord-onleesbaar", message)


def _taken_apart(path: Path, mail: Message, place: str, *, los: bool) -> Post:
    parts = list(islice(mail.walk(), _MAX_DELEN))
    kinds = [part.get_content_type() for part in parts]
    names = [_name_of(part) for part in parts]
    sender = _addresses(mail, "From")
    return Post(
        bron=path,
        plaats=place,
        mail=True,
        van=sender,
        afzenders=(*sender, *_addresses(mail, "Sender")),
        doorgestuurd=bool(_FORWARD.match(str(mail.get("Subject", ""))))
        or "message/rfc822" in kinds
        or mail.get("Resent-From") is not None,
        vervalst=_is_forged(mail),
        delen=_once(_calendar_parts(parts, names)),
        winmail="application/ms-tnef" in kinds or "winmail.dat" in names,
        los=los,
    )


def _calendar_parts(parts: list[Message], names: list[str]) -> Iterator[Kalenderdeel]:
    for part, name in zip(parts, names, strict=True):
        if part.get_content_type() not in {"text/calendar", "application/ics"} and not (
            name.endswith(".ics")
        ):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            charset = part.get_content_charset() or "utf-8"
            yield Kalenderdeel(content, charset, _method_of(part))


def _once(parts: Iterator[Kalenderdeel]) -> tuple[Kalenderdeel, ...]:
    """Return the first of equal parts: Gmail sends the same one inline and as a file."""
    unique: dict[bytes, Kalenderdeel] = {}
    for part in parts:
        unique.setdefault(part.inhoud.replace(b"\r\n", b"\n").strip(), part)
    return tuple(unique.values())


def _method_of(part: Message) -> str:
    method = part.get_param("method", "")
    return method if isinstance(method, str) else ""


def _name_of(part: Message) -> str:
    with suppress(LookupError, ValueError, TypeError, AttributeError):
        return str(part.get_filename("")).lower()
    return ""


def _addresses(mail: Message, header: str) -> tuple[str, ...]:
    """Return the addresses in a header, each once; letters outside ASCII are UTF-8 (RFC 6532)."""
    raw = [str(value) for name, value in mail.raw_items() if name.lower() == header.lower()]
    plain = [value.encode("ascii", "surrogateescape").decode("utf-8", "replace") for value in raw]
    found = getaddresses(plain)
    return tuple(dict.fromkeys(address.strip() for _, address in found if "@" in address))


def _is_forged(mail: Message) -> bool:
    """Tell whether the receiving server found the sender false (RFC 8601; the top one is its own)."""
    return bool(re.search(r"\bdmarc\s*=\s*fail\b", str(mail.get("Authentication-Results", ""))))
