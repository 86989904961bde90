"""Calendar replies as other people's calendars write them: a file each, with what follows beside it.

``NAAM.verwacht`` says who comes, what is left to judge and what is reported. To add a case, add a
file; ``REGIETAFEL_SCHRIJF=1 pytest tests/importers/test_antwoorden.py`` writes what is said now,
for you to read and judge.
"""

import os
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from regietafel.importers import postvak
from regietafel.importers.antwoorden import Oogst, Vraag, read_antwoorden
from regietafel.importers.kalendertekst import read_afspraken
from regietafel.model.antwoord import NIEMAND, Antwoorden
from regietafel.model.kalender import Genodigde, Uitnodigingsstand
from regietafel.model.opkomst import with_answers, zetels
from regietafel.model.tafel import Lid, Niveau, Secretariaat, Tafel
from regietafel.model.vergadering import Vergadering

FOLDER = Path(__file__).parent / "antwoorden"
CASES = sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".verwacht")

SENT = datetime(2027, 2, 10, 12, tzinfo=UTC)
LEDEN = {
    "assen": "burgemeester@assen.example",
    "coa": "bestuur@coa.example",
    "emmen": "burgemeester@emmen.example",
    "hoogeveen": "jörg@hoogeveen.example",
    "meppel": "burgemeester@meppel.example",
    "westerveld": "burgemeester@westerveld.example",
}
TAFEL = Tafel(
    naam="provinciale regietafel Voorbeeld",
    kort="PRT Voorbeeld",
    nummercode="PRT-VB",
    niveau=Niveau.PROVINCIAAL,
    secretariaat=Secretariaat(naam="Secretariaat", email="secretariaat@provincie.example"),
    leden=tuple(Lid(lid=lid, organisatie=lid, naam=lid, email=mail) for lid, mail in LEDEN.items()),
)
VERGADERING = Vergadering(
    datum=date(2027, 3, 10), begin=time(12, 30), einde=time(13, 30), plaats="Provinciehuis"
)
STAND = Uitnodigingsstand(
    uid="5d1f9a34-7c20-4c52-9d3e-2b8e6f0a1c77@regietafel",
    volgnummer=1,
    antwoord_vanaf=1,
    gemaakt=SENT,
    datum=VERGADERING.datum,
    begin=VERGADERING.begin,
    einde=VERGADERING.einde,
    plaats=VERGADERING.plaats,
    genodigden=(
        *(Genodigde(lid=k, naam=k, email=m, volgnummer=1, gemaakt=SENT) for k, m in LEDEN.items()),
        Genodigde(
            lid="oud",
            naam="Oud",
            email="oud@meppel.example",
            volgnummer=1,
            gemaakt=SENT,
            afgezegd=True,
        ),
    ),
)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
ELDERS = {"andere@regietafel": "prt/2027-06-09"}


def read(*paths: Path, known: Antwoorden = NIEMAND) -> Oogst:
    return read_antwoorden(paths, Vraag(STAND, known, NOW, ELDERS))


def attendance(oogst: Oogst) -> list[str]:
    """Return in words what the answers say of every seat of which something is known."""
    meeting = with_answers(TAFEL, VERGADERING, STAND, oogst.antwoorden)
    lines = []
    for seat in zetels(TAFEL, meeting, STAND, oogst.antwoorden):
        entry, answer = seat.entry, seat.antwoord
        if answer is None:
            continue
        counts = str(entry.komst) if entry else "telt niet mee"
        instead = f", vervangen door {entry.vervanger.naam}" if entry and entry.vervanger else ""
        note = "".join(
            f"; {part}"
            for part in (
                answer.voorstel,
                answer.toelichting,
                f"{answer.begeleiders} begeleiders" if answer.begeleiders else None,
            )
            if part
        )
        lines.append(f"{seat.lid.lid}: {counts}{instead} ({answer.keuze}{note})")
    return lines


def said(oogst: Oogst) -> str:
    lines = attendance(oogst)
    lines += [f"te beoordelen: {d.namens} via {d.van}: {d.reden}" for d in oogst.twijfels]
    lines += [f"{f.severity} [{f.code}] {f.message}" for f in oogst.bevindingen]
    lines += [f"ouder: {oogst.ouder}"] if oogst.ouder else []
    return "\n".join(lines or ["niets"]) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_a_reply_gives_the_attendance_that_is_expected(name: str) -> None:
    expectation = FOLDER / f"{name}.verwacht"
    result = said(read(FOLDER / name))
    if os.environ.get("REGIETAFEL_SCHRIJF"):
        expectation.write_text(result)
    assert result == expectation.read_text()


# --- What came before, and in which order --------------------------------------------------


