"""View and template in, PDF out: through Typst, as PDF/A-2a and PDF/UA-1.

Documents are made in a private folder that holds copies of their template, the shared house style
and the pictures. Typst reads nothing outside of it, so neither does a template.
"""

import atexit
import hashlib
import json
import re
import shutil
from dataclasses import is_dataclass
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import get_ident
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeAlias, cast

from regietafel.documents.fonts import font_files, replace_missing

if TYPE_CHECKING:  # typst is loaded when the first document is made
    import typst

GEDEELD = "_huisstijl"
"""The folder beside the kinds that holds what their templates share."""

Json: TypeAlias = str | int | bool | list["Json"] | dict[str, "Json"]
State: TypeAlias = tuple[tuple[str, int, int], ...]

_ENTRY = "pdf.typ"
_PICTURES = "_beelden"
_OTHER_ROUTES = {".docx", ".html"}
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_PLACE = re.compile(r"┌─ (?P<path>.+?):(?P<line>\d+):\d+$", re.MULTILINE)
_LOOSER_OR_TIGHTER = ("dicht", "ruim")
_LIKE_WORD = {"dichtheid": "ruim"}
_NEARLY_EMPTY = 70.0  # mm from the top of a page, of which 20 mm is margin
_MEANT_FOR_NETWORK = "@preview"


