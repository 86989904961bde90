"""Paragraphs, runs and tables of a Word template, with tags that disappear when it is filled."""

from collections.abc import Iterable

from lxml.etree import _Element as Element

from regietafel.documents.word_xml import XML_SPACE, make, w
from word_template_styles import LINE  # lies beside this file

MM = 56.7


def dxa(millimetres: float) -> str:
    """Return twentieths of a point."""
    return str(round(millimetres * MM))


# ------------------------------------------------------------------ paragraphs


def run(text: str, *look: Element) -> Element:
    """Return a run; a tab and a line break in the text become what Word knows as such."""
    element = make("r", *([make("rPr", *look)] if look else []))
    for piece in text.replace("\t", "\0\t\0").replace("\n", "\0\n\0").split("\0"):
        if piece in {"\t", "\n"}:
            element.append(make("tab" if piece == "\t" else "br"))
        elif piece:
            shown = make("t")
            shown.text = piece
            shown.set(XML_SPACE, "preserve")
            element.append(shown)
    return element


def bold(text: str) -> Element:
    return run(text, make("b"), make("bCs"))


def styled(text: str, style: str) -> Element:
    return run(text, make("rStyle", val=style))


def paragraph(style: str, *content: str | Element, frame: Element | None = None) -> Element:
    look = [make("pStyle", val=style)] if style else []
    look += [] if frame is None else [frame]
    runs = [run(item) if isinstance(item, str) else item for item in content]
    return make("p", *([make("pPr", *look)] if look else []), *runs)


def tag(text: str) -> Element:
    """Return a paragraph with only a tag: it disappears when the document is made."""
    return paragraph("", f"{{%p {text} %}}")


def only_if(condition: str, *content: Element) -> list[Element]:
    return [tag(f"if {condition}"), *content, tag("endif")]


def field(code: str) -> list[Element]:
    """Return a field that Word fills in, such as PAGE."""
    instruction = make("instrText")
    instruction.text = f" {code} "
    instruction.set(XML_SPACE, "preserve")
    return [
        make("r", make("fldChar", fldCharType="begin")),
        make("r", instruction),
        make("r", make("fldChar", fldCharType="separate")),
        run("1"),
        make("r", make("fldChar", fldCharType="end")),
    ]


def footer(width: float) -> Element:
    """Return name, confidentiality and page; ``width`` is that of the text, in mm."""
    element: Element = paragraph(
        "Footer",
        "{{ documentnaam }}{% if huisstijl.vertrouwelijkheid %}",
        run("\n{{ huisstijl.vertrouwelijkheid }}{% endif %}\tpagina "),
        *field("PAGE"),
        run(" van "),
        *field("NUMPAGES"),
    )
    element[0].append(make("tabs", make("tab", val="right", pos=dxa(width))))
    return element


# ------------------------------------------------------------------ tables


def rule(side: str, eighths: int) -> Element:
    """Return a line, in eighths of a point."""
    return make(side, val="single", sz=str(eighths), space="0", color=LINE)


def cell(width: str, content: Iterable[Element], *borders: Element) -> Element:
    look = [make("tcW", w_=width, type="dxa")]
    look += [make("tcBorders", *borders)] if borders else []
    return make("tc", make("tcPr", *look), *content)


def row(*cells: Element, header: bool = False, whole: bool = True) -> Element:
    look = [make("cantSplit")] if whole else []
    look += [make("tblHeader")] if header else []
    return make("tr", *([make("trPr", *look)] if look else []), *cells)


def tag_row(text: str, widths: list[str]) -> Element:
    """Return a row with only a tag: it disappears when the document is made."""
    first = cell(widths[0], [paragraph("Tabeltekst", f"{{%tr {text} %}}")])
    return row(first, *(cell(width, [paragraph("Tabeltekst")]) for width in widths[1:]))


def table(
    widths: list[str],
    heads: list[str],
    caption: str,
    rows: list[Element],
    *own: Element,
) -> Element:
    """Return a table with a head that repeats; ``own`` are properties on top of the style's."""
    look = make("tblLook", val="0420", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0")
    look.set(w("noHBand"), "0")
    look.set(w("noVBand"), "1")
    properties = make(
        "tblPr",
        make("tblStyle", val="Regietafel"),
        make("tblW", w_=str(sum(map(int, widths))), type="dxa"),
        *own,
        make("tblLayout", type="fixed"),
        look,
        make("tblCaption", val=caption),
        make("tblDescription", val=f"Kolommen: {', '.join(heads)}."),
    )
    grid = make("tblGrid", *(make("gridCol", w_=width) for width in widths))
    head = [
        cell(width, [paragraph("Tabelkop", text)])
        for width, text in zip(widths, heads, strict=True)
    ]
    return make("tbl", properties, grid, row(*head, header=True), *rows)
