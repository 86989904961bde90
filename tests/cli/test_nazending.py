"""What was sent stays: numbers and pages of a pack, and the nazending that fits it."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from regietafel.cli.openen import load_meeting
from regietafel.dossier.workspace import Werkmap
from regietafel.model.zending import Mailsoort, Zending

from ..pack import pdfs  # noqa: TID252 - they lie with the pack
from ..pack.pdf_checks import failures  # noqa: TID252
from ..zendingen import record_mailing  # noqa: TID252
from .conftest import Regietafel, Uitvoer

JULI = "prt-drenthe/2024-07-17"
WERK = "prt/2027-03-10"
BASIS = Path(__file__).parents[1] / "slecht" / "_basis"

AGENDA = """\
datum: 2027-03-10
begin: 12:30
einde: 13:30
plaats: Provinciehuis
versie: 2027-03-06
agenda:
  - Opening
  - titel: Asielopvang
    onderdelen:
      - titel: Stand van zaken
        doel: ter informatie
      - titel: Verdeling
        doel: ter bespreking
        bijlagen:
          - titel: Memo verdeling
            bestand: memo.pdf
  - titel: Statushouders
    doel: ter informatie
    bijlagen:
      - titel: Overzicht
        bestand: overzicht.pdf
      - titel: Prognose
        volgt: ja
  - Sluiting
