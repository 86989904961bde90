"""``uitnodiging.yaml``: what the tool keeps about the invitation of a meeting."""

from pydantic import Field

from regietafel.model.basis import Basis, Datum, JaNee, Moment, Tekst, Tijd


class Uitnodigingsstand(Basis):
    """The identity of a calendar event: it must outlive every change (RFC 5545, 3.8.4.7).

    ``volgnummer`` is SEQUENCE; the times and the place are those last invited for, so that a
    change that asks for a new answer can be told from another one (RFC 5546, 2.1.4).
    ``vingerafdruk`` tells any change from a repeat: only a change gets a new DTSTAMP.
    """

    uid: Tekst
    volgnummer: int = Field(0, ge=0)
    gemaakt: Moment
    datum: Datum
    begin: Tijd
    einde: Tijd
    plaats: Tekst
    geannuleerd: JaNee = False
    vingerafdruk: Tekst | None = Field(
        None, description="Kort kenmerk van alles wat de uitnodiging zegt"
    )
