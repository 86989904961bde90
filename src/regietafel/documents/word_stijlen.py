"""What a template's styles and numbering offer to rich text, and new lists where it needs them."""

from functools import cached_property

from lxml import etree

from regietafel.documents.word_pakket import MAIN, Pakket
from regietafel.documents.word_xml import W, make, parse_part, w, write_part

STYLES = "wordprocessingml.styles+xml"
NUMBERING = "wordprocessingml.numbering+xml"
NUMBERING_TYPE = f"application/vnd.openxmlformats-officedocument.{NUMBERING}"
INDENT = 340
"""How far a list level is indented, in twentieths of a point."""

_LEVELS, _DEEPEST = 4, 9
_BULLETS = ("•", "–", "•", "–")
_FORMATS = ("decimal", "lowerLetter", "lowerRoman", "decimal")


class Stijlen:
    """The styles of a document by the name that Word knows them by, in any language."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root

    @cached_property
    def _by_name(self) -> dict[str, etree._Element]:
        return {
            name.get(w("val"), "").lower(): style
            for style in self.root.iter(w("style"))
            if (name := style.find(w("name"))) is not None
        }

    def add(self, style: etree._Element) -> None:
        """Add a style, under an id that is free."""
        taken = {other.get(w("styleId")) for other in self._by_name.values()}
        while style.get(w("styleId")) in taken:
            style.set(w("styleId"), style.get(w("styleId"), "") + "x")
        self.root.append(style)
        name = style.find(w("name"))
        self._by_name["" if name is None else name.get(w("val"), "").lower()] = style

    def find(self, name: str) -> str:
        """Return the id of the style with this name, such as ``list bullet``; empty without."""
        style = self._by_name.get(name.lower())
        return "" if style is None else style.get(w("styleId"), "")

    def list_number(self, name: str) -> str:
        """Return the id of the list that a style belongs to; empty without."""
        style = self._by_name.get(name.lower())
        number = None if style is None else style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        return "" if number is None else number.get(w("val"), "")

    @cached_property
    def heading_levels(self) -> dict[str, int]:
        """Return the level of every heading style, by style id."""
        return {
            style.get(w("styleId"), ""): int(name[-1])
            for name, style in self._by_name.items()
            if name.startswith("heading ") and name[-1].isdigit()
        }


class Nummering:
    """The lists of a document; a numbered list always begins anew."""

    def __init__(self, pakket: Pakket, stijlen: Stijlen) -> None:
        self._pakket = pakket
        self._stijlen = stijlen
        self._names = pakket.named(NUMBERING)
        self.changed = False

    @cached_property
    def root(self) -> etree._Element:
        if self._names:
            return parse_part(self._pakket.delen[self._names[0]], self._names[0])
        return etree.Element(w("numbering"), nsmap={"w": W})

    @cached_property
    def _bullet_list(self) -> str:
        return self._stijlen.list_number("list bullet") or self._add(self._own_abstract(False))

    @cached_property
    def _numbered_abstract(self) -> str:
        listed = self._stijlen.list_number("list number")
        for number in self.root.iter(w("num")):
            if number.get(w("numId")) == listed:
                return number[0].get(w("val"), "")
        return self._own_abstract(True)

    def bullets(self, level: int = 0) -> str:
        """Return the id of the bulleted list, which is at least as deep as ``level`` (from 0)."""
        number = next(n for n in self.root.iter(w("num")) if n.get(w("numId")) == self._bullet_list)
        self._deepen(number[0].get(w("val"), ""), level, numbered=False)
        return self._bullet_list

    @cached_property
    def _unmarked_list(self) -> str:
        return self._add(self._new_abstract([blank_level(level) for level in range(_DEEPEST)]))

    def unmarked(self) -> str:
        """Return the id of a list without marks: its items bring their own, as tasks do."""
        return self._unmarked_list

    def numbers(self, begin: int, level: int, genummerd: int) -> str:
        """Return the id of a new numbered list whose ``level`` (from 0) starts at ``begin``.

        ``genummerd`` counts the numbered lists around it: a list in bullets begins with figures.
        """
        self._deepen(self._numbered_abstract, level, numbered=True)
        start = make("startOverride", val=str(begin))
        own = [] if level == genummerd else [_numbered_as(level, genummerd)]
        return self._add(self._numbered_abstract, make("lvlOverride", start, *own, ilvl=str(level)))

    def _deepen(self, abstract: str, level: int, *, numbered: bool) -> None:
        """Define the levels of a list that it lacks, down to ``level``."""
        definition = next(
            (a for a in self.root.iter(w("abstractNum")) if a.get(w("abstractNumId")) == abstract),
            None,
        )
        levels = [] if definition is None else definition.findall(w("lvl"))
        for missing in range(len(levels), level + 1) if levels else ():
            levels[-1].addnext(list_level(missing, numbered=numbered))
            levels.append(levels[-1].getnext())  # type: ignore[arg-type]  # it was just put there
            self.changed = True

    def _add(self, abstract: str, *overrides: etree._Element) -> str:
        identifier = self._free("num", "numId")
        number = make("num", make("abstractNumId", val=abstract), *overrides, numId=identifier)
        last = self.root.findall(w("num"))
        if last:
            last[-1].addnext(number)
        else:
            self._append_abstract_or_first(number)
        self.changed = True
        return identifier

    def _append_abstract_or_first(self, element: etree._Element) -> None:
        """Place after the last definition, before what the schema wants at the end."""
        before = self.root.findall(w("abstractNum")) or self.root.findall(w("numPicBullet"))
        if before:
            before[-1].addnext(element)
        else:
            self.root.insert(0, element)

    def _free(self, tag: str, attribute: str) -> str:
        taken = {int(e.get(w(attribute), "0")) for e in self.root.iter(w(tag))}
        return str(max(taken, default=0) + 1)

    def _own_abstract(self, numbered: bool) -> str:
        return self._new_abstract([list_level(n, numbered=numbered) for n in range(_LEVELS)])

    def _new_abstract(self, levels: list[etree._Element]) -> str:
        identifier = self._free("abstractNum", "abstractNumId")
        kind = make("multiLevelType", val="hybridMultilevel")
        self._append_abstract_or_first(make("abstractNum", kind, *levels, abstractNumId=identifier))
        return identifier

    def store(self) -> None:
        """Put changed numbering back into the document."""
        if not self.changed:
            return
        naam = self._names[0] if self._names else "word/numbering.xml"
        self._pakket.add_part(naam, write_part(self.root), NUMBERING_TYPE)
        relaties = self._pakket.relaties(self._pakket.named(MAIN)[0])
        if not self._names:
            relaties.add("numbering", f"/{naam}")
            self._pakket.keep(relaties)


def _numbered_as(level: int, genummerd: int) -> etree._Element:
    """Return a level that counts as one with fewer lists around it."""
    own = list_level(level, numbered=True)
    fmt = own.find(w("numFmt"))
    if fmt is not None:
        fmt.set(w("val"), _FORMATS[genummerd % len(_FORMATS)])
    return own


def blank_level(level: int) -> etree._Element:
    """Return the definition of one level of a list whose items have no mark of the list."""
    indent = make("ind", left=str(INDENT * (level + 1)), hanging=str(INDENT))
    return make(
        "lvl",
        make("start", val="1"),
        make("numFmt", val="none"),
        make("suff", val="nothing"),
        make("lvlText", val=""),
        make("lvlJc", val="left"),
        make("pPr", indent),
        ilvl=str(level),
    )


def list_level(level: int, *, numbered: bool) -> etree._Element:
    """Return the definition of one level of a bulleted or numbered list."""
    text = f"%{level + 1}." if numbered else _BULLETS[level % len(_BULLETS)]
    indent = make("ind", left=str(INDENT * (level + 1)), hanging=str(INDENT))
    return make(
        "lvl",
        make("start", val="1"),
        make("numFmt", val=_FORMATS[level % len(_FORMATS)] if numbered else "bullet"),
        make("lvlText", val=text),
        make("lvlJc", val="left"),
        make("pPr", indent),
        ilvl=str(level),
    )
