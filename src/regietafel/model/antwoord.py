"""``antwoorden.yaml``: what members answered to the invitation of a meeting."""

from enum import StrEnum

from pydantic import Field

from regietafel.model.adres import same_address
from regietafel.model.basis import Basis, Email, JaNee, Moment, Sleutel, Tekst


class Keuze(StrEnum):
    """What somebody answered (PARTSTAT and METHOD of RFC 5545 and RFC 5546)."""

    KOMT = "komt"
    KOMT_NIET = "komt niet"
    MISSCHIEN = "misschien"
    VERVANGEN = "vervangen"
    TEGENVOORSTEL = "tegenvoorstel"


class Twijfel(StrEnum):
    """Why an answer is left to a person to judge."""

    ONBEKENDE = "afzender onbekend"
    DOORGESTUURD = "doorgestuurd"
    ANDERE_AFZENDER = "niet door de genodigde zelf verstuurd"
    VERVALST = "mogelijk vervalst"
    GEEN_OPDRACHT = "vervanger zonder overdracht"
    NIET_MEER = "niet meer uitgenodigd"
    VREEMD = "vreemde inhoud"
    TOEKOMST = "dagtekening in de toekomst"


class Vervanging(Basis):
    """Who comes instead of a member, as that member said."""

    naam: Tekst | None = None
    email: Email


class Antwoord(Basis):
    """The newest answer of one address.

    ``email`` is the member's, or with ``als_vervanger`` that of a replacement whom the member
    named. ``volgnummer`` is the SEQUENCE that was answered to, ``moment`` the DTSTAMP.
    """

    lid: Sleutel
    email: Email
    keuze: Keuze
    volgnummer: int = Field(0, ge=0)
    moment: Moment
    als_vervanger: JaNee = False
    vervanger: Vervanging | None = None
    voorstel: Tekst | None = Field(None, description="De andere tijd die iemand voorstelt")
    begeleiders: int = Field(0, ge=0, description="Hoeveel mensen iemand meeneemt")
    toelichting: Tekst | None = None


class TeBeoordelen(Basis):
    """An answer that may not be what it seems; ``kenmerk`` tells it from others."""

    reden: Twijfel
    lid: Sleutel | None = None
    van: Tekst | None = Field(None, description="Wie de mail verstuurde")
    namens: Tekst | None = Field(None, description="Voor wie het antwoord zegt te zijn")
    keuze: Keuze | None = None
    moment: Moment | None = None
    toelichting: Tekst | None = None
    kenmerk: Tekst


class Antwoorden(Basis):
    """Every answer to one invitation."""

    antwoorden: tuple[Antwoord, ...] = ()
    te_beoordelen: tuple[TeBeoordelen, ...] = ()

    def van(self, email: str) -> Antwoord | None:
        """Return the answer of an address."""
        wanted = same_address(email)
        return next((one for one in self.antwoorden if same_address(one.email) == wanted), None)


NIEMAND = Antwoorden()
"""What there is before anybody answered."""
