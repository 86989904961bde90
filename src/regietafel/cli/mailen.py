"""``regietafel mail``: a mail about a meeting, as a draft, sent, or written down as sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from regietafel import dutch
from regietafel.cli.bezorgen import Levering, send
from regietafel.cli.mailberichten import Klaarbericht, Mailing, compose_messages, drafts, sender
from regietafel.cli.maillogin import post_server
from regietafel.cli.mailnamen import mail_name
from regietafel.cli.mailopdracht import Werk
from regietafel.cli.mailregister import book, keep
from regietafel.cli.mailtonen import open_ends, people, rows, show_left, show_list, tell_result
from regietafel.cli.mailvervolg import to_go_on_with
from regietafel.cli.mailvoorbereiding import KALENDERSOORTEN, Vraag, prepare, require_fitting
from regietafel.cli.openen import Geopend, open_meeting, opened_alone
from regietafel.cli.stukken import output_path
from regietafel.cli.terminal import (
    Interruption,
    Refusal,
    as_json,
    show,
    show_made,
    tell,
)
from regietafel.cli.werkplek import now
from regietafel.dossier.loading import Dossier
from regietafel.dossier.verzonden import VERZONDEN, append_regel
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding, has_errors, waarschuwing
from regietafel.ledger.bezorging import TWIJFEL, Rest, states, to_send
from regietafel.model.adres import same_address
from regietafel.model.zending import Bezorgregel, Stap, Verzonden
from regietafel.outbound.mail import AdresError, compose_concept
from regietafel.outbound.versturen import GeenServerError, Postserver, connected

_NOTHING_SENT = (
    "Er is niets verstuurd. Versturen kan met --verstuur; verstuurt u zelf, leg het dan vast met "
    "--vastleggen."
)


def run(name: str, werk: Werk, vraag: Vraag, adressen: Sequence[str]) -> int:
    """Do the one thing that is asked about a mail; return the exit code.

    ``adressen`` are those that get a mailing once more, or got it after all.
    """
    match werk:
        case Werk.KIJKEN | Werk.LIJST:
            return look(name, vraag, json=werk is Werk.LIJST)
        case Werk.VERSTUREN:
            return _send(name, vraag)
        case Werk.ALSNOG:
            return _send_again(name, vraag, adressen)
        case Werk.AANGEKOMEN:
            return _settle(name, vraag, adressen)
        case Werk.VASTLEGGEN:
            return _write_down(name, vraag)


def look(name: str, vraag: Vraag, *, json: bool) -> int:
    """List who gets what and how large, and write the drafts into ``uit/``."""
    if vraag.soort in KALENDERSOORTEN:  # the version in the draft is kept
        with opened_alone(name) as geopend:
            return _look_into(geopend, vraag, json=json)
    return _look_into(open_meeting(name), vraag, json=json)


def _look_into(geopend: Geopend, vraag: Vraag, *, json: bool) -> int:
    rest = to_go_on_with(geopend, vraag)
    if rest is not None:
        show_left(rest)
        return geopend.report(open_ends(geopend.dossier, vraag.soort))
    moment = _moment(geopend.dossier)
    mailing, findings = prepare(geopend, vraag, moment)
    if json:
        show(as_json(rows(mailing)))
    elif mailing.groepen:
        show_list(mailing)
        if has_errors(findings):
            tell("Er is geen concept gemaakt: verbeter eerst de fouten hieronder.")
            findings += _stale_draft(mailing)
        else:
            _write_drafts(mailing)
            _keep_version(geopend, mailing, moment)
            tell(_NOTHING_SENT)
    else:
        show("Niemand hoeft deze mail nog te krijgen.")
        findings += _stale_draft(mailing)
    return geopend.report([*findings, *_about_before(geopend, vraag)])


def _send(name: str, vraag: Vraag) -> int:
    """Send a mailing, or go on with what was cut off."""
    with opened_alone(name) as geopend:
        require_fitting(geopend.dossier, vraag.soort)
        server = _server(geopend.dossier)
        rest = to_go_on_with(geopend, vraag)
        findings: list[Finding] = []
        if rest is not None:
            count, everybody = len(rest.adressen), len(rest.verzonden.zending.aan)
            tell(f"Verder met {rest.verzonden.naam}: nog {count} van {everybody}.")
        else:
            _probe(server)
            rest, findings = _record(geopend, vraag, zelf=False)
        if rest is None:
            return geopend.report([*findings, *_about_before(geopend, vraag)])
        return _deliver(geopend, rest, server, findings)


def _send_again(name: str, vraag: Vraag, emails: Sequence[str]) -> int:
    """Send a mailing once more to addresses that perhaps got it, or were refused."""
    with opened_alone(name) as geopend:
        require_fitting(geopend.dossier, vraag.soort)
        server = _server(geopend.dossier)
        rest = _in_question(geopend.dossier, vraag, emails, refused=True)
        return _deliver(geopend, rest, server, [])


def _deliver(geopend: Geopend, rest: Rest, server: Postserver, findings: Sequence[Finding]) -> int:
    """Send, and tell what became of it, also when the user stops it."""
    plek = geopend.dossier.folder / VERZONDEN / rest.verzonden.naam
    try:
        stopped = send(Levering(plek, rest, sender(geopend.dossier).email), server)
    except KeyboardInterrupt:
        tell_result(geopend, rest, "", findings)
        raise Interruption(
            "Wie de mail nog niet kreeg, staat hierboven, met hoe u verdergaat."
        ) from None
    return tell_result(geopend, rest, stopped, findings)


def _write_down(name: str, vraag: Vraag) -> int:
    """Write down that the secretariat sent the draft itself."""
    with opened_alone(name) as geopend:
        left = to_go_on_with(geopend, vraag)
        if left is not None:
            raise Refusal(
                f"{left.verzonden.naam} is nog niet helemaal verstuurd; ga daar eerst mee verder "
                "(--verstuur)."
            )
        made, findings = _record(geopend, vraag, zelf=True)
    if made is not None:
        place = geopend.dossier.folder / VERZONDEN / made.verzonden.naam
        show_made(place, f"vastgelegd voor {people(len(made.verzonden.zending.aan))}")
    return geopend.report(findings)


def _settle(name: str, vraag: Vraag, arrived: Sequence[str]) -> int:
    """Write down that addresses in doubt got a mailing after all."""
    with opened_alone(name) as geopend:
        found = _in_question(geopend.dossier, vraag, arrived)
        for email in found.adressen:
            regel = Bezorgregel(now(), Stap.BEZORGD, email, "nagevraagd")
            append_regel(geopend.dossier.folder / VERZONDEN / found.verzonden.naam, regel)
        return tell_result(geopend, found, "", [])


def _about_before(geopend: Geopend, vraag: Vraag) -> list[Finding]:
    """Return who perhaps did not get an earlier mail of this kind; nothing when it is repeated."""
    return [] if vraag.opnieuw else open_ends(geopend.dossier, vraag.soort)


def _moment(dossier: Dossier) -> datetime:
    """Return the moment of a mailing: now, in whole seconds, and after all that went before.

    So no two mailings have one identity, and the stamp of a new calendar message is the moment of
    the mailing that carries it.
    """
    before = [verzonden.zending.moment for verzonden in dossier.verzonden]
    before += [dossier.uitnodiging.gemaakt] if dossier.uitnodiging else []
    return max([now().replace(microsecond=0), *(one + timedelta(seconds=1) for one in before)])


def _keep_version(geopend: Geopend, mailing: Mailing, moment: datetime) -> None:
    """Keep the version in a draft: whoever sends it by hand sends this identity and number."""
    if any(groep.kalender for groep in mailing.groepen):
        from regietafel.cli.uitnodigen import onthoud

        onthoud(geopend, moment)


def _server(dossier: Dossier) -> Postserver:
    return post_server(dossier.werkmap, dossier.instellingen.mail, sender(dossier).email)


def _probe(server: Postserver) -> None:
    """Refuse before anything is written down when the server can't be reached."""
    try:
        with connected(server):
            pass
    except GeenServerError as error:
        raise Refusal(f"{error} Er is niets verstuurd.") from None


