"""Two ways of writing an address are one person, for mail and for replies alike."""

import pytest

from regietafel.model.adres import same_address
from regietafel.model.antwoord import Antwoord, Antwoorden


@pytest.mark.parametrize(
    "other", ["BURGEMEESTER@Coöp.example", " burgemeester@xn--cop-tna.example ", "burgemeester@coöp.example"]
)  # fmt: skip
def test_case_and_accents_in_the_domain_do_not_make_another_address(other: str) -> None:
    assert same_address(other) == same_address("burgemeester@coöp.example")


def test_another_name_is_another_address() -> None:
    assert same_address("wethouder@coop.example") != same_address("burgemeester@coop.example")


def test_what_is_no_address_stays_comparable() -> None:
    assert same_address("geen adres") == same_address("Geen adres")


def test_an_answer_is_found_under_another_spelling_of_its_address() -> None:
    said = {"lid": "sneek", "keuze": "komt", "moment": "2027-06-01T12:00:00Z"}
    answer = Antwoord.model_validate({**said, "email": "info@xn--sdwest-pya.example"})
    assert Antwoorden(antwoorden=(answer,)).van("Info@súdwest.example") is answer
