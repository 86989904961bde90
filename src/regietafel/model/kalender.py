"""``uitnodiging.yaml``: what the tool keeps about the invitation of a meeting."""

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field

from regietafel.model.basis import Basis, Datum, JaNee, Tekst, Tijd


def _parse_moment(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


class Uitnodigingsstand(Basis):
    """The identity of a calendar event: it must outlive every change (RFC 5545, 3.8.4.7).

    ``volgnummer`` is SEQUENCE; the times and the place are those last invited for, so that a
    change that asks for a new answer can be told from another one (RFC 5546, 2.1.4).
    ``vingerafdruk`` tells any change from a repeat: only a change gets a new DTSTAMP.
    """

    uid: Tekst
    volgnummer: int = Field(0, ge=0)
    gemaakt: Annotated[datetime, BeforeValidator(_parse_moment)]
    datum: Datum
    begin: Tijd
    einde: Tijd
    plaats: Tekst
    geannuleerd: JaNee = False
    vingerafdruk: Tekst | None = Field(
        None, description="Kort kenmerk van alles wat de uitnodiging zegt"
    )
