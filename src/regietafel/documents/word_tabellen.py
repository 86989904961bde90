"""Tables in Word: a head that repeats, columns that fit their words, rows that head a group."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from regietafel.documents.blocks import (
    Alinea,
    Deel,
    Kolom,
    Rij,
    Tabel,
    runs_text,
    table_label,
)
from regietafel.documents.richtext_delen import make_bold
from regietafel.documents.tabelmaten import Maten, fit_columns
from regietafel.documents.woorden import caption_text, words_of
from regietafel.documents.word_alineas import (
    add_look,
    build_paragraph,
    ordered_look,
    style_of,
)
from regietafel.documents.word_figuren import write_caption
from regietafel.documents.word_omgeving import Omgeving
from regietafel.documents.word_runs import write_runs
from regietafel.documents.word_xml import make, w
from regietafel.documents.xmltekst import clean_text

_SIZES = (20, 19, 18, 17, 16)
"""Half points: a wide table is set smaller, down to 8 points."""
_EDGES = 240
_ALIGN = {"rechts": "right", "midden": "center"}
_GROUP = "F1F2F4"
_TINT = {"fill": "EAEEF2", "themeFill": "accent1", "themeFillTint": "17"}
"""As the first row of the style ``Regietafel``; the house style replaces the colour."""
_LINE = {"val": "single", "sz": "6", "space": "0", "color": "595959"}
_SHORT = 900
"""Characters of a row that stays on one page."""


def write_table(tabel: Tabel, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield the caption and the table."""
    if tabel.nummer or tabel.bijschrift:
        content = ("Tabel", tabel.nummer, tabel.sleutel, tabel.bijschrift)
        yield write_caption(*content, omgeving, above=True)
    maten = fit_columns(tabel, omgeving.breedte, _EDGES, _SIZES)
    size = (make("sz", val=str(maten.grootte)), make("szCs", val=str(maten.grootte)))
    cel = replace(
        omgeving,
        kop=0,
        diepte=0,
        genummerd=0,
        links=0,
        vlak=None,
        vrij=False,
        tekens=make("rPr", *size),
    )
    plekken = [_place(kolom, cel, dicht=tabel.rijkoppen) for kolom in tabel.kolommen]
    rows = [_row(rij, maten, cel, plekken) for rij in tabel.rijen]
    heads = list(_head(tabel, maten, cel))
    if tabel.bijeen:
        _keep_together([*heads, *rows[:-1]])
    yield make("tbl", _properties(tabel, cel), _grid(maten), *heads, *rows)


def _keep_together(rows: Sequence[etree._Element]) -> None:
    """Keep each row on the page of the next."""
    for paragraph in (p for row in rows for p in row.iter(w("p"))):
        add_look(paragraph, make("keepNext"))


