"""What calendar files are called."""

from collections.abc import Iterator

from regietafel import dutch
from regietafel.model.kalender import Uitnodigingsstand
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Doorgang, Vergadering


def message_name(tafel: Tafel, vergadering: Vergadering, what: str, lid: str = "") -> str:
    """Return the name of a calendar file, such as ``Uitnodiging PRT Drenthe 17 juli 2024``."""
    whose = f" ({lid})" if lid else ""
    return dutch.bestandsnaam(f"{what} {tafel.kort} {dutch.datum(vergadering.datum)}", whose)


def message_names(
    tafel: Tafel, vergadering: Vergadering, stand: Uitnodigingsstand | None
) -> Iterator[str]:
    """Yield the names of the calendar files that a meeting can have now."""
    cancelled = vergadering.doorgang is Doorgang.GEANNULEERD
    yield message_name(tafel, vergadering, "Afzegging" if cancelled else "Uitnodiging")
    for one in stand.laatsten if stand and not cancelled else ():
        what = "Afzegging" if one.afgezegd else "Uitnodiging"
        yield message_name(tafel, vergadering, what, one.lid)
