"""Mail as a file: values in, bytes out (RFC 5322, RFC 2046). Nothing here sends.

There are three: a draft that the secretariat sends (``compose_concept``), a message that we send
(``compose_bericht`` and ``with_attachments``), in which a calendar can ask for an answer (iMIP, RFC
6047), and, in ``kalender``, the file for the secretariat's own calendar.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from email.utils import format_datetime

from regietafel.model.adres import with_ascii_domain

_MAX_HEADER = 300
"""Characters; a longer name or subject is cut off."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "pdf": "application/pdf",
    "ics": "application/ics",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
"""By the end of a name, and not as the machine at hand would say (RFC 6838)."""


def unusable_text(email: str) -> str:
    return f"'{email}' is geen bruikbaar e-mailadres; verbeter het."


class AdresError(ValueError):
    """An address that no mail program can send to."""

    def __init__(self, email: str) -> None:
        super().__init__(unusable_text(email))


@dataclass(frozen=True)
class Mailadres:
    """Somebody who sends or gets mail; the name may be empty."""

    naam: str
    email: str


@dataclass(frozen=True)
class Mailbericht:
    """A message as its reader sees it: the same words as plain text and as HTML."""

    van: Mailadres
    aan: tuple[Mailadres, ...]
    onderwerp: str
    tekst: str
    html: str
    bcc: tuple[Mailadres, ...] = ()


@dataclass(frozen=True)
class Mailbijlage:
    """A file that goes with a mail; see ``dutch.mailnaam`` for a name that every program takes."""

    naam: str
    inhoud: bytes


@dataclass(frozen=True)
class Kalenderdeel:
    """A calendar message in a mail: METHOD as in its content (RFC 6047, 2.4)."""

    methode: str
    inhoud: bytes


@dataclass(frozen=True)
class Verzending:
    """What a message that we send has and a draft has not; ``antwoord`` is where replies go."""

    kenmerk: str
    moment: datetime
    antwoord: Mailadres | None = None
    kalender: Kalenderdeel | None = None


def is_usable(email: str) -> bool:
    """Tell whether mail can be sent to an address (RFC 5322, 3.4.1, with a name in ASCII)."""
    try:
        _address(Mailadres("", email))
    except AdresError:
        return False
    return True


def ascii_address(email: str) -> str:
    """Return an address as mail servers know it (RFC 5890 for its domain); raises AdresError."""
    return _address(Mailadres("", email)).addr_spec


def compose_concept(bericht: Mailbericht, bijlagen: Sequence[Mailbijlage] = ()) -> bytes:
    """Return a draft that Outlook opens for sending (``X-Unsent``), with its attachments.

    It has no Date and no Message-ID: the program that sends it sets them. The same message gives
    the same bytes. Text that would start a header of its own becomes a space, also in names.
    Raises AdresError for an address that can't be used.
    """
    message = _envelope(bericht)
    if bericht.bcc:
        message["Bcc"] = [_address(adres) for adres in bericht.bcc]
    message["X-Unsent"] = "1"
    _fill(message, bericht)
    _attach(message, bijlagen)
    return message.as_bytes()


def compose_bericht(bericht: Mailbericht, verzending: Verzending) -> bytes:
    """Return a message to send, without attachments (``with_attachments`` adds them).

    A calendar message comes last in ``multipart/alternative``, without a file name: so Outlook and
    Gmail show it as an invitation (MS-OXCMAIL; RFC 6047, 2.4). ``bcc`` never stands in it. Raises
    AdresError for an address that can't be used.
    """
    message = _envelope(bericht)
    if verzending.antwoord is not None:
        message["Reply-To"] = [_address(verzending.antwoord)]
    message["Date"] = format_datetime(verzending.moment)
    message["Message-ID"] = message_id(bericht.van, verzending.kenmerk)
    _fill(message, bericht)
    if verzending.kalender is not None:
        _add_calendar(message, verzending.kalender)
    return message.as_bytes()


def message_id(van: Mailadres, kenmerk: str) -> str:
    """Return the identity of a message: the same for the same mark (RFC 5322, 3.6.4)."""
    mark = hashlib.sha256(kenmerk.encode("utf-8", "replace")).hexdigest()[:40]
    return f"<{mark}@{_address(van).domain}>"


def with_attachments(bericht: bytes, bijlagen: Sequence[Mailbijlage]) -> bytes:
    """Return a message of ``compose_bericht`` with its attachments; its headers letter by letter."""
    if not bijlagen:
        return bericht
    parser = BytesParser(EmailMessage, policy=SMTP.clone(refold_source="none"))
    message = parser.parsebytes(bericht)
    _attach(message, bijlagen)
    return message.as_bytes()


def _add_calendar(message: EmailMessage, kalender: Kalenderdeel) -> None:
    message.add_alternative(
        kalender.inhoud, maintype="text", subtype="calendar", cte="base64",
        params={"method": kalender.methode, "charset": "UTF-8"},
    )  # fmt: skip


def _attach(message: EmailMessage, bijlagen: Sequence[Mailbijlage]) -> None:
    if not bijlagen:
        return
    inner = message.get_boundary() or ""
    for bijlage in bijlagen:
        main, _, sub = _media_type(bijlage.naam).partition("/")
        message.add_attachment(bijlage.inhoud, maintype=main, subtype=sub, filename=bijlage.naam)
    message.set_boundary(f"=_{hashlib.sha256(inner.encode()).hexdigest()[:32]}")


def _media_type(name: str) -> str:
    """Return the media type of an attachment; what is not in the list goes as a file.

    So does a calendar: in a draft, as ``text/calendar``, Outlook could take it for an invitation
    that came in.
    """
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _envelope(bericht: Mailbericht) -> EmailMessage:
    """Return a message with its addresses and subject.

    Addresses go in as values: given as text, Python 3.11 folds a name over the wrong border
    (cpython#100884).
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = [_address(bericht.van)]
    message["To"] = [_address(adres) for adres in bericht.aan]
    message["Subject"] = one_line(bericht.onderwerp)
    return message


def _fill(message: EmailMessage, bericht: Mailbericht) -> None:
    """Put the text and the HTML in; the last is what a reader prefers (RFC 2046, 5.1.4)."""
    message.set_content(_body(bericht.tekst), cte="quoted-printable")
    message.add_alternative(_body(bericht.html), subtype="html", cte="quoted-printable")
    message.set_boundary(_boundary(bericht))
    message["Content-Language"] = "nl"


def _boundary(bericht: Mailbericht) -> str:
    """Return a border that is the same for the same words.

    It begins with signs that quoted-printable never leaves as they are (RFC 2045, 6.7).
    """
    words = f"{bericht.tekst}\0{bericht.html}".encode("utf-8", "replace")
    return f"=_{hashlib.sha256(words).hexdigest()[:32]}"


def _address(adres: Mailadres) -> Address:
    try:
        email = with_ascii_domain(adres.email)
        email.encode("ascii")
        return Address(one_line(adres.naam), addr_spec=email)
    except (MessageError, ValueError, IndexError):
        raise AdresError(adres.email) from None


def one_line(text: str) -> str:
    """Return text for a header: no control, line or direction character, no double spaces."""
    plain = "".join(" " if _steers(character) else character for character in text)
    return " ".join(plain.split())[:_MAX_HEADER]


def _body(text: str) -> str:
    """Return text with line breaks of one kind, and without characters that UTF-8 can't hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_half(c) else c for c in lines)


def _is_half(character: str) -> bool:
    return unicodedata.category(character) == "Cs"


def _steers(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
