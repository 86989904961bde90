"""``regietafel pakket``: a child process reads what was received while this one makes the pages."""

from typing import TYPE_CHECKING

from regietafel.pack.binding import Binder

if TYPE_CHECKING:  # loaded when the child is under way
    from regietafel.cli.openen import Geopend


def run(name: str) -> int:
    """Make the pack of a meeting; return the exit code."""
    with Binder() as binder:
        from regietafel.cli.openen import open_meeting

        return _make(open_meeting(name), binder)


def make(geopend: "Geopend") -> int:
    """Make the pack of a meeting that is open; return the exit code."""
    with Binder() as binder:
        return _make(geopend, binder)


def _make(geopend: "Geopend", binder: Binder) -> int:
    from regietafel.cli.bundelplan import plan_pack, received

    ontvangst = received(geopend.dossier)
    binder.start(plan_pack(geopend.dossier, ontvangst.paden))
    from regietafel.cli import bundelen

    return bundelen.make(geopend, ontvangst, binder)
