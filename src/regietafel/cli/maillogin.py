"""Where mail is handed in, and who logs in there: from the environment or the system's own store.

A password in a workspace would travel with it. And a workspace of somebody else could name a server of
theirs: so a login from the environment is for the server that the environment names.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from regietafel.cli.terminal import Refusal
from regietafel.dossier.workspace import Werkmap, stays_inside
from regietafel.model.instellingen import Mail
from regietafel.outbound.versturen import Postserver, is_here

SERVER, GEBRUIKER, WACHTWOORD = (
    "REGIETAFEL_MAIL_SERVER",
    "REGIETAFEL_MAIL_GEBRUIKER",
    "REGIETAFEL_MAIL_WACHTWOORD",
)
SLEUTELBOS = "regietafel"
"""With the server: the name of the entry in the store, such as ``regietafel smtp.provincie.nl``."""


@dataclass(frozen=True)
class Login:
    """Who logs in; nobody when both are empty."""

    gebruiker: str = ""
    wachtwoord: str = field(default="", repr=False)


def post_server(werkmap: Werkmap, mail: Mail, afzender: str) -> Postserver:
    """Return the server of the settings with the login of the user; a Refusal when one lacks."""
    if mail.server is None:
        raise Refusal(
            "Er is geen mailserver; zet in regietafel.yaml onder mail een server, of verstuur het "
            "concept zelf en leg dat vast met --vastleggen."
        )
    login = _login(mail.server)
    if not login.gebruiker and not is_here(mail.server):
        raise Refusal(
            f"Er is geen inlognaam voor {mail.server}; zet {SERVER}, {GEBRUIKER} en {WACHTWOORD} in "
            "de omgeving, of bewaar ze in de sleutelbos."
        )
    return Postserver(
        naam=mail.server,
        poort=mail.serverpoort,
        beveiliging=mail.tls,
        wachttijd=float(mail.wachttijd),
        onder=afzender.rpartition("@")[2].encode("idna").decode("ascii"),
        certificaat=_certificate(werkmap, mail),
        gebruiker=login.gebruiker,
        wachtwoord=login.wachtwoord,
    )


def _certificate(werkmap: Werkmap, mail: Mail) -> Path | None:
    if mail.certificaat is None:
        return None
    path = werkmap.root / mail.certificaat
    if not stays_inside(werkmap.root, path) or not path.is_file():
        raise Refusal(
            f"Het certificaat '{mail.certificaat}' is er niet; zet het in de werkmap en noem het bij mail."
        )
    return path


def _login(server: str) -> Login:
    user = os.environ.get(GEBRUIKER, "")
    if not user:
        return _stored(server)
    meant = os.environ.get(SERVER, "")
    if meant.casefold() != server.casefold():
        raise Refusal(
            f"Uw inlognaam is voor '{meant}' ({SERVER}), en deze werkmap verstuurt met '{server}'; "
            "klopt die server, verander dan de omgeving. Er is niets verstuurd."
        )
    return Login(user, os.environ.get(WACHTWOORD, ""))


def _stored(server: str) -> Login:
    """Return the login that the store of the system has for a server; nobody without a store."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return Login()
    try:
        found = keyring.get_credential(f"{SLEUTELBOS} {server}", None)
    except KeyringError:
        return Login()
    return Login(found.username, found.password) if found else Login()
