"""Load a meeting with its table, its report and the workspace's settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from regietafel.dossier.reading import line_of
from regietafel.dossier.validation import Geladen, Model, load_model, original_keys
from regietafel.dossier.workspace import Werkmap, stays_inside
from regietafel.findings import Finding, Keys, Severity, fout
from regietafel.model.basis import Basis
from regietafel.model.gebeurtenis import Acties
from regietafel.model.ingekomen import Ingekomen
from regietafel.model.instellingen import Huisstijl, Instellingen
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.pakketje import Pakketje
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Vergadering
from regietafel.model.verslag import Verslag

MODELS: Mapping[str, type[Basis]] = {
    "regietafel": Instellingen,
    "tafel": Tafel,
    "vergadering": Vergadering,
    "verslag": Verslag,
    "acties": Acties,
    "uitnodiging": Uitnodigingsstand,
    "ingekomen": Ingekomen,
    "pakketje": Pakketje,
}
"""The kinds of file, by the name of the file without ``.yaml``; a packet is JSON."""


@dataclass(frozen=True)
class Dossier:
    """One meeting as values, with the places where they came from."""

    werkmap: Werkmap
    tafelnaam: str
    naam: str
    instellingen: Instellingen
    tafel: Tafel
    vergadering: Vergadering
    verslag: Verslag | None
    uitnodiging: Uitnodigingsstand | None

    @property
    def folder(self) -> Path:
        return self.werkmap.meeting_folder(self.tafelnaam, self.naam)

    @property
    def output(self) -> Path:
        return self.folder / "uit"

    @property
    def huisstijl(self) -> Huisstijl:
        return self.tafel.huisstijl or self.instellingen.huisstijl


@dataclass(frozen=True)
class Bevindingen:
    """The findings of loading, and what is needed to place later ones in the same files."""

    findings: tuple[Finding, ...]
    weggelaten: Mapping[Path, tuple[Keys, ...]]

    @classmethod
    def collect(cls, loaded: Mapping[Path, Geladen[Any]]) -> "Bevindingen":
        findings = tuple(finding for file in loaded.values() for finding in file.findings)
        return cls(findings, {path: file.weggelaten for path, file in loaded.items()})

    def locate(self, later: Iterable[Finding]) -> list[Finding]:
        """Give findings about loaded values the place in the file that the user wrote.

        A warning about a place that could not be read says nothing new and is left out.
        """
        located = [self._located(finding) for finding in later]
        return [finding for finding in located if not self._follows_from_error(finding)]

    def _follows_from_error(self, later: Finding) -> bool:
        return later.severity is not Severity.FOUT and any(
            later.keys
            and earlier.path == later.path
            and earlier.keys[: len(later.keys)] == later.keys
            for earlier in self.findings
        )

    def _located(self, finding: Finding) -> Finding:
        if not finding.keys or finding.line:
            return finding
        keys = original_keys(finding.keys, self.weggelaten.get(finding.path, ()))
        return replace(finding, keys=keys, line=line_of(finding.path, keys))


def load_dossier(werkmap: Werkmap, tafelnaam: str, naam: str) -> tuple[Dossier | None, Bevindingen]:
    """Load one meeting.

    Returns the dossier, or None when the settings, the table or the meeting can't be used at all;
    and every finding in any of the files.
    """
    folder = werkmap.meeting_folder(tafelnaam, naam)
    instellingen = load_file(werkmap, werkmap.settings, Instellingen)
    tafel = load_file(werkmap, werkmap.table_folder(tafelnaam) / "tafel.yaml", Tafel)
    vergadering = load_file(werkmap, folder / "vergadering.yaml", Vergadering)
    verslag = _load_optional(werkmap, folder / "verslag.yaml", Verslag)
    stand = _load_optional(werkmap, folder / "uitnodiging.yaml", Uitnodigingsstand)
    findings = Bevindingen.collect(
        {
            werkmap.settings: instellingen,
            werkmap.table_folder(tafelnaam) / "tafel.yaml": tafel,
            folder / "vergadering.yaml": vergadering,
            folder / "verslag.yaml": verslag,
            folder / "uitnodiging.yaml": stand,
        }
    )
    if instellingen.model is None or tafel.model is None or vergadering.model is None:
        return None, findings
    dossier = Dossier(
        werkmap, tafelnaam, naam,
        instellingen.model, tafel.model, vergadering.model, verslag.model, stand.model,
    )  # fmt: skip
    return dossier, findings


def load_file(werkmap: Werkmap, path: Path, model: type[Model]) -> Geladen[Model]:
    """Load one file of the workspace; a link that leads out of the workspace is refused."""
    if not stays_inside(werkmap.root, path):
        message = (
            "Dit bestand wijst naar een plek buiten de werkmap; zet het bestand zelf hier neer."
        )
        return Geladen(None, (fout(path, "buiten-werkmap", message),))
    return load_model(path, model)


def _load_optional(werkmap: Werkmap, path: Path, model: type[Model]) -> Geladen[Model]:
    return load_file(werkmap, path, model) if path.exists() else Geladen(None)
