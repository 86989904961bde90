"""From view and template to PDF: user text is data, templates stay in their folder."""

import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regietafel.documents.blocks import Alinea, Citaat, Deel, Lijst, plain
from regietafel.documents.pdf import SjabloonError, View, render_pdf, to_json
from regietafel.documents.views import (
    Agendapuntview,
    Agendarij,
    AgendaView,
    Bijlageview,
    Gegeven,
    InvulbladView,
    StijlView,
    Verwijzing,
)

TEMPLATES = Path(__file__).parents[2] / "templates"
SHARED = TEMPLATES / "_huisstijl"
MOMENT = datetime(2024, 7, 13, 12, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><path d="M0 0h40v10z"/></svg>'
)
HOSTILE = '#read("/etc/passwd") {{ 7*7 }} *x* _y_ $x$ <label> @ref #panic() \\ // c /* c */ `r`'


def agenda(text: str = "Woo", link: str = "") -> AgendaView:
    """Return an agenda with the same text in every field that a user fills."""
    style = StijlView(text, (text,), (text,), text, text, b"")
    rich = (
        Alinea((Deel(text), Deel(text, vet=True, cursief=True), Deel(text, code=True, link=link))),
        Lijst(True, (plain(text), plain(text))),
        Citaat(plain(text)),
    )
    references = (Verwijzing(text, link),)
    return AgendaView(
        style, text, text, text, text, text, (Gegeven(text, text),), (text,), (text,),
        (Agendarij("1", text, 0, text, references, text), Agendarij("a)", text, 1, text, (), text)),
        (Agendapuntview("1", text, 0, text, references, text, rich, rich, (text,)),),
        (Bijlageview("I", text, text),),
    )  # fmt: skip


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join(page.extract_text() for page in pages)


def own_template(folder: Path, source: str) -> Path:
    """Write a customer's template and return the folder of its kind."""
    kind = folder / "templates" / "agenda-tabel"
    kind.mkdir(parents=True)
    start = '#import "../_huisstijl/huisstijl.typ": *\n#show: stuk.with(view)\n= Kop\n'
    (kind / "pdf.typ").write_text(start + source, "utf-8")
    return kind


def refusal(kind: Path, view: View | None = None) -> SjabloonError:
    with pytest.raises(SjabloonError) as caught:
        render_pdf(view or agenda(), kind, moment=MOMENT, gedeeld=SHARED)
    return caught.value


@pytest.mark.parametrize("soort", ["agenda-tabel", "agenda-toelichting"])
def test_template_code_in_user_text_is_shown_and_not_run(soort: str) -> None:
    text = text_of(render_pdf(agenda(HOSTILE), TEMPLATES / soort, moment=MOMENT))
    shown = re.sub(r"\s|\u00ad", "", text)
    assert shown.count(re.sub(r"\s", "", HOSTILE)) >= 5
    assert "root:" not in text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(), max_size=60), link=st.text(max_size=20))
def test_any_text_makes_a_document(text: str, link: str) -> None:
    for soort in ("agenda-tabel", "agenda-toelichting"):
        content = render_pdf(agenda(text, link), TEMPLATES / soort, moment=MOMENT)
        assert content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("text", ["", " ", "\u00ad", "tafel\u00ad", "\n", "\u00a0"])
def test_a_link_around_next_to_nothing_makes_a_document(text: str) -> None:
    view = agenda(text, "https://www.drenthe.nl")
    for soort in ("agenda-tabel", "agenda-toelichting"):
        assert render_pdf(view, TEMPLATES / soort, moment=MOMENT)


def test_characters_without_glyph_are_shown_as_a_box() -> None:
    view = replace(agenda(), titel="Agenda 😀 \x07 \ud800 ع einde")
    text = text_of(render_pdf(view, TEMPLATES / "agenda-tabel", moment=MOMENT))
    assert "Agenda ☐ ☐ ☐ ☐ einde" in text


def test_a_list_twenty_levels_deep_still_makes_a_document() -> None:
    blocks = plain("diep")
    for _ in range(20):
        blocks = (Lijst(False, (blocks,)),)
    point = replace(agenda().punten[0], toelichting=blocks)
    view = replace(agenda(), punten=(point,))
    text = text_of(render_pdf(view, TEMPLATES / "agenda-toelichting", moment=MOMENT))
    assert "diep" in text


def test_the_date_in_the_file_is_the_moment_with_or_without_a_zone_name() -> None:
    view, soort = agenda(), TEMPLATES / "agenda-tabel"
    fixed = MOMENT.replace(tzinfo=timezone(timedelta(hours=2)))
    content = render_pdf(view, soort, moment=MOMENT)
    assert content == render_pdf(view, soort, moment=fixed)
    metadata = pypdf.PdfReader(io.BytesIO(content)).metadata
    assert metadata is not None
    assert metadata.creation_date == MOMENT


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(agenda(), TEMPLATES / "agenda-tabel", moment=MOMENT.replace(tzinfo=None))


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../../../etc/passwd", "../../geheim"])
def test_a_template_reads_nothing_outside_of_the_templates(tmp_path: Path, path: str) -> None:
    (tmp_path / "geheim").write_text("wachtwoord")
    error = refusal(own_template(tmp_path, f'#read("{path}")'))
    assert (error.sjabloon, error.regel) == ("agenda-tabel/pdf.typ", 4)
    assert str(error).startswith("Van sjabloon agenda-tabel/pdf.typ, regel 4 is geen pdf te maken.")


def test_a_link_that_leads_out_of_the_template_folder_is_not_followed(tmp_path: Path) -> None:
    kind = own_template(tmp_path, '#read("list.txt")')
    (tmp_path / "geheim").write_text("wachtwoord")
    (kind / "list.txt").symlink_to(tmp_path / "geheim")
    assert "file not found" in refusal(kind).reden


