"""A meeting as the rules see it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from regietafel.checks.controle import Controle
from regietafel.dossier.loading import Dossier
from regietafel.dossier.workspace import stays_inside
from regietafel.model.bestanden import Bestandsfeiten

if TYPE_CHECKING:  # loaded when a meeting has texts
    from regietafel.model.stuk import Stukfeiten


def gather(dossier: Dossier) -> Controle:
    """Return a meeting as the rules see it, with the facts of its files."""
    return with_files(dossier, file_facts(dossier))


def with_files(dossier: Dossier, facts: Mapping[str, Bestandsfeiten]) -> Controle:
    """Return a meeting as the rules see it, with facts of its files by name."""
    outside = frozenset(_outside(dossier))
    return replace(values_only(dossier), bestanden=facts, buiten=outside)


def values_only(dossier: Dossier) -> Controle:
    """Return a meeting as the rules about its own text see it: no attachment is opened."""
    from regietafel.documents.fonts import missing

    return Controle(
        folder=dossier.folder,
        tafelpad=dossier.werkmap.table_folder(dossier.tafelnaam) / "tafel.yaml",
        instellingenpad=dossier.werkmap.settings,
        instellingen=dossier.instellingen,
        tafel=dossier.tafel,
        vergadering=dossier.vergadering,
        geschreven=dossier.geschreven,
        verslag=dossier.verslag,
        bestanden={},
        vergaderingen=frozenset(dossier.werkmap.meetings(dossier.tafelnaam)),
        met_verslag=frozenset(_with_report(dossier)),
        onzichtbaar=missing,
        stukken=tuple(_text_facts(dossier)),
        antwoorden=dossier.antwoorden,
        vastgelegd=dossier.vastgelegd,
    )


def _text_facts(dossier: Dossier) -> "Iterator[Stukfeiten]":
    if dossier.stukken:
        from regietafel.model.stuk import Stukfeiten

        yield from map(Stukfeiten, dossier.stukken)


def file_facts(dossier: Dossier) -> dict[str, Bestandsfeiten]:
    """Return what is in ``bijlagen/``, by name; files outside the workspace are not opened."""
    from regietafel.cli.geheugen import recall, remember
    from regietafel.pack.inspection import inspect_files

    facts = inspect_files(received_files(dossier), recall=recall)
    for found in facts.values():
        remember(found)
    return {path.name: found for path, found in facts.items()}


def received_files(dossier: Dossier) -> list[Path]:
    """Return the files in ``bijlagen/`` that belong to the meeting."""
    folder = dossier.folder / "bijlagen"
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    inside = [f for f in files if stays_inside(dossier.folder, f) and f.is_file()]
    return [f for f in inside if not f.name.startswith((".", "~$"))]


def _outside(dossier: Dossier) -> Iterator[str]:
    """Yield listed names that are not a plain name, or that a link leads out of the folder."""
    for punt in dossier.vergadering.agenda:
        for part in (punt, *punt.onderdelen):
            for name in (bijlage.bestand for bijlage in part.bijlagen if bijlage.bestand):
                path = dossier.folder / "bijlagen" / name
                if Path(name).name != name or not stays_inside(dossier.folder, path):
                    yield name


def _with_report(dossier: Dossier) -> Iterator[str]:
    for meeting in dossier.werkmap.meetings(dossier.tafelnaam):
        folder = dossier.werkmap.meeting_folder(dossier.tafelnaam, meeting)
        if (folder / "verslag.yaml").is_file():
            yield meeting
