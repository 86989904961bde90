"""The command line: parse, call, print findings, write, exit code."""

import atexit
import gc
import os
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always ends in SystemExit with 0, 1 or 2."""
    # No plugin of another package may change how our models read data; it also saves time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

    # A command lives for a second: looking for garbage cycles that often costs a tenth of it.
    gc.set_threshold(100_000, 50, 50)

    # Neither at the end: a process that stops gives its memory back without it.
    atexit.register(gc.freeze)

    from typer import TyperException

    from regietafel.cli.app import app
    from regietafel.cli.nederlands import explain
    from regietafel.cli.terminal import OK, WRONG_USE, refusals_as_messages, tell

    try:
        with refusals_as_messages():
            code = app(args=arguments, prog_name="regietafel", standalone_mode=False)
    except TyperException as error:
        tell(explain(error))
        raise SystemExit(WRONG_USE) from None
    raise SystemExit(code or OK)
