"""A workspace with three members and a mail server on this machine."""

import re
from pathlib import Path

MEETING = "prt-drenthe/2024-07-17"
LEDEN = ("assen", "emmen", "meppel")
ASSEN, EMMEN, MEPPEL = (f"burgemeester@{lid}.example" for lid in LEDEN)


def meeting(werkmap: Path) -> Path:
    return werkmap / "meetings" / MEETING


def sent(werkmap: Path) -> list[str]:
    return sorted(f.name for f in (meeting(werkmap) / "verzonden").glob("*") if f.is_dir())


def delivery(werkmap: Path, name: str) -> list[tuple[str, str]]:
    text = (meeting(werkmap) / "verzonden" / name / "bezorging.txt").read_text()
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [(line[1], line[2]) for line in lines]


def only_three_members(werkmap: Path) -> None:
    """Leave out the members that a test has no need for."""
    path = werkmap / "meetings" / "prt-drenthe" / "tafel.yaml"
    head, _, rest = path.read_text().partition("leden:\n")
    people, _, tail = rest.partition("\n# Hiermee")
    blocks = re.split(r"(?m)^(?=  - lid: )", people)
    starts = tuple(f"  - lid: {lid}\n" for lid in LEDEN)
    chosen = "".join(block for block in blocks if block.startswith(starts))
    path.write_text(f"{head}leden:\n{chosen}\n# Hiermee{tail}")


def without_office_file(werkmap: Path) -> None:
    """Take the Word document off the agenda: LibreOffice is slow, and not what a test is about."""
    agenda = meeting(werkmap) / "vergadering.yaml"
    wanted = r"(?ms)^        bijlagen:\n          - titel: Overzicht flexwonen.*?docx\n"
    agenda.write_text(re.sub(wanted, "", agenda.read_text()))


def set_mail(werkmap: Path, **settings: object) -> None:
    """Write the settings of mail, in place of what was there."""
    path = werkmap / "regietafel.yaml"
    head = path.read_text().partition("\nmail:\n")[0]
    lines = "".join(f"  {key}: {value}\n" for key, value in settings.items())
    path.write_text(f"{head}\nmail:\n{lines}")
