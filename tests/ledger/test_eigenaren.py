"""Whom an owner stands for."""

import pytest

from regietafel.ledger.eigenaren import members_behind
from regietafel.model.tafel import Tafel

TAFEL = Tafel.model_validate(
    {
        "naam": "provinciale regietafel Voorbeeld",
        "kort": "PRT Voorbeeld",
        "nummercode": "PRT-VB",
        "niveau": "provinciaal",
        "secretariaat": {"naam": "Secretariaat", "email": "s@p.example"},
        "leden": [
            {"lid": "cdk", "functie": "commissaris", "organisatie": "provincie Voorbeeld"},
            {"lid": "stad", "functie": "burgemeester", "organisatie": "gemeente Stad"},
            {"lid": "stad-wethouder", "functie": "wethouder", "organisatie": "gemeente Stad"},
            {"lid": "dorp", "functie": "burgemeester", "organisatie": "Gemeente Dorp"},
        ],
    }
)
MUNICIPALITIES = ["stad", "stad-wethouder", "dorp"]


@pytest.mark.parametrize(
    ("eigenaar", "leden"),
    [
        ("stad", ["stad"]),
        ("gemeente Stad", ["stad", "stad-wethouder"]),
        ("Gemeente  stad", ["stad", "stad-wethouder"]),
        ("alle gemeenten", MUNICIPALITIES),
        ("Alle Drentse gemeenten", MUNICIPALITIES),
        ("gemeenten", MUNICIPALITIES),
        ("de gemeenten", MUNICIPALITIES),
        ("alle leden", ["cdk", *MUNICIPALITIES]),
        ("gemeenten in het noorden", []),
        ("secretaris", []),
        ("", []),
    ],
)
def test_an_owner_is_a_member_an_organisation_or_a_group(eigenaar: str, leden: list[str]) -> None:
    assert [lid.lid for lid in members_behind(TAFEL, eigenaar)] == leden
