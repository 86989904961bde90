"""What is made to do harm is refused, with a clear reason and in a short time."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from regietafel.importers.tabellen import read_tables

from .bestanden import SHEET, document, parts_of, with_part, workbook, zipped

PATH = Path("vreemd.xlsx")
BOMB = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def refused(content: bytes) -> tuple[str, str]:
    start = time.process_time()
    tables, [finding] = read_tables(PATH, content)
    assert tables == ()
    assert time.process_time() - start < 5
    return finding.code, finding.message


def plain() -> bytes:
    def fill(book: object) -> None:
        book.active.append(["g", "a"])  # type: ignore[attr-defined]

    return workbook(fill)


def test_a_zip_bomb_is_not_unpacked() -> None:
    code, message = refused(with_part(plain(), SHEET, lambda _: "<a>" + " " * (200 * 2**20)))
    assert code == "tabel-te-groot"
    assert "200 MB" in message


def test_a_part_that_is_larger_than_its_directory_says_is_damaged() -> None:
    content = with_part(plain(), SHEET, lambda _: "<worksheet>" + " " * 5000 + "</worksheet>")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    lying = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert refused(lying)[0] == "tabel-onleesbaar"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_an_entity_bomb_in_a_workbook_is_refused(part: str) -> None:
    code, message = refused(with_part(plain(), part, lambda xml: f"{BOMB}{xml}&j;"))
    assert (code, "DTD" in message) == ("tabel-onleesbaar", True)


def test_an_entity_that_reads_a_file_is_refused() -> None:
    steal = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    content = with_part(
        document([["a", "b"]]), "word/document.xml",
        lambda xml: steal + xml.split("?>", 1)[1].replace("<w:t>a<", "<w:t>&x;<"),
    )  # fmt: skip
    assert "DTD" in refused(content)[1]


def test_a_bomb_in_other_letters_is_refused_as_well() -> None:
    parts = parts_of(plain())
    parts[SHEET] = f'<?xml version="1.0" encoding="utf-16"?>{BOMB}<a>&j;</a>'.encode("utf-16")
    assert "DTD" in refused(zipped(parts))[1]
    parts[SHEET] = b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
    assert refused(zipped(parts))[0] == "tabel-onleesbaar"


def test_a_document_of_nothing_but_elements_is_refused() -> None:
    content = with_part(
        document([["a", "b"]]), "word/document.xml", lambda xml: xml.replace("<w:p>", "<w:p/>" * 4_100_000 + "<w:p>", 1)
    )  # fmt: skip
    assert refused(content)[0] == "tabel-te-groot"


def test_layers_without_end_are_refused() -> None:
    deep = "<w:sdt>" * 50_000
    content = with_part(
        document([["a", "b"]]), "word/document.xml", lambda xml: xml.replace("<w:tbl>", deep, 1)
    )
    assert refused(content)[0] == "tabel-onleesbaar"


@pytest.mark.parametrize("length", [10, 500, 3000])
def test_half_a_file_is_damaged(length: int) -> None:
    assert refused(plain()[:length])[0] == "tabel-onleesbaar"


def test_a_million_rows_in_excel_are_refused() -> None:
    rows = "".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(2, 800_000))
    content = with_part(
        plain(), SHEET, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>")
    )
    assert refused(content)[0] == "tabel-te-groot"


def test_another_zip_and_an_old_or_locked_office_file_say_what_to_do() -> None:
    assert ".xlsx of .docx" in refused(zipped({"lees.txt": b"x"}))[1]
    assert "wachtwoord" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)[1]


def test_a_part_that_is_locked_says_so() -> None:
    content = bytearray(plain())
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/workbook.xml"))
    content[place + 8] |= 1
    assert "wachtwoord" in refused(bytes(content))[1]


def test_a_sheet_that_is_not_there_is_damage() -> None:
    parts = parts_of(plain())
    del parts[SHEET]
    assert refused(zipped(parts))[0] == "tabel-onleesbaar"
