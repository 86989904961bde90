"""What ``regietafel mail`` is asked to do: one thing at a time, with options that fit it."""

from collections.abc import Mapping
from enum import StrEnum

from regietafel import dutch
from regietafel.cli.mailvoorbereiding import Vraag
from regietafel.cli.terminal import Refusal

_NOTHING = "Er is niets gedaan."


class Werk(StrEnum):
    """What to do, by the option that asks for it; without one it is to look, and make a draft."""

    KIJKEN = ""
    LIJST = "--json"
    VERSTUREN = "--verstuur"
    ALSNOG = "--alsnog"
    AANGEKOMEN = "--aangekomen"
    VASTLEGGEN = "--vastleggen"


_AS_IT_WAS = frozenset({Werk.ALSNOG, Werk.AANGEKOMEN})
"""About a mailing that is there: nothing about it can be chosen any more."""


def choose_work(asked: Mapping[Werk, bool], vraag: Vraag) -> Werk:
    """Return the one thing to do; a Refusal where options do not go together.

    ``asked`` tells which of the options were given. To send once more is to send.
    """
    if asked[Werk.ALSNOG] and not asked[Werk.VERSTUREN]:
        raise Refusal(f"--alsnog hoort bij --verstuur. {_NOTHING}")
    given = [werk for werk, on in asked.items() if on]
    if asked[Werk.ALSNOG]:
        given.remove(Werk.VERSTUREN)
    if len(given) > 1:
        raise Refusal(f"{dutch.opsomming(given)} gaan niet samen; kies er één. {_NOTHING}")
    werk = given[0] if given else Werk.KIJKEN
    if werk in _AS_IT_WAS and vraag.opties:
        raise Refusal(
            f"{werk} gaat over een mail die er al is; typ de opdracht zonder "
            f"{dutch.opsomming(vraag.opties)}. {_NOTHING}"
        )
    return werk
