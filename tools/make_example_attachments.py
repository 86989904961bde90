"""Make the attachments of the example meetings: four PDFs with Typst, one Word file.

Texts and figures lie in ``bijlagen/``. The same sources give the same files, so that a test can
hold the repository to them. Run it without arguments, or with a folder to write to.
"""

import csv
import io
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from typing import Any

import font_source_sans_pro
import typst
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path(__file__).resolve().parent / "bijlagen"
PRT = "meetings/prt-drenthe/2024-07-17/bijlagen"
LRT = "meetings/lrt/2024-09-26/bijlagen"

ACCENT = "1D5B4F"
TITLE = "Overzicht flexwonen in de Drentse gemeenten"
SOORTEN = {
    "flex": "Tijdelijke units",
    "pand": "Ombouw of inzet van een pand",
    "tussen": "Tussenvoorziening",
}
# Column headings and widths in millimetres; together the width of the text.
COLUMNS = (
    ("Gemeente", 28),
    ("Project", 42),
    ("Voor wie", 42),
    ("Stand", 67),
    ("Eenheden", 20),
    ("Oplevering", 28),
    ("Hulp van", 34),
)

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Pdf:
    """A PDF of the example: its Typst source, where it goes and the moment that it states."""

    source: str
    target: str
    moment: datetime


PDFS = (
    Pdf(
        "verslag-inspiratiebijeenkomst.typ",
        f"{PRT}/verslag-inspiratiebijeenkomst.pdf",
        datetime(2024, 7, 5, 10, tzinfo=UTC),
    ),
    Pdf(
        "gezamenlijke-agenda.typ",
        f"{LRT}/gezamenlijke-agenda.pdf",
        datetime(2024, 9, 23, 10, tzinfo=UTC),
    ),
    Pdf("dashboard.typ", f"{LRT}/dashboard.pdf", datetime(2024, 9, 25, 8, tzinfo=UTC)),
)
DOCX = f"{PRT}/overzicht-flexwonen.docx"
DOCX_MOMENT = datetime(2024, 7, 1, 10, tzinfo=UTC)


def make_all() -> dict[str, bytes]:
    """Return every attachment: path from the root of the repository → content."""
    return {**make_pdfs(), DOCX: make_docx(read_rows("overzicht-flexwonen.csv"))}


def make_pdfs() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        fonts = _fonts(Path(folder))
        return {pdf.target: _compile(pdf, fonts) for pdf in PDFS}


def _fonts(folder: Path) -> typst.Fonts:
    """Load four faces from a folder of their own: the wheel holds each of them twice."""
    for face in ("Regular", "It", "Semibold", "SemiboldIt"):
        file = f"SourceSansPro-{face}.ttf"
        copy(Path(font_source_sans_pro.font_directory) / file, folder / file)
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def _compile(pdf: Pdf, fonts: typst.Fonts) -> bytes:
    content = typst.compile(
        SOURCES / pdf.source,
        root=SOURCES,
        font_paths=fonts,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(pdf.moment.timestamp()),
    )
    if not isinstance(content, bytes):
        raise TypeError(f"{pdf.source} gave no single PDF")
    return content


