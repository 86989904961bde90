"""The model of each kind of file."""

from collections.abc import Mapping

from regietafel.model.antwoord import Antwoorden
from regietafel.model.basis import Basis
from regietafel.model.gebeurtenis import Acties
from regietafel.model.ingekomen import Ingekomen
from regietafel.model.instellingen import Instellingen
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.pakketje import Pakketje
from regietafel.model.soort import Soort
from regietafel.model.stuk import Stukkop
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Vergadering
from regietafel.model.verslag import Verslag
from regietafel.model.zending import Zending

MODELS: Mapping[str, type[Basis]] = {
    "regietafel": Instellingen,
    "tafel": Tafel,
    "vergadering": Vergadering,
    "verslag": Verslag,
    "acties": Acties,
    "uitnodiging": Uitnodigingsstand,
    "antwoorden": Antwoorden,
    "zending": Zending,
    "ingekomen": Ingekomen,
    "pakketje": Pakketje,
    "soort": Soort,
    "stuk": Stukkop,
}
"""The kinds of file, by the name of the file without ``.yaml``; a packet is JSON, and a ``stuk`` is
what stands above a text, for which each kind has fields of its own on top."""
