"""Mail that is too large, a login in the wrong place, and words that want to be headers."""

import email
import email.policy
import hashlib
import re
import ssl
from email.message import EmailMessage
from pathlib import Path

import keyring
import pytest
import trustme
from keyring.backend import KeyringBackend
from keyring.credentials import Credential, SimpleCredential

from ..postkantoor import Postkantoor, open_postkantoor  # noqa: TID252 - lies with all tests
from .conftest import Regietafel
from .mailwerkmap import ASSEN, EMMEN, MEETING, MEPPEL, delivery, meeting, sent, set_mail

STUK = "verslag-inspiratiebijeenkomst.pdf"


def read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def names(message: EmailMessage) -> list[str]:
    return [str(part.get_filename()) for part in message.iter_attachments()]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def grow(werkmap: Path, size: int) -> bytes:
    """Make a received document larger: what comes after its end is no part of a PDF."""
    path = meeting(werkmap) / "bijlagen" / STUK
    path.write_bytes(path.read_bytes() + b"%" * size)
    return path.read_bytes()


# ---------------------------------------------------------------------- how large


def test_large_mail_is_a_warning_and_too_large_is_refused(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    set_mail(tafel, server="127.0.0.1", tls="geen", poort=kantoor.poort, waarschuw_mb=1, grens_mb=2)
    grow(tafel, 900_000)
    large = regietafel("mail", MEETING, "agenda", cwd=tafel)
    assert (large.code, "[mail-groot]" in large.err) == (0, True)
    grow(tafel, 900_000)
    refused = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert refused.code == 1
    assert "regietafel.yaml:" in refused.err
    assert "[mail-te-groot] mail: De stukken zijn samen 2,1 MB" in refused.err
    assert kantoor.ontvangen == []
    assert sent(tafel) == []


def test_documents_over_the_limit_become_links_with_their_hash(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    set_mail(
        tafel, server="127.0.0.1", tls="geen", poort=kantoor.poort, waarschuw_mb=1, grens_mb=1,
        link="https://stukken.provincie.example/tafels/",
    )  # fmt: skip
    content = grow(tafel, 1_100_000)
    looked = regietafel("mail", MEETING, "agenda", cwd=tafel)
    name = "5b. Verslag inspiratiebijeenkomst 25 april 2024 en prognoses.pdf"
    link = f"https://stukken.provincie.example/tafels/{MEETING}/{name.replace(' ', '%20')}"
    assert f"zet dit neer op {link}" in looked.out
    folder = meeting(tafel) / "uit" / "Mail agenda PRT Drenthe 17 juli 2024"
    assert (folder / name).read_bytes() == content
    assert regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel).code == 0
    message = read(kantoor.ontvangen[0].inhoud)
    assert names(message) == []
    assert link in text_of(message)
    assert f"SHA-256: {hashlib.sha256(content).hexdigest()}" in text_of(message)
    kept = meeting(tafel) / "verzonden" / "001-agenda"
    assert (kept / name).read_bytes() == content
    assert f"link: {link}" in (kept / "zending.yaml").read_text()


# ---------------------------------------------------------------------- who logs in


class Sleutelbos(KeyringBackend):
    """A store with one login, as the system's own would have it."""

    priority = 1

    def get_password(self, service: str, _username: str) -> str | None:
        return "geheim" if service == "regietafel 127.0.0.1" else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError

    def get_credential(self, service: str, username: str | None) -> Credential | None:
        known = self.get_password(service, username or "")
        return SimpleCredential("piet", known) if known else None


def test_a_login_comes_from_the_environment_for_the_server_that_it_names(
    regietafel: Regietafel, tafel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGIETAFEL_MAIL_GEBRUIKER", "piet")
    monkeypatch.setenv("REGIETAFEL_MAIL_WACHTWOORD", "geheim")
    with open_postkantoor(login=True) as kantoor:
        kantoor.gebruikers["piet"] = "geheim"
        set_mail(tafel, server="127.0.0.1", tls="geen", poort=kantoor.poort)
        monkeypatch.setenv("REGIETAFEL_MAIL_SERVER", "smtp.provincie.example")
        other = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
        assert "Uw inlognaam is voor 'smtp.provincie.example'" in other.err
        assert kantoor.ingelogd == []
        monkeypatch.setenv("REGIETAFEL_MAIL_SERVER", "127.0.0.1")
        assert regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel).code == 0
        assert set(kantoor.ingelogd) == {"piet"}
        monkeypatch.setenv("REGIETAFEL_MAIL_WACHTWOORD", "fout")
        wrong = regietafel("mail", MEETING, "herinnering", "--opnieuw", "--verstuur", cwd=tafel)
        assert "weigert de gebruikersnaam of het wachtwoord" in wrong.err
        assert "fout" not in wrong.err.partition("(")[0]


def test_a_login_comes_from_the_store_of_the_system(regietafel: Regietafel, tafel: Path) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Sleutelbos())  # type: ignore[no-untyped-call]
    try:
        with open_postkantoor(login=True) as kantoor:
            kantoor.gebruikers["piet"] = "geheim"
            set_mail(tafel, server="127.0.0.1", tls="geen", poort=kantoor.poort)
            assert regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel).code == 0
            assert set(kantoor.ingelogd) == {"piet"}
    finally:
        keyring.set_keyring(before)


