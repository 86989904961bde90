"""What went out: written before it goes, looked up before anything goes again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from regietafel.cli.mailberichten import Klaarbericht, Mailing, secretariat
from regietafel.cli.mailontvangers import Groep, Ontvanger
from regietafel.cli.openen import Geopend
from regietafel.dossier.verzonden import BERICHTEN, write_zending
from regietafel.ledger.bezorging import states
from regietafel.model.adres import same_address
from regietafel.model.zending import (
    Mailsoort,
    Verzonden,
    VerzondenBericht,
    VerzondenPunt,
    VerzondenStuk,
    Zending,
)
from regietafel.outbound.mail import Verzending, compose_bericht

MET_STUKKEN = frozenset({Mailsoort.AGENDA, Mailsoort.NAZENDING})
"""The kinds after which the numbers of points, documents and pages stay as they are."""


# ---------------------------------------------------------------------- who had it already


def without_double(
    mailing: Mailing, mailings: Iterable[Verzonden]
) -> tuple[Mailing, list[Ontvanger]]:
    """Return a mailing for those who did not get the same before, and those who did.

    Who may have got it, or was refused, is among the last: such an address gets nothing by itself.
    """
    earlier = [v for v in mailings if v.zending.soort is mailing.soort]
    kept: list[Groep] = []
    had: list[Ontvanger] = []
    for groep in mailing.groepen:
        mark = _mark(mailing, groep)
        seen = {email for v in earlier for email in _reached(v, mark)}
        had += [one for one in groep.ontvangers if one.sleutel in seen]
        rest = tuple(one for one in groep.ontvangers if one.sleutel not in seen)
        kept += [replace(groep, ontvangers=rest)] if rest else []
    return replace(mailing, groepen=tuple(kept)), had


def _mark(mailing: Mailing, groep: Groep) -> frozenset[str]:
    """Return the fingerprints of what some people get: their files and their calendar message."""
    files = {stuk.controlegetal for stuk in mailing.stukken_van(groep)}
    return frozenset(files | ({_hash(groep.kalender.inhoud)} if groep.kalender else set()))


def _reached(verzonden: Verzonden, mark: frozenset[str]) -> list[str]:
    """Return the addresses for which a mailing with these fingerprints was more than planned."""
    known = states(verzonden)
    reached = []
    for bericht in verzonden.zending.berichten:
        items = verzonden.zending.bestanden
        files = {item.sha256 for item in items if item.bestand not in bericht.zonder}
        same = files | ({bericht.kalender} if bericht.kalender else set()) == mark
        reached += [same_address(email) for email in bericht.aan] if same else []
    return [email for email in reached if known.get(email) is not None]


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


# ---------------------------------------------------------------------- written down


@dataclass(frozen=True)
class Boeking:
    """A mailing that is about to go: its record, and the contents of what the record names."""

    zending: Zending
    bestanden: Mapping[str, bytes]


def book(
    geopend: Geopend,
    mailing: Mailing,
    messages: Sequence[Klaarbericht],
    moment: datetime,
    *,
    zelf: bool,
) -> Boeking:
    """Return the record of a mailing; with ``zelf`` the secretariat sends it, or did."""
    files = {stuk.naam: stuk.inhoud for stuk in mailing.stukken}
    kept = []
    for number, message in enumerate(messages, 1):
        name = f"{BERICHTEN}/{number:02}-{_whose(message)}.eml"
        files[name] = _compose(mailing, message, moment)
        kept.append(
            VerzondenBericht(
                bestand=name,
                sha256=_hash(files[name]),
                aan=tuple(one.email for one in message.ontvangers),
                kalender=_hash(message.groep.kalender.inhoud) if message.groep.kalender else None,
                zonder=tuple(sorted(message.groep.zonder)),
            )
        )
    points, documents = _frozen(geopend, mailing.soort)
    zending = Zending(
        soort=mailing.soort,
        moment=moment,
        onderwerp=messages[0].bericht.onderwerp,
        versie=geopend.dossier.vergadering.versie,
        zelf_verstuurd=zelf,
        afspraak=mailing.afspraak,
        gevraagd=mailing.gevraagd,
        aan=tuple(one.as_kept() for one in mailing.ontvangers),
        bestanden=tuple(stuk.as_kept() for stuk in mailing.stukken),
        berichten=tuple(kept),
        punten=points,
        stukken=documents,
    )
    return Boeking(zending, files)


def _whose(message: Klaarbericht) -> str:
    first = message.ontvangers[0]
    return "allen" if len(message.ontvangers) > 1 else first.lid.lid if first.lid else "overig"


def _compose(mailing: Mailing, message: Klaarbericht, moment: datetime) -> bytes:
    """Return a message as it goes out, but for its attachments."""
    dossier = mailing.dossier
    addresses = ",".join(one.sleutel for one in message.ontvangers)
    mark = f"{dossier.tafelnaam}/{dossier.naam}/{mailing.soort}/{moment.isoformat()}/{addresses}"
    replies = secretariat(dossier)
    other = replies if replies != message.bericht.van else None
    return compose_bericht(message.bericht, Verzending(mark, moment, other, message.groep.kalender))


def _frozen(
    geopend: Geopend, soort: Mailsoort
) -> tuple[tuple[VerzondenPunt, ...], tuple[VerzondenStuk, ...]]:
    if soort not in MET_STUKKEN:
        return (), ()
    from regietafel.cli.verzondenstukken import frozen_documents

    return frozen_documents(geopend)


def keep(geopend: Geopend, boeking: Boeking) -> Path:
    """Write a mailing, and the version of the invitation that it carries; return its folder.

    The invitation comes first: without a mailing it goes out the same the next time.
    """
    if any(bericht.kalender for bericht in boeking.zending.berichten):
        from regietafel.cli.uitnodigen import onthoud

        onthoud(geopend, boeking.zending.moment)
    return write_zending(geopend.dossier.folder, boeking.zending, boeking.bestanden)
