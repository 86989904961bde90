"""What received files are: good ones, wrong ones and hostile ones."""

import hashlib
import io
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from regietafel.model.bestanden import Bestandsfeiten, Bestandssoort
from regietafel.pack.guarded import limit_resources
from regietafel.pack.inspection import LezerStartNiet, inspect_files
from regietafel.pack.merge import OnleesbaarDeel
from regietafel.pack.probe import read_file

from . import pdfs
from .test_merge import deel, merge_bytes

LIMIT = 8.0


def look(folder: Path, content: bytes, name: str = "stuk.bin") -> Bestandsfeiten:
    path = folder / name
    path.write_bytes(content)
    facts = inspect_files([path], limit_seconds=LIMIT)[path]
    if facts.soort is not Bestandssoort.PDF:  # no PDF is opened outside the guarded child
        read = read_file(path)
        assert (read["soort"], read["leesbaar"]) == (facts.soort, facts.leesbaar)
    return facts


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(main: str, **more: bytes) -> bytes:
    parts = {"[Content_Types].xml": b"<Types/>", main: b"<x/>"}
    return zipped(parts | {name.replace("__", "/"): data for name, data in more.items()})


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, form)
    return out.getvalue()


def ole(*names: str) -> bytes:
    """Return the head of an old Office file and the names of its streams."""
    entries = [n.encode("utf-16-le").ljust(64, b"\0") for n in names]
    return bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + b"".join(entries)


# -- PDFs ----------------------------------------------------------------------------------------


def test_the_facts_of_a_tagged_pdf(tmp_path: Path) -> None:
    content = pdfs.tagged("Memo", pages=3)
    assert look(tmp_path, content) == Bestandsfeiten(
        soort=Bestandssoort.PDF,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        paginas=3,
        getagd=True,
        pdfa="2a",
        pdfua=True,
    )


def test_the_facts_of_a_plain_pdf(tmp_path: Path) -> None:
    facts = look(tmp_path, pdfs.plain(pages=4))
    assert facts.leesbaar
    assert (facts.paginas, facts.getagd, facts.pdfa, facts.pdfua) == (4, False, "", False)


@pytest.mark.parametrize("password", ["geheim", ""])
def test_an_encrypted_pdf_is_not_opened(password: str, tmp_path: Path) -> None:
    facts = look(tmp_path, pdfs.encrypted(password))
    assert facts.soort is Bestandssoort.PDF
    assert facts.versleuteld
    assert not facts.leesbaar
    assert "wachtwoord" in facts.reden