def test_reading_the_same_reply_again_changes_nothing() -> None:
    first = read(FOLDER / "outlook-komt.eml")
    again = read(FOLDER / "outlook-komt.eml", known=first.antwoorden)
    assert again.antwoorden == first.antwoorden
    assert (again.nieuw, again.ouder) == ((), 0)


@pytest.mark.parametrize("turned", [False, True])
def test_the_newest_answer_counts_whatever_was_read_first(turned: bool) -> None:
    files = [FOLDER / "outlook-komt.eml", FOLDER / "nieuw-en-oud.mbox"]
    first, second = reversed(files) if turned else files
    known = read(first).antwoorden
    result = read(second, known=known)
    assert attendance(result) == ["assen: afwezig (komt niet)"]


def test_an_older_answer_is_counted_as_older() -> None:
    known = read(FOLDER / "nieuw-en-oud.mbox").antwoorden
    assert read(FOLDER / "outlook-komt.eml", known=known).ouder == 1


def test_a_member_who_comes_after_all_needs_no_replacement() -> None:
    known = read(FOLDER / "vervanger-zegt-ja.mbox").antwoorden
    later = (FOLDER / "thunderbird-komt.eml").read_bytes().replace(b"20270218T14", b"20270221T14")
    known_then = read(FOLDER / "vervanger-zegt-ja.mbox", known=known).antwoorden
    assert known_then == known
    assert attendance(read_bytes(later, known)) == ["emmen: aanwezig (komt)"]


def read_bytes(mail: bytes, known: Antwoorden = NIEMAND, suffix: str = ".eml") -> Oogst:
    """Read one message as if it lay in a file; its parts in base64 are taken out."""
    import tempfile

    lines = mail.split(b"--------------0Xq2nlb\r\nContent-Type: application/ics")[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"bericht{suffix}"
        path.write_bytes(lines)
        return read(path, known=known)


def test_a_doubtful_answer_is_listed_once() -> None:
    known = read(FOLDER / "vervalst.eml").antwoorden
    again = read(FOLDER / "vervalst.eml", known=known)
    assert len(again.antwoorden.te_beoordelen) == 1
    assert again.twijfels == ()


def test_a_reply_to_another_meeting_of_the_workspace_says_to_which(tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    text = (FOLDER / "andere-vergadering.ics").read_text()
    path.write_text(text.replace("een-andere-afspraak@elders.example", "andere@regietafel"))
    (finding,) = read(path).bevindingen
    assert "hoort bij prt/2027-06-09" in finding.message


# --- Places where mail lies ------------------------------------------------------------------


def maildir(folder: Path, *names: str) -> Path:
    for place in ("cur", "new", "tmp"):
        (folder / place).mkdir(parents=True)
    for number, name in enumerate(names):
        (folder / "cur" / f"{number}.host:2,S").write_bytes((FOLDER / name).read_bytes())
    return folder


def test_a_maildir_is_read_and_left_as_it_was(tmp_path: Path) -> None:
    box = maildir(tmp_path / "post", "outlook-komt.eml", "gmail-komt-niet.eml", "geen-antwoord.eml")
    before = sorted(box.rglob("*"))
    assert attendance(read(box)) == ["assen: aanwezig (komt)", "meppel: afwezig (komt niet)"]
    assert sorted(box.rglob("*")) == before


def test_a_folder_of_saved_mails_is_read(tmp_path: Path) -> None:
    for name in ("outlook-komt.eml", "nextcloud-komt.ics", "vervanger-zegt-ja.mbox"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    lines = attendance(read(tmp_path))
    assert lines[0] == "assen: aanwezig (komt)"
    assert lines[1].startswith("emmen: aanwezig, vervangen door Wil de Wit")


def test_a_mailbox_of_thousands_of_other_messages_is_quick(tmp_path: Path) -> None:
    import time as clock

    other = (
        b"From x Thu Feb 18 14:00:00 2027\nFrom: a@b.example\nSubject: Nieuws\n"
        b"Content-Type: text/plain\n\n" + b"Een regel van een nieuwsbrief.\n" * 60 + b"\n"
    )
    reply = (FOLDER / "outlook-komt.eml").read_bytes().replace(b"\r\n", b"\n")
    box = tmp_path / "postvak"
    box.write_bytes(
        other * 2_500 + b"From x Thu Feb 18 14:00:00 2027\n" + reply + b"\n" + other * 2_500
    )
    start = clock.perf_counter()
    result = read(box)
    assert attendance(result) == ["assen: aanwezig (komt)"]
    assert result.bevindingen == ()
    assert clock.perf_counter() - start < 10


def test_in_a_mailbox_only_what_concerns_the_meeting_is_said(tmp_path: Path) -> None:
    box = maildir(
        tmp_path / "post", "andere-vergadering.ics", "geen-antwoord.eml", "outlook-winmail.eml"
    )
    assert [finding.code for finding in read(box).bevindingen] == ["antwoord-winmail"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "antwoord-bestand"),
        (b"\x00\x01\x02", "antwoord-bestand"),
        (b"", "antwoord-bestand"),
        (b"BEGIN:VCALENDAR\r\n" + b"X-A:" + b"x" * 300_000, "antwoord-te-groot"),
        (b"BEGIN:VCALENDAR\r\n" + b"X-A:x\r\n" * 5_000, "antwoord-onleesbaar"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * 1_100_000, "antwoord-te-groot"),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "antwoord-onleesbaar"),
        (b"Subject: x\r\n\r\n" + b"x" * 25_000_001, "antwoord-te-groot"),
    ],
)
def test_what_is_no_answer_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "bericht"
    path.write_bytes(content)
    assert [finding.code for finding in read(path).bevindingen] == [code]


