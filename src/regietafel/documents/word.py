"""A view and the customer's Word template become a document: the only place that renders Word."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from regietafel.documents.blocks import BLOKSOORTEN
from regietafel.documents.sjabloonregels import inspect_part
from regietafel.documents.sjabloontaal import (
    Sjabloondeel,
    build_environment,
    read_parts,
    without_line_starts,
)
from regietafel.documents.sjabloonvelden import view_fields
from regietafel.documents.word_afwerking import break_lines, free_marks, mend, replace_by_text
from regietafel.documents.word_beeld import Beeld, picture_run
from regietafel.documents.word_blocks import (
    Omgeving,
    block_paragraphs,
    insert_blocks,
    plain_text,
)
from regietafel.documents.word_eigenschappen import drop_leftovers, set_properties
from regietafel.documents.word_fout import SjabloonError
from regietafel.documents.word_gedeeld import Gedeeld
from regietafel.documents.word_kleur import apply_accent
from regietafel.documents.word_kolommen import fit_grids
from regietafel.documents.word_labels import fit_labels
from regietafel.documents.word_pakket import Pakket, Relaties, open_pakket
from regietafel.documents.word_secties import finish_sections, widen_feet
from regietafel.documents.word_stijlen import NUMBERING, STYLES, Nummering, Stijlen
from regietafel.documents.word_xml import WP, parse_part, w, write_part
from regietafel.documents.xmltekst import clean_text

__all__ = ["SjabloonError", "render_word"]

_MARK = "regietafel"
_NOT_FILLED = "een tag kan niet worden ingevuld"
_STORY = tuple(
    f"wordprocessingml.{name}+xml"
    for name in ("document.main", "header", "footer", "footnotes", "endnotes", "comments")
)
_LOGO_BOX = (6.5, 1.7)
_PICTURE_BOX = (16.5, 20.0)
_CHART_BOX = (10.0, 12.0)
"""Width and height in cm."""


def render_word(view: Any, sjabloon: bytes, *, moment: datetime) -> bytes:
    """Return the Word document of a view (a dataclass of ``views``) in a template.

    ``sjabloon`` is the template's bytes; ``moment`` (with time zone) becomes the date of the
    document. The same three give the same bytes. Raises :class:`SjabloonError` for a template
    that is no Word file or that says something it may not; nothing in it is executed then.
    """
    pakket = open_pakket(sjabloon)
    _Document(view, pakket).render()
    set_properties(pakket, view.documentnaam, view.huisstijl.naam, moment)
    drop_leftovers(pakket)
    return pakket.save()


@dataclass
class _Ingevoegd:
    """Values that are not plain text: jinja2 writes a mark, the value comes in its place later.

    The mark is an XML processing instruction. Text from the view is escaped and instructions
    of the template are dropped when it is read, so nothing else can look like one.
    """

    beelden: dict[bytes, Beeld]
    values: list[Any] = field(default_factory=list)

    def finalize(self, value: object) -> object:
        """Return what jinja2 writes for a value: text that XML can hold, or a mark."""
        if isinstance(value, str):
            return Markup(clean_text(value)) if isinstance(value, Markup) else clean_text(value)  # noqa: S704 - only jinja2's own, escaped text is Markup
        if isinstance(value, bytes):
            return self._mark(self.beelden.get(value, ()))
        if isinstance(value, tuple):
            return self._lines(value)
        return value

    def _lines(self, value: tuple[Any, ...]) -> object:
        if value and not isinstance(value[0], BLOKSOORTEN):
            return clean_text("\n".join(value))
        return self._mark(value)

    def _mark(self, value: object) -> Markup:
        self.values.append(value)
        return Markup(f"<?{_MARK} {len(self.values) - 1}?>")  # noqa: S704 - a number


class _Document:
    """One rendering: the parts in turn, with lists, pictures and ids shared between them."""

    def __init__(self, view: Any, pakket: Pakket) -> None:
        self.view = view
        self.kind: type = type(view)
        self.pakket = pakket
        self.ingevoegd = _Ingevoegd(_pictures(view))
        self.omgeving = build_environment(self.ingevoegd.finalize)
        self.styles = {n: parse_part(pakket.delen[n], n) for n in pakket.named(STYLES)}
        root = next(iter(self.styles.values()), etree.Element(w("styles")))
        self.stijlen = Stijlen(root)
        self.nummering = Nummering(pakket, self.stijlen)
        self.gedeeld = Gedeeld(pakket, self.stijlen, block_paragraphs)
        self.pictures = 0

    def render(self) -> None:
        parts = read_parts(self.pakket)
        context = _context(self.view)
        for part, code in [(part, self._approved(part)) for part in parts]:
            self._finish(part.naam, _fill(part, code, self.omgeving, context))
        self.nummering.store()
        self.gedeeld.store()
        if self.gedeeld.liggend:
            widen_feet(self.pakket, self.gedeeld.main)
        self._colour({part.naam for part in parts})

    def _approved(self, part: Sjabloondeel) -> CodeType:
        return _approve(part.naam, part.plek, self.pakket.delen[part.naam], self.kind)

    def _finish(self, naam: str, root: etree._Element) -> None:
        relaties = self.pakket.relaties(naam)
        for mark, level in free_marks(root, _MARK, self.stijlen):
            self._insert(mark, level, relaties)
        finish_sections(root)
        break_lines(root)
        fit_labels(root, self.stijlen)
        mend(root)
        fit_grids(root)
        self._number_pictures(root)
        apply_accent(root, self.view.huisstijl.accentkleur)
        self.pakket.keep(relaties)
        self.pakket.delen[naam] = write_part(root)

    def _insert(self, mark: etree._Element, level: int, relaties: Relaties) -> None:
        value = self.ingevoegd.values[int(mark.text or "0")]
        run = mark.getparent()
        if run is None or run.tag != w("r"):
            replace_by_text(mark, "" if isinstance(value, Beeld) else plain_text(value))
            return
        if isinstance(value, Beeld):
            run.addprevious(picture_run(value, self.pakket, relaties))
            value = ()
        place = Omgeving(self.stijlen, self.nummering, relaties, self.gedeeld, kop=level)
        insert_blocks(run, value, place)

    def _number_pictures(self, root: etree._Element) -> None:
        for picture in root.iter(f"{{{WP}}}docPr"):
            self.pictures += 1
            picture.set("id", str(self.pictures))

    def _colour(self, done: set[str]) -> None:
        """Bring the accent colour to the parts without tags: styles, theme, and other text."""
        kleur = self.view.huisstijl.accentkleur
        names = self.pakket.named(*_STORY, STYLES, NUMBERING, "theme+xml")
        for naam in [n for n in names if n not in done and b"accent1" in self.pakket.delen[n]]:
            root = self.styles.get(naam)
            root = parse_part(self.pakket.delen[naam], naam) if root is None else root
            apply_accent(root, kleur)
            self.pakket.delen[naam] = write_part(root)


def _context(view: Any) -> dict[str, Any]:
    """Return what a template can name: the fields of the view, which is frozen, and ``logo``."""
    context = {f.name: getattr(view, f.name) for f in fields(view)}
    return {**context, "logo": view.huisstijl.logo}


def _pictures(view: Any) -> dict[bytes, Beeld]:
    """Return the pictures of a view by their bytes, which is how a template gives them."""
    pictures = {}
    if getattr(view, "beeld", b""):
        pictures[view.beeld] = Beeld(view.beeld, "beeld", view.beeldtekst, *_PICTURE_BOX)
    for number, item in enumerate(_items_with_picture(view), 1):
        name = f"grafiek-{number}"
        box = (item.breedte / 10, _PICTURE_BOX[1]) if hasattr(item, "breedte") else _CHART_BOX
        pictures.setdefault(item.beeld, Beeld(item.beeld, name, item.beeldtekst, *box))
    logo, name = view.huisstijl.logo, view.huisstijl.naam
    if logo:
        pictures[logo] = Beeld(logo, "logo", f"Logo van {name}", *_LOGO_BOX)
    return pictures


def _items_with_picture(view: Any) -> Iterator[Any]:
    """Yield what shows a picture of its own in a list of the view, such as a chart, however deep."""
    for f in fields(view):
        value = getattr(view, f.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BLOKSOORTEN) or not is_dataclass(item) or f.name == "huisstijl":
                continue
            if getattr(item, "beeld", b""):
                yield item
            yield from _items_with_picture(item)


@lru_cache(maxsize=64)
def _approve(naam: str, plek: str, content: bytes, kind: type) -> CodeType:
    """Return a part as jinja2 runs it; once for every document that is made from it.

    Raises :class:`SjabloonError` for a part that says something it may not.
    """
    part = Sjabloondeel(naam, plek, parse_part(content, naam))
    environment = build_environment(_Ingevoegd({}).finalize)
    tree, problems = inspect_part(part, environment, view_fields(kind))
    if tree is None or problems:
        raise SjabloonError(problems[0].uitleg, problems[0].plek)
    try:
        return environment.compile(tree)
    except (TemplateError, RecursionError):
        raise SjabloonError(_NOT_FILLED, plek) from None


def _fill(
    part: Sjabloondeel,
    code: CodeType,
    environment: ImmutableSandboxedEnvironment,
    context: dict[str, Any],
) -> etree._Element:
    """Return a part with the values in place."""
    try:
        template = Template.from_code(environment, code, {})
        return _read_filled(without_line_starts(template.render(context)))
    except (TemplateError, TypeError, ValueError, AttributeError, RecursionError):
        raise SjabloonError(_NOT_FILLED, part.plek) from None
    except etree.XMLSyntaxError:
        raise SjabloonError(
            "een tag staat op een plek waar dat niet kan; zet een lus of voorwaarde elk in een "
            "eigen alinea met {%p … %} of een eigen tabelrij met {%tr … %}",
            part.plek,
        ) from None


def _read_filled(xml: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(xml, parser)
