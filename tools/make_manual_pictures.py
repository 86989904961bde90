"""Make the pictures of the manual from the example workspace: ``docs/handleiding/beelden/*.png``.

Needs poppler (``pdftoppm``), LibreOffice (``soffice``) and pillow. Run it after a change of a
template or of the example: ``python tools/make_manual_pictures.py``, and look at what came out.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "handleiding" / "beelden"
UIT = Path("meetings/prt-drenthe/2024-07-17/uit")
DPI = 80
COLOURS = 32
EDGE = "#b0b0b0"
MAX_BYTES = 120_000

PACK = "Vergaderstukken PRT Drenthe 17 juli 2024.pdf"
AGENDA = "0. Agenda PRT Drenthe 17 juli 2024"
LIST = "2. Actie- en besluitenlijst PRT Drenthe 5 april 2024.pdf"

# Name of the picture; the PDF; what the page must say. The first page that says it is taken.
PAGES = (
    ("agenda", f"{AGENDA}.pdf", "Overleg provinciale regietafel"),
    ("actielijst", LIST, "PRT-DR-2024-A04"),
    ("bundel-inhoud", PACK, "Inhoud van de vergaderstukken"),
    ("bundel-bijlage", PACK, "Bijlage 4b · pagina 1"),
    ("word-agenda", f"word/{AGENDA}.pdf", "Overleg provinciale regietafel"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        example = Path(folder) / "voorbeeld"
        _run(sys.executable, "-m", "regietafel", "demo", str(example))
        made = example / UIT
        _run(
            "soffice", f"-env:UserInstallation={(Path(folder) / 'profiel').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(made / "word"), str(made / f"{AGENDA}.docx"),
        )  # fmt: skip
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, pdf, words in PAGES:
            _picture(made / pdf, words, TARGET / f"{name}.png", Path(folder))


def _picture(pdf: Path, words: str, target: Path, folder: Path) -> None:
    number = str(_find_page(pdf, words))
    page = folder / target.stem
    pages = ("-f", number, "-l", number, "-singlefile")
    _run("pdftoppm", "-r", str(DPI), *pages, "-png", str(pdf), str(page))
    with Image.open(page.with_suffix(".png")) as image:
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


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
