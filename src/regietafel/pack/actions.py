"""What received PDFs may not do in a pack: run, start, send or carry files along.

ISO 32000-1, 12.6.4 lists the kinds of action. The document-level ones (``/OpenAction``, ``/AA``,
``/Names``) do not reach the pack, because its catalogue is new; they are named here all the same.
"""

from typing import Any

from pikepdf import Array, Dictionary, Name, Object

from regietafel.pack.objects import as_list, flatten_tree, get, is_dictionary
from regietafel.pack.parts import Deel

SCRIPT = "script"
BESTAND = "ingesloten bestand"
_ACTIES = {
    "/JavaScript": SCRIPT,
    "/Launch": "opdracht die een programma start",
    "/GoToR": "verwijzing naar een ander bestand",
    "/GoToE": BESTAND,
    "/SubmitForm": "knop die gegevens verstuurt",
    "/ImportData": "knop die gegevens inleest",
}
_MAG = ("/GoTo", "/Named")
_SCHEMAS = ("http:", "https:", "mailto:", "tel:")
_MEDIA = ("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D")
_MEDIA_WEG = ("/FS", "/RichMediaContent", "/RichMediaSettings", "/Movie", "/Sound", "/3DD", "/A")


def strip_actions(deel: Deel) -> None:
    """Take what may not stay off the annotations of ``deel`` and note it there."""
    name_document_actions(deel)
    media = [(number, a) for number, a in deel.annotaties if a.get("/Subtype") in _MEDIA]
    for number, annotation in media:
        _drop_media(deel, deel.paginas[number], annotation)
    deel.annotaties = (
        [pair for pair in deel.annotaties if pair not in media] if media else (deel.annotaties)
    )
    for _, annotation in deel.annotaties:
        strip_action(deel, annotation)


def _drop_media(deel: Deel, page: Object, annotation: Object) -> None:
    """Take an attached file, film or sound away; a tagged part is then no longer complete."""
    is_file = annotation.get("/Subtype") == "/FileAttachment"
    deel.drop(BESTAND if is_file else "film, geluid of 3D-beeld")
    for key in _MEDIA_WEG:
        if key in annotation:
            del annotation[key]
    kept = [a for a in as_list(page.get("/Annots")) if a.objgen != annotation.objgen]
    page.Annots = Array(kept)
    deel.pdfua = False


def strip_action(deel: Deel, holder: Object) -> None:
    """Strip one annotation or form field of the actions that may not stay."""
    keys = holder.keys()
    if "/AA" in keys:
        del holder["/AA"]
        deel.drop(SCRIPT)
    if "/AF" in keys:
        del holder["/AF"]
        deel.drop(BESTAND)
    if "/PA" in keys:
        del holder["/PA"]
    if "/A" in keys and not _is_allowed(deel, holder["/A"]):
        del holder["/A"]


def _is_allowed(deel: Deel, action: Any) -> bool:
    """Say whether an action may stay; what follows it (``/Next``) never does."""
    if not is_dictionary(action):
        return False
    if "/Next" in action:
        del action["/Next"]
        deel.drop("vervolgactie")
    kind = str(action.get("/S"))
    if kind in _MAG or (kind == "/URI" and _is_web(deel, str(action.get("/URI", "")))):
        return True
    deel.drop(_ACTIES.get(kind, "actie"))
    return False


def _is_web(deel: Deel, uri: str) -> bool:
    """Only our own pages may name parts of the pack; others get the web, mail and telephone."""
    return uri.lower().startswith(_SCHEMAS) or (deel.eigen and uri.startswith("regietafel:"))


def name_document_actions(deel: Deel) -> None:
    """Note what the catalogue of the source holds and the pack will not."""
    root = deel.bron.Root
    names = get(root, "/Names")
    opening = get(root, "/OpenAction")
    if get(names, "/JavaScript") is not None or get(opening, "/S") == Name.JavaScript:
        deel.drop(SCRIPT)
    elif is_dictionary(opening) and opening.get("/S") != Name.GoTo:
        deel.drop(_ACTIES.get(str(opening.get("/S")), "actie"))
    if get(root, "/AA") is not None:
        deel.drop(SCRIPT)
    files = get(names, "/EmbeddedFiles")
    if "/AF" in root or "/Collection" in root or any(True for _ in flatten_tree(files, "/Names")):
        deel.drop(BESTAND)


def goto(target: Array) -> Dictionary:
    """Return an action that goes to ``target``, an explicit destination."""
    return Dictionary(S=Name.GoTo, D=target)
