"""What lies in ``cijfers/`` of a meeting, found by the name that a user types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from regietafel import dutch
from regietafel.cli.nagerekend import CIJFERS, SOORTEN, Nagerekend, check_file
from regietafel.cli.terminal import Refusal, show_findings
from regietafel.dossier.lezen import load_file, outside_workspace
from regietafel.dossier.loading import Dossier
from regietafel.dossier.reading import parse_yaml, read_text
from regietafel.dossier.workspace import stays_inside
from regietafel.findings import Finding, has_errors
from regietafel.model.cijfers import Getallentabel, Prognose, Puzzel

DASHBOARD = "dashboard"
"""The file with indicators, which is no puzzle and no forecast."""

Model = TypeVar("Model", bound=BaseModel)

_OWN_KEYS: dict[str, type[BaseModel]] = {"soorten": Puzzel, "scenarios": Prognose}
"""What a definition without a table is, by a key that it must have."""


@dataclass(frozen=True)
class Cijfermap:
    """The folder with the figures of a meeting."""

    dossier: Dossier

    @property
    def folder(self) -> Path:
        return self.dossier.folder / CIJFERS

    def tabellen(self) -> list[Path]:
        """Return the files with tables, by name."""
        return [path for path in self._files() if path.suffix.lower() in SOORTEN]

    def losse_definities(self) -> list[Path]:
        """Return the definitions that stand beside no table: puzzles and forecasts."""
        tables = {DASHBOARD, *(path.stem for path in self.tabellen())}
        return [p for p in self._files() if p.suffix == ".yaml" and p.stem not in tables]

    def _files(self) -> list[Path]:
        if not stays_inside(self.dossier.werkmap.root, self.folder) or not self.folder.is_dir():
            return []
        return sorted(p for p in self.folder.iterdir() if not p.name.startswith((".", "~$")))

    def tabel(self, naam: str) -> Path:
        """Return the file of a table; a refusal that names those there are."""
        return _choose(naam, self.tabellen(), "tabel", self.folder)

    def soort(self, path: Path) -> tuple[type[BaseModel] | None, list[Finding]]:
        """Return what a definition without a table is by its keys, and why it can't be read.

        None when it shows none of the keys, or cannot be read.
        """
        outside = outside_workspace(self.dossier.werkmap, path)
        text, findings = (None, [*outside]) if outside else read_text(path)
        data, findings = (None, findings) if text is None else parse_yaml(path, text)
        keys = data if isinstance(data, dict) else {}
        return next((model for key, model in _OWN_KEYS.items() if key in keys), None), findings

    def puzzel(self, naam: str) -> tuple[Path, Puzzel, list[Finding]]:
        """Return a puzzle with what was found in it."""
        return self._definition(naam, Puzzel, "verdeling")

    def prognose(self, naam: str) -> tuple[Path, Prognose, list[Finding]]:
        """Return a forecast with what was found in it."""
        return self._definition(naam, Prognose, "prognose")

    def _definition(
        self, naam: str, model: type[Model], what: str
    ) -> tuple[Path, Model, list[Finding]]:
        paths = [p for p in self.losse_definities() if self.soort(p)[0] in {model, None}]
        path = _choose(naam, paths, what, self.folder)
        loaded = load_file(self.dossier.werkmap, path, model)
        if loaded.model is None or has_errors(loaded.findings):
            show_findings(loaded.findings)
            raise Refusal("Er is niets gemaakt: verbeter eerst de fouten hierboven.")
        return path, loaded.model, list(loaded.findings)


def _choose(naam: str, paths: Sequence[Path], what: str, folder: Path) -> Path:
    if not naam and len(paths) == 1:
        return paths[0]
    if not naam and paths:
        raise Refusal(f"Noem welke {what} u bedoelt: {', '.join(p.stem for p in paths)}.")
    wanted = Path(naam).name.casefold()
    found = [path for path in paths if wanted in {path.name.casefold(), path.stem.casefold()}]
    if found:
        return found[0]
    names = [path.stem for path in paths]
    close = get_close_matches(Path(wanted).stem, names, 1)
    meant = f"bedoelt u '{close[0]}'?" if close else f"er is: {', '.join(names)}." if names else ""
    nothing = "" if names else f"er is er nog geen in {folder.name}/."
    named = f" '{naam}'" if naam else ""
    raise Refusal(f"Er is geen {what}{named}; {meant}{nothing} Er is niets gemaakt.")


def worked_table(cijfers: Cijfermap, path: Path) -> tuple[Nagerekend, list[Finding]]:
    """Return the first table of a file, checked; a table that can't be read is a refusal."""
    tables, findings = check_file(path, cijfers.dossier.werkmap)
    if not tables or not tables[0].tabel.rijen or _unusable(tables[0], findings):
        show_findings(findings)
        raise Refusal("Er is niets gemaakt: verbeter eerst de fouten hierboven.")
    return tables[0], findings


