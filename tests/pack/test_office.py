"""Office files become tagged PDFs; what goes wrong costs only itself."""

import os
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from regietafel.pack.inspection import inspect_files
from regietafel.pack.office import (
    GEEN_SOFFICE,
    NietOmgezet,
    convert_office,
    find_soffice,
    run_limited,
)

from . import pdfs
from .pdf_checks import failures
from .test_merge import deel, merge_bytes, voorwerk


def write_docx(path: Path, title: str) -> Path:
    document = Document()
    document.core_properties.title = title
    document.add_heading(title, level=1)
    document.add_paragraph("Een alinea met tekst.")
    document.save(str(path))
    return path


def write_xlsx(path: Path) -> Path:
    """Write a sheet of one cell: no more than LibreOffice needs."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    docs = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="a" '
        f'Type="{docs}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{docs}"><sheets>'
        '<sheet name="Blad" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{links}"><Relationship Id="b" '
        f'Type="{docs}/worksheet" Target="s.xml"/></Relationships>',
        "xl/s.xml": f'<worksheet xmlns="{main}"><sheetData><row><c t="inlineStr"><is>'
        "<t>Opgave</t></is></c></row></sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def test_one_batch_makes_a_pdf_of_each_and_a_pack_of_them_passes_every_point(
    tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    memo = write_docx(tmp_path / "a" / "memo.docx", "Memo")
    other = write_docx(tmp_path / "b" / "memo.docx", "Ander")
    sheet = write_xlsx(tmp_path / "tabel.xlsx")
    before = sorted(tmp_path.rglob("*"))
    made = convert_office([memo, other, sheet], limit_seconds=90)
    assert sorted(tmp_path.rglob("*")) == before
    paths = []
    for number, content in enumerate(made.values()):
        assert isinstance(content, bytes)
        paths.append(tmp_path / f"{number}.pdf")
        paths[-1].write_bytes(content)
    facts = list(inspect_files(paths).values())
    assert [fact.paginas for fact in facts[:2]] == [1, 1]
    assert all(fact.getagd and fact.pdfua and fact.pdfa == "2b" for fact in facts[:2])
    content, about = merge_bytes(
        voorwerk("2", "3", "4"),
        deel("2", paths[0].read_bytes()),
        deel("3", pdfs.tagged("Lijst")),
        deel("4", paths[1].read_bytes()),
    )
    assert failures(content) == []
    assert (about.pdfua, about.pdfa) == (True, "2b")


def test_a_broken_file_costs_only_itself(
    tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    good = write_docx(tmp_path / "goed.docx", "Goed")
    broken = tmp_path / "kapot.docx"
    broken.write_bytes(good.read_bytes()[:5000])
    made = convert_office([broken, good], limit_seconds=90)
    assert isinstance(made[good], bytes)
    assert isinstance(made[broken], NietOmgezet)


def test_too_little_time_is_a_reason_and_not_a_hang(
    tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    memo = write_docx(tmp_path / "memo.docx", "Memo")
    start = time.monotonic()
    made = convert_office([memo], limit_seconds=0.2)
    assert time.monotonic() - start < 5
    found = made[memo]
    assert isinstance(found, NietOmgezet)
    assert "niet op tijd" in found.reden


def test_without_libreoffice_each_file_gets_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    memo = write_docx(tmp_path / "memo.docx", "Memo")
    if find_soffice() is None:
        assert convert_office([memo]) == {memo: GEEN_SOFFICE}


def test_a_program_named_libreoffice_is_found_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / ("libreoffice.exe" if sys.platform == "win32" else "libreoffice")
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_soffice() == program


def test_what_a_program_started_ends_with_it(tmp_path: Path) -> None:
    mark = tmp_path / "leeft.txt"
    grandchild = f"import time; time.sleep(1.5); open({str(mark)!r}, 'w').close()"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    start = time.monotonic()
    assert not run_limited([sys.executable, "-c", child], 0.5, os.environ)
    assert time.monotonic() - start < 1.4
    time.sleep(1.6)
    assert not mark.exists()


def test_a_program_that_ends_in_time_says_so() -> None:
    assert run_limited([sys.executable, "-c", "pass"], 20, os.environ)


def test_a_pdf_made_by_libreoffice_is_whole(
    tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    made = convert_office([write_docx(tmp_path / "memo.docx", "Memo")])
    content = next(iter(made.values()))
    assert isinstance(content, bytes)
    path = tmp_path / "memo.pdf"
    path.write_bytes(content)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1


def test_the_same_document_gives_the_same_bytes(
    tmp_path: Path, needs_program: Callable[..., None]
) -> None:
    needs_program("soffice")
    path = write_docx(tmp_path / "memo.docx", "Memo")
    first = convert_office([path])[path]
    time.sleep(1.1)
    assert convert_office([path])[path] == first
