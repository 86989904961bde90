"""``regietafel schema``: the JSON Schema of every file, for editors."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regietafel.cli.terminal import OK, Refusal, as_json, show
from regietafel.dossier.modellen import MODELS
from regietafel.dossier.writing import write_atomic
from regietafel.model.basis import Basis
from regietafel.model.cijfers import Getallentabel, Prognose, Puzzel
from regietafel.model.dashboard import Dashboard

BESTANDEN: Mapping[str, type[Basis]] = {
    **MODELS,
    "cijfers": Getallentabel,
    "verdeling": Puzzel,
    "prognose": Prognose,
    "dashboard": Dashboard,
}
"""The kinds of file with a schema; ``cijfers`` is what lies beside a number table."""
_NAMES = {
    "pakketje": "pakketje.json",
    "cijfers": "cijfers/NAAM.yaml",
    "verdeling": "cijfers/NAAM.yaml",
    "prognose": "cijfers/NAAM.yaml",
    "dashboard": "cijfers/dashboard.yaml",
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def run(kind: str | None, folder: Path | None) -> int:
    """Print the schema of one kind of file, or write all of them into a folder."""
    if kind is not None and kind not in BESTANDEN:
        raise Refusal(f"Geen bestandssoort '{kind}'; kies uit: {', '.join(BESTANDEN)}.")
    if folder is not None:
        write_schemas(folder)
        show(f"Schema's geschreven in {folder / 'schema'}")
        return OK
    chosen = schema_of(kind) if kind else {name: schema_of(name) for name in BESTANDEN}
    show(as_json(chosen))
    return OK


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file, made from its model."""
    schema = BESTANDEN[kind].model_json_schema()
    name = _NAMES.get(kind, f"{kind}.yaml")
    return {"$schema": _DIALECT, **schema, "title": name}


def write_schemas(root: Path) -> None:
    """Write ``schema/*.json``, where the modelines of the files point."""
    for kind in BESTANDEN:
        write_atomic(root / "schema" / f"{kind}.json", as_json(schema_of(kind)).encode() + b"\n")
