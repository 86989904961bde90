"""A pack of received files and our own pages, made by a guarded child process.

What others sent may loop, unpack to terabytes or crash a library. So it is opened in the child
(``binder``) only, and once. Where that ends too soon, ``NietGebonden`` names the part that it was
working on; which file is to blame, a rehearsal tells (``inspection``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Self

from regietafel.model.bestanden import Bestandsfeiten, Bestandssoort
from regietafel.pack.delen import Packdeel, Pakfeiten
from regietafel.pack.guarded import TE_LANG, Kind

SECONDEN = 5.0
"""How long the child may work on one part, or on what spans them."""

Voortgang = Callable[[int, int], None]


class NietGebonden(Exception):  # noqa: N818 - a Dutch noun
    """The child ended before the pack was there.

    ``positie`` counts the parts from 0 and names the one that was being worked on, if any.
    ``reden`` is a Dutch sentence about that part; ``oorzaak`` the last that the child wrote to
    standard error, ``''`` when it had no time for that.
    """

    def __init__(self, positie: int | None, reden: str, oorzaak: str = "") -> None:
        self.positie, self.reden, self.oorzaak = positie, reden, oorzaak
        self.te_lang = reden == TE_LANG
        super().__init__(reden)


@dataclass(frozen=True)
class Bindwerk:
    """The pack to make. ``inhoud`` of a part is the path of a received file; our own pages come later."""

    delen: tuple[Packdeel, ...]
    titel: str
    moment: datetime
    auteur: str
    taal: str = "nl-NL"

    @property
    def ontvangen(self) -> dict[int, Path]:
        """The received files, by the position of their part."""
        delen = enumerate(self.delen)
        return {positie: deel.inhoud for positie, deel in delen if isinstance(deel.inhoud, Path)}


class Binder:
    """The child and the folder that it shares with us; to be used in a ``with``.

    It starts at once, so that it is ready when there is work. ``start``, ``look`` and ``bind`` follow each
    other; each raises ``NietGebonden``. After that ``start`` begins anew with another child.
    """

    def __init__(self, seconden: float = SECONDEN) -> None:
        self._seconden = seconden
        self._folder = TemporaryDirectory(prefix="regietafel-", ignore_cleanup_errors=True)
        self._kind = _new_child()
        self._werk: Bindwerk | None = None
        self._bezig: int | None = None
        self._klaar = False

    def start(self, werk: Bindwerk) -> None:
        """Give the child its work; raises ``LezerStartNiet`` when no child can be started."""
        if self._werk is not None:
            self._kind.end()
            self._kind = _new_child()
        self._werk, self._bezig, self._klaar = werk, None, False
        fields = ("sleutel", "titel", "niveau", "stempel")
        self._kind.start(
            {
                "delen": [{name: getattr(deel, name) for name in fields} for deel in werk.delen],
                "ontvangen": [(positie, str(path)) for positie, path in werk.ontvangen.items()],
                "titel": werk.titel,
                "moment": werk.moment.isoformat(),
                "auteur": werk.auteur,
                "taal": werk.taal,
                "map": self._folder.name,
                "seconden": int(self._seconden * (len(werk.delen) + 2)),
            }
        )

    def look(self) -> dict[Path, Bestandsfeiten]:
        """Return what can be seen at once of the received files.

        That a PDF is readable means that it opens; tags and claims are not known yet, and there is
        no hash.
        """
        return {path: self._facts() for path in self._started.ontvangen.values()}

    def bind(
        self,
        eigen: Mapping[int, bytes],
        voortgang: Voortgang = lambda *_: None,
        bladen: Mapping[int, Sequence[str]] = MappingProxyType({}),
    ) -> tuple[Path, Pakfeiten]:
        """Add our own pages by position; return the file (it lives as long as this) and its facts.

        ``voortgang`` is told the number of parts done and their total. ``bladen`` gives the page
        numbers of every part, by position; empty to count from 1.
        """
        folder = Path(self._folder.name)
        for positie, content in eigen.items():
            (folder / f"{positie}.pdf").write_bytes(content)
        numbers = [(positie, list(own)) for positie, own in bladen.items()]
        self._kind.send({"eigen": sorted(eigen), "bladen": numbers})
        steps = 2 * len(self._started.ontvangen.keys() | eigen)  # each is taken in and stamped
        said = self._next(lambda done: voortgang(min(done, steps), steps))
        self._klaar = True
        return folder / "pak.pdf", _read_pak(said["pak"])

    @property
    def _started(self) -> Bindwerk:
        if self._werk is None:
            raise RuntimeError("start comes first")
        return self._werk

    def _facts(self) -> Bestandsfeiten:
        said = self._next()
        read = said["feiten"]
        kind = Bestandssoort(read.pop("soort", Bestandssoort.ONBEKEND))
        return Bestandsfeiten(kind, said["bytes"], "", **read)

    def _next(self, stap: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
        """Return the next that the child tells, besides what it is working on."""
        done = 0
        while True:
            said = self._kind.wait(self._seconden)
            if not isinstance(said, dict):
                last = self._kind.complaint().strip().rpartition("\n")[2]
                raise NietGebonden(self._bezig, said, last)
            if "onleesbaar" in said:
                raise NietGebonden(said["onleesbaar"], said["reden"])
            if "bezig" not in said:
                return said
            self._bezig = said["bezig"]
            done += 1
            stap(done)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._klaar:
            self._kind.finish()
        self._kind.end()
        self._folder.cleanup()


def _new_child() -> Kind:
    return Kind("regietafel.pack.binder")


def _read_pak(said: dict[str, Any]) -> Pakfeiten:
    """Return the facts as they were before they went through JSON."""
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    pairs = tuple((sleutel, what) for sleutel, what in said["verwijderd"])
    return Pakfeiten(**said | lists | {"verwijderd": pairs})
