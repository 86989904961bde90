"""The agenda annotated for the chair: from models and the ledger to a view."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from regietafel import dutch
from regietafel.documents.compose import (
    absent,
    attachment_title,
    attachments_of,
    compose_agenda,
    concept_label,
    meeting_facts,
    member_text,
    person_text,
    regieboek_name,
    version_text,
)
from regietafel.documents.compose_acties import waiting_text
from regietafel.documents.compose_open import open_actions
from regietafel.documents.richtext import parse_markdown
from regietafel.documents.views import Gegeven, StijlView
from regietafel.documents.views_regieboek import (
    Regieactie,
    RegieboekView,
    Regiepersonen,
    Regiepunt,
)
from regietafel.ledger.eigenaren import is_owner
from regietafel.ledger.stand import Stand
from regietafel.model.doel import doel_text
from regietafel.model.nummering import Genummerd
from regietafel.model.planning import Gepland, Planning, clock, plan
from regietafel.model.tafel import Lid, Tafel
from regietafel.model.vergadering import Komst, Vergadering

LABEL = "VERTROUWELIJK"
VOOR_WIE = "Alleen voor de voorzitter; geen vergaderstuk."
_VOET = "Vertrouwelijk. Alleen voor de voorzitter; hoort niet bij de vergaderstukken."
_LATE = ", te laat"


@dataclass(frozen=True)
class Actiebron:
    """The actions as they were before the meeting, with the tables that they are of.

    ``eigen`` is the name of the meeting's own table.
    """

    eigen: str
    standen: Sequence[Stand]
    tafels: Mapping[str, Tafel]


def compose_regieboek(
    tafel: Tafel, vergadering: Vergadering, stijl: StijlView, bron: Actiebron
) -> RegieboekView:
    """Return the agenda with what only its chair needs; ``bron`` is the ledger of that day."""
    planning = plan(vergadering)
    return RegieboekView(
        huisstijl=replace(stijl, vertrouwelijkheid=_VOET),
        documentnaam=regieboek_name(tafel, vergadering),
        label=LABEL,
        labeltekst=VOOR_WIE,
        titel=f"Regieboek {tafel.naam}",
        melding=compose_agenda(tafel, vergadering, stijl).melding,
        gegevens=tuple(_facts(tafel, vergadering, planning)),
        punten=tuple(_points(tafel, vergadering, planning, bron)),
        actiestand=_state_text(vergadering),
        personen=tuple(_people(tafel, vergadering, bron)),
    )


# ------------------------------------------------------------------ facts and clock


def _facts(tafel: Tafel, vergadering: Vergadering, planning: Planning) -> Iterator[Gegeven]:
    yield from meeting_facts(vergadering)
    yield Gegeven("Planning", planning_text(planning))
    away = "; ".join(absent(tafel, vergadering))
    version = version_text(vergadering.status, vergadering.versie)
    if away:
        yield Gegeven("Afwezig", away)
    if concept_label(vergadering.status):
        yield Gegeven("Agenda", f"concept, {version.lower()}" if version else "concept")


def planning_text(planning: Planning) -> str:
    """Return how the minutes of the points compare with those of the meeting, in one sentence."""
    total, planned = planning.beschikbaar, planning.gepland
    if total <= 0:
        return f"{_minutes(planned)} gepland."
    if planned == 0:
        return f"Er is nog geen tijd per punt gepland; de vergadering duurt {_minutes(total)}."
    if planned > total:
        return f"{_minutes(planned)} gepland, {planned - total} meer dan de {_minutes(total)} van de vergadering."
    said = f"{planned} van de {_minutes(total)} gepland"
    return f"{said}; {_rest(planning.zonder, total - planned)}."


def _rest(zonder: Sequence[str], left: int) -> str:
    """Return what the minutes that are left are for."""
    rest = _minutes(left) if left else "niets"
    if not zonder:
        return f"er blijft {rest} over"
    if len(zonder) == 1:
        return f"voor punt {zonder[0]} blijft {rest} over"
    return f"voor de punten {dutch.opsomming(zonder)} blijft samen {rest} over"


def _minutes(number: int) -> str:
    return "1 minuut" if number == 1 else f"{number} minuten"


def _clock_texts(vergadering: Vergadering, planning: Planning) -> Iterator[tuple[str, str]]:
    """Yield the time of each point, with the word before it.

    After a point without minutes that is a time that it can't be before.
    """
    for point in planning.punten:
        yield "" if point.zeker else "na", dutch.tijd(clock(vergadering.begin, point.begin))


# ------------------------------------------------------------------ points


def _points(
    tafel: Tafel, vergadering: Vergadering, planning: Planning, bron: Actiebron
) -> Iterator[Regiepunt]:
    papers = _papers(tafel, vergadering)
    clocks = _clock_texts(vergadering, planning)
    for planned, klok in zip(planning.punten, clocks, strict=True):
        stukken = papers.get(planned.punt.nummer, ())
        acties = _named_actions(planned.punt, vergadering.datum, bron)
        yield _point(tafel, planned, klok, tuple(stukken), acties)


def _point(
    tafel: Tafel,
    planned: Gepland,
    klok: tuple[str, str],
    stukken: tuple[str, ...],
    acties: tuple[Regieactie, ...],
) -> Regiepunt:
    point, punt = planned.punt, planned.punt.punt
    return Regiepunt(
        klokwoord=klok[0],
        klok=klok[1],
        nummer=point.nummer,
        titel=punt.titel,
        niveau=point.niveau,
        doel=doel_text(punt.doel),
        minuten=_minutes(planned.minuten) if planned.minuten else "",
        spreker=speaker_text(tafel, punt.spreker or ""),
        stukken=stukken,
        themas=tuple(thema.titel for thema in punt.themas),
        bespreekpunt=parse_markdown(punt.bespreekpunt),
        voorstel=parse_markdown(punt.voorstel),
        acties=acties,
        notitie=parse_markdown(punt.notitie),
    )


def speaker_text(tafel: Tafel, spreker: str) -> str:
    """Return a member by name and function, any other words as they are."""
    return member_text(tafel.find_lid(spreker), spreker)


def _papers(tafel: Tafel, vergadering: Vergadering) -> dict[str, list[str]]:
    """Return the papers by the number of their point."""
    found: dict[str, list[str]] = {}
    for paper in attachments_of(tafel, vergadering):
        note = " (wordt nagezonden)" if paper.bijlage.volgt else ""
        note = " (ingetrokken)" if paper.bijlage.ingetrokken else note
        text = f"{paper.nummer}. {attachment_title(paper, tafel)}{note}"
        found.setdefault(paper.puntnummer, []).append(text)
    return found


# ------------------------------------------------------------------ actions


def _named_actions(point: Genummerd, day: date, bron: Actiebron) -> tuple[Regieactie, ...]:
    named = set(point.punt.acties)
    return _actions([stand for stand in bron.standen if stand.nummer in named], day, bron.tafels)


def _actions(
    standen: Iterable[Stand], day: date, tafels: Mapping[str, Tafel]
) -> tuple[Regieactie, ...]:
    """Return what was born before the day and is still open: late first, then by deadline."""
    ordered = sorted(standen, key=lambda stand: _urgency(stand, day))
    found = (_action(stand, day, tafels) for stand in ordered if stand.tafel in tafels)
    return tuple(action for action in found if action)


def _urgency(stand: Stand, day: date) -> tuple[bool, date, str]:
    """Order late first, then by deadline; a next meeting that is still to come has no day yet."""
    coming = bool(stand.termijn and stand.termijn.volgende and not stand.te_laat(day))
    deadline = None if coming else stand.uiterlijk
    return not stand.te_laat(day), deadline or date.max, stand.nummer


def _action(stand: Stand, day: date, tafels: Mapping[str, Tafel]) -> Regieactie | None:
    shown = open_actions(tafels[stand.tafel], [stand], day, tafels)
    if not shown:
        return None
    (actie,) = shown
    waiting = waiting_text(stand, tafels)
    late = "te laat" if stand.te_laat(day) else ""
    return Regieactie(
        nummer=actie.nummer.replace("\n", " "),
        opmerking=", ".join(filter(None, (late, waiting))),
        tekst=actie.tekst,
        door=actie.door,
        termijn=actie.termijn.removesuffix(waiting).removesuffix("; ").removesuffix(_LATE),
        leeftijd=actie.leeftijd,
    )


# ------------------------------------------------------------------ people


def _state_text(vergadering: Vergadering) -> str:
    day = f"Stand op {dutch.datum(vergadering.datum)}."
    if _present_entries(vergadering):
        return day
    return f"{day} Wie er komt is nog niet ingevuld; hier staan alle leden met open acties."


def _present_entries(vergadering: Vergadering) -> bool:
    return any(e.komst is not Komst.AFWEZIG or e.vervanger for e in vergadering.aanwezigheid)


def _at_the_table(tafel: Tafel, vergadering: Vergadering) -> Iterator[tuple[Lid, str]]:
    """Yield the members at the table with how they are named; a replacement sits for a member.

    While nobody is known to come, that is everybody who is not known to stay away.
    """
    known = {entry.lid: entry for entry in vergadering.aanwezigheid}
    if not _present_entries(vergadering):
        yield from ((m, member_text(m, m.lid)) for m in tafel.leden if m.lid not in known)
        return
    for entry in vergadering.aanwezigheid:
        lid = tafel.find_lid(entry.lid)
        if lid is None or (entry.komst is Komst.AFWEZIG and not entry.vervanger):
            continue
        seat = member_text(lid, entry.lid)
        replaced = f"{person_text(entry.vervanger)}, vervangt {seat}" if entry.vervanger else seat
        yield lid, replaced + (" (digitaal)" if entry.komst is Komst.DIGITAAL else "")


def _people(tafel: Tafel, vergadering: Vergadering, bron: Actiebron) -> Iterator[Regiepersonen]:
    """Yield who has open actions, people with the same ones together: most late actions first."""
    own = [stand for stand in bron.standen if stand.tafel == bron.eigen]
    together: dict[tuple[Regieactie, ...], list[str]] = {}
    for lid, name in _at_the_table(tafel, vergadering):
        mine = [stand for stand in own if is_owner(tafel, lid, stand.door)]
        acties = _actions(mine, vergadering.datum, bron.tafels)
        if acties:
            together.setdefault(acties, []).append(name)
    for acties in sorted(together, key=_fewest_late_last):
        yield Regiepersonen(tuple(together[acties]), acties)


def _fewest_late_last(acties: tuple[Regieactie, ...]) -> int:
    return -sum(1 for actie in acties if actie.opmerking.startswith("te laat"))
