"""Pictures with their captions in Word."""

from collections.abc import Iterator

from lxml import etree

from regietafel.documents.blocks import Deel, Delen, Figuur, missing_picture
from regietafel.documents.svg import SvgError, is_plain, svg_to_png
from regietafel.documents.word_alineas import build_paragraph, build_run, field_runs, style_of
from regietafel.documents.word_beeld import Beeld, natural_width, picture_run
from regietafel.documents.word_fout import SjabloonError
from regietafel.documents.word_omgeving import Omgeving
from regietafel.documents.word_runs import write_run, write_runs
from regietafel.documents.word_xml import make

_TWIPS_PER_CM = 567
_SHOWN = (b"\x89PNG", b"\xff\xd8")
_PICTURE_DPI, _DRAWING_DPI = 150, 300


def write_figure(figuur: Figuur, omgeving: Omgeving) -> Iterator[etree._Element]:
    """Yield the picture and its caption, kept together; words where there is no picture."""
    picture = _picture(figuur, omgeving)
    shown = picture if picture is not None else write_run(Deel(missing_picture(figuur)), omgeving)
    captioned = bool(figuur.nummer or figuur.bijschrift)
    before = make("spacing", before="160", after="60")
    yield build_paragraph([before, *([make("keepNext")] if captioned else [])], shown)
    if captioned:
        content = ("Figuur", figuur.nummer, figuur.sleutel, figuur.bijschrift)
        yield write_caption(*content, omgeving)


def _picture(figuur: Figuur, omgeving: Omgeving) -> etree._Element | None:
    if not figuur.beeld:
        return None
    try:
        content = _drawn(figuur.beeld)
        width = min(omgeving.breedte / _TWIPS_PER_CM, _own_width(figuur, content))
        name = omgeving.gedeeld.next_picture()
        beeld = Beeld(content, name, figuur.tekst, width, omgeving.hoogte / _TWIPS_PER_CM)
        return picture_run(beeld, omgeving.gedeeld.pakket, omgeving.relaties)
    except (SjabloonError, SvgError):
        return None


def _drawn(content: bytes) -> bytes:
    """Return a picture that Word shows; a drawing is made one when it is a plain one."""
    if content.startswith(_SHOWN):
        return content
    if not is_plain(content):
        raise SvgError
    return svg_to_png(content)


def _own_width(figuur: Figuur, content: bytes) -> float:
    """Return how wide a picture is when it is not blown up, in cm."""
    tenths = figuur.breedte or natural_width(content) * _PICTURE_DPI / _DRAWING_DPI
    return tenths / 100


def write_caption(
    name: str,
    nummer: int,
    sleutel: str,
    bijschrift: Delen,
    omgeving: Omgeving,
    *,
    above: bool = False,
) -> etree._Element:
    """Return a caption: ``Tabel 2. Words``, with its number as a field that can be referred to."""
    gedeeld = omgeving.gedeeld
    content: list[etree._Element] = []
    if nummer:
        field = field_runs(f"SEQ {name} \\* ARABIC", _bold(str(nummer)), bold=True)
        marked = gedeeld.marked(gedeeld.bookmark(sleutel), *field) if sleutel else field
        content = [_bold(f"{name} "), *marked]
    if nummer and bijschrift:
        content.append(build_run(". "))
    look = [*style_of(gedeeld.style("caption")), *([make("keepNext")] if above else [])]
    return build_paragraph(look, *content, *write_runs(bijschrift, omgeving))


def _bold(text: str) -> etree._Element:
    return build_run(text, make("b"), make("bCs"))
