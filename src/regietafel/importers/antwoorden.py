"""Calendar replies as attendance: whose answer it is, whether it is the newest, what is doubtful.

A reply is easy to forge, so it counts only when it names the event by its UID, the person is
invited (or named as a replacement), and the mail comes from that person (RFC 5546, 3.2.3 and 6).
Nothing is written here.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from regietafel.findings import Finding, hint, waarschuwing
from regietafel.importers.antwoordinhoud import Inhoud, read_inhoud
from regietafel.importers.kalendertekst import (
    Kalenderafspraak,
    OnleesbaarError,
    read_afspraken,
)
from regietafel.importers.postvak import Kalenderdeel, Post, read_post
from regietafel.model.adres import same_address
from regietafel.model.antwoord import Antwoord, Antwoorden, Keuze, TeBeoordelen, Twijfel
from regietafel.model.kalender import Genodigde, Uitnodigingsstand

_SLACK = timedelta(days=1)
"""How far the clock of somebody else may be ahead."""
_MAX_DOUBTS = 200
_DIGITAL = ("digitaal", "online", "teams", "webex", "op afstand", "videoverbinding")
_SUBSTITUTE = ("vervang", "in mijn plaats", "namens mij", "neemt voor mij waar")


@dataclass(frozen=True)
class Vraag:
    """What answers are compared with.

    ``elders`` names the other meetings of the workspace by UID, ``moment`` is now.
    """

    stand: Uitnodigingsstand
    bekend: Antwoorden
    moment: datetime
    elders: Mapping[str, str]


@dataclass(frozen=True)
class Oogst:
    """What reading gave: all answers as they are now, and which of them are new."""

    antwoorden: Antwoorden
    nieuw: tuple[Antwoord, ...]
    twijfels: tuple[TeBeoordelen, ...]
    ouder: int
    bevindingen: tuple[Finding, ...]


@dataclass
class _Boek:
    """The answers while they are being read, one after another."""

    vraag: Vraag
    antwoorden: dict[str, Antwoord]
    twijfels: dict[str, TeBeoordelen]
    nieuw: dict[str, Antwoord] = field(default_factory=dict)
    verdacht: list[TeBeoordelen] = field(default_factory=list)
    ouder: int = 0
    bevindingen: list[Finding] = field(default_factory=list)


def read_antwoorden(paths: Iterable[Path], vraag: Vraag) -> Oogst:
    """Read files and folders with replies; what they say comes with what was known.

    An answer older than the newest of the same address is left out, whatever the order of reading.
    """
    known = vraag.bekend
    book = _Boek(
        vraag,
        {same_address(one.email): one for one in known.antwoorden},
        {one.kenmerk: one for one in known.te_beoordelen},
    )
    later: list[tuple[Post, Inhoud]] = []
    for path in paths:
        for found in read_post(path):
            if isinstance(found, Finding):
                book.bevindingen.append(found)
            else:
                later += _own_replies(book, found)
    # Who hands over a seat comes before who takes it, also when the mail lies the other way round.
    for post, inhoud in sorted(later, key=lambda pair: _order(book, pair[1])):
        _judge(book, post, inhoud)
    return Oogst(
        Antwoorden(
            antwoorden=tuple(
                sorted(book.antwoorden.values(), key=lambda one: (one.lid, one.email))
            ),
            te_beoordelen=tuple(book.twijfels.values())[:_MAX_DOUBTS],
        ),
        tuple(book.nieuw.values()),
        tuple(book.verdacht),
        book.ouder,
        tuple(book.bevindingen),
    )


def _order(book: _Boek, inhoud: Inhoud) -> tuple[bool, float]:
    moment = inhoud.moment.timestamp() if inhoud.moment else 0.0
    return _invited(book, inhoud.adres) is None, moment


# ------------------------------------------------------------------ which messages are ours


def _own_replies(book: _Boek, post: Post) -> Iterator[tuple[Post, Inhoud]]:
    """Yield the answers about this meeting in a message; anything else is said."""
    ours = [one for part in post.delen for one in _events(book, post, part)]
    for event in ours:
        if event.methode in {"REPLY", "COUNTER"}:
            yield post, read_inhoud(event)
        else:
            _say_other(book, post, event)
    if not post.delen:
        _say_nothing(book, post)


def _events(book: _Boek, post: Post, part: Kalenderdeel) -> list[Kalenderafspraak]:
    """Return the events with our UID; a calendar part that can't be read is said."""
    try:
        events = read_afspraken(part.inhoud, part.charset, part.methode)
    except OnleesbaarError as error:
        code = "antwoord-te-groot" if "te groot" in str(error) else "antwoord-onleesbaar"
        if _is_near(book, post):
            _add(book, code, post, f"{error}; kijk er zelf naar.")
        return []
    ours = [one for one in events if one.tekst("UID").strip() == book.vraag.stand.uid]
    if not ours:
        _say_elsewhere(book, post, events)
    return ours


