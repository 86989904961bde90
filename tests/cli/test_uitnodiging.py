"""An invitation through its life: reserved, confirmed, changed, people who come and go, cancelled."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from regietafel.cli.openen import open_meeting
from regietafel.cli.uitnodigen import berichten, onthoud

from .conftest import Regietafel, Uitvoer

MEETING = "prt/2027-07-14"
TABLE = """\
naam: provinciale regietafel Voorbeeld
kort: PRT Voorbeeld
nummercode: PRT-VB
niveau: provinciaal
secretariaat: {naam: Secretariaat, email: secretariaat@provincie.example}
leden:
  - {lid: assen, organisatie: gemeente Assen, naam: Jan de Boer, email: assen@assen.example}
  - {lid: emmen, organisatie: gemeente Emmen, functie: burgemeester, email: emmen@emmen.example}
"""
COA = "  - {lid: coa, organisatie: COA, naam: Wil de Wit, email: wil@coa.example, rol: adviseur}\n"
DAY = """\
datum: 2027-07-14
begin: 12:30
einde: 13:30
plaats: Provinciehuis
inloop: {vanaf: 12:00, toelichting: met lunch}
digitaal:
  link: https://vergaderen.example/zaal
agenda:
  - Opening
"""


@pytest.fixture
def werk(tmp_path: Path) -> Path:
    folder = tmp_path / "meetings" / MEETING
    folder.mkdir(parents=True)
    (tmp_path / "regietafel.yaml").write_text("huisstijl: {naam: Provincie}\n")
    (folder.parent / "tafel.yaml").write_text(TABLE)
    (folder / "vergadering.yaml").write_text(DAY)
    return tmp_path


@pytest.fixture
def invite(regietafel: Regietafel, werk: Path) -> Callable[..., Uitvoer]:
    """Return a function that makes the invitation and has to succeed."""

    def run(*options: str) -> Uitvoer:
        result = regietafel("uitnodiging", MEETING, *options, cwd=werk)
        assert result.code == 0, result.err
        return result

    return run


def change(werk: Path, old: str, new: str, name: str = f"{MEETING}/vergadering.yaml") -> None:
    path = werk / "meetings" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def made(werk: Path, name: str) -> Event:
    """Return the event in a file, with the METHOD of the file as a property."""
    path = werk / "meetings" / MEETING / "uit" / f"{name} PRT Voorbeeld 14 juli 2027.ics"
    if not path.exists():
        path = next(path.parent.glob(f"* PRT Voorbeeld 14 juli 2027 ({name}).ics"))
    calendar = Calendar.from_ical(path.read_bytes())
    event = calendar.events[0]
    event["X-METHOD"] = calendar["METHOD"]
    return event


def people(event: Event) -> list[str]:
    return [str(one).removeprefix("mailto:") for one in event.attendees]


def test_a_reservation_asks_to_keep_the_time_free_and_is_confirmed_later(
    werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    assert "reservering van de datum" in invite("--voorlopig").out
    first = made(werk, "Uitnodiging")
    assert (first["STATUS"], first["SEQUENCE"]) == ("TENTATIVE", 0)
    assert first["SUMMARY"] == "Reservering: Provinciale regietafel Voorbeeld"
    assert "Agenda:" not in str(first["DESCRIPTION"])
    assert "vrijhouden" in str(first["DESCRIPTION"])
    assert "ongewijzigd" in invite().out
    assert "bevestigd" in invite("--bevestig").out
    then = made(werk, "Uitnodiging")
    assert (then["STATUS"], then["SEQUENCE"], then["UID"]) == ("CONFIRMED", 1, first["UID"])
    assert "1. Opening" in str(then["DESCRIPTION"])
    assert "Inloop: vanaf 12.00 uur met lunch" in str(then["DESCRIPTION"])


def test_somebody_who_joins_is_invited_and_nobody_else_hears_of_it(
    werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    invite()
    table = werk / "meetings/prt/tafel.yaml"
    table.write_text(TABLE + COA)
    assert "alleen voor Wil de Wit" in invite().out
    event = made(werk, "Uitnodiging")
    assert event["SEQUENCE"] == 0
    assert len(people(event)) == 3


def test_somebody_who_leaves_gets_a_cancellation_of_their_own_and_the_others_an_update(
    werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    invite()
    change(werk, TABLE.splitlines(keepends=True)[-1], "", "prt/tafel.yaml")
    out = invite().out
    assert "alleen voor Burgemeester, gemeente Emmen" in out
    gone, rest = made(werk, "emmen"), made(werk, "Uitnodiging")
    assert (gone["X-METHOD"], people(gone), gone["SEQUENCE"]) == (
        "CANCEL", ["emmen@emmen.example"], 1,
    )  # fmt: skip
    assert "STATUS" not in gone
    assert (rest["X-METHOD"], people(rest), rest["SEQUENCE"]) == (
        "REQUEST", ["assen@assen.example"], 0,
    )  # fmt: skip
    assert gone["UID"] == rest["UID"]
    again = invite().out
    assert again.count("ongewijzigd") == 1
    assert "alleen voor" in again


def test_who_left_does_not_read_the_agenda_and_the_link_of_the_others(
    invite: Callable[..., Uitvoer], werk: Path
) -> None:
    invite()
    change(werk, "- Opening", "- Vertrouwelijk punt")
    change(werk, "emmen@emmen.example", "nieuw@emmen.example", "prt/tafel.yaml")
    invite()
    farewell = str(made(werk, "emmen")["DESCRIPTION"])
    assert farewell.startswith("Uw uitnodiging voor deze vergadering vervalt.\n")
    assert "Datum: woensdag 14 juli 2027\nTijd: 12.30 – 13.30 uur\n" in farewell
    assert "Vertrouwelijk punt" not in farewell
    assert "https:" not in made(werk, "emmen").to_ical().decode()


def test_a_cancellation_says_in_words_that_the_meeting_is_off(
    invite: Callable[..., Uitvoer], werk: Path
) -> None:
    invite()
    invite("--annuleer")
    event = made(werk, "Afzegging")
    assert str(event["DESCRIPTION"]).startswith("Deze vergadering gaat niet door.\n")
    assert "https:" not in event.to_ical().decode()


def test_a_few_people_are_named_and_many_are_counted(
    invite: Callable[..., Uitvoer], werk: Path
) -> None:
    invite()
    more = [
        f"  - {{lid: lid{n}, organisatie: gemeente {n}, functie: lid, email: lid{n}@g.example}}\n"
        for n in range(4)
    ]
    path = werk / "meetings/prt/tafel.yaml"
    path.write_text(TABLE + "".join(more[:2]))
    assert "alleen voor Lid, gemeente 0; Lid, gemeente 1)" in invite().out
    path.write_text(TABLE)
    invite()
    path.write_text(TABLE + "".join(more))
    assert "alleen voor 4 leden)" in invite().out


def test_who_comes_back_gets_a_higher_number_than_the_farewell(
    werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    invite()
    change(werk, TABLE.splitlines(keepends=True)[-1], "", "prt/tafel.yaml")
    invite()
    (werk / "meetings/prt/tafel.yaml").write_text(TABLE)
    assert "alleen voor Burgemeester, gemeente Emmen" in invite().out
    assert made(werk, "Uitnodiging")["SEQUENCE"] == 2


def test_annuleer_tells_everybody_who_was_invited_also_those_who_left_the_table_since(
    werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    invite()
    change(werk, TABLE.splitlines(keepends=True)[-1], "", "prt/tafel.yaml")
    assert "doorgang: geannuleerd" in invite("--annuleer").out
    event = made(werk, "Afzegging")
    assert (event["X-METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert people(event) == ["assen@assen.example", "emmen@emmen.example"]
    text = (werk / "meetings" / MEETING / "vergadering.yaml").read_text()
    assert text == DAY.replace("datum: 2027-07-14\n", "datum: 2027-07-14\ndoorgang: geannuleerd\n")
    assert "ongewijzigd" in invite("--annuleer").out


def test_a_meeting_that_goes_on_after_all_is_a_new_request(
    werk: Path, invite: Callable[..., Uitvoer], regietafel: Regietafel
) -> None:
    invite()
    invite("--annuleer")
    refused = regietafel("uitnodiging", MEETING, "--bevestig", cwd=werk)
    assert refused.code == 1
    assert "is geannuleerd" in refused.err
    change(werk, "doorgang: geannuleerd", "doorgang: gepland")
    invite()
    assert made(werk, "Uitnodiging")["SEQUENCE"] == 2
    change(werk, "doorgang: gepland", "doorgang: gepland # toch")
    invite("--annuleer")
    assert (
        "doorgang: geannuleerd # toch"
        in (werk / "meetings" / MEETING / "vergadering.yaml").read_text()
    )


def test_a_link_of_their_own_goes_to_that_member_alone(
    werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    change(werk, "/zaal\n", "/zaal\n  links:\n    - {lid: emmen, link: https://v.example/emmen}\n")
    invite()
    own, general = made(werk, "emmen"), made(werk, "Uitnodiging")
    assert "https://v.example/emmen" in str(own["DESCRIPTION"])
    assert "v.example/emmen" not in str(general["DESCRIPTION"])
    assert (own["UID"], own["SEQUENCE"], people(own)) == (
        general["UID"], general["SEQUENCE"], people(general),
    )  # fmt: skip


def test_only_one_change_of_state_at_a_time(regietafel: Regietafel, werk: Path) -> None:
    result = regietafel("uitnodiging", MEETING, "--voorlopig", "--annuleer", cwd=werk)
    assert result.code == 1
    assert "Kies één" in result.err


def test_what_was_never_made_cannot_be_cancelled(regietafel: Regietafel, werk: Path) -> None:
    result = regietafel("uitnodiging", MEETING, "--annuleer", cwd=werk)
    assert "niets af te zeggen" in result.err
    assert (werk / "meetings" / MEETING / "vergadering.yaml").read_text() == DAY


def test_the_messages_are_the_same_before_and_after_they_are_kept(
    werk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(werk)
    first, later = (datetime(2027, 6, day, 9, 0, 0, 123, tzinfo=UTC) for day in (1, 2))
    seen = berichten(open_meeting(MEETING), first)
    assert not (werk / "meetings" / MEETING / "uitnodiging.yaml").exists()
    onthoud(open_meeting(MEETING), first)
    assert berichten(open_meeting(MEETING), later) == seen
    assert [(one.methode, len(one.ontvangers)) for one in seen] == [("REQUEST", 2)]
    assert seen[0].bestandsnaam == "Uitnodiging PRT Voorbeeld 14 juli 2027.ics"


def test_two_changes_in_one_second_have_two_stamps(
    werk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(werk)
    moment = datetime(2027, 6, 1, 9, tzinfo=UTC)
    onthoud(open_meeting(MEETING), moment)
    change(werk, "einde: 13:30", "einde: 14:00")
    (message,) = berichten(open_meeting(MEETING), moment)
    assert b"DTSTAMP:20270601T090001Z" in message.inhoud


def test_a_table_without_addresses_has_nobody_to_invite(regietafel: Regietafel, werk: Path) -> None:
    table = werk / "meetings/prt/tafel.yaml"
    table.write_text(re.sub(r", email: (assen|emmen)@\w+.example}", "}", TABLE))
    result = regietafel("uitnodiging", MEETING, cwd=werk)
    assert result.code == 1
    assert "geen uitnodiging gemaakt" in result.err
    assert not (werk / "meetings" / MEETING / "uitnodiging.yaml").exists()


def test_what_can_not_be_changed_safely_is_not_cancelled(
    regietafel: Regietafel, werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    invite()
    path = werk / "meetings" / MEETING / "vergadering.yaml"
    path.write_text(
        "{datum: 2027-07-14, begin: 12:30, einde: 13:30, plaats: Assen, agenda: [Opening]}\n"
    )
    result = regietafel("uitnodiging", MEETING, "--annuleer", cwd=werk)
    assert result.code == 1
    assert "zet er op een eigen regel 'doorgang: geannuleerd'" in result.err
    assert "doorgang" not in path.read_text()


@pytest.mark.parametrize(
    "begin", ["datum: 2027-07-14\ndoorgang: 'gepland'\n", '\ufeff"datum": 2027-07-14\n']
)
def test_a_quoted_word_or_a_byte_order_mark_is_no_reason_not_to_cancel(
    werk: Path, invite: Callable[..., Uitvoer], begin: str
) -> None:
    invite()
    path = werk / "meetings" / MEETING / "vergadering.yaml"
    path.write_text(begin + DAY.split("\n", 1)[1])
    invite("--annuleer")
    assert "\ndoorgang: geannuleerd\n" in path.read_text()


def test_a_calendar_that_leads_out_of_the_workspace_is_not_written(
    regietafel: Regietafel, werk: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("elders")
    for place in (f"prt/{MEETING.partition('/')[2]}/uit", "prt/uit"):
        (werk / "meetings" / place).symlink_to(outside)
    assert regietafel("kalender", "prt", cwd=werk).code == 1
    assert regietafel("uitnodiging", MEETING, cwd=werk).code == 1
    assert regietafel("aanwezigheid", MEETING, "--herinner", cwd=werk).code == 1
    assert list(outside.iterdir()) == []


def test_a_calendar_with_an_address_that_can_not_be_used_is_refused(
    regietafel: Regietafel, werk: Path
) -> None:
    change(
        werk, "secretariaat@provincie.example", "sécretariaat@provincie.example", "prt/tafel.yaml"
    )
    result = regietafel("kalender", "prt", cwd=werk)
    assert result.code == 1
    assert "geen kalender gemaakt" in result.err


def test_a_domain_with_an_accent_is_one_person_however_it_is_written(
    regietafel: Regietafel, werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    change(werk, "assen@assen.example", "Info@Súdwest.example", "prt/tafel.yaml")
    twice = "  - {lid: sneek, organisatie: Sneek, naam: Ans, email: info@xn--sdwest-pya.example}\n"
    table = werk / "meetings/prt/tafel.yaml"
    table.write_text(table.read_text() + twice)
    found = regietafel("controleer", MEETING, cwd=werk).err
    assert "[email-dubbel] leden[3].email: 'sneek' en 'assen'" in found
    invite()
    event = made(werk, "Uitnodiging")
    assert people(event) == ["Info@xn--sdwest-pya.example", "emmen@emmen.example"]
    change(werk, "Info@Súdwest.example", "info@súdwest.example", "prt/tafel.yaml")
    assert "ongewijzigd" in invite().out
    assert made(werk, "Uitnodiging")["SEQUENCE"] == 0


def test_the_secretariat_does_not_invite_itself_in_another_spelling(
    werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    for old, new in (
        ("secretariaat@provincie.example", "post@súdwest.example"),
        ("emmen@emmen.example", "post@xn--sdwest-pya.example"),
    ):
        change(werk, old, new, "prt/tafel.yaml")
    invite()
    assert people(made(werk, "Uitnodiging")) == ["assen@assen.example"]


# --- A series and the calendar of a table ------------------------------------------------------


def test_a_series_by_rule_makes_a_folder_for_each_day(regietafel: Regietafel, werk: Path) -> None:
    rule = ("--jaar", "2028", "--maanden", "3,6,9,12", "--dag", "tweede woensdag")
    result = regietafel("reeks", "prt", *rule, cwd=werk)
    assert result.code == 0, result.err
    days = ["2028-03-08", "2028-06-14", "2028-09-13", "2028-12-13"]
    assert [f.name for f in sorted((werk / "meetings/prt").glob("2028-*"))] == days
    assert regietafel("reeks", "prt", *rule, cwd=werk).out.count("bestond al") == 4


def test_a_holiday_and_a_weekend_in_a_series_are_said(regietafel: Regietafel, werk: Path) -> None:
    days = ("--op", "2028-12-25", "--op", "2028-06-10", "--op", "2028-06-10")
    result = regietafel("reeks", "prt", *days, cwd=werk)
    assert "[datum-feestdag]" in result.err
    assert "[datum-weekend]" in result.err
    assert len(list((werk / "meetings/prt").glob("2028-*"))) == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "Noem de data"),
        (("--op", "2028-01-01", "--jaar", "2028"), "Noem de data"),
        (("--jaar", "2028"), "Noem de data"),
        (("--op", "10 maart"), "is geen datum"),
        (("--jaar", "28", "--maanden", "3", "--dag", "eerste maandag"), "is geen jaar"),
        (("--jaar", "2028", "--maanden", "13", "--dag", "eerste maandag"), "is geen maand"),
        (("--jaar", "2028", "--maanden", "3", "--dag", "vijfde maandag"), "geen dag van de"),
        (("--op", "2028-01-01") * 61, "Meer dan 60"),
    ],
)
def test_a_series_that_is_not_clear_makes_nothing(
    regietafel: Regietafel, werk: Path, options: tuple[str, ...], words: str
) -> None:
    result = regietafel("reeks", "prt", *options, cwd=werk)
    assert result.code == 1
    assert words in result.err
    assert not list((werk / "meetings/prt").glob("2028-*"))


def test_the_calendar_of_a_table_says_when_and_where_and_no_more(
    regietafel: Regietafel, werk: Path, invite: Callable[..., Uitvoer]
) -> None:
    regietafel("reeks", "prt", "--op", "2028-01-12", "--op", "2028-02-09", cwd=werk)
    invite()
    regietafel("uitnodiging", "prt/2028-01-12", "--voorlopig", cwd=werk)
    change(
        werk,
        "datum: 2028-02-09",
        "datum: 2028-02-09\ndoorgang: geannuleerd",
        "prt/2028-02-09/vergadering.yaml",
    )
    result = regietafel("kalender", "prt", cwd=werk)
    assert result.code == 0, result.err
    content = (werk / "meetings/prt/uit/kalender.ics").read_bytes()
    calendar = Calendar.from_ical(content)
    assert [event["STATUS"] for event in calendar.events] == ["CONFIRMED", "TENTATIVE", "CANCELLED"]
    assert len({event["UID"] for event in calendar.events}) == 3
    assert calendar["METHOD"] == "PUBLISH"
    for word in (b"ATTENDEE", b"https://", b"Opening", b"assen"):
        assert word not in content


def test_a_meeting_that_can_not_be_read_is_left_out_of_the_calendar(
    regietafel: Regietafel, werk: Path
) -> None:
    regietafel("reeks", "prt", "--op", "2028-01-12", cwd=werk)
    change(werk, "datum: 2027-07-14", "datum: ooit")
    result = regietafel("kalender", "prt", cwd=werk)
    assert result.code == 1
    assert "(1 vergadering)" in result.out