def test_a_truncated_pdf_is_damaged(tmp_path: Path) -> None:
    whole = pdfs.tagged("Memo")
    facts = look(tmp_path, whole[: len(whole) * 2 // 3])
    assert not facts.leesbaar
    assert "beschadigd" in facts.reden


def test_a_repaired_pdf_that_lost_pages_is_damaged(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.plain(pages=2)))
    pdf.Root.Pages.Count = 9
    content = pdfs.save(pdf).replace(b"/Count 2", b"/Count 9")
    assert b"/Count 9" in content
    assert not look(tmp_path, content).leesbaar


def test_a_pdf_whose_cross_references_are_off_is_read_all_the_same(tmp_path: Path) -> None:
    content = pdfs.plain(pages=2).replace(b"startxref\n", b"startxref\n1")
    facts = look(tmp_path, content)
    assert facts.leesbaar
    assert facts.paginas == 2


def test_damaged_page_content_is_noticed(tmp_path: Path) -> None:
    content = pdfs.one_page(
        pdfs.stream(b"\x78\x9c\xff\xff\xff", b"/Filter /FlateDecode"), page=b"/Contents 4 0 R"
    )
    facts = look(tmp_path, content)
    try:
        merge_bytes(deel("2", content))
    except OnleesbaarDeel:
        assert not facts.leesbaar
    else:
        assert facts.leesbaar


@pytest.mark.parametrize("name", pdfs.HOSTILE)
def test_a_hostile_pdf_ends_in_time_and_costs_only_itself(name: str, tmp_path: Path) -> None:
    bad, good = tmp_path / "slecht.pdf", tmp_path / "goed.pdf"
    bad.write_bytes(pdfs.HOSTILE[name]())
    good.write_bytes(pdfs.plain())
    start = time.monotonic()
    facts = inspect_files([bad, good], limit_seconds=LIMIT)
    assert time.monotonic() - start < LIMIT
    assert facts[good].leesbaar
    assert facts[bad].leesbaar == (not facts[bad].reden)


@pytest.mark.parametrize("name", ["content bomb", "deep structure", "slow content"])
def test_what_would_take_the_merge_down_is_refused(name: str, tmp_path: Path) -> None:
    facts = look(tmp_path, pdfs.HOSTILE[name](), "slecht.pdf")
    assert facts.soort is Bestandssoort.PDF
    assert not facts.leesbaar
    assert facts.reden


def test_many_files_come_back_in_order_whatever_some_of_them_do(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.pdf" for number in range(14)]
    for number, path in enumerate(paths):
        path.write_bytes(pdfs.deep_structure() if number in (3, 4, 9) else pdfs.plain())
    facts = inspect_files(paths, limit_seconds=LIMIT)
    assert list(facts) == paths
    assert [n for n, path in enumerate(paths) if not facts[path].leesbaar] == [3, 4, 9]


# -- Office --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "soort"),
    [
        (office("word/document.xml"), Bestandssoort.WORD),
        (office("xl/workbook.xml"), Bestandssoort.EXCEL),
        (office("ppt/presentation.xml"), Bestandssoort.PRESENTATIE),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), Bestandssoort.WORD),
        (ole("Root Entry", "WordDocument"), Bestandssoort.WORD),
        (ole("Root Entry", "Workbook"), Bestandssoort.EXCEL),
        (b"{\\rtf1 tekst}", Bestandssoort.WORD),
    ],
)
def test_the_content_tells_the_kind_not_the_name(
    content: bytes, soort: Bestandssoort, tmp_path: Path
) -> None:
    facts = look(tmp_path, content, "foto.pdf")
    assert facts.soort is soort
    assert facts.leesbaar
    assert not facts.macros


@pytest.mark.parametrize(
    "content",
    [
        office("word/document.xml", **{"word__vbaProject.bin": b"x"}),
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "Basic/s.xml": b""}),
        ole("WordDocument", "_VBA_PROJECT"),
    ],
)
def test_macros_are_seen(content: bytes, tmp_path: Path) -> None:
    assert look(tmp_path, content).macros


def test_an_encrypted_word_file_is_named_so(tmp_path: Path) -> None:
    facts = look(tmp_path, ole("EncryptedPackage", "EncryptionInfo"))
    assert facts.versleuteld
    assert not facts.leesbaar


@pytest.mark.parametrize("size", [600 * 2**20, 40 * 2**20])
def test_a_bomb_is_known_by_its_directory_without_unpacking(size: int, tmp_path: Path) -> None:
    packed = office("word/document.xml", word__media=b"abc")
    place = packed.rindex(b"PK\x01\x02")
    bomb = packed[: place + 24] + struct.pack("<L", size) + packed[place + 28 :]
    facts = look(tmp_path, bomb)
    assert facts.soort is Bestandssoort.WORD
    assert not facts.leesbaar
    assert "pakt" in facts.reden


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 geen zip", zipped({"a.txt": b"a"}), ole("Iets"), b"zomaar tekst", b"\0" * 99],
)
def test_something_else_is_unknown(content: bytes, tmp_path: Path) -> None:
    facts = look(tmp_path, content, "stuk.docx")
    assert facts.soort is Bestandssoort.ONBEKEND
    assert not facts.leesbaar
    assert facts.reden


