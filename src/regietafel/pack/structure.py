"""Join the structure trees of the parts under one Document.

ISO 32000-1, 14.7. What has to be made unique across parts: the keys of the parent tree, the
identifiers of elements (and the ``/Headers`` of table cells that refer to them), the role map and the
class map. Each part becomes one ``Part`` element with its title and, where it differs, its language.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from regietafel.pack.actions import BESTAND
from regietafel.pack.objects import (
    as_int,
    as_list,
    flatten_tree,
    get,
    is_dictionary,
    is_stream,
)
from regietafel.pack.parts import Deel, read_language

_STANDAARD = (
    "/Document /Part /Art /Sect /Div /BlockQuote /Caption /TOC /TOCI /Index /NonStruct /Private "
    "/P /H /H1 /H2 /H3 /H4 /H5 /H6 /L /LI /Lbl /LBody /Table /TR /TH /TD /THead /TBody /TFoot "
    "/Span /Quote /Note /Reference /BibEntry /Code /Link /Annot /Ruby /RB /RT /RP /Warichu /WT "
    "/WP /Figure /Formula /Form"
)
STANDAARD = frozenset(_STANDAARD.split())
"""Structure types of ISO 32000-1, 14.8.4: a role map that changes one is kept to its own part."""


_A, _K, _S = Name.A, Name.K, Name.S  # a name that is made once is looked up twice as fast


@dataclass
class Boom:
    """The joined tree while it grows."""

    pack: Pdf
    taal: str
    document: Object
    nummers: list[Any] = field(default_factory=list)
    rollen: dict[str, Any] = field(default_factory=dict)
    klassen: dict[str, Any] = field(default_factory=dict)
    namen: list[tuple[bytes, Object]] = field(default_factory=list)
    naamruimten: list[Object] = field(default_factory=list)
    sleutels: Iterator[int] = field(default_factory=count)
    delen: int = 0

    def add_parent(self, value: Any) -> int:
        """Give ``value`` the next key of the parent tree."""
        key = next(self.sleutels)
        self.nummers += [key, value]
        return key


def start_tree(pack: Pdf, taal: str) -> Boom:
    """Return an empty tree; ``finish_tree`` hangs it in the catalogue."""
    document = Dictionary(Type=Name.StructElem, S=Name.Document)
    return Boom(pack, taal, pack.make_indirect(document))


def finish_tree(boom: Boom, parts: Sequence[Object]) -> None:
    """Hang the tree in the catalogue, with the ``Part`` elements in the order of the pack."""
    pack = boom.pack
    boom.document.K = Array(parts)
    root = pack.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([boom.document])))
    boom.document.P = root
    root.ParentTree = pack.make_indirect(Dictionary(Nums=Array(boom.nummers)))
    root.ParentTreeNextKey = next(boom.sleutels)
    for key, entries in (("/RoleMap", boom.rollen), ("/ClassMap", boom.klassen)):
        if entries:
            root[key] = Dictionary(entries)
    if boom.namen:
        root.IDTree = pack.make_indirect(_name_tree(boom.namen))
    if boom.naamruimten:
        root.Namespaces = Array(boom.naamruimten)
    pack.Root.StructTreeRoot = root


def _name_tree(pairs: list[tuple[bytes, Object]]) -> Dictionary:
    """Return a name tree of one node (ISO 32000-1, 7.9.6: keys sorted, each once)."""
    names = Array()
    for key, element in sorted(dict(pairs).items()):
        names.append(String(key))
        names.append(element)
    return Dictionary(Names=names)


def add_part(boom: Boom, deel: Deel) -> Object:
    """Add the structure of ``deel`` and return its ``Part`` element.

    A part without a whole tree (``deel.getagd`` tells afterwards) gets a ``Part`` without content,
    and its pages lose the keys that would point into another part.
    """
    source = get(deel.bron.Root, "/StructTreeRoot")
    part = Dictionary(Type=Name.StructElem, S=Name.Part, P=boom.document, T=String(deel.deel.titel))
    language = read_language(deel.bron)
    if language and language.lower() != boom.taal.lower():
        part.Lang = String(language)
    part = boom.pack.make_indirect(part)
    boom.delen += 1
    if not _has_tree(deel.bron.Root, source):
        part.K = Array()
        _forget_keys(deel)
        return part
    tree = _copy(boom.pack, deel.bron, source)
    part.K = Array(_take_children(tree, part))
    _number_pages(boom, deel, tree)
    _walk(boom, deel, tree, part)
    return part


def _has_tree(root: Object, tree: Any) -> bool:
    marked = get(root, "/MarkInfo", "/Marked")
    return marked is True and get(tree, "/K") is not None and get(tree, "/ParentTree") is not None


def _copy(pack: Pdf, source: Pdf, value: Any) -> Object:
    return pack.copy_foreign(value if value.is_indirect else source.make_indirect(value))


def _forget_keys(deel: Deel) -> None:
    for holder in (*deel.paginas, *(annotation for _, annotation in deel.annotaties)):
        for key in ("/StructParents", "/StructParent"):
            if key in holder:
                del holder[key]


def _take_children(tree: Object, part: Object) -> list[Object]:
    """Return the top elements; a lone ``Document`` gives way to its own children."""
    children = [child for child in as_list(tree.K) if is_dictionary(child)]
    if len(children) == 1 and children[0].get("/S") == Name.Document and "/NS" not in children[0]:
        children = [child for child in as_list(children[0].get("/K")) if is_dictionary(child)]
    for child in children:
        child.P = part
    return children


# -- parent tree ---------------------------------------------------------------------------------


def _number_pages(boom: Boom, deel: Deel, tree: Object) -> None:
    """Give the entries of the part's parent tree new keys, and say so where they are used."""
    entries = {k: v for k, v in flatten_tree(tree.ParentTree, "/Nums") if as_int(k) is not None}
    new = {key: boom.add_parent(value) for key, value in entries.items()}
    used = [_renumber(page, "/StructParents", new) for page in deel.paginas]
    linked = [_renumber(annotation, "/StructParent", new) for _, annotation in deel.annotaties]
    known = [key for key in used + linked if key is not None]
    if len(new) > len(set(known)):
        _number_xobjects(deel, new)
    bare = (page for page, key in zip(deel.paginas, used, strict=True) if key is None)
    deel.getagd = len(set(known)) == len(known) and not any(map(has_unmarked_content, bare))


