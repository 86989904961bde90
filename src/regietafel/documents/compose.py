"""From models to views: every word that a document says is chosen here."""

from collections.abc import Iterator
from datetime import date

from regietafel import dutch
from regietafel.documents.richtext import parse_markdown
from regietafel.documents.views import (
    Agendapuntview,
    Agendarij,
    AgendaView,
    Bijlageview,
    Gegeven,
    StijlView,
    Verwijzing,
)
from regietafel.model.doel import doel_text
from regietafel.model.instellingen import Huisstijl
from regietafel.model.nummering import (
    Genummerd,
    GenummerdeBijlage,
    numbered_attachments,
    numbered_points,
)
from regietafel.model.tafel import Agendavorm, Lid, Tafel
from regietafel.model.vergadering import (
    Aanwezigheid,
    Bijlage,
    Doorgang,
    Gast,
    Komst,
    Persoon,
    Status,
    Vergadering,
)

BIJLAGE = "regietafel:bijlage/"
"""Start of a link to an attachment inside the pack; ``pack`` turns it into a place there."""


def compose_stijl(huisstijl: Huisstijl, logo: bytes) -> StijlView:
    """Return the house style for a template; ``logo`` is a PNG, JPEG or SVG, or empty."""
    return StijlView(
        naam=huisstijl.naam,
        afdeling=huisstijl.afdeling,
        adresblok=huisstijl.adresblok,
        accentkleur=huisstijl.accentkleur,
        vertrouwelijkheid=huisstijl.vertrouwelijkheid or "",
        logo=logo,
    )


def compose_agenda(
    tafel: Tafel, vergadering: Vergadering, stijl: StijlView, *, gekoppeld: bool = False
) -> AgendaView:
    """Return the agenda; with ``gekoppeld`` its references are links for the pack."""
    attachments = attachments_of(tafel, vergadering)
    return AgendaView(
        huisstijl=stijl,
        documentnaam=agenda_name(tafel, vergadering),
        titel=vergadering.titel or f"Agenda {tafel.naam}",
        concept=concept_label(vergadering.status),
        versie=version_text(vergadering.status, vergadering.versie),
        melding=_notice(vergadering),
        gegevens=meeting_facts(vergadering),
        aanwezig=tuple(present(tafel, vergadering)),
        afwezig=tuple(absent(tafel, vergadering)),
        rijen=tuple(_agenda_rows(vergadering, attachments, gekoppeld)),
        punten=tuple(_agenda_points(vergadering, attachments, gekoppeld)),
        bijlagen=tuple(_attachment_line(a, tafel) for a in attachments),
    )


def agenda_name(tafel: Tafel, vergadering: Vergadering) -> str:
    return f"Agenda {tafel.kort} {dutch.datum(vergadering.datum)}"


def list_name(tafel: Tafel, vergadering: Vergadering) -> str:
    return f"Actie- en besluitenlijst {tafel.kort} {dutch.datum(vergadering.datum)}"


def regieboek_name(tafel: Tafel, vergadering: Vergadering) -> str:
    return f"Regieboek {tafel.kort} {dutch.datum(vergadering.datum)} (alleen voorzitter)"


def dashboard_name(tafel: Tafel, day: date) -> str:
    """Return the name of the dashboard for a meeting on a day."""
    return f"Dashboard {tafel.kort} {dutch.datum(day)}"


def attachments_of(tafel: Tafel, vergadering: Vergadering) -> list[GenummerdeBijlage]:
    """Return the numbered attachments in the numbering that goes with the table's form."""
    roman = tafel.agendavorm is Agendavorm.TOELICHTING
    return list(numbered_attachments(vergadering, romeins=roman))


def concept_label(status: Status) -> str:
    return "CONCEPT" if status is Status.CONCEPT else ""


def version_text(status: Status, versie: date | None) -> str:
    if versie is None or status is not Status.CONCEPT:
        return ""
    return f"Versie {dutch.datum(versie)}"


