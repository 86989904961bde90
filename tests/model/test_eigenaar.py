"""Whom an owner stands for."""

from pathlib import Path

import pytest

from regietafel.model.eigenaar import owner_objection, owner_of
from regietafel.model.tafel import Tafel

TAFEL = Tafel.model_validate(
    {
        "naam": "provinciale regietafel Voorbeeld",
        "kort": "PRT Voorbeeld",
        "nummercode": "PRT-VB",
        "niveau": "provinciaal",
        "secretariaat": {"naam": "Secretariaat", "email": "s@p.example"},
        "leden": [
            {
                "lid": "cdk",
                "functie": "commissaris",
                "organisatie": "provincie Voorbeeld",
                "rol": "voorzitter",
            },
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
        ("iedereen", ["cdk", *MUNICIPALITIES]),
        ("allen", ["cdk", *MUNICIPALITIES]),
        ("voorzitter", ["cdk"]),
        ("De voorzitter", ["cdk"]),
        ("de provincie", ["cdk"]),
        ("alle provincies", ["cdk"]),
        ("alle ministeries", []),
        ("gemeente", []),
        ("gemeenten in het noorden", []),
        ("secretaris", []),
        ("", []),
    ],
)
def test_an_owner_is_a_member_an_organisation_or_a_group(eigenaar: str, leden: list[str]) -> None:
    assert [lid.lid for lid in owner_of(TAFEL, eigenaar).leden] == leden


@pytest.mark.parametrize(
    ("eigenaar", "said"),
    [
        ("iedereen", ""),
        ("de gemeenten", ""),
        ("Gemeente dorp", ""),
        ("voorzitter", ""),
        ("voorzitter PRT Groningen", ""),
        ("secretaris PRT Groningen", ""),
        ("werkgroep huisvesting", ""),
        ("de werkgroep", ""),
        ("alle partners", ""),
        ("gemeenten in het noorden", ""),
        ("het ministerie", ""),
        ("dorpp", "waarschuwing: bedoelt u 'dorp'?"),
        ("Dorp", "waarschuwing: bedoelt u 'dorp'?"),
        ("gemeente Stat", "waarschuwing: bedoelt u 'stad'?"),
        ("gemeente Groningen", "hint: de naam wordt overgenomen zoals hij er staat."),
        ("provincie Groningen", "hint: de naam wordt overgenomen zoals hij er staat."),
        ("Stichting Zon", "hint: de naam wordt overgenomen zoals hij er staat."),
    ],
)
def test_an_owner_whom_nobody_knows_is_said_and_a_group_is_not(eigenaar: str, said: str) -> None:
    objection = owner_objection(TAFEL, eigenaar)
    finding = objection.finding(Path("verslag.yaml"), ("door", 0)) if objection else None
    words = f"{finding.severity}: {finding.message.partition('; ')[2]}" if finding else ""
    assert words == said
