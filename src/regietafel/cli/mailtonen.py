"""What ``regietafel mail`` shows: who gets what, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace

from regietafel.cli.bezorgmeldingen import about, as_warnings, that_matter
from regietafel.cli.mailberichten import Mailing
from regietafel.cli.mailontvangers import Groep
from regietafel.cli.openen import Geopend
from regietafel.cli.terminal import OK, PROBLEMS, show, show_table, tell
from regietafel.documents.compose_mail import size_text
from regietafel.dossier.loading import Dossier
from regietafel.dossier.verzonden import load_verzonden
from regietafel.findings import Finding
from regietafel.ledger.bezorging import Rest, states
from regietafel.model.zending import Mailsoort, Stap, Verzonden

_WORDS = {
    Stap.BEZORGD: "bezorgd",
    Stap.GEWEIGERD: "geweigerd",
    Stap.UITGESTELD: "nog niet verstuurd",
    Stap.BEGIN: "onzeker",
    Stap.ONZEKER: "onzeker",
    None: "nog niet verstuurd",
}


def rows(mailing: Mailing) -> list[dict[str, object]]:
    return [
        {
            "naam": one.naam,
            "adres": one.email,
            "bericht": groep.kalender.methode if groep.kalender else mailing.soort,
            "stukken": [stuk.naam for stuk in mailing.stukken_van(groep)],
            "bytes": _size(mailing, groep),
        }
        for groep in mailing.groepen
        for one in groep.ontvangers
    ]


def _size(mailing: Mailing, groep: Groep) -> int:
    """Return the bytes of the files that go with a mail, its calendar message included."""
    files = sum(len(bijlage.inhoud) for bijlage in mailing.bijlagen_van(groep))
    return files + (len(groep.kalender.inhoud) if groep.kalender else 0)


def show_list(mailing: Mailing) -> None:
    cells = [
        (str(row["naam"]), str(row["adres"]), size_text(int(str(row["bytes"]))))
        for row in rows(mailing)
    ]
    show_table(("Naam", "Adres", "Omvang"), cells)
    for stuk in mailing.stukken:
        shown = stuk.as_shown()
        show(f"{shown.naam} ({shown.omvang}{', als link' if shown.link else ''})")


def people(count: int) -> str:
    return "1 ontvanger" if count == 1 else f"{count} ontvangers"


def show_left(rest: Rest) -> None:
    """Say how far a mailing is that was cut off."""
    known = rest.verzonden
    show(
        f"{known.naam} is nog niet helemaal verstuurd: {_counted(known)}. Met --verstuur gaat hij verder, "
        f"naar {people(len(rest.adressen))}."
    )


def _counted(verzonden: Verzonden) -> str:
    """Return ``11 bezorgd, 1 geweigerd``."""
    words = [_WORDS[stap] for stap in states(verzonden).values()]
    return ", ".join(
        f"{words.count(word)} {word}" for word in dict.fromkeys(_WORDS.values()) if word in words
    )


def tell_result(geopend: Geopend, rest: Rest, stopped: str, findings: Sequence[Finding]) -> int:
    """Say how far a mailing is now, and what is open; ``stopped`` is why a run ended early."""
    before = geopend.dossier
    dossier = replace(before, verzonden=load_verzonden(before.werkmap, before.folder)[0])
    after = next(each for each in dossier.verzonden if each.naam == rest.verzonden.naam)
    show(f"{after.naam}: {_counted(after)}.")
    if stopped:
        tell(f"Het versturen is gestopt: {stopped.rstrip('.')}.")
    code = geopend.report([*findings, *open_ends(dossier, after.zending.soort, after.naam)])
    return code or (PROBLEMS if stopped else OK)


def open_ends(dossier: Dossier, soort: Mailsoort, newest: str = "") -> list[Finding]:
    """Return who did not get a mail of this kind, or perhaps, and what to do.

    After a mailing went out (``newest`` is its name), what is open in others is a warning.
    """
    found: list[Finding] = []
    for verzonden, emails in that_matter(dossier):
        if verzonden.zending.soort is soort:
            own = about(dossier, verzonden, emails)
            found += own if newest in {"", verzonden.naam} else as_warnings(own)
    return found
