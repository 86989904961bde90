"""Footnotes as Word has them: a part of their own, with separators (ECMA-376 part 1, 17.11)."""

from lxml import etree

from regietafel.documents.word_pakket import Pakket, Relaties
from regietafel.documents.word_xml import W, make, parse_part, w, write_part

FOOTNOTES = "wordprocessingml.footnotes+xml"
_TYPE = f"application/vnd.openxmlformats-officedocument.{FOOTNOTES}"
_SETTINGS = "wordprocessingml.settings+xml"
_AFTER = (
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang",
    "clrSchemeMapping", "doNotIncludeSubdocsInStats", "shapeDefaults", "decimalSymbol",
    "listSeparator",
)  # fmt: skip
"""What the schema wants after the separators in the settings."""


class Noten:
    """The footnotes that a rendering adds, numbered on from those of the template."""

    def __init__(self, pakket: Pakket) -> None:
        self._pakket = pakket
        self._names = pakket.named(FOOTNOTES)
        self.naam = self._names[0] if self._names else "word/footnotes.xml"
        self.relaties: Relaties = pakket.relaties(self.naam)
        self._added: list[etree._Element] = []
        self._next = self._first_free()

    def _root(self) -> etree._Element:
        if self._names:
            return parse_part(self._pakket.delen[self.naam], self.naam)
        root = etree.Element(w("footnotes"), nsmap={"w": W})
        root.extend([_separator("separator", "-1"), _separator("continuationSeparator", "0")])
        return root

    def _first_free(self) -> int:
        if not self._names:
            return 1
        return max((int(note.get(w("id"), "0")) for note in self._root()), default=0) + 1

    def add(self, paragraphs: list[etree._Element]) -> str:
        """Keep a note; returns its id. Its first paragraph begins with the mark already."""
        identifier = str(self._next)
        self._next += 1
        self._added.append(make("footnote", *paragraphs, id=identifier))
        return identifier

    def store(self, main: str) -> None:
        """Put the notes into the document, whose text is the part ``main``."""
        if not self._added:
            return
        root = self._root()
        root.extend(self._added)
        self._pakket.add_part(self.naam, write_part(root), _TYPE)
        self._pakket.keep(self.relaties)
        if not self._names:
            relaties = self._pakket.relaties(main)
            relaties.add("footnotes", f"/{self.naam}")
            self._pakket.keep(relaties)
            self._name_separators()

    def _name_separators(self) -> None:
        """Say in the settings which notes are separators."""
        for naam in self._pakket.named(_SETTINGS):
            root = parse_part(self._pakket.delen[naam], naam)
            if root.find(w("footnotePr")) is None:
                marks = (make("footnote", id=identifier) for identifier in ("-1", "0"))
                _insert_before(root, make("footnotePr", *marks), _AFTER)
                self._pakket.delen[naam] = write_part(root)


def _separator(kind: str, identifier: str) -> etree._Element:
    spacing = make("spacing", before="0", after="0", line="240", lineRule="auto")
    paragraph = make("p", make("pPr", spacing), make("r", make(kind)))
    return make("footnote", paragraph, type=kind, id=identifier)


def _insert_before(
    root: etree._Element, element: etree._Element, following: tuple[str, ...]
) -> None:
    names = {w(name) for name in following}
    local = {f"}}{name}" for name in following}
    for child in root:
        tag = str(child.tag)
        if tag in names or any(tag.endswith(name) for name in local):
            child.addprevious(element)
            return
    root.append(element)
