"""The house style of a table with its logo, as documents take it."""

from pathlib import Path

from regietafel.documents.compose import compose_stijl
from regietafel.documents.svg import is_plain
from regietafel.documents.views import StijlView
from regietafel.dossier.loading import Dossier
from regietafel.dossier.workspace import Werkmap, is_file, stays_inside
from regietafel.findings import Finding, fout
from regietafel.model.instellingen import Instellingen
from regietafel.model.tafel import Tafel

MAX_LOGO_BYTES = 5_000_000


def load_stijl(dossier: Dossier) -> tuple[StijlView, list[Finding]]:
    """Return the house style of a meeting with its logo."""
    return table_style(dossier.werkmap, dossier.tafelnaam, dossier.tafel, dossier.instellingen)


def table_style(
    werkmap: Werkmap, table: str, tafel: Tafel, settings: Instellingen
) -> tuple[StijlView, list[Finding]]:
    """Return the house style of a table with its logo; a logo that can't be used is a finding."""
    huisstijl = tafel.huisstijl or settings.huisstijl
    source = werkmap.table_folder(table) / "tafel.yaml" if tafel.huisstijl else werkmap.settings
    logo, findings = _load_logo(werkmap.root, huisstijl.logo, source)
    return compose_stijl(huisstijl, logo), findings


def _load_logo(root: Path, name: str | None, source: Path) -> tuple[bytes, list[Finding]]:
    """Return the logo of a workspace; ``source`` is the file that names it."""
    if name is None:
        return b"", []
    path = root / name
    reason = ""
    if not stays_inside(root, path):
        reason = "ligt buiten de werkmap; zet het logo in de werkmap"
    elif not is_file(path):
        reason = "is er niet; verbeter de naam of zet het logo daar neer"
    elif path.stat().st_size > MAX_LOGO_BYTES:
        reason = "is groter dan 5 MB; neem een kleinere afbeelding"
    else:
        reason = _unusable(path)
    if not reason:
        return path.read_bytes(), []
    message = f"Het logo '{name}' {reason}. Tot die tijd komt er geen logo op de stukken."
    return b"", [fout(source, "logo-ontbreekt", message, ("huisstijl", "logo"))]


def _unusable(path: Path) -> str:
    from regietafel.pack.kinds import AFBEELDING, read_kind

    kind = read_kind(path)
    if kind.soort != AFBEELDING or kind.reden:
        return "is geen bruikbare afbeelding; sla het opnieuw op als PNG of SVG"
    return "is een te ingewikkelde SVG-tekening; sla het op als PNG" if _is_heavy(path) else ""


def _is_heavy(path: Path) -> bool:
    content = path.read_bytes()
    return b"<svg" in content[:4096] and not is_plain(content)
