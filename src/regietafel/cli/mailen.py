"""``regietafel mail``: a mail about a meeting, as a draft, sent, or written down as sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from regietafel import dutch
from regietafel.cli.bezorgen import Levering, send
from regietafel.cli.bezorgmeldingen import about
from regietafel.cli.mailberichten import Klaarbericht, Mailing, compose_messages, drafts, sender
from regietafel.cli.maillogin import post_server
from regietafel.cli.mailnamen import mail_name
from regietafel.cli.mailontvangers import Groep
from regietafel.cli.mailregister import book, keep, unfinished
from regietafel.cli.mailvoorbereiding import KALENDERSOORTEN, Vraag, prepare, require_fitting
from regietafel.cli.openen import Geopend, open_meeting, opened_alone
from regietafel.cli.stukken import output_path
from regietafel.cli.terminal import (
    OK,
    Refusal,
    as_json,
    show,
    show_made,
    show_table,
    tell,
)
from regietafel.cli.werkplek import now
from regietafel.documents.compose_mail import size_text
from regietafel.dossier.loading import Dossier
from regietafel.dossier.verzonden import VERZONDEN, append_regel, load_verzonden
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding, has_errors, waarschuwing
from regietafel.ledger.bezorging import TWIJFEL, states, to_send
from regietafel.model.adres import same_address
from regietafel.model.zending import Bezorgregel, Mailsoort, Stap, Verzonden
from regietafel.outbound.mail import AdresError, compose_concept
from regietafel.outbound.versturen import GeenServerError, Postserver, connected

_NOTHING_SENT = (
    "Er is niets verstuurd. Versturen kan met --verstuur; verstuurt u zelf, leg het dan vast met "
    "--vastleggen."
)
_WORDS = {
    Stap.BEZORGD: "bezorgd",
    Stap.GEWEIGERD: "geweigerd",
    Stap.UITGESTELD: "nog niet verstuurd",
    Stap.BEGIN: "onzeker",
    Stap.ONZEKER: "onzeker",
    None: "nog niet verstuurd",
}


def toon(name: str, vraag: Vraag, *, json: bool) -> int:
    """List who gets what and how large, and write the drafts into ``uit/``; return the exit code."""
    if vraag.soort in KALENDERSOORTEN:  # the version in the draft is kept
        with opened_alone(name) as geopend:
            return _toon(geopend, vraag, json=json)
    return _toon(open_meeting(name), vraag, json=json)


def _toon(geopend: Geopend, vraag: Vraag, *, json: bool) -> int:
    mailings = _mailings(geopend)
    left = _to_go_on_with(geopend, vraag, mailings)
    if left is not None:
        return _show_unfinished(geopend, left)
    moment = _moment(geopend.dossier)
    mailing, findings = prepare(geopend, vraag, mailings, moment)
    if json:
        show(as_json(_rows(mailing)))
    elif mailing.groepen:
        _list(mailing)
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
    return geopend.report([*findings, *_about_last(geopend, vraag, mailings)])


def zend(name: str, vraag: Vraag, again: Sequence[str]) -> int:
    """Send a mailing, or go on with one that was cut off; return the exit code.

    ``again`` are addresses that get a mailing once more although it may have arrived.
    """
    with opened_alone(name) as geopend:
        require_fitting(geopend.dossier, vraag.soort)
        server = _server(geopend.dossier)
        mailings = _mailings(geopend)
        left = _to_go_on_with(geopend, vraag, mailings)
        findings: list[Finding] = []
        if again:
            left, addresses = _in_question(mailings, vraag, again, refused=True)
        elif left is not None:
            addresses = list(to_send(left))
            tell(f"Verder met {left.naam}: nog {len(addresses)} van {len(left.zending.aan)}.")
        else:
            _probe(server)
            left, findings = _record(geopend, vraag, mailings, zelf=False)
            addresses = list(to_send(left)) if left else []
        if left is None:
            return geopend.report([*findings, *_about_last(geopend, vraag, mailings)])
        plek = geopend.dossier.folder / VERZONDEN / left.naam
        stopped = send(Levering(plek, left, addresses, sender(geopend.dossier).email), server)
        return _tell_result(geopend, left.naam, stopped, findings)


def leg_vast(name: str, vraag: Vraag) -> int:
    """Write down that the secretariat sent the draft itself; return the exit code."""
    with opened_alone(name) as geopend:
        mailings = _mailings(geopend)
        left = _to_go_on_with(geopend, vraag, mailings)
        if left is not None:
            raise Refusal(
                f"{left.naam} is nog niet helemaal verstuurd; ga daar eerst mee verder (--verstuur)."
            )
        made, findings = _record(geopend, vraag, mailings, zelf=True)
    if made is not None:
        place = geopend.dossier.folder / VERZONDEN / made.naam
        show_made(place, f"vastgelegd voor {_people(len(made.zending.aan))}")
    return geopend.report(findings)


def settle(name: str, vraag: Vraag, arrived: Sequence[str]) -> int:
    """Write down that addresses in doubt got a mailing after all; return the exit code."""
    with opened_alone(name) as geopend:
        found, addresses = _in_question(_mailings(geopend), vraag, arrived)
        for email in addresses:
            regel = Bezorgregel(now(), Stap.BEZORGD, email, "nagevraagd")
            append_regel(geopend.dossier.folder / VERZONDEN / found.naam, regel)
    return _tell_result(geopend, found.naam, "", [])


def _to_go_on_with(
    geopend: Geopend, vraag: Vraag, mailings: Sequence[Verzonden]
) -> Verzonden | None:
    """Return the mailing that was cut off; None where the user, or a later change, asks for a new one.

    An invitation for a time that has changed since goes to nobody any more.
    """
    left = None if vraag.opnieuw else unfinished(mailings, vraag.soort)
    if left is None or vraag.soort is not Mailsoort.UITNODIGING:
        return left
    from regietafel.cli.uitnodigen import last_change

    return left if last_change(geopend.dossier, now()) <= left.zending.moment else None


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


def _mailings(geopend: Geopend) -> tuple[Verzonden, ...]:
    return load_verzonden(geopend.dossier.werkmap, geopend.dossier.folder)[0]


def _server(dossier: Dossier) -> Postserver:
    return post_server(dossier.werkmap, dossier.instellingen.mail, sender(dossier).email)


def _probe(server: Postserver) -> None:
    """Refuse before anything is written down when the server can't be reached."""
    try:
        with connected(server):
            pass
    except GeenServerError as error:
        raise Refusal(f"{error} Er is niets verstuurd.") from None


