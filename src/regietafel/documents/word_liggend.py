"""A Word template turned on its side, for a kind whose pages are wider than they are high."""

from lxml import etree

from regietafel.documents.word_pakket import MAIN, open_pakket
from regietafel.documents.word_xml import parse_part, w, write_part

_HEAD_AND_FOOT = ("wordprocessingml.header+xml", "wordprocessingml.footer+xml")


def on_its_side(sjabloon: bytes) -> bytes:
    """Return a template with every upright page turned; what stands at the right stays there.

    Raises ``SjabloonError`` for what is no Word file.
    """
    pakket = open_pakket(sjabloon)
    main = pakket.named(MAIN)[0]
    root = parse_part(pakket.delen[main], main)
    gained = max((_turn(section) for section in root.iter(w("sectPr"))), default=0)
    if not gained:
        return sjabloon
    pakket.delen[main] = write_part(root)
    for naam in pakket.named(*_HEAD_AND_FOOT):
        part = parse_part(pakket.delen[naam], naam)
        _move_right(part, gained)
        pakket.delen[naam] = write_part(part)
    return pakket.save()


def _turn(section: etree._Element) -> int:
    """Turn the page of a section; return how much wider it is, in twentieths of a point."""
    size = section.find(w("pgSz"))
    if size is None:
        return 0
    width, height = int(size.get(w("w"), "0")), int(size.get(w("h"), "0"))
    if width >= height:
        return 0
    size.set(w("w"), str(height))
    size.set(w("h"), str(width))
    size.set(w("orient"), "landscape")
    return height - width


def _move_right(part: etree._Element, gained: int) -> None:
    """Move frames and right tabs in a head or foot, which are measured from the left."""
    for frame in part.iter(w("framePr")):
        _add(frame, "x", gained)
    for tab in part.iter(w("tab")):
        if tab.get(w("val")) == "right":
            _add(tab, "pos", gained)


def _add(element: etree._Element, name: str, more: int) -> None:
    value = element.get(w(name), "")
    if value.isdecimal():
        element.set(w(name), str(int(value) + more))
