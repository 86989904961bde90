"""``verzonden/NAAM/zending.yaml``: one mailing as it went out, kept for good.

The folder holds the files that were sent beside it, and in ``berichten/`` each message. Who got it
stands in ``bezorging.txt``, one line per step, so that a run that was cut off can go on where it
stopped.
"""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, field_serializer, field_validator

from regietafel.model.basis import Basis, Datum, JaNee, Moment, Nummer, Sleutel, Tekst, Tijd


class Mailsoort(StrEnum):
    """What a mailing is for."""

    UITNODIGING = "uitnodiging"
    AGENDA = "agenda"
    NAZENDING = "nazending"
    VERSLAG = "verslag"
    HERINNERING = "herinnering"
    ANNULERING = "annulering"


Vingerafdruk = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal figures."""

Bestandsnaam = Annotated[
    str,
    StringConstraints(pattern=r"^(berichten/)?[A-Za-z0-9_][A-Za-z0-9 ._()-]*$", max_length=160),
]
"""The name of a file in the folder of a mailing, in ASCII: every mail program takes it."""


MAX_PAGINAS = 100_000
"""No pack is thicker than this."""


class VerzondenBestand(Basis):
    """A file that went out; ``bestand`` is its name in the folder of the mailing."""

    bestand: Bestandsnaam
    sha256: Vingerafdruk
    grootte: int = Field(ge=0, description="In bytes")
    link: Tekst | None = Field(
        None, description="Waar de leden het ophalen, als het te groot was voor de mail"
    )


class VerzondenBericht(Basis):
    """A message that went out, without its attachments, and the addresses that it was for."""

    bestand: Bestandsnaam
    sha256: Vingerafdruk
    aan: tuple[Tekst, ...]
    kalender: Vingerafdruk | None = Field(None, description="Van het agendabericht dat erin zit")
    zonder: tuple[Bestandsnaam, ...] = Field(
        (), description="Bestanden van de zending die niet bij dit bericht zitten"
    )


class VerzondenPunt(Basis):
    """A point of the agenda that went out."""

    nummer: Nummer
    titel: Tekst


class VerzondenStuk(Basis):
    """A document under its number, as it stood in the pack that went out.

    ``bron`` is what the agenda names: ``bijlagen/x.pdf``, ``stukken/x.md`` or ``lijst_van/2024-04-05``;
    it is empty for one that was still to come. ``sha256`` is that of its content in the pack.
    ``eerste`` is the page that the members see on its first page, such as ``41`` or ``41a``.
    """

    nummer: Nummer
    punt: Nummer
    titel: Tekst
    bron: Tekst | None = None
    sha256: Vingerafdruk | None = None
    eerste: Tekst | None = Field(None, description="Eerste bladzijde in de bundel")
    paginas: int = Field(0, ge=0, le=20_000)
    ingetrokken: JaNee = False


class VerzondenAan(Basis):
    """Somebody the mailing was for; ``lid`` is empty for a person outside the table."""

    email: Tekst
    naam: Tekst
    lid: Sleutel | None = None


class Afspraak(Basis):
    """The appointment in an invitation that went out; ``voorlopig`` asks to keep the day free only."""

    datum: Datum
    begin: Tijd
    einde: Tijd
    plaats: Tekst
    voorlopig: JaNee = False

    @field_serializer("begin", "einde")
    def _as_typed(self, moment: time) -> str:
        return f"{moment:%H:%M}"


class Gevraagd(Basis):
    """How a mailing was asked for, so that the same command is known to be the same."""

    toelichting: Tekst | None = None
    bundel: JaNee = False
    bcc: JaNee = False


class Zending(Basis):
    """One mailing: what, when, to whom, and which agenda and pack it carried."""

    soort: Mailsoort
    moment: Moment
    onderwerp: Tekst
    versie: Datum | None = Field(None, description="De versie van de agenda")
    zelf_verstuurd: JaNee = Field(
        default=False, description="ja als het secretariaat zelf verstuurde, buiten regietafel om"
    )
    afspraak: Afspraak | None = Field(None, description="Bij een uitnodiging: de afspraak")
    gevraagd: Gevraagd = Field(Gevraagd(), description="Met welke opties de mail is gemaakt")
    aan: tuple[VerzondenAan, ...]
    bestanden: tuple[VerzondenBestand, ...] = ()
    berichten: tuple[VerzondenBericht, ...] = ()
    punten: tuple[VerzondenPunt, ...] = ()
    stukken: tuple[VerzondenStuk, ...] = ()

    @field_validator("stukken")
    @classmethod
    def _as_a_pack_can_be(cls, stukken: tuple[VerzondenStuk, ...]) -> tuple[VerzondenStuk, ...]:
        if sum(stuk.paginas for stuk in stukken) > MAX_PAGINAS:
            raise ValueError("deze stukken hebben samen te veel bladzijden.")
        return stukken


class Stap(StrEnum):
    """What happened with a message for one address.

    ``BEGIN``: the server accepted the address and gets the message now. ``UITGESTELD``: refused for
    the moment (a 4xx reply, RFC 5321, 4.2.1). ``ONZEKER``: the server got the message and gave no
    answer. An address of which the last step is ``BEGIN`` is as doubtful: the run was cut off.
    """

    BEGIN = "begin"
    BEZORGD = "bezorgd"
    GEWEIGERD = "geweigerd"
    UITGESTELD = "uitgesteld"
    ONZEKER = "onzeker"


@dataclass(frozen=True)
class Bezorgregel:
    """A line of ``bezorging.txt``."""

    moment: datetime
    stap: Stap
    email: str
    reden: str = ""


@dataclass(frozen=True)
class Verzonden:
    """A mailing with the name of its folder, such as ``001-agenda``, and how it was delivered."""

    naam: str
    zending: Zending
    bezorging: tuple[Bezorgregel, ...] = ()
