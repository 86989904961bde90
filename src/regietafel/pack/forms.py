"""Form fields and layers of the parts, side by side in one pack.

ISO 32000-1, 12.7 (forms) and 8.11 (optional content). Fields keep their values; where two parts use
the same name for a field or a font, the later one is renamed. A signature covers the bytes of the
file that was signed, so none survives a merge: its picture stays, its claim goes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from regietafel.pack.actions import strip_action
from regietafel.pack.objects import as_list, get, is_dictionary
from regietafel.pack.parts import Deel

HANDTEKENING = "digitale handtekening"
_LAAG = ("/ON", "/OFF", "/Order", "/RBGroups", "/Locked")


@dataclass
class Formulier:
    """The joined form while it grows."""

    pack: Pdf
    velden: list[Object] = field(default_factory=list)
    namen: set[str] = field(default_factory=set)
    fonts: dict[str, Object] = field(default_factory=dict)
    tekent_zelf: bool = False


def add_form(form: Formulier, deel: Deel) -> None:
    """Add the fields of ``deel`` that have a place on one of its pages."""
    source = get(deel.bron.Root, "/AcroForm")
    if not is_dictionary(source):
        return
    if "/XFA" in source:
        deel.drop("XFA-formulier")
    source = form.pack.copy_foreign(
        source if source.is_indirect else deel.bron.make_indirect(source)
    )
    fields = [item for item in as_list(source.get("/Fields")) if is_dictionary(item)]
    fonts = _merge_fonts(form, source)
    form.tekent_zelf |= get(source, "/NeedAppearances") is True
    for top in fields:
        _inherit(source, top)
        for one in _descend(top):
            _clean_field(deel, one, fonts)
        _rename(form, deel, top)
    form.velden += fields


def _descend(top: Object) -> Iterator[Object]:
    """Yield a field and all beneath it, each once."""
    seen: set[tuple[int, int]] = set()
    stack = [top]
    while stack:
        one = stack.pop()
        if one.objgen in seen:
            continue
        if one.is_indirect:
            seen.add(one.objgen)
        yield one
        stack += [kid for kid in as_list(one.get("/Kids")) if is_dictionary(kid)]


def _inherit(source: Object, top: Object) -> None:
    """Write what the form says for all its fields on the field itself."""
    for key in ("/DA", "/Q"):
        if key in source and key not in top:
            top[key] = source[key]


def _clean_field(deel: Deel, one: Object, fonts: dict[str, str]) -> None:
    strip_action(deel, one)
    if one.get("/FT") == Name.Sig and "/V" in one:
        del one["/V"]
        deel.drop(HANDTEKENING)
    for key in ("/Lock", "/SV"):
        if key in one and one.get("/FT") == Name.Sig:
            del one[key]
    if fonts and "/DA" in one:
        one.DA = String(_rename_fonts(str(one.DA), fonts))


def _rename_fonts(appearance: str, fonts: dict[str, str]) -> str:
    return re.sub(r"/[^\s/()<>\[\]{}%]+", lambda m: fonts.get(m[0], m[0]), appearance)


def _merge_fonts(form: Formulier, source: Object) -> dict[str, str]:
    """Add the fonts for filling in; return the names that had to change."""
    fonts = get(source, "/DR", "/Font")
    renamed: dict[str, str] = {}
    for name, font in fonts.items() if is_dictionary(fonts) else ():
        if not is_dictionary(font):
            continue
        new = name
        while new in form.fonts and not _same_font(form.fonts[new], font):
            new += "x"
        if new != name:
            renamed[name] = new
        form.fonts.setdefault(new, font)
    return renamed


def _same_font(one: Object, other: Object) -> bool:
    """Compare by name when neither is embedded; a subset is never the same as another."""
    if "/FontDescriptor" in one or "/FontDescriptor" in other:
        return False
    return bool(one.get("/BaseFont") == other.get("/BaseFont"))


def _rename(form: Formulier, deel: Deel, top: Object) -> None:
    """Give a field that clashes a name of its own; full stops divide names, so none goes in."""
    name = str(top.get("/T", ""))
    new, number = name, 1
    while new in form.namen:
        new = f"{name} ({deel.deel.sleutel or 'voorin'}{f', {number}' if number > 1 else ''})"
        number += 1
    form.namen.add(new)
    if new != name or "/T" not in top:
        top.T = String(new)


def finish_form(form: Formulier) -> None:
    """Hang the form in the catalogue, if there are fields."""
    if not form.velden:
        return
    joined = Dictionary(Fields=Array(form.velden))
    if form.fonts:
        joined.DR = Dictionary(Font=Dictionary(form.fonts))
    if form.tekent_zelf:
        joined.NeedAppearances = True
    form.pack.Root.AcroForm = form.pack.make_indirect(joined)


# -- layers --------------------------------------------------------------------------------------


@dataclass
class Lagen:
    """The layers of all parts: the groups, and per list of the default configuration its items."""

    pack: Pdf
    groepen: list[Object] = field(default_factory=list)
    lijsten: dict[str, list[Any]] = field(default_factory=dict)


def add_layers(layers: Lagen, deel: Deel) -> None:
    """Add the layers of ``deel``, as its default configuration shows them."""
    source = get(deel.bron.Root, "/OCProperties")
    if not is_dictionary(source):
        return
    source = layers.pack.copy_foreign(
        source if source.is_indirect else deel.bron.make_indirect(source)
    )
    groups = [group for group in as_list(source.get("/OCGs")) if is_dictionary(group)]
    layers.groepen += groups
    default = source.get("/D")
    for key in _LAAG:
        layers.lijsten.setdefault(key, []).extend(as_list(get(default, key)))
    if get(default, "/BaseState") == Name.OFF:
        shown = {group.objgen for group in as_list(get(default, "/ON")) if is_dictionary(group)}
        hidden = [group for group in groups if group.objgen not in shown]
        layers.lijsten["/OFF"].extend(hidden)


def finish_layers(layers: Lagen) -> None:
    """Hang the layers in the catalogue, if there are any."""
    if not layers.groepen:
        return
    default = Dictionary(Name=String("Lagen"), Order=Array(), ON=Array())
    for key, items in layers.lijsten.items():
        if items:
            default[key] = Array(items)
    layers.pack.Root.OCProperties = Dictionary(OCGs=Array(layers.groepen), D=default)
