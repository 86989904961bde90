"""Who did not get a mail, or perhaps: what to say about it, and what to do."""

from collections.abc import Collection, Iterable, Iterator
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


def that_matter(dossier: Dossier) -> Iterator[tuple[Verzonden, set[str]]]:
    """Yield every mailing with the addresses for which it is the last of its kind.

    An address that a member no longer has does not matter any more.
    """
    here = {same_address(lid.email) for lid in dossier.tafel.leden if lid.email}
    last = last_for(dossier.verzonden)
    for verzonden in dossier.verzonden:
        zending = verzonden.zending
        theirs = {same_address(a.email): a.lid is None for a in zending.aan}
        yield (
            verzonden,
            {
                email
                for email, no_member in theirs.items()
                if last[zending.soort, email] is verzonden and (no_member or email in here)
            },
        )


def unsettled(dossier: Dossier, today: date) -> Iterator[Finding]:
    """Yield as warnings what is open in the last mailing of each kind to each address.

    What asks people to come matters until the day itself.
    """
    past = dossier.vergadering.datum < today
    for verzonden, emails in that_matter(dossier):
        if past and verzonden.zending.soort is not Mailsoort.VERSLAG:
            continue
        yield from as_warnings(about(dossier, verzonden, emails))


def as_warnings(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings about what was done before, for one who is doing something else."""
    return (replace(finding, severity=Severity.WAARSCHUWING) for finding in findings)
