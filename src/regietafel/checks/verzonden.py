"""Rules about what members already have: its numbers stay, and nothing disappears without a word."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from regietafel import dutch
from regietafel.checks.controle import Controle, Plaats
from regietafel.findings import Finding, fout, waarschuwing
from regietafel.model.basis import TIJDZONE
from regietafel.model.nummering import GenummerdeBijlage, numbered_points
from regietafel.model.paginering import Blad, parse_blad
from regietafel.model.vastgelegd import same_title, source_of
from regietafel.model.zending import VerzondenStuk, Zending


def records(controle: Controle) -> Iterator[Finding]:
    """A mailing that says what cannot be: somebody changed it after it went out."""
    if controle.vastgelegd is None:
        return
    first: dict[str, str] = {}
    for zending in controle.vastgelegd.zendingen:
        day = dutch.datum(zending.moment.astimezone(TIJDZONE).date())
        for reason in _contradictions(zending, first):
            message = f"Wat hier van de mail van {day} is bewaard, klopt niet: {reason}. Zet zending.yaml terug zoals het was, bijvoorbeeld uit een reservekopie."
            yield fout(controle.folder / "verzonden", "zending-klopt-niet", message)
        first = {s.nummer: s.eerste or "" for s in zending.stukken} | first


def _contradictions(zending: Zending, first: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong in one mailing; ``first`` are the first pages that were sent before."""
    times = Counter(stuk.nummer for stuk in zending.stukken)
    yield from (f"bijlage {nummer} staat er {n} keer" for nummer, n in times.items() if n > 1)
    for stuk in zending.stukken:
        if parse_blad(stuk.eerste) is None:
            yield f"bijlage {stuk.nummer} heeft geen eerste bladzijde"
        elif first.get(stuk.nummer, stuk.eerste) != stuk.eerste:
            yield f"bijlage {stuk.nummer} begon eerder op bladzijde {first[stuk.nummer]}"


def shared_pages(controle: Controle) -> Iterator[Finding]:
    """Documents that went out with the same page number."""
    if controle.vastgelegd is None:
        return
    owner: dict[Blad, str] = {}
    for nummer, bladen in controle.vastgelegd.pages().van.items():
        name = f"bijlage {nummer}" if nummer else "de agenda"
        other = next((owner[blad] for blad in bladen if blad in owner), None)
        if other is not None:
            message = f"Volgens de bewaarde mails hebben {other} en {name} een zelfde bladzijde. Zet zending.yaml terug zoals het was, bijvoorbeeld uit een reservekopie."
            yield fout(controle.folder / "verzonden", "zending-klopt-niet", message)
        owner |= dict.fromkeys(bladen, name)


def points(controle: Controle) -> Iterator[Finding]:
    """A point that was sent and is gone, has another number or another title."""
    if controle.vastgelegd is None:
        return
    now = {point.nummer: point for point in numbered_points(controle.vergadering)}
    sent_numbers = {punt.nummer for punt in controle.vastgelegd.punten}
    for punt in controle.vastgelegd.punten:
        here = now.get(punt.nummer)
        if here is not None:
            if not same_title(here.punt.titel, punt.titel):
                message = f"Punt {punt.nummer} is verzonden als '{punt.titel}'. Is dit hetzelfde punt, meld de nieuwe titel dan in de nazending; is het een ander punt, zet het oude terug en geef dit een eigen nummer."
                keys = (*here.keys, "titel")
                yield waarschuwing(controle.vergaderpad, "verzonden-titel", message, keys)
            continue
        others = (p for n, p in now.items() if n not in sent_numbers)
        moved = next((p for p in others if same_title(p.punt.titel, punt.titel)), None)
        if moved is not None:
            message = f"Punt '{punt.titel}' is verzonden als {punt.nummer} en heet nu {moved.nummer}; zet het terug op zijn plaats, of geef het 'nummer: {punt.nummer}'."
            yield fout(controle.vergaderpad, "verzonden-nummer", message, moved.keys)
        else:
            message = f"Punt {punt.nummer} '{punt.titel}' is verzonden en staat niet meer op de agenda; zet het terug. Wordt het niet besproken, schrijf dat dan in de titel."
            yield fout(controle.vergaderpad, "verzonden-punt-weg", message, ("agenda",))


