"""Mail to a server (SMTP submission, RFC 6409 and RFC 5321): what it says about each address.

The message is not kept or changed here. A server takes addresses (``offer``) before it takes the
message (``deliver``): in between a caller can write down that it is about to go.
"""

import ipaddress
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from regietafel.model.zending import Stap

Beveiliging: TypeAlias = Literal["starttls", "direct", "geen"]

_OK, _FORWARDS, _SEND_IT, _CLOSING = 250, 251, 354, 421
_LATER, _REFUSED = 400, 500
_MAX_REASON = 200

_WHY = (
    (ConnectionRefusedError, "de verbinding wordt geweigerd"),
    (socket.gaierror, "deze naam is niet te vinden"),
    (FileNotFoundError, "het bestand met het certificaat is er niet"),
    (ssl.SSLError, "de beveiliging komt niet tot stand"),
    (smtplib.SMTPServerDisconnected, "de verbinding werd verbroken"),
    (ConnectionError, "de verbinding werd verbroken"),
)
_CERTIFICATE = {
    10: "het is verlopen",
    18: "de server gaf het zichzelf",
    19: "de uitgever is hier niet bekend",
    20: "de uitgever is hier niet bekend",
    62: "het is van een andere server",
    64: "het is van een andere server",
}
"""What OpenSSL finds wrong with a certificate (``X509_V_ERR_…``)."""


class GeenServerError(Exception):
    """The server can't be used, and nothing was sent in this connection; the message is Dutch."""


class VerbrokenError(Exception):
    """The connection broke before the server had a message: it can be tried again."""


@dataclass(frozen=True)
class Postserver:
    """Where mail is handed in. ``wachttijd`` is in seconds; without ``gebruiker`` nobody logs in.

    ``certificaat`` is a file with the authority that the server's certificate comes from, for one
    that the machine does not know; ``onder`` is the domain that we say to be.
    """

    naam: str
    poort: int
    beveiliging: Beveiliging
    wachttijd: float
    onder: str
    certificaat: Path | None = None
    gebruiker: str = ""
    wachtwoord: str = field(default="", repr=False)


@dataclass(frozen=True)
class Antwoord:
    """What a server said about a message for an address."""

    stap: Stap
    reden: str = ""


@contextmanager
def connected(server: Postserver) -> Iterator["Postbode"]:
    """Give a connection to a server, secured and logged in; raises GeenServerError.

    Only a server on this machine may be without TLS. Its certificate is checked, also its name.
    """
    connection = _connect(server)
    try:
        yield Postbode(connection)
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
    finally:
        connection.close()


def _connect(server: Postserver) -> smtplib.SMTP:
    if server.beveiliging == "geen" and not is_here(server.naam):
        raise GeenServerError(
            f"Naar {server.naam} gaat geen mail zonder beveiliging; zet bij mail 'tls: starttls' of "
            "'tls: direct'."
        )
    try:
        return _secured(server)
    except smtplib.SMTPAuthenticationError as error:
        raise GeenServerError(
            f"{server.naam} weigert de gebruikersnaam of het wachtwoord ({_said(error.smtp_error)})."
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise GeenServerError(_unable(server)) from None
    except UnicodeEncodeError:
        raise GeenServerError(
            "De gebruikersnaam of het wachtwoord heeft een teken dat bij inloggen niet kan; kies een "
            "wachtwoord zonder accenten."
        ) from None
    except ssl.SSLCertVerificationError as error:
        raise GeenServerError(
            f"Het certificaat van {server.naam} klopt niet ({_wrong(error)}); er is niet "
            "ingelogd. Vraag uw beheerder om het certificaat, en noem dat bij mail."
        ) from None
    except (smtplib.SMTPException, OSError) as error:
        if type(error) is smtplib.SMTPException:  # so smtplib says that it knows no way to log in
            raise GeenServerError(_unable(server)) from None
        raise GeenServerError(
            f"Met {server.naam}, poort {server.poort}, komt geen verbinding tot stand "
            f"({_reason(error)}); kijk na of naam, poort en tls kloppen."
        ) from None


def _wrong(error: ssl.SSLCertVerificationError) -> str:
    return _CERTIFICATE.get(error.verify_code, "het is niet te vertrouwen")


def _secured(server: Postserver) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=server.certificaat)
    place, seconds = (server.naam, server.poort), server.wachttijd
    connection: smtplib.SMTP
    if server.beveiliging == "direct":
        connection = smtplib.SMTP_SSL(
            *place, local_hostname=server.onder, timeout=seconds, context=context
        )
    else:
        connection = smtplib.SMTP(*place, local_hostname=server.onder, timeout=seconds)
    try:
        if server.beveiliging == "starttls":
            connection.starttls(context=context)
        if server.gebruiker:
            connection.login(server.gebruiker, server.wachtwoord)
        connection.ehlo_or_helo_if_needed()
    except BaseException:
        connection.close()
        raise
    return connection


