"""A view and a text template become plain text, such as the text of a mail."""

from dataclasses import fields
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from regietafel.documents.sjabloontaal import FILTERS
from regietafel.documents.word_blocks import plain_text
from regietafel.documents.xmltekst import clean_text


class TekstsjabloonError(Exception):
    """A text template that can't be used; the message is Dutch."""

    def __init__(self, naam: str, regel: int, reden: str) -> None:
        plaats = f"{naam}, regel {regel}" if regel else naam
        super().__init__(f"Van sjabloon {plaats} is geen tekst te maken: {reden}.")


def render_text(view: Any, sjabloon: str, naam: str) -> str:
    """Return the text that a template makes of a view (a dataclass of ``views``).

    ``sjabloon`` is the template's text and ``naam`` what messages call it. The template gets the
    fields of the view and no function, file or other template; nothing is escaped, since nothing
    reads the result as anything but text. Raises TekstsjabloonError for a template that can't be
    used.
    """
    context = {f.name: getattr(view, f.name) for f in fields(view)}
    try:
        return _environment().from_string(sjabloon).render(context)
    except TemplateError as error:
        reason = "een tag is niet goed geschreven, noemt een onbekend veld of mag niet"
        raise TekstsjabloonError(naam, getattr(error, "lineno", 0) or 0, reason) from None
    except (TypeError, ValueError, AttributeError, RecursionError, OverflowError):
        raise TekstsjabloonError(naam, 0, "een veld kan niet worden ingevuld") from None


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=False,  # plain text, of which nothing is read as markup
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def _shown(value: object) -> object:
    """Return what is written for a value: rich text becomes its words."""
    if isinstance(value, tuple):
        return plain_text(value)
    return clean_text(value) if isinstance(value, str) else value
