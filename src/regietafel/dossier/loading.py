"""Load a meeting with its table, its report and the workspace's settings."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from regietafel.dossier.aanhaken import hang_stukken
from regietafel.dossier.lezen import Bevindingen, load_file
from regietafel.dossier.stukken import Stukken, load_stukken
from regietafel.dossier.validation import Geladen, Model
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding
from regietafel.model.antwoord import NIEMAND, Antwoorden
from regietafel.model.instellingen import Huisstijl, Instellingen
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.opkomst import with_answers
from regietafel.model.tafel import Agendavorm, Tafel
from regietafel.model.vergadering import Vergadering

if TYPE_CHECKING:  # loaded when a meeting has them
    from regietafel.model.stuk import Tekststuk
    from regietafel.model.vastgelegd import Vastgelegd
    from regietafel.model.verslag import Verslag
    from regietafel.model.zending import Verzonden


@dataclass(frozen=True)
class Dossier:
    """One meeting as values, with the places where they came from.

    ``geschreven`` is what ``vergadering.yaml`` says. ``vergadering`` has the texts of ``stukken/``
    under their points, also where that file does not list them, and the answers of members in its
    attendance. ``verzonden`` is what was mailed, oldest first; once that was an agenda, ``vastgelegd``
    is what went out or may still do so, and ``vergadering`` carries its numbers. ``ontvangen`` is
    what some member has for certain.
    """

    werkmap: Werkmap
    tafelnaam: str
    naam: str
    instellingen: Instellingen
    tafel: Tafel
    vergadering: Vergadering
    geschreven: Vergadering
    verslag: "Verslag | None"
    uitnodiging: Uitnodigingsstand | None
    stukken: "tuple[Tekststuk, ...]" = ()
    antwoorden: Antwoorden = NIEMAND
    verzonden: "tuple[Verzonden, ...]" = ()
    vastgelegd: "Vastgelegd | None" = None
    ontvangen: "Vastgelegd | None" = None

    @property
    def folder(self) -> Path:
        return self.werkmap.meeting_folder(self.tafelnaam, self.naam)

    @property
    def output(self) -> Path:
        return self.folder / "uit"

    @property
    def huisstijl(self) -> Huisstijl:
        return self.tafel.huisstijl or self.instellingen.huisstijl


def load_dossier(werkmap: Werkmap, tafelnaam: str, naam: str) -> tuple[Dossier | None, Bevindingen]:
    """Load one meeting.

    Returns the dossier, or None when the settings, the table or the meeting can't be used at all;
    and every finding in any of the files.
    """
    folder = werkmap.meeting_folder(tafelnaam, naam)
    instellingen = load_file(werkmap, werkmap.settings, Instellingen)
    tafel = load_file(werkmap, werkmap.table_folder(tafelnaam) / "tafel.yaml", Tafel)
    vergadering = load_file(werkmap, folder / "vergadering.yaml", Vergadering)
    verslag = _load_verslag(werkmap, folder / "verslag.yaml")
    stand = _load_optional(werkmap, folder / "uitnodiging.yaml", Uitnodigingsstand)
    antwoorden = _load_optional(werkmap, folder / "antwoorden.yaml", Antwoorden)
    stukken = load_stukken(werkmap, folder)
    verzonden, about_mailings = _load_mailings(werkmap, folder)
    findings = Bevindingen.collect(
        {
            werkmap.settings: instellingen,
            werkmap.table_folder(tafelnaam) / "tafel.yaml": tafel,
            folder / "vergadering.yaml": vergadering,
            folder / "verslag.yaml": verslag,
            folder / "uitnodiging.yaml": stand,
            folder / "antwoorden.yaml": antwoorden,
            **stukken.geladen,
        }
    )
    if instellingen.model is None or tafel.model is None or vergadering.model is None:
        return None, findings
    findings = replace(findings, findings=(*findings.findings, *about_mailings))
    answers = antwoorden.model or Antwoorden()
    meeting = with_answers(tafel.model, vergadering.model, stand.model, answers)
    dossier = Dossier(
        werkmap, tafelnaam, naam, instellingen.model, tafel.model, meeting,
        vergadering.model, verslag.model, stand.model, stukken.stukken, answers, verzonden,
    )  # fmt: skip
    whole, about = _whole_agenda(dossier, stukken)
    return whole, findings.with_samenhang(about)


def _load_verslag(werkmap: Werkmap, path: Path) -> "Geladen[Verslag]":
    if not path.exists():
        return Geladen(None)
    from regietafel.model.verslag import Verslag

    return load_file(werkmap, path, Verslag)


def _load_mailings(
    werkmap: Werkmap, folder: Path
) -> "tuple[tuple[Verzonden, ...], tuple[Finding, ...]]":
    if not (folder / "verzonden").is_dir():
        return (), ()
    from regietafel.dossier.verzonden import load_verzonden

    return load_verzonden(werkmap, folder)


def _whole_agenda(dossier: Dossier, stukken: Stukken) -> tuple[Dossier, list[Finding]]:
    """Return a meeting with its texts under their points, and with the numbers that went out."""
    if not dossier.verzonden:
        meeting, about = hang_stukken(dossier.tafel, dossier.vergadering, stukken, dossier.folder)
        return replace(dossier, vergadering=meeting), about
    from regietafel.ledger.bezorging import delivered
    from regietafel.model.vastgelegd import freeze_attachments, freeze_points, what_was_sent

    sent = what_was_sent(each.zending for each in dossier.verzonden)
    got = what_was_sent(each.zending for each in delivered(dossier.verzonden))
    meeting = freeze_points(dossier.vergadering, sent) if sent else dossier.vergadering
    meeting, about = hang_stukken(dossier.tafel, meeting, stukken, dossier.folder)
    if sent:
        roman = dossier.tafel.agendavorm is Agendavorm.TOELICHTING
        meeting = freeze_attachments(meeting, sent, romeins=roman)
    return replace(dossier, vergadering=meeting, vastgelegd=sent, ontvangen=got), about


def load_agenda(werkmap: Werkmap, folder: Path) -> Geladen[Vergadering]:
    """Load ``vergadering.yaml`` of another meeting, with the numbers of points that its members have."""
    loaded = load_file(werkmap, folder / "vergadering.yaml", Vergadering)
    verzonden, _ = _load_mailings(werkmap, folder) if loaded.model else ((), ())
    if loaded.model is None or not verzonden:
        return loaded
    from regietafel.model.vastgelegd import freeze_points, what_was_sent

    sent = what_was_sent(each.zending for each in verzonden)
    return replace(loaded, model=freeze_points(loaded.model, sent)) if sent else loaded


def _load_optional(werkmap: Werkmap, path: Path, model: type[Model]) -> Geladen[Model]:
    return load_file(werkmap, path, model) if path.exists() else Geladen(None)
