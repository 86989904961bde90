"""``regietafel herinner``: a mail draft for everybody with open actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from regietafel.cli.mailsjablonen import render_mail
from regietafel.cli.terminal import (
    Refusal,
    as_json,
    show,
    show_findings,
    show_made,
    show_table,
    tell,
)
from regietafel.cli.werkplek import chosen_day, open_table, open_workspace, output_folder
from regietafel.documents.compose import member_text
from regietafel.documents.compose_herinnering import compose_herinnering, count_text, late_count
from regietafel.dossier.grootboek import Grootboek, load_grootboek
from regietafel.dossier.lezen import load_file
from regietafel.dossier.workspace import Werkmap
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding, has_errors, hint, waarschuwing
from regietafel.ledger.boek import Bron, first_births
from regietafel.ledger.eigenaren import by_member, owners_outside
from regietafel.ledger.stand import Stand, Status, standen
from regietafel.model.gebeurtenis import Soort
from regietafel.model.instellingen import Huisstijl, Instellingen
from regietafel.model.tafel import Lid, Tafel
from regietafel.outbound.mail import (
    AdresError,
    Mailadres,
    Mailbericht,
    compose_concept,
    is_usable,
    unusable_text,
)

HERINNERING = "herinnering"


@dataclass(frozen=True)
class Ronde:
    """Everything that the reminders of one table are made from."""

    werkmap: Werkmap
    naam: str
    tafel: Tafel
    huisstijl: Huisstijl
    book: Grootboek
    dag: date

    @property
    def folder(self) -> Path:
        return self.werkmap.table_output(self.naam) / "herinneringen"

    @property
    def tafelpad(self) -> Path:
        return self.werkmap.table_folder(self.naam) / "tafel.yaml"

    def open_actions(self) -> list[Stand]:
        """Return what somebody at this table still has to do; what waits elsewhere is not that."""
        found = standen(self.book.boek, self.dag).values()
        return [s for s in found if s.tafel == self.naam and s.status is Status.OPEN]


@dataclass(frozen=True)
class Herinnering:
    """A member with an address, and the actions to be reminded of."""

    lid: Lid
    email: str
    acties: tuple[Stand, ...]

    @property
    def aan(self) -> Mailadres:
        """Return the address with the member's name, else what he is of what."""
        function = f"{self.lid.functie}, {self.lid.organisatie}"
        return Mailadres(self.lid.naam or function, self.email)


def run(table: str, peildatum: str, *, write: bool, json: bool) -> int:
    """List who gets a reminder, or write the drafts; return the exit code."""
    ronde = _open(table, chosen_day(peildatum))
    findings = ronde.book.about(ronde.werkmap.table_folder(ronde.naam))
    if write and has_errors(findings):
        show_findings(findings)
        raise Refusal("Er is niets geschreven: verbeter eerst de fouten hierboven.")
    reminders = list(_reminders(ronde))
    findings += [*_unreachable(ronde), *_without_address(ronde)]
    if write:
        findings += _write_all(ronde, reminders)
    elif json:
        show(as_json([_as_row(ronde, reminder) for reminder in reminders]))
    else:
        _list_all(ronde, reminders)
    return show_findings(ronde.book.bevindingen.locate(findings))


def _open(table: str, day: date) -> Ronde:
    werkmap = open_workspace()
    name = open_table(werkmap, table)
    book = load_grootboek(werkmap, werkmap.tables())
    settings = load_file(werkmap, werkmap.settings, Instellingen)
    tafel = book.tafels.get(name)
    if tafel is None or settings.model is None:
        show_findings([*book.bevindingen.findings, *settings.findings])
        raise Refusal("Er is niets gemaakt: verbeter eerst de fouten hierboven.")
    huisstijl = tafel.huisstijl or settings.model.huisstijl
    return Ronde(werkmap, name, tafel, huisstijl, book, day)


# ------------------------------------------------------------------ who gets what


def _reminders(ronde: Ronde) -> Iterator[Herinnering]:
    for name, own in by_member(ronde.tafel, ronde.open_actions()).items():
        lid = ronde.tafel.find_lid(name)
        if lid is not None and lid.email is not None and is_usable(lid.email):
            yield Herinnering(lid, lid.email, own)


def _without_address(ronde: Ronde) -> Iterator[Finding]:
    """Name the members with open actions who can't be reminded."""
    owners = by_member(ronde.tafel, ronde.open_actions())
    for index, lid in enumerate(ronde.tafel.leden):
        if lid.lid in owners and lid.email is None:
            message = (
                f"'{lid.lid}' heeft geen e-mailadres en krijgt dus geen herinnering; vul email in."
            )
            yield waarschuwing(ronde.tafelpad, "lid-zonder-email", message, ("leden", index))
        elif lid.lid in owners and lid.email is not None and not is_usable(lid.email):
            keys = ("leden", index, "email")
            message = unusable_text(lid.email)
            yield waarschuwing(ronde.tafelpad, "email-onbruikbaar", message, keys)


