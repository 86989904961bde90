"""What the cover of a nazending sees."""

from dataclasses import dataclass

from regietafel.documents.views import Gegeven, StijlView, veld


@dataclass(frozen=True)
class Nazendingrij:
    """A document that is new, replaced or withdrawn."""

    nummer: str = veld("Nummer van de bijlage, zoals 4c")
    titel: str = veld("Titel van het stuk")
    wat: str = veld("Nieuw, Vervangen of Ingetrokken")
    reden: str = veld("Waarom; leeg als er geen reden is opgegeven")
    paginas: str = veld("Bladzijden in de bundel, zoals 41a – 41b")
    opmerking: str = veld("Zoals: Bladzijde 43 vervalt; meestal leeg")
    koppeling: str = veld("Doel binnen de pdf; leeg voor een ingetrokken stuk")


@dataclass(frozen=True)
class NazendingView:
    """The cover of a nazending: what changed since the last mailing, and why."""

    huisstijl: StijlView = veld("De huisstijl")
    documentnaam: str = veld("Naam van de nazending in de voet")
    titel: str = veld("Titel bovenaan")
    gegevens: tuple[Gegeven, ...] = veld("Datum, tijd en locatie")
    inleiding: str = veld("Waar deze nazending bij hoort")
    rijen: tuple[Nazendingrij, ...] = veld("De stukken die anders zijn, in volgorde")
    punten: tuple[str, ...] = veld("Agendapunten die nieuw zijn of anders heten; vaak geen")
    ongewijzigd: str = veld("De stukken die hetzelfde bleven, als één zin; soms leeg")
