"""A view and a text template become plain text, such as the text of a mail."""

from typing import Any

from regietafel.documents.sjabloonvulling import Schrijfwijze, Sjabloon, fill, refuse_no_text
from regietafel.documents.word_blocks import plain_text
from regietafel.documents.xmltekst import clean_text


def render_text(view: Any, sjabloon: Sjabloon) -> str:
    """Return the text that a template makes of a view (a dataclass of ``views``).

    Nothing is escaped, since nothing reads the result as anything but text. Raises
    ``SjabloonvulError`` for a template that can't be used.
    """
    return fill(view, sjabloon, Schrijfwijze(_shown))


def _shown(value: object) -> object:
    """Return what is written for a value: rich text becomes its words."""
    refuse_no_text(value)
    if isinstance(value, tuple):
        is_text = bool(value) and isinstance(value[0], str)
        return clean_text("\n".join(value)) if is_text else plain_text(value)
    return clean_text(value) if isinstance(value, str) else value
