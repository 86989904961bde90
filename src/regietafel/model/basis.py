"""What every model shares: frozen, no unknown keys, and text that stays what the user typed."""

import re
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

TIJDZONE = ZoneInfo("Europe/Amsterdam")
"""Every time that a user writes is a time in the Netherlands."""


class Basis(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def parse_datum(value: object) -> date:
    """Take ``2024-07-17`` and nothing else: a number or a Dutch date is not guessed at."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"'{value}' is geen datum; schrijf jaar-maand-dag, zoals 2024-07-17.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"'{value}' bestaat niet op de kalender.") from None


def _parse_tijd(value: object) -> object:
    """Take ``12:30`` or the Dutch ``12.30``."""
    if isinstance(value, time):
        return value
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})", value) if isinstance(value, str) else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:  # noqa: PLR2004 - a clock
        raise ValueError(f"'{value}' is geen tijd; schrijf uren en minuten, zoals 12:30.")
    return time(int(match[1]), int(match[2]))


def _parse_ja_nee(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"ja", "nee"}:
        return value.lower() == "ja"
    raise ValueError(f"'{value}' kan hier niet; schrijf ja of nee.")


_JAREN = range(1970, 2200)


def _parse_moment(value: object) -> object:
    """Take a moment with its distance to UTC, within what any calendar can tell."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        moment = None
    if not isinstance(moment, datetime) or moment.tzinfo is None or moment.year not in _JAREN:
        raise ValueError(f"'{value}' is geen moment; laat staan wat regietafel hier schreef.")
    return moment


def _parse_nummer(value: object) -> object:
    """Let a number of a point stay text: YAML reads ``punt: 4`` as an integer."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""One line or more of text that may not be empty."""

Datum = Annotated[
    date,
    BeforeValidator(parse_datum),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Moment = Annotated[datetime, BeforeValidator(_parse_moment)]
"""A moment as ISO 8601 writes it, with its distance to UTC."""
Tijd = Annotated[
    time,
    BeforeValidator(_parse_tijd),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}[:.]\d{2}$"}),
]
JaNee = Annotated[
    bool,
    BeforeValidator(_parse_ja_nee),
    WithJsonSchema({"enum": ["ja", "nee"]}),
]
Nummer = Annotated[
    str,
    BeforeValidator(_parse_nummer),
    StringConstraints(strip_whitespace=True, pattern=r"^[0-9A-Za-z]{1,12}(-[0-9]{1,3})?$"),
    WithJsonSchema({"type": ["string", "integer"]}),
]
"""A number of the trade: ``3``, ``3a``, ``4b``, ``4b-1``, ``II``."""

Sleutel = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
"""A short name in lower case, digits and hyphens: ``aa-en-hunze``."""

_EMAIL = r"^[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+$"
Email = Annotated[str, StringConstraints(strip_whitespace=True, pattern=_EMAIL)]


def is_email(text: str) -> bool:
    """Tell whether a text can stand where an address is asked for."""
    return re.fullmatch(_EMAIL, text) is not None


Link = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://\S+$")]
Kleur = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""A colour as ``#154273``."""


class Kort(Basis):
    """A model that the user may also write as one line of text.

    ``- Opening`` then means the same as ``- titel: Opening``. The subclass names that field.
    """

    @classmethod
    def korte_sleutel(cls) -> str:
        return "titel"

    @model_validator(mode="before")
    @classmethod
    def _expand_line(cls, value: Any) -> Any:
        return {cls.korte_sleutel(): value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core_schema)
        return {"anyOf": [{"type": "string"}, schema]}
