"""``regietafel maak`` of one agenda against docxtpl followed by LibreOffice on the same content.

Run: ``python benchmarks/maak.py``. Target: at most 0.35 of the peer, Word and PDF together.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from meten import Deelnemer, measure, print_table

ROOT = Path(__file__).parent.parent
JULI = "prt-drenthe/2024-07-17"

_PEER = """
import subprocess, sys
from docxtpl import DocxTemplate
rows = [dict(nummer=str(i), titel=f"Agendapunt {i} over opvang en huisvesting",
             doel="Ter bespreking/instemming", bijlage="Ja") for i in range(1, 17)]
template = DocxTemplate("sjabloon.docx")
template.render({"titel": "Overleg provinciale regietafel", "datum": "woensdag 17 juli 2024",
                 "tijd": "12.30 - 13.30 uur", "plaats": "Provinciehuis", "rijen": rows})
template.save("agenda.docx")
subprocess.run(["soffice", f"-env:UserInstallation=file://{sys.argv[1]}", "--headless",
                "--convert-to", "pdf", "agenda.docx"], check=True, capture_output=True)
"""


def peer(folder: Path) -> Deelnemer:
    """Return docxtpl and LibreOffice as a user would chain them, with a table of 16 rows."""
    import docx

    document = docx.Document()
    document.add_heading("{{ titel }}", 1)
    document.add_paragraph("{{ datum }}, {{ tijd }}, {{ plaats }}")
    table = document.add_table(rows=4, cols=4)
    for cell, text in zip(
        table.rows[0].cells, ("Nr", "Agendapunt", "Doel", "Bijlage"), strict=True
    ):
        cell.text = text
    table.rows[1].cells[0].text = "{%tr for rij in rijen %}"
    names = ("nummer", "titel", "doel", "bijlage")
    for cell, name in zip(table.rows[2].cells, names, strict=True):
        cell.text = "{{ rij." + name + " }}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.save(str(folder / "sjabloon.docx"))
    (folder / "peer.py").write_text(_PEER)
    command = [sys.executable, "peer.py", str(folder / "profiel")]
    return Deelnemer("docxtpl + soffice", command, folder)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "meetings", folder / "werk/meetings")
        shutil.copy(ROOT / "regietafel.yaml", folder / "werk")
        command = [sys.executable, "-m", "regietafel", "maak", JULI, "agenda"]
        ours = Deelnemer("regietafel maak (Word + PDF)", command, folder / "werk")
        other = peer(folder)
        print_table(measure([ours, other]), against=other.naam)


if __name__ == "__main__":
    main()