"""
MEMO = "            bestand: memo.pdf\n"
OVERZICHT = "        bestand: overzicht.pdf\n"


def mail(werkmap: Path, naam: str = WERK, soort: Mailsoort = Mailsoort.AGENDA) -> Zending:
    """Mail the pack as it is now, each time a day later."""
    place = werkmap / "meetings" / naam / "verzonden"
    earlier = len(list(place.iterdir())) if place.is_dir() else 0
    moment = datetime(2024, 7, 13 + earlier, 12, 42, tzinfo=UTC)
    return record_mailing(werkmap, naam, soort, moment)


@dataclass(frozen=True)
class Tafel:
    """A small workspace in the hands of a secretary."""

    root: Path
    run: Regietafel

    @property
    def folder(self) -> Path:
        return self.root / "meetings" / WERK

    def put(self, name: str, title: str, pages: int = 1) -> None:
        path = self.folder / "bijlagen" / f"{name}.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(pdfs.tagged(title, pages=pages))

    def change(self, old: str, new: str) -> None:
        path = self.folder / "vergadering.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    def regietafel(self, *arguments: str) -> Uitvoer:
        return self.run(*arguments, cwd=self.root)

    def pdf(self, name: str) -> "Bundel":
        return Bundel(
            (self.folder / "uit" / f"{name} PRT Voorbeeld 10 maart 2027.pdf").read_bytes()
        )

    @property
    def bundel(self) -> "Bundel":
        return self.pdf("Vergaderstukken")

    @property
    def nazending(self) -> "Bundel":
        return self.pdf("Nazending")


@dataclass(frozen=True)
class Bundel:
    """A pack as a reader sees it."""

    content: bytes

    def labels(self) -> list[str]:
        with pikepdf.open(BytesIO(self.content)) as pdf:
            return [str(page.label) for page in pdf.pages]

    def bookmarks(self) -> list[str]:
        with pikepdf.open(BytesIO(self.content)) as pdf, pdf.open_outline() as outline:
            return [text for item in outline.root for text in _titles(item)]

    def words(self) -> list[str]:
        """Return the text of each page, with one space between words."""
        from pypdf import PdfReader

        pages = PdfReader(BytesIO(self.content)).pages
        return [" ".join(page.extract_text().split()) for page in pages]


def _titles(item: pikepdf.OutlineItem) -> list[str]:
    return [item.title, *(text for child in item.children for text in _titles(child))]


@pytest.fixture
def tafel(regietafel: Regietafel, tmp_path: Path) -> Tafel:
    """Return a workspace of which the agenda was mailed: 2b on page 3, 3-1 on 6, 3-2 to come on 8."""
    root = tmp_path / "werkmap"
    shutil.copytree(BASIS, root)
    tafel = Tafel(root, regietafel)
    (tafel.folder / "vergadering.yaml").write_text(AGENDA)
    tafel.put("memo", "Memo", 3)
    tafel.put("overzicht", "Overzicht", 2)
    mail(root)
    return tafel


# -- what is kept --------------------------------------------------------------------------------


def test_a_mailing_keeps_what_the_pack_holds(
    werkmap: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    zending = mail(werkmap, JULI)
    seen = [(s.nummer, s.punt, s.bron, s.eerste, s.paginas) for s in zending.stukken]
    assert seen == [
        ("2", "2", "lijst_van/2024-04-05", "3", 2),
        ("4b", "4b", "stukken/voorstelmemo-drentse-puzzel.md", "5", 3),
        ("5a", "5a", "bijlagen/overzicht-flexwonen.docx", "8", 2),
        ("5b", "5b", "bijlagen/verslag-inspiratiebijeenkomst.pdf", "10", 2),
    ]
    received = werkmap / "meetings" / JULI / "bijlagen" / "verslag-inspiratiebijeenkomst.pdf"
    assert zending.stukken[-1].sha256 == hashlib.sha256(received.read_bytes()).hexdigest()
    assert [p.nummer for p in zending.punten][-4:] == ["5b", "5c", "6", "7"]
    house = werkmap / "regietafel.yaml"
    house.write_text(house.read_text().replace("#", "# ", 1))
    path = werkmap / "meetings" / JULI / "vergadering.yaml"
    path.write_text(path.read_text().replace("status: concept", "status: definitief"))
    assert mail(werkmap, JULI).stukken == zending.stukken


def test_a_promised_document_has_a_page_and_no_fingerprint(tafel: Tafel) -> None:
    (verzonden,) = load_meeting(Werkmap(tafel.root), *WERK.split("/")).dossier.verzonden
    zending = verzonden.zending
    promised = zending.stukken[-1]
    assert (promised.nummer, promised.bron, promised.sha256) == ("3-2", None, None)
    assert (promised.eerste, promised.paginas) == ("8", 1)


# -- numbers and pages stay ----------------------------------------------------------------------


def test_without_a_change_the_pack_stays_as_it_was(tafel: Tafel) -> None:
    result = tafel.regietafel("pakket", WERK)
    assert result.code == 0, result.err
    assert tafel.bundel.labels() == [str(n) for n in range(1, 9)]
    assert "pag. 3 van 8" in tafel.bundel.words()[2]


def test_a_new_document_gets_the_next_number_and_pages_with_letters(tafel: Tafel) -> None:
    tafel.put("brief", "Brief", 2)
    tafel.change(MEMO, f"{MEMO}          - titel: Brief\n            bestand: brief.pdf\n")
    result = tafel.regietafel("pakket", WERK)
    assert result.code == 0, result.err
    assert tafel.bundel.labels() == ["1", "2", "3", "4", "5", "5a", "5b", "6", "7", "8"]
    words = tafel.bundel.words()
    assert "Bijlage 2b-1: Brief 5a" in words[1]
    assert "2b, 2b-1" in words[0]
    assert "Bijlage 2b-1 · pagina 2 van 2 | pag. 5b" in words[6]
    assert "pag. 6" in words[7]
    assert "van 10" not in words[7]
    assert "Bijlage 2b-1: Brief" in tafel.bundel.bookmarks()
    assert failures(tafel.bundel.content) == []


def test_a_longer_document_keeps_its_first_page(tafel: Tafel) -> None:
    tafel.put("memo", "Memo", 5)
    tafel.regietafel("pakket", WERK)
    assert tafel.bundel.labels() == ["1", "2", "3", "4", "5", "5a", "5b", "6", "7", "8"]


def test_a_withdrawn_document_leaves_a_page_that_says_so(tafel: Tafel) -> None:
    tafel.change(
        OVERZICHT, f"{OVERZICHT}        ingetrokken: ja\n        reden: de cijfers zijn oud\n"
    )
    (tafel.folder / "bijlagen" / "overzicht.pdf").unlink()
    result = tafel.regietafel("pakket", WERK)
    assert result.code == 0, result.err
    assert tafel.bundel.labels() == ["1", "2", "3", "4", "5", "6", "8"]
    words = tafel.bundel.words()
    assert "Dit stuk is ingetrokken" in words[5]
    assert "Reden: de cijfers zijn oud." in words[5]
    assert "3-1 ingetrokken" in words[0]
    assert "Bijlage 3-1: Overzicht (ingetrokken) 6" in words[1]


def test_documents_made_one_by_one_carry_the_number_that_was_sent(tafel: Tafel) -> None:
    stuk = tafel.folder / "stukken" / "notitie.md"
    stuk.parent.mkdir()
    stuk.write_text("---\nsoort: notitie\ntitel: Toelichting\npunt: 2b\n---\n\nEen notitie.\n")
    tafel.change(
        "      - titel: Stand van zaken\n",
        "      - titel: Nieuw\n        doel: ter informatie\n      - titel: Stand van zaken\n",
    )
    result = tafel.regietafel("maak", WERK)
    assert result.code == 0, result.err
    made = {path.name for path in (tafel.folder / "uit").glob("*.pdf")}
    assert "2b-1. Notitie Toelichting.pdf" in made
    agenda = Bundel(
        (tafel.folder / "uit" / "0. Agenda PRT Voorbeeld 10 maart 2027.pdf").read_bytes()
    )
    text = agenda.words()[0]
    assert text.index("c) Nieuw") < text.index("a) Stand van zaken") < text.index("b) Verdeling")


# -- what would break it -------------------------------------------------------------------------

BREAKS = {
    "a point is gone": (
        "  - Sluiting\n", "",
        "verzonden-punt-weg", "Punt 4 'Sluiting' is verzonden",
    ),
    "a point moves": (
        "  - Opening\n  - titel: Asielopvang\n", "  - titel: Asielopvang\n",
        "verzonden-punt-weg", "Punt 1 'Opening'",
    ),
    "a point gets another number": (
        "  - Sluiting\n", "  - titel: Sluiting\n    nummer: 9\n",
        "verzonden-nummer", "'nummer: 4'",
    ),
    "a document is gone": (
        f"    bijlagen:\n      - titel: Overzicht\n{OVERZICHT}", "    bijlagen:\n",
        "verzonden-stuk-weg", "'bestand: overzicht.pdf'. Vervalt het stuk, zet er dan 'ingetrokken: ja' bij",
    ),
    "a promise is gone": (
        "      - titel: Prognose\n        volgt: ja\n", "",
        "verzonden-stuk-weg", "'titel: Prognose' met 'volgt: ja'",
    ),
    "a document gets another number": (
        OVERZICHT, f"{OVERZICHT}        nummer: 3-7\n",
        "verzonden-nummer", "haal 'nummer: 3-7' weg of schrijf 'nummer: 3-1'",
    ),
    "documents change places": (
        f"      - titel: Overzicht\n{OVERZICHT}      - titel: Prognose\n        volgt: ja\n",
        f"      - titel: Prognose\n        volgt: ja\n      - titel: Overzicht\n{OVERZICHT}",
        "verzonden-volgorde", "Bijlage 3-1 is verzonden vóór 3-2",
    ),
    "a document moves to another point": (
        f"        bijlagen:\n          - titel: Memo verdeling\n{MEMO}  - titel: Statushouders\n    doel: ter informatie\n    bijlagen:\n",
        "  - titel: Statushouders\n    doel: ter informatie\n    bijlagen:\n      - titel: Memo verdeling\n        bestand: memo.pdf\n",
        "verzonden-ander-punt", "verzonden als bijlage 2b bij punt 2b",
    ),
    "a document takes its number to another point": (
        f"        bijlagen:\n          - titel: Memo verdeling\n{MEMO}  - titel: Statushouders\n    doel: ter informatie\n    bijlagen:\n",
        "  - titel: Statushouders\n    doel: ter informatie\n    bijlagen:\n      - titel: Memo verdeling\n        bestand: memo.pdf\n        nummer: 2b\n",
        "verzonden-ander-punt", "Bijlage 2b is verzonden bij punt 2b en staat nu bij punt 3",
    ),
    "a number moves to another point": (
        OVERZICHT, f"{OVERZICHT}      - bestand: memo.pdf\n        nummer: 2b\n",
        "dubbel-nummer", "Bijlage 2b komt 2 keer voor",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BREAKS)
def test_nothing_is_made_that_contradicts_what_was_sent(tafel: Tafel, what: str) -> None:
    old, new, code, message = BREAKS[what]
    tafel.change(old, new)
    checked = tafel.regietafel("controleer", WERK)
    assert checked.code == 1
    line = next(line for line in checked.err.splitlines() if f"fout [{code}]" in line)
    assert message in line
    assert "vergadering.yaml:" in line
    for command in (("maak", WERK), ("pakket", WERK), ("pakket", WERK, "--nazending")):
        refused = tafel.regietafel(*command)
        assert refused.code == 1
        assert f"[{code}]" in refused.err
        assert "Er is niets gemaakt" in refused.err
    assert not (tafel.folder / "uit").exists()


def test_points_that_change_places_are_an_error(tafel: Tafel) -> None:
    tafel.change("  - Opening\n", "")
    tafel.change("  - Sluiting\n", "  - Sluiting\n  - Opening\n")
    checked = tafel.regietafel("controleer", WERK)
    assert "[verzonden-volgorde]" in checked.err
    assert "Punt 1 is verzonden vóór 4" in checked.err


def test_another_title_keeps_the_number_and_is_a_warning(tafel: Tafel) -> None:
    tafel.change("titel: Asielopvang", "titel: Opvang van asielzoekers")
    checked = tafel.regietafel("controleer", WERK)
    assert checked.code == 0
    assert "waarschuwing [verzonden-titel]" in checked.err
    result = tafel.regietafel("pakket", WERK, "--nazending")
    assert result.code == 0
    assert "Punt 2 heet nu: Opvang van asielzoekers" in tafel.nazending.words()[0]


# -- nazending -----------------------------------------------------------------------------------


def test_a_nazending_brings_what_is_new_and_the_whole_pack_again(tafel: Tafel) -> None:
    tafel.put("brief", "Brief", 2)
    tafel.put("memo", "Memo met Noordenveld", 2)
    tafel.put("prognose", "Prognose", 2)
    tafel.change(
        MEMO,
        f"{MEMO}            reden: Noordenveld gaf zijn inbreng\n          - titel: Brief\n            bestand: brief.pdf\n",
    )
    tafel.change(OVERZICHT, f"{OVERZICHT}        ingetrokken: ja\n")
    tafel.change("        volgt: ja\n", "        bestand: prognose.pdf\n")
    result = tafel.regietafel("pakket", WERK, "--nazending")
    assert result.code == 0, result.err
    assert result.out.splitlines() == [
        "meetings/prt/2027-03-10/uit/Vergaderstukken PRT Voorbeeld 10 maart 2027.pdf (9 pagina's)",
        "meetings/prt/2027-03-10/uit/Nazending PRT Voorbeeld 10 maart 2027.pdf (7 pagina's)",
        "Vervangen: bijlage 2b, Memo verdeling (pagina 3 – 4)",
        "Nieuw: bijlage 2b-1, Brief (pagina 5a – 5b)",
        "Ingetrokken: bijlage 3-1, Overzicht (pagina 6)",
        "Nieuw: bijlage 3-2, Prognose (pagina 8 – 9)",
    ]
    assert tafel.bundel.labels() == ["1", "2", "3", "4", "5a", "5b", "6", "8", "9"]
    assert tafel.nazending.labels() == ["i", "3", "4", "5a", "5b", "8", "9"]
    cover, first, *_ = tafel.nazending.words()
    assert (
        "2b Memo verdeling Noordenveld gaf zijn inbreng. Pagina 5 vervalt. Vervangen 3 – 4" in cover
    )
    assert "3-1 Overzicht Pagina 7 vervalt. Ingetrokken 6" in cover
    assert "die u op 13 juli 2024 kreeg" in cover
    assert "‹ Nazending | Bijlage 2b · pagina 1 van 2 | pag. 3" in first
    assert tafel.nazending.bookmarks()[0] == "Nazending"
    assert "Bijlage 2b: Memo verdeling" in tafel.nazending.bookmarks()
    assert failures(tafel.nazending.content) == []
    assert failures(tafel.bundel.content) == []


def test_when_nothing_is_new_no_nazending_is_made(tafel: Tafel) -> None:
    result = tafel.regietafel("pakket", WERK, "--nazending")
    assert result.code == 0
    assert "Niets nieuws" in result.out
    assert not list((tafel.folder / "uit").glob("Nazending*"))


def test_without_a_mailing_there_is_nothing_to_add_to(tafel: Tafel) -> None:
    shutil.rmtree(tafel.folder / "verzonden")
    result = tafel.regietafel("pakket", WERK, "--nazending")
    assert result.code == 1
    assert f"regietafel pakket {WERK}" in result.err


def test_a_second_nazending_compares_with_the_first(tafel: Tafel) -> None:
    tafel.put("brief", "Brief", 2)
    tafel.change(MEMO, f"{MEMO}          - titel: Brief\n            bestand: brief.pdf\n")
    mail(tafel.root, soort=Mailsoort.NAZENDING)
    tafel.put("memo", "Memo", 4)
    tafel.change(
        "  - Sluiting\n", "  - titel: Kamerbrief\n    doel: ter informatie\n  - Sluiting\n"
    )
    result = tafel.regietafel("pakket", WERK, "--nazending")
    assert result.code == 0, result.err
    assert "Vervangen: bijlage 2b, Memo verdeling (pagina 3 – 5c)" in result.out
    assert "De bijlagen 2b-1, 3-1 en 3-2 zijn niet veranderd." in result.out
    assert tafel.nazending.labels() == ["i", "3", "4", "5", "5c"]
    assert "Nieuw punt 3a: Kamerbrief" in tafel.nazending.words()[0]


def test_a_nazending_is_the_same_each_time(tafel: Tafel) -> None:
    tafel.put("memo", "Memo", 4)
    tafel.regietafel("pakket", WERK, "--nazending")
    once = tafel.nazending.content, tafel.bundel.content
    tafel.regietafel("pakket", WERK, "--nazending")
    assert (tafel.nazending.content, tafel.bundel.content) == once


# -- records that were touched -------------------------------------------------------------------


def test_a_file_that_is_no_longer_what_was_sent_is_an_error(tafel: Tafel) -> None:
    sent = tafel.folder / "verzonden" / "001-agenda" / "agenda.txt"
    sent.write_bytes(b"anders")
    assert "fout [verzonden-veranderd]" in tafel.regietafel("controleer", WERK).err
    sent.unlink()
    assert "fout [verzonden-veranderd]" in tafel.regietafel("controleer", WERK).err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("eerste: '3'", "eerste: drie", "bijlage 2b heeft geen eerste bladzijde"),
        ("eerste: '3'", "eerste: '6'", "bijlage 2b en bijlage 3-1 een zelfde bladzijde"),
        ("nummer: 3-2", "nummer: 3-1", "bijlage 3-1 staat er 2 keer"),
    ],
)
def test_a_record_that_says_what_cannot_be_is_an_error(
    tafel: Tafel, old: str, new: str, message: str
) -> None:
    record = tafel.folder / "verzonden" / "001-agenda" / "zending.yaml"
    text = record.read_text()
    assert old in text
    record.write_text(text.replace(old, new, 1))
    checked = tafel.regietafel("controleer", WERK)
    assert "[zending-klopt-niet]" in checked.err
    assert message in checked.err
    assert "Er is niets gemaakt" in tafel.regietafel("pakket", WERK).err


def test_a_first_page_that_changed_between_mailings_is_an_error(tafel: Tafel) -> None:
    mail(tafel.root, soort=Mailsoort.NAZENDING)
    record = tafel.folder / "verzonden" / "002-nazending" / "zending.yaml"
    record.write_text(record.read_text().replace("eerste: '3'", "eerste: '4'", 1))
    checked = tafel.regietafel("controleer", WERK)
    assert "bijlage 2b begon eerder op bladzijde 3" in checked.err


def test_a_record_that_cannot_be_read_stops_what_would_be_made(tafel: Tafel) -> None:
    record = tafel.folder / "verzonden" / "001-agenda" / "zending.yaml"
    record.write_text("stukken: [")
    assert tafel.regietafel("controleer", WERK).code == 1
    refused = tafel.regietafel("maak", WERK)
    assert refused.code == 1
    assert "Er is niets gemaakt" in refused.err


# -- the national table of 26 September 2024, as it went -----------------------------------------


def test_the_promised_dashboard_comes_after_the_agenda(
    regietafel: Regietafel, werkmap: Path
) -> None:
    """In the morning the agenda went out with a promise; later that day the dashboard came."""
    lrt = "lrt/2024-09-26"
    folder = werkmap / "meetings" / lrt
    there = "        bestand: dashboard.pdf"
    file = folder / "vergadering.yaml"
    whole = file.read_text()
    file.write_text(whole.replace(there, "        volgt: ja"))
    record_mailing(werkmap, lrt, Mailsoort.AGENDA, datetime(2024, 9, 25, 7, tzinfo=UTC))
    file.write_text(whole.replace(there, f"{there}\n        reden: toegezegd vanochtend"))
    result = regietafel("pakket", lrt, "--nazending", cwd=werkmap)
    assert result.code == 0, result.err
    delta = Bundel((folder / "uit" / "Nazending LRT 26 september 2024.pdf").read_bytes())
    pack = Bundel((folder / "uit" / "Vergaderstukken LRT 26 september 2024.pdf").read_bytes())
    assert pack.labels() == [str(n) for n in range(1, 9)]
    assert delta.labels() == ["i", "6", "7", "8"]
    cover = delta.words()[0]
    assert "die u op 25 september 2024 kreeg" in cover
    assert "Toegezegd vanochtend. Nieuw 6 – 8" in cover
    assert "Bijlage I is niet veranderd." in cover
    assert "Bijlage II · pagina 1 van 3 | pag. 6" in delta.words()[1]
    assert failures(delta.content) == []


def test_a_text_is_written_for_the_point_that_members_know(tafel: Tafel) -> None:
    tafel.change(
        "      - titel: Stand van zaken\n",
        "      - titel: Nieuw\n        doel: ter informatie\n      - titel: Stand van zaken\n",
    )
    made = tafel.regietafel("stuk", "nieuw", "notitie", WERK, "--punt", "2c")
    assert made.code == 0, made.err
    text = next((tafel.folder / "stukken").glob("*.md")).read_text()
    assert "titel: Nieuw" in text


def test_a_withdrawn_text_keeps_its_title_when_its_file_is_gone(tafel: Tafel) -> None:
    stuk = tafel.folder / "stukken" / "notitie.md"
    stuk.parent.mkdir()
    stuk.write_text("---\nsoort: notitie\ntitel: Toelichting\npunt: 2a\n---\n\nEen notitie.\n")
    mail(tafel.root, soort=Mailsoort.NAZENDING)
    stuk.unlink()
    said = tafel.regietafel("controleer", WERK).err
    assert "Zet bij punt 2a terug: 'stuk: notitie.md'" in said
    line = "        bijlagen: [{stuk: notitie.md, ingetrokken: ja}]\n"
    tafel.change("        doel: ter informatie\n", f"        doel: ter informatie\n{line}")
    result = tafel.regietafel("pakket", WERK)
    assert result.code == 0, result.err
    assert "Bijlage 2a: Notitie Toelichting (ingetrokken)" in tafel.bundel.words()[1]
