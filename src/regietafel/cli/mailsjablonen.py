"""A mail from its two templates: as text and as HTML, from the customer's own where there are."""

from typing import Any

from regietafel.cli.terminal import Refusal
from regietafel.documents.sjabloontekst import TekstsjabloonError, render_text
from regietafel.documents.soorten import MAIL, Sjablonen
from regietafel.documents.web import WebsjabloonError, render_web
from regietafel.dossier.workspace import Werkmap
from regietafel.resources import templates


def render_mail(werkmap: Werkmap, soort: str, view: Any) -> tuple[str, str]:
    """Return the text and the HTML that ``soort/mail.txt`` and ``mail.html`` make of a view.

    A template that can't be used is a Refusal.
    """
    sjablonen = Sjablonen(werkmap.templates, templates())
    as_text, as_html = (_template(sjablonen, soort, name) for name in MAIL)
    try:
        return render_text(view, *as_text), render_web(view, *as_html).decode()
    except (TekstsjabloonError, WebsjabloonError) as error:
        raise Refusal(str(error)) from None


def _template(sjablonen: Sjablonen, soort: str, name: str) -> tuple[str, str]:
    """Return the text of a template and what messages call it."""
    path = sjablonen.find(soort, name)
    if path is None:
        raise Refusal(f"Er is geen sjabloon {soort}/{name}.")
    try:
        return path.read_text(encoding="utf-8"), f"{soort}/{name}"
    except UnicodeDecodeError:
        raise Refusal(
            f"{path} is niet als UTF-8 opgeslagen; kies bij opslaan de codering UTF-8."
        ) from None
