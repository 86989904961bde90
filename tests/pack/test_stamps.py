"""Stamps: where they stand, in what font, and that a page keeps its look."""

import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from regietafel.pack.merge import Packdeel
from regietafel.pack.stamps import read_area, write_text

from . import pdfs
from .test_merge import deel, merge_bytes

VORMEN = {
    "upright": pdfs.plain(),
    "quarter": pdfs.plain(rotate=90),
    "half": pdfs.plain(rotate=180),
    "three quarters": pdfs.plain(rotate=270),
    "minus a quarter": pdfs.plain(rotate=-90),
    "A3": pdfs.plain(box=(0, 0, 1190.55, 841.89)),
    "tiny": pdfs.plain(box=(0, 0, 150, 100)),
    "turned box": pdfs.plain(box=(595, 842, 0, 0)),
    "crop": pdfs.plain(box=(-100, -200, 1000, 1200), crop=(50, 60, 500, 700)),
    "crop and quarter": pdfs.plain(box=(0, 0, 842, 1190), crop=(20, 30, 800, 1100), rotate=90),
    "matrix left changed": pdfs.plain(b"2 0 0 2 100 100 cm"),
    "matrix changed and saved": pdfs.plain(b"q 2 0 0 2 100 100 cm q"),
    "clip left open": pdfs.plain(b"q 0 0 50 50 re W n"),
    "restores too often": pdfs.plain(b"Q Q 3 0 0 3 0 0 cm q"),
    "a string with a lone q": pdfs.plain(b"BT /F1 8 Tf (een q b) Tj ET 2 0 0 2 9 9 cm"),
    "text left open": pdfs.plain(b"q BT /F1 8 Tf 9 9 Td (x) Tj"),
    "dark": pdfs.plain(b"0.1 0.1 0.3 rg -500 -500 3000 3000 re f"),
}


def stamped(content: bytes) -> bytes:
    return merge_bytes(deel("4b", content))[0]


def render(content: bytes, folder: Path, name: str) -> Image.Image:
    """Return the first page as a picture of 72 points to the inch, cropped as a reader sees it."""
    (folder / f"{name}.pdf").write_bytes(content)
    command = ["pdftoppm", "-cropbox", "-r", "144", "-singlefile", "-png", f"{name}.pdf", name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return Image.open(folder / f"{name}.png").convert("RGB")


@pytest.mark.parametrize("form", VORMEN)
def test_a_stamp_stands_upright_at_the_top_right_and_nothing_else_changes(
    form: str, tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("pdftoppm")
    before = render(VORMEN[form], tmp_path, "voor")
    after = render(stamped(VORMEN[form]), tmp_path, "na")
    assert after.size == before.size
    box = ImageChops.difference(before, after).getbbox()
    assert box is not None, "there is no stamp"
    left, top, right, bottom = box
    assert right > 0.9 * after.width, "not at the right"
    assert top < 0.1 * after.height, "not at the top"
    assert bottom - top < (right - left) / 5, "not upright"
    assert bottom < 0.2 * after.height, "it covers the page"


@pytest.mark.parametrize("form", VORMEN)
def test_a_stamp_can_be_read_where_it_stands(
    form: str, tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("pdftotext")
    (tmp_path / "na.pdf").write_bytes(stamped(VORMEN[form]))
    command = ["pdftotext", "-cropbox", "-raw", str(tmp_path / "na.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert re.search(r"Bijlage 4b · pagina 1 van 1\s+\|\s+pag\. 1 van 1", text), text


def test_larger_units_give_a_stamp_of_the_same_size_on_paper() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.plain(box=(0, 0, 300, 400), unit=2)))
    area = read_area(pdf.pages[0].obj)
    assert (area.breed, area.hoog) == (600, 800)
    assert area.place(600, 800) == (300, 400)


def test_the_font_is_embedded_and_its_widths_are_those_of_the_glyphs() -> None:
    pdf = pikepdf.open(BytesIO(stamped(pdfs.plain())))
    fonts = pdf.pages[0].obj.Resources.Font
    name = next(key for key in fonts.keys() if key.startswith("/Stempel"))  # noqa: SIM118
    program = fonts[name].FontDescriptor.FontFile2.read_bytes()
    assert len(program) == int(fonts[name].FontDescriptor.FontFile2.Length1)
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(program), checkChecksums=2)
    for character in "Bijlage 4b·":
        code = ord(character.encode("cp1252"))
        advance = font["hmtx"][font.getBestCmap()[ord(character)]][0]
        width = int(fonts[name].Widths[code - 32])
        assert width == round(advance * 1000 / font["head"].unitsPerEm)


def test_a_name_outside_the_font_still_gives_a_stamp() -> None:
    odd = Packdeel("x", "x", 0, pdfs.plain(), "Bijlage (λ) \\ é\n")
    content, _ = merge_bytes(odd)
    pdf = pikepdf.open(BytesIO(content))
    drawing = pdf.pages[0].obj.Contents[-1].read_bytes().decode("cp1252")
    assert r"(Bijlage \(?\) \\ é? · pagina 1 van 1" in drawing


def test_pages_that_share_resources_are_stamped_each() -> None:
    content, _ = merge_bytes(deel("4b", pdfs.tagged("Memo", pages=3)))
    pdf = pikepdf.open(BytesIO(content))
    texts = [page.obj.Contents[-1].read_bytes() for page in pdf.pages]
    for number, text in enumerate(texts, 1):
        assert f"pagina {number} van 3".encode() in text


def test_a_page_without_resources_or_contents_is_stamped() -> None:
    pdf = pikepdf.open(BytesIO(stamped(pdfs.one_page())))
    page = pdf.pages[0].obj
    assert len(page.Contents) == 2
    assert "/Font" in page.Resources


def test_the_running_number_stands_alone_on_our_own_pages() -> None:
    assert write_text("", 2, 3, "2 van 96") == "pag. 2 van 96"


@pytest.mark.parametrize("program", ["qpdf", "mutool"])
def test_other_programs_find_no_fault_in_a_pack(
    program: str, tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program(program)
    parts = [deel(str(n), content) for n, content in enumerate(VORMEN.values(), 1)]
    content, _ = merge_bytes(
        *parts, deel("99", pdfs.tagged("Memo")), deel("98", pdfs.form("a", "b"))
    )
    path = tmp_path / "pak.pdf"
    path.write_bytes(content)
    options = {"qpdf": ["--check", str(path)], "mutool": ["draw", "-o", "/dev/null", str(path)]}
    found = subprocess.run(
        [str(shutil.which(program)), *options[program]], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    said = [line for line in found.stderr.splitlines() if "ICC support" not in line]
    assert not [line for line in said if re.search("warning|error", line, re.IGNORECASE)]
