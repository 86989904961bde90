"""Time, size and memory of joining a pack, beside a bare ``qpdf --empty --pages``.

Run: ``python benchmarks/pakket.py [--ronden 9]``. Targets, as ratios to qpdf: joining 3.5, the whole
command 6, size 1.1, memory 5. Makes 40 attachments of about 600 pages (seeded, so always the same) and
runs qpdf, ``merge_pack`` and ``regietafel pakket`` in turn. It measures; it never fails on a figure.
"""

import argparse
import io
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from meten import Deelnemer, measure, peak_together, print_table

MOMENT = datetime(2024, 7, 12, 9, 0, tzinfo=UTC)
GETAGD, SCANS, OFFICE = 35, 3, 2
_WOORDEN = (
    "gemeente provincie opvang huisvesting statushouders spreidingswet planning locatie bijdrage "
    "regio tafel afspraak besluit voorstel college uitvoering capaciteit doorstroom woning plekken "
    "overleg bestuurlijk tijdelijk structureel opgave verdeling voortgang rapportage"
)
WOORDEN = _WOORDEN.split()


def _zin(rng: random.Random) -> str:
    words = [rng.choice(WOORDEN) for _ in range(rng.randint(7, 18))]
    return " ".join(words).capitalize() + "."


def _alinea(rng: random.Random) -> str:
    return " ".join(_zin(rng) for _ in range(rng.randint(3, 7)))


def _tabel(rng: random.Random) -> str:
    rows = "".join(
        f"[{rng.choice(WOORDEN)}], [{rng.randint(1, 900)}], [{rng.randint(1, 900)}],\n"
        for _ in range(rng.randint(5, 14))
    )
    head = "table.header([Gemeente], [Opgave], [Gerealiseerd])"
    return f"#table(columns: 3, {head},\n{rows})\n"


def _tekening(rng: random.Random) -> str:
    bars = "".join(
        f"rect(width: {rng.randint(5, 95)}%, height: 7pt, fill: blue), " for _ in range(8)
    )
    return f'#figure(alt: "Staafdiagram", stack({bars}), caption: [Plekken per gemeente])\n'


def _typst_source(rng: random.Random, title: str, pages: int) -> str:
    start = f'#set document(title: "{title}")\n#set text(lang: "nl", font: "Libertinus Serif")\n'
    foot = f"#set page(footer: context [{title} #h(1fr) #counter(page).display()])\n= {title}\n"
    parts = [start + foot]
    for page in range(pages):
        if page:
            parts.append("#pagebreak()\n")
        parts.append(f"== Onderdeel {page + 1} <o{page}>\n{_alinea(rng)}\n\n{_alinea(rng)}\n")
        parts.append(_tabel(rng) if page % 5 == 0 else f"{_alinea(rng)}\n\n{_alinea(rng)}\n")
        parts.append(_tekening(rng) if page % 4 == 1 else f"Zie @o0. {_alinea(rng)}\n")
    head = '#set heading(numbering: "1.1")\n'
    return head + "\n".join(parts)


def _compile(source: str) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stuk.typ"
        path.write_text(source, encoding="utf-8")
        pdf = typst.compile(
            str(path), pdf_standards=["a-2a", "ua-1"], timestamp=0, ignore_system_fonts=True
        )
    return bytes(pdf)


def _scan(rng: random.Random, pages: int) -> bytes:
    """Return pages that are one photograph each, without tags."""
    import pikepdf
    from PIL import Image

    pdf = pikepdf.new()
    for _ in range(pages):
        noise = Image.frombytes("L", (130, 184), rng.randbytes(130 * 184))
        photo = io.BytesIO()
        noise.resize((620, 877)).save(photo, "JPEG", quality=60)
        stream = pdf.make_stream(
            photo.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=620,
            Height=877,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=stream))
        page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def _write_docx(rng: random.Random, path: Path, pages: int) -> None:
    from docx import Document

    document = Document()
    document.core_properties.title = path.stem
    for page in range(pages):
        document.add_heading(f"Onderdeel {page + 1}", level=1)
        for _ in range(6):
            document.add_paragraph(_alinea(rng))
    document.save(str(path))


def _office(rng: random.Random, folder: Path, soffice: str) -> list[bytes]:
    names = [folder / f"Projectenoverzicht {n + 1}.docx" for n in range(OFFICE)]
    for name in names:
        _write_docx(rng, name, 8)
    options = json.dumps(
        {
            "PDFUACompliance": {"type": "boolean", "value": "true"},
            "SelectPdfVersion": {"type": "long", "value": "2"},
        }
    )
    profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
    target = f"pdf:writer_pdf_Export:{options}"
    subprocess.run(
        [soffice, "--headless", profile, "--convert-to", target, "--outdir", str(folder), *names],
        check=True,
        capture_output=True,
    )
    return [name.with_suffix(".pdf").read_bytes() for name in names]


def make_attachments(folder: Path, seed: int = 17) -> list[Path]:
    """Write the attachments into ``folder`` and return them in the order of the pack."""
    rng = random.Random(seed)  # noqa: S311 - the same attachments on every machine
    parts = [
        _compile(_typst_source(rng, f"Bijlage {n + 1}", rng.randint(4, 29))) for n in range(GETAGD)
    ]
    parts += [_scan(rng, 6) for _ in range(SCANS)]
    soffice = shutil.which("soffice")
    if soffice:
        with tempfile.TemporaryDirectory() as temporary:
            parts += _office(rng, Path(temporary), soffice)
    rng.shuffle(parts)
    paths = [folder / f"{number:02}.pdf" for number in range(1, len(parts) + 1)]
    for path, content in zip(paths, parts, strict=True):
        path.write_bytes(content)
    return paths


