"""A view and a kind's ``web.html`` become one page that needs nothing else: the only place for it.

What comes from the view is text and is escaped. The page says itself what it may load: its own
styles, its own script by their hashes, and pictures that are in it.
"""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from regietafel.documents.blocks import Blokken
from regietafel.documents.kleuren import leesbaar, tint
from regietafel.documents.sjabloonvulling import Schrijfwijze, Sjabloon, fill, refuse_no_text
from regietafel.documents.web_blocks import blocks_to_html, document_to_html, picture_source
from regietafel.documents.xmltekst import clean_text

_TAG = re.compile(rb"<\s*/?\s*([A-Za-z][\w:.-]*)")
_DRAWN = frozenset(b"svg g title desc path rect text".split())


def render_web(view: Any, sjabloon: Sjabloon) -> bytes:
    """Return the page that a template makes of a view (a dataclass of ``views``).

    Equal arguments give equal bytes. Raises ``SjabloonvulError`` for a template that can't be used.
    """
    return fill(view, sjabloon, _ALS_PAGINA).encode("utf-8")


def _shown(value: object) -> object:
    """Return what is written for a value: text that HTML can hold, or rich text as elements."""
    refuse_no_text(value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], str):
            return clean_text("\n".join(value))
        return Markup(blocks_to_html(value))  # noqa: S704 - every word in it is escaped
    if isinstance(value, bytes):
        raise TypeError("a picture needs a filter")
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def whole_document(blokken: Blokken) -> Markup:
    """Return blocks with their headings, numbers and notes, below the title of the page."""
    return Markup(document_to_html(blokken))  # noqa: S704 - every word in it is escaped


def inline_drawing(beeld: bytes) -> Markup:
    """Return one of our charts as elements of the page; refuses a drawing with anything else."""
    if not beeld.startswith(b"<svg") or not _DRAWN.issuperset(_TAG.findall(beeld)):
        raise ValueError("not a chart")
    return Markup(beeld.decode())  # noqa: S704 - made by grafieken.py, its words escaped


def csp_hash(content: str) -> str:
    """Return the source by which a Content-Security-Policy allows this script or style (CSP 3)."""
    return f"'sha256-{b64encode(sha256(str(content).encode()).digest()).decode()}'"


_ALS_PAGINA = Schrijfwijze(
    _shown,
    veilig=True,
    filters=(
        ("beeldbron", picture_source), ("tekening", inline_drawing), ("csp", csp_hash),
        ("document", whole_document), ("leesbaar", leesbaar), ("tint", tint),
    ),
)  # fmt: skip
