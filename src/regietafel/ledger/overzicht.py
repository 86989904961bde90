"""The actions of one table on a day, counted: where each stands, how old it is, who did what."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regietafel.ledger.boek import Boek
from regietafel.ledger.stand import Stand, Status, standen
from regietafel.model.gebeurtenis import Soort
from regietafel.model.tafel import Tafel

OFTEN = 2
"""How many times an action is carried over before a chair should know."""


@dataclass(frozen=True)
class Overzicht:
    """Every action of a table that was born up to ``peildatum``, in the order of their numbers.

    ``vorige`` is the day of the table's last meeting before it, None when there was none.
    """

    tafel: str
    peildatum: date
    vorige: date | None
    standen: tuple[Stand, ...]

    def met(self, *status: Status) -> tuple[Stand, ...]:
        """Return the actions in any of these states."""
        return tuple(stand for stand in self.standen if stand.status in status)

    @property
    def levend(self) -> tuple[Stand, ...]:
        """Return what is still to be done: open, or waiting for another table."""
        return self.met(Status.OPEN, Status.WACHT)

    @property
    def te_laat(self) -> tuple[Stand, ...]:
        """Return what is past its last day, longest first."""
        late = (stand for stand in self.levend if stand.te_laat(self.peildatum))
        return tuple(sorted(late, key=lambda stand: (stand.uiterlijk or date.max, stand.volgorde)))

    @property
    def gesloten_sinds(self) -> tuple[Stand, ...]:
        """Return what was closed after the previous meeting, the latest first.

        What was closed in that meeting itself was known there. Without one it is all that ever
        was closed.
        """
        since = self.vorige or date.min
        closed = [stand for stand in self.standen if stand.gesloten and stand.gesloten > since]
        return tuple(sorted(closed, key=_closing, reverse=True))

    @property
    def verschoven(self) -> tuple[Stand, ...]:
        """Return what is still to be done with a moved deadline, the most often moved first."""
        moved = (stand for stand in self.levend if stand.verschoven)
        return tuple(sorted(moved, key=lambda stand: (-len(stand.verschoven), stand.volgorde)))

    def stil(self, stand: Stand) -> int:
        """Return for how many days nothing happened to an action."""
        return (self.peildatum - stand.laatste).days

    def is_stil(self, stand: Stand) -> bool:
        """Tell whether nothing happened to an action since the previous meeting."""
        return stand.leeft and self.vorige is not None and stand.laatste <= self.vorige

    def langst_stil_eerst(self, standen: Iterable[Stand]) -> tuple[Stand, ...]:
        """Return actions with those to which nothing happened for longest first."""
        return tuple(sorted(standen, key=lambda stand: (stand.laatste, stand.volgorde)))


def _closing(stand: Stand) -> tuple[date, tuple[str, str, int]]:
    return stand.gesloten or date.min, stand.volgorde


def maak_overzicht(boek: Boek, tafel: str, peildatum: date) -> Overzicht:
    """Return the actions of a table as they were at the end of a day; nothing later is used."""
    found = standen(boek, peildatum).values()
    own = sorted((s for s in found if s.tafel == tafel), key=lambda stand: stand.volgorde)
    before = [day for day in boek.vergaderingen.get(tafel, ()) if day < peildatum]
    return Overzicht(tafel, peildatum, max(before, default=None), tuple(own))


# ------------------------------------------------------------------ classes


def tel(waarden: Iterable[int], grenzen: Sequence[int]) -> tuple[int, ...]:
    """Count values per class; a class ends at its limit, the last one has none.

    ``tel([5, 30, 31], (30, 90))`` gives ``(2, 1, 0)``.
    """
    counts = [0] * (len(grenzen) + 1)
    for waarde in waarden:
        counts[bisect_left(grenzen, waarde)] += 1
    return tuple(counts)


class Termijnklasse(StrEnum):
    """How an action stands to its deadline."""

    LANG = "lang te laat"
    LATER = "te laat"
    NET = "net te laat"
    LOOPT = "loopt"
    ZONDER = "zonder datum"


_MONTH, _QUARTER = 30, 90


def termijnklasse(stand: Stand, peildatum: date) -> Termijnklasse:
    """Return the class of one action: over 90 days late, over 30, less, not late, or undated."""
    if stand.uiterlijk is None:
        next_meeting = stand.termijn is not None and stand.termijn.volgende
        return Termijnklasse.LOOPT if next_meeting else Termijnklasse.ZONDER
    late = (peildatum - stand.uiterlijk).days
    if late <= 0:
        return Termijnklasse.LOOPT
    if late <= _MONTH:
        return Termijnklasse.NET
    return Termijnklasse.LATER if late <= _QUARTER else Termijnklasse.LANG


# ------------------------------------------------------------------ organisations


@dataclass(frozen=True)
class Organisatie:
    """What one organisation agreed to do.

    ``afgesproken`` is ``op_tijd + laat + zonder_datum + open + vervallen``; ``te_laat`` is the
    part of ``open`` that is past its last day. Waiting for another table counts as open.
    """

    naam: str
    afgesproken: int = 0
    op_tijd: int = 0
    laat: int = 0
    zonder_datum: int = 0
    open: int = 0
    te_laat: int = 0
    vervallen: int = 0


def organisaties_van(stand: Stand, tafel: Tafel) -> tuple[str, ...]:
    """Return who does an action: the organisation of a member, other words as they are."""
    members = [(owner, tafel.find_lid(owner)) for owner in stand.door]
    return tuple(dict.fromkeys(lid.organisatie if lid else owner for owner, lid in members))


def per_organisatie(overzicht: Overzicht, tafel: Tafel) -> tuple[Organisatie, ...]:
    """Count per organisation: most overdue first, then most open, then by name.

    An action of two organisations counts at each. Upper and lower case make no difference; an
    action without an owner counts under an empty name.
    """
    names: dict[str, str] = {}
    shares: dict[str, list[Stand]] = defaultdict(list)
    for stand in overzicht.standen:
        for name in organisaties_van(stand, tafel) or ("",):
            names.setdefault(name.casefold(), name)
            shares[name.casefold()].append(stand)
    counted = (_count(names[key], own, overzicht.peildatum) for key, own in shares.items())
    return tuple(sorted(counted, key=lambda o: (-o.te_laat, -o.open, o.naam.casefold())))


def _count(naam: str, standen_: Sequence[Stand], peildatum: date) -> Organisatie:
    done = [stand for stand in standen_ if stand.status is Status.AFGEROND]
    late = [stand for stand in done if days_over(stand) > 0]
    return Organisatie(
        naam=naam,
        afgesproken=len(standen_),
        op_tijd=sum(1 for stand in done if stand.uiterlijk and days_over(stand) == 0),
        laat=len(late),
        zonder_datum=sum(1 for stand in done if stand.uiterlijk is None),
        open=sum(1 for stand in standen_ if stand.leeft),
        te_laat=sum(1 for stand in standen_ if stand.te_laat(peildatum)),
        vervallen=sum(1 for stand in standen_ if stand.status is Status.VERVALLEN),
    )


def days_over(stand: Stand) -> int:
    """Return how many days after its last day an action was closed; 0 in time or undated."""
    if stand.gesloten is None or stand.uiterlijk is None:
        return 0
    return max((stand.gesloten - stand.uiterlijk).days, 0)


# ------------------------------------------------------------------ what to raise


class Reden(StrEnum):
    """Why the chair should raise an action, most pressing first."""

    TE_LAAT = "te laat"
    WACHT = "wacht"
    STIL = "stil"
    MEEGENOMEN = "meegenomen"


@dataclass(frozen=True)
class Dringend:
    """An action to raise, and why."""

    stand: Stand
    reden: Reden


def wacht_sinds(stand: Stand) -> date:
    """Return the day from which an action waits on another table."""
    forwarded = (v.datum for v in stand.levensloop if v.gebeurtenis.soort is Soort.DOORGEZET)
    return max(forwarded, default=stand.laatste)


_RANKED: dict[Reden, Callable[[Overzicht], Iterable[Stand]]] = {
    Reden.TE_LAAT: lambda o: o.te_laat,
    Reden.WACHT: lambda o: sorted(o.met(Status.WACHT), key=wacht_sinds),
    Reden.STIL: lambda o: o.langst_stil_eerst(s for s in o.levend if o.is_stil(s)),
    Reden.MEEGENOMEN: lambda o: sorted(
        (s for s in o.levend if s.keren >= OFTEN), key=lambda s: -s.keren
    ),
}


def dringend(overzicht: Overzicht, hoeveel: int) -> tuple[Dringend, ...]:
    """Return at most ``hoeveel`` actions to raise, each once: in turn one for every reason.

    They come out in the order of their reasons.
    """
    queues = {reden: iter(tuple(ranked(overzicht))) for reden, ranked in _RANKED.items()}
    chosen: dict[str, Dringend] = {}
    while queues and len(chosen) < hoeveel:
        for reden in list(queues):
            stand = _next_new(queues[reden], chosen)
            if stand is None:
                del queues[reden]
            elif len(chosen) < hoeveel:
                chosen[stand.nummer] = Dringend(stand, reden)
    order = list(Reden)
    return tuple(sorted(chosen.values(), key=lambda d: order.index(d.reden)))


def _next_new(queue: Iterator[Stand], chosen: dict[str, Dringend]) -> Stand | None:
    return next((stand for stand in queue if stand.nummer not in chosen), None)