def _is_near(book: _Boek, post: Post) -> bool:
    """Tell whether a message is worth a word: it was handed over, or it is from somebody invited."""
    return post.los or any(_invited(book, address) for address in post.afzenders)


def _say_elsewhere(book: _Boek, post: Post, events: list[Kalenderafspraak]) -> None:
    uid = events[0].tekst("UID").strip() if events else ""
    other = book.vraag.elders.get(uid)
    if other:
        message = f"Dit antwoord hoort bij {other}; lees het daar in."
        _add(book, "antwoord-andere-vergadering", post, message)
    elif post.los:
        message = "Dit hoort niet bij deze vergadering; er is niets mee gedaan."
        _add(book, "antwoord-andere-vergadering", post, message)


def _say_other(book: _Boek, post: Post, event: Kalenderafspraak) -> None:
    what = event.methode[:20] or "zonder soort (METHOD)"
    message = f"Dit is geen antwoord maar een agendabericht {what}; er is niets mee gedaan."
    _add(book, "antwoord-anders", post, message)


def _say_nothing(book: _Boek, post: Post) -> None:
    if post.winmail and _is_near(book, post):
        message = "Het antwoord zit in winmail.dat, een vorm die alleen Outlook leest; open de mail en vul het in vergadering.yaml in."
        _add(book, "antwoord-winmail", post, message)
    elif post.los:
        message = "In deze mail zit geen agenda-antwoord; lees hem zelf en vul zo nodig vergadering.yaml in."
        _add(book, "antwoord-anders", post, message)


def _add(book: _Boek, code: str, post: Post, message: str) -> None:
    text = f"{post.waar}{message}"
    book.bevindingen.append(waarschuwing(post.bron, code, text[:1].upper() + text[1:]))


# ------------------------------------------------------------------ whose answer, and is it true


def _invited(book: _Boek, address: str) -> Genodigde | None:
    wanted = same_address(address)
    found = (one for one in book.vraag.stand.genodigden if same_address(one.email) == wanted)
    return next(found, None)


def _hander(book: _Boek, address: str) -> Antwoord | None:
    """Return the answer in which a member named this address as the replacement."""
    wanted = same_address(address)
    return next(
        (
            one
            for one in book.antwoorden.values()
            if one.vervanger and same_address(one.vervanger.email) == wanted
        ),
        None,
    )


def _judge(book: _Boek, post: Post, inhoud: Inhoud) -> None:
    """Take an answer in, or put it on the list of what a person has to judge."""
    invited = _invited(book, inhoud.adres)
    hander = None if invited else _hander(book, inhoud.adres)
    reason = _doubt(book, post, inhoud, invited, hander)
    if reason is not None:
        _put_aside(book, post, inhoud, reason, invited.lid if invited else None)
    elif inhoud.keuze is None:
        _add(book, "antwoord-anders", post, "Dit antwoord zegt niet of iemand komt; vraag het na.")
    else:
        lid = invited.lid if invited else hander.lid if hander else ""
        _take_in(book, post, _answer(book, inhoud, lid, als_vervanger=invited is None))
        if hander:
            _name_substitute(book, hander, inhoud.naam)


def _doubt(
    book: _Boek,
    post: Post,
    inhoud: Inhoud,
    invited: Genodigde | None,
    hander: Antwoord | None,
) -> Twijfel | None:
    """Return why an answer can't be taken as it is, None when it can."""
    further = hander is not None and inhoud.keuze is Keuze.VERVANGEN
    if inhoud.vreemd or inhoud.moment is None or further:
        return Twijfel.VREEMD
    if inhoud.moment > book.vraag.moment + _SLACK:
        return Twijfel.TOEKOMST
    if invited is None and hander is None:
        return Twijfel.GEEN_OPDRACHT if inhoud.namens else Twijfel.ONBEKENDE
    if invited is not None and invited.afgezegd:
        return Twijfel.NIET_MEER
    return _doubt_about_sender(post, inhoud)


def _doubt_about_sender(post: Post, inhoud: Inhoud) -> Twijfel | None:
    """Compare who sent the mail with who answers; of a file by itself no sender is known."""
    if not post.mail:
        return None
    if post.vervalst or len(post.van) != 1:
        return Twijfel.VERVALST
    own = same_address(inhoud.adres)
    if same_address(post.van[0]) == own:
        return None
    if post.doorgestuurd:
        return Twijfel.DOORGESTUURD
    return None if _is_assistant(post, inhoud) else Twijfel.ANDERE_AFZENDER


