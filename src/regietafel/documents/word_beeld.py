"""A picture in a line of text: the logo, or another image of the view."""

import io
from dataclasses import dataclass

from lxml import etree

from regietafel.documents.word_fout import SjabloonError
from regietafel.documents.word_pakket import Pakket, Relaties
from regietafel.documents.word_xml import R, make
from regietafel.documents.xmltekst import clean_text

EMU_PER_CM = 360_000
_DRAWING = b"""<wp:inline
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 distT="0" distB="0" distL="0" distR="0"><wp:extent/><wp:docPr id="1"/><wp:cNvGraphicFramePr
><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr
 id="0"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip/><a:stretch><a:fillRect/></a:stretch
></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext/></a:xfrm><a:prstGeom prst="rect"
><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"""


@dataclass(frozen=True)
class Beeld:
    """A PNG or JPEG, its alternative text, and the box in cm that it must fit."""

    inhoud: bytes
    naam: str
    tekst: str
    breedte: float
    hoogte: float


def picture_run(beeld: Beeld, pakket: Pakket, relaties: Relaties) -> etree._Element:
    """Return a run that shows the picture; its bytes become a part of the document.

    Raises :class:`SjabloonError` when the bytes are no PNG or JPEG.
    """
    ending, content_type, ratio, _ = _read(beeld)
    naam = f"word/media/{beeld.naam}.{ending}"
    pakket.delen[naam] = beeld.inhoud
    pakket.add_default(ending, content_type)
    drawing = etree.fromstring(_DRAWING)
    width = min(beeld.breedte, beeld.hoogte * ratio)
    _fill(drawing, beeld, round(width * EMU_PER_CM), round(width / ratio * EMU_PER_CM))
    for blip in drawing.iter("{*}blip"):
        blip.set(f"{{{R}}}embed", relaties.add("image", f"/{naam}"))
    return make("r", make("drawing", drawing))


def natural_width(inhoud: bytes) -> int:
    """Return how wide a PNG or JPEG is at 150 dots to the inch, in tenths of a millimetre.

    It is 0 for anything else.
    """
    if not inhoud.startswith((b"\x89PNG", b"\xff\xd8")):
        return 0
    try:
        return round(_read(Beeld(inhoud, "", "", 1, 1))[3] / 150 * 254)
    except SjabloonError:
        return 0


def _read(beeld: Beeld) -> tuple[str, str, float, int]:
    """Return ending, content type, width divided by height, and width in pixels."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image

    known = {"image/png": "png", "image/jpeg": "jpg"}
    try:
        image = Image.from_file(io.BytesIO(beeld.inhoud))
        ending = known[image.content_type]
        return ending, image.content_type, image.px_width / image.px_height, image.px_width
    except (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
        KeyError,
        ZeroDivisionError,
        ValueError,
    ):
        raise SjabloonError(f"de afbeelding '{beeld.naam}' is geen leesbare PNG of JPEG") from None


def _fill(drawing: etree._Element, beeld: Beeld, width: int, height: int) -> None:
    for element in drawing.iter("{*}extent", "{*}ext"):
        element.set("cx", str(width))
        element.set("cy", str(height))
    for element in drawing.iter("{*}docPr", "{*}cNvPr"):
        element.set("name", beeld.naam)
        element.set("descr", clean_text(beeld.tekst))
