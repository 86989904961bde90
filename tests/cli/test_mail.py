"""The mails about a meeting: looked at, sent over a real server, and nobody gets one twice."""

import email
import email.policy
import json
import re
from email.message import EmailMessage
from pathlib import Path

from ..conftest import Postlezer  # noqa: TID252 - lies with all tests
from ..postkantoor import Postkantoor  # noqa: TID252 - lies with all tests
from .conftest import Regietafel
from .mailwerkmap import ASSEN, EMMEN, LEDEN, MEETING, MEPPEL, delivery, meeting, sent, set_mail


def read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def shape(message: EmailMessage) -> object:
    """Return the types of a message's parts, as they lie in one another."""
    if not message.is_multipart():
        return message.get_content_type()
    parts = [shape(part) for part in message.iter_parts() if isinstance(part, EmailMessage)]
    return (message.get_content_type(), parts)


def calendar_of(content: bytes) -> bytes:
    """Return the calendar message in a mail."""
    parts = (
        p
        for p in read(content).walk()
        if p.get_content_type() in {"text/calendar", "application/ics"}
    )
    found = next(parts).get_payload(decode=True)
    assert isinstance(found, bytes)
    return found


BODY = ("multipart/alternative", ["text/plain", "text/html"])
INVITE = ("multipart/alternative", ["text/plain", "text/html", "text/calendar"])


# ---------------------------------------------------------------------- looking


