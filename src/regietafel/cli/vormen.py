"""A view as page and as Word document, with the template of its kind or a refusal that says why."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from regietafel.cli.terminal import Refusal
from regietafel.documents.soorten import WEB, WORD, Sjablonen
from regietafel.documents.web import WebsjabloonError, render_web


def as_page(kind: str, view: Any, sjablonen: Sjablonen) -> bytes:
    """Return a view (a dataclass of ``documents.views``) as a web page."""
    path = sjablonen.find(kind, WEB)
    if path is None:
        raise Refusal(f"Er is geen sjabloon {WEB} voor '{kind}'.")
    try:
        return render_web(view, path.read_text("utf-8"), str(path))
    except WebsjabloonError as error:
        raise Refusal(str(error)) from None
    except UnicodeDecodeError:
        raise Refusal(f"{path} is geen tekst in UTF-8; sla het zo op.") from None


def as_word(kind: str, view: Any, sjablonen: Sjablonen, moment: datetime) -> bytes:
    """Return a view as a Word document; its pictures are PNG or JPEG, except the logo."""
    from regietafel.documents.svg import svg_to_png
    from regietafel.documents.word import SjabloonError, render_word

    path = sjablonen.find(kind, WORD)
    if path is None:
        raise Refusal(f"Er is geen Word-sjabloon voor '{kind}'.")
    logo = view.huisstijl.logo
    if logo and not logo.startswith((b"\x89PNG", b"\xff\xd8")):
        view = replace(view, huisstijl=replace(view.huisstijl, logo=svg_to_png(logo)))
    try:
        return render_word(view, path.read_bytes(), moment=moment)
    except SjabloonError as error:
        raise Refusal(f"{path}: {error}") from None
