"""Documents in Word: real headings, notes, fields and sections, valid by two outside readers."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from regietafel.documents.blocks import Blokken
from regietafel.documents.nummeren import number_blocks
from regietafel.documents.richtext import parse_document
from regietafel.documents.tabelmaten import text_width
from regietafel.documents.word import render_word
from regietafel.documents.word_liggend import on_its_side

from .pariteit import missing_in_order, pdf_text, word_paragraphs_with_notes
from .plaatjes import png
from .tekstdocument import (
    MOMENT,
    RIJK,
    pdf_of,
    read_text,
    text_view,
    word_of,
    word_template,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def rijk() -> bytes:
    return word_of(rijk_blokken())


def rijk_blokken() -> Blokken:
    return read_text(RIJK, {"kaart.png": png()}, koppen=True)[0]


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def body(text: str) -> etree._Element:
    return part(word_of(read_text(text, koppen=True)[0]), "word/document.xml")


def fields(root: etree._Element) -> list[str]:
    return [(element.text or "").strip() for element in root.iter(f"{W}instrText")]


def said(root: etree._Element) -> str:
    return "".join(map(str, root.itertext()))


def direction(section: etree._Element) -> str | None:
    """Return ``landscape`` for a page on its side."""
    size = section.find(f"{W}pgSz")
    return None if size is None else size.get(f"{W}orient")


# ------------------------------------------------------------------ what is in it


def test_headings_are_real_headings_below_the_title(rijk: bytes) -> None:
    document = docx.Document(io.BytesIO(rijk))
    named = [(str(p.style.name if p.style else "").lower(), p.text) for p in document.paragraphs]
    levels = [(name, text) for name, text in named if name.startswith("heading")]
    assert levels[:4] == [
        ("heading 1", "Uitwerking van de puzzel"),
        ("heading 2", "1\tVoorstel"),
        ("heading 2", "2\tAanleiding"),
        ("heading 3", "2.1\tWat er is afgesproken"),
    ]
    assert levels[-1] == ("heading 2", "Bijlage 1. Cijfers en bronnen")


def test_every_reference_leads_to_a_bookmark_and_shows_its_number(rijk: bytes) -> None:
    root = part(rijk, "word/document.xml")
    marks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    led = {code.split()[1] for code in fields(root) if code.startswith(("REF", "NOTEREF"))}
    led |= {a for link in root.iter(f"{W}hyperlink") if (a := link.get(f"{W}anchor"))}
    assert len(led) > 10
    assert led <= marks
    assert "[verwijzing onbekend" not in said(root)
    assert all(len(name or "") <= 40 for name in marks)


def test_captions_count_in_fields(rijk: bytes) -> None:
    codes = fields(part(rijk, "word/document.xml"))
    assert codes.count("SEQ Tabel \\* ARABIC") == 2
    assert codes.count("SEQ Figuur \\* ARABIC") == 2
    assert 'TOC \\o "2-3" \\h \\z \\u' in codes


def test_notes_are_real_notes_and_one_that_is_named_twice_is_one_note(rijk: bytes) -> None:
    notes = part(rijk, "word/footnotes.xml")
    kinds = [note.get(f"{W}type") for note in notes]
    assert kinds == ["separator", "continuationSeparator", None, None, None]
    root = part(rijk, "word/document.xml")
    assert len(list(root.iter(f"{W}footnoteReference"))) == 3
    assert any(code.startswith("NOTEREF") for code in fields(root))


def test_the_head_of_a_table_repeats_and_its_columns_fill_the_page(rijk: bytes) -> None:
    for table in part(rijk, "word/document.xml").iter(f"{W}tbl"):
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        widths = [int(c.get(f"{W}w", "0")) for c in table.iter(f"{W}gridCol")]
        assert sum(widths) in {9_354, 14_286}, widths


def test_a_landscape_part_is_a_section_with_a_foot_of_its_own_width(rijk: bytes) -> None:
    root = part(rijk, "word/document.xml")
    sections = list(root.iter(f"{W}sectPr"))
    turned = [direction(section) for section in sections]
    assert turned == [None, "landscape", None]
    feet = [len(s.findall(f"{W}footerReference")) for s in sections]
    assert feet[0] == feet[1] == feet[2] > 0
    with zipfile.ZipFile(io.BytesIO(rijk)) as archive:
        wide = [name for name in archive.namelist() if "_liggend" in name]
    assert wide
    assert sum(1 for s in sections if s.find(f"{W}titlePg") is not None) <= 1


def test_a_landscape_part_at_the_end_leaves_no_empty_page() -> None:
    root = body("Tekst\n\n::: liggend\n\nOp zijn kant\n\n:::\n")
    sections = [direction(section) for section in root.iter(f"{W}sectPr")]
    assert sections == [None, "landscape"]


def test_a_landscape_part_of_a_landscape_document_lies_the_same_way() -> None:
    blokken, _ = read_text("Tekst\n\n::: liggend\n\nOp zijn kant\n\n:::\n\nNa\n")
    made = render_word(text_view(blokken), on_its_side(word_template()), moment=MOMENT)
    sizes = [size.get(f"{W}w") for size in part(made, "word/document.xml").iter(f"{W}pgSz")]
    assert sizes == ["16838"] * 3


def test_tables_that_touch_stay_two_tables() -> None:
    table = "| a |\n|---|\n| 1 |\n\n"
    tags = [child.tag.removeprefix(W) for child in body(table + "Tabel: x\n\n" + table)[0]]
    assert tags.count("tbl") == 2
    assert "tbl tbl" not in " ".join(tags)
    assert " ".join(tags).endswith("tbl p sectPr")


def test_the_name_of_a_group_has_one_cell_as_wide_as_the_table() -> None:
    rows = "| Nr | Naam | Bod |\n|---|---|--:|\n| **Een lange naam van een groep** | | |\n| 1 | a | 2 |\n"
    table = next(body(rows).iter(f"{W}tbl"))
    grid = [int(column.get(f"{W}w", "0")) for column in table.iter(f"{W}gridCol")]
    (cell,) = table.findall(f"{W}tr")[1].findall(f"{W}tc")
    width = cell.find(f"{W}tcPr/{W}tcW")
    assert width is not None
    assert width.get(f"{W}w") == str(sum(grid))
    assert list(table.iter(f"{W}gridSpan", f"{W}vMerge")) == []


def test_a_range_or_amount_is_not_broken_in_a_narrow_column() -> None:
    row = (
        "| "
        + " | ".join(["een lange tekst over een project dat loopt"] * 6)
        + " | € 28.400.000 | 377–382 |\n"
    )
    text = "|" + " a |" * 8 + "\n|" + "---|" * 8 + "\n" + row
    *_, amount, reach = (int(c.get(f"{W}w", "0")) for c in body(text).iter(f"{W}gridCol"))
    size = 8 * 20 / 100
    assert amount > text_width("€ 28.400.000") * size
    assert reach > text_width("377–382") * size


def test_a_short_table_stays_on_one_page_and_a_long_one_does_not() -> None:
    def kept(rows: int) -> int:
        text = "| a | b |\n|---|---|\n" + "| x | y |\n" * rows
        return len(list(next(body(text).iter(f"{W}tbl")).iter(f"{W}keepNext")))

    assert kept(4) == 2 * 4
    assert kept(9) == 0


def test_a_numbered_list_in_bullets_begins_with_figures() -> None:
    content = word_of(read_text("- punt\n  1. een\n     1. a\n")[0])
    formats = [
        level.get(f"{W}val")
        for override in part(content, "word/numbering.xml").iter(f"{W}lvlOverride")
        for level in override.iter(f"{W}numFmt")
    ]
    assert formats == ["decimal", "lowerLetter"]


def test_lists_nine_deep_have_a_level_each() -> None:
    root = body("\n".join("  " * n + f"- {n}" for n in range(7)))
    levels = [e.get(f"{W}val") for e in root.iter(f"{W}ilvl")]
    assert levels == [str(n) for n in range(7)]


def test_a_broken_or_missing_picture_becomes_words() -> None:
    blokken, _ = read_text("![Kaart](a.png)\n\n![Plan](b.png)\n", {"a.png": b"\x89PNG kapot"})
    words = said(part(word_of(blokken), "word/document.xml"))
    assert "[Afbeelding ontbreekt: Kaart]" in words
    assert "[Afbeelding ontbreekt: Plan]" in words


def test_the_same_text_gives_the_same_bytes(rijk: bytes) -> None:
    assert word_of(rijk_blokken()) == rijk


# ------------------------------------------------------------------ outside readers


def test_openxml_audit_finds_nothing(rijk: bytes, tmp_path: Path) -> None:
    path = tmp_path / "rijk.docx"
    path.write_bytes(rijk)
    command = [
        str(Path(sys.executable).with_name("openxml-audit")),
        "-f",
        "microsoft365",
        "-o",
        "json",
    ]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    (report,) = json.loads(done.stdout)
    assert report["errors"] == []


def test_the_ooxml_validator_finds_nothing(
    rijk: bytes,
    tmp_path: Path,
    needs_program: Callable[..., None],
    node_module: Callable[[str], Path],
) -> None:
    needs_program("node")
    script = node_module(".bin/ooxml-validator")
    path = tmp_path / "rijk.docx"
    path.write_bytes(rijk)
    command = [shutil.which("node") or "node", str(script.resolve()), str(path)]
    done = subprocess.run(
        [*command, "--officeVersion", "Microsoft365"], capture_output=True, text=True, check=False
    )
    assert json.loads(done.stdout)["errors"] == []


# ------------------------------------------------------------------ the same in Word and PDF


def test_word_and_pdf_of_a_rich_document_say_the_same_in_the_same_order(
    rijk: bytes, tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("pdfinfo")
    paragraphs = word_paragraphs_with_notes(rijk)
    assert len(paragraphs) > 80
    assert missing_in_order(paragraphs, pdf_text(pdf_of(rijk_blokken(), tmp_path), tmp_path)) == []


HOSTILE = "#panic() {{ 7*7 }} {% raw %} $x$ <label> @ref \\ // `r` &amp; </w:p> <?regietafel 0?>"


def test_nothing_in_a_text_is_executed(tmp_path: Path) -> None:
    text = (
        f"# {HOSTILE}\n\nTabel: {HOSTILE}\n\n| a |\n|---|\n| {HOSTILE} |\n\n~~~\n{HOSTILE}\n~~~\n"
    )
    blokken, _ = read_text(text)
    words = said(part(word_of(blokken), "word/document.xml"))
    assert words.count("{{ 7*7 }} {% raw %} $x$ <label>") == 4
    assert words.count("</w:p>") == 4
    assert pdf_of(blokken, tmp_path).startswith(b"%PDF")


MARKS = st.text(alphabet="ab *_-#>`[]()!<>|\n1.&\\:^{}~x", max_size=160)
PIECES = st.lists(st.sampled_from(re.split(r"(?<=\n)\n", RIJK)), max_size=5).map("\n\n".join)


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.one_of(MARKS, PIECES))
def test_any_text_makes_a_word_file_and_a_pdf(tmp_path: Path, text: str) -> None:
    blokken, _ = number_blocks(parse_document(text).blokken, koppen=True)
    document = docx.Document(io.BytesIO(word_of(blokken)))
    for table in document.element.body.iter(qn("w:tbl")):
        assert table.getnext() is None or table.getnext().tag != qn("w:tbl")
    assert pdf_of(blokken, tmp_path).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["> " * 30 + "a", "- " * 30 + "a", "1. > - " * 10 + "a"])
def test_a_text_that_nests_too_deep_makes_both(text: str, tmp_path: Path) -> None:
    blokken, _ = read_text(text)
    assert word_of(blokken)
    assert pdf_of(blokken, tmp_path)


def test_a_head_with_a_link_or_note_makes_a_pdf(tmp_path: Path) -> None:
    rows = "| 1 | 2 |\n" * 90
    text = (
        f"# Kop[^a] {{#k}}\n\n::: inhoud\n\n| [a](https://b.nl)[^a] | [](#k) |\n|---|---|\n{rows}"
    )
    blokken, problems = read_text(text + "\n[^a]: noot\n")
    assert problems == ()
    assert pdf_of(blokken, tmp_path)
    assert word_of(blokken)


def test_notes_with_lists_and_tables_are_notes(tmp_path: Path) -> None:
    text = "Zie[^a].\n\n[^a]: - een\n    - twee\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n"
    blokken, _ = read_text(text)
    note = part(word_of(blokken), "word/footnotes.xml")[-1]
    assert [child.tag.removeprefix(W) for child in note] == ["p", "p", "tbl", "p"]
    assert note.find(f"{W}p//{W}footnoteRef") is not None
    assert pdf_of(blokken, tmp_path)


def test_a_note_in_a_template_with_notes_goes_on_counting() -> None:
    first = word_of(read_text("Mark[^1]\n\n[^1]: noot van het sjabloon\n")[0])
    parts = {}
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].replace(b">Mark<", b">{{ titel }}{{p tekst }}<")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, body if name == "word/document.xml" else content)
    view = text_view(read_text("Tekst[^1]\n\n[^1]: eigen noot\n")[0])
    made = render_word(view, out.getvalue(), moment=MOMENT)
    ids = [note.get(f"{W}id") for note in part(made, "word/footnotes.xml")]
    marks = [e.get(f"{W}id") for e in part(made, "word/document.xml").iter(f"{W}bookmarkStart")]
    assert ids == ["-1", "0", "1", "2"]
    assert len(marks) == len(set(marks)) == 2
