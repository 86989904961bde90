"""``regietafel pakket``: a child process reads what was received while this one makes the pages."""

from typing import TYPE_CHECKING

from regietafel.pack.binding import Binder

if TYPE_CHECKING:  # loaded when the child is under way
    from regietafel.cli.bundelplan import Ontvangst
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
    ontvangst = begin(geopend, binder)
    from regietafel.cli import bundelen

    return bundelen.make(geopend, ontvangst, binder)


def begin(geopend: "Geopend", binder: Binder) -> "Ontvangst":
    """Set the child process to work on what was received, and return what that is."""
    from regietafel.cli.bundelplan import plan_pack, received
    from regietafel.cli.vaststaand import require_as_sent

    require_as_sent(geopend)
    ontvangst = received(geopend.dossier)
    binder.start(plan_pack(geopend.dossier, ontvangst.paden))
    return ontvangst
