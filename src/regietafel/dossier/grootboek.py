"""Load the ledger: every meeting and ``acties.yaml`` of some tables, as one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from regietafel.dossier.bladen import ACTIES, Blad, Inhoud, list_pages, read_page
from regietafel.dossier.geheugen import Geheugen
from regietafel.dossier.ketentekst import posts_of
from regietafel.dossier.lezen import Bevindingen, load_file
from regietafel.dossier.lezers import without_collecting
from regietafel.dossier.terughalen import Vraag, recall_ledger
from regietafel.dossier.validation import Geladen
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding
from regietafel.ledger.boek import Boek
from regietafel.ledger.ketens import Post, compose_posts
from regietafel.ledger.regels import check_boek
from regietafel.model.tafel import Tafel

__all__ = ["ACTIES", "Grootboek", "load_grootboek", "load_with_forwarded"]


@dataclass(frozen=True)
class Grootboek:
    """The ledger with its tables, and what was found while loading it."""

    boek: Boek = field(default_factory=Boek)
    tafels: Mapping[str, Tafel] = field(default_factory=dict)
    bevindingen: Bevindingen = field(default_factory=lambda: Bevindingen((), {}))

    def about(self, folder: Path) -> list[Finding]:
        """Return what is wrong in the files of a table: actions may be missing, or not be right."""
        rules = self.bevindingen.locate(check_boek(self.boek, self.tafels))
        found = [*self.bevindingen.findings, *rules]
        return [finding for finding in found if finding.path.is_relative_to(folder)]


def load_grootboek(
    werkmap: Werkmap,
    tables: Sequence[str],
    geheugen: Geheugen | None = None,
    levend_op: date | None = None,
) -> Grootboek:
    """Load the ledger of tables; what can't be read is a finding, the rest counts.

    With a memory, only what changed is read again. With ``levend_op`` the ledger may lack actions
    that are closed on that day and later, where the rules have nothing to say about them.
    """
    paths = [werkmap.table_folder(name) / "tafel.yaml" for name in tables]
    loaded = {path: load_file(werkmap, path, Tafel) for path in paths if path.exists()}
    tafels = {path.parent.name: file.model for path, file in loaded.items() if file.model}
    bladen = list_pages(werkmap, tables)
    with without_collecting():
        vraag = Vraag(geheugen, werkmap, tafels, levend_op) if geheugen else None
        known = recall_ledger(vraag, bladen) if vraag else None
        if known:
            posts, contents = posts_of(werkmap, known.ketens), known.bladen
        else:
            posts, contents = _read(werkmap, bladen)
    ordered = [contents[blad.naam] for blad in bladen]
    boek = compose_posts(posts, _days(tables, bladen, ordered))
    return Grootboek(boek, tafels, _findings(loaded, ordered))


def _read(werkmap: Werkmap, bladen: Sequence[Blad]) -> tuple[list[Post], dict[str, Inhoud]]:
    read = [read_page(werkmap, blad) for blad in bladen]
    contents = {blad.naam: content for blad, (_, content) in zip(bladen, read, strict=True)}
    return [post for posts, _ in read for post in posts], contents


def _days(
    tables: Sequence[str], bladen: Sequence[Blad], contents: Sequence[Inhoud]
) -> dict[str, tuple[date, ...]]:
    """Return the days of each table's meetings."""
    found: dict[str, list[date]] = {table: [] for table in sorted(tables)}
    for blad, content in zip(bladen, contents, strict=True):
        if content.dag:
            found[blad.tafel].append(content.dag)
    return {table: tuple(sorted(days)) for table, days in found.items()}


def _findings(tables: Mapping[Path, Geladen[Tafel]], contents: Sequence[Inhoud]) -> Bevindingen:
    of_tables = Bevindingen.collect(tables)
    found = (finding for content in contents for finding in content.bevindingen)
    gone = {path: keys for content in contents for path, keys in content.weggelaten.items()}
    return Bevindingen((*of_tables.findings, *found), {**of_tables.weggelaten, **gone})


def load_with_forwarded(werkmap: Werkmap, table: str) -> Grootboek:
    """Load the ledger of a table and of every table that its actions went to, and on from there."""
    loaded: set[str] = set()
    wanted = {table}
    while wanted != loaded:
        loaded = wanted
        book = load_grootboek(werkmap, sorted(loaded))
        named = {event.gebeurtenis.naar for event in book.boek.voorvallen}
        wanted = loaded | {name for name in werkmap.tables() if name in named}
    return book