def _record(
    geopend: Geopend, vraag: Vraag, mailings: Sequence[Verzonden], *, zelf: bool
) -> tuple[Verzonden | None, list[Finding]]:
    """Write a new mailing down; None when there is nobody left to get it."""
    moment = _moment(geopend.dossier)
    mailing, findings = prepare(geopend, vraag, mailings, moment)
    if has_errors(findings):
        geopend.report(findings)
        raise Refusal("Er is niets verstuurd: verbeter eerst de fouten hierboven.")
    if not mailing.groepen:
        return None, findings
    messages = _composed(mailing, bcc=vraag.bcc or zelf)
    boeking = book(geopend, mailing, messages, moment, zelf=zelf)
    return Verzonden(keep(geopend, boeking).name, boeking.zending), findings


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
    mailings: Sequence[Verzonden], vraag: Vraag, emails: Sequence[str], *, refused: bool = False
) -> tuple[Verzonden, list[str]]:
    """Return the last mailing of a kind in which these addresses are in doubt, or ``refused``."""
    wanted = [same_address(email) for email in emails]
    open_to_it = TWIJFEL | ({Stap.GEWEIGERD} if refused else set())
    for verzonden in reversed(mailings):
        known = states(verzonden)
        fits = verzonden.zending.soort is vraag.soort
        if fits and all(known.get(email) in open_to_it for email in wanted):
            return verzonden, wanted
    how = "die onzeker is of werd geweigerd" if refused else "waarvan onzeker is of zij aankwam"
    raise Refusal(
        f"Bij {dutch.opsomming(emails)} is geen mail '{vraag.soort}' {how}; er is niets gedaan."
    )


# ---------------------------------------------------------------------- what the user sees


def _rows(mailing: Mailing) -> list[dict[str, object]]:
    return [
        {
            "naam": one.naam,
            "adres": one.email,
            "bericht": groep.kalender.methode if groep.kalender else mailing.soort,
            "stukken": [stuk.naam for stuk in mailing.stukken_van(groep)],
            "bytes": _size(mailing, groep),
        }
        for groep in mailing.groepen
        for one in groep.ontvangers
    ]


def _size(mailing: Mailing, groep: Groep) -> int:
    """Return the bytes of the files that go with a mail, its calendar message included."""
    files = sum(len(bijlage.inhoud) for bijlage in mailing.bijlagen_van(groep))
    return files + (len(groep.kalender.inhoud) if groep.kalender else 0)


def _list(mailing: Mailing) -> None:
    rows = _rows(mailing)
    cells = [
        (str(row["naam"]), str(row["adres"]), size_text(int(str(row["bytes"])))) for row in rows
    ]
    show_table(("Naam", "Adres", "Omvang"), cells)
    for stuk in mailing.stukken:
        shown = stuk.as_shown()
        show(f"{shown.naam} ({shown.omvang}{', als link' if shown.link else ''})")


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
        show_made(path, _people(len(bericht.bcc) or len(bericht.aan)))
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


def _people(count: int) -> str:
    return "1 ontvanger" if count == 1 else f"{count} ontvangers"


def _show_unfinished(geopend: Geopend, left: Verzonden) -> int:
    show(f"{left.naam} is nog niet helemaal verstuurd: {_counted(left)}.")
    return geopend.report(about(geopend.dossier, left))


def _about_last(geopend: Geopend, vraag: Vraag, mailings: Sequence[Verzonden]) -> list[Finding]:
    """Return who perhaps did not get the last mailing of this kind; nothing when it is repeated."""
    own = [verzonden for verzonden in mailings if verzonden.zending.soort is vraag.soort]
    return list(about(geopend.dossier, own[-1])) if own and not vraag.opnieuw else []


def _counted(verzonden: Verzonden) -> str:
    """Return ``11 bezorgd, 1 geweigerd``."""
    words = [_WORDS[stap] for stap in states(verzonden).values()]
    return ", ".join(
        f"{words.count(word)} {word}" for word in dict.fromkeys(_WORDS.values()) if word in words
    )


def _tell_result(geopend: Geopend, name: str, stopped: str, findings: Sequence[Finding]) -> int:
    after = next(verzonden for verzonden in _mailings(geopend) if verzonden.naam == name)
    show(f"{name}: {_counted(after)}.")
    if stopped:
        tell(f"Het versturen is gestopt: {stopped.rstrip('.')}.")
    code = geopend.report([*findings, *about(geopend.dossier, after)])
    return code or (1 if stopped else OK)
