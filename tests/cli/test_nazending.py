"""What was sent stays: numbers and pages of a pack, and the nazending that fits it."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regietafel.cli.openen import load_meeting
from regietafel.cli.verzondenstukken import frozen_documents
from regietafel.dossier.verzonden import write_zending
from regietafel.dossier.workspace import Werkmap
from regietafel.model.zending import Mailsoort, VerzondenAan, Zending

JULI = "prt-drenthe/2024-07-17"
ASSEN = VerzondenAan(email="griffie@assen.example", naam="Assen", lid="assen")


def mail(werkmap: Path, soort: Mailsoort = Mailsoort.AGENDA, dag: int = 13) -> Zending:
    """Record a mailing of the pack as it is now, as the mail command does."""
    geopend = load_meeting(Werkmap(werkmap), *JULI.split("/"))
    punten, stukken = frozen_documents(geopend)
    zending = Zending(
        soort=soort,
        moment=datetime(2024, 7, dag, 12, 42, tzinfo=UTC),
        onderwerp="Agenda provinciale regietafel Drenthe",
        zelf_verstuurd=True,
        aan=(ASSEN,),
        punten=punten,
        stukken=stukken,
    )
    write_zending(geopend.dossier.folder, zending, {})
    return zending


@pytest.fixture
def bijlage(werkmap: Path) -> Path:
    return werkmap / "meetings" / JULI / "bijlagen" / "verslag-inspiratiebijeenkomst.pdf"


def test_a_mailing_keeps_what_the_pack_holds(
    werkmap: Path, bijlage: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    zending = mail(werkmap)
    seen = [(s.nummer, s.punt, s.bron, s.eerste, s.paginas) for s in zending.stukken]
    assert seen == [
        ("2", "2", "lijst_van/2024-04-05", "3", 2),
        ("4b", "4b", "stukken/voorstelmemo-drentse-puzzel.md", "5", 3),
        ("5a", "5a", "bijlagen/overzicht-flexwonen.docx", "8", 2),
        ("5b", "5b", "bijlagen/verslag-inspiratiebijeenkomst.pdf", "10", 2),
    ]
    assert zending.stukken[-1].sha256 == hashlib.sha256(bijlage.read_bytes()).hexdigest()
    assert [p.nummer for p in zending.punten][-4:] == ["5b", "5c", "6", "7"]
    assert mail(werkmap).stukken == zending.stukken
