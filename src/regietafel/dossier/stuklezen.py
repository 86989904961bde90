"""Read one text: facts above, Markdown below, checked against the kind that it names."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from regietafel.dossier.lezen import outside_workspace
from regietafel.dossier.reading import (
    Gesplitst,
    line_of,
    parse_yaml,
    read_text,
    split_front_matter,
)
from regietafel.dossier.soorten import kind_path, load_kind, written_kinds
from regietafel.dossier.validation import Geladen, load_data
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding, fout
from regietafel.model.soort import Familie, Soort
from regietafel.model.stuk import Stukkop, Tekststuk, kop_model

_AAN_HET_BEGIN = (
    "Een stuk begint met een regel '---', dan 'soort: …' en 'titel: …', en weer een regel '---'; "
    "'regietafel stuk nieuw' maakt dat voor u."
)


class Stuklezer:
    """Reads texts and the kinds that they name, and remembers what was found in each file."""

    def __init__(self, werkmap: Werkmap) -> None:
        self.werkmap = werkmap
        self.geladen: dict[Path, Geladen[Any]] = {}

    def read(self, path: Path) -> Tekststuk | None:
        loaded, parts, name, soort = self._load(path)
        self.geladen[path] = loaded
        if loaded.model is None or parts is None or soort is None:
            return None
        return Tekststuk(path.name, name, soort, loaded.model, parts.tekst, parts.regel)

    def _load(self, path: Path) -> tuple[Geladen[Stukkop], Gesplitst | None, str, Soort | None]:
        parts, data, findings = _read_parts(self.werkmap, path)
        if parts is None or data is None:
            return Geladen(None, tuple(findings)), None, "", None
        name = data.get("soort")
        soort = self._kind(name) if isinstance(name, str) else None
        if soort is None and name is not None:
            wrong = _unknown_kind(self.werkmap, path, str(name))
            return Geladen(None, (wrong,)), parts, "", None
        model = kop_model(soort) if soort else Stukkop
        return load_data(path, parts.kop, data, model), parts, str(name), soort

    def _kind(self, name: str) -> Soort | None:
        """Return a kind of text; what is wrong with it is kept under its own file."""
        path = kind_path(self.werkmap, name)
        if path is None:
            return None
        loaded = load_kind(self.werkmap, name)
        self.geladen[path] = loaded
        return loaded.model if loaded.model and loaded.model.familie is Familie.STUK else None


def _read_parts(
    werkmap: Werkmap, path: Path
) -> tuple[Gesplitst | None, dict[str, Any] | None, list[Finding]]:
    """Return a file in two with the values above its text, or what is wrong with it."""
    outside = outside_workspace(werkmap, path)
    text, findings = (None, list(outside)) if outside else read_text(path)
    if text is None:
        return None, None, findings
    parts = split_front_matter(text)
    if parts is None:
        opened = text.startswith("---")
        message = (
            "Het blok boven de tekst is niet afgesloten; zet er een regel '---' onder."
            if opened
            else _AAN_HET_BEGIN
        )
        return None, None, [fout(path, "stuk-zonder-kop", message, line=1)]
    data, findings = parse_yaml(path, parts.kop)
    return parts, data, findings


def _unknown_kind(werkmap: Werkmap, path: Path, name: str) -> Finding:
    kinds = written_kinds(werkmap)
    near = get_close_matches(name, kinds, n=1)
    advice = f"bedoelt u '{near[0]}'?" if near else f"kies uit: {', '.join(kinds)}."
    reason = "is geen soort"
    known = kind_path(werkmap, name)
    if known and load_kind(werkmap, name).model is None:
        reason, advice = (
            "kan zo niet worden gebruikt",
            f"verbeter eerst {known.name} van die soort.",
        )
    elif known:
        reason = "is geen soort waarvan u zelf de tekst schrijft"
    message = f"'{name}' {reason}; {advice}"
    return fout(path, "soort-onbekend", message, ("soort",), line_of(path, ("soort",)))
