"""Dutch for what typer itself says: help and wrong use."""

import re
from typing import Any

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

_PHRASES = (
    (r"Usage: ", "Gebruik: "),
    (r"(?m)^Options:", "Opties:"),
    (r"(?m)^Arguments:", "Argumenten:"),
    (r"(?m)^Commands:", "Opdrachten:"),
    (r"\[OPTIONS\]", "[OPTIES]"),
    (r"COMMAND \[ARGS\]\.\.\.", "OPDRACHT …"),
    (r"Show this message and exit\.", "Toon deze uitleg."),
    (r"\[required\]", "[verplicht]"),
    (r"\[default: ", "[standaard: "),
    (r"Missing argument", "Er ontbreekt een argument:"),
    (r"Missing option", "Er ontbreekt een optie:"),
    (r"Missing command\.", "Noem een opdracht."),
    (r"No such command '(.*?)'\.?", r"De opdracht '\1' bestaat niet."),
    (r"No such option: (\S+)", r"De optie \1 bestaat niet."),
    (r"Did you mean (.*?)\?", r"Bedoelt u \1?"),
    (r"\(Possible options: (.*)\)", r"Bedoelt u één van \1?"),
    (r"Option '(.*?)' requires an argument\.", r"Achter \1 hoort een waarde."),
    (r"Got unexpected extra argument\S* \((.*)\)", r"Dit is te veel: \1."),
    (r" <(str|path)>", ""),
)


def in_dutch(text: str) -> str:
    """Return help or an error of typer with its own phrases in Dutch."""
    for english, dutch in _PHRASES:
        text = re.sub(english, dutch, text)
    return text


def explain(error: TyperException) -> str:
    """Return what was wrong with the way a command was called, and where to find the right way."""
    message = in_dutch(getattr(error, "format_message", error.__str__)())
    if message.startswith("Gebruik: "):
        return message
    return f"{message}\nZie 'regietafel --help', of --help achter de opdracht."


class Opdracht(TyperCommand):
    """A command whose help is Dutch, and that says so when the user stops it."""

    def get_help(self, ctx: Any) -> str:
        return in_dutch(super().get_help(ctx))

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # typer would end without a word
            from regietafel.cli.terminal import Interruption

            raise Interruption from None


class Groep(TyperGroup):
    """A group of commands whose help is Dutch."""

    def get_help(self, ctx: Any) -> str:
        return in_dutch(super().get_help(ctx))
