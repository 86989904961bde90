"""What the pack holds now, as a mailing keeps it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from regietafel.cli.bundelen import render_agenda, render_contents
from regietafel.cli.bundelplan import Bundelstuk
from regietafel.cli.bundelstukken import gather_documents
from regietafel.cli.feiten import file_facts, received_files
from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.openen import Geopend
from regietafel.cli.terminal import Progress
from regietafel.documents.pdf import to_json
from regietafel.dossier.loading import Dossier
from regietafel.dossier.verzonden import fingerprint
from regietafel.model.nummering import numbered_points
from regietafel.model.paginering import Blad
from regietafel.model.vastgelegd import source_of
from regietafel.model.zending import VerzondenPunt, VerzondenStuk

if TYPE_CHECKING:
    from regietafel.documents.pdf import View

_LOOKS = {"huisstijl", "concept", "versie"}
"""What a document of our own shows besides its content."""


def frozen_documents(
    geopend: Geopend,
) -> tuple[tuple[VerzondenPunt, ...], tuple[VerzondenStuk, ...]]:
    """Return the points and the documents that the pack of a meeting holds as it is now.

    Nothing is written. The same folder gives the same values: the fingerprint of a received file is
    that of its bytes, that of a document of our own is of what it says, whatever the house style,
    the mark CONCEPT and its date.
    """
    dossier, progress = geopend.dossier, Progress()
    stijl, _ = load_stijl(dossier)
    agenda, _ = render_agenda(dossier, stijl)
    stukken, _ = gather_documents(dossier, file_facts(dossier), stijl, {}, progress)
    _, bladen = render_contents(dossier, stijl, agenda, stukken)
    progress.done()
    return points_now(dossier), documents_now(dossier, stukken, bladen)


def points_now(dossier: Dossier) -> tuple[VerzondenPunt, ...]:
    points = numbered_points(dossier.vergadering)
    return tuple(VerzondenPunt(nummer=p.nummer, titel=p.punt.titel) for p in points)


def documents_now(
    dossier: Dossier, stukken: Sequence[Bundelstuk], bladen: Sequence[tuple[Blad, ...]]
) -> tuple[VerzondenStuk, ...]:
    """Return the documents of a pack; ``bladen`` are the numbers in front, then those of each."""
    return tuple(_documents(dossier, stukken, bladen))


def _documents(
    dossier: Dossier, stukken: Sequence[Bundelstuk], bladen: Sequence[tuple[Blad, ...]]
) -> Iterator[VerzondenStuk]:
    received = {path.name for path in received_files(dossier)}
    for stuk, own in zip(stukken, bladen[1:], strict=True):
        yield VerzondenStuk(
            nummer=stuk.nummer,
            punt=stuk.puntnummer,
            titel=stuk.titel,
            bron=source_of(stuk.bijlage),
            sha256=_fingerprint(stuk, received),
            eerste=str(own[0]),
            paginas=len(own),
            ingetrokken=stuk.bijlage.ingetrokken,
        )


def _fingerprint(stuk: Bundelstuk, received: set[str]) -> str | None:
    """Return the SHA-256 of a document; None for a page that says why it is not there."""
    if stuk.view is not None:
        return _words_hash(stuk.view)
    there = stuk.bijlage.bestand in received and not stuk.bijlage.ingetrokken
    return fingerprint(stuk.bron) if there else None


def _words_hash(view: "View") -> str:
    names = [field.name for field in fields(view) if field.name not in _LOOKS]
    said = {name: to_json(getattr(view, name), {}) for name in names}  # a picture by its hash
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