def _properties(tabel: Tabel, omgeving: Omgeving) -> etree._Element:
    look = make("tblLook", val="0420", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0")
    look.set(w("noHBand"), "0")
    look.set(w("noVBand"), "1")
    heads = ", ".join(runs_text(kolom.kop).replace("\n", " ") for kolom in tabel.kolommen)
    caption = caption_text(table_label(tabel), tabel.bijschrift) or f"Tabel met {heads}"
    return make(
        "tblPr",
        make("tblStyle", val=omgeving.gedeeld.style("Regietafel")),
        make("tblW", w_=str(omgeving.breedte), type="dxa"),
        make("tblLayout", type="fixed"),
        *([_close_cells()] if tabel.rijkoppen else []),
        look,
        make("tblCaption", val=clean_text(caption)),
        make("tblDescription", val=clean_text(f"Kolommen: {heads}.")),
    )


def _close_cells() -> etree._Element:
    """Return cell margins for a table of figures, which has many short rows."""
    top, bottom = (make(side, w_="28", type="dxa") for side in ("top", "bottom"))
    return make("tblCellMar", top, bottom)


def _grid(maten: Maten) -> etree._Element:
    return make("tblGrid", *(make("gridCol", w_=str(width)) for width in maten.breedtes))


def _head(tabel: Tabel, maten: Maten, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield the head, in two rows when columns stand in groups."""
    if tabel.groepen:
        yield _head_row(_upper(tabel, maten, omgeving))
    cells = [
        _cell(width, [_head_cell(kolom, omgeving)])
        for kolom, width in zip(tabel.kolommen, maten.breedtes, strict=True)
    ]
    if tabel.groepen:
        _join_upwards(cells, tabel.kolommen, omgeving)
    yield _head_row(cells)


def _join_upwards(
    cells: Sequence[etree._Element], kolommen: Sequence[Kolom], omgeving: Omgeving
) -> None:
    """Give the lower head row the tint of the upper, and join what stands in no group to it."""
    for cell, kolom in zip(cells, kolommen, strict=True):
        if not kolom.groep:
            cell[1:] = [build_paragraph(style_of(omgeving.gedeeld.style("Tabelkop")))]
            cell[0].append(make("vMerge"))
        cell[0].append(make("shd", val="clear", color="auto", **_TINT))
        cell[0].append(make("vAlign", val="bottom"))


def _head_row(cells: Sequence[etree._Element]) -> etree._Element:
    return make("tr", make("trPr", make("cantSplit"), make("tblHeader")), *cells)


def _upper(tabel: Tabel, maten: Maten, omgeving: Omgeving) -> list[etree._Element]:
    """Return the cells of the upper head row: groups, and columns that stand in none."""
    cells, place = [], 0
    for name, count in tabel.groepen:
        kolom = tabel.kolommen[place]
        shown = replace(kolom, kop=(Deel(name),), uitlijning="midden") if name else kolom
        cell = _cell(sum(maten.breedtes[place : place + count]), [_head_cell(shown, omgeving)])
        cell[0].append(make("gridSpan", val=str(count)) if name else make("vMerge", val="restart"))
        cell[0].append(make("vAlign", val="bottom"))
        cells.append(cell)
        place += count
    return cells


def _head_cell(kolom: Kolom, omgeving: Omgeving) -> etree._Element:
    look = [*style_of(omgeving.gedeeld.style("Tabelkop")), *_align(kolom)]
    return build_paragraph(look, *write_runs(make_bold(kolom.kop), omgeving))


def _row(rij: Rij, maten: Maten, omgeving: Omgeving, plekken: Sequence[Omgeving]) -> etree._Element:
    whole = [make("trPr", make("cantSplit"))] if rij.groep or _is_short(rij) else []
    if rij.groep:
        return make("tr", *whole, *_group(rij, maten, omgeving))
    cells = [
        _cell(width, list(omgeving.gedeeld.schrijf(cel or (Alinea(()),), plek)))
        for cel, plek, width in zip(rij.cellen, plekken, maten.breedtes, strict=True)
    ]
    for cell in cells if rij.totaal else ():
        cell[0].append(make("tcBorders", make("top", **_LINE)))
    return make("tr", *whole, *cells)


def _is_short(rij: Rij) -> bool:
    return max((len(words_of(cel)) for cel in rij.cellen), default=0) <= _SHORT


def _group(rij: Rij, maten: Maten, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield the one cell of a row that heads a group: as wide as the table, joined from no others.

    Its width says so, and not a ``gridSpan``: Word and LibreOffice place the cells of a row of a
    fixed table by their own widths.
    """
    look = make("pPr", *style_of(omgeving.gedeeld.style("Tabelkop")))
    bold = tuple(
        replace(blok, delen=make_bold(blok.delen)) if isinstance(blok, Alinea) else blok
        for blok in rij.cellen[0]
    )
    content = list(omgeving.gedeeld.schrijf(bold, replace(omgeving, alinea=look)))
    yield _cell(sum(maten.breedtes), content, shade=_GROUP)


def _place(kolom: Kolom, omgeving: Omgeving, *, dicht: bool) -> Omgeving:
    """Return the surroundings of the cells of a column."""
    style = style_of(omgeving.gedeeld.style("Tabeltekst"))
    close = [make("spacing", before="0", after="0", line="240", lineRule="auto")]
    look = make("pPr", *ordered_look([*style, *_align(kolom), *(close if dicht else [])]))
    return replace(omgeving, alinea=look)


def _align(kolom: Kolom) -> list[etree._Element]:
    return [make("jc", val=_ALIGN[kolom.uitlijning])] if kolom.uitlijning in _ALIGN else []


def _cell(width: int, content: list[etree._Element], shade: str = "") -> etree._Element:
    look = [make("tcW", w_=str(width), type="dxa")]
    look += [make("shd", val="clear", color="auto", fill=shade)] if shade else []
    return make("tc", make("tcPr", *look), *content)
