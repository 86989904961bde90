"""The words of a Word file and of a PDF, in the order in which they are read."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeeze(text: str) -> str:
    """Leave out what a line break may change: white space and hyphens."""
    return re.sub(r"[\s\u00ad‐-]+", "", text)


def word_paragraphs_with_notes(content: bytes) -> list[str]:
    """Return the paragraphs of a Word file, each note where it is named, after its mark."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        names = archive.namelist()
        notes = archive.read("word/footnotes.xml") if "word/footnotes.xml" in names else b"<x/>"
    texts = {note.get(f"{W}id"): _text(note, {}) for note in etree.fromstring(notes)}
    paragraphs = (squeeze(_text(p, texts)) for p in body.iter(f"{W}p"))
    return [text for text in paragraphs if text]


def _text(element: etree._Element, notes: dict[str | None, str]) -> str:
    said = ""
    for child in element.iter(f"{W}t", f"{W}footnoteReference"):
        number = child.get(f"{W}id")
        said += (child.text or "") if child.tag == f"{W}t" else f"{number}{number}{notes[number]}"
    return said


def pdf_text(content: bytes, folder: Path) -> str:
    """Return the text in the order of the tags: what a screen reader says."""
    path = folder / "stuk.pdf"
    path.write_bytes(content)
    command = ["pdfinfo", "-struct-text", str(path)]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    lines = said.decode(errors="replace").splitlines()  # an alternative text stands in UTF-16
    quoted = (line.strip() for line in lines)
    return squeeze("".join(text[1:-1] for text in quoted if text.startswith('"')))


def missing_in_order(paragraphs: list[str], text: str) -> list[str]:
    """Return the paragraphs that do not stand in a text after the ones before them."""
    missing = []
    for paragraph in paragraphs:
        _, found, rest = text.partition(paragraph)
        text = rest if found else text
        missing += [] if found else [paragraph]
    return missing
