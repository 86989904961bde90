"""What the tool keeps about an invitation, and how that follows from the last time."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from regietafel.model.adres import same_address
from regietafel.model.basis import TIJDZONE
from regietafel.model.kalender import Genodigde, Uitnodigingsstand
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Vergadering
from regietafel.outbound.kalender import Tijdplaats, needs_new_sequence
from regietafel.outbound.uitnodiging import compose_kalenderpunt, invited_name

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def next_stand(
    tafel: Tafel,
    vergadering: Vergadering,
    stand: Uitnodigingsstand | None,
    uid: str,
    moment: datetime,
    *,
    voorlopig: bool | None = None,
) -> Uitnodigingsstand:
    """Return what to keep about the invitation; ``voorlopig`` None leaves that as it was.

    The first time it gets ``uid``. After a change of time, place or status the sequence goes up
    where RFC 5546, 2.1.4, asks for it; any other change gets a new stamp. Without a change
    everything stays, so that the file comes out the same.
    """
    before = stand.voorlopig if stand else False
    fresh = Uitnodigingsstand(
        uid=stand.uid if stand else uid,
        gemaakt=moment,
        datum=vergadering.datum,
        begin=vergadering.begin,
        einde=vergadering.einde,
        plaats=vergadering.plaats,
        voorlopig=before if voorlopig is None else voorlopig,
        vingerafdruk=_fingerprint(tafel, vergadering),
    )
    invited = _invited(tafel, moment)
    if stand is None:
        return fresh.model_copy(update={"genodigden": invited})
    return _following(stand, fresh, invited)


def _following(
    stand: Uitnodigingsstand, fresh: Uitnodigingsstand, invited: tuple[Genodigde, ...]
) -> Uitnodigingsstand:
    """Return the next version, ``stand`` itself when nothing changed."""
    known = {_key(one): one for one in stand.genodigden}
    gone = [one for one in stand.uitgenodigd if _key(one) not in map(_key, invited)]
    back = [one for one in invited if _key(one) in known and known[_key(one)].afgezegd]
    new = [one for one in invited if _key(one) not in known]
    same = _says(stand) == _says(fresh)
    if same and not (gone or back or new):
        return stand
    raised = stand.geannuleerd or needs_new_sequence(_tijdplaats(stand), _tijdplaats(fresh))
    number = max(stand.volgnummer + raised, *(known[_key(one)].volgnummer + 1 for one in back), 0)
    return fresh.model_copy(
        update={
            "volgnummer": number,
            "antwoord_vanaf": number if raised else stand.antwoord_vanaf,
            "genodigden": (
                *_numbered(invited, number, {} if gone or not same else known),
                *_left(stand, invited, max(number, stand.volgnummer + 1), fresh.gemaakt),
            ),
        }
    )


def _numbered(
    invited: tuple[Genodigde, ...], number: int, known: Mapping[str, Genodigde]
) -> Iterator[Genodigde]:
    """Yield who is invited; those in ``known`` get no message of this version."""
    for one in invited:
        old = known.get(_key(one))
        stays = old is not None and not old.afgezegd
        yield old if old and stays else one.model_copy(update={"volgnummer": number})


def _left(
    stand: Uitnodigingsstand, invited: tuple[Genodigde, ...], number: int, moment: datetime
) -> Iterator[Genodigde]:
    """Yield who is no longer invited: a cancellation for those who were until now."""
    here = {_key(one) for one in invited}
    for one in stand.genodigden:
        if _key(one) in here:
            continue
        told = {"afgezegd": True, "volgnummer": number, "gemaakt": moment}
        yield one if one.afgezegd else one.model_copy(update=told)


def cancelled_stand(stand: Uitnodigingsstand, moment: datetime) -> Uitnodigingsstand:
    """Return what to keep about a cancellation: one higher than the invitation (RFC 5546, 2.1.4)."""
    if stand.geannuleerd:
        return stand
    number = stand.volgnummer + 1
    told = {"volgnummer": number, "gemaakt": moment}
    people = tuple(one if one.afgezegd else one.model_copy(update=told) for one in stand.genodigden)
    return stand.model_copy(update={**told, "geannuleerd": True, "genodigden": people})


def _key(one: Genodigde) -> str:
    return same_address(one.email)


def _invited(tafel: Tafel, moment: datetime) -> tuple[Genodigde, ...]:
    """Return every member with an address, each address once and the secretariat not."""
    unique: dict[str, Genodigde] = {}
    own = same_address(tafel.secretariaat.email)
    for lid in tafel.leden:
        if lid.email and same_address(lid.email) != own:
            one = Genodigde(lid=lid.lid, naam=invited_name(lid), email=lid.email, gemaakt=moment)
            unique.setdefault(_key(one), one)
    return tuple(unique.values())


def _says(stand: Uitnodigingsstand) -> tuple[object, ...]:
    return stand.vingerafdruk, stand.voorlopig, stand.geannuleerd, _tijdplaats(stand)


def _fingerprint(tafel: Tafel, vergadering: Vergadering) -> str:
    """Return a short hash of everything that the invitation says, but for whom it is."""
    blank = Uitnodigingsstand(
        uid="-", gemaakt=_EPOCH, datum=vergadering.datum, begin=vergadering.begin,
        einde=vergadering.einde, plaats=vergadering.plaats,
    )  # fmt: skip
    links = vergadering.digitaal.links if vergadering.digitaal else ()
    point = replace(compose_kalenderpunt(tafel, vergadering, blank), deelnemers=())
    said = f"{point!r}{links!r}" if links else repr(point)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _tijdplaats(stand: Uitnodigingsstand) -> Tijdplaats:
    return Tijdplaats(
        datetime.combine(stand.datum, stand.begin, TIJDZONE),
        datetime.combine(stand.datum, stand.einde, TIJDZONE),
        stand.plaats,
        stand.voorlopig,
    )