def attachments(controle: Controle) -> Iterator[Finding]:
    """A document that was sent and is gone, has another number or hangs under another point."""
    if controle.vastgelegd is None:
        return
    now = controle.attachments()
    by_number = {attachment.nummer: attachment for attachment in reversed(now)}
    for stuk in controle.vastgelegd.stukken:
        here = by_number.get(stuk.nummer)
        if here is None:
            yield _lost(controle, stuk, now)
        elif here.puntnummer != stuk.punt:
            message = f"Bijlage {stuk.nummer} is verzonden bij punt {stuk.punt} en staat nu bij punt {here.puntnummer}; zet haar terug. Hoort het stuk ook hier, verwijs er dan naar."
            path, keys = controle.place(here)
            yield fout(path, "verzonden-ander-punt", message, keys)


def _lost(controle: Controle, stuk: VerzondenStuk, now: Sequence[GenummerdeBijlage]) -> Finding:
    """Return what became of a document whose number is gone."""
    same = (a for a in now if stuk.bron and source_of(a.bijlage) == stuk.bron)
    moved = next(same, None)
    if moved is None:
        return _gone(controle, stuk)
    if moved.puntnummer == stuk.punt:
        message = f"Bijlage {moved.nummer} is verzonden als {stuk.nummer}; haal 'nummer: {moved.nummer}' weg of schrijf 'nummer: {stuk.nummer}'."
        path, keys = controle.place(moved, "nummer")
        return fout(path, "verzonden-nummer", message, keys)
    message = f"Dit stuk is verzonden als bijlage {stuk.nummer} bij punt {stuk.punt}; zet het daar terug. Hoort het bij punt {moved.puntnummer}, zet dan bij punt {stuk.punt} 'ingetrokken: ja' en stuur het hier onder een andere bestandsnaam mee."
    path, keys = controle.place(moved)
    return fout(path, "verzonden-ander-punt", message, keys)


def _gone(controle: Controle, stuk: VerzondenStuk) -> Finding:
    point = next((p for p in numbered_points(controle.vergadering) if p.nummer == stuk.punt), None)
    message = (
        f"Bijlage {stuk.nummer} '{stuk.titel}' is verzonden en staat niet meer op de agenda. Zet bij punt "
        f"{stuk.punt} terug: {_line(stuk)}. Vervalt het stuk, zet er dan 'ingetrokken: ja' bij; "
        f"vervangt een ander bestand het, geef dat dan 'nummer: {stuk.nummer}'."
    )
    keys = point.keys if point else ("agenda",)
    return fout(controle.vergaderpad, "verzonden-stuk-weg", message, keys)


def _line(stuk: VerzondenStuk) -> str:
    """Return the line of ``vergadering.yaml`` that names a document."""
    kind, _, name = (stuk.bron or "").partition("/")
    if not name:
        return f"'titel: {stuk.titel}' met 'volgt: ja'"
    key = {"bijlagen": "bestand", "stukken": "stuk"}.get(kind, "lijst_van")
    return f"'{key}: {name}'"


def order(controle: Controle) -> Iterator[Finding]:
    """Points and documents that stand in another order than members have them."""
    if controle.vastgelegd is None:
        return
    agenda, sent = controle.vergaderpad, controle.vastgelegd
    points_now = [(p.nummer, (agenda, p.keys)) for p in numbered_points(controle.vergadering)]
    attachments_now = [(a.nummer, controle.place(a)) for a in controle.attachments()]
    yield from _order("Punt", points_now, [p.nummer for p in sent.punten])
    yield from _order("Bijlage", attachments_now, [s.nummer for s in sent.stukken])


def _order(what: str, now: Sequence[tuple[str, Plaats]], sent: Sequence[str]) -> Iterator[Finding]:
    place = {nummer: n for n, nummer in enumerate(sent)}
    known = [(nummer, where) for nummer, where in now if nummer in place]
    for (first, _), (second, (path, keys)) in pairwise(known):
        if place[second] < place[first]:
            message = f"{what} {second} is verzonden vóór {first} en staat er nu achter; zet de volgorde terug zoals de leden haar hebben."
            yield fout(path, "verzonden-volgorde", message, keys)
