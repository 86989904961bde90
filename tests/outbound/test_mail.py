"""A mail draft says what it was given, to whom it was given, and nothing else."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regietafel.dutch import mailnaam
from regietafel.outbound.kalender import compose_verzoek
from regietafel.outbound.mail import (
    AdresError,
    Kalenderdeel,
    Mailadres,
    Mailbericht,
    Mailbijlage,
    Verzending,
    compose_bericht,
    compose_concept,
    with_attachments,
)

from ..conftest import Postlezer  # noqa: TID252 - lies with all tests
from .conftest import JULI

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


# ---------------------------------------------------------------------- a message to send

VERZENDING = Verzending("prt/2024-07-17/agenda/jansen", datetime(2024, 7, 13, 9, 30, tzinfo=UTC))
PDF = Mailbijlage("4b. Voorstelmemo Drentse puzzel.pdf", b"%PDF-1.7\n\x00\xff" * 99)
LEEG = Mailbijlage("leeg.docx", b"")


def shape(message: EmailMessage) -> object:
    if not message.is_multipart():
        return message.get_content_type()
    parts = [shape(p) for p in message.iter_parts() if isinstance(p, EmailMessage)]
    return (message.get_content_type(), parts)


def calendar_of(message: EmailMessage) -> EmailMessage:
    found = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    assert isinstance(found[0], EmailMessage)
    return found[0]


def test_a_message_to_send_has_a_date_and_an_identity_and_is_no_draft() -> None:
    content = compose_bericht(bericht(), VERZENDING)
    assert sorted(headers(content)) == [
        "Content-Language", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject",
        "To",
    ]  # fmt: skip
    message = read(content)
    assert message["Date"] == "Sat, 13 Jul 2024 09:30:00 +0000"
    assert str(message["Message-ID"]).endswith("@provincie.example>")


def test_an_identity_is_the_same_for_the_same_mailing_and_person() -> None:
    first, again = (compose_bericht(bericht(), VERZENDING) for _ in range(2))
    other = compose_bericht(bericht(), replace(VERZENDING, kenmerk="een ander"))
    assert first == again
    assert read(first)["Message-ID"] != read(other)["Message-ID"]


def test_replies_go_to_somebody_else_where_that_is_asked() -> None:
    content = compose_bericht(
        bericht(), replace(VERZENDING, antwoord=Mailadres("B, c", "b@c.example"))
    )
    (address,) = read(content)["Reply-To"].addresses
    assert (address.display_name, address.addr_spec) == ("B, c", "b@c.example")


def test_a_calendar_message_comes_last_without_a_file_name_and_byte_by_byte() -> None:
    ics = compose_verzoek(JULI)
    invited = replace(VERZENDING, kalender=Kalenderdeel("REQUEST", ics))
    message = read(with_attachments(compose_bericht(bericht(), invited), [PDF]))
    inner = ("multipart/alternative", ["text/plain", "text/html", "text/calendar"])
    assert shape(message) == ("multipart/mixed", [inner, "application/pdf"])
    part_ = calendar_of(message)
    assert dict(part_["Content-Type"].params) == {"method": "REQUEST", "charset": "UTF-8"}
    assert part_["Content-Disposition"] is None
    assert part_.get_payload(decode=True) == ics


def test_attachments_are_added_and_the_headers_stay_letter_by_letter() -> None:
    naam = "Ägidius van den Überlichten-Straßenmeijer, waarnemend burgemeester, gemeente Súdwest"
    before = compose_bericht(bericht(naam, onderwerp="é" * 90), VERZENDING)
    after = with_attachments(before, [PDF, LEEG])
    lines = before.partition(b"\r\n\r\n")[0].split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith((b"content-", b" boundary"))]
    assert all(line in after for line in kept)
    assert names(read(after)) == [(naam, "jansen@stad.example")]
    files = [(p.get_filename(), p.get_content()) for p in read(after).iter_attachments()]
    assert files == [(PDF.naam, PDF.inhoud), (LEEG.naam, LEEG.inhoud)]
    assert with_attachments(before, []) == before


def test_a_blind_copy_stands_in_a_draft_and_never_in_a_message() -> None:
    blind = replace(bericht(), bcc=(Mailadres("Geheim, G.", "geheim@stad.example"),))
    assert [a.addr_spec for a in read(compose_concept(blind))["Bcc"].addresses] == [
        "geheim@stad.example"
    ]
    assert b"geheim" not in compose_bericht(blind, VERZENDING).lower()


@pytest.mark.parametrize(
    ("naam", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.ICS", "application/ics"),
        ("a.html", "application/octet-stream"),
        ("a.eml", "application/octet-stream"),
        ("zonder", "application/octet-stream"),
    ],
)
def test_an_attachment_is_a_file_that_nothing_shows_by_itself(naam: str, kind: str) -> None:
    message = read(compose_concept(bericht(), [Mailbijlage(naam, b"<script>")]))
    (attachment,) = message.iter_attachments()
    assert attachment.get_content_type() == kind
    assert attachment.get_filename() == naam


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (
            "4b. Voorstelmemo Súdwest-Fryslân – 'concept'",
            "4b. Voorstelmemo Sudwest-Fryslan - concept",
        ),
        ("../../etc/passwd", "etc passwd"),
        ('a"b\r\nc: d', "a b c d"),
        ("文件", "stuk"),
        ("\u202efdp.exe", "fdp.exe"),
        ("x" * 300, "x" * 120),
    ],
)
def test_a_file_name_in_a_mail_is_ascii(title: str, name: str) -> None:
    assert mailnaam(title) == name


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.binary(max_size=400))
def test_any_words_make_a_message_with_these_headers_only(
    naam: str, onderwerp: str, inhoud: bytes
) -> None:
    content = with_attachments(
        compose_bericht(bericht(naam, onderwerp), VERZENDING),
        [Mailbijlage(f"{mailnaam(naam)}.pdf", inhoud)],
    )
    plain = with_attachments(compose_bericht(bericht(), VERZENDING), [PDF])
    assert sorted(headers(content)) == sorted(headers(plain))
    message = read(content)
    assert not message.defects
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == inhoud


# ---------------------------------------------------------------------- as another reads it


def test_postal_mime_reads_a_draft(postal_mime: Postlezer) -> None:
    ics = Mailbijlage("Uitnodiging PRT.ics", compose_verzoek(JULI))
    blind = replace(bericht("Gjë Çelik, burgemeester"), bcc=(Mailadres("", "b@c.example"),))
    found = postal_mime(compose_concept(blind, [PDF, ics]))
    assert found["aan"] == [["Gjë Çelik, burgemeester", "jansen@stad.example"]]
    assert found["bcc"] == ["b@c.example"]
    assert (str(found["tekst"]).strip(), found["kenmerk"]) == ("Dag.", None)
    assert found["delen"] == [
        [PDF.naam, "application/pdf", None, len(PDF.inhoud)],
        [ics.naam, "application/ics", None, len(ics.inhoud.replace(b"\r\n", b"\n"))],
    ]


def test_postal_mime_reads_an_invitation(postal_mime: Postlezer) -> None:
    ics = compose_verzoek(JULI)
    invited = replace(VERZENDING, kalender=Kalenderdeel("REQUEST", ics))
    content = with_attachments(compose_bericht(bericht(onderwerp="Súdwest: “ja”"), invited), [PDF])
    found = postal_mime(content)
    assert found["onderwerp"] == "Súdwest: “ja”"
    assert str(found["html"]).startswith("<p>Dag.</p>")
    assert found["delen"] == [
        [None, "text/calendar", "REQUEST", len(ics.replace(b"\r\n", b"\n"))],
        [PDF.naam, "application/pdf", None, len(PDF.inhoud)],
    ]
