"""Make the pictures of the manual from the example workspace: ``docs/handleiding/beelden/*.png``.

Needs poppler (``pdftoppm``), LibreOffice (``soffice``), Chromium and pillow. Run it after a change of a
template or of the example: ``python tools/make_manual_pictures.py``, and look at what came out.
"""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "handleiding" / "beelden"
UIT = Path("meetings/prt-drenthe/2024-07-17/uit")
LRT = "lrt/2024-09-26"
DPI = 80
COLOURS = 32
EDGE = "#b0b0b0"
MAX_BYTES = 120_000

PACK = "Vergaderstukken PRT Drenthe 17 juli 2024.pdf"
AGENDA = "0. Agenda PRT Drenthe 17 juli 2024"
REGIEBOEK = "Regieboek PRT Drenthe 17 juli 2024 (alleen voorzitter).pdf"
REPORT = "../../uit/Rapport acties PRT Drenthe 17 juli 2024"
DASHBOARD = "../../../lrt/2024-12-12/uit/Dashboard LRT 12 december 2024.pdf"
MEMO = "4b. Voorstelmemo verdeling asiel- en vluchtelingenopgave in Drenthe.pdf"
FORECAST = "Prognose Huisvesting statushouders Drenthe 17 juli 2024.pdf"
MAIL = "Mail agenda PRT Drenthe 17 juli 2024.html"
LIST = "2. Actie- en besluitenlijst PRT Drenthe 5 april 2024.pdf"

# Name of the picture; the PDF; what the page must say. The first page that says it is taken.
PAGES = (
    ("agenda", f"{AGENDA}.pdf", "Overleg provinciale regietafel"),
    ("actielijst", LIST, "PRT-DR-2024-A04"),
    ("bundel-inhoud", PACK, "Inhoud van de vergaderstukken"),
    ("bundel-bijlage", PACK, "Bijlage 4b · pagina 1"),
    ("stuk", MEMO, "Samenvattend"),
    ("verdelen", "Verdeling Drentse puzzel 17 juli 2024.pdf", "Voorstel voor een ruil"),
    ("prognose", FORECAST, "Achterstand aan het eind van elk jaar"),
    ("regieboek", REGIEBOEK, "VERTROUWELIJK"),
    ("rapport", f"{REPORT}.pdf", "Nu aan de orde"),
    ("tabel", "Tabel Drentse puzzel 17 juli 2024.pdf", "Drentse puzzel"),
    ("dashboard", DASHBOARD, "Opvang Oekraïne"),
    ("word-agenda", f"word/{AGENDA}.pdf", "Overleg provinciale regietafel"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        example = Path(folder) / "voorbeeld"
        _run(sys.executable, "-m", "regietafel", "demo", str(example))
        made = example / UIT
        _run(sys.executable, "-m", "regietafel", "regieboek", str(UIT.parent), folder=example)
        table = ("cijfers", "tabel", str(UIT.parent), "drentse-puzzel")
        _run(sys.executable, "-m", "regietafel", *table, folder=example)
        for kind in ("verdeel", "prognose"):
            made_of = ("cijfers", kind, str(UIT.parent), "--maak")
            _run(sys.executable, "-m", "regietafel", *made_of, folder=example)
        _run(sys.executable, "-m", "regietafel", "mail", str(UIT.parent), "agenda", folder=example)
        report = ("rapport", "prt-drenthe", "--peildatum", "2024-07-17")
        _run(sys.executable, "-m", "regietafel", *report, folder=example)
        dashboard = ("cijfers", "dashboard", "lrt/2024-12-12")
        _run(sys.executable, "-m", "regietafel", *dashboard, folder=example)
        _run(
            "soffice", f"-env:UserInstallation={(Path(folder) / 'profiel').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(made / "word"), str(made / f"{AGENDA}.docx"),
        )  # fmt: skip
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, pdf, words in PAGES:
            _picture(made / pdf, words, TARGET / f"{name}.png", Path(folder))
        _picture(_nazending(example), "Nazending", TARGET / "nazending-voorblad.png", Path(folder))
        phone, window = (360, 640, 1.5), (640, 830, 1.0)
        _screen(made / f"{REPORT}.html", TARGET / "rapport-telefoon.png", Path(folder), *phone)
        _screen(made / MAIL, TARGET / "mail.png", Path(folder), *window)


def _nazending(example: Path) -> Path:
    """Mail the agenda of the national table without its dashboard; return what is sent later."""
    sys.path.insert(0, str(ROOT))
    from tests.zendingen import record_mailing

    from regietafel.model.zending import Mailsoort

    file = example / "meetings" / LRT / "vergadering.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("        bestand: dashboard.pdf", "        volgt: ja"), "utf-8")
    moment = datetime(2024, 9, 25, 9, tzinfo=UTC)
    record_mailing(example, LRT, Mailsoort.AGENDA, moment)
    reason = "        bestand: dashboard.pdf\n        reden: toegezegd in de mail van vanochtend"
    file.write_text(text.replace("        bestand: dashboard.pdf", reason), "utf-8")
    _run(sys.executable, "-m", "regietafel", "pakket", LRT, "--nazending", folder=example)
    return file.parent / "uit" / "Nazending LRT 26 september 2024.pdf"


def _picture(pdf: Path, words: str, target: Path, folder: Path) -> None:
    number = str(_find_page(pdf, words))
    page = folder / target.stem
    pages = ("-f", number, "-l", number, "-singlefile")
    _run("pdftoppm", "-r", str(DPI), *pages, "-png", str(pdf), str(page))
    _save(page.with_suffix(".png"), target)


def _screen(html: Path, target: Path, folder: Path, width: int, height: int, scale: float) -> None:
    """Make a picture of the first screen of a page; width and height in pixels of CSS."""
    shot = folder / target.name
    _run(
        "chromium", "--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={width},{height}",
        f"--force-device-scale-factor={scale}", f"--screenshot={shot}", html.resolve().as_uri(),
    )  # fmt: skip
    _save(shot, target)


def _save(picture: Path, target: Path) -> None:
    with Image.open(picture) as image:
        framed = ImageOps.expand(image.convert("RGB"), border=1, fill=EDGE)
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}: {framed.width} x {framed.height}, {size // 1000} kB")
    if size > MAX_BYTES:
        raise SystemExit(f"{target.name} is larger than {MAX_BYTES // 1000} kB")


def _find_page(pdf: Path, words: str) -> int:
    pages = _run("pdftotext", "-layout", str(pdf), "-").split("\f")
    found = (number for number, text in enumerate(pages, 1) if words in text)
    number = next(found, None)
    if number is None:
        raise SystemExit(f"no page of {pdf.name} says {words!r}")
    return number


def _run(*command: str, folder: Path | None = None) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    return done.stdout


if __name__ == "__main__":
    main()