def _record(geopend: Geopend, vraag: Vraag, *, zelf: bool) -> tuple[Rest | None, list[Finding]]:
    """Write a new mailing down and return it; None when there is nobody left to get it."""
    moment = _moment(geopend.dossier)
    mailing, findings = prepare(geopend, vraag, moment)
    if has_errors(findings):
        geopend.report(findings)
        raise Refusal("Er is niets verstuurd: verbeter eerst de fouten hierboven.")
    if not mailing.groepen:
        return None, findings
    messages = _composed(mailing, bcc=vraag.bcc or zelf)
    boeking = book(geopend, mailing, messages, moment, zelf=zelf)
    made = Verzonden(keep(geopend, boeking).name, boeking.zending)
    return Rest(made, to_send(made)), findings


def _composed(mailing: Mailing, *, bcc: bool) -> list[Klaarbericht]:
    """Return the messages; an address of the secretariat that can't be used is a Refusal."""
    messages = list(compose_messages(mailing, bcc=bcc))
    path = mailing.dossier.werkmap.table_folder(mailing.dossier.tafelnaam) / "tafel.yaml"
    try:
        for message in messages:
            compose_concept(message.bericht)
    except AdresError as error:  # those of the members were looked at
        raise Refusal(f"{path}: {error}") from None
    return messages


