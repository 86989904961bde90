"""The grid of a table whose columns a template repeats: as many as there are, each wide enough."""

from lxml import etree

from regietafel.documents.tabelmaten import text_width
from regietafel.documents.word_xml import make, paragraph_text, w

_EDGE = 60
"""What a column has beside its longest word, in hundredths of an em."""


def fit_grids(root: etree._Element) -> None:
    """Give every table of which rows have more or fewer cells than its grid a grid that fits.

    Rows with cells that span others are left alone (ECMA-376 part 1, 17.4.48).
    """
    for table in root.iter(w("tbl")):
        rows = [row.findall(w("tc")) for row in table.iterchildren(w("tr"))]
        grid = table.find(w("tblGrid"))
        counts = {len(cells) for cells in rows}
        if grid is not None and len(counts) == 1 and counts != {len(grid)} and not _spans(table):
            _fit(grid, rows)


def _spans(table: etree._Element) -> bool:
    return next(table.iter(w("gridSpan"), w("vMerge")), None) is not None


def _fit(grid: etree._Element, rows: list[list[etree._Element]]) -> None:
    whole = sum(int(column.get(w("w"), "0")) for column in grid)
    needs = [max(map(_longest, column)) + _EDGE for column in zip(*rows, strict=True)]
    widths = [str(whole * need // sum(needs)) for need in needs]
    grid[:] = [make("gridCol", w_=width) for width in widths]
    for cells in rows:
        for cell, width in zip(cells, widths, strict=True):
            for size in cell.iterfind(f"{w('tcPr')}/{w('tcW')}"):
                size.set(w("w"), width)


def _longest(cell: etree._Element) -> int:
    words = " ".join(paragraph_text(paragraph) for paragraph in cell.iter(w("p"))).split()
    return max(map(text_width, words), default=0)