def read_rows(name: str) -> Rows:
    """Return the rows of a number table in ``bijlagen/``."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def make_docx(rows: Rows) -> bytes:
    """Return the overview of flexible housing as a Word file."""
    word = Document()
    _set_page(word)
    _set_styles(word)
    _set_properties(word)
    _write(word, rows)
    return _reproducible(word)


def _write(word: Word, rows: Rows) -> None:
    word.add_heading(TITLE, level=1)
    word.add_paragraph("Stand op 1 juli 2024. Bijlage bij agendapunt 5a van 17 juli 2024.")
    word.add_heading("In het kort", level=2)
    for line in _summary(rows):
        word.add_paragraph(line, style="List Bullet")
    word.add_heading("Totaal per soort", level=2)
    _add_table(
        word, ("Soort", "Projecten", "Eenheden"), (70, 25, 30), _totals(rows), "Totaal per soort"
    )
    word.add_heading("Projecten per gemeente", level=2)
    titles, widths = tuple(c[0] for c in COLUMNS), tuple(c[1] for c in COLUMNS)
    _add_table(word, titles, widths, [_cells(row) for row in rows], "Projecten per gemeente")
    word.add_heading("Toelichting", level=2)
    for line in (
        "Alle aantallen zijn een prognose. Een streepje betekent: nog geen aantal bekend.",
        "Assen noemt 168 units. De blokken die de gemeente daarbij noemt (2 × 48, 70 en 50) tellen op tot 216.",
        "Borger-Odoorn wil uiteindelijk 50 units. In de tabel staat het plan voor de eerste 12.",
        "Het gebouw in Hoogeveen krijgt 162 appartementen voor 420 personen.",
        "RVB: Rijksvastgoedbedrijf.",
    ):
        word.add_paragraph(line, style="List Bullet")


def _summary(rows: Rows) -> tuple[str, ...]:
    towns = len({row["gemeente"] for row in rows})
    return (
        f"{_in_words(towns)} van de twaalf gemeenten werken aan flexwonen. Alleen De Wolden heeft geen project.",
        "Het flexteam van de provincie heeft een opdracht van zeven gemeenten. In Borger-Odoorn ligt de opdracht stil.",
        "Meer dan de helft van de projecten is bedoeld voor een gemengde groep bewoners.",
    )


def _in_words(number: int) -> str:
    return {10: "Tien", 11: "Elf", 12: "Twaalf"}[number]


def _totals(rows: Rows) -> list[tuple[str, ...]]:
    return [_total(soort, naam, rows) for soort, naam in SOORTEN.items()]


def _total(soort: str, naam: str, rows: Rows) -> tuple[str, ...]:
    mine = [row for row in rows if row["soort"] == soort]
    return naam, str(len(mine)), _span(_sum(mine, "laag"), _sum(mine, "hoog"))


def _sum(rows: Rows, column: str) -> int:
    return sum(int(row[column] or 0) for row in rows)


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _cells(row: Mapping[str, str]) -> tuple[str, ...]:
    units = _span(int(row["laag"]), int(row["hoog"])) if row["laag"] else "–"
    text = (row[name] for name in ("gemeente", "project", "doelgroep", "stand"))
    return (*text, units, row["oplevering"], row["hulp"])


def _add_table(
    word: Word,
    titles: tuple[str, ...],
    widths: tuple[int, ...],
    rows: list[tuple[str, ...]],
    caption: str,
) -> None:
    table = word.add_table(rows=1, cols=len(titles))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _describe(table, caption)
    _fill(table, 0, titles, widths)
    _mark_header(table)
    for place, row in enumerate(rows, start=1):
        table.add_row()
        _fill(table, place, row, widths)
    _draw_lines(table)


def _fill(table: Table, place: int, texts: tuple[str, ...], widths: tuple[int, ...]) -> None:
    row, titles = table.rows[place], [cell.text for cell in table.rows[0].cells]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Mm(widths[column])
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table Text"
        paragraph.add_run(text).bold = place == 0 or None
        if (titles[column] or text) in {"Eenheden", "Projecten"}:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _describe(table: Table, caption: str) -> None:
    """Give the table its text alternative (ISO/IEC 29500-1, 17.4.62)."""
    element = OxmlElement("w:tblCaption")
    element.set(qn("w:val"), caption)
    table._tbl.tblPr.append(element)  # noqa: SLF001


def _mark_header(table: Table) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    for cell in table.rows[0].cells:
        _shade(cell)


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E3EBE9")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _draw_lines(table: Table) -> None:
    """Draw hairlines between rows and nothing else."""
    borders: Any = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "BFBFBF")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    after = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption")
    table._tbl.tblPr.insert_element_before(borders, *after)  # noqa: SLF001


def _set_page(word: Word) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)


def _set_styles(word: Word) -> None:
    styles = word.styles
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "nl-NL")
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    for name, size in (("Heading 1", 19), ("Heading 2", 13)):
        _set_heading(word, name, size)
    text = styles.add_style("Table Text", 1)
    text.base_style, text.font.size = styles["Normal"], Pt(9)
    text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(1.5)


def _set_heading(word: Word, name: str, size: int) -> None:
    style = word.styles[name]
    style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(ACCENT)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.font.name = "Calibri"


def _set_properties(word: Word) -> None:
    properties = word.core_properties
    properties.title, properties.author = TITLE, "Secretariaat"
    properties.last_modified_by, properties.language = "Secretariaat", "nl-NL"
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = DOCX_MOMENT.replace(tzinfo=None)


def _reproducible(word: Word) -> bytes:
    """Return the file with one fixed date in the archive, without parts that nobody asked for."""
    for owner in (word.part, word.part.package):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del owner.rels[key]
    written = io.BytesIO()
    word.save(written)
    return _repack(written.getvalue())


def _repack(content: bytes) -> bytes:
    target = io.BytesIO()
    moment = DOCX_MOMENT.timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, moment)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return target.getvalue()


def main(folder: Path) -> None:
    """Write every attachment below ``folder``, which is laid out as the repository."""
    for path, content in make_all().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"{path}: {len(content):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
