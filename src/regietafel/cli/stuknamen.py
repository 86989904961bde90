"""Numbers and names of the documents that are made of texts."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count

from regietafel import dutch
from regietafel.cli.openen import nazending_name, pack_name
from regietafel.documents.compose import (
    agenda_name,
    attachments_of,
    list_name,
    regieboek_name,
)
from regietafel.dossier.loading import Dossier
from regietafel.dossier.stukken import STUKKEN
from regietafel.findings import Finding, waarschuwing

_MAX_OWN = 40
"""Characters of the name of a text, where that has to tell two documents apart."""


def numbers_of(dossier: Dossier) -> Mapping[str, str]:
    """Return the attachment number of each text that hangs under a point, by its file."""
    attachments = attachments_of(dossier.tafel, dossier.vergadering)
    return {a.bijlage.stuk: a.nummer for a in reversed(attachments) if a.bijlage.stuk}


def file_names(dossier: Dossier) -> Mapping[str, str]:
    """Return the name of the document that is made of each text, by its file: no two the same.

    Of texts with one name, later ones carry the name of their file as well.
    """
    names: dict[str, str] = {}
    taken = {dutch.bestandsnaam(name).casefold() for name in _names_of_others(dossier)}
    for bestand, naam in _plain_names(dossier).items():
        names[bestand] = _free_name(naam, bestand, taken)
        taken.add(names[bestand].casefold())
    return names


def _names_of_others(dossier: Dossier) -> Iterator[str]:
    """Yield the names of what is made beside the texts."""
    tafel, vergadering = dossier.tafel, dossier.vergadering
    yield f"0. {agenda_name(tafel, vergadering)}"
    yield list_name(tafel, vergadering)
    yield regieboek_name(tafel, vergadering)
    yield pack_name(dossier)
    yield nazending_name(dossier)


def _free_name(naam: str, bestand: str, taken: Collection[str]) -> str:
    own = bestand.rpartition(".")[0][:_MAX_OWN]
    ends = chain(("", f" ({own})"), (f" ({own} {n})" for n in count(2)))
    names = (dutch.bestandsnaam(naam, end) for end in ends)
    return next(name for name in names if name.casefold() not in taken)


def _plain_names(dossier: Dossier) -> Mapping[str, str]:
    numbers = numbers_of(dossier)
    names = {s.bestand: s.naam(dossier.tafel, dossier.vergadering) for s in dossier.stukken}
    return {
        bestand: f"{numbers[bestand]}. {naam}" if bestand in numbers else naam
        for bestand, naam in names.items()
    }


def same_names(dossier: Dossier) -> Iterator[Finding]:
    """Yield the texts whose document would have the name of another."""
    names = file_names(dossier)
    named = {stuk.bestand for stuk in dossier.stukken if stuk.kop.naam}
    for bestand, naam in _plain_names(dossier).items():
        wanted = dutch.bestandsnaam(naam)
        if names[bestand] != wanted:
            message = f"Er is al een stuk dat '{wanted}' heet; dit wordt nu '{names[bestand]}'. Geef het een andere titel of naam."
            path, keys = (
                dossier.folder / STUKKEN / bestand,
                ("naam" if bestand in named else "titel",),
            )
            yield waarschuwing(path, "stuk-zelfde-naam", message, keys)
