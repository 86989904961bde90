"""Mail as a file: values in, bytes out (RFC 5322, RFC 2046). Nothing here sends."""

import hashlib
import unicodedata
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

_MAX_HEADER = 300
"""Characters; a longer name or subject is cut off."""


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


def is_usable(email: str) -> bool:
    """Tell whether mail can be sent to an address (RFC 5322, 3.4.1, with a name in ASCII)."""
    try:
        _address(Mailadres("", email))
    except AdresError:
        return False
    return True


def compose_concept(bericht: Mailbericht) -> bytes:
    """Return a draft that Outlook opens for sending (``X-Unsent``).

    It has no Date and no Message-ID: the program that sends it sets them. The same message gives
    the same bytes. Text that would start a header of its own becomes a space, also in names.
    Raises AdresError for an address that can't be used.
    """
    message = _envelope(bericht)
    message["X-Unsent"] = "1"
    _fill(message, bericht)
    return message.as_bytes()


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
    local, _, domain = adres.email.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        local.encode("ascii")
        return Address(one_line(adres.naam), addr_spec=f"{local}@{ascii_domain}")
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
