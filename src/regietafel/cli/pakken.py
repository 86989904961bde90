"""``regietafel pakket``: a child process gets ready while the meeting is read."""

from typing import TYPE_CHECKING

from regietafel.pack.binding import Binder

if TYPE_CHECKING:  # loaded when the child is under way
    from regietafel.cli.openen import Geopend


def run(name: str) -> int:
    """Make the pack of a meeting; return the exit code."""
    with Binder() as binder:
        from regietafel.cli import bundelen
        from regietafel.cli.openen import open_meeting

        return bundelen.make(open_meeting(name), binder)


def make(geopend: "Geopend") -> int:
    """Make the pack of a meeting that is open; return the exit code."""
    from regietafel.cli import bundelen

    with Binder() as binder:
        return bundelen.make(geopend, binder)