# -- pictures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF"])
def test_a_picture_is_known_and_a_cut_one_is_damaged(form: str, tmp_path: Path) -> None:
    content = picture(form)
    assert look(tmp_path, content).soort is Bestandssoort.AFBEELDING
    assert look(tmp_path, content).leesbaar
    assert not look(tmp_path, content[: len(content) // 2]).leesbaar


@pytest.mark.parametrize("form", ["TIFF", "WEBP"])
def test_a_picture_that_cannot_become_a_page_says_so(form: str, tmp_path: Path) -> None:
    facts = look(tmp_path, picture(form))
    assert facts.soort is Bestandssoort.AFBEELDING
    assert "gaat niet mee" in facts.reden


def test_a_picture_of_billions_of_points_is_refused(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">L", zlib.crc32(kind + data))
        return struct.pack(">L", len(data)) + kind + data + crc

    header = struct.pack(">LLBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IEND", b"")
    assert "te groot" in look(tmp_path, png).reden


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "good"),
    [
        ('<rect width="5" height="5"/>', True),
        ('<use href="#a"/>', True),
        ('<image href="file:///etc/passwd"/>', False),
        ("<rect", False),
    ],
)
def test_a_drawing_may_not_fetch_files(inside: str, good: bool, tmp_path: Path) -> None:
    facts = look(tmp_path, SVG.format(inside).encode())
    assert facts.soort is Bestandssoort.AFBEELDING
    assert facts.leesbaar is good


def test_a_drawing_with_entities_is_refused(tmp_path: Path) -> None:
    start = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>'
    assert not look(tmp_path, (start + SVG.format("&a;")).encode()).leesbaar


# -- the files themselves ------------------------------------------------------------------------


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    facts = look(tmp_path, b"")
    assert facts.soort is Bestandssoort.LEEG
    assert facts.bytes == 0


def test_a_missing_file_and_a_folder_have_a_reason(tmp_path: Path) -> None:
    missing = tmp_path / "er niet.pdf"
    facts = inspect_files([missing, tmp_path])
    assert facts[missing].reden == "Het bestand is er niet."
    assert facts[tmp_path].reden == "Dit is geen gewoon bestand."


def test_no_files_need_no_child() -> None:
    assert inspect_files([]) == {}


def test_names_with_odd_characters_are_read(tmp_path: Path) -> None:
    assert look(tmp_path, pdfs.plain(), "4b. 'Wónen' — \u202ekopie\u202c.pdf").leesbaar


def test_a_child_that_cannot_start_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.plain())
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(LezerStartNiet):
        inspect_files([path])


READINGS: dict[str, Callable[[], bytes]] = {
    "pdf": pdfs.plain,
    "damaged": lambda: b"%PDF-1.7\n",
    "encrypted": lambda: pdfs.encrypted("x"),
    "empty": lambda: b"",
}


@pytest.mark.parametrize("name", READINGS)
def test_the_child_says_what_the_parent_passes_on(name: str, tmp_path: Path) -> None:
    content = READINGS[name]()
    facts = look(tmp_path, content)
    read = read_file(tmp_path / "stuk.bin")
    assert read["soort"] == facts.soort
    assert read["leesbaar"] == facts.leesbaar
    assert read["reden"] == facts.reden


def test_a_file_that_vanishes_has_a_reason(tmp_path: Path) -> None:
    absent = read_file(tmp_path / "weg.pdf")["reden"]
    assert absent == "Het bestand is niet te openen (het is er niet)."


def test_limits_are_set_where_the_system_has_them() -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_CORE)
    memory = resource.getrlimit(resource.RLIMIT_AS)
    cpu = resource.getrlimit(resource.RLIMIT_CPU)
    try:
        limit_resources(86_400)
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
        assert resource.getrlimit(resource.RLIMIT_CPU)[0] == 86_400
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (before[0], before[1]))
        resource.setrlimit(resource.RLIMIT_AS, memory)
        resource.setrlimit(resource.RLIMIT_CPU, cpu)
