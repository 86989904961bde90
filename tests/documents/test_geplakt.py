"""Text pasted from Word: bullets, lettered points, note stars, and dates that look like lists."""

import pytest

from regietafel.documents.blocks import Alinea, Lijst
from regietafel.documents.richtext import parse_document
from regietafel.documents.richtext_geplakt import settle_pasted
from regietafel.documents.woorden import hold_together, lines_of, map_runs, words_of


def said(text: str) -> list[str]:
    return list(lines_of(parse_document(text).blokken))


def codes(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.regel) for problem in parse_document(text).problemen]


@pytest.mark.parametrize("mark", ["• ", "•\t", "· ", "▪ ", "o\t", "o   "])
def test_the_bullets_of_word_make_a_list(mark: str) -> None:
    (lijst,) = parse_document(f"{mark}eerste\n{mark}tweede").blokken
    assert isinstance(lijst, Lijst)
    assert [words_of(item) for item in lijst.items] == ["eerste", "tweede"]


@pytest.mark.parametrize("indent", ["", "  ", "   ", "      "])
def test_lettered_points_below_a_numbered_one_are_a_list_in_it(indent: str) -> None:
    text = (
        f"1. Eerst\n2. De raad voor te stellen:\n{indent}a. krediet;\n{indent}b. dekking.\n3. Dan"
    )
    (lijst,) = parse_document(text).blokken
    assert isinstance(lijst, Lijst)
    inner = lijst.items[1][1]
    assert isinstance(inner, Lijst)
    assert inner.genummerd
    assert [words_of(item) for item in inner.items] == ["krediet;", "dekking."]
    assert [words_of(item) for item in (lijst.items[0], lijst.items[2])] == ["Eerst", "Dan"]
    assert codes(text) == []


def test_lettered_points_elsewhere_are_lines_as_they_were_typed() -> None:
    assert said("Wij vragen u:\na) geld\nb) tijd") == ["Wij vragen u:\na) geld\nb) tijd"]
    assert said("1. Punt\n\nTekst\na. los") == ["Punt", "Tekst\na. los"]


def test_a_bold_label_begins_a_line() -> None:
    assert said("**Periode**: mei\n**Trekker:** team") == ["Periode: mei\nTrekker: team"]


@pytest.mark.parametrize("text", ["*) zie onder en **) ook, 5*3*2", "Zie *) en a_b_c.docx"])
def test_stars_that_mark_a_note_or_a_sum_are_shown(text: str) -> None:
    assert said(text) == [text]


@pytest.mark.parametrize("text", ["```\n• punt\na. x\n```", "~~~\n5*3 *)\n~~~"])
def test_code_is_left_alone(text: str) -> None:
    assert settle_pasted(text) == text


@pytest.mark.parametrize(
    "text",
    ["`5*3`", "``b ` 5*3``", "    5*3 *)", "1. x\n\n    ```\n    5*3\n    ```", "<https://x.nl/5*3>",
     "tekst\n\n    • punt\n    a. x", "- ```\n  • 5*3\n  ```"],
)  # fmt: skip
def test_no_sign_is_added_to_code_or_to_an_address(text: str) -> None:
    bare = [line.lstrip() for line in text.split("\n") if "5*3" in line or "•" in line]
    assert bare[0].strip("<>`").removeprefix("b ` ") in "\n".join(said(text))
    assert settle_pasted(text) == text


def test_stars_between_numbers_are_shown_next_to_emphasis_and_code() -> None:
    assert said("**5*3** en 2*3*4, `7*8` en 5\\*3 *echt*") == ["5*3 en 2*3*4, 7*8 en 5*3 echt"]


def test_a_bullet_far_in_under_a_list_is_no_code() -> None:
    (lijst,) = parse_document("• een\n\n    • twee").blokken
    assert isinstance(lijst, Lijst)
    assert isinstance(lijst.items[0][1], Lijst)


def test_three_backticks_within_a_line_open_no_code() -> None:
    assert settle_pasted("```x``` is code\n• punt") == "```x``` is code\n- punt"


def test_every_line_stays_a_line() -> None:
    text = "• een\n\n1. x\na. y\nb. z\n\n*) noot\n**A:** b"
    assert settle_pasted(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. januari 2026 gaat de wet in.", [("lijst-bedoeld", 1)]),
        ("2026. Dat was het jaar.", [("lijst-bedoeld", 1)]),
        ("1. een\n2. twee\n\n15. april is laat.", [("lijst-nummer", 4)]),
        ("1. een\n1. twee\n1. drie", []),
        ("3. drie\n4. vier", []),
        ("1\\. januari 2026 gaat de wet in.", []),
    ],
)
def test_a_line_that_becomes_a_list_unasked_is_told(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert codes(text) == expected


def test_an_amount_stays_with_its_sign_and_code_is_left() -> None:
    blokken = map_runs(parse_document("€ 5, ca. 20, § 3 en `€ 5`").blokken, hold_together)
    assert isinstance(blokken[0], Alinea)
    assert words_of(blokken).startswith("€ 5") is True
    assert blokken[0].delen[0].tekst == "€\xa05, ca.\xa020, §\xa03 en "
    assert blokken[0].delen[1].tekst == "€ 5"
