"""Put the texts of a meeting under their agenda points: the agenda as it really is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from regietafel.dossier.stukken import STUKKEN, Stukken
from regietafel.dossier.workspace import is_file, stays_inside
from regietafel.findings import Finding, Keys, fout, waarschuwing
from regietafel.model.nummering import AGENDABESTAND, Genummerd, numbered_points
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import (
    Aangehaakt,
    Agendapunt,
    Bijlage,
    Onderdeel,
    Plek,
    Vergadering,
)

if TYPE_CHECKING:  # loaded when a meeting has texts
    from regietafel.model.stuk import Tekststuk

Punt = TypeVar("Punt", bound=Onderdeel)


@dataclass(frozen=True)
class Genoemd:
    """Where ``vergadering.yaml`` itself lists a text; ``afwezig`` when its file need not be there."""

    naam: str
    punt: str
    keys: Keys
    afwezig: bool


def hang_stukken(
    tafel: Tafel, vergadering: Vergadering, stukken: Stukken, folder: Path
) -> tuple[Vergadering, list[Finding]]:
    """Return the meeting with every text under its point, and what does not fit.

    A text that ``vergadering.yaml`` lists stays where it is listed; one that names a point itself
    comes after the attachments of that point. Its annexes come right behind it.
    """
    listed = list(_listed(vergadering))
    points = {point.nummer: point for point in numbered_points(vergadering)}
    by_name = {stuk.bestand: stuk for stuk in stukken.stukken}
    named = {genoemd.naam for genoemd in listed}
    added: dict[Keys, list[Tekststuk]] = {}
    for stuk in stukken.stukken:
        point = points.get(stuk.kop.punt or "")
        if point is not None and stuk.bestand not in named:
            added.setdefault(point.keys, []).append(stuk)
    haken = _Haken(tafel, vergadering, by_name, folder)
    findings = [
        *_about_annexes(folder, stukken.stukken),
        *_about_listed(folder, listed, stukken, by_name),
        *_about_points(folder, stukken.stukken, points, named),
    ]
    return haken.hang(added), findings


def _listed(vergadering: Vergadering) -> Iterator[Genoemd]:
    for point in numbered_points(vergadering):
        for place, bijlage in enumerate(point.punt.bijlagen):
            if bijlage.stuk:
                keys = (*point.keys, "bijlagen", place, "stuk")
                absent = bijlage.volgt or bijlage.ingetrokken
                yield Genoemd(bijlage.stuk, point.nummer, keys, absent)


def _about_listed(
    folder: Path,
    listed: Sequence[Genoemd],
    stukken: Stukken,
    by_name: "Mapping[str, Tekststuk]",
) -> Iterator[Finding]:
    path, seen = folder / AGENDABESTAND, set[str]()
    for genoemd in listed:
        stuk = by_name.get(genoemd.naam)
        if genoemd.naam in seen:
            message = f"Stuk '{genoemd.naam}' staat al eerder op de agenda; haal deze regel weg."
            yield fout(path, "stuk-dubbel", message, genoemd.keys)
        elif genoemd.naam not in stukken.aanwezig and not genoemd.afwezig:
            message = f"'{genoemd.naam}' staat niet in de map stukken; verbeter de naam of maak het met 'regietafel stuk nieuw'."
            yield fout(path, "stuk-ontbreekt", message, genoemd.keys)
        elif stuk and stuk.kop.punt and stuk.kop.punt != genoemd.punt:
            message = f"Dit stuk zegt dat het bij punt {stuk.kop.punt} hoort, maar vergadering.yaml zet het bij punt {genoemd.punt}; dat laatste geldt. Maak ze gelijk."
            yield waarschuwing(
                folder / STUKKEN / stuk.bestand, "stuk-ander-punt", message, ("punt",)
            )
        seen.add(genoemd.naam)


def _about_points(
    folder: Path,
    stukken: "Sequence[Tekststuk]",
    points: Mapping[str, Genummerd],
    named: set[str],
) -> Iterator[Finding]:
    for stuk in stukken:
        if stuk.kop.punt and stuk.kop.punt not in points and stuk.bestand not in named:
            known = ", ".join(points) or "de agenda is nog leeg"
            message = f"Er is geen agendapunt {stuk.kop.punt}; kies uit: {known}."
            path = folder / STUKKEN / stuk.bestand
            yield fout(path, "stuk-punt-onbekend", message, ("punt",))


def _about_annexes(folder: Path, stukken: "Sequence[Tekststuk]") -> Iterator[Finding]:
    for stuk in stukken:
        for place, annex in enumerate(stuk.kop.bijlagen):
            if annex.bestand and not _is_there(folder, annex.bestand):
                message = f"'{annex.bestand}' staat niet in de map bijlagen; zet het daar of verbeter de naam."
                keys = ("bijlagen", place, "bestand")
                yield fout(folder / STUKKEN / stuk.bestand, "bijlage-ontbreekt", message, keys)


def _is_there(folder: Path, name: str) -> bool:
    """Tell whether a plain name is that of a file in ``bijlagen/``."""
    path = folder / "bijlagen" / name
    return Path(name).name == name and is_file(path) and stays_inside(folder, path)


@dataclass(frozen=True)
class _Haken:
    """Makes attachments of texts; ``bij_naam`` are the texts by their file."""

    tafel: Tafel
    vergadering: Vergadering
    bij_naam: "Mapping[str, Tekststuk]"
    folder: Path

    def hang(self, added: "Mapping[Keys, Sequence[Tekststuk]]") -> Vergadering:
        agenda = tuple(
            self._agenda_point(punt, ("agenda", place), added)
            for place, punt in enumerate(self.vergadering.agenda)
        )
        return self.vergadering.model_copy(update={"agenda": agenda})

    def _agenda_point(
        self, punt: Agendapunt, keys: Keys, added: "Mapping[Keys, Sequence[Tekststuk]]"
    ) -> Agendapunt:
        parts = tuple(
            self._with_attachments(part, (*keys, "onderdelen", n), added)
            for n, part in enumerate(punt.onderdelen)
        )
        whole = self._with_attachments(punt, keys, added)
        return whole.model_copy(update={"onderdelen": parts})

    def _with_attachments(
        self, punt: Punt, keys: Keys, added: "Mapping[Keys, Sequence[Tekststuk]]"
    ) -> Punt:
        """Return a point with its attachments: those listed, then its texts, each with its annexes."""
        listed = [
            Aangehaakt.van(bijlage, Plek(AGENDABESTAND, (*keys, "bijlagen", place)))
            for place, bijlage in enumerate(punt.bijlagen)
        ]
        files = {bijlage.bestand for bijlage in listed if bijlage.bestand}
        own = [_text(stuk) for stuk in added.get(keys, ())]
        hung = (new for bijlage in (*listed, *own) for new in self._with_annexes(bijlage, files))
        return punt.model_copy(update={"bijlagen": tuple(hung)})

    def _with_annexes(self, bijlage: Aangehaakt, files: set[str]) -> Iterator[Aangehaakt]:
        stuk = self.bij_naam.get(bijlage.stuk or "")
        if stuk is None:
            yield bijlage
            return
        name = bijlage.titel or stuk.naam(self.tafel, self.vergadering)
        yield bijlage.model_copy(
            update={"titel": name, "nummer": bijlage.nummer or stuk.kop.nummer}
        )
        for place, annex in enumerate(stuk.kop.bijlagen):
            new = annex.bestand is not None and annex.bestand not in files
            if new and _is_there(self.folder, str(annex.bestand)):
                files.add(str(annex.bestand))
                plek = Plek(_in_folder(stuk), ("bijlagen", place))
                yield Aangehaakt.van(Bijlage(titel=annex.titel, bestand=annex.bestand), plek)


def _text(stuk: "Tekststuk") -> Aangehaakt:
    """Return the attachment that a text is at the point that it names."""
    return Aangehaakt.van(Bijlage(stuk=stuk.bestand), Plek(_in_folder(stuk), ()))


def _in_folder(stuk: "Tekststuk") -> str:
    return f"{STUKKEN}/{stuk.bestand}"
