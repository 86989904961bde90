"""A mailing as the mail command leaves it behind, for tests about what comes after it."""

import hashlib
from datetime import datetime
from pathlib import Path

from regietafel.cli.openen import load_meeting
from regietafel.cli.verzondenstukken import frozen_documents
from regietafel.dossier.verzonden import write_zending
from regietafel.dossier.workspace import Werkmap
from regietafel.model.zending import Mailsoort, VerzondenAan, VerzondenBestand, Zending

ASSEN = VerzondenAan(email="griffie@assen.example", naam="Assen", lid="assen")


def record_mailing(root: Path, naam: str, soort: Mailsoort, moment: datetime) -> Zending:
    """Keep the pack of a meeting (``tafel/datum``) as it is now, as sent to one member."""
    geopend = load_meeting(Werkmap(root), *naam.split("/"))
    punten, stukken = frozen_documents(geopend)
    sent = hashlib.sha256(b"agenda").hexdigest()
    zending = Zending(
        soort=soort,
        moment=moment,
        onderwerp="Agenda",
        zelf_verstuurd=True,
        aan=(ASSEN,),
        bestanden=(VerzondenBestand(bestand="agenda.txt", sha256=sent, grootte=6),),
        punten=punten,
        stukken=stukken,
    )
    write_zending(geopend.dossier.folder, zending, {"agenda.txt": b"agenda"})
    return zending
