"""PDFs for these tests, made on the spot: tagged ones, plain ones and hostile ones."""

import zlib
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

A4 = (0, 0, 595.28, 841.89)


def tagged(title: str, body: str = "", *, lang: str = "nl", pages: int = 2) -> bytes:
    """Return a PDF/UA-1 and PDF/A-2a document with a heading, a table and a link on each page."""
    page = (
        "\n== Deel {n} <deel{n}>\n{body}\n"
        "#table(columns: 2, table.header([Gemeente], [Opgave]), [Assen], [12], [Emmen], [9])\n"
        "Terug naar #link(<deel1>)[deel 1] van {title}.\n"
    )
    text = f'#set document(title: "{title}")\n#set text(lang: "{lang}")\n= {title}\n'
    text += "#pagebreak()".join(
        page.format(n=number, body=body, title=title) for number in range(1, pages + 1)
    )
    return compile_typst(text)


def agenda(*keys: str) -> bytes:
    """Return front matter: a contents page and an agenda, with a link to each key on both."""
    contents = "\n".join(f'- #link("regietafel:bijlage/{key}")[Naar stuk {key}]' for key in keys)
    rows = "".join(f'[Punt {key}], [#link("regietafel:agenda/{key}")[{key}]],' for key in keys)
    return compile_typst(
        '#set document(title: "Agenda")\n#set text(lang: "nl")\n= Inhoud\n'
        f"{contents}\n#pagebreak()\n= Agenda\n"
        f"#table(columns: 2, table.header([Punt], [Bijlage]), {rows})\n"
    )


def compile_typst(text: str) -> bytes:
    with TemporaryDirectory() as folder:
        source = Path(folder) / "stuk.typ"
        source.write_text(text, encoding="utf-8")
        pdf = typst.compile(
            str(source), pdf_standards=["a-2a", "ua-1"], timestamp=0, ignore_system_fonts=True
        )
    assert isinstance(pdf, bytes)
    return pdf


def save(pdf: Pdf, **options: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, static_id=True, **options)
    return out.getvalue()


def plain(
    content: bytes = b"",
    *,
    box: tuple[float, ...] = A4,
    crop: tuple[float, ...] | None = None,
    rotate: int = 0,
    unit: float = 1,
    pages: int = 1,
) -> bytes:
    """Return an untagged PDF whose pages draw ``content`` and, beneath it, a text."""
    pdf = pikepdf.new()
    for number in range(pages):
        page = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array(box)))
        if crop:
            page.CropBox = Array(crop)
        if rotate:
            page.Rotate = rotate
        if unit != 1:
            page.UserUnit = unit
        page.Resources = Dictionary(Font=Dictionary(F1=_helvetica(pdf)))
        x, y = box[0] + 72, box[1] + 200
        text = f"BT /F1 24 Tf {x} {y} Td (Inhoud van pagina {number + 1}) Tj ET\n".encode()
        page.Contents = pdf.make_stream(text + content)
        pdf.pages.append(pikepdf.Page(page))
    return save(pdf)


def _helvetica(pdf: Pdf) -> Object:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return pdf.make_indirect(font)


def form(name: str, value: str) -> bytes:
    """Return a page with one text field."""
    pdf = pikepdf.open(BytesIO(plain()))
    page = pdf.pages[0].obj
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String(name),
            V=String(value),
            Rect=Array([100, 100, 300, 120]),
            F=4,
            P=page,
        )
    )
    page.Annots = Array([field])
    fonts = Dictionary(Helv=_helvetica(pdf))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        DA=String("/Helv 10 Tf 0 g"),
        DR=Dictionary(Font=fonts),
        NeedAppearances=True,
    )
    return save(pdf)


def annotated(*annotations: Dictionary, **root: Any) -> bytes:
    """Return a page with ``annotations`` and a catalogue with the entries of ``root``."""
    pdf = pikepdf.open(BytesIO(plain(pages=2)))
    made = [pdf.make_indirect(annotation) for annotation in annotations]
    pdf.pages[0].obj.Annots = Array(made)
    for key, value in root.items():
        pdf.Root[f"/{key}"] = value
    return save(pdf)