def _renumber(holder: Object, name: str, new: Mapping[int, int]) -> int | None:
    """Give ``holder`` its new key and return the old one; a key that leads nowhere goes."""
    key = as_int(holder.get(name))
    if key is not None and key in new:
        holder[name] = new[key]
        return key
    if name in holder:
        del holder[name]
    return None


def _number_xobjects(deel: Deel, new: Mapping[int, int]) -> None:
    """Renumber the keys in forms and images, which hold content and annotations of their own."""
    seen: set[tuple[int, int]] = set()
    stack: list[Any] = [page.get("/Resources") for page in deel.paginas]
    stack += [get(a, "/AP", "/N", "/Resources") for _, a in deel.annotaties]
    while stack:
        for thing in _xobjects(stack.pop()):
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
            for name in ("/StructParents", "/StructParent"):
                _renumber(thing, name, new)
            stack.append(thing.get("/Resources"))


def _xobjects(resources: Any) -> list[Object]:
    things = get(resources, "/XObject")
    if not is_dictionary(things):
        return []
    return [thing for _, thing in things.items() if is_stream(thing)]


_TEKENT = frozenset(
    (
        "Tj",
        "TJ",
        "'",
        '"',
        "Do",
        "f",
        "F",
        "f*",
        "S",
        "s",
        "B",
        "B*",
        "b",
        "b*",
        "sh",
        "INLINE IMAGE",
    )
)


def has_unmarked_content(page: Object) -> bool:
    """Say whether something is drawn outside marked content (ISO 14289-1, 7.1)."""
    if "/Contents" not in page:
        return False
    depth = 0
    for instruction in pikepdf.parse_content_stream(pikepdf.Page(page)):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            depth += 1
        elif operator == "EMC":
            depth -= 1
        elif depth <= 0 and operator in _TEKENT:
            return True
    return False


# -- elements ------------------------------------------------------------------------------------


def _walk(boom: Boom, deel: Deel, tree: Object, part: Object) -> None:
    """Make unique what must be; elements are visited only when something may have to change."""
    roles = _merge_map(boom.rollen, tree.get("/RoleMap"), STANDAARD, boom.delen)
    classes = _merge_map(boom.klassen, tree.get("/ClassMap"), frozenset(), boom.delen)
    boom.naamruimten += [ns for ns in as_list(tree.get("/Namespaces")) if is_dictionary(ns)]
    prefix = f"{boom.delen}-".encode()
    heads = _rename_ids(boom, tree, prefix)
    _rename_headers(boom.pack, heads, prefix)
    changes: list[_Wijziging] = []
    if roles:
        changes.append(("/S", _name_renamer("/S", roles)))
    if classes:
        changes.append(("/C", _name_renamer("/C", classes)))
    if BESTAND in deel.verwijderd:
        changes.append(("/AF", _drop_file))
    for element in _elements(part) if changes else ():
        for key, change in changes:
            value = element.get(key)
            if value is not None:
                change(element, value)


