"""What the ledger takes from the files of a meeting."""

from datetime import date
from pathlib import Path

import pytest

from regietafel.dossier.grootboek import Grootboek, load_grootboek
from regietafel.dossier.workspace import Werkmap

DAY = date(2024, 2, 1)
REST = "begin: 12:30\neinde: 13:30\nplaats: Assen\n"
REPORT = "punten:\n  - punt: 1\n    acties: [{nummer: PRT-2024-A01, tekst: Doen}]\n"


def load(folder: Path, meeting: str | None) -> Grootboek:
    place = folder / "meetings/prt/2024-02-01"
    place.mkdir(parents=True)
    (place / "verslag.yaml").write_text(REPORT)
    if meeting is not None:
        (place / "vergadering.yaml").write_bytes(meeting.encode())
    return load_grootboek(Werkmap(folder), ["prt"])


@pytest.mark.parametrize(
    "written",
    [
        "datum: 2024-02-01\n",
        "datum:   2024-02-01   # een woensdag\n",
        "datum: 2024-02-01\r\n",
        "\ufeffdatum: 2024-02-01\n",
        "datum: '2024-02-01'\n",
        "'datum': 2024-02-01\n",
        "datum:\n  2024-02-01\n",
        "titel: >\n  zie\n  datum: 2023-01-01\ndatum: 2024-02-01\n",
    ],
)
def test_a_meeting_gives_its_day_however_it_is_written(tmp_path: Path, written: str) -> None:
    book = load(tmp_path, written + REST)
    assert book.boek.vergaderingen == {"prt": (DAY,)}
    assert [birth.datum for birth in book.boek.geboorten] == [DAY]
    assert book.bevindingen.findings == ()


def test_what_is_wrong_with_an_agenda_keeps_no_action_from_the_ledger(tmp_path: Path) -> None:
    book = load(tmp_path, f"datum: 2024-02-01\n{REST}agenda:\n  - titul: Opening\nbegin: x\n")
    assert [birth.actie.nummer for birth in book.boek.geboorten] == ["PRT-2024-A01"]
    assert book.bevindingen.findings == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("datum: 2024-02-31\n", "waarde-onjuist"),
        ("datum: 1 februari 2024\n", "waarde-onjuist"),
        ("datum: 2024-02-01#\n", "waarde-onjuist"),
        ("datum: 2024-02-01\ndatum: 2024-02-02\n", "dubbele-sleutel"),
        ("titel: Geen dag\n", "veld-ontbreekt"),
    ],
)
def test_a_meeting_without_a_clear_day_is_reported_and_does_not_count(
    tmp_path: Path, written: str, code: str
) -> None:
    book = load(tmp_path, written + REST)
    assert book.boek.geboorten == ()
    assert [finding.code for finding in book.bevindingen.findings] == [code]


def test_a_report_without_a_meeting_does_not_count(tmp_path: Path) -> None:
    book = load(tmp_path, None)
    assert (book.boek.geboorten, book.bevindingen.findings) == ((), ())


@pytest.mark.parametrize(
    ("doorgang", "days"), [("geannuleerd", ()), ("verplaatst", (DAY,)), ("gepland", (DAY,))]
)
def test_a_cancelled_meeting_carries_nothing_over(
    tmp_path: Path, doorgang: str, days: tuple[date, ...]
) -> None:
    book = load(tmp_path, f"datum: 2024-02-01\n{REST}doorgang: {doorgang}\n")
    assert book.boek.vergaderingen == {"prt": days}
