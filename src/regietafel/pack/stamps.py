"""The stamp at the top right of every page: which attachment, which page, where in the pack.

A stamp is an artifact (ISO 32000-1, 14.8.2.2): it is on the paper, not in the text that is read
aloud. It is drawn in a font of its own, upright for the reader whatever the page's rotation, units
and crop box, and on a white ground, so that it can be read over anything.
"""

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from regietafel.pack.font import Lettertype, encode, subset
from regietafel.pack.objects import as_list, get, is_array, is_dictionary, is_stream

KORPS = 8.0
"""Size of the letters on A4, in points; larger paper gets larger letters."""
A4_BREED = 595.276
_RAND = 12.0
_KANT = 4.0
_HOOG = 13.0
_SCHEIDING = "   |   "
_LETTERS = frozenset("0123456789 |·‹.pagina van Bijlage Agenda Stuk Bron Nazending")


@dataclass(frozen=True)
class Vlak:
    """Where a page's visible area lies, as the reader sees it.

    ``breed`` and ``hoog`` are in points of 1/72 inch on paper; ``matrix`` takes a point in that
    upright area, from its lower left corner, to the coordinates of the page.
    """

    breed: float
    hoog: float
    matrix: tuple[float, float, float, float, float, float]

    def place(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f


def read_area(page: Object) -> Vlak:
    """Return the visible area of ``page`` (ISO 32000-1, 14.11.2, with Rotate and UserUnit)."""
    x0, y0, x1, y1 = _visible_box(page)
    turns = _quarter_turns(page.get("/Rotate"))
    unit = _number(page.get("/UserUnit")) or 1.0
    step = 1 / unit
    corners = {
        0: (step, 0, 0, step, x0, y0),
        1: (0, step, -step, 0, x1, y0),
        2: (-step, 0, 0, -step, x1, y1),
        3: (0, -step, step, 0, x0, y1),
    }
    wide, high = (x1 - x0) * unit, (y1 - y0) * unit
    return Vlak(*((high, wide) if turns % 2 else (wide, high)), corners[turns])


def _quarter_turns(value: Any) -> int:
    degrees = _number(value)
    return round(degrees / 90) % 4 if degrees else 0


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if -1e6 < number < 1e6 else None  # noqa: PLR2004 - beyond any paper


def _box(value: Any) -> tuple[float, float, float, float] | None:
    """Return a rectangle as left, bottom, right, top, whichever corners it was given by."""
    if not is_array(value):
        return None
    numbers = [_number(item) for item in list(value)]
    match numbers:
        case [float(a), float(b), float(c), float(d)] if a != c and b != d:
            return min(a, c), min(b, d), max(a, c), max(b, d)
    return None


def _visible_box(page: Object) -> tuple[float, float, float, float]:
    media = _box(page.get("/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = _box(page.get("/CropBox"))
    if crop is None:
        return media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


@dataclass(frozen=True)
class Stempel:
    """The text of one stamp; ``terug`` names the part in front that a click leads back to."""

    tekst: str
    terug: str = ""


def write_text(stempel: str, pagina: int, van: int, blad: str) -> str:
    """Return ``Bijlage 4b · pagina 3 van 12   |   pag. 41 van 96``; ``blad`` is what comes last."""
    running = f"pag. {blad}"
    if not stempel:
        return running
    return f"{stempel} · pagina {pagina} van {van}{_SCHEIDING}{running}"


class Stempelaar:
    """Draws stamps in one pack; the font goes in once."""

    def __init__(self, pack: Pdf, letters: str) -> None:
        self._pack = pack
        self._font = subset(_LETTERS | frozenset(letters))
        self._object = embed(pack, self._font)
        self._name = f"/Stempel{self._object.objgen[0]}"
        self._save = pack.make_stream(b"q\n")
        self._done: set[tuple[int, int]] = set()

    def stamp(self, page: Object, stempel: Stempel) -> Array:
        """Stamp ``page``; return the rectangle of the stamp on it, for a link.

        What the page draws itself is shut in between ``q`` and ``Q``, so that whatever it leaves
        behind (a changed matrix, an open clip) does not reach the stamp.
        """
        area = read_area(page)
        box = self._layout(area, stempel)
        before, after = isolate(page)
        drawing = self._pack.make_stream(after + self._draw(area, box, stempel))
        start = [self._save] if before == 1 else [self._pack.make_stream(b"q " * before)]
        page.Contents = Array([*start, *_contents(page), drawing])
        self._lend_font(page)
        return _rectangle(area, box)

    def _layout(self, area: Vlak, stempel: Stempel) -> tuple[float, float, float, float, float]:
        """Return left, bottom, width, height and scale of the box, upright, in points."""
        text = "".join(text for text, _ in _pieces(stempel))
        wide = self._font.breedte(text) * KORPS / 1000 + 2 * _KANT
        scale = max(1.0, min(area.breed, area.hoog) / A4_BREED)
        scale = min(scale, area.breed * 0.96 / wide, area.hoog * 0.5 / _HOOG)
        margin = min(_RAND * scale, (area.breed - wide * scale) / 2, area.hoog / 10)
        left, bottom = area.breed - wide * scale - margin, area.hoog - _HOOG * scale - margin
        return left, bottom, wide, _HOOG, scale

    def _draw(
        self, area: Vlak, box: tuple[float, float, float, float, float], stempel: Stempel
    ) -> bytes:
        left, bottom, wide, high, scale = box
        x, y = area.place(left, bottom)
        a, b, c, d, _, _ = area.matrix
        matrix = " ".join(_write(n) for n in (a * scale, b * scale, c * scale, d * scale, x, y))
        base = (high - self._font.kapitaal * KORPS / 1000) / 2
        shown = " ".join(f"{colour} {_literal(text)} Tj" for text, colour in _pieces(stempel))
        frame = f"1 g 0.8 G 0.4 w 0 0 {_write(wide)} {_write(high)} re B"
        text = f"BT {self._name} {KORPS:g} Tf {_KANT:g} {_write(base)} Td {shown} ET"
        mark = "/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC"
        return f"{mark} q {matrix} cm {frame} {text} Q EMC".encode("latin-1")

    def _lend_font(self, page: Object) -> None:
        """Put the font among the resources of the page, under a name that is free there."""
        resources = page.get("/Resources")
        if not is_dictionary(resources):
            page.Resources = resources = Dictionary()
        if resources.is_indirect:
            if resources.objgen in self._done:
                return
            self._done.add(resources.objgen)
        if not is_dictionary(resources.get("/Font")):
            resources.Font = Dictionary()
        resources.Font[self._name] = self._object


def _pieces(stempel: Stempel) -> list[tuple[str, str]]:
    """Return the text of a stamp in pieces, each with the operator that sets its colour."""
    if not stempel.terug:
        return [(stempel.tekst, "0.2 g")]
    back = (f"‹ {stempel.terug}", "0.08 0.26 0.45 rg")
    return [back, (_SCHEIDING + stempel.tekst, "0.2 g")]


def _write(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _literal(text: str) -> str:
    """Return a literal string (ISO 32000-1, 7.3.4.2) in WinAnsi, as Latin-1 characters."""
    coded = encode(text).decode("latin-1")
    return "(" + coded.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def _rectangle(area: Vlak, box: tuple[float, float, float, float, float]) -> Array:
    left, bottom, wide, high, scale = box
    x0, y0 = area.place(left, bottom)
    x1, y1 = area.place(left + wide * scale, bottom + high * scale)
    corners = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return Array([round(corner, 2) for corner in corners])


# -- what a page leaves behind -------------------------------------------------------------------


def _contents(page: Object) -> list[Any]:
    return [item for item in as_list(page.get("/Contents")) if is_stream(item)]


def isolate(page: Object) -> tuple[int, bytes]:
    """Return how many ``q`` go before the contents, and the ``Q`` that go after.

    Counting letters, then words, is quick, and right for what balances. Where the counts differ,
    the operators are read one by one: a string may hold a lone ``q``, and some pages leave one open.
    """
    content = b"\n".join(stream.read_bytes() for stream in _contents(page))
    if content.count(b"q") != content.count(b"Q"):
        words = content.split()
        if words.count(b"q") != words.count(b"Q"):
            return _count_exactly(page)
    return 1, b"\nQ\n"


def _count_exactly(page: Object) -> tuple[int, bytes]:
    depth = lowest = 0
    marks = 0
    text = False
    for instruction in pikepdf.parse_content_stream(pikepdf.Page(page)):
        operator = str(instruction.operator)
        depth += (operator == "q") - (operator == "Q")
        marks += (operator in ("BDC", "BMC")) - (operator == "EMC")
        lowest = min(lowest, depth)
        text = operator != "ET" and (text or operator == "BT")
    before = 1 - lowest
    end = b"\nET" * text + b"\nEMC" * max(0, marks)
    return before, end + b"\nQ" * (before + depth) + b"\n"


# -- the font ------------------------------------------------------------------------------------


def embed(pack: Pdf, font: Lettertype) -> Object:
    """Return a simple TrueType font in WinAnsi (ISO 32000-1, 9.6.3), wholly embedded."""
    tag = _subset_tag(font.programma)
    program = pack.make_stream(font.programma, Length1=len(font.programma))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{tag}+{font.naam}"),
        Flags=32,
        FontBBox=Array(font.kader),
        ItalicAngle=0,
        Ascent=font.stijging,
        Descent=font.daling,
        CapHeight=font.kapitaal,
        StemV=84,
        FontFile2=program,
    )
    simple = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=descriptor.FontName,
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=255,
        Widths=Array(font.breedtes),
        FontDescriptor=pack.make_indirect(descriptor),
    )
    return pack.make_indirect(simple)


def _subset_tag(programme: bytes) -> str:
    """Return six capitals that differ with the content (ISO 32000-1, 9.6.4)."""
    number = sum(byte * (place + 1) for place, byte in enumerate(programme))
    return "".join(chr(65 + number // 26**power % 26) for power in range(6))


def back_link(page: Object, rectangle: Array, target: Array, terug: str) -> Dictionary:
    """Return the annotation over the stamp that leads back to the part in front, ``terug``."""
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=rectangle,
        P=page,
        F=4,
        Border=Array([0, 0, 0]),
        H=Name.I,
        Contents=pikepdf.String(f"Terug naar de {terug.lower()}"),
        A=Dictionary(S=Name.GoTo, D=target),
    )


def top_of(page: Object, under: float | None = None) -> Array:
    """Return the destination at the top left of ``page``, or just above ``under`` on it."""
    area = read_area(page)
    x, y = area.place(0, area.hoog)
    if under is not None and area.matrix[3] > 0:
        y = min(y, under)
    return Array([page, Name.XYZ, round(x, 2), round(y, 2), None])


def rect_top(annotation: Object) -> float | None:
    """Return the upper edge of an annotation, in the coordinates of its page."""
    box = _box(get(annotation, "/Rect"))
    return box[3] if box else None