def test_a_server_elsewhere_needs_a_login_and_a_secured_line(
    regietafel: Regietafel, tafel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_mail(tafel, server="smtp.provincie.example")
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert "Er is geen inlognaam voor smtp.provincie.example" in result.err
    set_mail(tafel, server="smtp.provincie.example", tls="geen")
    for name in ("SERVER", "GEBRUIKER", "WACHTWOORD"):
        monkeypatch.setenv(f"REGIETAFEL_MAIL_{name}", "smtp.provincie.example")
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert "geen mail zonder beveiliging" in result.err
    assert sent(tafel) == []


def test_without_a_server_the_draft_is_what_there_is(regietafel: Regietafel, tafel: Path) -> None:
    set_mail(tafel, wachttijd=5)
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert "Er is geen mailserver; zet in regietafel.yaml" in result.err
    assert regietafel("mail", MEETING, "herinnering", cwd=tafel).code == 0


@pytest.mark.parametrize("key", ["wachtwoord", "password", "Wachtwoord"])
def test_a_password_in_a_file_is_a_finding_and_nothing_is_sent(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor, key: str
) -> None:
    set_mail(tafel, server="127.0.0.1", tls="geen", poort=kantoor.poort, **{key: "geheim123"})
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert result.code == 1
    assert f"fout [wachtwoord-in-bestand] mail.{key}:" in result.err
    assert "geheim123" not in result.err
    assert kantoor.ontvangen == []


def test_mail_goes_over_tls_with_a_certificate_of_your_own(
    regietafel: Regietafel, tafel: Path
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tafel / "uitgever.pem"))
    with open_postkantoor(starttls=context) as kantoor:
        set_mail(tafel, server="localhost", poort=kantoor.poort, certificaat="uitgever.pem")
        assert regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel).code == 0
        assert len(kantoor.ontvangen) == 3
        set_mail(tafel, server="localhost", poort=kantoor.poort)
        unknown = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
        assert "Het certificaat van localhost klopt niet" in unknown.err
        for path in ("../elders.pem", "weg.pem"):
            set_mail(tafel, server="localhost", poort=kantoor.poort, certificaat=path)
            absent = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
            assert f"Het certificaat '{path}' is er niet" in absent.err
        assert len(kantoor.ontvangen) == 3


def test_another_sender_keeps_the_secretariat_for_replies(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    set_mail(
        tafel, server="127.0.0.1", tls="geen", poort=kantoor.poort, afzender="noreply@mail.example"
    )
    assert regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel).code == 0
    message = read(kantoor.ontvangen[0].inhoud)
    assert kantoor.ontvangen[0].van == "noreply@mail.example"
    assert "noreply@mail.example" in str(message["From"])
    assert "regietafel@drenthe.example" in str(message["Reply-To"])


