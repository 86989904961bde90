"""What the drafts of mails are called."""

from collections.abc import Iterator

from regietafel import dutch
from regietafel.dossier.loading import Dossier
from regietafel.model.zending import Mailsoort
from regietafel.outbound.berichtnamen import message_names


def mail_name(dossier: Dossier, soort: Mailsoort, *, volledig: bool = False) -> str:
    """Return ``Mail agenda PRT Drenthe 17 juli 2024``, the name of a draft.

    ``volledig`` is the one for who did not get an earlier mailing.
    """
    name = f"Mail {soort} {dossier.tafel.kort} {dutch.datum(dossier.vergadering.datum)}"
    return f"{name} (volledig)" if volledig else name


def mail_names(dossier: Dossier) -> Iterator[str]:
    """Yield the names that drafts of this meeting can have."""
    yield from (mail_name(dossier, soort) for soort in Mailsoort)
    yield mail_name(dossier, Mailsoort.NAZENDING, volledig=True)
    names = message_names(dossier.tafel, dossier.vergadering, dossier.uitnodiging)
    yield from (f"Mail {name}" for name in names)
