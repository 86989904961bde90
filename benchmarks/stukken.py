"""``regietafel maak`` of twenty memos against docxtpl for each and one LibreOffice for all.

Run: ``python benchmarks/stukken.py``. Target: at most 0.35 of the peer, Word and PDF together.
Both make the same documents: the template of the peer is our own Word file of the memo, with its table
on its side, chart and notes, in which the number of the version is a field. LibreOffice makes the same kind
of PDF (PDF/UA, PDF/A-2); the second peer makes a plain one, without tags.
"""

import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from meten import Deelnemer, measure, print_table

ROOT = Path(__file__).parent.parent
JULI = "prt-drenthe/2024-07-17"
MEMO = "voorstelmemo-drentse-puzzel.md"
AANTAL = 20
VERSIE = "ronde 1"
"""The words in the first memo that are another number in each of the others."""
TOEGANKELIJK = "pdf:writer_pdf_Export:" + json.dumps(
    {
        "PDFUACompliance": {"type": "boolean", "value": "true"},
        "SelectPdfVersion": {"type": "long", "value": "2"},
    }
)

_PEER = f"""
import subprocess, sys
from docxtpl import DocxTemplate
names = []
for number in range(1, {AANTAL} + 1):
    template = DocxTemplate("sjabloon.docx")
    template.render({{"nummer": number}})
    names.append(f"memo-{{number}}.docx")
    template.save(names[-1])
subprocess.run(["soffice", f"-env:UserInstallation=file://{{sys.argv[1]}}", "--headless",
                "--convert-to", sys.argv[2], *names], check=True, capture_output=True)
"""


def versions(memo: str) -> Iterator[str]:
    """Yield twenty memos that differ in name and text."""
    for number in range(1, AANTAL + 1):
        named = memo.replace("naam: ", f"naam: Ronde {number} ", 1)
        yield named.replace("twaalf gemeenten", f"twaalf gemeenten in ronde {number}")


def ours(folder: Path) -> Deelnemer:
    """Return our command in a workspace with the memos."""
    shutil.copytree(ROOT / "meetings", folder / "meetings", ignore=shutil.ignore_patterns("uit"))
    shutil.copy(ROOT / "regietafel.yaml", folder)
    stukken = folder / "meetings" / JULI / "stukken"
    memo = (stukken / MEMO).read_text()
    (stukken / MEMO).unlink()
    for number, text in enumerate(versions(memo), 1):
        (stukken / f"memo-{number:02}.md").write_text(text)
    meeting = stukken.parent / "vergadering.yaml"
    meeting.write_text(meeting.read_text().replace(MEMO, "memo-01.md"))
    command = [sys.executable, "-m", "regietafel", "maak", JULI, "voorstelmemo"]
    return Deelnemer("regietafel maak (Word + PDF)", command, folder)


def peer(folder: Path, memo: bytes, naam: str, soort: str) -> Deelnemer:
    """Return docxtpl and one LibreOffice as a user would chain them."""
    folder.mkdir()
    (folder / "sjabloon.docx").write_bytes(as_template(memo))
    (folder / "peer.py").write_text(_PEER)
    return Deelnemer(naam, [sys.executable, "peer.py", str(folder / "profiel"), soort], folder)


def as_template(memo: bytes) -> bytes:
    """Return a Word file with a field of docxtpl where the number of the version stands."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(memo)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                content = content.replace(VERSIE.encode(), b"ronde {{ nummer }}")
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mine = ours(folder / "werk")
        subprocess.run(mine.command, cwd=mine.cwd, check=True, capture_output=True)
        first = next((mine.cwd / "meetings" / JULI / "uit").glob("*Ronde 1 *.docx")).read_bytes()
        other = peer(folder / "toegankelijk", first, "docxtpl + one soffice", TOEGANKELIJK)
        plain = peer(folder / "kaal", first, "the same, a plain PDF", "pdf")
        print_table(measure([mine, other, plain], 5), against=other.naam)


if __name__ == "__main__":
    main()