class View(Protocol):
    """Any frozen dataclass of ``documents.views``."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


class SjabloonError(Exception):
    """A template (or a picture in it) of which Typst makes no PDF."""

    def __init__(self, sjabloon: str, regel: int, reden: str) -> None:
        self.sjabloon, self.regel, self.reden = sjabloon, regel, reden
        plaats = f"{sjabloon}, regel {regel}" if regel else sjabloon
        super().__init__(f"Van sjabloon {plaats} is geen pdf te maken. Typst meldt: {reden}.")


def render_pdf(
    view: View, sjabloon: Path, *, moment: datetime, gedeeld: Path | None = None
) -> bytes:
    """Return the PDF that a template makes of a view.

    ``sjabloon`` is the folder of the kind, with ``pdf.typ``. A template imports
    ``../_huisstijl/huisstijl.typ``: that is the folder ``_huisstijl`` beside the kind, or
    ``gedeeld`` when there is none. ``moment`` (with time zone) becomes the date in the file;
    equal arguments give equal bytes. Characters without a glyph are replaced.

    Raises ``SjabloonError`` when the template, or a picture of the view, cannot be used.
    """
    root, inputs = _private_folder(view, sjabloon, gedeeld)
    return _compile(root, sjabloon.name, inputs, moment)


def heading_pages(view: View, sjabloon: Path, *, gedeeld: Path | None = None) -> dict[str, int]:
    """Return on which page each heading stands when it is set as wide as Word does, by its key.

    Empty when the template gives no document.
    """
    import typst

    root, inputs = _private_folder(view, sjabloon, gedeeld)
    entry, counting = root / sjabloon.name / _ENTRY, inputs | {"koppen": "ja", **_LIKE_WORD}
    try:
        compiler = typst.Compiler(entry, root=root, font_paths=own_fonts(), sys_inputs=counting)
        found = json.loads(compiler.query("<koppen>", field="value"))
    except typst.TypstError:
        return {}
    return {str(kop["sleutel"]): int(kop["pagina"]) for koppen in found for kop in koppen}


def to_json(value: object, pictures: dict[str, bytes]) -> Json:
    """Return a view as JSON with text that the fonts can show.

    Bytes are collected in ``pictures`` by the name of their file; in their place comes the path that
    a template gives to ``image``, empty when there are none.
    """
    if isinstance(value, str):
        return replace_missing(value)
    if isinstance(value, int):
        return value
    if isinstance(value, bytes):
        return _picture(value, pictures)
    if isinstance(value, tuple):
        return [to_json(item, pictures) for item in value]
    if is_dataclass(value):
        names = value.__dataclass_fields__
        return {name: to_json(getattr(value, name), pictures) for name in names}
    raise TypeError(f"a view holds no {type(value).__name__}")


def _picture(content: bytes, pictures: dict[str, bytes]) -> str:
    if not content:
        return ""
    name = hashlib.sha256(content).hexdigest()
    pictures[name] = content
    return f"/{_PICTURES}/{name}"


def _private_folder(
    view: View, sjabloon: Path, gedeeld: Path | None
) -> tuple[Path, dict[str, str]]:
    """Return the folder that Typst may read, and the input of the template."""
    pictures: dict[str, bytes] = {}
    data = json.dumps(to_json(view, pictures), ensure_ascii=False)
    own = sjabloon.parent / GEDEELD
    shared = own if own.is_dir() or gedeeld is None else gedeeld
    root = _copied((sjabloon, sjabloon.name, _state(sjabloon)), (shared, GEDEELD, _state(shared)))
    for name, content in pictures.items():
        _keep(root / _PICTURES / name, content)
    return root, {"view": data}


def _keep(place: Path, content: bytes) -> None:
    """Write a picture in one step: another document may be made with it at this moment."""
    if not place.exists():
        own = place.with_suffix(f".{get_ident()}")
        own.write_bytes(content)
        own.replace(place)


def _state(folder: Path) -> State:
    """Return what tells whether a file in a folder changed: of each its place, moment and size."""
    facts = ((path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file())
    return tuple((str(path), fact.st_mtime_ns, fact.st_size) for path, fact in facts)


@cache
def _copied(*folders: tuple[Path, str, State]) -> Path:
    """Return a private folder with copies of folders, by name, as they are now."""
    root = Path(_temporary()).resolve()
    for source, name, _ in folders:
        _copy(source, root / name)
    (root / _PICTURES).mkdir()
    return root


def _temporary() -> str:
    """Return a new folder that is removed at the end."""
    folder = mkdtemp(prefix="regietafel-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _copy(source: Path, target: Path) -> None:
    """Copy the files of a template folder, except links that lead out of it."""
    target.mkdir()
    base = source.resolve()
    for path in sorted(source.rglob("*")):
        real = path.resolve()
        if not real.is_file() or not real.is_relative_to(base) or path.suffix in _OTHER_ROUTES:
            continue
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(real, copy)
        _refuse_network(copy, target)


def _refuse_network(copy: Path, target: Path) -> None:
    """Refuse a template that would fetch a package: documents are made offline."""
    if copy.suffix != ".typ":
        return
    lines = copy.read_text("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, start=1):
        if _MEANT_FOR_NETWORK in line:
            reden = "pakketten van internet worden niet opgehaald"
            raise SjabloonError(f"{target.name}/{copy.relative_to(target)}", number, reden)


def _compile(root: Path, soort: str, inputs: dict[str, str], moment: datetime) -> bytes:
    """Return the PDF; when its last page stays nearly empty, set it tighter or else looser."""
    entry = root / soort / _ENTRY
    if not entry.is_file():
        raise SjabloonError(f"{soort}/{_ENTRY}", 0, "het bestand bestaat niet")
    timestamp = _fixed_offset(moment)
    first, good = _attempt(root, entry, inputs, timestamp)
    for dichtheid in () if good else _LOOSER_OR_TIGHTER:
        other, good = _attempt(root, entry, inputs | {"dichtheid": dichtheid}, timestamp)
        if good:
            return other
    return first


def _attempt(
    root: Path, entry: Path, inputs: dict[str, str], timestamp: datetime
) -> tuple[bytes, bool]:
    """Return the PDF and whether its last page is filled well enough."""
    import typst

    try:
        compiler = typst.Compiler(entry, root=root, font_paths=own_fonts(), sys_inputs=inputs)
        content = compiler.compile(
            format="pdf", pdf_standards=list(_STANDARDS), timestamp=timestamp
        )
        ends = json.loads(compiler.query("<einde>", field="value"))
    except typst.TypstError as error:
        raise _explain(error, root, f"{entry.parent.name}/{_ENTRY}") from error
    return cast("bytes", content), not any(map(_leaves_page_empty, ends))


def _leaves_page_empty(end: object) -> bool:
    """Judge the mark that the shared house style puts at the end: page and height in mm."""
    match end:
        case {"pagina": int(pagina), "hoogte": int() | float() as hoogte}:
            return pagina > 1 and hoogte < _NEARLY_EMPTY
    return False


def _fixed_offset(moment: datetime) -> datetime:
    """Return the same moment in the form that Typst takes: an offset instead of a zone."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("moment has no time zone")
    return moment.replace(tzinfo=timezone(offset))


@cache
def own_fonts() -> "typst.Fonts":
    """Return our fonts and those in Typst, and no others: a document is the same on every machine.

    Typst brings the letters for code (DejaVu Sans Mono). It takes folders only, and the folder of
    the package holds each style twice.
    """
    import typst

    folder = _temporary()
    for path in font_files():
        shutil.copyfile(path, Path(folder) / path.name)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


def _explain(error: "typst.TypstError", root: Path, entry: str) -> SjabloonError:
    """Say in which template and on which line it went wrong, without our private folder."""
    reden = error.message.replace(f"{root}/", "").rstrip(".")
    for found in _PLACE.finditer(error.diagnostic):
        _, inside, name = found["path"].replace("\\", "/").partition(f"{root.name}/")
        if inside:
            return SjabloonError(name, int(found["line"]), reden)
    return SjabloonError(entry, 0, reden)
