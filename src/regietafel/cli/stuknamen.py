"""Numbers and names of the documents that are made of texts."""

from collections.abc import Iterator, Mapping

from regietafel.documents.compose import attachments_of
from regietafel.dossier.loading import Dossier
from regietafel.dossier.stukken import STUKKEN
from regietafel.findings import Finding, waarschuwing


def numbers_of(dossier: Dossier) -> Mapping[str, str]:
    """Return the attachment number of each text that hangs under a point, by its file."""
    attachments = attachments_of(dossier.tafel, dossier.vergadering)
    return {a.bijlage.stuk: a.nummer for a in reversed(attachments) if a.bijlage.stuk}


def file_names(dossier: Dossier) -> Mapping[str, str]:
    """Return the name of every document that is made of a text, by its file.

    Of texts with the same name, later ones carry the name of their file as well.
    """
    names: dict[str, str] = {}
    for bestand, naam in _plain_names(dossier).items():
        taken = naam.casefold() in {other.casefold() for other in names.values()}
        names[bestand] = f"{naam} ({bestand.rpartition('.')[0]})" if taken else naam
    return names


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
    for bestand, naam in _plain_names(dossier).items():
        if names[bestand] != naam:
            message = f"Er is al een stuk '{naam}'; geef dit een andere titel of naam."
            path = dossier.folder / STUKKEN / bestand
            yield waarschuwing(path, "stuk-zelfde-naam", message, ("titel",))
