"""A view and a kind's ``web.html`` become one page that needs nothing else: the only place for it.

What comes from the view is text and is escaped. A template gets the fields of the view, and no
function, file or other template. The page says itself what it may load: its own styles, its own
script by their hashes, and pictures that are in it.
"""

import re
from base64 import b64encode
from dataclasses import fields
from hashlib import sha256
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from regietafel.documents.blocks import Blokken
from regietafel.documents.kleuren import leesbaar, tint
from regietafel.documents.sjabloontaal import FILTERS
from regietafel.documents.web_blocks import blocks_to_html, document_to_html
from regietafel.documents.web_regels import forbidden
from regietafel.documents.xmltekst import clean_text

_TAG = re.compile(rb"<\s*/?\s*([A-Za-z][\w:.-]*)")
_DRAWN = frozenset(b"svg g title desc path rect text".split())
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg"}


class WebsjabloonError(Exception):
    """A ``web.html`` of which no page can be made; the message is Dutch."""

    def __init__(self, naam: str, regel: int, reden: str) -> None:
        plaats = f"{naam}, regel {regel}" if regel else naam
        super().__init__(f"Van sjabloon {plaats} is geen pagina te maken: {reden}.")


def render_web(view: Any, sjabloon: str, naam: str) -> bytes:
    """Return the page that a template makes of a view (a dataclass of ``views``).

    ``sjabloon`` is the text of ``web.html`` and ``naam`` what messages call it. Equal arguments
    give equal bytes. Raises ``WebsjabloonError`` for a template that cannot be used.
    """
    context = {f.name: getattr(view, f.name) for f in fields(view)}
    environment = _environment()
    try:
        tree = environment.parse(sjabloon)
        problem = forbidden(tree)
        if problem:
            raise WebsjabloonError(naam, *problem)
        template = Template.from_code(environment, environment.compile(tree), {})
        return template.render(context).encode("utf-8")
    except TemplateError as error:
        raise WebsjabloonError(naam, getattr(error, "lineno", 0) or 0, _reason(error)) from None
    except (TypeError, ValueError, AttributeError, RecursionError, OverflowError):
        raise WebsjabloonError(naam, 0, "een veld kan niet worden ingevuld") from None


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.globals.clear()
    allowed = {name: environment.filters[name] for name in FILTERS}
    own = {"beeldbron": picture_source, "tekening": inline_drawing, "csp": csp_hash}
    own |= {"document": whole_document, "leesbaar": leesbaar, "tint": tint}
    environment.filters = allowed | own
    return environment


def _shown(value: object) -> object:
    """Return what is written for a value: text that HTML can hold, or rich text as elements."""
    if isinstance(value, tuple):
        if value and isinstance(value[0], str):
            return clean_text("\n".join(value))
        return Markup(blocks_to_html(value))  # noqa: S704 - every word in it is escaped
    if isinstance(value, bytes):
        raise TypeError("a picture needs a filter")
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def picture_source(beeld: bytes) -> str:
    """Return a picture as an address that holds the picture itself; a script in it never runs."""
    kind = next((k for start, k in _KINDS.items() if beeld.startswith(start)), "image/svg+xml")
    return f"data:{kind};base64,{b64encode(beeld).decode()}"


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


def _reason(error: TemplateError) -> str:
    found = re.search(r"'([^']*)' (?:is undefined|has no attribute '([^']*)')", error.message or "")
    if found:
        return f"het veld '{found[2] or found[1]}' bestaat niet"
    return "een tag is niet goed geschreven of mag niet"
