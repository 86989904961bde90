"""A deadline as people write it."""

from datetime import date

import pytest

from regietafel.model.termijn import Termijn, date_objection, parse_termijn


@pytest.mark.parametrize(
    ("words", "last_day"),
    [
        ("2027-06-01", date(2027, 6, 1)),
        (" 2027-06-01 ", date(2027, 6, 1)),
        ("Q1 2023", date(2023, 3, 31)),
        ("kwartaal 4 2027", date(2027, 12, 31)),
        ("Februari 2028", date(2028, 2, 29)),
        ("20270601", None),
        ("2027-02-30", None),
        ("2027-W22-2", None),
        ("mei 0000", None),
        ("voor de zomer", None),
    ],
)
def test_a_deadline_has_a_last_day_when_its_words_name_one(
    words: str, last_day: date | None
) -> None:
    assert parse_termijn(words) == Termijn(words.strip(), last_day)
    assert parse_termijn(words).is_datum == (last_day is not None and words.strip()[0] == "2")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2027-06-01", ""),
        ("Q1 2023", ""),
        ("voor 1 juni 2027", ""),
        ("2027", ""),
        ("", ""),
        ("01-06-2027", "Schrijf de termijn als 2027-06-01"),
        ("1-6-27", "Schrijf de termijn als 2027-06-01"),
        ("1 juni 27", "Schrijf de termijn als 2027-06-01"),
        ("1-6-207", ""),
        ("1/6/2027", "Schrijf de termijn als 2027-06-01"),
        ("1.6.2027", "Schrijf de termijn als 2027-06-01"),
        ("2027/6/1", "Schrijf de termijn als 2027-06-01"),
        ("20270601", "Schrijf de termijn als 2027-06-01"),
        ("1 Juni 2027", "Schrijf de termijn als 2027-06-01"),
        ("30-02-2027", "'30-02-2027' bestaat niet op de kalender"),
        ("2027-02-30", "'2027-02-30' bestaat niet op de kalender"),
        ("0000-01-01", "'0000-01-01' bestaat niet op de kalender"),
        ("31 juni 2027", "'31 juni 2027' bestaat niet op de kalender"),
    ],
)
def test_what_looks_like_a_date_and_is_not_read_as_one_is_said(words: str, said: str) -> None:
    assert date_objection(words).startswith(said)
    assert bool(date_objection(words)) == bool(said)
