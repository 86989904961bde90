"""The view of a written document with the fields of its kind, each by its name.

``{{ veld.kerncijfer }}`` in a template is the field ``kerncijfer`` of ``soort.yaml``, wherever the kind
itself puts it.
"""

from collections.abc import Sequence
from dataclasses import fields, make_dataclass
from functools import cache
from keyword import iskeyword
from typing import Any, TypeAlias, cast

from regietafel.documents.views import veld
from regietafel.documents.views_stuk import StukView
from regietafel.model.soort import Soort
from regietafel.model.stuk import Tekststuk, as_text

Veldnamen: TypeAlias = tuple[tuple[str, str], ...]
"""The fields of a kind: how a template names each, and what it is called in a document."""


def stuk_view_of(soort: Soort) -> type[StukView]:
    """Return what a template of a kind sees."""
    return _view_type(_names(soort))


def with_fields(view: StukView, stuk: Tekststuk) -> StukView:
    """Return a view in which every field of the kind can be named."""
    names = _names(stuk.soort)
    texts = [as_text(stuk.waarde(sleutel)) for sleutel, _ in names]
    return _filled(names, [getattr(view, f.name) for f in fields(StukView)], texts)


def _names(soort: Soort) -> Veldnamen:
    return tuple((v.sleutel, v.naam) for v in soort.velden if not iskeyword(v.sleutel))


@cache
def _view_type(names: Veldnamen) -> type[StukView]:
    own = make_dataclass(
        "Soortvelden", [(name, str, veld(label)) for name, label in names], frozen=True
    )
    both = [("veld", own, veld("De velden van deze soort, elk bij hun naam"))]

    def reduce(view: Any) -> tuple[Any, ...]:
        """Let a view travel to the process that makes a PDF: its class is made there again."""
        values = [getattr(view, f.name) for f in fields(StukView)]
        return _filled, (names, values, [getattr(view.veld, name) for name, _ in names])

    made = make_dataclass(
        "StukView", both, bases=(StukView,), frozen=True, namespace={"__reduce__": reduce}
    )
    return cast("type[StukView]", made)


def _filled(names: Veldnamen, values: Sequence[Any], texts: Sequence[str]) -> StukView:
    made: Any = _view_type(names)
    own = next(f.type for f in fields(made) if f.name == "veld")
    view: StukView = made(*values, cast("type[Any]", own)(*texts))
    return view
