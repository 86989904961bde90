"""The command line: parse, call, print findings, write, exit code."""

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always ends in SystemExit with 0, 1 or 2."""
    from regietafel.cli.app import app
    from regietafel.cli.terminal import refusals_as_messages

    with refusals_as_messages():
        app(args=arguments, prog_name="regietafel")
