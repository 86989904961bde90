"""Kinds of documents: the workspace's own folders first, then those of the package."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from regietafel.dossier.lezen import load_file
from regietafel.dossier.reading import line_of
from regietafel.dossier.validation import Geladen, load_model
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding, fout
from regietafel.model.soort import Familie, Soort
from regietafel.resources import templates

SOORT = "soort.yaml"
SJABLONEN = ("word.docx", "pdf.typ")

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def is_kind_name(name: str) -> bool:
    """Tell whether a folder of this name can be a kind."""
    return _NAME.fullmatch(name) is not None


def kind_path(werkmap: Werkmap, name: str) -> Path | None:
    """Return where a kind is defined; None when there is no such folder."""
    if not is_kind_name(name):
        return None
    paths = (root / name / SOORT for root in (werkmap.templates, templates()))
    return next((path for path in paths if path.is_file()), None)


def kind_names(werkmap: Werkmap) -> list[str]:
    """Return the names of all kinds, own ones included."""
    roots = (werkmap.templates, templates())
    found = {path.parent.name for root in roots for path in root.glob(f"*/{SOORT}")}
    return sorted(name for name in found if is_kind_name(name))


def written_kinds(werkmap: Werkmap) -> list[str]:
    """Return the names of the kinds that somebody writes: those of the family ``stuk``."""
    kinds = ((name, load_kind(werkmap, name).model) for name in kind_names(werkmap))
    return [name for name, soort in kinds if soort and soort.familie is Familie.STUK]


def own_kind_findings(werkmap: Werkmap) -> Iterator[Finding]:
    """Yield what is wrong with the kinds that the workspace itself has."""
    for name in kind_names(werkmap):
        path = kind_path(werkmap, name)
        if path is not None and path.is_relative_to(werkmap.templates):
            yield from load_kind(werkmap, name).findings


def load_kind(werkmap: Werkmap, name: str) -> Geladen[Soort]:
    """Load a kind; what is wrong with an own one is told with its file and line."""
    path = kind_path(werkmap, name)
    if path is None:
        return Geladen(None)
    if not path.is_relative_to(werkmap.templates):
        return _of_package(path)
    loaded = load_file(werkmap, path, Soort)
    about = () if loaded.model is None else _about_templates(werkmap, path, loaded.model)
    return replace(loaded, findings=(*loaded.findings, *about))


@cache
def _of_package(path: Path) -> Geladen[Soort]:
    return load_model(path, Soort)


def _about_templates(werkmap: Werkmap, path: Path, soort: Soort) -> Iterator[Finding]:
    """Yield that a written kind has no template, of its own or borrowed."""
    if soort.familie is not Familie.STUK:
        return
    folders = [f for name in (path.parent.name, soort.sjabloon) for f in _folders(werkmap, name)]
    lacking = [n for n in SJABLONEN if not any((f / n).is_file() for f in folders)]
    if lacking:
        keys = ("sjabloon",) if soort.sjabloon else ()
        message = (
            f"Deze soort heeft geen {' en geen '.join(lacking)}; zet die in de map, of leen ze met "
            "'sjabloon: notitie'."
        )
        yield fout(path, "soort-zonder-sjabloon", message, keys, line_of(path, keys))


def _folders(werkmap: Werkmap, name: str | None) -> tuple[Path, ...]:
    roots = (werkmap.templates, templates())
    return tuple(root / name for root in roots) if name else ()
