"""Which fields a template may use: read off the dataclasses of the views."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from regietafel.documents.blocks import Blokken


class Soort(StrEnum):
    """What a field holds, in the customer's words."""

    TEKST = "tekst"
    GETAL = "getal"
    OPMAAK = "opgemaakte tekst"
    BEELD = "afbeelding"
    GROEP = "groep"
    LIJST = "lijst"
    ONBEKEND = "onbekend"


@dataclass(frozen=True)
class Veldtype:
    """A field's kind; a group has ``velden``, a list has ``element``."""

    soort: Soort
    uitleg: str = ""
    velden: Mapping[str, "Veldtype"] = field(default_factory=lambda: MappingProxyType({}))
    element: "Veldtype | None" = None


TEKST = Veldtype(Soort.TEKST)
GETAL = Veldtype(Soort.GETAL)
ONBEKEND = Veldtype(Soort.ONBEKEND)
LOGO = "Het logo van de huisstijl, op de plaats van deze tag"


@cache
def view_fields(view_type: type[Any]) -> Veldtype:
    """Return the fields of a view as a group, ``logo`` included where there is a house style."""
    group = _group(view_type, "")
    if "huisstijl" not in group.velden:
        return group
    velden = {**group.velden, "logo": Veldtype(Soort.BEELD, LOGO)}
    return Veldtype(Soort.GROEP, "", MappingProxyType(velden))


def _group(view_type: type, uitleg: str) -> Veldtype:
    hints = get_type_hints(view_type)
    velden = {
        f.name: _field_type(hints[f.name], str(f.metadata.get("uitleg", "")))
        for f in fields(view_type)
    }
    return Veldtype(Soort.GROEP, uitleg, MappingProxyType(velden))


def _field_type(hint: Any, uitleg: str) -> Veldtype:
    simple = {str: Soort.TEKST, int: Soort.GETAL, bytes: Soort.BEELD, Blokken: Soort.OPMAAK}
    if hint in simple:
        return Veldtype(simple[hint], uitleg)
    if is_dataclass(hint) and isinstance(hint, type):
        return _group(hint, uitleg)
    return Veldtype(Soort.LIJST, uitleg, element=_field_type(get_args(hint)[0], ""))
