"""The drafts that ask for an answer, for those alone who gave none."""

from collections.abc import Sequence
from pathlib import Path

from regietafel.cli.terminal import Refusal, show, show_made
from regietafel.documents.compose_mail import Mailgegevens, compose_mail
from regietafel.documents.sjabloontekst import TekstsjabloonError, render_text
from regietafel.documents.soorten import Sjablonen
from regietafel.documents.web import WebsjabloonError, render_web
from regietafel.dossier.loading import Dossier
from regietafel.dossier.workspace import stays_inside
from regietafel.dossier.writing import write_atomic
from regietafel.findings import Finding, waarschuwing
from regietafel.model.tafel import Lid
from regietafel.model.zending import Mailsoort
from regietafel.outbound.mail import (
    AdresError,
    Mailadres,
    Mailbericht,
    compose_concept,
    is_usable,
    unusable_text,
)
from regietafel.outbound.uitnodiging import invited_name
from regietafel.resources import templates

_SOORT = "mail-herinnering"


def write_drafts(dossier: Dossier, leden: Sequence[Lid]) -> list[Finding]:
    """Write a draft for each of these members; return who can't be reached, and what lies there still.

    Raises a Refusal where none can be made.
    """
    folder = dossier.output / "herinneringen"
    if not stays_inside(dossier.werkmap.root, folder):
        raise Refusal(f"De map '{folder}' wijst naar een plek buiten de werkmap.")
    reachable = [lid for lid in leden if lid.email and is_usable(lid.email)]
    made = {folder / f"komt-u-{lid.lid}.eml": lid for lid in reachable}
    for path, lid in made.items():
        write_atomic(path, _draft(dossier, lid))
        show_made(path)
    if not made:
        show("Niemand hoeft een herinnering.")
    return [*_unreachable(dossier, leden), *_stale(folder, set(made))]


def _draft(dossier: Dossier, lid: Lid) -> bytes:
    sender = dossier.tafel.secretariaat
    view = compose_mail(
        dossier.tafel,
        dossier.vergadering,
        dossier.huisstijl,
        Mailgegevens(soort=Mailsoort.HERINNERING, lid=lid),
    )
    sjablonen = Sjablonen(dossier.werkmap.templates, templates())
    try:
        text = render_text(view, *_template(sjablonen, "mail.txt"))
        html = render_web(view, *_template(sjablonen, "mail.html")).decode()
        to = Mailadres(invited_name(lid), lid.email or "")
        return compose_concept(
            Mailbericht(Mailadres(sender.naam, sender.email), (to,), view.onderwerp, text, html)
        )
    except (TekstsjabloonError, WebsjabloonError, AdresError) as error:
        raise Refusal(str(error)) from None


def _template(sjablonen: Sjablonen, name: str) -> tuple[str, str]:
    """Return the text of a template and what messages call it."""
    path = sjablonen.find(_SOORT, name)
    if path is None:
        raise Refusal(f"Er is geen sjabloon {_SOORT}/{name}.")
    return path.read_text(encoding="utf-8", errors="replace"), f"{_SOORT}/{name}"


def _unreachable(dossier: Dossier, leden: Sequence[Lid]) -> list[Finding]:
    path = dossier.werkmap.table_folder(dossier.tafelnaam) / "tafel.yaml"
    places = {lid.lid: place for place, lid in enumerate(dossier.tafel.leden)}
    found = []
    for lid in leden:
        keys = ("leden", places[lid.lid])
        if lid.email is None:
            message = (
                f"'{lid.lid}' heeft geen e-mailadres en krijgt dus geen herinnering; vul email in."
            )
            found.append(waarschuwing(path, "lid-zonder-email", message, keys))
        elif not is_usable(lid.email):
            message = unusable_text(lid.email)
            found.append(waarschuwing(path, "email-onbruikbaar", message, (*keys, "email")))
    return found


def _stale(folder: Path, made: set[Path]) -> list[Finding]:
    """Return the drafts for members who answered meanwhile."""
    message = "Dit concept is van een eerdere keer; gooi het weg, zodat niemand het verstuurt."
    return [
        waarschuwing(path, "uit-verouderd", message)
        for path in sorted(folder.glob("komt-u-*.eml"))
        if path not in made
    ]
