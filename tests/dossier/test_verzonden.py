"""What went out is written once, whole or not at all; who got it is added line by line."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from regietafel.dossier.verzonden import (
    append_regel,
    changed_since,
    load_bezorging,
    load_verzonden,
    write_zending,
)
from regietafel.dossier.workspace import Werkmap
from regietafel.ledger.bezorging import last_received, states, to_send
from regietafel.model.zending import (
    Bezorgregel,
    Mailsoort,
    Stap,
    Verzonden,
    VerzondenAan,
    VerzondenBericht,
    VerzondenBestand,
    VerzondenPunt,
    VerzondenStuk,
    Zending,
)

MOMENT = datetime(2024, 7, 13, 9, 30, 12, tzinfo=UTC)
AGENDA = b"%PDF-1.7 agenda"
BERICHT = b"Subject: Agenda\r\n\r\n"


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


ZENDING = Zending(
    soort=Mailsoort.AGENDA,
    moment=MOMENT,
    onderwerp="Agenda: 'Drentse puzzel' # 1",
    aan=(
        VerzondenAan(email="a@assen.example", naam="Jan, A.", lid="assen"),
        VerzondenAan(email="b@emmen.example", naam="Burgemeester"),
        VerzondenAan(email="C@meppel.example", naam="nee"),
    ),
    bestanden=(
        VerzondenBestand(bestand="0. Agenda.pdf", sha256=digest(AGENDA), grootte=len(AGENDA)),
    ),
    berichten=(
        VerzondenBericht(
            bestand="berichten/assen.eml", sha256=digest(BERICHT), aan=("a@assen.example",)
        ),
    ),
    punten=(VerzondenPunt(nummer="2", titel="Opening: ja"),),
    stukken=(
        VerzondenStuk(
            nummer="2", punt="2", titel="Lijst", eerste="41a", paginas=2, ingetrokken=True
        ),
    ),
)
FILES = {"0. Agenda.pdf": AGENDA, "berichten/assen.eml": BERICHT}


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    return Werkmap(tmp_path)


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    return tmp_path / "meetings" / "prt" / "2024-07-17"


def regel(stap: Stap, email: str, reden: str = "") -> Bezorgregel:
    return Bezorgregel(MOMENT, stap, email, reden)


def test_a_mailing_comes_back_as_it_was_written(werkmap: Werkmap, meeting: Path) -> None:
    place = write_zending(meeting, ZENDING, FILES)
    assert place == meeting / "verzonden" / "001-agenda"
    assert load_verzonden(werkmap, meeting) == ((Verzonden("001-agenda", ZENDING),), ())
    assert (place / "0. Agenda.pdf").read_bytes() == AGENDA
    assert list(changed_since(place, ZENDING)) == []


def test_a_meeting_without_mailings_has_none(werkmap: Werkmap, meeting: Path) -> None:
    assert load_verzonden(werkmap, meeting) == ((), ())


def test_mailings_are_counted_on_and_kept_in_order(werkmap: Werkmap, meeting: Path) -> None:
    write_zending(meeting, ZENDING, FILES)
    second = ZENDING.model_copy(update={"soort": Mailsoort.NAZENDING})
    assert write_zending(meeting, second, FILES).name == "002-nazending"
    (meeting / "verzonden" / "001-agenda").rename(meeting / "verzonden" / "1000-agenda")
    assert [v.naam for v in load_verzonden(werkmap, meeting)[0]] == ["002-nazending", "1000-agenda"]


def test_a_file_that_is_not_there_leaves_no_half_mailing(werkmap: Werkmap, meeting: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_zending(meeting, ZENDING, {**FILES, "0. Agenda.pdf": meeting / "weg.pdf"})
    assert load_verzonden(werkmap, meeting) == ((), ())
    assert list((meeting / "verzonden").iterdir()) == []


def test_what_a_killed_run_left_is_swept_by_the_next(meeting: Path) -> None:
    (meeting / "verzonden" / ".nieuw-001-agenda").mkdir(parents=True)
    write_zending(meeting, ZENDING, FILES)
    assert [f.name for f in (meeting / "verzonden").iterdir()] == ["001-agenda"]


def test_a_mailing_that_is_wrong_is_told_with_its_line(werkmap: Werkmap, meeting: Path) -> None:
    place = write_zending(meeting, ZENDING, FILES)
    text = (place / "zending.yaml").read_text()
    (place / "zending.yaml").write_text(text.replace("0. Agenda.pdf", "../../tafel.yaml"))
    mailings, findings = load_verzonden(werkmap, meeting)
    assert [f.code for f in findings] == ["waarde-onjuist"]
    assert findings[0].line > 1
    assert mailings[0].zending.bestanden == ()


def test_a_file_that_changed_or_went_away_is_a_finding(meeting: Path) -> None:
    place = write_zending(meeting, ZENDING, FILES)
    (place / "0. Agenda.pdf").write_bytes(AGENDA[::-1])
    (place / "berichten" / "assen.eml").unlink()
    found = list(changed_since(place, ZENDING))
    assert [f.path.name for f in found] == ["0. Agenda.pdf", "assen.eml"]
    assert {f.code for f in found} == {"verzonden-veranderd"}
    (place / "0. Agenda.pdf").write_bytes(b"")
    assert "veranderd" in next(changed_since(place, ZENDING)).message


def test_a_delivery_is_read_as_it_was_told(werkmap: Werkmap, meeting: Path) -> None:
    place = write_zending(meeting, ZENDING, FILES)
    told = [
        regel(Stap.BEGIN, "a@assen.example"),
        regel(Stap.BEZORGD, "a@assen.example"),
        regel(Stap.GEWEIGERD, "b@emmen.example", "550 onbekend adres"),
        regel(Stap.BEGIN, "c@meppel.example"),
    ]
    for line in told:
        append_regel(place, line)
    assert load_bezorging(werkmap, place) == (tuple(told), ())
    verzonden = load_verzonden(werkmap, meeting)[0][0]
    assert states(verzonden) == {
        "a@assen.example": Stap.BEZORGD,
        "b@emmen.example": Stap.GEWEIGERD,
        "c@meppel.example": Stap.BEGIN,
    }
    assert to_send(verzonden) == ()


def test_a_reason_never_starts_a_line_of_its_own(werkmap: Werkmap, meeting: Path) -> None:
    place = write_zending(meeting, ZENDING, FILES)
    reason = "550 nee\n2024-07-13T09:30:12+00:00\tbezorgd\tb@emmen.example\tja"
    append_regel(place, regel(Stap.GEWEIGERD, "a@assen.example", reason))
    regels, findings = load_bezorging(werkmap, place)
    assert [(r.email, r.stap) for r in regels] == [("a@assen.example", Stap.GEWEIGERD)]
    assert findings == ()


@pytest.mark.parametrize("cut", range(1, 50, 7))
def test_a_line_that_was_cut_off_counts_for_nothing(
    werkmap: Werkmap, meeting: Path, cut: int
) -> None:
    place = write_zending(meeting, ZENDING, FILES)
    append_regel(place, regel(Stap.BEGIN, "a@assen.example"))
    append_regel(place, regel(Stap.BEZORGD, "a@assen.example"))
    path = place / "bezorging.txt"
    path.write_bytes(path.read_bytes()[:-cut])
    verzonden = load_verzonden(werkmap, meeting)[0][0]
    assert states(verzonden)["a@assen.example"] is Stap.BEGIN
    append_regel(place, regel(Stap.GEWEIGERD, "b@emmen.example"))
    later = load_verzonden(werkmap, meeting)[0][0]
    assert states(later)["b@emmen.example"] is Stap.GEWEIGERD


def test_a_line_that_says_nothing_is_a_finding(werkmap: Werkmap, meeting: Path) -> None:
    place = write_zending(meeting, ZENDING, FILES)
    append_regel(place, regel(Stap.BEGIN, "a@assen.example"))
    path = place / "bezorging.txt"
    path.write_text(path.read_text() + "gisteren\tgestuurd\taan iedereen\n\n")
    regels, findings = load_bezorging(werkmap, place)
    assert len(regels) == 1
    assert [(f.code, f.line) for f in findings] == [("bezorging-onleesbaar", 3)]


def test_a_delivery_that_is_no_text_or_lies_elsewhere_is_a_finding(
    werkmap: Werkmap, meeting: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = write_zending(meeting, ZENDING, FILES)
    path = place / "bezorging.txt"
    path.write_bytes(b"\xff\n")
    assert [f.code for f in load_bezorging(werkmap, place)[1]] == ["geen-utf8"]
    elsewhere = tmp_path_factory.mktemp("elders") / "x.txt"
    elsewhere.write_text("")
    path.unlink()
    path.symlink_to(elsewhere)
    assert [f.code for f in load_bezorging(werkmap, place)[1]] == ["buiten-werkmap"]
    path.unlink()
    assert load_bezorging(werkmap, place) == ((), ())


def test_what_somebody_got_last_follows_from_the_records(werkmap: Werkmap, meeting: Path) -> None:
    first = write_zending(meeting, ZENDING, FILES)
    second = write_zending(meeting, ZENDING, FILES)
    itself = {"soort": Mailsoort.NAZENDING, "zelf_verstuurd": True, "aan": ZENDING.aan[:1]}
    write_zending(meeting, ZENDING.model_copy(update=itself), FILES)
    for place, stap, email in (
        (first, Stap.BEZORGD, "a@assen.example"),
        (first, Stap.BEZORGD, "B@emmen.example"),
        (second, Stap.BEZORGD, "a@assen.example"),
        (second, Stap.ONZEKER, "b@emmen.example"),
        (second, Stap.UITGESTELD, "c@meppel.example"),
    ):
        append_regel(place, regel(stap, email))
    mailings, _ = load_verzonden(werkmap, meeting)
    got = last_received(mailings)
    assert {e: {str(k): v.naam for k, v in by.items()} for e, by in got.items()} == {
        "a@assen.example": {"agenda": "002-agenda", "nazending": "003-nazending"},
        "b@emmen.example": {"agenda": "001-agenda"},
    }
    assert to_send(mailings[1]) == ("c@meppel.example",)
    assert states(replace(mailings[1], bezorging=())) == dict.fromkeys(
        ("a@assen.example", "b@emmen.example", "c@meppel.example")
    )
