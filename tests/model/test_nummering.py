"""Numbers of points and attachments, as the trade counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from regietafel.model.doel import doel_text, parse_doelen
from regietafel.model.nummering import letters, numbered_attachments, numbered_points, roman
from regietafel.model.vergadering import Vergadering

DAY = {"datum": "2024-07-17", "begin": "12:30", "einde": "13:30", "plaats": "Assen"}


def vergadering(*agenda: object) -> Vergadering:
    return Vergadering.model_validate({**DAY, "agenda": list(agenda)})


def test_points_count_and_parts_get_letters() -> None:
    meeting = vergadering(
        "Opening", {"titel": "Asiel", "onderdelen": ["Stand", "Puzzel"]}, "Sluiting"
    )
    assert [p.nummer for p in numbered_points(meeting)] == ["1", "2", "2a", "2b", "3"]


def test_a_single_attachment_takes_the_number_of_its_point_and_several_get_a_rank() -> None:
    part = {"titel": "Puzzel", "bijlagen": ["memo.pdf", "tabel.xlsx"]}
    meeting = vergadering(
        {"titel": "Lijst", "bijlagen": ["lijst.pdf"]}, {"titel": "Asiel", "onderdelen": [part]}
    )
    assert [a.nummer for a in numbered_attachments(meeting)] == ["1", "2a-1", "2a-2"]


def test_the_national_form_counts_attachments_in_roman_figures() -> None:
    meeting = vergadering(
        {"titel": "A", "bijlagen": ["a.pdf"]}, {"titel": "B", "bijlagen": ["b.pdf"]}
    )
    assert [a.nummer for a in numbered_attachments(meeting, romeins=True)] == ["I", "II"]


def test_a_fixed_number_stays() -> None:
    meeting = vergadering(
        {"titel": "A", "nummer": 4, "bijlagen": [{"bestand": "a.pdf", "nummer": "4c"}]}
    )
    assert next(numbered_points(meeting)).nummer == "4"
    assert next(numbered_attachments(meeting)).nummer == "4c"


def test_letters_go_on_after_z() -> None:
    assert [letters(place) for place in (0, 25, 26, 27)] == ["a", "z", "aa", "ab"]


@given(st.integers(min_value=1, max_value=399))
def test_roman_figures_read_back(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    figures = [values[sign] for sign in roman(number)]
    pairs = zip(figures, [*figures[1:], 0], strict=True)
    assert sum(-a if a < b else a for a, b in pairs) == number


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("ter informatie", "Ter informatie"),
        ("Ter bespreking/instemming", "Ter bespreking/instemming"),
        ("ter informatie / ter bespreking", "Ter informatie/bespreking"),
        ("ter bespreking en besluitvorming", "Ter bespreking/besluitvorming"),
    ],
)
def test_purposes_combine(written: str, shown: str) -> None:
    assert doel_text(parse_doelen(written)) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "bijlage",
    [{}, {"titel": "x"}, {"bestand": "a.pdf", "lijst_van": "2024-01-01"}, {"volgt": "ja"}],
)
def test_an_attachment_has_one_source(bijlage: object) -> None:
    with pytest.raises(ValidationError):
        vergadering({"titel": "A", "bijlagen": [bijlage]})


def test_a_promised_document_needs_no_file_yet() -> None:
    meeting = vergadering({"titel": "A", "bijlagen": [{"titel": "Dashboard", "volgt": "ja"}]})
    assert next(numbered_attachments(meeting)).bijlage.volgt