def _in_question(
    dossier: Dossier, vraag: Vraag, emails: Sequence[str], *, refused: bool = False
) -> Rest:
    """Return the last mailing of a kind in which these addresses are in doubt, or ``refused``."""
    wanted = tuple(same_address(email) for email in emails)
    open_to_it = TWIJFEL | ({Stap.GEWEIGERD} if refused else set())
    for verzonden in reversed(dossier.verzonden):
        known = states(verzonden)
        fits = verzonden.zending.soort is vraag.soort
        if fits and all(known.get(email) in open_to_it for email in wanted):
            return Rest(verzonden, wanted)
    how = "die onzeker is of werd geweigerd" if refused else "waarvan onzeker is of zij aankwam"
    raise Refusal(
        f"Bij {dutch.opsomming(emails)} is geen mail '{vraag.soort}' {how}; er is niets gedaan."
    )


def _write_drafts(mailing: Mailing) -> None:
    """Write each draft, and its words to copy for a program that takes no draft."""
    dossier, messages = mailing.dossier, _composed(mailing, bcc=True)
    for name, bericht, content in drafts(mailing, messages):
        for suffix, part in (
            ("txt", bericht.tekst.encode()),
            ("html", bericht.html.encode()),
            ("eml", content),
        ):
            path = output_path(dossier, name, suffix)
            write_atomic(path, part)
        show_made(path, people(len(bericht.bcc) or len(bericht.aan)))
    for stuk in mailing.stukken:
        if stuk.link:
            path = _upload_folder(mailing) / stuk.naam
            write_atomic(path, stuk.inhoud)
            show_made(path, f"zet dit neer op {stuk.link}")


def _stale_draft(mailing: Mailing) -> list[Finding]:
    """Return the draft of an earlier time, which is not to be sent any more."""
    path = output_path(mailing.dossier, mail_name(mailing.dossier, mailing.soort), "eml")
    message = "Dit concept is van een eerdere keer; gooi het weg, zodat niemand het verstuurt."
    return [waarschuwing(path, "uit-verouderd", message)] if path.exists() else []


def _upload_folder(mailing: Mailing) -> Path:
    return output_path(mailing.dossier, mail_name(mailing.dossier, mailing.soort), "x").with_suffix(
        ""
    )
