"""Styles, numbering and settings of the Word templates: how they look, and nothing else."""

from lxml import etree

from regietafel.documents.word_stijlen import list_level
from regietafel.documents.word_xml import W, make

FONT = "Calibri"
GREY, LINE, BLACK = "595959", "C4C8CC", "1A1A1A"
ACCENT = 'w:val="154273" w:themeColor="accent1"'

_TINT = (
    '<w:shd w:val="clear" w:color="auto" w:fill="EAEEF2" w:themeFill="accent1"'
    ' w:themeFillTint="17"/>'
)


# LibreOffice leaves lines around paragraphs and letters outside the tags of its PDF/UA: there are
# none here. A notice and the concept label are backgrounds, and the foot has no line above it.


def _paragraph(
    identifier: str,
    name: str,
    look: str = "",
    letters: str = "",
    *,
    based: str = "Normal",
    following: str = "",
) -> str:
    parts = [
        f'<w:name w:val="{name}"/>',
        f'<w:basedOn w:val="{based}"/>' if identifier != "Normal" else "",
        f'<w:next w:val="{following}"/>' if following else "",
        "<w:qFormat/>",
        f"<w:pPr>{look}</w:pPr>" if look else "",
        f"<w:rPr>{letters}</w:rPr>" if letters else "",
    ]
    kind = 'w:type="paragraph"' + (' w:default="1"' if identifier == "Normal" else "")
    custom = "" if name[0].islower() or name in _BUILT_IN else ' w:customStyle="1"'
    return f'<w:style {kind}{custom} w:styleId="{identifier}">{"".join(parts)}</w:style>'


_BUILT_IN = {"Normal", "List Bullet", "List Bullet 2", "List Number", "Quote"}


def _space(before: int = 0, after: int = 0, line: int = 0) -> str:
    spread = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{spread}/>'


