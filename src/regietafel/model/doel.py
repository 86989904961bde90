"""The purpose of an agenda point, alone or combined: *ter bespreking/instemming*."""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema


class Doel(StrEnum):
    """What the table is asked to do with a point."""

    INFORMATIE = "informatie"
    VASTSTELLING = "vaststelling"
    BESPREKING = "bespreking"
    INSTEMMING = "instemming"
    BESLUITVORMING = "besluitvorming"


def parse_doelen(value: object) -> object:
    """Read ``ter bespreking/instemming`` as its parts.

    Takes the text of the field; returns a tuple of :class:`Doel`, in the order written.
    """
    if isinstance(value, tuple):
        return value
    if not isinstance(value, str):
        raise ValueError(_uitleg(value))  # noqa: TRY004 - pydantic collects ValueError only
    return _parse_words(value)


@lru_cache(maxsize=256)
def _parse_words(value: str) -> tuple[Doel, ...]:
    words = value.lower().replace(" en ", "/").replace("+", "/").split("/")
    names = [word.strip().removeprefix("ter ").strip() for word in words]
    try:
        return tuple(Doel(name) for name in names)
    except ValueError:
        raise ValueError(_uitleg(value)) from None


def _uitleg(value: object) -> str:
    known = ", ".join(f"ter {doel}" for doel in Doel)
    return f"'{value}' is geen doel; kies uit {known}, of een combinatie met '/' ertussen."


_DOEL = "|".join(Doel)

Doelen = Annotated[
    tuple[Doel, ...],
    BeforeValidator(parse_doelen),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^[Tt]er ({_DOEL})( ?/ ?(ter )?({_DOEL}))*$",
            "examples": [f"ter {doel}" for doel in Doel] + ["ter bespreking/instemming"],
        }
    ),
]


def doel_text(doelen: tuple[Doel, ...]) -> str:
    """Return ``Ter bespreking/instemming``; an empty text when there is no purpose."""
    return f"Ter {'/'.join(doelen)}" if doelen else ""
