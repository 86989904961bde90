"""The pack as it is to be: which received files it takes, and where each document comes.

It depends on the agenda alone, so that a child process can be set to work at once. Little is loaded here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from regietafel.cli.feiten import received_files
from regietafel.cli.openen import pack_name
from regietafel.cli.werkplek import document_moment
from regietafel.documents.compose import attachment_title, attachments_of
from regietafel.dossier.loading import Dossier
from regietafel.model.nummering import Genummerd, GenummerdeBijlage, numbered_points
from regietafel.model.vergadering import Bijlage
from regietafel.pack.binding import Bindwerk
from regietafel.pack.delen import Packdeel

if TYPE_CHECKING:
    from regietafel.documents.pdf import View


@dataclass(frozen=True)
class Bundelstuk:
    """A document of the pack with its number and the file that it came from.

    ``inhoud`` is a page of our own, or the path of a received PDF; None while that is not known.
    ``view`` is what a document of our own says.
    """

    nummer: str
    puntnummer: str
    titel: str
    bron: Path
    inhoud: bytes | Path | None
    paginas: int
    bijlage: Bijlage
    view: "View | None" = None

    @property
    def naam(self) -> str:
        """Return the title as the contents and the bookmarks show it."""
        return f"{self.titel} (ingetrokken)" if self.bijlage.ingetrokken else self.titel


@dataclass(frozen=True)
class Ontvangst:
    """The received files that the agenda names, by name, and how each lay there at the start."""

    paden: Mapping[str, Path]
    standen: Mapping[str, tuple[int, int] | None]

    def changed(self) -> list[Path]:
        """Return the files that somebody wrote or took away since."""
        items = self.paden.items()
        return [path for name, path in items if _state(path) != self.standen[name]]


def received(dossier: Dossier) -> Ontvangst:
    listed = {stuk.bron for stuk in plan_documents(dossier, {})}
    paths = {path.name: path for path in received_files(dossier) if path in listed}
    return Ontvangst(paths, {name: _state(path) for name, path in paths.items()})


def _state(path: Path) -> tuple[int, int] | None:
    """Return what changes about a file when somebody writes it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def pack_moment(dossier: Dossier) -> datetime:
    return document_moment(dossier.vergadering.versie or dossier.vergadering.datum)


def plan_pack(dossier: Dossier, files: Mapping[str, Path]) -> Bindwerk:
    """Return the pack with every document in its place, whatever it turns out to be."""
    delen = pack_parts(dossier, plan_documents(dossier, files))
    return Bindwerk(tuple(delen), pack_name(dossier), pack_moment(dossier), dossier.huisstijl.naam)


def plan_documents(dossier: Dossier, files: Mapping[str, Path]) -> list[Bundelstuk]:
    """Return every document in agenda order, before anything is known of ``files``."""
    return [
        new_document(dossier, attachment, _received_file(attachment, files), 0)
        for attachment in attachments_of(dossier.tafel, dossier.vergadering)
    ]


def _received_file(attachment: GenummerdeBijlage, files: Mapping[str, Path]) -> Path | None:
    bijlage = attachment.bijlage
    received = bijlage.bestand and not bijlage.lijst_van and not bijlage.ingetrokken
    return files.get(bijlage.bestand or "") if received else None


def new_document(
    dossier: Dossier,
    attachment: GenummerdeBijlage,
    content: bytes | Path | None,
    pages: int,
    view: "View | None" = None,
) -> Bundelstuk:
    source = dossier.folder / "vergadering.yaml"
    if attachment.bijlage.bestand:
        source = dossier.folder / "bijlagen" / attachment.bijlage.bestand
    elif attachment.bijlage.stuk:
        source = dossier.folder / "stukken" / attachment.bijlage.stuk
    title = attachment_title(attachment, dossier.tafel)
    return Bundelstuk(
        attachment.nummer, attachment.puntnummer, title, source, content, pages,
        attachment.bijlage, view,
    )  # fmt: skip


def pack_parts(
    dossier: Dossier,
    stukken: Sequence[Bundelstuk],
    agenda: bytes | None = None,
    contents: bytes | None = None,
) -> list[Packdeel]:
    """Return the parts in order: agenda, contents, then each point with its documents.

    Their places depend on the numbers alone, not on what is in the documents.
    """
    parts = [Packdeel("", "Agenda", 0, agenda, ""), Packdeel("", "Inhoud", 0, contents, "")]
    points = list(numbered_points(dossier.vergadering))
    for index, point in enumerate(points):
        below = [point.nummer, *_parts_of(point, points[index + 1 :])]
        if not any(stuk.puntnummer in below for stuk in stukken):
            continue
        parts.append(Packdeel("", f"{point.nummer}. {point.punt.titel}", point.niveau, None, ""))
        own = [stuk for stuk in stukken if stuk.puntnummer == point.nummer]
        parts += [document_part(stuk, point.niveau + 1) for stuk in own]
    return parts


def _parts_of(point: Genummerd, behind: Sequence[Genummerd]) -> Iterator[str]:
    """Yield the numbers of the parts of a point, which come right behind it."""
    for other in behind:
        if other.niveau <= point.niveau:
            return
        yield other.nummer


def document_part(stuk: Bundelstuk, niveau: int) -> Packdeel:
    """Return a document as a part of the pack, its bookmark at a depth."""
    return Packdeel(
        stuk.nummer,
        f"Bijlage {stuk.nummer}: {stuk.naam}",
        niveau,
        stuk.inhoud,
        f"Bijlage {stuk.nummer}",
    )
