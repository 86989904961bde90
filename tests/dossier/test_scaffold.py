"""What is written for the user reads back as it was meant, whatever people and tables are called."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from regietafel.dossier.scaffold import invitation_text, meeting_text
from regietafel.dossier.validation import load_model
from regietafel.model.kalender import Genodigde, Uitnodigingsstand
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Vergadering

MOMENT = datetime(2027, 6, 1, 8, tzinfo=UTC)
NAMES = (
    "Súdwest-Fryslân", "nee", "~", "null", "1e3", "0x1F", "12:30", "2027-07-14", "- a", "a: b # c",
    "'", '"', "\\", "& *x !y %z @q `r", "{a}", "[a", "? a", "> a", "| a", "a\u2028b", "\u202ea", "🏛 hal",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_of_an_invitation_reads_back_as_it_was(name: str, tmp_path: Path) -> None:
    person = Genodigde(lid="assen", naam=name, email="a@b.example", gemaakt=MOMENT, afgezegd=True)
    kept = Uitnodigingsstand(
        uid="x@regietafel",
        gemaakt=MOMENT,
        datum=date(2027, 7, 14),
        begin=time(9, 5),
        einde=time(13, 30),
        plaats=name,
        voorlopig=True,
        genodigden=(person,),
    )
    path = tmp_path / "uitnodiging.yaml"
    path.write_text(invitation_text(kept), encoding="utf-8")
    loaded = load_model(path, Uitnodigingsstand)
    assert (loaded.model, loaded.findings) == (kept, ())


@pytest.mark.parametrize("name", [*NAMES, "tafel\nstatus: definitief", "a\r\nb\x85c\u2029d: e"])
def test_a_next_meeting_is_what_it_is_under_any_name(name: str, tmp_path: Path) -> None:
    tafel = Tafel.model_validate(
        {
            "naam": name,
            "kort": name,
            "nummercode": "PRT-VB",
            "niveau": "provinciaal",
            "plaats": name,
            "secretariaat": {"naam": name, "email": "a@b.example"},
            "leden": [{"lid": "stad", "functie": name, "organisatie": name}],
            "vaste_punten": [name, {"titel": name, "doel": "ter informatie"}],
        }
    )
    day = date(2027, 3, 10)
    before = Vergadering(datum=day, begin=time(9), einde=time(10), plaats="hier")
    path = tmp_path / "vergadering.yaml"
    actions = {"PRT-VB-2027-A01": name}
    text = meeting_text(tafel, day, ("2027-01-13", before), ("09:00", "10:00"), actions)
    path.write_text(text, encoding="utf-8")
    loaded = load_model(path, Vergadering)
    assert loaded.findings == ()
    assert loaded.model is not None
    assert loaded.model.status == "concept"
    assert loaded.model.agenda[0].titel == loaded.model.plaats == tafel.plaats
    assert loaded.model.agenda[1].acties == ("PRT-VB-2027-A01",)
