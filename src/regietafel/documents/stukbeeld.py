"""Whether a received picture can stand in a document."""

import io
import struct

from regietafel.documents.svg import is_plain

MEESTE_PUNTEN = 40_000_000
"""Points across times points down: more than a page can show, and heavy for whoever opens it."""
MEESTE_BYTES = 20_000_000

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"


def judge_picture(content: bytes) -> str:
    """Return in Dutch why a picture can't be shown and what to do, empty when it can."""
    if len(content) > MEESTE_BYTES:
        return "is groter dan 20 MB; sla haar kleiner op"
    if content.startswith((_PNG, _JPEG)):
        return _judge_size(_size(content))
    if b"<svg" in content[:4096]:
        heavy = "is een SVG met letters, filters of erg veel vormen; sla haar op als PNG"
        return "" if is_plain(content) else heavy
    return "is geen PNG, JPEG of SVG; sla haar zo op"


def _judge_size(size: tuple[int, int] | None) -> str:
    if size is None or 0 in size:
        return "is beschadigd; sla haar opnieuw op"
    if size[0] * size[1] > MEESTE_PUNTEN:
        million = size[0] * size[1] // 1_000_000
        return f"telt {million} miljoen beeldpunten; maak haar kleiner dan 40 miljoen"
    return ""


def _size(content: bytes) -> tuple[int, int] | None:
    """Return width and height in points, None when the head can't be read."""
    if content.startswith(_PNG):
        return struct.unpack_from(">LL", content, 16) if len(content) > 24 else None  # noqa: PLR2004
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError
    from docx.image.image import Image

    try:
        image = Image.from_file(io.BytesIO(content))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, KeyError, ValueError, struct.error):
        return None
    return image.px_width, image.px_height
