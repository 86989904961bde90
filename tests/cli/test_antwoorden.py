"""Replies through the command line: from a mailbox to the agenda, and who is still silent."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from regietafel.cli import antwoorden

from .conftest import Regietafel, Uitvoer

MEETING = "prt/2027-03-10"
REPLIES = Path(__file__).parent.parent / "importers" / "antwoorden"
DRAFT = "Mail herinnering PRT Voorbeeld 10 maart 2027.eml"
UID = "5d1f9a34-7c20-4c52-9d3e-2b8e6f0a1c77@regietafel"
TABLE = """\
naam: provinciale regietafel Voorbeeld
kort: PRT Voorbeeld
nummercode: PRT-VB
niveau: provinciaal
secretariaat: {naam: Secretariaat, email: secretariaat@provincie.example}
leden:
  - {lid: assen, organisatie: gemeente Assen, naam: Jan de Boer, email: burgemeester@assen.example}
  - {lid: coa, organisatie: COA, naam: Carla van Dijk, email: bestuur@coa.example, rol: adviseur}
  - {lid: emmen, organisatie: gemeente Emmen, functie: burgemeester, email: burgemeester@emmen.example}
  - {lid: meppel, organisatie: gemeente Meppel, naam: Anna Jansen, email: burgemeester@meppel.example}
  - {lid: westerveld, organisatie: gemeente Westerveld, functie: burgemeester}
"""
DAY = "datum: 2027-03-10\nbegin: 12:30\neinde: 13:30\nplaats: Provinciehuis\nagenda: [Opening]\n"


@pytest.fixture
def werk(tmp_path: Path, regietafel: Regietafel, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace in which the invitation was made, with the UID of the reply files."""
    monkeypatch.setattr(antwoorden, "now", lambda: datetime(2027, 3, 1, 9, tzinfo=UTC))
    folder = tmp_path / "meetings" / MEETING
    folder.mkdir(parents=True)
    (tmp_path / "regietafel.yaml").write_text("huisstijl: {naam: Provincie}\n")
    (folder.parent / "tafel.yaml").write_text(TABLE)
    (folder / "vergadering.yaml").write_text(DAY)
    regietafel("uitnodiging", MEETING, cwd=tmp_path)
    stand = folder / "uitnodiging.yaml"
    lines = [f"uid: {UID}" if "uid:" in line else line for line in stand.read_text().splitlines()]
    stand.write_text("\n".join(lines) + "\n")
    return tmp_path


@pytest.fixture
def read(regietafel: Regietafel, werk: Path) -> Callable[..., Uitvoer]:
    """Return a function that reads reply files by name."""

    def run(*names: str, options: tuple[str, ...] = ()) -> Uitvoer:
        return regietafel("antwoorden", MEETING, *(REPLIES / n for n in names), *options, cwd=werk)

    return run


