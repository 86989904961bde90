"""CSV is read as it comes: letters, signs between cells, quotes and lines."""

from pathlib import Path

import pytest

from regietafel.importers.ontvangen import Ontvangen
from regietafel.importers.tabellen import MAX_BYTES, read_tables

PATH = Path("tabel.csv")
ROWS = (("Gemeente", "Opgave"), ("Súdwest-Fryslân", "1.151"))


def read(content: bytes) -> Ontvangen:
    [table], findings = read_tables(PATH, content)
    assert findings == ()
    return table


def refused(content: bytes) -> tuple[str, int]:
    tables, [finding] = read_tables(PATH, content)
    assert tables == ()
    return finding.code, finding.line


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_signs_and_line_ends_may_differ(sign: str, end: str, encoding: str) -> None:
    text = end.join(sign.join(row) for row in ROWS) + end
    assert read(text.encode(encoding)).rijen == ROWS


def test_windows_letters_are_read_and_that_is_said() -> None:
    text = "Gemeente;Opgave\r\nSúdwest-Fryslân;1.151\r\n"
    [table], [finding] = read_tables(PATH, text.encode("cp1252"))
    assert table.rijen == ROWS
    assert (finding.severity, finding.code) == ("hint", "csv-codering")


def test_letters_of_no_encoding_are_refused_with_their_line() -> None:
    assert refused(b"a;b\nx\x81;1\n") == ("tabel-onleesbaar", 2)


def test_decimal_commas_are_no_signs_between_cells() -> None:
    assert read(b"g;a;b\nx;0,5;1,5\ny;2,5;3,5\n").rijen[1] == ("x", "0,5", "1,5")


def test_a_comma_in_the_names_does_not_beat_the_semicolon() -> None:
    text = b"gemeente, provincie;a\nAssen, Drenthe;1\nGoes, Zeeland;2\nTotaal;3\n"
    assert read(text).rijen[3] == ("Totaal", "3")


def test_what_excel_says_about_the_sign_is_believed() -> None:
    table = read(b"sep=,\r\ng,a\r\nx,1;5\r\n")
    assert table.rijen == ((), ("g", "a"), ("x", "1;5"))
    assert table.regels == (1, 2, 3)


def test_quotes_hold_signs_and_line_ends_and_rows_keep_their_line() -> None:
    table = read(b'g;a\r\n"Assen; stad\r\nen dorpen";1\r\n"zegt ""ja""";2\r\n')
    assert table.rijen[1:] == (("Assen; stad\r\nen dorpen", "1"), ('zegt "ja"', "2"))
    assert [table.regel(row) for row in (1, 2, 3)] == [1, 2, 4]


@pytest.mark.parametrize("row", [b'"open;1\nx;2\n', b'"dicht" en meer;1\nx;2\n'])
def test_a_quote_in_a_wrong_place_is_refused_with_its_line(row: bytes) -> None:
    assert refused(b"g;a\nv;1\n" + row) == ("csv-aanhalingsteken", 3)


@pytest.mark.parametrize("content", [b"a;b\n\0;1\n", b"%PDF-1.7\0\xe2\xe3", b"\xff\xfea"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert refused(content)[0] == "tabel-onleesbaar"


def test_a_million_rows_are_refused_before_they_are_all_read() -> None:
    assert refused(b"x;1\n" * 1_000_000) == ("tabel-te-groot", 0)


def test_a_row_without_end_is_refused() -> None:
    assert refused(b"g" + b";1" * 100_000)[0] == "tabel-te-groot"


def test_a_cell_without_end_is_refused() -> None:
    assert refused(b"g;a\nx;" + b"9" * 2_000_000)[0] == "csv-aanhalingsteken"


def test_a_file_that_is_too_large_is_refused() -> None:
    assert refused(b"x" * (MAX_BYTES + 1))[0] == "tabel-te-groot"


def test_an_empty_file_is_a_table_without_rows() -> None:
    assert read(b"").rijen == ()