def make_front(folder: Path, paths: Sequence[Path]) -> Path:
    """Write an agenda with a link to each attachment and return its path."""
    rows = "".join(
        f'[{path.stem}], [#link("regietafel:agenda/{path.stem}")[Bijlage {path.stem}]],\n'
        for path in paths
    )
    source = (
        '#set document(title: "Agenda")\n#set text(lang: "nl")\n= Agenda\n'
        f"#table(columns: 2, table.header([Punt], [Stuk]),\n{rows})\n"
    )
    path = folder / "00.pdf"
    path.write_bytes(_compile(source))
    return path


def join_in_process(folder: Path, out: Path | None = None) -> float:
    """Join every PDF in ``folder`` with ``merge_pack`` and return the seconds that it took."""
    from regietafel.pack.merge import Packdeel, merge_pack

    front, *paths = sorted(folder.glob("*.pdf"))
    delen = [Packdeel("", "Agenda", 0, front.read_bytes(), "")]
    delen += [
        Packdeel(p.stem, f"Bijlage {p.stem}", 0, p.read_bytes(), f"Bijlage {p.stem}") for p in paths
    ]
    start = time.perf_counter()
    pack, _ = merge_pack(delen, titel="Vergaderstukken", moment=MOMENT, auteur="Secretariaat")
    if out is not None:
        out.write_bytes(pack)
    return time.perf_counter() - start


def inspect_in_process(folder: Path) -> float:
    """Read every PDF in ``folder`` with ``inspect_files`` and return the seconds that it took."""
    from regietafel.pack.inspection import inspect_files

    start = time.perf_counter()
    inspect_files(sorted(folder.glob("*.pdf")))
    return time.perf_counter() - start


def make_workspace(folder: Path, stukken: Path) -> Path:
    """Write a workspace with one meeting that has every attachment, and return it."""
    meeting = folder / "meetings/prt/2027-03-10"
    (meeting / "bijlagen").mkdir(parents=True)
    names = [path.name for path in sorted(stukken.glob("*.pdf"))[1:]]
    for name in names:
        shutil.copy(stukken / name, meeting / "bijlagen")
    points = "".join(
        f"  - titel: Agendapunt {name}\n    doel: ter informatie\n    bijlagen: [{name}]\n"
        for name in names
    )
    (folder / "regietafel.yaml").write_text("huisstijl:\n  naam: Provincie Voorbeeld\n")
    (meeting.parent / "tafel.yaml").write_text(
        "naam: regietafel\nkort: PRT\nnummercode: PRT-VB\nniveau: provinciaal\n"
        "secretariaat: {naam: Secretariaat, email: a@b.example}\n"
    )
    (meeting / "vergadering.yaml").write_text(
        "datum: 2027-03-10\nbegin: 12:30\neinde: 13:30\nplaats: Assen\nagenda:\n" + points
    )
    return folder


def participants(folder: Path, stukken: Path, targets: dict[str, Path]) -> list[Deelnemer]:
    """Return what is measured: qpdf, our merge as a process, and the whole command."""
    files = [str(path) for path in sorted(stukken.glob("*.pdf"))]
    bare = ["qpdf", "--empty", "--pages", *files, "--", str(targets["qpdf"])]
    merge = [sys.executable, __file__, "--voeg-samen", str(stukken), str(targets["merge_pack"])]
    whole = [sys.executable, "-m", "regietafel", "pakket", "prt/2027-03-10"]
    werkmap = make_workspace(folder / "werkmap", stukken)
    return [
        Deelnemer("qpdf", bare, folder),
        Deelnemer("merge_pack", merge, folder),
        Deelnemer("regietafel pakket", whole, werkmap),
    ]


def run(folder: Path, rounds: int) -> None:
    """Measure in ``folder``."""
    stukken, out = folder / "stukken", folder / "uit"
    out.mkdir()
    stukken.mkdir()
    make_front(stukken, make_attachments(stukken))
    targets = {name: out / f"{name}.pdf" for name in ("qpdf", "merge_pack")}
    deelnemers = participants(folder, stukken, targets)
    metingen = measure(deelnemers, rounds)
    print_table(metingen, against="qpdf")
    together = [peak_together(deelnemer) for deelnemer in (deelnemers[0], deelnemers[-1])]
    print(f"memory of all processes together: {together[1]:.0f} MiB, qpdf {together[0]:.0f} MiB")
    sizes = {name: path.stat().st_size for name, path in targets.items()}
    print(f"size: {sizes['merge_pack'] / sizes['qpdf']:.3f} of qpdf's {sizes['qpdf'] // 1024} KiB")
    base = metingen[0].median
    for name, act in (("merge_pack", join_in_process), ("inspect_files", inspect_in_process)):
        seconds = statistics.median(act(stukken) for _ in range(rounds))
        print(f"{name} inside a process: {seconds * 1000:.0f} ms ({seconds / base:.2f} of qpdf)")


def main() -> None:
    """Print the table, or join for the measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ronden", type=int, default=9, help="rounds")
    parser.add_argument("--voeg-samen", nargs=2, type=Path, help=argparse.SUPPRESS)
    choice = parser.parse_args()
    if choice.voeg_samen:
        join_in_process(*choice.voeg_samen)
        return
    with tempfile.TemporaryDirectory() as temporary:
        run(Path(temporary), choice.ronden)


if __name__ == "__main__":
    main()
