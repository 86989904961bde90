"""A mail from its two templates: as text and as HTML, from the customer's own where there are."""

from pathlib import Path
from typing import Any

from regietafel.cli.terminal import Refusal
from regietafel.documents.sjabloontekst import render_text
from regietafel.documents.sjabloonvulling import Sjabloon, SjabloonvulError
from regietafel.documents.soorten import MAIL, MAILDELEN, Sjablonen
from regietafel.documents.web import render_web
from regietafel.dossier.workspace import Werkmap
from regietafel.resources import templates


def render_mail(werkmap: Werkmap, soort: str, view: Any) -> tuple[str, str]:
    """Return the text and the HTML that ``soort/mail.txt`` and ``mail.html`` make of a view.

    A template that can't be used is a Refusal.
    """
    sjablonen = Sjablonen(werkmap.templates, templates())
    as_text, as_html = (mail_template(sjablonen, soort, name) for name in MAIL)
    try:
        return render_text(view, as_text), render_web(view, as_html).decode()
    except SjabloonvulError as error:
        raise Refusal(str(error)) from None


def mail_template(sjablonen: Sjablonen, soort: str, name: str) -> Sjabloon:
    """Return a template of a mail with the pieces that all mails share (the folder ``_mail``)."""
    ending = Path(name).suffix
    shared = tuple(
        (f"{MAILDELEN}/{piece}", _text(sjablonen, MAILDELEN, piece))
        for piece in sjablonen.files(MAILDELEN)
        if piece.endswith(ending)
    )
    return Sjabloon(_text(sjablonen, soort, name), f"{soort}/{name}", shared)


def _text(sjablonen: Sjablonen, soort: str, name: str) -> str:
    path = sjablonen.find(soort, name)
    if path is None:
        raise Refusal(f"Er is geen sjabloon {soort}/{name}.")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refusal(
            f"{path} is niet als UTF-8 opgeslagen; kies bij opslaan de codering UTF-8."
        ) from None
