"""What a rule may look at: values and facts, no files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from regietafel.findings import Keys
from regietafel.model.antwoord import NIEMAND, Antwoorden
from regietafel.model.bestanden import Bestandsfeiten
from regietafel.model.instellingen import Instellingen
from regietafel.model.nummering import GenummerdeBijlage, numbered_attachments
from regietafel.model.tafel import Agendavorm, Tafel
from regietafel.model.vergadering import Vergadering

if TYPE_CHECKING:  # loaded when a meeting has them
    from regietafel.model.stuk import Stukfeiten
    from regietafel.model.vastgelegd import Vastgelegd
    from regietafel.model.verslag import Verslag

Plaats: TypeAlias = tuple[Path, Keys]
"""A file of the user, and the place in it."""


@dataclass(frozen=True)
class Controle:
    """One meeting as the rules see it.

    ``folder`` is the meeting's folder, for the paths of findings. ``bestanden`` holds the facts of
    the files in ``bijlagen/`` by name; ``buiten`` the listed names that lead out of the workspace.
    ``vergaderingen`` are those of this table, ``met_verslag`` the ones that have a report. ``onzichtbaar`` gives the
    characters of a text that a reader will not see as typed. ``stukken`` are the texts in ``stukken/``.
    ``vergadering`` is the agenda as it is, with texts and answers in it; ``geschreven`` what the user's file says.
    ``vastgelegd`` is what members have of this meeting, None while no agenda was sent.
    """

    folder: Path
    tafelpad: Path
    instellingenpad: Path
    instellingen: Instellingen
    tafel: Tafel
    vergadering: Vergadering
    geschreven: Vergadering
    verslag: "Verslag | None"
    bestanden: Mapping[str, Bestandsfeiten]
    buiten: frozenset[str] = frozenset()
    vergaderingen: frozenset[str] = frozenset()
    met_verslag: frozenset[str] = frozenset()
    onzichtbaar: Callable[[str], tuple[str, ...]] = lambda _: ()
    stukken: "tuple[Stukfeiten, ...]" = ()
    antwoorden: Antwoorden = NIEMAND
    vastgelegd: "Vastgelegd | None" = None

    @property
    def vergaderpad(self) -> Path:
        return self.folder / "vergadering.yaml"

    @property
    def antwoordenpad(self) -> Path:
        return self.folder / "antwoorden.yaml"

    @property
    def verslagpad(self) -> Path:
        return self.folder / "verslag.yaml"

    def stukpad(self, feiten: "Stukfeiten") -> Path:
        """Return the file of a text."""
        return self.folder / "stukken" / feiten.stuk.bestand

    def place(self, attachment: GenummerdeBijlage, field: str = "") -> Plaats:
        """Return the file of an attachment, and where in it the attachment or its field stands."""
        plek = attachment.plek
        keys: Keys = (*plek.keys, field) if field else plek.keys or ("punt",)
        return self.folder / plek.bestand, keys

    def attachments(self) -> list[GenummerdeBijlage]:
        roman = self.tafel.agendavorm is Agendavorm.TOELICHTING
        return list(numbered_attachments(self.vergadering, romeins=roman))
