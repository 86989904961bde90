"""Tables of a Word document read as they do when its changes are accepted."""

from pathlib import Path

from regietafel.importers.ontvangen import Ontvangen
from regietafel.importers.tabellen import read_tables

from .bestanden import document, with_part

PATH = Path("memo.docx")
ROWS = [["Gemeente", "Opgave"], ["Assen", "791"], ["Totaal", "791"]]


def read(content: bytes) -> tuple[Ontvangen, ...]:
    tables, findings = read_tables(PATH, content)
    assert findings == ()
    return tables


def changed(old: str, new: str, rows: list[list[str]] | None = None) -> bytes:
    def change(xml: str) -> str:
        assert old in xml
        return xml.replace(old, new, 1)

    return with_part(document(rows or ROWS), "word/document.xml", change)


def test_every_table_is_read_with_its_place() -> None:
    first, second = read(document(ROWS, [["a", "b"], ["x", "1"]]))
    assert first.rijen == tuple(map(tuple, ROWS))
    assert (second.naam, second.plaats(2, 1)) == ("tabel 2", "tabel 2, rij 2")


def test_inserted_text_counts_deleted_and_moved_text_does_not() -> None:
    run = "<w:r><w:t>791</w:t></w:r>"
    content = changed(
        run,
        f"<w:del w:id='1'><w:r><w:delText>700</w:delText></w:r></w:del><w:ins w:id='2'>{run}</w:ins>"
        "<w:moveFrom w:id='3'><w:r><w:t>55</w:t></w:r></w:moveFrom>",
    )
    [table], [finding] = read_tables(PATH, content)
    assert table.rijen[1] == ("Assen", "791")
    assert (finding.severity, finding.code) == ("hint", "word-wijzigingen")


def test_a_deleted_row_is_gone_and_an_inserted_one_is_there() -> None:
    rows = [["g", "a"], ["weg", "1"], ["nieuw", "2"]]

    def change(xml: str) -> str:
        first, *others = xml.split("<w:tr>")
        marks = ["", "<w:trPr><w:del w:id='1'/></w:trPr>", "<w:trPr><w:ins w:id='2'/></w:trPr>"]
        return first + "".join(f"<w:tr>{m}{o}" for m, o in zip(marks, others, strict=True))

    [table], _ = read_tables(PATH, with_part(document(rows), "word/document.xml", change))
    assert table.rijen == (("g", "a"), ("nieuw", "2"))


def test_content_controls_count_in_a_cell_around_a_cell_and_around_a_row() -> None:
    def wrap(xml: str) -> str:
        run, control = "<w:r><w:t>791</w:t></w:r>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
        xml = xml.replace(run, control.format(run), 1)
        start, end = xml.rindex("<w:tr>"), xml.rindex("</w:tr>") + len("</w:tr>")
        row = xml[start:end]
        cell = row[row.rindex("<w:tc>") : row.rindex("</w:tc>") + len("</w:tc>")]
        return xml[:start] + control.format(row.replace(cell, control.format(cell))) + xml[end:]

    [table] = read(with_part(document(ROWS), "word/document.xml", wrap))
    assert table.rijen == tuple(map(tuple, ROWS))


def test_merged_cells_leave_the_places_that_they_cover_empty() -> None:
    from io import BytesIO

    from docx import Document

    word = Document(BytesIO(document([["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])))
    table = word.tables[0]
    for place in ((0, 2), (1, 0)):
        table.cell(*place).text = ""
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    target = BytesIO()
    word.save(target)
    [read_table] = read(target.getvalue())
    assert read_table.rijen == (("a", "b", ""), ("", "e", "f"), ("g", "h", "i"))


def test_a_table_in_a_table_is_a_table_of_its_own() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>binnen</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    outer, within = read(changed("<w:p><w:r><w:t>791", f"{inner}<w:p><w:r><w:t>791"))
    assert outer.rijen[1] == ("Assen", "791")
    assert within.rijen == (("binnen",),)


def test_a_raised_digit_is_a_note_and_a_hard_hyphen_a_hyphen() -> None:
    note = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"
    [table] = read(changed("<w:t>791</w:t></w:r>", f"<w:noBreakHyphen/><w:t>791</w:t></w:r>{note}"))
    assert table.rijen[1] == ("Assen", "-791¹")


def test_a_cell_that_spans_a_million_columns_is_refused() -> None:
    content = changed("<w:tcPr>", "<w:tcPr><w:gridSpan w:val='99999999'/>")
    tables, [finding] = read_tables(PATH, content)
    assert (tables, finding.code) == ((), "tabel-te-groot")
