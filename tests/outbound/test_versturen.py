"""A mail server says per address what became of a message, and what it does not say is doubt."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import trustme

from regietafel.model.zending import Stap
from regietafel.outbound.versturen import (
    Antwoord,
    Beveiliging,
    GeenServerError,
    Postserver,
    VerbrokenError,
    connected,
)

from ..postkantoor import Postkantoor, open_postkantoor  # noqa: TID252 - lies with all tests

VAN = "secretariaat@provincie.example"
A, B = "a@assen.example", "b@emmen.example"
BERICHT = b"Subject: x\r\n\r\n.begint met een punt\r\n..twee\nlos\rregeleinde"
ONTVANGEN = b"Subject: x\r\n\r\n.begint met een punt\r\n..twee\r\nlos\r\nregeleinde\r\n"


@pytest.fixture
def kantoor() -> Iterator[Postkantoor]:
    with open_postkantoor() as kantoor:
        yield kantoor


def server(kantoor: Postkantoor, wachttijd: float = 10) -> Postserver:
    return Postserver("127.0.0.1", kantoor.poort, "geen", wachttijd, "provincie.example")


def send(kantoor: Postkantoor, *aan: str) -> dict[str, Antwoord]:
    patience = 0.5 if "zwijg" in kantoor.op.values() else 10
    with connected(server(kantoor, patience)) as postbode:
        refused = dict(postbode.offer(VAN, aan, len(BERICHT)))
        taken = [email for email in aan if email not in refused]
        return refused | dict.fromkeys(
            taken, postbode.deliver(BERICHT) if taken else Antwoord(Stap.BEGIN)
        )


def test_a_message_arrives_letter_by_letter_with_one_kind_of_line_end(kantoor: Postkantoor) -> None:
    assert send(kantoor, A, B) == dict.fromkeys((A, B), Antwoord(Stap.BEZORGD))
    (post,) = kantoor.ontvangen
    assert (post.van, post.aan, post.inhoud) == (VAN, (A, B), ONTVANGEN)


def test_one_address_refused_does_not_stop_the_other(kantoor: Postkantoor) -> None:
    kantoor.antwoorden[A] = "550 5.1.1 onbekend"
    assert send(kantoor, A, B) == {
        A: Antwoord(Stap.GEWEIGERD, "550 5.1.1 onbekend"),
        B: Antwoord(Stap.BEZORGD),
    }
    assert kantoor.adressen() == [B]


def test_a_refusal_for_now_is_told_from_one_for_good(kantoor: Postkantoor) -> None:
    kantoor.antwoorden[A] = "450 vol"
    assert send(kantoor, A)[A] == Antwoord(Stap.UITGESTELD, "450 vol")


def test_after_all_addresses_were_refused_the_next_message_goes(kantoor: Postkantoor) -> None:
    kantoor.antwoorden[A] = "550 nee"
    with connected(server(kantoor)) as postbode:
        assert set(postbode.offer(VAN, [A], 10)) == {A}
        assert postbode.offer(VAN, [B], 10) == {}
        assert postbode.deliver(BERICHT) == Antwoord(Stap.BEZORGD)
    assert kantoor.adressen() == [B]


@pytest.mark.parametrize(
    ("said", "stap"), [("550 te groot", Stap.GEWEIGERD), ("451 later", Stap.UITGESTELD)]
)
def test_a_sender_that_is_refused_is_told_for_each_address(
    kantoor: Postkantoor, said: str, stap: Stap
) -> None:
    kantoor.antwoorden["mail"] = said
    assert send(kantoor, A, B) == dict.fromkeys((A, B), Antwoord(stap, said))


@pytest.mark.parametrize(
    ("said", "stap"),
    [
        ("554 spam", Stap.GEWEIGERD),
        ("452 schijf vol", Stap.UITGESTELD),
        ("421 4.3.2 ik ga dicht", Stap.UITGESTELD),
    ],
)
def test_a_message_that_is_refused_as_a_whole_is_not_delivered(
    kantoor: Postkantoor, said: str, stap: Stap
) -> None:
    kantoor.antwoorden["data"] = said
    assert send(kantoor, A) == {A: Antwoord(stap, said)}


@pytest.mark.parametrize("step", ["mail", "rcpt"])
@pytest.mark.parametrize("how", ["hang op", "zwijg", "421 ik ga dicht"])
def test_a_break_before_the_message_leaves_nothing_behind(
    kantoor: Postkantoor, step: str, how: str
) -> None:
    kantoor.op[step] = how
    kantoor.zwijgtijd = 0.8
    with pytest.raises(VerbrokenError):
        send(kantoor, A)
    assert kantoor.ontvangen == []


@pytest.mark.parametrize(
    ("how", "reason"),
    [("hang op", "de verbinding werd verbroken"), ("zwijg", "geen antwoord binnen de wachttijd")],
)
def test_no_answer_after_the_message_is_doubt(kantoor: Postkantoor, how: str, reason: str) -> None:
    kantoor.op["data"] = how
    kantoor.zwijgtijd = 0.8
    assert send(kantoor, A) == {A: Antwoord(Stap.ONZEKER, reason)}
    assert kantoor.adressen() == [A]


@pytest.mark.parametrize("said", ["hallo", "252 misschien"])
def test_an_answer_to_the_message_that_means_nothing_is_doubt(
    kantoor: Postkantoor, said: str
) -> None:
    kantoor.antwoorden["data"] = said
    assert send(kantoor, A) == {A: Antwoord(Stap.ONZEKER, "een vreemd antwoord")}


def test_a_server_that_hangs_up_on_the_word_data_got_nothing(kantoor: Postkantoor) -> None:
    with connected(server(kantoor)) as postbode:
        assert postbode.offer(VAN, [A], 10) == {}
        sock = postbode._connection.sock  # noqa: SLF001 - the line is cut here
        assert sock is not None
        sock.shutdown(socket.SHUT_RDWR)
        assert postbode.deliver(BERICHT).stap is Stap.UITGESTELD


def test_a_server_that_is_not_there_is_named(kantoor: Postkantoor) -> None:
    absent = replace(server(kantoor), poort=1)
    with (
        pytest.raises(GeenServerError, match=r"127\.0\.0\.1, poort 1, komt geen verbinding"),
        connected(absent),
    ):
        pass


def test_mail_goes_unprotected_to_this_machine_only(kantoor: Postkantoor) -> None:
    with (
        pytest.raises(GeenServerError, match="geen mail zonder beveiliging"),
        connected(replace(server(kantoor), naam="mail.provincie.example")),
    ):
        pass
    with connected(replace(server(kantoor), naam="localhost")) as postbode:
        assert postbode.offer(VAN, [A], 10) == {}


# ---------------------------------------------------------------------- TLS and login


@dataclass(frozen=True)
class Papieren:
    """An authority of our own, as a file, and what a server shows."""

    gezag: Path
    context: ssl.SSLContext


@pytest.fixture(scope="module")
def papieren(tmp_path_factory: pytest.TempPathFactory) -> Papieren:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    path = tmp_path_factory.mktemp("gezag") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return Papieren(path, context)


def post_office(
    kind: Beveiliging, papieren: Papieren, *, login: bool = False
) -> AbstractContextManager[Postkantoor]:
    if kind == "direct":
        return open_postkantoor(direct=papieren.context, login=login)
    return open_postkantoor(starttls=papieren.context, login=login)


@pytest.mark.parametrize("kind", ["starttls", "direct"])
def test_mail_goes_over_tls_with_a_login(papieren: Papieren, kind: Beveiliging) -> None:
    with post_office(kind, papieren, login=True) as kantoor:
        kantoor.gebruikers["piet"] = "geheim"
        secured = Postserver(
            "localhost",
            kantoor.poort,
            kind,
            10,
            "provincie.example",
            papieren.gezag,
            "piet",
            "geheim",
        )
        with connected(secured) as postbode:
            assert postbode.offer(VAN, [A], 10) == {}
            assert postbode.deliver(BERICHT) == Antwoord(Stap.BEZORGD)
        assert kantoor.adressen() == [A]
        assert kantoor.ingelogd == ["piet"]
        wrong = replace(secured, wachtwoord="fout")
        with (
            pytest.raises(GeenServerError, match="weigert de gebruikersnaam of het wachtwoord"),
            connected(wrong),
        ):
            pass


@pytest.mark.parametrize("kind", ["starttls", "direct"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    papieren: Papieren, kind: Beveiliging
) -> None:
    with post_office(kind, papieren) as kantoor:
        unknown = Postserver("localhost", kantoor.poort, kind, 10, "provincie.example")
        with (
            pytest.raises(GeenServerError, match="certificaat van localhost klopt niet"),
            connected(unknown),
        ):
            pass
        other = replace(unknown, naam="127.0.0.1", certificaat=papieren.gezag)
        with (
            pytest.raises(GeenServerError, match=r"certificaat van 127\.0\.0\.1"),
            connected(other),
        ):
            pass


def test_a_server_without_tls_gets_no_mail_when_tls_is_asked(kantoor: Postkantoor) -> None:
    plain = replace(server(kantoor), beveiliging="starttls")
    with pytest.raises(GeenServerError, match="kan dit niet: STARTTLS"), connected(plain):
        pass


def test_a_login_where_none_is_asked_or_with_odd_signs_is_named(kantoor: Postkantoor) -> None:
    named = replace(server(kantoor), gebruiker="piet", wachtwoord="x")
    with pytest.raises(GeenServerError, match="kan dit niet: inloggen"), connected(named):
        pass
    with open_postkantoor(login=True) as other:
        odd = replace(named, poort=other.poort, wachtwoord="geheim é")
        with pytest.raises(GeenServerError, match="zonder accenten"), connected(odd):
            pass


def test_an_authority_that_cannot_be_read_is_named(kantoor: Postkantoor, tmp_path: Path) -> None:
    wrong = replace(server(kantoor), certificaat=tmp_path / "ca.pem")
    with pytest.raises(GeenServerError, match="komt geen verbinding"), connected(wrong):
        pass


def test_a_password_is_in_no_text_of_the_server_settings(kantoor: Postkantoor) -> None:
    assert "geheim" not in repr(replace(server(kantoor), wachtwoord="geheim"))
