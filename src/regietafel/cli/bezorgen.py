"""Send a mailing that lies in ``verzonden/``: each address once, each step written down.

The line ``begin`` is on the disk before the server gets the message. So a run that is cut off
leaves an address either untouched or in doubt, and never sends twice by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from regietafel.cli.terminal import Progress, Refusal, show_findings
from regietafel.cli.werkplek import now
from regietafel.dossier.verzonden import append_regel, changed_since
from regietafel.ledger.bezorging import Rest
from regietafel.model.adres import same_address
from regietafel.model.zending import Bezorgregel, Stap, VerzondenBericht, Zending
from regietafel.outbound.mail import Mailbijlage, ascii_address, with_attachments
from regietafel.outbound.versturen import (
    Antwoord,
    GeenServerError,
    Postbode,
    Postserver,
    VerbrokenError,
    connected,
)

_PATIENCE = 2
"""Breaks one after the other; then the server is left alone until a next run."""


@dataclass(frozen=True)
class Levering:
    """What is left of a mailing (``plek`` is its folder), and who it comes from."""

    plek: Path
    rest: Rest
    van: str

    @property
    def zending(self) -> Zending:
        return self.rest.verzonden.zending

    def work(self) -> list[tuple[VerzondenBericht, list[str]]]:
        """Return each message with those of its addresses that still get it."""
        wanted = {*self.rest.adressen}
        chosen = [
            (bericht, [email for email in bericht.aan if same_address(email) in wanted])
            for bericht in self.zending.berichten
        ]
        return [(bericht, emails) for bericht, emails in chosen if emails]

    def note(self, email: str, antwoord: Antwoord) -> None:
        append_regel(self.plek, Bezorgregel(now(), antwoord.stap, email, antwoord.reden))


def send(levering: Levering, server: Postserver) -> str:
    """Send what is still to be sent; return why it stopped early, empty when it did not.

    A mailing of which a file is no longer as it was, or a server that can't be used at all, is a
    Refusal.
    """
    _require_unchanged(levering)
    bijlagen = [
        Mailbijlage(item.bestand, (levering.plek / item.bestand).read_bytes())
        for item in levering.zending.bestanden
        if not item.link
    ]
    todo, breaks, reason = levering.work(), 0, ""
    total = len(todo)
    while todo and breaks < _PATIENCE:
        before = len(todo)
        try:
            with connected(server) as postbode:
                _deliver_all(levering, postbode, todo, bijlagen)
        except VerbrokenError as error:
            breaks = breaks + 1 if before - len(todo) <= 1 else 1
            reason = str(error)
        except GeenServerError as error:
            if len(todo) == total:
                raise Refusal(f"{error} Er is niets verstuurd.") from None
            return str(error)
    return reason if todo else ""


def _deliver_all(
    levering: Levering,
    postbode: Postbode,
    todo: list[tuple[VerzondenBericht, list[str]]],
    bijlagen: Sequence[Mailbijlage],
) -> None:
    """Send messages and take them off the list; raises VerbrokenError when the server is gone."""
    progress, total = Progress(), len(todo)
    try:
        while todo:
            progress.step(total - len(todo), total, "Mail versturen")
            answer = _deliver(levering, postbode, todo[0], bijlagen)
            todo.pop(0)
            if answer.stap is Stap.ONZEKER:
                raise VerbrokenError(answer.reden)
    finally:
        progress.done()


def _require_unchanged(levering: Levering) -> None:
    found = list(changed_since(levering.plek, levering.zending))
    if found:
        show_findings(found)
        raise Refusal("Er is niets verstuurd: verbeter eerst de fouten hierboven.")


def _deliver(
    levering: Levering,
    postbode: Postbode,
    work: tuple[VerzondenBericht, list[str]],
    bijlagen: Sequence[Mailbijlage],
) -> Antwoord:
    """Send one message, write down what became of it, and return the last that the server said."""
    bericht, emails = work
    own = [bijlage for bijlage in bijlagen if bijlage.naam not in bericht.zonder]
    content = with_attachments((levering.plek / bericht.bestand).read_bytes(), own)
    wires = {email: ascii_address(email) for email in emails}
    refused = postbode.offer(ascii_address(levering.van), [*wires.values()], len(content))
    for email in emails:
        if wires[email] in refused:
            levering.note(email, refused[wires[email]])
    taken = [email for email in emails if wires[email] not in refused]
    for email in taken:
        levering.note(email, Antwoord(Stap.BEGIN))
    answer = postbode.deliver(content) if taken else Antwoord(Stap.GEWEIGERD)
    for email in taken:
        levering.note(email, answer)
    return answer