def _is_assistant(post: Post, inhoud: Inhoud) -> bool:
    """Tell whether the sender answers for a colleague (SENT-BY, RFC 5545, 3.2.18).

    Anybody can write SENT-BY, so only somebody of the same organisation is taken at that word.
    """
    sender = same_address(post.van[0])
    domain = same_address(inhoud.adres).rpartition("@")[2]
    return same_address(inhoud.door) == sender and sender.rpartition("@")[2] == domain


def _put_aside(book: _Boek, post: Post, inhoud: Inhoud, reason: Twijfel, lid: str | None) -> None:
    sender = ", ".join(post.van)[:200] or None
    moment = inhoud.moment
    said = f"{reason}|{sender}|{inhoud.adres}|{inhoud.keuze}|{moment}"
    mark = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]
    if mark in book.twijfels:
        return
    doubt = TeBeoordelen(
        reden=reason, lid=lid, van=sender, namens=inhoud.adres[:200] or None, keuze=inhoud.keuze,
        moment=moment, toelichting=inhoud.toelichting or None, kenmerk=mark,
    )  # fmt: skip
    book.twijfels[mark] = doubt
    book.verdacht.append(doubt)
    who = inhoud.adres[:200] or "onbekend"
    message = f"Het antwoord van {who} is niet overgenomen: {reason}. Vraag het na en vul het in vergadering.yaml in."
    _add(book, "antwoord-twijfel", post, message)


# ------------------------------------------------------------------ taking it in


def _answer(book: _Boek, inhoud: Inhoud, lid: str, *, als_vervanger: bool) -> Antwoord:
    if inhoud.keuze is None or inhoud.moment is None:  # pragma: no cover - judged before
        raise ValueError(lid)
    return Antwoord(
        lid=lid,
        email=inhoud.adres,
        keuze=inhoud.keuze,
        # Some calendars raise the number themselves; nobody can answer what was not asked yet.
        volgnummer=min(inhoud.volgnummer, book.vraag.stand.volgnummer),
        moment=inhoud.moment,
        als_vervanger=als_vervanger,
        vervanger=inhoud.vervanger,
        voorstel=inhoud.voorstel or None,
        begeleiders=inhoud.begeleiders,
        toelichting=inhoud.toelichting or None,
    )


def _take_in(book: _Boek, post: Post, new: Antwoord) -> None:
    key = same_address(new.email)
    old = book.antwoorden.get(key)
    if old is not None and (old.volgnummer, old.moment) >= (new.volgnummer, new.moment):
        book.ouder += old.moment != new.moment
        return
    if old is not None:
        new = new.model_copy(update={"email": old.email})  # written as it was before
    book.antwoorden[key] = book.nieuw[key] = new
    _remark(book, post, new)


def _name_substitute(book: _Boek, hander: Antwoord, naam: str) -> None:
    """Fill in the name of a replacement who was named by address only."""
    if hander.vervanger and not hander.vervanger.naam and naam:
        named = hander.vervanger.model_copy(update={"naam": naam})
        key = same_address(hander.email)
        book.antwoorden[key] = hander.model_copy(update={"vervanger": named})
        if key in book.nieuw:
            book.nieuw[key] = book.antwoorden[key]


def _remark(book: _Boek, post: Post, new: Antwoord) -> None:
    """Say what the secretary has to know about an answer that counts."""
    if new.volgnummer < book.vraag.stand.antwoord_vanaf:
        message = f"'{new.lid}' antwoordt op een oude versie van de uitnodiging ({new.keuze}); dat telt niet. Vraag of het ook voor de nieuwe tijd geldt."
        _add(book, "antwoord-oude-versie", post, message)
    if new.keuze is Keuze.TEGENVOORSTEL:
        message = f"'{new.lid}' stelt een andere tijd voor: {new.voorstel or 'niet te lezen'}. Overleg, of laat de tijd staan."
        _add(book, "antwoord-tegenvoorstel", post, message)
    said = (new.toelichting or "").lower()
    if not new.vervanger and any(word in said for word in _SUBSTITUTE):
        message = f"{post.waar}'{new.lid}' schrijft bij het antwoord iets over een vervanger; vul die zo nodig in bij aanwezigheid in vergadering.yaml."
        book.bevindingen.append(hint(post.bron, "antwoord-vervanger", message))
    if any(word in said for word in _DIGITAL):
        message = f"{post.waar}'{new.lid}' schrijft bij het antwoord iets over digitaal deelnemen; vul zo nodig 'komst: digitaal' in vergadering.yaml in."
        book.bevindingen.append(hint(post.bron, "antwoord-digitaal", message))
