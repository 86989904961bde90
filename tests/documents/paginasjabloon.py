"""The template of a page with the frame that pages share."""

from regietafel.documents.sjabloonvulling import Sjabloon

from .tekstdocument import TEMPLATES

KADER = (("_pagina/kader.html", (TEMPLATES / "_pagina/kader.html").read_text("utf-8")),)


def page_template(tekst: str) -> Sjabloon:
    """Return the text of a ``web.html`` as a template."""
    return Sjabloon(tekst, "web.html", KADER)
