"""Styles that a document needs and a template may lack. A template's own always win."""

from regietafel.documents.word_xml import W

_ACCENT = '<w:color w:val="154273" w:themeColor="accent1"/>'
_LINE = "C4C8CC"


def _style(kind: str, identifier: str, name: str, *content: str) -> str:
    custom = ' w:customStyle="1"' if name[0].isupper() else ""
    return (
        f'<w:style xmlns:w="{W}" w:type="{kind}"{custom} w:styleId="{identifier}">'
        f'<w:name w:val="{name}"/>{"".join(content)}</w:style>'
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _contents(level: int) -> str:
    left = 340 * max(level - 2, 0)  # the title of a document has level 1
    above = 0 if left else 60
    look = f'<w:pPr><w:spacing w:before="{above}" w:after="40"/><w:ind w:left="{left}"/></w:pPr>'
    return _style("paragraph", f"TOC{level}", f"toc {level}", look)


_TABLE = f"""<w:qFormat/><w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/></w:tblBorders>
<w:tblCellMar><w:top w:w="74" w:type="dxa"/><w:left w:w="113" w:type="dxa"/>
<w:bottom w:w="34" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto"
 w:fill="EAEEF2" w:themeFill="accent1" w:themeFillTint="17"/></w:tcPr></w:tblStylePr>"""

BASISSTIJLEN = {
    "caption": _style(
        "paragraph", "Bijschrift", "caption", "<w:qFormat/>",
        '<w:pPr><w:suppressAutoHyphens/><w:spacing w:before="120" w:after="100"/></w:pPr>',
        f"<w:rPr>{_size(19)}</w:rPr>",
    ),
    "footnote text": _style(
        "paragraph", "Voetnoottekst", "footnote text",
        '<w:pPr><w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>',
        f"<w:rPr>{_size(17)}</w:rPr>",
    ),
    "footnote reference": _style(
        "character", "Voetnootmarkering", "footnote reference",
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
    ),
    "Inhoudskop": _style(
        "paragraph", "Inhoudskop", "Inhoudskop",
        '<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="100"/></w:pPr>',
        f"<w:rPr><w:b/><w:bCs/>{_ACCENT}{_size(25)}</w:rPr>",
    ),
    "Codetekst": _style(
        "paragraph", "Codetekst", "Codetekst",
        '<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="F3F4F6"/><w:suppressAutoHyphens/>'
        '<w:spacing w:before="60" w:after="160" w:line="252" w:lineRule="auto"/></w:pPr>',
        '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
        f"{_size(18)}</w:rPr>",
    ),
    "Codeteken": _style(
        "character", "Codeteken", "Codeteken",
        '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:noProof/>'
        f'{_size(19)}<w:shd w:val="clear" w:color="auto" w:fill="EEF0F2"/></w:rPr>',
    ),
    "Tabeltekst": _style(
        "paragraph", "Tabeltekst", "Tabeltekst",
        '<w:pPr><w:spacing w:before="0" w:after="40" w:line="247" w:lineRule="auto"/></w:pPr>',
        f"<w:rPr>{_size(20)}</w:rPr>",
    ),
    "Tabelkop": _style(
        "paragraph", "Tabelkop", "Tabelkop",
        "<w:pPr><w:keepNext/><w:suppressAutoHyphens/>"
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>',
        f"<w:rPr><w:b/><w:bCs/>{_size(20)}</w:rPr>",
    ),
    "Regietafel": _style("table", "Regietafel", "Regietafel", _TABLE),
    **{f"toc {level}": _contents(level) for level in range(1, 5)},
}  # fmt: skip
"""The definitions by the name that Word knows them by."""