def _notice(vergadering: Vergadering) -> str:
    reason = f" Reden: {dutch.met_punt(vergadering.reden)}" if vergadering.reden else ""
    if vergadering.doorgang is Doorgang.GEANNULEERD:
        return f"Deze vergadering gaat niet door.{reason}"
    if vergadering.doorgang is Doorgang.VERPLAATST and vergadering.oorspronkelijke_datum:
        return dutch.verplaatst(vergadering.oorspronkelijke_datum) + reason
    return ""


def meeting_facts(vergadering: Vergadering) -> tuple[Gegeven, ...]:
    """Return what a member must find in two seconds: date, time, place, digital."""
    facts = (
        Gegeven("Datum", dutch.dag_en_datum(vergadering.datum)),
        Gegeven("Tijd", _time_text(vergadering)),
        Gegeven("Locatie", vergadering.plaats),
        Gegeven("Digitaal", _digital_text(vergadering)),
        Gegeven("Kenmerk", vergadering.kenmerk or ""),
    )
    return tuple(fact for fact in facts if fact.waarde)


def held_facts(vergadering: Vergadering) -> tuple[Gegeven, ...]:
    """Return the facts of a meeting that is over: no walk-in and no link any more."""
    return (
        Gegeven("Datum", dutch.dag_en_datum(vergadering.datum)),
        Gegeven("Tijd", dutch.tijdvak(vergadering.begin, vergadering.einde)),
        Gegeven("Locatie", vergadering.plaats),
    )


def _time_text(vergadering: Vergadering) -> str:
    text = dutch.tijdvak(vergadering.begin, vergadering.einde)
    if vergadering.inloop is None:
        return text
    note = f" {vergadering.inloop.toelichting}" if vergadering.inloop.toelichting else ""
    return f"{text} (inloop vanaf {dutch.tijd(vergadering.inloop.vanaf)} uur{note})"


def _digital_text(vergadering: Vergadering) -> str:
    if vergadering.digitaal is None:
        return ""
    parts = (vergadering.digitaal.toelichting, vergadering.digitaal.link)
    return (
        ": ".join(part.rstrip(":") for part in parts if part) or "deelname op afstand is mogelijk"
    )


def present(tafel: Tafel, vergadering: Vergadering) -> Iterator[str]:
    """Yield who comes, in the order of the attendance list; guests last."""
    for entry in vergadering.aanwezigheid:
        if entry.komst is not Komst.AFWEZIG or entry.vervanger:
            yield _attendance_text(tafel, entry)
    for guest in vergadering.gasten:
        if guest.komst is not Komst.AFWEZIG:
            yield _guest_text(guest)


def absent(tafel: Tafel, vergadering: Vergadering) -> Iterator[str]:
    """Yield who does not come and sends nobody."""
    for entry in vergadering.aanwezigheid:
        if entry.komst is Komst.AFWEZIG and not entry.vervanger:
            note = "" if entry.bericht else " (zonder bericht)"
            yield member_text(tafel.find_lid(entry.lid), entry.lid) + note


def _attendance_text(tafel: Tafel, entry: Aanwezigheid) -> str:
    seat = member_text(tafel.find_lid(entry.lid), entry.lid)
    digital = " (digitaal)" if entry.komst is Komst.DIGITAAL else ""
    if entry.vervanger is None:
        return seat + digital
    return f"{person_text(entry.vervanger)}, vervangt {seat}{digital}"


def _guest_text(guest: Gast) -> str:
    return person_text(guest) + (" (digitaal)" if guest.komst is Komst.DIGITAAL else "")


def member_text(lid: Lid | None, sleutel: str) -> str:
    """Return ``naam, functie, organisatie``; the short name when the table has no such member."""
    if lid is None:
        return sleutel
    return ", ".join(part for part in (lid.naam, lid.functie, lid.organisatie) if part)


def person_text(persoon: Persoon) -> str:
    parts = (persoon.naam, persoon.functie, persoon.organisatie)
    return ", ".join(part for part in parts if part)