def test_a_refusal_does_not_show_where_documents_are_made(tmp_path: Path) -> None:
    message = str(refusal(own_template(tmp_path, '#read("nergens.txt")')))
    assert "regietafel-" not in message
    assert message.endswith("Typst meldt: file not found (searched at agenda-tabel/nergens.txt).")


def test_a_package_from_the_internet_is_refused_before_it_is_fetched(tmp_path: Path) -> None:
    error = refusal(own_template(tmp_path, '#import "@preview/cetz:0.3.0"'))
    assert (error.sjabloon, error.regel) == ("agenda-tabel/pdf.typ", 4)
    assert error.reden == "pakketten van internet worden niet opgehaald"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("#view.bestaatniet", 'dictionary does not contain key "bestaatniet"'),
        ("#onbekend()", "unknown variable: onbekend"),
        ("#while true {}", "condition is always true"),
        ("#image(bytes((1, 2)))", "unknown image format"),
        ("#let f(", "unclosed delimiter"),
    ],
)
def test_a_fault_in_a_template_names_file_line_and_what_typst_said(
    tmp_path: Path, source: str, said: str
) -> None:
    error = refusal(own_template(tmp_path, source))
    assert (error.sjabloon, error.regel) == ("agenda-tabel/pdf.typ", 4)
    assert said in error.reden


def test_a_template_that_breaks_a_rule_of_accessibility_is_refused(tmp_path: Path) -> None:
    error = refusal(own_template(tmp_path, "=== Te diep"))
    assert "PDF/UA-1 error" in error.reden


def test_a_folder_without_pdf_template_is_refused(tmp_path: Path) -> None:
    kind = tmp_path / "templates" / "memo"
    kind.mkdir(parents=True)
    assert "memo/pdf.typ" in str(refusal(kind))


def test_a_kind_of_the_customer_uses_the_shared_style_of_the_package(tmp_path: Path) -> None:
    kind = own_template(tmp_path, "#view.titel en meer")
    content = render_pdf(agenda("Eigen titel"), kind, moment=MOMENT, gedeeld=SHARED)
    assert "Eigen titel en meer" in text_of(content)


def test_the_customers_own_shared_style_wins(tmp_path: Path) -> None:
    kind = own_template(tmp_path, "#eigen")
    own = kind.parent / "_huisstijl"
    own.mkdir()
    source = (SHARED / "huisstijl.typ").read_text("utf-8")
    (own / "huisstijl.typ").write_text(source + '\n#let eigen = "van onszelf"\n', "utf-8")
    content = render_pdf(agenda(), kind, moment=MOMENT, gedeeld=SHARED)
    assert "van onszelf" in text_of(content)


def test_a_template_may_use_a_picture_that_lies_beside_it(tmp_path: Path) -> None:
    kind = own_template(tmp_path, '#image("beelden/wapen.svg", alt: "Wapen")')
    (kind / "beelden").mkdir()
    (kind / "beelden" / "wapen.svg").write_bytes(SVG)
    assert render_pdf(agenda(), kind, moment=MOMENT, gedeeld=SHARED)


def test_an_unreadable_picture_is_a_refusal_and_not_a_crash() -> None:
    page = InvulbladView(agenda().huisstijl, "Bundel", "Foto", "3", "f.jpg", "", b"geen foto", "")
    assert "unknown image format" in refusal(TEMPLATES / "invulblad", page).reden


def test_a_program_that_made_documents_leaves_no_file_behind(tmp_path: Path) -> None:
    before = sorted(TEMPLATES.rglob("*"))
    start = "from tests.documents.test_pdf import *; made = render_pdf(agenda(), TEMPLATES / 'agenda-tabel', moment=MOMENT)"
    look = "import os, sys; sys.exit(0 if os.listdir(os.environ['TMPDIR']) else 'nothing to leave')"
    subprocess.run(
        [sys.executable, "-c", f"{start}\n{look}"],
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert list(tmp_path.iterdir()) == []
    assert sorted(TEMPLATES.rglob("*")) == before


def test_a_template_that_changed_is_used_as_it_is_now(tmp_path: Path) -> None:
    kind = own_template(tmp_path, "Zoals het was.")
    assert "Zoals het was." in text_of(render_pdf(agenda(), kind, moment=MOMENT, gedeeld=SHARED))
    entry = kind / "pdf.typ"
    entry.write_text(
        entry.read_text("utf-8").replace("Zoals het was.", "Zoals het nu is."), "utf-8"
    )
    assert "Zoals het nu is." in text_of(render_pdf(agenda(), kind, moment=MOMENT, gedeeld=SHARED))


def test_a_view_becomes_json_with_its_pictures_apart() -> None:
    pictures: dict[str, bytes] = {}
    style = StijlView("Naam 😀", ("a", "b"), (), "#154273", "", SVG)
    assert to_json(style, pictures) == {
        "naam": "Naam ☐",
        "afdeling": ["a", "b"],
        "adresblok": [],
        "accentkleur": "#154273",
        "vertrouwelijkheid": "",
        "logo": f"/_beelden/{sha256(SVG).hexdigest()}",
    }
    assert [*pictures.values()] == [SVG]
    assert {f.name for f in fields(style)} == set(to_json(style, {}))  # type: ignore[arg-type]


def test_a_view_with_something_else_than_text_is_a_fault_of_the_program() -> None:
    @dataclass(frozen=True)
    class Wrong:
        moment: datetime

    with pytest.raises(TypeError, match="a view holds no datetime"):
        to_json(Wrong(MOMENT), {})
