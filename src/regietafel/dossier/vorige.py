"""The same document at an earlier meeting of a table: what a state is compared with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from regietafel.dossier.stukken import STUKKEN, load_stukken
from regietafel.dossier.workspace import Werkmap
from regietafel.model.basis import parse_datum
from regietafel.model.stuk import VORIGE, Tekststuk


@dataclass(frozen=True)
class Eerder:
    """A document at an earlier meeting; ``stuk`` is None when its file can't be used."""

    folder: Path
    bestand: str
    stuk: Tekststuk | None

    @property
    def path(self) -> Path:
        return self.folder / STUKKEN / self.bestand

    @property
    def vergaderdag(self) -> date:
        return day_of(self.folder.name)

    @property
    def stand_op(self) -> date:
        """Return the day whose state it tells."""
        return self.stuk.stand_op(self.vergaderdag) if self.stuk else self.vergaderdag


def day_of(meeting: str) -> date:
    """Return the day of a meeting by the name of its folder."""
    return parse_datum(meeting[:10])


def earlier(werkmap: Werkmap, table: str, before: str, stuk: Tekststuk) -> Iterator[Eerder]:
    """Yield a document at the meetings before one, the latest first.

    It is the same when its kind is, and its title or the name of its file.
    """
    for folder in _folders_before(werkmap, table, before):
        found = load_stukken(werkmap, folder)
        known = {other.bestand for other in found.stukken}
        same = [other for other in found.stukken if is_same(other, stuk)]
        if same:
            yield Eerder(folder, same[0].bestand, same[0])
        elif stuk.bestand in found.aanwezig - known:
            yield Eerder(folder, stuk.bestand, None)


def _folders_before(werkmap: Werkmap, table: str, before: str) -> Iterator[Path]:
    for name in reversed(werkmap.meetings(table)):
        if name < before:
            yield werkmap.meeting_folder(table, name)


def is_same(one: Tekststuk, other: Tekststuk) -> bool:
    if one.soortmap != other.soortmap:
        return False
    titles = {" ".join(stuk.kop.titel.casefold().split()) for stuk in (one, other)}
    return len(titles) == 1 or one.bestand == other.bestand


def last_of_kind(werkmap: Werkmap, table: str, before: str, soortmap: str) -> list[Eerder]:
    """Return the documents of a kind at the last meeting before one that has any."""
    for folder in _folders_before(werkmap, table, before):
        texts = load_stukken(werkmap, folder).stukken
        own = [stuk for stuk in texts if stuk.soortmap == soortmap]
        if own:
            return [Eerder(folder, stuk.bestand, stuk) for stuk in own]
    return []


def named_previous(stuk: Tekststuk) -> date | None:
    """Return the day of the state that a document says it follows."""
    day = stuk.waarde(VORIGE)
    return day if isinstance(day, date) else None


def tells_of(eerder: Eerder, day: date) -> bool:
    """Tell whether a document is that of a day: its state's or its meeting's."""
    return day in {eerder.stand_op, eerder.vergaderdag}
