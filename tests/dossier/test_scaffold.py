"""What is kept of an invitation reads back as it was, whatever people are called."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from regietafel.dossier.scaffold import invitation_text
from regietafel.dossier.validation import load_model
from regietafel.model.kalender import Genodigde, Uitnodigingsstand

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
