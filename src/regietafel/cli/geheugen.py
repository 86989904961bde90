"""What ``controleer`` found about a received file, remembered by content: reading it costs time.

The cache lies with the user, not in the workspace: a workspace that somebody sends can't claim that
its files are harmless. It holds no truth: delete it at will. A part that is damaged, or from another
version, is passed over; only files that could be read are remembered.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from regietafel import __version__
from regietafel.dossier.writing import write_atomic
from regietafel.model.bestanden import Bestandsfeiten, Bestandssoort

if TYPE_CHECKING:
    from regietafel.dossier.geheugen import Geheugen

SETTING = "REGIETAFEL_GEHEUGEN"
"""Environment variable: the folder of the cache, or ``uit`` for none."""


def cache_folder() -> Path | None:
    """Return where facts are remembered, None when the user wants none."""
    setting = os.environ.get(SETTING, "")
    if setting == "uit":
        return None
    if setting:
        return Path(setting)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return base / "regietafel"


def remembered_ledger() -> "Geheugen":
    """Return where the ledger is remembered, and now: what changes later is read again."""
    from regietafel.dossier.geheugen import Geheugen

    return Geheugen(cache_folder(), time.time_ns())


def recall(sha256: str) -> Bestandsfeiten | None:
    """Return the facts of a content that was read before, or None."""
    path = _path(sha256)
    if path is None:
        return None
    try:
        found = json.loads(path.read_bytes())
        facts = Bestandsfeiten(**found | {"soort": Bestandssoort(found["soort"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return facts if facts.sha256 == sha256 and facts.leesbaar else None


def remember(facts: Bestandsfeiten) -> None:
    """Keep the facts of a file that could be read; without a place to write, nothing is kept."""
    path = _path(facts.sha256)
    if path is None or not facts.leesbaar or path.exists():
        return
    try:
        write_atomic(path, json.dumps(asdict(facts)).encode())
    except OSError:
        return


def _path(sha256: str) -> Path | None:
    from importlib.metadata import version

    folder = cache_folder()
    readers = f"{__version__}-{version('pikepdf')}"
    return folder / "feiten" / readers / f"{sha256}.json" if folder else None