def _agenda_rows(
    vergadering: Vergadering, attachments: list[GenummerdeBijlage], gekoppeld: bool
) -> Iterator[Agendarij]:
    above = ""
    for point in numbered_points(vergadering):
        references = _references(point, attachments, gekoppeld)
        above = point.nummer if point.niveau == 0 else above
        label = point.nummer if point.niveau == 0 else _letter(point.nummer, above)
        yield _row(label, point.punt.titel, point.niveau, doel_text(point.punt.doel), references)
        for thema in point.punt.themas:
            yield _row("", thema.titel, 2, doel_text(thema.doel), ())


def _row(
    nummer: str, titel: str, niveau: int, doel: str, references: tuple[Verwijzing, ...]
) -> Agendarij:
    text = ", ".join(reference.tekst for reference in references)
    shown = text or ("-" if doel else "")
    return Agendarij(nummer, titel, niveau, doel, references, shown)


def _letter(nummer: str, above: str) -> str:
    """Return ``a)`` for 3a: below its point, a sub-point shows its letter alone."""
    letters = nummer.removeprefix(above).lstrip("0123456789")
    return f"{letters or nummer})"


def _references(
    point: Genummerd, attachments: list[GenummerdeBijlage], gekoppeld: bool
) -> tuple[Verwijzing, ...]:
    own = [a for a in attachments if a.puntnummer == point.nummer]
    if not own and point.punt.bijlage:
        return (Verwijzing("Ja", ""),)
    return tuple(
        Verwijzing(_reference_text(a, point), f"{BIJLAGE}{a.nummer}" if gekoppeld else "")
        for a in own
    )


def _reference_text(attachment: GenummerdeBijlage, point: Genummerd) -> str:
    alone = len(point.punt.bijlagen) == 1
    note = _note(attachment.bijlage, "volgt")
    if note:
        return dutch.hoofdletter(note) if alone else f"{attachment.nummer} {note}"
    if attachment.nummer.isupper():
        return f"bijlage {attachment.nummer}"
    return "Ja" if alone and attachment.nummer == point.nummer else attachment.nummer


def _note(bijlage: Bijlage, volgt: str) -> str:
    """Return what is said of a document that is not there, in place of it."""
    if bijlage.ingetrokken:
        return "ingetrokken"
    return volgt if bijlage.volgt else ""


def _agenda_points(
    vergadering: Vergadering, attachments: list[GenummerdeBijlage], gekoppeld: bool
) -> Iterator[Agendapuntview]:
    for point in numbered_points(vergadering):
        references = _references(point, attachments, gekoppeld)
        yield Agendapuntview(
            nummer=point.nummer,
            titel=point.punt.titel,
            niveau=point.niveau,
            doel=doel_text(point.punt.doel),
            verwijzingen=references,
            bijlage=", ".join(reference.tekst for reference in references),
            bespreekpunt=parse_markdown(point.punt.bespreekpunt),
            toelichting=parse_markdown(point.punt.toelichting),
            themas=tuple(thema.titel for thema in point.punt.themas),
        )


def _attachment_line(attachment: GenummerdeBijlage, tafel: Tafel) -> Bijlageview:
    note = _note(attachment.bijlage, "wordt nagezonden")
    return Bijlageview(attachment.nummer, attachment_title(attachment, tafel), note)


def attachment_title(attachment: GenummerdeBijlage, tafel: Tafel) -> str:
    """Return the title of an attachment; without one, its file name or the list that it is."""
    bijlage = attachment.bijlage
    if bijlage.titel:
        return bijlage.titel
    if bijlage.bestand:
        return (bijlage.bestand.rpartition(".")[0] or bijlage.bestand).replace("_", " ")
    return f"Actie- en besluitenlijst {tafel.kort} {_folder_day(bijlage.lijst_van or '')}"


def _folder_day(name: str) -> str:
    try:
        return dutch.datum(date.fromisoformat(name[:10]))
    except ValueError:
        return name
