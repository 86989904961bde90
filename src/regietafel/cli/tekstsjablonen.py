"""A template that is text, of a page or a mail, with the pieces that it shares with its likes."""

from pathlib import Path

from regietafel.cli.terminal import Refusal
from regietafel.documents.sjabloonvulling import Sjabloon
from regietafel.documents.soorten import MAIL, MAILDELEN, PAGINADELEN, WEB, Sjablonen
from regietafel.findings import Finding, fout


def text_template(sjablonen: Sjablonen, soort: str, name: str, gedeeld: str) -> Sjabloon:
    """Return a template with the pieces of its kind of file that lie in the folder ``gedeeld``."""
    ending = Path(name).suffix
    shared = tuple(
        (f"{gedeeld}/{piece}", _text(sjablonen, gedeeld, piece))
        for piece in sjablonen.files(gedeeld)
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


def check_text_templates(sjablonen: Sjablonen, soort: str, view_type: type) -> list[Finding]:
    """Return what is wrong with the page and the mail of a kind, and with what they share."""
    found: list[Finding] = []
    for name, gedeeld in ((WEB, PAGINADELEN), *((name, MAILDELEN) for name in MAIL)):
        if sjablonen.find(soort, name) is not None:
            found += _check(sjablonen, soort, name, gedeeld, view_type)
    return list(dict.fromkeys(found))


def _check(
    sjablonen: Sjablonen, soort: str, name: str, gedeeld: str, view_type: type
) -> list[Finding]:
    from regietafel.documents.sjabloonpagina import check_page

    def where(template: str) -> Path:
        folder, _, file = template.rpartition("/")
        return sjablonen.find(folder, file) or Path(template)

    try:
        template = text_template(sjablonen, soort, name, gedeeld)
    except Refusal as refusal:
        return [fout(where(f"{soort}/{name}"), "sjabloon-onleesbaar", str(refusal))]
    return check_page(template, view_type, where)
