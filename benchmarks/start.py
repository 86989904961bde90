"""``regietafel --help`` against the smallest typer program.

Run: ``python benchmarks/start.py``. Target: at most 1.5 of the peer.
"""

import sys
import tempfile
from pathlib import Path

from meten import Deelnemer, measure, print_table

_HELLO = """
import typer

app = typer.Typer()


@app.command()
def hello(name: str) -> None:
    print(f"Hello {name}")


app()
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "hello.py").write_text(_HELLO)
        ours = Deelnemer(
            "regietafel --help", [sys.executable, "-m", "regietafel", "--help"], folder
        )
        peer = Deelnemer("typer hello --help", [sys.executable, "hello.py", "--help"], folder)
        print_table(measure([ours, peer], rounds=21), against=peer.naam)


if __name__ == "__main__":
    main()
