"""The command line: parse, call, print findings, write, exit code."""

import os
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always ends in SystemExit with 0, 1 or 2."""
    # No plugin of another package may change how our models read data; it also saves time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

    from regietafel.cli.app import app
    from regietafel.cli.terminal import refusals_as_messages

    with refusals_as_messages():
        app(args=arguments, prog_name="regietafel")