def _unreachable(ronde: Ronde) -> Iterator[Finding]:
    """Name the owners who are no members: they have no address here."""
    births = first_births(ronde.book.boek.geboorten, ronde.dag)
    for stand, place in owners_outside(ronde.tafel, ronde.open_actions()):
        bron = _source_of_owners(stand, births[stand.nummer].bron)
        message = (
            f"'{stand.door[place]}' (actie {stand.nummer}) is geen lid van deze tafel en krijgt "
            "dus geen herinnering; benader deze eigenaar zelf, of geef de actie aan een lid."
        )
        yield hint(bron.path, "eigenaar-zonder-adres", message, (*bron.keys, "door", place))


def _source_of_owners(stand: Stand, birth: Bron) -> Bron:
    """Return where the owners of today were written: at the last handing over, else at birth."""
    handed = [e for e in stand.levensloop if e.gebeurtenis.soort is Soort.OVERGEDRAGEN]
    return handed[-1].bron if handed else birth


# ------------------------------------------------------------------ the drafts


def _as_row(ronde: Ronde, reminder: Herinnering) -> dict[str, object]:
    return {
        "lid": reminder.lid.lid,
        "naam": member_text(reminder.lid, reminder.lid.lid),
        "adres": reminder.email,
        "open": len(reminder.acties),
        "te_laat": late_count(reminder.acties, ronde.dag),
        "acties": [stand.nummer for stand in reminder.acties],
    }


def _list_all(ronde: Ronde, reminders: list[Herinnering]) -> None:
    rows = [_as_row(ronde, reminder) for reminder in reminders]
    if not rows:
        show("Niemand hoeft een herinnering.")
        return
    names = ("naam", "adres", "open", "te_laat")
    show_table(
        ("Naam", "Adres", "Open", "Te laat"), [tuple(str(row[n]) for n in names) for row in rows]
    )
    tell("Er is niets geschreven. Met --schrijf maakt u deze mails als concept.")


def _write_all(ronde: Ronde, reminders: list[Herinnering]) -> list[Finding]:
    output_folder(ronde.werkmap, ronde.folder)
    for reminder in reminders:
        write_atomic(_path(ronde, reminder), _draft(ronde, reminder))
        count = count_text(len(reminder.acties), late_count(reminder.acties, ronde.dag))
        show_made(_path(ronde, reminder), count)
    if not reminders:
        show("Niemand hoeft een herinnering.")
    return _stale(ronde, reminders)


def _path(ronde: Ronde, reminder: Herinnering) -> Path:
    """Return where a draft goes; a short name is plain ASCII, so any mail program takes it."""
    return ronde.folder / f"herinnering-{ronde.dag}-{reminder.lid.lid}.eml"


def _draft(ronde: Ronde, reminder: Herinnering) -> bytes:
    try:
        return compose_concept(_message(ronde, reminder))
    except AdresError as error:  # that of the secretariat: the others were looked at
        raise Refusal(f"{ronde.tafelpad}: {error}") from None


def _message(ronde: Ronde, reminder: Herinnering) -> Mailbericht:
    view = compose_herinnering(
        ronde.tafel,
        reminder.lid,
        reminder.acties,
        ronde.dag,
        huisstijl=ronde.huisstijl,
        volgende=_next_meeting(ronde),
    )
    text, html = render_mail(ronde.werkmap, HERINNERING, view)
    sender = ronde.tafel.secretariaat
    return Mailbericht(
        van=Mailadres(sender.naam, sender.email),
        aan=(reminder.aan,),
        onderwerp=view.onderwerp,
        tekst=text,
        html=html,
    )


def _next_meeting(ronde: Ronde) -> date | None:
    days = ronde.book.boek.vergaderingen.get(ronde.naam, ())
    return next((day for day in days if day > ronde.dag), None)


def _stale(ronde: Ronde, reminders: list[Herinnering]) -> list[Finding]:
    """Return the drafts of an earlier time that still lie there."""
    from regietafel.cli.verouderd import outdated

    made = {_path(ronde, reminder) for reminder in reminders}
    left = [path for path in sorted(ronde.folder.glob("*.eml")) if path not in made]
    return outdated(left, "Dit concept is van een eerdere keer", "concepten van een eerdere keer")