def attendance(regietafel: Regietafel, werk: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads(
        regietafel("aanwezigheid", MEETING, "--json", cwd=werk).out
    )
    return data


def komst(regietafel: Regietafel, werk: Path) -> dict[str, str | None]:
    seats = attendance(regietafel, werk)["leden"]
    assert isinstance(seats, list)
    return {seat["lid"]: seat["komst"] for seat in seats}


def test_answers_fill_the_attendance_and_the_agenda(
    regietafel: Regietafel, werk: Path, read: Callable[..., Uitvoer]
) -> None:
    result = read("outlook-komt.eml", "gmail-komt-niet.eml", "vervanger-zegt-ja.mbox")
    assert result.code == 0, result.err
    assert "wordt vervangen door Wil de Wit" in result.out
    assert komst(regietafel, werk) == {
        "assen": "aanwezig", "coa": None, "emmen": "aanwezig", "meppel": "afwezig", "westerveld": None,
    }  # fmt: skip
    data = attendance(regietafel, werk)
    assert data["geen_antwoord"] == ["coa", "westerveld"]
    shown = regietafel("aanwezigheid", MEETING, cwd=werk)
    assert "vervangen door Wil de Wit" in shown.out
    assert (
        "Aanwezig: 2 (waarvan 1 vervanger). Afwezig: 1. Onzeker: 0. Nog geen antwoord: 2."
        in shown.err
    )


def test_what_the_secretary_wrote_wins(
    regietafel: Regietafel, werk: Path, read: Callable[..., Uitvoer]
) -> None:
    path = werk / "meetings" / MEETING / "vergadering.yaml"
    path.write_text(DAY + "aanwezigheid:\n  - {lid: assen, komst: digitaal}\n")
    before = path.read_bytes()
    read("outlook-komt-niet-met-toelichting.eml")
    assert komst(regietafel, werk)["assen"] == "digitaal"
    assert path.read_bytes() == before
    assert "digitaal" in regietafel("aanwezigheid", MEETING, cwd=werk).out


def test_reading_a_mailbox_twice_leaves_the_file_as_it_was(
    werk: Path, read: Callable[..., Uitvoer]
) -> None:
    read("outlook-komt.eml", "vervalst.eml", "nieuw-en-oud.mbox")
    kept = werk / "meetings" / MEETING / "antwoorden.yaml"
    before = kept.read_bytes()
    again = read("outlook-komt.eml", "vervalst.eml", "nieuw-en-oud.mbox")
    assert "Geen nieuwe antwoorden" in again.out
    assert "nieuwer antwoord is: 2" in again.err
    assert kept.read_bytes() == before


def test_a_doubtful_answer_waits_until_the_secretary_decides(
    regietafel: Regietafel, werk: Path, read: Callable[..., Uitvoer]
) -> None:
    result = read("vervalst.eml", "onbekende-afzender.eml")
    assert result.err.count("[antwoord-twijfel]") == 2
    assert komst(regietafel, werk)["assen"] is None
    before = regietafel("aanwezigheid", MEETING, cwd=werk).err
    assert "antwoord 'komt niet' van burgemeester@assen.example: mogelijk vervalst." in before
    path = werk / "meetings" / MEETING / "vergadering.yaml"
    path.write_text(DAY + "aanwezigheid:\n  - {lid: assen, komst: afwezig, bericht: nee}\n")
    listed = regietafel("aanwezigheid", MEETING, cwd=werk)
    assert "vervalst" not in listed.err
    assert "iemand@elders.example" in listed.err
    assert "afwezig (zonder bericht)" in listed.out


def test_after_a_new_time_the_old_answers_do_not_count(
    regietafel: Regietafel, werk: Path, read: Callable[..., Uitvoer]
) -> None:
    read("outlook-komt.eml", "apple-misschien.eml")
    path = werk / "meetings" / MEETING / "vergadering.yaml"
    path.write_text(DAY.replace("13:30", "14:00"))
    regietafel("uitnodiging", MEETING, cwd=werk)
    data = attendance(regietafel, werk)
    assert data["geen_antwoord"] == ["assen", "coa", "emmen", "meppel", "westerveld"]
    assert "komt (oude versie)" in regietafel("aanwezigheid", MEETING, cwd=werk).out


def test_a_reminder_goes_to_those_alone_who_did_not_answer(
    regietafel: Regietafel, werk: Path, read: Callable[..., Uitvoer]
) -> None:
    read("outlook-komt.eml", "apple-misschien.eml")
    result = regietafel("aanwezigheid", MEETING, "--herinner", cwd=werk)
    assert result.code == 0, result.err
    assert "[lid-zonder-email]" in result.err
    mail = message_from_bytes((werk / "meetings" / MEETING / "uit" / DRAFT).read_bytes())
    assert mail["X-Unsent"] == "1"
    assert re.findall(r"[a-z]+@[a-z]+", mail["Bcc"]) == [
        "burgemeester@emmen",
        "burgemeester@meppel",
    ]
    assert "[uit-verouderd]" not in regietafel("uitnodiging", MEETING, cwd=werk).err


def test_nobody_is_reminded_when_all_answered(regietafel: Regietafel, werk: Path) -> None:
    path = werk / "meetings" / MEETING / "vergadering.yaml"
    names = ("assen", "coa", "emmen", "meppel", "westerveld")
    rows = "".join(f"  - {{lid: {name}, komst: aanwezig}}\n" for name in names)
    path.write_text(DAY + "aanwezigheid:\n" + rows)
    draft = werk / "meetings" / MEETING / "uit" / DRAFT
    assert "Niemand hoeft" in regietafel("aanwezigheid", MEETING, "--herinner", cwd=werk).out
    draft.write_text("of before")
    assert "[uit-verouderd]" in regietafel("aanwezigheid", MEETING, "--herinner", cwd=werk).err


def test_an_unusable_address_of_a_silent_member_is_said(regietafel: Regietafel, werk: Path) -> None:
    table = werk / "meetings/prt/tafel.yaml"
    table.write_text(TABLE.replace("burgemeester@emmen", "bürger@emmen"))
    result = regietafel("aanwezigheid", MEETING, "--herinner", cwd=werk)
    assert "[email-onbruikbaar]" in result.err


def test_an_own_template_for_the_reminder_is_used(regietafel: Regietafel, werk: Path) -> None:
    own = werk / "templates" / "mail-herinnering"
    own.mkdir(parents=True)
    (own / "mail.txt").write_text("Komt u, {{ aan }}?\n")
    regietafel("aanwezigheid", MEETING, "--herinner", cwd=werk)
    draft = werk / "meetings" / MEETING / "uit" / DRAFT
    assert b"Komt u, leden van de provinciale" in draft.read_bytes()
    (own / "mail.txt").write_text("{{ bestaat_niet }}")
    assert regietafel("aanwezigheid", MEETING, "--herinner", cwd=werk).code == 1


def test_too_few_members_for_a_quorum_is_a_warning(
    regietafel: Regietafel, werk: Path, read: Callable[..., Uitvoer]
) -> None:
    table = werk / "meetings/prt/tafel.yaml"
    table.write_text(TABLE + "quorum: 4\n")
    read("outlook-komt.eml")
    shown = regietafel("aanwezigheid", MEETING, cwd=werk)
    assert "Quorum 4: nog 3 leden nodig." in shown.err
    assert "[quorum-ontbreekt]" not in shown.err
    read("gmail-komt-niet.eml")
    assert "[quorum-ontbreekt]" in regietafel("aanwezigheid", MEETING, cwd=werk).err
    assert "[quorum-ontbreekt]" in regietafel("controleer", MEETING, cwd=werk).err
    table.write_text(TABLE + "quorum: 2\n")
    assert "Quorum 2: nog 1 lid nodig." in regietafel("aanwezigheid", MEETING, cwd=werk).err
    table.write_text(TABLE + "quorum: 1\n")
    assert "Quorum 1: gehaald." in regietafel("aanwezigheid", MEETING, cwd=werk).err


def test_more_companions_than_the_table_allows_is_a_warning(
    regietafel: Regietafel, werk: Path, read: Callable[..., Uitvoer]
) -> None:
    (werk / "meetings/prt/tafel.yaml").write_text(TABLE + "begeleiders: 1\n")
    path = werk / "meetings" / MEETING / "vergadering.yaml"
    path.write_text(DAY + "gasten:\n" + "  - {naam: X, bij: assen}\n" * 2)
    read("gmail-met-begeleiders.eml")
    shown = regietafel("aanwezigheid", MEETING, cwd=werk)
    assert "'assen' neemt 2 begeleiders mee" in shown.err
    assert "'meppel' neemt 3 begeleiders mee" in shown.err
    assert "met 3 begeleiders" in shown.out


def test_nothing_is_read_for_a_meeting_without_invitation(
    regietafel: Regietafel, werk: Path
) -> None:
    (werk / "meetings" / MEETING / "uitnodiging.yaml").unlink()
    result = regietafel("antwoorden", MEETING, REPLIES / "outlook-komt.eml", cwd=werk)
    assert result.code == 1
    assert "nog geen uitnodiging" in result.err


def test_the_result_of_reading_can_be_had_as_json(read: Callable[..., Uitvoer]) -> None:
    result = read("outlook-tegenvoorstel.eml", "vervalst.eml", options=("--json",))
    data = json.loads(result.out)
    assert data["nieuw"][0]["voorstel"] == "donderdag 11 maart 2027, 9.00 – 10.00 uur"
    assert data["te_beoordelen"][0]["reden"] == "mogelijk vervalst"
    assert {row["code"] for row in data["meldingen"]} == {
        "antwoord-tegenvoorstel",
        "antwoord-twijfel",
    }


def test_a_reply_to_another_meeting_is_told_where_it_belongs(
    regietafel: Regietafel, werk: Path
) -> None:
    other = werk / "meetings" / "prt" / "2027-06-09"
    other.mkdir()
    (other / "vergadering.yaml").write_text(DAY.replace("2027-03-10", "2027-06-09"))
    regietafel("uitnodiging", "prt/2027-06-09", cwd=werk)
    result = regietafel("antwoorden", "prt/2027-06-09", REPLIES / "outlook-komt.eml", cwd=werk)
    assert "hoort bij prt/2027-03-10" in result.err
    assert not (other / "antwoorden.yaml").exists()


def test_hostile_words_in_a_reply_are_text_everywhere(
    regietafel: Regietafel, werk: Path, read: Callable[..., Uitvoer]
) -> None:
    assert read("tekens-in-de-naam.eml").code == 0
    shown = regietafel("aanwezigheid", MEETING, cwd=werk)
    assert "\u202e" not in shown.out
    assert komst(regietafel, werk) == {
        "assen": "aanwezig", "coa": None, "emmen": None, "meppel": None, "westerveld": None,
    }  # fmt: skip
    assert regietafel("maak", MEETING, "agenda", cwd=werk).code == 0


def test_a_damaged_file_of_answers_stops_the_reading(
    werk: Path, read: Callable[..., Uitvoer]
) -> None:
    kept = werk / "meetings" / MEETING / "antwoorden.yaml"
    kept.write_text("antwoorden: [\n")
    result = read("outlook-komt.eml")
    assert result.code == 1
    assert kept.read_text() == "antwoorden: [\n"
