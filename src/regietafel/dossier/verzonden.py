"""``verzonden/``: what went out, a folder per mailing, written once; its delivery line by line."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from regietafel.dossier.lezen import load_file, outside_workspace
from regietafel.dossier.reading import read_text
from regietafel.dossier.scaffold import SCHEMA, dump_yaml
from regietafel.dossier.workspace import Werkmap, is_file, stays_inside
from regietafel.dossier.writing import copy_atomic, write_atomic
from regietafel.findings import Finding, fout, waarschuwing
from regietafel.model.zending import (
    Bezorgregel,
    Stap,
    Verzonden,
    VerzondenBericht,
    VerzondenBestand,
    Zending,
)

VERZONDEN, ZENDING, BEZORGING, BERICHTEN = "verzonden", "zending.yaml", "bezorging.txt", "berichten"

_NAME = re.compile(r"\d{3,}-[a-z]+")
_HEAD = "# Bijgehouden door regietafel: wie kreeg de mail, en wanneer. Laat dit bestand staan.\n"
_YAML_HEAD = (
    "# Wat is verstuurd, en aan wie. Bijgehouden door regietafel; verander dit bestand niet.\n"
)


def load_verzonden(
    werkmap: Werkmap, folder: Path
) -> tuple[tuple[Verzonden, ...], tuple[Finding, ...]]:
    """Return the mailings of a meeting with their delivery, oldest first, and what is wrong."""
    mailings, findings = [], []
    for place in mailing_folders(folder):
        loaded = load_file(werkmap, place / ZENDING, Zending)
        regels, more = load_bezorging(werkmap, place)
        findings += [*loaded.findings, *more]
        if loaded.model is not None:
            mailings.append(Verzonden(place.name, loaded.model, regels))
    return tuple(mailings), tuple(findings)


def mailing_folders(folder: Path) -> list[Path]:
    """Return the folders of the mailings of a meeting, oldest first."""
    root = folder / VERZONDEN
    found = [f for f in root.iterdir() if _NAME.fullmatch(f.name)] if root.is_dir() else []
    return sorted((f for f in found if f.is_dir()), key=lambda f: (_number(f), f.name))


def _number(folder: Path) -> int:
    return int(folder.name.partition("-")[0])


# ---------------------------------------------------------------------- writing a mailing


def write_zending(folder: Path, zending: Zending, files: Mapping[str, bytes | Path]) -> Path:
    """Write a mailing into ``verzonden/`` of a meeting (``folder``) and return its own folder.

    ``files`` are the contents, or the places, of what ``zending`` names. It appears in one step: an
    interruption leaves nothing, or all of it. Raises OSError when the place can't be written.
    """
    root = folder / VERZONDEN
    root.mkdir(parents=True, exist_ok=True)
    _sweep(root)
    place = root / f"{_next_number(folder):03}-{zending.soort}"
    temporary = root / f".nieuw-{place.name}"
    temporary.mkdir()
    try:
        for name, content in files.items():
            _write(temporary / name, content)
        write_atomic(temporary / ZENDING, zending_text(zending).encode())
        write_atomic(temporary / BEZORGING, _HEAD.encode())
        temporary.rename(place)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    _flush(root)
    return place


def _write(path: Path, content: bytes | Path) -> None:
    if isinstance(content, Path):
        copy_atomic(path, content)
    else:
        write_atomic(path, content)


def _next_number(folder: Path) -> int:
    return max((_number(place) for place in mailing_folders(folder)), default=0) + 1


def _sweep(root: Path) -> None:
    """Throw away what a run that was cut off had not finished writing."""
    for left in root.glob(".nieuw-*"):
        shutil.rmtree(left, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Let the name of a new folder survive a power failure, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def zending_text(zending: Zending) -> str:
    """Return ``zending.yaml``; what has its usual value is left out."""
    data = _plain(zending.model_dump(mode="json", exclude_defaults=True))
    return SCHEMA.format(up="../../../../../", name="zending") + _YAML_HEAD + dump_yaml(data)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return ("ja" if value else "nee") if isinstance(value, bool) else value


# ---------------------------------------------------------------------- its delivery


def append_regel(place: Path, regel: Bezorgregel) -> None:
    """Add a line to the delivery of a mailing (``place``) and wait until it is on the disk."""
    path = place / BEZORGING
    reason = " ".join(regel.reden.split())
    line = f"{regel.moment.isoformat()}\t{regel.stap}\t{regel.email}\t{reason}".rstrip("\t")
    with path.open("ab+") as file:
        torn = file.tell() > 0 and _last_byte(path) != b"\n"
        file.write(("\n" if torn else "").encode() + f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)


def load_bezorging(
    werkmap: Werkmap, place: Path
) -> tuple[tuple[Bezorgregel, ...], tuple[Finding, ...]]:
    """Return the lines of a mailing's delivery; a line that says nothing is a finding.

    A line without its end was being written when the power failed: what it told is not certain, and
    the line before it counts.
    """
    path = place / BEZORGING
    outside = outside_workspace(werkmap, path)
    if outside or not path.exists():
        return (), outside
    text, findings = read_text(path)
    if text is None:
        return (), tuple(findings)
    whole, _, _ = text.rpartition("\n")
    regels = []
    for number, line in enumerate(whole.split("\n"), 1):
        regel = _read_line(line)
        if regel is not None:
            regels.append(regel)
        elif line.strip() and not line.startswith("#"):
            message = "Deze regel is niet te lezen; kijk na of dit adres de mail kreeg."
            findings.append(waarschuwing(path, "bezorging-onleesbaar", message, line=number))
    return tuple(regels), tuple(findings)


def _read_line(line: str) -> Bezorgregel | None:
    moment, _, rest = line.rstrip("\r").partition("\t")
    stap, _, rest = rest.partition("\t")
    email, _, reden = rest.partition("\t")
    try:
        return Bezorgregel(datetime.fromisoformat(moment), Stap(stap), email, reden)
    except ValueError:
        return None


# ---------------------------------------------------------------------- is it as it went out?


def changed_since(place: Path, zending: Zending) -> Iterator[Finding]:
    """Yield the files of a mailing that are gone, or are not what went out."""
    items: list[VerzondenBestand | VerzondenBericht] = [*zending.bestanden, *zending.berichten]
    for item in items:
        path = place / item.bestand
        reason = _difference(place, item)
        if reason:
            message = (
                f"{reason}; zet het bestand terug zoals het was, bijvoorbeeld uit een reservekopie."
            )
            yield fout(path, "verzonden-veranderd", message)


def _difference(place: Path, item: VerzondenBestand | VerzondenBericht) -> str:
    path = place / item.bestand
    if not is_file(path) or not stays_inside(place, path):
        return "Dit bestand is verstuurd en is er niet meer"
    if isinstance(item, VerzondenBestand) and path.stat().st_size != item.grootte:
        return "Dit bestand is verstuurd en daarna veranderd"
    changed = fingerprint(path) != item.sha256
    return "Dit bestand is verstuurd en daarna veranderd" if changed else ""


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal figures."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
