"""``regietafel pakket``: read the attachments while the libraries for the pack load."""

from concurrent.futures import ThreadPoolExecutor

from regietafel.cli.feiten import gather
from regietafel.cli.openen import Geopend, open_meeting


def run(name: str) -> int:
    """Make the pack of a meeting; return the exit code."""
    return make(open_meeting(name))


def make(geopend: Geopend) -> int:
    """Make the pack; child processes read what was received while this one makes the agenda."""
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(gather, geopend.dossier)
        from regietafel.cli import bundelen

        return bundelen.make(geopend, reading.result)
