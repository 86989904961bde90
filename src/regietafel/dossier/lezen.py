"""Load files of a workspace, unless they lie outside, and place what is found in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from regietafel.dossier.reading import line_of
from regietafel.dossier.validation import Geladen, Model, load_model, original_keys
from regietafel.dossier.workspace import Werkmap, stays_inside
from regietafel.findings import Finding, Keys, Severity, fout


def load_file(werkmap: Werkmap, path: Path, model: type[Model]) -> Geladen[Model]:
    """Load one file of the workspace; a link that leads out of the workspace is refused."""
    outside = outside_workspace(werkmap, path)
    return Geladen(None, outside) if outside else load_model(path, model)


def outside_workspace(werkmap: Werkmap, path: Path) -> tuple[Finding, ...]:
    """Return the finding that a file leads out of the workspace, nothing when it does not."""
    if stays_inside(werkmap.root, path):
        return ()
    message = "Dit bestand wijst naar een plek buiten de werkmap; zet het bestand zelf hier neer."
    return (fout(path, "buiten-werkmap", message),)


@dataclass(frozen=True)
class Bevindingen:
    """The findings of loading, and what is needed to place later ones in the same files.

    ``samenhang`` is what does not fit between files that can each be used: nothing is refused for it.
    """

    findings: tuple[Finding, ...]
    weggelaten: Mapping[Path, tuple[Keys, ...]]
    samenhang: tuple[Finding, ...] = ()

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

    def with_samenhang(self, later: Iterable[Finding]) -> "Bevindingen":
        """Return these findings with those about how files fit together, in their places."""
        return replace(self, samenhang=tuple(self.locate(later)))

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
