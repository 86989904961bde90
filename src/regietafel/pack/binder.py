"""The guarded child of ``binding``: looks at received files and makes the pack of them.

What others sent is opened here only, once: from a private copy, so that a file that changes meanwhile
can't bring in what nobody looked at. In lines of JSON it reads the job, tells what each received file
is, takes those in while the parent makes its own pages, reads which of those there are, and tells
what the pack became. ``bezig`` says what it is working on, for who holds the clock.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Pdf

from regietafel.pack.delen import OnleesbaarDeel, Packdeel
from regietafel.pack.guarded import GEHEUGEN, KLAAR, limit_resources, read_line, say
from regietafel.pack.merge import Pak
from regietafel.pack.probe import open_received, reason

PER_BYTE = 8
"""Address space for each byte of the received files, besides what one file may take."""


def main() -> None:
    """Read the job that ``binding`` sends and do it."""
    say(KLAAR)
    job = read_line()
    received = [(positie, Path(name)) for positie, name in job["ontvangen"]]
    limit_resources(job["seconden"], GEHEUGEN + PER_BYTE * _size(received))
    try:
        with ExitStack() as stack:
            _bind(job, received, stack)
    except OnleesbaarDeel as error:
        say({"onleesbaar": error.positie, "reden": reason(error)})


def _size(received: Iterable[tuple[int, Path]]) -> int:
    return sum(path.stat().st_size for _, path in received if path.exists())


def _bind(job: dict[str, Any], received: list[tuple[int, Path]], stack: ExitStack) -> None:
    delen = [Packdeel(**fields, inhoud=None) for fields in job["delen"]]
    bronnen: dict[int, Pdf] = {}
    for positie, path in received:
        say({"bezig": positie})
        seen, bron = open_received(path, stack)
        say({"feiten": seen, "bytes": _size([(positie, path)])})
        if bron is not None:
            bronnen[positie] = bron
    pak = Pak(stack.enter_context(pikepdf.new()), job["taal"], lambda p: say({"bezig": p}))
    for positie, bron in bronnen.items():
        say({"bezig": positie})
        pak.take(delen[positie], positie, bron)
    folder = Path(job["map"])
    own_pages = read_line()
    for positie in own_pages["eigen"]:
        own = replace(delen[positie], inhoud=folder / f"{positie}.pdf")
        pak.add(own, positie, stack)
    moment = datetime.fromisoformat(job["moment"])
    bladen = dict(own_pages["bladen"])
    facts = pak.finish(delen, job["titel"], moment, job["auteur"], bladen)
    pak.save(folder / "pak.pdf")
    say({"pak": asdict(facts)})
