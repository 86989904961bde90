"""A mail about a meeting: from the table and the meeting to a view."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from regietafel import dutch
from regietafel.documents.compose import attachment_title, attachments_of
from regietafel.documents.views import Gegeven
from regietafel.documents.views_mail import Mailpunt, Mailstuk, MailView
from regietafel.model.instellingen import Huisstijl
from regietafel.model.nummering import numbered_points
from regietafel.model.tafel import Lid, Tafel
from regietafel.model.vergadering import Status, Vergadering
from regietafel.model.zending import Afspraak, Mailsoort

_MB, _KB = 1_000_000, 1000

_ONDERWERP: Mapping[Mailsoort, str] = {
    Mailsoort.UITNODIGING: "Uitnodiging {}",
    Mailsoort.AGENDA: "Agenda en stukken {}",
    Mailsoort.NAZENDING: "Nazending {}",
    Mailsoort.VERSLAG: "Actie- en besluitenlijst {}",
    Mailsoort.HERINNERING: "Herinnering: komt u naar {}?",
    Mailsoort.ANNULERING: "Vervallen: {}",
}


@dataclass(frozen=True)
class Aanvulling:
    """What a nazending brings, a line for each change; ``toegezegd`` if all of it was promised."""

    regels: tuple[str, ...]
    toegezegd: bool = False


@dataclass(frozen=True)
class Mailgegevens:
    """What a mail says besides what the meeting itself says.

    ``lid`` is who it is for, or ``naam`` for somebody who left; neither for all. ``uitnodiging`` is
    the appointment that is asked for, ``eerder`` what it was in earlier mails. ``gewijzigd`` is a
    change of an earlier mail, ``vertrokken`` a cancellation for this member alone. ``afspraak`` is whether a calendar message comes with it,
    ``volledig`` whether somebody gets the whole pack instead of what was added.
    """

    soort: Mailsoort
    stukken: tuple[Mailstuk, ...] = ()
    toelichting: str = ""
    lid: Lid | None = None
    naam: str = ""
    uitnodiging: Afspraak | None = None
    eerder: tuple[Afspraak, ...] = ()
    gewijzigd: bool = False
    vertrokken: bool = False
    afspraak: bool = False
    aanvulling: Aanvulling | None = None
    volledig: bool = False

    @property
    def voorlopig(self) -> bool:
        return self.uitnodiging is not None and self.uitnodiging.voorlopig


def mail_subject(tafel: Tafel, vergadering: Vergadering, gegevens: Mailgegevens) -> str:
    """Return ``Agenda en stukken PRT Drenthe 17 juli 2024``."""
    meeting = f"{tafel.kort} {dutch.datum(vergadering.datum)}"
    if gegevens.voorlopig:
        return f"Reservering {meeting}"
    pattern = "U bent afgemeld: {}" if gegevens.vertrokken else _ONDERWERP[gegevens.soort]
    subject = pattern.format(meeting)
    return f"Gewijzigd: {dutch.kleine_letter(subject)}" if gegevens.gewijzigd else subject


def compose_mail(
    tafel: Tafel, vergadering: Vergadering, huisstijl: Huisstijl, gegevens: Mailgegevens
) -> MailView:
    """Return a mail about a meeting, to one member or to all."""
    digital = vergadering.digitaal
    voorzitter = tafel.voorzitter()
    moved, reason = vergadering.oorspronkelijke_datum, vergadering.reden
    added = gegevens.aanvulling
    return MailView(
        onderwerp=mail_subject(tafel, vergadering, gegevens),
        accentkleur=huisstijl.accentkleur,
        organisatie=huisstijl.naam,
        aan=_to(tafel, gegevens),
        tafel=tafel.naam,
        kort=tafel.kort,
        datum=dutch.dag_en_datum(vergadering.datum),
        feiten=tuple(_facts(vergadering)),
        link=(digital.link or "") if digital else "",
        voorzitter=_chair(voorzitter) if voorzitter else "",
        tekst=_paragraphs(vergadering.uitnodigingstekst or ""),
        toelichting=_paragraphs(gegevens.toelichting),
        verplaatst=dutch.verplaatst(moved) if moved else "",
        reden=dutch.hoofdletter(dutch.met_punt(reason)) if reason else "",
        concept="" if gegevens.soort is Mailsoort.VERSLAG else _draft_text(vergadering),
        voorlopig="ja" if gegevens.voorlopig else "",
        gewijzigd="ja" if gegevens.gewijzigd else "",
        anders=_other_than_before(gegevens, moved),
        vertrokken="ja" if gegevens.vertrokken else "",
        afspraak="ja" if gegevens.afspraak else "",
        veranderd=added.regels if added else (),
        toegezegd="ja" if added and added.toegezegd else "",
        volledig="ja" if gegevens.volledig else "",
        agenda=tuple(_points(vergadering)),
        stukken=gegevens.stukken,
        nagezonden=_still_to_come(tafel, vergadering),
        afzender=tafel.secretariaat.naam,
        email=tafel.secretariaat.email,
        telefoon=tafel.secretariaat.telefoon or "",
        vertrouwelijkheid=huisstijl.vertrouwelijkheid or "",
    )


def _to(tafel: Tafel, gegevens: Mailgegevens) -> str:
    if gegevens.lid is not None:
        return gegevens.lid.naam or gegevens.lid.functie or gegevens.naam
    function, comma, _ = gegevens.naam.partition(", ")
    if comma:  # 'Burgemeester, gemeente Assen': nobody's name is known
        return dutch.kleine_letter(function)
    return gegevens.naam or f"leden van de {tafel.naam}"


def _chair(voorzitter: Lid) -> str:
    return voorzitter.naam or (f"de {voorzitter.functie}" if voorzitter.functie else "")


def _other_than_before(gegevens: Mailgegevens, moved: date | None) -> str:
    """Return a sentence about what members know otherwise from an earlier mail.

    That the day is another one than ``moved`` is said already.
    """
    now, earlier = gegevens.uitnodiging, gegevens.eerder
    if now is None:
        return ""
    changed = {
        "de datum": any(one.datum not in {now.datum, moved} for one in earlier),
        "de tijd": any((one.begin, one.einde) != (now.begin, now.einde) for one in earlier),
        "de plaats": any(one.plaats != now.plaats for one in earlier),
    }
    what = [name for name, other in changed.items() if other]
    verb = "is" if len(what) == 1 else "zijn"
    return (
        f"Let op: {dutch.opsomming(what)} {verb} anders dan in onze eerdere mail." if what else ""
    )


def _facts(vergadering: Vergadering) -> Iterator[Gegeven]:
    yield Gegeven("Datum", dutch.dag_en_datum(vergadering.datum))
    yield Gegeven("Tijd", dutch.tijdvak(vergadering.begin, vergadering.einde))
    if vergadering.inloop:
        since = f"vanaf {dutch.tijd(vergadering.inloop.vanaf)} uur"
        note = vergadering.inloop.toelichting
        yield Gegeven("Inloop", f"{since}, {note}" if note else since)
    yield Gegeven("Locatie", vergadering.plaats)
    if vergadering.digitaal:
        note = vergadering.digitaal.toelichting or "deelname op afstand is mogelijk"
        yield Gegeven("Digitaal", dutch.hoofdletter(note))


def _draft_text(vergadering: Vergadering) -> str:
    if vergadering.status is not Status.CONCEPT:
        return ""
    version = f", versie van {dutch.datum(vergadering.versie)}" if vergadering.versie else ""
    return f"De stukken zijn nog concept{version}."


def _points(vergadering: Vergadering) -> Iterator[Mailpunt]:
    for point in numbered_points(vergadering):
        yield Mailpunt(point.nummer, point.punt.titel, "ja" if point.niveau else "")


def _still_to_come(tafel: Tafel, vergadering: Vergadering) -> tuple[str, ...]:
    return tuple(
        f"{attachment.nummer}. {attachment_title(attachment, tafel)}"
        for attachment in attachments_of(tafel, vergadering)
        if attachment.bijlage.volgt
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return a text as paragraphs: an empty line comes between them."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def size_text(size: int) -> str:
    """Return ``1,2 MB`` or ``340 kB`` for a number of bytes, as file managers count them."""
    if size >= _MB:
        return f"{size / _MB:.1f} MB".replace(".", ",")
    return f"{max(size // _KB, 1)} kB"