def _size(half_points: int, colour: str = "", *, heavy: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if heavy else ""
    shade = f"<w:color {colour}/>" if colour else ""
    return f'{weight}{shade}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _hanging(left: int, hanging: int | None = None) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{left if hanging is None else hanging}"/>'


def _tab(position: int, kind: str = "left") -> str:
    return f'<w:tabs><w:tab w:val="{kind}" w:pos="{position}"/></w:tabs>'


_WHOLE = "<w:suppressAutoHyphens/>"
_KEEP = "<w:keepNext/><w:keepLines/>"


def _heading(level: int, size: int, before: int, after: int, extra: str = "") -> str:
    look = f'{_KEEP}{_WHOLE}{_space(before, after, 240)}{extra}<w:outlineLvl w:val="{level - 1}"/>'
    letters = _size(size, ACCENT, heavy=True)
    return _paragraph(f"Heading{level}", f"heading {level}", look, letters, following="Normal")


def _list(identifier: str, name: str, number: int) -> str:
    mark = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'
    return _paragraph(identifier, name, mark + _space(0, 120) + "<w:contextualSpacing/>")


_NUMBERED = "<w:keepLines/>" + _tab(397) + _hanging(397)
_GREY = f'w:val="{GREY}"'
_STYLES = (
    _paragraph("Normal", "Normal"),
    _heading(1, 38, 0, 200),
    _heading(2, 25, 320, 100, _hanging(454)),
    _heading(3, 21, 220, 80, _hanging(567)),
    _heading(4, 21, 180, 60),
    _list("ListBullet", "List Bullet", 1),
    _list("ListNumber", "List Number", 2),
    _list("ListBullet2", "List Bullet 2", 3),
    _paragraph(
        "Quote",
        "Quote",
        _space(0, 120) + '<w:ind w:left="340" w:right="340"/>',
        "<w:i/><w:iCs/>",
    ),
    _paragraph("Header", "header", _space(0, 0, 240), _size(16, _GREY)),
    _paragraph(
        "Footer",
        "footer",
        f"{_WHOLE}{_space(0, 0, 250)}",
        _size(16, _GREY),
    ),
    _paragraph("Woordmerk", "Woordmerk", _WHOLE + _space(0, 0, 240), _size(30, ACCENT, heavy=True)),
    _paragraph("Afzender", "Afzender", _WHOLE + _space(0, 80, 240), _size(17, _GREY)),
    _paragraph(
        "Afzendernaam",
        "Afzendernaam",
        _space(0, 0),
        _size(17, f'w:val="{BLACK}"', heavy=True),
        based="Afzender",
    ),
    _paragraph("Briefhoofdwit", "Briefhoofd wit", _space(0, 720, 240), _size(16)),
    _paragraph(
        "Conceptregel", "Conceptregel", "<w:keepNext/>" + _space(0, 140, 240), _size(20, _GREY)
    ),
    _paragraph("Soort", "Soort", "<w:keepNext/>" + _space(0, 40, 240), _size(22, _GREY)),
    _paragraph(
        "Melding",
        "Melding",
        _TINT + _space(0, 240, 372) + '<w:ind w:firstLine="113"/>',
        _size(23, heavy=True),
    ),
    _paragraph("Gegeven", "Gegeven", _tab(1701) + _space(0, 60, 252) + _hanging(1701)),
    _paragraph("Witregel", "Witregel", _space(0, 0, 240), _size(16)),
    _paragraph(
        "Slot",
        "Slot",
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
        _size(2),
    ),
    _paragraph("Doel", "Doel", "<w:keepNext/>" + _space(0, 60), "<w:i/><w:iCs/>"),
    _paragraph("Bijlageregel", "Bijlageregel", _tab(567) + _space(0, 60) + _hanging(567)),
    _paragraph("Tabeltekst", "Tabeltekst", _space(0, 40, 247), _size(20)),
    _paragraph(
        "Tabelkop",
        "Tabelkop",
        "<w:keepNext/>" + _WHOLE + _space(20, 20, 240),
        "<w:b/><w:bCs/>",
        based="Tabeltekst",
    ),
    _paragraph("Tabelpunt", "Tabelpunt", "<w:keepNext/>", "<w:b/><w:bCs/>", based="Tabeltekst"),
    _paragraph("Tabelonderdeel", "Tabelonderdeel", _tab(340) + _hanging(340), based="Tabeltekst"),
    _paragraph("Tabelthema", "Tabelthema", _tab(567) + _hanging(567, 227), based="Tabeltekst"),
    _paragraph("Lijstpunt", "Lijstpunt", _NUMBERED, "<w:b/><w:bCs/>", based="Tabeltekst"),
    _paragraph("Lijstkop", "Lijstkop", "<w:keepNext/>", based="Lijstpunt"),
    _paragraph("Lijstonderdeel", "Lijstonderdeel", _NUMBERED, "<w:i/><w:iCs/>", based="Tabeltekst"),
    _paragraph(
        "Uitkomst",
        "Uitkomst",
        _WHOLE,
        _size(17, ACCENT, heavy=True),
        based="Tabeltekst",
    ),
    _paragraph("Uitkomstregel", "Uitkomstregel", f"<w:keepLines/>{_WHOLE}", based="Tabeltekst"),
    _paragraph("Uitkomstwit", "Uitkomstwit", _space(0, 0, 240), _size(12)),
)

_OTHERS = f"""
<w:style w:type="character" w:default="1" w:styleId="Standaardalinea">
 <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
 <w:rPr><w:color {ACCENT}/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Concept"><w:name w:val="Concept"/>
 <w:rPr><w:b/><w:bCs/><w:color w:val="FFFFFF"/><w:spacing w:val="16"/><w:sz w:val="19"/>
 <w:szCs w:val="19"/>
 <w:shd w:val="clear" w:color="auto" w:fill="154273" w:themeFill="accent1"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
 <w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
 <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
 <w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>
 <w:uiPriority w:val="99"/><w:semiHidden/></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Regietafel"><w:name w:val="Regietafel"/>
 <w:basedOn w:val="TableNormal"/><w:qFormat/>
 <w:tblPr><w:tblBorders>
 <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
 <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>
 <w:tblCellMar><w:top w:w="74" w:type="dxa"/><w:left w:w="113" w:type="dxa"/>
 <w:bottom w:w="34" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>
 <w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>{_TINT}</w:tcPr></w:tblStylePr></w:style>
"""

_DEFAULTS = f"""<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
<w:color w:val="{BLACK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>
<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>"""


def paragraph_style(identifier: str, look: str, letters: str = "", *, based: str = "Normal") -> str:
    """Return a style of one kind of document, named as it is identified."""
    return _paragraph(identifier, identifier, look, letters, based=based)


def styles_xml(own: tuple[str, ...] = ()) -> str:
    """Return the styles that all kinds share, and those that one kind has on top."""
    styles = "".join((*_STYLES, *own))
    return f'<w:styles xmlns:w="{W}">{_DEFAULTS}{styles}{_OTHERS}</w:styles>'


def numbering_xml() -> str:
    """Return three lists: bullets, numbers, and dashes for themes."""
    root = etree.Element(f"{{{W}}}numbering", nsmap={"w": W})
    bullets = [list_level(level, numbered=False) for level in range(4)]
    dashes = [list_level(1, numbered=False)]
    dashes[0].set(f"{{{W}}}ilvl", "0")
    dashes[0][-1][0].set(f"{{{W}}}left", "340")
    numbers = [list_level(level, numbered=True) for level in range(4)]
    for number, levels in enumerate((bullets, numbers, dashes), start=1):
        kind = make("multiLevelType", val="hybridMultilevel")
        root.append(make("abstractNum", kind, *levels, abstractNumId=str(number)))
    for name in ("1", "2", "3"):
        root.append(make("num", make("abstractNumId", val=name), numId=name))
    return etree.tostring(root, encoding="unicode")


def settings_xml() -> str:
    uri = "http://schemas.microsoft.com/office/word"
    names = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in names.items()
    )
    return f"""<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>
<w:defaultTabStop w:val="708"/><w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/>
<w:hyphenationZone w:val="425"/><w:doNotHyphenateCaps/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>
<w:themeFontLang w:val="nl-NL"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"
 w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5"
 w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"""


def font_table_xml() -> str:
    """Return the fonts, each with what may stand in where it is absent."""
    return f"""<w:fonts xmlns:w="{W}">
<w:font w:name="{FONT}"><w:altName w:val="Carlito"/><w:panose1 w:val="020F0502020204030204"/>
<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="Consolas"><w:altName w:val="Courier New"/><w:panose1 w:val="020B0609020204030204"/>
<w:charset w:val="00"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>"""
