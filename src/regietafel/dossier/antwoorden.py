"""``antwoorden.yaml`` as text: kept by the tool, readable and correctable by the secretary."""

from typing import Any

from regietafel.dossier.scaffold import SCHEMA, dump_yaml
from regietafel.model.antwoord import Antwoord, Antwoorden, TeBeoordelen

ANTWOORDEN = "antwoorden.yaml"
_HEAD = (
    SCHEMA.format(up="../../../", name="antwoorden")
    + "# Bijgehouden door 'regietafel antwoorden'. Wat in vergadering.yaml bij aanwezigheid staat, gaat voor.\n"
)


def antwoorden_text(antwoorden: Antwoorden) -> str:
    """Return the whole file."""
    data = {
        "antwoorden": [_plain(one) for one in antwoorden.antwoorden],
        "te_beoordelen": [_plain(one) for one in antwoorden.te_beoordelen],
    }
    return _HEAD + dump_yaml({name: items for name, items in data.items() if items})


def _plain(one: Antwoord | TeBeoordelen) -> dict[str, Any]:
    """Return what differs from the usual, with times and yes or no as the files have them."""
    data = one.model_dump(mode="json", exclude_defaults=True)
    return {name: "ja" if value is True else value for name, value in data.items()}
