"""The documents that somebody writes: from ``stukken/*.md`` to what can be made and checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regietafel import dutch
from regietafel.checks.stukken import hints_left
from regietafel.cli.stukbeelden import load_pictures
from regietafel.cli.stukken import Stuk
from regietafel.cli.stuknamen import file_names, numbers_of, same_names
from regietafel.cli.vergelijken import with_changes
from regietafel.cli.werkplek import document_moment
from regietafel.documents.blocks import Blokken, Tekstprobleem
from regietafel.documents.compose_stuk import compose_stuk
from regietafel.documents.kleuren import leesbaar
from regietafel.documents.stuktekst import (
    Stuktekst,
    facts_of,
    number_stuktekst,
    read_stuktekst,
)
from regietafel.documents.views import StijlView
from regietafel.documents.views_soort import with_fields
from regietafel.dossier.loading import Dossier
from regietafel.dossier.stukken import STUKKEN
from regietafel.findings import Finding, fout, hint, waarschuwing
from regietafel.model.stuk import Stukfeiten, Tekststuk
from regietafel.model.waarden import Tabelwaarden, Waarden

_FOUTEN = frozenset(
    {
        "waarde-onbekend", "waarde-onleesbaar", "waarde-in-zin", "waarde-leeg",
        "grafiek-zonder-getallen", "verwijzing-onbekend", "som-zonder-getallen", "som-buiten-tabel",
    }
)  # fmt: skip
"""What leaves something in the document that no reader should see; the rest is a warning."""
_HINTS = frozenset({"getal-zonder-punt"})
_TOLD_ELSEWHERE = "waarde-berekend"
"""A figure that is not the computed one: ``controleer`` says so with the table itself."""


@dataclass(frozen=True)
class Gelezen:
    """A text with its blocks, ready to show."""

    stuk: Tekststuk
    tekst: Stuktekst
    blokken: Blokken

    @property
    def feiten(self) -> Stukfeiten:
        return facts_of(self.stuk, self.tekst)


def read_texts(
    dossier: Dossier, stukken: Sequence[Tekststuk]
) -> tuple[list[Gelezen], list[Finding]]:
    """Read texts of a meeting; what is wrong in them is told with file and line."""
    waarden, findings = _waarden(dossier, stukken)
    read = []
    for stuk in stukken:
        gelezen, more = _read(dossier, stuk, waarden)
        read.append(gelezen)
        findings += more
    return read, findings


def _waarden(dossier: Dossier, stukken: Sequence[Tekststuk]) -> tuple[Waarden, list[Finding]]:
    """Return the tables of the meeting, when a text names any."""
    if not any("{{" in stuk.tekst for stuk in stukken):
        return Tabelwaarden(), []
    from regietafel.cli.cijferwaarden import load_waarden

    return load_waarden(dossier.werkmap, dossier.folder)


def _read(dossier: Dossier, stuk: Tekststuk, waarden: Waarden) -> tuple[Gelezen, list[Finding]]:
    tekst = read_stuktekst(stuk, waarden, leesbaar(dossier.huisstijl.accentkleur))
    tekst, about = with_changes(dossier, stuk, tekst, lezer_of(dossier))
    pictures, findings = load_pictures(dossier, stuk.bestand, tekst.afbeeldingen)
    blokken, problems = number_stuktekst(tekst, pictures, stuk)
    findings += about
    findings += [_finding(dossier, stuk, p) for p in (*tekst.problemen, *problems)]
    findings += hints_left(dossier.folder / STUKKEN / stuk.bestand, tekst.hints)
    return Gelezen(stuk, tekst, blokken), findings


def lezer_of(dossier: Dossier) -> Callable[[Path, Tekststuk], Stuktekst]:
    """Return how a text of any meeting is read; what is wrong in it its own meeting tells."""

    def lees(folder: Path, stuk: Tekststuk) -> Stuktekst:
        named = "{{" in stuk.tekst
        from regietafel.cli.cijferwaarden import load_waarden

        waarden = load_waarden(dossier.werkmap, folder)[0] if named else Tabelwaarden()
        return read_stuktekst(stuk, waarden, leesbaar(dossier.huisstijl.accentkleur))

    return lees


def _finding(dossier: Dossier, stuk: Tekststuk, problem: Tekstprobleem) -> Finding:
    make = fout if problem.code in _FOUTEN else hint if problem.code in _HINTS else waarschuwing
    message = dutch.met_punt(dutch.hoofdletter(problem.uitleg))
    path = dossier.folder / STUKKEN / stuk.bestand
    return make(path, problem.code, message, line=problem.regel)


def text_findings(dossier: Dossier) -> tuple[tuple[Stukfeiten, ...], list[Finding]]:
    """Return what the rules look at in the texts of a meeting, and what is wrong in the texts."""
    read, findings = read_texts(dossier, dossier.stukken)
    own = [finding for finding in findings if finding.code != _TOLD_ELSEWHERE]
    return tuple(gelezen.feiten for gelezen in read), [*own, *same_names(dossier)]


def written_stukken(
    dossier: Dossier, stijl: StijlView, stukken: Sequence[Tekststuk]
) -> tuple[list[Stuk], list[Finding]]:
    """Return texts as documents to make, with their trade names and numbers."""
    names, numbers = file_names(dossier), numbers_of(dossier)
    read, findings = read_texts(dossier, stukken)
    made = [_as_stuk(dossier, stijl, gelezen, names, numbers) for gelezen in read]
    return made, [*findings, *same_names(dossier)]


def _as_stuk(
    dossier: Dossier,
    stijl: StijlView,
    gelezen: Gelezen,
    names: Mapping[str, str],
    numbers: Mapping[str, str],
) -> Stuk:
    stuk, vergadering = gelezen.stuk, dossier.vergadering
    view = compose_stuk(
        dossier.tafel, vergadering, stuk, gelezen.blokken, stijl,
        nummer=numbers.get(stuk.bestand, ""), eerdere_bijlagen=gelezen.tekst.aantal_bijlagen,
    )  # fmt: skip
    day = stuk.kop.versie or stuk.kop.datum or vergadering.versie or vergadering.datum
    return Stuk(
        stuk.soortmap, names[stuk.bestand], with_fields(view, stuk), document_moment(day),
        leent=stuk.soort.sjabloon or "", route=stuk.soort.pdf or "",
    )  # fmt: skip
