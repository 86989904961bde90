"""``uitnodiging.yaml``: what the tool keeps about the invitation of a meeting."""

from pydantic import Field

from regietafel.model.basis import Basis, Datum, Email, JaNee, Moment, Sleutel, Tekst, Tijd


class Genodigde(Basis):
    """Somebody who got an invitation, and the SEQUENCE of the last message to this address.

    ``afgezegd`` is somebody who left the table: that last message was a cancellation.
    """

    lid: Sleutel
    naam: Tekst
    email: Email
    volgnummer: int = Field(0, ge=0)
    gemaakt: Moment
    afgezegd: JaNee = False


class Uitnodigingsstand(Basis):
    """The identity of a calendar event: it must outlive every change (RFC 5545, 3.8.4.7).

    ``volgnummer`` is SEQUENCE; the times and the place are those last invited for, so that a
    change that asks for a new answer can be told from another one (RFC 5546, 2.1.4).
    ``vingerafdruk`` tells any change from a repeat: only a change gets a new DTSTAMP. Answers to
    ``antwoord_vanaf`` and higher numbers are about the time and place as they are now.
    """

    uid: Tekst
    volgnummer: int = Field(0, ge=0)
    gemaakt: Moment
    datum: Datum
    begin: Tijd
    einde: Tijd
    plaats: Tekst
    voorlopig: JaNee = False
    geannuleerd: JaNee = False
    antwoord_vanaf: int = Field(0, ge=0)
    vingerafdruk: Tekst | None = Field(
        None, description="Kort kenmerk van alles wat de uitnodiging zegt"
    )
    genodigden: tuple[Genodigde, ...] = ()

    @property
    def uitgenodigd(self) -> tuple[Genodigde, ...]:
        """Return who is invited now."""
        return tuple(one for one in self.genodigden if not one.afgezegd)

    @property
    def laatsten(self) -> tuple[Genodigde, ...]:
        """Return who the last version was for, also those it was a cancellation for."""
        return tuple(one for one in self.genodigden if one.gemaakt == self.gemaakt)
