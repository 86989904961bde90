"""Go on with mailings that were cut off, as they were written down and for whom still waits."""

from collections.abc import Iterator, Mapping, Sequence
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
from regietafel.model.adres import same_address
from regietafel.model.zending import Mailsoort


def to_go_on_with(geopend: Geopend, vraag: Vraag) -> Rest | None:
    """Return what an earlier run left, the oldest first; None where a new mailing is right.

    That is where the user asks for one, or names members none of whom is waiting. Members who are
    waiting can be named to go on with them alone. The options that a mailing was made with fit it;
    others are a Refusal.
    """
    left = [] if vraag.opnieuw else list(_left(geopend.dossier, vraag.soort))
    named = _named(geopend.dossier, vraag.aan) if left and vraag.aan else {}
    if named:
        left = [rest for rest in left if {*rest.adressen} & {*named}]
    if not left:
        return None
    rest = left[0]
    _require_same_options(rest, vraag)
    if not named:
        return rest
    _require_known(rest, named)
    return replace(rest, adressen=tuple(email for email in rest.adressen if email in named))


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


def _require_same_options(rest: Rest, vraag: Vraag) -> None:
    """Refuse options that a mailing was not made with: it goes out as it was written down."""
    made, asked = rest.verzonden.zending.gevraagd, vraag.gevraagd
    other = {
        "--toelichting": asked.toelichting and asked.toelichting != made.toelichting,
        "--bundel": asked.bundel and not made.bundel,
        "--bcc": asked.bcc and not made.bcc,
    }
    options = [option for option, differs in other.items() if differs]
    if options:
        raise Refusal(
            f"{rest.verzonden.naam} is nog niet helemaal verstuurd en gaat verder zoals bewaard. Typ de "
            f"opdracht zonder {dutch.opsomming(options)}, of verstuur met --opnieuw een nieuwe mail. Er "
            "is niets gedaan."
        )


def _require_known(rest: Rest, named: Mapping[str, str]) -> None:
    """Refuse members (names by address) of whom some wait for a mailing and some were never in it."""
    known = {same_address(one.email) for one in rest.verzonden.zending.aan}
    if not {*named} <= known:
        waiting = dutch.opsomming([name for email, name in named.items() if email in rest.adressen])
        raise Refusal(
            f"Aan {waiting} gaat {rest.verzonden.naam} nog; de anderen krijgen een nieuwe mail. Doe dat "
            "in twee keer, of verstuur met --opnieuw allen een nieuwe mail. Er is niets gedaan."
        )
