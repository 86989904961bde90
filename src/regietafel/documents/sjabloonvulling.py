"""Fill in the jinja2 template of a page or a mail: the only place where one runs.

A template gets the fields of a view, and no function and no file. It may build on pieces that are
shared by its likes and given with it.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from types import CodeType
from typing import Any, TypeAlias, get_args

from jinja2 import DictLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from regietafel.documents.blocks import Blok
from regietafel.documents.jinjaregels import forbidden
from regietafel.documents.sjabloontaal import FILTERS


class SjabloonvulError(Exception):
    """A template that can't be filled in; the message is Dutch."""

    def __init__(self, naam: str, regel: int, reden: str) -> None:
        plaats = f"{naam}, regel {regel}" if regel else naam
        super().__init__(f"Van sjabloon {plaats} is niets te maken: {reden}.")


class GeenTekstError(Exception):
    """A value that is no text: a list that needs a loop, or a group of which one field is meant."""

    def __init__(self, waarde: object) -> None:
        super().__init__("no text")
        self.waarde = waarde


Delen: TypeAlias = tuple[tuple[str, str], ...]
"""Pieces that templates share: the name and the text of each."""


@dataclass(frozen=True)
class Sjabloon:
    """The text of a template, what messages call it, and the pieces that it may use."""

    tekst: str
    naam: str
    gedeeld: Delen = ()


@dataclass(frozen=True)
class Schrijfwijze:
    """How values are written: as text or as HTML (``veilig``), with which filters besides ours."""

    toon: Callable[[object], object]
    veilig: bool = False
    filters: tuple[tuple[str, Callable[..., Any]], ...] = ()


def fill(view: Any, sjabloon: Sjabloon, schrijfwijze: Schrijfwijze) -> str:
    """Return what a template makes of a view (a dataclass of ``views``).

    Equal arguments give equal text. Raises SjabloonvulError for a template that can't be used.
    """
    template = _template(sjabloon, schrijfwijze)
    try:
        return template.render({f.name: getattr(view, f.name) for f in fields(view)})
    except TemplateError as error:
        raise _explained(sjabloon.naam, error) from None
    except GeenTekstError as error:
        raise SjabloonvulError(sjabloon.naam, 0, _no_text(view, error.waarde)) from None
    except (TypeError, ValueError, AttributeError, RecursionError, OverflowError):
        raise SjabloonvulError(sjabloon.naam, 0, "een veld kan niet worden ingevuld") from None


def refuse_no_text(waarde: object) -> None:
    """Raise GeenTekstError for what can't be written: a group, or a list of groups."""
    blocks = isinstance(waarde, tuple) and all(
        isinstance(w, (str, *get_args(Blok))) for w in waarde
    )
    if is_dataclass(waarde) or (isinstance(waarde, tuple) and not blocks):
        raise GeenTekstError(waarde)


def _no_text(view: Any, waarde: object) -> str:
    found = (f.name for f in fields(view) if getattr(view, f.name) is waarde)
    name = next((f"'{name}'" for name in found), "een veld")
    if isinstance(waarde, tuple):
        return f"{name} is een lijst; zet er een lus met for omheen"
    names = ", ".join(f.name for f in fields(waarde))  # type: ignore[arg-type]
    return f"{name} is een groep; kies er een veld uit ({names})"


@lru_cache(maxsize=64)
def _template(sjabloon: Sjabloon, schrijfwijze: Schrijfwijze) -> Template:
    """Return a template that does nothing but what it may, and neither do its pieces."""
    environment = _environment(sjabloon.gedeeld, schrijfwijze)
    for naam, tekst in sjabloon.gedeeld:
        _compiled(environment, naam, tekst)
    names = [naam for naam, _ in sjabloon.gedeeld]
    code = _compiled(environment, sjabloon.naam, sjabloon.tekst, names)
    return Template.from_code(environment, code, {})


def _compiled(
    environment: ImmutableSandboxedEnvironment, naam: str, tekst: str, pieces: Collection[str] = ()
) -> CodeType:
    try:
        tree = environment.parse(tekst)
        problem = forbidden(tree, pieces)
        if problem:
            raise SjabloonvulError(naam, *problem)
        return environment.compile(tree)
    except TemplateError as error:
        raise _explained(naam, error) from None


def _explained(naam: str, error: TemplateError) -> SjabloonvulError:
    return SjabloonvulError(naam, getattr(error, "lineno", 0) or 0, _reason(error))


def _environment(gedeeld: Delen, schrijfwijze: Schrijfwijze) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=schrijfwijze.veilig, undefined=StrictUndefined, finalize=schrijfwijze.toon,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        loader=DictLoader(dict(gedeeld)),
    )  # fmt: skip
    environment.globals.clear()
    allowed = {name: environment.filters[name] for name in FILTERS}
    environment.filters = allowed | dict(schrijfwijze.filters)
    return environment


def _reason(error: TemplateError) -> str:
    found = re.search(r"'([^']*)' (?:is undefined|has no attribute '([^']*)')", error.message or "")
    if found:
        return f"het veld '{found[2] or found[1]}' bestaat niet"
    return "een tag is niet goed geschreven of mag niet"
