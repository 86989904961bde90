"""The contents page of a pack as a view."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regietafel.documents.compose import BIJLAGE, meeting_facts
from regietafel.documents.views import Inhoudsrij, InhoudView, StijlView
from regietafel.model.nummering import Genummerd, numbered_points
from regietafel.model.vergadering import Vergadering


@dataclass(frozen=True)
class Plaats:
    """A document of the pack and its first page there, such as ``41`` or ``41a``."""

    nummer: str
    puntnummer: str
    titel: str
    pagina: str


def compose_inhoud(
    vergadering: Vergadering, stijl: StijlView, naam: str, plaatsen: Sequence[Plaats]
) -> InhoudView:
    """Return the contents: every point, and below it its documents with their page."""
    return InhoudView(
        huisstijl=stijl,
        documentnaam=naam,
        titel="Inhoud van de vergaderstukken",
        gegevens=meeting_facts(vergadering),
        rijen=tuple(_rows(vergadering, plaatsen)),
    )


def _rows(vergadering: Vergadering, plaatsen: Sequence[Plaats]) -> Iterator[Inhoudsrij]:
    for point in numbered_points(vergadering):
        own = [plaats for plaats in plaatsen if plaats.puntnummer == point.nummer]
        if own or point.niveau == 0:
            yield _point_row(point)
        for plaats in own:
            link = f"{BIJLAGE}{plaats.nummer}"
            yield Inhoudsrij("", f"Bijlage {plaats.nummer}: {plaats.titel}", 2, plaats.pagina, link)


def _point_row(point: Genummerd) -> Inhoudsrij:
    return Inhoudsrij(point.nummer, point.punt.titel, point.niveau, "", "")
