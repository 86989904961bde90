"""Who did not get a mail, or perhaps: what to say about it, and what to do."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from regietafel.dossier.loading import Dossier
from regietafel.dossier.verzonden import BEZORGING, VERZONDEN
from regietafel.findings import Finding, Severity, fout, waarschuwing
from regietafel.ledger.bezorging import TWIJFEL, last_for, states
from regietafel.model.adres import same_address
from regietafel.model.zending import Mailsoort, Stap, Verzonden


def about(
    dossier: Dossier, verzonden: Verzonden, only: Collection[str] | None = None
) -> Iterator[Finding]:
    """Yield who did not get a mailing, or perhaps, and what to do; ``only`` of these addresses."""
    path = dossier.folder / VERZONDEN / verzonden.naam / BEZORGING
    command = f"regietafel mail {dossier.tafelnaam}/{dossier.naam} {verzonden.zending.soort}"
    again = f"{command} --verstuur"
    reasons = {same_address(regel.email): regel.reden for regel in verzonden.bezorging}
    for email, stap in states(verzonden).items():
        why = f" ({reasons[email]})" if reasons.get(email) else ""
        if only is not None and email not in only:
            continue
        if stap in TWIJFEL:
            message = (
                f"Of {email} de mail kreeg, is niet zeker{why}. Vraag het na. Kwam hij niet aan: "
                f"{again} --alsnog {email}. Kwam hij wel aan: {command} --aangekomen {email}"
            )
            yield fout(path, "mail-onzeker", message)
        elif stap is Stap.GEWEIGERD:
            message = (
                f"De mailserver weigert {email}{why}. Verbeter het adres in tafel.yaml en verstuur met "
                f"--aan, of probeer het opnieuw met: {again} --alsnog {email}"
            )
            yield fout(path, "mail-geweigerd", message)
        elif stap in {None, Stap.UITGESTELD}:
            message = f"{email} heeft de mail nog niet{why}; ga verder met: {again}"
            yield waarschuwing(path, "mail-niet-verstuurd", message)


def unsettled(dossier: Dossier, mailings: Sequence[Verzonden], today: date) -> Iterator[Finding]:
    """Yield as warnings what is open in the last mailing of each kind to each address.

    What asks people to come matters until the day itself; an address that was changed since, not
    at all.
    """
    past = dossier.vergadering.datum < today
    here = {same_address(lid.email) for lid in dossier.tafel.leden if lid.email}
    last = last_for(mailings)
    for verzonden in mailings:
        soort = verzonden.zending.soort
        if past and soort is not Mailsoort.VERSLAG:
            continue
        own = {email for email in here if last.get((soort, email)) is verzonden}
        for finding in about(dossier, verzonden, own):
            yield replace(finding, severity=Severity.WAARSCHUWING)
