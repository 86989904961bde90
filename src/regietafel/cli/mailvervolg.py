"""Go on with mailings that were cut off, as they were written down and for whom still waits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regietafel import dutch
from regietafel.cli.bezorgmeldingen import that_matter
from regietafel.cli.mailontvangers import members, only
from regietafel.cli.mailvoorbereiding import Vraag
from regietafel.cli.openen import Geopend
from regietafel.cli.terminal import Refusal
from regietafel.cli.werkplek import now
from regietafel.dossier.loading import Dossier
from regietafel.ledger.bezorging import Rest, to_send
from regietafel.model.zending import Mailsoort


def to_go_on_with(geopend: Geopend, vraag: Vraag) -> Rest | None:
    """Return what an earlier run left, the oldest first; None where a new mailing is right.

    That is where the user asks for one, or names members none of whom is waiting. Members who are
    waiting can be named to go on with them alone; anything else that is asked does not fit a
    mailing that was written down, and is a Refusal.
    """
    left = [] if vraag.opnieuw else list(_left(geopend.dossier, vraag.soort))
    if not left or not vraag.opties:
        return next(iter(left), None)
    named = _named(geopend.dossier, vraag.aan) if vraag.aan else {}
    waiting = {email for rest in left for email in rest.adressen}
    if named and not waiting & {*named}:
        return None
    _require_fitting(left, vraag, [name for email, name in named.items() if email in waiting])
    kept = (replace(rest, adressen=tuple(e for e in rest.adressen if e in named)) for rest in left)
    return next(rest for rest in kept if rest.adressen)


def _named(dossier: Dossier, names: Sequence[str]) -> dict[str, str]:
    """Return the members that the user named, each by address."""
    people = only(members(dossier)[0], names)
    return {one.sleutel: one.lid.lid for one in people if one.lid}


def _left(dossier: Dossier, soort: Mailsoort) -> Iterator[Rest]:
    """Yield what is left of mailings of a kind.

    An invitation for a time that has changed since goes to nobody any more, and nothing to an
    address that a member had before, or for which a later mailing was made.
    """
    for verzonden, emails in that_matter(dossier):
        waiting = tuple(email for email in to_send(verzonden) if email in emails)
        if verzonden.zending.soort is soort and waiting:
            rest = Rest(verzonden, waiting)
            if soort is not Mailsoort.UITNODIGING or _is_current(dossier, rest):
                yield rest


def _is_current(dossier: Dossier, rest: Rest) -> bool:
    from regietafel.cli.uitnodigen import last_change

    return last_change(dossier, now()) <= rest.verzonden.zending.moment


def _require_fitting(left: Sequence[Rest], vraag: Vraag, waiting: Sequence[str]) -> None:
    """Refuse what can't be asked of a mailing that was written down."""
    names = dutch.opsomming([rest.verzonden.naam for rest in left])
    others = [option for option in vraag.opties if option != "--aan"]
    if others:
        raise Refusal(
            f"{names} is nog niet helemaal verstuurd en gaat verder zoals bewaard. Typ de opdracht "
            f"zonder {dutch.opsomming(others)}, of verstuur met --opnieuw een nieuwe mail. Er is niets "
            "gedaan."
        )
    if len(waiting) < len({*vraag.aan}):
        raise Refusal(
            f"Aan {dutch.opsomming(waiting)} gaat {names} nog; de anderen krijgen een nieuwe mail. Doe "
            "dat in twee keer, of verstuur met --opnieuw allen een nieuwe mail. Er is niets gedaan."
        )
