"""A mail draft says what it was given, to whom it was given, and nothing else."""

import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regietafel.outbound.mail import AdresError, Mailadres, Mailbericht, compose_concept

VAN = Mailadres("Secretariaat PRT", "secretariaat@provincie.example")


def bericht(
    naam: str = "Jansen",
    onderwerp: str = "Herinnering",
    tekst: str = "Dag.\n",
    html: str = "<p>Dag.</p>\n",
    adres: str = "jansen@stad.example",
) -> Mailbericht:
    return Mailbericht(VAN, (Mailadres(naam, adres),), onderwerp, tekst, html)


def read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert isinstance(body, EmailMessage)
    return str(body.get_content()).replace("\r\n", "\n")


def names(message: EmailMessage) -> list[tuple[str, str]]:
    return [(a.display_name, a.addr_spec) for a in message["To"].addresses]


def headers(content: bytes) -> list[str]:
    head = content.partition(b"\r\n\r\n")[0].decode("ascii")
    return [line.partition(":")[0] for line in head.split("\r\n") if line[:1] not in " \t"]


def test_a_draft_has_what_outlook_needs_to_send_it_and_no_date_or_identity() -> None:
    content = compose_concept(bericht())
    assert sorted(headers(content)) == [
        "Content-Language", "Content-Type", "From", "MIME-Version", "Subject", "To", "X-Unsent",
    ]  # fmt: skip
    assert read(content)["X-Unsent"] == "1"


def test_text_and_html_come_back_as_they_were_and_html_comes_last() -> None:
    tekst = "Geachte é, “Oekraïne” = 50 % …\n.\nFrom hier\n \n"
    html = "<p>Geachte é, <b>“x”</b> = 50 %</p>\n"
    message = read(compose_concept(bericht(tekst=tekst, html=html)))
    assert [p.get_content_type() for p in message.iter_parts()] == ["text/plain", "text/html"]
    assert part(message, "plain") == tekst
    assert part(message, "html") == html


@pytest.mark.parametrize(
    ("naam", "shown"),
    [
        ("Jansen, J.\r\nBcc: x@y.example", "Jansen, J. Bcc: x@y.example"),
        ("Jansen\nSubject: anders", "Jansen Subject: anders"),
        ("Jansen\u2028To: x@y.example", "Jansen To: x@y.example"),
        ('Jan "de baas" <x@y.example>', 'Jan "de baas" <x@y.example>'),
        ("Gjë Çelik-Öztürk, burgemeester", "Gjë Çelik-Öztürk, burgemeester"),
        ("Jan\u202ednevref", "Jan dnevref"),
        ("", ""),
    ],
)
def test_a_name_is_one_name_whatever_is_in_it(naam: str, shown: str) -> None:
    content = compose_concept(bericht(naam))
    assert names(read(content)) == [(shown, "jansen@stad.example")]
    assert headers(content).count("To") == 1
    assert "Bcc" not in headers(content)


def test_a_long_foreign_name_is_folded_without_a_second_address() -> None:
    naam = "Ägidius van den Überlichten-Straßenmeijer, waarnemend burgemeester, gemeente Súdwest"
    content = compose_concept(bericht(naam))
    assert names(read(content)) == [(naam, "jansen@stad.example")]
    assert max(map(len, content.split(b"\r\n"))) <= 78


def test_a_subject_stays_on_its_line() -> None:
    content = compose_concept(bericht(onderwerp="Actie é\r\nBcc: x@y.example"))
    assert read(content)["Subject"] == "Actie é Bcc: x@y.example"
    assert "Bcc" not in headers(content)


def test_no_line_is_longer_than_a_mail_server_takes() -> None:
    long = "a" * 5000 + " é " + "b" * 5000
    content = compose_concept(bericht(onderwerp=long, tekst=long, html=f"<p>{long}</p>"))
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert part(read(content), "plain").rstrip("\n") == long


@pytest.mark.parametrize(
    "adres", ["jörg@stad.example", "a(b@stad.example", "a\x00b@stad.example", "a:b@stad.example",
              "a@.example", "a\\@stad.example", f"a@{'x' * 70}.example"],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused_by_name(adres: str) -> None:
    with pytest.raises(AdresError, match="geen bruikbaar e-mailadres"):
        compose_concept(bericht(adres=adres))


def test_a_domain_with_accents_becomes_what_mail_servers_know() -> None:
    message = read(compose_concept(bericht(adres="info@súdwest.example")))
    ((_, address),) = names(message)
    assert address.isascii()
    local, _, domain = address.partition("@")
    assert (local, domain.encode().decode("idna")) == ("info", "súdwest.example")


def test_the_same_message_gives_the_same_bytes() -> None:
    assert compose_concept(bericht()) == compose_concept(bericht())


def test_several_people_stand_in_one_header() -> None:
    more = Mailbericht(
        VAN, (Mailadres("A, B", "a@b.example"), Mailadres("", "c@d.example")), "x", "y", "z"
    )
    content = compose_concept(more)
    assert names(read(content)) == [("A, B", "a@b.example"), ("", "c@d.example")]
    assert headers(content).count("To") == 1


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=400))
def test_any_text_makes_a_draft_with_these_headers_only(
    naam: str, onderwerp: str, tekst: str
) -> None:
    content = compose_concept(bericht(naam, onderwerp, tekst, tekst))
    assert sorted(headers(content)) == sorted(headers(compose_concept(bericht())))
    message = read(content)
    assert not message.defects
    assert [a.addr_spec for a in message["To"].addresses] == ["jansen@stad.example"]
    assert [p.get_content_type() for p in message.iter_parts()] == ["text/plain", "text/html"]