# ---------------------------------------------------------------------- hostile words


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    "naam",
    [
        r'"Jan\r\nBcc: dief@elders.example"',
        r'"Jan\nX-Kwaad: ja\n\n<script>alert(1)</script>"',
        r'"Jan \"de baas\" <dief@elders.example>, de Vries"',
        r'"Jan\u2028Bcc: dief@elders.example"',
        "'Ägidius, Gjë Çelik-Öztürk; \"x\"'",
    ],
)
def test_a_name_is_a_name_and_brings_nobody_else_in(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor, naam: str
) -> None:
    path = tafel / "meetings" / "prt-drenthe" / "tafel.yaml"
    replace_in(path, "  - lid: assen\n", f"  - lid: assen\n    naam: {naam}\n")
    for kind in ("herinnering", "uitnodiging"):
        result = regietafel("mail", MEETING, kind, "--verstuur", cwd=tafel)
        breaks = "\\r" in naam or "\\n" in naam or "\\u2028" in naam
        assert ("[regeleinde-in-naam] leden[1].naam" in result.err) == breaks
    assert kantoor.adressen() == sorted([ASSEN, EMMEN, MEPPEL] * 2)
    for post in kantoor.ontvangen:
        message = read(post.inhoud)
        assert message["Bcc"] is message["X-Kwaad"] is None
        assert [a.addr_spec for a in message["To"].addresses] == [*post.aan]
        html = message.get_body(("html",))
        assert html is not None
        assert "<script" not in html.get_content()


def test_a_title_is_a_title_in_subject_and_file_names(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    path = meeting(tafel) / "vergadering.yaml"
    table = tafel / "meetings" / "prt-drenthe" / "tafel.yaml"
    replace_in(
        path,
        "Verslag inspiratiebijeenkomst 25 april 2024 en prognoses",
        r'''"Súdwest/../\r\nBcc: dief@elders.example; x, \"y\" – é.pdf"''',
    )
    replace_in(table, "kort: PRT Drenthe", r'kort: "PRT Drenthe\r\nBcc: dief@elders.example"')
    result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert result.err.count("[regeleinde-in-naam]") == 2
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL], result.err
    message = read(kantoor.ontvangen[0].inhoud)
    assert message["Bcc"] is None
    assert "\n" not in str(message["Subject"])
    assert all(re.fullmatch(r"[A-Za-z0-9 ._()-]+", name) for name in names(message))
    assert any(name.startswith("5b. Sudwest") for name in names(message))


def test_an_address_that_is_none_is_a_finding_and_the_rest_goes(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    path = tafel / "meetings" / "prt-drenthe" / "tafel.yaml"
    replace_in(path, ASSEN, "jörg@assen.example")
    replace_in(path, MEPPEL, EMMEN.upper())
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert result.code == 0
    assert "[email-onbruikbaar]" in result.err
    assert "[email-dubbel] leden[3].email: 'meppel' heeft hetzelfde adres als 'emmen'" in result.err
    assert kantoor.adressen() == [EMMEN]


def test_a_domain_with_accents_goes_as_servers_know_it(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    path = tafel / "meetings" / "prt-drenthe" / "tafel.yaml"
    replace_in(path, ASSEN, "info@súdwest.example")
    assert regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel).code == 0
    assert "info@xn--sdwest-pya.example" in kantoor.adressen()
    assert ("bezorgd", "info@súdwest.example") in delivery(tafel, "001-herinnering")


def test_an_address_of_the_secretariat_that_cannot_send_is_named(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    path = tafel / "meetings" / "prt-drenthe" / "tafel.yaml"
    replace_in(path, "regietafel@drenthe.example", "jörg@drenthe.example")
    for more in ((), ("--verstuur",), ("--vastleggen",)):
        result = regietafel("mail", MEETING, "herinnering", *more, cwd=tafel)
        assert result.code == 1
        assert "'jörg@drenthe.example' is geen bruikbaar e-mailadres" in result.err
    assert kantoor.ontvangen == []


def test_a_member_without_address_is_named(regietafel: Regietafel, tafel: Path) -> None:
    path = tafel / "meetings" / "prt-drenthe" / "tafel.yaml"
    replace_in(path, f"    email: {ASSEN}\n", "")
    result = regietafel("mail", MEETING, "herinnering", cwd=tafel)
    assert "[lid-zonder-email] leden[1]: 'assen' heeft geen e-mailadres" in result.err


def test_a_record_that_names_a_file_elsewhere_sends_nothing(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden[EMMEN] = "450 later"
    regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    place = meeting(tafel) / "verzonden" / "001-agenda"
    path = place / "0. Agenda PRT Drenthe 17 juli 2024.pdf"
    path.unlink()
    path.symlink_to(tafel / "regietafel.yaml")
    kantoor.antwoorden.clear()
    before = len(kantoor.ontvangen)
    result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert (result.code, "[verzonden-veranderd]" in result.err) == (1, True)
    assert len(kantoor.ontvangen) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("ansichtkaart",), "Onbekende soort mail 'ansichtkaart'"),
        (("agenda", "--alsnog", ASSEN), "--alsnog hoort bij --verstuur"),
        (("agenda", "--verstuur", "--vastleggen"), "--verstuur en --vastleggen gaan niet samen"),
        (("agenda", "--verstuur", "--json"), "--json en --verstuur gaan niet samen"),
        (("agenda", "--verstuur", "--alsnog", ASSEN, "--vastleggen"), "--alsnog en --vastleggen"),
        (("agenda", "--aangekomen", ASSEN, "--verstuur"), "gaan niet samen"),
        (("agenda", "--aangekomen", ASSEN, "--opnieuw"), "de opdracht zonder --opnieuw."),
        (
            ("agenda", "--verstuur", "--alsnog", ASSEN, "--aan", "assen"),
            "de opdracht zonder --aan.",
        ),
        (("agenda", "--aan", "piet"), "'piet' is geen lid dat deze mail kan krijgen"),
        (("agenda", "--verstuur", "--alsnog", "x@y.example"), "onzeker is of werd geweigerd"),
        (("nazending",), "nog geen agenda verstuurd"),
        (("verslag",), "is nog geen verslag.yaml"),
    ],
)
def test_what_cannot_be_is_said(
    regietafel: Regietafel, tafel: Path, options: tuple[str, ...], said: str
) -> None:
    result = regietafel("mail", MEETING, *options, cwd=tafel)
    assert result.code == 1
    assert said in result.err


