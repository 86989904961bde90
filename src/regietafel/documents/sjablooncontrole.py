"""The customer's own Word template looked over, without running it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes

from regietafel.documents.sjabloonregels import inspect_part
from regietafel.documents.sjabloontaal import Probleem, build_environment, read_parts
from regietafel.documents.sjabloonvelden import Soort, Veldtype, view_fields
from regietafel.documents.views import ActielijstView, AgendaView
from regietafel.documents.word_fout import SjabloonError
from regietafel.documents.word_pakket import open_pakket
from regietafel.findings import Finding, fout, waarschuwing

# Without one of these a document misses what its reader needs. A tuple: one of them is enough.
_REQUIRED: dict[type, tuple[tuple[str, ...], ...]] = {
    AgendaView: (
        ("titel",),
        ("concept",),
        ("versie",),
        ("melding",),
        ("gegevens",),
        ("rijen", "punten"),
    ),
    ActielijstView: (("titel",), ("concept",), ("versie",), ("gegevens",), ("rijen",)),
}
_ALWAYS = (("titel",),)


@dataclass(frozen=True)
class Veldregel:
    """A line of the field list: ``rijen[].doel``, what it means, what kind of value it is."""

    naam: str
    uitleg: str
    soort: str


def list_fields(view_type: type) -> tuple[Veldregel, ...]:
    """Return every field that a template for this view may use, in the order of the view."""
    return tuple(_lines("", view_fields(view_type)))


def _lines(prefix: str, group: Veldtype) -> Iterator[Veldregel]:
    for name, kind in group.velden.items():
        full = f"{prefix}{name}"
        yield Veldregel(full, kind.uitleg, _kind_text(kind))
        if kind.soort is Soort.GROEP:
            yield from _lines(f"{full}.", kind)
        elif kind.element is not None:
            yield from _lines(f"{full}[].", kind.element)


def _kind_text(kind: Veldtype) -> str:
    simple = kind.element is not None and not kind.element.velden
    return "lijst van teksten" if simple else str(kind.soort)


def check_template(sjabloon: bytes, view_type: type, path: Path) -> list[Finding]:
    """Return what is wrong with a template for a view: nothing in it is executed.

    ``path`` is the file as the user knows it. Unknown fields, loops that are not closed, tags in
    a wrong place and code are *fout*; an important field that is shown nowhere is *waarschuwing*.
    """
    try:
        parts = read_parts(open_pakket(sjabloon))
    except SjabloonError as error:
        return [fout(path, "sjabloon-onleesbaar", f"{error.uitleg[0].upper()}{error.uitleg[1:]}.")]
    environment = build_environment(lambda value: value)
    velden = view_fields(view_type)
    inspected = [inspect_part(part, environment, velden) for part in parts]
    found = [_as_finding(path, problem) for _, problems in inspected for problem in problems]
    if any(tree is None for tree, _ in inspected):
        return found
    used = {name for tree, _ in inspected if tree for name in _used_names(tree)}
    return [*found, *_missing(path, view_type, used)]


def _as_finding(path: Path, problem: Probleem) -> Finding:
    text = f"{problem.plek}: {problem.uitleg}."
    return fout(path, problem.code, text[0].upper() + text[1:])


def _used_names(tree: nodes.Template) -> Iterator[str]:
    return (name.name for name in tree.find_all(nodes.Name))


def _missing(path: Path, view_type: type, used: set[str]) -> Iterator[Finding]:
    for names in _REQUIRED.get(view_type, _ALWAYS):
        if used.isdisjoint(names):
            words = " of ".join(f"'{name}'" for name in names)
            text = f"Het veld {words} komt niet voor; het stuk laat dat dan nergens zien."
            yield waarschuwing(path, "sjabloon-ontbrekend-veld", text)