def attached(pdf: Pdf) -> Dictionary:
    """Return a file specification with a file in it."""
    content = pdf.make_stream(b"geheim", Type=Name.EmbeddedFile)
    return Dictionary(Type=Name.Filespec, F=String("geheim.txt"), EF=Dictionary(F=content))


def link(action: Dictionary) -> Dictionary:
    rectangle = Array([10, 10, 50, 30])
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rectangle, A=action)


# -- hostile ones --------------------------------------------------------------------------------


def raw(*objects: bytes) -> bytes:
    """Return a PDF of numbered objects, the first of which is the catalogue, with a right xref."""
    parts, places, length = [b"%PDF-1.7\n"], [], len(b"%PDF-1.7\n")
    for number, text in enumerate(objects, 1):
        places.append(length)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, text))
        length += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, length)
    return b"".join(parts) + head + table + tail


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def page_tree_loop() -> bytes:
    return raw(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
    )


def one_page(*extra: bytes, page: bytes = b"", catalogue: bytes = b"") -> bytes:
    """Return a page (object 3) with further objects from 4 on."""
    return raw(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % page,
        *extra,
    )


def content_bomb(megabytes: int = 3000) -> bytes:
    """Return a page whose contents unpack to ``megabytes``."""
    packer = zlib.compressobj(9)
    start = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    data = start + block * (megabytes - 1)  # a block after a full flush stands by itself
    return one_page(stream(data, b"/Filter /FlateDecode"), page=b"/Contents 4 0 R")


def outline_loop() -> bytes:
    return one_page(
        b"<< /Type /Outlines /First 5 0 R /Last 5 0 R >>",
        b"<< /Title (Lus) /Parent 4 0 R /Next 6 0 R /First 5 0 R >>",
        b"<< /Title (Lus) /Parent 4 0 R /Next 5 0 R >>",
        catalogue=b"/Outlines 4 0 R",
    )


def structure_loop() -> bytes:
    return one_page(
        b"<< /Type /StructTreeRoot /K 5 0 R /ParentTree 6 0 R /RoleMap << /H1 /P >> >>",
        b"<< /S /Document /P 4 0 R /K [7 0 R] >>",
        b"<< /Nums [] /Kids [6 0 R] >>",
        b"<< /S /Sect /P 5 0 R /K [7 0 R 5 0 R] >>",
        catalogue=b"/StructTreeRoot 4 0 R /MarkInfo << /Marked true >>",
    )


def name_tree_loop() -> bytes:
    return one_page(
        b"<< /Kids [4 0 R] /Names [(a) [3 0 R /Fit]] >>",
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Dest (b) >>",
        catalogue=b"/Names << /Dests 4 0 R >>",
        page=b"/Annots [5 0 R]",
    )


def deep_array(depth: int = 200_000) -> bytes:
    return one_page(b"[" * depth + b"]" * depth, page=b"/Contents 4 0 R /Annots 4 0 R")


def deep_structure(depth: int = 120_000) -> bytes:
    """Return a page with elements nested so deep that a recursive copy runs out of stack."""
    elements = [b"<< /S /Sect /P %d 0 R /K [%d 0 R] >>" % (n - 1, n + 1) for n in range(5, depth)]
    return one_page(
        b"<< /Type /StructTreeRoot /K 5 0 R /ParentTree << /Nums [] >> >>",
        *elements,
        b"<< /S /P /P %d 0 R >>" % (depth - 1),
        catalogue=b"/StructTreeRoot 4 0 R /MarkInfo << /Marked true >>",
    )


def encrypted(password: str) -> bytes:
    pdf = pikepdf.open(BytesIO(plain()))
    out = BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="eigenaar", user=password, R=6))
    return out.getvalue()


def slow_content(operators: int = 6_000_000) -> bytes:
    """Return a page with so many unbalanced operators that reading them takes very long."""
    return one_page(
        stream(zlib.compress(b"q\n" * operators), b"/Filter /FlateDecode"), page=b"/Contents 4 0 R"
    )


HOSTILE = {
    "page tree loop": page_tree_loop,
    "content bomb": content_bomb,
    "deep array": deep_array,
    "deep structure": deep_structure,
    "outline loop": outline_loop,
    "structure loop": structure_loop,
    "name tree loop": name_tree_loop,
    "slow content": slow_content,
}
