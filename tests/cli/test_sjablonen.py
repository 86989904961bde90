"""The customer takes a Word template out, changes it, and is told what is wrong with it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from .conftest import Regietafel

JULI = "prt-drenthe/2024-07-17"


@pytest.fixture
def template(regietafel: Regietafel, werkmap: Path) -> Path:
    assert regietafel("sjablonen", "exporteer", "agenda-tabel", cwd=werkmap).code == 0
    return werkmap / "templates/agenda-tabel/word.docx"


def add_paragraph(template: Path, text: str) -> None:
    document = docx.Document(str(template))
    document.add_paragraph(text)
    document.save(str(template))


def test_the_list_says_which_templates_are_the_customers_own(
    regietafel: Regietafel, werkmap: Path, template: Path
) -> None:
    lines = regietafel("sjablonen", "lijst", cwd=werkmap).out.splitlines()
    origin = {line.split()[0]: line.split()[1] for line in lines}
    assert origin == {
        "actielijst": "standaard",
        "agenda-tabel": "eigen",
        "agenda-toelichting": "standaard",
        "bestuursopdracht": "standaard",
        "brief": "standaard",
        "collegevoorstel": "standaard",
        "dashboard": "standaard",
        "notitie": "standaard",
        "overzicht": "standaard",
        "raadsinformatiebrief": "standaard",
        "rapport": "standaard",
        "regieboek": "standaard",
        "samenwerkingsagenda": "standaard",
        "tabel": "standaard",
        "verslag": "standaard",
        "voorstelmemo": "standaard",
        "voortgang": "standaard",
    }
    assert template.exists()


def test_the_fields_are_listed_with_their_meaning(regietafel: Regietafel, werkmap: Path) -> None:
    out = regietafel("sjablonen", "velden", "agenda-tabel", cwd=werkmap).out
    line = next(line for line in out.splitlines() if line.startswith("rijen[].doel"))
    assert "Ter bespreking/instemming" in line


def test_an_exported_template_passes_and_is_never_overwritten(
    regietafel: Regietafel, werkmap: Path, template: Path
) -> None:
    checked = regietafel("sjablonen", "controleer", "agenda-tabel", cwd=werkmap)
    assert (checked.code, checked.err) == (0, "")
    before = template.read_bytes()
    assert regietafel("sjablonen", "exporteer", "agenda-tabel", cwd=werkmap).code == 1
    assert template.read_bytes() == before


def test_what_the_customer_adds_shows_in_the_document(
    regietafel: Regietafel, werkmap: Path, template: Path
) -> None:
    add_paragraph(template, "Met groet van {{ huisstijl.naam }}")
    assert regietafel("sjablonen", "controleer", cwd=werkmap).code == 0
    assert regietafel("maak", JULI, "agenda", cwd=werkmap).code == 0
    made = next((werkmap / "meetings" / JULI / "uit").glob("*.docx"))
    text = "\n".join(p.text for p in docx.Document(BytesIO(made.read_bytes())).paragraphs)
    assert "Met groet van Provincie Drenthe" in text


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("{{ title }}", "titel"),
        ("{% for rij in rijen %}{{ rij.doell }}{% endfor %}", "doel"),
        ("{% for rij in rijen %}", "for"),
        ("{{ ''.__class__.__mro__ }}", "code uit te voeren"),
    ],
)
def test_a_wrong_field_is_named_in_dutch_and_makes_nothing(
    regietafel: Regietafel, werkmap: Path, template: Path, added: str, said: str
) -> None:
    add_paragraph(template, added)
    checked = regietafel("sjablonen", "controleer", cwd=werkmap)
    assert checked.code == 1
    assert said in checked.err
    made = regietafel("maak", JULI, "agenda", cwd=werkmap)
    assert made.code == 1
    assert "Traceback" not in made.err


def test_a_missing_field_is_named(regietafel: Regietafel, werkmap: Path, template: Path) -> None:
    empty = docx.Document()
    empty.add_paragraph("{{ titel }}")
    empty.save(str(template))
    checked = regietafel("sjablonen", "controleer", cwd=werkmap)
    assert "rijen" in checked.err


def test_an_unknown_kind_is_refused_with_the_known_ones(
    regietafel: Regietafel, werkmap: Path
) -> None:
    for command in ("velden", "controleer", "exporteer"):
        result = regietafel("sjablonen", command, "gedicht", cwd=werkmap)
        assert result.code == 1
        assert "agenda-tabel" in result.err


def test_without_own_templates_the_checker_says_how_to_get_one(
    regietafel: Regietafel, werkmap: Path
) -> None:
    assert "exporteer" in regietafel("sjablonen", "controleer", cwd=werkmap).out


def test_through_word_the_pdf_comes_from_the_template(
    regietafel: Regietafel, werkmap: Path, template: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    add_paragraph(template, "Alleen in Word")
    settings = werkmap / "regietafel.yaml"
    settings.write_text(settings.read_text().replace("pdf: typst", "pdf: word"))
    result = regietafel("maak", JULI, "agenda", cwd=werkmap)
    assert result.code == 0, result.err
    from pypdf import PdfReader

    made = next((werkmap / "meetings" / JULI / "uit").glob("*.pdf"))
    assert "Alleen in Word" in "".join(page.extract_text() for page in PdfReader(made).pages)


# ------------------------------------------------------------------ pages and mails


def own_text(werkmap: Path, name: str, text: str) -> Path:
    path = werkmap / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("rapport/web.html", "<p>\n{{ gegevens }}\n</p>", "web.html:2: fout [sjabloon-lijst] 'gegevens' is een lijst; zet er een lus met for omheen"),
        ("rapport/web.html", "{{ huisstijl }}", "web.html:1: fout [sjabloon-groep] 'huisstijl' is een groep"),
        ("rapport/web.html", "<p>\n\n{{ tietel }}", "web.html:3: fout [sjabloon-onbekend-veld] Het veld 'tietel' bestaat niet; waarschijnlijk bedoelt u 'titel'"),
        ("rapport/web.html", "{% for a in gegevens %}\n{{ a.naam }}{% endfor %}", "web.html:2: fout [sjabloon-onbekend-veld] Het veld 'a.naam'"),
        ("rapport/web.html", "<p>{% if titel %}", "web.html:1: fout [sjabloon-tag-kapot]"),
        ("rapport/web.html", "\n{{ titel + titel }}", "web.html:2: fout [sjabloon-code] Alleen velden"),
        ("rapport/web.html", "{{ titel|safe }}", "web.html:1: fout [sjabloon-bewerking]"),
        ("rapport/web.html", "{{ huisstijl.logo }}", "web.html:1: fout [sjabloon-geen-tekst] Hier staat een beeld"),
        ("rapport/web.html", "{{ logo }}", "web.html:1: fout [sjabloon-onbekend-veld]"),
        ("mail-agenda/mail.html", "\n{{ feiten }}", "mail.html:2: fout [sjabloon-lijst] 'feiten' is een lijst"),
        ("mail-agenda/mail.txt", "{{ feiten }}", "mail.txt:1: fout [sjabloon-lijst] 'feiten' is een lijst"),
        ("mail-agenda/mail.txt", '{% extends "_mail/weg.txt" %}', "mail.txt:1: fout [sjabloon-code] Dit deel is er niet; kies uit: _mail/concept.txt"),
        ("_mail/feiten.txt", "\n{{ naamm }}", "_mail/feiten.txt:2: fout [sjabloon-onbekend-veld]"),
        ("_mail/kader.html", "{{ super() }}", "_mail/kader.html:1: fout [sjabloon-code]"),
    ],
)  # fmt: skip
def test_a_template_of_a_page_or_a_mail_is_checked_with_file_and_line(
    regietafel: Regietafel, werkmap: Path, name: str, text: str, said: str
) -> None:
    own_text(werkmap, name, text)
    checked = regietafel("sjablonen", "controleer", cwd=werkmap)
    assert checked.code == 1
    assert said in checked.err
    kind = "mail-agenda" if "mail" in name else "rapport"
    assert said in regietafel("sjablonen", "controleer", kind, cwd=werkmap).err


def test_a_page_that_is_no_utf_8_is_told(regietafel: Regietafel, werkmap: Path) -> None:
    own_text(werkmap, "rapport/web.html", "").write_bytes("één".encode("cp1252"))
    checked = regietafel("sjablonen", "controleer", "rapport", cwd=werkmap)
    assert "web.html: fout [sjabloon-onleesbaar]" in checked.err


def test_the_templates_of_the_package_pass_as_ones_own(
    regietafel: Regietafel, werkmap: Path
) -> None:
    for kind in ("mail-agenda", "_mail"):
        assert regietafel("sjablonen", "exporteer", kind, cwd=werkmap).code == 0
    for kind in ("rapport", "dashboard", "tabel", "herinnering", "mail-uitnodiging"):
        checked = regietafel("sjablonen", "controleer", kind, cwd=werkmap)
        assert (checked.code, checked.err) == (0, "")
    checked = regietafel("sjablonen", "controleer", cwd=werkmap)
    assert (checked.code, checked.err) == (0, "")
    assert "mail-agenda, mail-annulering" in checked.out


def test_a_kind_that_is_only_a_pdf_cannot_be_checked(regietafel: Regietafel, werkmap: Path) -> None:
    checked = regietafel("sjablonen", "controleer", "inhoud", cwd=werkmap)
    assert checked.code == 1
    assert "Van 'inhoud' is geen sjabloon na te kijken" in checked.err
