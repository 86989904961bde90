"""A view as page, Word document and PDF, with the template of its kind or a refusal that says why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from regietafel.cli.terminal import Refusal
from regietafel.documents.soorten import PAGINADELEN, PDF, WEB, WORD, Sjablonen
from regietafel.documents.svg import is_plain
from regietafel.findings import Finding, fout

if TYPE_CHECKING:
    from regietafel.documents.pdf import View


def all_forms(
    kind: str, view: Any, for_word: Any, sjablonen: Sjablonen, *, moment: datetime, route: str
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return a view as ``docx``, ``pdf`` and ``html``; why there is no PDF stands in the findings.

    ``for_word`` is the same view with pictures that Word can show; ``route`` is how the PDF is made:
    ``typst`` or ``word``.
    """
    word = as_word(kind, for_word, sjablonen, moment)
    findings: list[Finding] = []
    pdf: bytes | None
    if route == "typst":
        pdf = render_view(kind, view, sjablonen, moment)
    else:
        (pdf,), findings = word_to_pdf({view.documentnaam: word})
    made = {"docx": word} if pdf is None else {"docx": word, "pdf": pdf}
    return {**made, "html": as_page(kind, view, sjablonen)}, findings


def as_page(kind: str, view: Any, sjablonen: Sjablonen) -> bytes:
    """Return a view (a dataclass of ``documents.views``) as a web page."""
    from regietafel.cli.tekstsjablonen import text_template
    from regietafel.documents.sjabloonvulling import SjabloonvulError
    from regietafel.documents.web import render_web

    try:
        return render_web(view, text_template(sjablonen, kind, WEB, PAGINADELEN))
    except SjabloonvulError as error:
        raise Refusal(str(error)) from None


def as_word(kind: str, view: Any, sjablonen: Sjablonen, moment: datetime) -> bytes:
    """Return a view as a Word document, on its side where the view says so.

    Its pictures are PNG or JPEG, except the logo.
    """
    from regietafel.documents.word import SjabloonError, render_word
    from regietafel.documents.word_liggend import on_its_side

    path = sjablonen.find(kind, WORD)
    if path is None:
        raise Refusal(f"Er is geen Word-sjabloon voor '{kind}'.")
    try:
        template = path.read_bytes()
        if getattr(view, "liggend", False):
            template = on_its_side(template)
        return render_word(with_word_logo(view), template, moment=moment)
    except SjabloonError as error:
        raise Refusal(f"{path}: {error}") from None


def with_word_logo(view: Any) -> Any:
    """Return the view with a logo that Word can show: it takes PNG and JPEG, not SVG."""
    stijl = view.huisstijl
    if not stijl.logo or stijl.logo.startswith((b"\x89PNG", b"\xff\xd8")):
        return view
    from regietafel.documents.svg import svg_to_png

    return replace(view, huisstijl=replace(stijl, logo=svg_to_png(stijl.logo)))


def word_to_pdf(words: Mapping[str, bytes]) -> tuple[list[bytes | None], list[Finding]]:
    """Return Word documents as PDF, in one run of LibreOffice; None where that failed."""
    from regietafel.pack.office import convert_office

    with TemporaryDirectory(prefix="regietafel-") as folder:
        paths = [Path(folder) / f"{index}.docx" for index in range(len(words))]
        for path, content in zip(paths, words.values(), strict=True):
            path.write_bytes(content)
        results = convert_office(paths)
    made: list[bytes | None] = []
    findings = []
    for name, result in zip(words, (results[path] for path in paths), strict=True):
        made.append(result if isinstance(result, bytes) else None)
        if not isinstance(result, bytes):
            message = f"Van dit Word-bestand is geen PDF gemaakt. {result.reden}"
            findings.append(fout(Path(f"{name}.docx"), "pdf-mislukt", message))
    return made, findings


def render_view(soort: str, view: "View", sjablonen: Sjablonen, moment: datetime) -> bytes:
    from regietafel.documents.bewaakt import render_guarded
    from regietafel.documents.pdf import SjabloonError, render_pdf

    path = sjablonen.find(soort, PDF)
    if path is None:
        raise Refusal(f"Er is geen PDF-sjabloon voor '{soort}'.")
    try:
        guarded = sjablonen.is_own(soort, PDF) or _has_drawing(view)
        render = render_guarded if guarded else render_pdf
        return render(view, path.parent, moment=moment, gedeeld=sjablonen.gedeeld)
    except SjabloonError as error:
        raise Refusal(str(error)) from None


def _has_drawing(view: "View") -> bool:
    """Say whether a view holds a received SVG that is more than shapes."""
    picture = getattr(view, "beeld", b"")
    return b"<svg" in picture[:4096] and not is_plain(picture)