def _unusable(table: Nagerekend, findings: Sequence[Finding]) -> bool:
    """Tell whether a definition beside a table can't be used, or the table itself has errors."""
    missing = table.geladen is not None and table.definitie is None
    return missing or has_errors(findings)


def definition_or_plain(table: Nagerekend) -> Getallentabel:
    """Return the definition of a table; without one, no more than its name as a title."""
    return table.definitie or Getallentabel(titel=_plain_title(table.path))


def table_title(cijfers: Cijfermap, path: Path) -> str:
    """Return the title of a table: that of its definition, else one made of its name."""
    beside = path.with_suffix(".yaml")
    defined = beside.is_file() and beside.stem != DASHBOARD
    model = load_file(cijfers.dossier.werkmap, beside, Getallentabel).model if defined else None
    return model.titel if model else _plain_title(path)


def _plain_title(path: Path) -> str:
    return path.stem.replace("-", " ").replace("_", " ").capitalize()


# ------------------------------------------------------------------ names of documents

TABEL, VERDELING, PROGNOSE = "Tabel", "Verdeling", "Prognose"


def cijferstuk_name(what: str, titel: str, dossier: Dossier) -> str:
    """Return the name of a document: ``Tabel Drentse puzzel 17 juli 2024``."""
    named = titel if titel.lower().startswith(what.lower()) else f"{what} {titel}"
    return f"{named} {dutch.datum(dossier.vergadering.datum)}"


def current_names(dossier: Dossier, names: set[str]) -> set[str]:
    """Return which of these file names are of documents about numbers that are still made.

    Where a definition can't be read, what its document is called is not known, and any may be it.
    """
    made = list(_made_names(Cijfermap(dossier)))
    if None in made:
        kinds = tuple(f"{word} ".casefold() for word in (TABEL, VERDELING, PROGNOSE))
        return {name for name in names if name.casefold().startswith(kinds)}
    return names & {dutch.bestandsnaam(name) for name in made if name is not None}


def _made_names(cijfers: Cijfermap) -> Iterator[str | None]:
    """Yield the name of every document about numbers; None for a definition that can't be read."""
    for path in cijfers.tabellen():
        beside = path.with_suffix(".yaml")
        defined = beside.is_file() and beside.stem != DASHBOARD
        title = _title(cijfers, beside, Getallentabel) if defined else _plain_title(path)
        yield _name(cijfers, TABEL, title)
    for path in cijfers.losse_definities():
        model, unreadable = cijfers.soort(path)
        if model is Prognose:
            yield _name(cijfers, PROGNOSE, _title(cijfers, path, Prognose))
        elif model is Puzzel:
            yield _name(cijfers, VERDELING, _title(cijfers, path, Puzzel))
        elif unreadable:
            yield None


def _title(
    cijfers: Cijfermap, path: Path, model: type[Getallentabel | Puzzel | Prognose]
) -> str | None:
    loaded = load_file(cijfers.dossier.werkmap, path, model).model
    return None if loaded is None else loaded.titel


def _name(cijfers: Cijfermap, what: str, titel: str | None) -> str | None:
    return None if titel is None else cijferstuk_name(what, titel, cijfers.dossier)
