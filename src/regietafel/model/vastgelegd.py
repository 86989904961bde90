"""What members have of a meeting, and the numbers that therefore stay.

Points are known again by their number in the file, else by their title; attachments by their
number in the file, else by their source, else by their title. What is new takes the next free number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, groupby
from string import ascii_lowercase

from regietafel.findings import Keys
from regietafel.model.nummering import HOOGST_ROMEINS, letters, numbered_points, roman
from regietafel.model.paginering import Uitgegeven, pages_sent
from regietafel.model.vergadering import Agendapunt, Bijlage, Onderdeel, Vergadering
from regietafel.model.zending import Mailsoort, VerzondenPunt, VerzondenStuk, Zending

BUNDELZENDINGEN = frozenset({Mailsoort.AGENDA, Mailsoort.NAZENDING})
"""The mailings after which numbers stay."""
_KLEIN = ascii_lowercase


@dataclass(frozen=True)
class Vastgelegd:
    """The points and documents that members have, each as it was sent last, in order."""

    zendingen: tuple[Zending, ...]
    punten: tuple[VerzondenPunt, ...]
    stukken: tuple[VerzondenStuk, ...]

    @cached_property
    def nummers(self) -> frozenset[str]:
        """The numbers of the points."""
        return frozenset(punt.nummer for punt in self.punten)

    @property
    def laatste(self) -> Zending:
        return self.zendingen[-1]

    def pages(self) -> Uitgegeven:
        """Return the page numbers that are taken."""
        return pages_sent(self.zendingen)


def what_was_sent(zendingen: Iterable[Zending]) -> Vastgelegd | None:
    """Return what the mailings with an agenda brought, oldest first; None when none of them did."""
    own = [zending for zending in zendingen if zending.soort in BUNDELZENDINGEN]
    if not own:
        return None
    newest_first = own[::-1]
    points = {p.nummer: p for zending in own for p in zending.punten}
    stukken = {s.nummer: s for zending in own for s in zending.stukken}
    order_of_points = dict.fromkeys(p.nummer for zending in newest_first for p in zending.punten)
    order = dict.fromkeys(s.nummer for zending in newest_first for s in zending.stukken)
    return Vastgelegd(
        tuple(own),
        tuple(points[nummer] for nummer in order_of_points),
        tuple(stukken[nummer] for nummer in order),
    )


def source_of(bijlage: Bijlage) -> str | None:
    """Return where a document comes from, as a mailing keeps it; None for one still to come."""
    if bijlage.bestand:
        return f"bijlagen/{bijlage.bestand}"
    if bijlage.stuk:
        return f"stukken/{bijlage.stuk}"
    return f"lijst_van/{bijlage.lijst_van}" if bijlage.lijst_van else None


def same_title(one: str | None, other: str | None) -> bool:
    """Tell whether titles are the same but for spaces and capitals."""
    return one is not None and other is not None and _plain(one) == _plain(other)


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


# -- points --------------------------------------------------------------------------------------


def freeze_points(vergadering: Vergadering, vastgelegd: Vastgelegd) -> Vergadering:
    """Return the meeting with its number on every point: as it was sent, else the next free one.

    A new part takes the next letter of its point. A new point counts on at the end; between others
    it takes the next letter of the one before it.
    """
    if not vastgelegd.punten:
        return vergadering
    now = vergadering.agenda
    parts_sent = {
        p: _above(p, vastgelegd) for p in vastgelegd.punten if _is_sent_part(p, vastgelegd, now)
    }
    tops = _matched(now, [p for p in vastgelegd.punten if p not in parts_sent])
    taken = {p.nummer for p in vastgelegd.punten} | {
        part.nummer for punt in now for part in (punt, *punt.onderdelen) if part.nummer
    }
    agenda: list[Agendapunt] = []
    for place, punt in enumerate(now):
        behind = agenda[-1].nummer if agenda and any(tops[place:]) else None
        nummer = tops[place] or _new_point(behind, taken)
        taken.add(nummer)
        parts = _freeze_parts(punt, nummer, parts_sent, taken)
        agenda.append(punt.model_copy(update={"nummer": nummer, "onderdelen": parts}))
    return vergadering.model_copy(update={"agenda": tuple(agenda)})


def _freeze_parts(
    punt: Agendapunt, nummer: str, parts_sent: Mapping[VerzondenPunt, str], taken: set[str]
) -> tuple[Onderdeel, ...]:
    sent = [part for part, above in parts_sent.items() if above == nummer]
    parts = []
    for part, known in zip(punt.onderdelen, _matched(punt.onderdelen, sent), strict=True):
        own = known or _next_letter(nummer, taken)
        taken.add(own)
        parts.append(part.model_copy(update={"nummer": own}))
    return tuple(parts)


def _above(punt: VerzondenPunt, vastgelegd: Vastgelegd) -> str:
    """Return the number of the point that a part was sent under: ``5a`` of ``5aa``; else nothing."""
    whole = punt.nummer
    start = len(whole.rstrip(_KLEIN))
    above = (whole[:end] for end in range(len(whole) - 1, max(start, 1) - 1, -1))
    return next((number for number in above if number in vastgelegd.nummers), "")


def _is_sent_part(punt: VerzondenPunt, vastgelegd: Vastgelegd, now: Sequence[Agendapunt]) -> bool:
    """Tell whether a sent point is a part of another: ``5a`` may also be a point between 5 and 6."""
    if any(part.nummer == punt.nummer for top in now for part in top.onderdelen):
        return True
    if not _above(punt, vastgelegd):
        return False
    return not any(same_title(punt.titel, top.titel) or punt.nummer == top.nummer for top in now)


def _matched(now: Sequence[Onderdeel], sent: Sequence[VerzondenPunt]) -> list[str | None]:
    """Return the number under which each point was sent, None for a new one."""
    found = [punt.nummer for punt in now]
    for place, punt in enumerate(now):
        same = (s.nummer for s in sent if s.nummer not in found and same_title(s.titel, punt.titel))
        found[place] = found[place] or next(same, None)
    return _matched_by_place(found, [s.nummer for s in sent])


def _matched_by_place(found: list[str | None], order: Sequence[str]) -> list[str | None]:
    """Fill in points with another title: as many as are missing between the same neighbours."""
    filled = list(found)
    for first, last in _gaps(found):
        left = _place(found[first - 1], order) if first else -1
        right = _place(found[last], order) if last < len(found) else len(order)
        if left is None or right is None:
            continue
        between = order[left + 1 : right]
        if len(between) == last - first and not {*between} & {*found}:
            filled[first:last] = between
    return filled


def _gaps(found: Sequence[str | None]) -> list[tuple[int, int]]:
    """Return where there is nothing, as start and end (exclusive) of each stretch."""
    gaps, place = [], 0
    for missing, stretch in groupby(found, key=lambda nummer: nummer is None):
        length = len(list(stretch))
        if missing:
            gaps.append((place, place + length))
        place += length
    return gaps


def _place(nummer: str | None, order: Sequence[str]) -> int | None:
    return order.index(nummer) if nummer in order else None


def _new_point(behind: str | None, taken: set[str]) -> str:
    """Return the number of a new point; ``behind`` is the one before it unless it comes last."""
    if behind is not None:
        return _next_letter(behind.rstrip(_KLEIN) or behind, taken)
    return str(max((int(nummer) for nummer in taken if nummer.isdecimal()), default=0) + 1)


def _next_letter(nummer: str, taken: set[str]) -> str:
    return next(new for n in count() if (new := f"{nummer}{letters(n)}") not in taken)


# -- attachments ---------------------------------------------------------------------------------


def freeze_attachments(
    vergadering: Vergadering, vastgelegd: Vastgelegd, *, romeins: bool
) -> Vergadering:
    """Return the meeting with its number on every attachment: as it was sent, else the next free one.

    With ``romeins`` new ones count on; otherwise they take the next rank under their point
    (``4b-1`` after ``4b``), and where that had none are counted as in a new agenda.
    """
    if not vastgelegd.stukken:
        return vergadering
    numbering = _Bijlagenummers(vastgelegd, vergadering, romeins)
    agenda = tuple(
        punt.model_copy(
            update={
                "bijlagen": numbering.number(punt, ("agenda", place)),
                "onderdelen": tuple(
                    part.model_copy(
                        update={
                            "bijlagen": numbering.number(part, ("agenda", place, "onderdelen", n))
                        }
                    )
                    for n, part in enumerate(punt.onderdelen)
                ),
            }
        )
        for place, punt in enumerate(vergadering.agenda)
    )
    return vergadering.model_copy(update={"agenda": agenda})


class _Bijlagenummers:
    """Gives attachments their numbers, one point after the other."""

    def __init__(self, vastgelegd: Vastgelegd, vergadering: Vergadering, romeins: bool) -> None:
        points = list(numbered_points(vergadering))
        own = {b.nummer for point in points for b in point.punt.bijlagen if b.nummer}
        self._punten: Mapping[Keys, str] = {point.keys: point.nummer for point in points}
        self._sent = vastgelegd.stukken
        self._taken = {stuk.nummer for stuk in vastgelegd.stukken} | own
        self._titles = {stuk.nummer: stuk.titel for stuk in vastgelegd.stukken}
        self._romeins = romeins

    def number(self, punt: Onderdeel, keys: Keys) -> tuple[Bijlage, ...]:
        boven = self._punten[keys]
        sent = [stuk for stuk in self._sent if stuk.punt == boven]
        known = _matched_attachments(punt.bijlagen, sent)
        numbered = []
        for place, bijlage in enumerate(punt.bijlagen):
            nummer = known[place] or self._new(boven, place, punt, fresh=not sent)
            self._taken.add(nummer)
            title = bijlage.titel or (self._titles.get(nummer) if bijlage.ingetrokken else None)
            numbered.append(bijlage.model_copy(update={"nummer": nummer, "titel": title}))
        return tuple(numbered)

    def _new(self, boven: str, place: int, punt: Onderdeel, *, fresh: bool) -> str:
        if self._romeins:
            known = (n for n in range(1, HOOGST_ROMEINS + 1) if roman(n) in self._taken)
            return roman(max(known, default=0) + 1)
        usual = boven if len(punt.bijlagen) == 1 else f"{boven}-{place + 1}"
        if fresh and usual not in self._taken:
            return usual
        start = f"{boven}-"
        ranks = (n[len(start) :] for n in self._taken if n.startswith(start))
        return f"{start}{max((int(r) for r in ranks if r.isdecimal()), default=0) + 1}"


def _matched_attachments(now: Sequence[Bijlage], sent: Sequence[VerzondenStuk]) -> list[str | None]:
    """Return the number under which each attachment was sent, None for a new one."""
    found = [bijlage.nummer for bijlage in now]

    def take(place: int, candidates: Iterable[VerzondenStuk]) -> None:
        free = (stuk.nummer for stuk in candidates if stuk.nummer not in found)
        found[place] = found[place] or next(free, None)

    for place, bijlage in enumerate(now):
        source = source_of(bijlage)
        take(place, (stuk for stuk in sent if source and stuk.bron == source))
    for place, bijlage in enumerate(now):
        take(place, (stuk for stuk in sent if same_title(stuk.titel, bijlage.titel)))
    promised = [stuk for stuk in sent if stuk.bron is None and stuk.nummer not in found]
    if found.count(None) == len(promised) == 1:
        take(found.index(None), promised)
    return found