def test_without_more_it_is_told_who_gets_what_and_nothing_is_sent(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    result = regietafel("mail", MEETING, "agenda", cwd=tafel)
    assert result.code == 0, result.err
    lines = result.out.splitlines()
    assert [line.split("\t")[1] for line in lines[1:4]] == [ASSEN, EMMEN, MEPPEL]
    assert re.search(r"^4b\. Voorstelmemo .*\.pdf \(\d+ kB\)$", result.out, re.MULTILINE)
    assert "Er is niets verstuurd." in result.err
    assert kantoor.ontvangen == []
    assert not (meeting(tafel) / "verzonden").exists()


def test_with_a_fault_in_the_documents_there_is_no_draft_to_send_by_mistake(
    regietafel: Regietafel, tafel: Path
) -> None:
    next((meeting(tafel) / "bijlagen").glob("*.pdf")).unlink()
    result = regietafel("mail", MEETING, "agenda", cwd=tafel)
    assert result.code == 1
    assert "Er is geen concept gemaakt" in result.err
    assert list((meeting(tafel) / "uit").glob("Mail*")) == []
    old = meeting(tafel) / "uit" / "Mail agenda PRT Drenthe 17 juli 2024.eml"
    old.parent.mkdir(exist_ok=True)
    old.touch()
    assert "[uit-verouderd] Dit concept" in regietafel("mail", MEETING, "agenda", cwd=tafel).err


def test_a_mail_that_nobody_needs_says_so(regietafel: Regietafel, tafel: Path) -> None:
    path = meeting(tafel) / "vergadering.yaml"
    answers = "".join(f"  - {{lid: {lid}, komst: aanwezig}}\n" for lid in LEDEN)
    path.write_text(f"{path.read_text()}\naanwezigheid:\n{answers}")
    result = regietafel("mail", MEETING, "herinnering", cwd=tafel)
    assert (result.code, result.out) == (0, "Niemand hoeft deze mail nog te krijgen.\n"), result.err


def test_the_draft_goes_to_all_unseen_with_the_documents_under_their_names(
    regietafel: Regietafel, tafel: Path
) -> None:
    regietafel("mail", MEETING, "agenda", "--toelichting", "Let op: zaal 2.", cwd=tafel)
    stem = "Mail agenda PRT Drenthe 17 juli 2024"
    message = read((meeting(tafel) / "uit" / f"{stem}.eml").read_bytes())
    assert message["X-Unsent"] == "1"
    assert message["Message-ID"] is message["Date"] is None
    assert message["To"].addresses[0].addr_spec == "regietafel@drenthe.example"
    assert [a.addr_spec for a in message["Bcc"].addresses] == [ASSEN, EMMEN, MEPPEL]
    names = [part.get_filename() for part in message.iter_attachments()]
    assert [name.split()[0] for name in names if name] == ["0.", "2.", "4b.", "5b."]
    assert all(name and name.isascii() for name in names)
    assert "Let op: zaal 2." in (meeting(tafel) / "uit" / f"{stem}.txt").read_text()
    assert "Let op: zaal 2." in (meeting(tafel) / "uit" / f"{stem}.html").read_text()
    assert regietafel("maak", MEETING, "agenda", cwd=tafel).err.count("uit-verouderd") == 0


def test_the_draft_of_an_invitation_has_its_calendar_as_a_file(
    regietafel: Regietafel, tafel: Path
) -> None:
    assert regietafel("mail", MEETING, "uitnodiging", cwd=tafel).code == 0
    path = meeting(tafel) / "uit" / "Mail Uitnodiging PRT Drenthe 17 juli 2024.eml"
    message = read(path.read_bytes())
    assert shape(message) == ("multipart/mixed", [BODY, "application/ics"])


def test_who_sends_the_draft_by_hand_sends_the_invitation_that_is_written_down(
    regietafel: Regietafel, tafel: Path
) -> None:
    regietafel("mail", MEETING, "uitnodiging", cwd=tafel)
    path = meeting(tafel) / "uit" / "Mail Uitnodiging PRT Drenthe 17 juli 2024.eml"
    sent_by_hand = calendar_of(path.read_bytes())
    assert regietafel("mail", MEETING, "uitnodiging", "--vastleggen", cwd=tafel).code == 0
    kept = meeting(tafel) / "verzonden" / "001-uitnodiging" / "berichten" / "01-allen.eml"
    assert calendar_of(kept.read_bytes()) == sent_by_hand
    regietafel("uitnodiging", MEETING, cwd=tafel)
    own = meeting(tafel) / "uit" / "Uitnodiging PRT Drenthe 17 juli 2024.ics"
    assert own.read_bytes() == sent_by_hand


def test_a_version_that_was_made_and_not_mailed_still_reaches_everybody(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    path, table = meeting(tafel) / "vergadering.yaml", tafel / "meetings/prt-drenthe/tafel.yaml"
    path.write_text(path.read_text().replace("einde: 13:30", "einde: 14:00"))
    table.write_text(
        table.read_text()
        .replace("- lid: emmen", "- lid: borger")
        .replace(EMMEN, "b@borger.example")
    )
    regietafel("uitnodiging", MEETING, cwd=tafel)
    table.write_text(
        table.read_text()
        .replace("- lid: meppel", "- lid: noord")
        .replace(MEPPEL, "n@noord.example")
    )
    regietafel("uitnodiging", MEETING, cwd=tafel)
    kantoor.ontvangen.clear()
    assert regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel).code == 0
    methods = {
        post.aan[0]: calendar_of(post.inhoud).split(b"METHOD:")[1].split()[0]
        for post in kantoor.ontvangen
    }
    assert methods == {
        ASSEN: b"REQUEST", "b@borger.example": b"REQUEST", "n@noord.example": b"REQUEST",
        EMMEN: b"CANCEL", MEPPEL: b"CANCEL",
    }  # fmt: skip
    again = regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    assert (again.code, len(kantoor.ontvangen)) == (0, 5)
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", "--opnieuw", cwd=tafel)
    assert len(kantoor.ontvangen) > 7


def test_who_had_a_reservation_is_invited_and_hears_that_the_time_is_another(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("uitnodiging", MEETING, "--voorlopig", cwd=tafel)
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    record = meeting(tafel) / "verzonden" / "001-uitnodiging" / "zending.yaml"
    subject = "Reservering PRT Drenthe 17 juli 2024"
    assert subject in record.read_text()
    record.write_text(record.read_text().replace(subject, "Houd u deze dag vrij?"))
    path = meeting(tafel) / "vergadering.yaml"
    path.write_text(path.read_text().replace("einde: 13:30", "einde: 14:00"))
    confirmed = regietafel("uitnodiging", MEETING, "--bevestig", cwd=tafel).out
    assert "de reservering is bevestigd, met een andere tijd of plaats;" in confirmed
    kantoor.ontvangen.clear()
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    message = kantoor.ontvangen[0].inhoud
    assert read(message)["Subject"] == "Uitnodiging PRT Drenthe 17 juli 2024"
    assert "Let op: de tijd is anders dan in onze eerdere mail." in words_of(message)
    assert "Let op: de tijd is anders" in str(read(message).get_body(("html",)))


def test_who_was_invited_hears_what_is_another_than_before(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    path = meeting(tafel) / "vergadering.yaml"
    changed = path.read_text().replace("einde: 13:30", "einde: 14:00")
    path.write_text(re.sub(r"(?m)^plaats: .*$", "plaats: Gemeentehuis Assen", changed))
    kantoor.ontvangen.clear()
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    text = words_of(kantoor.ontvangen[0].inhoud)
    assert "Let op: de tijd en de plaats zijn anders dan in onze eerdere mail." in text
    path.write_text(path.read_text().replace("We bespreken", "Wij bespreken"))
    kantoor.ontvangen.clear()
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    assert "Let op" not in words_of(kantoor.ontvangen[0].inhoud)


def test_another_agenda_page_for_who_came_late_takes_the_nazending_from_nobody(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    for lid in ("assen", "emmen"):
        regietafel("mail", MEETING, "agenda", "--aan", lid, "--verstuur", cwd=tafel)
        path = meeting(tafel) / "vergadering.yaml"
        path.write_text(path.read_text().replace("einde: 13:30", "einde: 14:00"))
    late = meeting(tafel) / "bijlagen" / "verslag-inspiratiebijeenkomst.pdf"
    late.write_bytes(late.read_bytes() + b"\n")
    kantoor.ontvangen.clear()
    result = regietafel("mail", MEETING, "nazending", "--verstuur", cwd=tafel)
    assert result.code == 0, result.err
    got = {post.aan[0]: attached(post.inhoud) for post in kantoor.ontvangen}
    assert got == {ASSEN: [NEW, WHOLE], EMMEN: [NEW, WHOLE], MEPPEL: [WHOLE]}


def test_what_is_open_is_named_until_it_matters_no_more(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    (meeting(tafel) / "verslag.yaml").write_text("punten: []\n")
    kantoor.antwoorden[EMMEN] = "550 unknown"
    for kind in ("herinnering", "verslag"):
        regietafel("mail", MEETING, kind, "--verstuur", cwd=tafel)
    found = regietafel("controleer", MEETING, cwd=tafel).err
    assert found.count("waarschuwing [mail-geweigerd]") == 1  # the meeting was; its list matters
    assert "002-verslag/bezorging.txt" in found
    table = tafel / "meetings/prt-drenthe/tafel.yaml"
    table.write_text(table.read_text().replace(EMMEN, "b@emmen.example"))
    assert "[mail-geweigerd]" not in regietafel("controleer", MEETING, cwd=tafel).err


def test_an_invitation_that_was_cut_off_goes_on_as_it_is_now(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden[EMMEN] = "450 later"
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    kantoor.antwoorden.clear()
    path = meeting(tafel) / "vergadering.yaml"
    path.write_text(path.read_text().replace("einde: 13:30", "einde: 14:00"))
    result = regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    assert result.out == "002-uitnodiging: 3 bezorgd.\n", result.err
    (only,) = [calendar_of(post.inhoud) for post in kantoor.ontvangen if post.aan == (EMMEN,)]
    assert b"T140000" in only
    again = regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    assert (again.code, len(kantoor.ontvangen)) == (0, 5)


def test_an_invitation_that_was_cut_off_does_not_go_on_after_a_cancellation(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden[EMMEN] = "450 later"
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    kantoor.antwoorden.clear()
    kantoor.ontvangen.clear()
    regietafel("uitnodiging", MEETING, "--annuleer", cwd=tafel)
    result = regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    assert "is geannuleerd" in result.err
    assert kantoor.ontvangen == []


def test_other_programs_can_read_the_list(regietafel: Regietafel, tafel: Path) -> None:
    result = regietafel("mail", MEETING, "verslag", "--json", cwd=tafel)
    assert "is nog geen verslag.yaml" in result.err
    rows = json.loads(regietafel("mail", MEETING, "herinnering", "--json", cwd=tafel).out)
    assert [(row["adres"], row["stukken"]) for row in rows] == [
        (e, []) for e in (ASSEN, EMMEN, MEPPEL)
    ]


def test_a_reminder_goes_to_those_alone_who_did_not_answer(
    regietafel: Regietafel, tafel: Path
) -> None:
    path = meeting(tafel) / "vergadering.yaml"
    path.write_text(f"{path.read_text()}\naanwezigheid:\n  - lid: assen\n    komst: aanwezig\n")
    out = regietafel("mail", MEETING, "herinnering", cwd=tafel).out
    assert ASSEN not in out
    assert EMMEN in out


# ---------------------------------------------------------------------- sending


def test_each_member_gets_a_message_of_their_own(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert (result.code, result.out) == (0, "001-agenda: 3 bezorgd.\n"), result.err
    assert [post.aan for post in kantoor.ontvangen] == [(ASSEN,), (EMMEN,), (MEPPEL,)]
    message = read(kantoor.ontvangen[0].inhoud)
    assert message["To"].addresses[0].addr_spec == ASSEN
    assert message["X-Unsent"] is message["Bcc"] is None
    assert shape(message) == ("multipart/mixed", [BODY, *["application/pdf"] * 4])
    identities = {read(post.inhoud)["Message-ID"] for post in kantoor.ontvangen}
    assert len(identities) == 3
    assert all(str(one).endswith("@drenthe.example>") for one in identities)


def test_what_went_out_was_written_down_letter_by_letter(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    place = meeting(tafel) / "verzonden" / "001-agenda"
    message = read(kantoor.ontvangen[0].inhoud)
    for part in message.iter_attachments():
        assert (place / str(part.get_filename())).read_bytes() == part.get_content()
    kept = read((place / "berichten" / "01-assen.eml").read_bytes())
    assert [kept[name] for name in ("To", "Subject", "Message-ID", "Date")] == [
        message[name] for name in ("To", "Subject", "Message-ID", "Date")
    ]
    assert delivery(tafel, "001-agenda") == [
        (stap, email) for email in (ASSEN, EMMEN, MEPPEL) for stap in ("begin", "bezorgd")
    ]
    text = (place / "zending.yaml").read_text()
    assert "nummer: 4b" in text
    assert "soort: agenda" in text


def test_with_bcc_one_message_goes_to_all_and_names_nobody(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    assert (
        regietafel("mail", MEETING, "agenda", "--bundel", "--bcc", "--verstuur", cwd=tafel).code
        == 0
    )
    (post,) = kantoor.ontvangen
    assert post.aan == (ASSEN, EMMEN, MEPPEL)
    assert all(email.encode() not in post.inhoud for email in (ASSEN, EMMEN, MEPPEL))
    message = read(post.inhoud)
    assert [p.get_filename() for p in message.iter_attachments()] == [
        "Vergaderstukken PRT Drenthe 17 juli 2024.pdf"
    ]


def test_an_invitation_goes_as_outlook_and_gmail_take_it(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    assert regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel).code == 0
    message = read(kantoor.ontvangen[0].inhoud)
    assert shape(message) == INVITE
    calendar = list(message.iter_parts())[-1]
    assert isinstance(calendar, EmailMessage)
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar["Content-Type"].params["charset"] == "UTF-8"
    assert calendar["Content-Disposition"] is None
    content = calendar.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert b"METHOD:REQUEST\r\n" in content
    assert (meeting(tafel) / "uitnodiging.yaml").exists()
    again = regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    assert (again.code, len(kantoor.ontvangen)) == (0, 3)
    assert "[mail-al-verstuurd]" in again.err


def test_who_joins_gets_an_invitation_alone_and_who_leaves_a_cancellation(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    path = tafel / "meetings" / "prt-drenthe" / "tafel.yaml"
    path.write_text(
        path.read_text()
        .replace("lid: assen", "lid: hoogeveen")
        .replace(ASSEN, "nieuw@hoogeveen.example")
    )
    kantoor.ontvangen.clear()
    result = regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    assert result.code == 0, result.err
    by_address = {post.aan[0]: read(post.inhoud) for post in kantoor.ontvangen}
    assert b"METHOD:CANCEL" in by_address[ASSEN].as_bytes() or 'method="CANCEL"' in str(
        by_address[ASSEN]
    )
    assert by_address[ASSEN]["Subject"] == "U bent afgemeld: PRT Drenthe 17 juli 2024"
    farewell = words_of(next(p.inhoud for p in kantoor.ontvangen if p.aan[0] == ASSEN))
    assert farewell.startswith("Geachte burgemeester,\n\nUw uitnodiging voor de vergadering")
    assert "Bij deze mail zit de afzegging voor uw agenda." in farewell
    assert (
        by_address["nieuw@hoogeveen.example"]["Subject"] == "Uitnodiging PRT Drenthe 17 juli 2024"
    )


def test_a_cancelled_meeting_is_cancelled_in_every_calendar(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("mail", MEETING, "uitnodiging", "--verstuur", cwd=tafel)
    path = meeting(tafel) / "vergadering.yaml"
    path.write_text(f"{path.read_text()}\ndoorgang: geannuleerd\nreden: te weinig punten\n")
    assert "is geannuleerd" in regietafel("mail", MEETING, "agenda", cwd=tafel).err
    kantoor.ontvangen.clear()
    assert regietafel("mail", MEETING, "annulering", "--verstuur", cwd=tafel).code == 0
    message = read(kantoor.ontvangen[0].inhoud)
    assert message["Subject"] == "Vervallen: PRT Drenthe 17 juli 2024"
    assert len(kantoor.ontvangen) == 3
    body = message.get_body(("plain",))
    assert body is not None
    assert "gaat niet door. Te weinig punten." in body.get_content()


def test_a_meeting_that_nobody_was_invited_for_is_cancelled_by_plain_mail(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    assert "gaat door" in regietafel("mail", MEETING, "annulering", cwd=tafel).err
    path = meeting(tafel) / "vergadering.yaml"
    path.write_text(f"{path.read_text()}\ndoorgang: geannuleerd\n")
    assert regietafel("mail", MEETING, "annulering", "--verstuur", cwd=tafel).code == 0
    assert [shape(read(post.inhoud)) for post in kantoor.ontvangen] == [BODY] * 3
    assert "uw agenda" not in words_of(kantoor.ontvangen[0].inhoud)


# ---------------------------------------------------------------------- not twice


def test_the_same_mail_goes_out_once(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    for _ in range(2):
        result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
        assert result.code == 0
    assert "niemand krijgt hem nog eens" in result.err
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]
    assert regietafel("mail", MEETING, "agenda", "--verstuur", "--opnieuw", cwd=tafel).code == 0
    assert len(kantoor.ontvangen) == 6
    assert "Gewijzigd: agenda en stukken" in str(read(kantoor.ontvangen[-1].inhoud)["Subject"])
    assert sent(tafel) == ["001-agenda", "002-agenda"]


def test_who_joins_later_gets_what_the_others_have(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("mail", MEETING, "agenda", "--aan", "assen", "--verstuur", cwd=tafel)
    result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert "1 van de leden" in result.err
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]


def test_a_second_agenda_with_other_documents_has_to_be_asked_for(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    path = meeting(tafel) / "bijlagen" / "verslag-inspiratiebijeenkomst.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert result.code == 1
    assert "Verstuur een nazending, of gebruik --opnieuw" in result.err
    assert len(kantoor.ontvangen) == 3


def test_what_the_secretariat_sent_itself_is_written_down_and_goes_no_more(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("mail", MEETING, "agenda", cwd=tafel)
    result = regietafel("mail", MEETING, "agenda", "--vastleggen", cwd=tafel)
    assert (result.code, "vastgelegd voor 3 ontvangers" in result.out) == (0, True), result.err
    text = (meeting(tafel) / "verzonden" / "001-agenda" / "zending.yaml").read_text()
    assert "zelf_verstuurd: ja" in text
    assert (
        "niemand krijgt hem nog eens"
        in regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel).err
    )
    twice = regietafel("mail", MEETING, "agenda", "--vastleggen", cwd=tafel)
    assert (twice.code, twice.out, "niemand krijgt hem" in twice.err) == (0, "", True)
    assert (kantoor.ontvangen, sent(tafel)) == ([], ["001-agenda"])


# ---------------------------------------------------------------------- what a server refuses


def test_one_refusal_does_not_stop_the_rest(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden[ASSEN] = "550 5.1.1 onbekend adres"
    result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert (result.code, result.out) == (1, "001-agenda: 2 bezorgd, 1 geweigerd.\n")
    assert (
        f"[mail-geweigerd] De mailserver weigert {ASSEN} (550 5.1.1 onbekend adres)" in result.err
    )
    assert kantoor.adressen() == [EMMEN, MEPPEL]
    kantoor.antwoorden.clear()
    still = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert (still.code, "[mail-geweigerd]" in still.err) == (1, True)
    assert kantoor.adressen() == [EMMEN, MEPPEL]
    done = regietafel("mail", MEETING, "agenda", "--verstuur", "--alsnog", ASSEN, cwd=tafel)
    assert (done.code, done.out) == (0, "001-agenda: 3 bezorgd.\n")
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]


def test_all_refused_is_told_for_each(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden["mail"] = "550 deze afzender niet"
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert (result.code, result.out) == (1, "001-herinnering: 3 geweigerd.\n")
    assert result.err.count("[mail-geweigerd]") == 3


def test_what_is_refused_for_now_goes_with_the_next_run(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden[EMMEN] = "450 postvak vol"
    first = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert (first.code, first.out) == (0, "001-agenda: 2 bezorgd, 1 nog niet verstuurd.\n")
    assert "[mail-niet-verstuurd]" in first.err
    looked = regietafel("mail", MEETING, "agenda", cwd=tafel)
    assert "001-agenda is nog niet helemaal verstuurd" in looked.out
    refused = regietafel("mail", MEETING, "agenda", "--vastleggen", cwd=tafel)
    assert "ga daar eerst mee verder" in refused.err
    kantoor.antwoorden.clear()
    second = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert second.out == "001-agenda: 3 bezorgd.\n"
    assert "Verder met 001-agenda: nog 1 van 3." in second.err
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]


def test_a_server_that_falls_silent_after_the_message_leaves_doubt_and_is_left_alone(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    set_mail(tafel, server="127.0.0.1", tls="geen", poort=kantoor.poort, wachttijd=1)
    kantoor.op["data"], kantoor.zwijgtijd = "zwijg", 1.5
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert result.code == 1
    assert result.out == "001-herinnering: 1 nog niet verstuurd, 2 onzeker.\n"
    assert "Het versturen is gestopt: geen antwoord binnen de wachttijd." in result.err
    assert result.err.count("[mail-onzeker]") == 2
    kantoor.op.clear()
    regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]


def test_a_server_that_hangs_up_gets_the_rest_in_a_new_connection(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.op["rcpt"] = "hang op"
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert (result.code, result.out) == (1, "001-herinnering: 3 nog niet verstuurd.\n")
    kantoor.op.clear()
    assert regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel).code == 0
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]


def test_a_server_that_closes_after_the_message_has_refused_it_and_gets_it_with_the_next_run(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.op["data"], kantoor.pas_bij = "zeg op", 2
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert (result.code, result.out) == (0, "001-herinnering: 1 bezorgd, 2 nog niet verstuurd.\n")
    assert f"{EMMEN} heeft de mail nog niet (421 4.3.2 closing)" in result.err
    assert "Lezen of schrijven" not in result.err
    assert ("uitgesteld", EMMEN) in delivery(tafel, "001-herinnering")
    kantoor.op.clear()
    after = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert (after.code, after.out) == (0, "001-herinnering: 3 bezorgd.\n")
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]


def test_a_server_that_says_421_and_stays_gets_the_rest_at_once(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden["data"] = "421 4.3.2 closing"
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert (result.code, result.out) == (0, "001-herinnering: 3 nog niet verstuurd.\n")


def test_an_answer_to_the_message_that_means_nothing_leaves_doubt(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden["data"] = "hallo"
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert result.code == 1
    assert result.out == "001-herinnering: 1 nog niet verstuurd, 2 onzeker.\n"


def test_a_server_that_goes_away_leaves_the_rest_for_later(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.op["rcpt"], kantoor.pas_bij = "ga dicht", 2
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert (result.code, result.out) == (
        1,
        "001-herinnering: 1 bezorgd, 2 nog niet verstuurd.\n",
    )
    assert "komt geen verbinding tot stand (de verbinding wordt geweigerd)" in result.err
    assert kantoor.adressen() == [ASSEN]


def test_a_server_that_is_not_there_leaves_nothing_written(
    regietafel: Regietafel, tafel: Path
) -> None:
    path = tafel / "regietafel.yaml"
    path.write_text(re.sub(r"poort: \d+", "poort: 1", path.read_text()))
    result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert result.code == 1
    assert "Er is niets verstuurd." in result.err
    assert sent(tafel) == []


def test_a_mailing_of_which_a_file_changed_goes_no_further(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden[EMMEN] = "450 later"
    regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    (meeting(tafel) / "verzonden" / "001-agenda" / "berichten" / "02-emmen.eml").write_bytes(b"x")
    kantoor.antwoorden.clear()
    result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert result.code == 1
    assert "[verzonden-veranderd]" in result.err
    assert kantoor.adressen() == [ASSEN, MEPPEL]


# ---------------------------------------------------------------------- what comes later


def attached(post_content: bytes) -> list[str]:
    return [str(part.get_filename()) for part in read(post_content).iter_attachments()]


def words_of(post_content: bytes) -> str:
    body = read(post_content).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


LRT = "lrt/2024-09-26"
WHOLE = "Vergaderstukken PRT Drenthe 17 juli 2024.pdf"
NEW = "Nazending PRT Drenthe 17 juli 2024.pdf"


def test_a_nazending_brings_what_is_new_and_everything_to_who_had_nothing(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    for lid in ("assen", "emmen"):
        regietafel("mail", MEETING, "agenda", "--aan", lid, "--verstuur", cwd=tafel)
    nothing = regietafel("mail", MEETING, "nazending", "--verstuur", cwd=tafel)
    assert "Er is niets nieuws sinds de vorige mail" in nothing.err
    kantoor.ontvangen.clear()
    path = meeting(tafel) / "bijlagen" / "verslag-inspiratiebijeenkomst.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    looked = regietafel("mail", MEETING, "nazending", cwd=tafel)
    assert "Mail nazending PRT Drenthe 17 juli 2024 (volledig).eml" in looked.out, looked.err
    result = regietafel("mail", MEETING, "nazending", "--verstuur", cwd=tafel)
    assert (result.code, result.out) == (0, "003-nazending: 3 bezorgd.\n"), result.err
    got = {post.aan[0]: attached(post.inhoud) for post in kantoor.ontvangen}
    assert got == {ASSEN: [NEW, WHOLE], EMMEN: [NEW, WHOLE], MEPPEL: [WHOLE]}
    told = {post.aan[0]: words_of(post.inhoud) for post in kantoor.ontvangen}
    assert "Hierbij krijgt u een nazending voor" in told[ASSEN]
    assert "- Vervangen: bijlage 5b, Verslag inspiratiebijeenkomst" in told[ASSEN]
    assert "Hierbij krijgt u alle stukken voor" in told[MEPPEL]
    assert "wat u al had" not in told[MEPPEL]
    assert regietafel("maak", MEETING, "agenda", cwd=tafel).err.count("uit-verouderd") == 0


def test_after_an_agenda_that_reached_nobody_there_is_nothing_to_add_to(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden["mail"] = "550 deze afzender niet"
    regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    for command in (("pakket", MEETING, "--nazending"), ("mail", MEETING, "nazending")):
        result = regietafel(*command, cwd=tafel)
        assert (result.code, "gelijk aan deze bundel" in result.out) == (1, False)
        assert "van geen lid is zeker dat die de agenda kreeg" in result.err
    path = meeting(tafel) / "vergadering.yaml"
    path.write_text(path.read_text().replace("agenda:\n", "agenda:\n  - Vooraf\n", 1))
    numbered = regietafel("controleer", MEETING, cwd=tafel).err
    assert "agenda[1]: Punt 8 heeft geen doel" in numbered  # the others keep theirs


def test_a_nazending_that_reached_nobody_is_still_to_be_sent(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    path = meeting(tafel) / "bijlagen" / "verslag-inspiratiebijeenkomst.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    kantoor.antwoorden["mail"] = "550 deze afzender niet"
    regietafel("mail", MEETING, "nazending", "--verstuur", cwd=tafel)
    assert "Vervangen: bijlage 5b" in regietafel("pakket", MEETING, "--nazending", cwd=tafel).out
    kantoor.antwoorden.clear()
    kantoor.ontvangen.clear()
    again = regietafel("mail", MEETING, "nazending", "--verstuur", "--opnieuw", cwd=tafel)
    assert again.code == 0, again.err
    got = {post.aan[0]: attached(post.inhoud) for post in kantoor.ontvangen}
    assert got == {email: [NEW, WHOLE] for email in (ASSEN, EMMEN, MEPPEL)}


def test_a_document_that_was_promised_comes_as_the_promised_nazending(
    regietafel: Regietafel, verhaal: Path
) -> None:
    path = verhaal / "meetings" / "lrt" / "2024-09-26" / "vergadering.yaml"
    whole = path.read_text()
    path.write_text(whole.replace("        bestand: dashboard.pdf\n", "        volgt: ja\n"))
    assert regietafel("mail", LRT, "agenda", "--vastleggen", cwd=verhaal).code == 0
    reason = "        bestand: dashboard.pdf\n        reden: nu met cijfers van het COA\n"
    path.write_text(whole.replace("        bestand: dashboard.pdf\n", reason))
    result = regietafel("mail", LRT, "nazending", cwd=verhaal)
    assert result.code == 0, result.err
    text = (path.parent / "uit" / "Mail nazending LRT 26 september 2024.txt").read_text()
    assert "Hierbij krijgt u de toegezegde nazending voor" in text
    assert "- Nieuw: bijlage II, Dashboard regietafels, stand per 1 september 2024. Nu met" in text


def test_the_list_of_a_nazending_is_data_alone_for_other_programs(
    regietafel: Regietafel, tafel: Path
) -> None:
    regietafel("mail", MEETING, "agenda", "--vastleggen", cwd=tafel)
    path = meeting(tafel) / "bijlagen" / "verslag-inspiratiebijeenkomst.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    rows = json.loads(regietafel("mail", MEETING, "nazending", "--json", cwd=tafel).out)
    assert [row["stukken"] for row in rows] == [[NEW, WHOLE]] * 3


# ---------------------------------------------------------------------- as another program reads it


def test_a_webmail_reads_every_kind_of_mail_with_its_parts(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor, postal_mime: Postlezer
) -> None:
    agenda = meeting(tafel) / "vergadering.yaml"
    pdf, calendar = "application/pdf", "text/calendar"
    expected = {
        "uitnodiging": ([calendar], "Uitnodiging PRT Drenthe 17 juli 2024"),
        "agenda": ([pdf] * 4, "Agenda en stukken PRT Drenthe 17 juli 2024"),
        "nazending": ([pdf] * 2, "Nazending PRT Drenthe 17 juli 2024"),
        "herinnering": ([], "Herinnering: komt u naar PRT Drenthe 17 juli 2024?"),
        "verslag": ([pdf], "Actie- en besluitenlijst PRT Drenthe 17 juli 2024"),
        "annulering": ([calendar], "Vervallen: PRT Drenthe 17 juli 2024"),
    }
    for kind, (types, subject) in expected.items():
        if kind == "nazending":
            path = meeting(tafel) / "bijlagen" / "verslag-inspiratiebijeenkomst.pdf"
            path.write_bytes(path.read_bytes() + b"\n")
        if kind == "verslag":
            (meeting(tafel) / "verslag.yaml").write_text("punten: []\n")
        if kind == "annulering":
            agenda.write_text(f"{agenda.read_text()}\ndoorgang: geannuleerd\n")
        kantoor.ontvangen.clear()
        result = regietafel("mail", MEETING, kind, "--aan", "assen", "--verstuur", cwd=tafel)
        assert kantoor.ontvangen, result.err
        found = postal_mime(kantoor.ontvangen[0].inhoud)
        assert found["onderwerp"] == subject
        assert [part[1] for part in found["delen"]] == types
        assert found["aan"][0][1] == ASSEN
        assert found["tekst"].startswith("Geachte burgemeester,")
        assert "Vertrouwelijk. Alleen voor de leden" in found["html"]