def test_a_template_of_your_own_is_used_and_a_wrong_one_is_named(
    regietafel: Regietafel, tafel: Path
) -> None:
    folder = tafel / "templates" / "mail-herinnering"
    folder.mkdir(parents=True)
    (folder / "mail.txt").write_text("Dag {{ aan }}, komt u {{ datum }}?\n")
    regietafel("mail", MEETING, "herinnering", "--aan", "assen", cwd=tafel)
    stem = meeting(tafel) / "uit" / "Mail herinnering PRT Drenthe 17 juli 2024"
    assert (
        stem.with_suffix(".txt").read_text() == "Dag burgemeester, komt u woensdag 17 juli 2024?\n"
    )
    (folder / "mail.txt").write_bytes(b"caf\xe9")
    coded = regietafel("mail", MEETING, "herinnering", cwd=tafel)
    assert "is niet als UTF-8 opgeslagen" in coded.err
    (folder / "mail.txt").write_text("{{ feitne }}")
    result = regietafel("mail", MEETING, "herinnering", cwd=tafel)
    assert "Van sjabloon mail-herinnering/mail.txt is niets te maken" in result.err


def test_the_templates_of_a_mail_are_fetched_once(regietafel: Regietafel, tafel: Path) -> None:
    assert regietafel("sjablonen", "exporteer", "mail-agenda", cwd=tafel).code == 0
    own = tafel / "templates" / "mail-agenda" / "mail.txt"
    own.write_text("Dag {{ aan }}.\n")
    again = regietafel("sjablonen", "exporteer", "mail-agenda", cwd=tafel)
    assert "bestaat al en is niet veranderd" in again.err
    assert own.read_text() == "Dag {{ aan }}.\n"


def test_what_all_mails_share_is_changed_in_one_place(regietafel: Regietafel, tafel: Path) -> None:
    assert regietafel("sjablonen", "exporteer", "_mail", cwd=tafel).code == 0
    frame = tafel / "templates" / "_mail" / "kader.txt"
    frame.write_text(frame.read_text().replace("Met vriendelijke groet,", "Hartelijke groet,"))
    for soort in ("agenda", "herinnering"):
        assert regietafel("mail", MEETING, soort, cwd=tafel).code == 0
        mail = meeting(tafel) / "uit" / f"Mail {soort} PRT Drenthe 17 juli 2024.txt"
        assert "Hartelijke groet," in mail.read_text()
    frame.write_text("{% include '_mail/stukken.txt' %}")
    wrong = regietafel("mail", MEETING, "agenda", cwd=tafel)
    assert "Van sjabloon _mail/kader.txt, regel 1 is niets te maken" in wrong.err