def test_a_file_that_is_not_there_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    found = read(tmp_path / "weg.eml", tmp_path).bevindingen
    assert [(one.code, str(one.severity)) for one in found] == [
        ("antwoord-bestand", "fout"),
        ("antwoord-bestand", "waarschuwing"),
    ]


def test_parts_in_parts_without_end_are_a_finding_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "diep.eml"
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(3000)
    )
    path.write_bytes(b"From: a@b.example\r\n" + parts)
    assert [finding.code for finding in read(path).bevindingen] in (
        ["antwoord-onleesbaar"],
        ["antwoord-anders"],
    )


def test_a_huge_reply_inside_a_mail_is_named() -> None:
    mail = (FOLDER / "thunderbird-komt.eml").read_bytes()
    huge = mail.replace(b"BEGIN:VEVENT", b"X-VOL:" + b"x" * 400_000 + b"\r\nBEGIN:VEVENT", 1)
    (finding,) = read_bytes(huge).bevindingen
    assert finding.code == "antwoord-te-groot"


# --- One reply in many spellings ---------------------------------------------------------------

REPLY = (FOLDER / "thunderbird-komt-niet.ics").read_text()


def reply(tmp_path: Path, *changes: tuple[str, str]) -> Oogst:
    """Read the reply of Emmen with some words changed."""
    text = REPLY.replace("\n ", "")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "antwoord.ics"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return read(path)


NO = ["emmen: afwezig (komt niet)"]


@pytest.mark.parametrize(
    "changes",
    [
        [("SEQUENCE:1", "SEQUENCE:veel")],
        [("SEQUENCE:1", "SEQUENCE:99999999999999")],
        [("PARTSTAT=DECLINED", "PARTSTAT=declined")],
        [("SUMMARY:", 'x;y\r\n:leeg\r\nATTENDEE;CN="open:mailto:x@y.nl\r\nSUMMARY:')],
        [("BEGIN:VCALENDAR", "\n\nBEGIN:vcalendar")],
        [("END:VEVENT", "BEGIN:VALARM\r\nUID:anders\r\nEND:VALARM\r\nEND:VEVENT")],
    ],
)
def test_what_calendars_do_wrong_is_read_as_it_was_meant(
    tmp_path: Path, changes: list[tuple[str, str]]
) -> None:
    got = attendance(reply(tmp_path, *changes))
    unknown_version = changes[0][0].startswith("SEQUENCE")
    assert got == (["emmen: telt niet mee (komt niet)"] if unknown_version else NO)


@pytest.mark.parametrize(
    "changes",
    [
        [("DTSTAMP:20270218T140000Z", "DTSTAMP:20270218T140000")],
        [("DTSTAMP:20270218T140000Z", "DTSTAMP:20271318T140000Z")],
        [("DTSTAMP:20270218T140000Z", "DTSTAMP:gisteren")],
        [("DTSTAMP:20270218T140000Z", "DTSTAMP:00010101T000000Z")],
        [("DTSTAMP:20270218T140000Z", "DTSTAMP;TZID=Elders/Nergens:20270218T140000")],
        [("PARTSTAT=DECLINED", "PARTSTAT=DELEGATED")],
        [("PARTSTAT=DECLINED", "PARTSTAT=DELEGATED;DELEGATED-TO=niemand")],
        [("mailto:burgemeester@emmen.example", "mailto:")],
    ],
)
def test_what_can_not_be_meant_is_left_to_a_person(
    tmp_path: Path, changes: list[tuple[str, str]]
) -> None:
    result = reply(tmp_path, *changes)
    assert [str(doubt.reden) for doubt in result.twijfels] == ["vreemde inhoud"]
    assert attendance(result) == []


