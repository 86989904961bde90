"""Points of PDF/UA-1 and PDF/A-2 that a machine can look at, written for these tests.

``failures`` returns the names of the points that a PDF does not meet; none means that it passed
these points, not that it conforms.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

PDFUA = "{http://www.aiim.org/pdfua/ns/id/}part"
DRAWS = {"Tj", "TJ", "'", '"', "Do", "f", "f*", "S", "s", "B", "B*", "b", "b*", "sh"}


def elements(pdf: Pdf) -> Iterator[Object]:
    """Yield the structure elements in the order of reading."""

    def below(value: Any) -> Iterator[Object]:
        if isinstance(value, Array):
            for item in list(value):
                yield from below(item)
        elif isinstance(value, Dictionary) and "/S" in value:
            yield value
            yield from below(value.get("/K"))

    tree = pdf.Root.get("/StructTreeRoot")
    if tree is not None:
        yield from below(tree.get("/K"))


def role(pdf: Pdf, element: Object) -> str:
    """Return the standard type of an element, through the role map."""
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
    name, seen = str(element.S), set()
    while name in roles and name not in seen:
        seen.add(name)
        name = str(roles[name])
    return name


def parent_tree(pdf: Pdf) -> dict[int, Any]:
    def pairs(node: Any) -> Iterator[tuple[int, Any]]:
        for kid in node.get("/Kids", []):
            yield from pairs(kid)
        numbers = list(node.get("/Nums", []))
        yield from zip(numbers[::2], numbers[1::2], strict=True)

    found = list(pairs(pdf.Root.StructTreeRoot.ParentTree))
    assert len(found) == len(dict(found)), "a key of the parent tree occurs twice"
    return dict(found)


def marks(page: Object) -> tuple[set[int], bool]:
    """Return the marked content ids of a page and whether all that it draws is marked."""
    ids: set[int] = set()
    depth, whole = 0, True
    for instruction in pikepdf.parse_content_stream(pikepdf.Page(page)):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in ("BDC", "BMC"):
            depth += 1
            if operator == "BDC" and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
                ids.add(int(operands[1].MCID))
        elif operator == "EMC":
            depth -= 1
        elif operator in DRAWS and depth == 0:
            whole = False
    return ids, whole


def _fonts(pdf: Pdf) -> Iterator[Object]:
    for page in pdf.pages:
        fonts = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
        for font in (fonts[name] for name in fonts.keys()):  # noqa: SIM118 - a PDF dictionary
            yield font.DescendantFonts[0] if "/DescendantFonts" in font else font


def _embedded(font: Object) -> bool:
    descriptor = font.get("/FontDescriptor", Dictionary())
    kinds = ("/FontFile", "/FontFile2", "/FontFile3")
    return font.Subtype == Name.Type3 or any(kind in descriptor for kind in kinds)


def _headings(pdf: Pdf) -> list[int]:
    names = [role(pdf, element) for element in elements(pdf)]
    return [int(name[2]) for name in names if name[:2] == "/H" and name[2:].isdigit()]


def _attributes(element: Object) -> list[Object]:
    value = element.get("/A")
    return [] if value is None else list(value) if isinstance(value, Array) else [value]


def _cells_have_scope(pdf: Pdf) -> bool:
    heads = [element for element in elements(pdf) if role(pdf, element) == "/TH"]
    return all(any("/Scope" in a for a in _attributes(head)) for head in heads)


def _ids_are_unique(pdf: Pdf) -> bool:
    ids = [bytes(element.ID) for element in elements(pdf) if "/ID" in element]
    return len(ids) == len(set(ids))


def _headers_exist(pdf: Pdf) -> bool:
    ids = {bytes(element.ID) for element in elements(pdf) if "/ID" in element}
    return all(
        bytes(header) in ids
        for element in elements(pdf)
        for attributes in _attributes(element)
        for header in attributes.get("/Headers", [])
    )


def _content_resolves(pdf: Pdf) -> bool:
    tree = parent_tree(pdf)
    for page in (page.obj for page in pdf.pages):
        ids, _ = marks(page)
        owners = tree.get(int(page.get("/StructParents", -1))) if ids else None
        if ids and (owners is None or max(ids) >= len(owners)):
            return False
        for number in ids:
            element = owners[number] if owners is not None else None
            kids = element.get("/K") if element is not None else None
            kids = list(kids) if isinstance(kids, Array) else [kids]
            pages = [element.get("/Pg")] if element is not None else []
            pages += [kid.get("/Pg") for kid in kids if isinstance(kid, Dictionary)]
            if not any(found is not None and found.objgen == page.objgen for found in pages):
                return False
    return True


def _annotations(pdf: Pdf) -> Iterator[tuple[Object, Object]]:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            yield page.obj, annotation


def _links_are_tagged(pdf: Pdf) -> bool:
    tree = parent_tree(pdf)
    links = [a for _, a in _annotations(pdf) if a.Subtype == Name.Link]
    return all(
        tree.get(int(link.get("/StructParent", -1)), Dictionary()).get("/S") == Name.Link
        for link in links
    )


def _every_parent_is_right(pdf: Pdf) -> bool:
    def kids(element: Object) -> list[Any]:
        value = element.get("/K")
        return list(value) if isinstance(value, Array) else [value]

    return all(
        kid.P.objgen == element.objgen
        for element in elements(pdf)
        for kid in kids(element)
        if isinstance(kid, Dictionary) and "/S" in kid and kid.is_indirect
    )


def _xmp(pdf: Pdf) -> Any:
    return pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)


def _title_agrees(pdf: Pdf) -> bool:
    title = str(pdf.docinfo.get("/Title", ""))
    return bool(title) and _xmp(pdf).get("dc:title") == title


POINTS: tuple[tuple[str, Callable[[Pdf], bool]], ...] = (
    ("marked", lambda p: bool(p.Root.get("/MarkInfo", Dictionary()).get("/Marked", False))),
    ("structure tree", lambda p: "/StructTreeRoot" in p.Root),
    ("language", lambda p: bool(str(p.Root.get("/Lang", "")))),
    ("title shown", lambda p: bool(p.Root.ViewerPreferences.get("/DisplayDocTitle", False))),
    ("title in both places", _title_agrees),
    ("PDF/UA claim", lambda p: _xmp(p).get(PDFUA) == "1"),
    ("PDF/A claim", lambda p: bool(_xmp(p).pdfa_status)),
    ("output intent", lambda p: "/OutputIntents" in p.Root),
    ("not encrypted", lambda p: not p.is_encrypted),
    ("fonts embedded", lambda p: all(map(_embedded, _fonts(p)))),
    ("tab order", lambda p: all(page.get("/Tabs") == Name.S for page, _ in _annotations(p))),
    ("headings", lambda p: bool(_headings(p))),
    (
        "no heading level skipped",
        lambda p: all(b - a <= 1 for a, b in zip([0, *_headings(p)], _headings(p), strict=False)),
    ),
    (
        "figures have a text",
        lambda p: all(
            "/Alt" in e or "/ActualText" in e for e in elements(p) if role(p, e) == "/Figure"
        ),
    ),
    ("header cells have a scope", _cells_have_scope),
    ("identifiers are unique", _ids_are_unique),
    ("header references exist", _headers_exist),
    ("all content is marked", lambda p: all(marks(page.obj)[1] for page in p.pages)),
    ("content resolves to its page", _content_resolves),
    ("links are tagged", _links_are_tagged),
    ("parents are right", _every_parent_is_right),
    ("bookmarks", lambda p: "/Outlines" in p.Root),
)


def failures(content: bytes) -> list[str]:
    """Return the names of the points that are not met."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [name for name, meets in POINTS if not meets(pdf)]