def _elements(part: Object) -> Iterator[Object]:
    """Yield the elements below ``part``, each once."""
    seen: set[tuple[int, int]] = set()
    stack: list[Any] = list(part.K)
    while stack:
        element = stack.pop()
        place = element.objgen
        if place[0]:
            if place in seen:
                continue
            seen.add(place)
        yield element
        kids = element.get("/K")
        if type(kids) is not int:
            stack += [kid for kid in as_list(kids) if type(kid) is Object and "/S" in kid]


_Wijziging = tuple[str, Callable[[Object, Any], None]]


def _rename_ids(boom: Boom, tree: Object, prefix: bytes) -> list[Object]:
    """Give the elements in the tree of identifiers new ones; return those elements."""
    renamed = []
    for _, element in flatten_tree(tree.get("/IDTree"), "/Names"):
        if is_dictionary(element) and "/ID" in element:
            name = prefix + bytes(element["/ID"])
            element["/ID"] = String(name)
            boom.namen.append((name, element))
            renamed.append(element)
    return renamed


def _rename_headers(pack: Pdf, heads: list[Object], prefix: bytes) -> None:
    """Rename the header cells that cells refer to (ISO 32000-1, 14.8.5.7).

    The cells of a column hold equal attributes: each different set is made once and shared.
    """
    shared: dict[bytes, Object | None] = {}
    tables = {table.objgen: table for table in map(_find_table, heads) if table is not None}
    for cell in (cell for table in tables.values() for cell in _cells(table)):
        attributes = cell.get(_A)
        text = b"" if attributes is None else attributes.unparse(resolved=True)
        if text not in shared:
            may = b"/Headers" in text or b" R" in text
            new = _prefix_headers(prefix, attributes) if may else None
            shared[text] = None if new is None else pack.make_indirect(new)
        found = shared[text]
        if found is not None:
            cell[_A] = found


def _find_table(cell: Object) -> Object | None:
    """Return the table around a header cell: up past its row and group of rows."""
    element: Any = cell
    for _ in range(3):
        element = get(element, "/P")
        if get(element, "/S") == Name.Table:
            return cast("Object", element)
    return None


def _cells(table: Object) -> Iterator[Object]:
    """Yield the cells of a table: beneath rows, which may stand in a head, body or foot."""
    for group in _children(table):
        rows = [group] if group.get(_S) == Name.TR else _children(group)
        for row in rows:
            yield from _children(row)


def _children(element: Object) -> list[Object]:
    kids: Any = element.get(_K)
    return [] if type(kids) is int else [k for k in as_list(kids) if type(k) is Object]


def _prefix_headers(prefix: bytes, attributes: Any) -> Object | None:
    """Return a copy of ``attributes`` with the headers renamed, ``None`` if it has none."""
    copies = [Dictionary(dict(a.items())) for a in as_list(attributes) if is_dictionary(a)]
    changed = False
    for copy in copies:
        headers = as_list(copy.get("/Headers"))
        if headers:
            copy["/Headers"] = Array([String(prefix + bytes(name)) for name in headers])
            changed = True
    return Array(copies) if changed else None


def _name_renamer(key: str, names: Mapping[str, str]) -> Callable[[Object, Any], None]:
    def rename(element: Object, value: Any) -> None:
        new = [_renamed(name, names) for name in as_list(value)]
        element[key] = new[0] if len(new) == 1 else Array(new)

    return rename


def _drop_file(element: Object, _value: Any) -> None:
    del element["/AF"]


def _renamed(name: Any, names: Mapping[str, str]) -> Any:
    new = names.get(str(name))
    return name if new is None else Name(new)


def _merge_map(
    joined: dict[str, Any], source: Any, protected: frozenset[str], number: int
) -> dict[str, str]:
    """Add the entries of a role or class map; return the names that had to change."""
    if not is_dictionary(source):
        return {}
    entries = {key: value for key, value in source.items() if value != key}
    renamed = {
        key: f"{key}_{number}"
        for key, value in entries.items()
        if key in protected or (key in joined and joined[key] != _renamed(value, {}))
    }
    for key, value in entries.items():
        joined[renamed.get(key, key)] = _renamed(value, renamed) if protected else value
    return renamed


def add_back_link(boom: Boom, part: Object, page: Object, annotation: Object) -> None:
    """Put a link annotation at the start of ``part`` (ISO 14289-1, 7.18.5)."""
    pack = boom.pack
    paragraph = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=part))
    reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
    link = Dictionary(Type=Name.StructElem, S=Name.Link, P=paragraph, K=reference)
    paragraph.K = pack.make_indirect(link)
    part.K.insert(0, paragraph)
    annotation.StructParent = boom.add_parent(paragraph.K)
