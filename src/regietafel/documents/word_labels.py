"""Header fields in Word: the values stand in one column, right of the longest label.

In a template the place of the column is that of the tab and the hanging indent of a style such as
``Kopgegeven``. That is the least; a style without both is the customer's own choice and stays.
"""

from collections.abc import Sequence

from lxml import etree

from regietafel.documents.tabelmaten import text_width
from regietafel.documents.word_alineas import add_look
from regietafel.documents.word_stijlen import Stijlen
from regietafel.documents.word_xml import make, paragraph_style, w

_STYLES = ("Kopgegeven", "Gegeven", "Rapportgegeven")
_WIDEST = 3_969
"""70 mm in twentieths of a point: a label that is longer stands on a line of its own."""
_GAP = 284
_SIZE = 21
"""Half points, where no style says how large the letters are."""


def fit_labels(root: etree._Element, stijlen: Stijlen) -> None:
    """Give the header fields of a part one column for their values; no label runs into its value."""
    for name in _STYLES:
        identifier = stijlen.find(name)
        place = _place(stijlen, identifier)
        if place:
            _fit(root, stijlen, identifier, place)


def _fit(root: etree._Element, stijlen: Stijlen, identifier: str, place: int) -> None:
    fields = [p for p in root.iter(w("p")) if paragraph_style(p) == identifier]
    size = _size(stijlen, identifier)
    widths = [_width(_label(field), size) for field in fields]
    column = max([place, *(width for width in widths if width <= _WIDEST)])
    for field, width in zip(fields, widths, strict=True):
        if column > place:
            add_look(field, *_look(place, column))
        if width > column:
            _break(field)


def _place(stijlen: Stijlen, identifier: str) -> int:
    """Return where the values begin by the style, 0 when it has no such column."""
    style = _style(stijlen, identifier)
    indent = None if style is None else style.find(f"{w('pPr')}/{w('ind')}")
    left = "" if indent is None else indent.get(w("hanging"), "")
    stops = [] if style is None else style.findall(f"{w('pPr')}/{w('tabs')}/{w('tab')}")
    return int(left) if left.isdecimal() and left in {s.get(w("pos")) for s in stops} else 0


def _style(stijlen: Stijlen, identifier: str) -> etree._Element | None:
    styles = stijlen.root.iter(w("style"))
    return next((s for s in styles if identifier and s.get(w("styleId")) == identifier), None)


def _size(stijlen: Stijlen, identifier: str) -> int:
    own = _style(stijlen, identifier)
    defaults = stijlen.root.find(f"{w('docDefaults')}/{w('rPrDefault')}")
    for holder in (own, defaults):
        size = None if holder is None else holder.find(f"{w('rPr')}/{w('sz')}")
        if size is not None and size.get(w("val"), "").isdecimal():
            return int(size.get(w("val"), ""))
    return _SIZE


def _label(field: etree._Element) -> str:
    """Return the words before the first tab."""
    words = ""
    for element in _content(field):
        if element.tag == w("tab"):
            break
        words += element.text or ""
    return words


def _content(field: etree._Element) -> Sequence[etree._Element]:
    runs = field.iter(w("r"))
    return [e for run in runs for e in run if e.tag in {w("t"), w("tab")}]


def _width(label: str, size: int) -> int:
    """Return what a label takes, with white behind it, in twentieths of a point."""
    return text_width(label) * size // 10 + _GAP


def _look(old: int, new: int) -> tuple[etree._Element, etree._Element]:
    stops = make("tabs", make("tab", val="clear", pos=str(old)), make("tab", val="left", pos=str(new)))  # fmt: skip
    return stops, make("ind", left=str(new), hanging=str(new))


def _break(field: etree._Element) -> None:
    """Put the value below its label: the line after a break begins where the values do."""
    tab = next((e for e in _content(field) if e.tag == w("tab")), None)
    if tab is not None:
        tab.tag = w("br")