def _unable(server: Postserver) -> str:
    lacking = "inloggen" if server.beveiliging != "starttls" else "STARTTLS, of inloggen daarna"
    return f"{server.naam} kan dit niet: {lacking}; kijk de instellingen onder mail na."


def is_here(name: str) -> bool:
    """Tell whether a server is this machine itself."""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


class Postbode:
    """A connection that takes one message after the other."""

    def __init__(self, connection: smtplib.SMTP) -> None:
        self._connection = connection

    def offer(self, van: str, aan: Sequence[str], size: int) -> Mapping[str, Antwoord]:
        """Name sender, size (bytes) and addresses of a message; return the addresses refused.

        Raises VerbrokenError; the server then has nothing.
        """
        try:
            return self._offer(van, aan, size)
        except (smtplib.SMTPException, OSError) as error:
            raise VerbrokenError(_reason(error)) from None

    def _offer(self, van: str, aan: Sequence[str], size: int) -> Mapping[str, Antwoord]:
        options = [f"SIZE={size}"] if self._connection.has_extn("size") else []  # RFC 1870
        code, said = _still_there(*self._connection.mail(van, options))
        if code != _OK:
            return dict.fromkeys(aan, _refusal(code, said))
        refused = {}
        for email in aan:
            code, said = _still_there(*self._connection.rcpt(email))
            if code not in {_OK, _FORWARDS}:
                refused[email] = _refusal(code, said)
        if len(refused) == len(aan):
            self._connection.rset()
        return refused

    def deliver(self, bericht: bytes) -> Antwoord:
        """Hand in the message for the addresses that were taken; return what the server says.

        Where the connection breaks while it gets the message, or gives no answer that means
        something, nobody knows. A server that closes (421) did not take it: it comes again later,
        and the next message finds the connection gone.
        """
        try:
            code, said = self._connection.docmd("DATA")
            if code != _SEND_IT:
                return _refusal(code, said)
        except (smtplib.SMTPException, OSError) as error:
            return Antwoord(Stap.UITGESTELD, _reason(error))
        try:
            self._connection.send(_as_data(bericht))
            code, said = self._connection.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return Antwoord(Stap.ONZEKER, _reason(error))
        if code == _OK:
            return Antwoord(Stap.BEZORGD)
        known = code >= _LATER
        return _refusal(code, said) if known else Antwoord(Stap.ONZEKER, "een vreemd antwoord")


def _still_there(code: int, said: bytes) -> tuple[int, bytes]:
    """Return the reply to a command; raises SMTPServerDisconnected when the server hangs up."""
    if code == _CLOSING or code < 0:
        raise smtplib.SMTPServerDisconnected(_said(said))
    return code, said


def _refusal(code: int, said: bytes) -> Antwoord:
    """Return a refusal for good (5xx), or for now (RFC 5321, 4.2.1)."""
    stap = Stap.GEWEIGERD if code >= _REFUSED else Stap.UITGESTELD
    return Antwoord(stap, f"{code} {_said(said)}".strip())


def _as_data(bericht: bytes) -> bytes:
    """Return a message as DATA wants it: CRLF, no point at the start of a line (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", bericht)
    ended = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"


def _reason(error: Exception) -> str:
    """Return in Dutch why there was no answer; what a server said stays as it is."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_said(error.smtp_error)}".strip()
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "geen antwoord binnen de wachttijd"
    return next((why for kind, why in _WHY if isinstance(error, kind)), "een storing")


def _said(answer: bytes | str) -> str:
    """Return what a server said as one line of visible text."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_MAX_REASON]
