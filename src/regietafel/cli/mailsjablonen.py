"""A mail from its two templates: as text and as HTML, from the customer's own where there are."""

from typing import Any

from regietafel.cli.tekstsjablonen import text_template
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
    return text_template(sjablonen, soort, name, MAILDELEN)
