"""A mail server on this machine that keeps what it gets, and can refuse, wait or hang up."""

import socket
import ssl
import time
from asyncio import WriteTransport
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Haak = Callable[[str], None]


@dataclass(frozen=True)
class Post:
    """A message that the server took: who sent it, for which addresses, and its bytes."""

    van: str
    aan: tuple[str, ...]
    inhoud: bytes


@dataclass
class Postkantoor:
    """The server's answers, to be changed by a test, and what came in.

    ``op`` names a step (``mail``, ``rcpt``, ``data``) and what happens there: ``hang op`` before the
    answer, ``zeg op`` (421, without the message) and then hang up, ``ga dicht`` for good, ``zwijg`` longer than anybody
    waits, ``wacht`` until ``verder`` is set.
    """

    poort: int
    ontvangen: list[Post] = field(default_factory=list)
    antwoorden: dict[str, str] = field(default_factory=dict)
    op: dict[str, str] = field(default_factory=dict)
    gebruikers: dict[str, str] = field(default_factory=dict)
    ingelogd: list[str] = field(default_factory=list)
    bereikt: Event = field(default_factory=Event)
    verder: Event = field(default_factory=Event)
    zwijgtijd: float = 1.5
    geteld: dict[str, int] = field(default_factory=dict)
    pas_bij: int = 1
    sluit: Callable[[], None] = lambda: None

    def adressen(self) -> list[str]:
        """Return every address that mail came in for, as often as it did."""
        return sorted(email for post in self.ontvangen for email in post.aan)

    def wacht_op(self, step: str, number: int) -> None:
        """Let the server wait at a step when it comes for the given time."""
        self.op[step], self.pas_bij = "wacht", number

    def loop_verder(self) -> None:
        """Let the server go on, and wait no more."""
        self.op.clear()
        self.verder.set()

    # ------------------------------------------------- what aiosmtpd calls

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self._answer("mail", server) or self.antwoorden.get("mail", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        said = self._answer("rcpt", server) or self.antwoorden.get(address, "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        said = self.antwoorden.get("data", "250 OK")
        if said.startswith("250"):
            content = envelope.original_content or b""
            self.ontvangen.append(Post(envelope.mail_from or "", (*envelope.rcpt_tos,), content))
        return self._answer("data", server) or said

    def authenticate(self, *request: object) -> AuthResult:
        login = request[-1]
        assert isinstance(login, LoginPassword)
        name, password = login.login.decode(), login.password.decode()
        known = self.gebruikers.get(name) == password
        self.ingelogd += [name] if known else []
        return AuthResult(success=known, handled=known)

    def _answer(self, step: str, server: SMTP) -> str:
        self.geteld[step] = self.geteld.get(step, 0) + 1
        if self.geteld[step] < self.pas_bij:
            return ""
        match self.op.get(step):
            case "ga dicht":
                self.sluit()
                assert isinstance(server.transport, WriteTransport)
                server.transport.abort()
            case "hang op":
                assert isinstance(server.transport, WriteTransport)
                server.transport.abort()
            case "zeg op":
                self.ontvangen.pop()
                assert isinstance(server.transport, WriteTransport)
                server.transport.write(b"421 4.3.2 closing\r\n")
                server.transport.close()
            case "zwijg":
                self.bereikt.set()
                time.sleep(self.zwijgtijd)
            case "wacht":
                self.bereikt.set()
                self.verder.wait(10)
            case None:
                return ""
            case said:
                return said
        return ""


@contextmanager
def open_postkantoor(
    *,
    starttls: ssl.SSLContext | None = None,
    direct: ssl.SSLContext | None = None,
    login: bool = False,
) -> Iterator[Postkantoor]:
    """Give a server on a free port; with ``login`` somebody can log in."""
    kantoor = Postkantoor(_free_port())
    controller = Controller(
        kantoor, hostname="127.0.0.1", port=kantoor.poort, ssl_context=direct, tls_context=starttls,
        require_starttls=starttls is not None, auth_require_tls=False,
        auth_exclude_mechanism=() if login else ("LOGIN", "PLAIN"),
        authenticator=kantoor.authenticate, data_size_limit=40_000_000, ready_timeout=30,
    )  # fmt: skip
    controller.start()
    kantoor.sluit = lambda: controller.server.close() if controller.server else None
    try:
        yield kantoor
    finally:
        kantoor.verder.set()
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