def test_an_answer_that_says_nothing_is_named(tmp_path: Path) -> None:
    result = reply(tmp_path, ("PARTSTAT=DECLINED", "PARTSTAT=NEEDS-ACTION"))
    assert [finding.code for finding in result.bevindingen] == ["antwoord-anders"]


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        ("DTSTART:20270714T080000Z", "", "woensdag 14 juli 2027, 10.00 uur"),
        ("DTSTART;TZID=Europe/London:20270714T090000", "", "woensdag 14 juli 2027, 10.00 uur"),
        (
            "DTSTART;TZID=/x.example/Europe/Amsterdam:20270714T100000",
            "",
            "woensdag 14 juli 2027, 10.00 uur",
        ),
        ("DTSTART;TZID=Verzonnen tijd (1):20270714T100000", "", "niet te lezen"),
        ("DTSTART;VALUE=DATE:20270714", "", "niet te lezen"),
        ("DTSTART:00010101T000000Z", "", "niet te lezen"),
        ("DTSTART:99991231T235959Z", "", "niet te lezen"),
    ],
)
def test_a_proposed_time_is_told_in_dutch_time_or_not_at_all(
    tmp_path: Path, begin: str, end: str, words: str
) -> None:
    result = reply(
        tmp_path,
        ("METHOD:REPLY", "METHOD:COUNTER"),
        ("DTSTART;TZID=Europe/Amsterdam:20270310T123000", begin),
        ("DTEND;TZID=Europe/Amsterdam:20270310T133000", end or "X-LEEG:1"),
    )
    (finding,) = result.bevindingen
    assert words in finding.message


def test_a_replacement_can_not_hand_over_again(tmp_path: Path) -> None:
    known = read(FOLDER / "vervanger-zegt-ja.mbox").antwoorden
    path = tmp_path / "x.ics"
    text = (FOLDER / "vervanger-zonder-overdracht.eml").read_text()
    event = text[text.index("BEGIN:VCALENDAR") : text.index("END:VCALENDAR") + 13]
    further = 'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:derde@emmen.example"'
    path.write_text(
        event.replace("\n ", "").replace("PARTSTAT=ACCEPTED", further).replace("0219T14", "0220T14")
    )
    assert [str(doubt.reden) for doubt in read(path, known=known).twijfels] == ["vreemde inhoud"]


def test_a_mail_with_two_senders_or_none_may_be_forged(tmp_path: Path) -> None:
    mail = (FOLDER / "thunderbird-komt.eml").read_bytes()
    for sender in (b"From: burgemeester@emmen.example, x@y.example", b"X-From: niemand"):
        path = tmp_path / "mail.eml"
        path.write_bytes(
            mail.replace(b"From: Burgemeester van Emmen <burgemeester@emmen.example>", sender)
        )
        assert [str(doubt.reden) for doubt in read(path).twijfels] == ["mogelijk vervalst"]


def test_a_mailbox_that_is_too_large_for_any_mail_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = tmp_path / "groot.mbox"
    box.write_bytes((FOLDER / "nieuw-en-oud.mbox").read_bytes())
    monkeypatch.setattr(postvak, "MAX_BERICHT", 100)
    assert {finding.code for finding in read(box).bevindingen} == {"antwoord-te-groot"}
    assert {f.code for f in read(maildir(tmp_path / "p", "outlook-komt.eml")).bevindingen} == {
        "antwoord-te-groot"
    }
    monkeypatch.setattr(postvak, "MAX_POSTVAK", 100)
    assert [finding.code for finding in read(box).bevindingen] == ["antwoord-te-groot"]


@pytest.mark.parametrize("charset", ["punycode", "zip", "onbekend", "iso-8859-1\0", ""])
def test_a_charset_that_is_none_does_no_harm(charset: str) -> None:
    text = REPLY.replace("LOCATION:Provinciehuis", "COMMENT:één\x81").encode("latin-1")
    (event,) = read_afspraken(text, charset)
    assert event.tekst("COMMENT").startswith("één")


def test_lines_made_to_be_slow_are_read_at_once() -> None:
    import time as clock

    parts = (';a="', '";', ";CN=", '"' * 3, ";x=,", "\\,")
    lines = [("ATTENDEE" + part * 2_000)[:7_900] + ":mailto:x@y.nl" for part in parts] * 5
    start = clock.perf_counter()
    read_afspraken(REPLY.replace("LOCATION:", "\n".join([*lines, "LOCATION:"])).encode()[:250_000])
    assert clock.perf_counter() - start < 5
